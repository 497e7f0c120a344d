// Ce que plusieurs pages ajoutent de même : un bouton, la phrase d'une panne.

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

/** Donne une clause à un bouton « Ajouter au dossier » repris d'un modèle ; le rend. */
export function pourLeDossier(bouton, fiche) {
  bouton.dataset.ajouter = fiche.id;
  bouton.querySelector(".invisible").textContent = ` : ${fiche.titre}`;
  return bouton;
}
