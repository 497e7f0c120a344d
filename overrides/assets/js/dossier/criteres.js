// Les critères d'un dossier et leurs poids : ceux de ses clauses et ceux de l'acheteur. Sans page.

import { mot, paragraphe, tableau } from "../blocs.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { ecrireValeur, propre, sansCriteres } from "./etat.js";
import { codesDesLots, duLot, nomDuLot } from "./lots.js";
import { LETTRE } from "./niveaux.js";
import { champDe, chiffre, cleDe } from "./valeurs.js";

/** Ce qui se compare en euros, quel que soit le nom que l'acheteur lui donne. */
export const PRIX = /^(prix|coût)/i;

/**
 * Rend les critères de l'offre, ou de celle d'un lot : ceux des clauses, puis ceux de l'acheteur ; `poids` : un nombre, ou NaN. Un prix
 * laissé sans poids prend ce qui reste quand les autres ont le leur : une clause qui vient ou s'en va ne défait pas le total.
 */
export function criteresDe(etat, retenus, lot = "") {
  const siens = duLot(retenus, lot)
    .filter(({ texte }) => texte.critere)
    .map(({ cle, entree, fiche, texte }) => ({
      cle,
      fiche,
      nom: texte.critere,
      variable: texte.poids,
      poids: chiffre(etat, entree, fiche, texte.poids),
    }));
  const autres = (sansCriteres(etat) ? [] : etat.criteres)
    .map(({ nom, poids, lot: sien = "" }, rang) => ({ rang, nom, poids: lireNombre(poids), lot: sien }))
    .filter(({ lot: sien }) => !lot || !sien || sien === lot);
  const prix = autres.find(({ nom, poids }) => PRIX.test(nom.trim()) && Number.isNaN(poids));
  const reste = 100 - [...siens, ...autres].reduce((somme, c) => somme + (c === prix ? 0 : c.poids), 0);
  if (prix && reste > 0) prix.poids = Math.round(reste * 100) / 100;
  return { siens, autres };
}

/** Ce que le prix garde quand les autres poids se réduisent : de la pratique, le code n'en fixe aucun. */
export const PART_DU_PRIX = 40;
/** Le prix qui prend ce qui reste. */
export const LE_PRIX = { nom: "Prix", poids: "" };

/**
 * Rend le dossier où chaque critère hors prix est réduit à proportion, jusqu'à laisser au prix, à chaque lot, PART_DU_PRIX au moins ; le prix, un
 * seul, prend ce qui reste, et s'ajoute au lot qui n'en a pas.
 */
export function reduireLesPoids(etat, { lots, retenus }) {
  const parLot = codesDesLots(lots).map((code) => ({ code, ...criteresDe(etat, retenus, code) }));
  const estPrix = ({ rang, nom }) => rang !== undefined && PRIX.test(nom.trim());
  const sommes = parLot.map(({ siens, autres }) =>
    [...siens, ...autres].reduce((somme, c) => somme + (estPrix(c) ? 0 : c.poids || 0), 0),
  );
  const part = Math.min(1, (100 - PART_DU_PRIX) / Math.max(...sommes));
  const arrondi = (poids) => (part === 1 ? poids : Math.max(1, Math.floor(poids * part)));
  const reduit = (poids) => (Number.isNaN(poids) ? "" : String(arrondi(poids)));
  const gardes = parLot.map(({ autres }) => autres.find(estPrix)?.rang);
  const criteres = etat.criteres.flatMap((critere, rang) => {
    if (!PRIX.test(critere.nom.trim())) return [{ ...critere, poids: reduit(lireNombre(critere.poids)) }];
    return gardes.includes(rang) ? [{ ...critere, poids: "" }] : [];
  });
  const sansPrix = parLot.filter(({ autres }) => !autres.some(estPrix));
  const siens = new Map(parLot.flatMap((lot) => lot.siens).map((c) => [c.cle, c]));
  return [...siens.values()].reduce(
    (e, { fiche, variable, poids }) => ecrireValeur(e, fiche, variable, reduit(poids)),
    {
      ...etat,
      criteres: [...criteres, ...sansPrix.map(({ code }) => ({ ...LE_PRIX, ...(code && { lot: code }) }))],
    },
  );
}

/** Rend leur tableau, tel que les offres sont classées, ou un par lot de l'opération ; rien sans critère. */
export function tableauDesCriteres(etat, retenus, lots) {
  const { siens, autres } = criteresDe(etat, retenus);
  const tous = [...autres, ...siens];
  if (!tous.length) return [];
  const enLettre = siens.length
    ? siens.every(({ cle }) => retenus.find((r) => r.cle === cle).texte.piece === LETTRE)
    : etat.procedure === "petit-achat";
  const champ = ({ fiche, variable, rang }, quoi) => {
    if (!fiche) return `critere-${quoi}-${rang}`;
    const declaree = propre(fiche.variables, variable ?? "");
    return declaree && champDe(cleDe(fiche, variable, declaree));
  };
  const poids = (c) =>
    Number.isNaN(c.poids)
      ? { texte: "[poids]", variable: true, champ: champ(c, "poids") }
      : `${ecrireNombre(c.poids)}\u00a0%`;
  const sonNom = (c) => c.nom.trim() || { texte: "[nom du critère]", variable: true, champ: champ(c, "nom") };
  const table = (criteres) => tableau([["Critère", "Poids"], ...criteres.map((c) => [sonNom(c), poids(c)])]);
  const parLot = lots.flatMap((lot) => {
    const duSien = criteresDe(etat, retenus, lot.code);
    const liste = [...duSien.autres, ...duSien.siens];
    return liste.length ? [paragraphe(mot(nomDuLot(lot), { gras: true })), table(liste)] : [];
  });
  const article = enLettre ? "lettre-criteres" : "rc-criteres";
  return [
    {
      cle: "criteres",
      source: "calcule",
      titre: "Critères et poids",
      article,
      blocs: lots.length
        ? [paragraphe("Les offres de chaque lot sont classées selon ses critères, chacun avec son poids :"), ...parLot]
        : [paragraphe("Les offres sont classées selon ces critères, chacun avec son poids :"), table(tous)],
    },
  ];
}
