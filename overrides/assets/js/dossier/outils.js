// Ce dont la page a besoin quand le dossier a une clause : le contrôle, le dessin, les gestes, les règles du droit.

import "./socle.js";

export { lire } from "../obligations/cas.js";
export { aRegler, bilan } from "./bilan.js";
export { recevoirCas } from "./cas.js";
export { ecartDe } from "./controles/valeurs.js";
export { controler } from "./controles.js";
export { dessiner as dessinerBlocs } from "./dessin.js";
export { devoirsDuDossier, QUESTIONS_COMMUNES, reprendreLesCas } from "./devoirs.js";
export { faire } from "./gestes.js";
export { lesClauses } from "./parties/clauses.js";
export { lesConstats } from "./parties/constats.js";
export { lesCriteres } from "./parties/criteres.js";
export { ceQuiSeSuit, leSuivi, lesDocuments, suivreLeContrat } from "./parties/documents.js";
export { lesLots, suivreLesLots } from "./parties/lots.js";
export { lesObligations } from "./parties/obligations.js";
export { lesRetraits } from "./parties/retraits.js";
export { faitsSupposes, lesSuppositions } from "./parties/suppositions.js";
export { compteDesValeurs, lesValeurs } from "./parties/valeurs.js";
export { suivreLeDroit } from "./supposes.js";
