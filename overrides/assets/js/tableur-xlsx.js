// Entrée empaquetée par « npm run construire » : la bibliothèque des classeurs, que seul dossier/tableur.js charge.

export { default as ecrireClasseur } from "write-excel-file/browser";
