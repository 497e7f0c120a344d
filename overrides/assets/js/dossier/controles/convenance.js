// À qui une clause convient : ce que le contrôle reproche à celles du dossier, et ce qu'il exige avant d'en proposer une. Sans page.

import { quiRepondent } from "../../obligations/evaluateur.js";
import { propre, SANS_CCAG } from "../etat.js";

/** Dit si une clause est écrite pour ce CCAG, ou n'en vise aucun. */
export const vaAuCcag = (faits, clause) =>
  !faits.ccag || faits.ccag === SANS_CCAG || !clause.ccag.cahiers.length || clause.ccag.cahiers.includes(faits.ccag);

/** Dit si une clause est faite pour cet achat : sa nature, les moyens de l'acheteur, son CCAG. */
export const faitePour = (faits, clause) =>
  (!faits.marche || clause.marches.includes(faits.marche)) &&
  (!faits.acheteur || clause.tailles.includes(faits.acheteur)) &&
  vaAuCcag(faits, clause);

/** Dit si une clause de ces familles sert l'achat, dont voici les siennes ; aucune n'est dite, elle le peut. */
export const sertLAchat = (siennes, familles) =>
  !siennes.length || ["toutes-familles", ...siennes].some((code) => familles.includes(code));

/** Dit si une clause, ajoutée, convient à l'achat et y entre par un texte qui répond à cette obligation ; sans obligation, par un texte. */
export function repondrait(id, une, { faits, devoirs }) {
  const clause = propre(devoirs.donnees.clauses, id);
  if (!clause || !faitePour(faits, clause)) return false;
  const textes = clause.textes[faits.procedure === "petit-achat" ? "lettre" : "base"];
  const dits = textes.map((texte) => ({ ...texte, clause: id, objets: [une?.regle.objet] }));
  return (une ? quiRepondent(une, dits) : dits).length > 0;
}
