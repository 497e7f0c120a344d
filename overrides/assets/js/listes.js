// Ce qui se cherche dans la page : les listes, le trouveur, la page de recherche. Un seul paquet, ils ont presque tout en commun.

import "./commun.js";

export * as recherche from "./recherche-page.js";
export * as tableau from "./tableau.js";
export * as trouveur from "./trouveur.js";
