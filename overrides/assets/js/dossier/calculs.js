// Les valeurs qui se calculent de l'achat : un ordre de grandeur proposé, que l'acheteur confirme. Sans page.

import { lireNombre } from "../nombres.js";
import { valeurSaisie } from "./etat.js";

const FAIRE = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => (b ? a / b : NaN) };
// Ce que le dossier sait déjà de l'achat : la valeur partagée → sa question.
export const QUESTIONS = { "montant-marche": "montant", "duree-marche": "duree" };

/** Rend le résultat d'une formule postfixée, arrondi au multiple de `arrondi` ; `NaN` quand un terme manque. */
export function calculer({ suite, arrondi = 1 }, valeurs) {
  const pile = [];
  for (const morceau of suite) {
    const faire = FAIRE[morceau];
    if (faire) {
      const droite = pile.pop();
      pile.push(faire(pile.pop(), droite));
    } else pile.push(typeof morceau === "number" ? morceau : (valeurs[morceau] ?? NaN));
  }
  return Number((Math.round(pile[0] / arrondi) * arrondi).toFixed(6));
}

/** Rend la fiche dont les valeurs calculées sont proposées d'après cet achat ; la même, si elle n'en a pas. */
export function avecCalculs(etat, entree, fiche) {
  const variables = Object.entries(fiche.variables);
  if (!variables.some(([, { calcul }]) => calcul)) return fiche;
  const connues = Object.fromEntries(
    variables
      .filter(([, { calcul }]) => !calcul)
      .map(([nom, { partagee, defaut }]) => {
        const lue = valeurSaisie(etat, entree, fiche, nom) ?? (etat[QUESTIONS[partagee]] || defaut);
        return [nom, lireNombre(lue ?? "")];
      }),
  );
  const proposee = (variable) => {
    const calculee = variable.calcul ? calculer(variable.calcul, connues) : NaN;
    return Number.isNaN(calculee) ? variable : { ...variable, defaut: calculee };
  };
  return { ...fiche, variables: Object.fromEntries(variables.map(([nom, v]) => [nom, proposee(v)])) };
}
