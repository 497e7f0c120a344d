// L'envoi : ce qui manque encore, les sorties, la première possible d'abord, et les autres fiches qui partent avec celle-ci.

import { ecrire as copier } from "../copier.js";
import { bouton, element, poserRetour } from "../elements.js";
import { remettreAuVisiteur } from "../fichier.js";
import { cle, garder, relire } from "./brouillon.js";
import { courriel, enUnTexte, lienNeuf } from "./sorties.js";

const JUGE_ENSUITE =
  "Le droit cité, les preuves, la langue et les personnes sont jugés ensuite : par un contrôle qui répond en français, puis par une personne du réseau.";
const DISCRET = "bouton bouton-discret";

/** Les sorties d'une page ; ses boutons restent, seul ce qu'ils disent change : un clic ne se perd pas. */
export class Envoi {
  constructor(zone, genres, noter) {
    const { neuf, contact } = zone.dataset;
    Object.assign(this, { neuf, contact, toutes: [] });
    this.dit = element("p", { role: "status" });
    this.depot = element(
      "a",
      { class: "bouton", rel: "external", "data-sortie": "fichier-neuf" },
      "Ouvrir dans le dépôt, déjà rempli (compte gratuit)",
    );
    this.telecharger = bouton("", () => this.remettre(), { "data-sortie": "telecharger" });
    this.courriel = element("a", { class: DISCRET, "data-sortie": "courriel" });
    this.copie = bouton("Copier", () => this.copier(), { class: DISCRET, "data-sortie": "copier" });
    const sorties = element("div", { class: "actions" }, this.depot, this.telecharger, this.courriel, this.copie);
    this.retour = poserRetour(this.copie);
    this.ouvrir = element("a", { rel: "external" }, "Ouvrez un fichier neuf dans le dépôt");
    this.place = element("code", {});
    this.etapes = element(
      "details",
      { class: "repli" },
      element("summary", {}, "Avec un compte sur le dépôt, en trois étapes"),
      element(
        "ol",
        {},
        element("li", {}, "Copiez le texte, sans sa première ligne, qui dit où il va ; ou téléchargez le fichier."),
        element("li", {}, this.ouvrir, ", au nom ", this.place, ", et collez-y le texte."),
        element("li", {}, "Proposez le changement : une personne relit avant toute publication."),
      ),
    );
    this.autres = element("ul", {});
    const choix = [...genres].map(([code, { dataset }]) => element("option", { value: code }, dataset.libelle));
    const genre = element("select", { "aria-label": "Genre de la fiche à ajouter" }, choix);
    const ajouter = bouton("Ajouter une fiche à cet envoi", () => {
      noter();
      location.search = new URLSearchParams({ genre: genre.value, neuve: this.fiche.envoi });
    });
    this.noeud = element(
      "section",
      {},
      element("h2", {}, "Envoyer"),
      this.dit,
      element("p", { class: "note" }, JUGE_ENSUITE),
      sorties,
      this.etapes,
      this.autres,
      element("p", { class: "actions" }, genre, ajouter),
    );
  }

  /** Montre où en est cette fiche, dont `form` est le formulaire, et par où elle peut sortir. */
  montrer(fiche, form) {
    this.fiche = fiche;
    const manquent = [...form.querySelectorAll(":invalid:not(fieldset)")].map(({ dataset }) => dataset.champ);
    const dit = manquent.length
      ? `À compléter ou à corriger : ${[...new Set(manquent)].join(", ")}. « Vérifier mes réponses » y mène.`
      : "Tout ce qui est obligatoire est rempli.";
    if (this.dit.textContent !== dit) this.dit.textContent = dit;
    const gardees = relire().filter(({ id, texte, fichier }) => id !== fiche.id && texte && fichier);
    const autres = gardees.filter(({ envoi }) => envoi === fiche.envoi);
    this.toutes = [...autres, fiche];
    const { lien, rempli } = lienNeuf(this.neuf, fiche);
    const possible = rempli && fiche.complete;
    this.depot.hidden = !possible;
    this.etapes.hidden = possible;
    for (const ouvre of [this.depot, this.ouvrir]) ouvre.href = lien;
    this.place.textContent = fiche.fichier;
    this.telecharger.className = possible ? DISCRET : "bouton";
    this.telecharger.textContent = autres.length ? "Télécharger les fichiers" : "Télécharger le fichier";
    const message = courriel(this.contact, this.toutes);
    this.courriel.href = message.lien;
    this.courriel.textContent = message.aJoindre
      ? "Écrire le courriel, sans compte, et y joindre le fichier"
      : "Envoyer par courriel, sans compte";
    this.autres.replaceChildren(...gardees.map((autre) => this.ligne(autre, form)));
  }

  ligne(autre, form) {
    const { lien, rempli } = lienNeuf(this.neuf, autre);
    const part = autre.envoi === this.fiche.envoi;
    const changer = bouton(part ? "Retirer de cet envoi" : "Joindre à cet envoi", () => {
      garder({ ...autre, envoi: part ? cle() : this.fiche.envoi });
      this.montrer(this.fiche, form);
    });
    return element(
      "li",
      {},
      part ? "Part aussi : " : "Gardée sur cet appareil, ne part pas : ",
      element("a", { href: `?genre=${autre.schema}&fiche=${autre.id}` }, autre.fichier),
      autre.complete ? " " : " (à compléter) ",
      rempli && autre.complete && element("a", { href: lien, rel: "external" }, "l’ouvrir dans le dépôt"),
      " ",
      changer,
    );
  }

  remettre() {
    for (const { fichier, texte } of this.toutes)
      remettreAuVisiteur(new Blob([texte], { type: "text/plain" }), fichier.split("/").pop());
  }

  async copier() {
    const fait = await copier({ "text/plain": enUnTexte(this.toutes) });
    this.retour.textContent = fait ? "Copié." : "Votre navigateur refuse la copie : sélectionnez le fichier, plus bas.";
  }
}
