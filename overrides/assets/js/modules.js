// Les bibliothèques des fichiers restent à part des paquets : chacune n'est qu'une adresse, demandée au premier besoin.

import { ADire } from "./texte.js";

const HORS_LIGNE = (quoi) => `Le module ${quoi} n’a pas pu être chargé. Vérifiez votre connexion, puis réessayez.`;
let echecs = 0;

async function charger(nom, quoi) {
  const adresse = new URL(`../lib/${nom}.js`, import.meta.url).href;
  try {
    // Un navigateur retient un module manqué : l'adresse change à chaque nouvel essai.
    return await import(echecs ? `${adresse}?essai=${echecs}` : adresse);
  } catch {
    echecs += 1;
    throw new ADire(HORS_LIGNE(quoi));
  }
}

/** Charge le module Word ; échoue avec ce qu'il faut dire. */
export const chargerDocx = () => charger("docx", "Word");

/** Charge le module des classeurs ; échoue avec ce qu'il faut dire. */
export const chargerTableur = () => charger("tableur", "tableur");
