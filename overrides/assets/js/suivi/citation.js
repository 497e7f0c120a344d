// Ce que dit la clause citée dans une lettre : ses délais, ses nombres, sa sanction. Sans page.

import { lireNombre } from "../nombres.js";
import { sansAccents } from "../texte.js";
import { OBSERVATIONS } from "./ccag.js";

const SIMPLES =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const DIZAINES = "vingt trente quarante cinquante soixante".split(" ");

function enLettres(nombre) {
  if (nombre < 20) return SIMPLES[nombre];
  if (nombre >= 80) return nombre === 80 ? "quatre-vingts" : `quatre-vingt-${SIMPLES[nombre - 80]}`;
  const rang = Math.min(Math.floor(nombre / 10) - 2, 4);
  const reste = nombre - 10 * (rang + 2);
  if (!reste) return DIZAINES[rang];
  return `${DIZAINES[rang]}${[1, 11].includes(reste) ? " et " : "-"}${SIMPLES[reste]}`;
}
const EN_LETTRES = Array.from({ length: 100 }, (_, nombre) => enLettres(nombre));
// Du plus long au plus court : « quarante-cinq » ne se lit pas « quarante », ni « cinq ».
const LUS = [...EN_LETTRES].sort((a, b) => b.length - a.length).map((dit) => dit.replaceAll(" ", "[-\\s]"));
const UN_DELAI = new RegExp(
  `(?<![\\p{L}\\d-])(\\d+|${LUS.join("|")})\\)?(?:\\s*\\([^)]*\\))?\\s+(jours?|semaines?|mois)(?:\\s+(ouvrés?|ouvrables?|francs?))?`,
  "giu",
);
const EN_JOURS = { j: 1, s: 7, m: 30 };
const phrases = (clause) => clause.split(/[.;](?=\s|$)|\n/);

/** Rend les délais que dit la clause dans les phrases qui parlent de ce motif : { jours, en: leur unité (delai.js), dit, suite: les mots d'après }. */
export const delaisDits = (clause, motif) =>
  phrases(clause)
    .filter((phrase) => motif.test(phrase))
    .flatMap((phrase) => [...phrase.matchAll(UN_DELAI)])
    .map(({ 0: dit, 1: combien, 2: unite, 3: sorte = "", index, input }) => {
      const rang = EN_LETTRES.indexOf(combien.toLowerCase().replace(/[-\s]et[-\s]/, " et "));
      const nombre = rang < 0 ? Number(combien) : rang;
      const lettre = unite[0].toLowerCase();
      const en = sorte ? `jours ${sorte.toLowerCase().replace(/s?$/, "s")}` : lettre === "m" ? "mois" : "jours";
      return {
        jours: nombre * EN_JOURS[lettre],
        en,
        dit,
        suite: input.slice(index + dit.length, index + dit.length + 60),
      };
    });

/** Dit si ce délai est moins que celui du CCAG, sans que la clause citée le dise, en chiffres ou en lettres, d'un délai d'observations. */
export const tropCourt = (jours, clause) =>
  Number(jours) < OBSERVATIONS && !delaisDits(clause, /observation/i).some((dit) => dit.jours === Number(jours));

/** Ce qui dit une mise en demeure, de quoi y remédier, un constat fait à deux. */
export const EN_DEMEURE = /\bm(?:is|ise|et|ettre)\b[^.;]{0,60}\ben demeure/i;
export const REMEDIER = /en demeure|remédi|régularis|sans effet|infructueu/i;
export const CONTRADICTOIRE = /constat[^.;]*contradictoire|contradictoirement/i;

/** La ligne qui dit d'où vient ce qui la suit, quand plusieurs articles sont cités : « Article 3.1 du CCAP : ». */
export const ENTETE = /^Article .{1,200} :$/;

/** Rend les nombres que porte la clause, hors du numéro des articles cités. */
export const nombresDits = (clause) =>
  [...clause.replace(new RegExp(ENTETE, "gm"), "").matchAll(/\d+(?:[\s\u00a0\u202f]\d{3})*(?:,\d+)?/g)].map(([dit]) =>
    lireNombre(dit),
  );

/** Rend les montants que la clause donne par unité, « 100 € par jour », en euros. */
export const montantsDits = (clause) =>
  [
    ...clause.matchAll(
      /(?<!(?:limite (?:propre )?de|plafonn\S* à|dépasser|maximum de|plus de)\s[\d\s]*)(\d[\d\s]*(?:,\d+)?)\s*(?:€|euros?)(?: HT| hors taxes)?,?\s(?:par|pour|chaque)\b/g,
    ),
  ].map(([, dit]) => lireNombre(dit));

/**
 * Dit où la clause porte les mots de l'unité, à la suite, au pluriel ou au genre près : « somme », elle compte par cette unité ;
 * « ailleurs », hors d'un délai ; rien, elle ne les porte pas.
 */
export function uniteDite(unite, clause) {
  const mots = sansAccents(unite).match(/[a-z0-9]+/g) ?? [];
  const debuts = mots.map((mot) =>
    mot.length > 4 ? `${mot.slice(0, Math.max(4, mot.length - 2))}[a-z]*` : `${mot}e?s?\\b`,
  );
  const dits = `\\b${debuts.join("[^a-z0-9]+")}`;
  if (!mots.length) return "";
  const parUnite = new RegExp(`(?:€|%|euros?|penalite).*(?:\\b(?:par|pour|chaque) (?:chaque |une? )?|/ ?)${dits}`);
  if (phrases(clause).some((phrase) => parUnite.test(sansAccents(phrase)))) return "somme";
  return new RegExp(dits).test(sansAccents(clause.replace(UN_DELAI, ""))) ? "ailleurs" : "";
}

const NIEE = /(?:\baucune?|\bsans|\bni|\bpas de) (?:autre |telle )?(?:pénalité|réduction|réfaction)s?/gi;
/** Dit si la clause porte une sanction que ce motif nomme, et ne la nie pas. */
export const porte = (motif, clause) => motif.test(clause.replace(NIEE, ""));
