// Ce que pèse un dossier, compté : critères, poids, plafonds, charge, mots, obligations ; et le budget conseillé à sa forme. Sans page.

import { FORMES } from "../obligations/procedure.js";
import { doublonsDe } from "./controles/objets.js";
import { lesPlafonds } from "./controles/penalites.js";
import { criteresDe, PRIX } from "./criteres.js";
import { ETATS } from "./devoirs.js";
import { lignesDeSuivi } from "./document.js";
import { propre } from "./etat.js";
import { auMontantDe, codeDuSeulLot, codesDesLots, duLot, vautPour } from "./lots.js";
import { chiffre, estVide, valeursDe } from "./valeurs.js";

/** La valeur partagée qui dit le délai d'une mise en demeure. */
export const DELAI = "delai-mise-en-demeure";
const ALIMENTAIRES = new Set(["restauration-collective", "denrees"]);
const ENVIRONNEMENT_DES_DENREES = 30;
const CCAP = new Set(["CCAP", "CCP", "lettre-consultation"]);

/** Forme → ce qu'un dossier tenable ne dépasse pas, [au moins, au plus] ; de la pratique : le code ne fixe aucun poids minimal. */
export const BUDGETS = {
  lettre: budget([2, 3], [50, 80], [10, 20], [0, 20], 5, 2, [4, 6], 720),
  adaptee: budget([3, 8], [40, 60], [10, 25], [10, 35], 10, 6, [12, 12], 1200),
  travaux: budget([2, 6], [50, 60], [10, 20], [10, 25], 5, 6, [12, 12], 1200),
  formalisee: budget([3, 10], [35, 60], [10, 30], [15, 40], 10, 12, [20, 20], 1500),
};

function budget(
  [criteres, elements],
  prix,
  environnement,
  [social, deux],
  plafond,
  documents,
  [lignes, valeurs],
  mots,
) {
  return {
    criteres: [0, criteres],
    elements: [0, elements],
    prix,
    environnement,
    social: [0, social],
    environnement_et_social: [0, deux],
    plafond_commun: [0, plafond],
    documents_par_an: [0, documents],
    lignes_de_suivi: [0, lignes],
    valeurs_a_remplir: [0, valeurs],
    mots: [0, mots],
  };
}

/** Rend la forme d'un dossier : celle du tableau des budgets. */
const formeDe = ({ procedure, marche }, dus) =>
  marche === "travaux" && procedure !== "petit-achat"
    ? "travaux"
    : (dus?.forme ?? propre(FORMES, procedure) ?? "lettre");

// Rend ce que pèsent les textes d'un lot, ou d'un achat qui n'en a qu'un (« ») : critères, éléments, poids, plafond commun.
function peser(etat, { retenus, parCle }, plan, code) {
  const textes = duLot(retenus, code);
  const { siens, autres } = criteresDe(etat, textes, code);
  const poids = { prix: 0, environnement: 0, social: 0, autres: 0 };
  const tous = [...siens.map((c) => ({ ...c, pilier: pilierDe(textes, c.cle) })), ...autres];
  for (const { nom, poids: sien, pilier } of tous)
    poids[PRIX.test(nom) ? "prix" : pilier in poids ? pilier : "autres"] += sien || 0;
  const ecrits = etat.socle.filter((nom) => parCle.has(`socle#${nom}`));
  const generaux = ecrits.map((nom) => propre(plan.socle, nom)?.plafond).filter(Boolean);
  const plafonds = lesPlafonds(
    auMontantDe(
      etat,
      etat.lots.filter((lot) => lot.code === code),
    ),
    textes,
  );
  return {
    criteres: tous.filter(({ nom }) => !PRIX.test(nom)).length,
    elements: textes.reduce((somme, { texte }) => somme + (texte.suivi ?? []).length, 0),
    poids,
    plafond_commun: arrondi(Math.min(plafonds.total, ...generaux)),
  };
}

/**
 * Rend le bilan d'un dossier, `a_regler` à part : le contrôle s'en sert. `dus` : ce que le droit en dit (devoirs.js), ou rien. D'une opération, les valeurs simples sont celles du lot
 * le plus lourd : critères, éléments, poids et plafond, de celui qui a le plus d'éléments notés, puis de critères, puis de plafond ; lignes,
 * valeurs et mots d'une pièce, de celui qui en a le plus. Les documents se comptent à chaque lot, pour toute l'opération.
 */
