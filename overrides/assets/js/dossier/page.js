// La page « Mon dossier » : le dossier ouvert, ce qu'elle en lit, en garde et en dit. L'état est dans etat.js, les documents dans composition.js, les constats dans controles.js, ce qu'on y saisit dans ecoute.js, les boutons dans gestes.js, le dessin dans vue.js.

import "./socle.js";
import { aujourdhui } from "../dates.js";
import { element } from "../elements.js";
import { ADire } from "../texte.js";
import { composer } from "./composition.js";
import { ecouter } from "./ecoute.js";
import { garderLesTextes, suivreLesNoms, vide } from "./etat.js";
import { HORS_LIGNE, lireClause, lirePlan, lireRegles, lireSocle, oublierCeQuiTarde } from "./fiches.js";
import * as garde from "./garde.js";
import { bouton } from "./geste.js";
import { Pupitre } from "./pupitre.js";
import { nettoyer } from "./texte.js";
import { Vue } from "./vue.js";

const DUREE_MESSAGE = 12_000;
// Au-delà, la page se montre sans attendre les textes qui tardent.
const PATIENCE = 4_000;
const LIEN_DE_DOSSIER = /^#d\d+\./;
// « sinon » : sans rien changer à ce que le dossier sait déjà.
const LIEN_DE_CAS = /^#(sinon&)?v=\d+&/;
const LIEN_DE_CONSEIL = /^#composer=/;

/** Met en service la page. */
export function installer(racine) {
  new Dossier(racine).demarrer();
}

class Dossier {
  constructor(racine) {
    this.racine = racine;
    this.etat = vide();
    this.fraiches = new Map();
    this.manquantes = new Set();
    this.vue = new Vue(racine);
    this.pupitre = new Pupitre(racine);
    this.defaits = [];
    this.dites = new Set(); // ce qu'on vient de dire, parmi ce que le dossier supposait
    ecouter(this);
  }

  async demarrer() {
    try {
      this.plan = await lirePlan();
    } catch {
      // Sans le plan, aucun geste n'aboutit : la page reste cachée, ce qui est gardé aussi.
      this.racine.before(element("p", { class: "avis avis-fort", role: "alert" }, HORS_LIGNE));
      return;
    }
    // Lu après le plan : un autre onglet a pu ajouter une clause pendant qu'il venait.
    const { panne } = garde.relire();
    this.etat = garde.ouvert();
    const messages = [...(panne ? [panne] : []), ...(await this.recevoirLien())];
    this.vue.remplirArticles(this.plan);
    await this.lireLesClauses();
    this.racine.hidden = false;
    this.montrer();
    if (messages.length) this.dire(messages.join(" "));
  }

  /** Prend le dossier, ou le cas de « Que dois-je mettre ? », que porte l'adresse ; rend ce qu'il faut en dire. */
  async recevoirLien() {
    const { hash } = location;
    if (LIEN_DE_DOSSIER.test(hash)) return (await import("./dossiers.js")).recevoirLien(this);
    if (LIEN_DE_CONSEIL.test(hash)) return (await import("./dossiers.js")).recevoirConseil(this);
    if (!LIEN_DE_CAS.test(hash)) return [];
    history.replaceState(null, "", location.pathname + location.search);
    try {
      const [{ recevoirCas }, donnees] = await Promise.all([import("./outils.js"), lireRegles()]);
      return recevoirCas(this, hash, donnees);
    } catch {
      return [HORS_LIGNE];
    }
  }

  /** Lit ce que demande le dossier : de quoi le montrer, les textes, les règles du droit. Ce qui tarde est montré en arrivant. */
  async lireLesClauses() {
    this.adopter(suivreLesNoms(this.etat, this.plan.anciens));
    const { clauses } = this.etat;
    this.manquantes = new Set([...this.manquantes].filter((id) => clauses.some((entree) => entree.id === id)));
    if (!clauses.length) return;
    let [panne, tard] = [false, false];
    const suivre = async (lecture) => {
      try {
        await lecture;
      } catch {
        panne = true;
      }
      if (!tard) return;
      this.accueillir();
      this.montrer();
    };
    const outils = suivre(this.lireLesOutils());
    const lectures = [
      suivre(this.lireLesRegles()),
      suivre(this.lireLeSocle()),
      ...clauses.filter(({ id }) => !this.fraiches.has(id)).map(({ id }) => suivre(this.lireUneClause(id))),
    ];
    await outils;
    await Promise.race([Promise.all(lectures), new Promise((fini) => setTimeout(fini, PATIENCE))]);
    tard = true;
    this.accueillir();
    if (panne) this.dire(HORS_LIGNE, true);
  }

