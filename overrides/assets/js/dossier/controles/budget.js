// Ce qu'un dossier de cette forme porte sans peine, et ce qu'il dépasse : de la pratique, non du droit. Sans page.

import { ecrireNombre } from "../../nombres.js";
import { lister } from "../../texte.js";
import { BUDGETS, depassements } from "../bilan.js";
import { lignesDeSuivi } from "../document.js";
import { nommerLesLots } from "../lots.js";
import { constat } from "./constat.js";

// Ce qui se dit d'un dossier en cours ; le reste ne vaut que pour un dossier achevé.
const DITS = {
  criteres: (v, max) => `${v} critères à côté du prix, au lieu de ${max}`,
  environnement: (v, max) => `${ecrireNombre(v)}\u00a0% sur l’environnement, au lieu de ${max}\u00a0%`,
  social: (v, max) => `${ecrireNombre(v)}\u00a0% sur le social, au lieu de ${max}\u00a0%`,
  environnement_et_social: (v, max) => `${ecrireNombre(v)}\u00a0% pour les deux ensemble, au lieu de ${max}\u00a0%`,
  documents_par_an: (v, max) => `${v} documents par an à recevoir, au lieu de ${max}`,
  mots: (v, max) => `${ecrireNombre(v)} mots de clauses administratives, au lieu de ${ecrireNombre(max)}`,
};

// Au-dessous, pour un document à recevoir ou un point à contrôler, en euros de marché par an : un repère de la maison, qui ne se montre pas.
const EUROS_PAR_POINT = 3000;

/** Ce qui pèse plus qu'un dossier de cette forme ne porte ; ce qu'il donne à suivre, au regard de ce qu'il vaut ; des délais qui diffèrent. */
export function* budget({ etat, composition, faits, pese }) {
  yield* delais(pese);
  if (!faits.procedure || faits.procedure === "sans-concurrence") return;
  yield* charge(pese, lignesDeSuivi(etat, composition).length);
  const trop = depassements(pese, faits.famille).filter(({ quoi, valeur, max }) => DITS[quoi] && valeur > max);
  if (!trop.length) return;
  yield constat(
    "info",
    "hors-budget",
    "Ce dossier pèse plus que ce qu’un marché de cette forme porte sans peine.",
    `${lister(trop.map(({ quoi, valeur, max, lot }) => `${lot ? `${nommerLesLots([lot])}\u00a0: ` : ""}${DITS[quoi](valeur, max)}`))}. C’est de la pratique, non du droit\u00a0: une clause de moins, ou des textes retirés, suffisent souvent.`,
    [{ geste: "la-liste-des-clauses", libelle: "Voir vos clauses" }],
  );
}

/** Une seule mise en demeure par marché : le plus long délai vaut pour tous. */
function* delais({ delais_mise_en_demeure: tous }) {
  if (tous.length < 2) return;
  const jours = Math.max(...tous);
  yield constat(
    "attention",
    "delais-differents",
    `Les mises en demeure laissent des délais différents\u00a0: ${lister(tous.map((n) => `${n}\u00a0jours`))}.`,
    "Un seul délai se suit mieux, et ne se conteste pas d’un manquement à l’autre.",
    [{ geste: "delai", id: String(jours), libelle: `Laisser ${jours} jours partout` }],
  );
}

// Les documents, les contrôles et le montant de toute l'opération.
function* charge({ forme, montant, duree, documents_par_an: documents }, controles) {
  const parAn = montant / Math.max(1, duree / 12);
  const points = documents + controles;
  const { documents_par_an: d, lignes_de_suivi: l } = BUDGETS[forme];
  if (!parAn || points <= d[1] + l[1] || points * EUROS_PAR_POINT <= parAn) return;
  yield constat(
    "attention",
    "charge-lourde",
    `${points} documents et contrôles à suivre pour ${ecrireNombre(Math.round(parAn))}\u00a0€ hors taxes par an.`,
    `Soit un pour ${ecrireNombre(Math.round(parAn / points))}\u00a0€. Chacun prend du temps, à vous et à l’entreprise\u00a0: gardez ceux dont une décision dépend. C’est de la pratique, non du droit.`,
    [{ geste: "la-liste-des-clauses", libelle: "Voir vos clauses" }],
  );
}
