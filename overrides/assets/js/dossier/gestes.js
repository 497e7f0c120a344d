// Les gestes de la page « Mon dossier » : ce que fait chaque bouton `data-geste`. `page` : celle de page.js.

import { compter } from "../texte.js";
import { choisirAchat } from "./achats.js";
import { DELAI } from "./bilan.js";
import { allerAuxObligations } from "./cas.js";
import { criteresDe, LE_PRIX, PRIX, reduireLesPoids } from "./criteres.js";
import {
  changer,
  deplacer,
  ecrireLaLoi,
  ecrireValeur,
  oterLaLoi,
  prendreTexte,
  repondre,
  SUPPOSABLES,
  vide,
} from "./etat.js";
import { adresseDuSite } from "./fiches.js";
import * as garde from "./garde.js";
import { ajouterLot, codesDesLots, nommerLesLots } from "./lots.js";
import {
  remettreTexte,
  retirerClause,
  retirerCritere,
  retirerLot,
  retirerParagraphe,
  retirerTexte,
} from "./retraits.js";
import { inscrire } from "./souvenir.js";
import { resteraSuppose } from "./supposes.js";
import { estProposee, groupesDeValeurs } from "./valeurs.js";

/** Fait le geste d'un bouton. */
export async function faire(page, { geste, id, cle, article, pas, question, titre, champ }) {
  const { etat } = page;
  const fiche = id && (page.fraiches.get(id) ?? etat.clauses.find((entree) => entree.id === id)?.garde);
  const desDossiers = async (nom) => (await import("./dossiers.js"))[nom](page);
  const gestes = {
    ajouter: () => ajouterClause(page, { id, titre }),
    retirer: () => page.retirer(retirerClause(etat, id), `la clause « ${fiche?.titre ?? id} »`),
    "retirer-texte": () => page.retirer(retirerTexte(etat, cle), `le texte « ${titre} »`, false),
    "remettre-texte": () => page.prendre(remettreTexte(etat, cle), "Texte remis."),
    oter: () => page.retirer(retirerParagraphe(etat, cle), `le paragraphe « ${titre} »`),
    "critere-de-moins": () =>
      page.retirer(retirerCritere(etat, Number(cle)), `le critère « ${etat.criteres[Number(cle)].nom || "sans nom"} »`),
    remettre: () => page.remettre(Number(cle)),
    defaire: () => page.aDefaire(),
    fermer: () => page.racine.querySelector("[data-message]").replaceChildren(),
    accepter: () => page.prendre(prendreTexte(etat, fiche), "Le texte d’aujourd’hui est pris."),
    monter: () => page.prendre(clauseDeplacee(etat, id, -1), "Clause montée."),
    descendre: () => page.prendre(clauseDeplacee(etat, id, 1), "Clause descendue."),
    deplacer: () => page.prendre(deplacer(etat, article, clesDe(page, article), cle, Number(pas)), "Texte déplacé."),
    socle: () =>
      page.prendre(
        { ...etat, socle: etat.socle.includes(id) ? etat.socle.filter((s) => s !== id) : [...etat.socle, id] },
        "Phrase commune mise à jour.",
      ),
    "ecrire-loi": () => page.prendre(ecrireLaLoi(etat, due(page, id)), "Texte ajouté à vos documents."),
    "ecrire-toutes": () => page.prendre(ecrireLaLoi(etat, aEcrire(page)), "Textes ajoutés à vos documents."),
    "oter-loi": () => page.prendre(oterLaLoi(etat, id), "Texte retiré.", (e) => remettreLaLoi(e, id, etat)),
    "la-loi": () => page.aller("[data-partie=loi] summary"),
    "la-liste-des-clauses": () => page.aller("#vos-clauses"),
    "lot-de-plus": () => ajouterUnLot(page),
    "lot-de-moins": () => page.retirer(retirerLot(etat, id), `le ${nommerLesLots([id])} et ce qui n’était qu’à lui`),
    delai: () =>
      page.prendre(
        { ...etat, partagees: { ...etat.partagees, [DELAI]: id } },
        `Toutes les mises en demeure laissent ${id} jours.`,
      ),
    "confirmer-faits": () => {
      const supposes = resteraSuppose(page.devoirs.donnees, etat, id);
      if (id) page.dites.add(id);
      else page.dites.clear();
      page.prendre(
        { ...etat, supposes },
        `Confirmé\u00a0: ${supposes.length ? `il reste ${compter(supposes.length, "réponse supposée", "réponses supposées")}` : "le dossier ne suppose plus rien"}.`,
        (e) => ({ ...e, supposes: etat.supposes }),
      );
    },
    suppositions: () => page.aller("[data-partie=suppositions] summary"),
    confirmer: () => confirmer(page, id),
    "critere-de-plus": () =>
      page.prendre({ ...etat, criteres: [...etat.criteres, etat.criteres.length ? { nom: "", poids: "" } : LE_PRIX] }),
    prix: () =>
      page.prendre(
        { ...etat, criteres: [...etat.criteres, { ...LE_PRIX, ...(cle && { lot: cle }) }] },
        "Le prix prend ce qui reste.",
      ),
    reduire: () =>
      page.prendre(reduireLesPoids(etat, page.composition), "Poids réduits, le prix prend ce qui reste.", (e) => ({
        ...e,
        criteres: etat.criteres,
        clauses: etat.clauses,
        partagees: etat.partagees,
      })),
    reste: () => donnerLeReste(page, Number(cle)),
    question: () => page.aller(`#dossier-${question}`),
    procedure: () => page.prendre(repondre(etat, "procedure", id, page.fraiches), "Procédure changée."),
    famille: () => page.prendre(repondre(etat, "famille", id, page.fraiches), "Famille d’achat choisie."),
    achat: () => page.prendre(choisirAchat(etat, id, page.plan), "Forme de l’achat choisie."),
    "en-base": () => page.prendre(changer(etat, id, { niveau: "base" }), "Niveau changé."),
    "en-lettre": () => page.prendre(changer(etat, id, { niveau: "lettre" }), "Niveau changé."),
    "sans-criteres": () =>
      page.prendre({ ...etat, sansCriteres: "oui" }, "Critères laissés de côté.", (e) => ({ ...e, sansCriteres: "" })),
    "avec-criteres": () => page.prendre({ ...etat, sansCriteres: "" }, "Critères remis."),
    clause: () => page.aller(`[id="clause-${id}"]`),
    champ: () => page.aller(`[id="${champ}"]`),
    valeurs: () => page.aller(`[data-valeur="${cle}"]`),
    criteres: () => allerAuxCriteres(page),
    chercher: () => location.assign(adresseDuSite("clauses/")),
    ouvrir: () => location.assign(adresseDuSite(`clauses/${id}/`)),
    obligations: () => allerAuxObligations(page),
    "sans-cas": () =>
      page.prendre(
        { ...etat, cas: {}, supposes: etat.supposes.filter((nom) => SUPPOSABLES.includes(nom)) },
        "Ces réponses sont oubliées.",
        (e) => ({ ...e, cas: etat.cas, supposes: etat.supposes }),
      ),
    reessayer: () => page.reessayer(),
    nouveau: () => page.ouvrirUn(vide(garde.nomLibre("Nouveau dossier")), "Dossier vide ouvert."),
    dupliquer: () =>
      page.ouvrirUn(
        { ...etat, nom: garde.nomLibre(etat.nom), lot: "" },
        "Copie ouverte : dites de quel lot il s’agit.",
      ),
    importer: () => page.racine.querySelector("[data-fichier]").click(),
    lien: () => desDossiers("partager"),
    supprimer: () => desDossiers("supprimer"),
    "effacer-tous": () => desDossiers("demanderDeToutEffacer"),
    garder: () => desDossiers("toutGarder"),
    "effacer-vraiment": () => desDossiers("toutEffacer"),
  };
  await gestes[geste]?.();
}

