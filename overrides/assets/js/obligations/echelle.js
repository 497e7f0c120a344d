// L'échelle des seuils d'un cas : ce qui commence à chaque montant, et l'achat posé dessus.

import "../commun.js";
import { element } from "../elements.js";
import { ecrireNombre } from "../nombres.js";
import "./cas.js"; // du même morceau que l'évaluateur, pour tous ceux qui l'emploient
import { juger, seuilAu } from "./evaluateur.js";
import "./procedure.js";

const DU_MONTANT = ["montant", "petit-achat", "seuil-europeen"];

/** Rend [{ montant, dits }], du plus bas au plus haut : les seuils que cet achat rencontre, ou rencontrerait à un autre montant. */
export function paliers(donnees, cas) {
  const { faits, seuils, regles, echelle } = donnees;
  const supposes = Object.entries(faits).flatMap(([nom, { suppose }]) => (suppose ? [[nom, suppose]] : []));
  const suppose = { ...Object.fromEntries(supposes), ...cas };
  const joue = (x) => DU_MONTANT.includes(x.fait) || juger(donnees, suppose, x).etat === true;
  const groupes = [...Object.values(faits).flatMap(({ vrai_si }) => vrai_si), ...regles.map(({ si }) => si)];
  const noms = groupes
    .filter((si) => si.every(joue))
    .flatMap((si) => si.flatMap(({ fait, seuil }) => (fait === "montant" && echelle[seuil] ? [seuil] : [])));
  const parMontant = new Map();
  for (const nom of new Set(noms)) {
    const montant = seuilAu(seuils[nom], cas.lancement)?.montant;
    if (montant) parMontant.set(montant, [...(parMontant.get(montant) ?? []), echelle[nom]]);
  }
  return [...parMontant].map(([montant, dits]) => ({ montant, dits })).sort((a, b) => a.montant - b.montant);
}

/** Rend l'échelle dessinée, l'achat à sa place, après ce qu'il atteint. */
export function lEchelle({ donnees, cas }) {
  const rangees = paliers(donnees, cas);
  const barreau = ({ montant, dits }) =>
    element(
      "li",
      { "data-atteint": montant <= cas.montant ? "oui" : "non" },
      element("strong", {}, `${ecrireNombre(montant)}\u00a0€`),
      element("span", {}, dits.join(" ")),
    );
  const place = rangees.filter(({ montant }) => montant <= cas.montant).length;
  const achat = element(
    "li",
    { class: "echelle-cas" },
    element("strong", {}, `${ecrireNombre(cas.montant)}\u00a0€`),
    element("span", {}, "Votre achat, hors taxes\u00a0: il atteint les montants du dessus."),
  );
  return [
    element("h3", { id: "echelle-du-cas" }, "Votre achat sur l’échelle des seuils"),
    element("ol", {}, ...rangees.slice(0, place).map(barreau), achat, ...rangees.slice(place).map(barreau)),
  ];
}
