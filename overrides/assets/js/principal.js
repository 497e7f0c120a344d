// Seul point d'entrée : chaque page charge les modules dont elle se sert, tous en même temps.

import { ecrireAuClic, motsDuBouton, promet, souvenir } from "./dossier/souvenir.js";

// Sélecteur des éléments servis, module, et les fichiers qu'il importe (demandés avec lui, sans attendre).
const MODULES = [
  ["body", "navigation"],
  ["form.recherche-entete[data-index]", "attente-recherche", "recherche/chargement"],
  ["[data-tableau]", "tableau", "cherchable", "adresse", "facettes", "filtre", "elements", "texte"],
  [
    "[data-trouveur]",
    "trouveur",
    "recherche/chargement",
    "cherchable",
    "adresse",
    "facettes",
    "filtre",
    "elements",
    "texte",
  ],
  [
    "[data-recherche]",
    "recherche-page",
    "recherche/chargement",
    "cherchable",
    "adresse",
    "facettes",
    "filtre",
    "elements",
    "texte",
  ],
  ["input[data-variable], select[data-variable]", "variables", "nombres", "elements"],
  ["button[data-copier], button[data-copier-texte]", "copier", "blocs", "elements"],
  ["button[data-word]", "word", "blocs", "fichier", "elements"],
  ["a.renvoi-droit, a.terme", "renvois", "elements"],
  ["[data-pied-de-parcours]", "parcours"],
  ["[data-projection]", "projection", "elements"],
  ["[data-niveaux]", "dossier/niveau", "dossier/niveaux", "dossier/souvenir", "variables"],
  ["[data-dossier]", "dossier/page"],
  ["[data-decisions]", "decisions", "copier", "blocs", "elements", "texte"],
  ["[data-choix-flux]", "choix-flux", "copier", "blocs", "elements", "fichier", "texte"],
  [
    "[data-obligations]",
    "obligations/page",
    "copier",
    "blocs",
    "texte",
    "obligations/cas",
    "obligations/calculs",
    "obligations/evaluateur",
    "obligations/mots",
    "elements",
    "nombres",
    "dates",
    "dossier/souvenir",
  ],
  ["button[data-imprimer], details.repli", "imprimer"],
];

const { documentElement: racine } = document;
racine.dataset.pret = "menu";

async function mettreEnService([selecteur, ...noms]) {
  const trouve = document.querySelector(selecteur);
  if (!trouve) return;
  const [{ installer }] = await Promise.all(noms.map((nom) => import(`./${nom}.js`)));
  installer(trouve);
}

// La clause est écrite au clic ; ce qui le dit ne se charge qu'ensuite, ou quand un dossier existe déjà sur l'appareil.
const avecDossier = () => import("./dossier/bouton.js");
document.addEventListener("click", ({ target, detail }) => {
  const bouton = target.closest?.("button[data-ajouter]");
  if (!bouton || detail > 1) return; // un double-clic n'est pas deux gestes
  const id = bouton.dataset.ajouter;
  const titre = bouton.querySelector(".invisible").textContent.replace(/^\s:\s/, "");
  const entree = { id, titre, cas: bouton.closest("[data-cas-saisi]")?.dataset.casSaisi, ...souvenir(id) };
  const prise = promet(bouton);
  const panne = ecrireAuClic(entree, prise);
  if (panne === "") bouton.firstChild.textContent = motsDuBouton(prise);
  avecDossier()
    .then(({ annoncerLeClic }) => annoncerLeClic(panne, entree, prise))
    .catch(() => {
      if (panne !== "") bouton.firstChild.textContent = "Hors ligne : réessayez";
    });
});

// On choisit un champ borné avant d'y coller.
document.addEventListener("focusin", ({ target }) => {
  if (target.maxLength > 0) import("./coupe.js").then(({ installer }) => installer()).catch(() => {});
});

try {
  if (localStorage.getItem("mon-dossier") !== null)
    avecDossier()
      .then(({ installer }) => installer())
      .catch(() => {});
} catch {
  // stockage refusé : aucun dossier n'est gardé
}

// Un module qui ne vient pas laisse la page telle que le serveur l'a écrite ; sans navigation, le menu reste déplié.
Promise.allSettled(MODULES.map(mettreEnService)).then(([navigation]) => {
  if (navigation.status === "rejected") racine.classList.remove("js");
  racine.dataset.pret = "oui";
});
