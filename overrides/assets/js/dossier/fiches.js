// Les clauses, le plan et les règles, demandés au site quand on s'en sert, une fois chacun.

export const HORS_LIGNE =
  "Une partie de la base n’a pas pu être lue. Vérifiez votre connexion, puis rechargez la page.";
// Ce module est dans assets/, en paquet ou non.
const RACINE = import.meta.url.slice(0, import.meta.url.lastIndexOf("/assets/") + 1);
const CODE = /^[a-z][a-z0-9-]{0,79}$/i;
const recues = new Map();
const attendues = new Set();

/** Rend l'adresse d'une page du site. */
export const adresseDuSite = (chemin) => new URL(chemin, RACINE).href;

async function demander(chemin) {
  const reponse = await fetch(new URL(chemin, RACINE));
  if (reponse.status === 404) return null;
  if (!reponse.ok) throw new Error(String(reponse.status));
  return reponse.json();
}

/** Rend la clause publiée, ou `null` si la base n'en a pas de ce nom ; échoue hors ligne. */
export const lireClause = async (id) => (CODE.test(id) ? lireUneFois(`dossier/clauses/${id}.json`) : null);

/** Rend un dossier conseillé, ou `null` si la base n'en a pas de ce nom ; échoue hors ligne. */
export const lireConseil = async (id) =>
  CODE.test(id) ? ((await lireUneFois(`donnees/v1/dossiers/${id}.json`))?.fiches[0] ?? null) : null;

/** Rend le plan des documents ; échoue hors ligne, ou si le site n'en a pas. */
export const lirePlan = () => exiger("dossier/plan.json");

/** Rend { socle: les phrases que les clauses partagent, contrat: le contrat court } ; échoue hors ligne. */
export const lireSocle = () => exiger("dossier/socle.json");

/** Rend les règles de « Que dois-je mettre ? » qui s’imposent à un achat ; échoue hors ligne. */
export const lireRegles = () => exiger("obligations/dossier.json");

async function exiger(chemin) {
  const lu = await lireUneFois(chemin);
  if (lu) return lu;
  recues.delete(chemin);
  throw new Error("404");
}

/** Oublie ce qui tarde : la prochaine lecture le redemande. */
export function oublierCeQuiTarde() {
  for (const chemin of attendues) recues.delete(chemin);
}

async function lireUneFois(chemin) {
  if (!recues.has(chemin)) {
    attendues.add(chemin);
    recues.set(
      chemin,
      demander(chemin).finally(() => attendues.delete(chemin)),
    );
  }
  try {
    return await recues.get(chemin);
  } catch (erreur) {
    recues.delete(chemin);
    throw erreur;
  }
}
