// Compose chaque dossier conseillé d'un site bâti, à ses trois montants : node tests/dossiers.mjs SITE [SLUG]
// Une ligne de JSON par composition : le bilan, `ecarts` au budget, et ce qui `reste` à régler. 1 : il y a des uns ou des autres.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { clausesDuConseil } from "../overrides/assets/js/dossier/conseil.js";
import { jugerLeConseil } from "../overrides/assets/js/dossier/juge.js";

const [site, voulu] = process.argv.slice(2);
const lire = async (chemin) => JSON.parse(await readFile(join(site, chemin), "utf-8"));

const { socle } = await lire("dossier/socle.json");
const [plan, donnees] = [{ ...(await lire("dossier/plan.json")), socle }, await lire("obligations/dossier.json")];
const devoirs = { donnees, jour: new Date().toISOString().slice(0, 10) };
const noms = (await readdir(join(site, "donnees/v1/dossiers"))).map((nom) => nom.replace(/\.json$/, "")).sort();
for (const nom of noms.filter((un) => !voulu || un === voulu)) {
  const [conseil] = (await lire(`donnees/v1/dossiers/${nom}.json`)).fiches;
  const fiches = await Promise.all(clausesDuConseil(conseil).map((id) => lire(`dossier/clauses/${id}.json`)));
  const fraiches = new Map(fiches.map((fiche) => [fiche.id, fiche]));
  for (const juge of jugerLeConseil(conseil, { plan, devoirs, fraiches })) {
    if (juge.ecarts.length || juge.reste.length) process.exitCode = 1;
    process.stdout.write(`${JSON.stringify(juge)}\n`);
  }
}
