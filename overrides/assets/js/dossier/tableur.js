// Le suivi du dossier dans un classeur : paysage, par date, à imprimer et à cocher.

import "./socle.js";
import { enDate, plusJours, plusMois } from "../dates.js";
import { chargerTableur } from "../modules.js";
import { datesDe, suivis } from "./suivi.js";

// La largeur d'une page A4 en paysage, en signes.
const LIGNES = {
  Date: 12,
  "À recevoir, à contrôler": 45,
  Qui: 15,
  Quand: 19,
  "En cas d’écart": 21,
  Clause: 18,
  "Fait le": 11,
};
const ECHEANCES = { Date: 12, "À recevoir, à contrôler": 76, Qui: 20, "Fait le": 13, Remarques: 20 };
const TRAIT = { borderColor: "#999999", borderStyle: "thin" };

/** Fabrique le classeur de ces lignes du suivi (document.js) : rend une promesse de Blob. Ses dates viennent du début et de la durée du marché ; sans eux, il les laisse à remplir. */
export async function fabriquerSuivi(etat, siennes) {
  const { ecrireClasseur } = await chargerTableur();
  const lignes = suivis(etat, siennes);
  const echeances = lignes
    .flatMap((ligne) => datesDe(ligne).map((jour) => ({ ...ligne, jour })))
    .sort((a, b) => a.jour.localeCompare(b.jour));
  const feuilles = [
    feuille(
      "Suivi",
      etat,
      LIGNES,
      lignes.map((l) => [enCase(l.jour), l.quoi, l.qui, l.quand, l.ecart, l.clause, null]),
    ),
    ...(echeances.length
      ? [
          feuille(
            "Échéances",
            etat,
            ECHEANCES,
            echeances.map((l) => [enCase(l.jour), l.quoi, l.qui, null, null]),
          ),
        ]
      : []),
  ];
  return ecrireClasseur(feuilles, { fontFamily: "Arial", fontSize: 9, features: [A_IMPRIMER] }).toBlob();
}

const enCase = (jour) => (jour ? { value: new Date(`${jour}T00:00:00Z`), format: "dd/mm/yyyy", align: "left" } : null);

function feuille(nom, etat, colonnes, lignes) {
  const mois = Number(etat.duree);
  const periode =
    etat.debut && mois
      ? `Du ${enDate(etat.debut)} au ${enDate(plusJours(plusMois(etat.debut, mois), -1))}`
      : "Dates\u00a0: dites le début et la durée du marché dans le dossier, ou écrivez-les ici.";
  const tete = (texte) => ({ value: texte, fontWeight: "bold", backgroundColor: "#E8E8E8", wrap: true, ...TRAIT });
  const une = (valeur) => ({
    ...(valeur?.value ? valeur : { value: valeur, type: String }),
    wrap: true,
    alignVertical: "top",
    ...TRAIT,
  });
  return {
    sheet: nom,
    data: [
      [{ value: [etat.nom, etat.lot].filter(Boolean).join(", "), fontWeight: "bold", fontSize: 13 }],
      [{ value: periode }],
      Object.keys(colonnes).map(tete),
      ...lignes.map((ligne) => ligne.map(une)),
    ],
    columns: Object.values(colonnes).map((width) => ({ width })),
    orientation: "landscape",
    stickyRowsCount: 3,
  };
}

// Ce que la bibliothèque n'a pas : la ligne d'en-tête en haut de chaque page, et toutes les colonnes sur une largeur.
const A_IMPRIMER = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) => xml.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
        transformElementAttributes: (nom, attributs) =>
          nom === "pageSetup" ? { ...attributs, fitToHeight: 0 } : attributs,
      },
      "xl/workbook.xml": {
        transform: (xml, feuilles) =>
          xml.replace(
            "<definedNames/>",
            `<definedNames>${feuilles.map(({ sheet }, rang) => `<definedName name="_xlnm.Print_Titles" localSheetId="${rang}">'${sheet}'!$3:$3</definedName>`).join("")}</definedNames>`,
          ),
      },
    },
  },
};
