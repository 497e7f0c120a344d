// Ce dont plusieurs paquets se servent. Chacun l'importe tout entier : esbuild, qui fait un morceau de chaque ensemble de
// modules que les mêmes paquets importent, n'en fait ainsi qu'un, que toute page demande avec principal.js.

import "./appareil.js";
import "./blocs.js";
import "./copier.js";
import "./dates.js";
import "./dossier/niveaux.js";
import "./dossier/souvenir.js";
import "./elements.js";
import "./fichier.js";
import "./modules.js";
import "./nombres.js";
import "./recherche/chargement.js";
import "./texte.js";
