// Le tableau cherchable : la page est complète sans ce module, qui ajoute recherche, facettes, tri et liens à partager.

import { ecrireEtat, etatVide, lireEtat } from "./adresse.js";
import { filtrer, fournisseurLignes, ordonner } from "./filtre.js";
import { adressesDesPages, chargerPages } from "./pages.js";
import { compter } from "./texte.js";
import { bouton, element, poserTris } from "./outils-tableau.js";

export { fournisseurLignes };

const LOT = 200;
const DELAI_ANNONCE = 300;
const GRAND_ECRAN = "(min-width: 60em)";
const MESSAGE_PANNE =
  "Une partie des fiches n’a pas pu être chargée : la recherche ne porte que sur les autres. " +
  "Vérifiez votre connexion, ou ouvrez les pages par famille d’achat. ";

/** Installe un tableau. `fournisseur` remplace la recherche dans les lignes. */
export function installer(section, { fournisseur } = {}) {
  const formulaire = section.querySelector("form.tableau-outils");
  const corps = section.querySelector("table.tableau-donnees > tbody");
  if (!formulaire || !corps) return null;
  const tableau = new Tableau(section, formulaire, corps, fournisseur);
  tableau.demarrer();
  return tableau;
}

class Tableau {
  constructor(section, formulaire, corps, fournisseur) {
    Object.assign(this, { section, formulaire, corps });
    this.donnees = corps.closest("table");
    this.champ = formulaire.querySelector("input[name=q]");
    this.compte = section.querySelector(".tableau-compte");
    this.vide = section.querySelector(".tableau-vide");
    this.lignes = [...corps.querySelectorAll(":scope > tr[data-resultat]")];
    this.origine = new Map(this.lignes.map((ligne, rang) => [ligne, rang]));
    this.noms = [section.dataset.singulier ?? "fiche", section.dataset.pluriel ?? "fiches"];
    this.adresses = adressesDesPages(section);
    this.lireFacettes();
    this.fournisseur = fournisseur ?? fournisseurLignes(this.lignes, this.intitules);
    this.affichees = LOT;
    this.tour = 0;
  }

  lireFacettes() {
    this.cases = new Map();
    this.intitules = new Map();
    for (const groupe of this.formulaire.querySelectorAll("fieldset[data-facette]")) {
      const cases = [...groupe.querySelectorAll("input[type=checkbox]")];
      this.cases.set(groupe.dataset.facette, cases);
      const intitule = (boite) => boite.closest("label")?.querySelector("span")?.textContent ?? "";
      this.intitules.set(groupe.dataset.facette, new Map(cases.map((boite) => [boite.value, intitule(boite)])));
    }
    this.facettes = new Map([...this.cases].map(([nom, cases]) => [nom, new Set(cases.map((c) => c.value))]));
    this.rangs = new Map([...this.cases].map(([nom, cases]) => [nom, cases.map((c) => c.value)]));
  }

  demarrer() {
    const entetes = [...this.donnees.querySelectorAll("thead th")];
    this.colonnes = new Map(entetes.map((th, rang) => [th.dataset.tri, rang]).filter(([cle]) => cle));
    this.montrerTri = poserTris(entetes, (tri) => this.changer({ tri }, true));
    this.suite = bouton("Afficher la suite", () => this.afficherSuite());
    this.suite.hidden = true;
    this.donnees.after(this.suite);
    this.panne = element("p", "tableau-panne");
    this.panne.setAttribute("role", "alert");
    this.ouvrirVolet();
    this.ecouter();
    this.formulaire.hidden = false;
    const dejaSaisi = document.activeElement === this.champ ? this.champ.value : "";
    this.relireAdresse();
    if (dejaSaisi && dejaSaisi !== this.etat.q) {
      this.champ.value = dejaSaisi;
      this.changer({ q: dejaSaisi }, false);
    }
  }

  ouvrirVolet() {
    const volet = this.formulaire.querySelector("details.facettes-volet");
    if (!volet) return;
    this.pastille = element("span", "compte facettes-actives");
    volet.querySelector("summary")?.append(" ", this.pastille);
    const large = matchMedia(GRAND_ECRAN);
    const regler = () => (volet.open = large.matches);
    large.addEventListener("change", regler);
    regler();
  }