const aEcrire = ({ dus }) => dus.obligations.filter(({ etat, regle }) => etat === "a-ecrire" && regle.textes.length);
const due = ({ dus }, id) => dus.obligations.filter(({ regle }) => regle.id === id);
const remettreLaLoi = (etat, id, { loiDesLots }) => ecrireLaLoi(etat, [{ regle: { id }, lots: loiDesLots[id] }]);

// Inscrite d'abord, comme partout : deux ajouts de suite en font deux, même si les textes tardent.
async function ajouterClause(page, entree) {
  try {
    page.prendre(inscrire(page.etat, entree), `Ajoutée : « ${entree.titre} ».`);
  } catch (erreur) {
    return page.dire(erreur.message, true);
  }
  await page.lireLesClauses();
  return page.montrer();
}

function ajouterUnLot(page) {
  try {
    const etat = ajouterLot(page.etat);
    page.prendre(etat, "Lot ajouté\u00a0: nommez-le, puis dites à quels lots va chaque clause.");
    page.aller(`#lot-nom-${etat.lots.at(-1).code}`);
  } catch (erreur) {
    page.dire(erreur.message, true);
  }
}

function clauseDeplacee(etat, id, pas) {
  const cles = etat.clauses.map((entree) => entree.id);
  const { ordre } = deplacer({ ordre: {} }, "clauses", cles, id, pas);
  return { ...etat, clauses: (ordre.clauses ?? cles).map((c) => etat.clauses.find((entree) => entree.id === c)) };
}

