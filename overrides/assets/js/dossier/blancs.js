// Les blancs que les textes de la loi et les phrases communes laissent entre crochets : le dossier les demande comme des valeurs. Sans page.

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
  const nu = lu
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase();
  return `blanc_${nu.length > NOM_MAX ? `${nu.slice(0, NOM_MAX - 8)}-${empreinte(nu)}` : nu}`;
}

// Ce qui sépare deux longs blancs qui commencent pareil.
const empreinte = (texte) =>
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
  return libelle[0].toUpperCase() + libelle.slice(1);
}

/** Rend de quoi demander ces blancs, comme une clause demande ses valeurs ; un nombre est une valeur proposée. */
export function blancsDesPhrases(pieces) {
  const phrases = pieces
    .flatMap(({ articles }) => articles.flatMap(({ textes }) => textes))
    .filter(({ source }) => source === "loi" || source === "socle");
  const dits = phrases.flatMap(({ blocs }) => chaines(blocs)).flatMap((mots) => [...mots.matchAll(CROCHETS)]);
  const variables = Object.fromEntries(
    dits.map(({ 1: dit, input, index }) => {
      const [nom, libelle] = [nomDuBlanc(dit, input, index), libelleDe(dit, input, index)];
      return [nom, { libelle, type: "texte", partagee: nom, ...(EST_CHIFFRE.test(dit) && { defaut: dit }) }];
    }),
  );
  return { id: BLANCS, titre: "Ce que les textes communs laissent à dire", variables };
}
