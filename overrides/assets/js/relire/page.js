// La page « Repartir de mon ancien dossier » : reçoit un document ou son texte, le lit ici, montre ce qui en vient. Rien ne quitte l'appareil.

import { aujourdhui, estUnJour } from "../dates.js";
import { lireDocument } from "../document-lu.js";
import { lirePlan } from "../dossier/fiches.js";
import { bouton, direEcart, poserRetour } from "../elements.js";
import { ecouterLeDepot, remettreAuVisiteur } from "../fichier.js";
import { lireJson } from "../recherche/chargement.js";
import { ADire } from "../texte.js";
import { LE_CODE, Registre } from "./citations.js";
import { comparer } from "./demandes.js";
import { etudier, raisonsDe } from "./etude.js";
import { reviserLeDocument } from "./revisions.js";
import { lesArticles, lesObligations } from "./vue.js";
import { lesClauses } from "./vue-clauses.js";

const TEXTE_MAX = 3_000_000;
const PANNE = "Une partie de la base n’est pas venue : vérifiez votre connexion, puis recommencez.";

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
    ecouterLeDepot(depot, ([fichier]) => this.lire(() => lireDocument(fichier)), racine);
    racine.querySelector("[data-geste=coller]").addEventListener("click", () => this.coller());
    form.addEventListener("submit", (geste) => geste.preventDefault());
    form.addEventListener("change", () => this.montrer());
  }

  coller() {
    return this.lire(() => {
      const lignes = this.racine.querySelector("#coller").value.slice(0, TEXTE_MAX).split("\n");
      const paragraphes = lignes.map((ligne) => ({ texte: ligne.trim(), noms: [] }));
      return { nom: "", jour: "", proprietes: new Map(), paragraphes };
    });
  }

  async lire(ouvrir) {
    this.lu = null;
    this.appel = ouvrir;
    this.vue.replaceChildren();
    this.form.hidden = true;
    this.etat.textContent = "Lecture…";
    try {
      const lu = await ouvrir();
      if (this.appel !== ouvrir) return;
      if (!lu.paragraphes.some(({ texte }) => texte)) throw new ADire("Rien à lire : ce document n’a pas de texte.");
      this.lu = lu;
      const { lancement } = this.form.elements;
      const libre = !lancement.value || lancement.value === this.proposee;
      const propose = libre && estUnJour(lu.jour) && lu.jour <= aujourdhui();
      if (libre) lancement.value = this.proposee = propose ? lu.jour : "";
      this.form.hidden = false;
      await this.montrer();
      if (this.appel !== ouvrir) return;
      this.etat.textContent = `${lu.nom || "Texte"} lu.${propose ? " La date de lancement est celle du fichier\u00a0: corrigez-la." : ""}`;
    } catch (erreur) {
      if (this.appel === ouvrir) this.etat.textContent = erreur instanceof ADire ? erreur.message : PANNE;
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
    lu.etude ??= await this.etudier(lu, jour);
    if (this.demandes !== demandes || this.lu !== lu) return;
    lu.references ??= this.registre.lire(lu.paragraphes.map(({ texte }) => texte));
    const lancement = estUnJour(brut.lancement) ? brut.lancement : "";
    const { citees, ...references } = lu.references;
    const leCode = this.registre.refs.get(LE_CODE);
    const donnees = { ...faits, ...regles };
    const bilan = comparer(donnees, brut, jour);
    for (const nom of Object.keys(brut))
      direEcart(this.form.elements[nom], this.form.querySelector(`#ecart-${nom}`), bilan.messages[nom] ?? "");
    this.vue.replaceChildren(
      lesArticles(this.registre.depuis(citees, lancement, jour), { ...references, leCode, lancement, base }),
      lesObligations(regles && bilan, { donnees, base }),
      lesClauses(lu.etude.clauses, { ...lu.etude, base, forme: lu.forme, remettre: this.boutonDesRevisions(lu) }),
    );
  }

  async etudier(lu, jour) {
    const clauses = await etudier(lu);
    const changees = clauses.filter(({ etat }) => etat === "changee");
    const raisons = await Promise.all(
      changees.map(async (une) => [une.clause, await raisonsDe(une, this.registre, jour)]),
    );
    return { clauses, raisons: new Map(raisons) };
  }

  boutonDesRevisions({ fichier }) {
    let retour;
    const remettre = bouton("Télécharger avec les révisions suivies (.docx)", async () => {
      retour ??= poserRetour(remettre);
      retour.textContent = "Préparation…";
      try {
        const [{ auteur }, lu] = await Promise.all([lirePlan(), lireDocument(fichier)]);
        const clauses = await etudier(lu);
        const instant = new Date().toISOString().replace(/\.\d+/, "");
        const blob = await reviserLeDocument(lu, clauses, { auteur, instant });
        const sien = `${lu.nom.replace(/\.docx$/i, "")}-prochain-marche.docx`;
        remettreAuVisiteur(blob, sien);
        retour.textContent = `Fichier prêt\u00a0: ${sien}`;
      } catch (erreur) {
        retour.textContent = erreur instanceof ADire ? erreur.message : PANNE;
      }
    });
    return remettre;
  }
}

new Page(document.querySelector("[data-relire]")).installer();
