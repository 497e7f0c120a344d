// La liste cherchable : la page est complète sans ce module, qui ajoute recherche, facettes, tri et liens à partager.

import { etatVide } from "./adresse.js";
import { Cherchable } from "./cherchable.js";
import { element } from "./elements.js";
import { codesDeLigne, filtrer, lireLesLignes, ordonner } from "./filtre.js";
import { compter, direLeCompte, PANNE } from "./texte.js";

const LOT = 200;

/** Installe un tableau. */
export function installer() {
  for (const section of document.querySelectorAll("[data-tableau]")) new Tableau(section).demarrer();
}

class Tableau extends Cherchable {
  constructor(section) {
    super(section, LOT);
    this.repos = section.querySelector(".tableau-repos");
    this.liste = this.repos
      ? element("ol", { class: "resultats", role: "list" })
      : section.querySelector("ol.resultats");
    this.vide = section.querySelector(".tableau-vide");
    this.messageVide = this.vide.textContent;
    this.lignes = [...section.querySelectorAll("[data-resultat]")];
    this.groupes = this.lignes.map((ligne) => ligne.parentElement);
    this.rangs = new Map([...this.facettes.codes].map(([nom, codes]) => [nom, [...codes]]));
    this.chercher = null;
  }

  ecouter() {
    this.champ.addEventListener("focus", () => this.charger().catch(() => {}), { once: true });
    super.ecouter();
  }

  /** Charge de quoi chercher : rien ne vient avant qu'on s'en serve. */
  async charger() {
    const { chercherDansLesLignes } = await import("./recherche/tout.js");
    this.chercher ??= chercherDansLesLignes(
      this.lignes,
      lireLesLignes(this.facettes.intitules),
      this.section.dataset.vides.split(" "),
    );
  }

  async appliquer({ tout }) {
    const tour = ++this.tour;
    if (this.etat.q.trim() && !this.chercher) await this.charger().catch(() => {}); // `phrase` le dira
    if (tour !== this.tour) return;
    const { trouvees, corrections } = this.chercher?.(this.etat.q) ?? { trouvees: this.lignes, corrections: [] };
    const { retenus, comptes } = filtrer(trouvees, this.etat.choix, codesDeLigne);
    this.retenues = ordonner(retenus, this.etat.tri, this.rangs);
    this.sansFiltre = trouvees.length;
    this.corrections = corrections;
    this.facettes.montrer(this.etat.choix, comptes);
    if (this.repos && !this.etat.q.trim() && !this.filtre && !this.etat.tri) this.montrerRepos();
    else this.montrerLignes();
    this.annoncer(tout);
  }

  /** Au repos, chaque ligne est dans son groupe, replié. */
  montrerRepos() {
    this.mener(this.lignes.length);
    if (this.repos.isConnected) return;
    this.suite.remove();
    this.lignes.forEach((ligne, rang) => {
      ligne.hidden = false;
      this.groupes[rang].append(ligne);
    });
    this.liste.replaceWith(this.repos);
  }

  montrerLignes() {
    if (this.repos?.isConnected) this.repos.replaceWith(this.liste);
    const visibles = this.retenues.slice(0, this.montrees);
    const aMontrer = new Set(visibles);
    for (const ligne of this.lignes) if (ligne.hidden === aMontrer.has(ligne)) ligne.hidden = !ligne.hidden;
    if (visibles.some((ligne, rang) => this.liste.children[rang] !== ligne)) this.liste.prepend(...visibles);
    this.proposerLaSuite(this.liste, this.retenues.length - visibles.length);
    this.liste.hidden = !visibles.length;
    this.mener(this.retenues.length);
  }

  afficherSuite() {
    const suivante = this.retenues[this.montrees];
    this.montrees += LOT;
    this.montrerLignes();
    suivante.querySelector("a")?.focus();
  }

  dire() {
    super.dire();
    this.vide.hidden = this.retenues.length > 0;
    if (!this.retenues.length) this.proposerDeLever();
  }

  phrase() {
    if (this.etat.q.trim() && !this.chercher) return PANNE;
    return direLeCompte(this.retenues.length, this.noms, { total: this.lignes.length, corrections: this.corrections });
  }

  proposerDeLever() {
    const { q, choix } = this.etat;
    this.vide.replaceChildren(this.messageVide, " ");
    if (this.filtre && this.sansFiltre)
      this.vide.append(
        this.issue(`Lever les filtres (${compter(this.sansFiltre, ...this.noms)})`, {
          ...etatVide(this.facettes.codes),
          q,
        }),
        " ",
      );
    if (q.trim()) this.vide.append(this.issue("Effacer la recherche", { ...etatVide(this.facettes.codes), choix }));
  }
}
