// Ce que le droit demande à un cas. Pur : des règles et des réponses entrent, un résultat sort ; ni page, ni horloge.
//
// `donnees` : { faits, seuils, contradictions, regles }, de faits.json et des règles de la famille. `cas` : nom du fait → réponse déjà lue (cas.js) :
// un code, un nombre, un jour AAAA-MM-JJ ; une réponse absente est inconnue. Une condition est vraie, fausse, ou null : inconnue.

import { plusMois } from "../dates.js";

/** Rend { montant, commence_le, annonce } d'un seuil au jour dit ; `annonce` : un montant que rien ne confirme encore. Inconnu : null. */
export function seuilAu(seuil, jour) {
  const arrivees = seuil.valeurs.filter(({ depuis }) => depuis <= jour);
  const confirmee = arrivees.findLast(({ confiance }) => confiance === "confirmee");
  if (!confirmee || (confirmee.jusqu_au && confirmee.jusqu_au < jour)) return null;
  const annoncee = arrivees.findLast(({ confiance, depuis }) => confiance !== "confirmee" && depuis > confirmee.depuis);
  return { montant: confirmee.montant, commence_le: confirmee.commence_le, annonce: annoncee?.montant };
}

const COMPARER = {
  est: (reponse, valeur) => reponse === valeur,
  "n-est-pas": (reponse, valeur) => reponse !== valeur,
  parmi: (reponse, valeur) => valeur.includes(reponse),
  hors: (reponse, valeur) => !valeur.includes(reponse),
  "au-moins": (reponse, valeur) => reponse >= valeur,
  "plus-de": (reponse, valeur) => reponse > valeur,
  "au-plus": (reponse, valeur) => reponse <= valeur,
  "moins-de": (reponse, valeur) => reponse < valeur,
};

/** Dit si une réponse remplit une condition sur une valeur. */
export const remplit = ({ op, valeur }, reponse) => COMPARER[op](reponse, valeur);

/** Rend { etat, manque, doutes } d'une condition ; `manque` : les faits, ou « seuil:nom », qu'il faudrait connaître. */
export function juger(donnees, cas, condition) {
  const fait = donnees.faits[condition.fait];
  if (fait.vrai_si.length) {
    const deduit = unDe(fait.vrai_si.map((si) => toutes(donnees, cas, si)));
    // Énoncé par le cas, un fait déduit vaut tant que rien ne le calcule.
    if (deduit.etat === null && cas[condition.fait] !== undefined)
      return { etat: remplit(condition, cas[condition.fait]), manque: [], doutes: [] };
    if (deduit.etat === null) return deduit;
    return { ...deduit, etat: remplit(condition, deduit.etat ? "oui" : "non") };
  }
  const reponse = cas[condition.fait];
  if (reponse === undefined) return { etat: null, manque: [condition.fait], doutes: [] };
  if (!condition.seuil) return { etat: remplit(condition, reponse), manque: [], doutes: [] };
  if (!cas.lancement) return { etat: null, manque: ["lancement"], doutes: [] };
  const valeur = seuilAu(donnees.seuils[condition.seuil], cas.lancement);
  if (!valeur) return { etat: null, manque: [`seuil:${condition.seuil}`], doutes: [] };
  const etat = COMPARER[condition.op](reponse, valeur.montant);
  const autrement = valeur.annonce !== undefined && COMPARER[condition.op](reponse, valeur.annonce) !== etat;
  return { etat, manque: [], doutes: autrement ? [{ seuil: condition.seuil, montant: valeur.annonce }] : [] };
}

/** Dit si le cas remplit ce fait, sûrement ; un fait que la base n'a pas n'est jamais rempli. */
export const estVrai = (donnees, cas, fait) =>
  Boolean(donnees.faits[fait]) && juger(donnees, cas, { fait, op: "est", valeur: "oui" }).etat === true;

