// La note courte d'une référence juridique ou d'un terme du lexique, au survol, au focus et au toucher ; Échap la ferme.

import { element } from "./elements.js";

const IDENTIFIANT = "note-renvoi";

const enProjection = () => document.documentElement.classList.contains("en-projection");

function placer(note, lien) {
  // Sur deux lignes, la note suit la dernière : elle ne couvre pas son propre lien.
  const lignes = [...lien.getClientRects()];
  const cadre = lignes.at(-1) ?? lien.getBoundingClientRect();
  const largeur = note.offsetWidth;
  const marge = 8;
  const gauche = Math.max(marge, Math.min(cadre.left, document.documentElement.clientWidth - largeur - marge));
  const dessous = cadre.bottom + note.offsetHeight + marge < innerHeight;
  // Dans la projection, dont le cadre est fixe, la place se compte depuis l'écran.
  const fixe = enProjection();
  note.style.left = `${gauche + (fixe ? 0 : scrollX)}px`;
  note.style.top = `${(dessous ? cadre.bottom : (lignes[0] ?? cadre).top - note.offsetHeight) + (fixe ? 0 : scrollY)}px`;
}

/** Met en service les notes des renvois. */
export function installer() {
  const note = element("div", { id: IDENTIFIANT, class: "note-renvoi", role: "tooltip", hidden: true });
  let courant = null;
  let minuterie = 0;
  const fermer = () => {
    clearTimeout(minuterie);
    note.hidden = true;
    courant?.removeAttribute("aria-describedby");
    courant = null;
  };
  // Le temps d'aller du lien à la note sans qu'elle disparaisse.
  const fermerBientot = () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(fermer, 200);
  };
  const ouvrir = (lien) => {
    clearTimeout(minuterie);
    if (courant === lien) return;
    fermer();
    courant = lien;
    // Dans le contenu : hors des repères de la page, un lecteur d'écran la perdrait. En projection, le reste de la page est inerte.
    (lien.closest("[data-projection]") ?? document.querySelector("main")).append(note);
    note.textContent = lien.dataset.note;
    note.hidden = false;
    placer(note, lien);
    lien.setAttribute("aria-describedby", IDENTIFIANT);
  };
  for (const lien of document.querySelectorAll("a.renvoi-droit[title], a.terme[title]")) {
    // Sans script, le navigateur montre « title » ; avec, notre note le remplace, lisible aussi au clavier.
    lien.dataset.note = lien.title;
    lien.removeAttribute("title");
    // Projetée, une page glisse sous un pointeur que personne ne tient : la note n'y vient qu'au clavier ou au doigt.
    lien.addEventListener("mouseenter", () => enProjection() || ouvrir(lien));
    lien.addEventListener("focus", () => ouvrir(lien));
    // Seul le lien dont la note est ouverte la ferme : la souris peut quitter l'un pendant que le clavier est sur l'autre.
    lien.addEventListener("mouseleave", () => courant === lien && document.activeElement !== lien && fermerBientot());
    // Au doigt, le premier toucher explique le terme ; le second mène au lexique.
    if (lien.classList.contains("terme")) {
      let dejaOuverte = false;
      lien.addEventListener("pointerdown", () => (dejaOuverte = courant === lien));
      lien.addEventListener("click", (evenement) => {
        if (evenement.pointerType !== "touch" || dejaOuverte) return;
        evenement.preventDefault();
        ouvrir(lien);
      });
    }
    lien.addEventListener("blur", () => courant === lien && fermer());
  }
  note.addEventListener("mouseenter", () => clearTimeout(minuterie));
  note.addEventListener("mouseleave", () => document.activeElement !== courant && fermerBientot());
  document.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape" && courant) {
      evenement.stopImmediatePropagation();
      fermer();
    }
  });
  document.addEventListener(
    "pointerdown",
    ({ target }) => courant && !courant.contains(target) && !note.contains(target) && fermer(),
  );
  addEventListener("resize", fermer);
}
