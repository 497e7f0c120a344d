// Les dossiers gardés sur l'appareil : plusieurs, par nom, et le dossier ouvert, écrits d'un trait. Un stockage refusé ou plein est dit et
// ne perd rien ; ce que cette page ne sait pas lire reste sur l'appareil, tel quel. Ce qui n'a pas changé n'est ni relu, ni récrit mot à mot.

import { NOM_MAX, vide } from "./etat.js";
import { lire } from "./lecture.js";
import { CLE, SOUVENIR } from "./souvenir.js";
import { sansMoitie } from "./texte.js";

const ILLISIBLE = "mon-dossier-illisible";
const REPOS = 400;
const RIEN = { ouvert: "", dossiers: new Map(), illisibles: new Map(), abime: "", panne: "" };

let derniere = null; // la dernière lecture, { texte, lus }, tant que l'appareil n'en a pas d'autre
let attente = null; // ce qui sera écrit au repos : { etat, dire, minuterie }
const textes = new WeakMap();

/** Rend le texte d'un dossier, écrit une fois : un dossier ne change pas, un autre le remplace. */
function enTexte(dossier) {
  if (!textes.has(dossier)) textes.set(dossier, JSON.stringify(dossier));
  return textes.get(dossier);
}

/**
 * Rend { ouvert, dossiers: Map nom → état, illisibles: Map nom → ce qui est gardé sous ce nom, abime, panne } lus sur l'appareil ;
 * `abime` : tout ce qui est gardé, quand rien ne s'en lit.
 */
export function relire() {
  vider();
  let texte;
  try {
    texte = localStorage.getItem(CLE);
  } catch {
    return { ...RIEN, panne: "Votre navigateur refuse de garder le dossier sur cet appareil." };
  }
  if (derniere?.texte !== texte) derniere = { texte, lus: lireTout(texte) };
  const { dossiers, ...lus } = derniere.lus;
  return { ...lus, dossiers: new Map(dossiers) };
}

function lireTout(texte) {
  if (texte === null) return RIEN;
  const brut = decoder(texte);
  if (!brut)
    return {
      ...RIEN,
      abime: texte,
      panne: "Les dossiers gardés sur cet appareil sont illisibles. Ils y restent, mis de côté.",
    };
  const [dossiers, illisibles, pannes] = [new Map(), new Map(), []];
  for (const [nom, sien] of Object.entries(brut.dossiers)) {
    try {
      const { etat, messages } = lire(sien);
      etat.nom = libre(etat.nom, (autre) => dossiers.has(autre));
      dossiers.set(etat.nom, etat);
      pannes.push(...messages);
    } catch (erreur) {
      illisibles.set(nom, sien);
      pannes.push(`« ${nom} » reste sur cet appareil sans s’ouvrir. ${erreur.message}`);
    }
  }
  return {
    ...RIEN,
    ouvert: dossiers.has(brut.ouvert) ? brut.ouvert : ([...dossiers.keys()][0] ?? ""),
    dossiers,
    illisibles,
    panne: pannes.join(" "),
  };
}

function decoder(texte) {
  try {
    const brut = JSON.parse(texte);
    const { dossiers } = brut;
    return typeof dossiers === "object" && dossiers && !Array.isArray(dossiers) ? brut : null;
  } catch {
    return null;
  }
}

/** Rend le dossier ouvert, vide s'il n'y en a pas. */
export function ouvert() {
  const { ouvert: nom, dossiers } = relire();
  return dossiers.get(nom) ?? vide();
}

/** Garde un dossier et l'ouvre, quand la frappe s'arrête ou que la page s'en va (vider) ; `dire` reçoit la panne, s'il y en a une. */
export function garderAuRepos(etat, dire) {
  clearTimeout(attente?.minuterie);
  attente = { etat, dire, minuterie: setTimeout(vider, REPOS) };
}

/** Écrit ce qui attend. */
export function vider() {
  if (!attente) return;
  const { etat, dire } = attente;
  const panne = garder(etat);
  if (panne) dire(panne);
}

