// Les critères d'un dossier et leurs poids : ceux de ses clauses et ceux de l'acheteur. Sans page.

import { paragraphe, tableau } from "../blocs.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { sansCriteres } from "./etat.js";
import { LETTRE } from "./niveaux.js";
import { chiffre } from "./valeurs.js";

/** Rend les critères de l'offre : ceux des clauses, puis ceux de l'acheteur ; `poids` : un nombre, ou NaN. */
export function criteresDe(etat, retenus) {
  const siens = retenus
    .filter(({ texte }) => texte.critere)
    .map(({ cle, entree, fiche, texte }) => ({
      cle,
      fiche,
      nom: texte.critere,
      variable: texte.poids,
      poids: chiffre(etat, entree, fiche, texte.poids),
    }));
  const autres = (sansCriteres(etat) ? [] : etat.criteres).map(({ nom, poids }, rang) => ({
    rang,
    nom,
    poids: lireNombre(poids),
  }));
  return { siens, autres };
}

/** Rend leur tableau, tel que les offres sont classées ; rien sans critère. */
export function tableauDesCriteres(etat, retenus) {
  const { siens, autres } = criteresDe(etat, retenus);
  const tous = [...autres, ...siens];
  if (!tous.length) return [];
  const enLettre = siens.length
    ? siens.every(({ cle }) => retenus.find((r) => r.cle === cle).texte.piece === LETTRE)
    : etat.procedure === "petit-achat";
  const poids = ({ poids: p }) =>
    Number.isNaN(p) ? { texte: "[poids]", variable: true } : `${ecrireNombre(p)}\u00a0%`;
  const sonNom = ({ nom }) => (nom.trim() ? nom : { texte: "[nom du critère]", variable: true });
  const table = tableau([["Critère", "Poids"], ...tous.map((c) => [sonNom(c), poids(c)])]);
  const article = enLettre ? "lettre-criteres" : "rc-criteres";
  return [
    {
      cle: "criteres",
      source: "calcule",
      titre: "Critères et poids",
      article,
      blocs: [paragraphe("Les offres sont classées selon ces critères, chacun avec son poids :"), table],
    },
  ];
}
