// Les dossiers de l'appareil, un à un : en recevoir un, le partager, l'effacer. Chargé quand on s'en sert.

import "./socle.js";
import { ecrire } from "../copier.js";
import { aujourdhui } from "../dates.js";
import { ecrireNombre } from "../nombres.js";
import { depuisAdresse, lire } from "../obligations/cas.js";
import { compter } from "../texte.js";
import { clausesDuConseil, composerLeConseil, lireLesChoix } from "./conseil.js";
import { QUESTIONS_COMMUNES } from "./devoirs.js";
import { vide } from "./etat.js";
import { HORS_LIGNE, lireClause, lireConseil, lireRegles, lireSocle } from "./fiches.js";
import * as garde from "./garde.js";
import { bouton } from "./geste.js";
import { deFichier, deFragment, enFragment, LIEN_CONSEILLE } from "./partage.js";

const sansTextes = (etat) => ({ ...etat, clauses: etat.clauses.map(({ garde: _, recue: __, ...reste }) => reste) });

/** Ouvre le dossier que porte l'adresse, à part des siens ; rend ce qu'il faut en dire. */
export async function recevoirLien(page) {
  const { hash } = location;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return recevoir(page, await deFragment(hash), "Dossier reçu par un lien");
  } catch (erreur) {
    return [erreur.message];
  }
}

function recevoir(page, { etat, messages }, provenance) {
  page.defaits = [];
  // Le même dossier est déjà là : il s'ouvre, sans copie.
  const deja = [...garde.relire().dossiers.values()].find(
    (autre) => JSON.stringify(sansTextes(autre)) === JSON.stringify(sansTextes(etat)),
  );
  if (deja) {
    page.etat = deja;
    garde.ouvrir(deja.nom);
    return [`Dossier « ${deja.nom} » ouvert.`, ...messages];
  }
  page.etat = { ...etat, nom: garde.nomLibre(etat.nom) };
  const panne = garde.garder(page.etat);
  return [`${provenance} : « ${page.etat.nom} ».`, ...messages, ...(panne ? [panne] : [])];
}

const MONTANT = /^\d{1,10}(\.\d{1,2})?$/;
const DUREE = /^\d{1,3}$/;
const SANS_PLACE =
  "Rien n’est composé, rien n’a changé\u00a0: cet appareil n’a pas gardé un dossier de plus. S’il manque de place, effacez un dossier dont vous n’avez plus besoin\u00a0; si votre navigateur refuse, permettez-lui de garder les données de ce site. Puis recommencez.";
const PROCEDURES = ["petit-achat", "adaptee", "formalisee", "sans-concurrence"];

/** Compose le dossier conseillé que nomme l'adresse, à part des siens ; rend ce qu'il faut en dire. Une réponse impossible est laissée, et dite. */
export async function recevoirConseil(page) {
  const parties = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  const lu = await lireCeQuiCompose(parties.get("composer") ?? "").catch(() => null);
  if (!lu) return [HORS_LIGNE];
  const { conseil, socle, devoirs, fraiches } = lu;
  if (!conseil) return ["Ce dossier conseillé n’existe pas, ou plus : cherchez votre famille d’achat."];
  const absentes = clausesDuConseil(conseil).filter((id) => !fraiches.has(id));
  if (absentes.length === clausesDuConseil(conseil).length)
    return ["Les clauses de ce dossier conseillé ne sont plus dans la base."];
  const { achat, messages } = lireAchat(parties, devoirs.donnees);
  const choix = lireLesChoix(conseil, fraiches, parties.getAll("laisse"), parties.getAll("niveau"));
  if (clausesDuConseil(conseil).every((id) => choix.laisse.has(id)))
    return ["Vous avez laissé toutes ses clauses\u00a0: rien n’est composé, rien n’a changé."];
  const etat = composerLeConseil(
    conseil,
    { ...achat, ...choix },
    { fraiches, plan: { ...page.plan, ...socle }, devoirs },
  );
  const compose = { ...etat, nom: garde.nomLibre(etat.nom) };
  if (garde.garder(compose)) return [SANS_PLACE];
  page.fraiches = new Map([...page.fraiches, ...fraiches]);
  Object.assign(page, { etat: compose, defaits: [] });
  const dit = `${compter(etat.clauses.length, "clause", "clauses")}, ${compter(etat.ecrites.length, "texte de la loi", "textes de la loi")}`;
  return [
    `Dossier composé\u00a0: ${dit}. Les autres n’ont pas changé.`,
    ...absentes.map((id) => `La clause « ${id} » n’est plus dans la base.`),
    ...choix.inconnus.map(
      (dit) => `« ${dit.slice(0, 60)} » n’est pas de ce dossier conseillé\u00a0: rien n’en est changé.`,
    ),
    ...messages,
  ];
}

