// node construire.mjs MOTEUR DOSSIER : bâtit l'index d'un moteur depuis documents.jsonl, et dit ce qu'il a coûté.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const [moteur, dossier] = process.argv.slice(2);
const { construire } = await import(`./moteurs/${moteur}.mjs`);
const fiches = readFileSync(`${dossier}/documents.jsonl`, "utf8").split("\n").map((ligne) => JSON.parse(ligne));

function memoire(champ) {
  const [, ko] = readFileSync("/proc/self/status", "utf8").match(new RegExp(`${champ}:\\s+(\\d+)`));
  return ko / 1024;
}

globalThis.gc();
const depart = memoire("VmRSS");
writeFileSync("/proc/self/clear_refs", "5");
const debut = process.cpuUsage();
const fichiers = await construire(fiches);
const { user, system } = process.cpuUsage(debut);
const cout = { processeur: (user + system) / 1e6, memoire: Math.max(0, memoire("VmHWM") - depart) };
mkdirSync(`${dossier}/${moteur}`, { recursive: true });
for (const [nom, contenu] of Object.entries(fichiers)) writeFileSync(`${dossier}/${moteur}/${nom}`, contenu);
console.log(JSON.stringify(cout));
