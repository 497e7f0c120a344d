// « Ajouter au dossier », et le compte dans l'en-tête : chargé au premier clic, ou dès qu'un dossier existe.

import { element } from "../elements.js";
import { ajouter, niveauDentree } from "./etat.js";
import { lireClause, lireRegles } from "./fiches.js";
import { garder, ouvert, relire } from "./garde.js";
import { niveauxDe } from "./niveaux.js";
import { retirerClause } from "./retraits.js";
import { CLE, clausesDuDossier, souvenir } from "./souvenir.js";

const AJOUTER = "Ajouter au dossier";
const RETIRER = "Retirer du dossier";
const HORS_LIGNE = "La clause n’a pas pu être lue. Vérifiez votre connexion, puis réessayez.";
const DUREE_ANNONCE = 8000;
let annonce = null;
let installe = false;

/** Montre le compte et l'état de chaque bouton, ceux qui viendront compris. */
export function installer() {
  if (installe) return;
  installe = true;
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
  const clauses = new Set(clausesDuDossier() ?? []);
  for (const bouton of document.querySelectorAll("button[data-ajouter]")) {
    const texte = clauses.has(bouton.dataset.ajouter) ? RETIRER : AJOUTER;
    const mots = bouton.firstChild;
    if (mots.textContent !== texte) mots.textContent = texte;
  }
}

/** Ajoute la clause du bouton au dossier ouvert, ou l'en retire ; le dit. */
export async function basculer(bouton) {
  if (bouton.getAttribute("aria-disabled")) return;
  const id = bouton.dataset.ajouter;
  const etat = ouvert();
  const { panne } = relire(); // un dossier illisible est dit, même hors de « Mon dossier »
  const annoncer = (fait) => dire([panne, fait].filter(Boolean).join(" "));
  if (etat.clauses.some((entree) => entree.id === id)) {
    annoncer(garder(retirerClause(etat, id).etat) || "Clause retirée du dossier.");
    return installerOuMontrer();
  }
  bouton.setAttribute("aria-disabled", "true");
  try {
    const fiche = await lireClause(id);
    if (!fiche) throw new Error("Cette clause n’est plus dans la base.");
    const { niveau, valeurs } = souvenir(id);
    const avant = await avecLeCas(etat, bouton.closest("[data-cas-saisi]")?.dataset.casSaisi);
    const suivant = ajouter(avant, fiche, niveauxDe(fiche).includes(niveau) ? niveau : niveauDentree(avant, fiche), valeurs);
    annoncer(garder(suivant) || `Ajoutée : « ${fiche.titre} ».`);
  } catch (erreur) {
    dire(/^\d|fetch|network|load/i.test(erreur.message) ? HORS_LIGNE : erreur.message);
  } finally {
    bouton.removeAttribute("aria-disabled");
  }
  return installerOuMontrer();
}

/** Rend le dossier, complété du cas saisi sur « Que dois-je mettre ? » quand la clause en vient. */
async function avecLeCas(etat, saisi) {
  if (!saisi) return etat;
  const [{ depuisAdresse }, { completerLeCas }, donnees] = await Promise.all([import("../obligations/cas.js"), import("./devoirs.js"), lireRegles()]);
  return completerLeCas(donnees, etat, depuisAdresse(donnees.faits, saisi).brut);
}

function installerOuMontrer() {
  if (installe) montrer();
  else installer();
}

// Le lien choisi au clavier ne s'en va pas sous le curseur.
const effacer = () => annonce.contains(document.activeElement) || annonce.replaceChildren();

function dire(texte) {
  if (!annonce) {
    annonce = element("p", { class: "annonce-dossier", role: "status" });
    annonce.addEventListener("focusout", () => (annonce.minuterie = setTimeout(effacer, DUREE_ANNONCE)));
    document.querySelector("main").append(annonce);
  }
  annonce.replaceChildren(texte, " ", element("a", { href: document.querySelector("[data-mon-dossier]").href }, "Voir mon dossier"));
  clearTimeout(annonce.minuterie);
  annonce.minuterie = setTimeout(effacer, DUREE_ANNONCE);
}
