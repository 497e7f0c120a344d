// Le département de l'acheteur, choisi une fois et gardé sur l'appareil : la page ne montre que ceux qui y aident.

import "./commun.js";
import { ecrireTexte, lireTexte } from "./appareil.js";

const CLE = "mon-departement";

/** Met en service le choix du département. */
export function installer(racine) {
  const choix = racine.querySelector("select");
  const siens = [...racine.querySelectorAll("[data-de]")];
  const montrer = () => {
    for (const element of siens) element.hidden = element.dataset.de !== choix.value;
  };
  racine.querySelector("[data-choix]").hidden = false;
  choix.value = lireTexte(CLE);
  choix.addEventListener("change", () => {
    ecrireTexte(CLE, choix.value);
    montrer();
  });
  montrer();
}
