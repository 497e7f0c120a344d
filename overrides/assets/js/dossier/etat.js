// L'état d'un dossier, sans page : ce que l'acheteur a choisi et rempli. Chaque geste rend un nouvel état.
//
// { version, nom, lot, marche, famille, acheteur, procedure, ccag, debut, duree, montant: estimé, hors taxes, pour toute la durée,
//   sansCriteres: « oui » si, sans mise en concurrence, les critères sont laissés de côté,
//   clauses: [{ id, version, niveau, valeurs: { nom: texte }, garde: la clause telle qu'elle fut ajoutée, ou rien,
//     recue: `garde` vient d'un fichier, et rien ne dit que la base l'a publiée,
//     titre: tant que la clause attend son texte, cas: les réponses de « Que dois-je mettre ? » à reprendre avec elle,
//     lots: les codes de ceux auxquels elle s'en tient, ou rien }],
//   lots d'une opération de travaux : [{ code: « 2 », nom, famille, part: du montant, en pour cent }],
//   partagees: { nom: texte }, criteres: [{ nom, poids, lot: le code du sien, ou rien : tous }], socle: [id], paragraphes: [{ id, article, titre, texte }],
//   ordre: { article: [clé de texte] }, retires: [clé de texte retiré de sa clause],
//   achats: [forme d'achat dite], cas: { fait: réponse }, de « Que dois-je mettre ? », de la liste des obligations ou du dossier conseillé,
//   supposes: [fait dont la réponse vient du dossier conseillé, montant et durée compris ; nul ne l'a dite, ni confirmée],
//   conseil: le dossier conseillé d'où il vient, ou rien,
//   ecrites: [obligation dont le texte est pris], loiDesLots: { obligation: les codes des lots auxquels s'en tient son texte }, absente : tous,
//   ailleurs: { obligation: où l'acheteur dit l'avoir écrite } }

import { niveauxDe } from "./niveaux.js";
import { attendSonTexte, NOM, reporterSansTexte, VERSION } from "./souvenir.js";
import { nettoyer } from "./texte.js";

export const NOM_MAX = 80;
export const PARAGRAPHE_MAX = 4000;
export const LISTE_MAX = 40;
const NOTE_MAX = 200;
export const QUESTIONS = ["marche", "famille", "acheteur", "procedure", "ccag"];
export const SANS_CCAG = "aucun";
/** Ce que le dossier demande lui-même, et qu'un dossier conseillé suppose. */
export const SUPPOSABLES = ["montant", "duree"];

/** Rend un dossier vide. */
export function vide(nom = NOM) {
  const reponses = Object.fromEntries(QUESTIONS.map((question) => [question, ""]));
  return {
    version: VERSION,
    nom,
    lot: "",
    conseil: "",
    ...reponses,
    debut: "",
    duree: "",
    montant: "",
    sansCriteres: "",
    lots: [],
    clauses: [],
    partagees: {},
    criteres: [],
    socle: [],
    paragraphes: [],
    ordre: {},
    retires: [],
    achats: [],
    cas: {},
    supposes: [],
    ecrites: [],
    loiDesLots: {},
    ailleurs: {},
  };
}

/** Rend la clé d'un texte qu'une obligation donne au dossier. */
export const cleDeLaLoi = ({ id }, rang) => `loi#${id}#${rang}`;

/** Prend le texte de ces obligations, { regle, lots: ceux à qui il manque, ou rien : tous } ; un lot de plus s'ajoute à ceux qui l'ont. */
export const ecrireLaLoi = (etat, dues) => dues.reduce(ecrireUneLoi, etat);

function ecrireUneLoi(etat, { regle: { id }, lots }) {
  const { [id]: deja, ...reste } = etat.loiDesLots;
  const tous = !lots || (etat.ecrites.includes(id) && !deja);
  return {
    ...etat,
    ecrites: [...new Set([...etat.ecrites, id])],
    loiDesLots: tous ? reste : { ...reste, [id]: [...new Set([...(deja ?? []), ...lots])] },
  };
}

/** Retire le texte d'une obligation. */
export function oterLaLoi(etat, id) {
  const { [id]: _, ...loiDesLots } = etat.loiDesLots;
  return { ...etat, ecrites: etat.ecrites.filter((autre) => autre !== id), loiDesLots };
}

/** Note où l'acheteur dit avoir écrit une obligation ; `null` : nulle part. */
export function noterAilleurs(etat, id, note) {
  const { [id]: _, ...reste } = etat.ailleurs;
  return { ...etat, ailleurs: note === null ? reste : { ...reste, [id]: nettoyer(note, NOTE_MAX) } };
}

/** Rend le numéro du paragraphe à venir. */
export const numeroNeuf = (paragraphes) => `p${1 + Math.max(0, ...paragraphes.map(({ id }) => Number(id.slice(1))))}`;

