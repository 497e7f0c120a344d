// Les révisions suivies, écrites dans le document lui-même : Word et LibreOffice les proposent, l'acheteur accepte ou refuse chacune.

import { MARQUE, marqueDe } from "../dossier/marque.js";
import { chargerDocx } from "../modules.js";
import { ADire } from "../texte.js";
import { OTEE } from "./clauses.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const XML = "http://www.w3.org/XML/1998/namespace";
const [CORPS, PROPRIETES] = ["word/document.xml", "docProps/custom.xml"];
const [PARTIES_MAX, OCTETS_MAX] = [3000, 200_000_000];
const PREMIER = 900_000;
const MARQUES_DE_FIN = "ins, del, moveFrom, moveTo";
// L'ordre des propriétés d'une suite est celui du schéma.
const APRES_LE_SURLIGNE = new Set(
  "u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath".split(" "),
);

/**
 * Rend une promesse du document, Blob, ses clauses changées révisées (clauses.js) et son manifeste à jour ; `auteur`, `instant` : qui révise, et
 * quand. Un texte dont quelque chose est laissé garde sa version : relu, il n'est pas à jour.
 */
export async function reviserLeDocument({ octets, corps }, clauses, { auteur, instant }) {
  const { unzipSync, zipSync } = await chargerDocx();
  const plume = new Plume(corps, { auteur, instant });
  const dites = new Map();
  for (const { clause, publiee, etat, textes } of clauses)
    for (const { ancre, texte, version, revisions, laisses, disparu } of etat === "changee" ? textes : []) {
      const marques = new Map();
      for (const { noeud, apres, rang, entier, pas } of revisions) {
        if (apres) plume.ajouter(apres, pas, `${ancre}_${rang}`);
        else plume.changer(noeud, pas, entier);
        const ecrit = pas.map((un) => (un.genre === "ote" ? "" : un.texte)).join("");
        marques.set(rang, entier ? OTEE : marqueDe(ecrit));
      }
      dites.set(ancre, { debut: `${clause}#${texte} ${laisses.length || disparu ? version : publiee}`, marques });
    }
  let total = 0;
  let nombre = 0;
  const parties = unzipSync(octets, {
    filter: ({ originalSize }) => {
      total += originalSize;
      nombre += 1;
      if (total > OCTETS_MAX || nombre > PARTIES_MAX)
        throw new ADire("Ce document se déplie en trop de place : rien n’a été écrit.");
      return true;
    },
  });
  parties[CORPS] = enOctets(new XMLSerializer().serializeToString(corps));
  parties[PROPRIETES] = manifeste(parties[PROPRIETES], dites);
  return new Blob([zipSync(parties)], {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  });
}

const enOctets = (texte) => new TextEncoder().encode(texte);

/** Rend les propriétés, la version et les marques des textes révisés remises à jour. */
function manifeste(partie, dites) {
  const lu = new DOMParser().parseFromString(new TextDecoder().decode(partie), "application/xml");
  for (const une of lu.getElementsByTagName("property")) {
    const dite = dites.get(une.getAttribute("name"));
    if (!dite) continue;
    const [, , anciennes = ""] = une.textContent.trim().split(" ");
    const marques = anciennes.match(new RegExp(`.{${MARQUE}}`, "g")) ?? [];
    for (const [rang, marque] of dite.marques) marques[rang - 1] = marque;
    une.firstElementChild.textContent = `${dite.debut} ${marques.join("")}`;
  }
  return enOctets(new XMLSerializer().serializeToString(lu));
}

/** Écrit dans les paragraphes d'un document ce qui s'ôte et ce qui se pose. */
class Plume {
  constructor(corps, { auteur, instant }) {
    // Deux révisions, deux signets ne portent jamais le même numéro, même d'un document déjà révisé.
    const numeros = ["ins", "del", "bookmarkStart"].flatMap((nom) =>
      [...corps.getElementsByTagNameNS(W, nom)].map((un) => Number(un.getAttributeNS(W, "id")) || 0),
    );
    const rang = numeros.reduce((a, b) => Math.max(a, b), PREMIER);
    Object.assign(this, { corps, auteur, instant, rang, suivants: new Map() });
  }

  creer(nom, attributs = {}, ...enfants) {
    const cree = this.corps.createElementNS(W, `w:${nom}`);
    for (const [cle, valeur] of Object.entries(attributs)) cree.setAttributeNS(W, `w:${cle}`, valeur);
    cree.append(...enfants);
    return cree;
  }

  revision(nom, ...enfants) {
    this.rang += 1;
    return this.creer(nom, { id: this.rang, author: this.auteur, date: this.instant }, ...enfants);
  }

  /** Pose ces mots, du style de ceux qui précèdent ; un blanc se voit. */
  mots({ texte, blanc }, modele) {
    const style = modele?.cloneNode(true) ?? this.creer("rPr");
    for (const surligne of [...style.getElementsByTagNameNS(W, "highlight")]) surligne.remove();
    const apres = [...style.children].find(({ localName }) => APRES_LE_SURLIGNE.has(localName)) ?? null;
    if (blanc) style.insertBefore(this.creer("highlight", { val: "yellow" }), apres);
    const mots = this.creer("t", {}, texte);
    mots.setAttributeNS(XML, "xml:space", "preserve");
    return this.revision("ins", this.creer("r", {}, style, mots));
  }

