// La page d'une fiche : ses valeurs à adapter, son niveau, son fichier Word, et, si l'adresse nomme une version, ce qui a changé depuis.

import "./commun.js";
import "./version.js";

export * as niveau from "./dossier/niveau.js";
export * as variables from "./variables.js";
export * as word from "./word.js";
