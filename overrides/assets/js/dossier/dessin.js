// De quoi dessiner la page sans jamais lire de HTML : les blocs d'un texte, ce qui y a changé.

import { element } from "../elements.js";
import { propre } from "./etat.js";

/** Rend les éléments d'une suite de blocs. */
export function dessiner(blocs) {
  return blocs.map((bloc) => {
    if (bloc.genre === "liste")
      return element(
        bloc.ordonnee ? "ol" : "ul",
        {},
        bloc.elements.map((b) => element("li", {}, dansUneCase(b))),
      );
    if (bloc.genre === "tableau") return bloc.entetes === "lignes" ? reponses(bloc.lignes) : tableau(bloc.lignes);
    if (bloc.genre === "titre") return titre(bloc);
    return element("p", {}, suite(bloc.suite));
  });
}

const titre = ({ niveau, numero, ancre, suite: mots }) =>
  element(`h${niveau + 3}`, { id: ancre ?? null }, numero ? `${numero} ` : null, suite(mots));

const reponses = (lignes) =>
  element(
    "dl",
    {},
    lignes.flatMap(([question, reponse]) => [
      element("dt", {}, dansUneCase(question)),
      element("dd", {}, dansUneCase(reponse)),
    ]),
  );

function tableau([tete, ...lignes]) {
  const noms = tete.map((blocs) =>
    blocs
      .flatMap((b) => b.suite ?? [])
      .map(({ texte }) => texte)
      .join(""),
  );
  const ligne = (cellules) =>
    element(
      "tr",
      {},
      cellules.map((blocs, c) => element("td", { "data-libelle": c ? noms[c] : null }, dansUneCase(blocs))),
    );
  return element(
    "table",
    { class: "tableau-donnees" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        noms.map((nom) => element("th", { scope: "col" }, nom)),
      ),
    ),
    element("tbody", {}, lignes.map(ligne)),
  );
}

const dansUneCase = (blocs) =>
  blocs.length === 1 && blocs[0].genre === "paragraphe" ? suite(blocs[0].suite) : dessiner(blocs);

/** Rend les nœuds d'une suite de mots. */
export function suite(morceaux) {
  return morceaux.map(({ texte, gras, italique, lien, variable, champ, libelle, renvoi }) => {
    if (texte === "\n") return element("br");
    let noeud = document.createTextNode(texte);
    if (variable !== undefined)
      noeud = element(
        champ ? "a" : "span",
        {
          class: variable ? "variable" : "variable variable-choisie",
          ...(champ && { href: `#${champ}`, "data-geste": "champ", "data-champ": champ }),
          ...(libelle && { "aria-label": `${texte} (changer\u00a0: ${libelle})` }),
        },
        noeud,
      );
    if (italique) noeud = element("em", {}, noeud);
    if (gras) noeud = element("strong", {}, noeud);
    if (renvoi) noeud = element("a", { href: `#${renvoi}` }, noeud);
    if (lien) noeud = element("a", { href: lien, rel: "external" }, noeud);
    return noeud;
  });
}

/** Rend ce qui a changé entre deux textes, mot à mot : les mots retirés, les mots ajoutés, le reste. */
export function differences(avant, apres) {
  const [a, b] = [avant, apres].map((texte) => texte.split(/(?<=\s)/));
  if (a.length * b.length > 4_000_000) return [element("del", {}, avant), element("ins", {}, apres)];
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const morceaux = [];
  const pousser = (genre, mot) => {
    if (morceaux.at(-1)?.genre === genre) morceaux.at(-1).texte += mot;
    else morceaux.push({ genre, texte: mot });
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pousser("egal", a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) pousser("del", a[i++]);
    else pousser("ins", b[j++]);
  }
  return morceaux.map(({ genre, texte }) => (genre === "egal" ? texte : element(genre, {}, texte)));
}

/** Rend le texte nu de blocs, pour le comparer ; une variable y est son libellé entre crochets. */
export function texteNu(blocs, variables) {
  const nu = (b) => texteNu(b, variables);
  return blocs
    .map((bloc) => {
      if (bloc.genre === "liste") return bloc.elements.map(nu).join("\n");
      if (bloc.genre === "tableau") return bloc.lignes.map((ligne) => ligne.map(nu).join(" | ")).join("\n");
      return bloc.suite
        .map((m) =>
          typeof m === "string"
            ? m
            : (m.texte ?? (m.variable ? `[${propre(variables, m.variable)?.libelle ?? m.variable}]` : "[renvoi]")),
        )
        .join("");
    })
    .join("\n");
}
