// La recherche de l'en-tête : sous le champ, les premières réponses de toute la base. Sans ce module, le champ mène à leur page.

import { element } from "./elements.js";
import { dessiner, phraseDe } from "./recherche/resultat.js";
import { moteurDuSite } from "./recherche/site.js";
import { borner, compter, PANNE } from "./texte.js";

const MONTREES = 7;
const DELAI = 90;

/** Installe la recherche de l'en-tête. */
export function installer() {
  new RechercheEntete(document.querySelector("form.recherche-entete"), moteurDuSite()).demarrer();
}

class RechercheEntete {
  constructor(formulaire, moteur) {
    Object.assign(this, { formulaire, moteur });
    this.champ = formulaire.querySelector("input[name=q]");
    this.etat = element("p", { class: "panneau-etat" });
    this.contenu = element("div", { class: "panneau-contenu" });
    this.panneau = element(
      "div",
      {
        id: "panneau-recherche",
        class: "panneau-recherche",
        role: "dialog",
        "aria-label": "Réponses dans toute la base",
        hidden: true,
      },
      this.etat,
      this.contenu,
    );
    this.annonce = element("p", { class: "invisible", role: "status" }); // hors du panneau : un lecteur d'écran ne lit pas ce qui se remplit caché
    this.montree = "";
    this.tour = 0;
  }

  demarrer() {
    this.formulaire.append(this.annonce, this.panneau);
    for (const [nom, valeur] of Object.entries({
      role: "combobox",
      "aria-controls": this.panneau.id,
      "aria-expanded": "false",
      "aria-haspopup": "dialog",
    }))
      this.champ.setAttribute(nom, valeur);
    this.moteur.preparer().catch(() => {}); // ce module ne vient qu'au premier focus
    this.champ.addEventListener("focus", () =>
      this.requete === this.montree ? this.montree && this.ouvrir(true) : this.chercher(),
    );
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
      const retenues = this.moteur.ordonner(reponses, unites);
      const fiches = await this.moteur.fiches(retenues.slice(0, MONTREES).map(({ numero }) => numero));
      if (tour === this.tour) this.montrer(requete, unites, retenues, fiches);
    } catch {
      if (tour !== this.tour) return undefined;
      this.contenu.replaceChildren(this.versLaPage(requete));
      this.montree = null; // à rechercher au prochain focus
      this.dire(PANNE);
      this.ouvrir(true);
    }
    return undefined;
  }

  montrer(requete, unites, retenues, fiches) {
    this.montree = requete;
    this.dire(retenues.length ? phraseDe(retenues, unites) : `Rien ne répond à « ${requete} ».`);
    const liste = element(
      "ol",
      { class: "resultats", role: "list" },
      fiches.map((fiche, rang) => dessiner(fiche, retenues[rang], unites, this.moteur)),
    );
    this.contenu.replaceChildren(liste, this.versLaPage(requete, retenues.length));
    this.ouvrir(true);
  }

  versLaPage(requete, nombre = 0) {
    const adresse = new URL(this.formulaire.action);
    adresse.searchParams.set("q", requete);
    const texte = nombre
      ? `Tout voir : ${compter(nombre, "réponse", "réponses")} pour « ${requete} »`
      : `Ouvrir la recherche de « ${requete} »`;
    return element("p", { class: "panneau-pied" }, element("a", { href: adresse.href }, texte));
  }
}
