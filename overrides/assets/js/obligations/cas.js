// Les réponses : du texte saisi ou d'une adresse à un cas, et retour. Une réponse impossible donne un message ; le reste est gardé.

import { enDate, estUnJour } from "../dates.js";
import { accorder, ecrireNombre, lireNombre } from "../nombres.js";

export const VERSION = "1";

const dire = (jour) => jour.split("-").reverse().join("/");

/** Rend { valeur } ou { message } pour une réponse saisie, non vide. */
function lireReponse(fait, texte) {
  const unite = fait.unite ? ` ${fait.unite}` : "";
  if (fait.type === "nombre") {
    const valeur = lireNombre(texte);
    if (Number.isNaN(valeur)) return { message: "Écrivez un nombre, en chiffres : 12000 ou 12 000,50." };
    if (fait.min !== null && valeur < fait.min) return { message: `Au moins ${ecrireNombre(fait.min)}${unite}.` };
    if (fait.max !== null && valeur > fait.max)
      return { message: `Au plus ${ecrireNombre(fait.max)}${unite} : au-delà, vérifiez le nombre.` };
    return { valeur };
  }
  if (fait.type === "date") {
    if (!estUnJour(texte)) return { message: "Écrivez un jour du calendrier." };
    if (fait.min !== null && texte < fait.min)
      return { message: `Cette page connaît le droit depuis le ${dire(fait.min)}.` };
    if (fait.max !== null && texte > fait.max)
      return { message: `Cette page ne connaît pas le droit après le ${dire(fait.max)}.` };
    return { valeur: texte };
  }
  return Object.hasOwn(fait.choix, texte) ? { valeur: texte } : { message: "Choisissez une réponse de la liste." };
}

/** Rend { cas, messages } : nom du fait → réponse lue, et nom du fait → ce qui ne va pas. `brut` : nom → texte saisi. */
export function lire(faits, brut) {
  const cas = {};
  const messages = {};
  for (const [nom, fait] of Object.entries(faits)) {
    const texte = Object.hasOwn(brut, nom) ? String(brut[nom]).trim().slice(0, 80) : "";
    if (!texte || fait.demande === "deduit") continue;
    const { valeur, message } = lireReponse(fait, texte);
    if (message) messages[nom] = message;
    else cas[nom] = valeur;
  }
  return { cas, messages };
}

/** Rend les réponses proposées d'abord ; `jour` : celui de la visite. */
export function parDefaut(faits, jour) {
  const proposes = Object.entries(faits).filter(([, { defaut }]) => defaut);
  return Object.fromEntries(proposes.map(([nom, { defaut }]) => [nom, defaut === "aujourd-hui" ? jour : defaut]));
}

/** Rend ce qui est supposé d'un fait sans réponse : « Outre-mer : non. » */
export const supposer = ({ faits }, nom) =>
  `${faits[nom].libelle}\u00a0: ${faits[nom].choix[faits[nom].suppose].toLowerCase()}.`;

/** Rend « v=1&acheteur=… » : les réponses saisies, pour l'adresse. */
export function versAdresse(faits, brut) {
  const parties = new URLSearchParams({ v: VERSION });
  for (const nom of Object.keys(faits))
    if (String(brut[nom] ?? "").trim()) parties.set(nom, String(brut[nom]).trim().slice(0, 80));
  return parties.toString();
}

/** Rend { brut, message } d'une adresse : les réponses qu'elle porte, et ce qu'elle a d'étranger. */
export function depuisAdresse(faits, ancre) {
  const parties = new URLSearchParams(String(ancre).replace(/^#/, ""));
  const brut = {};
  const inconnus = [];
  for (const [nom, texte] of parties) {
    if (nom === "v" || nom === "lot") continue;
    if (Object.hasOwn(faits, nom) && faits[nom].demande !== "deduit") brut[nom] = texte;
    else if (texte) inconnus.push(nom);
  }
  const version = parties.get("v");
  if (version && version !== VERSION)
    return {
      brut,
      message:
        "Ce lien vient d’une autre version de la page : nous avons gardé les réponses qu’elle connaît encore. Relisez-les.",
    };
  if (Object.keys(brut).length && inconnus.length)
    return {
      brut,
      message: "Une partie de ce lien n’a pas été comprise : nous avons gardé le reste. Relisez vos réponses.",
    };
  return { brut, message: "" };
}

export const LOTS_MAX = 20;

/** Rend les lots d'une adresse, « lot=nettoyage:12000 » pour chacun : { famille, montant }, le montant tel qu'il est saisi. */
export function lotsDeLAdresse(ancre) {
  const dits = new URLSearchParams(String(ancre).replace(/^#/, "")).getAll("lot").slice(0, LOTS_MAX);
  return dits.map((dit) => {
    const [famille, montant = ""] = dit.split(":");
    return { famille, montant: montant.slice(0, 20) };
  });
}

/** Rend ce qui ajoute ces lots à une adresse. */
export const lotsVersAdresse = (lots) =>
  lots.map(({ famille, montant }) => `&lot=${encodeURIComponent(`${famille}:${montant}`)}`).join("");

/** Rend une réponse du cas telle qu'on la lit. */
export function reponseEnMots(fait, reponse) {
  if (fait.type === "date") return enDate(reponse);
  if (fait.type === "nombre")
    return `${ecrireNombre(reponse)}${fait.unite ? `\u00a0${accorder(fait.unite, reponse)}` : ""}`;
  return fait.choix[reponse];
}
