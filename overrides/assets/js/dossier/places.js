// La place de chaque texte : sa pièce et son article au plan, son rang, son numéro. Sans page.

import { propre } from "./etat.js";
import { nomDuLot, nommerLesLots } from "./lots.js";
import { CADRE, LETTRE } from "./niveaux.js";

/** Les pièces que chaque lot d'une opération a pour lui. */
export const PAR_LOT = new Set(["CCTP", CADRE, "BPU-DQE"]);

// Les deux pièces dont le fichier ne porte pas le code.
const FICHIERS = { [CADRE]: "cadre", [LETTRE]: "lettre" };

/** Rend le nom du fichier d'une pièce seule : « ccap », « cadre », « cctp-lot-2 ». */
export const fichierDe = (piece) => FICHIERS[piece] ?? piece.toLowerCase();

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

/** Range les textes par pièce, commune puis de chaque lot, et par article, dans l'ordre voulu, et les numérote. */
export function ranger(etat, places, plan, lots) {
  const articlesDe = (piece) => Object.entries(plan.articles).filter(([, article]) => article.piece === piece);
  const pieceDe = pieceDansLePlan(plan, places);
  let ancre = 0;
  const pieces = Object.keys(plan.pieces).flatMap((genre) =>
    [undefined, ...lots].map((lot) => laPiece(plan, genre, lot, lots.length > 0)),
  );
  return pieces.flatMap(({ code, genre, lot, libelle, de }) => {
    const siennes = places.filter((place) => pieceDe(place) === genre && place.lot === lot?.code);
    if (!siennes.length) return [];
    const ailleurs = siennes.some(({ article }) => !propre(plan.articles, article ?? ""))
      ? [["", { titre: "Autres dispositions" }]]
      : [];
    const articles = [...articlesDe(genre), ...ailleurs]
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
          de,
          numero: `${rang + 1}.${r + 1}`,
          ancre: `texte_${++ancre}`,
        })),
      }));
    return [{ code, genre, lot, libelle, articles }];
  });
}

function laPiece(plan, genre, lot, enLots) {
  const [libelle, de] = [plan.pieces[genre], plan.de[genre]];
  if (lot)
    return {
      code: `${genre.toLowerCase()}-lot-${lot.code}`,
      genre,
      lot,
      libelle: `${libelle}, ${nomDuLot(lot).replace("Lot", "lot")}`,
      de: `${de} du ${nommerLesLots([lot.code])}`,
    };
  const commun = enLots && PAR_LOT.has(genre);
  return {
    code: genre,
    genre,
    libelle: commun ? `${libelle}, commun aux lots` : libelle,
    de: commun ? `${de} commun aux lots` : de,
  };
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
