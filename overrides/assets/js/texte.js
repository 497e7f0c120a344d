// Du texte à montrer ou à garder : nombres accordés, requêtes bornées.

const LONGUEUR_MAX = 200;
/** Signes d'une adresse : au-delà, une forge la refuse, une messagerie la coupe. */
export const [FORGE_MAX, COURRIEL_MAX] = [6000, 1900];
export const PANNE =
  "La recherche n’a pas pu se charger : connexion coupée, ou site mis à jour depuis l’ouverture de cette page.";

/** Une panne dont le message se montre tel quel. */
export class ADire extends Error {}

/** Coupe une requête trop longue, venue d'un collage ou d'une adresse. */
export function borner(requete) {
  return String(requete).slice(0, LONGUEUR_MAX);
}

/** Rend « 1 clause » ou « 3 clauses ». */
export function compter(nombre, singulier, pluriel) {
  return `${nombre.toLocaleString("fr-FR")} ${nombre > 1 ? pluriel : singulier}`;
}

/**
 * Rend le compte d'une recherche, dit partout de la même façon : combien de réponses, sur combien, combien n'ont qu'une partie
 * des mots, et ce que l'on a lu à la place d'un mot inconnu. `noms` : singulier, pluriel.
 */
export function direLeCompte(nombre, noms, { total = nombre, partielles = 0, corrections = [] } = {}) {
  const entieres = nombre - partielles;
  const mots = entieres ? ` avec tous vos mots, ${partielles} avec une partie` : ", avec une partie de vos mots";
  const lus = corrections.length ? `, en lisant « ${corrections.join(" » ou « ")} »` : "";
  return compter(entieres || nombre, ...noms) + (partielles ? mots : total > nombre ? ` sur ${total}` : "") + lus;
}

/** Rend une Map : ce que `cle` rend de chaque élément → ces éléments, dans leur ordre. */
export function grouper(liste, cle) {
  const groupes = new Map();
  for (const element of liste) if (!groupes.get(cle(element))?.push(element)) groupes.set(cle(element), [element]);
  return groupes;
}

/** Rend le texte en minuscules, sans accent ni ligature. */
export const sansAccents = (texte) =>
  texte.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/\p{M}/gu, "");

/** Rend le texte, sa première lettre en capitale. */
export const enMajuscule = (texte) => texte.charAt(0).toUpperCase() + texte.slice(1);

/** Rend « a, b et c ». */
export const lister = (mots) => [mots.slice(0, -1).join(", "), mots.at(-1)].filter(Boolean).join(" et ");
