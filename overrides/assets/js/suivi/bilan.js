// Le bilan d'un marché suivi, ou de plusieurs : ce qui a été obtenu, dans les indicateurs de la base (suivi/indicateurs.json). Sans page.

import { calculer } from "../dossier/calculs.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { lireJson } from "../recherche/chargement.js";
import { ADire, grouper } from "../texte.js";
import { echeances, premierJour, terme } from "./etat.js";

/** Lit les indicateurs dont un marché donne un terme ; `base` : la racine du site ; échoue avec ce qu'il faut dire. */
export const lireIndicateurs = (base) =>
  lireJson(new URL("suivi/indicateurs.json", base).href).catch(() => {
    throw new ADire("Les indicateurs n’ont pas pu se charger : vérifiez votre connexion, puis recommencez.");
  });

/** Rend les années d'un marché, de sa notification à celle du jour, ou à la dernière s'il est fini, et celles que l'acheteur a remplies. */
export function annees(suivi, aujourdhui) {
  const an = (jour) => Number((jour || aujourdhui).slice(0, 4));
  const debut = Math.min(an(suivi.notification || premierJour(suivi)), an(premierJour(suivi)));
  const derniere = Math.max(debut, Math.min(an(terme(suivi)), an(aujourdhui)));
  const siennes = Array.from({ length: derniere - debut + 1 }, (_, rang) => String(debut + rang));
  return [...new Set([...siennes, ...suivi.bilan.map(({ annee }) => annee)])].sort();
}

const aSaisir = ({ termes }) => Object.values(termes).some(({ suivi }) => suivi === "saisie");
const duContrat = ({ termes }) => Object.values(termes).some(({ suivi }) => suivi === "contrat");

/** Rend les indicateurs que ce marché fait avancer une année : ceux d'une clause suivie ; les contrats se comptent l'année de leur notification. */
export const indicateursDe = ({ attendus, notification }, indicateurs, annee) =>
  indicateurs.filter((un) =>
    aSaisir(un)
      ? un.clauses.some((clause) => attendus.some(({ fiche }) => fiche === clause))
      : !duContrat(un) || notification.startsWith(annee),
  );

// Une clause est contrôlée quand tous ses contrôles dus le sont : un document reçu n'en est pas un.
function controles(suivi, annee, aujourdhui) {
  const dus = echeances(suivi, aujourdhui).filter(
    ({ attendu, jour }) =>
      /^(?:Contrôle|Vérifier)/.test(attendu.quoi) && jour.startsWith(annee) && jour && jour <= aujourdhui,
  );
  const clauses = [...grouper(dus, ({ attendu }) => attendu.clause).values()];
  const controlees = clauses.filter((siens) => siens.every(({ fait }) => fait.tenu));
  return { "clauses-a-controler": clauses.length, "clauses-controlees": controlees.length };
}

const cleDe = ({ annee, indicateur, famille }) => [annee, indicateur, famille].join("|");

/** Rend ce que l'acheteur a saisi d'un indicateur, une année, pour une famille : terme → ce qu'il a écrit. */
export const saisi = ({ bilan }, annee, indicateur, famille = "") =>
  bilan.find((un) => cleDe(un) === cleDe({ annee, indicateur, famille }))?.valeurs ?? {};

/** Garde ce que l'acheteur a saisi ; tout vidé, la ligne s'en va. */
export function saisir(suivi, ligne, valeurs) {
  const autres = suivi.bilan.filter((un) => cleDe(un) !== cleDe(ligne));
  const vide = Object.values(valeurs).every((valeur) => !valeur.trim());
  return { ...suivi, bilan: vide ? autres : [...autres, { ...ligne, valeurs }] };
}

/** Rend le nombre que l'acheteur a saisi, zéro compris, ou `NaN`. */
export function lireTerme(dit = "") {
  const nombre = lireNombre(dit);
  return nombre >= 0 ? nombre : NaN;
}

/** Rend les valeurs d'un indicateur, terme → nombre, ou `NaN` ; `dit` : ce que l'acheteur a saisi. */
function valeursDe(suivi, indicateur, annee, dit, aujourdhui) {
  const declare = indicateur.decp.some(([champ, valeurs]) =>
    suivi.declare[champ]?.some((une) => valeurs.includes(une)),
  );
  const connues = { contrat: 1, "contrat-declare": declare ? 1 : 0, ...controles(suivi, annee, aujourdhui) };
  return Object.fromEntries(
    Object.entries(indicateur.termes).map(([nom, { suivi: source }]) => [nom, connues[source] ?? lireTerme(dit[nom])]),
  );
}

/** Rend le résultat d'un indicateur, au dixième, ou `NaN` quand un terme manque. */
export const resultatDe = ({ suite }, valeurs) => calculer({ suite, arrondi: 0.1 }, valeurs);

/**
 * Rend ce que ces marchés ont obtenu, { annee, indicateur, famille, valeurs: terme → somme, resultat: ou `NaN`, marches: combien en donnent } : une
 * part est celle des sommes, jamais une moyenne. Un marché où il manque un terme que l'acheteur saisit n'y est pas.
 */
export function obtenu(suivis, indicateurs, aujourdhui) {
  const lignes = new Map();
  for (const suivi of suivis)
    for (const annee of annees(suivi, aujourdhui))
      for (const indicateur of indicateursDe(suivi, indicateurs, annee))
        for (const famille of indicateur.par.length ? indicateur.par : [""]) {
          const valeurs = valeursDe(suivi, indicateur, annee, saisi(suivi, annee, indicateur.id, famille), aujourdhui);
          const sues = Object.entries(valeurs).filter(([nom]) => indicateur.termes[nom].suivi);
          if (sues.some(([, nombre]) => Number.isNaN(nombre))) continue;
          if (!aSaisir(indicateur) && sues.every(([, nombre]) => !nombre)) continue; // un zéro saisi compte
          const cle = cleDe({ annee, indicateur: indicateur.id, famille });
          const avant = lignes.get(cle) ?? { annee, indicateur, famille, valeurs: {}, marches: 0 };
          for (const [nom, nombre] of sues) avant.valeurs[nom] = (avant.valeurs[nom] ?? 0) + nombre;
          lignes.set(cle, { ...avant, marches: avant.marches + 1 });
        }
  return [...lignes.values()]
    .map((ligne) => ({ ...ligne, resultat: resultatDe(ligne.indicateur, ligne.valeurs) }))
    .sort((a, b) => b.annee.localeCompare(a.annee));
}

/** Rend le résultat d'une ligne du bilan, à lire : « 92 % », ou la somme que l'indicateur attend du marché. */
export function enResultat({ indicateur, valeurs, resultat }) {
  if (!Number.isNaN(resultat)) return `${ecrireNombre(resultat)}\u00a0${indicateur.unite}`;
  return Object.entries(valeurs)
    .map(([nom, nombre]) => `${indicateur.termes[nom].libelle.replace(/\.$/, "")} : ${ecrireNombre(nombre)}`)
    .join(" ; ");
}
