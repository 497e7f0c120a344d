// La recherche de l'en-tête ne se charge que si l'on s'en sert : au premier focus du champ.

import { chargerRecherche } from "./recherche/chargement.js";

/** Prépare le chargement ; un échec laisse le formulaire ordinaire, qui mène à la page de recherche. */
export function installer(formulaire) {
  const champ = formulaire.querySelector("input[name=q]");
  const charger = () =>
    chargerRecherche()
      .then(({ entete }) => entete.installer())
      .catch(() => {});
  if (document.activeElement === champ) charger();
  else champ.addEventListener("focus", charger, { once: true });
}
