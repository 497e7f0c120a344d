// La place de chaque texte : sa pièce et son article au plan, son rang, son numéro. Sans page.

import { propre } from "./etat.js";

const auPlan = (plan, { article, piece }) =>
  propre(plan.articles, article ?? "")?.piece ?? (Object.hasOwn(plan.pieces, piece ?? "") ? piece : undefined);

// Ce que le plan n'a pas va dans les « Autres dispositions » de la première pièce écrite : rien ne se perd.
function pieceDansLePlan(plan, places) {
  const trouvees = new Set(places.map((place) => auPlan(plan, place)));
  const [premiere] = Object.keys(plan.pieces);
  const accueil = Object.keys(plan.pieces).find((code) => trouvees.has(code)) ?? premiere;
  return (place) => auPlan(plan, place) ?? accueil;
}

/** Rend les textes que le plan n'a pas su placer : un article ou une pièce qui n'existe plus. */
export const sansPlace = ({ pieces }, plan) =>
  pieces
    .flatMap(({ articles }) => articles)
    .flatMap(({ textes }) => textes)
    .filter(({ article, pieceDite }) => !auPlan(plan, { article, piece: pieceDite }));

/** Range les textes par pièce et par article, dans l'ordre voulu, et les numérote. */
export function ranger(etat, places, plan) {
  const articlesDe = (piece) => Object.entries(plan.articles).filter(([, article]) => article.piece === piece);
  const pieceDe = pieceDansLePlan(plan, places);
  let ancre = 0;
  return Object.entries(plan.pieces).flatMap(([code, libelle]) => {
    const siennes = places.filter((place) => pieceDe(place) === code);
    if (!siennes.length) return [];
    const ailleurs = siennes.some(({ article }) => !propre(plan.articles, article ?? ""))
      ? [["", { titre: "Autres dispositions" }]]
      : [];
    const articles = [...articlesDe(code), ...ailleurs]
      .map(([nom, { titre }]) => ({
        code: nom,
        titre,
        places: ordonner(
          etat,
          nom,
          siennes.filter(({ article }) => (propre(plan.articles, article ?? "") ? article : "") === nom),
        ),
      }))
      .filter((article) => article.places.length)
      .map((article, rang) => ({
        code: article.code,
        titre: article.titre,
        numero: String(rang + 1),
        textes: titrer(article.places).map((place, r) => ({
          ...place,
          pieceDite: place.piece,
          piece: code,
          de: plan.de[code],
          numero: `${rang + 1}.${r + 1}`,
          ancre: `texte_${++ancre}`,
        })),
      }));
    return [{ code, libelle, articles }];
  });
}

function ordonner(etat, article, places) {
  const ordre = propre(etat.ordre, article) ?? [];
  const rang = ({ cle }) => (ordre.includes(cle) ? ordre.indexOf(cle) : ordre.length);
  return [...places].sort((a, b) => rang(a) - rang(b));
}

// Deux textes d'une même clause dans un article ne portent pas le même titre.
function titrer(places) {
  const vus = new Map();
  return places.map((place) => {
    const fois = (vus.get(place.titre) ?? 0) + 1;
    vus.set(place.titre, fois);
    return fois > 1 ? { ...place, titre: `${place.titre} (${fois})` } : place;
  });
}
