// Les fiches en cours, gardées sur l'appareil : { id, envoi, schema, valeurs, corps, nom, fichier, texte, complete } chacune.
// Celles d'un même envoi partent ensemble. Un onglet ne récrit que la sienne.

import { ecrireTexte, lireObjet } from "../appareil.js";

const CLE = "fiches-proposees";
export const REFUS =
  "Votre navigateur refuse de garder ce brouillon : il ne vit que dans cette page. Téléchargez ou copiez la fiche avant de la fermer.";

/** Rend de quoi nommer une fiche ou un envoi que personne d'autre n'a. */
export const cle = () => crypto.randomUUID?.() ?? String(Math.random());

/** Rend les fiches gardées ; aucune, si le navigateur refuse ou si rien ne s'en lit. */
export function relire() {
  const lues = lireObjet(CLE);
  return Array.isArray(lues) ? lues.filter((lue) => typeof lue?.schema === "string" && typeof lue.id === "string") : [];
}

/** Change les fiches gardées ; rend faux si le navigateur refuse. */
function changer(faire) {
  const fiches = faire(relire());
  return ecrireTexte(CLE, fiches.length ? JSON.stringify(fiches) : "");
}

/** Garde cette fiche à sa place, ou au bout ; rend faux si le navigateur refuse. */
export const garder = (fiche) =>
  changer((fiches) =>
    fiches.some(({ id }) => id === fiche.id)
      ? fiches.map((autre) => (autre.id === fiche.id ? fiche : autre))
      : [...fiches, fiche],
  );

/** Oublie cette fiche. */
export const oublier = (fiche) => changer((fiches) => fiches.filter(({ id }) => id !== fiche.id));

/** Appelle `faire` quand un autre onglet change cette fiche : rend la sienne, ou rien s'il l'a effacée. */
export function surveiller(fiche, faire) {
  addEventListener("storage", ({ key }) => {
    if (key !== null && key !== CLE) return;
    const autre = relire().find(({ id }) => id === fiche().id);
    if (autre?.texte !== fiche().texte) faire(autre);
  });
}
