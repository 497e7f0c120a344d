// Ce que le tableau calcule, sans toucher à la page : facettes, comptes, ordre.

const comparer = new Intl.Collator("fr", { numeric: true, sensitivity: "base" }).compare;

const codesConnus = new WeakMap();

/** Rend les codes d'une ligne pour une facette. */
export function codesDeLigne(ligne, facette) {
  const codes = codesConnus.get(ligne) ?? new Map();
  codesConnus.set(ligne, codes);
  if (!codes.has(facette))
    codes.set(facette, (ligne.getAttribute(`data-${facette}`) ?? "").split(/\s+/).filter(Boolean));
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
    lexique: [...intitules]
      .flatMap(([facette, codes]) => codesDeLigne(ligne, facette).map((code) => codes.get(code) ?? ""))
      .join("\n"),
    resume: [...ligne.querySelectorAll(".resume, .resultat-detail")].map(({ textContent }) => textContent).join("\n"),
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
    const manquees = actives.filter(
      ([facette, valeurs]) => !codesDe(candidat, facette).some((code) => valeurs.has(code)),
    );
    if (!manquees.length) retenus.push(candidat);
    if (manquees.length > 1) continue;
    for (const facette of manquees.length ? [manquees[0][0]] : comptes.keys()) {
      const compte = comptes.get(facette);
      for (const code of codesDe(candidat, facette)) compte.set(code, (compte.get(code) ?? 0) + 1);
    }
  }
  return { retenus, comptes };
}

/** Rend ce qu'une ligne vaut pour un tri : son rang dans la facette de ce nom, son jour, ou son titre. */
function valeurDeTri(ligne, cle, rangs) {
  if (cle === "date") return ligne.dataset.date ?? "";
  if (!rangs.has(cle)) return ligne.querySelector("a")?.textContent.trim() ?? "";
  const connus = codesDeLigne(ligne, cle)
    .map((code) => rangs.get(cle).indexOf(code))
    .filter((rang) => rang >= 0);
  return connus.length ? String(Math.min(...connus)) : "";
}

/** Rend les lignes triées (« date », ou « -date » à rebours), les vides en dernier ; sans tri, ou à égalité, dans l'ordre où elles viennent. */
export function ordonner(lignes, tri, rangs) {
  if (!tri) return lignes;
  const [cle, sens] = tri.startsWith("-") ? [tri.slice(1), -1] : [tri, 1];
  const valeurs = new Map(lignes.map((ligne) => [ligne, valeurDeTri(ligne, cle, rangs)]));
  return [...lignes].sort((a, b) => {
    const [va, vb] = [valeurs.get(a), valeurs.get(b)];
    return va && vb ? sens * comparer(va, vb) : Boolean(vb) - Boolean(va);
  });
}
