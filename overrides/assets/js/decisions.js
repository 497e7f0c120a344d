// « Nos décisions » : le relevé de la séance se remplit dans la page, et reste sur l'appareil. Le mois suivant le relit.

import { ecrire, enHtml, enTexte } from "./copier.js";
import { element } from "./elements.js";
import { bouton } from "./outils-tableau.js";

const CLE = "decisions-30-30";
const CHAMPS = { quoi: "Décision", qui: "Qui", quand: "Pour quand" };
const MOIS = /^\d{4}-(0[1-9]|1[0-2])$/;
const GARDE = "Gardé dans ce navigateur, sur cet appareil ; rien n’est envoyé. Sur un poste partagé, copiez puis effacez.";
const REFUS = "Ce navigateur refuse de garder vos décisions : elles restent tant que cette page est ouverte. Copiez-les avant de partir.";

/** Met en service le relevé de la page. */
export function installer() {
  const lieu = document.querySelector("[data-decisions]");
  if (lieu) new Releve(lieu, document.querySelector("[data-decisions-passees]")).demarrer();
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
    if (this.refuse) return this.memoire;
    let brut = null;
    try {
      brut = localStorage.getItem(CLE);
    } catch {
      this.refuse = true;
      return this.memoire;
    }
    try {
      return trier(JSON.parse(brut ?? "{}"));
    } catch {
      return {};
    }
  }

  poser(tout) {
    this.memoire = trier(tout);
    try {
      if (Object.keys(this.memoire).length) localStorage.setItem(CLE, JSON.stringify(this.memoire));
      else localStorage.removeItem(CLE);
    } catch {
      this.refuse = true;
    }
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
const dire = ({ quoi, qui, quand }) => [quoi, qui, quand].map((mot) => mot.trim().replace(/\s+/g, " ")).filter(Boolean).join(" · ");

class Releve {
  constructor(lieu, passees) {
    const { decisions: mois, titre } = lieu.dataset;
    Object.assign(this, { lieu, passees, mois, titre, carnet: new Carnet() });
    this.corps = lieu.querySelector("tbody");
    this.note = lieu.querySelector("[data-decisions-note]");
    this.nombre = this.corps.rows.length;
    this.proposees = [...lieu.querySelectorAll("[data-decisions-proposees] > li")].map((li) => ({ quoi: li.textContent.trim() }));
  }

  demarrer() {
    this.corps.addEventListener("input", () => this.garder());
    this.poserActions();
    this.montrer();
    // L'édition et sa projection sont souvent ouvertes ensemble : l'une suit ce qu'on écrit dans l'autre.
    addEventListener("storage", ({ key }) => (key === CLE || key === null) && !this.lieu.contains(document.activeElement) && this.montrer());
  }

  poserActions() {
    const actions = element("div", { class: "actions" });
    this.retour = element("p", { class: "message retour" });
    this.retour.setAttribute("role", "status");
    this.annuler = bouton("Annuler l’effacement", () => this.retablir());
    this.annuler.hidden = true;
    actions.append(bouton("Ajouter une ligne", () => this.ajouter([{}], true)));
    if (this.proposees.length) actions.append(bouton("Reprendre « À faire ce mois-ci »", () => this.ajouter(this.proposees)));
    this.autres = bouton("Effacer tous les mois", () => this.effacer({}));
    actions.append(bouton("Copier le relevé", () => this.copier()));
    actions.append(bouton("Effacer ce mois", () => this.effacer({ ...this.carnet.lire(), [this.mois]: [] })), this.autres, this.annuler);
    this.lieu.append(actions, this.retour);
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
    this.corps.replaceChildren(...[...lignes, ...Array(manquent).fill({})].map((ligne, rang) => rangee(ligne, rang + 1)));
  }

  lignes() {
    return [...this.corps.rows].map((tr) => ({
      ...Object.fromEntries([...tr.querySelectorAll("[data-champ]")].map((champ) => [champ.dataset.champ, champ.value])),
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
    else this.retour.textContent = neuves.length ? `${compter(neuves.length, "ligne ajoutée", "lignes ajoutées")}.` : "Tout y est déjà.";
  }

  montrerPassees(tout) {
    if (!this.passees) return;
    const dernier = Object.keys(tout).filter((mois) => mois < this.mois).sort().at(-1);
    this.passees.hidden = !dernier;
    this.dernier = dernier ? { mois: dernier, lignes: tout[dernier] } : null;
    if (!dernier) return this.passees.replaceChildren();
    const intitule = element("p", { class: "intitule" });
    const fort = element("strong", { class: "" });
    fort.textContent = `${this.intitulePasse()} : cochez ce qui est fait`;
    intitule.append(fort);
    const liste = element("ul", { class: "decisions-passees" });
    liste.append(...tout[dernier].map((ligne, rang) => this.passee(ligne, rang)));
    this.passees.replaceChildren(intitule, liste, bouton("Reprendre celles qui restent", () => this.reprendre()));
  }

  intitulePasse() {
    const [annee, rang] = this.mois.split("-").map(Number);
    const veille = `${rang > 1 ? annee : annee - 1}-${String(((rang + 10) % 12) + 1).padStart(2, "0")}`;
    if (this.dernier.mois === veille) return "Décisions du mois dernier";
    const nom = new Date(`${this.dernier.mois}-15T12:00`).toLocaleDateString("fr-FR", { month: "long", year: "numeric" });
    return `Décisions de la dernière séance (${nom})`;
  }

  passee(ligne, rang) {
    const li = element("li", { class: "" });
    const label = element("label", { class: "" });
    const coche = element("input", { class: "" });
    Object.assign(coche, { type: "checkbox", checked: ligne.faite });
    coche.addEventListener("change", () => {
      this.dernier.lignes[rang].faite = coche.checked;
      this.carnet.garder(this.dernier.mois, this.dernier.lignes);
      this.direEtat();
    });
    label.append(coche, " ", dire(ligne));
    li.append(label);
    return li;
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
    const blocs = [titre(`${this.titre} : nos décisions`)];
    if (lignes.length) blocs.push(tableau([Object.values(CHAMPS), ...lignes.map((ligne) => Object.keys(CHAMPS).map((nom) => ligne[nom].trim()))]));
    if (passees.length) blocs.push(titre(this.intitulePasse()), liste(passees.map((ligne) => `${ligne.faite ? "Fait" : "Reste"} : ${dire(ligne)}`)));
    const texte = enTexte(blocs);
    const copie = await ecrire({ "text/html": enHtml(blocs), "text/plain": texte });
    this.retour.textContent = copie ? "Copié." : "Votre navigateur refuse la copie. Le relevé est sélectionné : copiez-le avec Ctrl + C.";
    this.montrerTexte(copie ? "" : texte);
  }

  /** Montre le relevé en clair, sélectionné, quand la copie est refusée. */
  montrerTexte(texte) {
    this.clair?.remove();
    if (!texte) return;
    this.clair = element("textarea", { class: "decisions-en-clair" });
    Object.assign(this.clair, { value: texte, readOnly: true, rows: 8 });
    this.clair.setAttribute("aria-label", "Le relevé, à copier");
    this.retour.after(this.clair);
    this.clair.select();
  }
}

const compter = (nombre, un, plusieurs) => `${nombre} ${nombre > 1 ? plusieurs : un}`;
const paragraphe = (texte) => ({ genre: "paragraphe", suite: [{ texte }] });
const titre = (texte) => ({ genre: "titre", niveau: 2, suite: [{ texte }] });
const liste = (textes) => ({ genre: "liste", ordonnee: false, elements: textes.map((texte) => [paragraphe(texte)]) });
const tableau = (lignes) => ({ genre: "tableau", entetes: "colonnes", lignes: lignes.map((cellules) => cellules.map((texte) => [paragraphe(texte)])) });

function rangee(ligne, numero) {
  const tr = document.createElement("tr");
  for (const [nom, libelle] of Object.entries(CHAMPS)) {
    const td = document.createElement("td");
    td.dataset.libelle = libelle;
    const champ = document.createElement(nom === "quoi" ? "textarea" : "input");
    if (nom === "quoi") champ.rows = 1;
    champ.dataset.champ = nom;
    champ.autocomplete = "off";
    champ.setAttribute("aria-label", `${libelle}, ligne ${numero}`);
    champ.value = ligne[nom] ?? "";
    td.append(champ);
    tr.append(td);
  }
  if (ligne.faite) tr.dataset.faite = "oui";
  return tr;
}
