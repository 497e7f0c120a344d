// Ce qui répond : ne vient qu'avec la première réponse.

import "../commun.js";

export { laQuestion, questionSeule } from "./question.js";
export { lesReponses } from "./reponses.js";
export { lePremierEcran } from "./tete.js";
