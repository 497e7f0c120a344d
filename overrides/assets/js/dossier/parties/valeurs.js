// Les champs des valeurs à remplir, groupe par groupe.

import { element } from "../../elements.js";
import { compter } from "../../texte.js";
import { bouton } from "../geste.js";
import { COUVERTURE, champDe, estProposee, estVide, groupesDeValeurs, texteDe } from "../valeurs.js";

const MONTREES = 4;
const AIDE_LONGUE = 140;
// Au-delà, les groupes où rien ne manque se rangent sous un même repli.
const PRETS_MAX = 4;

/** Rend les champs des valeurs, par clause ; les partagées d’abord. Un groupe se confirme à part, ou avec tous ; le premier à qui il manque une valeur s’ouvre, sauf la page de garde. */
export function lesValeurs({ etat, composition }) {
  const groupes = groupesDeValeurs(etat, composition);
  const tous =
    groupes.length > 1
      ? [element("p", { class: "actions" }, bouton("Confirmer toutes les valeurs proposées", "confirmer"))]
      : [];
  const incomplet = groupes.find(({ cle, valeurs }) => cle !== COUVERTURE && valeurs.some(estVide));
  const unGroupe = ({ cle, titre, valeurs }) =>
    element(
      "details",
      {
        class: "repli dossier-valeurs",
        "data-repli": cle,
        "data-groupe": cle,
        open: cle === incomplet?.cle,
      },
      element(
        "summary",
        {},
        element("h3", {}, titre),
        " ",
        element("span", { class: "note", "data-compte-valeurs": cle }),
      ),
      element("div", { role: "group", "aria-label": titre }, lesChamps(cle, valeurs)),
      element("p", { class: "actions" }, bouton("Confirmer les valeurs proposées", "confirmer", { id: cle }, titre)),
    );
  const prets = groupes.filter(({ valeurs }) => !valeurs.some(estVide));
  const plies = prets.length > PRETS_MAX ? prets : [];
  return [
    ...tous,
    ...groupes.filter((groupe) => !plies.includes(groupe)).map(unGroupe),
    plies.length > 0 &&
      element(
        "details",
        { class: "repli", "data-repli": "prets" },
        element("summary", {}, `Celles que vos clauses proposent (${compter(plies.length, "groupe", "groupes")})`),
        plies.map(unGroupe),
      ),
  ].filter(Boolean);
}

// Ce qui manque d'abord, sans tout montrer ; le reste attend dessous.
function lesChamps(cle, valeurs) {
  const enListe = (siennes) => element("div", { class: "completer-liste" }, siennes.map(uneValeur));
  const vides = valeurs.filter(estVide);
  const montrees = vides.slice(0, MONTREES);
  const autres = [...vides.slice(MONTREES), ...valeurs.filter((v) => !estVide(v))];
  if (!montrees.length || !autres.length) return enListe(valeurs);
  const dit = vides.length > MONTREES ? `, dont ${compter(vides.length - MONTREES, "vide", "vides")}` : ", déjà là";
  return [
    enListe(montrees),
    element(
      "details",
      { class: "repli", "data-repli": `${cle} autres` },
      element("summary", {}, `${compter(autres.length, "autre valeur", "autres valeurs")}${dit}`),
      enListe(autres),
    ),
  ];
}

function uneValeur(demandee) {
  const { cle, nom, variable, fiche } = demandee;
  const id = champDe(cle);
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
    lAide(`${id}-aide`, variable.aide ?? ""),
    element("p", { class: "message erreur", id: `${id}-ecart`, role: "status", "data-ecart": communs["data-valeur"] }),
  );
}

const lAide = (id, texte) =>
  texte.length > AIDE_LONGUE
    ? element(
        "details",
        { class: "aide-longue" },
        element("summary", {}, "Aide"),
        element("p", { class: "aide", id }, texte),
      )
    : element("p", { class: "aide", id }, texte);

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
