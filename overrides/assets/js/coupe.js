// Un champ n'admet qu'un nombre de signes : quand le navigateur coupe ce qu'on y colle, c'est dit juste dessous.

import { element } from "./elements.js";

const messages = new WeakMap();

// Rend ce qu'on dit sous ce champ ; relié à lui, et vide avant d'être écrit, pour être entendu.
function messageDe(champ) {
  if (!messages.has(champ)) {
    const message = element("p", {
      class: "message erreur",
      role: "status",
      id: `coupe-${champ.id}`,
      "data-coupe": true,
    });
    champ.after(message);
    champ.setAttribute(
      "aria-describedby",
      [champ.getAttribute("aria-describedby"), message.id].filter(Boolean).join(" "),
    );
    messages.set(champ, message);
  }
  return messages.get(champ);
}

function juger({ target: champ, clipboardData, dataTransfer }) {
  if (!(champ.maxLength > 0)) return;
  const choisis = champ.selectionEnd - champ.selectionStart;
  const total = champ.value.length - choisis + (clipboardData ?? dataTransfer).getData("text").length;
  if (total <= champ.maxLength) return;
  const message = messageDe(champ);
  // Après la saisie que le collage provoque, qui efface ce qui était dit.
  setTimeout(
    () =>
      (message.textContent = `Texte coupé\u00a0: ${champ.maxLength.toLocaleString("fr-FR")} signes gardés sur ${total.toLocaleString("fr-FR")}.`),
  );
}

/** Met en service le message de coupe, pour les champs de la page et ceux qui viendront. */
export function installer() {
  for (const genre of ["paste", "drop"]) document.addEventListener(genre, juger);
  document.addEventListener("input", ({ target }) => messages.get(target)?.replaceChildren());
}
