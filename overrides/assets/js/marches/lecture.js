// Le fil d'arrière-plan : reçoit { fichiers, jour, familles, suivis: ce que les marchés suivis déclarent }, rend { fichiers: ce qui est dit de chacun, …bilan }. Rien n'en sort vers le réseau.

import Papa from "papaparse";
import { ADire } from "../texte.js";
import { dresser } from "./bilan.js";
import { familleDuCpv } from "./familles.js";
import { lireFichier } from "./formes.js";

addEventListener("message", async ({ data: { fichiers, jour, familles, suivis } }) => {
  const lectures = [];
  const dits = [];
  for (const fichier of fichiers) {
    postMessage({ avance: fichier.name });
    try {
      const { forme, dits: siens, contrats } = await lireFichier(fichier);
      for (const contrat of contrats) lectures.push({ ...contrat, fichier: fichier.name });
      dits.push({ nom: fichier.name, forme, dits: siens });
    } catch (erreur) {
      const quoi =
        erreur instanceof ADire
          ? erreur.message
          : "Ce fichier n’a pas pu être lu jusqu’au bout. Refaites l’export, puis déposez-le de nouveau.";
      dits.push({ nom: fichier.name, refus: quoi });
    }
  }
  const connues = new Map();
  const familleDe = (code) => {
    if (!connues.has(code)) connues.set(code, familles.noms[familleDuCpv(familles, code)] ?? "Famille non reconnue");
    return connues.get(code);
  };
  try {
    const bilan = dresser(lectures, jour, familleDe, suivis);
    postMessage({ fichiers: dits, ...bilan, csv: aRemettre(bilan.corrections) });
  } catch {
    const refus =
      "Ces fichiers se lisent, mais leurs contrats n’ont pas pu être comptés. Déposez-les un à un pour trouver lequel.";
    postMessage({ fichiers: [...dits, { nom: "", refus }] });
  }
});

/** Rend la liste à remettre à qui tient le profil d'acheteur, en CSV qu'un tableur français ouvre sans exécuter de formule. */
const aRemettre = (corrections) =>
  `\ufeff${Papa.unparse(
    corrections.map(({ id, ligne, fichier, objet, champ, lu, phrase, remede, ecarte }) => ({
      ...{ Contrat: id, Fichier: fichier, Ligne: ligne || "", Objet: objet, Champ: champ, "Valeur lue": lu },
      ...{ "Ce qui ne va pas": phrase, "À faire": remede, "Mis de côté par le ministère": ecarte ? "oui" : "" },
    })),
    { delimiter: ";", escapeFormulae: true },
  )}`;
