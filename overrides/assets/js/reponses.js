// Les réponses du trouveur : une carte par clause, ce qui se lit ailleurs dans la base, l'absence de réponse.

import { boutonDuDossier, element } from "./elements.js";
import { motsDe, racine } from "./recherche/langue.js";
import { dessiner, phraseDe } from "./recherche/resultat.js";
import { adresseDe, estReference, intituleDe } from "./recherche/site.js";

const AILLEURS_MAX = 3;
const FAMILLES_MAX = 3;

export class Reponses {
  constructor(section, moteur, facettes) {
    Object.assign(this, { moteur, facettes });
    this.compte = section.querySelector(".tableau-compte");
    this.sansReponse = section.querySelector("template").content.firstElementChild;
    this.liste = element("ol", { class: "resultats reponses", role: "list" });
  }

  fermer() {
    for (const bloc of [this.liste, this.definition, this.vide, this.ailleurs]) bloc?.remove();
  }

  /**
   * Rend les fiches à montrer, sans toucher à l'écran : [fiche, réponse] des premières clauses, et de ce qui se lit ailleurs.
   *
   * Ce qui suit les clauses attend `entier` ; une définition, qui les précède, vient avec elles.
   */
  async charger({ retenus, autres, genres, unites }, montrees, entier) {
    const dAbord = entier || !retenus.length || estReference(unites) ? genres : ["lexique"];
    const duGenre = (genre) =>
      autres.filter(({ numero }) => this.moteur.genreDe(numero) === genre).slice(0, AILLEURS_MAX);
    const avecFiches = async (reponses) => {
      const fiches = await this.moteur.fiches(reponses.map(({ numero }) => numero));
      return fiches.map((fiche, rang) => [fiche, reponses[rang]]);
    };
    const [clauses, ailleurs] = await Promise.all(
      [retenus.slice(0, montrees), dAbord.flatMap(duGenre)].map(avecFiches),
    );
    return { clauses, ailleurs };
  }

  /** Montre ce que `charger` a rendu. */
  montrer({ unites, genres, q }, { clauses, ailleurs }) {
    this.fermer();
    this.liste.replaceChildren(...clauses.map(([fiche, reponse]) => this.carte(fiche, reponse, unites)));
    this.compte.after(this.liste);
    if (ailleurs.length) {
      this.ailleurs = this.blocAilleurs(ailleurs, unites, genres);
      if (estReference(unites) || !clauses.length) this.compte.after(this.ailleurs);
      else this.liste.after(this.ailleurs);
    }
    this.definition = definitionDe(ailleurs, q, this.moteur.vides);
    if (this.definition) this.compte.after(this.definition);
  }

  carte(fiche, reponse, unites) {
    const codes = (facette) => this.codesDe?.(reponse, facette) ?? [];
    const familles = codes("segment").map((code) => this.facettes.intitule("segment", code));
    const reste = familles.length - FAMILLES_MAX;
    const documents = codes("piece").map((code) => this.facettes.court("piece", code));
    const pastilles = [
      codes("etat").includes("a-revoir") && element("span", { class: "badge badge-impact-fort" }, "À revoir"),
      this.codesDe &&
        !codes("taille").includes("petite") &&
        element("span", { class: "badge" }, "Pas pour une petite commune"),
    ];
    const detail = element(
      "p",
      { class: "resultat-detail" },
      element(
        "span",
        { class: "resultat-familles" },
        familles.slice(0, FAMILLES_MAX).join(", "),
        reste > 0 && ` et ${reste} autre${reste > 1 ? "s" : ""}`,
      ),
      " ",
      element("span", { class: "resultat-documents" }, documents.join(" · ")),
    );
    const carte = dessiner({ ...fiche, sorte: "" }, reponse, unites, this.moteur, pastilles);
    carte.append(detail, boutonDuDossier(fiche));
    return carte;
  }

  blocAilleurs(ailleurs, unites, genres) {
    const ligne = ([fiche, reponse]) => dessiner({ ...fiche, sorte: "" }, reponse, unites, this.moteur);
    const parGenre = genres
      .map((genre) => [genre, ailleurs.filter(([fiche]) => fiche.genre === genre)])
      .filter(([, siennes]) => siennes.length);
    const groupes = parGenre.flatMap(([genre, siennes]) => [
      element("h3", {}, intituleDe(genre)),
      element("ol", { class: "resultats", role: "list" }, siennes.map(ligne)),
    ]);
    return element(
      "section",
      { class: "ailleurs", "aria-labelledby": "ailleurs" },
      element("h2", { id: "ailleurs" }, estReference(unites) ? "Le texte cherché" : "Ailleurs dans la base"),
      groupes,
    );
  }

  montrerVide(saisi, essais) {
    this.vide = this.sansReponse.cloneNode(true);
    this.vide.querySelector(".vide-titre").textContent = saisi
      ? `Aucune clause ne répond à « ${saisi} ».`
      : "Aucune clause ne répond à ces filtres.";
    this.vide.querySelector(".vide-essais").append(...essais.flatMap((essai) => [essai, " "]));
    this.liste.after(this.vide);
  }

  /** Rend ce que dit le compte, à l'écran et aux lecteurs d'écran. */
  phrase({ unites, retenus }) {
    return phraseDe(retenus, unites, ["clause", "clauses"], this.moteur.index.clauses);
  }
}

/** Rend la définition du lexique quand la requête est le terme même ou son sigle, ou rien. */
function definitionDe(ailleurs, requete, vides) {
  const racines = (texte) => motsDe(texte, vides).map(racine).join(" ");
  const cherche = racines(requete);
  const trouve = ailleurs.find(
    ([fiche]) => fiche.genre === "lexique" && fiche.titre.split(/\s:\s/).some((nom) => racines(nom) === cherche),
  );
  if (!trouve) return null;
  const [fiche] = trouve;
  return element(
    "p",
    { class: "trouveur-definition" },
    element("a", { href: adresseDe(fiche) }, fiche.titre),
    `\u00a0: ${fiche.resume}`,
  );
}
