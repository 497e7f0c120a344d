// Le dernier achat décrit, gardé sur l'appareil : il revient avec qui revient par le menu.

const CLE = "mon-achat";

/** Rend l'achat gardé, « v=1&acheteur=… », ou une chaîne vide. */
export function achatGarde() {
  try {
    return localStorage.getItem(CLE) ?? "";
  } catch {
    return "";
  }
}

/** Garde cet achat ; vide, l'oublie. Un appareil qui refuse ne perd rien de la visite : l'adresse de la page garde aussi le cas. */
export function garderAchat(adresse) {
  try {
    if (adresse) localStorage.setItem(CLE, adresse);
    else localStorage.removeItem(CLE);
  } catch {
    // refusé ou plein
  }
}
