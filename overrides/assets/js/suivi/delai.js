// La fin d'un délai du contrat.

import { plusJours } from "../dates.js";

/** Rend le dernier jour d'un délai ; s'il tombe un samedi, un dimanche ou un jour férié, le premier ouvrable qui suit. `feries` : des jours. */
export function finDuDelai(jour, jours, feries) {
  const fin = plusJours(jour, jours);
  return [0, 6].includes(new Date(fin).getUTCDay()) || feries.includes(fin) ? finDuDelai(fin, 1, feries) : fin;
}
