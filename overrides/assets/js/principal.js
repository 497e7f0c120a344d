// Seul point d'entrée : chaque page charge les paquets dont elle se sert.

import { lireTexte } from "./appareil.js";
import * as attenteRecherche from "./attente-recherche.js";
import "./commun.js";
import * as copier from "./copier.js";
import * as coupe from "./coupe.js";
import { CLE, ecrireAuClic, motsDuBouton, promet, souvenir } from "./dossier/souvenir.js";
import * as imprimer from "./imprimer.js";
import * as navigation from "./navigation.js";
import * as parcours from "./parcours.js";
import * as renvois from "./renvois.js";

const listes = () => import("./listes.js");
const fiche = () => import("./fiche.js");
const seance = () => import("./seance.js");

// Sélecteur des éléments servis, et ce qui rend le module à mettre en service ; la navigation d'abord.
const MODULES = [
  ["body", () => navigation],
  ["body", () => coupe],
  ["form.recherche-entete[data-index]", () => attenteRecherche],
  ["[data-tableau]", async () => (await listes()).tableau],
  ["[data-trouveur]", async () => (await listes()).trouveur],
  ["[data-recherche]", async () => (await listes()).recherche],
  ["input[data-variable], select[data-variable]", async () => (await fiche()).variables],
  ["button[data-copier], button[data-copier-texte]", () => copier],
  ["button[data-word]", async () => (await fiche()).word],
  ["a.renvoi-droit, a.terme", () => renvois],
  ["[data-pied-de-parcours]", () => parcours],
  ["[data-lettre]", () => import("./lettre.js")],
  ["[data-projection]", async () => (await seance()).projection],
  ["[data-niveaux]", async () => (await fiche()).niveau],
  ["[data-conseil]", () => import("./conseils.js")],
  ["[data-dossier]", () => import("./dossier/page.js")],
  ["[data-decisions]", async () => (await seance()).decisions],
  ["[data-choix-flux]", () => import("./choix-flux.js")],
  ["[data-departement]", () => import("./departement.js")],
  ["[data-obligations]", () => import("./obligations/page.js")],
  ["button[data-imprimer], details.repli", () => imprimer],
];

const { documentElement: racine } = document;
racine.dataset.pret = "menu";

async function mettreEnService([selecteur, charger]) {
  const trouve = document.querySelector(selecteur);
  if (trouve) (await charger()).installer(trouve);
}

// La clause est écrite au clic ; ce qui le dit ne se charge qu'ensuite, ou quand un dossier existe déjà sur l'appareil.
const avecDossier = () => import("./dossier/bouton.js");
document.addEventListener("click", ({ target, detail }) => {
  const texte = target.closest?.("[data-corriger]");
  if (texte)
    import("./corriger.js")
      .then(({ ouvrir }) => ouvrir(texte))
      .catch(() => (texte.textContent = "Hors ligne : réessayez"));
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

if (lireTexte(CLE))
  avecDossier()
    .then(({ installer }) => installer())
    .catch(() => {});

// Un module qui ne vient pas laisse la page telle que le serveur l'a écrite ; sans navigation, le menu reste déplié.
Promise.allSettled(MODULES.map(mettreEnService)).then((suites) => {
  const venus = suites.map(({ status }) => status === "fulfilled");
  if (!venus[0]) racine.classList.remove("js");
  if (venus.includes(false)) delete racine.dataset.cherche;
  racine.dataset.pret = "oui";
});
