// Un dossier venu d'un lien, d'un fichier ou de l'appareil, relu sans rien croire. Sans page.

import { LISTE_MAX, NOM_MAX, numeroNeuf, PARAGRAPHE_MAX, propre, QUESTIONS, SUPPOSABLES, vide } from "./etat.js";
import { estObjet, lireFiche } from "./fiche.js";
import { LOTS_MAX, PART_MAX } from "./lots.js";
import { NIVEAUX } from "./niveaux.js";
import { attendSonTexte, CLAUSES_MAX, VERSION } from "./souvenir.js";
import { nettoyer } from "./texte.js";

const TITRE_MAX = 400;
const CAS_MAX = 2000;
const RETIRES_MAX = 400;
const CODE = /^[a-z][a-z0-9-]{0,79}$/i;
const CLE_DE_VALEUR = /^[a-z][a-z0-9_-]{0,60}$/;
const CLE = /^[a-z0-9#-]{1,140}$/i;
const PARAGRAPHE = /^p\d{1,4}$/;
const LOT = /^[1-9]\d?[a-z]?$/;
const JOUR = /^\d{4}-\d{2}-\d{2}$/;
const DUREE = /^\d{1,3}$/;
const MONTANT = /^\d{1,12}(\.\d{1,2})?$/;

// Une expression régulière lit aussi un nombre, ou une liste d'un seul mot : seul un texte se garde.
const selon = (motif, valeur) => (typeof valeur === "string" && motif.test(valeur) ? valeur : "");

/**
 * Lit un dossier venu d'un lien, d'un fichier ou de l'appareil : rend { etat, messages }.
 * Rien n'est cru : ce qui se comprend est gardé, le reste est dit.
 */
export function lire(brut) {
  if (!estObjet(brut) || !Array.isArray(brut.clauses)) throw new Error("Ce n’est pas un dossier.");
  if (brut.version !== VERSION)
    throw new Error(
      `Ce dossier est à la version ${nettoyer(brut.version, 10) || "inconnue"} ; cette page lit la version ${VERSION}.`,
    );
  const messages = [];
  const etat = vide(nettoyer(brut.nom, NOM_MAX).trim() || "Dossier reçu");
  etat.lot = nettoyer(brut.lot, 120);
  for (const question of [...QUESTIONS, "conseil"]) etat[question] = selon(CODE, brut[question]);
  etat.debut = selon(JOUR, brut.debut);
  etat.duree = selon(DUREE, brut.duree);
  etat.montant = selon(MONTANT, brut.montant);
  if (brut.sansCriteres === "oui") etat.sansCriteres = "oui";
  etat.lots = lireListe(brut.lots, lireLot, LOTS_MAX).filter(
    ({ code }, rang, lots) => lots.findIndex((autre) => autre.code === code) === rang,
  );
  const codes = etat.lots.map(({ code }) => code);
  const lues = brut.clauses
    .slice(0, CLAUSES_MAX)
    .map((une) => lireEntree(une, codes))
    .filter(Boolean);
  etat.clauses = lues.filter(({ id }, rang) => lues.findIndex((autre) => autre.id === id) === rang);
  if (brut.clauses.length > CLAUSES_MAX)
    messages.push(`Un dossier a au plus ${CLAUSES_MAX} clauses. Laissées : ${brut.clauses.length - CLAUSES_MAX}.`);
  const perdues = Math.min(brut.clauses.length, CLAUSES_MAX) - etat.clauses.length;
  if (perdues) messages.push(`Clauses illisibles ou en double, laissées : ${perdues}.`);
  etat.partagees = lireValeurs(brut.partagees);
  const couper = (liste, quoi) => {
    const trop = Array.isArray(liste) ? liste.length - LISTE_MAX : 0;
    if (trop > 0) messages.push(`Un dossier a au plus ${LISTE_MAX} ${quoi}. Laissés : ${trop}.`);
  };
  couper(brut.criteres, "critères");
  couper(brut.paragraphes, "paragraphes à vous");
  etat.criteres = lireListe(
    brut.criteres,
    (c) =>
      estObjet(c) && {
        nom: nettoyer(c.nom, 80),
        poids: nettoyer(c.poids, 6),
        ...(codes.includes(c.lot) && { lot: c.lot }),
      },
  );
  etat.retires = lireListe(brut.retires, (cle) => selon(CLE, cle), RETIRES_MAX);
  etat.achats = lireListe(brut.achats, (code) => selon(CODE, code));
  etat.cas = lireValeurs(brut.cas);
  etat.supposes = [...new Set(lireListe(brut.supposes, (nom) => selon(CODE, nom)))].filter(
    (nom) => propre(etat.cas, nom) || (SUPPOSABLES.includes(nom) && etat[nom]),
  );
  etat.ecrites = lireListe(brut.ecrites, (id) => selon(CODE, id), RETIRES_MAX);
  const desLots = Object.entries(estObjet(brut.loiDesLots) ? brut.loiDesLots : {})
    .filter(([id]) => etat.ecrites.includes(id))
    .map(([id, siens]) => [id, lireLots(siens, codes)]);
  etat.loiDesLots = Object.fromEntries(desLots.filter(([, siens]) => siens.length));
  // Celui d'un lot qui n'est plus là ne devient pas celui de tous.
  const partis = desLots.filter(([, siens]) => codes.length && !siens.length).map(([id]) => id);
  etat.ecrites = etat.ecrites.filter((id) => !partis.includes(id));
  etat.ailleurs = lireValeurs(brut.ailleurs);
  etat.socle = lireListe(brut.socle, (id) => selon(CODE, id));
  etat.paragraphes = numeroter(lireListe(brut.paragraphes, lireParagraphe));
  const illisibles =
    Math.min(LISTE_MAX, Array.isArray(brut.paragraphes) ? brut.paragraphes.length : 0) - etat.paragraphes.length;
  if (illisibles) messages.push(`Paragraphes illisibles, laissés : ${illisibles}.`);
  for (const [article, cles] of Object.entries(estObjet(brut.ordre) ? brut.ordre : {}).slice(0, LISTE_MAX)) {
    if (article === "" || CLE_DE_VALEUR.test(article)) etat.ordre[article] = lireListe(cles, (cle) => selon(CLE, cle));
  }
  return { etat, messages };
}

const lireListe = (liste, un, maximum = LISTE_MAX) =>
  Array.isArray(liste) ? liste.slice(0, maximum).map(un).filter(Boolean) : [];

function lireLot(brut) {
  if (!estObjet(brut) || !selon(LOT, brut.code)) return null;
  const { code, nom, famille, part } = brut;
  return { code, nom: nettoyer(nom, NOM_MAX), famille: selon(CODE, famille), part: nettoyer(part, PART_MAX) };
}

const lireLots = (lots, codes) => lireListe(lots, (code) => codes.includes(code) && code, LOTS_MAX);

function lireEntree(brut, codes) {
  if (!estObjet(brut) || !selon(CODE, brut.id)) return null;
  const garde = lireFiche(brut.garde);
  const lue = {
    id: brut.id,
    version: nettoyer(brut.version, 30),
    valeurs: lireValeurs(brut.valeurs),
    ...(garde?.id === brut.id && { garde, ...(brut.recue === true && { recue: true }) }),
  };
  const lots = lireLots(brut.lots, codes);
  const niveau = NIVEAUX.includes(brut.niveau) ? brut.niveau : attendSonTexte(lue) ? "" : "base";
  const [titre, cas] = [attendSonTexte(lue) && nettoyer(brut.titre, TITRE_MAX), nettoyer(brut.cas, CAS_MAX)];
  return { ...lue, niveau, ...(lots.length && { lots }), ...(titre && { titre }), ...(cas && { cas }) };
}

function lireValeurs(brut) {
  const valeurs = {};
  for (const [nom, valeur] of Object.entries(estObjet(brut) ? brut : {}).slice(0, 200)) {
    if (CLE_DE_VALEUR.test(nom) && ["string", "number"].includes(typeof valeur)) valeurs[nom] = nettoyer(valeur);
  }
  return valeurs;
}

function lireParagraphe(brut) {
  if (!estObjet(brut) || !selon(CLE_DE_VALEUR, brut.article)) return null;
  return {
    id: selon(PARAGRAPHE, brut.id),
    article: brut.article,
    titre: nettoyer(brut.titre, 120),
    texte: nettoyer(brut.texte, PARAGRAPHE_MAX),
  };
}

// Un paragraphe garde son numéro, dont l'ordre d'un article se sert ; sans numéro, ou en double, il en prend un neuf.
function numeroter(lus) {
  const faits = [];
  for (const p of lus)
    faits.push(!p.id || faits.some(({ id }) => id === p.id) ? { ...p, id: numeroNeuf([...lus, ...faits]) } : p);
  return faits;
}
