// Le trouveur de clauses : une recherche, des filtres comptés, les réponses à la place du tableau. Tout est dans l'adresse.

import { ecrireEtat, etatVide, lireEtat } from "./adresse.js";
import { Facettes } from "./facettes.js";
import { filtrer } from "./filtre.js";
import { PANNE, bouton, element } from "./outils-tableau.js";
import { chargerRecherche } from "./recherche/chargement.js";
import { compter, plier } from "./texte.js";

const LOT = 20;
const DELAI_ANNONCE = 400;
const DELAI_ATTENTE = 250;
const SANS_TRI = new Map();
const NOMS = ["clause", "clauses"];

/** Installe le trouveur de la page. */
export function installer() {
  const section = document.querySelector("[data-trouveur]");
  if (section && document.querySelector("[data-index]")) new Trouveur(section).demarrer();
}

class Trouveur {
  constructor(section) {
    this.section = section;
    this.formulaire = section.querySelector("form.tableau-outils");
    this.champ = this.formulaire.querySelector("input[name=q]");
    this.compte = section.querySelector(".tableau-compte");
    this.repos = section.querySelector(".trouveur-repos");
    this.facettes = new Facettes(this.formulaire);
    this.comptesAuRepos = new Map(
      [...this.facettes.cases].map(([nom, cases]) => [
        nom,
        new Map(cases.map((c) => [c.value, Number(c.closest("label").querySelector(".compte").textContent)])),
      ]),
    );
    this.texteAuRepos = this.compte.textContent;
    this.tour = 0;
  }

  demarrer() {
    this.panne = element("p", "tableau-panne");
    this.panne.setAttribute("role", "alert");
    this.suite = bouton("Afficher la suite", () => this.afficherSuite());
    this.actifs = element("div", "filtres-actifs");
    this.actifs.setAttribute("role", "group");
    this.actifs.setAttribute("aria-label", "Filtres actifs");
    this.compte.before(this.actifs);
    this.formulaire.hidden = false;
    this.ecouter();
    const dejaSaisi = document.activeElement === this.champ ? this.champ.value : "";
    this.relireAdresse();
    if (dejaSaisi && dejaSaisi !== this.etat.q) {
      this.champ.value = dejaSaisi;
      this.changer({ q: dejaSaisi }, false);
    }
  }

