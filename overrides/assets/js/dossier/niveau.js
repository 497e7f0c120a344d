// Sur la page d'une clause : un niveau choisi, ses seuls textes montrés, copiés et téléchargés ; les valeurs saisies sont retenues.

import { estProposee } from "../variables.js";
import { textesDe } from "./niveaux.js";
import { attendSonTexte, clausesDuDossier, reporterAuClic, retenir, souvenir } from "./souvenir.js";

const TOUS = "tous";

/** Met en service le choix du niveau. */
export function installer(choix) {
  new Page(choix).demarrer();
}

class Page {
  constructor(choix) {
    this.choix = choix;
    this.id = choix.dataset.niveaux;
    this.sections = [...document.querySelectorAll("section[data-texte]")];
    this.textes = this.sections.map(({ dataset }) => ({
      ...dataset,
      id: dataset.texte,
      remplace: dataset.remplace.split(" "),
    }));
    this.controles = [...document.querySelectorAll("[data-variables] [data-variable]")];
    this.resume = document.querySelector("details.completer > summary");
    this.annonce = choix.querySelector("[role=status]");
  }

  async demarrer() {
    const garde = await this.duDossier();
    const sienne = garde?.entree;
    const retenu = souvenir(this.id);
    const valeurs = sienne ? garde.valeurs : retenu.valeurs;
    for (const controle of this.controles) {
      const valeur = Object.hasOwn(valeurs, controle.dataset.variable) ? valeurs[controle.dataset.variable] : undefined;
      if (valeur === undefined || typeof valeur !== "string") continue;
      controle.value = pourLeChamp(valeur, controle.type);
      controle.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const radios = [...this.choix.querySelectorAll("input")];
    const voulu = [sienne?.niveau, retenu.niveau, "base", TOUS].find((niveau) =>
      radios.some(({ value }) => value === niveau),
    );
    radios.find(({ value }) => value === voulu).checked = true;
    this.montrer(voulu);
    this.choix.hidden = radios.length < 3; // un seul niveau : rien à choisir
    this.choix.addEventListener("change", ({ target }) => {
      this.montrer(target.value);
      const nombre = this.sections.filter(({ hidden }) => !hidden).length;
      this.annonce.textContent = `${nombre} texte${nombre > 1 ? "s" : ""} à insérer.`;
      this.retenir();
    });
    const tout = document.querySelector("[data-tout-ouvrir]");
    tout.hidden = false;
    tout.addEventListener("click", () => {
      for (const pli of document.querySelectorAll(".fiche-clause details")) pli.open = true;
    });
    document
      .querySelector("[data-variables]")
      ?.closest("details")
      .addEventListener("input", ({ target }) => this.retenir([target]));
    // « Remettre les valeurs proposées » ne passe pas par une saisie.
    document
      .querySelector("[data-variables]")
      ?.closest("details")
      .addEventListener(
        "click",
        ({ target }) => target.closest("button") && setTimeout(() => this.retenir(this.controles)),
      );
  }

  get niveau() {
    return this.choix.querySelector("input:checked")?.value ?? TOUS;
  }

  /** Rend l'entrée du dossier ouvert pour cette clause et ses valeurs, s'il l'a prise. */
  async duDossier() {
    if (!clausesDuDossier()?.includes(this.id)) return null;
    const { ouvert, valeurSaisie } = await import("./socle.js");
    const etat = ouvert();
    const entree = etat.clauses.find(({ id }) => id === this.id);
    if (entree && attendSonTexte(entree)) return { entree, valeurs: entree.valeurs };
    if (!entree?.garde) return null;
    const noms = Object.keys(entree.garde.variables);
    return {
      entree,
      valeurs: Object.fromEntries(noms.map((nom) => [nom, valeurSaisie(etat, entree, entree.garde, nom)])),
    };
  }

  montrer(niveau) {
    const montres = new Set((niveau === TOUS ? this.textes : textesDe(this, niveau)).map(({ id }) => id));
    for (const section of this.sections) section.hidden = !montres.has(section.dataset.texte);
    this.sections.find(({ hidden }) => !hidden).querySelector("details").open = true;
    this.montrerDerogations(niveau, montres);
    this.montrerValeurs(niveau);
  }

  // Une dérogation se montre avec un texte qu'elle sert ; une lettre qui n'en demande aucune ne parle pas de CCAG.
  montrerDerogations(niveau, montres) {
    const phrases = [...document.querySelectorAll("[data-sert]")];
    for (const phrase of phrases) phrase.hidden = !phrase.dataset.sert.split(" ").some((texte) => montres.has(texte));
    for (const bloc of document.querySelectorAll("[data-lettre], [data-ccag]")) {
      const vide = [...bloc.querySelectorAll("[data-sert]")].every(({ hidden }) => hidden);
      bloc.hidden = vide && ("lettre" in bloc.dataset || niveau === "lettre");
    }
  }

  // Une valeur qu'aucun texte montré n'emploie n'est pas demandée.
  montrerValeurs(niveau) {
    const visibles = document.querySelectorAll(
      "section[data-texte]:not([hidden]) span.variable, .texte-commun span.variable",
    );
    const employees = new Set([...visibles].map(({ dataset }) => dataset.variable));
    let nombre = 0;
    for (const controle of this.controles) {
      const montre = niveau === TOUS || employees.has(controle.dataset.variable);
      controle.closest(".champ").hidden = !montre;
      nombre += montre ? 1 : 0;
    }
    if (!this.resume) return;
    this.resume.textContent =
      nombre === 1 ? "Adapter la valeur à votre achat" : `Adapter les ${nombre} valeurs à votre achat`;
    this.resume.closest("details").hidden = !nombre;
  }

  /** Retient le niveau et les valeurs ; n'écrit au dossier que le niveau et les contrôles touchés. */
  async retenir(touches = []) {
    const valeurs = Object.fromEntries(
      this.controles
        .filter((controle) => !estProposee(controle))
        .map((controle) => [controle.dataset.variable, controle.value]),
    );
    retenir(this.id, this.niveau, valeurs);
    if (!clausesDuDossier()?.includes(this.id)) return;
    const lisibles = touches.filter(({ dataset, validity }) => dataset.variable && !validity.badInput);
    const saisies = Object.fromEntries(
      lisibles.map((controle) => [controle.dataset.variable, estProposee(controle) ? null : controle.value]),
    );
    const niveau = this.niveau === TOUS ? "" : this.niveau;
    if (reporterAuClic(this.id, niveau, saisies)) return; // la page quittée aussitôt ne le perd pas
    const { garder, ouvert, reporter } = await import("./socle.js");
    garder(reporter(ouvert(), this.id, niveau, saisies));
  }
}

/** Rend une valeur telle qu'un champ la prend : un champ de nombre refuse la virgule. */
export const pourLeChamp = (valeur, type) => (type === "number" ? valeur.replace(",", ".") : valeur);
