// Ce que « Mon dossier » retient déjà : de quoi le comparer aux obligations d'un cas.

import "../dossier/socle.js";
import { garderLesTextes } from "../dossier/etat.js";
import { lireClause } from "../dossier/fiches.js";
import { ouvert } from "../dossier/garde.js";
import { objetsDe, textesDe } from "../dossier/niveaux.js";
import { element } from "../elements.js";
import { compter } from "../texte.js";

/** Rend { textes: { clause, nature, piliers, objets, connus } de chaque texte du dossier ouvert, à son niveau ; tenues: les obligations qu'il écrit autrement }. */
export async function textesDuDossier() {
  const etat = ouvert();
  const lues = await Promise.all(etat.clauses.map(({ id }) => lireClause(id)));
  const fiches = new Map(lues.filter(Boolean).map((fiche) => [fiche.id, fiche]));
  const textes = garderLesTextes(etat, fiches).clauses.flatMap(({ id, niveau, garde }) => {
    const fiche = fiches.get(id) ?? garde;
    return fiche
      ? textesDe(fiche, niveau)
          .filter((texte) => !etat.retires.includes(`${id}#${texte.id}`))
          .map(({ nature, piliers = [], objets = [] }) => ({
            clause: id,
            nature,
            piliers,
            objets,
            connus: objetsDe(fiche),
          }))
      : [];
  });
  return { textes, tenues: new Set([...etat.ecrites, ...Object.keys(etat.ailleurs)]) };
}

/** Rend ce qui dit à quelles obligations le dossier ne répond pas encore ; `adresse` : « Mon dossier », avec ce cas. */
export function avisDuDossier(manquent, adresse) {
  const restent = manquent.map(({ regle }) => element("li", {}, regle.titre));
  const titre = restent.length
    ? `Votre dossier ne répond pas encore à ${compter(restent.length, "obligation", "obligations")} :`
    : "Votre dossier répond à toutes les obligations de ce cas qui s’écrivent.";
  return element(
    "div",
    { class: "avis", "data-du-dossier": "oui" },
    element("p", {}, `${titre} `, element("a", { href: adresse }, "Mon dossier, avec ce cas")),
    restent.length > 0 && element("ul", {}, ...restent),
  );
}
