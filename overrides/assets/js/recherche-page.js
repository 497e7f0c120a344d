// La page de recherche : toute la base, une liste, chaque réponse avec son genre. La requête et les filtres sont dans l'adresse.

import { Cherchable } from "./cherchable.js";
import { boutonDuDossier, element } from "./elements.js";
import { filtrer } from "./filtre.js";
import { chargerRecherche } from "./recherche/chargement.js";
import { borner, compter, PANNE } from "./texte.js";

const [PREMIERES, LOT] = [5, 10]; // tous genres mêlés, deux réponses sont rarement dans un même lot de fiches

/** Installe la page de recherche. */
export function installer(section) {
  new Recherche(section).demarrer();
}

class Recherche extends Cherchable {
  constructor(section) {
    super(section, PREMIERES);
    this.volet = section.querySelector(".facettes-volet");
    this.repos = section.querySelector(".recherche-repos");
    this.liste = element("ol", { class: "resultats", role: "list" });
    this.essais = element("div", { class: "vide-essais" });
    this.repos.after(this.liste, this.essais);
  }

  get requete() {
    return borner(this.etat.q).trim();
  }

  async charger() {
    const { dessiner, moteurDuSite, phraseDe } = await chargerRecherche();
    Object.assign(this, { moteur: moteurDuSite(), dessiner, phraseDe });
  }

  async appliquer({ tout }) {
    const tour = ++this.tour;
    if (!this.requete) return this.montrer(null, []);
    this.repos.hidden = true;
    if (!this.moteur) this.compte.textContent = "Recherche en cours…";
    try {
      const lecture = await this.lire();
      const fiches = await this.moteur.fiches(lecture.retenus.slice(0, this.montrees).map(({ numero }) => numero));
      if (tour !== this.tour) return undefined;
      this.montrer(lecture, fiches);
      this.annoncer(tout);
    } catch {
      if (tour === this.tour) this.direPanne();
    }
    return undefined;
  }

  /** Cherche et filtre ; rend { unites, retenus, comptes, sansFiltre }. */
  async lire() {
    await this.charger();
    const { unites, reponses } = await this.moteur.chercher(borner(this.etat.q));
    const toutes = this.moteur.ordonner(reponses, unites);
    if (!toutes.length) await this.moteur.lireLeVocabulaire(); // de quoi proposer un mot proche
    const codesDe = ({ numero }) => [this.moteur.genreDe(numero)];
    return { unites, sansFiltre: toutes.length, ...filtrer(toutes, this.etat.choix, codesDe) };
  }

  /** Montre des réponses, ou, sans requête, ce que l'on peut chercher. */
  montrer(lecture, fiches) {
    this.lecture = lecture;
    this.repos.hidden = Boolean(lecture);
    this.volet.hidden = !lecture?.sansFiltre;
    this.mener(fiches.length && lecture.retenus.length);
    for (const lien of this.acces) lien.hidden = !fiches.length;
    this.essais.replaceChildren(...(lecture && !lecture.retenus.length ? this.essayer() : []));
    this.liste.replaceChildren(
      ...fiches.map((fiche, rang) => this.carte(fiche, lecture.retenus[rang], lecture.unites)),
    );
    this.proposerLaSuite(this.liste, (lecture?.retenus.length ?? 0) - fiches.length);
    if (!lecture) return this.annoncer(true);
    return this.facettes.montrer(this.etat.choix, lecture.comptes);
  }

  /** Rend une réponse ; une clause s'ajoute d'ici au dossier. */
  carte(fiche, reponse, unites) {
    const carte = this.dessiner(fiche, reponse, unites, this.moteur);
    if (fiche.genre === "clauses") carte.append(boutonDuDossier(fiche));
    return carte;
  }

  /** Rend les issues d'une recherche sans réponse. */
  essayer() {
    const { unites, sansFiltre } = this.lecture;
    const { choix } = this.etat;
    const sans = new Map([...choix.keys()].map((nom) => [nom, new Set()]));
    const etats = sansFiltre
      ? [[`Sans le filtre (${compter(sansFiltre, ...this.noms)})`, { ...this.etat, choix: sans }]]
      : [];
    for (const mot of sansFiltre ? [] : unites.flatMap(({ mots }) => this.moteur.vocabulaire.proches(mots[0]))) {
      if (mot !== this.requete) etats.push([`Chercher « ${mot} »`, { ...this.etat, q: mot }]);
    }
    return etats.map(([texte, etat]) => this.issue(texte, etat));
  }

  async afficherSuite() {
    const premiere = this.montrees;
    this.montrees += LOT;
    await this.appliquer({ tout: true });
    this.liste.children[premiere]?.querySelector("a").focus();
  }

  direPanne() {
    this.montrer(null, []);
    clearTimeout(this.minuterie);
    this.compte.textContent = PANNE;
    this.essais.replaceChildren(this.reessayer());
  }

  phrase() {
    if (!this.lecture) return "";
    const { unites, retenus, sansFiltre } = this.lecture;
    const { requete } = this;
    if (!unites.length && this.moteur.saitLire(requete))
      return `« ${requete} » est trop courant pour se chercher : dites ce que vous achetez, ou le nom de la page.`;
    if (!retenus.length && sansFiltre) return `Rien ne répond à « ${requete} » avec ce filtre.`;
    if (!retenus.length) return `Rien ne répond à « ${requete} ».`;
    return this.phraseDe(retenus, unites, this.noms, sansFiltre);
  }
}