  ecouter() {
    const charger = () => this.charger().catch(() => {});
    this.formulaire.addEventListener("focusin", charger, { once: true });
    this.champ.addEventListener("input", () => this.changer({ q: this.champ.value }, false));
    this.champ.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Escape" || !this.champ.value) return;
      evenement.preventDefault();
      this.champ.value = "";
      this.changer({ q: "" }, false);
    });
    this.facettes.ecouter((nom, valeurs) => this.changer({ choix: new Map(this.etat.choix).set(nom, valeurs) }, true));
    this.formulaire.addEventListener("reset", (evenement) => {
      evenement.preventDefault();
      this.remettre(etatVide(this.facettes.codes));
    });
    this.formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.champ.blur();
    });
    addEventListener("popstate", () => this.relireAdresse());
    addEventListener("pageshow", (evenement) => evenement.persisted || this.facettes.montrer(this.etat.choix));
  }

  relireAdresse() {
    this.etat = lireEtat(location.search, this.facettes.codes, SANS_TRI);
    this.champ.value = this.etat.q;
    this.montrees = LOT;
    this.facettes.montrer(this.etat.choix);
    this.montrerActifs();
    this.appliquer({ tout: true });
  }

  changer(changement, nouvelleEntree) {
    Object.assign(this.etat, changement);
    this.montrerActifs();
    this.montrees = LOT;
    ecrireEtat(this.etat, { nouvelleEntree });
    return this.appliquer({ tout: nouvelleEntree });
  }

  remettre(etat) {
    this.champ.value = etat.q;
    return this.changer(etat, true);
  }

  montrerActifs() {
    const retirer = (nom, reste) => {
      this.changer({ choix: new Map(this.etat.choix).set(nom, reste) }, true);
      (this.actifs.querySelector("button") ?? this.champ).focus(); // le bouton cliqué disparaît
    };
    this.actifs.replaceChildren(...this.facettes.etiquettes(this.etat.choix, retirer));
  }

  get filtre() {
    return [...this.etat.choix.values()].some((valeurs) => valeurs.size);
  }

  /** Charge de quoi chercher : le moteur et l'index. Rien ne vient avant qu'on s'en serve. */
  async charger() {
    const { site, principal } = await chargerRecherche("../reponses.js");
    Object.assign(this, { moteur: site.moteurDuSite(), genresDans: site.genresDans });
    this.reponses ??= new principal.Reponses(this.section, this.moteur, this.facettes);
    await this.moteur.preparer();
  }

  /** Charge les codes des clauses : sans filtre demandé, ils attendent que les premières réponses soient à l'écran. */
  async chargerCodes() {
    const facettes = await this.moteur.lire("facettes.json");
    this.codesDe = ({ numero }, nom) => facettes[nom]?.choix[facettes[nom].clauses[numero]] ?? [];
    this.reponses.codesDe = this.codesDe;
  }

  async appliquer({ tout = false } = {}) {
    const tour = ++this.tour;
    if (!this.etat.q.trim() && !this.filtre) return this.montrerRepos();
    const attente = setTimeout(() => tour === this.tour && (this.compte.textContent = "Recherche en cours…"), DELAI_ATTENTE);
    try {
      const lecture = await this.lire();
      const fiches = await this.reponses.charger(lecture, this.montrees);
      if (tour !== this.tour) return undefined;
      this.lecture = lecture;
      this.montrer(fiches);
      this.annoncer(tout);
      if (this.codesDe) return undefined;
      await this.chargerCodes();
      if (tour === this.tour) return this.appliquer({ tout });
    } catch {
      if (tour === this.tour) this.direPanne();
    } finally {
      clearTimeout(attente);
    }
    return undefined;
  }

  /** Cherche et filtre ; rend { unites, candidats, retenus, comptes, autres }. */
  async lire() {
    const { q, choix } = this.etat;
    await this.charger();
    if (this.filtre || !q.trim()) await this.chargerCodes();
    const recherche = q.trim() ? await this.moteur.chercher(q) : { unites: [] };
    const { clauses } = this.moteur.index;
    const { unites } = recherche;
    const toutes = () => Array.from({ length: clauses }, (_, numero) => ({ numero, unites: [], termes: new Map() }));
    const reponses = recherche.reponses ?? [];
    const illisible = q.trim() && !/[a-z0-9]/.test(plier(q)); // un émoji, un autre alphabet
    const sansMot = illisible ? [] : toutes();
    const candidats = unites.length ? this.moteur.retenir(reponses.filter(({ numero }) => numero < clauses), unites) : sansMot;
    const autres = reponses.filter(({ numero, complete }) => numero >= clauses && complete);
    const filtrage = this.codesDe ? filtrer(candidats, choix, this.codesDe) : { retenus: candidats, comptes: null };
    return { q, unites, candidats, autres, genres: this.genresDans(unites), ...filtrage };
  }

  montrer(fiches) {
    const { retenus, comptes } = this.lecture;
    this.reponses.montrer(this.lecture, fiches);
    this.panne.remove();
    this.repos.remove();
    this.facettes.montrer(this.etat.choix, comptes);
    if (retenus.length > this.montrees) {
      this.suite.textContent = `Afficher la suite (${compter(retenus.length - this.montrees, ...NOMS)})`;
      this.reponses.liste.after(this.suite);
    } else {
      this.suite.remove();
    }
    if (!retenus.length) this.reponses.montrerVide(this.etat.q.trim(), this.essais());
  }

  montrerRepos() {
    this.reponses?.fermer();
    this.suite.remove();
    this.panne.remove();
    if (!this.repos.isConnected) this.compte.after(this.repos); // le remettre sans raison ôterait le focus d'un de ses liens
    this.facettes.montrer(this.etat.choix, this.comptesAuRepos);
    this.compte.textContent = this.texteAuRepos;
    clearTimeout(this.minuterie);
  }

  direPanne() {
    clearTimeout(this.minuterie);
    this.reponses?.fermer();
    this.suite.remove();
    this.compte.textContent = "";
    this.compte.after(this.panne, this.repos);
    const essayer = bouton("Réessayer", () => {
      this.champ.focus(); // le bouton cliqué disparaît
      this.appliquer({ tout: true });
    });
    const recharger = bouton("Recharger la page", () => location.reload());
    this.panne.replaceChildren(`${PANNE} Toutes les clauses restent ci-dessous. `, essayer, " ", recharger);
  }

  async afficherSuite() {
    const { tour, montrees: premiere } = this;
    try {
      const fiches = await this.reponses.charger(this.lecture, premiere + LOT);
      if (tour !== this.tour) return;
      this.montrees = premiere + LOT;
      this.montrer(fiches);
      this.reponses.liste.children[premiere]?.querySelector("a")?.focus();
    } catch {
      if (tour === this.tour) this.direPanne();
    }
  }

  annoncer(tout) {
    clearTimeout(this.minuterie);
    const dire = () => {
      ecrireEtat(this.etat, { nouvelleEntree: false });
      const texte = this.reponses.phrase(this.lecture);
      if (this.compte.textContent !== texte) this.compte.textContent = texte;
    };
    if (tout || this.compte.textContent.startsWith("Recherche")) dire();
    else this.minuterie = setTimeout(dire, DELAI_ANNONCE);
  }

  /** Rend les issues d'une recherche sans réponse : [texte, état à prendre]. */
  essais() {
    const { q, choix } = this.etat;
    const { unites, candidats } = this.lecture;
    const essais = [];
    if (this.filtre && candidats.length) {
      for (const [nom, valeurs] of choix) {
        if (!valeurs.size) continue;
        const sans = new Map(choix).set(nom, new Set());
        const nombre = filtrer(candidats, sans, this.codesDe).retenus.length;
        if (nombre) essais.push([`Sans le filtre « ${this.facettes.titres.get(nom)} » (${compter(nombre, ...NOMS)})`, { q, choix: sans }]);
      }
      const plusieurs = [...choix.values()].filter((valeurs) => valeurs.size).length > 1;
      if (plusieurs) essais.push([`Sans aucun filtre (${compter(candidats.length, ...NOMS)})`, { ...etatVide(this.facettes.codes), q }]);
    }
    for (const unite of candidats.length ? [] : unites) {
      for (const mot of this.moteur.vocabulaire.proches(unite.mots[0])) if (plier(mot) !== plier(q.trim())) essais.push([`Chercher « ${mot} »`, { q: mot, choix }]);
    }
    if (q.trim() && !essais.length) essais.push(["Effacer la recherche", { ...etatVide(this.facettes.codes), choix }]);
    return essais.map(([texte, etat]) =>
      bouton(texte, () => {
        this.remettre(etat);
        this.champ.focus(); // le bouton cliqué disparaît
      }),
    );
  }
}
