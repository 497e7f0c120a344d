// Les clauses choisies, ce qui va bien avec elles, et ce qui y a changé.

import { element } from "../../elements.js";
import { ficheDe } from "../composition.js";
import { differences, texteNu } from "../dessin.js";
import { propre } from "../etat.js";
import { adresseDuSite } from "../fiches.js";
import { bouton } from "../geste.js";
import { niveauxDe } from "../niveaux.js";
import { lotsDUneClause } from "./lots.js";

const VOISINES_MAX = 5;

/** Rend la liste des clauses choisies, puis celles qui vont bien avec elles. */
export function lesClauses(dossier) {
  const { clauses } = dossier.etat;
  return [
    element(
      "ol",
      { class: "dossier-clauses" },
      clauses.map((entree, rang) => uneClause(dossier, entree, rang, clauses.length)),
    ),
    ...lesVoisines(dossier),
  ];
}

// Les clauses que celles du dossier disent compléter utilement, si elles servent la même famille d'achat, ou toutes, et ce contrat.
function lesVoisines({ etat, composition: { fiches, faits }, devoirs }) {
  const familles = new Set([
    "toutes-familles",
    ...(faits.famille ? [faits.famille] : [...fiches.values()].flatMap(({ segments }) => segments)),
  ]);
  const convient = ({ id }) => {
    const clause = devoirs && propre(devoirs.donnees.clauses, id);
    return (
      clause?.familles.some((famille) => familles.has(famille)) &&
      (!faits.marche || clause.marches.includes(faits.marche))
    );
  };
  const prises = new Set(etat.clauses.map(({ id }) => id));
  const voisines = new Map(
    [...fiches.values()]
      .flatMap((f) => f.complete)
      .filter((v) => !prises.has(v.id) && convient(v))
      .map((v) => [v.id, v]),
  );
  if (!voisines.size) return [];
  const boutons = [...voisines.values()]
    .slice(0, VOISINES_MAX)
    .map(({ id, titre }) => bouton(titre, "ajouter", { id, titre }));
  return [
    element(
      "details",
      { class: "repli dossier-voisines", "data-repli": "voisines" },
      element("summary", {}, `Souvent employées avec les vôtres (${boutons.length})`),
      element("p", { class: "actions" }, boutons),
    ),
  ];
}

function uneClause(dossier, entree, rang, nombre) {
  const fiche = ficheDe(entree, dossier.fraiches);
  const titre = (fiche ?? entree).titre ?? entree.id;
  const absent = !fiche && !dossier.manquantes.has(entree.id);
  const niveaux = fiche ? niveauxDe(fiche) : [];
  const possibles = niveaux.includes(entree.niveau) ? niveaux : [entree.niveau, ...niveaux];
  const nomDe = (niveau) => (niveau === "lettre" ? "Petit achat : la lettre" : dossier.plan.niveaux[niveau]);
  const choix = element(
    "select",
    { id: `niveau-${entree.id}`, "data-niveau": entree.id },
    possibles.map((n) => element("option", { value: n, selected: n === entree.niveau }, nomDe(n))),
  );
  return element(
    "li",
    { class: "dossier-clause", id: `clause-${entree.id}`, tabindex: "-1" },
    element(
      "h3",
      {},
      fiche && !dossier.manquantes.has(entree.id) ? element("a", { href: adresseDuSite(fiche.adresse) }, titre) : titre,
    ),
    absent &&
      element(
        "p",
        { class: "avis avis-fort" },
        "Son texte n’est pas encore lu. ",
        bouton("Réessayer", "reessayer", {}, titre),
      ),
    fiche &&
      element(
        "div",
        { class: "champ" },
        element(
          "label",
          { for: `niveau-${entree.id}` },
          "Niveau",
          element("span", { class: "invisible" }, ` : ${titre}`),
        ),
        choix,
      ),
    lotsDUneClause(entree, dossier.composition.lots, titre),
    element(
      "p",
      { class: "actions" },
      rang ? bouton("Monter", "monter", { id: entree.id }, titre) : null,
      rang < nombre - 1 ? bouton("Descendre", "descendre", { id: entree.id }, titre) : null,
      bouton("Retirer", "retirer", { id: entree.id }, titre),
    ),
    difference(dossier, entree),
  );
}

// L'ancien texte et celui d'aujourd'hui, quand la clause a changé depuis son ajout.
function difference(dossier, entree) {
  const fraiche = dossier.fraiches.get(entree.id);
  if (!fraiche || !entree.garde || entree.garde.version === fraiche.version) return null;
  const ids = [...new Set([...entree.garde.textes, ...fraiche.textes].map(({ id }) => id))];
  const changes = ids.flatMap((id) => {
    const [avant, apres] = [entree.garde, fraiche].map((f) =>
      texteNu(f.textes.find((t) => t.id === id)?.blocs ?? [], f.variables),
    );
    return avant === apres ? [] : [element("p", { class: "difference" }, differences(avant, apres))];
  });
  return element(
    "details",
    { class: "repli" },
    element("summary", {}, "Ce qui a changé"),
    changes.length
      ? changes
      : element("p", {}, "Les textes sont les mêmes ; une valeur, une borne ou une phrase commune a changé."),
  );
}
