// Ce que l'appareil retient d'une clause : les valeurs et le niveau choisis sur sa page, le temps de la visite ; si un dossier l'a prise.

export const CLE = "mon-dossier";
export const SOUVENIR = "mes-valeurs";

const lireJson = (lire) => {
  try {
    return JSON.parse(lire() ?? "null") ?? {};
  } catch {
    return {};
  }
};
const tous = () => lireJson(() => sessionStorage.getItem(SOUVENIR));

/** Rend { niveau, valeurs } retenus pour cette clause ; `niveau` : sinon, le dernier choisi sur une autre. */
export function souvenir(id) {
  const { niveau, clauses } = tous();
  const valeurs = clauses && Object.hasOwn(clauses, id) ? clauses[id] : {};
  return { niveau: typeof niveau === "string" ? niveau : "", valeurs: typeof valeurs === "object" && valeurs ? valeurs : {} };
}

/** Retient le niveau, et les valeurs de cette clause. Un stockage refusé ne promet rien : la page reste utilisable. */
export function retenir(id, niveau, valeurs) {
  try {
    sessionStorage.setItem(SOUVENIR, JSON.stringify({ niveau, clauses: { ...tous().clauses, [id]: valeurs } }));
  } catch {
    // refusé ou plein
  }
}

/** Rend les clauses du dossier ouvert, ou rien s'il n'y a pas de dossier. */
export function clausesDuDossier() {
  const { liste } = lireJson(() => localStorage.getItem(CLE));
  return Array.isArray(liste) ? liste : null;
}
