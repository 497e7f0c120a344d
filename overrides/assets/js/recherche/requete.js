// Ce que veut dire une requête : des unités, chacune avec les termes d'index qui y répondent et leur poids.

import { composesDe, motsDe, racine } from "./langue.js";

const POIDS = { exact: 1, suite: 0.7, faible: 0.3, lexique: 0.55, corrige: 0.5, compose: 0.8 };
const SUITES = 8;
const DEBUT_MIN = 2;
const MOTS_MAX = 12;
const REFERENCE = /^[lrd]?\d+(-\d+)+$/;
/** Un code CPV, ou son début derrière « CPV », avec ou sans chiffre de contrôle. */
const CPV = /(?<![a-z0-9-])(?:cpv[\s:]*(\d{2,8})|(\d{8}))(?:-\d)?(?![a-z0-9-])/gi;
const CPV_LU = /^cpv(\d+)$/;
const GROUPE_CPV = 3;
/** Mots qui entourent une recherche sans la décrire. */
const BAVARDAGE = new Set(
  "bonjour clause clauses exemple exemples modele modeles cherche chercher recherche trouver veux voudrais besoin comment faire fait faut doit dois peut peux pouvoir demander exiger imposer obliger mettre rediger ecrire eviter etre avoir ai as quoi quelqu donner aussi definition signifie veut dire suis pourquoi combien mon mes pas trop type".split(
    " ",
  ),
);
/** Rend les mots d'une demande. « L. 2112-2 » se lit avec et sans sa lettre : qui la donne ne veut pas de « R. 2112-2 ». */
function demandes(texte, vides) {
  const mots = motsDe(
    texte.replace(CPV, (_, debut, code) => `cpv${debut ?? code}`),
    vides,
  );
  return mots.filter(
    (mot) => !(/^\d/.test(mot) && mots.some((autre) => REFERENCE.test(autre) && autre.slice(1) === mot)),
  );
}

/** Le lexique, par racines : suite de racines → rang du groupe, qui est aussi son terme dans l'index. */
export class Lexique {
  constructor(groupes, vides) {
    Object.assign(this, { vides, groupes: new Map(), parRacines: new Map(), longueurs: new Map() });
    for (const [rang, groupe] of groupes.entries()) this.ajouter(`#${rang}`, groupe);
  }

  /** Ajoute des expressions d'un groupe, toutes ou une partie ; de deux groupes qui ont la même, le premier l'emporte. */
  ajouter(rang, expressions) {
    if (expressions.length > (this.groupes.get(rang)?.length ?? 0)) this.groupes.set(rang, expressions);
    for (const expression of expressions) {
      const racines = motsUtiles(expression, this.vides).map(racine);
      const cle = racines.join(" ");
      if (!cle || this.parRacines.get(cle)?.rang <= rang) continue;
      this.parRacines.set(cle, { rang, expression });
      const connues = this.longueurs.get(racines[0]) ?? new Set();
      this.longueurs.set(racines[0], connues.add(racines.length));
    }
  }

  /** Rend { rang, expression, longueur } de l'expression la plus longue qui commence là, ou null. */
  lire(racines, ici) {
    for (const longueur of [...(this.longueurs.get(racines[ici]) ?? [])].sort((a, b) => b - a)) {
      if (ici + longueur > racines.length) continue; // la tranche serait plus courte que l'expression
      const trouve = this.parRacines.get(racines.slice(ici, ici + longueur).join(" "));
      if (trouve) return { ...trouve, longueur };
    }
    return null;
  }
}

/** Rend les mots qui décident d'une requête : sans son bavardage, les références derrière. */
export function motsUtiles(requete, vides) {
  const lus = demandes(requete, vides);
  const utiles = lus.filter((mot) => !BAVARDAGE.has(mot));
  const references = lus.filter((mot) => REFERENCE.test(mot)).slice(0, MOTS_MAX);
  const dits = (utiles.length ? utiles : lus).filter((mot) => !REFERENCE.test(mot));
  return [...dits.slice(0, MOTS_MAX - references.length), ...references];
}

/** Dit si le dernier mot est entier : un signe le suit. */
const estFinie = (requete) => /[\s.,;:!?)]$/.test(requete);

/** Rend ce qu'il faut avoir lu de l'index pour comprendre une requête : des clés, et le début que portent les suites du dernier mot. */
export function clesDe(requete, vides) {
  const mots = motsUtiles(requete, vides);
  const colles = mots.slice(1).map((mot, rang) => mots[rang] + mot);
  const dernier = mots.at(-1) ?? "";
  const debut = estFinie(requete) || /\d/.test(dernier) || dernier.length < DEBUT_MIN ? null : dernier;
  return { cles: [...mots, ...mots.map(racine), ...colles], debut };
}

/**
 * Rend les unités d'une requête : { saisi, mots, termes: Map terme → poids, groupe, corrections, reference, faibles }.
 *
 * `termes` : ce qui y répond ; pour une expression de plusieurs mots, `ensemble` liste ceux qui doivent y être tous.
 * `faibles` : les suites d'un mot déjà entier, qui se montrent après mais ne suffisent pas à répondre.
 */
