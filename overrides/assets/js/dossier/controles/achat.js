// Ce que le dossier dit de l'achat, et ce qu'il faut en savoir : les questions sans réponse, la famille, ce qui se livre.

import { compter } from "../../texte.js";
import { questionsDAchat } from "../achats.js";
import { propre } from "../etat.js";
import { partsFausses } from "../lots.js";
import { CONFIRMER, faitsNommes } from "../supposes.js";
import { constat, enumerer } from "./constat.js";

const FAMILLES_MAX = 4;

export function* questions({ faits }) {
  const manque = { marche: "la nature", procedure: "la procédure", ccag: "le CCAG, ou son absence" };
  const restent = Object.entries(manque).filter(([question]) => !faits[question]);
  if (restent.length) {
    yield constat(
      "bloque",
      "questions",
      `Dites ${restent.map(([, mots]) => mots).join(", ")}.`,
      "De ces réponses dépendent les textes, les dérogations et les contrôles.",
      [{ geste: "question", question: restent[0][0], libelle: "Répondre" }],
    );
  }
}

/** Ce que le dossier conseillé suppose, tant que personne ne l'a dit ni confirmé. */
export function* suppositions({ etat, devoirs }) {
  const supposes = devoirs ? faitsNommes(devoirs.donnees, etat, etat.supposes) : [];
  if (supposes.length)
    yield constat(
      "attention",
      "suppositions",
      `À vérifier avant publication\u00a0: ${compter(supposes.length, "réponse supposée", "réponses supposées")}.`,
      `${enumerer(supposes.map(({ dit }) => dit))}.`,
      [
        ...(supposes.some(({ fait }) => fait.type !== "nombre")
          ? [{ geste: "confirmer-faits", libelle: CONFIRMER }]
          : []),
        { geste: "suppositions", libelle: "Les revoir" },
      ],
    );
}

/** Les plafonds et les pénalités d'un lot se calculent sur sa part. */
export function* parts({ lots }) {
  const fausses = partsFausses(lots);
  if (fausses)
    yield constat(
      "bloque",
      "parts-fausses",
      fausses.dit,
      "Le montant d’un lot, et ce qui s’y calcule, viennent de sa part.",
      [{ geste: "champ", champ: `lot-part-${fausses.code}`, libelle: "Revoir les parts" }],
    );
}

/** Deux familles possibles : l'acheteur dit la sienne ; d'ici là, rien de propre à l'une n'est cité. */
export function* famille({ faits, plan }) {
  if (faits.famille || faits.familles.length < 2) return;
  const choix = faits.familles.map((code) => ({
    geste: "famille",
    id: code,
    libelle: propre(plan.familles, code)?.libelle ?? code,
  }));
  yield constat(
    "attention",
    "famille-a-choisir",
    "Choisissez la famille d’achat.",
    `Vos clauses en servent ${faits.familles.length} : les obligations propres à l’une attendent votre choix.`,
    choix.slice(0, FAMILLES_MAX),
  );
}

/** Ce que le titulaire livre, ou comment on le commande : des textes n'y conviennent pas. Répondue, la question se change dans « Votre achat ». */
export function* achats({ etat, composition, plan }) {
  for (const { question, autres, reponse } of questionsDAchat(etat, composition, plan))
    if (!reponse)
      yield constat(
        "bloque",
        "forme-d-achat",
        question,
        "Certains textes ne conviennent qu’à l’une de ces réponses ; d’ici là, tous sont dans le dossier.",
        autres.map((code) => ({ geste: "achat", id: code, libelle: plan.achats[code].libelle })),
      );
}