export function bilan(etat, composition, dus, plan) {
  const { faits, lots, retenus, pieces, parCle } = composition;
  const parLot = codesDesLots(lots).map((code) => ({
    code: code || codeDuSeulLot(etat),
    ...peser(etat, composition, plan, code),
  }));
  const seulement = (code) => ({
    ...composition,
    retenus: duLot(retenus, code),
    parCle: new Map([...parCle].filter(([, texte]) => !code || vautPour(texte.lots ?? [], code))),
  });
  const auPlus = (compter) => Math.max(...codesDesLots(lots).map((code) => compter(seulement(code), code)));
  const { code: _, ...leplus } = parLot.reduce((a, b) => (chargeDe(b) > chargeDe(a) ? b : a));
  return {
    slug: etat.conseil,
    forme: formeDe(faits, dus),
    montant: Number(etat.montant) || 0,
    duree: Number(etat.duree) || 0,
    ...leplus,
    delais_mise_en_demeure: delais(etat, retenus),
    documents_par_an: retenus.reduce(
      (somme, { texte, lots: siens }) => somme + (texte.documents ?? 0) * (siens.length || lots.length || 1),
      0,
    ),
    lignes_de_suivi: auPlus((un) => lignesDeSuivi(etat, un).length),
    valeurs_a_remplir: auPlus((un) => valeursDe(etat, un).filter(estVide).length),
    mots: Object.fromEntries(pieces.map((piece) => [piece.code, motsDe(piece, codesDesLots(lots))])),
    obligations: Object.fromEntries(
      Object.keys(ETATS).map((nom) => [
        nom,
        (dus?.obligations ?? []).filter((une) => une.etat === nom).map(({ regle }) => regle.id),
      ]),
    ),
    objets_doubles: [...new Set(doublonsDe(retenus, plan, faits).map(({ objet }) => objet))],
    lots: faits.marche === "travaux" ? parLot : [],
  };
}

const chargeDe = ({ elements, criteres, plafond_commun: plafond }) => elements * 10_000 + criteres * 1000 + plafond;

/** Rend les codes de ce qui bloque. */
export const aRegler = (constats) => [
  ...new Set(constats.filter(({ gravite }) => gravite === "bloque").map(({ code }) => code)),
];

const pilierDe = (retenus, cle) => retenus.find((retenu) => retenu.cle === cle).texte.piliers?.[0];
const arrondi = (valeur) => Math.round(valeur * 10) / 10;

function delais(etat, retenus) {
  const lus = retenus.flatMap(({ entree, fiche, texte }) =>
    Object.entries(fiche.variables)
      .filter(([nom, { partagee }]) => partagee === DELAI && JSON.stringify(texte.blocs).includes(`"${nom}"`))
      .map(([nom]) => chiffre(etat, entree, fiche, nom)),
  );
  return [...new Set(lus)].sort((a, b) => a - b);
}

// Les mots d'une pièce que lit l'entreprise du lot qui en a le plus.
function motsDe({ articles }, codes) {
  const comptes = articles
    .flatMap(({ textes }) => textes)
    .map(({ lots = [], blocs }) => ({ lots, mots: blocs.reduce((n, bloc) => n + motsDuBloc(bloc), 0) }));
  const siens = (code) => comptes.filter(({ lots }) => !code || vautPour(lots, code));
  return Math.max(...codes.map((code) => siens(code).reduce((somme, { mots }) => somme + mots, 0)));
}
const compter = (texte) => texte.split(/\s+/).filter((mot) => /[\p{L}\p{N}]/u.test(mot)).length;

function motsDuBloc({ suite = [], elements = [], lignes = [] }) {
  const dedans = [...elements.flat(), ...lignes.flat(2)];
  return (
    compter(suite.map((m) => (typeof m === "string" ? m : (m.texte ?? ""))).join("")) +
    dedans.reduce((somme, bloc) => somme + motsDuBloc(bloc), 0)
  );
}

/** Rend ce qui sort du budget de sa forme, à chaque lot de l'opération : { quoi, valeur, min, max, lot: son code, s'il n'est pas seul }. */
export function depassements(unBilan, famille) {
  const { forme } = unBilan;
  const bornes = { ...BUDGETS[forme] };
  if (ALIMENTAIRES.has(famille)) bornes.environnement = [bornes.environnement[0], ENVIRONNEMENT_DES_DENREES];
  const ecrits = Object.entries(unBilan.mots).filter(([piece]) => CCAP.has(piece));
  const tout = { ...unBilan, mots: ecrits.reduce((somme, [, mots]) => somme + mots, 0) };
  const lots = unBilan.lots.length > 1 ? unBilan.lots : [tout];
  const parLot = lots.map(({ poids, ...reste }) => ({
    ...reste,
    ...poids,
    environnement_et_social: poids.environnement + poids.social,
  }));
  return Object.entries(bornes)
    .flatMap(([quoi, [min, max]]) =>
      (quoi in parLot[0] ? parLot : [tout]).map((un) => ({
        quoi,
        valeur: un[quoi],
        min,
        max,
        ...(un.code && { lot: un.code }),
      })),
    )
    .filter(({ valeur, min, max }) => valeur < min || valeur > max);
}
