// La page d'une fiche : ses valeurs à adapter, son niveau, son fichier Word.

import "./commun.js";

export * as niveau from "./dossier/niveau.js";
export * as variables from "./variables.js";
export * as word from "./word.js";
