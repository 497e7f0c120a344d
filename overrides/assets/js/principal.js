// Seul point d'entrée : chaque module n'est chargé que par les pages qui s'en servent.

import { installer as installerNavigation } from "./navigation.js";

const MODULES = [
  ["[data-tableau]", () => import("./tableau.js")],
  ["input[data-variable], select[data-variable]", () => import("./variables.js")],
  ["[data-copier], [data-copier-texte]", () => import("./copier.js")],
  ["[data-word]", () => import("./word.js")],
];

installerNavigation();
document.documentElement.dataset.pret = "";

for (const [selecteur, charger] of MODULES) {
  if (!document.querySelector(selecteur)) continue;
  // Un module qui ne vient pas laisse la page telle que le serveur l'a écrite.
  charger().then(
    ({ installer }) => {
      if (selecteur === "[data-tableau]") for (const section of document.querySelectorAll(selecteur)) installer(section);
      else installer();
    },
    () => {},
  );
}
