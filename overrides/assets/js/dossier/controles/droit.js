// Les obligations de l'achat qui manquent au dossier : celles de toute consultation une à une, les autres ensemble. Sans page.

import { enDate } from "../../dates.js";
import { supposer } from "../../obligations/cas.js";
import { clausesProposees } from "../../obligations/evaluateur.js";
import { compter } from "../../texte.js";
import { propre } from "../etat.js";
import { ajouter, CHERCHER, constat, enumerer, LIRE, REESSAYER } from "./constat.js";
import { repondrait } from "./convenance.js";
import { cederait } from "./objets.js";

// Ce que toute consultation doit avoir : la suite de règles, le nom du constat et sa gravité.
const ESSENTIELS = {
  "condition-environnementale": ["condition-manque", "bloque"],
  "critere-environnemental": ["critere-manque", "bloque"],
  "condition-sociale": ["sociale-manque", "attention"],
};
const OUVERTS = new Set(["a-ecrire", "incertaine"]);
const LISTE = { geste: "la-loi", libelle: "Voir la liste" };
const PROPOSEES_MAX = 2;

/** Les obligations de cet achat, quand leurs règles sont là (devoirs.js) ; le texte qu'une règle absente ne donne plus. */
export function* droit(contexte) {
  const { devoirs, etat, plan } = contexte;
  if (!plan.socle)
    yield constat(
      "bloque",
      "loi-absente",
      "Les phrases communes ne sont pas dans vos documents.",
      "Elles ne sont pas encore lues.",
      [REESSAYER],
    );
  const connues = new Set((devoirs?.donnees.regles ?? []).map(({ id }) => id));
  const absentes = etat.ecrites.filter((id) => !connues.has(id));
  if (absentes.length)
    yield constat(
      "bloque",
      "loi-absente",
      `${compter(absentes.length, "texte de la loi n’est pas", "textes de la loi ne sont pas")} dans vos documents.`,
      devoirs ? "La base n’a plus ces obligations sous ce nom." : "Les règles qui les donnent ne sont pas lues.",
      devoirs ? absentes.map((id) => ({ geste: "oter-loi", id, libelle: `Oublier « ${id} »` })) : [REESSAYER],
    );
  if (devoirs === null)
    yield constat(
      "attention",
      "droit-absent",
      "Les obligations de cet achat n’ont pas été contrôlées.",
      "Leurs règles n’ont pas pu être lues.",
      [REESSAYER],
    );
  else if (devoirs) yield* lesObligations(contexte);
}

function* lesObligations(contexte) {
  const { etat, devoirs } = contexte;
  const { horsChamp, obligations } = contexte.dus;
  for (const { regle } of horsChamp)
    yield constat(
      "attention",
      "hors-champ",
      `${regle.titre}.`,
      `${regle.resume} Les obligations ne sont pas contrôlées.`,
      [LIRE],
    );
  for (const une of obligations.filter(({ etat: e, regle }) => OUVERTS.has(e) && regle.suite in ESSENTIELS)) {
    const [code, gravite] = ESSENTIELS[une.regle.suite];
    const supposes = une.supposes.map((nom) => `Supposé\u00a0: ${supposer(devoirs.donnees, nom)}`);
    yield constat(
      une.juge === "due" ? gravite : "attention",
      code,
      `Rien ne répond encore à « ${une.regle.titre} ».`,
      [raisonDe(une.regle, devoirs.jour), ...supposes].join(" "),
      [...clausesQuiRepondent(une, contexte).map(ajouter), CHERCHER],
    );
  }
  const autres = obligations.filter(({ regle }) => !(regle.suite in ESSENTIELS));
  const aEcrire = autres.filter(({ etat: e }) => e === "a-ecrire");
  const titres = (unes) => `${enumerer(unes.map(({ regle }) => regle.titre))}.`;
  if (aEcrire.length)
    yield constat(
      "bloque",
      "obligations-a-ecrire",
      `${compter(aEcrire.length, "obligation reste à écrire", "obligations restent à écrire")}.`,
      titres(aEcrire),
      [
        ...(aEcrire.some(({ regle }) => regle.textes.length)
          ? [{ geste: "ecrire-toutes", libelle: "Écrire tous leurs textes" }]
          : []),
        LISTE,
      ],
    );
  const aPreciser = autres.filter(({ etat: e }) => e === "a-preciser");
  if (aPreciser.length)
    yield constat(
      "info",
      "a-preciser",
      `${compter(aPreciser.length, "obligation dépend", "obligations dépendent")} de ce que le dossier ne sait pas.`,
      titres(aPreciser),
      [...(etat.montant ? [] : [{ geste: "question", question: "montant", libelle: "Dire le montant" }]), LISTE],
    );
  const dues = new Set(obligations.map(({ regle }) => regle.id));
  for (const id of etat.ecrites.filter((nom) => !dues.has(nom))) {
    const regle = devoirs.donnees.regles.find((une) => une.id === id);
    if (regle && !horsChamp.length)
      yield constat(
        "attention",
        "loi-de-trop",
        `« ${regle.titre} » n’est pas dû à cet achat.`,
        "Son texte est dans vos documents.",
        [{ geste: "oter-loi", id, libelle: "Retirer ce texte" }],
      );
  }
}

/** Rend ce que dit une règle, depuis quand, et d'après quel article. */
export function raisonDe({ resume, commence_le: debut, articles, a_ouvrir: aOuvrir }, jour) {
  const cites = `${articles.map(({ libelle }) => libelle).join(", ")}${aOuvrir && ` ; ${aOuvrir}`}`;
  return `${resume} ${debut ? `${debut > jour ? "À partir du" : "Depuis le"} ${enDate(debut)} (${cites})` : `Base légale : ${cites}`}.`;
}

/** Rend au plus deux clauses : le critère court de la famille d'abord, puis celles de cette famille et de ce contrat ; aucune qui céderait aussitôt. */
export function clausesQuiRepondent(une, contexte) {
  const { fiches, plan, devoirs } = contexte;
  const { donnees } = devoirs;
  const { famille } = contexte.faits;
  const clauses = clausesProposees(une.regle, famille);
  const convient = (id) => !fiches.has(id) && repondrait(id, une, contexte) && !cederait(id, contexte);
  const siennes = clauses.filter((id) => convient(id) && donnees.clauses[id].familles.includes(famille));
  const deTous = clauses.filter((id) => convient(id) && donnees.clauses[id].familles.includes("toutes-familles"));
  const critere = propre(plan.familles, famille)?.critere?.id;
  const tries = [...siennes.filter((id) => id === critere), ...siennes.filter((id) => id !== critere), ...deTous];
  return tries.slice(0, PROPOSEES_MAX).map((id) => ({ id, titre: donnees.clauses[id].titre }));
}
