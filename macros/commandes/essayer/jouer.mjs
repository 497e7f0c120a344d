// Pose les attentes aux modules du navigateur : node jouer.mjs DOSSIER, où DOSSIER les contient ; l'entrée et la sortie sont en JSON.
// Entrée : { fichiers, index, requetes, familles, cas, dossiers: { plan, droit, jour, clauses, conseils }, ou {} } ; les fichiers de l'index par chemin, les requêtes { q, clauses }, les règles par famille.

import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const BASE = "https://exemple.test/";
const module = (nom) => import(pathToFileURL(`${process.argv[2]}/${nom}.js`));
const { fichiers, index, requetes, familles, cas, dossiers } = JSON.parse(await text(process.stdin));

globalThis.document = { baseURI: BASE };
globalThis.fetch = async (adresse) => ({
  ok: true,
  json: async () => JSON.parse(fichiers[adresse.slice(BASE.length)]),
});

const { Moteur } = await module("recherche/moteur");
const { evaluer, clausesProposees } = await module("obligations/evaluateur");
const { lire } = await module("obligations/cas");
const { raison } = await module("obligations/mots");

const moteur = new Moteur(index);
const MONTREES = 20;

/** Rend les premières adresses que montre le trouveur, pour des clauses, ou la page de recherche. */
async function chercher({ q, clauses }) {
  const { unites, reponses } = await moteur.chercher(q);
  const gardees = clauses
    ? moteur.retenir(
        reponses.filter(({ numero }) => numero < moteur.index.clauses),
        unites,
      )
    : moteur.ordonner(reponses, unites);
  const fiches = await moteur.fiches(gardees.slice(0, MONTREES).map(({ numero }) => numero));
  return fiches.map(({ adresse }) => adresse);
}

/** Rend ce que la page répond à un cas : les règles par issue, leurs raisons, et les clauses qu'elle propose à chacune. */
function juger(brut) {
  const regles = familles[brut.famille];
  const { cas: lu, messages } = lire(regles.faits, brut);
  const rendu = evaluer(regles, lu);
  const ids = (liste) => liste.map(({ regle }) => regle.id);
  const sures = rendu.procedure.filter(({ etat }) => etat === "due");
  const doutes = rendu.procedure.filter(({ etat }) => etat === "incertaine");
  return {
    messages,
    horschamp: ids(rendu.horsChamp),
    du: [...ids(sures), ...ids(rendu.obligations)],
    incertain: [...ids(doutes), ...ids(rendu.incertaines)],
    dispense: ids(rendu.nonDues.filter(({ etat }) => etat === "dispensee")),
    apreciser: ids(rendu.aPreciser),
    raisons: Object.fromEntries(rendu.nonDues.map((une) => [une.regle.id, raison(regles, lu, une)])),
    procedures: [...sures, ...doutes].filter(({ regle }) => regle.suite === "procedure").length,
    proposees: Object.fromEntries(regles.regles.map((regle) => [regle.id, clausesProposees(regle, brut.famille)])),
  };
}

/** Rend les bilans de chaque dossier conseillé, à ses montants. */
async function jugerLesDossiers({ plan, droit, jour, clauses, conseils = [] }) {
  if (!conseils.length) return [];
  const { jugerLeConseil } = await module("dossier/juge");
  const fraiches = new Map(clauses.map((fiche) => [fiche.id, fiche]));
  return conseils.map((conseil) => jugerLeConseil(conseil, { plan, devoirs: { donnees: droit, jour }, fraiches }));
}

const recherches = [];
for (const requete of requetes) recherches.push(await chercher(requete));
process.stdout.write(JSON.stringify({ recherches, cas: cas.map(juger), dossiers: await jugerLesDossiers(dossiers) }));
