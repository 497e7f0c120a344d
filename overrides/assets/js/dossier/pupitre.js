// Le pupitre : les choix à gauche, les documents à droite ; sur un écran étroit, deux onglets. Une valeur et sa place dans le document se montrent l'une l'autre.

import { ecrireTexte, lireTexte } from "../appareil.js";

const LARGE = "(min-width: 68.75em)"; // comme pupitre.css
const VU = "mon-dossier-vu";
const TOUCHES = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** Les deux panneaux d'une page, et leurs onglets ; `large.matches` : les deux colonnes sont en vue. */
export class Pupitre {
  constructor(racine) {
    this.onglets = [...racine.querySelectorAll("[role=tab]")];
    this.panneaux = this.onglets.map((onglet) => racine.querySelector(`#${onglet.getAttribute("aria-controls")}`));
    this.page = racine.querySelector(".pupitre-page");
    this.large = matchMedia(LARGE);
    const rang = Number(lireTexte(VU, "sessionStorage"));
    this.choisir(rang in this.onglets ? rang : 0);
    this.large.addEventListener("change", () => this.choisir(this.rang));
    const [{ parentElement: liste }] = this.onglets;
    liste.addEventListener("click", ({ target }) => this.choisir(this.onglets.indexOf(target.closest("[role=tab]"))));
    liste.addEventListener("keydown", (evenement) => this.parFleche(evenement));
    racine.addEventListener("focusin", ({ target }) => target.dataset.valeur && this.viser(target.id));
  }

  choisir(rang) {
    if (rang < 0) return;
    this.rang = rang;
    for (const [autre, onglet] of this.onglets.entries()) {
      onglet.setAttribute("aria-selected", String(autre === rang));
      onglet.tabIndex = autre === rang ? 0 : -1;
      this.panneaux[autre].toggleAttribute("data-tu", autre !== rang);
      // Côte à côte, ce sont deux parties de la page.
      if (this.large.matches) this.panneaux[autre].removeAttribute("role");
      else this.panneaux[autre].setAttribute("role", "tabpanel");
    }
    ecrireTexte(VU, String(rang), "sessionStorage");
  }

  parFleche(evenement) {
    const pas = TOUCHES[evenement.key];
    if (!pas) return;
    evenement.preventDefault();
    const dernier = this.onglets.length - 1;
    const voulu = this.rang + pas;
    this.choisir(Number.isFinite(pas) ? (voulu + this.onglets.length) % this.onglets.length : pas > 0 ? dernier : 0);
    this.onglets[this.rang].focus();
  }

  /** Met en vue ce que l'on va montrer : son onglet, ses replis. */
  ouvrir(cible) {
    this.choisir(this.panneaux.findIndex((panneau) => panneau.contains(cible)));
    for (let repli = cible.closest("details"); repli; repli = repli.parentElement.closest("details")) repli.open = true;
  }

  /** Marque dans les documents la valeur que ce champ remplit, et l'amène en vue. */
  viser(champ) {
    this.champ = champ;
    this.remarquer();
    const place = this.page.querySelector(".variable-visee");
    if (!place || !this.large.matches) return;
    place.closest("details").open = true;
    const { top, height } = this.page.getBoundingClientRect();
    const sienne = place.getBoundingClientRect();
    if (sienne.top < top || sienne.bottom > top + height) this.page.scrollTop += sienne.top - top - height / 3;
  }

  /** Remet la marque : les documents ont été redessinés. */
  remarquer() {
    for (const place of this.page.querySelectorAll("a.variable"))
      place.classList.toggle("variable-visee", place.dataset.champ === this.champ);
  }
}
