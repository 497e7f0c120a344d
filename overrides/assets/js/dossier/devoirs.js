// Ce que le droit demande à l'achat du dossier : les règles de « Que dois-je mettre ? » et leur évaluateur, jamais récrits ici. Sans page.

import { enDate } from "../dates.js";
import { depuisAdresse, lire, parDefaut, supposer } from "../obligations/cas.js";
import { clausesProposees, evaluer, juger, manquantes } from "../obligations/evaluateur.js";
import { ajouter, CHERCHER, constat } from "./controles/constat.js";
import { cederait } from "./controles/objets.js";
import { propre, repondre, SANS_CCAG } from "./etat.js";

// Ce que la procédure dite apprend, tant que le montant ne le calcule pas.
const ENONCES = {
  "petit-achat": { "petit-achat": "oui" },
  adaptee: { "petit-achat": "non", "seuil-europeen": "non" },
  formalisee: { "petit-achat": "non", "seuil-europeen": "oui" },
};
// Ce que toute consultation doit avoir : la suite de règles, le nom du constat et sa gravité.
const ESSENTIELS = {
  "condition-environnementale": ["condition-manque", "bloque"],
  "critere-environnemental": ["critere-manque", "bloque"],
  "condition-sociale": ["sociale-manque", "attention"],
};
const CRITERE = "critere-environnemental";
const QUESTIONS_COMMUNES = ["marche", "famille", "montant", "duree"];

/** Rend les réponses d'un dossier, nom → texte : ce que « Que dois-je mettre ? » a transmis, puis ce que le dossier dit lui-même. */
export function reponsesDuDossier(etat, faits) {
  const { marche, famille, montant, duree, ccag } = faits;
  const siennes = { marche, famille, montant, duree, ccag: ccag && (ccag === SANS_CCAG ? "non" : "oui") };
  return { ...etat.cas, ...Object.fromEntries(Object.entries(siennes).filter(([, reponse]) => reponse)) };
}

/** Rend le cas que l'évaluateur juge ; `jour` : celui de la visite. */
function casDuDossier(donnees, etat, faits, jour) {
  const { cas } = lire(donnees.faits, { ...parDefaut(donnees.faits, jour), ...reponsesDuDossier(etat, faits) });
  return { ...cas, ...propre(ENONCES, faits.procedure) };
}

/** Rend la famille de l'achat ; tant qu'il faut choisir, toutes celles que les clauses servent. */
const familles = ({ famille, familles: possibles }) => (famille || possibles.length < 2 ? [famille] : possibles);

/** Rend ce que tous les résultats disent : une règle propre à une famille attend que l'acheteur la choisisse. */
function commun([premier, ...autres]) {
  const garder = (nom) =>
    premier[nom].filter(({ regle }) => autres.every((autre) => autre[nom].some((r) => r.regle.id === regle.id)));
  return Object.fromEntries(["horsChamp", "obligations", "incertaines", "aPreciser"].map((nom) => [nom, garder(nom)]));
}

/**
 * Rend { horsChamp, restent, aPreciser, tombent } : les règles auxquelles le dossier ne répond pas encore, celles qu'il ne sait pas
 * juger, et (clés) → celles auxquelles rien ne répondrait plus sans ces textes.
 */
export function devoirsDuDossier({ donnees, jour }, etat, { faits, retenus }) {
  const resultat = commun(
    familles(faits).map((famille) => evaluer(donnees, casDuDossier(donnees, etat, { ...faits, famille }, jour))),
  );
  const textes = retenus.map(({ cle, fiche, texte }) => ({
    cle,
    clause: fiche.id,
    nature: texte.nature,
    piliers: texte.piliers ?? [],
  }));
  const aPreciser = manquantes({ obligations: resultat.aPreciser, incertaines: [] }, textes);
  const restentSans = (cles) =>
    manquantes(
      resultat,
      textes.filter(({ cle }) => !cles.includes(cle)),
    ).map(({ regle }) => regle);
  const deja = restentSans([]);
  return {
    horsChamp: resultat.horsChamp,
    restent: manquantes(resultat, textes),
    aPreciser,
    tombent: (cles) => restentSans(cles).filter((regle) => !deja.includes(regle)),
  };
}

