// Ce que le droit demande à l'achat du dossier : les règles de « Que dois-je mettre ? » et leur évaluateur, jamais récrits ici. Sans page.

import { depuisAdresse, lire, parDefaut } from "../obligations/cas.js";
import { aEcrire, evaluer, quiRepondent } from "../obligations/evaluateur.js";
import { apprendre, formeDe, procedureDe } from "../obligations/procedure.js";
import { grouper } from "../texte.js";
import { cleDeLaLoi, propre, repondre, SANS_CCAG, SUPPOSABLES } from "./etat.js";
import { duLot, vautPour } from "./lots.js";
import { objetsDe } from "./niveaux.js";

/** L'état d'une obligation dans un dossier → son intitulé, ce qui reste à faire d'abord. */
export const ETATS = {
  "a-ecrire": "À écrire",
  "a-preciser": "À préciser",
  incertaine: "Incertain",
  "hors-documents": "À faire, hors des documents",
  ecrite: "Écrit",
  "ecrite-ailleurs": "Écrit ailleurs, dites-vous",
  dispensee: "Pas dû, motif à garder",
};

const CRITERE = "critere-environnemental";
const SANS_CONCURRENCE = "Sans mise en concurrence, il n’y a pas d’offres à départager.";
/** Ce que le dossier demande lui-même de l'achat. */
export const QUESTIONS_COMMUNES = ["marche", "famille", "montant", "duree"];

/** Rend les réponses d'un dossier, nom → texte : ce que « Que dois-je mettre ? » a transmis, puis ce que le dossier dit lui-même. */
export function reponsesDuDossier(etat, faits) {
  const { marche, famille, montant, duree, ccag } = faits;
  const siennes = { marche, famille, montant, duree, ccag: ccag && (ccag === SANS_CCAG ? "non" : "oui") };
  return { ...etat.cas, ...Object.fromEntries(Object.entries(siennes).filter(([, reponse]) => reponse)) };
}

/** Rend le cas que l'évaluateur juge ; `jour` : celui de la visite. */
function casDuDossier(donnees, etat, faits, jour) {
  const { cas } = lire(donnees.faits, { ...parDefaut(donnees.faits, jour), ...reponsesDuDossier(etat, faits) });
  return apprendre(donnees, cas, faits.procedure);
}

const CAS_RETENUS = 40;
const juges = new WeakMap(); // la base → ce qu'elle dit des derniers cas : à chaque touche, l'achat est le même

function juger(donnees, cas) {
  if (!juges.has(donnees)) juges.set(donnees, new Map());
  const [connus, cle] = [juges.get(donnees), JSON.stringify(cas)];
  if (connus.size >= CAS_RETENUS) connus.clear();
  if (!connus.has(cle)) connus.set(cle, evaluer(donnees, cas));
  return connus.get(cle);
}

/** Rend la famille de l'achat ; tant qu'il faut choisir, toutes celles que les clauses servent. */
const familles = ({ famille, familles: possibles }) => (famille || possibles.length < 2 ? [famille] : possibles);

/** Rend ce que tous les résultats disent : une règle propre à une famille attend que l'acheteur la choisisse. */
function commun(resultats) {
  const [premier, ...autres] = resultats.map(({ horsChamp, obligations, incertaines, aPreciser, nonDues }) => ({
    horsChamp,
    dus: [...obligations, ...incertaines, ...aPreciser, ...nonDues.filter(({ etat }) => etat === "dispensee")],
  }));
  const garder = (nom) =>
    premier[nom].filter(({ regle }) => autres.every((autre) => autre[nom].some((r) => r.regle.id === regle.id)));
  return { horsChamp: garder("horsChamp"), dus: garder("dus") };
}

