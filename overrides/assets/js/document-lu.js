// Un document apporté, .docx ou .odt : ses paragraphes, leurs signets, ses propriétés. Rien n'en est exécuté, ni envoyé.

import { chargerDocx } from "./modules.js";
import { ADire } from "./texte.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TEXTE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
const STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
const META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";
const [OCTETS_MAX, XML_MAX] = [20_000_000, 60_000_000];
const DE_TITRE = /^(heading|titre|title)/i;
const TYPES = "[Content_Types].xml";
const MACROS = "Ce document porte des macros : enregistrez-le en .docx, puis rouvrez-le.";
const REFUS = [
  [/\.docm$/i, MACROS],
  [
    /\.(doc|rtf|pages|dotx?)$/i,
    "Enregistrez d’abord ce document en .docx ou en .odt : cette page ne lit pas l’ancien format.",
  ],
  [/\.pdf$/i, "Un PDF ne se relit pas : déposez le document dont il vient, ou collez son texte."],
  [/\.html?$/i, "Une page web ne se relit pas : collez son texte."],
];
const ILLISIBLE = "Ce fichier n’est pas un document Word lisible : enregistrez-le en .docx, sans mot de passe.";
const FORMES = {
  docx: { corps: "word/document.xml", dits: "docProps/custom.xml", dates: "docProps/core.xml" },
  odt: { corps: "content.xml", dits: "meta.xml", dates: "meta.xml" },
};
const VOULUES = new Set([TYPES, ...Object.values(FORMES).flatMap(Object.values)]);

/**
 * Rend { nom, fichier, octets, forme: « docx » ou « odt », jour: le dernier où il fut enregistré, ou rien, proprietes: Map nom → valeur, corps: son XML,
 * paragraphes: [{ noeud, titre: en est-il un, noms: ses signets et balises, texte }] } ; échoue avec ce qu'il faut dire.
 */
export async function lireDocument(fichier) {
  const { name: nom, size } = fichier;
  const refus = REFUS.find(([sienne]) => sienne.test(nom));
  if (refus) throw new ADire(refus[1]);
  if (!size) throw new ADire("Ce fichier est vide : choisissez-en un autre.");
  if (size > OCTETS_MAX) throw new ADire("Ce document est trop gros : plus de 20 Mo.");
  const octets = new Uint8Array(await fichier.arrayBuffer());
  const parties = await ouvrir(octets);
  const types = enTexte(parties[TYPES]);
  if (types.includes("macroEnabled") || types.includes("vbaProject")) throw new ADire(MACROS);
  const forme = Object.keys(FORMES).find((une) => parties[FORMES[une].corps]);
  if (!forme) throw new ADire(ILLISIBLE);
  const [corps, dits, dates] = Object.values(FORMES[forme]).map((nom) => parties[nom] && enXml(parties[nom]));
  if (!corps) throw new ADire(ILLISIBLE);
  const balises = forme === "docx" ? [...(dits?.getElementsByTagName("property") ?? [])] : desMeta(dits);
  const proprietes = balises.map((une) => [
    une.getAttribute("name") ?? une.getAttributeNS(META, "name"),
    une.textContent.trim(),
  ]);
  const jour = ["modified", "date", "created", "creation-date"]
    .map((nom) => dates?.getElementsByTagNameNS("*", nom)[0]?.textContent ?? "")
    .find(Boolean);
  const paragraphes = forme === "docx" ? deWord(corps) : deTexteLibre(corps);
  const lu = { forme, jour: jour?.slice(0, 10) ?? "", proprietes: new Map(proprietes), corps, paragraphes };
  return { nom, fichier, octets, ...lu };
}

async function ouvrir(octets) {
  const { unzipSync } = await chargerDocx();
  try {
    return unzipSync(octets, {
      filter: ({ name, originalSize }) => VOULUES.has(name) && originalSize < XML_MAX,
    });
  } catch {
    throw new ADire(ILLISIBLE);
  }
}

const enTexte = (partie) => new TextDecoder().decode(partie ?? new Uint8Array());
const desMeta = (dits) => [...(dits?.getElementsByTagNameNS(META, "user-defined") ?? [])];

/** Rend le XML d'une partie, ou rien si elle n'en est pas. */
function enXml(partie) {
  const lu = new DOMParser().parseFromString(enTexte(partie), "application/xml");
  return lu.getElementsByTagName("parsererror").length ? undefined : lu;
}

const deWord = (corps) =>
  [...corps.getElementsByTagNameNS(W, "p")].map((noeud) => ({
    noeud,
    titre: DE_TITRE.test(noeud.getElementsByTagNameNS(W, "pStyle")[0]?.getAttributeNS(W, "val") ?? ""),
    noms: [
      ...[...noeud.getElementsByTagNameNS(W, "bookmarkStart")].map((un) => un.getAttributeNS(W, "name")),
      ...[...noeud.getElementsByTagNameNS(W, "tag")].map((un) => un.getAttributeNS(W, "val")),
    ],
    texte: motsDe(noeud),
  }));

const BLANCS = { br: "\n", cr: "\n", tab: " " };

// Un mot supprimé, ou déplacé ailleurs, en suivi de modifications n'est plus du contrat d'ici.
const motsDe = (paragraphe) =>
  [...paragraphe.getElementsByTagNameNS(W, "r")]
    .filter((suite) => !suite.closest("moveFrom"))
    .flatMap((suite) => [...suite.children])
    .map(({ localName, textContent }) => (localName === "t" ? textContent : (BLANCS[localName] ?? "")))
    .join("")
    .trim();

function deTexteLibre(corps) {
  const parents = new Map(
    [...corps.getElementsByTagNameNS(STYLE, "style")].map((un) => [
      un.getAttributeNS(STYLE, "name"),
      un.getAttributeNS(STYLE, "parent-style-name"),
    ]),
  );
  const style = (noeud) => noeud.getAttributeNS(TEXTE, "style-name");
  return [...corps.getElementsByTagNameNS(TEXTE, "*")]
    .filter(({ localName }) => localName === "p" || localName === "h")
    .filter((noeud) => !noeud.closest("tracked-changes, annotation"))
    .map((noeud) => ({
      noeud,
      titre: noeud.localName === "h" || DE_TITRE.test(parents.get(style(noeud)) ?? style(noeud)),
      noms: ["bookmark", "bookmark-start"]
        .flatMap((nom) => [...noeud.getElementsByTagNameNS(TEXTE, nom)])
        .map((un) => un.getAttributeNS(TEXTE, "name")),
      texte: mots(noeud).trim(),
    }));
}

const COUPES = { "line-break": "\n", tab: " ", note: "", annotation: "" };

const mots = (noeud) =>
  [...noeud.childNodes]
    .map((un) => {
      if (un.nodeType === Node.TEXT_NODE) return un.data;
      if (un.localName === "s") return " ".repeat(Math.min(Number(un.getAttributeNS(TEXTE, "c")) || 1, 99));
      return COUPES[un.localName] ?? mots(un);
    })
    .join("");
