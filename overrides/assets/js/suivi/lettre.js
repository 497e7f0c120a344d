// Une lettre du suivi : ses champs, ce qui l'empêcherait de tenir, son texte à copier ou en Word. Chargée quand on en écrit une.

import "./socle.js";
import { ecrire as copier, enHtml, enTexte } from "../copier.js";
import { aujourdhui, plusJours } from "../dates.js";
import { nomDeFichier } from "../dossier/ecritures.js";
import { bouton, direEcart, element } from "../elements.js";
import { remettreAuVisiteur } from "../fichier.js";
import { chargerDocx } from "../modules.js";
import { ADire, enMajuscule } from "../texte.js";
import { aVerifier } from "./doutes.js";
import { ecarts } from "./ecarts.js";
import { enLettre } from "./ecrite.js";
import { garderLettre, pieceDue } from "./etat.js";
import { LONG } from "./lecture.js";
import { champsDe, dejaRetenu, ecriteIci, GENRES } from "./lettres.js";

const COMMUNES = ["clause", "ou", "fait", "du", "preuve", "signataire", "qualite", "invite", "laisse", "reponse", "en"];

/** Rend les valeurs d'une lettre neuve : celles de la dernière du même écart, et ce que le suivi sait. */
export function valeursDe(suivi, { cle, fait, lettres }, genre, feries) {
  const sienne = lettres.find((lettre) => lettre.genre === genre);
  if (sienne) return sienne.valeurs;
  const avant = Object.assign({}, ...lettres.map(({ valeurs }) => valeurs));
  const demeure = ecriteIci(suivi, cle);
  const due = pieceDue(suivi, cle, feries);
  const neuves = {
    ...{ acheteur: suivi.acheteur, titulaire: suivi.titulaire, le: aujourdhui() },
    du: due ? plusJours(due, 1) : fait.ecart,
    ...(demeure && { laisse: demeure.observations, remede: demeure.correction }),
    ...Object.fromEntries(COMMUNES.filter((nom) => avant[nom]).map((nom) => [nom, avant[nom]])),
  };
  return genre === "penalite" ? { ...neuves, deja: String(dejaRetenu(suivi, cle, neuves).somme) } : neuves;
}

/** Ouvre une lettre ; `page` : le suivi, ce qui la garde, ce qui le dit. */
export async function ouvrir(page, section, echeance, genre) {
  const { dessinerBlocs } = await import("../dossier/outils.js");
  page.lettre = new Lettre(page, section, echeance, genre, dessinerBlocs);
  page.lettre.dessiner();
}

// « article 3.1 du CCAP » ; sans numéro, le titre et le document.
function ouEst({ titre, piece }) {
  const numero = /^\d+(?:\.\d+)*/.exec(titre)?.[0];
  const document = /^(?:CCAP|CCTP|CCP|RC)$/.test(piece) ? ` du ${piece}` : `, ${piece}`;
  return `${numero ? `article ${numero}` : titre}${document}`;
}

class Lettre {
  constructor(page, section, echeance, genre, dessinerBlocs) {
    Object.assign(this, { page, section, echeance, genre, dessinerBlocs, id: page.suivi.id });
    this.valeurs = { ...valeursDe(page.suivi, echeance, genre, page.feries) };
    this.champs = new Map();
  }

