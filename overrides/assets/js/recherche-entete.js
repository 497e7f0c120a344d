// La recherche de l'en-tête : sous le champ, les réponses de toute la base, par genre. Sans ce module, le champ mène au trouveur.

import { element } from "./elements.js";
import { PANNE } from "./outils-tableau.js";
import { expliquer, marquer } from "./recherche/marquage.js";
import { adresseDe, estReference, genresDans, intituleDe, moteurDuSite } from "./recherche/site.js";
import { borner, compter } from "./texte.js";

const PAR_GENRE = 3;
const DELAI = 90;
/** Ce que gagne une clause : on vient surtout pour elles. */
const FAVEUR = 1.3;

/** Installe la recherche de l'en-tête. */
export function installer() {
  const formulaire = document.querySelector("form.recherche-entete");
  const moteur = moteurDuSite();
  if (formulaire && moteur) new RechercheEntete(formulaire, moteur).demarrer();
}

class RechercheEntete {
  constructor(formulaire, moteur) {
    Object.assign(this, { formulaire, moteur });
    this.champ = formulaire.querySelector("input[name=q]");
    this.panneau = element("div", { class: "panneau-recherche" });
    this.panneau.id = "panneau-recherche";
    this.panneau.hidden = true;
    this.etat = element("p", { class: "panneau-etat" });
    this.contenu = element("div", { class: "panneau-contenu" });
    this.annonce = element("p", { class: "invisible" });
    this.annonce.setAttribute("role", "status"); // hors du panneau : un lecteur d'écran ne lit pas ce qui se remplit caché
    this.panneau.append(this.etat, this.contenu);
    this.montree = "";
    this.tour = 0;
  }

