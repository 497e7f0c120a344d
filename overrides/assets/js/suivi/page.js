// La page « Suivre un marché signé » : le marché ouvert, ce qu'elle en lit, en garde et en dit. L'état est dans etat.js, le dessin dans vue.js, les lettres dans lettre.js.

import "./socle.js";
import { aujourdhui } from "../dates.js";
import { relire as relireLesDossiers } from "../dossier/garde.js";
import { element } from "../elements.js";
import { ecouterLeDepot } from "../fichier.js";
import { ADire } from "../texte.js";
import { ecouterLAjout } from "./ajout.js";
import { CHAMPS, ecartDuJour, echeances, garderLesTextes, leMarche, NOM, noter, redire, vide } from "./etat.js";
import * as garde from "./garde.js";
import { deFichier, ecartDuChamp, enJourDit } from "./lecture.js";
import { auChangement, ceQuiPresse, laTete, leReste } from "./vue.js";

const TAILLE_MAX = 20_000_000;
const DUREE_MESSAGE = 12_000;
const ECHEC = "Le suivi n’a pas pu s’ouvrir : vérifiez votre connexion, puis recommencez.";

class Page {
  constructor(racine) {
    this.racine = racine;
    this.jour = aujourdhui();
    this.feries = racine.dataset.feries.split(" ");
    this.suivi = null;
    this.choixDuBilan = {};
    this.champFichier = racine.querySelector("[data-fichier]");
  }

  un(selecteur) {
    return this.racine.querySelector(selecteur);
  }

  demarrer() {
    const { suivis, panne } = garde.relire();
    [this.suivi = null] = suivis.values();
    this.ecouter();
    this.racine.hidden = false;
    this.montrer();
    if (panne) this.dire(panne, true);
  }

  ecouter() {
    const gestes = {
      dossier: () => this.suivreUnDossier(),
      importer: () => this.demanderUnFichier((fichiers) => this.importer(fichiers)),
      enregistrer: () => this.remettre("enregistrer"),
      ics: () => this.remettre("ics"),
      supprimer: () => this.supprimer(),
      fermer: () => this.un("[data-message]").replaceChildren(),
    };
    this.racine.addEventListener("click", ({ target }) => gestes[target.closest?.("[data-geste]")?.dataset.geste]?.());
    this.un("[data-ouvert]").addEventListener("change", ({ target }) => this.ouvrir(target.value));
    for (const champ of this.racine.querySelectorAll("[data-champ]"))
      auChangement(champ, () => this.changerLeMarche(champ));
    ecouterLeDepot(this.champFichier, (fichiers) => this.recevoirLesFichiers?.(fichiers));
    ecouterLAjout(this);
    this.un('[data-repli="bilan"]').addEventListener("toggle", () => this.montrerLeBilan());
    // La page s'en va : ce que le champ tient n'est retenu qu'en le quittant.
    addEventListener("pagehide", () => document.activeElement?.blur());
    addEventListener("storage", ({ key }) => key === garde.CLE && this.relire());
  }

  /** Reprend ce qu'un autre onglet vient d'écrire. */
  relire() {
    const { suivis } = garde.relire();
    this.suivi = suivis.get(this.suivi?.id) ?? this.suivi ?? suivis.values().next().value ?? null;
    this.montrer();
  }

  /** Fait un geste, le garde et le montre ; rend ce qui l'empêche de le garder, déjà dit, ou rien. */
  changer(geste, annonce = "") {
    const { suivi, panne } = garde.changer(this.suivi, geste);
    this.suivi = suivi ?? garde.relire().suivis.values().next().value ?? null;
    // Le clavier quitte un champ après l'avoir changé : ce qu'il rejoint doit encore y être.
    setTimeout(() => this.montrer());
    if (panne) this.dire(panne, true);
    else if (annonce) this.dire(annonce);
    return panne;
  }

