// L'édition projetée : une diapositive à la fois, au clavier, à la télécommande ou à la souris. Sans script, elles se lisent à la suite.

import { bouton, element } from "./elements.js";

const AVANCER = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const RECULER = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const DE_COTE = new Set(["ArrowLeft", "ArrowRight"]);
/** Part de l'écran dont une diapositive défile. */
const PAS = 0.8;
const SECONDE = 1000;

/** Met en service la projection de la page. */
export function installer(suite) {
  new Projection(suite, document.querySelector("button[data-projeter]")).demarrer();
}

class Projection {
  constructor(suite, lancer) {
    Object.assign(this, { suite, lancer, rang: 0, ouverte: false, plein: false });
    this.diapositives = [...suite.querySelectorAll(".diapositive")];
  }

  demarrer() {
    this.barre = this.fabriquerBarre();
    for (const diapositive of this.diapositives) diapositive.querySelector("h2").tabIndex = -1;
    this.lancer.hidden = false;
    this.lancer.addEventListener("click", () => this.ouvrir());
    addEventListener("keydown", (evenement) => this.ouverte && this.touche(evenement));
    document.addEventListener("fullscreenchange", () => this.suivrePleinEcran());
  }

  fabriquerBarre() {
    this.place = element("p", { class: "projection-place", role: "status" });
    this.duree = element("p", { class: "projection-duree" });
    return element(
      "div",
      { class: "projection-barre" },
      bouton("Précédent", () => this.aller(this.rang - 1)),
      this.place,
      bouton("Suivant", () => this.aller(this.rang + 1)),
      this.duree,
      bouton("Quitter", () => this.fermer()),
    );
  }

  ouvrir() {
    this.ouverte = true;
    document.documentElement.classList.add("en-projection");
    this.suite.append(this.barre);
    // Le reste de la page sort du parcours du clavier et de la lecture, le temps de la projection.
    this.caches = freres(this.suite).filter((voisin) => !voisin.inert);
    for (const voisin of this.caches) voisin.inert = true;
    this.debut ??= performance.now(); // quitter puis reprendre ne remet pas la montre à zéro
    this.horloge = setInterval(() => this.direDuree(), SECONDE);
    this.pleinEcran(true);
    this.aller(this.rang);
  }

  fermer() {
    this.ouverte = this.plein = false;
    clearInterval(this.horloge);
    document.documentElement.classList.remove("en-projection");
    this.barre.remove();
    for (const voisin of this.caches) voisin.inert = false;
    for (const diapositive of this.diapositives) diapositive.hidden = false;
    this.pleinEcran(false);
    this.lancer.focus();
  }

  /** Sortir du plein écran quitte ; la sortie tardive d'une projection déjà quittée, elle, ne ferme pas la suivante. */
  suivrePleinEcran() {
    const sortie = this.plein && !document.fullscreenElement;
    this.plein = this.ouverte && Boolean(document.fullscreenElement);
    if (sortie && this.ouverte) this.fermer();
  }

  /** Le plein écran peut être refusé : la projection emplit alors la fenêtre. */
  pleinEcran(oui) {
    if (oui) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  aller(rang) {
    this.rang = Math.max(0, Math.min(rang, this.diapositives.length - 1));
    for (const [n, diapositive] of this.diapositives.entries()) diapositive.hidden = n !== this.rang;
    const courante = this.diapositives[this.rang];
    courante.querySelector("h2").focus({ preventScroll: true });
    this.suite.scrollTop = 0;
    courante.scrollTop = 0;
    this.place.textContent = `${this.rang + 1} sur ${this.diapositives.length}`;
    this.direDuree();
  }

  /** Une diapositive plus haute que l'écran se lit d'abord jusqu'au bout. Les flèches de côté, elles, en changent toujours. */
  defiler(touche, sens) {
    const diapositive = this.diapositives[this.rang];
    const reste =
      sens > 0 ? diapositive.scrollHeight - diapositive.clientHeight - diapositive.scrollTop : diapositive.scrollTop;
    if (DE_COTE.has(touche) || reste < 2) return false;
    diapositive.scrollBy(0, sens * diapositive.clientHeight * PAS);
    return true;
  }

  direDuree() {
    const ecoulees = Math.floor((performance.now() - this.debut) / SECONDE);
    const minutes = Math.floor(ecoulees / 60);
    const prevue = this.diapositives[this.rang].dataset.minute;
    this.duree.textContent = `${minutes}:${String(ecoulees % 60).padStart(2, "0")} · plan : minute ${prevue}`;
  }

  touche(evenement) {
    const { key, altKey, ctrlKey, metaKey, target } = evenement;
    if (altKey || ctrlKey || metaKey || !key) return;
    if (key === "Escape" && noteOuverte()) return; // Échap ferme d'abord la note d'une référence
    // Dans un champ, les touches écrivent ; Échap rend la main à la projection.
    if (target.matches?.("textarea, input:not([type=checkbox])")) {
      if (key === "Escape") this.aller(this.rang);
      return;
    }
    const surCommande = target.closest?.("button, a, input");
    if (key === "Escape") this.fermer();
    else if (key === "Home") this.aller(0);
    else if (key === "End") this.aller(this.diapositives.length - 1);
    else if (key === "p" || key === "P") this.pleinEcran(!document.fullscreenElement);
    else if (AVANCER.has(key) && !(surCommande && (key === " " || key === "Enter")))
      this.defiler(key, 1) || this.aller(this.rang + 1);
    else if (RECULER.has(key)) this.defiler(key, -1) || this.aller(this.rang - 1);
    else return;
    evenement.preventDefault();
  }
}

/** Dit si la note d'une référence est ouverte. */
function noteOuverte() {
  const note = document.getElementById("note-renvoi");
  return Boolean(note && !note.hidden);
}

/** Rend tout ce qui n'est ni l'élément, ni un de ses parents, ni dedans. */
function freres(depart) {
  const voisins = [];
  for (let courant = depart; courant !== document.body; courant = courant.parentElement) {
    voisins.push(
      ...[...courant.parentElement.children].filter(
        (voisin) => voisin !== courant && !voisin.matches("script, .note-renvoi"),
      ),
    );
  }
  return voisins;
}