function toutes(donnees, cas, conditions) {
  const jugees = conditions.map((condition) => ({ condition, ...juger(donnees, cas, condition) }));
  const fausses = jugees.filter(({ etat }) => etat === false);
  if (fausses.length)
    return {
      etat: false,
      manque: [],
      doutes: fausses.flatMap(({ doutes }) => doutes),
      fausses: fausses.map(({ condition }) => condition),
    };
  return {
    etat: jugees.some(({ etat }) => etat === null) ? null : true,
    manque: jugees.flatMap(({ manque }) => manque),
    doutes: jugees.flatMap(({ doutes }) => doutes),
    fausses: [],
  };
}

function unDe(groupes) {
  const vrai = groupes.find(({ etat }) => etat === true);
  if (vrai) return { etat: true, manque: [], doutes: vrai.doutes };
  const etat = groupes.some((groupe) => groupe.etat === null) ? null : false;
  return { etat, manque: groupes.flatMap(({ manque }) => manque), doutes: groupes.flatMap(({ doutes }) => doutes) };
}

/** Rend { etat, manque, annees } : la règle vaut-elle au jour qu'elle compte ? `annees` : celles de l'exécution qu'elle régit. */
function aTemps(regle, cas) {
  const fin = regle.jusqu_a ?? "9999-12-31";
  if (!cas.lancement) return { etat: null, manque: ["lancement"], annees: [] };
  if (regle.compte_depuis === "lancement")
    return { etat: regle.depuis <= cas.lancement && cas.lancement <= fin, manque: [], annees: [] };
  const signature = cas.signature ?? cas.lancement;
  if (regle.compte_depuis === "signature")
    return { etat: regle.depuis <= signature && signature <= fin, manque: [], annees: [] };
  const dernier = plusMois(signature, cas.duree ?? 0);
  const annees = [];
  for (let annee = Number(signature.slice(0, 4)); annee <= Number(dernier.slice(0, 4)); annee += 1) {
    if (regle.depuis <= `${annee}-12-31` && fin >= `${annee}-01-01`) annees.push(annee);
  }
  return { etat: annees.length > 0 && regle.depuis <= dernier && signature <= fin, manque: [], annees };
}

// Tant que la famille est inconnue, rien n'écarte une réponse.
const sert = ({ familles }, famille) => !famille || !familles.length || familles.includes(famille);

/** Rend les clauses à proposer pour une règle : celle qui n'y répond que dans d'autres familles n'en est pas. */
export function clausesProposees({ clauses, satisfait_par: reponses }, famille) {
  return clauses.filter((id) => !reponses.some((reponse) => reponse.clauses.includes(id) && !sert(reponse, famille)));
}

/**
 * Rend ce qu'une règle dit du cas : { regle, etat, manque, doutes, annees, fausses, aContretemps, dispense, dispenses, reponses, supposes }.
 * `etat` : due, incertaine, dispensee, non-due, a-preciser. `dispenses` : les exceptions qui restent possibles ; `reponses` : ce
 * qui répond à la règle dans la famille du cas ; `supposes` : les faits sans réponse dont elle prend celle que la base suppose.
 */
export function appliquer(donnees, cas, regle) {
  const dit = sansSupposer(donnees, cas, regle);
  const supposes = dit.etat === "a-preciser" ? dit.manque.filter((nom) => donnees.faits[nom]?.suppose) : [];
  if (!supposes.length) return { ...dit, supposes };
  const suppose = sansSupposer(
    donnees,
    { ...cas, ...Object.fromEntries(supposes.map((nom) => [nom, donnees.faits[nom].suppose])) },
    regle,
  );
  return { ...suppose, manque: [...suppose.manque, ...supposes], supposes };
}

