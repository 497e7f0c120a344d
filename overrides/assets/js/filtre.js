// Ce que le tableau calcule, sans toucher à la page : recherche, facettes, comptes, ordre.

import { contient, motsDe, plierPourIndex } from "./texte.js";

const ORDINALES = new Set(["niveau", "impact", "effort", "taille"]);
const comparer = new Intl.Collator("fr", { numeric: true, sensitivity: "base" }).compare;

const codesConnus = new WeakMap();

/** Rend les codes d'une ligne pour une facette. */
export function codesDeLigne(ligne, facette) {
  let codes = codesConnus.get(ligne);
  if (!codes) codesConnus.set(ligne, (codes = new Map()));
  if (!codes.has(facette)) codes.set(facette, (ligne.getAttribute(`data-${facette}`) ?? "").split(/\s+/).filter(Boolean));
  return codes.get(facette);
}

/**
 * Rend de quoi chercher dans le texte des lignes : une fonction requête → identités trouvées, les titres d'abord, ou null
 * pour toutes. `intitules` (Map facette → Map code → intitulé) ajoute les mots des filtres.
 */
export function chercherDansLesLignes(lignes, intitules) {
  const index = new WeakMap();
  const plies = (codes) => new Map([...codes].map(([code, nom]) => [code, plierPourIndex(nom)]));
  const noms = new Map([...intitules].map(([facette, codes]) => [facette, plies(codes)]));
  const indexer = (ligne) => {
    if (!index.has(ligne)) {
      const mots = [...noms].flatMap(([facette, codes]) => codesDeLigne(ligne, facette).map((code) => codes.get(code) ?? ""));
      index.set(ligne, {
        titre: plierPourIndex(ligne.querySelector("a")?.textContent ?? ""),
        tout: plierPourIndex(`${ligne.textContent} ${ligne.dataset.mots ?? ""}`) + mots.join(""),
      });
    }
    return index.get(ligne);
  };
  return (requete) => {
    const mots = motsDe(requete);
    if (!mots.length) return null;
    const [parTitre, parTexte] = [[], []];
    for (const ligne of lignes) {
      const { titre, tout } = indexer(ligne);
      if (contient(titre, mots)) parTitre.push(ligne.dataset.resultat);
      else if (contient(tout, mots)) parTexte.push(ligne.dataset.resultat);
    }
    return new Set([...parTitre, ...parTexte]);
  };
}

/**
 * Filtre et compte en un passage. `codesDe(candidat, facette)` rend ses codes.
 *
 * Rend les candidats retenus (OU dans une facette, ET entre facettes) et, par facette, Map code → nombre de candidats qui
 * le portent quand les autres facettes restent comme elles sont.
 */
export function filtrer(candidats, choix, codesDe) {
  const comptes = new Map([...choix.keys()].map((facette) => [facette, new Map()]));
  const actives = [...choix].filter(([, valeurs]) => valeurs.size);
  const retenus = [];
  for (const candidat of candidats) {
    const manquees = actives.filter(([facette, valeurs]) => !codesDe(candidat, facette).some((code) => valeurs.has(code)));
    if (!manquees.length) retenus.push(candidat);
    if (manquees.length > 1) continue;
    for (const facette of manquees.length ? [manquees[0][0]] : comptes.keys()) {
      const compte = comptes.get(facette);
      for (const code of codesDe(candidat, facette)) compte.set(code, (compte.get(code) ?? 0) + 1);
    }
  }
  return { retenus, comptes };
}

function valeurDeTri(ligne, cle, colonne, rangs) {
  if (ORDINALES.has(cle) && rangs) {
    const connus = codesDeLigne(ligne, cle).map((code) => rangs.indexOf(code)).filter((rang) => rang >= 0);
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
