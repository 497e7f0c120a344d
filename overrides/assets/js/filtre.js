// Ce que le tableau calcule, sans toucher à la page : recherche, facettes, comptes, ordre.

import { contient, motsDe, plierPourIndex } from "./texte.js";

const ORDINALES = new Set(["niveau", "impact", "effort", "taille"]);
const comparer = new Intl.Collator("fr", { numeric: true, sensitivity: "base" }).compare;

const codesConnus = new WeakMap();

/** Rend les codes d'une ligne pour une facette. */
export function codesDe(ligne, facette) {
  let codes = codesConnus.get(ligne);
  if (!codes) codesConnus.set(ligne, (codes = new Map()));
  if (!codes.has(facette)) codes.set(facette, (ligne.getAttribute(`data-${facette}`) ?? "").split(/\s+/).filter(Boolean));
  return codes.get(facette);
}

/**
 * Fournisseur de recherche par défaut : le texte des lignes, les titres d'abord.
 *
 * Un fournisseur est un objet { chercher(requete) } qui rend l'ensemble ordonné des identités trouvées, ou null pour
 * toutes, tout de suite ou par une promesse. `intitules` (Map code -> intitulé, par facette) ajoute les mots des filtres.
 */
export function fournisseurLignes(lignes, intitules = new Map()) {
  const index = new WeakMap();
  const plies = (codes) => new Map([...codes].map(([code, nom]) => [code, plierPourIndex(nom)]));
  const noms = new Map([...intitules].map(([facette, codes]) => [facette, plies(codes)]));
  const indexer = (ligne) => {
    if (!index.has(ligne)) {
      const mots = [...noms].flatMap(([facette, codes]) => codesDe(ligne, facette).map((code) => codes.get(code) ?? ""));
      index.set(ligne, {
        titre: plierPourIndex(ligne.querySelector("a")?.textContent ?? ""),
        tout: plierPourIndex(`${ligne.textContent} ${ligne.dataset.mots ?? ""}`) + mots.join(""),
      });
    }
    return index.get(ligne);
  };
  return {
    chercher(requete) {
      const mots = motsDe(requete);
      if (!mots.length) return null;
      const parTitre = [];
      const parTexte = [];
      for (const ligne of lignes) {
        const { titre, tout } = indexer(ligne);
        if (contient(titre, mots)) parTitre.push(ligne.dataset.resultat);
        else if (contient(tout, mots)) parTexte.push(ligne.dataset.resultat);
      }
      return new Set([...parTitre, ...parTexte]);
    },
  };
}

/** Rend les facettes employées auxquelles la ligne ne répond pas. */
function facettesManquees(ligne, choix) {
  const manquees = [];
  for (const [facette, valeurs] of choix) {
    if (valeurs.size && !codesDe(ligne, facette).some((code) => valeurs.has(code))) manquees.push(facette);
  }
  return manquees;
}

/**
 * Filtre et compte en un passage.
 *
 * Rend les lignes retenues (OU dans une facette, ET entre facettes) et, par facette, Map valeur -> nombre de lignes qui
 * la portent quand les autres facettes restent comme elles sont.
 */
export function filtrer(lignes, trouvees, choix) {
  const comptes = new Map([...choix.keys()].map((facette) => [facette, new Map()]));
  const retenues = [];
  for (const ligne of lignes) {
    if (trouvees && !trouvees.has(ligne.dataset.resultat)) continue;
    const manquees = facettesManquees(ligne, choix);
    if (!manquees.length) retenues.push(ligne);
    if (manquees.length > 1) continue;
    for (const facette of manquees.length ? manquees : comptes.keys()) {
      const compte = comptes.get(facette);
      for (const code of codesDe(ligne, facette)) compte.set(code, (compte.get(code) ?? 0) + 1);
    }
  }
  return { retenues, comptes };
}

function valeurDeTri(ligne, cle, colonne, rangs) {
  if (ORDINALES.has(cle) && rangs) {
    const connus = codesDe(ligne, cle).map((code) => rangs.indexOf(code)).filter((rang) => rang >= 0);
    return connus.length ? String(Math.min(...connus)) : "";
  }
  const cellule = ligne.cells[colonne];
  const temps = cellule?.querySelector("time[datetime]")?.dateTime;
  const source = temps ?? (cellule?.querySelector("a") ?? cellule)?.textContent;
  return (ligne.getAttribute(cle === "date" ? "data-date" : "data-tri-" + cle) ?? source ?? "").trim();
}

/** Rend les lignes dans l'ordre demandé : colonne choisie, sinon pertinence, sinon ordre d'origine. Vides en dernier. */
export function ordonner(lignes, { tri, colonnes, rangs, origine, trouvees }) {
  const parOrigine = (a, b) => origine.get(a) - origine.get(b);
  if (tri) {
    const cles = new Map(lignes.map((ligne) => [ligne, valeurDeTri(ligne, tri.cle, colonnes.get(tri.cle), rangs.get(tri.cle))]));
    return [...lignes].sort((a, b) => {
      const [va, vb] = [cles.get(a), cles.get(b)];
      if (!va || !vb) return Boolean(vb) - Boolean(va) || parOrigine(a, b);
      return tri.sens * comparer(va, vb) || parOrigine(a, b);
    });
  }
  if (!trouvees) return [...lignes].sort(parOrigine);
  const pertinence = new Map([...trouvees].map((id, rang) => [id, rang]));
  return [...lignes].sort((a, b) => pertinence.get(a.dataset.resultat) - pertinence.get(b.dataset.resultat));
}
