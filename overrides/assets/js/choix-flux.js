// Choix de ce que l'on suit : les cases cochées donnent la lettre, les flux et les calendriers, à copier ou à télécharger.

import "./commun.js";
import { ecrire } from "./copier.js";
import { remettreAuVisiteur } from "./fichier.js";
import { compter } from "./texte.js";

const echapper = (texte) =>
  texte.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** Écrit une liste de flux en OPML 2.0, que tous les lecteurs savent importer. */
function enOpml(flux, titre) {
  const lignes = flux.map(({ titre: t, adresse }) => {
    const texte = echapper(t);
    return `    <outline type="rss" text="${texte}" title="${texte}" xmlUrl="${echapper(adresse)}"/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${echapper(titre)}</title></head>`,
    "  <body>",
    ...lignes,
    "  </body>",
    "</opml>",
    "",
  ].join("\n");
}

/** Met en service le choix des flux. */
export function installer(bloc) {
  const formulaire = bloc.querySelector("form");
  const compte = bloc.querySelector("[data-choix-compte]");
  const inscription = bloc.querySelector("[data-choix-inscription]");
  const actions = bloc.querySelector("[data-choix-actions]");
  const resultat = bloc.querySelector("[data-choix-resultat]");
  const listes = [...bloc.querySelectorAll("[data-choix-liste]")];
  const lignes = new Map([...bloc.querySelectorAll("[data-flux]")].map((li) => [li.dataset.flux, li]));
  // Chaque ligne se déplace de sa liste vers le résultat, et y revient à sa place : ses boutons restent en service.
  const places = new Map([...lignes.values()].map((li) => [li, document.createComment("")]));
  for (const [li, place] of places) li.before(place);
  const choisis = () =>
    [...formulaire.querySelectorAll("input:checked")].map(({ value }) => lignes.get(value)).filter(Boolean);

  const afficher = () => {
    const retenus = choisis();
    for (const [li, place] of places) if (!retenus.includes(li)) place.after(li);
    resultat.append(...retenus);
    inscrire();
    const n = retenus.length;
    for (const element of [resultat, actions]) element.hidden = !n;
    for (const liste of listes) liste.hidden = Boolean(n);
    compte.textContent = n ? `${compter(n, "flux choisi", "flux choisis")}.` : "";
    const adresse = new URL(location.href);
    adresse.searchParams.delete("flux");
    for (const li of retenus) adresse.searchParams.append("flux", li.dataset.flux);
    history.replaceState(null, "", adresse);
  };
  const libelle = (case_) => case_.parentElement.textContent.trim();
  // La lettre porte ce qui est choisi : les codes des familles dans une adresse, tous les noms dans un message.
  const inscrire = () => {
    const modele = inscription.dataset.choixInscription;
    const cases = [...formulaire.querySelectorAll("input:checked")];
    const noms = modele.startsWith("mailto:")
      ? cases.map(libelle).join(", ")
      : cases.flatMap(({ value }) => value.match(/^segment-(.*)/)?.[1] ?? []).join(",");
    inscription.href = modele.replace("{familles}", encodeURIComponent(noms || "toutes"));
  };
  const flux = () => choisis().map((li) => ({ titre: li.dataset.titre, adresse: li.dataset.adresse }));

  // Le choix tient dans l'adresse : la page se recharge ou s'envoie telle quelle.
  const demandes = new URLSearchParams(location.search).getAll("flux");
  for (const case_ of formulaire.querySelectorAll("input")) case_.checked = demandes.includes(case_.value);
  formulaire.hidden = false;
  formulaire.addEventListener("change", afficher);
  formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
  bloc.querySelector("[data-choix-vider]").addEventListener("click", () => {
    formulaire.reset();
    afficher();
    formulaire.querySelector("input").focus();
  });
  bloc.querySelector("[data-choix-opml]").addEventListener("click", () => {
    remettreAuVisiteur(new Blob([enOpml(flux(), "Veille 30-30")], { type: "text/x-opml" }), "veille-30-30.opml");
    compte.textContent = "Liste téléchargée. Dans votre lecteur, cherchez « Importer » ou « OPML ».";
  });
  bloc.querySelector("[data-choix-copier]").addEventListener("click", async () => {
    const texte = flux()
      .map(({ adresse }) => adresse)
      .join("\n");
    compte.textContent = (await ecrire({ "text/plain": texte }))
      ? "Adresses copiées, une par ligne."
      : "Votre navigateur refuse la copie : copiez chaque adresse affichée dessous.";
  });
  afficher();
}
