// Les clauses, le plan et les règles, demandés au site quand on s'en sert, une fois chacun.

export const HORS_LIGNE = "Une partie de la base n’a pas pu être lue. Vérifiez votre connexion, puis rechargez la page.";
const RACINE = new URL("../../../", import.meta.url);
const CODE = /^[a-z][a-z0-9-]{0,79}$/i;
const recues = new Map();

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
export const lirePlan = () => lireUneFois("dossier/plan.json");

/** Rend les règles de « Que dois-je mettre ? » auxquelles une clause répond ; échoue hors ligne. */
export const lireRegles = () => lireUneFois("obligations/dossier.json");

async function lireUneFois(chemin) {
  if (!recues.has(chemin)) recues.set(chemin, demander(chemin));
  try {
    const lu = await recues.get(chemin);
    if (!lu) throw new Error("404");
    return lu;
  } catch (erreur) {
    recues.delete(chemin);
    throw erreur;
  }
}
