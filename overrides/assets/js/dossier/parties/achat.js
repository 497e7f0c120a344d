// Ce que le dossier sait de l'achat sans le demander ici : sa forme, et les réponses de « Que dois-je mettre ? ».

import { element } from "../../elements.js";
import { questionsDAchat } from "../achats.js";
import { bouton } from "../geste.js";

/** Rend les formes d'achat que l'acheteur a choisies. */
export const formesDites = ({ etat, composition, plan }) =>
  questionsDAchat(etat, composition, plan).filter(({ dite }) => dite);

/** Rend ce qui est dit de l'achat, et de quoi en changer. */
export const lAchat = ({ etat, plan }, formes) => [
  ...formes.flatMap((forme) => laForme(forme, plan.achats)),
  ...leCas(etat),
];

/** Dit la forme d'achat que l'acheteur a choisie, et laisse en changer. */
const laForme = ({ question, reponse, autres }, achats) => [
  element(
    "p",
    {},
    `${question} `,
    element("strong", {}, achats[reponse].libelle),
    ". Les textes écrits pour une autre réponse ne sont pas dans le dossier.",
  ),
  element(
    "p",
    { class: "actions" },
    autres.map((code) => bouton(`Plutôt : ${achats[code].libelle}`, "achat", { id: code }, question)),
  ),
];

/** Dit qu'un cas de « Que dois-je mettre ? » est repris. */
function leCas({ cas }) {
  const nombre = Object.keys(cas).length;
  if (!nombre) return [];
  return [
    element(
      "p",
      { class: "note" },
      `Le contrôle tient compte aussi de ${nombre} réponse${nombre > 1 ? "s" : ""} sur votre achat.`,
    ),
    element("p", { class: "actions" }, bouton("Les revoir", "obligations"), bouton("Les oublier", "sans-cas")),
  ];
}
