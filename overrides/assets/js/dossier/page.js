// La page « Mon dossier » : ce qu'on y fait. L'état est dans etat.js, les documents dans composition.js, les constats dans controles.js, le dessin dans parties.js.

import { ecrireNombre } from "../nombres.js";
import { composer, criteresDe, valeursDe } from "./composition.js";
import { controler, ecartDe } from "./controles.js";
import { bouton } from "./dessin.js";
import { element } from "../elements.js";
import { ajouter, ajouterParagraphe, changer, deplacer, ecrireValeur, garderLesTextes, niveauDentree, prendreTexte, repondre, retirer, sansCriteres, vide } from "./etat.js";
import { adresseDuSite, lireClause, lirePlan } from "./fiches.js";
import * as garde from "./garde.js";
import { leSuivi, lesClauses, lesConstats, lesCriteres, lesDocuments, lesValeurs } from "./parties.js";
import { LIEN_CONSEILLE, deFichier, deFragment, enFragment } from "./partage.js";
import { CLE } from "./souvenir.js";
import { nettoyer } from "./texte.js";

const HORS_LIGNE = "Une partie de la base n’a pas pu être lue. Vérifiez votre connexion, puis rechargez la page.";
const DELAI_ANNONCE = 600;
const DUREE_MESSAGE = 12_000;

/** Met en service la page. */
export function installer() {
  const racine = document.querySelector("[data-dossier]");
  if (racine) new Dossier(racine).demarrer();
}

const sansTextes = (etat) => ({ ...etat, clauses: etat.clauses.map(({ garde: _, recue: __, ...reste }) => reste) });

class Dossier {
  constructor(racine) {
    this.racine = racine;
    this.etat = vide();
    this.fraiches = new Map();
    this.manquantes = new Set();
    this.signatures = new Map();
    this.ecouter();
  }

  partie(nom) {
    return this.racine.querySelector(`[data-partie=${nom}]`);
  }

  async demarrer() {
    const { panne } = garde.relire();
    this.etat = garde.ouvert();
    const messages = panne ? [panne] : [];
    try {
      this.plan = await lirePlan();
    } catch {
      // Sans le plan, aucun geste n'aboutit : la page reste cachée, ce qui est gardé aussi.
      this.racine.before(element("p", { class: "avis avis-fort", role: "alert" }, HORS_LIGNE));
      return;
    }
    messages.push(...(await this.recevoirLien()));
    this.remplirArticles();
    await this.lireLesClauses();
    this.racine.hidden = false;
    this.montrer();
    if (messages.length) this.dire(messages.join(" "));
  }

  /** Ouvre le dossier d'un lien, à part des siens ; rend ce qu'il faut en dire. */
  async recevoirLien() {
    try {
      const recu = await deFragment(location.hash);
      if (!recu) return [];
      history.replaceState(null, "", location.pathname + location.search);
      return this.recevoir(recu, "Dossier reçu par un lien");
    } catch (erreur) {
      history.replaceState(null, "", location.pathname + location.search);
      return [erreur.message];
    }
  }

  recevoir({ etat, messages }, provenance) {
    // Le même dossier est déjà là : il s'ouvre, sans copie.
    const deja = [...garde.relire().dossiers.values()].find((autre) => JSON.stringify(sansTextes(autre)) === JSON.stringify(sansTextes(etat)));
    if (deja) {
      this.etat = deja;
      garde.ouvrir(deja.nom);
      return [`Dossier « ${deja.nom} » ouvert.`, ...messages];
    }
    this.etat = { ...etat, nom: garde.nomLibre(etat.nom) };
    const panne = garde.garder(this.etat);
    return [`${provenance} : « ${this.etat.nom} ».`, ...messages, ...(panne ? [panne] : [])];
  }

  async lireLesClauses() {
    let panne = false;
    const lire = async ({ id }) => {
      try {
        const fiche = await lireClause(id);
        if (fiche) this.fraiches.set(id, fiche);
        else this.manquantes.add(id);
      } catch {
        panne = true;
      }
    };
    await Promise.all(this.etat.clauses.filter(({ id }) => !this.fraiches.has(id)).map(lire));
    this.manquantes = new Set([...this.manquantes].filter((id) => this.etat.clauses.some((entree) => entree.id === id)));
    this.garderLesTextes();
    if (panne) this.dire(HORS_LIGNE, true);
  }