  /** Marque un paragraphe entier, sa fin comprise. */
  marquerLaFin(paragraphe, nom) {
    let proprietes = enfant(paragraphe, "pPr");
    if (!proprietes) paragraphe.prepend((proprietes = this.creer("pPr")));
    let style = enfant(proprietes, "rPr");
    if (!style)
      proprietes.insertBefore(
        (style = this.creer("rPr")),
        enfant(proprietes, "sectPr") ?? enfant(proprietes, "pPrChange"),
      );
    // L'ordre du schéma : insérée, puis supprimée.
    const inseree = enfant(style, "ins");
    if (inseree) inseree.after(this.revision(nom));
    else style.prepend(this.revision(nom));
  }

  /** Insère un paragraphe neuf, sous ce signet, après celui-ci et après ceux qu'on y a déjà mis. */
  ajouter(apres, pas, nom) {
    const proprietes = enfant(apres, "pPr")?.cloneNode(true);
    for (const marque of enfant(proprietes, "rPr")?.querySelectorAll(MARQUES_DE_FIN) ?? []) marque.remove();
    const style = premierStyle(apres);
    this.rang += 1;
    const { rang: id } = this;
    const mots = pas.map((un) => this.mots(un, style));
    const signet = [this.creer("bookmarkStart", { id, name: nom }), ...mots, this.creer("bookmarkEnd", { id })];
    const neuf = this.creer("p", {}, ...(proprietes ? [proprietes] : []), ...signet);
    for (const sect of neuf.querySelectorAll("sectPr")) sect.remove();
    this.marquerLaFin(neuf, "ins");
    (this.suivants.get(apres) ?? apres).after(neuf);
    this.suivants.set(apres, neuf);
  }

  changer(paragraphe, pas, entier) {
    const atomes = this.atomiser(paragraphe, pas);
    for (const { genre, de, a, texte, blanc } of pas) {
      const couverts = atomes.filter((atome) => atome.a > atome.de);
      if (genre === "ote")
        for (const { suite } of couverts.filter((atome) => atome.de >= de && atome.a <= a)) this.oter(suite);
      if (genre !== "pose") continue;
      const rang = atomes.findLastIndex((atome) => atome.a <= de && (atome.pose || atome.a > atome.de));
      const voisin = couverts.findLast((atome) => atome.a <= de) ?? couverts[0];
      const pose = this.mots({ texte, blanc }, enfant(voisin?.suite, "rPr"));
      if (rang >= 0) auBord(atomes[rang].suite, paragraphe).after(pose);
      else if (enfant(paragraphe, "pPr")) enfant(paragraphe, "pPr").after(pose);
      else paragraphe.prepend(pose);
      atomes.splice(rang + 1, 0, { suite: pose, de, a: de, pose: true });
    }
    if (entier) this.marquerLaFin(paragraphe, "del");
  }

  oter(suite) {
    for (const mots of [...suite.getElementsByTagNameNS(W, "t")]) {
      const otes = this.creer("delText", {}, mots.textContent);
      otes.setAttributeNS(XML, "xml:space", "preserve");
      mots.replaceWith(otes);
    }
    const marque = this.revision("del");
    suite.replaceWith(marque);
    marque.append(suite);
  }

  /** Coupe les suites d'un paragraphe aux bords des pas : rend { suite, de, a } de chacune, sa place dans le texte lu. */
  atomiser(paragraphe, pas) {
    const bords = [...new Set(pas.flatMap(({ de, a }) => [de, a]))].sort((x, y) => x - y);
    const suites = [...paragraphe.getElementsByTagNameNS(W, "r")].filter((suite) => !suite.closest("moveFrom"));
    const brut = suites.flatMap(longueurs);
    const tout = brut.map(({ texte }) => texte).join("");
    let place = tout.trimStart().length - tout.length;
    return suites.flatMap((suite) => {
      const style = enfant(suite, "rPr");
      const morceaux = longueurs(suite).flatMap(({ noeud, texte }) => {
        const debut = place;
        place += texte.length;
        if (noeud.localName !== "t") return [{ noeud, de: debut, a: place }];
        const coupes = [debut, ...bords.filter((bord) => bord > debut && bord < place), place];
        return coupes.slice(1).map((fin, rang) => {
          const mots = noeud.cloneNode();
          mots.textContent = texte.slice(coupes[rang] - debut, fin - debut);
          mots.setAttributeNS(XML, "xml:space", "preserve");
          return { noeud: mots, de: coupes[rang], a: fin };
        });
      });
      const neuves = morceaux.map(({ noeud, de, a }) => ({
        suite: this.creer("r", {}, ...(style ? [style.cloneNode(true)] : []), noeud),
        de,
        a,
      }));
      suite.replaceWith(...neuves.map(({ suite: neuve }) => neuve));
      return neuves;
    });
  }
}

const enfant = (noeud, nom) => [...(noeud?.children ?? [])].find(({ localName }) => localName === nom) ?? null;
const premierStyle = (paragraphe) => enfant(paragraphe.getElementsByTagNameNS(W, "r")[0], "rPr");
const COMPTES = { br: "\n", cr: "\n", tab: " " };

/** Rend les nœuds d'une suite et leur texte, compté comme on l'a lu. */
const longueurs = (suite) =>
  [...suite.children]
    .filter(({ localName }) => localName !== "rPr")
    .map((noeud) => ({ noeud, texte: noeud.localName === "t" ? noeud.textContent : (COMPTES[noeud.localName] ?? "") }));

/** Rend le nœud après lequel poser : la suite, ou le champ, le lien, la marque qui la porte. */
function auBord(suite, paragraphe) {
  let bord = suite;
  while (bord.parentNode !== paragraphe && !["ins", "sdtContent"].includes(bord.parentNode.localName))
    bord = bord.parentNode;
  return bord.parentNode.localName === "ins" ? bord.parentNode : bord;
}