function sansSupposer(donnees, cas, regle) {
  const conditions = toutes(donnees, cas, regle.si);
  const temps = aTemps(regle, cas);
  const commun = {
    regle,
    annees: temps.annees,
    doutes: conditions.doutes,
    manque: [],
    fausses: conditions.fausses,
    dispenses: [],
    reponses: regle.satisfait_par.filter((reponse) => sert(reponse, cas.famille)),
  };
  if (conditions.etat === false || temps.etat === false)
    return { ...commun, etat: "non-due", aContretemps: temps.etat === false };
  const dispenses = regle.sauf.map((dispense) => ({ dispense, ...toutes(donnees, cas, dispense.si) }));
  const jouee = dispenses.find(({ etat }) => etat === true);
  if (jouee) return { ...commun, etat: "dispensee", dispense: jouee.dispense };
  if (conditions.etat === null || temps.etat === null)
    return { ...commun, etat: "a-preciser", manque: [...conditions.manque, ...temps.manque] };
  const possibles = dispenses.filter(({ etat }) => etat === null);
  const etat = regle.certitude === "sur" && !conditions.doutes.length ? "due" : "incertaine";
  return {
    ...commun,
    etat,
    dispenses: possibles.map(({ dispense }) => dispense),
    manque: possibles.flatMap(({ manque }) => manque),
  };
}

/** Rend les faits dont une règle dépend encore : répondus ou non, dans l'ordre des questions. */
export function questions(donnees, cas) {
  return Object.keys(donnees.faits).filter((nom) => {
    const { demande } = donnees.faits[nom];
    if (demande !== "au-besoin") return demande === "toujours";
    const { [nom]: _, ...sans } = cas;
    return donnees.regles.some((regle) => appliquer(donnees, sans, regle).manque.includes(nom));
  });
}

/** Rend les messages des réponses qui se contredisent : { faits, message }. */
export function contradictions(donnees, cas) {
  const trouvees = donnees.contradictions.filter(({ si }) => toutes(donnees, cas, si).etat === true);
  const parmi = trouvees.map(({ si, message }) => ({ faits: si.map(({ fait }) => fait), message }));
  const signature = cas.signature && cas.lancement && cas.signature < cas.lancement;
  return signature
    ? [
        ...parmi,
        { faits: ["signature", "lancement"], message: "La signature précède le lancement : vérifiez les deux dates." },
      ]
    : parmi;
}

const DE_CHOIX = ["est", "n-est-pas", "parmi", "hors"];

/**
 * Rend les façons de remplir une condition fausse, chacune une liste de conditions : elle-même, ou ce dont son fait est déduit.
 * Changer d'acheteur, de contrat ou de famille n'en est une que s'il n'y en a pas d'autre ; demander plus qu'une autre, jamais.
 */
function facons(donnees, cas, condition) {
  const { vrai_si: groupes, ecarte } = donnees.faits[condition.fait];
  if (!groupes.length || ecarte === "en-silence" || !remplit(condition, "oui")) return [[condition]];
  const toutesFacons = groupes.map((si) => toutes(donnees, cas, si).fausses);
  const contient = (grande, petite) =>
    petite.length < grande.length && petite.every(({ mots }) => grande.some((x) => x.mots === mots));
  const utiles = toutesFacons.filter((une) => !toutesFacons.some((autre) => contient(une, autre)));
  const proches = utiles.filter(
    (fausses) => !fausses.some(({ fait, op }) => donnees.faits[fait].demande === "toujours" && DE_CHOIX.includes(op)),
  );
  return proches.length ? proches : utiles;
}

/** Rend ce qui sépare une règle non due de l'achat : un choix compte plus qu'un nombre ou qu'une date. */
function distance({ manquements, aContretemps }) {
  const poids = (si) => si.reduce((somme, { op }) => somme + (DE_CHOIX.includes(op) ? 2 : 1), 0);
  return manquements.reduce((somme, possibles) => somme + Math.min(...possibles.map(poids)), aContretemps ? 1 : 0);
}

/** Rend vrai si la règle, non due, mérite une raison : elle vise bien cette famille et ce contrat. */
function meriteUneRaison(donnees, { manquements }) {
  return manquements.every((possibles) =>
    possibles.some((si) => si.every(({ fait }) => donnees.faits[fait].ecarte === "en-le-disant")),
  );
}

function unParSuite(resultats) {
  const vues = new Set();
  return resultats.filter(({ regle: { suite } }) => !suite || (!vues.has(suite) && vues.add(suite)));
}