  async lireUneClause(id) {
    const fiche = await lireClause(id);
    if (fiche) this.fraiches.set(id, fiche);
    else this.manquantes.add(id);
  }

  /** Charge le dessin, le contrôle et les gestes. */
  async lireLesOutils() {
    this.outils ??= await import("./outils.js");
  }

  /** Lit les phrases communes, sans quoi aucun document ne sort, et les articles du contrat court. */
  async lireLeSocle() {
    Object.assign(this.plan, await lireSocle());
  }

  /** Lit les règles du droit ; `devoirs` : `null` sans elles. */
  async lireLesRegles() {
    if (this.devoirs) return;
    try {
      const [donnees, { reprendreLesCas }] = await Promise.all([lireRegles(), import("./outils.js")]);
      this.devoirs = { donnees, jour: aujourdhui(), reprendre: reprendreLesCas };
    } catch {
      this.devoirs = null;
    }
  }

  /** Donne au dossier ce qui est arrivé : le cas saisi avec une clause, puis les textes, dont le niveau en dépend. */
  accueillir() {
    const etat = this.devoirs ? this.devoirs.reprendre(this.devoirs.donnees, this.etat) : this.etat;
    this.adopter(garderLesTextes(etat, this.fraiches));
  }

  /** Redemande ce qui n'est pas venu. */
  async reessayer() {
    oublierCeQuiTarde();
    this.racine.querySelector("[data-message]").replaceChildren();
    await this.lireLesClauses();
    this.montrer();
  }

  /** Prend et garde un état que l'acheteur n'a pas demandé : noms et textes d'aujourd'hui. */
  adopter(etat) {
    if (etat === this.etat) return;
    this.etat = etat;
    garde.garder(etat);
  }

  /** Prend un nouvel état, le garde et le montre ; `annonce` : ce qui vient d'être fait ; `defaire` : rend l'état sans ce geste. */
  prendre(etat, annonce = "", defaire = null) {
    const panne = garde.garder(etat, this.etat.nom);
    this.etat = etat;
    this.montrer();
    if (panne) this.dire(panne, true);
    else if (defaire) this.proposerDeDefaire(annonce, () => this.defaire(defaire, "C’est annulé."));
    else if (annonce) this.dire(annonce);
  }

  /** Prend ce que l'acheteur tape : montré aussitôt, gardé au repos. */
  saisir(etat) {
    this.etat = etat;
    garde.garderAuRepos(etat, (panne) => this.dire(panne, true));
    this.montrer();
  }

  /** Retire quelque chose ; `aLaListe` : le retrait reste dans la liste de ce qui se remet, le temps de la visite. */
  retirer({ etat, defaire }, libelle, aLaListe = true) {
    const defait = { libelle, defaire };
    if (aLaListe) this.defaits.push(defait);
    this.prendre(etat, `Retiré : ${libelle}.`, defaire);
    const { aDefaire } = this;
    this.aDefaire = () => {
      this.defaits = this.defaits.filter((autre) => autre !== defait);
      aDefaire?.();
    };
  }

  /** Remet ce que la liste garde à ce rang, quoi qu'on ait fait depuis. */
  remettre(rang) {
    const [{ libelle, defaire }] = this.defaits.splice(rang, 1);
    this.defaire(defaire, `Remis : ${libelle}.`);
  }

  defaire(defaire, annonce) {
    try {
      this.prendre(defaire(this.etat), annonce);
    } catch (erreur) {
      this.dire(erreur.message, true);
    }
  }

