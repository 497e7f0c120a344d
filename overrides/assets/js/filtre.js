// Ce que le tableau calcule, sans toucher à la page : facettes, comptes, ordre.

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
 * Rend de quoi lire une ligne : une fonction ligne → textes à chercher, par champ. `intitules` (Map facette → Map code →
 * intitulé) ajoute les mots des filtres.
 */
export function lireLesLignes(intitules) {
  return (ligne) => ({
    titre: ligne.querySelector("a")?.textContent ?? "",
    references: ligne.dataset.mots ?? "",
    lexique: [...intitules].flatMap(([facette, codes]) => codesDeLigne(ligne, facette).map((code) => codes.get(code) ?? "")).join("\n"),
    resume: [...ligne.cells].map((cellule) => cellule.textContent).join("\n"),
  });
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

/** Rend les lignes triées par une colonne, les vides en dernier ; sans tri, ou à égalité, dans l'ordre où elles viennent. */
export function ordonner(lignes, tri, { colonnes, rangs }) {
  if (!tri) return lignes;
  const cles = new Map(lignes.map((ligne) => [ligne, valeurDeTri(ligne, tri.cle, colonnes.get(tri.cle), rangs.get(tri.cle))]));
  return [...lignes].sort((a, b) => {
    const [va, vb] = [cles.get(a), cles.get(b)];
    return va && vb ? tri.sens * comparer(va, vb) : Boolean(vb) - Boolean(va);
  });
}
