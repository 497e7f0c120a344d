// Un dossier conseillé, composé à ses montants et jugé : ce qui sort du budget, ce qui reste à régler hors des blancs. Pour node.

import { aRegler, bilan, depassements } from "./bilan.js";
import { composer } from "./composition.js";
import { composerLeConseil } from "./conseil.js";
import { controler } from "./controles.js";
import { devoirsDuDossier } from "./devoirs.js";

const BLANCS = new Set(["blancs"]);
const MUETTES = ["a-ecrire", "a-preciser"];

/**
 * Rend le bilan du dossier à chacun de ses montants, avec `ecarts` : ce qui sort du budget sans que la fiche le dise, { quoi, valeur, min,
 * max }, et `reste` : ce qu'il faut régler hors des blancs, les obligations restées sans réponse et les titres donnés deux fois, en phrases.
 * `base` : { plan, devoirs: { donnees, jour }, fraiches: Map id → clause publiée }.
 */
export const jugerLeConseil = (conseil, base) => conseil.montants.map((montant) => juger(conseil, montant, base));

function juger(conseil, montant, { plan, devoirs, fraiches }) {
  const etat = composerLeConseil(conseil, { montant }, { fraiches, plan, devoirs });
  const composition = composer(etat, fraiches, plan, devoirs.donnees.regles);
  const dus = devoirsDuDossier(devoirs, etat, composition);
  const compte = bilan(etat, composition, dus, plan);
  const constats = controler({ etat, composition, fraiches, plan, manquantes: new Set(), devoirs, dus, pese: compte });
  const admis = ({ quoi, valeur, min }) =>
    conseil.depasse?.quoi === quoi &&
    (valeur < min ? conseil.depasse.valeur <= valeur : conseil.depasse.valeur >= valeur);
  const restent = constats.filter(({ code, gravite }) => gravite === "bloque" && !BLANCS.has(code));
  const sansReponse = MUETTES.flatMap((nom) => compte.obligations[nom].map((id) => `${nom}\u00a0: ${id}`));
  const doubles = [...composition.parCle.values()].filter(({ titre }) => / \(\d\)$/.test(titre));
  return {
    ...compte,
    a_regler: aRegler(constats),
    ecarts: depassements(compte, conseil.famille).filter((ecart) => !admis(ecart)),
    reste: [
      ...restent.map(({ code, titre, raison }) => `${code}\u00a0: ${titre} ${raison}`),
      ...sansReponse,
      ...doubles.map(({ titre }) => `titre-double\u00a0: ${titre}`),
    ],
  };
}
