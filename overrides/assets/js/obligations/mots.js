// Ce que la page dit d'un résultat, en mots. Pur : le texte vient des règles, les montants du jour du cas.

import { enDate } from "../dates.js";
import { ecrireNombre } from "../nombres.js";
import { reponseEnMots } from "./cas.js";
import { remplit, seuilAu } from "./evaluateur.js";

/** Rend « Montant estimé : au moins 90 000 € HT » ; un fait déduit ajoute le montant dont il est déduit. */
export function dire(donnees, cas, condition) {
  const jour = cas.lancement ?? "";
  if (condition.seuil) return condition.mots.replace("{seuil}", montant(donnees, condition.seuil, jour));
  const fait = donnees.faits[condition.fait];
  const propre = (si) => si.every((x) => !x.valeur || x.seuil || cas[x.fait] === undefined || remplit(x, cas[x.fait]));
  const nombres = fait.vrai_si
    .filter(propre)
    .flat()
    .filter(({ seuil }) => seuil);
  return nombres.length === 1 ? `${condition.mots} (${montant(donnees, nombres[0].seuil, jour)})` : condition.mots;
}

function montant(donnees, nom, jour) {
  const seuil = donnees.seuils[nom];
  const valeur = seuilAu(seuil, jour);
  if (!valeur) return "montant inconnu à cette date";
  const dit = `${ecrireNombre(valeur.montant)}\u00a0${seuil.unite}`;
  return valeur.commence_le ? `${dit} depuis le ${enDate(valeur.commence_le)}` : dit;
}

const COMPTE = { lancement: "Consultations lancées", signature: "Marchés signés", annee: "Achats et exécution" };

/** Rend depuis quand une règle vaut, et les années qu'elle régit ; rien quand sa date n'est que le plancher et que rien ne la finit. */
export function duree({ regle, annees }) {
  const debut = regle.commence_le && `depuis le ${enDate(regle.commence_le)}`;
  const fin = regle.jusqu_a && `jusqu’au ${enDate(regle.jusqu_a)}`;
  const bornes = [debut, fin].filter(Boolean).join(", ");
  const dites = [
    bornes && `${COMPTE[regle.compte_depuis]} ${bornes}`,
    annees.length > 0 && `ici : ${annees.join(", ")}`,
  ]
    .filter(Boolean)
    .join(" ; ");
  return dites && `${dites[0].toUpperCase()}${dites.slice(1)}.`;
}

/** Rend pourquoi une règle n'est pas due : la date, une condition que le cas ne remplit pas, ou une dispense. */
export function raison(donnees, cas, resultat) {
  const { manquements, aContretemps, dispense } = resultat;
  if (dispense) return dispense.motif;
  const voulue = (condition) => {
    const reponse = cas[condition.fait];
    const dite =
      reponse === undefined ? "" : ` (votre réponse\u00a0: ${reponseEnMots(donnees.faits[condition.fait], reponse)})`;
    return `${dire(donnees, cas, condition)}${dite}`;
  };
  const raisons = manquements.map(
    (possibles) =>
      `Il faudrait\u00a0: ${[...new Set(possibles.map((si) => si.map(voulue).join(" et ")))].join(" ; ou ")}.`,
  );
  if (aContretemps && !raisons.length)
    raisons.push(`${duree({ ...resultat, annees: [] })} Votre achat n’entre pas dans ces dates.`);
  return raisons.join(" ");
}

/** Rend ce qui manque pour répondre : le nom des faits, ou le seuil qu'aucun texte ne fixe à cette date. */
export function manque(donnees, noms) {
  const dits = [...new Set(noms)].map((nom) => {
    if (!nom.startsWith("seuil:")) return donnees.faits[nom].libelle;
    return `${donnees.seuils[nom.slice(6)].libelle} (pas encore fixé à cette date)`;
  });
  return dits.join(" ; ");
}
