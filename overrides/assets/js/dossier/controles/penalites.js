// Les pénalités, additionnées.

import { ecrireNombre } from "../../nombres.js";
import { lister } from "../../texte.js";
import { plusieursPenalites } from "../composition.js";
import { propre } from "../etat.js";
import { auMontantDe, codesDesLots, duLot, nommerLesLots } from "../lots.js";
import { chiffre } from "../valeurs.js";
import { constat } from "./constat.js";

const PLAFOND_CONSEILLE = 10;
const PLAFOND_GENERAL = "plafond-general";
// Un plafond sur chaque demande de paiement fait, au bout, celui de tout le marché ; ceux-là ne valent que pour une part qu’on ne connaît pas.
const A_PART = { ligne: "par ligne", commande: "par commande", unite: "par unité" };

/**
 * Rend { total: la somme des plafonds, en pour cent du montant, aPart: les assiettes qu'elle ne compte pas, restent: les plafonds en euros
 * que rien ne rapporte au montant }. Un plafond en euros se compare au montant estimé ; celui d'une année, à la durée.
 */
export function lesPlafonds(etat, retenus) {
  const tous = retenus.filter(({ texte }) => texte.plafond);
  const aPart = Object.keys(A_PART).filter((assiette) => tous.some(({ texte }) => texte.plafond.assiette === assiette));
  const plafonds = tous
    .filter(({ texte }) => !aPart.includes(texte.plafond.assiette))
    .map(({ entree, fiche, texte }) => ({
      valeur: chiffre(etat, entree, fiche, texte.plafond.valeur) || 0,
      enEuros: fiche.variables[texte.plafond.valeur].suffixe?.includes("€"),
      parAn: texte.plafond.assiette === "annee",
    }));
  const euros = plafonds.filter(({ enEuros }) => enEuros);
  const [montant, annees] = [Number(etat.montant), Number(etat.duree) / 12];
  const compares = euros.filter(({ parAn }) => montant && (annees || !parAn));
  const enEuros = compares.reduce((total, { valeur, parAn }) => total + valeur * (parAn ? Math.max(1, annees) : 1), 0);
  const total = somme(plafonds.filter((p) => !p.enEuros)) + (montant ? (enEuros / montant) * 100 : 0);
  return { total, aPart, restent: euros.filter((p) => !compares.includes(p)) };
}

const somme = (liste) => liste.reduce((total, { valeur }) => total + valeur, 0);

export function* penalites({ etat, lots, retenus, plan }) {
  const parLot = codesDesLots(lots).map((code) => ({
    code,
    ...lesPlafonds(
      auMontantDe(
        etat,
        lots.filter((lot) => lot.code === code),
      ),
      duLot(retenus, code),
    ),
  }));
  const { code, total, aPart, restent } = parLot.reduce((a, b) => (b.total > a.total ? b : a));
  const general = propre(plan.socle, PLAFOND_GENERAL);
  const plafonne = !general || etat.socle.some((nom) => propre(plan.socle, nom)?.plafond);
  if (total <= PLAFOND_CONSEILLE || plafonne || !plusieursPenalites(retenus, lots)) return;
  const [montant, annees] = [Number(etat.montant), Number(etat.duree)];
  const dits = [
    [restent.filter(({ parAn }) => parAn), " par an"],
    [restent.filter(({ parAn }) => !parAn), ""],
  ]
    .filter(([liste]) => liste.length)
    .map(([liste, suite]) => `${ecrireNombre(somme(liste))}\u00a0€${suite}`);
  const manque = [!montant && "le montant estimé", !annees && restent.some(({ parAn }) => parAn) && "la durée"]
    .filter(Boolean)
    .join(" et ");
  yield constat(
    "attention",
    "penalites-cumulees",
    `Toutes ensemble, les pénalités peuvent aller jusqu’à ${ecrireNombre(total, 1)}\u00a0% du montant${code && ` du ${nommerLesLots([code])}`}${dits.length ? `, sans compter ${dits.join(" et ")}` : ""}.`,
    [
      "Chacune a son plafond, et les plafonds s’additionnent.",
      ...(aPart.length ? [`Ceux qui se comptent ${lister(aPart.map((un) => A_PART[un]))} n’y sont pas.`] : []),
      "Une phrase commune les garde proportionnées.",
    ].join(" "),
    [
      { geste: "socle", id: PLAFOND_GENERAL, libelle: `Ajouter « ${general.titre} »` },
      ...(manque ? [{ geste: "question", question: montant ? "duree" : "montant", libelle: `Dire ${manque}` }] : []),
    ],
  );
}
