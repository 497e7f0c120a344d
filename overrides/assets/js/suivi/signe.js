// Le document signé : les textes du dossier qu'il porte encore, tels qu'ils y sont écrits. Chargé quand on en ouvre un.

import "./socle.js";
import { lireDocument } from "../document-lu.js";
import { nettoyer } from "../dossier/texte.js";
import { LONG } from "./lecture.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/** Rend les textes que ces documents portent : { cle: « clause#texte », version: celle de la clause, ou rien, titre, piece: le nom du document, texte }. */
export async function lireLesSignes(fichiers) {
  const lus = fichiers.map(async (un) => {
    const { paragraphes, proprietes } = await lireDocument(un);
    return textesDe(paragraphes, proprietes, un.name.replace(/\.(docx|odt)$/i, ""));
  });
  return (await Promise.all(lus)).flat();
}

/** Un texte va de son titre, que son signet ou sa balise nomme, au titre suivant. */
function textesDe(paragraphes, manifeste, piece) {
  const trouves = [];
  const rangs = [0, 0];
  let courant = null;
  for (const { noeud, titre, noms, texte } of paragraphes) {
    if (titre) {
      const numero = numeroDe(noeud, rangs);
      const [cle, version = ""] = manifeste.get(noms.find((un) => manifeste.has(un)))?.split(" ") ?? [];
      courant = cle ? { cle, version, titre: nettoyer(`${numero}${texte}`), piece: nettoyer(piece), lignes: [] } : null;
      if (courant) trouves.push(courant);
    } else if (courant && texte) courant.lignes.push(texte);
  }
  return trouves
    .map(({ lignes, ...reste }) => ({ ...reste, texte: nettoyer(lignes.join("\n\n"), LONG) }))
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