/** Rend les non dues, dans leur ordre ; d'une suite, celle à qui il manque le moins : sa raison est la vraie. */
function laPlusProche(ecartees) {
  const parSuite = new Map();
  for (const resultat of ecartees) {
    const garde = parSuite.get(resultat.regle.suite);
    if (resultat.regle.suite && (!garde || distance(resultat) < distance(garde)))
      parSuite.set(resultat.regle.suite, resultat);
  }
  return ecartees.filter((resultat) => !resultat.regle.suite || parSuite.get(resultat.regle.suite) === resultat);
}

/**
 * Rend { horsChamp, procedure, obligations, incertaines, facultes, aPreciser, nonDues }.
 * D'une suite de règles, dont une au plus s'applique, les non dues ne gardent que la plus proche de l'achat, et aucune si une
 * autre joue ; `manquements` : ce qu'il faudrait à chacune, et les façons de chaque condition.
 */
export function evaluer(donnees, cas) {
  const hors = donnees.regles.filter(({ rubrique }) => rubrique === "hors-champ");
  const horsChamp = hors.map((regle) => appliquer(donnees, cas, regle)).filter(({ etat }) => etat === "due");
  // Hors du champ, la page ne dit rien de plus : elle n'en sait pas assez.
  const tous = horsChamp.length
    ? []
    : donnees.regles.filter(({ rubrique }) => rubrique !== "hors-champ").map((regle) => appliquer(donnees, cas, regle));
  const dela = (rubrique, etats) =>
    tous.filter(({ regle, etat }) => regle.rubrique === rubrique && etats.includes(etat));
  const suitesPrises = new Set(
    tous
      .filter(({ etat }) => etat !== "non-due")
      .map(({ regle }) => regle.suite)
      .filter(Boolean),
  );
  const ecartees = dela("obligation", ["non-due"])
    .filter(({ regle }) => !suitesPrises.has(regle.suite))
    .map((resultat) => ({
      ...resultat,
      manquements: resultat.fausses.map((condition) => facons(donnees, cas, condition)),
    }))
    .filter((resultat) => meriteUneRaison(donnees, resultat));
  const nonDues = [...dela("obligation", ["dispensee"]), ...laPlusProche(ecartees)];
  return {
    horsChamp,
    procedure: dela("procedure", ["due", "incertaine"]),
    obligations: dela("obligation", ["due"]),
    incertaines: dela("obligation", ["incertaine"]),
    facultes: dela("faculte", ["due", "incertaine"]),
    aPreciser: unParSuite(tous.filter(({ etat, regle }) => etat === "a-preciser" && regle.rubrique !== "faculte")),
    nonDues,
  };
}

/**
 * Rend ceux des textes, { clause, nature, piliers, objets, connus: les objets de toute la clause }, qui répondent à la règle de ce résultat,
 * dans la famille du cas. D'une clause nommée dont un texte traite de l'objet de la règle, celui-là répond ; retiré, aucun autre n'en tient lieu.
 */
export function quiRepondent({ regle, reponses }, textes) {
  const enTraite = ({ objets = [], connus = [] }) => objets.includes(regle.objet) || !connus.includes(regle.objet);
  return textes.filter((texte) =>
    reponses.some(
      ({ nature, pilier, clauses }) =>
        (clauses.includes(texte.clause) && enTraite(texte)) ||
        ((nature || pilier) && (!nature || texte.nature === nature) && (!pilier || texte.piliers.includes(pilier))),
    ),
  );
}

/** Dit si les documents doivent écrire l'obligation : elle a son texte, ou une réponse dont l'acte ne tient pas lieu. */
export const aEcrire = ({ regle, reponses }) => regle.textes.length > 0 || (reponses.length > 0 && !regle.facultatif);

/** Rend les obligations du résultat que ce dossier, { textes, tenues: celles qu'il écrit autrement }, ne dit pas encore. */
export const manquantes = ({ obligations, incertaines }, { textes, tenues }) =>
  [...obligations, ...incertaines].filter(
    (une) => aEcrire(une) && !tenues.has(une.regle.id) && !quiRepondent(une, textes).length,
  );
