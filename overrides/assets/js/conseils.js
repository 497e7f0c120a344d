// Avant de composer, chaque ligne d'un dossier conseillé se laisse ou change de niveau : ce qu'il met, et le lien qui le compose, suivent.

import "./commun.js";

const MOTS_PAR_PAGE = 400; // comme macros/fiches/conseil/compte.py

/** Met en service les choix de chaque dossier conseillé de la page. */
export function installer() {
  for (const choix of document.querySelectorAll("[data-choix]")) choix.hidden = false;
  for (const niveau of document.querySelectorAll("[data-niveau-dit]")) niveau.hidden = true;
  for (const dossier of document.querySelectorAll("[data-conseil]")) suivre(dossier);
  document.addEventListener("change", ({ target }) => {
    const ligne = target.closest("[data-conseil] [data-ligne]");
    if (!ligne) return;
    const dossier = ligne.closest("[data-conseil]");
    // Reprise dans un autre lot, c'est la même ligne.
    for (const autre of dossier.querySelectorAll(`[data-ligne="${CSS.escape(ligne.dataset.ligne)}"]`)) {
      const sien = autre.querySelector(target.matches("select") ? "select" : "input");
      Object.assign(sien, target.matches("select") ? { value: target.value } : { checked: target.checked });
    }
    suivre(dossier);
  });
}

function lire(ligne) {
  const liste = ligne.querySelector("select"); // une clause d'un seul niveau n'en a pas
  return {
    nom: ligne.dataset.ligne,
    lot: ligne.dataset.lot ?? "",
    prise: ligne.querySelector("input")?.checked ?? true,
    niveau: liste?.selectedOptions[0] ?? ligne.querySelector("[data-mots]"),
    change: liste && !liste.selectedOptions[0].defaultSelected,
  };
}

function suivre(dossier) {
  const lignes = [...dossier.querySelectorAll("[data-ligne]")].map(lire);
  dossier.querySelector("[data-mis]").textContent = ceQuIlMet(dossier.dataset, lignes);
  const lien = dossier.querySelector("[data-geste=composer]");
  const suite = new URLSearchParams(
    lignes.flatMap(({ nom, prise, niveau, change }) => {
      if (!prise) return [["laisse", nom]];
      return change ? [["niveau", `${nom}:${niveau.value}`]] : [];
    }),
  );
  const [depart] = lien.getAttribute("href").split("&");
  lien.href = [depart, ...new Set(suite.toString().split("&"))].filter(Boolean).join("&");
}

const compter = (nombre, mot) => `${nombre}\u00a0${mot}${nombre > 1 ? "s" : ""}`;

/** Rend « 5 clauses, 3 critères, environ 4 pages » ; `lots` : leurs codes, s'il en a. */
function ceQuIlMet({ lots = "" }, lignes) {
  const prises = lignes.filter(({ prise }) => prise);
  const clauses = new Map(prises.filter(({ niveau }) => niveau).map(({ nom, niveau }) => [nom, niveau]));
  const mots = [...clauses.values()].reduce((somme, { dataset }) => somme + Number(dataset.mots), 0);
  const criteresDe = (code) =>
    prises
      .filter(({ lot }) => lot === code)
      .reduce((somme, { niveau }) => somme + (niveau ? Number(niveau.dataset.criteres) : 1), 0);
  const codes = lots.split(" ").filter(Boolean);
  const criteres = criteresDe("") + Math.max(0, ...codes.map(criteresDe));
  const dits = [
    codes.length && `${codes.length} lots`,
    compter(clauses.size, "clause"),
    criteres && `${compter(criteres, "critère")}${codes.length ? " au plus par lot" : ""}`,
    `environ ${compter(Math.ceil(mots / MOTS_PAR_PAGE), "page")}`,
  ];
  return dits.filter(Boolean).join(", ");
}
