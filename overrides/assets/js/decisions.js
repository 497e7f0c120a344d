// « Nos décisions » : le relevé de la séance se remplit dans la page, et reste sur l'appareil. Le mois suivant le relit.

import { ecrireTexte, lireObjet } from "./appareil.js";
import { liste, paragraphe, tableau, titre } from "./blocs.js";
import { ecrire, enHtml, enTexte } from "./copier.js";
import { bouton, element } from "./elements.js";
import { compter } from "./texte.js";

const CLE = "decisions-30-30";
const CHAMPS = { quoi: "Décision", qui: "Qui", quand: "Pour quand" };
const MOIS = /^\d{4}-(0[1-9]|1[0-2])$/;
const GARDE =
  "Gardé dans ce navigateur, sur cet appareil ; rien n’est envoyé. Sur un poste partagé, copiez puis effacez.";
const REFUS =
  "Ce navigateur refuse de garder vos décisions : elles restent tant que cette page est ouverte. Copiez-les avant de partir.";

/** Met en service le relevé de la page. */
export function installer(lieu) {
  new Releve(lieu, document.querySelector("[data-decisions-passees]")).demarrer();
}

/** Les décisions de chaque mois, sur l'appareil ; dans la page seulement si le navigateur refuse. */
class Carnet {
  constructor() {
    this.refuse = false;
    this.memoire = {};
    this.poser(this.lire());
  }

  /** Rend mois → décisions. Ce qui n'est pas de nous, ou abîmé, est ignoré. */
  lire() {
    return this.refuse ? this.memoire : trier(lireObjet(CLE));
  }

  poser(tout) {
    this.memoire = trier(tout);
    if (!ecrireTexte(CLE, Object.keys(this.memoire).length ? JSON.stringify(this.memoire) : "")) this.refuse = true;
  }

  garder(mois, lignes) {
    this.poser({ ...this.lire(), [mois]: lignes });
  }
}

/** Rend les mois qui ont une décision, chacune réduite à ses champs. */
function trier(tout) {
  const mois = Object.entries(tout ?? {}).filter(([nom, lignes]) => MOIS.test(nom) && Array.isArray(lignes));
  const propres = mois.map(([nom, lignes]) => [nom, lignes.map(propre).filter((ligne) => !vide(ligne))]);
  return Object.fromEntries(propres.filter(([, lignes]) => lignes.length));
}

function propre(ligne) {
  const champs = Object.keys(CHAMPS).map((nom) => [nom, String(ligne?.[nom] ?? "")]);
  return { ...Object.fromEntries(champs), faite: ligne?.faite === true };
}

const vide = (ligne) => Object.keys(CHAMPS).every((nom) => !ligne[nom].trim());
const dire = ({ quoi, qui, quand }) =>
  [quoi, qui, quand]
    .map((mot) => mot.trim().replace(/\s+/g, " "))
    .filter(Boolean)
    .join(" · ");

class Releve {
  constructor(lieu, passees) {
    const { decisions: mois, titre } = lieu.dataset;
    Object.assign(this, { lieu, passees, mois, titre, carnet: new Carnet() });
    this.corps = lieu.querySelector("tbody");
    this.note = lieu.querySelector("[data-decisions-note]");
    this.nombre = this.corps.rows.length;
    this.proposees = [...lieu.querySelectorAll("[data-decisions-proposees] > li")].map((li) => ({
      quoi: li.textContent.trim(),
    }));
  }

  demarrer() {
    this.corps.addEventListener("input", () => this.garder());
    this.poserActions();
    this.montrer();
    // L'édition et sa projection sont souvent ouvertes ensemble : l'une suit ce qu'on écrit dans l'autre.
    addEventListener(
      "storage",
      ({ key }) => (key === CLE || key === null) && !this.lieu.contains(document.activeElement) && this.montrer(),
    );
  }

  poserActions() {
    this.retour = element("p", { class: "message retour", role: "status" });
    this.annuler = bouton("Annuler l’effacement", () => this.retablir(), { hidden: true });
    this.autres = bouton("Effacer tous les mois", () => this.effacer({}));
    const actions = [
      bouton("Ajouter une ligne", () => this.ajouter([{}], true)),
      this.proposees.length > 0 && bouton("Reprendre « À faire ce mois-ci »", () => this.ajouter(this.proposees)),
      bouton("Copier le relevé", () => this.copier()),
      bouton("Effacer ce mois", () => this.effacer({ ...this.carnet.lire(), [this.mois]: [] })),
    ];
    this.lieu.append(element("div", { class: "actions" }, actions, this.autres, this.annuler), this.retour);
  }

  montrer() {
    const tout = this.carnet.lire();
    this.ecrireLignes(tout[this.mois] ?? []);
    this.montrerPassees(tout);
    this.direEtat();
  }

  direEtat() {
    this.note.textContent = this.carnet.refuse ? REFUS : GARDE;
    this.note.classList.toggle("avis", this.carnet.refuse);
    this.autres.hidden = !Object.keys(this.carnet.lire()).some((mois) => mois !== this.mois);
  }

  ecrireLignes(lignes) {
    const manquent = Math.max(0, this.nombre - lignes.length);
    this.corps.replaceChildren(
      ...[...lignes, ...Array(manquent).fill({})].map((ligne, rang) => rangee(ligne, rang + 1)),
    );
  }

  lignes() {
    return [...this.corps.rows].map((tr) => ({
      ...Object.fromEntries(
        [...tr.querySelectorAll("[data-champ]")].map((champ) => [champ.dataset.champ, champ.value]),
      ),
      faite: tr.dataset.faite === "oui",
    }));
  }

