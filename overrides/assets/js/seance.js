// Une séance : l'édition projetée, les décisions qu'on y prend.

import "./commun.js";

export * as decisions from "./decisions.js";
export * as projection from "./projection.js";
