// « Télécharger en Word » : un vrai .docx, fabriqué dans le navigateur à partir de la page telle qu'elle est complétée.

import "./commun.js";
import { lireBlocs } from "./blocs.js";
import { partsDesColonnes } from "./colonnes.js";
import { poserRetour } from "./elements.js";
import { remettreAuVisiteur } from "./fichier.js";
import { chargerDocx } from "./modules.js";
import { ADire } from "./texte.js";

const NIVEAUX_DE_LISTE = 5;
const LARGEUR_UTILE = 9026; // une page A4 moins ses marges, en vingtièmes de point
const RETRAIT = 400;
const MESSAGE_ECHEC = "Le fichier Word n’a pas pu être fabriqué. Copiez les textes un par un.";

/** Fabrique un fichier : rend une promesse de Blob. `docx` est le module empaqueté ; sans `adresse`, rien n'y dit d'où il vient ; `plus` : d'autres numérotations, des propriétés. */
export function fabriquer(docx, { titre, adresse, auteur }, sections, plus = {}) {
  const fichier = new docx.Document({
    title: titre,
    creator: auteur,
    lastModifiedBy: auteur,
    description: adresse && `Modèle à adapter. ${adresse}`,
    customProperties: plus.proprietes ?? [],
    styles: styles(docx.STYLES),
    numbering: { config: [numerotation(docx, "numeros"), numerotation(docx, "puces"), ...(plus.numerotations ?? [])] },
    sections,
  });
  return docx.Packer.toBlob(fichier);
}

/** Rend les styles de la table, que la construction lit aussi ; `docx` compte en demi-points et en vingtièmes de point. */
function styles({ police, taille, interligne, apres, titres, couleurs }) {
  const [title, heading1, heading2, heading3] = titres.map((titre) => ({
    run: { font: police, size: titre.taille * 2, bold: true, color: couleurs.titre },
    paragraph: { spacing: { before: titre.avant * 20, after: apres * 20 }, keepNext: true },
  }));
  return {
    // La bibliothèque appuie ses styles sur celui-ci sans l'écrire.
    characterStyles: [{ id: "DefaultParagraphFont", name: "Default Paragraph Font" }],
    default: {
      document: {
        run: { font: police, size: taille * 2, language: { value: "fr-FR" } },
        paragraph: { spacing: { after: apres * 20, line: interligne * 240 } },
      },
      title,
      heading1,
      heading2,
      heading3,
      hyperlink: { run: { color: couleurs.lien, underline: { type: "single" } } },
    },
  };
}

/** Rend une numérotation de listes. */
function numerotation(docx, reference) {
  const formats = [docx.LevelFormat.DECIMAL, docx.LevelFormat.LOWER_LETTER, docx.LevelFormat.LOWER_ROMAN];
  const levels = Array.from({ length: NIVEAUX_DE_LISTE }, (_, level) => ({
    level,
    format: reference === "puces" ? docx.LevelFormat.BULLET : formats[level % formats.length],
    text: reference === "puces" ? ["•", "–"][level % 2] : `%${level + 1}.`,
    alignment: docx.AlignmentType.LEFT,
    style: { paragraph: { indent: { left: RETRAIT * (level + 1), hanging: RETRAIT * 0.75 } } },
  }));
  return { reference, levels };
}

/** Écrit des blocs en paragraphes Word. */
export class Ecrivain {
  constructor(docx) {
    this.docx = docx;
    this.listes = 0;
  }

  blocs(blocs, options = {}) {
    return blocs.flatMap((bloc) => this[bloc.genre](bloc, options));
  }

  titre({ niveau, suite }) {
    const { HeadingLevel, Paragraph } = this.docx;
    const { TITLE, HEADING_1, HEADING_2, HEADING_3 } = HeadingLevel;
    const heading = [TITLE, HEADING_1, HEADING_2, HEADING_3][Math.min(niveau, 4) - 1];
    return [new Paragraph({ heading, children: this.suite(suite) })];
  }

  paragraphe({ suite }, options) {
    return [new this.docx.Paragraph({ ...options, children: this.suite(suite, options) })];
  }

  liste({ ordonnee, elements }, { profondeur = 0 } = {}) {
    const level = Math.min(profondeur, NIVEAUX_DE_LISTE - 1);
    const numbering = { reference: ordonnee ? "numeros" : "puces", level, instance: ++this.listes };
    return elements.flatMap((blocs) =>
      blocs.flatMap((bloc, rang) => {
        if (bloc.genre === "liste") return this.liste(bloc, { profondeur: profondeur + 1 });
        if (bloc.genre !== "paragraphe") return this.blocs([bloc]);
        const place = rang === 0 ? { numbering } : { indent: { left: RETRAIT * (level + 1) } };
        return this.paragraphe(bloc, { ...place, spacing: { after: 60 } });
      }),
    );
  }

