// Le formulaire de l'achat : ce qu'on y lit, ce qu'on y écrit, les questions qu'il montre.

import { direEcart, element } from "../elements.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { surLaDuree } from "./calculs.js";
import { reponseEnMots } from "./cas.js";

// Le cas en une ligne, ce qui le distingue d'abord.
const RESUME = ["famille", "montant", "duree", "marche", "acheteur", "lancement"];

export class Formulaire {
  constructor(form, faits) {
    this.form = form;
    this.faits = faits;
    this.champs = new Map([...form.querySelectorAll("[data-champ]")].map((div) => [div.dataset.champ, div]));
  }

  /** Rend les réponses saisies ; le montant d'un an devient celui de toute la durée, et rien tant que la durée manque. */
  brut() {
    const brut = Object.fromEntries([...this.champs.keys()].map((nom) => [nom, this.form.elements[nom].value]));
    const annuel = lireNombre(brut.montant);
    const parAn = this.form.elements.rythme.value === "an" && !Number.isNaN(annuel);
    const total = surLaDuree({ annuel, mois: lireNombre(brut.duree) });
    if (parAn) brut.montant = Number.isNaN(total) ? "" : String(total);
    this.form.querySelector("[data-total]").textContent = !parAn
      ? ""
      : brut.montant
        ? `Soit ${ecrireNombre(total)}\u00a0€ HT sur toute la durée : c’est ce qui se compare aux seuils.`
        : "Dites la durée : elle multiplie ce montant.";
    return brut;
  }

  /** Écrit ces réponses ; rend celles que la liste de leur question n'a pas, qui ne doivent pas laisser un choix vide sans le dire. */
  remplir(brut) {
    const refusees = {};
    this.form.elements.rythme.value = "total";
    for (const nom of this.champs.keys()) {
      const champ = this.form.elements[nom];
      champ.value = brut[nom] ?? "";
      if (champ.options && brut[nom] && champ.value !== brut[nom]) refusees[nom] = brut[nom];
    }
    return refusees;
  }

  /** Tant qu'aucune nature n'est dite, celle du premier dossier conseillé de la famille qui vient d'être choisie ; rend vrai si elle change. */
  supposerLaNature({ famille, marche }, dossiers) {
    const nature = dossiers?.[0]?.marche;
    const neuve = famille !== this.famille;
    this.famille = famille;
    if (!neuve || !nature || (marche && marche !== this.nature)) return false;
    this.form.elements.marche.value = this.nature = nature;
    return nature !== marche;
  }

  /** Rend l'aide d'une question, à montrer ailleurs. */
  aide(nom) {
    return [...this.champs.get(nom).querySelector(".aide").cloneNode(true).childNodes];
  }

  /** Montre les questions demandées, et ce qui ne va pas dans une réponse. */
  montrer(demandees, messages, brut) {
    for (const [nom, div] of this.champs) {
      // Sans la famille, presque toutes dépendraient d'achats que l'on ne fait pas ; une réponse déjà donnée reste visible.
      const tot = this.faits[nom].demande === "au-besoin" && !brut.famille && !brut[nom];
      div.hidden = tot || !demandees.includes(nom);
      const message = div.hidden ? "" : (messages[nom] ?? "");
      direEcart(this.form.elements[nom], div.querySelector(".erreur"), message);
      const pli = div.closest("[data-precisions]");
      if (message && pli) pli.open = true;
    }
  }

  /** Écrit le cas dans la page : en une ligne pour l'écran, réponse par réponse pour l'impression. */
  resumer(racine, cas) {
    const lignes = Object.entries(cas).map(([nom, reponse]) => {
      const fait = this.faits[nom];
      return element("div", {}, element("dt", {}, fait.libelle), element("dd", {}, reponseEnMots(fait, reponse)));
    });
    racine.querySelector("[data-resume]").replaceChildren(...lignes);
    const dits = RESUME.filter((nom) => cas[nom] !== undefined).map((nom) => reponseEnMots(this.faits[nom], cas[nom]));
    racine.querySelector("[data-cas-court]").textContent = dits.join(", ");
  }
}
