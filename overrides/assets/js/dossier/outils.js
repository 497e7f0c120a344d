// Ce dont la page a besoin quand le dossier a une clause : le contrôle, le dessin, les gestes, les règles du droit.

import "./socle.js";

export { depuisAdresse, parDefaut, versAdresse } from "../obligations/cas.js";
export { controler, ecartDe } from "./controles.js";
export { completerLeCas, constatsDuDroit, reponsesDuDossier, reprendreLeCas, reprendreLesCas } from "./devoirs.js";
export { faire } from "./gestes.js";
export * from "./parties.js";
