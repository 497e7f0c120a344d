// Une échéance que l'acheteur ajoute à son suivi, ou en ôte.

import { direEcart } from "../elements.js";
import { ajouter, oter } from "./etat.js";
import { enJourDit } from "./lecture.js";

/** Écoute le formulaire « Ajouter une échéance » ; `page` : le suivi, ce qui le change et le dit. */
export function ecouterLAjout(page) {
  const formulaire = page.un("[data-ajout]");
  const champs = [...formulaire.querySelectorAll("input")];
  formulaire.addEventListener("submit", (evenement) => {
    evenement.preventDefault();
    const dits = Object.fromEntries(champs.map(({ name, value }) => [name, value.trim()]));
    const ecarts = {
      quoi: dits.quoi ? "" : "Dites ce qui est dû.",
      jour: jourRefuse(dits.jour, page.suivi),
    };
    for (const champ of champs)
      direEcart(champ, formulaire.querySelector(`#${champ.id}-ecart`), ecarts[champ.name] ?? "");
    const refuse = champs.find(({ name }) => ecarts[name]);
    if (refuse) return refuse.focus();
    formulaire.reset();
    champs[0].focus();
    return page.changer((suivi) => ajouter(suivi, dits), `Échéance ajoutée : ${dits.quoi}`);
  });
}

/** Ôte cette échéance ; le message permet de la reprendre. */
export function oterDe(page, attendu) {
  const ancien = page.suivi;
  page.changer((suivi) => oter(suivi, attendu));
  page.dire(`Échéance ôtée : ${attendu.quoi}`, false, () => page.changer(() => ancien));
}

function jourRefuse(jour, { notification }) {
  if (!enJourDit(jour)) return "Dites le jour : jour, mois, année.";
  return jour < notification ? "Ce jour est avant la notification du marché." : "";
}
