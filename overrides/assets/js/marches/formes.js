// D'un fichier de données essentielles à ses contrats, tels qu'il les écrit : quelle forme, et ce qui ne se lit pas. Sans page.

import Papa from "papaparse";
import { SaxesParser } from "saxes";
import { ADire } from "../texte.js";
import { COLONNES, cle } from "./contrat.js";

const MO = 1024 * 1024;
const MAX = 100 * MO;
const PROFONDEUR = 60;
const EXPORT = "Demandez à votre profil d’acheteur l’export des données essentielles, en JSON, XML ou CSV.";

/**
 * Rend { forme, dits, contrats } d'un fichier { name, size, arrayBuffer } : `forme` en mots, `dits` : ce qu'il faut savoir de sa lecture,
 * `contrats` : { brut, ligne, partiel, concession }, `partiel` d'un tableau, qui ne porte pas tous les champs. Échoue avec ce qu'il faut dire.
 */
export async function lireFichier(fichier) {
  if (!fichier.size) throw new ADire("Ce fichier est vide. Refaites l’export, puis déposez-le de nouveau.");
  if (fichier.size > MAX)
    throw new ADire(
      `Ce fichier pèse ${Math.round(fichier.size / MO)} Mo ; cette page en lit ${MAX / MO} au plus. Ne gardez que vos contrats, ou une année.`,
    );
  const { texte, dit } = decoder(new Uint8Array(await fichier.arrayBuffer()));
  const lu = selonLaForme(texte);
  if (!lu.contrats.length)
    throw new ADire(`Ce fichier est de la bonne forme (${lu.forme}), mais ne porte aucun contrat.`);
  return { ...lu, dits: [dit, ...(lu.dits ?? [])].filter(Boolean) };
}

