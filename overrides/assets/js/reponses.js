// Les réponses du trouveur : une carte par clause, ce qui se lit ailleurs dans la base, l'absence de réponse.

import { element } from "./elements.js";
import { pourLeDossier } from "./outils-tableau.js";
import { motsDe, racine } from "./recherche/langue.js";
import { expliquer, marquer } from "./recherche/marquage.js";
import { adresseDe, estReference, intituleDe } from "./recherche/site.js";
import { compter } from "./texte.js";

const AILLEURS_MAX = 3;
const FAMILLES_MAX = 3;

export class Reponses {
  constructor(section, moteur, facettes) {
    Object.assign(this, { moteur, facettes });
    this.compte = section.querySelector(".tableau-compte");
    this.modeles = Object.fromEntries(
      [...section.querySelectorAll("template[data-modele]")].map((modele) => [modele.dataset.modele, modele.content.firstElementChild]),
    );
    this.liste = element("ol", { class: "resultats reponses" });
    this.liste.setAttribute("role", "list");
    this.lecture = element("p", { class: "trouveur-lecture" });
    this.vide = null;
    this.definition = null;
    this.ailleurs = null;
  }

  fermer() {
    for (const bloc of [this.liste, this.lecture, this.definition, this.vide, this.ailleurs]) bloc?.remove();
  }

  /** Rend les fiches à montrer, sans toucher à l'écran : [fiche, réponse] des premières clauses, et de ce qui se lit ailleurs. */
  async charger({ retenus, autres, genres }, montrees) {
    const duGenre = (genre) => autres.filter(({ numero }) => this.moteur.genreDe(numero) === genre).slice(0, AILLEURS_MAX);
    const avecFiches = async (reponses) => {
      const fiches = await this.moteur.fiches(reponses.map(({ numero }) => numero));
      return fiches.map((fiche, rang) => [fiche, reponses[rang]]);
    };
    const [clauses, ailleurs] = await Promise.all([retenus.slice(0, montrees), genres.flatMap(duGenre)].map(avecFiches));
    return { clauses, ailleurs };
  }

  /** Montre ce que `charger` a rendu. */
  montrer({ unites, genres, q }, { clauses, ailleurs }) {
    this.fermer();
    this.liste.replaceChildren(...clauses.map(([fiche, reponse]) => this.carte(fiche, reponse, unites)));
    this.compte.after(this.lecture, this.liste);
    this.lecture.textContent = lectureDe(unites);
    if (ailleurs.length) {
      this.ailleurs = this.blocAilleurs(ailleurs, unites, genres);
      if (estReference(unites) || !clauses.length) this.lecture.after(this.ailleurs);
      else this.liste.after(this.ailleurs);
    }
    this.definition = definitionDe(ailleurs, q, this.moteur.vides);
    if (this.definition) this.lecture.after(this.definition);
  }

  carte(fiche, reponse, unites) {
    const carte = this.modeles.resultat.cloneNode(true);
    const { racines, raisons } = expliquer(fiche, reponse, unites, this.moteur);
    carte.dataset.resultat = fiche.id;
    const lien = carte.querySelector("a");
    lien.href = adresseDe(fiche);
    lien.append(marquer(fiche.titre, racines));
    carte.querySelector(".resume").append(marquer(fiche.resume, racines));
    const pourquoi = carte.querySelector(".pourquoi");
    if (raisons.length) pourquoi.textContent = raisons.join(" ; ");
    else pourquoi.remove();
    const familles = this.codes(reponse, "segment").map((code) => this.facettes.intitule("segment", code));
    const reste = familles.length - FAMILLES_MAX;
    carte.querySelector(".resultat-familles").textContent = familles.slice(0, FAMILLES_MAX).join(", ") + (reste > 0 ? ` et ${reste} autre${reste > 1 ? "s" : ""}` : "");
    carte.querySelector(".resultat-documents").textContent = this.codes(reponse, "piece").map((code) => this.facettes.court("piece", code)).join(" · ");
    const exceptions = { "a-revoir": this.codes(reponse, "etat").includes("a-revoir"), "sans-petite": this.codesDe && !this.codes(reponse, "taille").includes("petite") };
    for (const pastille of carte.querySelectorAll("[data-exception]")) if (!exceptions[pastille.dataset.exception]) pastille.remove();
    pourLeDossier(carte.querySelector("[data-ajouter]"), fiche);
    return carte;
  }

