// Ce que l'appareil garde, s'il l'accepte : un stockage refusé ou plein n'arrête aucune page.

/** Rend le texte gardé sous ce nom, ou une chaîne vide ; `memoire` : « sessionStorage », le temps de la visite. */
export function lireTexte(cle, memoire = "localStorage") {
  try {
    return globalThis[memoire].getItem(cle) ?? "";
  } catch {
    return "";
  }
}

/** Rend l'objet gardé sous ce nom ; vide, si rien ne s'en lit. */
export function lireObjet(cle, memoire) {
  try {
    return JSON.parse(lireTexte(cle, memoire)) ?? {};
  } catch {
    return {};
  }
}

/** Garde ce texte ; vide, l'oublie. Rend faux si le navigateur refuse, ou n'a plus la place. */
export function ecrireTexte(cle, texte, memoire = "localStorage") {
  try {
    if (texte) globalThis[memoire].setItem(cle, texte);
    else globalThis[memoire].removeItem(cle);
    return true;
  } catch {
    return false;
  }
}
