// Ce qu'un dossier de cette forme porte sans peine, et ce qu'il dépasse : de la pratique, non du droit. Sans page.

import { ecrireNombre } from "../../nombres.js";
import { lister } from "../../texte.js";
import { depassements } from "../bilan.js";
import { nommerLesLots } from "../lots.js";
import { constat } from "./constat.js";

// Ce qui se dit d'un dossier en cours ; le reste ne vaut que pour un dossier achevé.
const DITS = {
  criteres: (v, max) => `${v} critères à côté du prix, au lieu de ${max}`,
  environnement: (v, max) => `${ecrireNombre(v)}\u00a0% sur l’environnement, au lieu de ${max}\u00a0%`,
  social: (v, max) => `${ecrireNombre(v)}\u00a0% sur le social, au lieu de ${max}\u00a0%`,
  environnement_et_social: (v, max) => `${ecrireNombre(v)}\u00a0% pour les deux ensemble, au lieu de ${max}\u00a0%`,
  documents_par_an: (v, max) => `${v} documents par an à recevoir, au lieu de ${max}`,
  mots: (v, max) => `${ecrireNombre(v)} mots de clauses administratives, au lieu de ${ecrireNombre(max)}`,
};

/** Ce qui pèse plus qu'un dossier de cette forme ne porte. */
export function* budget({ faits, pese }) {
  if (!faits.procedure || faits.procedure === "sans-concurrence") return;
  const trop = depassements(pese, faits.famille).filter(({ quoi, valeur, max }) => DITS[quoi] && valeur > max);
  if (!trop.length) return;
  yield constat(
    "info",
    "hors-budget",
    "Ce dossier pèse plus que ce qu’un marché de cette forme porte sans peine.",
    `${lister(trop.map(({ quoi, valeur, max, lot }) => `${lot ? `${nommerLesLots([lot])}\u00a0: ` : ""}${DITS[quoi](valeur, max)}`))}. C’est de la pratique, non du droit\u00a0: une clause de moins, ou des textes retirés, suffisent souvent.`,
    [{ geste: "la-liste-des-clauses", libelle: "Voir vos clauses" }],
  );
}
