// La forme de l'achat : un texte dit auxquelles il convient ; l'acheteur répond une fois par question. Sans page.

import { grouper } from "../texte.js";
import { propre } from "./etat.js";
import { textesDe } from "./niveaux.js";

// La nature répond déjà à cette question.
const DU_MARCHE = { travaux: "chantier", services: "prestations" };

/** Rend les formes que l'acheteur a dites, ou que son type de contrat dit. */
const dites = (etat, marche) => [...etat.achats, ...(DU_MARCHE[marche] ? [DU_MARCHE[marche]] : [])];

/** Dit si un texte convient à cet achat : à chaque question qu'il pose, l'une de ses formes est la réponse, ou il n'y en a pas. */
export function convient(etat, marche, { achats = [] }, plan) {
  const reponses = new Map(dites(etat, marche).map((code) => [propre(plan.achats, code)?.question, code]));
  const questions = grouper(achats, (code) => propre(plan.achats, code)?.question);
  return [...questions].every(([question, codes]) => !reponses.has(question) || codes.includes(reponses.get(question)));
}

/** Rend le dossier où cette forme répond à sa question. */
export function choisirAchat(etat, code, plan) {
  const { question } = plan.achats[code];
  const autres = etat.achats.filter((autre) => propre(plan.achats, autre)?.question !== question);
  return { ...etat, achats: [...autres, code] };
}

/** Rend les questions que posent les clauses du dossier : { question, autres: les formes qui n'y répondent pas, reponse: celle qui y répond, dite: par l'acheteur }. */
export function questionsDAchat(etat, { faits: { marche }, fiches }, plan) {
  const textes = etat.clauses.flatMap(({ id, niveau }) => (fiches.has(id) ? textesDe(fiches.get(id), niveau) : []));
  const codes = [...new Set(textes.flatMap(({ achats = [] }) => achats))].filter((code) => propre(plan.achats, code));
  const reponses = dites(etat, marche);
  return [...grouper(codes, (code) => plan.achats[code].question)].map(([question]) => {
    const tous = Object.keys(plan.achats).filter((code) => plan.achats[code].question === question);
    const reponse = tous.find((code) => reponses.includes(code));
    const autres = tous.filter((code) => code !== reponse);
    return { question, autres, reponse, dite: etat.achats.includes(reponse) };
  });
}
