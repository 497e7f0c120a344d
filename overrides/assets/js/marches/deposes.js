// Un fichier déposé : son texte, puis ses rangées si c'est un tableau. Sans page.

import Papa from "papaparse";
import { ADire } from "../texte.js";

const MO = 1024 * 1024;

/**
 * Rend { texte, dit: ce qu'il faut savoir de son codage } d'un fichier { size, arrayBuffer }. `max` : en Mo, `alleger` : comment le réduire,
 * `remede` : ce qu'il faut déposer à la place d'un autre document. Échoue avec ce qu'il faut dire.
 */
export async function lireTexte(fichier, { max, alleger, remede }) {
  if (!fichier.size) throw new ADire("Ce fichier est vide. Refaites l’export, puis déposez-le de nouveau.");
  if (fichier.size > max * MO)
    throw new ADire(
      `Ce fichier pèse ${Math.ceil(fichier.size / MO)} Mo ; cette page en lit ${max} au plus. ${alleger}`,
    );
  const octets = new Uint8Array(await fichier.arrayBuffer());
  const debut = String.fromCharCode(...octets.subarray(0, 4));
  if (debut.startsWith("PK") || debut.startsWith("\xD0\xCF\x11\xE0"))
    throw new ADire(
      `C’est une archive ou un document de bureautique (.zip, .docx, .docm, .xlsx) : rien n’en a été ouvert. Décompressez-le, ou enregistrez le classeur en CSV. ${remede}`,
    );
  if (debut.startsWith("%PDF") || debut.startsWith("\x1F\x8B"))
    throw new ADire(`C’est un PDF ou un fichier compressé : rien n’en a été lu. ${remede}`);
  const utf16 = /^(\xFF\xFE|[^\0]\0)/.test(debut) ? "utf-16le" : /^(\xFE\xFF|\0[^\0])/.test(debut) ? "utf-16be" : "";
  const lire = (codage, options) => new TextDecoder(codage, options).decode(octets);
  if (utf16)
    return {
      texte: lire(utf16),
      dit: "Fichier écrit en UTF-16 : il a été lu. Publiez-le en UTF-8, seul codage attendu.",
    };
  try {
    return { texte: lire("utf-8", { fatal: true }) };
  } catch {
    return {
      texte: lire("windows-1252"),
      dit: "Fichier écrit en Windows-1252, non en UTF-8 : il a été lu ainsi. Publiez-le en UTF-8, sinon les accents se perdent.",
    };
  }
}

/**
 * Rend d'un tableau { noms: les champs qu'il porte, rangees: { brut: champ → case, ligne }, doubles, courtes : ce qu'il faut dire de ses colonnes et de ses
 * lignes, ou rien } ; `champDe` rend le champ d'un en-tête, ou rien.
 */
export function lireTableau(texte, champDe) {
  // Une case tient parfois sur plusieurs lignes.
  let suivante = 1;
  const [{ cases: entetes } = { cases: [] }, ...suite] = Papa.parse(texte)
    .data.map((cases) => {
      const ligne = suivante;
      suivante += cases.join("").split("\n").length;
      return { cases, ligne };
    })
    .filter(({ cases }) => cases.some((une) => une.trim()));
  const champs = entetes.map((entete) => champDe(entete) ?? "");
  const doubles = [...new Set(champs.filter((nom, rang) => nom && champs.indexOf(nom) !== rang))];
  const courtes = suite.filter(({ cases }) => cases.length !== entetes.length).length;
  const rangees = suite.map(({ cases, ligne }) => {
    const brut = {};
    champs.forEach((nom, rang) => {
      if (nom && !(nom in brut)) brut[nom] = cases[rang];
    });
    return { brut, ligne };
  });
  return {
    noms: [...new Set(champs.filter(Boolean))],
    rangees,
    doubles: doubles.length && `Colonne en double : « ${doubles.join(" », « ")} ». Seule la première est lue.`,
    courtes:
      courtes &&
      `Lignes qui n’ont pas autant de cases que la première : ${courtes}. Vérifiez le séparateur et les guillemets.`,
  };
}

/** Échoue, avec ce qu'il faut dire, si un tableau n'a pas toutes ces colonnes. */
export function exiger(noms, voulus) {
  const manquent = voulus.filter((nom) => !noms.includes(nom));
  if (manquent.length)
    throw new ADire(
      `Il manque à ce tableau ${manquent.length > 1 ? "les colonnes" : "la colonne"} « ${manquent.join(" », « ")} ». Refaites l’export avec toutes ses colonnes.`,
    );
}
