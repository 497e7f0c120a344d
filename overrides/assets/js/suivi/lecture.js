// Un suivi venu d'un fichier ou de l'appareil, relu sans rien croire. Sans page.

import { estUnJour } from "../dates.js";
import { nettoyer } from "../dossier/texte.js";
import { compter } from "../texte.js";
import { CHAMPS, ecartDesDates, NOM, VERSION, vide } from "./etat.js";

export const FORMAT = "mon-suivi";
const [COURT, LISTE_MAX, FAITS_MAX] = [200, 600, 5000];
/** Ce que tient, en signes, un texte cité ou une note. */
export const LONG = 20_000;
// Ce qu'un tableur calculerait, ce qu'une page exécuterait.
const ACTIF = /^\s*[=@]\s*\w|<\s*\/?\s*[a-z][^>]*>/i;
const ABIME = "Ce fichier .json est abîmé, ou coupé : reprenez-en une copie entière.";
const PAS_UN_SUIVI =
  "Ce fichier n’est pas un suivi : il vient du bouton « Enregistrer le suivi », de « Mon dossier » (.json), ou c’est un document Word que le dossier a fait.";

const estObjet = (brut) => typeof brut === "object" && brut !== null && !Array.isArray(brut);
const enListe = (brut) => (Array.isArray(brut) ? brut : []).slice(0, LISTE_MAX).filter(estObjet);
/** Rend ce jour s'il existe, sinon rien. */
export const enJourDit = (brut) => (typeof brut === "string" && estUnJour(brut) ? brut : "");
const textes = (brut, noms, longueur) => Object.fromEntries(noms.map((nom) => [nom, nettoyer(brut[nom], longueur)]));

/** Lit un suivi : rend { suivi, messages } ; échoue avec ce qu'il faut dire. Ce qui se comprend est gardé, le reste est dit. */
export function lire(brut) {
  if (!estObjet(brut) || !Array.isArray(brut.attendus)) throw new Error(PAS_UN_SUIVI);
  if (brut.version !== VERSION)
    throw new Error(
      `Ce suivi est à la version ${nettoyer(brut.version, 10) || "inconnue"} ; cette page lit la version ${VERSION}. Gardez ce fichier et rechargez la page : rien n’a changé.`,
    );
  const suivi = { ...vide(textes(brut, CHAMPS, COURT)), ...(nettoyer(brut.id, 60) && { id: nettoyer(brut.id, 60) }) };
  suivi.nom = suivi.nom.trim() || NOM;
  for (const champ of ["notification", "debut"]) suivi[champ] = enJourDit(brut[champ]);
  if (!/^\d{1,3}$/.test(suivi.duree)) suivi.duree = "";
  suivi.attendus = enListe(brut.attendus).map((un, rang) => ({
    id: /^a\d{1,4}$/.test(un.id) ? un.id : `a${rang + 1}`,
    ...textes(un, ["fiche", "clause", "quoi", "qui", "quand", "ecart"], LONG),
    ...(enJourDit(un.jour) && { jour: un.jour, preuve: nettoyer(un.preuve, LONG) }),
  }));
  suivi.textes = enListe(brut.textes).map((un) => textes(un, ["cle", "titre", "piece", "texte"], LONG));
  const declare = estObjet(brut.declare) ? brut.declare : {};
  suivi.declare = Object.fromEntries(
    Object.entries(declare)
      .filter(([champ, valeurs]) => /^considerations\w+$/.test(champ) && Array.isArray(valeurs))
      .map(([champ, valeurs]) => [champ, valeurs.slice(0, 20).map((une) => nettoyer(une))]),
  );
  suivi.bilan = enListe(brut.bilan).map((un) => ({
    ...textes(un, ["annee", "indicateur", "famille"], COURT),
    valeurs: estObjet(un.valeurs) ? textes(un.valeurs, Object.keys(un.valeurs).slice(0, 40), 30) : {},
  }));
  const faits = Object.entries(estObjet(brut.faits) ? brut.faits : {}).filter(([, fait]) => estObjet(fait));
  suivi.faits = Object.fromEntries(
    faits
      .slice(0, FAITS_MAX)
      .map(([cle, { tenu, ecart, note }]) => [
        nettoyer(cle, 40),
        { tenu: enJourDit(tenu), ecart: enJourDit(ecart), note: nettoyer(note, LONG) },
      ]),
  );
  suivi.lettres = enListe(brut.lettres).map((une) => ({
    ...textes(une, ["cle", "genre"], COURT),
    valeurs: estObjet(une.valeurs) ? textes(une.valeurs, Object.keys(une.valeurs).slice(0, 40), LONG) : {},
  }));
  return { suivi, messages: aDire(brut, suivi) };
}

/** Dit ce qui empêche de garder ce que l'acheteur dit du marché, ou rien. */
export function ecartDuChamp(suivi, champ, valeur) {
  const essai = { ...suivi, [champ]: valeur };
  if (valeur && ["notification", "debut", "duree"].includes(champ) && !lire(essai).suivi[champ])
    return champ === "duree"
      ? "La durée se dit en mois entiers, 999 au plus : rien n’a changé."
      : "Cette date n’existe pas : rien n’a changé.";
  return ecartDesDates(essai);
}

function aDire(brut, suivi) {
  const listes = ["attendus", "lettres", "bilan"];
  const perdus = listes.reduce((somme, liste) => somme + (brut[liste]?.length ?? 0) - suivi[liste].length, 0);
  const avant = Object.values(suivi.faits)
    .flatMap(({ tenu, ecart }) => [tenu, ecart])
    .filter((jour) => jour && suivi.notification && jour < suivi.notification).length;
  return [
    perdus > 0 && `${compter(perdus, "ligne illisible, laissée", "lignes illisibles, laissées")} : gardez le fichier.`,
    actif(suivi)
      ? "Ce fichier portait des formules ou des balises : elles sont gardées comme du texte, rien ne s’exécute."
      : "",
    avant && `${compter(avant, "date est", "dates sont")} avant la notification : relisez-les.`,
  ].filter(Boolean);
}

const actif = (valeur) =>
  typeof valeur === "string" ? ACTIF.test(valeur) : Object.values(valeur ?? {}).some((une) => actif(une));

/** Rend le contenu du fichier d'un suivi. */
export const enFichier = (suivi) => JSON.stringify({ format: FORMAT, ...suivi }, null, 1);

/** Lit le contenu d'un fichier .json : rend { suivi, messages }, ou { dossier: son texte } si c'est un dossier ; échoue avec ce qu'il faut dire. */
export function deFichier(texte) {
  if (!texte.trim()) throw new Error("Ce fichier est vide : choisissez-en un autre.");
  let brut;
  try {
    brut = JSON.parse(texte);
  } catch {
    throw new Error(ABIME);
  }
  if (brut?.format === "mon-dossier") return { dossier: texte };
  if (brut?.format !== FORMAT) throw new Error(PAS_UN_SUIVI);
  return lire(brut);
}
