// Montrer pourquoi une fiche répond : mots marqués, synonyme ou correction dit en clair.

import { element } from "../elements.js";
import { motsDe, plier, racine } from "./langue.js";

const DANS_LE_TEXTE = new Set(["texte", "insistance"]);
const MOTS = /[\p{L}\p{N}]+/gu;

/** Rend un fragment où les mots dont la racine est dans `racines` sont marqués. */
export function marquer(texte, racines) {
  const fragment = document.createDocumentFragment();
  let fin = 0;
  for (const trouve of texte.matchAll(MOTS)) {
    if (!racines.has(racine(plier(trouve[0])))) continue;
    fragment.append(texte.slice(fin, trouve.index), element("mark", {}, trouve[0]));
    fin = trouve.index + trouve[0].length;
  }
  fragment.append(texte.slice(fin));
  return fragment;
}

/** Rend les expressions du groupe que le texte contient, dans l'ordre où le lexique les écrit. */
function expressionsDans(texte, groupe, { lexique, vides }) {
  const racines = motsDe(texte, vides).map(racine);
  const trouvees = new Set();
  for (let ici = 0; ici < racines.length; ici += 1) {
    const lue = lexique.lire(racines, ici);
    if (lue?.rang === groupe) trouvees.add(lue.expression);
  }
  return [...trouvees];
}

/**
 * Rend { racines, raisons } : ce qu'il faut marquer dans la fiche, et les phrases qui disent un synonyme ou une correction.
 */
export function expliquer(fiche, reponse, unites, moteur) {
  const racines = new Set([...reponse.termes.keys()].filter((terme) => !terme.includes("#")));
  const raisons = [];
  const texte = `${fiche.titre}. ${fiche.resume}`;
  const visibles = new Set(motsDe(texte, moteur.vides).map(racine));
  for (const rang of reponse.unites) {
    const { saisi, mots, corrections, groupe, termes } = unites[rang];
    const saisies = mots.map(racine);
    if (saisies.every((r) => visibles.has(r))) continue;
    const cpv =
      saisi.startsWith("cpv") &&
      [...reponse.termes.keys()]
        .filter((terme) => /^cpv\d/.test(terme))
        .sort((a, b) => a.length - b.length)
        .at(-1);
    const presentes = reponse.termes.has(groupe) ? expressionsDans(texte, groupe, moteur) : [];
    for (const mot of presentes.flatMap((expression) => motsDe(expression, moteur.vides))) racines.add(racine(mot));
    const corrige = corrections.find((mot) => reponse.termes.has(racine(mot)));
    if (cpv) raisons.push(`Codes CPV en ${cpv.slice(3)}…`);
    else if (presentes.length) raisons.push(`Pour « ${presentes[0]} » (${saisi})`);
    else if (corrige) raisons.push(`Pour « ${corrige} » (${saisi})`);
    else if (saisies.every((r) => reponse.termes.get(r)?.some((champ) => DANS_LE_TEXTE.has(champ))))
      raisons.push(`« ${saisi} » est dans le texte`);
    else if (reponse.termes.has(groupe) && ![...termes.keys()].some((terme) => visibles.has(terme))) {
      raisons.push(`Pour « ${moteur.lexique.groupes.get(groupe)[0]} » (${saisi})`);
    }
  }
  return { racines, raisons };
}
