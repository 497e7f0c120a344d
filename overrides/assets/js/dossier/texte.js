// Un texte venu de loin : sans caractère invisible, borné.

const TEXTE_MAX = 200;
const CARACTERES_MORTS =
  /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/** Rend le texte sans la moitié d'un signe qu'une coupe aurait laissée au bout. */
export const sansMoitie = (texte) => texte.replace(/\p{Surrogate}$/u, "");

/** Nettoie un texte saisi ou lu : un nombre devient un texte, le reste rien. */
export function nettoyer(texte, longueur = TEXTE_MAX) {
  return typeof texte === "string" || typeof texte === "number"
    ? sansMoitie(String(texte).replace(CARACTERES_MORTS, "").slice(0, longueur))
    : "";
}
