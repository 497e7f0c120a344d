// Ce que l'acheteur saisit, choisit ou clique dans « Mon dossier », et ce qui lui vient d'ailleurs : un autre onglet, un retour, un lien.

import { compter } from "../texte.js";
import { BLANCS } from "./blancs.js";
import { ajouterParagraphe, changer, direUnFait, ecrireValeur, noterAilleurs, repondre } from "./etat.js";
import { vider } from "./garde.js";
import { basculerLot, changerLot } from "./lots.js";
import { CLE } from "./souvenir.js";
import { nettoyer } from "./texte.js";

/** Met la page à l'écoute. */
export function ecouter(page) {
  page.racine.addEventListener("click", (evenement) => {
    const geste = evenement.target.closest("[data-geste]");
    const sortie = evenement.target.closest("[data-exporter]");
    if (geste?.tagName === "A" && (evenement.ctrlKey || evenement.metaKey)) return;
    if (geste) {
      evenement.preventDefault(); // une valeur du document est un lien vers son champ
      page.faire(geste.dataset);
    } else if (sortie) page.exporter(sortie);
  });
  page.racine.addEventListener("input", ({ target }) => {
    if (target.dataset.valeur) saisir(page, target);
    else if (target.dataset.critere) saisirCritere(page, target);
    else if (target.dataset.lot) saisirLot(page, target);
    else if (target.tagName !== "SELECT" && target.dataset.question)
      page.saisir(repondre(page.etat, target.dataset.question, target.value, page.fraiches));
  });
  page.racine.addEventListener("change", ({ target }) => {
    if (target.tagName === "SELECT" && target.dataset.question) repondreA(page, target);
    // Le curseur passe d'abord au champ suivant : ce qui se redessine sait où il est.
    else if (target.dataset.fait) setTimeout(() => repondreAuFait(page, target));
    else if (target.dataset.ailleurs)
      page.prendre(
        noterAilleurs(page.etat, target.dataset.ailleurs, target.checked ? "" : null),
        target.checked ? "C’est noté\u00a0: dites où, si vous le savez." : "Ce n’est plus noté.",
      );
    else if (target.dataset.pour) basculer(page, target);
    else if (target.dataset.note)
      page.prendre(noterAilleurs(page.etat, target.dataset.note, target.value), "La note est gardée.");
    else if (target.dataset.niveau)
      page.prendre(changer(page.etat, target.dataset.niveau, { niveau: target.value }), "Niveau changé.");
    else if (target.id === "dossier-nom") page.renommer(target.value);
    else if (target.id === "dossier-ouvert") page.ouvrir(target.value);
    else if ("fichier" in target.dataset) import("./dossiers.js").then(({ importer }) => importer(page, target));
  });
  page.racine.querySelector("[data-paragraphe]").addEventListener("submit", (evenement) => {
    evenement.preventDefault();
    ajouter(page, evenement.target);
  });
  // Rien ne se perd de ce qui attend le repos : le téléphone ne dit parfois que « caché ».
  addEventListener("pagehide", vider);
  document.addEventListener("visibilitychange", () => document.hidden && vider());
  // Deux onglets : le dernier geste vaut, des deux côtés.
  addEventListener("storage", async ({ key }) => {
    if (key !== CLE && key !== null) return;
    await page.relire();
    page.dire("Mis à jour depuis un autre onglet.");
  });
  // Le retour du navigateur rend la page telle qu'elle était : une clause a pu changer entre-temps.
  addEventListener("pageshow", ({ persisted }) => persisted && page.relire());
  addEventListener("hashchange", async () => {
    if (!page.plan) return;
    const messages = await page.recevoirLien();
    if (!messages.length) return;
    await page.lireLesClauses();
    page.montrer();
    page.dire(messages.join(" "));
  });
}

function repondreA(page, { dataset: { question }, value }) {
  page.prendre(repondre(page.etat, question, value, page.fraiches));
}

// Ce que le dossier demande lui-même n'a qu'une place ; une réponse qui ne se lit pas est dite, et n'est pas gardée.
function repondreAuFait(page, { dataset: { fait }, value }) {
  const { lire, QUESTIONS_COMMUNES, suivreLeDroit } = page.outils;
  const { cas, messages } = lire(page.devoirs.donnees.faits, { [fait]: value });
  if (messages[fait]) return page.dire(messages[fait], true);
  const dit = QUESTIONS_COMMUNES.includes(fait)
    ? repondre(page.etat, fait, String(cas[fait] ?? ""), page.fraiches)
    : direUnFait(page.etat, fait, value);
  const suivant = suivreLeDroit(page, dit);
  const [ajoutes, retires] = [ecritsEnPlus(suivant, page.etat), ecritsEnPlus(page.etat, suivant)];
  page.dites.add(fait);
  const faits = [
    ajoutes && `${compter(ajoutes, "texte de la loi ajouté", "textes de la loi ajoutés")}.`,
    retires && `${compter(retires, "texte de la loi retiré", "textes de la loi retirés")}.`,
  ].filter(Boolean);
  return page.prendre(suivant, faits.length ? `C’est noté. ${faits.join(" ")}` : "");
}

const ecritsEnPlus = ({ ecrites }, autre) => ecrites.filter((id) => !autre.ecrites.includes(id)).length;

function saisir(page, champ) {
  const [id, nom] = champ.dataset.valeur.split(" ");
  const { fiches, contrat, blancs } = page.composition;
  const fiche = fiches.get(id) ?? (id === BLANCS ? blancs : contrat.retenus[0].fiche);
  page.saisir(ecrireValeur(page.etat, fiche, nom, champ.value));
}

function saisirCritere(page, { dataset: { critere, champ }, value }) {
  const criteres = page.etat.criteres.map((c, rang) =>
    rang === Number(critere) ? { ...c, [champ]: nettoyer(value, 80) } : c,
  );
  page.saisir({ ...page.etat, criteres });
}

const saisirLot = (page, { dataset: { lot, champ }, value }) =>
  page.saisir(changerLot(page.etat, lot, { [champ]: nettoyer(value, 80) }));

function basculer(page, cible) {
  try {
    page.prendre(basculerLot(page.etat, cible.dataset.clause, cible.dataset.pour), "Lots de la clause changés.");
  } catch (erreur) {
    cible.checked = true;
    page.dire(erreur.message, true);
  }
}

function ajouter(page, formulaire) {
  const [article, titre, texte] = ["article", "titre", "texte"].map(
    (nom) => formulaire.querySelector(`#paragraphe-${nom}`).value,
  );
  if (!texte.trim()) return;
  try {
    page.prendre(ajouterParagraphe(page.etat, article, titre, texte), "Paragraphe ajouté.");
    formulaire.reset();
  } catch (erreur) {
    page.dire(erreur.message, true);
  }
}
