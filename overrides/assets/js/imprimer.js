// « Imprimer ou enregistrer en PDF ».

/** Met en service les boutons d'impression. */
export function installer(racine = document) {
  for (const bouton of racine.querySelectorAll("button[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => print());
  }
}
