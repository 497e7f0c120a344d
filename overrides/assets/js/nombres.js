// Les nombres, lus et écrits à la française, et leurs unités accordées comme dans les pages (nombres.py).

/** Rend le nombre écrit à la française (« 12 000,50 », unité monétaire admise), ou `NaN`. */
export function lireNombre(texte) {
  const nu = String(texte)
    .replace(/\s/g, "")
    .replace(/(€|euros?)(ht)?$/i, "")
    .replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(nu) ? Number(nu) : NaN;
}

/** Rend « 12 000,5 ». */
export const ecrireNombre = (nombre, decimales = 2) =>
  nombre.toLocaleString("fr-FR", { maximumFractionDigits: decimales });

const TETE = /^.*?(?=\s(?:d[’']|(?:à|aux?|de|des|du|en|la|le|les|par|pour|sur)(?!\p{L}))|$)/u;
const INVARIABLES = new Set(["fois", "mois", "refus", "repas"]);
const singulier = (mot) => (INVARIABLES.has(mot) ? mot : mot.slice(0, -1));

/** Rend l'unité, écrite au pluriel, au nombre de `valeur` : au singulier sous deux. */
export const accorder = (unite, valeur) =>
  Math.abs(valeur) < 2 ? unite.replace(TETE, (tete) => tete.replace(/\p{L}{2,}s(?!\p{L})/gu, singulier)) : unite;
