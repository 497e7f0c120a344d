// Juge les données ouvertes comme un réutilisateur en JavaScript : node ajv.mjs DOSSIER. ajv en mode strict refuse aussi un
// schéma qui emploie un mot que la norme ne connaît pas. Écrit le nombre de fichiers jugés, puis un défaut par ligne.

import { readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const donnees = `${process.argv[2]}/donnees`;
const lire = (chemin) => JSON.parse(readFileSync(`${donnees}/${chemin}`, "utf8"));
const ajv = formats(new Ajv({ strict: true, strictRequired: false, allErrors: true }));
const defauts = [];
let juges = 0;
for (const nom of readdirSync(`${donnees}/schemas/fichiers`)) {
  const genre = nom.replace(".json", "");
  try {
    const valider = ajv.compile(lire(`schemas/fichiers/${nom}`));
    const fiches = readdirSync(`${donnees}/v1`).includes(genre) ? readdirSync(`${donnees}/v1/${genre}`) : [];
    for (const chemin of [nom, ...fiches.map((fiche) => `v1/${genre}/${fiche}`)]) {
      juges += 1;
      if (!valider(lire(chemin))) {
        defauts.push(...valider.errors.map((e) => `${chemin} ${e.instancePath}: ${e.message}`));
      }
    }
  } catch (erreur) {
    defauts.push(`${nom} : ${erreur.message}`);
  }
}
console.log([juges, ...defauts].join("\n"));
