// Entrée empaquetée par « npm run construire » : le moteur MiniSearch et les racines du français.
export { default as MiniSearch } from "minisearch";
export { stemmer } from "@orama/stemmers/french";