/** Rend la valeur d'une clé propre d'un objet venu de loin, ou rien. */
export const propre = (objet, cle) => (Object.hasOwn(objet ?? {}, cle) ? objet[cle] : undefined);

// La clause qui n'avait que son nom reçoit son texte d'aujourd'hui : son niveau voulu s'il existe, et ses valeurs, les partagées à leur place.
function recevoirTexte(etat, fiche) {
  const { niveau: voulu, valeurs } = etat.clauses.find(({ id }) => id === fiche.id);
  const niveau = niveauxDe(fiche).includes(voulu) ? voulu : niveauDentree(etat, fiche);
  const recue = changer(etat, fiche.id, { version: fiche.version, niveau, valeurs: {}, garde: fiche });
  return Object.entries(valeurs).reduce((e, [nom, valeur]) => ecrireValeur(e, fiche, nom, valeur), recue);
}

/** Prend le texte que la base publie aujourd'hui. */
export const prendreTexte = (etat, fiche) =>
  changer(etat, fiche.id, { version: fiche.version, garde: fiche, recue: false });

/** Donne à chaque entrée le texte publié, quand c'est de lui qu'elle parle : inscrite ou venue d'un lien, elle n'en a pas ; d'un fichier, il n'est pas sûr. */
export function garderLesTextes(etat, fraiches) {
  const inscrites = etat.clauses.filter((entree) => attendSonTexte(entree) && fraiches.has(entree.id));
  if (inscrites.length)
    return garderLesTextes(
      inscrites.reduce((e, { id }) => recevoirTexte(e, fraiches.get(id)), etat),
      fraiches,
    );
  const siennes = etat.clauses.filter(
    ({ id, version, garde, recue }) =>
      fraiches.get(id)?.version === version && (!garde || (recue && garde.version === version)),
  );
  return siennes.reduce((e, { id }) => prendreTexte(e, fraiches.get(id)), etat);
}

