// Les questions qui restent, une à la fois : celle qui décide de la procédure, puis celle dont le plus de réponses dépendent.

import { bouton, direEcart, element } from "../elements.js";
import { compter, lister } from "../texte.js";
import { questions } from "./evaluateur.js";

const DECIDENT = ["procedure", "publicite"];
const TITRES = 3;

/** Rend { nom, reglent, decide, restent } : la question à poser, ou rien ; `decide` : « procedure », sinon « publicite », si elle en décide ; `passees` : celles que l'acheteur ne sait pas. */
export function laQuestion(donnees, cas, { aPreciser, obligations, incertaines }, passees) {
  const ouvertes = questions(donnees, cas).filter(
    (nom) => cas[nom] === undefined && donnees.faits[nom].demande === "au-besoin",
  );
  const posables = ouvertes.filter((nom) => !passees.has(nom) && !donnees.faits[nom].suppose);
  const notees = posables
    .map((nom) => {
      const reglent = [...aPreciser, ...obligations, ...incertaines].filter(({ manque }) => manque.includes(nom));
      const decide = DECIDENT.find((suite) => reglent.some(({ regle }) => regle.suite === suite));
      return { nom, reglent, decide, restent: posables.length };
    })
    .filter(({ reglent }) => reglent.length);
  return notees.sort((a, b) => Boolean(b.decide) - Boolean(a.decide) || b.reglent.length - a.reglent.length)[0];
}

/** Rend la question seule, dans les mots de la famille d'achat si elle en a ; `repondre(texte)` reçoit la réponse, vide : « Je ne sais pas » ; `lire(texte)` rend ce qui ne va pas. */
export function questionSeule(donnees, { nom, reglent = [], decide, restent, famille }, { aide, lire, repondre }) {
  const fait = donnees.faits[nom];
  const id = `question-${nom}`;
  const titres = reglent.slice(0, TITRES).map(({ regle }) => regle.titre);
  const plus = reglent.length - titres.length;
  const { valider, contenu } =
    fait.choix && Object.keys(fait.choix).length ? choix(fait, repondre) : saisie(fait, id, lire, repondre);
  const form = element(
    "form",
    { class: "question", "data-question": nom, "aria-labelledby": id },
    decide !== "publicite" && element("h3", {}, titreDe(decide, reglent, restent)),
    element("p", { id, class: "question-mots" }, fait.questions?.[famille] ?? fait.question),
    ...contenu,
    aide.length > 0 &&
      element("details", {}, element("summary", {}, "Comment répondre"), element("p", { class: "aide" }, ...aide)),
    titres.length > 0 &&
      !decide &&
      element(
        "p",
        { class: "aide" },
        `En dépend\u00a0: ${lister([...titres, ...(plus > 0 ? [compter(plus, "autre", "autres")] : [])])}.`,
      ),
  );
  form.addEventListener("submit", (geste) => {
    geste.preventDefault();
    valider?.();
  });
  return form;
}

function titreDe(decide, reglent, restent) {
  if (decide) return "Une seule question change tout";
  if (!reglent.length) return "Changer une réponse";
  return restent > 1
    ? `Une question, puis ${compter(restent - 1, "autre", "autres")} si vous voulez`
    : "Une dernière question";
}

function choix(fait, repondre) {
  const offrir = (texte, code) => bouton(texte, () => repondre(code), { class: "bouton bouton-discret", value: code });
  const reponses = Object.entries(fait.choix).map(([code, mots]) =>
    offrir(`${mots[0].toUpperCase()}${mots.slice(1)}`, code),
  );
  return { contenu: [element("p", { class: "actions" }, ...reponses, offrir("Je ne sais pas", ""))] };
}

function saisie(fait, id, lire, repondre) {
  const champ = element("input", {
    type: fait.type === "date" ? "date" : "text",
    inputmode: fait.type === "nombre" && "decimal",
    autocomplete: "off",
    maxlength: "80",
    "aria-labelledby": id,
    "aria-describedby": `${id}-ecart`,
  });
  const ecart = element("p", { class: "message erreur", id: `${id}-ecart`, role: "status" });
  const valider = () => {
    const message = champ.value.trim() ? lire(champ.value) : "Écrivez une réponse, ou « Je ne sais pas ».";
    direEcart(champ, ecart, message);
    if (!message) repondre(champ.value);
  };
  const actions = element(
    "p",
    { class: "actions" },
    champ,
    fait.unite && element("span", { class: "unite" }, fait.unite),
    element("button", { type: "submit", class: "bouton bouton-discret" }, "Répondre"),
    bouton("Je ne sais pas", () => repondre(""), { class: "bouton bouton-discret" }),
  );
  return { valider, contenu: [actions, ecart] };
}
