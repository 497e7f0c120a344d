// Le bouton d'un geste, que toute la page dessine ; gestes.js fait ce qu'il dit.

import { element } from "../elements.js";

/** Rend un petit bouton qui fait un geste ; `pour` : ce sur quoi, pour qui ne voit pas où il est. */
export function bouton(texte, geste, donnees = {}, pour = "") {
  const attributs = Object.fromEntries(Object.entries(donnees).map(([cle, valeur]) => [`data-${cle}`, valeur]));
  return element(
    "button",
    { type: "button", class: "bouton bouton-petit bouton-discret", "data-geste": geste, ...attributs },
    texte,
    pour && element("span", { class: "invisible" }, ` : ${pour}`),
  );
}
