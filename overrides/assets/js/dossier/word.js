// Un document du dossier en Word : articles numérotés, renvois vivants, blancs surlignés ; un signet par paragraphe, une balise par titre, et d'où vient chaque texte.

import "./socle.js";
import { chargerDocx } from "../modules.js";
import { Ecrivain, fabriquer } from "../word.js";
import { RECUE } from "./document.js";
import { marqueDe } from "./marque.js";

const RETRAIT = 567;
// Les documents qui ne se publient pas : eux seuls disent d'où vient le modèle.
const HORS_DU_MARCHE = new Set(["a-garder", "note"]);
const PROPRIETES_MAX = 200;

/** Fabrique un document, { nom, pageDeGarde: les blocs de sa première page, s'il en a une, blocs } : rend une promesse de Blob. Un renvoi à un autre document y est un simple numéro. */
export async function fabriquerUn({ nom, pageDeGarde = [], blocs }, etat, composition, plan) {
  const docx = await chargerDocx();
  const ecrivain = new EcrivainDeDossier(docx, new Set(blocs.map(({ ancre }) => ancre).filter(Boolean)));
  const pied = HORS_DU_MARCHE.has(nom) ? ecrivain.pied(`${plan.site}dossier/`) : ecrivain.piedDePiece();
  const pages = [pageDeGarde, blocs]
    .filter((siens) => siens.length)
    .map((siens, rang) => ({
      properties: rang ? { type: docx.SectionType.NEXT_PAGE } : {},
      footers: { default: pied },
      children: ecrivain.blocs(siens),
    }));
  return fabriquer(docx, { titre: etat.nom, adresse: plan.site, auteur: plan.auteur }, pages, {
    proprietes: manifeste(composition, ecrivain),
    numerotations: [articles(docx)],
  });
}

/** Fabrique l'archive de ces documents et de ces fichiers, [nom, Blob] : rend une promesse de Blob. */
export async function fabriquerArchive(documents, etat, composition, plan, fichiers) {
  const { zipSync } = await chargerDocx();
  const contenu = {};
  for (const [nom, blob] of fichiers) contenu[nom] = new Uint8Array(await blob.arrayBuffer());
  for (const un of documents) {
    const blob = await fabriquerUn(un, etat, composition, plan);
    contenu[`${un.nom}.docx`] = new Uint8Array(await blob.arrayBuffer());
  }
  return new Blob([zipSync(contenu, { level: 0 })], { type: "application/zip" });
}

/**
 * Rend les propriétés du document, signet d'un titre → d'où vient son texte : sa clé, et d'une clause, sa version et la marque de chaque
 * paragraphe, tel qu'il est écrit ; un article du contrat court porte son nom.
 */
function manifeste({ parCle, recues }, { ancres, marques }) {
  const communs = [...ancres].filter((ancre) => ancre.startsWith("contrat_"));
  const textes = [...parCle.values()]
    .filter(({ ancre, source }) => ancres.has(ancre) && source !== "soi")
    .slice(0, PROPRIETES_MAX)
    .map(({ ancre, cle, source, entree, fiche }) => {
      if (source !== "clause") return { name: ancre, value: cle };
      const { version } = fiche;
      const sienne = entree.garde?.version === version ? version : entree.version || version;
      if (recues.has(fiche.id)) return { name: ancre, value: `${cle} ${RECUE}` };
      return { name: ancre, value: `${cle} ${sienne} ${(marques.get(ancre) ?? []).join("")}` };
    });
  return [...communs.map((ancre) => ({ name: ancre, value: `socle#${ancre.replaceAll("_", "-")}` })), ...textes];
}

// Les numéros sont ceux de Word : « 1 », puis « 1.1 ».
function articles(docx) {
  const niveau = (level, text) => ({
    level,
    format: docx.LevelFormat.DECIMAL,
    text,
    alignment: docx.AlignmentType.LEFT,
    style: { paragraph: { indent: { left: RETRAIT, hanging: RETRAIT } } },
  });
  return { reference: "articles", levels: [niveau(0, "%1"), niveau(1, "%1.%2")] };
}

class EcrivainDeDossier extends Ecrivain {
  /** `ancres` : les titres de ce document ; seul un renvoi à l'un d'eux est vivant. */
  constructor(docx, ancres) {
    super(docx);
    this.ancres = ancres;
    this.marques = new Map();
  }

  titre({ niveau, suite, numero, ancre, page }) {
    const { Bookmark, HeadingLevel, Paragraph } = this.docx;
    const { TITLE, HEADING_1, HEADING_2, HEADING_3 } = HeadingLevel;
    const numbering = numero ? { reference: "articles", level: numero.split(".").length - 1 } : undefined;
    const mots = this.suite(suite);
    [this.ancre, this.rang] = [ancre, 0];
    return [
      new Paragraph({
        heading: [TITLE, HEADING_1, HEADING_2, HEADING_3][niveau],
        numbering,
        pageBreakBefore: page,
        children: ancre ? [new Bookmark({ id: ancre, children: [this.balise(ancre, mots)] })] : mots,
      }),
    ];
  }

  /** Rend des mots sous une balise, qui les suit quand on les déplace ; rien n'y est verrouillé. */
  balise(nom, children) {
    const { BuilderElement } = this.docx;
    const tag = new BuilderElement({ name: "w:tag", attributes: { nom: { key: "w:val", value: nom } } });
    const contenu = new BuilderElement({ name: "w:sdtContent", children });
    return new BuilderElement({
      name: "w:sdt",
      children: [new BuilderElement({ name: "w:sdtPr", children: [tag] }), contenu],
    });
  }

  /** Rend un paragraphe, sous son propre signet quand il est d'un texte : « texte_3_1 », le premier du texte 3. */
  paragraphe({ suite }, options) {
    const { Bookmark, Paragraph } = this.docx;
    const mots = this.suite(suite, options);
    if (!this.ancre || !mots.length) return [new Paragraph({ ...options, children: mots })];
    const marque = marqueDe(suite.map(({ texte }) => texte).join(""));
    this.marques.set(this.ancre, [...(this.marques.get(this.ancre) ?? []), marque]);
    return [
      new Paragraph({ ...options, children: [new Bookmark({ id: `${this.ancre}_${++this.rang}`, children: mots })] }),
    ];
  }

  /** Rend le sommaire, déjà rempli ; Word et LibreOffice y mettent les pages quand on le leur demande. */
  sommaire({ niveaux = "1-2" }) {
    const { LeaderType, Paragraph, TableOfContents, TextRun } = this.docx;
    const nom = "Sommaire";
    const options = { hyperlink: true, headingStyleRange: niveaux, beginDirty: false, tabLeader: LeaderType.NONE };
    return [
      new Paragraph({ spacing: { before: 360 }, children: [new TextRun({ text: nom, bold: true })] }),
      new TableOfContents(nom, options),
    ];
  }

  /** Un renvoi est un champ : son numéro est écrit d'avance, et Word le refait quand on le lui demande. */
  suite(suite) {
    return suite.flatMap((morceau) =>
      morceau.renvoi && this.ancres.has(morceau.renvoi)
        ? [new this.docx.SimpleField(`REF ${morceau.renvoi} \\r \\h`, morceau.texte)]
        : super.suite([morceau]),
    );
  }
}
