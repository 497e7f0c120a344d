// Exécute le code des essais avec les modules du navigateur : node executer.mjs, un { code, donnees } par ligne de l'entrée, une réponse par ligne.
// Un seul node pour tous : le lancer et charger les modules coûtait plus que l'essai. L'appareil est vidé avant chacun.
// Le code reçoit les noms exportés, `colonnes`, `dates`, `dossier`, `marche`, `marches`, `obligations`, `proposer`, `relire` et `spaser` (leurs modules qui n'ont pas besoin de page), `donnees`, et `servir(dossier, panne)` : un fetch qui lit `dossier` et note les adresses.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const BASE = "https://exemple.test/base/";
const RECHERCHE = "../../overrides/assets/js/recherche/";

globalThis.document = { baseURI: BASE };

// L'appareil : ce que « Mon dossier » y garde.
const gardes = new Map();
globalThis.localStorage = {
  getItem: (cle) => gardes.get(cle) ?? null,
  setItem: (cle, texte) => gardes.set(cle, texte),
  removeItem: (cle) => gardes.delete(cle),
  key: (rang) => [...gardes.keys()][rang] ?? null,
  get length() {
    return gardes.size;
  },
};
globalThis.sessionStorage = globalThis.localStorage;

/** `panne(chemin, rang)` : rend le code d'erreur de ce chargement, ou une valeur fausse. */
function servir(dossier, panne = () => 0) {
  const demandes = [];
  globalThis.fetch = async (adresse) => {
    const chemin = adresse.slice(BASE.length);
    demandes.push(chemin);
    const status = panne(chemin, demandes.length);
    if (status) return { ok: false, status };
    const octets = await readFile(`${dossier}/${chemin}`, "utf-8");
    return { ok: true, json: async () => JSON.parse(octets) };
  };
  return demandes;
}

const modules = await Promise.all(
  ["langue", "correction", "requete", "note", "moteur", "marquage", "lignes"].map(
    (nom) => import(`${RECHERCHE}${nom}.js`),
  ),
);
const OBLIGATIONS = ["a-venir", "evaluateur", "cas", "calculs", "mots", "lots"];
const obligations = Object.assign(
  {},
  ...(await Promise.all(OBLIGATIONS.map((nom) => import(`../../overrides/assets/js/obligations/${nom}.js`)))),
);
const noms = [
  "achats",
  "apart",
  "bilan",
  "conseil",
  "juge",
  "etat",
  "fiche",
  "calculs",
  "composition",
  "contrat-ecrit",
  "controles",
  "criteres",
  "controles/valeurs",
  "document",
  "declarer",
  "ecritures",
  "export",
  "partage",
  "garde",
  "gestes",
  "niveau",
  "niveaux",
  "lots",
  "lecture",
  "valeurs",
  "fiches",
  "retraits",
  "devoirs",
  "souvenir",
  "suivi",
  "supposes",
];
const charges = await Promise.all(noms.map((nom) => import(`../../overrides/assets/js/dossier/${nom}.js`)));
const dossier = Object.fromEntries(noms.map((nom, rang) => [nom, charges[rang]]));
const [dates, colonnes] = await Promise.all(
  ["dates", "colonnes"].map((nom) => import(`../../overrides/assets/js/${nom}.js`)),
);
const DU_SUIVI = ["etat", "lecture", "garde", "lettres", "ecarts", "doutes", "ecrite", "bilan"];
const marche = Object.assign(
  {},
  ...(await Promise.all(DU_SUIVI.map((nom) => import(`../../overrides/assets/js/suivi/${nom}.js`)))),
);
const proposer = Object.assign(
  {},
  ...(await Promise.all(
    ["yaml", "sorties", "schema"].map((nom) => import(`../../overrides/assets/js/proposer/${nom}.js`)),
  )),
);
const marches = Object.assign(
  {},
  ...(await Promise.all(
    ["agec", "formes", "bilan", "familles", "renouveler"].map(
      (nom) => import(`../../overrides/assets/js/marches/${nom}.js`),
    ),
  )),
);
const spaser = await import("../../overrides/assets/js/spaser/schema.js");
const relire = Object.assign(
  {},
  ...(await Promise.all(
    ["citations", "comparaison", "clauses", "../dossier/marque"].map(
      (nom) => import(`../../overrides/assets/js/relire/${nom}.js`),
    ),
  )),
);
const communs = Object.assign(
  { relire, spaser, proposer, servir, marche, marches, colonnes, dates, dossier, obligations },
  ...modules.map((module) => ({ ...module })),
);
const Essai = (async () => {}).constructor;

for await (const ligne of createInterface({ input: process.stdin })) {
  const { code, donnees } = JSON.parse(ligne);
  const outils = { ...communs, donnees };
  gardes.clear();
  globalThis.fetch = undefined;
  let reponse;
  try {
    reponse = { rendu: (await new Essai(...Object.keys(outils), code)(...Object.values(outils))) ?? null };
  } catch (erreur) {
    reponse = { erreur: String(erreur?.stack ?? erreur) };
  }
  process.stdout.write(`${JSON.stringify(reponse)}\n`);
}
