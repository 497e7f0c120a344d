// La page « Repartir de mon ancien dossier » : reçoit un document ou son texte, le lit ici, montre ce qui en vient. Rien ne quitte l'appareil.

import { aujourdhui, estUnJour } from "../dates.js";
import { lireDocument } from "../document-lu.js";
import { direEcart } from "../elements.js";
import { lireJson } from "../recherche/chargement.js";
import { ADire } from "../texte.js";
import { Registre } from "./citations.js";
import { comparer } from "./demandes.js";
import { lesArticles, lesObligations } from "./vue.js";

const TEXTE_MAX = 3_000_000;
const PANNE = "Une partie de la base n’est pas venue : vérifiez votre connexion, puis recommencez.";
const REFUS = [
  [/\.docm$/i, "Ce document porte des macros : enregistrez-le en .docx, puis rouvrez-le."],
  [
    /\.(doc|rtf|pages|dotx?)$/i,
    "Enregistrez d’abord ce document en .docx ou en .odt : cette page ne lit pas l’ancien format.",
  ],
  [/\.pdf$/i, "Un PDF ne se relit pas : collez son texte, ou déposez le document dont il vient."],
  [/\.html?$/i, "Une page web ne se relit pas : collez son texte."],
];

class Page {
  constructor(racine) {
    Object.assign(this, { racine, base: new URL(racine.dataset.relire, document.baseURI), lues: {}, lu: null });
    [this.depot, this.etat, this.vue, this.form] = ["deposer", "etat", "vue", "cas"].map((nom) =>
      racine.querySelector(`[data-${nom}]`),
    );
  }

  installer() {
    const { racine, depot, form } = this;
    racine.hidden = false;
    depot.addEventListener("change", () => this.deposer(depot.files));
    racine.addEventListener("dragover", (geste) => geste.preventDefault());
    racine.addEventListener("drop", (geste) => {
      geste.preventDefault();
      this.deposer(geste.dataTransfer.files);
    });
    racine.querySelector("[data-geste=coller]").addEventListener("click", () => this.coller());
    form.addEventListener("submit", (geste) => geste.preventDefault());
    form.addEventListener("change", () => this.montrer());
  }

  async deposer([fichier]) {
    if (!fichier) return;
    await this.lire(async () => {
      const refus = REFUS.find(([nom]) => nom.test(fichier.name));
      if (refus) throw new ADire(refus[1]);
      return { nom: fichier.name, ...(await lireDocument(await fichier.arrayBuffer())) };
    });
    // Le même fichier, corrigé, doit pouvoir revenir.
    this.depot.value = "";
  }

  coller() {
    return this.lire(() => {
      const texte = this.racine.querySelector("#coller").value.slice(0, TEXTE_MAX);
      return { nom: "", jour: "", paragraphes: texte.split("\n").map((ligne) => ({ texte: ligne.trim() })) };
    });
  }

  async lire(ouvrir) {
    this.lu = null;
    this.vue.replaceChildren();
    this.form.hidden = true;
    this.etat.textContent = "Lecture…";
    try {
      const lu = await ouvrir();
      if (!lu.paragraphes.some(({ texte }) => texte)) throw new ADire("Rien à lire : ce document n’a pas de texte.");
      this.lu = lu;
      const { lancement } = this.form.elements;
      const propose = !lancement.value && estUnJour(lu.jour) && lu.jour <= aujourdhui();
      if (propose) lancement.value = lu.jour;
      this.form.hidden = false;
      await this.montrer();
      this.etat.textContent = `${lu.nom || "Texte"} lu.${propose ? " La date de lancement est celle du fichier\u00a0: corrigez-la." : ""}`;
    } catch (erreur) {
      this.etat.textContent = erreur instanceof ADire ? erreur.message : PANNE;
    }
  }

  /** Lit un fichier de la base, une fois ; un échec n'est pas gardé. */
  apprendre(chemin) {
    this.lues[chemin] ??= lireJson(new URL(chemin, this.base).href).catch((erreur) => {
      delete this.lues[chemin];
      throw erreur;
    });
    return this.lues[chemin];
  }

  async montrer() {
    const { lu, base } = this;
    if (!lu) return;
    const brut = Object.fromEntries(new FormData(this.form));
    const demandes = ["dossier/relire/droit.json", "obligations/faits.json"];
    if (brut.famille) demandes.push(`obligations/regles/${brut.famille}.json`);
    this.demandes = demandes;
    const [droit, faits, regles] = await Promise.all(demandes.map((chemin) => this.apprendre(chemin)));
    if (this.demandes !== demandes || this.lu !== lu) return;
    const jour = aujourdhui();
    this.registre ??= new Registre(droit);
    lu.references ??= this.registre.lire(lu.paragraphes.map(({ texte }) => texte));
    const lancement = estUnJour(brut.lancement) ? brut.lancement : "";
    const { citees, nonReconnues } = lu.references;
    const donnees = { ...faits, ...regles };
    const bilan = comparer(donnees, brut, jour);
    for (const nom of Object.keys(brut))
      direEcart(this.form.elements[nom], this.form.querySelector(`#ecart-${nom}`), bilan.messages[nom] ?? "");
    this.vue.replaceChildren(
      lesArticles(this.registre.depuis(citees, lancement, jour), { nonReconnues, lancement, base }),
      lesObligations(regles && bilan, { donnees, base }),
    );
  }
}

new Page(document.querySelector("[data-relire]")).installer();
