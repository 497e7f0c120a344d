// Le tableau cherchable : la page est complète sans ce module, qui ajoute recherche, facettes, tri et liens à partager.

import { ecrireEtat, etatVide, lireEtat } from "./adresse.js";
import { Facettes } from "./facettes.js";
import { chercherDansLesLignes, codesDeLigne, filtrer, ordonner } from "./filtre.js";
import { bouton, poserTris } from "./outils-tableau.js";
import { compter } from "./texte.js";

const LOT = 200;
const DELAI_ANNONCE = 300;

/** Installe un tableau. */
export function installer(section) {
  const formulaire = section.querySelector("form.tableau-outils");
  const corps = section.querySelector("table.tableau-donnees > tbody");
  if (formulaire && corps) new Tableau(section, formulaire, corps).demarrer();
}

class Tableau {
  constructor(section, formulaire, corps) {
    Object.assign(this, { section, formulaire, corps });
    this.donnees = corps.closest("table");
    this.champ = formulaire.querySelector("input[name=q]");
    this.compte = section.querySelector(".tableau-compte");
    this.vide = section.querySelector(".tableau-vide");
    this.lignes = [...corps.querySelectorAll(":scope > tr[data-resultat]")];
    this.origine = new Map(this.lignes.map((ligne, rang) => [ligne, rang]));
    this.noms = [section.dataset.singulier ?? "fiche", section.dataset.pluriel ?? "fiches"];
    this.facettes = new Facettes(formulaire);
    this.rangs = new Map([...this.facettes.codes].map(([nom, codes]) => [nom, [...codes]]));
    this.chercher = chercherDansLesLignes(this.lignes, this.facettes.intitules);
    this.affichees = LOT;
  }

  demarrer() {
    const entetes = [...this.donnees.querySelectorAll("thead th")];
    this.colonnes = new Map(entetes.map((th, rang) => [th.dataset.tri, rang]).filter(([cle]) => cle));
    this.montrerTri = poserTris(entetes, (tri) => this.changer({ tri }, true));
    this.suite = bouton("Afficher la suite", () => this.afficherSuite());
    this.suite.hidden = true;
    this.donnees.after(this.suite);
    this.ecouter();
    this.formulaire.hidden = false;
    const dejaSaisi = document.activeElement === this.champ ? this.champ.value : "";
    this.relireAdresse();
    if (dejaSaisi && dejaSaisi !== this.etat.q) {
      this.champ.value = dejaSaisi;
      this.changer({ q: dejaSaisi }, false);
    }
  }

  ecouter() {
    this.champ?.addEventListener("input", () => this.changer({ q: this.champ.value }, false));
    this.champ?.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Escape" || !this.champ.value) return;
      evenement.preventDefault();
      this.changer({ q: "" }, false);
      this.champ.value = "";
    });
    this.facettes.ecouter((nom, valeurs) => this.changer({ choix: new Map(this.etat.choix).set(nom, valeurs) }, true));
    this.formulaire.addEventListener("reset", (evenement) => {
      evenement.preventDefault();
      this.remettre(etatVide(this.facettes.codes));
    });
    this.formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.champ?.blur();
    });
    addEventListener("popstate", () => this.relireAdresse());
    addEventListener("pageshow", (evenement) => evenement.persisted || this.facettes.montrer(this.etat.choix));
  }

  relireAdresse() {
    this.etat = lireEtat(location.search, this.facettes.codes, this.colonnes);
    this.affichees = LOT;
    if (this.champ) this.champ.value = this.etat.q;
    this.appliquer({ tout: true });
  }

  changer(changement, nouvelleEntree) {
    Object.assign(this.etat, changement);
    this.affichees = LOT;
    ecrireEtat(this.etat, { nouvelleEntree });
    this.appliquer();
  }

  remettre(etat) {
    if (this.champ) this.champ.value = etat.q;
    this.changer(etat, true);
  }

  appliquer({ tout = false } = {}) {
    const trouvees = this.etat.q.trim() ? this.chercher(this.etat.q) : null;
    const candidates = trouvees ? this.lignes.filter((ligne) => trouvees.has(ligne.dataset.resultat)) : this.lignes;
    const { retenus, comptes } = filtrer(candidates, this.etat.choix, codesDeLigne);
    const { tri } = this.etat;
    this.retenues = ordonner(retenus, { tri, colonnes: this.colonnes, rangs: this.rangs, origine: this.origine, trouvees });
    this.sansFiltre = candidates.length;
    this.facettes.montrer(this.etat.choix, comptes);
    this.montrerTri(tri);
    this.montrerLignes();
    clearTimeout(this.minuterie);
    if (tout) this.annoncer();
    else this.minuterie = setTimeout(() => this.annoncer(), DELAI_ANNONCE);
  }

  montrerLignes() {
    const visibles = this.retenues.slice(0, this.affichees);
    const aMontrer = new Set(visibles);
    for (const ligne of this.lignes) if (ligne.hidden === aMontrer.has(ligne)) ligne.hidden = !ligne.hidden;
    if (visibles.some((ligne, rang) => this.corps.rows[rang] !== ligne)) this.corps.prepend(...visibles);
    const reste = this.retenues.length - visibles.length;
    this.suite.hidden = !reste;
    this.suite.textContent = `Afficher la suite (${compter(reste, ...this.noms)})`;
    this.donnees.hidden = !visibles.length;
  }

  afficherSuite() {
    const suivante = this.retenues[this.affichees];
    this.affichees += LOT;
    this.montrerLignes();
    suivante?.querySelector("a")?.focus();
  }

  annoncer() {
    const [total, nombre] = [this.lignes.length, this.retenues.length];
    if (this.vide) this.vide.hidden = nombre > 0;
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
    if (filtre && this.sansFiltre) proposer(sansFiltre, { ...etatVide(this.facettes.codes), q });
    if (q.trim()) proposer("Effacer la recherche", { ...etatVide(this.facettes.codes), choix });
  }
}
