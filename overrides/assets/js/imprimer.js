// « Imprimer ou enregistrer en PDF » ; une partie repliée s'ouvre le temps de l'impression.

/** Met en service les boutons d'impression, et l'ouverture des parties repliées avant d'imprimer. */
export function installer() {
  for (const bouton of document.querySelectorAll("button[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => print());
  }
  let ouverts = [];
  addEventListener("beforeprint", () => {
    ouverts = [...document.querySelectorAll("details:is(.repli, .texte-pli):not([open])")];
    for (const partie of ouverts) partie.open = true;
  });
  addEventListener("afterprint", () => {
    for (const partie of ouverts) partie.open = false;
    ouverts = [];
  });
}
