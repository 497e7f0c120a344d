// Le moteur et tout ce qui le montre : chargé à la première recherche, d'où qu'elle vienne.

import "../commun.js";

export * as entete from "../recherche-entete.js";
export { Reponses } from "../reponses.js";
export { chercherDansLesLignes } from "./lignes.js";
export { dessiner, phraseDe } from "./resultat.js";
export { genresDans, moteurDuSite } from "./site.js";
