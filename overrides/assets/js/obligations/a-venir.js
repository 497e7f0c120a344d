// Ce qui change pour un cas dans les dix-huit mois qui viennent. Pur : les dates sont celles des règles et des seuils.

import { plusJours, plusMois } from "../dates.js";
import { appliquer } from "./evaluateur.js";

const MOIS = 18;
const IMPOSE = ["due", "incertaine"];

/**
 * Rend les changements de ce cas après `jour`, par date : { le, regle, fin } si une règle y commence ou, `fin`, y cesse sans
 * suite ; { le, seuils } si la procédure y dépend de seuils que rien ne fixe encore. Le cas y est pris pareil, lancé ce jour-là.
 */
export function changements({ donnees, cas }, jour) {
  const horizon = plusMois(jour, MOIS);
  const vient = (le) => le > jour && le <= horizon;
  const juger = (regle, lancement) => appliquer(donnees, { ...cas, lancement, signature: undefined }, regle);
  const regles = donnees.regles.filter(({ rubrique }) => ["procedure", "obligation"].includes(rubrique));
  const deRegles = regles.flatMap((regle) => {
    const lendemain = regle.jusqu_a ? plusJours(regle.jusqu_a, 1) : "";
    const joue = (le) => IMPOSE.includes(juger(regle, le).etat);
    return [
      vient(regle.depuis) && joue(regle.depuis) && { le: regle.depuis, regle, fin: false },
      vient(lendemain) && joue(regle.jusqu_a) && { le: lendemain, regle, fin: true },
    ].filter(Boolean);
  });
  // La règle qui en remplace une autre dit tout : la fin de celle-ci se tait.
  const suites = new Set(
    deRegles.filter(({ fin }) => !fin).map(({ le, regle }) => regle.suite && `${le} ${regle.suite}`),
  );
  const termes = Object.values(donnees.seuils).flatMap(({ valeurs }) =>
    valeurs.map(({ jusqu_au: terme }) => (terme ? plusJours(terme, 1) : "")),
  );
  const deSeuils = [...new Set(termes)].filter(vient).flatMap((le) => {
    const manquent = regles
      .filter(({ rubrique }) => rubrique === "procedure")
      .flatMap((regle) => juger(regle, le).manque.filter((nom) => nom.startsWith("seuil:")));
    return manquent.length ? [{ le, seuils: [...new Set(manquent)] }] : [];
  });
  return [...deRegles.filter(({ le, regle, fin }) => !fin || !suites.has(`${le} ${regle.suite}`)), ...deSeuils].sort(
    (a, b) => a.le.localeCompare(b.le),
  );
}
