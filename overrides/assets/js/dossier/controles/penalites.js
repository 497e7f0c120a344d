// Les pénalités, additionnées.

import { ecrireNombre } from "../../nombres.js";
import { chiffre } from "../valeurs.js";
import { constat, lister } from "./constat.js";

const PLAFOND_CONSEILLE = 10;
// Un plafond sur chaque demande de paiement fait, au bout, celui de tout le marché ; ceux-là ne valent que pour une part qu’on ne connaît pas.
const A_PART = { ligne: "par ligne", commande: "par commande", unite: "par unité" };

// Les plafonds en euros se comparent au montant estimé ; ceux d'une année, à la durée.
export function* penalites({ etat, retenus, plan }) {
  const tous = retenus.filter(({ texte }) => texte.plafond);
  const aPart = Object.keys(A_PART).filter((assiette) => tous.some(({ texte }) => texte.plafond.assiette === assiette));
  const plafonds = tous
    .filter(({ texte }) => !aPart.includes(texte.plafond.assiette))
    .map(({ entree, fiche, texte }) => ({
      valeur: chiffre(etat, entree, fiche, texte.plafond.valeur) || 0,
      enEuros: fiche.variables[texte.plafond.valeur].suffixe?.includes("€"),
      parAn: texte.plafond.assiette === "annee",
    }));
  const somme = (liste) => liste.reduce((total, { valeur }) => total + valeur, 0);
  const euros = plafonds.filter(({ enEuros }) => enEuros);
  const [montant, annees] = [Number(etat.montant), Number(etat.duree) / 12];
  const compares = euros.filter(({ parAn }) => montant && (annees || !parAn));
  const enEuros = compares.reduce((total, { valeur, parAn }) => total + valeur * (parAn ? Math.max(1, annees) : 1), 0);
  const total = somme(plafonds.filter(({ enEuros: e }) => !e)) + (montant ? (enEuros / montant) * 100 : 0);
  if (total > PLAFOND_CONSEILLE && !etat.socle.includes("plafond-general") && plan.socle["plafond-general"]) {
    const restent = euros.filter((p) => !compares.includes(p));
    const dits = [
      [restent.filter(({ parAn }) => parAn), " par an"],
      [restent.filter(({ parAn }) => !parAn), ""],
    ]
      .filter(([liste]) => liste.length)
      .map(([liste, suite]) => `${ecrireNombre(somme(liste))}\u00a0€${suite}`);
    const manque = [!montant && "le montant estimé", !annees && restent.some(({ parAn }) => parAn) && "la durée"]
      .filter(Boolean)
      .join(" et ");
    const part = ecrireNombre(total, 1);
    yield constat(
      "attention",
      "penalites-cumulees",
      `Toutes ensemble, les pénalités peuvent aller jusqu’à ${part}\u00a0% du montant${dits.length ? `, sans compter ${dits.join(" et ")}` : ""}.`,
      [
        "Chacune a son plafond, et les plafonds s’additionnent.",
        ...(aPart.length ? [`Ceux qui se comptent ${lister(aPart.map((un) => A_PART[un]))} n’y sont pas.`] : []),
        "Une phrase commune les garde proportionnées.",
      ].join(" "),
      [
        { geste: "socle", id: "plafond-general", libelle: `Ajouter « ${plan.socle["plafond-general"].titre} »` },
        ...(manque ? [{ geste: "question", question: montant ? "duree" : "montant", libelle: `Dire ${manque}` }] : []),
      ],
    );
  }
}
