// Les petits éléments que le tableau ajoute à la page : boutons, en-têtes triables.

import { element } from "./elements.js";

export const PANNE = "La recherche n’a pas pu se charger : connexion coupée, ou site mis à jour depuis l’ouverture de cette page.";

/** Rend un bouton qui fait quelque chose. */
export function bouton(texte, faire) {
  const cree = element("button", { class: "bouton bouton-petit" });
  cree.type = "button";
  cree.textContent = texte;
  cree.addEventListener("click", faire);
  return cree;
}

/**
 * Pose un bouton dans chaque en-tête triable.
 *
 * Rend la fonction qui montre le tri en cours. Un en-tête passe de croissant à décroissant, puis à l'ordre d'origine.
 */
export function poserTris(entetes, trier) {
  const triables = entetes.filter((th) => th.dataset.tri);
  let enCours = null;
  for (const th of triables) {
    const cree = element("button", { class: "tri" });
    cree.type = "button";
    cree.append(...th.childNodes);
    cree.addEventListener("click", () => {
      const sens = enCours?.cle === th.dataset.tri ? enCours.sens : 0;
      trier(sens === -1 ? null : { cle: th.dataset.tri, sens: sens === 1 ? -1 : 1 });
    });
    th.append(cree);
  }
  return (tri) => {
    enCours = tri;
    for (const th of triables) {
      if (th.dataset.tri === tri?.cle) th.setAttribute("aria-sort", tri.sens > 0 ? "ascending" : "descending");
      else th.removeAttribute("aria-sort");
    }
  };
}
