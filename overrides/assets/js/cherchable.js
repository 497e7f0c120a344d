// Ce que le tableau et le trouveur partagent : un champ, des filtres, un compte, et leur état dans l'adresse.

import { ecrireEtat, etatVide, lireEtat } from "./adresse.js";
import { Facettes } from "./facettes.js";

const DELAI_ANNONCE = 400;

/** Une section qui se cherche. Qui en hérite écrit `appliquer({ tout })`, `montrerChoix()` et `phrase()`. */
export class Cherchable {
  /** `lot` : réponses montrées d'abord ; `colonnes` : Map clé de tri → rang. */
  constructor(section, lot, colonnes) {
    Object.assign(this, { section, lot, colonnes });
    this.formulaire = section.querySelector("form.tableau-outils");
    this.champ = this.formulaire.querySelector("input[name=q]");
    this.compte = section.querySelector(".tableau-compte");
    this.facettes = new Facettes(this.formulaire);
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
    this.formulaire.addEventListener("reset", (evenement) => {
      evenement.preventDefault();
      this.remettre(etatVide(this.facettes.codes));
    });
    this.formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.champ.blur();
    });
    addEventListener("popstate", () => this.relireAdresse());
    addEventListener("pageshow", (evenement) => evenement.persisted || this.facettes.montrer(this.etat.choix));
  }

  relireAdresse() {
    this.champ.value = this.prendre(lireEtat(location.search, this.facettes.codes, this.colonnes)).q;
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
    this.montrerChoix();
    return etat;
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
