// Les dossiers conseillés de cette famille et de cette procédure, à composer avec les réponses données.

import { element } from "../elements.js";
import { versAdresse } from "./cas.js";
import { juger } from "./evaluateur.js";

const PROCEDURES = { lettre: "petit-achat", adaptee: "adaptee", formalisee: "formalisee" };

/** Rend de quoi composer un dossier conseillé, les réponses et la procédure emportées ; rien hors du champ, ou si la famille n'en a pas. */
export function lesDossiers({ cas, donnees, base }, brut, horsChamp) {
  const siens = (donnees.dossiers ?? []).filter(({ marche }) => !cas.marche || marche === cas.marche);
  if (!siens.length || horsChamp.length) return [];
  const forme = formeDe(donnees, cas);
  const convient = siens.filter((dossier) => dossier.forme === forme);
  const achat = new URLSearchParams({
    montant: cas.montant ?? "",
    duree: cas.duree ?? "",
    procedure: PROCEDURES[forme],
  });
  return [
    element(
      "p",
      { class: "actions", "data-conseils": "oui" },
      (convient.length ? convient : siens).map(({ id, titre }) =>
        element(
          "a",
          {
            class: "bouton",
            "data-geste": "composer",
            href: new URL(`dossier/#composer=${id}&${achat}&${versAdresse(donnees.faits, brut)}`, base).href,
          },
          "Composer mon dossier",
          element("span", { class: siens.length > 1 ? "" : "invisible" }, `\u00a0: ${titre}`),
        ),
      ),
    ),
  ];
}

function formeDe(donnees, cas) {
  const vrai = (fait) => donnees.faits[fait] && juger(donnees, cas, { fait, op: "est", valeur: "oui" }).etat === true;
  if (vrai("petit-achat")) return "lettre";
  return vrai("seuil-europeen") ? "formalisee" : "adaptee";
}
