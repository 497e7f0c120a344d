// Ce que le dossier conseillé suppose, en tête du dossier : chaque réponse se change sur place et se confirme : un chiffre seul, les autres ensemble.

import { element } from "../../elements.js";
import { compter } from "../../texte.js";
import { bouton } from "../geste.js";
import { CONFIRMER, faitsNommes } from "../supposes.js";
import { uneQuestion } from "./obligations.js";

const CITES_MAX = 4;
const OUVERTS_MAX = 14;

/** Rend les faits que montre l'encart : ceux qui sont supposés, et ceux qu'on vient d'y dire ; aucun, tant que les règles ne sont pas lues. */
export const faitsSupposes = ({ etat, devoirs, dites }) =>
  devoirs && etat.supposes.length ? faitsNommes(devoirs.donnees, etat, [...new Set([...dites, ...etat.supposes])]) : [];

/** Rend l'encart, ou rien. */
export function lesSuppositions({ etat, pupitre }, faits) {
  const supposes = faits.filter(({ nom }) => etat.supposes.includes(nom));
  if (!supposes.length) return [];
  const autres = supposes.length - CITES_MAX;
  const cites = supposes.slice(0, CITES_MAX).map(({ dit }) => dit);
  return [
    element(
      "details",
      {
        class: "repli dossier-supposes",
        "data-repli": "suppositions",
        open: pupitre.large.matches && faits.length <= OUVERTS_MAX,
      },
      element(
        "summary",
        {},
        "Nous supposons\u00a0:",
        element(
          "span",
          {},
          ` ${[...cites, ...(autres > 0 ? [compter(autres, "autre réponse", "autres réponses")] : [])].join(", ")}.`,
        ),
      ),
      element(
        "div",
        { class: "suppositions" },
        faits.map((sien) => unFait(sien, etat.supposes.includes(sien.nom))),
        supposes.some(({ fait }) => fait.type !== "nombre") &&
          bouton(CONFIRMER, "confirmer-faits", {}, "ce que le dossier suppose"),
      ),
    ),
  ];
}

function unFait({ nom, fait, reponse }, suppose) {
  const champ = uneQuestion(nom, { ...fait, question: fait.libelle }, reponse, "suppose");
  champ.classList.toggle("champ-propose", suppose);
  champ.title = fait.question;
  if (suppose && fait.type === "nombre")
    champ.append(bouton("Confirmer", "confirmer-faits", { id: nom }, fait.libelle));
  champ.querySelector("label").append(element("span", { class: "invisible" }, suppose ? " (supposé)" : " (dit)"));
  return champ;
}