const clesDe = ({ composition }, article) =>
  composition.pieces
    .flatMap(({ articles }) => articles)
    .filter(({ code }) => code === article)
    .flatMap(({ textes }) => textes.map(({ cle }) => cle));

/** Confirme les valeurs proposées d'un groupe, ou toutes. */
function confirmer(page, groupe) {
  const groupes = groupesDeValeurs(page.etat, page.composition).filter(({ cle }) => !groupe || cle === groupe);
  const proposees = groupes.flatMap(({ valeurs }) => valeurs).filter(estProposee);
  page.prendre(
    proposees.reduce(
      (etat, { fiche, nom, variable }) => ecrireValeur(etat, fiche, nom, String(variable.defaut)),
      page.etat,
    ),
    "Valeurs proposées confirmées.",
  );
  if (groupe) page.racine.querySelector(`[data-groupe="${groupe}"] > summary`).focus({ preventScroll: true });
}

// Le prix le garde, quoi qu'il arrive ensuite ; un autre critère le prend une fois.
function donnerLeReste(page, rang) {
  const { criteres } = page.etat;
  const { lots, retenus } = page.composition;
  const donner = (poids, annonce) =>
    page.prendre({ ...page.etat, criteres: criteres.map((c, r) => (r === rang ? { ...c, poids } : c)) }, annonce);
  if (PRIX.test(criteres[rang].nom.trim())) return donner("", "Le prix prend ce qui reste.");
  const sonLot = criteres[rang].lot;
  const restes = (sonLot ? [sonLot] : codesDesLots(lots)).map((lot) => {
    const { siens, autres } = criteresDe(page.etat, retenus, lot);
    const leurs = [...siens, ...autres.filter((c) => c.rang !== rang)];
    return 100 - leurs.reduce((somme, { poids }) => somme + (poids || 0), 0);
  });
  const poids = String(Math.max(0, Math.round(Math.min(...restes) * 100) / 100)).replace(".", ",");
  return donner(poids, `Ce critère prend ${poids} %.`);
}

function allerAuxCriteres(page) {
  if (!page.etat.criteres.length) page.prendre({ ...page.etat, criteres: [LE_PRIX] });
  page.aller("#vos-criteres");
  page.racine.querySelector("[data-partie=criteres] input")?.focus();
}