async function lireCeQuiCompose(id) {
  const conseil = await lireConseil(id);
  if (!conseil) return { conseil };
  const [donnees, socle, ...fiches] = await Promise.all([
    lireRegles(),
    lireSocle(),
    ...clausesDuConseil(conseil).map(lireClause),
  ]);
  const fraiches = new Map(fiches.filter(Boolean).map((fiche) => [fiche.id, fiche]));
  return { conseil, socle, devoirs: { donnees, jour: aujourdhui() }, fraiches };
}

function lireAchat(parties, { faits }) {
  const [montant, duree, procedure] = ["montant", "duree", "procedure"].map((nom) => parties.get(nom) ?? "");
  const juge = [
    ["le montant", montant, MONTANT.test(montant) && Number(montant) > 0],
    ["la durée", duree, DUREE.test(duree) && Number(duree) > 0],
    ["la procédure", procedure, PROCEDURES.includes(procedure)],
  ];
  const faux = juge.filter(([, valeur, bon]) => valeur && !bon);
  const gardes = juge.map(([, valeur, bon]) => (bon ? valeur : ""));
  return {
    achat: { montant: gardes[0], duree: gardes[1], procedure: gardes[2], cas: lesAutres(faits, parties) },
    messages: faux.map(
      ([quoi, valeur]) =>
        `${quoi[0].toUpperCase()}${quoi.slice(1)} du lien (« ${valeur.slice(0, 20)} ») ne se lit pas\u00a0: le dossier garde ce qu’il propose.`,
    ),
  };
}

// Les réponses de « Que dois-je mettre ? » que le dossier ne demande pas lui-même, celles qui se lisent.
function lesAutres(faits, parties) {
  const { brut } = depuisAdresse(faits, parties.toString());
  const lues = Object.keys(lire(faits, brut).cas).filter((nom) => !QUESTIONS_COMMUNES.includes(nom));
  return Object.fromEntries(lues.map((nom) => [nom, brut[nom]]));
}

/** Copie le lien du dossier et le dit ; refusé, il se montre, choisi. */
export async function partager(page) {
  const cadre = page.racine.querySelector("[data-lien]");
  cadre.hidden = true;
  let adresse;
  try {
    adresse = `${location.href.replace(/#.*$/s, "")}#${await enFragment(page.etat)}`;
  } catch (erreur) {
    return page.dire(erreur.message, true);
  }
  const dits = [
    `${ecrireNombre(adresse.length)} signes.`,
    adresse.length > LIEN_CONSEILLE &&
      "C’est long\u00a0: certains outils coupent un tel lien. Envoyez plutôt le fichier.",
    "Qui l’ouvre voit vos valeurs, et le texte des clauses à ce jour-là.",
  ];
  const suite = dits.filter(Boolean).join(" ");
  if (await ecrire({ "text/plain": adresse })) return page.dire(`Lien copié, ${suite}`);
  const champ = cadre.querySelector("input");
  cadre.hidden = false;
  champ.value = adresse;
  champ.focus();
  champ.select();
  cadre.querySelector(".aide").textContent = `Votre navigateur refuse la copie\u00a0: copiez-le vous-même. ${suite}`;
}

export async function importer(page, champ) {
  const [fichier] = champ.files;
  if (!fichier) return;
  try {
    if (fichier.size > 3_000_000) throw new Error("Ce fichier est trop gros pour être un dossier.");
    const messages = recevoir(page, deFichier(await fichier.text()), "Dossier ouvert");
    await page.lireLesClauses();
    page.montrer();
    page.dire(messages.join(" "));
  } catch (erreur) {
    page.dire(erreur.message, true);
  } finally {
    champ.value = "";
  }
}

/** Efface le dossier ouvert, lui seul ; un autre s'ouvre. */
export async function supprimer(page) {
  const ancien = page.etat;
  const panne = garde.supprimer(ancien.nom);
  if (panne) return page.dire(panne, true);
  await page.relire();
  return page.proposerDeDefaire(`Dossier « ${ancien.nom} » effacé.`, async () => {
    const panneAuRetour = garde.garder({ ...ancien, nom: garde.nomLibre(ancien.nom) });
    await page.relire();
    page.dire(panneAuRetour || "C’est annulé.", Boolean(panneAuRetour));
  });
}

export function demanderDeToutEffacer(page) {
  clearTimeout(page.minuterie);
  const message = page.racine.querySelector("[data-message]");
  message.replaceChildren(
    "Effacer tous vos dossiers de cet appareil ? Rien ne les rendra, sauf un fichier enregistré. ",
    bouton("Garder", "garder"),
    " ",
    bouton("Tout effacer", "effacer-vraiment"),
  );
  message.className = "dossier-message avis avis-fort";
  message.querySelector("[data-geste=garder]").focus();
}

export function toutGarder(page) {
  page.dire("Rien n’est effacé.");
  page.racine.querySelector("[data-geste=effacer-tous]").focus();
}

export function toutEffacer(page) {
  const panne = garde.effacer();
  if (!panne) Object.assign(page, { etat: vide(), defaits: [] });
  page.vue.oublier();
  page.montrer();
  page.vue.annoncer();
  page.dire(panne || "Tous vos dossiers sont effacés de cet appareil.", Boolean(panne));
}
