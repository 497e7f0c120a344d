// Le français comme on le tape, exactement comme macros/langue.py à la construction.

import { stemmer } from "../../lib/recherche.js";

const REFERENCE = /(?<![a-z0-9])(?:([lrd])[.\s]{0,3})?\*?\s?(\d{1,4}(?:[-–]\d{1,5})+)(?![a-z0-9])/g;
const LIAISON = /[a-z0-9]+(?:-[a-z0-9]+)+/g;
const MOT = /[a-z0-9]+/g;
const MILLIERS = /(?<!\d)\d{1,3}(?: \d{3})+(?!\d)/g; // plier rend simples les espaces insécables
const LONGUEUR_RACINE = 4;
const SIGNES = new Map([
  ["œ", "oe"],
  ["æ", "ae"],
  ["’", "'"],
  ["‑", "-"],
  ["‐", "-"],
]);
const EXCEPTIONS = new Map([
  ["materiaux", "materiau"],
  ["propos", "apropos"],
  ["maire", "unmaire"],
  ["former", "formation"],
  ["terrasse", "laterrasse"],
]); // « à propos » n’est pas « proposer », ni le maire la mairie, ni « former » une forme, ni la terrasse la terre
/** Fins que Snowball ne rapproche pas, faute d’accents ou de règle : « recyclée » de « recyclé », « nettoyage » de « nettoyer », « paysagère ». */
const FINS = [
  [/(?<=.{4})ees?$/, "e"],
  [/(?<=.{4})aises?$/, "ais"],
  [/(?<=.{4}[^nt])ages?$/, "er"],
  [/(?<=.{4}[gi])eres?$/, "er"],
];
const COMPOSES = /^(rendez-vous|tout-en-un)$/;
const racines = new Map();

/** Rend le texte en minuscules, sans accents, ligatures ouvertes. */
export function plier(texte) {
  return String(texte)
    .toLowerCase()
    .replace(/[œæ’‑‐]/g, (signe) => SIGNES.get(signe))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
}

function sansReferences(plie) {
  const lues = [];
  const reste = plie.replace(REFERENCE, (_, lettre, lu) => {
    const numero = lu.replaceAll("–", "-");
    lues.push(...(lettre ? [lettre + numero, numero] : [numero]));
    return " ";
  });
  return { reste: reste.replace(MILLIERS, (nombre) => nombre.replaceAll(" ", "")), lues };
}

/** Rend les mots utiles d'un texte, pliés, dans l'ordre, puis les références : « l2112-2 » avant « 2112-2 ». */
export function motsDe(texte, vides) {
  const { reste, lues } = sansReferences(plier(texte));
  return [...(reste.match(MOT) ?? []).filter((mot) => !vides.has(mot)), ...lues];
}

/** Rend les mots composés, collés : « réunissez-les » n’en est pas un, « rendez-vous » si. */
export function composesDe(texte, vides) {
  const lies = sansReferences(plier(texte)).reste.match(LIAISON) ?? [];
  return lies
    .filter((mot) => COMPOSES.test(mot) || !vides.has(mot.split("-").at(-1)))
    .map((mot) => mot.replaceAll("-", ""));
}

/** Rend la racine d'un mot plié. */
export function racine(mot) {
  if (!racines.has(mot)) {
    let rendue = mot;
    if (mot.length >= LONGUEUR_RACINE && /^[a-z]+$/.test(mot)) {
      const lu = FINS.reduce((ecrit, [fin, autre]) => ecrit.replace(fin, autre), mot);
      const seul = lu.replace(/s$/, "");
      rendue = stemmer(EXCEPTIONS.get(lu) ?? EXCEPTIONS.get(seul) ?? seul).replace(/[sx]$/, "");
      if (rendue.length < LONGUEUR_RACINE) rendue = lu.replace(/[sx]$/, "");
    }
    racines.set(mot, rendue);
  }
  return racines.get(mot);
}
