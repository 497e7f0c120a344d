// Les textes d'une clause à un niveau : sur sa page et dans un dossier, la même règle.

const RANGS = { lettre: 0, base: 0, avance: 1, exemplaire: 2 };
export const NIVEAUX = Object.keys(RANGS);
export const LETTRE = "lettre-consultation";
export const CADRE = "cadre-reponse";

/** Rend les textes d'une clause à un niveau : ceux du niveau et d'en dessous, moins ceux qu'un texte plus haut remplace. */
export function textesDe({ textes }, niveau) {
  const duSupport = textes.filter(({ piece }) => (piece === LETTRE) === (niveau === "lettre"));
  const atteints = duSupport.filter((texte) => RANGS[texte.niveau] <= RANGS[niveau]);
  const remplaces = new Set(atteints.flatMap(({ remplace }) => remplace ?? []));
  return atteints.filter(({ id }) => !remplaces.has(id));
}

/** Rend les niveaux qu'une clause a vraiment : la lettre, puis ceux de ses autres textes. */
export function niveauxDe(fiche) {
  const textes = fiche?.textes ?? [];
  const autres = textes.filter(({ piece }) => piece !== LETTRE);
  return NIVEAUX.filter((niveau) =>
    niveau === "lettre" ? autres.length < textes.length : autres.some((texte) => texte.niveau === niveau),
  );
}

/** Rend les pièces que les textes retenus et les phrases communes disent jointes au dossier de consultation, chacune une fois. */
export const annexesDe = ({ retenus, parCle }) => [
  ...new Set([...retenus.map(({ texte }) => texte), ...parCle.values()].flatMap(({ annexes = [] }) => annexes)),
];

/** Rend les objets dont les textes d'une clause traitent, à tous ses niveaux. */
export const objetsDe = ({ textes }) => textes.flatMap(({ objets = [] }) => objets);
