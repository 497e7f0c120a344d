// Ce que « Mon dossier » retient déjà : de quoi le comparer aux obligations d'un cas.

import { lireClause } from "../dossier/fiches.js";
import { ouvert } from "../dossier/garde.js";
import { textesDe } from "../dossier/niveaux.js";

/** Rend { clause, nature, piliers } de chaque texte du dossier ouvert, à son niveau ; rien s'il est vide. */
export async function textesDuDossier() {
  const entrees = ouvert().clauses;
  const fiches = await Promise.all(entrees.map(({ id }) => lireClause(id)));
  return entrees.flatMap(({ id, niveau, garde }, rang) => {
    const fiche = fiches[rang] ?? garde;
    return fiche ? textesDe(fiche, niveau).map(({ nature, piliers = [] }) => ({ clause: id, nature, piliers })) : [];
  });
}
