// Les nombres, lus et écrits à la française, et leurs unités accordées comme dans les pages (nombres.py).

/** Rend le nombre écrit à la française (« 12 000,50 », unité monétaire admise), ou `NaN`. */
export function lireNombre(texte) {
  const nu = String(texte)
    .replace(/\s/g, "")
    .replace(/(€|euros?)(ht)?$/i, "")
    .replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(nu) ? Number(nu) : NaN;
}

// Gardées : en refaire une par nombre pèserait sur chaque frappe.
const ecritures = new Map();

/** Rend « 12 000,5 ». */
export function ecrireNombre(nombre, decimales = 2) {
  if (!ecritures.has(decimales))
    ecritures.set(decimales, new Intl.NumberFormat("fr-FR", { maximumFractionDigits: decimales }));
  return ecritures.get(decimales).format(nombre);
}

const TETE = /^.*?(?=\s(?:d[’']|(?:à|aux?|de|des|du|en|la|le|les|par|pour|sur)(?!\p{L}))|$)/u;
const INVARIABLES = new Set(["fois", "mois", "refus", "repas"]);
const singulier = (mot) => (INVARIABLES.has(mot) ? mot : mot.slice(0, -1));

/** Rend l'unité, écrite au pluriel, au nombre de `valeur` : au singulier sous deux. */
export const accorder = (unite, valeur) =>
  Math.abs(valeur) < 2 ? unite.replace(TETE, (tete) => tete.replace(/\p{L}{2,}s(?!\p{L})/gu, singulier)) : unite;