/**
 * Rend { horsChamp, obligations, tombent, forme: celle d'un marché sans lots } : toutes les obligations de l'achat, chacune avec ce qu'en juge l'évaluateur (`juge` : due,
 * incertaine, a-preciser, dispensee) et son état dans le dossier (ETATS) ; `par` : les textes qui l'écrivent ; `note` : où l'acheteur dit
 * l'avoir écrite ; (clés) → celles auxquelles rien ne répondrait plus sans ces textes. Une phrase commune qui porte le nom de l'objet
 * d'une obligation l'écrit à elle seule : la clause qui l'appelle n'en traite pas. D'une opération, chaque lot est un marché : il se juge
 * avec sa famille, au montant de l'opération entière ; une obligation y a son état le moins avancé, et `lots` : ceux où elle l'a.
 */
export function devoirsDuDossier(devoirs, etat, composition) {
  const { faits, lots, retenus, parCle } = composition;
  if (!lots.length) return devoirsDUnMarche(devoirs, etat, composition);
  return reunir(
    lots.map(({ code, famille }) => ({
      code,
      ...devoirsDUnMarche(devoirs, etat, {
        ...composition,
        faits: { ...faits, famille: famille || faits.famille },
        retenus: duLot(retenus, code),
        parCle: new Map([...parCle].filter(([, texte]) => vautPour(texte.lots ?? [], code))),
      }),
    })),
  );
}

function reunir(juges) {
  const ordre = Object.keys(ETATS);
  const deTous = juges.flatMap(({ code, obligations }) => obligations.map((une) => ({ code, une })));
  const obligations = [...grouper(deTous, ({ une }) => une.regle.id).values()].map((siennes) => {
    const rang = ({ une }) => ordre.indexOf(une.etat);
    const pasDue = ({ une }) => Number(une.juge === "dispensee");
    const [premiere] = [...siennes].sort((a, b) => rang(a) - rang(b) || pasDue(a) - pasDue(b));
    const memes = siennes.filter((autre) => rang(autre) === rang(premiere));
    const par = [...new Set(siennes.flatMap(({ une }) => une.par ?? []))];
    const partout = memes.length === juges.length;
    return { ...premiere.une, ...(par.length && { par }), ...(!partout && { lots: memes.map(({ code }) => code) }) };
  });
  const uniques = (regles) => [...new Set(regles)];
  return {
    horsChamp: [
      ...grouper(
        juges.flatMap(({ horsChamp }) => horsChamp),
        ({ regle }) => regle.id,
      ).values(),
    ].map(([h]) => h),
    obligations,
    tombent: (cles) => uniques(juges.flatMap(({ tombent }) => tombent(cles))),
  };
}