  dessiner() {
    const { page, genre, echeance } = this;
    const formulaire = element(
      "form",
      { novalidate: true },
      element(
        "div",
        { class: "completer-liste" },
        champsDe(genre, page.suivi).map((un) => this.champ(un)),
      ),
      element(
        "p",
        { class: "actions" },
        element("button", { type: "submit", class: "bouton bouton-petit" }, "Écrire la lettre"),
        bouton("Fermer", () => this.fermer(), { class: "bouton bouton-petit bouton-discret" }),
      ),
    );
    formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      this.ecrire();
    });
    formulaire.addEventListener("change", () => this.garder());
    this.rendu = element("div", { "data-lettre-ecrite": true, "aria-live": "polite" });
    const titre = element(
      "h2",
      { id: "la-lettre", tabindex: "-1" },
      `${GENRES[genre].titre} : ${echeance.attendu.clause || echeance.attendu.quoi}`,
    );
    this.section.replaceChildren(titre, ...this.lesTextes(), formulaire, this.rendu);
    this.section.hidden = false;
    titre.focus();
    titre.scrollIntoView({ block: "start" });
  }

  champ({ nom, libelle, type, aide, choix = [] }) {
    const id = `lettre-${nom}`;
    const dite = this.valeurs[nom] ?? "";
    const fabriques = {
      textarea: () => element("textarea", { id, rows: nom === "clause" ? 6 : 3, maxlength: LONG }),
      select: () =>
        element(
          "select",
          { id },
          choix.map(([value, mots]) => element("option", { value, selected: value === dite }, mots)),
        ),
    };
    const saisie = () =>
      element("input", {
        id,
        type,
        maxlength: type === "text" ? 300 : null,
        inputmode: type === "number" ? "numeric" : null,
      });
    const controle = (fabriques[type] ?? saisie)();
    if (type === "checkbox") controle.checked = Boolean(dite);
    else if (type !== "select") controle.value = dite;
    const message = element("p", { class: "message erreur", id: `${id}-ecart` });
    const ligne = aide ? element("p", { class: "aide", id: `${id}-aide` }, aide) : null;
    controle.setAttribute("aria-describedby", [ligne?.id, message.id].filter(Boolean).join(" "));
    this.champs.set(nom, { controle, message });
    return element("div", { class: "champ" }, element("label", { for: id }, libelle), controle, ligne, message);
  }

  /** Rend de quoi reprendre une clause lue dans le document signé : celles de ce manquement d'abord. */
  lesTextes() {
    const { textes } = this.page.suivi;
    const lire = bouton("Lire la clause dans le document signé (.docx)", () => this.page.lireUnDocument(this), {
      class: "bouton bouton-petit bouton-discret",
    });
    if (!textes.length) return [element("p", { class: "actions" }, lire)];
    const siens = ({ cle }) => (cle.startsWith(`${this.echeance.attendu.fiche}#`) ? 0 : 1);
    const choix = element(
      "select",
      { id: "lettre-textes" },
      element("option", { value: "" }, "À choisir"),
      [...textes.entries()]
        .sort(([, a], [, b]) => siens(a) - siens(b))
        .map(([rang, { titre, piece }]) => element("option", { value: rang }, `${titre} (${piece})`)),
    );
    choix.addEventListener("change", () => {
      const texte = textes[choix.value];
      if (!texte) return;
      const ou = ouEst(texte);
      const ajouts = [
        ["clause", `${enMajuscule(ou)} :\n${texte.texte}`, "\n\n", LONG],
        ["ou", ou, " ; ", 300],
      ].map(([nom, dit, entre, longueur]) => {
        const { controle } = this.champs.get(nom);
        const avant = controle.value.trim();
        return { controle, longueur, valeur: avant.includes(dit) ? avant : [avant, dit].filter(Boolean).join(entre) };
      });
      choix.value = "";
      if (ajouts.some(({ valeur, longueur }) => valeur.length > longueur))
        return this.page.dire(
          "Avec cette clause, la citation serait coupée : rien n’a été ajouté. Ôtez ce qui ne sert pas.",
          true,
        );
      for (const { controle, valeur } of ajouts) controle.value = valeur;
      this.garder();
    });
    const champ = element(
      "div",
      { class: "champ" },
      element("label", { for: choix.id }, "Ajouter une clause du document signé : l’engagement, puis sa sanction"),
      choix,
    );
    return [champ, element("p", { class: "actions" }, lire)];
  }

  lire() {
    for (const [nom, { controle }] of this.champs)
      this.valeurs[nom] = controle.type === "checkbox" ? (controle.checked ? "oui" : "") : controle.value;
  }

  /** Garde le projet ; `ecrite` : il est sorti en lettre, tel quel. Un autre suivi ouvert n'en prend rien. */
  garder(ecrite = "") {
    if (this.page.suivi?.id !== this.id) return;
    this.lire();
    const valeurs = { ...this.valeurs, ecrite };
    this.page.changer((suivi) => garderLettre(suivi, this.echeance.cle, this.genre, valeurs));
  }

  ecrire() {
    const { page, genre, echeance } = this;
    this.garder();
    const trouves = ecarts(genre, this.valeurs, page.suivi, echeance.cle, page.feries);
    for (const [nom, { controle, message }] of this.champs) direEcart(controle, message, trouves[nom] ?? "");
    const premier = [...this.champs].find(([nom]) => trouves[nom]);
    this.rendu.replaceChildren();
    if (premier) return premier[1].controle.focus();
    this.garder("oui");
    const blocs = enLettre(genre, this.valeurs, page.suivi, page.feries);
    this.rendu.replaceChildren(
      element("h3", { id: "projet", tabindex: "-1" }, "Le projet"),
      element(
        "ul",
        { class: "avis" },
        aVerifier(genre, this.valeurs, page.suivi, echeance.cle).map((dit) => element("li", {}, dit)),
      ),
      element(
        "p",
        { class: "actions" },
        bouton("Télécharger en Word", () => this.enWord(blocs)),
        bouton("Copier la lettre", () => this.copier(blocs)),
      ),
      element("div", { class: "texte-a-inserer" }, this.dessinerBlocs(blocs)),
    );
    this.rendu.querySelector("#projet").focus();
  }

  async copier(blocs) {
    const fait = await copier({ "text/plain": enTexte(blocs), "text/html": enHtml(blocs) });
    this.page.dire(
      fait ? "Lettre copiée." : "Votre navigateur refuse la copie : choisissez le texte de la lettre.",
      !fait,
    );
  }

  async enWord(blocs) {
    try {
      const [docx, { Ecrivain, fabriquer }] = await Promise.all([chargerDocx(), import("../word.js")]);
      const ecrivain = new Ecrivain(docx);
      const titre = `${GENRES[this.genre].titre}, ${this.page.suivi.nom}`;
      const section = { footers: { default: ecrivain.piedDePiece() }, children: ecrivain.blocs(blocs) };
      remettreAuVisiteur(await fabriquer(docx, { titre }, [section]), `${nomDeFichier(titre)}.docx`);
    } catch (erreur) {
      this.page.dire(
        erreur instanceof ADire ? erreur.message : "Le fichier Word n’a pas pu être fabriqué : copiez la lettre.",
        true,
      );
    }
  }

  oter() {
    this.section.hidden = true;
    this.section.replaceChildren();
    this.page.lettre = null;
  }

  fermer() {
    this.oter();
    this.page.revenir(this.echeance.cle);
  }
}
