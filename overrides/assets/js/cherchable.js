// Ce que la liste et le trouveur partagent : un champ, des filtres, un compte, et leur état dans l'adresse.

import { ecrireEtat, etatVide, lireEtat } from "./adresse.js";
import { bouton } from "./elements.js";
import { Facettes } from "./facettes.js";
import { compter } from "./texte.js";

const DELAI_ANNONCE = 400;

/** Une section qui se cherche. Qui en hérite écrit `appliquer({ tout })`, `phrase()` et `afficherSuite()`. */
export class Cherchable {
  /** `lot` : réponses montrées d'abord. */
  constructor(section, lot) {
    Object.assign(this, { section, lot, noms: [section.dataset.singulier, section.dataset.pluriel] });
    this.formulaire = section.querySelector("form.tableau-outils");
    this.champ = this.formulaire.querySelector("input[name=q]");
    this.compte = section.querySelector(".tableau-compte");
    this.facettes = new Facettes(section);
    this.effacer = this.formulaire.querySelector("button[type=reset]");
    this.acces = section.querySelectorAll("a[data-vers]");
    this.tri = section.querySelector("select[name=tri]");
    this.tris = new Set([...(this.tri?.options ?? [])].map(({ value }) => value));
    this.suite = bouton("Afficher la suite", () => this.afficherSuite());
    this.tour = 0;
  }

  demarrer() {
    this.formulaire.hidden = false;
    this.ecouter();
    const dejaSaisi = document.activeElement === this.champ ? this.champ.value : "";
    this.relireAdresse();
    if (dejaSaisi && dejaSaisi !== this.etat.q) {
      this.champ.value = dejaSaisi;
      this.changer({ q: dejaSaisi }, false);
    }
  }

  ecouter() {
    this.champ.addEventListener("input", () => this.changer({ q: this.champ.value }, false));
    this.champ.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Escape" || !this.champ.value) return;
      evenement.preventDefault();
      this.champ.value = "";
      this.changer({ q: "" }, false);
    });
    this.facettes.ecouter((nom, valeurs) => this.changer({ choix: new Map(this.etat.choix).set(nom, valeurs) }, true));
    this.tri?.addEventListener("change", () => this.changer({ tri: this.tri.value }, true));
    for (const lien of this.acces) {
      lien.addEventListener("click", (evenement) => {
        evenement.preventDefault(); // l'adresse ne porte que l'état de la recherche
        const resultats = this.section.querySelector(lien.hash);
        resultats.focus({ preventScroll: true });
        resultats.scrollIntoView();
      });
    }
    this.formulaire.addEventListener("reset", (evenement) => {
      evenement.preventDefault();
      this.remettre(etatVide(this.facettes.codes));
      this.champ.focus(); // le bouton cliqué disparaît
    });
    this.formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.champ.blur();
    });
    addEventListener("popstate", () => this.relireAdresse());
    addEventListener("pageshow", (evenement) => evenement.persisted || this.facettes.montrer(this.etat.choix));
  }

  relireAdresse() {
    this.champ.value = this.prendre(lireEtat(location.search, this.facettes.codes, this.tris)).q;
    this.appliquer({ tout: true });
  }

  /** Change une partie de l'état et l'écrit dans l'adresse ; `nouvelleEntree` : une étape de l'historique. */
  changer(changement, nouvelleEntree) {
    ecrireEtat(this.prendre({ ...this.etat, ...changement }), { nouvelleEntree });
    return this.appliquer({ tout: nouvelleEntree });
  }

  /** Prend un état entier, champ compris. */
  remettre(etat) {
    this.champ.value = etat.q;
    return this.changer(etat, true);
  }

  prendre(etat) {
    this.etat = etat;
    this.montrees = this.lot;
    this.effacer.hidden = !etat.q.trim() && !this.filtre;
    if (this.tri) this.tri.value = etat.tri;
    this.facettes.montrer(etat.choix);
    return etat;
  }

  /** Dit aux liens qui mènent aux réponses combien il y en a. */
  mener(nombre) {
    for (const lien of this.acces)
      lien.textContent = nombre > 1 ? `${lien.dataset.vers} ${compter(nombre, ...this.noms)}` : lien.dataset.seul;
  }

  /** Propose la suite sous une liste, s'il en reste. */
  proposerLaSuite(liste, reste) {
    this.suite.remove();
    if (reste > 0) liste.after(this.suite);
    this.suite.textContent = `Afficher la suite (${compter(reste, ...this.noms)})`;
  }

  /** Rend un bouton qui prend un autre état. */
  issue(texte, etat) {
    return this.etPuis(texte, () => this.remettre(etat));
  }

  reessayer() {
    return this.etPuis("Réessayer", () => this.appliquer({ tout: true }));
  }

  etPuis(texte, faire) {
    return bouton(texte, () => {
      this.champ.focus(); // le bouton cliqué disparaît
      faire();
    });
  }

  /** Dit si un filtre est coché. */
  get filtre() {
    return [...this.etat.choix.values()].some((valeurs) => valeurs.size);
  }

  /** Dit le compte, à l'écran et aux lecteurs d'écran : tout de suite, ou une fois la frappe finie. */
  annoncer(toutDeSuite) {
    clearTimeout(this.minuterie);
    if (toutDeSuite) this.dire();
    else this.minuterie = setTimeout(() => this.dire(), DELAI_ANNONCE);
  }

  dire() {
    ecrireEtat(this.etat, { nouvelleEntree: false });
    const texte = this.phrase();
    if (this.compte.textContent !== texte) this.compte.textContent = texte;
  }
}
