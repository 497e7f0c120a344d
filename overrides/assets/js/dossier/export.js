// Les fichiers d'un dossier : Word, Markdown, classeur et dates du suivi, le dossier lui-même.

import "./socle.js";
import { aujourdhui, enDate } from "../dates.js";
import { remettreAuVisiteur } from "../fichier.js";
import { ADire } from "../texte.js";
import { documentsDe } from "./apart.js";
import { auxDeuxNumeros, contratDe, lignesDuSuivi } from "./contrat-ecrit.js";
import { sectionsDe } from "./document.js";
import { enMarkdown, nomDeFichier } from "./ecritures.js";
import { enFichier } from "./partage.js";
import { fichierDe } from "./places.js";
import { enIcs, suivis } from "./suivi.js";
import { attendus } from "./valeurs.js";

/** Fabrique le fichier demandé et le remet ; rend ce qu'il faut en dire. */
export async function exporter(genre, dossier) {
  const { nom, contenu } = await fabriquer(genre, dossier);
  remettreAuVisiteur(contenu, nom);
  const reste = genre === "archive" && attendus(dossier.etat, dossier.composition);
  return `Fichier prêt : ${nom}${reste ? `. Il y manque encore\u00a0: ${reste}.` : ""}`;
}

/** Rend le fichier demandé, { nom, contenu: Blob } ; échoue avec ce qu'il faut dire, et `question`, celle qui reste à répondre. */
export async function fabriquer(genre, { etat, composition, constats, plan, dus }) {
  const jour = enDate(aujourdhui());
  const documents = () => documentsDe(etat, auxDeuxNumeros(etat, composition, plan), constats, plan, jour, dus);
  const contrat = () => (composition.contrat.refus ? [] : [contratDe(etat, composition, plan)]);
  const lignes = () => lignesDuSuivi(etat, composition, plan);
  const suivi = async () => (await import("./tableur.js")).fabriquerSuivi(etat, lignes());
  const fabriques = {
    contrat: async () =>
      (await import("./word.js")).fabriquerUn(contratDe(etat, composition, plan), etat, composition, plan),
    archive: async () =>
      (await import("./word.js")).fabriquerArchive([...contrat(), ...documents()], etat, composition, plan, [
        ["suivi.xlsx", await suivi()],
        ["dossier.json", new Blob([enFichier(etat)], { type: "application/json" })],
      ]),
    md: () =>
      new Blob([enMarkdown(sectionsDe(etat, composition, constats, plan, jour, dus))], { type: "text/markdown" }),
    suivi,
    ics: () => {
      if (!etat.debut || !Number(etat.duree))
        throw Object.assign(new ADire("Dites d’abord le début et la durée du marché, dans « Votre achat »."), {
          question: etat.debut ? "duree" : "debut",
        });
      return new Blob([enIcs(etat.nom, suivis(etat, lignes()), new Date().toISOString().replace(/[-:]|\.\d+/g, ""))], {
        type: "text/calendar",
      });
    },
    json: () => new Blob([enFichier(etat)], { type: "application/json" }),
  };
  const nom = `${nomDeFichier(etat.nom)}${FINS[genre] ?? (genre in fabriques ? `.${genre}` : `-${genre}.docx`)}`;
  const faire = fabriques[genre] ?? (() => unSeul(genre, documents(), etat, composition, plan));
  return { nom, contenu: await faire() };
}

const FINS = { archive: ".zip", contrat: "-contrat.docx", suivi: "-suivi.xlsx" };

async function unSeul(genre, documents, etat, composition, plan) {
  const un = documents.find(({ nom }) => fichierDe(nom) === genre);
  if (!un) throw new ADire("Dites d’abord quelles clauses y écrivent\u00a0: ce document est vide.");
  return (await import("./word.js")).fabriquerUn(un, etat, composition, plan);
}
