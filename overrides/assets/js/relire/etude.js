// Les clauses d'un document, comparées à celles que la base publie, et pourquoi elles ont changé.

import { propre } from "../dossier/etat.js";
import { adresseDuSite, lireClause, lirePlan } from "../dossier/fiches.js";
import { APPLICATION_DU_CCAG } from "../dossier/pose.js";
import { lireJson } from "../recherche/chargement.js";
import { grouper } from "../texte.js";
import { comparerLaClause, textesDuManifeste } from "./clauses.js";

/** Rend les clauses du document (clauses.js), chacune avec `publiee` : sa version d'aujourd'hui, et `adresse` ; échoue hors ligne. */
export async function etudier(lu) {
  const textes = textesDuManifeste(lu);
  if (!textes.length) return [];
  const { anciens } = await lirePlan();
  const contrat = [...lu.proprietes.keys()].some((nom) => nom.startsWith("contrat_"));
  const sansCcag = !lu.paragraphes.some(({ texte }) => texte.search(APPLICATION_DU_CCAG) >= 0);
  const groupes = grouper(textes, ({ clause }) => propre(anciens, clause) ?? clause);
  return Promise.all(
    [...groupes].map(async ([id, siens]) => {
      const fiche = await lireClause(id);
      return {
        ...comparerLaClause(fiche, siens, { contrat, sansCcag }),
        clause: id,
        publiee: fiche?.version,
        adresse: fiche?.adresse,
      };
    }),
  );
}

/** Rend pourquoi une clause a changé depuis cette version, { dits: ce que sa fiche en dit, droit: ce qui a changé de ce qu'elle cite (citations.js) }. */
export async function raisonsDe({ clause, version }, registre, jour) {
  const { fiches } = await lireJson(adresseDuSite(`donnees/v1/clauses/${clause}.json`));
  const [{ changements, fondements }] = fiches;
  const depuis = version.slice(0, 10);
  return {
    dits: changements.filter(({ le }) => le > depuis),
    droit: registre.depuis(
      fondements.filter((nom) => registre.refs.has(nom)),
      depuis,
      jour,
    ).changees,
  };
}
