// D'une fiche à son fichier, exactement comme macros/lecture/ecriture.py : mêmes valeurs, mêmes octets. Aucune bibliothèque
// YAML ne coupe un texte par phrases. Une date et un nombre s'écrivent nus ; le schéma dit lesquels, et l'ordre des champs.

import { libres, resoudre } from "./schema.js";

const LARGEUR = 120;
const MOT_MAX = 40;
const PAS = "  ";
const AMBIGUS = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "oui", "non", "~", "null", ""]);
const DATE =
  /^(?:[0-9]{1,2}([-/])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}([-/])[0-9]{1,2}\2[0-9]{1,2}|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4})$/;
const NOMBRE =
  /^(?:[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|\.[0-9]+|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)|[-+]?\.?(?:inf|nan))$/i;
// En tête, ce qui donnerait un autre sens au texte ; puis dedans ; puis, entre crochets, ce qui séparerait deux éléments.
const RESERVE = /^(?:[-?:,[\]{}#&*!|>'"%@`=~<]|\.\.\.)/;
const AUTRE_SENS = /: |:$| #|[\u0000-\u001f\u007f]|\s$/;
const EN_LIGNE = /[,[\]{}]|:[^/\p{L}\p{N}_]/u;
const MOT = /\p{L}{2}/u;
const FIN = /[.!?…][»”)*\u00a0\u202f]*$/;
const ABREGE = /(?:^|[^\p{L}\p{N}_])(?:art|cf)$|[ (\u00a0][A-Z]$/u;
const DEBUT_DE_PHRASE = /^[«“(*[\u00a0\u202f]*[A-ZÀ-ÖØ-ÞŒ]/;

const longueur = (texte) => [...texte].length;
const rogner = (texte) => texte.replace(/^[ \n]+|[ \n]+$/g, "");

/**
 * Rend le fichier d'une fiche ; `corps`, pour un genre écrit en Markdown. Un champ aux noms libres est une liste de
 * [nom, valeur] : un objet rangerait « 9 » avant « 3.4 ».
 */
export function ecrire(schema, valeurs, corps) {
  const champs = `${[...lignesDesChamps(Object.entries(valeurs), schema, schema, "")].join("\n")}\n`;
  return corps === undefined ? champs : `---\n${champs}---\n${corps}`;
}

function* lignesDesChamps(champs, schema, racine, retrait) {
  const noms = Object.keys(schema.properties ?? {});
  const rang = ([nom]) => (noms.includes(nom) ? noms.indexOf(nom) : noms.length);
  for (const [nom, valeur] of [...champs].sort((a, b) => rang(a) - rang(b))) {
    const sien = resoudre(schema.properties?.[nom] ?? libres(schema), racine);
    yield* lignesDeLaValeur(`${retrait}${scalaire(nom)}:`, valeur, sien, racine, retrait);
  }
}

/** Rend les [nom, valeur] d'un ensemble de champs, ou rien d'une autre valeur. */
function champsDe(valeur, schema) {
  if (libres(schema)) return valeur;
  return typeof valeur === "object" && valeur !== null && !Array.isArray(valeur) ? Object.entries(valeur) : undefined;
}

function* lignesDeLaValeur(tete, valeur, schema, racine, retrait) {
  const champs = champsDe(valeur, schema);
  if (champs?.length === 0) yield `${tete} {}`;
  else if (champs) {
    yield tete;
    yield* lignesDesChamps(champs, schema, racine, `${retrait}${PAS}`);
  } else if (Array.isArray(valeur)) {
    const sousSchema = resoudre(schema.items, racine);
    const crochets = `[${valeur.map((v) => simple(v, sousSchema, true)).join(", ")}]`;
    if (!valeur.length || enLigne(tete, valeur, crochets)) yield `${tete} ${crochets}`;
    else {
      yield tete;
      for (const element of valeur) yield* lignesDeLElement(element, sousSchema, racine, `${retrait}${PAS}`);
    }
  } else yield* lignesDuTexte(tete, valeur, schema, retrait);
}

function* lignesDeLElement(element, schema, racine, retrait) {
  const champs = champsDe(element, schema);
  if (!champs?.length) {
    yield* lignesDeLaValeur(`${retrait}-`, element, schema, racine, retrait);
    return;
  }
  const [premiere, ...suite] = lignesDesChamps(champs, schema, racine, `${retrait}${PAS}`);
  yield `${retrait}- ${premiere.trimStart()}`;
  yield* suite;
}

const estNu = (valeur, schema) => typeof valeur !== "string" || schema.format === "date";

/** Rend une valeur sur une ligne ; ce qui n'en tient pas sur une n'est pas demandé entre crochets. */
function simple(valeur, schema, entreCrochets = false) {
  if (typeof valeur === "object" && valeur !== null) return "";
  return estNu(valeur, schema) ? String(valeur) : scalaire(rogner(valeur), entreCrochets);
}

function* lignesDuTexte(tete, valeur, schema, retrait) {
  const ecrit = simple(valeur, schema);
  const texte = estNu(valeur, schema) ? ecrit : rogner(valeur);
  const mots = couper(texte);
  const court = longueur(tete) + 1 + longueur(ecrit) <= LARGEUR || !(mots.length > 1 && MOT.test(texte));
  if (texte.includes("\n")) {
    yield `${tete} |`;
    for (const ligne of texte.split("\n")) yield ligne && `${retrait}${PAS}${ligne}`;
  } else if (court && !ecrit.includes('\\"')) yield `${tete} ${ecrit}`;
  else {
    yield `${tete} >-`;
    for (const ligne of plier(mots, LARGEUR - retrait.length - PAS.length)) yield `${retrait}${PAS}${ligne}`;
  }
}

/** Rend les mots d'un texte, coupé aux espaces seules, hors d'un appel « {{ … }} ». */
function couper(texte) {
  const mots = [];
  let [debut, accolade] = [0, -1];
  for (let ici = texte.indexOf(" ", 1); ici > 0 && ici < texte.length - 1; ici = texte.indexOf(" ", ici + 1)) {
    if (texte[ici - 1] === " " || texte[ici + 1] === " ") continue;
    while (accolade < texte.length && (accolade < ici || !"{}".includes(texte[accolade]))) accolade += 1;
    if (texte.startsWith("}}", accolade)) continue;
    mots.push(texte.slice(debut, ici));
    debut = ici + 1;
  }
  return [...mots, texte.slice(debut)];
}

/** Rend les lignes d'un texte : une phrase commence une ligne, une ligne dépasse rarement `largeur`. */
function* plier(mots, largeur) {
  let ligne = "";
  for (const mot of mots) {
    const pleine = longueur(ligne) + 1 + longueur(mot) > largeur;
    if (ligne && (pleine || (finit(ligne) && DEBUT_DE_PHRASE.test(mot)))) {
      yield ligne;
      ligne = mot;
    } else ligne = ligne ? `${ligne} ${mot}` : mot;
  }
  yield ligne;
}

function finit(ligne) {
  const fin = FIN.exec(ligne);
  return Boolean(fin) && !ABREGE.test(ligne.slice(0, fin.index));
}

/** Dit si une liste tient entre crochets : des codes ou des mots ; une liste dans une liste y tient toujours. */
function enLigne(tete, elements, crochets) {
  if (elements.some((e) => typeof e === "object" && e !== null)) return false;
  const mot = (texte) => longueur(texte) <= MOT_MAX && !texte.includes("\n") && !/[.!?]$/.test(texte);
  return (
    tete.endsWith("-") ||
    (longueur(tete) + 1 + longueur(crochets) <= LARGEUR && elements.every((e) => mot(rogner(String(e)))))
  );
}

/** Rend le texte nu si la lecture l'y retrouve, sinon entre guillemets : une chaîne JSON est une chaîne YAML. */
function scalaire(texte, entreCrochets = false) {
  const sens = AMBIGUS.has(texte.toLowerCase()) || DATE.test(texte) || NOMBRE.test(texte);
  const entoure = sens || RESERVE.test(texte) || AUTRE_SENS.test(texte) || (entreCrochets && EN_LIGNE.test(texte));
  return entoure ? JSON.stringify(texte) : texte;
}
