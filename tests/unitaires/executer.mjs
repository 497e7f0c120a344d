// Exécute le code d'un essai avec les modules du navigateur : node executer.mjs, { code, donnees } sur l'entrée.
// Le code reçoit les noms exportés, `dossier` et `obligations` (leurs modules qui n'ont pas besoin de page), `donnees`, et `servir(dossier, panne)` : un fetch qui lit `dossier` et note les adresses.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

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

const modules = await Promise.all(["langue", "correction", "requete", "note", "moteur", "marquage", "lignes"].map((nom) => import(`${RECHERCHE}${nom}.js`)));
const OBLIGATIONS = ["evaluateur", "cas", "calculs", "mots"];
const obligations = Object.assign({}, ...(await Promise.all(OBLIGATIONS.map((nom) => import(`../../overrides/assets/js/obligations/${nom}.js`)))));
const noms = ["etat", "fiche", "composition", "controles", "document", "ecritures", "partage", "garde", "niveau", "fiches", "retraits", "devoirs"];
const charges = await Promise.all(noms.map((nom) => import(`../../overrides/assets/js/dossier/${nom}.js`)));
const dossier = Object.fromEntries(noms.map((nom, rang) => [nom, charges[rang]]));
const { code, donnees } = JSON.parse(await text(process.stdin));
const outils = Object.assign({ servir, donnees, dossier, obligations }, ...modules.map((module) => ({ ...module })));
const Essai = (async () => {}).constructor;
const rendu = await new Essai(...Object.keys(outils), code)(...Object.values(outils));
process.stdout.write(JSON.stringify(rendu ?? null));
