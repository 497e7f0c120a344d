// Les suivis gardés sur l'appareil : chaque geste relit ce qu'un autre onglet a pu y écrire, puis l'écrit d'un trait. Refusé, rien ne se perd de la page.

import { lireTexte } from "../appareil.js";
import { lire } from "./lecture.js";

export const CLE = "mes-suivis";
const ILLISIBLE = "mes-suivis-illisible";
const REFUS =
  "Votre navigateur refuse de garder ce suivi, ou la place manque : enregistrez-le dans un fichier avant de quitter la page.";

let derniers = new Map(); // ceux de la page, si l'appareil n'en garde pas
let refuse = false;

/** Rend { suivis: Map id → suivi, panne } ; ce qui ne se lit pas reste sur l'appareil, mis de côté. */
export function relire() {
  const texte = lireTexte(CLE);
  if (!texte || refuse) return { suivis: new Map(derniers), panne: "" };
  const [suivis, illisibles] = [new Map(), []];
  for (const brut of decoder(texte)) {
    try {
      const { suivi } = lire(brut);
      suivis.set(suivi.id, suivi);
    } catch {
      illisibles.push(brut);
    }
  }
  if (!illisibles.length) return { suivis, panne: "" };
  try {
    const deja = decoder(lireTexte(ILLISIBLE) || "[]").map((un) => JSON.stringify(un));
    const tous = new Set([...deja, ...illisibles.map((un) => JSON.stringify(un))]);
    localStorage.setItem(ILLISIBLE, `[${[...tous].join(",")}]`);
  } catch {
    return { suivis, panne: REFUS };
  }
  return {
    suivis,
    panne: "Un suivi de cet appareil ne se lit pas d’ici : il y reste, mis de côté. Rechargez la page.",
  };
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
  const { suivis } = relire();
  const neuf = geste(suivis.get(suivi.id) ?? suivi);
  if (neuf) suivis.set(suivi.id, neuf);
  else suivis.delete(suivi.id);
  derniers = suivis;
  try {
    localStorage.setItem(CLE, JSON.stringify([...suivis.values()]));
    refuse = false;
    return { suivi: neuf, panne: "" };
  } catch {
    refuse = true;
    return { suivi: neuf, panne: REFUS };
  }
}