function devoirsDUnMarche({ donnees, jour }, etat, { faits, retenus, parCle }) {
  const { horsChamp, dus } = commun(
    familles(faits).map((famille) => juger(donnees, casDuDossier(donnees, etat, { ...faits, famille }, jour))),
  );
  const textes = retenus.map(({ cle, fiche, texte }) => ({
    cle,
    clause: fiche.id,
    nature: texte.nature,
    piliers: texte.piliers ?? [],
    objets: texte.objets ?? [],
    connus: objetsDe(fiche),
  }));
  const ecrites = dus
    .map(({ regle }) => regle)
    .filter(({ id, textes: siens }) => siens.length && etat.ecrites.includes(id));
  const obligations = dus.map(({ etat: juge, ...resultat }) => ({
    ...resultat,
    juge,
    ...etatDe(resultat, juge, { etat, textes, parCle, faits, ecrites }),
  }));
  const tombent = (cles) => {
    const restent = textes.filter(({ cle }) => !cles.includes(cle));
    return obligations
      .filter((une) => une.juge !== "dispensee" && une.juge !== "a-preciser" && aEcrire(une))
      .filter(({ par, regle }) => !propre(etat.ailleurs, regle.id) && !par?.some((cle) => /^(loi|socle)#/.test(cle)))
      .filter((une) => quiRepondent(une, textes).length && !quiRepondent(une, restent).length)
      .map(({ regle }) => regle);
  };
  return {
    horsChamp,
    obligations,
    tombent,
    forme: formeDe(donnees, casDuDossier(donnees, etat, faits, jour), faits.procedure),
  };
}

function etatDe(resultat, juge, { etat, textes, parCle, faits, ecrites }) {
  const { regle } = resultat;
  // Deux règles de même texte, l'une de l'année, l'autre de la suivante : écrit, il vaut pour les deux.
  const siens = ecrites
    .filter(({ textes: [premier] }) => premier.texte === regle.textes[0]?.texte)
    .flatMap((une) => une.textes.map((_, rang) => cleDeLaLoi(une, rang)))
    .filter((cle) => parCle.has(cle));
  const commune = `socle#${regle.objet}`;
  const par = parCle.has(commune) ? [commune] : [...quiRepondent(resultat, textes).map(({ cle }) => cle), ...siens];
  if (par.length) return { etat: "ecrite", par };
  const note = propre(etat.ailleurs, regle.id);
  if (note !== undefined) return { etat: "ecrite-ailleurs", note };
  if (regle.suite === CRITERE && faits.procedure === "sans-concurrence")
    return { etat: "dispensee", dispense: { motif: SANS_CONCURRENCE, articles: [] } };
  if (juge !== "due") return { etat: juge };
  return { etat: aEcrire(resultat) ? "a-ecrire" : "hors-documents" };
}

/**
 * Reprend dans un dossier un cas de « Que dois-je mettre ? » : rend { etat, gardees: les questions dont le dossier garde sa réponse }.
 * Ce que le dossier demande aussi y va s'il n'en disait rien, ou le supposait ; le reste est gardé à part. Une supposition qui en revient
 * telle quelle le reste.
 */
export function reprendreLeCas(donnees, etat, brut) {
  const { cas } = lire(donnees.faits, brut);
  const communs = {
    ...Object.fromEntries(QUESTIONS_COMMUNES.map((nom) => [nom, String(cas[nom] ?? "")])),
    procedure: procedureDe(donnees, cas),
    ccag: cas.ccag === "non" ? SANS_CCAG : "",
  };
  const dits = Object.entries(communs).filter(([nom, reponse]) => reponse && reponse !== etat[nom]);
  const aPart = Object.fromEntries(Object.entries(brut).filter(([nom]) => !QUESTIONS_COMMUNES.includes(nom)));
  const aDire = ([question]) => !etat[question] || etat.supposes.includes(question);
  const neufs = dits.filter(aDire);
  const repris = neufs.reduce((e, [question, reponse]) => repondre(e, question, reponse, new Map()), etat);
  return {
    etat: {
      ...repris,
      cas: aPart,
      supposes: repris.supposes.filter(
        (nom) => SUPPOSABLES.includes(nom) || (etat.cas[nom] && aPart[nom] === etat.cas[nom]),
      ),
    },
    gardees: dits.filter((dit) => !aDire(dit)).map(([question]) => question),
  };
}

/** Reprend les cas saisis avec lesquels des clauses ont été ajoutées, chacun une fois. */
export function reprendreLesCas(donnees, etat) {
  const saisis = new Set(etat.clauses.map(({ cas }) => cas).filter(Boolean));
  if (!saisis.size) return etat;
  const repris = [...saisis].reduce(
    (e, cas) => completerLeCas(donnees, e, depuisAdresse(donnees.faits, cas).brut),
    etat,
  );
  return { ...repris, clauses: repris.clauses.map(({ cas: _, ...reste }) => reste) };
}

/** Reprend un cas sans rien changer à ce que le dossier en sait déjà ; ce qu'il en suppose cède. */
export function completerLeCas(donnees, etat, brut) {
  const dits = Object.entries(etat.cas).filter(([nom]) => !(etat.supposes.includes(nom) && nom in brut));
  const supposes = etat.supposes.filter((nom) => !(nom in brut) || SUPPOSABLES.includes(nom));
  return reprendreLeCas(donnees, { ...etat, supposes }, { ...brut, ...Object.fromEntries(dits) }).etat;
}
