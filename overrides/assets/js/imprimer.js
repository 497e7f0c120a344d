// « Imprimer ou enregistrer en PDF » ; une partie repliée s'ouvre le temps de l'impression.

/** Met en service les boutons d'impression, et l'ouverture des parties repliées avant d'imprimer. */
export function installer(racine = document) {
  for (const bouton of racine.querySelectorAll("button[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => print());
  }
  let ouverts = [];
  addEventListener("beforeprint", () => {
    ouverts = [...racine.querySelectorAll("details.repli:not([open])")];
    for (const partie of ouverts) partie.open = true;
  });
  addEventListener("afterprint", () => {
    for (const partie of ouverts) partie.open = false;
    ouverts = [];
  });
}
