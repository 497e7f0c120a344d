// Les critères : ceux des clauses, et les champs de ceux de l'acheteur.

import { element } from "../../elements.js";
import { ecrireNombre } from "../../nombres.js";
import { criteresDe, PRIX } from "../criteres.js";
import { sansCriteres } from "../etat.js";
import { bouton } from "../geste.js";
import { nommerLesLots } from "../lots.js";
import { lotDUnCritere } from "./lots.js";

/** Rend les critères des clauses, puis ceux de l’acheteur. */
export function lesCriteres(dossier) {
  if (sansCriteres(dossier.etat)) return [element("p", {}, "Laissés de côté : il n’y a pas d’offres à départager.")];
  const { siens, autres } = criteresDe(dossier.etat, dossier.composition.retenus);
  const poidsDit = (poids) => (Number.isNaN(poids) ? "à remplir" : `${ecrireNombre(poids)}\u00a0%`);
  const { lots, retenus } = dossier.composition;
  const pour = (cle) => retenus.find((retenu) => retenu.cle === cle).lots;
  const desClauses = siens.map(({ cle, nom, poids, fiche }) =>
    element(
      "li",
      {},
      element("strong", {}, nom),
      `\u00a0: ${poidsDit(poids)}`,
      element(
        "span",
        { class: "note" },
        ` (${[fiche.titre, pour(cle).length && nommerLesLots(pour(cle))].filter(Boolean).join(", ")})`,
      ),
    ),
  );
  const lignes = autres.map(({ rang, nom, lot }) =>
    element(
      "div",
      { class: "dossier-critere" },
      element(
        "div",
        { class: "champ" },
        element("label", { for: `critere-nom-${rang}` }, "Critère"),
        element("input", {
          id: `critere-nom-${rang}`,
          type: "text",
          maxlength: "80",
          value: nom,
          "data-critere": rang,
          "data-champ": "nom",
        }),
      ),
      element(
        "div",
        { class: "champ" },
        element("label", { for: `critere-poids-${rang}` }, "Poids (%)"),
        element("input", {
          id: `critere-poids-${rang}`,
          type: "text",
          inputmode: "decimal",
          maxlength: "6",
          value: dossier.etat.criteres[rang].poids,
          placeholder: PRIX.test(nom.trim()) ? "le reste" : null,
          "data-critere": rang,
          "data-champ": "poids",
        }),
      ),
      lotDUnCritere({ rang, lot }, lots),
      element(
        "p",
        { class: "actions" },
        bouton("Prendre ce qui reste", "reste", { cle: rang }, nom),
        bouton("Retirer", "critere-de-moins", { cle: rang }, nom || "critère"),
      ),
    ),
  );
  return [
    desClauses.length
      ? element("p", {}, "Ceux de vos clauses ; leur poids se change dans « Vos valeurs » :")
      : element("p", {}, "Aucune de vos clauses n’a de critère à ce niveau."),
    ...(desClauses.length ? [element("ul", {}, desClauses)] : []),
    element("p", {}, "Vos autres critères, prix compris :"),
    ...lignes,
    element(
      "p",
      { class: "actions" },
      bouton(autres.length ? "Ajouter un autre critère" : "Ajouter le prix", "critere-de-plus"),
    ),
  ];
}
