// Les champs des valeurs à remplir, groupe par groupe.

import { element } from "../../elements.js";
import { compter } from "../../texte.js";
import { bouton } from "../geste.js";
import { estProposee, estVide, GARDE, groupesDeValeurs, texteDe } from "../valeurs.js";

/** Rend les champs des valeurs, par clause ; les partagées d’abord. Un groupe se confirme à part, ou avec tous ; il s’ouvre s’il lui manque une valeur, sauf la page de garde. */
export function lesValeurs({ etat, composition }) {
  const groupes = groupesDeValeurs(etat, composition);
  const tous =
    groupes.length > 1
      ? [element("p", { class: "actions" }, bouton("Confirmer toutes les valeurs proposées", "confirmer"))]
      : [];
  const unGroupe = ({ cle, titre, valeurs }) =>
    element(
      "details",
      {
        class: "repli dossier-valeurs",
        "data-repli": cle,
        "data-groupe": cle,
        tabindex: "-1",
        open: cle !== GARDE && valeurs.some(estVide),
      },
      element(
        "summary",
        {},
        element("h3", {}, titre),
        " ",
        element("span", { class: "note", "data-compte-valeurs": cle }),
      ),
      element(
        "div",
        { class: "completer-liste", role: "group", "aria-label": titre },
        valeurs.map((v) => uneValeur(v)),
      ),
      element("p", { class: "actions" }, bouton("Confirmer les valeurs proposées", "confirmer", { id: cle }, titre)),
    );
  return [...tous, ...groupes.map(unGroupe)];
}

function uneValeur(demandee) {
  const { cle, nom, variable, fiche } = demandee;
  const id = `valeur-${cle.replace(/[^a-z0-9]+/gi, "-")}`;
  const unite = (variable.suffixe ?? "").trim();
  const valeur = texteDe(demandee);
  const communs = { id, "data-valeur": `${fiche.id} ${nom}`, "aria-describedby": `${id}-aide ${id}-ecart` };
  const champ = variable.choix
    ? element(
        "select",
        communs,
        variable.choix.map((c) => element("option", { value: c, selected: c === valeur }, c)),
      )
    : element("input", {
        ...communs,
        type: "text",
        inputmode: ["texte", "date"].includes(variable.type) ? null : "decimal",
        value: valeur,
        maxlength: "200",
        autocomplete: "off",
      });
  return element(
    "div",
    { class: "champ" },
    element("label", { for: id }, variable.libelle, unite ? element("span", { class: "unite" }, ` (${unite})`) : null),
    champ,
    element("p", { class: "aide", id: `${id}-aide` }, variable.aide ?? ""),
    element("p", { class: "message erreur", id: `${id}-ecart`, role: "status", "data-ecart": communs["data-valeur"] }),
  );
}

/** Rend ce qu’un groupe de valeurs replié dit de lui. */
export function compteDesValeurs({ valeurs }) {
  const vides = valeurs.filter(estVide).length;
  const proposees = valeurs.filter(estProposee).length;
  const dits = [
    vides && compter(vides, "vide", "vides"),
    proposees && compter(proposees, "proposée", "proposées"),
  ].filter(Boolean);
  return ` (${[compter(valeurs.length, "valeur", "valeurs"), ...dits].join(", ")})`;
}
