// Ce que l'acheteur emporte : une lettre prête sous le seuil de dispense, un dossier conseillé à composer, ou « Mon dossier ».

import { bouton, element } from "../elements.js";
import { versAdresse } from "./cas.js";
import { estVrai } from "./evaluateur.js";
import { formeDe, procedureDe } from "./procedure.js";

/**
 * Rend ce qui s'emporte, le premier en bouton, les autres repliés ; les réponses et la procédure suivent.
 * `repondre` : pose la question qui décide de la procédure, s'il en reste une ; aucun dossier ne la suppose, et le bouton y mène.
 * Sans procédure à soi, rien ne se compose. Une opération en plusieurs lots ne vient d'abord que d'un achat qui en a plusieurs. Une lettre ne va qu'à un petit achat : sans dossier de sa forme, une procédure prend celui de l'autre.
 */
export function aEmporter({ cas, donnees, base }, brut, repondre) {
  const procedure = procedureDe(donnees, cas);
  const petit = procedure === "petit-achat";
  const sans = estVrai(donnees, cas, "sans-procedure");
  const siens = (donnees.dossiers ?? [])
    .filter(({ marche }) => !cas.marche || marche === cas.marche)
    .filter(({ forme }) => repondre || (!sans && (forme === "lettre") === petit))
    .sort((un, autre) => (cas.lots > 1 ? autre.lots - un.lots : un.lots - autre.lots));
  const convient = siens.filter(({ forme }) => forme === formeDe(donnees, cas, procedure));
  const offerts = convient.length ? convient : siens;
  const achat = new URLSearchParams({ montant: cas.montant ?? "", duree: cas.duree ?? "", procedure });
  const reponses = versAdresse(donnees.faits, brut);
  const lien = (adresse, attributs, ...mots) =>
    element("a", { href: new URL(adresse, base).href, ...attributs }, ...mots);
  const ouvrir = `dossier/#${reponses}`;
  if (repondre && siens.length)
    return [
      element("p", { class: "actions" }, bouton("Répondre, et composer mon dossier", repondre, { class: "bouton" })),
      element("p", {}, lien(ouvrir, {}, "Ouvrir « Mon dossier » sans répondre")),
    ];
  const lettres = (petit ? (donnees.lettres ?? []) : []).map(({ id, titre }) => [`modeles/${id}/`, {}, titre]);
  const dossiers = offerts.map(({ id, titre }) => [
    `dossier/#composer=${id}&${achat}&${reponses}`,
    { "data-geste": "composer" },
    `Composer mon dossier\u00a0: ${titre}`,
  ]);
  const tous = [...lettres, ...dossiers];
  if (!tous.length) tous.push([ouvrir, {}, "Ouvrir « Mon dossier » avec ce cas"]);
  const [premier, ...autres] = tous.map(([adresse, attributs, ...mots], rang) =>
    lien(adresse, rang ? attributs : { ...attributs, class: "bouton" }, ...mots),
  );
  const { length: combien } = autres;
  return [
    element("p", { class: "actions" }, premier),
    combien > 0 &&
      element(
        "details",
        {},
        element("summary", {}, combien > 1 ? `Ou l’un de ces ${combien} autres` : "Ou cet autre"),
        element("ul", {}, ...autres.map((autre) => element("li", {}, autre))),
      ),
  ];
}
