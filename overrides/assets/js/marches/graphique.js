// Les chiffres en image, comme celles du site : SVG en ligne, lu à voix haute, lisible sans couleur ; et la même, en fichier.

import { compter } from "../texte.js";

const [LARGE, RANGEE, HAUT, BARRE] = [360, 92, 56, 10];
const [SIGNES, SIGNES_PETITS, ECHELLE, MARGE] = [40, 58, 4, 12];
const FONDS = { color: "#0b5c4d", "font-family": "sans-serif", "font-size": 12.5 };
// La feuille du site l'emporte à l'écran ; le fichier, qui ne l'a pas, garde ces attributs.
const REPONSES = [
  ["oui", "oui", { class: "image-plein", fill: "currentColor" }],
  ["non", "déclaré non", { class: "image-cadre", fill: "#fff", stroke: "#555" }],
  ["inconnu", "inconnu", { class: "image-trait", fill: "none", stroke: "#555", "stroke-dasharray": "2 3" }],
];

function dessin(nom, attributs, ...enfants) {
  const cree = document.createElementNS("http://www.w3.org/2000/svg", nom);
  for (const [cle, valeur] of Object.entries(attributs)) cree.setAttribute(cle, valeur);
  cree.append(...enfants);
  return cree;
}

const rect = (x, y, width, attributs) => dessin("rect", { x, y, width, height: BARRE, ...attributs });
const mots = (y, texte, attributs = { class: "image-petit" }) => dessin("text", { y, ...attributs }, texte);
const FORT = { class: "image-mois", "font-weight": 700 };

/** Rend ce que disent les réponses { oui, non, inconnu } d'autant de contrats. */
export const enMots = ({ oui, non, inconnu }, contrats) =>
  `${oui} oui (${Math.round((100 * oui) / contrats)}\u00a0%), ${non} déclaré${non > 1 ? "s" : ""} non, ${inconnu} inconnu${inconnu > 1 ? "s" : ""}`;

function uneBarre(y, titre, reponses, contrats) {
  let x = 0;
  const parts = REPONSES.filter(([nom]) => reponses[nom]).map(([nom, , attributs]) => {
    const large = (LARGE * reponses[nom]) / contrats;
    x += large;
    return rect(x - large, y + 5, large, attributs);
  });
  const texte = `${titre}\u00a0: ${enMots(reponses, contrats)}`;
  const serre = texte.length > SIGNES_PETITS && { textLength: LARGE, lengthAdjust: "spacingAndGlyphs" };
  return [mots(y, texte, { class: "image-petit", ...serre }), ...parts];
}

/** Rend l'image des lignes [nom, { contrats, environnement, social }] : deux barres chacune, coupées selon les réponses. `cle` : son identifiant. */
export function enImage(cle, titre, lignes, source) {
  const haut = HAUT + lignes.length * RANGEE;
  const dite = lignes.map(
    ([nom, { contrats, environnement, social }]) =>
      `${nom}\u00a0: environnement, ${enMots(environnement, contrats)} ; social, ${enMots(social, contrats)}.`,
  );
  return dessin(
    "svg",
    {
      ...FONDS,
      viewBox: `0 0 ${LARGE} ${haut + 14}`,
      role: "img",
      "aria-labelledby": `${cle}-titre`,
      "aria-describedby": `${cle}-description`,
    },
    dessin("title", { id: `${cle}-titre` }, titre),
    dessin("desc", { id: `${cle}-description` }, dite.join(" ")),
    mots(14, titre, { class: "image-fort", "font-weight": 700 }),
    ...REPONSES.flatMap(([, mot, attributs], rang) => [
      rect(rang * 110, 28, 18, attributs),
      mots(37, mot, { class: "image-petit", x: rang * 110 + 24 }),
    ]),
    ...lignes.map(([nom, { contrats, environnement, social }], rang) =>
      dessin(
        "g",
        { transform: `translate(0 ${HAUT + rang * RANGEE})` },
        mots(
          12,
          `${nom.length > SIGNES ? `${nom.slice(0, SIGNES)}…` : nom} (${compter(contrats, "contrat", "contrats")})`,
          FORT,
        ),
        ...uneBarre(31, "Environnement", environnement, contrats),
        ...uneBarre(62, "Social", social, contrats),
      ),
    ),
    mots(haut + 8, source),
  );
}

/** Rend le PNG d'une image, sur fond blanc ; échoue si le navigateur ne la dessine pas. */
export async function enPng(svg) {
  const [width, height] = ["width", "height"].map((cote) => svg.viewBox.baseVal[cote] + 2 * MARGE);
  const [toile, copie, image] = [document.createElement("canvas"), svg.cloneNode(true), new Image()];
  const tailles = { width: width * ECHELLE, height: height * ECHELLE };
  Object.assign(toile, tailles);
  const cadre = { ...tailles, viewBox: `${-MARGE} ${-MARGE} ${width} ${height}` };
  for (const [nom, taille] of Object.entries(cadre)) copie.setAttribute(nom, taille);
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copie))}`;
  await image.decode();
  const feuille = toile.getContext("2d");
  feuille.fillStyle = "#fff";
  feuille.fillRect(0, 0, toile.width, toile.height);
  feuille.drawImage(image, 0, 0);
  return new Promise((rendre, refuser) => toile.toBlob((blob) => (blob ? rendre(blob) : refuser()), "image/png"));
}