  codes(reponse, facette) {
    return this.codesDe?.(reponse, facette) ?? [];
  }

  blocAilleurs(ailleurs, unites, genres) {
    const bloc = this.modeles.ailleurs.cloneNode(true);
    if (estReference(unites)) bloc.querySelector("h2").textContent = "Le texte cherché";
    for (const genre of genres) {
      const siennes = ailleurs.filter(([fiche]) => fiche.genre === genre);
      if (!siennes.length) continue;
      const titre = element("h3", { class: "" });
      titre.textContent = intituleDe(genre);
      const liste = element("ul", { class: "" });
      for (const [fiche, reponse] of siennes) {
        const ligne = element("li", { class: "" });
        const lien = element("a", { class: "" });
        lien.href = adresseDe(fiche);
        lien.append(marquer(fiche.titre, expliquer(fiche, reponse, unites, this.moteur).racines));
        ligne.append(lien);
        if (fiche.resume && genre !== "pages") ligne.append(` ${fiche.resume}`);
        liste.append(ligne);
      }
      bloc.append(titre, liste);
    }
    return bloc;
  }

  montrerVide(saisi, essais) {
    this.vide = this.modeles.vide.cloneNode(true);
    this.vide.querySelector(".vide-titre").textContent = saisi ? `Aucune clause ne répond à « ${saisi} ».` : "Aucune clause ne répond à ces filtres.";
    this.vide.querySelector(".vide-essais").append(...essais.flatMap((essai) => [essai, " "]));
    this.liste.after(this.vide);
  }

  /** Rend ce que dit le compte, à l'écran et aux lecteurs d'écran. */
  phrase({ unites, retenus }) {
    const total = this.moteur.index.clauses;
    if (!unites.length) return `${compter(retenus.length, "clause", "clauses")} sur ${total.toLocaleString("fr-FR")}`;
    const completes = retenus.filter((reponse) => reponse.unites.length === unites.length).length;
    const partielles = retenus.length - completes;
    if (!completes || !partielles) {
      const nuance = partielles && unites.length > 1 ? ", avec une partie de vos mots" : "";
      return `${compter(retenus.length, "clause", "clauses")} sur ${total.toLocaleString("fr-FR")}${nuance}`;
    }
    return `${compter(completes, "clause", "clauses")} avec tous vos mots, ${partielles.toLocaleString("fr-FR")} avec une partie`;
  }
}

/** Rend la définition du lexique quand la requête est le terme même ou son sigle, ou rien. */
function definitionDe(ailleurs, requete, vides) {
  const racines = (texte) => motsDe(texte, vides).map(racine).join(" ");
  const cherche = racines(requete);
  const trouve = ailleurs.find(([fiche]) => fiche.genre === "lexique" && fiche.titre.split(/\s:\s/).some((nom) => racines(nom) === cherche));
  if (!trouve) return null;
  const [fiche] = trouve;
  const phrase = element("p", { class: "trouveur-definition" });
  const lien = element("a", { class: "" });
  lien.href = adresseDe(fiche);
  lien.textContent = fiche.titre;
  phrase.append(lien, `\u00a0: ${fiche.resume}`);
  return phrase;
}

/** Rend la phrase qui dit les corrections, ou rien. */
function lectureDe(unites) {
  const corrigees = unites.filter(({ corrections }) => corrections.length);
  return corrigees
    .map(({ saisi, corrections }) => `Rien n’est écrit « ${saisi} » : voici ce qui répond à ${corrections.map((mot) => `« ${mot} »`).join(", ")}.`)
    .join(" ");
}
