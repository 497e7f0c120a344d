// Le moteur de la page : un seul, que le trouveur et la recherche de l'en-tête partagent.

import { dossierDeLIndex } from "./chargement.js";
import { Moteur } from "./moteur.js";

export const GENRES = new Map([
  ["clauses", "Clauses"],
  ["pratiques", "Bonnes pratiques"],
  ["modeles", "Modèles et feuilles de route"],
  ["indicateurs", "Indicateurs"],
  ["droit", "Droit"],
  ["veille", "Veille 30-30"],
  ["formation", "Se former et animer"],
  ["lexique", "Lexique"],
  ["territoire", "Qui peut aider"],
  ["pages", "Pages du site"],
]);
let moteur = null;

/** Rend le moteur, ou null si la page n'annonce pas d'index. */
export function moteurDuSite() {
  const adresse = dossierDeLIndex();
  if (!moteur && adresse) moteur = new Moteur(adresse);
  return moteur;
}

/** Rend l'adresse d'une fiche : l'index est à deux dossiers de la racine. */
export function adresseDe(fiche) {
  return new URL(`../../${fiche.adresse}`, moteur.adresse).href;
}

/** Dit si la requête nomme un article ou un texte par son numéro. */
export function estReference(unites) {
  return unites.some(({ reference }) => reference);
}

/** Rend les genres dans l'ordre d'affichage : le droit d'abord quand la requête est une référence. */
export function genresDans(unites) {
  const noms = [...GENRES.keys()];
  return estReference(unites) ? ["droit", ...noms.filter((genre) => genre !== "droit")] : noms;
}