  montrer() {
    const tenu = document.activeElement?.id;
    const { suivi, racine } = this;
    const lignes = () => [...racine.querySelectorAll("[data-echeance]")].filter((une) => une.checkVisibility());
    const rang = lignes().findIndex((une) => une.contains(document.activeElement));
    this.remplirLesChoix();
    if (this.lettre?.id !== suivi?.id) this.lettre?.oter();
    this.un("[data-marche]").hidden = !suivi;
    this.un('[data-repli="choix"]').open ||= !suivi;
    if (!suivi) return;
    this.un("[data-nom]").textContent = leMarche(suivi);
    for (const champ of CHAMPS) {
      const controle = this.un(`[data-champ="${champ}"]`);
      if (controle !== document.activeElement) controle.value = suivi[champ];
    }
    const ouverts = new Set([...racine.querySelectorAll("details[open]")].map(({ dataset }) => dataset.repli));
    this.un("[data-tete]").replaceChildren(...laTete(this));
    this.un('[data-partie="voir"]').replaceChildren(...ceQuiPresse(this));
    this.un('[data-partie="reste"]').replaceChildren(...leReste(this));
    for (const repli of racine.querySelectorAll("details[data-repli]"))
      repli.open = ouverts.has(repli.dataset.repli) || (repli.dataset.repli === "marche" && !suivi.notification);
    if (tenu && document.activeElement?.id !== tenu) document.getElementById(tenu)?.focus({ preventScroll: true });
    // La ligne est partie ailleurs : le clavier va à celle qui prend sa place.
    if (rang >= 0 && document.activeElement === document.body)
      (lignes()[rang] ?? lignes().at(-1) ?? racine).querySelector("input")?.focus({ preventScroll: true });
    this.montrerLeBilan();
  }

  /** Montre le bilan, s'il est ouvert ; `choix` : l'année, ou la famille d'un indicateur. */
  montrerLeBilan(choix = {}) {
    Object.assign(this.choixDuBilan, choix);
    if (!this.suivi || !this.un('[data-repli="bilan"]').open) return null;
    return this.tenter(async () => {
      const { leBilan, lireIndicateurs } = await import("./bilan-vue.js");
      const base = new URL(this.racine.dataset.suivi, document.baseURI);
      this.indicateurs ??= await lireIndicateurs(base);
      const { id, value } = document.activeElement;
      this.un("[data-bilan]").replaceChildren(...leBilan(this, base, this.indicateurs, this.choixDuBilan));
      const champ = id && document.activeElement.id !== id && document.getElementById(id);
      // Ce que le clavier a déjà tapé dans le champ suivant y reste.
      if (champ?.value !== undefined) champ.value = value;
      if (champ) champ.focus({ preventScroll: true });
    });
  }

  remplirLesChoix() {
    const { suivis } = garde.relire();
    const choix = (ou, liste, choisi) => {
      this.un(ou).replaceChildren(
        ...liste.map(([valeur, nom]) => element("option", { value: valeur, selected: valeur === choisi }, nom)),
      );
    };
    choix(
      "[data-ouvert]",
      [...suivis.values()].map((un) => [un.id, leMarche(un)]),
      this.suivi?.id,
    );
    this.un("[data-suivis]").hidden = suivis.size < 2;
    const { dossiers, ouvert } = relireLesDossiers();
    const noms = [...dossiers].filter(([, { clauses }]) => clauses.length).map(([nom]) => [nom, nom]);
    choix("[data-dossier-choisi]", noms, ouvert);
    for (const cache of [this.un("[data-dossiers]"), this.un("[data-geste=dossier]")]) cache.hidden = !noms.length;
  }

  ouvrir(id) {
    this.suivi = garde.relire().suivis.get(id) ?? this.suivi;
    this.montrer();
  }

  changerLeMarche({ dataset: { champ }, value }) {
    if (value === this.suivi[champ]) return null;
    const ecart = ecartDuChamp(this.suivi, champ, value);
    if (ecart) {
      this.un(`[data-champ="${champ}"]`).value = this.suivi[champ];
      return this.dire(ecart, true);
    }
    return this.changer((suivi) => redire(suivi, { [champ]: value }));
  }

  noter(cle, dit, jour = "", annonce = "") {
    const ecart =
      jour &&
      (enJourDit(jour) ? ecartDuJour(this.suivi, jour, this.jour) : "Cette date n’existe pas : rien n’a changé.");
    if (!ecart) return this.changer((suivi) => noter(suivi, cle, dit), annonce);
    setTimeout(() => this.montrer());
    return this.dire(ecart, true);
  }

  /** Prend un suivi neuf, à part des autres ; le même, déjà là, s'ouvre sans copie. */
  recevoir({ suivi, messages }) {
    const deja = garde.relire().suivis.get(suivi.id);
    const pareil = deja && JSON.stringify(deja) === JSON.stringify(suivi);
    const copie = deja && !pareil;
    const sien = copie ? { ...suivi, id: vide().id, nom: `${suivi.nom} (fichier)` } : suivi;
    this.suivi = sien;
    this.un('[data-repli="choix"]').open = false;
    const panne = this.changer((autre) => autre);
    setTimeout(() => this.un("#le-marche").focus());
    const dit = copie
      ? "Cet appareil suit déjà ce marché, autrement : le fichier s’ouvre à côté, rien n’est remplacé."
      : `Suivi « ${sien.nom} » ouvert.`;
    const dits = [panne, ...messages].filter(Boolean);
    this.dire([dit, ...dits].join(" "), copie || dits.length > 0);
  }

