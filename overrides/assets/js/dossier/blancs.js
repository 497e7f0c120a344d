// Les blancs que les textes de la loi, et les phrases communes d'une lettre, laissent entre crochets : le dossier les demande comme des valeurs. Sans page.

import { LETTRE } from "./niveaux.js";

export const BLANCS = "blancs";
const CROCHETS = /\[([^[\]]+)\]/g;

/** Rend le nom de la valeur qui remplit ce blanc. */
export const nomDuBlanc = (dit) =>
  `blanc_${dit
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase()
    .slice(0, 50)}`;

const chaines = (valeur) => (typeof valeur === "string" ? [valeur] : Object.values(valeur ?? {}).flatMap(chaines));

/** Rend de quoi demander ces blancs, comme une clause demande ses valeurs ; un nombre est une valeur proposée. */
export function blancsDesPhrases(pieces) {
  const phrases = pieces
    .flatMap(({ code, articles }) => articles.flatMap(({ textes }) => textes.map((texte) => ({ ...texte, code }))))
    .filter(({ code, source }) => source === "loi" || (source === "socle" && code === LETTRE));
  const dits = phrases.flatMap(({ blocs }) => chaines(blocs)).flatMap((mots) => [...mots.matchAll(CROCHETS)]);
  const variables = Object.fromEntries(
    dits.map(([, dit]) => {
      const nom = nomDuBlanc(dit);
      return [nom, { libelle: dit, type: "texte", partagee: nom, ...(/^\d/.test(dit) && { defaut: dit }) }];
    }),
  );
  return { id: BLANCS, titre: "Ce que les textes communs laissent à dire", variables };
}
