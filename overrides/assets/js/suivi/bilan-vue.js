// Le bilan d'un marché suivi, dessiné : une année, ses indicateurs à remplir, ce qui s'en déclare. Chargé quand on l'ouvre.

import "./socle.js";
import { element } from "../elements.js";
import { annees, enResultat, indicateursDe, lireTerme, obtenu, saisi, saisir } from "./bilan.js";

export { lireIndicateurs } from "./bilan.js";

/** Rend le bilan de l'année choisie ; `page` : le suivi, ce qui le change ; `choix` : l'année et les familles que la page montre. */
export function leBilan(page, base, indicateurs, choix) {
  const { suivi, jour } = page;
  const lesAnnees = annees(suivi, jour);
  if (!lesAnnees.includes(choix.annee)) choix.annee = lesAnnees.at(-1);
  const lignes = obtenu([suivi], indicateurs, jour).filter(({ annee }) => annee === choix.annee);
  const siens = indicateursDe(suivi, indicateurs, choix.annee);
  return [
    unChoix("bilan-annee", "Année", lesAnnees, choix.annee, (dite) => page.montrerLeBilan({ annee: dite })),
    ...siens.map((un) => unIndicateur(page, base, choix, un, lignes)),
    ...ceQuiSeDeclare(suivi),
    element(
      "p",
      {},
      "Tous vos suivis, réunis par année : ",
      element("a", { id: "bilan-reunis", href: new URL("mes-marches/", base).href }, "Mes marchés"),
      ".",
    ),
  ];
}

function unChoix(id, libelle, valeurs, choisie, faire) {
  const choix = element(
    "select",
    { id },
    valeurs.map((une) => element("option", { value: une, selected: une === choisie }, une)),
  );
  choix.addEventListener("change", () => faire(choix.value));
  return element("div", { class: "champ" }, element("label", { for: id }, libelle), choix);
}

function unIndicateur(page, base, choix, indicateur, lignes) {
  const { annee } = choix;
  const [premiere = ""] = indicateur.par;
  const famille = choix[indicateur.id] ?? premiere;
  const dites = saisi(page.suivi, annee, indicateur.id, famille);
  const sienne = lignes.find((ligne) => ligne.indicateur.id === indicateur.id && ligne.famille === famille);
  const champs = Object.entries(indicateur.termes)
    .filter(([, { suivi }]) => suivi === "saisie")
    .map(([nom, { libelle }]) => {
      const id = `bilan-${indicateur.id}-${nom}`;
      const controle = element("input", {
        ...{ id, type: "text", inputmode: "decimal", maxlength: 30, value: dites[nom] },
        "aria-invalid": String(Boolean(dites[nom]) && Number.isNaN(lireTerme(dites[nom]))),
      });
      controle.addEventListener("change", () =>
        page.changer((suivi) =>
          saisir(
            suivi,
            { annee, indicateur: indicateur.id, famille },
            { ...saisi(suivi, annee, indicateur.id, famille), [nom]: controle.value },
          ),
        ),
      );
      return element("div", { class: "champ" }, element("label", { for: id }, libelle), controle);
    });
  // Nommé : redessiné, il garde le clavier.
  const lien = element(
    "a",
    { id: `bilan-${indicateur.id}-lien`, href: new URL(`indicateurs/${indicateur.id}/`, base).href },
    indicateur.titre,
  );
  return element(
    "section",
    { "data-indicateur": indicateur.id },
    element("h4", {}, lien),
    indicateur.par.length
      ? unChoix(`bilan-${indicateur.id}`, "Famille de produits", indicateur.par, famille, (dite) =>
          page.montrerLeBilan({ [indicateur.id]: dite }),
        )
      : null,
    champs.length ? element("div", { class: "completer-liste" }, champs) : null,
    element(
      "p",
      {},
      sienne
        ? element("strong", {}, enResultat(sienne))
        : champs.length
          ? "Remplissez tout, d’un nombre ; zéro s’il n’y en a pas."
          : "Rien à compter pour cette année.",
    ),
  );
}

const DITS = {
  considerationsSociales: "Considérations sociales",
  considerationsEnvironnementales: "Considérations environnementales",
};

function ceQuiSeDeclare({ declare }) {
  const dits = Object.entries(declare).filter(([, valeurs]) => valeurs.length);
  if (!dits.length) return [];
  return [
    element("h4", {}, "À déclarer sur le profil d’acheteur"),
    element(
      "ul",
      {},
      dits.map(([champ, valeurs]) => element("li", {}, `${DITS[champ] ?? champ} : ${valeurs.join(", ")}`)),
    ),
  ];
}
