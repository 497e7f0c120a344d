// De quoi bâtir la page sans jamais lire de HTML.

/** Rend un élément : ses attributs (`true` : présent), puis ses enfants ; ce qui est faux ou absent n'écrit rien. */
export function element(nom, attributs = {}, ...enfants) {
  const cree = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (valeur === true) cree.setAttribute(cle, "");
    else if (valeur !== false && valeur !== null && valeur !== undefined) cree.setAttribute(cle, valeur);
  }
  cree.append(...enfants.flat().filter((enfant) => enfant !== false && enfant !== null && enfant !== undefined && enfant !== ""));
  return cree;
}
