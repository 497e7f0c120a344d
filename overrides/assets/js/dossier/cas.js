// L'achat, reçu de « Que dois-je mettre ? » ou porté jusqu'à elle. `page` : celle de page.js.

import { aujourdhui } from "../dates.js";
import { depuisAdresse, parDefaut, versAdresse } from "../obligations/cas.js";
import { completerLeCas, reponsesDuDossier, reprendreLeCas } from "./devoirs.js";
import { adresseDuSite, lireRegles } from "./fiches.js";
import * as garde from "./garde.js";

/** Prend le cas que porte une adresse ; rend ce qu'il faut en dire. */
export function recevoirCas(page, hash, donnees) {
  const { brut, message } = depuisAdresse(donnees.faits, hash);
  const { etat, gardees } = hash.startsWith("#sinon")
    ? { etat: completerLeCas(donnees, page.etat, brut), gardees: [] }
    : reprendreLeCas(donnees, page.etat, brut);
  if (JSON.stringify(etat) === JSON.stringify(page.etat)) return [];
  page.etat = etat;
  const panne = garde.garder(etat);
  const noms = gardees.map(
    (question) => `« ${page.racine.querySelector(`label[for=dossier-${question}]`).firstChild.textContent.trim()} »`,
  );
  return [
    "Votre achat est repris de « Que dois-je mettre ? ».",
    noms.length > 0 && `Votre dossier garde ce qu’il disait déjà\u00a0: ${noms.join(", ")}.`,
    message,
    panne,
  ].filter(Boolean);
}

/** Mène à « Que dois-je mettre ? », les réponses du dossier posées. */
export async function allerAuxObligations({ etat, composition }) {
  const { faits } = await lireRegles();
  const reponses = { ...parDefaut(faits, aujourdhui()), ...reponsesDuDossier(etat, composition.faits) };
  location.assign(`${adresseDuSite("obligations/")}#${versAdresse(faits, reponses)}`);
}
