// Le trouveur de clauses : une recherche, des filtres comptés, les réponses à la place de la liste au repos. Tout est dans l'adresse.

import { etatVide } from "./adresse.js";
import { Cherchable } from "./cherchable.js";
import { bouton, element } from "./elements.js";
import { filtrer } from "./filtre.js";
import { chargerRecherche } from "./recherche/chargement.js";
import { compter, PANNE } from "./texte.js";

const D_UN_COUP = 20;
const DELAI_ATTENTE = 250;

/** Installe le trouveur de la page. */
export function installer(section) {
  new Trouveur(section).demarrer();
}

class Trouveur extends Cherchable {
  constructor(section) {
    super(section, D_UN_COUP);
    this.repos = section.querySelector(".tableau-repos");
    this.comptesAuRepos = new Map(
      [...this.facettes.cases].map(([nom, cases]) => [
        nom,
        new Map(cases.map((c) => [c.value, Number(c.closest("label").querySelector(".compte").textContent)])),
      ]),
    );
    this.texteAuRepos = this.compte.textContent;
    this.totalAuRepos = Number.parseInt(this.texteAuRepos, 10);
    this.panne = element("p", { class: "tableau-panne", role: "alert" });
    this.actifs = element("div", { class: "filtres-actifs", role: "group", "aria-label": "Filtres actifs" });
    this.compte.before(this.actifs);
  }

  ecouter() {
    this.formulaire.addEventListener("focusin", () => this.charger().catch(() => {}), { once: true });
    super.ecouter();
  }

  prendre(etat) {
    super.prendre(etat);
    const retirer = (nom, reste) => {
      this.changer({ choix: new Map(this.etat.choix).set(nom, reste) }, true);
      (this.actifs.querySelector("button") ?? this.champ).focus(); // le bouton cliqué disparaît
    };
    this.actifs.replaceChildren(...this.facettes.etiquettes(etat.choix, retirer));
    return etat;
  }

  /** Charge de quoi chercher : le moteur et l'index. Rien ne vient avant qu'on s'en serve. */
  async charger() {
    const { Reponses, genresDans, moteurDuSite } = await chargerRecherche();
    Object.assign(this, { moteur: moteurDuSite(), genresDans });
    this.reponses ??= new Reponses(this.section, this.moteur, this.facettes);
    await this.moteur.preparer();
  }

  /** Charge les codes des clauses : sans filtre demandé, ils attendent que les premières réponses soient à l'écran. */
  async chargerCodes() {
    const facettes = await this.moteur.lire("facettes.json");
    this.codesDe = ({ numero }, nom) => facettes[nom]?.choix[facettes[nom].clauses[numero]] ?? [];
    this.reponses.codesDe = this.codesDe;
  }

  async appliquer({ tout }) {
    const tour = ++this.tour;
    if (!this.etat.q.trim() && !this.filtre) return this.montrerRepos();
    const attendre = () => {
      if (tour === this.tour) this.compte.textContent = "Recherche en cours…";
    };
    const attente = setTimeout(attendre, DELAI_ATTENTE);
    if (document.documentElement.dataset.cherche === "") {
      document.documentElement.dataset.cherche = "dit";
      attendre();
    }
    try {
      const lecture = await this.lire();
      const fiches = await this.reponses.charger(lecture, this.montrees, Boolean(this.codesDe));
      if (tour !== this.tour) return undefined;
      this.lecture = lecture;
      this.montrer(fiches);
      this.annoncer(tout || this.compte.textContent.startsWith("Recherche"));
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
    const sansMot = this.moteur.saitLire(q) ? toutes() : [];
    const candidats = unites.length
      ? this.moteur.retenir(
          reponses.filter(({ numero }) => numero < clauses),
          unites,
        )
      : sansMot;
    if (!candidats.length) await this.moteur.lireLeVocabulaire(); // de quoi proposer un mot proche
    const autres = reponses.filter(({ numero, complete }) => numero >= clauses && complete);
    const filtrage = this.codesDe ? filtrer(candidats, choix, this.codesDe) : { retenus: candidats, comptes: null };
    return { q, unites, candidats, autres, genres: this.genresDans(unites), ...filtrage };
  }

  montrer(fiches) {
    delete document.documentElement.dataset.cherche;
    const { retenus, comptes } = this.lecture;
    this.reponses.montrer(this.lecture, fiches);
    this.panne.remove();
    this.repos.remove();
    this.facettes.montrer(this.etat.choix, comptes);
    this.mener(retenus.length);
    this.proposerLaSuite(this.reponses.liste, retenus.length - this.montrees);
    if (!retenus.length) this.reponses.montrerVide(this.etat.q.trim(), this.essais());
  }

  montrerRepos() {
    delete document.documentElement.dataset.cherche;
    this.reponses?.fermer();
    this.suite.remove();
    this.panne.remove();
    if (!this.repos.isConnected) this.compte.after(this.repos); // le remettre sans raison ôterait le focus d'un de ses liens
    this.facettes.montrer(this.etat.choix, this.comptesAuRepos);
    this.compte.textContent = this.texteAuRepos;
    this.mener(this.totalAuRepos);
    clearTimeout(this.minuterie);
  }

  direPanne() {
    delete document.documentElement.dataset.cherche;
    clearTimeout(this.minuterie);
    this.reponses?.fermer();
    this.suite.remove();
    this.compte.textContent = "";
    this.compte.after(this.panne, this.repos);
    this.panne.replaceChildren(
      `${PANNE} Toutes les clauses restent ci-dessous. `,
      this.reessayer(),
      " ",
      bouton("Recharger la page", () => location.reload()),
    );
  }

  async afficherSuite() {
    const { tour, montrees: premiere } = this;
    try {
      const fiches = await this.reponses.charger(this.lecture, premiere + D_UN_COUP, true);
      if (tour !== this.tour) return;
      this.montrees = premiere + D_UN_COUP;
      this.montrer(fiches);
      this.reponses.liste.children[premiere]?.querySelector("a")?.focus();
    } catch {
      if (tour === this.tour) this.direPanne();
    }
  }

  phrase() {
    return this.reponses.phrase(this.lecture);
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
        if (nombre)
          essais.push([
            `Sans le filtre « ${this.facettes.titres.get(nom)} » (${compter(nombre, ...this.noms)})`,
            { q, choix: sans },
          ]);
      }
      const plusieurs = [...choix.values()].filter((valeurs) => valeurs.size).length > 1;
      if (plusieurs)
        essais.push([
          `Sans aucun filtre (${compter(candidats.length, ...this.noms)})`,
          { ...etatVide(this.facettes.codes), q },
        ]);
    }
    for (const unite of candidats.length ? [] : unites) {
      for (const mot of this.moteur.vocabulaire.proches(unite.mots[0]))
        if (unites.length > 1 || mot !== unite.saisi) essais.push([`Chercher « ${mot} »`, { q: mot, choix }]);
    }
    if (q.trim() && !essais.length) essais.push(["Effacer la recherche", { ...etatVide(this.facettes.codes), choix }]);
    return essais.map(([texte, etat]) => this.issue(texte, etat));
  }
}