  demarrer() {
    this.formulaire.append(this.annonce, this.panneau);
    this.champ.setAttribute("aria-controls", this.panneau.id);
    this.champ.setAttribute("aria-expanded", "false");
    this.champ.setAttribute("role", "combobox");
    this.champ.setAttribute("aria-haspopup", "dialog");
    this.panneau.setAttribute("role", "dialog");
    this.panneau.setAttribute("aria-label", "Réponses dans toute la base");
    this.moteur.preparer().catch(() => {}); // ce module ne vient qu'au premier focus
    this.champ.addEventListener("focus", () => (this.requete === this.montree ? this.montree && this.ouvrir(true) : this.chercher()));
    this.champ.addEventListener("input", () => {
      clearTimeout(this.minuterie);
      this.minuterie = setTimeout(() => this.chercher(), DELAI);
    });
    this.formulaire.addEventListener("keydown", (evenement) => this.touche(evenement));
    this.formulaire.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.formulaire.contains(relatedTarget)) this.quitter();
    });
    document.addEventListener("pointerdown", ({ target }) => this.formulaire.contains(target) || this.quitter());
    if (document.activeElement === this.champ && this.champ.value) this.chercher();
  }

  dire(texte) {
    this.etat.textContent = texte;
    this.annonce.textContent = texte;
  }

  ouvrir(oui) {
    this.panneau.hidden = !oui;
    this.champ.setAttribute("aria-expanded", String(oui));
  }

  /** Referme, et renonce à la recherche en cours. */
  quitter() {
    clearTimeout(this.minuterie);
    this.tour += 1;
    this.ouvrir(false);
  }

  get requete() {
    return borner(this.champ.value).trim();
  }

  touche(evenement) {
    const { key } = evenement;
    if (key === "Escape" && !this.panneau.hidden) {
      evenement.preventDefault();
      this.champ.focus(); // rouvre : à faire d'abord
      this.quitter();
      return;
    }
    if ((key !== "ArrowDown" && key !== "ArrowUp") || this.panneau.hidden) return;
    const arrets = [this.champ, ...this.contenu.querySelectorAll("a")];
    const ici = arrets.indexOf(document.activeElement);
    if (ici < 0) return;
    evenement.preventDefault();
    arrets[(ici + (key === "ArrowDown" ? 1 : arrets.length - 1)) % arrets.length].focus();
  }

  async chercher() {
    const tour = ++this.tour;
    const { requete } = this;
    if (requete.length < 2) {
      this.montree = "";
      this.contenu.replaceChildren();
      return this.ouvrir(false);
    }
    try {
      const { unites, reponses } = await this.moteur.chercher(borner(this.champ.value));
      const groupes = await this.grouper(unites, reponses);
      if (tour === this.tour) this.montrer(requete, unites, groupes);
    } catch {
      if (tour !== this.tour) return undefined;
      this.contenu.replaceChildren(this.lienDesClauses(requete));
      this.montree = null; // à rechercher au prochain focus
      this.dire(PANNE);
      this.ouvrir(true);
    }
    return undefined;
  }

  /** Rend [genre, nombre, fiches et réponses] pour chaque genre qui répond. */
  async grouper(unites, reponses) {
    const retenues = this.moteur.retenir(reponses, unites);
    const parGenre = genresDans(unites).map((genre) => [genre, retenues.filter(({ numero }) => this.moteur.genreDe(numero) === genre)]);
    // Le genre de la meilleure réponse d'abord, les clauses à égalité ; une référence mène toujours au droit.
    const note = ([genre, [meilleure]]) => (meilleure?.note ?? 0) * (genre === "clauses" ? FAVEUR : 1);
    const groupes = estReference(unites) ? parGenre : parGenre.sort((a, b) => note(b) - note(a));
    return Promise.all(
      groupes
        .filter(([, siennes]) => siennes.length)
        .map(async ([genre, siennes]) => {
          const premieres = siennes.slice(0, PAR_GENRE);
          const fiches = await this.moteur.fiches(premieres.map(({ numero }) => numero));
          return { genre, nombre: siennes.length, lignes: fiches.map((fiche, rang) => [fiche, premieres[rang]]) };
        }),
    );
  }

  montrer(requete, unites, groupes) {
    this.montree = requete;
    const total = groupes.reduce((somme, { nombre }) => somme + nombre, 0);
    const corrections = unites.flatMap((unite) => unite.corrections);
    this.dire(
      total
      ? compter(total, "réponse", "réponses") + (corrections.length ? `, en lisant « ${corrections.join(" » ou « ")} »` : "")
      : `Rien ne répond à « ${requete} ».`,
    );
    const blocs = groupes.map(({ genre, nombre, lignes }) => {
      const bloc = element("section", { class: "panneau-groupe" });
      const titre = element("h2", { class: "" });
      titre.textContent = genre === "droit" && estReference(unites) ? "Droit : le texte cherché" : intituleDe(genre);
      const compte = element("span", { class: "compte" });
      compte.textContent = nombre.toLocaleString("fr-FR");
      titre.append(" ", compte);
      const liste = element("ul", { class: "" });
      liste.append(...lignes.map(([fiche, reponse]) => this.ligne(fiche, reponse, unites)));
      bloc.append(titre, liste);
      return bloc;
    });
    this.contenu.replaceChildren(...blocs, this.lienDesClauses(requete));
    this.ouvrir(true);
  }

  ligne(fiche, reponse, unites) {
    const ligne = element("li", { class: "" });
    const lien = element("a", { class: "" });
    lien.href = adresseDe(fiche);
    lien.append(marquer(fiche.titre, expliquer(fiche, reponse, unites, this.moteur).racines));
    ligne.append(lien);
    return ligne;
  }

  lienDesClauses(requete) {
    const pied = element("p", { class: "panneau-pied" });
    const lien = element("a", { class: "" });
    const adresse = new URL(this.formulaire.action);
    adresse.searchParams.set("q", requete);
    lien.href = adresse.href;
    lien.textContent = `Voir et filtrer les clauses pour « ${requete} »`;
    pied.append(lien);
    return pied;
  }
}
