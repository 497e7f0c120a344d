// Le document Word signé : les textes du dossier qu'il porte encore, tels qu'ils y sont écrits. Chargé quand on en ouvre un.

import "./socle.js";
import { nettoyer } from "../dossier/texte.js";
import { chargerDocx } from "../modules.js";
import { ADire } from "../texte.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const [OCTETS_MAX, XML_MAX, TEXTE_MAX] = [20_000_000, 60_000_000, 6000];
const DE_TITRE = /^(heading|titre|title)/i;
const ILLISIBLE = "Ce fichier n’est pas un document Word lisible : enregistrez-le en .docx, sans mot de passe.";

/** Rend les textes que le document porte : { cle: « clause#texte », version: celle de la clause, ou rien, titre, piece: le nom du document, texte }. */
export async function lireSigne(octets, nom) {
  if (octets.byteLength > OCTETS_MAX) throw new ADire("Ce document est trop gros : plus de 20 Mo.");
  const { unzipSync } = await chargerDocx();
  const voulus = ["word/document.xml", "docProps/custom.xml"];
  let parties;
  try {
    parties = unzipSync(new Uint8Array(octets), {
      filter: ({ name, originalSize }) => voulus.includes(name) && originalSize < XML_MAX,
    });
  } catch {
    throw new ADire(ILLISIBLE);
  }
  const [corps, proprietes] = voulus.map((partie) => parties[partie] && enXml(parties[partie]));
  if (!corps) throw new ADire(ILLISIBLE);
  const manifeste = new Map(
    [...(proprietes?.getElementsByTagName("property") ?? [])].map((une) => [
      une.getAttribute("name"),
      une.textContent.trim().split(" "),
    ]),
  );
  return textesDe(corps, manifeste, nom.replace(/\.docx$/i, ""));
}

const enXml = (octets) => new DOMParser().parseFromString(new TextDecoder().decode(octets), "application/xml");

/** Un texte va de son titre, que son signet ou sa balise nomme, au titre suivant. */
function textesDe(corps, manifeste, piece) {
  const trouves = [];
  const rangs = [0, 0];
  let courant = null;
  for (const paragraphe of corps.getElementsByTagNameNS(W, "p")) {
    const style = paragraphe.getElementsByTagNameNS(W, "pStyle")[0]?.getAttributeNS(W, "val") ?? "";
    const ecrit = motsDe(paragraphe);
    if (DE_TITRE.test(style)) {
      const numero = numeroDe(paragraphe, rangs);
      const noms = [
        ...[...paragraphe.getElementsByTagNameNS(W, "bookmarkStart")].map((un) => un.getAttributeNS(W, "name")),
        ...[...paragraphe.getElementsByTagNameNS(W, "tag")].map((un) => un.getAttributeNS(W, "val")),
      ];
      const [cle, version = ""] = manifeste.get(noms.find((un) => manifeste.has(un))) ?? [];
      courant = cle ? { cle, version, titre: nettoyer(`${numero}${ecrit}`), piece: nettoyer(piece), lignes: [] } : null;
      if (courant) trouves.push(courant);
    } else if (courant && ecrit) courant.lignes.push(ecrit);
  }
  return trouves
    .map(({ lignes, ...reste }) => ({ ...reste, texte: nettoyer(lignes.join("\n\n"), TEXTE_MAX) }))
    .filter(({ texte }) => texte);
}

/** Rend le numéro que Word donne à ce titre, « 5.2 » et une espace, ou rien ; `rangs` : ceux des titres d'avant. */
function numeroDe(paragraphe, rangs) {
  const [niveau] = paragraphe.getElementsByTagNameNS(W, "ilvl");
  const rang = Number(niveau?.getAttributeNS(W, "val"));
  if (!niveau || rang >= rangs.length) return "";
  rangs[rang] += 1;
  rangs.fill(0, rang + 1);
  return `${rangs.slice(0, rang + 1).join(".")} `;
}

const BLANCS = { br: "\n", cr: "\n", tab: " " };

// Un mot supprimé, ou déplacé ailleurs, en suivi de modifications n'est plus du contrat d'ici.
const motsDe = (paragraphe) =>
  [...paragraphe.getElementsByTagNameNS(W, "r")]
    .filter((suite) => !suite.closest("moveFrom"))
    .flatMap((suite) => [...suite.children])
    .map(({ localName, textContent }) => (localName === "t" ? textContent : (BLANCS[localName] ?? "")))
    .join("")
    .trim();
