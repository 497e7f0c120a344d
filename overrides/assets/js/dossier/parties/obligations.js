// Tout ce que la loi demande à cet achat, obligation par obligation, et ce que le dossier en fait.

import { element } from "../../elements.js";
import { lister } from "../../texte.js";

import { clausesQuiRepondent, raisonDe } from "../controles/droit.js";
import { ETATS } from "../devoirs.js";
import { bouton } from "../geste.js";
import { nommerLesLots } from "../lots.js";

const OUVERT = "a-ecrire";
// Il n'y a plus rien à y faire : le titre suffit, et ce qui l'écrit.
const FINIES = new Set(["ecrite", "ecrite-ailleurs", "dispensee"]);
const DEBITEURS = {
  acheteur: "À votre charge.",
  entreprise: "À la charge de l’entreprise.",
  "les-deux": "À votre charge et à celle de l’entreprise.",
};

/** Rend les obligations de l'achat, par état, ce qui reste à faire d'abord. */
export function lesObligations(dossier) {
  const { dus } = dossier;
  if (dossier.devoirs === undefined) return [element("p", { class: "avis" }, "Les règles du droit arrivent.")];
  if (!dus)
    return [
      element("p", { class: "avis" }, "Les règles du droit n’ont pas pu être lues. ", bouton("Réessayer", "reessayer")),
    ];
  if (dus.horsChamp.length)
    return [element("p", { class: "avis" }, `${dus.horsChamp[0].regle.resume} Les obligations ne sont pas listées.`)];
  const groupes = Object.entries(ETATS).map(([etat, intitule]) => [
    etat,
    intitule,
    dus.obligations.filter((une) => une.etat === etat),
  ]);
  return groupes
    .filter(([, , siennes]) => siennes.length)
    .map(([etat, intitule, siennes]) =>
      element(
        "details",
        { class: "repli loi-groupe", "data-repli": `loi-${etat}` },
        element("summary", {}, element("h3", {}, intitule), ` (${siennes.length})`),
        etat === OUVERT &&
          siennes.filter(({ regle }) => regle.textes.length).length > 1 &&
          element(
            "p",
            { class: "actions" },
            bouton("Écrire tous leurs textes", "ecrire-toutes", {}, "ce que la loi demande"),
          ),
        etat === "a-preciser" && lesQuestions(dossier, siennes),
        element(
          "ul",
          { class: "constats" },
          siennes.map((une) => uneObligation(dossier, une)),
        ),
      ),
    );
}

function uneObligation(dossier, une) {
  const { regle, etat } = une;
  const { devoirs } = dossier;
  const contexte = { ...dossier.composition, etat: dossier.etat, plan: dossier.plan, devoirs };
  const ouvert = etat === OUVERT || etat === "incertaine";
  const clauses = ouvert ? clausesQuiRepondent(une, contexte) : [];
  const gestes = [
    ouvert && regle.textes.length && bouton("Ajouter le texte", "ecrire-loi", { id: regle.id }, regle.titre),
    ...clauses.map(({ id, titre }) => bouton(`Ajouter « ${titre} »`, "ajouter", { id, titre })),
    dossier.etat.ecrites.includes(regle.id) && bouton("Retirer le texte", "oter-loi", { id: regle.id }, regle.titre),
  ].filter(Boolean);
  return element(
    "li",
    { class: "constat", "data-obligation": regle.id, "data-etat": etat, tabindex: "-1" },
    element(
      "p",
      {},
      element("strong", {}, `${regle.titre}.`),
      FINIES.has(etat) ? "" : ` ${raisonDe(regle, devoirs.jour)} ${DEBITEURS[regle.debiteur] ?? ""}`,
    ),
    ...ceQuIlEnEst(dossier, une),
    gestes.length ? element("p", { class: "actions" }, gestes) : null,
    ouvert || etat === "ecrite-ailleurs" ? ailleurs(une) : null,
  );
}

/** Rend ce que son état ajoute : les textes qui l'écrivent, l'acte, le motif, le doute. */
function ceQuIlEnEst({ composition: { parCle } }, { regle, etat, par = [], dispense, lots }) {
  const dits = par.map((cle) => parCle.get(cle)).filter(Boolean);
  const lignes = [
    lots && `Pour ${lots.length > 1 ? "les" : "le"} ${nommerLesLots(lots)} seulement.`,
    dits.length && `Écrit par ${lister([...new Set(dits.map((t) => `« ${t.titre} » (${t.numero} ${t.de})`))])}.`,
    etat === "dispensee" && dispense.motif,
    etat === "incertaine" && regle.doute,
    regle.acte && etat !== "dispensee" && `À faire, ${regle.acte.moment.toLowerCase()}\u00a0: ${regle.acte.quoi}`,
  ];
  return lignes.filter(Boolean).map((ligne) => element("p", { class: "note" }, ligne));
}

function ailleurs({ regle, etat, note }) {
  const dit = etat === "ecrite-ailleurs";
  const id = `ailleurs-${regle.id}`;
  const coche = element("input", { type: "checkbox", id, "data-ailleurs": regle.id, checked: dit });
  return element(
    "div",
    { class: "loi-ailleurs" },
    element(
      "label",
      { for: id },
      coche,
      " Je l’écris ailleurs",
      element("span", { class: "invisible" }, ` : ${regle.titre}`),
    ),
    dit &&
      element("input", {
        type: "text",
        id: `${id}-ou`,
        maxlength: "200",
        value: note,
        placeholder: "Où ?",
        "aria-label": `Où : ${regle.titre}`,
        "data-note": regle.id,
      }),
  );
}

/** Rend les questions dont ces obligations dépendent, chacune une fois. */
function lesQuestions({ devoirs: { donnees }, etat }, obligations) {
  const noms = new Set(obligations.flatMap(({ manque }) => manque));
  return element(
    "div",
    { class: "completer-liste" },
    [...noms]
      .filter((nom) => donnees.faits[nom])
      .map((nom) => uneQuestion(nom, donnees.faits[nom], etat.cas[nom] ?? "")),
  );
}

/** Rend une question sur l'achat, et sa réponse ; `prefixe` : celui de son nom dans la page. */
export function uneQuestion(nom, fait, reponse, prefixe = "fait") {
  const id = `${prefixe}-${nom}`;
  const unite = fait.unite && element("span", { class: "unite" }, ` (${fait.unite})`);
  const choix = Object.entries(fait.choix).map(([code, libelle]) =>
    element("option", { value: code, selected: code === reponse }, libelle),
  );
  const champ =
    fait.type === "nombre" || fait.type === "date"
      ? element("input", {
          id,
          "data-fait": nom,
          type: fait.type === "date" ? "date" : "text",
          inputmode: fait.type === "nombre" ? "decimal" : undefined,
          value: reponse,
        })
      : element("select", { id, "data-fait": nom }, element("option", { value: "" }, "À choisir"), choix);
  return element("div", { class: "champ" }, element("label", { for: id }, fait.question, unite), champ);
}
