// Les clauses et le plan, demandés au site quand on s'en sert, une fois chacun.

const RACINE = new URL("../../../", import.meta.url);
const CODE = /^[a-z][a-z0-9-]{0,79}$/i;
const recues = new Map();
let duPlan = null;

/** Rend l'adresse d'une page du site. */
export const adresseDuSite = (chemin) => new URL(chemin, RACINE).href;

async function demander(chemin) {
  const reponse = await fetch(new URL(chemin, RACINE));
  if (reponse.status === 404) return null;
  if (!reponse.ok) throw new Error(String(reponse.status));
  return reponse.json();
}

/** Rend la clause publiée, ou `null` si la base n'en a pas de ce nom ; échoue hors ligne. */
export async function lireClause(id) {
  if (!CODE.test(id)) return null;
  if (!recues.has(id)) recues.set(id, demander(`dossier/clauses/${id}.json`));
  try {
    return await recues.get(id);
  } catch (erreur) {
    recues.delete(id);
    throw erreur;
  }
}

/** Rend le plan des documents ; échoue hors ligne, ou si le site n'en a pas. */
export async function lirePlan() {
  duPlan ??= demander("dossier/plan.json");
  try {
    const plan = await duPlan;
    if (!plan) throw new Error("404");
    return plan;
  } catch (erreur) {
    duPlan = null;
    throw erreur;
  }
}