  /** Montre l'état. */
  montrer() {
    const { etat, fraiches, plan, devoirs, outils } = this;
    this.composition = composer(etat, fraiches, plan, devoirs?.donnees.regles);
    this.dus = (devoirs && outils?.devoirsDuDossier(devoirs, etat, this.composition)) || null;
    this.pese = outils?.bilan(etat, this.composition, this.dus, plan) ?? null;
    this.constats = outils?.controler(this) ?? [];
    this.vue.montrer(this);
    this.pupitre.remarquer();
    this.racine.dataset.bilan = JSON.stringify(this.pese && { ...this.pese, a_regler: outils.aRegler(this.constats) });
  }

  /** Fait le geste d'un bouton, aussitôt ; un dossier vide attend le premier pour les charger. */
  async faire(donnees) {
    const { faire } = this.outils ?? (await import("./outils.js").catch(() => ({})));
    if (faire) await faire(this, donnees);
    else this.dire(HORS_LIGNE, true);
  }

  async relire() {
    if (!this.plan) return;
    const { nom } = this.etat;
    this.etat = garde.ouvert();
    if (nom !== this.etat.nom) this.defaits = [];
    await this.lireLesClauses();
    this.montrer();
  }

  aller(selecteur) {
    const cible = this.racine.querySelector(selecteur);
    if (!cible) return;
    this.pupitre.ouvrir(cible);
    cible.scrollIntoView({ block: "start" });
    cible.focus({ preventScroll: true });
  }

  renommer(saisi) {
    const nom = nettoyer(saisi, 80).trim();
    if (!nom || nom === this.etat.nom) this.montrer();
    else this.prendre({ ...this.etat, nom: garde.nomLibre(nom) }, "Dossier renommé.");
  }

  async ouvrir(nom) {
    const panne = garde.ouvrir(nom);
    await this.relire();
    this.dire(panne || `Dossier « ${this.etat.nom} » ouvert.`, Boolean(panne));
  }

  /** Ouvre ce dossier, neuf. */
  ouvrirUn(etat, annonce) {
    Object.assign(this, { etat, defaits: [] });
    const panne = garde.garder(etat);
    this.montrer();
    this.dire(panne || annonce, Boolean(panne));
  }

  async exporter(cible) {
    if (cible.getAttribute("aria-disabled")) return;
    if (this.constats.some(({ code }) => code === "loi-absente"))
      return this.dire(
        "Des textes de la loi manquent à vos documents\u00a0: réessayez, ou retirez-les du dossier.",
        true,
      );
    cible.setAttribute("aria-disabled", "true");
    try {
      const { exporter } = await import("./export.js");
      this.dire(await exporter(cible.dataset.exporter, this));
    } catch (erreur) {
      this.dire(
        erreur instanceof ADire
          ? erreur.message
          : "Le fichier n’a pas pu être fabriqué. Vérifiez votre connexion, puis réessayez.",
        true,
        erreur.question && bouton("Y répondre", "question", { question: erreur.question }),
      );
    } finally {
      cible.removeAttribute("aria-disabled");
    }
  }

  /** Dit ce qui vient d'arriver ; `geste` : le bouton qui y répond. */
  dire(texte, fort = false, geste = "") {
    clearTimeout(this.minuterie);
    const message = this.racine.querySelector("[data-message]");
    const suivi = message.contains(document.activeElement); // le bouton choisi s'en va : le curseur reste sur ce qui le dit
    message.replaceChildren(texte, " ", geste || "");
    if (suivi) message.focus();
    message.className = `dossier-message avis${fort ? " avis-fort" : ""}`;
    message.append(element("button", { type: "button", "data-geste": "fermer", "aria-label": "Fermer ce message" }));
    if (!fort)
      this.minuterie = setTimeout(
        () => message.contains(document.activeElement) || message.replaceChildren(),
        DUREE_MESSAGE,
      );
  }

  proposerDeDefaire(annonce, defaire) {
    this.aDefaire = defaire;
    const annuler = bouton("Annuler", "defaire");
    this.dire(annonce, false, annuler);
    annuler.focus();
  }
}
