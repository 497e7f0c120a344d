// La fin d'un délai du contrat.

import { enJour, plusJours } from "../dates.js";

const FERIES = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
const FERIES_APRES_PAQUES = [1, 39, 50];

/** Rend le dimanche de Pâques d'une année (calcul de Meeus). */
function paques(annee) {
  const [a, b, c] = [annee % 19, Math.floor(annee / 100), annee % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return enJour(annee, Math.floor(n / 31) - 1, (n % 31) + 1);
}

/** Rend le dernier jour d'un délai ; s'il tombe un samedi, un dimanche ou un jour férié (code du travail, L. 3133-1), le premier ouvrable qui suit. */
export function finDuDelai(jour, jours) {
  const fin = plusJours(jour, jours);
  const fete = paques(Number(fin.slice(0, 4)));
  const chome =
    [0, 6].includes(new Date(fin).getUTCDay()) ||
    FERIES.includes(fin.slice(5)) ||
    FERIES_APRES_PAQUES.some((apres) => plusJours(fete, apres) === fin);
  return chome ? finDuDelai(fin, 1) : fin;
}
