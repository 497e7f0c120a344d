// De quoi dessiner la page sans jamais lire de HTML : éléments, boutons, blocs.

/** Rend un élément : ses attributs, puis ses enfants ; `null` n'écrit rien. */
export function h(nom, attributs = {}, ...enfants) {
  const element = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (valeur === true) element.setAttribute(cle, "");
    else if (valeur !== false && valeur !== null && valeur !== undefined) element.setAttribute(cle, valeur);
  }
  element.append(...enfants.flat().filter((enfant) => enfant !== null && enfant !== undefined));
  return element;
}

/** Rend un petit bouton qui fait un geste ; `pour` : ce sur quoi, pour qui ne voit pas où il est. */
export function bouton(texte, geste, donnees = {}, pour = "") {
  const attributs = Object.fromEntries(Object.entries(donnees).map(([cle, valeur]) => [`data-${cle}`, valeur]));
  return h("button", { type: "button", class: "bouton bouton-petit bouton-discret", "data-geste": geste, ...attributs }, texte, pour && h("span", { class: "invisible" }, ` : ${pour}`));
}

/** Rend les éléments d'une suite de blocs. */
export function dessiner(blocs) {
  return blocs.map((bloc) => {
    if (bloc.genre === "liste") return h(bloc.ordonnee ? "ol" : "ul", {}, bloc.elements.map((b) => h("li", {}, dansUneCase(b))));
    if (bloc.genre === "tableau") return tableau(bloc.lignes);
    return h("p", {}, suite(bloc.suite));
  });
}

function tableau([tete, ...lignes]) {
  const noms = tete.map((blocs) => blocs.flatMap((b) => b.suite ?? []).map(({ texte }) => texte).join(""));
  const ligne = (cellules) => h("tr", { role: "row" }, cellules.map((blocs, c) => h("td", { role: "cell", "data-libelle": c ? noms[c] : null }, dansUneCase(blocs))));
  return h("table", { class: "tableau-donnees", role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, noms.map((nom) => h("th", { role: "columnheader", scope: "col" }, nom)))), h("tbody", { role: "rowgroup" }, lignes.map(ligne)));
}

const dansUneCase = (blocs) => (blocs.length === 1 && blocs[0].genre === "paragraphe" ? suite(blocs[0].suite) : dessiner(blocs));

/** Rend les nœuds d'une suite de mots. */
export function suite(morceaux) {
  return morceaux.map(({ texte, gras, italique, lien, variable, renvoi }) => {
    if (texte === "\n") return h("br");
    let noeud = document.createTextNode(texte);
    if (variable !== undefined) noeud = h("span", { class: variable ? "variable" : "variable variable-choisie" }, noeud);
    if (italique) noeud = h("em", {}, noeud);
    if (gras) noeud = h("strong", {}, noeud);
    if (renvoi) noeud = h("a", { href: `#${renvoi}` }, noeud);
    if (lien) noeud = h("a", { href: lien, rel: "external" }, noeud);
    return noeud;
  });
}

/** Rend ce qui a changé entre deux textes, mot à mot : les mots retirés, les mots ajoutés, le reste. */
export function differences(avant, apres) {
  const [a, b] = [avant, apres].map((texte) => texte.split(/(?<=\s)/));
  if (a.length * b.length > 4_000_000) return [h("del", {}, avant), h("ins", {}, apres)];
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const morceaux = [];
  const pousser = (genre, mot) => (morceaux.at(-1)?.genre === genre ? (morceaux.at(-1).texte += mot) : morceaux.push({ genre, texte: mot }));
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pousser("egal", a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) pousser("del", a[i++]);
    else pousser("ins", b[j++]);
  }
  return morceaux.map(({ genre, texte }) => (genre === "egal" ? texte : h(genre, {}, texte)));
}

/** Rend le texte nu de blocs, pour le comparer ; une variable y est son libellé entre crochets. */
export function texteNu(blocs, variables) {
  const nu = (b) => texteNu(b, variables);
  return blocs
    .map((bloc) => {
      if (bloc.genre === "liste") return bloc.elements.map(nu).join("\n");
      if (bloc.genre === "tableau") return bloc.lignes.map((ligne) => ligne.map(nu).join(" | ")).join("\n");
      return bloc.suite.map((m) => (typeof m === "string" ? m : (m.texte ?? (m.variable ? `[${variables[m.variable]?.libelle ?? m.variable}]` : "[renvoi]")))).join("");
    })
    .join("\n");
}