/** Rend les constats du droit : les règles qui s'imposent à cet achat, et auxquelles rien ne répond. */
export function* constatsDuDroit(contexte) {
  const { etat, faits, devoirs } = contexte;
  const { horsChamp, restent, aPreciser } = contexte.dus;
  const lire = { geste: "obligations", libelle: "Lire « Que dois-je mettre ? »" };
  for (const { regle } of horsChamp)
    yield constat(
      "attention",
      "hors-champ",
      `${regle.titre}.`,
      `${regle.resume} Les obligations ne sont pas contrôlées.`,
      [lire],
    );
  for (const { regle, etat: due, supposes } of restent) {
    if (regle.suite === CRITERE && faits.procedure === "sans-concurrence") continue;
    const [code, gravite] = ESSENTIELS[regle.suite] ?? [
      "obligation",
      Object.keys(etat.cas).length ? "attention" : "info",
    ];
    yield constat(
      due === "due" || gravite === "info" ? gravite : "attention",
      code,
      `Rien ne répond encore à « ${regle.titre} ».`,
      [
        raisonDe(regle, devoirs.jour),
        ...supposes.map((nom) => `Supposé\u00a0: ${supposer(devoirs.donnees, nom)}`),
      ].join(" "),
      [...clausesQuiRepondent(regle, contexte).map(ajouter), ...(code === "obligation" ? [lire] : [CHERCHER])],
    );
  }
  if (!aPreciser.length) return;
  const noms = `${aPreciser
    .slice(0, 4)
    .map(({ regle }) => regle.titre)
    .join(" ; ")}${aPreciser.length > 4 ? "…" : "."}`;
  const dire = etat.montant ? [] : [{ geste: "question", question: "montant", libelle: "Dire le montant" }];
  yield constat(
    "info",
    "a-preciser",
    `${aPreciser.length} obligation${aPreciser.length > 1 ? "s dépendent" : " dépend"} de ce que le dossier ne sait pas.`,
    noms,
    [...dire, lire],
  );
}

function raisonDe({ resume, commence_le: debut, articles, a_ouvrir: aOuvrir }, jour) {
  const cites = `${articles.map(({ libelle }) => libelle).join(", ")}${aOuvrir && ` ; ${aOuvrir}`}`;
  return `${resume} ${debut ? `${debut > jour ? "À partir du" : "Depuis le"} ${enDate(debut)} (${cites})` : `Base légale : ${cites}`}.`;
}

// Au plus deux : le critère court de la famille d'abord, puis les clauses de cette famille et de ce contrat ; aucune qui céderait aussitôt.
function clausesQuiRepondent(regle, contexte) {
  const { fiches, plan, devoirs } = contexte;
  const { donnees } = devoirs;
  const { famille, marche } = contexte.faits;
  const clauses = clausesProposees(regle, famille);
  const convient = (id) =>
    !fiches.has(id) && (!marche || donnees.clauses[id].marches.includes(marche)) && !cederait(id, contexte);
  const siennes = clauses.filter((id) => convient(id) && donnees.clauses[id].familles.includes(famille));
  const deTous = clauses.filter((id) => convient(id) && donnees.clauses[id].familles.includes("toutes-familles"));
  const critere = propre(plan.familles, famille)?.critere?.id;
  const tries = [...siennes.filter((id) => id === critere), ...siennes.filter((id) => id !== critere), ...deTous];
  return tries.slice(0, 2).map((id) => ({ id, titre: donnees.clauses[id].titre }));
}

/** Rend la procédure que dit le cas, ou rien : un marché subséquent, un service social au-dessus du seuil européen suivent la leur. */
function procedureDe(donnees, cas) {
  const vrai = (fait, valeur) => donnees.faits[fait] && juger(donnees, cas, { fait, op: "est", valeur }).etat === true;
  if (
    vrai("contrat", "subsequent") ||
    (vrai("seuil-europeen", "oui") && donnees.faits["regime-allege"] && !vrai("regime-allege", "non"))
  )
    return "";
  return (
    Object.keys(ENONCES).find((procedure) =>
      Object.entries(ENONCES[procedure]).every(([fait, valeur]) => vrai(fait, valeur)),
    ) ?? ""
  );
}

/**
 * Reprend dans un dossier un cas de « Que dois-je mettre ? » : rend { etat, gardees: les questions dont le dossier garde sa réponse }.
 * Ce que le dossier demande aussi y va s'il n'en disait rien ; le reste est gardé à part.
 */
export function reprendreLeCas(donnees, etat, brut) {
  const { cas } = lire(donnees.faits, brut);
  const communs = {
    ...Object.fromEntries(QUESTIONS_COMMUNES.map((nom) => [nom, String(cas[nom] ?? "")])),
    procedure: procedureDe(donnees, cas),
    ccag: cas.ccag === "non" ? SANS_CCAG : "",
  };
  const dits = Object.entries(communs).filter(([, reponse]) => reponse);
  const aPart = Object.fromEntries(Object.entries(brut).filter(([nom]) => !QUESTIONS_COMMUNES.includes(nom)));
  const neufs = dits.filter(([question]) => !etat[question]);
  const repris = neufs.reduce((e, [question, reponse]) => repondre(e, question, reponse, new Map()), etat);
  return {
    etat: { ...repris, cas: aPart },
    gardees: dits
      .filter(([question, reponse]) => etat[question] && etat[question] !== reponse)
      .map(([question]) => question),
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

/** Reprend un cas sans rien changer à ce que le dossier en sait déjà. */
export const completerLeCas = (donnees, etat, brut) => reprendreLeCas(donnees, etat, { ...brut, ...etat.cas }).etat;
