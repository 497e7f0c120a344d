// Le suivi sans sa page : chaque paquet qui s'en sert l'importe tout entier, pour qu'esbuild n'en fasse qu'un morceau (voir ../commun.js).

import "../dossier/socle.js";
import "./lecture.js";
import "./lettres.js";
