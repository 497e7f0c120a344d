// Le dossier en Word : titres et articles numérotés, renvois vivants, blancs surlignés, chaque texte signé de sa version.

import "./socle.js";
import { chargerDocx } from "../modules.js";
import { Ecrivain, fabriquer } from "../word.js";
import { RECUE } from "./document.js";

const RETRAIT = 567;
// Les sections qui ne se publient pas : seules, elles disent d'où vient le modèle.
const HORS_DU_MARCHE = new Set(["garde", "verifier", "annexes", "a-garder", "note"]);
const PROPRIETES_MAX = 200;

/** Fabrique le fichier : rend une promesse de Blob. */
export async function fabriquerDossier(sections, etat, { parCle, recues }, plan) {
  const docx = await chargerDocx();
  const ecrivain = new EcrivainDeDossier(docx);
  const parAncre = [...parCle.values()].filter(({ source }) => source === "clause").slice(0, PROPRIETES_MAX);
  const proprietes = parAncre.map(({ ancre, cle, entree, fiche }) => ({
    name: ancre,
    value: `${cle} ${recues.has(fiche.id) ? RECUE : entree.garde?.version === fiche.version ? fiche.version : entree.version || fiche.version}`,
  }));
  const pages = sections.map(({ nom, blocs }, rang) => ({
    properties: rang ? { type: docx.SectionType.NEXT_PAGE } : {},
    footers: { default: HORS_DU_MARCHE.has(nom) ? ecrivain.pied(`${plan.site}dossier/`) : ecrivain.piedDePiece() },
    children: ecrivain.section(blocs),
  }));
  return fabriquer(docx, { titre: etat.nom, adresse: plan.site, auteur: plan.auteur }, pages, {
    proprietes,
    numerotations: [articles(docx)],
  });
}

/** Fabrique un document à part : rend une promesse de Blob. Un renvoi à un autre document y est un simple numéro. */
export async function fabriquerUn({ nom, blocs }, etat, plan) {
  const docx = await chargerDocx();
  const ecrivain = new EcrivainDeDossier(docx, new Set(blocs.map(({ ancre }) => ancre).filter(Boolean)));
  const page = {
    footers: { default: HORS_DU_MARCHE.has(nom) ? ecrivain.pied(`${plan.site}dossier/`) : ecrivain.piedDePiece() },
    children: ecrivain.section(blocs),
  };
  return fabriquer(docx, { titre: etat.nom, adresse: plan.site, auteur: plan.auteur }, [page], {
    numerotations: [articles(docx)],
  });
}

/** Fabrique l'archive de ces documents et de ces fichiers, [nom, Blob] : rend une promesse de Blob. */
export async function fabriquerArchive(documents, etat, plan, fichiers) {
  const { zipSync } = await chargerDocx();
  const contenu = {};
  for (const [nom, blob] of fichiers) contenu[nom] = new Uint8Array(await blob.arrayBuffer());
  for (const un of documents) {
    const blob = await fabriquerUn(un, etat, plan);
    contenu[`${un.nom}.docx`] = new Uint8Array(await blob.arrayBuffer());
  }
  return new Blob([zipSync(contenu, { level: 0 })], { type: "application/zip" });
}

// Les numéros sont ceux de Word : « 1 », puis « 1.1 », et repartent à chaque pièce.
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
  /** `ancres` : les titres de ce document, quand il n'est pas seul ; sans elles, tout renvoi est vivant. */
  constructor(docx, ancres = null) {
    super(docx);
    this.ancres = ancres;
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

  section(blocs) {
    this.piece = (this.piece ?? 0) + 1;
    return this.blocs(blocs);
  }

  titre({ niveau, suite, numero, ancre }) {
    const { Bookmark, HeadingLevel, Paragraph } = this.docx;
    const heading = [HeadingLevel.TITLE, HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][
      niveau
    ];
    const numbering = numero ? { reference: "articles", level: niveau - 2, instance: this.piece } : undefined;
    const mots = this.suite(suite);
    return [
      new Paragraph({ heading, numbering, children: ancre ? [new Bookmark({ id: ancre, children: mots })] : mots }),
    ];
  }

  /** Un renvoi est un champ : son numéro est écrit d'avance, et Word le refait quand on le lui demande. */
  suite(suite) {
    return suite.flatMap((morceau) =>
      morceau.renvoi && (this.ancres?.has(morceau.renvoi) ?? true)
        ? [new this.docx.SimpleField(`REF ${morceau.renvoi} \\r \\h`, morceau.texte)]
        : super.suite([morceau]),
    );
  }
}
