// Le dossier en texte : le Markdown, pour qui n'a pas Word, et le nom de ses fichiers. Sans page.

import { sansAccents } from "../texte.js";

const DIESES = ["#", "#", "##", "###"];
const SIGNES = /([\\`*_[\]<>|])/g;

/** Rend le nom de fichier d'un dossier, sans accent ni extension. */
export function nomDeFichier(nom) {
  return (
    sansAccents(nom)
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 60)
      .replace(/^-|-$/g, "") || "dossier"
  );
}

/** Rend le Markdown des sections ; les numéros y sont écrits. */
export const enMarkdown = (sections) =>
  `${sections
    .flatMap(({ blocs }) => blocs.map((bloc) => duBloc(bloc)))
    .filter(Boolean)
    .join("\n\n")}\n`;

function duBloc(bloc, retrait = "") {
  if (bloc.genre === "titre")
    return `${DIESES[bloc.niveau]} ${bloc.numero ? `${bloc.numero} ` : ""}${deSuite(bloc.suite)}`;
  if (bloc.genre === "liste") {
    return bloc.elements
      .map((blocs, rang) => {
        const puce = bloc.ordonnee ? `${rang + 1}. ` : "- ";
        return (
          retrait +
          puce +
          blocs
            .map((b) => duBloc(b, `${retrait}   `))
            .join(`\n${retrait}   `)
            .trimStart()
        );
      })
      .join("\n");
  }
  if (bloc.genre === "tableau") {
    const ligne = (cellules) => `| ${cellules.map((blocs) => blocs.map(enLigne).join("<br>")).join(" | ")} |`;
    const [tete, ...suite] = bloc.lignes;
    return [ligne(tete), `|${" --- |".repeat(tete.length)}`, ...suite.map(ligne)].join("\n");
  }
  const texte = deSuite(bloc.suite);
  return /^(\d+[.)]|[-+#])\s?/.test(texte) ? texte.replace(/^(\d*)/, "$1\\") : texte;
}

const enLigne = (bloc) =>
  bloc.genre === "liste"
    ? bloc.elements.map((blocs) => `- ${blocs.map(enLigne).join(" ")}`).join("<br>")
    : duBloc(bloc).replace(/\n/g, " ");

function deSuite(suite) {
  return suite
    .map(({ texte, gras, italique, variable, lien }) => {
      if (texte === "\n") return "  \n";
      const ecrit = (variable && !texte.startsWith("[") ? `[${texte}]` : texte).replace(SIGNES, "\\$1");
      const marque = gras ? "**" : italique ? "*" : "";
      const [, avant, coeur, apres] = /^(\s*)(.*?)(\s*)$/s.exec(ecrit);
      const entoure = coeur && marque ? `${avant}${marque}${coeur}${marque}${apres}` : ecrit;
      return lien ? `[${entoure}](${lien})` : entoure;
    })
    .join("");
}
