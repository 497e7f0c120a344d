// Tout le dossier, en blocs : la page de garde, ce qui est à vérifier, les pièces, les annexes. Page, Word et Markdown en partent.

import { liste, mot, paragraphe, tableau, titre } from "../blocs.js";
import { enDate } from "../dates.js";
import { enMajuscule, grouper, lister } from "../texte.js";
import { GRAVITES } from "./controles/constat.js";
import { aDeclarer } from "./declarer.js";
import { ETATS } from "./devoirs.js";
import { propre, SANS_CCAG } from "./etat.js";
import { nommerLesLots } from "./lots.js";
import { LETTRE } from "./niveaux.js";
import { poserSuite } from "./pose.js";
import { tombeAvantLaFin } from "./suivi.js";

const AVEC_L_OFFRE = /^avec l[’']offre(?!.*\b(?:puis|sinon)\b)/i;

/** Ce qui signe un texte qu'un fichier a apporté. */
export const RECUE = "texte venu d’un fichier";

/** Rend les blocs d'une pièce : son titre, ses articles numérotés, leurs textes. */
function blocsDePiece({ code, libelle, articles }) {
  return [
    titre(1, libelle, { piece: code }),
    ...articles.flatMap(({ numero, titre: intitule, textes }) => [
      titre(2, intitule, { numero, piece: code }),
      ...textes.flatMap((texte) => [
        titre(3, texte.titre, { numero: texte.numero, piece: code, ancre: texte.ancre }),
        ...texte.blocs,
      ]),
    ]),
  ];
}

/** Rend ce que la page de garde dit de l'achat : (question, réponse). */
export function lesFaitsDits({ faits, lots }, plan) {
  const desLots = lots.map(({ code, nom }) => [`n°\u00a0${code}`, nom.trim()].filter(Boolean).join(" ")).join(" ; ");
  const ccag = faits.ccag === SANS_CCAG ? "Aucun" : propre(plan.ccag, faits.ccag)?.replace(/^CCAG\s/, "");
  const lignes = [
    lots.length > 1 ? ["Lots", desLots] : ["Lot", desLots || faits.lot],
    ["Nature", propre(plan.marches, faits.marche)],
    ["Famille d’achat", propre(plan.familles, faits.famille)?.libelle],
    ["Procédure", propre(plan.procedures, faits.procedure)],
    ["CCAG", ccag],
  ];
  return lignes.filter(([, reponse]) => reponse);
}

/** Rend les sections du document : { nom, blocs }, dans l'ordre. `jour` : « 26 novembre 2026 » ; `dus` : les obligations (devoirs.js), ou rien. */
export function sectionsDe(etat, composition, constats, plan, jour, dus = null) {
  const faitsDits = lesFaitsDits(composition, plan).map(([question, reponse]) =>
    paragraphe(mot(`${question} : `, { gras: true }), reponse),
  );
  const pageDeGarde = [
    titre(0, etat.nom),
    ...faitsDits,
    paragraphe(
      `Composé le ${jour} avec la base du réseau ${plan.auteur}. Modèle à adapter, sans valeur de conseil juridique.`,
    ),
  ];
  const verifier = [
    titre(1, "À vérifier avant publication"),
    paragraphe("Cette page n’est pas un document du marché : retirez-la avant de publier."),
    ...aVerifier(constats),
    ...lesVigilances(etat, composition),
    ...laLoi(dus, composition),
  ];
  const pieces = composition.pieces.map((piece) => ({ nom: piece.code, blocs: blocsDePiece(piece) }));
  return [
    { nom: "page-de-garde", blocs: pageDeGarde },
    { nom: "verifier", blocs: verifier },
    ...pieces,
    { nom: "annexes", blocs: annexes(etat, composition, plan) },
  ];
}

function aVerifier(constats) {
  if (!constats.length) return [paragraphe("Rien n’a été relevé. Relisez tout de même chaque pièce.")];
  return Object.entries(GRAVITES).flatMap(([gravite, intitule]) => {
    const siens = constats.filter((c) => c.gravite === gravite);
    if (!siens.length) return [];
    return [titre(2, intitule), liste(siens.map((c) => [paragraphe(mot(c.titre, { gras: true }), ` ${c.raison}`)]))];
  });
}

/** Rend ce que chaque clause retenue, puis ses textes pris à ce niveau, demandent de regarder avant de publier : { fiche, points }. */
export const vigilancesDe = (etat, { fiches, retenus }) =>
  etat.clauses
    .map((entree) => ({ entree, fiche: fiches.get(entree.id) }))
    .map(({ entree, fiche }) => {
      const siens = [fiche, ...retenus.filter((retenu) => retenu.entree === entree).map(({ texte }) => texte)];
      const points = siens.flatMap((un) => un?.vigilance ?? []);
      return { fiche, points: points.map((point) => poserSuite(etat, entree, fiche, point)) };
    })
    .filter(({ points }) => points.length);

function lesVigilances(etat, composition) {
  const siennes = vigilancesDe(etat, composition);
  if (!siennes.length) return [];
  return [
    titre(2, "Ce que vos clauses demandent de regarder"),
    ...siennes.flatMap(({ fiche, points }) => [
      titre(3, fiche.titre),
      liste(points.map((point) => [paragraphe(...point)])),
    ]),
  ];
}

const ouEst = ({ numero, de, auContrat }) => `${numero} ${de}${auContrat ? ` (${auContrat} du contrat court)` : ""}`;

/** Rend le tableau des obligations : ce qu'elles sont dans ce dossier, et où elles s'écrivent, ou ce qu'il faut faire. */
function laLoi(dus, { parCle }) {
  if (!dus?.obligations.length) return [];
  const ou = ({ regle, etat, par = [], note, dispense, lots }) =>
    [
      lots && `pour ${lots.length > 1 ? "les" : "le"} ${nommerLesLots(lots)}`,
      ...new Set(par.map((cle) => parCle.get(cle)).map((texte) => texte && ouEst(texte))),
      note,
      dispense?.motif,
      etat === "incertaine" && regle.doute,
      ...(etat === "incertaine"
        ? regle.textes.map(({ texte }) => `texte à prendre\u00a0: «\u00a0${texte}\u00a0»`)
        : []),
      !dispense && regle.acte && `${regle.acte.moment}\u00a0: ${regle.acte.quoi}`,
    ]
      .filter(Boolean)
      .join(" ; ");
  const lignes = Object.entries(ETATS).flatMap(([etat, intitule]) =>
    dus.obligations.filter((une) => une.etat === etat).map((une) => [une.regle.titre, intitule, ou(une)]),
  );
  return [
    titre(2, "Ce que la loi demande à cet achat"),
    tableau([["Obligation", "État", "Où, ou quoi faire"], ...lignes]),
  ];
}

/** Rend les lignes du suivi : la clause, ce qui est à recevoir ou à contrôler, qui, quand, la suite ; chaque case est une suite de mots. */
export function lignesDeSuivi(etat, { retenus, parCle }) {
  const vues = new Set();
  const avecSesLots = (titre, lots = []) => (lots.length ? `${titre} (${nommerLesLots(lots)})` : titre);
  const remises = [...parCle.values()]
    .filter(({ remise }) => remise)
    .map((texte) => ({ ...texte, titre: avecSesLots(texte.titre, texte.lots) }));
  const suitesDeLaLettre = [parCle.get("socle#lettre-suites")].filter(Boolean);
  const desClauses = retenus.flatMap(({ entree, fiche, texte, lots }) => {
    const poser = (suite) => poserSuite(etat, entree, fiche, suite);
    const { controle } = fiche;
    const nom = avecSesLots(fiche.titre, lots);
    const ligne = (verbe, quoi, qui, quand, suite) => [
      [mot(nom)],
      [mot(`${verbe} : `), ...quoi],
      [mot(qui ?? "")],
      [mot(quand ?? "")],
      suite,
    ];
    const enLettre = texte.piece === LETTRE;
    const quand = enLettre ? AVANT_DE_PAYER : controle?.quand;
    // D'une lettre, une clause a une ligne : ce qu'elle demande se vérifie avec ce qu'elle a fait promettre.
    const demandes = enLettre
      ? lesArticles(
          sesArticles(retenus, fiche, parCle, (nature) => !HORS_DEMANDE.includes(nature)),
          parSonTitre,
        )
      : [];
    const promesses = (texte.suivi ?? []).map(({ promesse, controle: comment, consequence }, rang) => {
      const sanction = parCle.get(`${fiche.id}#${consequence}`);
      const suite = sanction
        ? [mot(`Article ${sanction.numero} ${sanction.de}.`)]
        : controle && !enLettre
          ? poser(controle.suite)
          : lesArticles(suitesDeLaLettre);
      const jusqua = enLettre ? `${quand}, puis tant que la promesse court` : quand;
      const aussi = !rang && demandes.length ? [mot(" Et "), ...demandes] : [];
      return ligne(
        "Vérifier",
        [...poser(promesse), mot(" "), ...poser(comment), ...aussi],
        controle?.qui,
        jusqua,
        suite,
      );
    });
    if (vues.has(fiche.id)) return promesses;
    vues.add(fiche.id);
    // Ce qui vient avec l'offre se juge avec elle ; une lettre dit elle-même ce qu'elle fait remettre ; laissé, le suivi ne fait rien remettre, ni ce qu'un texte absent demandait.
    const sansSuivi = perdu(retenus, fiche, ["suivi"]);
    const preuves = (enLettre ? [] : fiche.preuves)
      .filter(({ textes = [] }) => (textes.length ? textes.some((id) => parCle.has(`${fiche.id}#${id}`)) : !sansSuivi))
      .filter(({ quand }) => !AVEC_L_OFFRE.test(quand ?? ""))
      .map((p) => ligne("Recevoir", poser(p.quoi), p.qui, p.quand, poser(p.suite ?? [])));
    const sanctions = () => sesArticles(retenus, fiche, parCle, (nature) => SUITES.includes(nature));
    const promet = retenus.some((autre) => autre.fiche === fiche && autre.texte.suivi?.length);
    const controles =
      controle && (!enLettre || (demandes.length && !promet))
        ? [
            ligne(
              "Contrôle",
              enLettre ? demandes : enMinuscule(poser(controle.comment)),
              controle.qui,
              quand,
              enLettre
                ? lesArticles([...sanctions(), ...suitesDeLaLettre])
                : manqueUneSuite(parCle, fiche)
                  ? lesSuites(sanctions())
                  : poser(controle.suite),
            ),
          ]
        : [];
    return [...preuves, ...controles, ...promesses];
  });
  const enLettre = retenus.some(({ texte }) => texte.piece === LETTRE);
  // Ce qu'une lettre fait remettre avant sa fin a sa ligne ; le reste n'en a qu'une, que l'on regarde avant de payer.
  const moment = ({ remise: { quand } }) => (!enLettre || tombeAvantLaFin(etat, quand) ? quand : AVANT_DE_PAYER);
  const ensemble = (texte) => (enLettre ? `${moment(texte)} ${texte.remise.qui}` : texte);
  const groupes = [...grouper(remises, ensemble).values()];
  const desRemises = groupes.map((siennes) => laRemise(siennes, moment(siennes[0])));
  return [...desClauses, ...desRemises];
}

const AVANT_DE_PAYER = "Avant de payer";

/** Rend la ligne de ce que des textes font remettre ; les articles qui le punissent, s'ils disent une pénalité. */
export const laRemise = (textes, quand = textes[0].remise.quand) => [
  [mot(textes.map(({ titre: intitule }) => intitule).join(" ; "))],
  [mot(`Recevoir : ${textes.map(({ remise }) => remise.quoi).join(" ")}`)],
  [mot(textes[0].remise.qui)],
  [mot(quand)],
  lesArticles(textes.filter(({ blocs }) => /pénalité/i.test(JSON.stringify(blocs)))),
];

/** Dit si le dossier a laissé tous les textes de ces natures que la clause avait. */
function perdu(retenus, fiche, natures) {
  const deCes = ({ nature }) => natures.includes(nature);
  return fiche.textes.some(deCes) && !retenus.some((retenu) => retenu.fiche.id === fiche.id && deCes(retenu.texte));
}

const SUITES = ["penalite", "refaction"];
const HORS_DEMANDE = [...SUITES, "critere-attribution"];

/** Dit s'il manque une sanction de cette clause, retirée ou d'un autre niveau : ce que la clause en dit ne vaut plus en entier. */
const manqueUneSuite = (parCle, { id, textes }) =>
  textes.some(({ id: texte, nature }) => SUITES.includes(nature) && !parCle.has(`${id}#${texte}`));

/** Rend les articles gardés d'une clause, de ces natures. */
const sesArticles = (retenus, { id }, parCle, deCes) =>
  retenus.filter(({ fiche, texte }) => fiche.id === id && deCes(texte.nature)).map(({ cle }) => parCle.get(cle));

const parSonNumero = ({ numero, de }) => `article ${numero} ${de}`;
const parSonTitre = ({ numero, titre: intitule }) => `« ${intitule} » (article ${numero})`;

/** Rend ces articles, en mots. */
function lesArticles(places, nommer = parSonNumero) {
  const articles = places.map(nommer);
  return articles.length ? [mot(`${enMajuscule(lister(articles))}.`)] : [];
}

/** Rend les articles qui sanctionnent un écart ; faute d'un seul, ce qui reste à faire. */
const lesSuites = (places) =>
  places.length ? lesArticles(places) : [mot("Demande écrite de corriger, puis ce que disent l’article et le CCAG.")];

const enMinuscule = ([premier, ...suite]) =>
  premier ? [{ ...premier, texte: premier.texte[0].toLowerCase() + premier.texte.slice(1) }, ...suite] : [];

export const ENTETES_DU_SUIVI = ["Clause", "À recevoir, à contrôler", "Qui", "Quand", "En cas d’écart"];

function annexes(etat, composition, plan) {
  const fiches = [...composition.fiches.values()];
  const questions = fiches.filter((f) => f.questions.length);
  const adresse = (f) => {
    const sienne = `${plan.site}${f.adresse}${composition.recues.has(f.id) ? "" : `#${f.version}`}`;
    return mot(sienne, { lien: sienne });
  };
  return [
    titre(1, "Annexes pour l’acheteur"),
    paragraphe(
      "Ces annexes servent à préparer le marché. Elles ne se publient pas. Le suivi est dans le tableau suivi.xlsx.",
    ),
    titre(2, "À déclarer"),
    ...aDeclarer(composition, plan),
    titre(2, "État des clauses"),
    tableau([
      ["Clause", "Version", "Sources vérifiées le", "Relecture", "Adresse"],
      ...fiches.map((f) => [
        f.titre,
        ...(composition.recues.has(f.id)
          ? [`${f.id}, ${RECUE}`, "non vérifiable", "non vérifiable"]
          : [`${f.id} ${f.version}`, enDate(f.verifie_le), f.relu_par ?? "sans relecture juridique"]),
        adresse(f),
      ]),
    ]),
    ...(questions.length
      ? [
          titre(2, "Questions de sourçage"),
          ...questions.flatMap((f) => [
            titre(3, f.titre),
            liste(f.questions.map((q) => [paragraphe(...poserSuite(etat, null, f, q))])),
          ]),
        ]
      : []),
  ];
}
