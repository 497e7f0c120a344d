// Les suivis gardés sur l'appareil : chaque geste relit ce qu'un autre onglet a pu y écrire, puis l'écrit d'un trait. Refusé, rien ne se perd de la page.

import { ecrireTexte, lireTexte } from "../appareil.js";
import { lire } from "./lecture.js";

export const CLE = "mes-suivis";
const REFUS =
  "Votre navigateur refuse de garder ce suivi, ou la place manque : enregistrez-le dans un fichier avant de quitter la page.";

let derniers = new Map(); // ceux de la page, si l'appareil n'en garde pas
let refuse = false;

/** Rend { suivis: Map id → suivi, illisibles: ce que cette page ne sait pas lire, et qui reste sur l'appareil, panne }. */
export function relire() {
  const texte = lireTexte(CLE);
  if (!texte) return { suivis: new Map(derniers), illisibles: [], panne: "" };
  const [suivis, illisibles] = [new Map(), []];
  for (const brut of decoder(texte)) {
    try {
      const { suivi } = lire(brut);
      suivis.set(suivi.id, suivi);
    } catch {
      illisibles.push(brut);
    }
  }
  const panne = illisibles.length
    ? "Un suivi de cet appareil ne se lit pas d’ici : il y reste, rien ne l’efface. Rechargez la page."
    : "";
  return { suivis: refuse ? new Map(derniers) : suivis, illisibles, panne };
}

function decoder(texte) {
  try {
    const lus = JSON.parse(texte);
    return Array.isArray(lus) ? lus : [lus];
  } catch {
    return [texte];
  }
}

/** Fait un geste sur un suivi tel que l'appareil le garde, sinon tel que la page l'a ; rend { suivi, panne }. Un geste qui rend rien le supprime. */
export function changer(suivi, geste) {
  const { suivis, illisibles } = relire();
  const neuf = geste(suivis.get(suivi.id) ?? suivi);
  if (neuf) suivis.set(suivi.id, neuf);
  else suivis.delete(suivi.id);
  derniers = suivis;
  refuse = !ecrireTexte(CLE, JSON.stringify([...suivis.values(), ...illisibles]));
  return { suivi: neuf, panne: refuse ? REFUS : "" };
}
