// Le contrat court : pour quels achats il vaut, et les valeurs qu’il demande. Sans page. Il s’écrit dans contrat-ecrit.js, à la demande.

import { ecrireNombre } from "../nombres.js";
import { QUESTIONS } from "./calculs.js";
import { propre } from "./etat.js";
import { objetsDe } from "./niveaux.js";

const CCAG = "FCS";
// Ce que les questions du dossier disent déjà.
export const DITES = { ...QUESTIONS, "debut-marche": "debut" };
const COUVERTURE = ["objet_marche", "nom_acheteur"];
export const ENTREE = { id: "contrat", valeurs: {} };

/** Rend pourquoi le contrat court ne vaut pas pour cet achat, en une phrase ; rien s'il vaut. */
export function refusDuContrat({ faits }, { contrat }) {
  if (!contrat) return "Ses articles ne sont pas encore lus\u00a0: vérifiez votre connexion, puis rechargez la page.";
  const { plafond, articles } = contrat;
  const { procedure, marche, montant, ccag, cas } = faits;
  const sous = `moins de ${ecrireNombre(plafond ?? 0)}\u00a0€ hors taxes`;
  if (!articles.length || !plafond) return "La base n’a pas de contrat court.";
  if (procedure !== "adaptee") return `Il ne vaut que pour une procédure adaptée, à ${sous}.`;
  if (marche === "travaux") return "Il ne vaut pas pour des travaux\u00a0: ils demandent un cahier entier.";
  if (ccag !== CCAG) return "Il s’appuie sur le CCAG des fournitures et services, et sur lui seul.";
  if (cas.contrat && cas.contrat !== "ordinaire") return "Il ne vaut que pour un marché ordinaire.";
  if (!Number(montant)) return `Dites le montant estimé\u00a0: il vaut à ${sous}.`;
  if (Number(montant) >= plafond)
    return `Il vaut à ${sous}\u00a0; cet achat fait ${ecrireNombre(Number(montant))}\u00a0€\u00a0: prenez les articles à insérer.`;
  return "";
}

/**
 * Rend { refus, retenus } : pourquoi le contrat court ne vaut pas, et ce qui demande les valeurs de la page de garde et, s'il vaut, du contrat,
 * comme les textes retenus d'une clause.
 */
export function valeursDuContrat(composition, plan) {
  const refus = refusDuContrat(composition, plan);
  if (!plan.contrat) return { refus, retenus: [] };
  const textes = [
    { id: "couverture", blocs: COUVERTURE.map((variable) => ({ genre: "paragraphe", suite: [{ variable }] })) },
    ...(refus ? [] : articlesCommuns(composition, plan)),
  ];
  const { faits } = composition;
  const variables = Object.fromEntries(
    Object.entries(plan.contrat.variables).filter(([, { partagee }]) => !faits[propre(DITES, partagee) ?? ""]),
  );
  const fiche = { id: "contrat", titre: "Page de garde et contrat court", variables, textes };
  return { refus, retenus: textes.map((texte) => ({ entree: ENTREE, fiche, texte })) };
}

/** Rend les articles communs : un article cède quand un texte du dossier traite déjà de son objet, ou que la durée n'en a pas l'usage. */
export function articlesCommuns({ faits, retenus, parCle }, { contrat }) {
  const deLaLoi = [...parCle.values()].map(({ objet }) => objet);
  const ecrits = new Set([...objetsDe({ textes: retenus.map(({ texte }) => texte) }), ...deLaLoi]);
  const inutile = ({ cede, au_dela }) =>
    cede.some((objet) => ecrits.has(objet)) || (Number(faits.duree) > 0 && Number(faits.duree) <= au_dela);
  return contrat.articles.map((article) => (inutile(article) ? { ...article, blocs: [] } : article));
}