export function lireRequete(requete, { vides, lexique, vocabulaire }) {
  const mots = motsUtiles(requete, vides);
  const racines = mots.map(racine);
  const colles = new Set(composesDe(requete, vides));
  const unites = [];
  for (let ici = 0; ici < mots.length; ) {
    const expression = lexique.lire(racines, ici);
    const longueur = expression?.longueur ?? 1;
    const siens = mots.slice(ici, ici + longueur);
    const dernier = ici + longueur === mots.length && !estFinie(requete);
    const unite = {
      saisi: siens.join(" "),
      mots: siens,
      groupe: expression?.rang,
      corrections: [],
      termes: new Map(),
      faibles: new Set(),
    };
    for (const mot of siens) ajouter(unite.termes, racine(mot), POIDS.exact / longueur ** 0.5);
    if (expression) ajouter(unite.termes, expression.rang, POIDS.lexique);
    unite.reference = siens.some((mot) => REFERENCE.test(mot));
    unite.ensemble = longueur > 1 ? siens.map(racine) : null;
    if (longueur === 1) elargir(unite, siens[0], { dernier, lexique, vocabulaire });
    const colle = mots[ici + 1] && mots[ici] + mots[ici + 1];
    const plausible = colles.has(colle) || vocabulaire.connait(colle) || /^[a-z]+\d+$/.test(colle); // « RE 2020 », « RE2020 »
    if (colle && plausible) ajouter(unite.termes, racine(colle), POIDS.compose);
    unites.push(unite);
    ici += longueur;
  }
  return unites;
}

/** Rend les unités qui décident : toutes, si aucune ne dit plus que le cadre. Une expression du lexique les garde (« sans emploi »). */
export function sansCadre(unites, cadre) {
  const decident = unites.filter(({ ensemble, mots }) => ensemble || !cadre.has(racine(mots[0])));
  return decident.length ? decident : unites;
}

/** Dit si la requête nomme un lieu à côté de ce qu'elle cherche. */
export function nommeUnLieu(requete, { vides, lieux }) {
  const dits = demandes(requete, vides).map(racine);
  return dits.length > 1 && dits.some((mot) => lieux.has(mot));
}

/** Rend les termes d'index qui valent la requête entière : telle quelle, sans son bavardage, ses fautes corrigées. */
export function clesDeNom(requete, unites, vides) {
  const lus = demandes(requete, vides);
  const utiles = lus.filter((mot) => !BAVARDAGE.has(mot));
  const corriges = new Map(unites.map(({ saisi, corrections }) => [saisi, corrections[0]]));
  const cle = (mots) => `${mots.map(racine).join(" ")}=`;
  return [...new Set([lus, utiles, utiles.map((mot) => corriges.get(mot) ?? mot)].map(cle))];
}

function ajouter(termes, terme, poids) {
  termes.set(terme, Math.max(poids, termes.get(terme) ?? 0));
}

/** Rend les débuts d'un code CPV, et le code entier tel qu'un texte l'écrit : un code que nulle famille ne donne mène à la plus proche. */
function termesDeCpv(mot) {
  const [, code] = CPV_LU.exec(mot) ?? [];
  if (!code) return [];
  const utile = code.replace(/0+$/, "").padEnd(2, "0");
  const tailles = Array.from({ length: utile.length + 1 }, (_, n) => n).filter(
    (n) => n >= Math.min(GROUPE_CPV, utile.length),
  );
  return [...(code.length === 8 ? [code] : []), ...tailles.map((n) => `cpv${utile.slice(0, n)}`)];
}

/** Complète un mot en cours de frappe, corrige un mot inconnu ; l'un et l'autre passent aussi par le lexique. */
function elargir(unite, mot, { dernier, lexique, vocabulaire }) {
  for (const terme of termesDeCpv(mot)) ajouter(unite.termes, terme, POIDS.exact);
  if (/\d/.test(mot)) return;
  const connu = vocabulaire.connait(mot) || unite.groupe !== undefined;
  const suites =
    dernier && mot.length >= DEBUT_MIN ? vocabulaire.completer(mot, SUITES).filter((suite) => suite !== mot) : [];
  if (connu) {
    // « clim » est un mot ; « climat » vient après, et ne suffit pas à répondre.
    for (const suite of suites) if (!unite.termes.has(racine(suite))) unite.faibles.add(racine(suite));
    for (const faible of unite.faibles) ajouter(unite.termes, faible, POIDS.faible);
    return;
  }
  const proches = new Map(suites.map((suite) => [suite, POIDS.suite]));
  if (!proches.size && !vocabulaire.connaitLaRacine(mot)) {
    unite.corrections = vocabulaire.corriger(mot);
    for (const corrige of unite.corrections) proches.set(corrige, POIDS.corrige);
  }
  for (const [proche, poids] of proches) {
    ajouter(unite.termes, racine(proche), poids);
    const groupe = lexique.lire([racine(proche)], 0);
    if (groupe) ajouter(unite.termes, groupe.rang, poids * POIDS.lexique);
    if (groupe && unite.groupe === undefined) unite.groupe = groupe.rang;
  }
}
