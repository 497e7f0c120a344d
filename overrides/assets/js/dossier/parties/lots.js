// Les lots d'une opération de travaux : leurs noms, leurs familles, leurs parts ; à quels lots va une clause ou un critère.

import { element } from "../../elements.js";
import { bouton } from "../geste.js";
import { nomDuLot, nommerLesLots, PART_MAX, partsFausses } from "../lots.js";

/** Rend les lots et leurs champs ; tant qu'il n'y en a pas deux, le seul bouton qui en fait une opération ; hors travaux, rien. */
export function lesLots({ etat, composition: { faits, lots }, plan }) {
  if (faits.marche !== "travaux" || faits.procedure === "petit-achat") return [];
  if (!lots.length) return [element("p", { class: "actions" }, bouton("Partager en lots", "lot-de-plus"))];
  return [
    element("h3", {}, "Lots"),
    element(
      "p",
      { class: "note" },
      "Le règlement et les clauses administratives valent pour tous ; chaque lot a son cahier technique et ses critères.",
    ),
    element(
      "ol",
      { class: "dossier-lots" },
      etat.lots.map((lot) => unLot(lot, plan)),
    ),
    element("p", { class: "note", "data-parts": "" }),
    element("p", { class: "actions" }, bouton("Ajouter un lot", "lot-de-plus")),
  ];
}

function unLot({ code, nom, famille, part }, { familles }) {
  const qui = element("span", { class: "invisible" }, ` du ${nommerLesLots([code])}`);
  const champ = (quoi, intitule, saisie) =>
    element(
      "div",
      { class: "champ" },
      element("label", { for: `lot-${quoi}-${code}` }, intitule, quoi === "nom" ? null : qui.cloneNode(true)),
      saisie,
    );
  const saisie = (quoi, plus) =>
    element("input", { id: `lot-${quoi}-${code}`, type: "text", "data-lot": code, "data-champ": quoi, ...plus });
  const champs = [
    champ("nom", `Lot n°\u00a0${code}`, saisie("nom", { maxlength: "80", value: nom })),
    champ(
      "famille",
      "Famille d’achat",
      element(
        "select",
        { id: `lot-famille-${code}`, "data-lot": code, "data-champ": "famille" },
        element("option", { value: "" }, "Celle de l’opération"),
        Object.entries(familles).map(([id, { libelle }]) =>
          element("option", { value: id, selected: id === famille }, libelle),
        ),
      ),
    ),
    champ(
      "part",
      "Part du montant (%)",
      saisie("part", { inputmode: "decimal", maxlength: String(PART_MAX), value: part }),
    ),
    element("p", { class: "actions" }, bouton("Retirer", "lot-de-moins", { id: code }, nomDuLot({ code, nom }))),
  ];
  return element(
    "li",
    {},
    element(
      "details",
      { class: "repli", "data-repli": `lot-${code}`, open: !nom.trim() },
      element("summary", { "data-nom-du-lot": code }),
      element("div", { class: "dossier-lot" }, ...champs),
    ),
  );
}

const dire = (lot) => `${nomDuLot(lot)}${lot.part.trim() && ` (${lot.part.replace(/\s*%\s*$/, "")}\u00a0%)`}`;

/** Met à jour les champs des lots, celui où est le curseur excepté, et ce que font leurs parts. */
export function suivreLesLots(partie, { lots }) {
  for (const champ of partie.querySelectorAll("[data-lot]")) {
    const ecrit = lots.find(({ code }) => code === champ.dataset.lot)[champ.dataset.champ];
    if (document.activeElement !== champ && champ.value !== ecrit) champ.value = ecrit;
  }
  for (const titre of partie.querySelectorAll("[data-nom-du-lot]")) {
    const dit = dire(lots.find(({ code }) => code === titre.dataset.nomDuLot));
    if (titre.textContent !== dit) titre.textContent = dit;
  }
  const dit = partie.querySelector("[data-parts]");
  if (dit) dit.textContent = partsFausses(lots)?.dit ?? "";
}

/** Rend le choix des lots d'une clause ; rien sans lots. */
export function lotsDUneClause({ id, lots: siens = [] }, lots, titre) {
  if (!lots.length) return null;
  const dits = siens.length ? (siens.length > 1 ? "les " : "le ") + nommerLesLots(siens) : "tous les lots";
  return element(
    "details",
    { class: "dossier-pour aide-longue", "data-repli": `pour-${id}` },
    element("summary", {}, `Pour ${dits}`, element("span", { class: "invisible" }, ` : ${titre}`)),
    element(
      "fieldset",
      {},
      element("legend", { class: "invisible" }, `Lots de « ${titre} »`),
      lots.map((lot) =>
        element(
          "label",
          {},
          element("input", {
            type: "checkbox",
            id: `pour-${id}-${lot.code}`,
            "data-clause": id,
            "data-pour": lot.code,
            checked: !siens.length || siens.includes(lot.code),
          }),
          ` ${nomDuLot(lot)}`,
        ),
      ),
    ),
  );
}

/** Rend le choix du lot d'un critère de l'acheteur ; rien sans lots. */
export function lotDUnCritere({ rang, lot = "" }, lots) {
  if (!lots.length) return null;
  return element(
    "div",
    { class: "champ" },
    element("label", { for: `critere-lot-${rang}` }, "Lot"),
    element(
      "select",
      { id: `critere-lot-${rang}`, "data-critere": rang, "data-champ": "lot" },
      element("option", { value: "" }, "Tous les lots"),
      lots.map((un) => element("option", { value: un.code, selected: un.code === lot }, nomDuLot(un))),
    ),
  );
}
