// Le dossier sans sa page : ce qu'il est, où il se garde, ce qu'il demande au site. Chaque paquet qui s'en sert l'importe tout
// entier, pour qu'esbuild n'en fasse qu'un morceau (voir ../commun.js).

import "../commun.js";
import "./composition.js";
import "./fiches.js";
import "./geste.js";
import "./partage.js";
import "./retraits.js";

export { reporter, valeurSaisie } from "./etat.js";
export { garder, ouvert, relire } from "./garde.js";
