// Compose chaque dossier conseillé d'un site bâti, à ses trois montants : node tests/dossiers.mjs SITE [SLUG]
// Une ligne de JSON par composition : le bilan, et `ecarts`, ce qui sort du budget sans que la fiche le dise. 1 : il reste à régler autre
// chose que des blancs, ou un budget est dépassé.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { bilan, depassements } from "../overrides/assets/js/dossier/bilan.js";
import { composer } from "../overrides/assets/js/dossier/composition.js";
import { clausesDuConseil, composerLeConseil } from "../overrides/assets/js/dossier/conseil.js";
import { controler } from "../overrides/assets/js/dossier/controles.js";
import { devoirsDuDossier } from "../overrides/assets/js/dossier/devoirs.js";

const BLANCS = new Set(["blancs"]);
const [site, voulu] = process.argv.slice(2);
const lire = async (chemin) => JSON.parse(await readFile(join(site, chemin), "utf-8"));

const [plan, donnees] = [await lire("dossier/plan.json"), await lire("obligations/dossier.json")];
const devoirs = { donnees, jour: new Date().toISOString().slice(0, 10) };
const noms = (await readdir(join(site, "donnees/v1/dossiers"))).map((nom) => nom.replace(/\.json$/, "")).sort();
let faux = 0;
for (const nom of noms.filter((un) => !voulu || un === voulu)) {
  const [conseil] = (await lire(`donnees/v1/dossiers/${nom}.json`)).fiches;
  const fiches = await Promise.all(clausesDuConseil(conseil).map((id) => lire(`dossier/clauses/${id}.json`)));
  const fraiches = new Map(fiches.map((fiche) => [fiche.id, fiche]));
  for (const montant of conseil.montants) {
    const juge = juger(conseil, montant, fraiches);
    if (juge.ecarts.length || juge.reste.length) faux += 1;
    process.stdout.write(`${JSON.stringify(juge)}\n`);
  }
}
process.exitCode = faux ? 1 : 0;

/** Rend le bilan d'un dossier composé à ce montant, ses `ecarts` au budget et ce qui `reste` à régler. */
function juger(conseil, montant, fraiches) {
  const etat = composerLeConseil(conseil, { montant }, { fraiches, plan, devoirs });
  const composition = composer(etat, fraiches, plan, donnees.regles);
  const dus = devoirsDuDossier(devoirs, etat, composition);
  const constats = controler(etat, composition, fraiches, plan, new Set(), devoirs, dus);
  const compte = bilan(etat, composition, constats, dus, plan);
  const admis = ({ quoi, valeur }) => conseil.depasse?.quoi === quoi && conseil.depasse.valeur >= valeur;
  const ecarts = depassements(compte, conseil.famille).filter((ecart) => !admis(ecart));
  const muettes = ["a-ecrire", "a-preciser"].filter((nom) => compte.obligations[nom].length);
  return { ...compte, ecarts, reste: [...compte.a_regler.filter((code) => !BLANCS.has(code)), ...muettes] };
}
