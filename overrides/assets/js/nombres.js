// Les nombres, lus et écrits à la française.

/** Rend le nombre écrit à la française (« 12 000,50 », unité monétaire admise), ou `NaN`. */
export function lireNombre(texte) {
  const nu = String(texte).replace(/\s/g, "").replace(/(€|euros?)(ht)?$/i, "").replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(nu) ? Number(nu) : NaN;
}

/** Rend « 12 000,5 ». */
export const ecrireNombre = (nombre, decimales = 2) => nombre.toLocaleString("fr-FR", { maximumFractionDigits: decimales });
