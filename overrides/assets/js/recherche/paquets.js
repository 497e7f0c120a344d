// Entrée empaquetée par « npm run construire » : les racines du français.
export { stemmer } from "@orama/stemmers/french";
