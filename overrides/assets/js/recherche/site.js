// Le moteur de la page : un seul, que le trouveur et la recherche de l'en-tête partagent.

import { dossierDeLIndex } from "./chargement.js";
import { Moteur } from "./moteur.js";

let moteur = null;

/** Rend le moteur. */
export function moteurDuSite() {
  moteur ??= new Moteur(dossierDeLIndex());
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

/** Rend l'intitulé d'un groupe de réponses, que l'index donne. */
export function intituleDe(genre) {
  return moteur.index.genres.find(([code]) => code === genre)[2];
}

/** Rend les genres dans l'ordre d'affichage : le droit d'abord quand la requête est une référence. */
export function genresDans(unites) {
  const noms = [...new Set(moteur.index.genres.map(([code]) => code))];
  return estReference(unites) ? ["droit", ...noms.filter((genre) => genre !== "droit")] : noms;
}
