// La page « Mes marchés » : reçoit des fichiers, les fait lire en arrière-plan, montre ce qui en vient. Rien ne quitte l'appareil.

import { aujourdhui } from "../dates.js";
import { ecouterLeDepot } from "../fichier.js";
import { lireJson } from "../recherche/chargement.js";
import { lesSuivis, lObtenu } from "./obtenu.js";
import { Renouveler } from "./renouveler.js";
import { lesChiffres, lesCorrections, lesFichiers } from "./vue.js";

const PANNE =
  "La lecture s’est arrêtée : le fichier est sans doute trop lourd pour cet appareil. Ne gardez que vos contrats, ou une année.";
const ICI = new URL(".", import.meta.url);

class Page {
  constructor(racine) {
    this.racine = racine;
    this.base = new URL(racine.dataset.marches, document.baseURI);
    this.depot = racine.querySelector("[data-deposer]");
    this.etat = racine.querySelector("[data-etat]");
    this.vue = racine.querySelector("[data-vue]");
    this.lues = {};
  }

  installer() {
    const { racine, depot } = this;
    racine.hidden = false;
    this.montrerLObtenu();
    ecouterLeDepot(depot, (fichiers) => this.lire(fichiers), racine);
  }

  /** Montre ce que disent les marchés suivis, s'il y en a : il n'attend pas de fichier. */
  async montrerLObtenu() {
    const cadre = this.racine.querySelector("[data-obtenu]");
    try {
      cadre.replaceChildren(...[await lObtenu(this.base)].filter(Boolean));
    } catch ({ message }) {
      cadre.textContent = message;
    }
  }

  /** Lit une famille une fois, faits compris ; rien si elle ne vient pas. */
  async apprendre(famille) {
    const demander = (chemin) =>
      (this.lues[chemin] ??= lireJson(new URL(`obligations/${chemin}.json`, this.base).href));
    const chemins = ["faits", `regles/${famille}`];
    try {
      const [faits, regles] = await Promise.all(chemins.map(demander));
      return { ...faits, ...regles };
    } catch {
      for (const chemin of chemins) delete this.lues[chemin];
      return null;
    }
  }

  async lire(fichiers) {
    if (!fichiers.length) return;
    this.fil?.terminate();
    this.deposes = fichiers;
    delete this.racine.dataset.resultat;
    this.vue.replaceChildren();
    this.etat.textContent = "Lecture…";
    const familles = await lireJson(new URL("mes-marches/familles.json", this.base).href).catch(() => ({
      codes: {},
      noms: {},
    }));
    if (this.deposes !== fichiers) return;
    const fil = new Worker(new URL("marches-lecture.js", ICI));
    this.fil = fil;
    const jour = aujourdhui();
    const finir = (bilan) => {
      fil.terminate();
      this.montrer(bilan, { jour, familles });
    };
    fil.addEventListener("error", (panne) => {
      panne.preventDefault();
      finir({ fichiers: [{ nom: "", refus: PANNE }] });
    });
    fil.addEventListener("message", ({ data }) => {
      if (data.avance) this.etat.textContent = `Lecture de ${data.avance}…`;
      else finir(data);
    });
    const suivis = lesSuivis().map(({ numero, nom, declare }) => ({ numero, nom, declare }));
    fil.postMessage({ fichiers, jour, familles, suivis });
  }

  montrer(bilan, { jour, familles }) {
    const { base } = this;
    const rien = !bilan.resultat?.contrats;
    this.etat.textContent = rien ? "Aucun contrat n’a été lu." : "Lecture finie.";
    this.vue.replaceChildren(lesFichiers(bilan.fichiers));
    if (!rien) {
      const organismes = JSON.parse(this.racine.dataset.organismes);
      const apprendre = (famille) => this.apprendre(famille);
      const aRenouveler = new Renouveler(bilan, { jour, familles, base, organismes, apprendre });
      this.vue.append(lesCorrections(bilan), aRenouveler.montrer(), lesChiffres(bilan, base));
      this.racine.dataset.resultat = JSON.stringify(bilan.resultat);
    }
  }
}

new Page(document.querySelector("[data-marches]")).installer();
