// Les valeurs d'un dossier : celles que ses textes demandent, ce qu'on y a saisi, comment elles s'écrivent. Sans page.

import { enDate } from "../dates.js";
import { accorder, ecrireNombre, lireNombre } from "../nombres.js";
import { compter } from "../texte.js";
import { QUESTIONS } from "./calculs.js";
import { propre, valeurSaisie } from "./etat.js";
import { annexesDe } from "./niveaux.js";

const SANS_BLANCS = { variables: {} };
const JOUR = /^\d{4}-\d\d-\d\d$/;
const NOMBRES = new Set(["pourcentage", "nombre", "montant", "duree"]);
/** Dit si une variable attend un nombre. */
export const estChiffree = ({ type }) => NOMBRES.has(type);

/** Rend le texte d'une valeur : celui saisi, sinon celui que la fiche propose. */
export const texteDe = ({ variable, saisie }) => saisie ?? String(variable.defaut ?? "");

/** Rend la clé d'une valeur : la même pour toutes les clauses qui la partagent. */
export const cleDe = ({ id }, nom, { partagee }) => (partagee ? `partagee ${partagee}` : `${id} ${nom}`);

/** Rend le nom, dans la page, du champ de cette valeur. */
export const champDe = (cle) => `valeur-${cle.replace(/[^a-z0-9]+/gi, "-")}`;

/** Rend l'écriture d'une valeur : un nombre à la française, son unité ; entre crochets si elle manque. */
export function ecrireValeur(variable, saisie) {
  const valeur = texteDe({ variable, saisie });
  if (!valeur.trim()) return `[${variable.libelle}]`;
  if (variable.type === "date" && JOUR.test(valeur)) return enDate(valeur);
  const nombre = estChiffree(variable) ? lireNombre(valeur) : NaN;
  const unite = variable.suffixe ?? "";
  return Number.isFinite(nombre) ? ecrireNombre(nombre, 6) + accorder(unite, nombre) : valeur.trim() + unite;
}

/** Rend la valeur chiffrée d'une variable, ou `NaN`. */
export function chiffre(etat, entree, fiche, nom) {
  const variable = propre(fiche.variables, nom ?? "");
  if (!variable) return NaN;
  return lireNombre(valeurSaisie(etat, entree, fiche, nom) ?? variable.defaut ?? "");
}

/** Rend les valeurs à remplir, une fois chacune : { cle, variable, entrees: [{ entree, fiche, nom }], saisie }. */
export function valeursDe(etat, { retenus, blancs = SANS_BLANCS }) {
  const valeurs = new Map();
  for (const { entree, fiche, texte } of retenus) {
    for (const nom of avecEntrees(nommees(texte), fiche)) {
      const variable = propre(fiche.variables, nom);
      if (!variable) continue;
      const cle = cleDe(fiche, nom, variable);
      const deja = valeurs.get(cle);
      if (!deja)
        valeurs.set(cle, {
          cle,
          nom,
          variable,
          entree,
          fiche,
          fiches: new Set([fiche]),
          saisie: valeurSaisie(etat, entree, fiche, nom),
        });
      else deja.fiches.add(fiche);
    }
  }
  const desBlancs = Object.entries(blancs.variables).map(([nom, variable]) => ({
    cle: cleDe(blancs, nom, variable),
    nom,
    variable,
    fiche: blancs,
    fiches: new Set([blancs]),
    saisie: propre(etat.partagees, variable.partagee),
  }));
  return [...valeurs.values(), ...desBlancs];
}

/** Le groupe des valeurs de la page de garde et du contrat court : vides, elles n'arrêtent rien, et se lisent entre crochets. */
export const COUVERTURE = "#couverture";

/** Rend les valeurs par groupe, { cle, titre, valeurs } : celles que plusieurs clauses partagent, puis chaque clause, puis la page de garde. */
export function groupesDeValeurs(etat, composition) {
  const valeurs = valeursDe(etat, composition);
  const communes = valeurs.filter(({ variable, fiches }) => variable.partagee && fiches.size > 1);
  const desClauses = [...composition.fiches.values(), composition.blancs].map((fiche) => ({
    cle: fiche.id,
    titre: fiche.titre,
    valeurs: valeurs.filter((v) => v.fiche === fiche && !communes.includes(v)),
  }));
  const connues = new Set(valeurs.map(({ cle }) => cle));
  const { refus } = composition.contrat;
  const deGarde = {
    cle: COUVERTURE,
    titre: refus ? "Page de garde" : "Page de garde et contrat court",
    valeurs: valeursDe(etat, composition.contrat).filter(({ cle }) => !connues.has(cle)),
  };
  return [
    { cle: "#partagees", titre: "Partagées par plusieurs clauses", valeurs: communes },
    ...desClauses,
    deGarde,
  ].filter(({ valeurs: siennes }) => siennes.length);
}

/** Rend ce que les documents attendent encore de l'acheteur, en mots : « 12 valeurs à remplir, 4 pièces à joindre » ; rien s'ils n'attendent rien. */
export function attendus(etat, composition) {
  const vides = groupesDeValeurs(etat, composition).flatMap(({ valeurs }) => valeurs.filter(estVide));
  const pieces = annexesDe(composition);
  return [
    vides.length && compter(vides.length, "valeur à remplir", "valeurs à remplir"),
    pieces.length && compter(pieces.length, "pièce à joindre", "pièces à joindre"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Dit si une valeur est encore celle que la fiche propose, ni changée ni confirmée. */
export const estProposee = ({ saisie, variable }) => saisie === undefined && variable.defaut !== undefined;

/** Dit si rien n'est saisi, ni proposé. */
export const estVide = (valeur) => !texteDe(valeur).trim();

// Une valeur calculée demande d'abord ce dont elle se calcule, sauf ce que les questions du dossier disent déjà.
function avecEntrees(noms, { variables }) {
  const entrees = (nom) => propre(variables, nom)?.calcul?.suite ?? [];
  const aDire = (nom) => propre(variables, nom) && !(variables[nom].partagee in QUESTIONS);
  return new Set([...noms].flatMap((nom) => [...entrees(nom).filter(aDire), nom]));
}

function nommees({ blocs, poids, plafond, cadre, suivi }) {
  const noms = JSON.stringify([blocs, cadre ?? [], suivi ?? []]).match(/"variable":"([a-z0-9_]+)"/g) ?? [];
  return new Set([...noms.map((trouve) => trouve.slice(12, -1)), ...[poids, plafond?.valeur].filter(Boolean)]);
}
