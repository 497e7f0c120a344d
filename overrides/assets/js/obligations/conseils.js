// Les dossiers conseillés de cette famille et de cette procédure, à composer avec les réponses données.

import { element } from "../elements.js";
import { versAdresse } from "./cas.js";
import { juger } from "./evaluateur.js";
import { FORMES, procedureDe } from "./procedure.js";

/**
 * Rend de quoi composer un dossier conseillé, les réponses et la procédure emportées ; rien hors du champ, ou si la famille n'en a pas.
 * Une lettre ne va qu'à un petit achat : sans dossier de sa forme, une procédure prend celui de l'autre. Un service social, en procédure
 * adaptée à tout montant, prend dès le seuil européen celui qui porte ce qui est dû à ce seuil.
 */
export function lesDossiers({ cas, donnees, base }, brut, horsChamp) {
  const procedure = procedureDe(donnees, cas);
  const siens = (donnees.dossiers ?? [])
    .filter(({ marche }) => !cas.marche || marche === cas.marche)
    .filter(({ forme }) => (forme === "lettre") === (procedure === "petit-achat"));
  if (!siens.length || horsChamp.length) return [];
  const auSeuil = juger(donnees, cas, { fait: "seuil-europeen", op: "est", valeur: "oui" }).etat === true;
  const convient = siens.filter(({ forme }) => forme === (FORMES[procedure] ?? (auSeuil && "formalisee")));
  const offerts = convient.length ? convient : siens;
  const achat = new URLSearchParams({ montant: cas.montant ?? "", duree: cas.duree ?? "", procedure });
  return [
    element(
      "p",
      { class: "actions" },
      offerts.map(({ id, titre }) =>
        element(
          "a",
          {
            class: "bouton",
            "data-geste": "composer",
            href: new URL(`dossier/#composer=${id}&${achat}&${versAdresse(donnees.faits, brut)}`, base).href,
          },
          "Composer mon dossier",
          element("span", { class: offerts.length > 1 ? "" : "invisible" }, `\u00a0: ${titre}`),
        ),
      ),
    ),
  ];
}
