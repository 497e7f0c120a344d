// Les blancs que les textes de la loi et les phrases communes laissent entre crochets : le dossier les demande comme des valeurs. Sans page.

import { enMajuscule, grouper } from "../texte.js";
import { propre } from "./etat.js";

export const BLANCS = "blancs";
const CROCHETS = /\[([^[\]]+)\]/g;
const EST_CHIFFRE = /^\d/;

const NOM_MAX = 50;

/**
 * Rend le nom de la valeur qui remplit ce blanc, au rang `debut` de ces mots : deux blancs qui se lisent pareil n'en font qu'une ; un nombre, ou
 * des points, ne se lisent qu'avec ce qui les précède.
 */
export function nomDuBlanc(dit, mots, debut) {
  const lu = EST_CHIFFRE.test(dit) || !/\p{L}/u.test(dit) ? `${avantLui(mots, debut)} ${dit}` : dit;
  const nu = nue(lu);
  return `blanc_${nu.length > NOM_MAX ? `${nu.slice(0, NOM_MAX - 8)}-${empreinte(nu)}` : nu}`;
}

const nue = (mots) =>
  mots
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase();

// Le nom qu'un blanc a eu : ses seuls mots, coupés.
const ancienNom = (dit) => `blanc_${nue(dit).slice(0, NOM_MAX)}`;

/** Rend l'empreinte d'un texte : elle sépare deux longs blancs qui commencent pareil, et dit un paragraphe retouché. */
export const empreinte = (texte) =>
  [...texte].reduce((somme, signe) => (Math.imul(somme, 31) + signe.codePointAt(0)) >>> 0, 7).toString(36);

const avantLui = (mots, debut) =>
  mots
    .slice(0, debut)
    .split(/[.;\]],?/)
    .at(-1)
    .trim();

const chaines = (valeur) => (typeof valeur === "string" ? [valeur] : Object.values(valeur ?? {}).flatMap(chaines));

/** Rend ce que demande un blanc, pour qui ne voit pas sa phrase : « 3 mois » ne dit rien sans ce qui le précède, « : » non plus. */
function libelleDe(dit, mots, debut) {
  const avant = avantLui(mots, debut);
  const libelle = avant.endsWith(":") ? `${avant} ${dit}` : EST_CHIFFRE.test(dit) && avant ? avant : dit;
  return enMajuscule(libelle);
}

/**
 * Rend de quoi demander ces blancs, comme une clause demande ses valeurs ; un nombre est une valeur proposée. Une valeur gardée sous un ancien
 * nom reste à son blanc, s'il est seul à l'avoir porté ; sinon, chacun la dit `disputee`.
 */
export function blancsDesPhrases(pieces, partagees) {
  const phrases = pieces
    .flatMap(({ articles }) => articles.flatMap(({ textes }) => textes))
    .filter(({ source }) => source === "loi" || source === "socle");
  const dits = phrases.flatMap(({ blocs }) => chaines(blocs)).flatMap((mots) => [...mots.matchAll(CROCHETS)]);
  const siens = dits.map(({ 1: dit, input, index }) => ({
    dit,
    nom: nomDuBlanc(dit, input, index),
    libelle: libelleDe(dit, input, index),
  }));
  const noms = new Set(siens.map(({ nom }) => nom));
  const parAncien = grouper(siens, ({ dit }) => ancienNom(dit));
  const variables = Object.fromEntries(
    siens.map(({ dit, nom, libelle }) => {
      const ancien = ancienNom(dit);
      const gardee = propre(partagees, nom) === undefined && !noms.has(ancien) && propre(partagees, ancien)?.trim();
      const seul = parAncien.get(ancien).every((autre) => autre.nom === nom);
      return [
        nom,
        {
          libelle,
          type: "texte",
          partagee: gardee && seul ? ancien : nom,
          ...(EST_CHIFFRE.test(dit) && { defaut: dit }),
          ...(gardee && !seul && { disputee: gardee }),
        },
      ];
    }),
  );
  return { id: BLANCS, titre: "Ce que les textes communs laissent à dire", variables };
}