/** Garde un dossier et l'ouvre ; `ancien` : le nom qu'il quitte. Rend la panne, ou "" si tout est gardé. */
export function garder(etat, ancien = etat.nom) {
  if (attente?.etat.nom === ancien) attente = null; // cet état en vient
  const lus = relire();
  const { dossiers } = lus;
  const rang = [...dossiers].map(([nom, autre]) => (nom === ancien ? [etat.nom, etat] : [nom, autre]));
  const suivants = new Map(dossiers.has(ancien) ? rang : [...rang, [etat.nom, etat]]);
  return ecrire(etat.nom, suivants, lus);
}

/** Ouvre un dossier gardé. */
export function ouvrir(nom) {
  const lus = relire();
  return ecrire(nom, lus.dossiers, lus);
}

/** Supprime un dossier ; le premier des autres s'ouvre. */
export function supprimer(nom) {
  const lus = relire();
  const { dossiers, illisibles } = lus;
  dossiers.delete(nom);
  if (!dossiers.size && !illisibles.size) return effacer();
  return ecrire([...dossiers.keys()][0] ?? "", dossiers, lus);
}

/** Efface tout ce que « Mon dossier » a gardé sur l'appareil, valeurs des clauses comprises. */
export function effacer() {
  attente = null; // ce qui attend ne revient pas
  try {
    for (const cle of clesGardees().filter((autre) => autre === CLE || autre.startsWith(ILLISIBLE)))
      localStorage.removeItem(cle);
    sessionStorage.removeItem(SOUVENIR);
    return "";
  } catch {
    return "Votre navigateur refuse d’effacer : videz les données de ce site dans ses réglages.";
  }
}

const clesGardees = () => Array.from({ length: localStorage.length }, (_, rang) => localStorage.key(rang));

// Ce qui est abîmé part sous un nom libre avant d'être remplacé, une fois.
function mettreDeCote(abime) {
  const cles = clesGardees();
  if (cles.some((cle) => cle.startsWith(ILLISIBLE) && localStorage.getItem(cle) === abime)) return;
  localStorage.setItem(
    libre(ILLISIBLE, (cle) => cles.includes(cle)),
    abime,
  );
}

function ecrire(nom, dossiers, lus) {
  const { illisibles, abime } = lus;
  const aCote = [...illisibles].map(([ancien, brut]) => [libre(ancien, (autre) => dossiers.has(autre)), brut]);
  const liste = dossiers.get(nom)?.clauses.map(({ id }) => id) ?? [];
  try {
    if (abime) mettreDeCote(abime);
    // `liste` d'abord : un bouton sait si sa clause y est sans lire le reste.
    const ecrits = [
      ...[...dossiers].map(([n, d]) => [n, enTexte(d)]),
      ...aCote.map(([n, brut]) => [n, JSON.stringify(brut)]),
    ].map(([n, ecrit]) => `${JSON.stringify(n)}:${ecrit}`);
    const texte = `{"liste":${JSON.stringify(liste)},"ouvert":${JSON.stringify(nom)},"dossiers":{${ecrits.join(",")}}}`;
    localStorage.setItem(CLE, texte);
    derniere = aCote.length ? null : { texte, lus: { ...RIEN, ouvert: nom, dossiers: relus(dossiers, lus.dossiers) } };
    return "";
  } catch (erreur) {
    return erreur?.name === "QuotaExceededError"
      ? "La place manque sur cet appareil : enregistrez votre dossier dans un fichier."
      : "Votre navigateur refuse de garder le dossier : enregistrez-le dans un fichier avant de quitter la page.";
  }
}

// Ce que l'appareil rendrait de ce qui vient d'y être écrit : seul ce qui a changé se relit.
const relus = (dossiers, avant) =>
  new Map(
    [...dossiers].map(([nom, dossier]) => [
      nom,
      avant.get(nom) === dossier ? dossier : lire(JSON.parse(enTexte(dossier))).etat,
    ]),
  );

/** Rend un nom de dossier libre, à partir de celui-ci. */
export function nomLibre(nom) {
  const { dossiers, illisibles } = relire();
  return libre(nom, (autre) => dossiers.has(autre) || illisibles.has(autre));
}

// Le rang mis au bout ne se perd pas : un nom déjà long est coupé pour lui faire place.
function libre(nom, pris) {
  let essai = nom;
  for (let rang = 2; pris(essai); rang++) {
    const suffixe = ` (${rang})`;
    essai = sansMoitie(nom.slice(0, NOM_MAX - suffixe.length)).trimEnd() + suffixe;
  }
  return essai;
}