  tableau({ entetes, lignes }) {
    const { Paragraph, Table, TableCell, TableRow, WidthType } = this.docx;
    if (!lignes.length) return [];
    const parts = entetes === "lignes" && lignes[0].length === 2 ? [0.3, 0.7] : partsDesColonnes(lignes);
    const largeurs = parts.map((part) => Math.round(LARGEUR_UTILE * part));
    const cellule = (blocs, enTete, largeur) => {
      const contenu = this.blocs(enTete ? blocs.map(mettreEnGras) : blocs, { spacing: { after: 40 } });
      return new TableCell({
        children: contenu.length ? contenu : [new Paragraph({})],
        width: { size: largeur, type: WidthType.DXA },
        margins: { top: 60, bottom: 60, left: 100, right: 100 },
      });
    };
    const rangees = lignes.map((cellules, l) => {
      const tableHeader = entetes === "colonnes" && l === 0;
      const enGras = (c) => tableHeader || (entetes === "lignes" && c === 0);
      const children = largeurs.map((largeur, c) => cellule(cellules[c] ?? [], enGras(c), largeur));
      return new TableRow({ tableHeader, cantSplit: true, children });
    });
    const width = { size: LARGEUR_UTILE, type: WidthType.DXA };
    return [new Table({ columnWidths: largeurs, width, rows: rangees }), new Paragraph({})];
  }

  suite(suite) {
    const { ExternalHyperlink, TextRun } = this.docx;
    return suite.map(({ texte, gras, italique, lien, variable }) => {
      const marques = { bold: gras, italics: italique, highlight: variable && "yellow", style: lien && "Hyperlink" };
      const morceau = texte === "\n" ? new TextRun({ break: 1 }) : new TextRun({ text: texte, ...marques });
      return lien ? new ExternalHyperlink({ link: lien, children: [morceau] }) : morceau;
    });
  }

  /** Rend le pied d'une pièce : son numéro de page, rien d'autre. */
  piedDePiece() {
    const { AlignmentType, Footer, PageNumber, Paragraph, STYLES, TextRun } = this.docx;
    const pages = new TextRun({
      children: ["Page ", PageNumber.CURRENT, " sur ", PageNumber.TOTAL_PAGES],
      size: STYLES.pied * 2,
      color: STYLES.couleurs.pied,
    });
    return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [pages] })] });
  }

  pied(adresse) {
    const { AlignmentType, ExternalHyperlink, Footer, PageNumber, Paragraph, STYLES, TextRun } = this.docx;
    const petit = { size: STYLES.pied * 2, color: STYLES.couleurs.pied };
    const lien = new ExternalHyperlink({
      link: adresse,
      children: [new TextRun({ text: adresse, size: petit.size, style: "Hyperlink" })],
    });
    const pages = new TextRun({
      children: [" · page ", PageNumber.CURRENT, " sur ", PageNumber.TOTAL_PAGES],
      ...petit,
    });
    const texte = new TextRun({ text: "Modèle à adapter · ", ...petit });
    return new Footer({
      children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [texte, lien, pages] })],
    });
  }
}

function mettreEnGras(bloc) {
  return bloc.suite ? { ...bloc, suite: bloc.suite.map((morceau) => ({ ...morceau, gras: true })) } : bloc;
}

/** Met en service les boutons « Télécharger en Word ». */
export function installer() {
  const contenu = document.querySelector("[data-word-contenu]");
  for (const bouton of document.querySelectorAll("button[data-word]")) {
    const retour = poserRetour(bouton);
    bouton.addEventListener("click", async () => {
      if (bouton.getAttribute("aria-disabled")) return;
      bouton.setAttribute("aria-disabled", "true");
      retour.textContent = "Préparation…";
      try {
        const docx = await chargerDocx();
        const nom = `${(bouton.dataset.word || "clause").replace(/[^\p{L}\p{N}-]+/gu, "-").slice(0, 80)}.docx`;
        const metadonnees = metadonneesDe(contenu);
        const ecrivain = new Ecrivain(docx);
        const sections = partiesDe(contenu).map((blocs) => ({
          properties: { type: docx.SectionType.NEXT_PAGE },
          footers: { default: ecrivain.pied(metadonnees.adresse) },
          children: ecrivain.blocs(blocs),
        }));
        remettreAuVisiteur(await fabriquer(docx, metadonnees, sections), nom);
        retour.textContent = `Fichier prêt : ${nom}`;
      } catch (erreur) {
        retour.textContent = erreur instanceof ADire ? erreur.message : MESSAGE_ECHEC;
      } finally {
        bouton.removeAttribute("aria-disabled");
      }
    });
    bouton.hidden = false;
  }
}

/** Rend les blocs des textes à insérer, puis ceux des conseils, sur une autre page : elle se jette. */
function partiesDe(contenu) {
  if (!contenu.querySelector("h1")) return [lireBlocs(contenu)]; // un cadre de réponse n'a pas de conseils
  const [textes, conseils] = [contenu.cloneNode(true), contenu.cloneNode(true)];
  for (const conseil of textes.querySelectorAll(":scope > :not(h1, [data-word-texte]), [data-word-conseil]"))
    conseil.remove();
  conseils.querySelector("h1").textContent = "Conseils pour l’acheteur : partie à retirer";
  for (const texte of conseils.querySelectorAll(":scope > [data-word-texte]")) {
    if (!texte.querySelector("[data-word-conseil]")) texte.remove();
    for (const colle of texte.querySelectorAll(".texte-a-inserer, .cadre-reponse")) colle.remove();
  }
  return [textes, conseils].map(lireBlocs);
}

function metadonneesDe(contenu) {
  const titre = contenu.dataset.titre ?? contenu.querySelector("h1")?.textContent.trim() ?? document.title;
  const adresse = document.querySelector("link[rel=canonical]")?.href || location.href.replace(/[?#].*$/s, "");
  return { titre, adresse, auteur: document.querySelector("meta[name=author]")?.content || new URL(adresse).hostname };
}
