// Ce que l'acheteur a retiré, et les boutons qui le remettent.

import { element } from "../../elements.js";
import { bouton } from "../geste.js";
import { textesRetires } from "../retraits.js";

/** Rend ce qui a été retiré et se remet : les textes, dont le dossier se souvient, puis le reste, le temps de la visite. */
export function lesRetraits({ etat, composition, defaits }) {
  const textes = textesRetires(etat, composition).map(({ cle, titre, fiche }) =>
    bouton(`Remettre le texte « ${titre} »`, "remettre-texte", { cle }, fiche.titre),
  );
  const autres = defaits.map(({ libelle }, rang) => bouton(`Remettre ${libelle}`, "remettre", { cle: rang }));
  const tous = [...textes, ...autres];
  return tous.length
    ? [
        element(
          "details",
          { class: "repli" },
          element("summary", {}, `Textes laissés de côté (${tous.length})`),
          element("p", { class: "actions" }, tous),
        ),
      ]
    : [];
}
