// Ce que dit la page d'un « Ajouter au dossier » déjà écrit (souvenir.js), et le compte dans l'en-tête : chargé au premier clic, ou dès qu'un dossier existe.

import "../commun.js";
import { element } from "../elements.js";
import { CLE, clausesDuDossier, motsDuBouton, suivre } from "./souvenir.js";

const DUREE_ANNONCE = 8000;
let annonce = null;

/** Montre le compte et l'état de chaque bouton, ceux qui viendront compris. */
export function installer() {
  if (annonce) return;
  // Vide avant d'être écrite, pour être entendue.
  annonce = element("p", { class: "annonce-dossier", role: "status" });
  annonce.addEventListener("focusout", () => (annonce.minuterie = setTimeout(effacer, DUREE_ANNONCE)));
  document.querySelector("main").append(annonce);
  montrer();
  addEventListener("storage", ({ key }) => (key === CLE || key === null) && montrer());
  addEventListener("pageshow", ({ persisted }) => persisted && montrer());
  new MutationObserver(() => marquer()).observe(document.querySelector("main"), { childList: true, subtree: true });
}

/** Remet le compte de l'en-tête et chaque bouton d'accord avec le dossier. */
export function montrer() {
  const lien = document.querySelector("[data-mon-dossier]");
  const clauses = clausesDuDossier() ?? [];
  lien.toggleAttribute("data-vide", !clauses.length);
  lien.querySelector("[data-compte]").textContent = clauses.length ? ` (${clauses.length})` : "";
  marquer();
}

function marquer() {
  const boutons = document.querySelectorAll("button[data-ajouter]");
  if (!boutons.length) return; // sans bouton, l'appareil ne se lit pas
  const clauses = new Set(clausesDuDossier() ?? []);
  for (const bouton of boutons) {
    const texte = motsDuBouton(clauses.has(bouton.dataset.ajouter));
    const mots = bouton.firstChild;
    if (mots.textContent !== texte) mots.textContent = texte;
  }
}

/** Dit ce que le clic a fait de la clause, prise ou retirée ; `panne` : rien, quand le dossier gardé demande plus qu'un clic pour être lu. */
export async function annoncerLeClic(panne, entree, prise) {
  installer();
  const fait = prise ? `Ajoutée : « ${entree.titre} ».` : "Clause retirée du dossier.";
  const dit = (panne ?? (await suivreParGarde(entree, prise, fait))) || fait;
  montrer();
  setTimeout(() => dire(dit));
}

// Un dossier illisible ou d'une autre version est dit, et mis de côté.
async function suivreParGarde(entree, prise, fait) {
  const { garder, ouvert, relire } = await import("./socle.js");
  const { panne } = relire();
  try {
    return garder(suivre(ouvert(), entree, prise)) || (panne && `${panne} ${fait}`);
  } catch (erreur) {
    return erreur.message; // le dossier est plein
  }
}

// Le lien choisi au clavier ne s'en va pas sous le curseur.
const effacer = () => annonce.contains(document.activeElement) || annonce.replaceChildren();

function dire(texte) {
  annonce.replaceChildren(
    texte,
    " ",
    element("a", { href: document.querySelector("[data-mon-dossier]").href }, "Voir mon dossier"),
  );
  clearTimeout(annonce.minuterie);
  annonce.minuterie = setTimeout(effacer, DUREE_ANNONCE);
}
