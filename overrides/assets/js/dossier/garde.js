// Les dossiers gardés sur l'appareil : plusieurs, par nom, et le dossier ouvert. Un stockage refusé ou plein est dit et ne perd rien.

import { lire, vide } from "./etat.js";
import { CLE, SOUVENIR } from "./souvenir.js";

/** Rend { ouvert, dossiers: Map nom → état, panne } lus sur l'appareil. */
export function relire() {
  const rien = { ouvert: "", dossiers: new Map(), panne: "" };
  let brut;
  try {
    brut = JSON.parse(localStorage.getItem(CLE) ?? "null");
  } catch (erreur) {
    const refuse = erreur instanceof SyntaxError ? "Les dossiers gardés sur cet appareil sont illisibles." : "Votre navigateur refuse de garder le dossier sur cet appareil.";
    return { ...rien, panne: refuse };
  }
  if (!brut?.dossiers) return rien;
  const dossiers = new Map();
  let panne = "";
  for (const sien of Object.values(brut.dossiers)) {
    try {
      const { etat } = lire(sien);
      dossiers.set(etat.nom, etat);
    } catch (erreur) {
      panne = erreur.message;
    }
  }
  return { ouvert: dossiers.has(brut.ouvert) ? brut.ouvert : ([...dossiers.keys()][0] ?? ""), dossiers, panne };
}

/** Rend le dossier ouvert, vide s'il n'y en a pas. */
export function ouvert() {
  const { ouvert: nom, dossiers } = relire();
  return dossiers.get(nom) ?? vide();
}

/** Garde un dossier et l'ouvre ; `ancien` : le nom qu'il quitte. Rend la panne, ou "" si tout est gardé. */
export function garder(etat, ancien = etat.nom) {
  const { dossiers } = relire();
  const rang = [...dossiers].map(([nom, autre]) => (nom === ancien ? [etat.nom, etat] : [nom, autre]));
  const suivants = new Map(dossiers.has(ancien) ? rang : [...rang, [etat.nom, etat]]);
  return ecrire(etat.nom, suivants);
}

/** Ouvre un dossier gardé. */
export const ouvrir = (nom) => ecrire(nom, relire().dossiers);

/** Supprime un dossier ; le premier des autres s'ouvre. */
export function supprimer(nom) {
  const { dossiers } = relire();
  dossiers.delete(nom);
  if (!dossiers.size) return effacer();
  return ecrire([...dossiers.keys()][0], dossiers);
}

/** Efface tout ce que « Mon dossier » a gardé sur l'appareil, valeurs des clauses comprises. */
export function effacer() {
  try {
    localStorage.removeItem(CLE);
    sessionStorage.removeItem(SOUVENIR);
    return "";
  } catch {
    return "Votre navigateur refuse d’effacer : videz les données de ce site dans ses réglages.";
  }
}

function ecrire(nom, dossiers) {
  const liste = dossiers.get(nom)?.clauses.map(({ id }) => id) ?? [];
  try {
    // `liste` d'abord : un bouton sait si sa clause y est sans lire le reste.
    localStorage.setItem(CLE, JSON.stringify({ liste, ouvert: nom, dossiers: Object.fromEntries(dossiers) }));
    return "";
  } catch (erreur) {
    return erreur?.name === "QuotaExceededError" ? "La place manque sur cet appareil : enregistrez votre dossier dans un fichier." : "Votre navigateur refuse de garder le dossier : enregistrez-le dans un fichier avant de quitter la page.";
  }
}

/** Rend un nom libre, à partir de celui-ci. */
export function nomLibre(nom) {
  const { dossiers } = relire();
  let libre = nom;
  for (let rang = 2; dossiers.has(libre); rang++) libre = `${nom} (${rang})`;
  return libre;
}
