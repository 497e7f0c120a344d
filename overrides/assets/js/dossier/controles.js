// « Contrôle du dossier » : chaque constat a sa raison et, quand un geste suffit, son remède. Sans page.

import { lister } from "../texte.js";
import { achats, famille, parts, questions, suppositions } from "./controles/achat.js";
import { budget } from "./controles/budget.js";
import {
  changements,
  convenances,
  fraicheur,
  incompatibles,
  lettre,
  lettreDeTrop,
  lettreEtReglement,
} from "./controles/clauses.js";
import { GRAVITES } from "./controles/constat.js";
import { critereAilleurs, poids, promesses, sansConcurrence } from "./controles/criteres.js";
import { droit } from "./controles/droit.js";
import { objets } from "./controles/objets.js";
import { penalites } from "./controles/penalites.js";
import { annexes, lotsSansCahier, places, renvois, retraits, titres } from "./controles/textes.js";
import { valeurs } from "./controles/valeurs.js";

// À gravité égale, les constats se lisent dans cet ordre.
const REGLES = [
  questions,
  suppositions,
  parts,
  famille,
  achats,
  droit,
  lettre,
  lettreDeTrop,
  lettreEtReglement,
  sansConcurrence,
  critereAilleurs,
  incompatibles,
  objets,
  titres,
  annexes,
  renvois,
  retraits,
  lotsSansCahier,
  places,
  promesses,
  poids,
  fraicheur,
  changements,
  penalites,
  budget,
  valeurs,
  convenances,
];

/**
 * Rend les constats, les plus graves d'abord : { code, gravite, titre, raison, remedes: [{ geste, libelle, … }] }.
 * `devoirs` : { donnees, jour }, les règles du droit ; `null` quand elles n'ont pas pu être lues. `dus` : ce qu'elles en disent (devoirs.js), ou
 * `null` ; `pese` : le bilan ; `manquantes` : les clauses que la base n'a pas.
 */
export function controler({ etat, composition, fraiches, plan, manquantes, devoirs, dus, pese }) {
  if (!etat.clauses.length && !manquantes.size) return [];
  const lus = dus ?? { tombent: () => [] };
  const contexte = { etat, ...composition, composition, fraiches, plan, manquantes, devoirs, dus: lus, pese };
  const ordre = Object.keys(GRAVITES);
  return REGLES.flatMap((regle) => [...regle(contexte)])
    .map((constat) => ({ ...constat, raison: [constat.raison, ...pertes(constat, contexte)].join(" ") }))
    .sort((a, b) => ordre.indexOf(a.gravite) - ordre.indexOf(b.gravite));
}

/** Rend ce que chaque retrait offert laisserait sans réponse : un remède ne crée pas le point suivant sans le dire. */
function pertes({ remedes }, { retenus, dus }) {
  return remedes.flatMap(({ geste, id, cle }) => {
    const siens =
      geste === "retirer"
        ? retenus.filter(({ fiche }) => fiche.id === id)
        : retenus.filter((retenu) => geste === "retirer-texte" && retenu.cle === cle);
    const tombent = siens.length ? dus.tombent(siens.map((retenu) => retenu.cle)) : [];
    if (!tombent.length) return [];
    const quoi = geste === "retirer" ? siens[0].fiche.titre : siens[0].texte.titre;
    return `Sans « ${quoi} », rien ne répond plus à ${lister(tombent.map(({ titre }) => `« ${titre} »`))}.`;
  });
}
