// Menu mobile, raccourci vers la recherche, thème clair ou sombre.

import { ecrireTexte, lireTexte } from "./appareil.js";

function installerMenu() {
  const bouton = document.querySelector("button.menu-bouton");
  const menu = document.getElementById("menu-principal");
  const basculer = (ouvert) => {
    menu.classList.toggle("est-ouvert", ouvert);
    bouton.setAttribute("aria-expanded", String(ouvert));
  };
  const estOuvert = () => bouton.getAttribute("aria-expanded") === "true";
  bouton.hidden = false;
  bouton.addEventListener("click", () => basculer(!estOuvert()));
  document.addEventListener("keydown", (evenement) => {
    if (evenement.key !== "Escape" || !estOuvert()) return;
    basculer(false);
    bouton.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (estOuvert() && !menu.contains(target) && !bouton.contains(target)) basculer(false);
  });
}

/** Un sous-menu se referme par Échap, ou quand on clique ou va ailleurs. */
function installerSousMenus() {
  for (const sousMenu of document.querySelectorAll("details.sous-menu")) {
    sousMenu.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Escape" || !sousMenu.open) return;
      evenement.stopPropagation(); // le menu d'un petit écran reste ouvert
      sousMenu.open = false;
      sousMenu.querySelector("summary").focus();
    });
    sousMenu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !sousMenu.contains(relatedTarget)) sousMenu.open = false;
    });
    document.addEventListener("click", ({ target }) => {
      if (!sousMenu.contains(target)) sousMenu.open = false;
    });
  }
}

function installerRaccourci() {
  document.addEventListener("keydown", (evenement) => {
    if (evenement.key !== "/" || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
    if (evenement.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const champ = [...document.querySelectorAll("input[data-recherche-site]")].find((c) => c.getClientRects().length);
    if (!champ) return;
    evenement.preventDefault();
    champ.focus();
    champ.select();
  });
}

/** Le thème est déjà posé (scheme.js) : le bouton le change, et le système tant que rien n'est choisi. */
function installerTheme() {
  const bouton = document.querySelector("[data-theme-bascule]");
  const appliquer = (theme) => {
    for (const porteur of [document.documentElement, document.body]) porteur.dataset.mdColorScheme = theme;
    bouton.setAttribute("aria-pressed", String(theme === "slate"));
  };
  bouton.hidden = false;
  bouton.addEventListener("click", () => {
    appliquer(document.body.dataset.mdColorScheme === "slate" ? "default" : "slate");
    ecrireTexte("theme", document.body.dataset.mdColorScheme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change",
    ({ matches }) => lireTexte("theme") || appliquer(matches ? "slate" : "default"),
  );
  appliquer(document.body.dataset.mdColorScheme);
}

/** Rend ce qui suit « # », décodé ; une adresse coupée (« #% ») ne désigne rien. */
function ancre() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** Un lien vers une ligne repliée l'ouvre, tous les navigateurs ne le font pas d'eux-mêmes ; un lien vers un intertitre, le pli qui le suit. */
function ouvrirLaCible() {
  const cible = document.getElementById(ancre());
  const replis = [];
  const suivant =
    cible?.matches("h2, h3") && cible.nextElementSibling?.matches("details") ? cible.nextElementSibling : null;
  for (let repli = suivant ?? cible?.closest("details"); repli; repli = repli.parentElement.closest("details"))
    if (!repli.open) replis.push(repli);
  if (!replis.length) return;
  for (const repli of replis) repli.open = true;
  cible.scrollIntoView();
}

function installerReplis() {
  addEventListener("hashchange", ouvrirLaCible);
  ouvrirLaCible();
}

/** Met en service la navigation commune à toutes les pages. */
export function installer() {
  installerMenu();
  installerSousMenus();
  installerRaccourci();
  installerTheme();
  installerReplis();
}
