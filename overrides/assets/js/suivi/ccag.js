// Ce que chaque CCAG dit d'un manquement, article par article. Source : les six cahiers, arrêtés du 30 mars 2021, dans leur rédaction au 23 août 2026.

import { propre } from "../dossier/etat.js";

/** Les jours que chaque CCAG laisse au titulaire pour présenter ses observations. */
export const OBSERVATIONS = 15;

const ARTICLES = {
  FCS: ["14.1.1", "14.1.3", "16.1.5", "16.2.3", "30", "41", "41.2"],
  Travaux: ["19.2.4", "19.2.1", "20.1.5", "20.2.3", "41.7", "50.3", "50.3.2"],
  PI: ["14.1.1", "14.1.3", "16.1.5", "16.2.3", "29", "39", "39.2"],
  TIC: ["14.1.1", "14.1.3", "16.1.5", "16.2.3", "34", "50", "50.2"],
  MI: ["15.1", "15.3", "17.1.5", "17.2.3", "34", "44", "44.2"],
  MOE: ["16.2.4", "16.2.1", "18.1.5", "18.2.3", "21", "30", "30.2"],
};

// Réfaction : FCS 30.3, MI 34.3, MOE 21.3, Travaux 41.7.
const APRES = {
  Travaux: "S’il refuse cette baisse, il doit la réparation.",
  MOE: "Si c’en est une, il a trente jours après cette décision pour s’expliquer, et vous trente pour répondre : sans réponse, ses observations sont acceptées.",
};
const QUINZE =
  "Si c’en est une, il a quinze jours après cette décision pour s’expliquer : répondez-lui dans les quinze jours, sans quoi ses observations peuvent être tenues pour acceptées.";

/** Rend les articles du CCAG que vise ce marché, et `apres` : ce qui suit une réfaction ; rien s'il n'en vise pas. */
export function articlesDe({ ccag }) {
  const siens = propre(ARTICLES, ccag);
  if (!siens) return null;
  const [observations, exoneration, insertion, environnement, refaction, faute, miseEnDemeure] = siens;
  const articles = { observations, exoneration, insertion, environnement, refaction, faute, miseEnDemeure };
  return { nom: `CCAG-${ccag}`, apres: APRES[ccag] ?? QUINZE, ...articles };
}

/** Dit si le marché se règle par un décompte général, qui éteint ce qu'il ne dit pas (CCAG-Travaux, articles 12.4.2 et 12.4.3). */
export const estDeTravaux = ({ marche, ccag }) => ccag === "Travaux" || marche === "travaux";
