// Les calculs de la page : leurs champs, leur résultat, ce qui s'en reporte.

import { ecrireNombre, lireNombre } from "../nombres.js";
import { CALCULS } from "./calculs.js";

/** Met en service les calculs. */
export function installerCalculs(racine) {
  for (const bloc of racine.querySelectorAll("[data-calcul]")) {
    const champs = [...bloc.querySelectorAll("input")];
    const reporter = bloc.querySelector("[data-reporter]");
    const refaire = () => {
      const valeurs = {};
      for (const { name, value } of champs) {
        const lu = value.trim() ? lireNombre(value) : NaN;
        if (name === "poids") valeurs.poids = [...(valeurs.poids ?? []), lu];
        else valeurs[name] = lu;
      }
      const touche = champs.some(({ value, defaultValue }) => value !== defaultValue);
      const { valeur, reste, message } = CALCULS[bloc.dataset.calcul](valeurs);
      bloc.querySelector("[data-resultat-calcul]").textContent = !touche
        ? ""
        : (message ?? phrase(bloc.dataset.calcul, valeur, reste));
      if (!reporter) return;
      reporter.hidden = valeur === undefined;
      for (const lien of reporter.querySelectorAll("[data-report]")) lien.hash = `${lien.dataset.report}=${valeur}`;
    };
    bloc.addEventListener("input", refaire);
  }
}

function phrase(calcul, valeur, reste) {
  if (calcul === "heuresInsertion")
    return `${ecrireNombre(valeur)} heures sur la durée du marché. Divisez par le nombre d’années pour un volume annuel.`;
  if (calcul === "poids")
    return reste === 0
      ? "Les poids font 100 %."
      : `Les poids font ${ecrireNombre(valeur)} % : ${reste > 0 ? `il manque ${ecrireNombre(reste)}` : `${ecrireNombre(-reste)} de trop`} %.`;
  return `${ecrireNombre(valeur)} €.`;
}
