// Les fichiers d'un dossier : Word, Markdown, tableau et dates du suivi, le dossier lui-même.

import "./socle.js";
import { remettreAuVisiteur } from "../fichier.js";
import { sectionsDe } from "./document.js";
import { enCsv, enIcs, enMarkdown, nomDeFichier } from "./ecritures.js";
import { enFichier } from "./partage.js";

/** Fabrique le fichier demandé et le remet ; rend ce qu'il faut en dire. */
export async function exporter(genre, { etat, composition, constats, plan, dus }) {
  const maintenant = new Date();
  const jour = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(maintenant);
  const sections = () => sectionsDe(etat, composition, constats, plan, jour, dus);
  const fabriques = {
    docx: async () => (await import("./word.js")).fabriquerDossier(sections(), etat, composition, plan),
    md: () => new Blob([enMarkdown(sections())], { type: "text/markdown" }),
    csv: () => new Blob([enCsv(etat, composition)], { type: "text/csv" }),
    ics: () => {
      if (!etat.debut || !Number(etat.duree))
        throw new Error("Dites d’abord le début et la durée du marché, dans « Votre achat ».");
      return new Blob([enIcs(etat, composition, maintenant.toISOString().replace(/[-:]|\.\d+/g, ""))], {
        type: "text/calendar",
      });
    },
    json: () => new Blob([enFichier(etat)], { type: "application/json" }),
  };
  const nom = `${nomDeFichier(etat.nom)}.${genre}`;
  remettreAuVisiteur(await fabriques[genre](), nom);
  return `Fichier prêt : ${nom}`;
}
