// Des jours AAAA-MM-JJ, sans heure ni fuseau.

/** Rend le jour de ce rang ; un mois ou un jour qui déborde va dans les suivants. */
export const enJour = (annee, mois, jour) => new Date(Date.UTC(annee, mois, jour)).toISOString().slice(0, 10);

/** Dit si ce texte est un jour du calendrier. */
export function estUnJour(texte) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(texte)) return false;
  const [a, m, j] = texte.split("-").map(Number);
  return enJour(a, m - 1, j) === texte;
}

/** Rend le jour de la visite. */
export const aujourdhui = () => new Date().toLocaleDateString("sv-SE");

/** Rend le jour qui vient `jours` jours plus tard. */
export function plusJours(jour, jours) {
  const [a, m, j] = jour.split("-").map(Number);
  return enJour(a, m - 1, j + jours);
}

/** Rend le jour qui vient `mois` mois plus tard, le dernier du mois s'il est plus court. */
export function plusMois(jour, mois) {
  const [a, m, j] = jour.split("-").map(Number);
  const dernier = new Date(Date.UTC(a, m + mois, 0)).getUTCDate();
  return enJour(a, m - 1 + mois, Math.min(j, dernier));
}

/** Rend « 1er avril 2026 ». */
export const enDate = (jour) =>
  new Date(`${jour}T00:00:00Z`)
    .toLocaleDateString("fr-FR", { dateStyle: "long", timeZone: "UTC" })
    .replace(/^1 /, "1er ");
