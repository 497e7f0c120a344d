// Ce que la loi demandait au jour de l'ancienne consultation, et ce qu'elle demande aujourd'hui. Pur : le même juge que « Que dois-je mettre ? ».

import { lire, parDefaut } from "../obligations/cas.js";
import { evaluer } from "../obligations/evaluateur.js";

/**
 * Rend { messages: fait → ce qui ne va pas, maintenant, alors: rien si le jour manque ou que la base ne le connaît pas, enPlus, finies: les
 * règles } ; `maintenant` et `alors` : { brut: les réponses, horsChamp: ce qui suit d'autres règles, et alors rien ne se compte, dues: les règles,
 * aPreciser: combien d'autres dépendent d'une réponse }.
 */
export function comparer(donnees, reponses, jour) {
  const dites = Object.fromEntries(Object.entries(reponses).filter(([, texte]) => texte));
  const { messages } = lire(donnees.faits, dites);
  const au = (lancement) => {
    const brut = { ...parDefaut(donnees.faits, jour), ...dites, lancement };
    const { horsChamp, obligations, incertaines, aPreciser } = evaluer(donnees, lire(donnees.faits, brut).cas);
    const dues = [...obligations, ...incertaines].map(({ regle }) => regle);
    return { brut, horsChamp: horsChamp.map(({ regle }) => regle), dues, aPreciser: aPreciser.length };
  };
  const maintenant = au(jour);
  const alors = dites.lancement && !messages.lancement ? au(dites.lancement) : null;
  const sans = (unes, autres) => unes.filter(({ id }) => !autres.some((autre) => autre.id === id));
  return {
    messages,
    maintenant,
    alors,
    enPlus: alors ? sans(maintenant.dues, alors.dues) : [],
    finies: alors ? sans(alors.dues, maintenant.dues) : [],
  };
}