/** Rend le dossier où chaque clause qui a changé de nom porte le neuf ; `anciens` : nom d'avant → celui d'aujourd'hui. Le même, si rien n'a changé. */
export function suivreLesNoms(etat, anciens) {
  const nom = (id) => propre(anciens, id) ?? id;
  if (!etat.clauses.some(({ id }) => nom(id) !== id)) return etat;
  const cle = (ancienne) => ancienne.replace(/^[^#]+(?=#)/, nom);
  const neuves = etat.clauses.map(({ id, garde, ...reste }) => ({
    id: nom(id),
    ...reste,
    ...(garde && { garde: { ...garde, id: nom(id), adresse: `clauses/${nom(id)}/` } }),
  }));
  return {
    ...etat,
    clauses: neuves.filter(({ id }, rang) => neuves.findIndex((autre) => autre.id === id) === rang),
    retires: etat.retires.map(cle),
    ordre: Object.fromEntries(Object.entries(etat.ordre).map(([article, cles]) => [article, cles.map(cle)])),
  };
}

/** Change une entrée : niveau, version… */
export const changer = (etat, id, changement) => ({
  ...etat,
  clauses: etat.clauses.map((entree) => (entree.id === id ? { ...entree, ...changement } : entree)),
});

/** Écrit une valeur : celle de toutes les clauses si la variable est dite partagée, sinon celle de cette clause seule. */
export function ecrireValeur(etat, fiche, nom, valeur) {
  const variable = propre(fiche.variables, nom);
  if (!variable) return etat;
  const poser = (valeurs, cle) => {
    const { [cle]: _, ...reste } = valeurs;
    return valeur === null ? reste : { ...reste, [cle]: nettoyer(valeur) };
  };
  if (variable.partagee) return { ...etat, partagees: poser(etat.partagees, variable.partagee) };
  const entree = etat.clauses.find(({ id }) => id === fiche.id);
  return changer(etat, fiche.id, { valeurs: poser(entree.valeurs, nom) });
}

/** Reporte ce qui vient d'être touché sur la page d'une clause : son niveau, s'il est dit, et ces seules valeurs ; `null` : la valeur proposée. */
export function reporter(etat, id, niveau, saisies) {
  const entree = etat.clauses.find((autre) => autre.id === id);
  const suivant = niveau ? changer(etat, id, { niveau }) : etat;
  if (entree && attendSonTexte(entree)) return reporterSansTexte(etat, id, niveau, saisies);
  if (!entree?.garde) return etat;
  return Object.entries(saisies).reduce((e, [nom, valeur]) => ecrireValeur(e, entree.garde, nom, valeur), suivant);
}

/** Rend la valeur saisie d'une variable, ou `undefined` quand la valeur proposée vaut encore. */
export function valeurSaisie(etat, entree, fiche, nom) {
  const { partagee } = fiche.variables[nom];
  return partagee ? propre(etat.partagees, partagee) : propre(entree.valeurs, nom);
}

/** Dit si les critères sont laissés de côté : il n'y a qu'une offre. */
export const sansCriteres = (etat) => etat.procedure === "sans-concurrence" && etat.sansCriteres === "oui";

/** Déplace une clé dans l'ordre d'un article. `cles` : l'ordre montré. */
export function deplacer(etat, article, cles, cle, pas) {
  const rang = cles.indexOf(cle);
  const vers = rang + pas;
  if (rang < 0 || vers < 0 || vers >= cles.length) return etat;
  const ordre = [...cles];
  ordre.splice(vers, 0, ...ordre.splice(rang, 1));
  return { ...etat, ordre: { ...etat.ordre, [article]: ordre } };
}

function refuserDeTrop({ paragraphes }) {
  if (paragraphes.length >= LISTE_MAX) throw new Error(`Un dossier a au plus ${LISTE_MAX} paragraphes à vous.`);
}

/** Ajoute un paragraphe à soi dans un article ; refuse celui de trop. */
export function ajouterParagraphe(etat, article, titre, texte) {
  refuserDeTrop(etat);
  const paragraphe = {
    id: numeroNeuf(etat.paragraphes),
    article,
    titre: nettoyer(titre, 120).trim(),
    texte: nettoyer(texte, PARAGRAPHE_MAX).trim(),
  };
  return { ...etat, paragraphes: [...etat.paragraphes, paragraphe] };
}

/** Remet un paragraphe retiré à son rang ; son numéro a pu être repris, et le dossier se remplir. */
export function remettreParagraphe(etat, paragraphe, rang) {
  refuserDeTrop(etat);
  const pris = etat.paragraphes.some(({ id }) => id === paragraphe.id);
  const sien = pris ? { ...paragraphe, id: numeroNeuf(etat.paragraphes) } : paragraphe;
  return { ...etat, paragraphes: [...etat.paragraphes.slice(0, rang), sien, ...etat.paragraphes.slice(rang)] };
}

/** Rend le dossier où cette réponse n'est plus supposée. */
const sansSupposer = (etat, nom) => ({ ...etat, supposes: etat.supposes.filter((autre) => autre !== nom) });

/** Répond à un fait de l'achat, que le dossier ne demande pas lui-même ; vide, il n'a plus de réponse. */
export function direUnFait(etat, nom, reponse) {
  const { [nom]: _, ...reste } = etat.cas;
  return { ...sansSupposer(etat, nom), cas: reponse ? { ...reste, [nom]: nettoyer(reponse, 80) } : reste };
}

/** Répond à une question. Passer à un petit achat, ou en revenir, change le niveau des clauses restées au premier pas. */
export function repondre(etat, question, reponse, fiches) {
  const suivant = { ...sansSupposer(etat, question), [question]: nettoyer(reponse, 120) };
  if (question !== "procedure") return suivant;
  const [de, vers] = reponse === "petit-achat" ? ["base", "lettre"] : ["lettre", "base"];
  const clauses = etat.clauses.map((entree) => {
    const possible = niveauxDe(fiches.get(entree.id) ?? entree.garde);
    return entree.niveau === de && possible.includes(vers) ? { ...entree, niveau: vers } : entree;
  });
  return { ...suivant, clauses };
}

/** Rend le niveau auquel une clause entre dans ce dossier. */
function niveauDentree(etat, fiche) {
  const possibles = niveauxDe(fiche);
  const voulu = etat.procedure === "petit-achat" ? "lettre" : "base";
  return possibles.includes(voulu)
    ? voulu
    : (possibles.find((niveau) => niveau !== "lettre") ?? possibles[0] ?? "base");
}

/**
 * Rend les faits de l'achat : les réponses données, et celles que les clauses imposent toutes (`deduits`) : une seule possible, sinon « à choisir ».
 * `familles` : celles que toutes les clauses servent ; plusieurs, l'achat n'en dit pas encore une.
 * Un CCAG ne se déduit que hors d'un petit achat, et quand un seul convient à toutes les clauses qui en visent un.
 */
export function faits(etat, fiches) {
  const presentes = etat.clauses.map(({ id }) => fiches.get(id)).filter(Boolean);
  const commun = (listes) => (listes.length ? listes.reduce((a, b) => a.filter((code) => b.includes(code))) : []);
  const seul = (codes) => (codes.length === 1 ? codes[0] : "");
  const familles = commun(
    presentes.map(({ segments }) => segments).filter((codes) => !codes.includes("toutes-familles")),
  );
  const ccag =
    etat.procedure === "petit-achat"
      ? SANS_CCAG
      : seul(commun(presentes.map((f) => f.ccag.cahiers).filter((c) => c.length)));
  const proposes = { marche: seul(commun(presentes.map(({ marches }) => marches))), famille: seul(familles), ccag };
  const deduits = Object.keys(proposes).filter((question) => !etat[question] && proposes[question]);
  return {
    ...etat,
    ...Object.fromEntries(deduits.map((question) => [question, proposes[question]])),
    deduits,
    familles,
  };
}
