// Lit un morceau de page comme une suite de blocs simples, que copier.js et word.js écrivent chacun à sa façon.
//
// Bloc : { genre: "titre", niveau, suite } | { genre: "paragraphe", suite }
//      | { genre: "liste", ordonnee, elements: [[Bloc]] } | { genre: "tableau", entetes, lignes: [[[Bloc]]] }
// Suite : [{ texte, gras, italique, lien, variable }] ; un saut de ligne est le texte « \n ».

const IGNORES =
  "[data-word-ignorer], [hidden], .invisible, .headerlink, script, style, template, svg, button, input, select, textarea, nav";
const EN_LIGNE = new Set(
  "A ABBR B BR CITE CODE DEL EM I INS KBD MARK Q S SMALL SPAN STRONG SUB SUP TIME U VAR WBR".split(" "),
);
// Dans le texte d'un marché, une référence reste du texte : rien n'y renvoie à notre site.
const RENVOIS = ".texte-a-inserer .renvoi-droit, :not([href])";
const LIENS = /^(https?|mailto):/;
// Caractères qu'un fichier Word n'admet pas.
const INTERDITS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

// De quoi en écrire.
export const mot = (texte, marques = {}) => ({ texte, ...marques });
export const paragraphe = (...suite) => ({
  genre: "paragraphe",
  suite: suite.map((morceau) => (typeof morceau === "string" ? mot(morceau) : morceau)),
});
export const titre = (niveau, texte, plus = {}) => ({ genre: "titre", niveau, suite: [mot(texte)], ...plus });
export const liste = (elements) => ({ genre: "liste", ordonnee: false, elements });
/** Rend un tableau : ses en-têtes, puis ses lignes ; une case est un mot ou une suite. */
export const tableau = (lignes) => ({
  genre: "tableau",
  entetes: "colonnes",
  lignes: lignes.map((ligne) => ligne.map((contenu) => [paragraphe(...[contenu].flat())])),
});

/** Rend un tableau de questions et de réponses, sans en-tête de colonne. */
export const reponses = (lignes) => ({ ...tableau(lignes), entetes: "lignes" });

/** Rend les blocs d'un élément. */
export function lireBlocs(racine) {
  if (racine.tagName === "TABLE") return [lireTableau(racine)];
  const blocs = [];
  let suite = [];
  const vider = () => {
    const propre = nettoyer(suite);
    if (propre.length) blocs.push({ genre: "paragraphe", suite: propre });
    suite = [];
  };
  for (const noeud of racine.childNodes) {
    if (noeud.nodeType === Node.TEXT_NODE || (noeud.nodeType === Node.ELEMENT_NODE && EN_LIGNE.has(noeud.tagName))) {
      lireSuite(noeud, {}, suite);
    } else if (noeud.nodeType === Node.ELEMENT_NODE && !noeud.matches(IGNORES)) {
      vider();
      blocs.push(...lireElement(noeud));
    }
  }
  vider();
  return blocs;
}

function lireElement(noeud) {
  const titre = /^H([1-6])$/.exec(noeud.tagName);
  if (titre) {
    const suite = nettoyer(lireSuite(noeud, {}, []));
    return suite.length ? [{ genre: "titre", niveau: Number(titre[1]), suite }] : [];
  }
  if (noeud.tagName === "UL" || noeud.tagName === "OL") {
    const elements = [...noeud.children].filter((li) => li.tagName === "LI" && !li.matches(IGNORES)).map(lireBlocs);
    return [{ genre: "liste", ordonnee: noeud.tagName === "OL", elements: elements.filter((blocs) => blocs.length) }];
  }
  if (noeud.tagName === "DL") return [lireDefinitions(noeud)];
  return lireBlocs(noeud);
}

function lireDefinitions(dl) {
  const lignes = [];
  for (const noeud of dl.querySelectorAll("dt, dd")) {
    if (noeud.closest("dl") !== dl || noeud.matches(IGNORES)) continue;
    if (noeud.tagName === "DT") lignes.push([lireBlocs(noeud), []]);
    else lignes.at(-1)?.[1].push(...lireBlocs(noeud));
  }
  return { genre: "tableau", entetes: "lignes", lignes };
}

function lireTableau(table) {
  const rangees = [...table.rows].filter((tr) => !tr.matches(IGNORES));
  return {
    genre: "tableau",
    entetes: table.tHead ? "colonnes" : "aucune",
    lignes: rangees.map((tr) => [...tr.cells].map(lireBlocs)),
  };
}

function lireSuite(noeud, marques, suite) {
  if (noeud.nodeType === Node.TEXT_NODE) {
    suite.push({ texte: noeud.data.replace(INTERDITS, "").replace(/[ \t\r\n]+/g, " "), ...marques });
    return suite;
  }
  if (noeud.nodeType !== Node.ELEMENT_NODE || noeud.matches(IGNORES)) return suite;
  if (noeud.tagName === "BR") {
    suite.push({ texte: "\n", ...marques });
    return suite;
  }
  const siennes = { ...marques };
  if (noeud.tagName === "STRONG" || noeud.tagName === "B") siennes.gras = true;
  if (noeud.tagName === "EM" || noeud.tagName === "I") siennes.italique = true;
  if (noeud.tagName === "A" && LIENS.test(noeud.href) && !noeud.matches(RENVOIS)) siennes.lien = noeud.href;
  if (noeud.classList.contains("variable")) siennes.variable = !noeud.classList.contains("variable-choisie");
  for (const enfant of noeud.childNodes) lireSuite(enfant, siennes, suite);
  return suite;
}

// Une seule espace entre deux mots, aucune au bord d'un bloc ; les espaces insécables restent.
function nettoyer(suite) {
  const propre = [];
  let finit = " ";
  for (const morceau of suite) {
    const texte = /[ \n]$/.test(finit) ? morceau.texte.replace(/^ /, "") : morceau.texte;
    if (!texte) continue;
    propre.push({ ...morceau, texte });
    finit = texte;
  }
  while (propre.length) {
    const dernier = propre.at(-1);
    dernier.texte = dernier.texte.replace(/[ \n]+$/, "");
    if (dernier.texte) break;
    propre.pop();
  }
  return propre;
}

/** Rend le texte d'une valeur à compléter, entre crochets. */
export function entreCrochets(texte) {
  return texte.startsWith("[") ? texte : `[${texte}]`;
}