  garderLesTextes() {
    const etat = garderLesTextes(this.etat, this.fraiches);
    if (etat === this.etat) return;
    this.etat = etat;
    garde.garder(etat);
  }

  /** Prend un nouvel état, le garde et le montre ; `annonce` : ce qui vient d'être fait. */
  prendre(etat, annonce = "", defaire = null) {
    const ancien = this.etat;
    this.etat = etat;
    const panne = garde.garder(etat, ancien.nom);
    this.montrer();
    if (panne) this.dire(panne, true);
    else if (defaire) this.proposerDeDefaire(annonce, () => this.prendre(ancien, "C’est annulé."));
    else if (annonce) this.dire(annonce);
  }

  ecouter() {
    this.racine.addEventListener("click", ({ target }) => {
      const geste = target.closest("[data-geste]");
      const sortie = target.closest("[data-exporter]");
      if (geste) this.faire(geste.dataset);
      else if (sortie) this.exporter(sortie);
    });
    this.racine.addEventListener("input", ({ target }) => {
      if (target.dataset.valeur) this.saisir(target);
      else if (target.dataset.critere) this.saisirCritere(target);
      else if (target.tagName !== "SELECT" && target.dataset.question) this.repondre(target);
    });
    this.racine.addEventListener("change", ({ target }) => {
      if (target.tagName === "SELECT" && target.dataset.question) this.repondre(target);
      else if (target.dataset.niveau) this.prendre(changer(this.etat, target.dataset.niveau, { niveau: target.value }), "Niveau changé.");
      else if (target.id === "dossier-nom") this.renommer(target.value);
      else if (target.id === "dossier-ouvert") this.ouvrir(target.value);
      else if ("fichier" in target.dataset) this.importer(target);
    });
    this.racine.querySelector("[data-paragraphe]").addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      const formulaire = evenement.target;
      const [article, titre, texte] = ["article", "titre", "texte"].map((nom) => formulaire.querySelector(`#paragraphe-${nom}`).value);
      if (!texte.trim()) return;
      try {
        this.prendre(ajouterParagraphe(this.etat, article, titre, texte), "Paragraphe ajouté.");
        formulaire.reset();
      } catch (erreur) {
        this.dire(erreur.message, true);
      }
    });
    // Deux onglets : le dernier geste vaut, des deux côtés.
    addEventListener("storage", async ({ key }) => {
      if (key !== CLE && key !== null) return;
      await this.relire();
      this.dire("Mis à jour depuis un autre onglet.");
    });
    // Le retour du navigateur rend la page telle qu'elle était : une clause a pu changer entre-temps.
    addEventListener("pageshow", ({ persisted }) => persisted && this.relire());
    addEventListener("hashchange", async () => {
      if (!this.plan) return;
      const messages = await this.recevoirLien();
      if (!messages.length) return;
      await this.lireLesClauses();
      this.montrer();
      this.dire(messages.join(" "));
    });
  }

  async relire() {
    if (!this.plan) return;
    this.etat = garde.ouvert();
    await this.lireLesClauses();
    this.montrer();
  }

  repondre({ dataset: { question }, value }) {
    this.prendre(repondre(this.etat, question, value, this.fraiches));
  }

  saisir(champ) {
    const [id, nom] = champ.dataset.valeur.split(" ");
    const fiche = this.composition.fiches.get(id);
    this.prendre(ecrireValeur(this.etat, fiche, nom, champ.value));
  }

  saisirCritere({ dataset: { critere, champ }, value }) {
    const criteres = this.etat.criteres.map((c, rang) => (rang === Number(critere) ? { ...c, [champ]: nettoyer(value, 80) } : c));
    this.prendre({ ...this.etat, criteres });
  }

  async faire({ geste, id, cle, article, pas, question }) {
    const { etat } = this;
    const fiche = id && (this.fraiches.get(id) ?? etat.clauses.find((entree) => entree.id === id)?.garde);
    const gestes = {
      ajouter: () => this.ajouter(id),
      retirer: () => this.prendre(retirer(etat, id), `Retirée : « ${fiche?.titre ?? id} ».`, true),
      accepter: () => this.prendre(prendreTexte(etat, fiche), "Le texte d’aujourd’hui est pris."),
      monter: () => this.prendre(this.avecClauses(id, -1), "Clause montée."),
      descendre: () => this.prendre(this.avecClauses(id, 1), "Clause descendue."),
      deplacer: () => this.prendre(deplacer(etat, article, this.clesDe(article), cle, Number(pas)), "Texte déplacé."),
      oter: () => this.prendre({ ...etat, paragraphes: etat.paragraphes.filter((p) => p.id !== cle) }, "Paragraphe retiré.", true),
      socle: () => this.prendre({ ...etat, socle: etat.socle.includes(id) ? etat.socle.filter((s) => s !== id) : [...etat.socle, id] }, "Phrase commune mise à jour."),
      confirmer: () => this.confirmer(),
      "critere-de-plus": () => this.prendre({ ...etat, criteres: [...etat.criteres, { nom: etat.criteres.length ? "" : "Prix", poids: "" }] }),
      "critere-de-moins": () => this.prendre({ ...etat, criteres: etat.criteres.filter((_, rang) => rang !== Number(cle)) }, "Critère retiré.", true),
      prix: () => this.donnerLeReste(0, [{ nom: "Prix", poids: "" }]),
      reste: () => this.donnerLeReste(Number(cle)),
      question: () => this.aller(`#dossier-${question}`),
      procedure: () => this.prendre(repondre(etat, "procedure", id, this.fraiches), "Procédure changée."),
      "en-lettre": () => this.prendre(changer(etat, id, { niveau: "lettre" }), "Niveau changé."),
      "sans-criteres": () => this.prendre({ ...etat, sansCriteres: "oui" }, "Critères laissés de côté.", true),
      "avec-criteres": () => this.prendre({ ...etat, sansCriteres: "" }, "Critères remis."),
      clause: () => this.aller(`[id="clause-${id}"]`),
      valeurs: () => this.aller("#vos-valeurs"),
      criteres: () => this.allerAuxCriteres(),
      chercher: () => location.assign(adresseDuSite("clauses/")),
      ouvrir: () => location.assign(adresseDuSite(`clauses/${id}/`)),
      imprimer: () => print(),
      nouveau: () => this.nouveau(vide(garde.nomLibre("Nouveau dossier")), "Dossier vide ouvert."),
      dupliquer: () => this.nouveau({ ...etat, nom: garde.nomLibre(etat.nom), lot: "" }, "Copie ouverte : dites de quel lot il s’agit."),
      lien: () => this.partager(),
      importer: () => this.racine.querySelector("[data-fichier]").click(),
      supprimer: () => this.supprimer(),
      "effacer-tous": () => this.demanderDeToutEffacer(),
      garder: () => this.toutGarder(),
      "effacer-vraiment": () => this.toutEffacer(),
      defaire: () => this.aDefaire(),
    };
    await gestes[geste]?.();
  }

  async ajouter(id) {
    try {
      const fiche = await lireClause(id);
      if (!fiche) return this.dire("Cette clause n’est plus dans la base.", true);
      this.fraiches.set(id, fiche);
      return this.prendre(ajouter(this.etat, fiche, niveauDentree(this.etat, fiche)), `Ajoutée : « ${fiche.titre} ».`);
    } catch (erreur) {
      return this.dire(/au plus/.test(erreur.message) ? erreur.message : HORS_LIGNE, true);
    }
  }

  avecClauses(id, pas) {
    const { clauses } = this.etat;
    const cles = clauses.map((entree) => entree.id);
    const { ordre } = deplacer({ ordre: {} }, "clauses", cles, id, pas);
    return { ...this.etat, clauses: (ordre.clauses ?? cles).map((c) => clauses.find((entree) => entree.id === c)) };
  }

  clesDe(article) {
    return this.composition.pieces.flatMap(({ articles }) => articles).find(({ code }) => code === article)?.textes.map(({ cle }) => cle) ?? [];
  }

  confirmer() {
    const proposees = valeursDe(this.etat, this.composition).filter(({ saisie, variable }) => saisie === undefined && variable.defaut !== undefined);
    this.prendre(proposees.reduce((etat, { fiche, nom, variable }) => ecrireValeur(etat, fiche, nom, String(variable.defaut)), this.etat), "Valeurs proposées confirmées.");
  }

  donnerLeReste(rang, criteres = this.etat.criteres) {
    const { siens, autres } = criteresDe({ ...this.etat, criteres }, this.composition.retenus);
    const autresPoids = [...siens, ...autres.filter((c) => c.rang !== rang)].reduce((somme, { poids }) => somme + (poids || 0), 0);
    const poids = String(Math.max(0, Math.round((100 - autresPoids) * 100) / 100)).replace(".", ",");
    this.prendre({ ...this.etat, criteres: criteres.map((c, r) => (r === rang ? { ...c, poids } : c)) }, `Ce critère prend ${poids} %.`);
  }

  allerAuxCriteres() {
    if (!this.etat.criteres.length) this.prendre({ ...this.etat, criteres: [{ nom: "Prix", poids: "" }] });
    this.aller("#vos-criteres");
    this.partie("criteres").querySelector("input")?.focus();
  }

  aller(selecteur) {
    const cible = this.racine.querySelector(selecteur);
    cible?.scrollIntoView({ block: "start" });
    cible?.focus({ preventScroll: true });
  }

  renommer(saisi) {
    const nom = nettoyer(saisi, 80).trim();
    if (!nom || nom === this.etat.nom) return this.montrer();
    return this.prendre({ ...this.etat, nom: garde.nomLibre(nom) }, "Dossier renommé.");
  }

  async ouvrir(nom) {
    garde.ouvrir(nom);
    await this.relire();
    this.dire(`Dossier « ${this.etat.nom} » ouvert.`);
  }

  nouveau(etat, annonce) {
    this.etat = etat;
    const panne = garde.garder(etat);
    this.montrer();
    this.dire(panne || annonce, Boolean(panne));
  }

  async partager() {
    const cadre = this.racine.querySelector("[data-lien]");
    cadre.hidden = true;
    let adresse;
    try {
      adresse = `${location.href.replace(/#.*$/s, "")}#${await enFragment(this.etat)}`;
    } catch (erreur) {
      return this.dire(erreur.message, true);
    }
    const champ = cadre.querySelector("input");
    cadre.hidden = false;
    champ.value = adresse;
    champ.focus();
    champ.select();
    const longueur = `${ecrireNombre(adresse.length)} signes.`;
    const trop = adresse.length > LIEN_CONSEILLE ? " C’est long : certains outils coupent un tel lien. Envoyez plutôt le fichier." : " Copiez-le avec Ctrl + C.";
    cadre.querySelector(".aide").textContent = `${longueur}${trop} Qui l’ouvre voit vos valeurs, et le texte des clauses à ce jour-là.`;
  }

  async importer(champ) {
    const [fichier] = champ.files;
    if (!fichier) return;
    try {
      if (fichier.size > 3_000_000) throw new Error("Ce fichier est trop gros pour être un dossier.");
      const messages = this.recevoir(deFichier(await fichier.text()), "Dossier ouvert");
      await this.lireLesClauses();
      this.montrer();
      this.dire(messages.join(" "));
    } catch (erreur) {
      this.dire(erreur.message, true);
    } finally {
      champ.value = "";
    }
  }

  /** Efface le dossier ouvert, lui seul ; un autre s'ouvre. */
  async supprimer() {
    const ancien = this.etat;
    const panne = garde.supprimer(ancien.nom);
    if (panne) return this.dire(panne, true);
    await this.relire();
    return this.proposerDeDefaire(`Dossier « ${ancien.nom} » effacé.`, async () => {
      const panneAuRetour = garde.garder({ ...ancien, nom: garde.nomLibre(ancien.nom) });
      await this.relire();
      this.dire(panneAuRetour || "C’est annulé.", Boolean(panneAuRetour));
    });
  }

  demanderDeToutEffacer() {
    clearTimeout(this.minuterie);
    const message = this.racine.querySelector("[data-message]");
    message.replaceChildren("Effacer tous vos dossiers de cet appareil ? Rien ne les rendra, sauf un fichier enregistré. ", bouton("Garder", "garder"), " ", bouton("Tout effacer", "effacer-vraiment"));
    message.className = "dossier-message avis avis-fort";
    message.querySelector("[data-geste=garder]").focus();
  }

  toutGarder() {
    this.dire("Rien n’est effacé.");
    this.racine.querySelector("[data-geste=effacer-tous]").focus();
  }

  toutEffacer() {
    const panne = garde.effacer();
    if (!panne) this.etat = vide();
    this.signatures.clear();
    this.montrer();
    this.annoncer();
    this.dire(panne || "Tous vos dossiers sont effacés de cet appareil.", Boolean(panne));
  }

  async exporter(cible) {
    if (cible.getAttribute("aria-disabled")) return;
    cible.setAttribute("aria-disabled", "true");
    try {
      const { exporter } = await import("./export.js");
      this.dire(await exporter(cible.dataset.exporter, this));
    } catch (erreur) {
      this.dire(erreur.message.startsWith("Le module") || erreur.message.startsWith("Dites") ? erreur.message : "Le fichier n’a pas pu être fabriqué. Vérifiez votre connexion, puis réessayez.", true);
    } finally {
      cible.removeAttribute("aria-disabled");
    }
  }

  dire(texte, fort = false) {
    clearTimeout(this.minuterie);
    const message = this.racine.querySelector("[data-message]");
    const suivi = message.contains(document.activeElement); // le bouton choisi s'en va : le curseur reste sur ce qui le dit
    message.replaceChildren(texte);
    if (suivi) message.focus();
    message.className = `dossier-message avis${fort ? " avis-fort" : ""}`;
    if (!fort) this.minuterie = setTimeout(() => message.contains(document.activeElement) || message.replaceChildren(), DUREE_MESSAGE);
  }

  proposerDeDefaire(annonce, defaire) {
    this.aDefaire = defaire;
    this.dire(annonce);
    const message = this.racine.querySelector("[data-message]");
    message.append(" ", bouton("Annuler", "defaire"));
    message.querySelector("button").focus();
  }

  /** Montre l'état : seules les parties qui changent sont redessinées, le curseur reste où il est. */
  montrer() {
    // Un autre dossier se redessine en entier, le champ où est le curseur compris.
    if (this.nomMontre !== this.etat.nom) this.signatures.clear();
    this.nomMontre = this.etat.nom;
    this.composition = composer(this.etat, this.fraiches, this.plan);
    this.constats = controler(this.etat, this.composition, this.fraiches, this.plan, this.manquantes);
    this.montrerTete();
    this.montrerQuestions();
    const { clauses, criteres, paragraphes, ordre, socle, partagees } = this.etat;
    const choix = [this.etat.procedure, this.etat.sansCriteres];
    const sansValeurs = clauses.map(({ id, niveau, version }) => [id, niveau, version]);
    const { siens } = criteresDe(this.etat, this.composition.retenus);
    this.dessiner("clauses", [sansValeurs, [...this.fraiches.keys()].length, [...this.manquantes]], () => lesClauses(this));
    this.dessiner("constats", this.constats, () => lesConstats(this));
    this.dessiner("criteres", [choix, criteres.length, siens.map((c) => [c.cle, c.poids])], () => lesCriteres(this));
    this.suivreLesCriteres();
    this.dessiner("valeurs", valeursDe(this.etat, this.composition).map(({ cle }) => cle), () => lesValeurs(this));
    this.suivreLesValeurs();
    this.dessiner("documents", [clauses, criteres, paragraphes, ordre, socle, partagees, choix, this.composition.faits.ccag], () => lesDocuments(this));
    this.dessiner("suivi", [clauses, partagees, choix], () => leSuivi(this));
    this.racine.querySelector("[data-avec-clauses]").hidden = !clauses.length;
    clearTimeout(this.attente);
    this.attente = setTimeout(() => this.annoncer(), DELAI_ANNONCE);
  }

  dessiner(nom, cle, dessin) {
    const signature = JSON.stringify(cle);
    if (this.signatures.get(nom) === signature) return;
    this.signatures.set(nom, signature);
    const partie = this.partie(nom);
    const actif = partie.contains(document.activeElement) ? document.activeElement : null;
    const repere = actif && { id: actif.id, donnees: JSON.stringify({ ...actif.dataset }) };
    partie.replaceChildren(...dessin());
    if (!repere) return;
    const meme = [...partie.querySelectorAll("button, input, select")].find((e) => (repere.id && e.id === repere.id) || JSON.stringify({ ...e.dataset }) === repere.donnees);
    (meme ?? partie.querySelector("button, input, select"))?.focus();
  }

  annoncer() {
    const texte = this.phrase();
    const annonce = this.racine.querySelector("[data-annonce]");
    if (annonce.textContent !== texte) annonce.textContent = texte;
  }

  phrase() {
    const nombre = this.etat.clauses.length;
    if (!nombre) return "Aucune clause pour l’instant.";
    const graves = this.constats.filter(({ gravite }) => gravite === "bloque").length;
    const autres = this.constats.filter(({ gravite }) => gravite === "attention").length;
    const points = [[graves, "à régler"], [autres, "à regarder"]].filter(([n]) => n).map(([n, quoi], rang) => `${n} ${rang ? "" : `point${n > 1 ? "s" : ""} `}${quoi}`);
    return `${nombre} clause${nombre > 1 ? "s" : ""}. ${points.join(", ") || "Rien à régler"}.`;
  }

  montrerTete() {
    const { racine, etat } = this;
    racine.querySelector("[data-resume]").replaceChildren(element("strong", {}, etat.nom), ` : ${this.phrase()}`);
    racine.querySelector(".dossier-barre .actions").hidden = !etat.clauses.length;
    racine.querySelector("[data-vers-constats]").hidden = !this.constats.length;
    const nom = racine.querySelector("#dossier-nom");
    if (document.activeElement !== nom) nom.value = etat.nom;
    const { dossiers } = garde.relire();
    const noms = dossiers.has(etat.nom) ? [...dossiers.keys()] : [etat.nom, ...dossiers.keys()];
    const supprimer = racine.querySelector("[data-geste=supprimer]");
    supprimer.textContent = `Effacer « ${etat.nom} »`;
    supprimer.hidden = !dossiers.has(etat.nom);
    racine.querySelector("#dossier-ouvert").replaceChildren(...noms.map((n) => element("option", { value: n, selected: n === etat.nom }, n)));
    import("./bouton.js").then(({ montrer }) => montrer()).catch(() => {});
  }

  montrerQuestions() {
    const { faits } = this.composition;
    for (const champ of this.racine.querySelectorAll("[data-question]")) {
      const { question } = champ.dataset;
      const deduit = faits.deduits.includes(question);
      const valeur = deduit ? faits[question] : this.etat[question];
      if (document.activeElement !== champ || champ.tagName === "SELECT") champ.value = valeur;
      if (champ.tagName === "SELECT") this.racine.querySelector(`#aide-dossier-${question}`).textContent = deduit ? "D’après vos clauses. Changez-le s’il le faut." : "";
    }
  }

  // Les champs restent ; ce qu'ils montrent suit l'état.
  suivreLesCriteres() {
    for (const champ of this.partie("criteres").querySelectorAll("input[data-critere]")) {
      const ecrit = this.etat.criteres[Number(champ.dataset.critere)][champ.dataset.champ];
      if (document.activeElement !== champ && champ.value !== ecrit) champ.value = ecrit;
    }
  }

  // Les champs restent ; leur valeur et leur message suivent l'état.
  suivreLesValeurs() {
    for (const valeur of valeursDe(this.etat, this.composition)) {
      const { variable, fiche, nom, saisie } = valeur;
      const champ = this.partie("valeurs").querySelector(`[data-valeur="${fiche.id} ${nom}"]`);
      if (!champ) continue;
      const ecrite = saisie ?? (variable.defaut === undefined ? "" : String(variable.defaut));
      if (document.activeElement !== champ && champ.value !== ecrite) champ.value = ecrite;
      const ecart = ecartDe(valeur);
      this.partie("valeurs").querySelector(`[data-ecart="${fiche.id} ${nom}"]`).textContent = ecart;
      if (ecart) champ.setAttribute("aria-invalid", "true");
      else champ.removeAttribute("aria-invalid");
      champ.closest(".champ").classList.toggle("champ-propose", saisie === undefined && variable.defaut !== undefined);
    }
  }

  remplirArticles() {
    const groupes = Object.entries(this.plan.pieces).map(([code, libelle]) =>
      element("optgroup", { label: libelle }, Object.entries(this.plan.articles).filter(([, a]) => a.piece === code).map(([nom, a]) => element("option", { value: nom }, a.titre))),
    );
    this.racine.querySelector("[data-articles]").replaceChildren(...groupes);
  }
}