  ecouter() {
    this.champ?.addEventListener("input", () => this.changer({ q: this.champ.value }, false));
    this.champ?.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Escape" || !this.champ.value) return;
      evenement.preventDefault();
      this.changer({ q: "" }, false);
      this.champ.value = "";
    });
    this.formulaire.addEventListener("change", (evenement) => {
      const nom = evenement.target.closest("fieldset[data-facette]")?.dataset.facette;
      if (!this.cases.has(nom)) return;
      const choix = new Map(this.etat.choix);
      choix.set(nom, new Set(this.cases.get(nom).filter((c) => c.checked).map((c) => c.value)));
      this.changer({ choix }, true);
    });
    this.formulaire.addEventListener("reset", (evenement) => {
      evenement.preventDefault();
      this.remettre(etatVide(this.facettes));
    });
    this.formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.champ?.blur();
    });
    this.formulaire.addEventListener("focusin", () => this.charger(), { once: true });
    addEventListener("popstate", () => this.relireAdresse());
    addEventListener("pageshow", (evenement) => evenement.persisted || this.montrerControles());
  }

  relireAdresse() {
    this.etat = lireEtat(location.search, this.facettes, this.colonnes);
    this.affichees = LOT;
    if (this.champ) this.champ.value = this.etat.q;
    this.appliquer({ tout: true });
  }

  changer(changement, nouvelleEntree) {
    Object.assign(this.etat, changement);
    this.affichees = LOT;
    ecrireEtat(this.etat, { nouvelleEntree });
    return this.appliquer();
  }

  remettre(etat) {
    if (this.champ) this.champ.value = etat.q;
    this.changer(etat, true);
  }

  /** Vrai quand rien n'est cherché, filtré ni trié. */
  get auRepos() {
    return !this.etat.q.trim() && !this.etat.tri && ![...this.etat.choix.values()].some((valeurs) => valeurs.size);
  }

  async charger() {
    if (!this.adresses.length || this.chargement) return;
    this.chargement = true;
    this.donnees.hidden = false;
    this.panne.remove();
    if (this.compte) this.compte.textContent = "Chargement des fiches…";
    const { lignes, manquees } = await chargerPages(this.adresses, this.lignes.map((ligne) => ligne.dataset.resultat));
    for (const ligne of lignes) this.origine.set(ligne, this.origine.size);
    this.lignes.push(...lignes);
    this.corps.append(...lignes);
    this.adresses = manquees;
    this.chargement = false;
    if (manquees.length) {
      this.panne.replaceChildren(MESSAGE_PANNE, bouton("Réessayer", () => this.charger()));
      this.donnees.before(this.panne);
    }
    await this.appliquer({ tout: true });
  }

  async appliquer({ tout = false } = {}) {
    if (this.adresses.length && !this.lignes.length && !this.auRepos && !this.panne.isConnected) return this.charger();
    const tour = ++this.tour;
    let trouvees = this.etat.q.trim() ? this.fournisseur.chercher(this.etat.q) : null;
    if (typeof trouvees?.then === "function") {
      trouvees = await trouvees.catch(() => fournisseurLignes(this.lignes, this.intitules).chercher(this.etat.q));
      if (tour !== this.tour) return undefined;
    }
    const { retenues, comptes } = filtrer(this.lignes, trouvees, this.etat.choix);
    const { tri } = this.etat;
    this.retenues = ordonner(retenues, { tri, colonnes: this.colonnes, rangs: this.rangs, origine: this.origine, trouvees });
    this.sansFiltre = trouvees ? trouvees.size : this.lignes.length;
    this.montrerControles(comptes);
    this.montrerLignes();
    clearTimeout(this.minuterie);
    if (tout) this.annoncer();
    else this.minuterie = setTimeout(() => this.annoncer(), DELAI_ANNONCE);
    return undefined;
  }

  montrerControles(comptes) {
    let actives = 0;
    for (const [nom, cases] of this.cases) {
      for (const boite of cases) {
        boite.checked = this.etat.choix.get(nom).has(boite.value);
        actives += boite.checked;
        if (!comptes || !this.lignes.length) continue;
        const nombre = comptes.get(nom).get(boite.value) ?? 0;
        const compte = boite.closest("label")?.querySelector(".compte");
        if (compte) compte.textContent = nombre.toLocaleString("fr-FR");
        boite.disabled = !nombre && !boite.checked && boite !== document.activeElement;
      }
    }
    this.montrerTri(this.etat.tri);
    if (this.pastille) this.pastille.textContent = actives ? `${actives} actif${actives > 1 ? "s" : ""}` : "";
  }

  montrerLignes() {
    const visibles = this.retenues.slice(0, this.affichees);
    const aMontrer = new Set(visibles);
    for (const ligne of this.lignes) if (ligne.hidden === aMontrer.has(ligne)) ligne.hidden = !ligne.hidden;
    if (visibles.some((ligne, rang) => this.corps.rows[rang] !== ligne)) this.corps.prepend(...visibles);
    const reste = this.retenues.length - visibles.length;
    this.suite.hidden = !reste;
    this.suite.textContent = `Afficher la suite (${compter(reste, ...this.noms)})`;
    if (this.lignes.length) this.donnees.hidden = !visibles.length;
  }

  afficherSuite() {
    const suivante = this.retenues[this.affichees];
    this.affichees += LOT;
    this.montrerLignes();
    suivante?.querySelector("a")?.focus();
  }

  annoncer() {
    const [total, nombre] = [this.lignes.length, this.retenues.length];
    if (this.vide) this.vide.hidden = nombre > 0 || !total;
    if (!total && this.panne.isConnected && this.compte) this.compte.textContent = "";
    if (!total) return;
    ecrireEtat(this.etat, { nouvelleEntree: false });
    const texte = compter(nombre, ...this.noms) + (nombre === total ? "" : ` sur ${total.toLocaleString("fr-FR")}`);
    if (this.compte && this.compte.textContent !== texte) this.compte.textContent = texte;
    if (this.vide && !nombre) this.proposerDeLever();
  }

  proposerDeLever() {
    this.messageVide ??= this.vide.textContent;
    this.vide.replaceChildren(this.messageVide, " ");
    const { q, choix } = this.etat;
    const proposer = (texte, etat) => {
      const lever = () => {
        this.remettre(etat);
        this.champ?.focus(); // le bouton cliqué disparaît
      };
      this.vide.append(bouton(texte, lever), " ");
    };
    const filtre = [...choix.values()].some((valeurs) => valeurs.size);
    const sansFiltre = `Lever les filtres (${compter(this.sansFiltre, ...this.noms)})`;
    if (filtre && this.sansFiltre) proposer(sansFiltre, { ...etatVide(this.facettes), q });
    if (q.trim()) proposer("Effacer la recherche", { ...etatVide(this.facettes), choix });
  }
}
