// La largeur des colonnes d'un tableau, d'après ce qu'elles contiennent. Sans page.

const texteDe = (blocs) =>
  blocs
    .map(({ suite = [], elements = [], lignes = [] }) =>
      [suite.map((m) => m.texte ?? m).join(""), ...[...elements, ...lignes.flat()].map(texteDe)].join(" "),
    )
    .join(" ")
    .trim();

const SIGNES_PAR_LIGNE = 84;

/**
 * Rend la part de largeur de chaque colonne d'un tableau : son plus long mot y tient, le reste se partage d'après ce que ses cases contiennent
 * en moyenne. Une colonne laissée à remplir prend autant que la plus pleine.
 */
export function partsDesColonnes([tete, ...lignes]) {
  const plein = (cellules, c) => texteDe(cellules[c] ?? []);
  const colonnes = tete.map((_, c) => {
    const mots = [tete, ...lignes].flatMap((cellules) => plein(cellules, c).split(/\s+/));
    const longueurs = lignes.map((cellules) => plein(cellules, c).length);
    return {
      mot: Math.min(24, Math.max(...mots.map((m) => m.length))) + 3,
      moyenne: longueurs.reduce((somme, n) => somme + n, 0) / (lignes.length || 1),
    };
  });
  const large = Math.max(1, ...colonnes.map(({ moyenne }) => moyenne));
  const moyennes = colonnes.map(({ moyenne }) => moyenne || large);
  const total = moyennes.reduce((somme, n) => somme + n, 0);
  const reste = Math.max(0, SIGNES_PAR_LIGNE - colonnes.reduce((somme, { mot }) => somme + mot, 0));
  const signes = colonnes.map(({ mot }, c) => mot + (reste * moyennes[c]) / total);
  const somme = signes.reduce((a, b) => a + b, 0);
  return signes.map((n) => n / somme);
}
