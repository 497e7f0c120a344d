// Seul point d'entrée : chaque module n'est chargé que par les pages qui s'en servent.

import { installer as installerNavigation } from "./navigation.js";

const MODULES = [
  ["[data-tableau]", () => import("./tableau.js")],
  ["input[data-variable], select[data-variable]", () => import("./variables.js")],
  ["[data-copier], [data-copier-texte]", () => import("./copier.js")],
  ["[data-word]", () => import("./word.js")],
];

installerNavigation();
document.documentElement.dataset.pret = "menu";

const presents = MODULES.filter(([selecteur]) => document.querySelector(selecteur));
const charges = presents.map(async ([selecteur, charger]) => {
  const { installer } = await charger();
  if (selecteur !== "[data-tableau]") return installer();
  return document.querySelectorAll(selecteur).forEach((section) => installer(section));
});
// Un module qui ne vient pas laisse la page telle que le serveur l'a écrite.
Promise.allSettled(charges).then(() => (document.documentElement.dataset.pret = "oui"));