  garder() {
    this.carnet.garder(this.mois, this.lignes());
    this.annuler.hidden = true;
    this.retour.textContent = "";
    this.direEtat();
  }

  /** Ajoute des décisions qui n'y sont pas déjà ; `enPlus`, une ligne vide où écrire. */
  ajouter(nouvelles, enPlus = false) {
    const dites = this.lignes().filter((ligne) => !vide(ligne));
    const connues = new Set(dites.map(({ quoi }) => quoi.trim()));
    const neuves = nouvelles.filter(({ quoi }) => enPlus || !connues.has(quoi.trim()));
    if (enPlus) this.corps.append(rangee({}, this.corps.rows.length + 1));
    else this.ecrireLignes([...dites, ...neuves]);
    this.garder();
    if (enPlus) this.corps.lastElementChild.querySelector("[data-champ]").focus();
    else
      this.retour.textContent = neuves.length
        ? `${compter(neuves.length, "ligne ajoutée", "lignes ajoutées")}.`
        : "Tout y est déjà.";
  }

  montrerPassees(tout) {
    if (!this.passees) return;
    const dernier = Object.keys(tout)
      .filter((mois) => mois < this.mois)
      .sort()
      .at(-1);
    this.passees.hidden = !dernier;
    this.dernier = dernier ? { mois: dernier, lignes: tout[dernier] } : null;
    if (!dernier) return this.passees.replaceChildren();
    const intitule = element(
      "p",
      { class: "intitule" },
      element("strong", {}, `${this.intitulePasse()} : cochez ce qui est fait`),
    );
    const lignes = element(
      "ul",
      { class: "decisions-passees" },
      tout[dernier].map((ligne, rang) => this.passee(ligne, rang)),
    );
    this.passees.replaceChildren(
      intitule,
      lignes,
      bouton("Reprendre celles qui restent", () => this.reprendre()),
    );
    return undefined;
  }

  intitulePasse() {
    const [annee, rang] = this.mois.split("-").map(Number);
    const veille = `${rang > 1 ? annee : annee - 1}-${String(((rang + 10) % 12) + 1).padStart(2, "0")}`;
    if (this.dernier.mois === veille) return "Décisions du mois dernier";
    const nom = new Date(`${this.dernier.mois}-15T12:00`).toLocaleDateString("fr-FR", {
      month: "long",
      year: "numeric",
    });
    return `Décisions de la dernière séance (${nom})`;
  }

  passee(ligne, rang) {
    const coche = element("input", { type: "checkbox", checked: ligne.faite });
    coche.addEventListener("change", () => {
      this.dernier.lignes[rang].faite = coche.checked;
      this.carnet.garder(this.dernier.mois, this.dernier.lignes);
      this.direEtat();
    });
    return element("li", {}, element("label", {}, coche, " ", dire(ligne)));
  }

  reprendre() {
    this.ajouter(this.dernier.lignes.filter(({ faite }) => !faite).map((ligne) => ({ ...ligne })));
    this.corps.querySelector("[data-champ]").focus();
  }

  effacer(reste) {
    this.avant = { tout: this.carnet.lire(), lignes: this.lignes() };
    this.carnet.poser(reste);
    this.montrer();
    this.annuler.hidden = false;
    this.retour.textContent = "Effacé de cet appareil.";
    this.annuler.focus();
  }

  retablir() {
    this.carnet.poser({ ...this.avant.tout, [this.mois]: this.avant.lignes });
    this.montrer();
    this.annuler.hidden = true;
    this.retour.textContent = "Décisions rétablies.";
    this.corps.querySelector("[data-champ]").focus();
  }

  async copier() {
    const lignes = this.lignes().filter((ligne) => !vide(ligne));
    const passees = this.dernier?.lignes ?? [];
    if (!lignes.length && !passees.length) {
      this.retour.textContent = "Rien à copier : aucune décision n’est écrite.";
      return;
    }
    const blocs = [titre(2, `${this.titre} : nos décisions`)];
    if (lignes.length)
      blocs.push(
        tableau([Object.values(CHAMPS), ...lignes.map((ligne) => Object.keys(CHAMPS).map((nom) => ligne[nom].trim()))]),
      );
    if (passees.length)
      blocs.push(
        titre(2, this.intitulePasse()),
        liste(passees.map((ligne) => [paragraphe(`${ligne.faite ? "Fait" : "Reste"} : ${dire(ligne)}`)])),
      );
    const texte = enTexte(blocs);
    const copie = await ecrire({ "text/html": enHtml(blocs), "text/plain": texte });
    this.retour.textContent = copie
      ? "Copié."
      : "Votre navigateur refuse la copie. Le relevé est sélectionné : copiez-le avec Ctrl + C.";
    this.montrerTexte(copie ? "" : texte);
  }

  /** Montre le relevé en clair, sélectionné, quand la copie est refusée. */
  montrerTexte(texte) {
    this.clair?.remove();
    if (!texte) return;
    this.clair = element(
      "textarea",
      { class: "decisions-en-clair", readonly: true, rows: 8, "aria-label": "Le relevé, à copier" },
      texte,
    );
    this.retour.after(this.clair);
    this.clair.select();
  }
}

function rangee(ligne, numero) {
  const cellules = Object.entries(CHAMPS).map(([nom, libelle]) => {
    const attributs = { "data-champ": nom, autocomplete: "off", "aria-label": `${libelle}, ligne ${numero}` };
    const champ = nom === "quoi" ? element("textarea", { ...attributs, rows: 1 }) : element("input", attributs);
    champ.value = ligne[nom] ?? "";
    return element("td", { "data-libelle": libelle }, champ);
  });
  return element("tr", { "data-faite": ligne.faite && "oui" }, cellules);
}