  async suivreUnDossier() {
    const dossier = relireLesDossiers().dossiers.get(this.un("[data-dossier-choisi]").value);
    if (dossier) await this.tenter(async () => this.recevoir(await (await import("./depuis.js")).duDossier(dossier)));
  }

  demanderUnFichier(recevoir) {
    this.recevoirLesFichiers = recevoir;
    this.champFichier.click();
  }

  importer(fichiers) {
    return this.tenter(async () => {
      if (fichiers.some(({ size }) => size > TAILLE_MAX)) throw new ADire("Ce fichier est trop gros : plus de 20 Mo.");
      const words = fichiers.filter(({ name }) => !/\.json$/i.test(name));
      if (words.length) {
        const { desTextes } = await import("./depuis.js");
        return this.recevoir(
          await desTextes(
            await lireLesWords(words),
            words.length > 1 ? NOM : words[0].name.replace(/\.(docx|odt)$/i, ""),
          ),
        );
      }
      for (const fichier of fichiers) {
        const lu = deFichier(await fichier.text());
        this.recevoir(lu.dossier ? await (await import("./depuis.js")).duFichier(lu.dossier) : lu);
      }
    });
  }

  /** Lit, pour une lettre, les clauses d'un document signé ; celles d'un autre marché ne se prennent pas. */
  lireUnDocument(lettre) {
    this.demanderUnFichier((fichiers) =>
      this.tenter(async () => {
        const textes = await lireLesWords(fichiers);
        const connues = new Set(this.suivi.attendus.map(({ fiche }) => fiche).filter(Boolean));
        const siens = textes.filter(({ cle }) => connues.has(cle.split("#")[0]));
        if (!siens.length)
          throw new ADire(
            "Ce document ne porte aucune clause suivie ici : est-ce bien ce marché ? Rien n’a changé ; collez la clause.",
          );
        lettre.lire();
        const { valeurs } = lettre;
        this.changer((suivi) => garderLesTextes(suivi, textes));
        Object.assign(lettre, { valeurs });
        lettre.dessiner();
        this.dire("Clauses lues : choisissez celle du manquement.");
      }),
    );
  }

  async tenter(faire) {
    try {
      await faire();
    } catch (erreur) {
      this.dire(erreur instanceof TypeError || !erreur.message ? ECHEC : erreur.message, true);
    }
  }

  async ecrire(cle, genre) {
    const echeance = echeances(this.suivi, this.jour, this.feries).find((une) => une.cle === cle);
    await this.tenter(async () =>
      (await import("./lettre.js")).ouvrir(this, this.un("[data-lettre-suivie]"), echeance, genre),
    );
  }

  revenir(cle) {
    const ligne = [...this.racine.querySelectorAll("[data-echeance]")].find(({ dataset }) => dataset.echeance === cle);
    (ligne?.querySelector("summary") ?? this.un("#le-marche")).focus();
  }

  remettre(genre) {
    return this.tenter(async () => (await import("./sorties.js")).remettre(genre, this.suivi, this.jour, this.feries));
  }

  supprimer() {
    const ancien = this.suivi;
    this.changer(() => null);
    this.dire(`Suivi « ${ancien.nom} » effacé de cet appareil. `, false, () =>
      this.recevoir({ suivi: ancien, messages: [] }),
    );
  }

  /** Dit ce qui vient d'arriver ; `annuler` : ce que fait le bouton qui le défait. */
  dire(texte, fort = false, annuler = null) {
    clearTimeout(this.minuterie);
    const message = this.un("[data-message]");
    const bouton = element("button", { type: "button", class: "bouton bouton-petit" }, "Annuler");
    bouton.addEventListener("click", () => annuler());
    const fermer = element("button", { type: "button", "data-geste": "fermer", "aria-label": "Fermer ce message" });
    message.replaceChildren(texte, annuler ? bouton : "", fermer);
    message.className = `dossier-message avis${fort ? " avis-fort" : ""}`;
    if (annuler) bouton.focus();
    if (!fort && !annuler) this.minuterie = setTimeout(() => message.replaceChildren(), DUREE_MESSAGE);
  }
}

const lireLesWords = async (fichiers) => (await import("./signe.js")).lireLesSignes(fichiers);

const racine = document.querySelector("[data-suivi]");
if (racine) new Page(racine).demarrer();
