// La marque d'un paragraphe : le document la porte, et qui le relit sait s'il fut retouché.

import { empreinte } from "./blancs.js";

export const MARQUE = 3;

/** Rend trois signes ; ni les espaces, ni le numéro d'un renvoi, que Word refait, n'y comptent. */
export const marqueDe = (texte) =>
  empreinte(
    texte
      .replace(/\s+/g, " ")
      .replace(/(articles? )[\d.]+/g, "$1")
      .trim(),
  )
    .slice(-MARQUE)
    .padStart(MARQUE, "0");
