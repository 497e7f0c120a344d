// « Contrôle du dossier » : chaque constat a sa raison et, quand un geste suffit, son remède. Sans page.

import { achats, droit, famille, questions } from "./controles/achat.js";
import { convenances, fraicheur, incompatibles, lettre } from "./controles/clauses.js";
import { GRAVITES } from "./controles/constat.js";
import { critereAilleurs, poids, promesses, sansConcurrence } from "./controles/criteres.js";
import { objets } from "./controles/objets.js";
import { penalites } from "./controles/penalites.js";
import { places, renvois, retraits } from "./controles/textes.js";
import { valeurs } from "./controles/valeurs.js";

// À gravité égale, les constats se lisent dans cet ordre.
const REGLES = [
  questions,
  famille,
  achats,
  droit,
  lettre,
  sansConcurrence,
  poids,
  critereAilleurs,
  incompatibles,
  objets,
  renvois,
  retraits,
  places,
  promesses,
  fraicheur,
  penalites,
  valeurs,
  convenances,
];

/**
 * Rend les constats, les plus graves d'abord : { code, gravite, titre, raison, remedes: [{ geste, libelle, … }] }.
 * `devoirs` : { donnees, jour, constats }, les règles du droit et ce qui les juge (devoirs.js) ; `null` quand elles n'ont pas pu être lues.
 */
export function controler(etat, composition, fraiches, plan, manquantes = new Set(), devoirs = undefined) {
  const contexte = { etat, ...composition, composition, fraiches, plan, manquantes, devoirs };
  const ordre = Object.keys(GRAVITES);
  const constats = etat.clauses.length || manquantes.size ? REGLES.flatMap((regle) => [...regle(contexte)]) : [];
  return constats.sort((a, b) => ordre.indexOf(a.gravite) - ordre.indexOf(b.gravite));
}