function decoder(octets) {
  const debut = String.fromCharCode(...octets.subarray(0, 4));
  if (debut.startsWith("PK") || debut.startsWith("\xD0\xCF\x11\xE0"))
    throw new ADire(
      `C’est une archive ou un document de bureautique (.zip, .docx, .docm, .xlsx) : rien n’en a été ouvert. Décompressez-le, ou enregistrez le classeur en CSV. ${EXPORT}`,
    );
  if (debut.startsWith("%PDF") || debut.startsWith("\x1F\x8B"))
    throw new ADire(`C’est un PDF ou un fichier compressé : rien n’en a été lu. ${EXPORT}`);
  const utf16 = debut.startsWith("\xFF\xFE") ? "utf-16le" : debut.startsWith("\xFE\xFF") ? "utf-16be" : "";
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

function selonLaForme(texte) {
  const debut = texte.slice(0, 2000).trimStart();
  if (/^<(!doctype html|html|head|body)/i.test(debut))
    throw new ADire(
      `C’est une page Web, non un fichier de données : l’adresse a sans doute rendu une page d’erreur. ${EXPORT}`,
    );
  if (debut.startsWith("<")) return lireXml(texte);
  if (/^[{[]/.test(debut)) return lireJson(texte);
  return lireCsv(texte);
}

const ETRANGER = (quoi) =>
  new ADire(
    `${quoi} Ce n’est pas un fichier français de données essentielles, ou sa forme nous est inconnue. ${EXPORT}`,
  );

function lireJson(texte) {
  let lu;
  try {
    lu = JSON.parse(texte);
  } catch {
    throw new ADire(`Ce fichier JSON est coupé ou abîmé : il ne se lit pas jusqu’au bout. Téléchargez-le de nouveau.`);
  }
  const { marches = lu } = lu ?? {};
  const concessions = enListe(marches?.["contrat-concession"]);
  const plate = Array.isArray(marches);
  const siens = plate ? marches : enListe(marches?.marche);
  if (
    ![...siens, ...concessions].some((brut) => brut && typeof brut === "object" && ("id" in brut || "acheteur" in brut))
  )
    throw ETRANGER("Ce fichier JSON ne porte pas de « marches ».");
  const ancienne = plate && !siens.some((brut) => brut && "considerationsSociales" in brut);
  const lignes = suivreLesLignes(texte);
  return {
    forme: ancienne ? "JSON de 2019" : plate ? "JSON à plat de 2024" : "JSON réglementaire",
    dits: ancienne
      ? [
          "Forme de 2019, avant le champ : les considérations n’y existent pas. Ces contrats sont hors calcul, et ne se jugent pas ici.",
        ]
      : [],
    contrats: [...siens, ...concessions]
      .filter((brut) => brut && typeof brut === "object")
      .map((brut, rang) => ({
        brut,
        ligne: lignes(brut.id),
        ancienne,
        concession: rang >= siens.length || /concession/i.test(brut._type ?? ""),
      })),
  };
}

/** Rend ce qui dit, d'un identifiant après l'autre, sa ligne ; 0 s'il n'est pas retrouvé, ou si tout tient sur une ligne. */
function suivreLesLignes(texte) {
  let [place, ligne] = [0, 1];
  if (!texte.trim().includes("\n")) return () => 0;
  return (id) => {
    if (id === undefined) return 0;
    const motif = new RegExp(`"id"\\s*:\\s*${JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "g");
    motif.lastIndex = place;
    let trouve = motif.exec(texte);
    // Les concessions peuvent venir avant les marchés.
    if (!trouve && place) [place, ligne, trouve] = [0, 1, motif.exec(texte)];
    if (!trouve) return 0;
    for (let rang = texte.indexOf("\n", place); rang >= 0 && rang < trouve.index; rang = texte.indexOf("\n", rang + 1))
      ligne++;
    place = trouve.index;
    return ligne;
  };
}

const enListe = (valeur) => (Array.isArray(valeur) ? valeur : valeur ? [valeur] : []);

function lireXml(texte) {
  if (/<!DOCTYPE|<!ENTITY/i.test(texte.slice(0, 5000)))
    throw new ADire(
      "Ce fichier XML déclare ses propres entités : il n’a pas été ouvert. Un export de données essentielles n’en a pas.",
    );
  const contrats = [];
  const pile = [{ enfants: Object.create(null) }];
  const lecteur = new SaxesParser();
  lecteur.on("opentag", ({ name }) => {
    if (pile.length > PROFONDEUR) throw new Error("trop profond");
    pile.push({ name, enfants: Object.create(null), texte: "", ligne: lecteur.line });
  });
  lecteur.on("text", (suite) => (pile.at(-1).texte += suite));
  lecteur.on("closetag", () => {
    const { name, enfants, texte: ecrit, ligne } = pile.pop();
    const valeur = Object.keys(enfants).length ? enfants : ecrit.trim();
    if (pile.length <= 3 && ["marche", "contrat-concession"].includes(name))
      contrats.push({ brut: valeur, ligne, concession: name !== "marche" });
    else {
      const parent = pile.at(-1).enfants;
      parent[name] = name in parent ? [...enListe(parent[name]), valeur] : valeur;
    }
  });
  lecteur.on("error", (erreur) => {
    throw erreur;
  });
  try {
    lecteur.write(texte).close();
  } catch {
    throw new ADire(`Ce fichier XML est coupé ou abîmé, vers la ligne ${lecteur.line}. Téléchargez-le de nouveau.`);
  }
  if (!contrats.length) throw ETRANGER("Ce fichier XML ne porte pas de « marche ».");
  return { forme: "XML réglementaire", contrats };
}

const INDISPENSABLES = ["id", "acheteur", "dateNotification"];

function lireCsv(texte) {
  const { data: lignes } = Papa.parse(texte.trimStart(), { skipEmptyLines: "greedy" });
  const [entetes = [], ...suite] = lignes;
  const noms = entetes.map((entete) => COLONNES.get(cle(entete)) ?? "");
  const connues = new Set(noms.filter(Boolean));
  if (connues.size < 4) throw ETRANGER("Ni JSON, ni XML, ni tableau dont les colonnes soient connues.");
  const manquent = INDISPENSABLES.filter((nom) => !connues.has(nom));
  if (manquent.length)
    throw new ADire(
      `Il manque à ce tableau ${manquent.length > 1 ? "les colonnes" : "la colonne"} « ${manquent.join(" », « ")} ». Refaites l’export avec toutes ses colonnes.`,
    );
  const doubles = [...new Set(noms.filter((nom, rang) => nom && noms.indexOf(nom) !== rang))];
  const absentes = ["considerationsSociales", "considerationsEnvironnementales"].filter((nom) => !connues.has(nom));
  const courtes = suite.filter((ligne) => ligne.length !== entetes.length).length;
  const dits = [
    doubles.length && `Colonne en double : « ${doubles.join(" », « ")} ». Seule la première est lue.`,
    absentes.length && `Colonne absente : « ${absentes.join(" », « ")} ». Ces contrats sont comptés « inconnu ».`,
    courtes &&
      `Lignes qui n’ont pas autant de cases que la première : ${courtes}. Vérifiez le séparateur et les guillemets.`,
  ];
  const contrats = suite.map((cases, rang) => {
    const brut = {};
    noms.forEach((nom, n) => {
      if (nom && !(nom in brut)) brut[nom] = cases[n];
    });
    return { brut, ligne: rang + 2, partiel: true };
  });
  const forme = connues.has("uid") ? "CSV de decp.info" : "CSV du ministère";
  return { forme, dits: dits.filter(Boolean), contrats };
}
