// Ce qu'un dossier conseillé suppose de l'achat : ce qui en est dit, et les textes de la loi qui suivent une réponse changée. Sans page.

import { lire, reponseEnMots } from "../obligations/cas.js";
import { composer } from "./composition.js";
import { devoirsDuDossier } from "./devoirs.js";
import { ecrireLaLoi, oterLaLoi, propre, SUPPOSABLES } from "./etat.js";

/** Ce que confirmer d'un clic laisse à lire. */
export const CONFIRMER = "Tout confirmer, sauf les chiffres";

const reponseDe = (etat, nom) => (SUPPOSABLES.includes(nom) ? etat[nom] : (propre(etat.cas, nom) ?? ""));

/** Rend ces faits, ceux que la base connaît, dans l'ordre où elle les demande : { nom, fait, reponse, dit: « population (1 500 habitants) » }. */
export function faitsNommes({ faits }, etat, noms) {
  return Object.keys(faits)
    .filter((nom) => noms.includes(nom))
    .map((nom) => {
      const [fait, reponse] = [faits[nom], reponseDe(etat, nom)];
      const { cas } = lire(faits, { [nom]: reponse });
      const mots = nom in cas ? reponseEnMots(fait, cas[nom]) : reponse;
      return { nom, fait, reponse, dit: `${fait.libelle[0].toLowerCase()}${fait.libelle.slice(1)} (${mots})` };
    });
}

/** Rend ce que le dossier supposera encore, ce fait confirmé ; sans `nom`, tous confirmés, sauf les chiffres : un par un, ils se lisent. */
export const resteraSuppose = ({ faits }, { supposes }, nom = "") =>
  supposes.filter((autre) => (nom ? autre !== nom : propre(faits, autre)?.type === "nombre"));

/**
 * Rend le dossier où les textes de la loi suivent une réponse changée : celui qui n'est plus dû s'en va, celui qui l'est devenu s'ajoute ; celui que
 * l'acheteur a retiré ne revient pas. Un dossier qui ne vient pas d'un conseil ne change pas. `suivant` : l'état, la réponse changée.
 */
export function suivreLeDroit({ etat, dus, devoirs, fraiches, plan }, suivant) {
  if (!etat.conseil) return suivant;
  const apres = devoirsDuDossier(devoirs, suivant, composer(suivant, fraiches, plan, devoirs.donnees.regles));
  if (apres.horsChamp.length) return suivant;
  const nommer = (unes) => new Set(unes.map(({ regle }) => regle.id));
  const dues = nommer(apres.obligations.filter(estDue));
  const tombees = [...nommer(dus.obligations.filter(estDue))].filter((id) => !dues.has(id));
  const laissees = nommer(dus.obligations.filter(aEcrire));
  return ecrireLaLoi(
    tombees.reduce(oterLaLoi, suivant),
    apres.obligations.filter((une) => aEcrire(une) && !laissees.has(une.regle.id)),
  );
}

const estDue = ({ juge }) => juge !== "dispensee";
const aEcrire = ({ etat, regle }) => etat === "a-ecrire" && regle.textes.length > 0;
