// Un délai du contrat : ce en quoi il se compte, sa fin.

import { plusJours, plusMois } from "../dates.js";

/** En quoi un délai se compte : au pluriel, au singulier. */
export const UNITES = {
  jours: "jour",
  "jours ouvrés": "jour ouvré",
  "jours ouvrables": "jour ouvrable",
  "jours francs": "jour franc",
  mois: "mois",
};
// Les jours de la semaine qui ne comptent pas : 0 est dimanche.
const CHOMES = { "jours ouvrés": [0, 6], "jours ouvrables": [0] };

/** Rend le dernier jour d'un délai ; s'il tombe un samedi, un dimanche ou un jour férié, le premier ouvrable qui suit. `feries` : des jours. */
export function finDuDelai(jour, combien, feries, en = "jours") {
  const chome = (un, semaine) => semaine.includes(new Date(un).getUTCDay()) || feries.includes(un);
  let fin = en === "mois" ? plusMois(jour, combien) : plusJours(jour, combien + (en === "jours francs" ? 1 : 0));
  if (en in CHOMES) {
    fin = jour;
    for (let reste = combien; reste > 0; reste -= chome(fin, CHOMES[en]) ? 0 : 1) fin = plusJours(fin, 1);
  }
  while (chome(fin, [0, 6])) fin = plusJours(fin, 1);
  return fin;
}
