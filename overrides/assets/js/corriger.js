// « Un mot à corriger ? » : le texte tel que sa fiche l'écrit, modifiable, puis un ticket ou un courriel déjà remplis, que
// « base recevoir » sait lire. Demandé au premier clic, avec les données de la fiche.

import "./commun.js";
import { ecrire } from "./copier.js";
import { bouton, element, poserRetour } from "./elements.js";
import { COURRIEL_MAX, FORGE_MAX } from "./texte.js";

const ETIQUETTE_MAX = 80;
const A_COLLER = "Collez ici la correction : elle est copiée.\n";

/** Rend [champ, texte] de chaque texte d'une fiche publiée ; un élément de liste se nomme par son id, sinon par son rang. */
export function* textesDe(valeur, champ = "") {
  if (typeof valeur === "string") {
    if (/\s/.test(valeur.trim())) yield [champ, valeur];
    return;
  }
  for (const [cle, v] of Object.entries(valeur ?? {})) {
    const pas = (Array.isArray(valeur) && v?.id) || cle;
    yield* textesDe(v, champ ? `${champ}.${pas}` : pas);
  }
}

/**
 * Rend ce qui change d'un texte à l'autre, à la phrase près : [avant, après]. Plus court, il tient dans un lien, et le reste du
 * texte peut changer d'ici là. Un passage que le texte a deux fois ne dirait pas lequel : c'est alors le texte entier.
 */
export function passage(avant, apres) {
  const [a, b] = [avant.trim(), apres.trim()].map((texte) => texte.split(/(?<=[.!?;:] |\n)/));
  const court = Math.min(a.length, b.length) - 1;
  let debut = 0;
  while (debut < court && a[debut] === b[debut]) debut += 1;
  let fin = 0;
  while (fin < court - debut && a.at(-1 - fin) === b.at(-1 - fin)) fin += 1;
  const [extrait, neuf] = [a, b].map((phrases) =>
    phrases
      .slice(debut, phrases.length - fin)
      .join("")
      .trim(),
  );
  return extrait && neuf && avant.split(extrait).length === 2 ? [extrait, neuf] : [avant.trim(), apres.trim()];
}

const suite = (texte) => (texte.includes("\n") ? `\n  ${texte.replaceAll("\n", "\n  ")}` : ` ${texte}`);

/** Écrit la correction comme « base recevoir » la lit. */
export const enBloc = ({ chemin, champ, avant, apres, raison, source }) =>
  `chemin: ${chemin}\nchamp: ${champ}\navant:${suite(avant)}\napres:${suite(apres)}\nraison: ${raison}\nsource: ${source}\n`;

/** Rend l'adresse du ticket ou du courriel ; sans le bloc, à coller, s'il n'y tient pas. */
export function adresseDe(modele, titre, bloc, longueur) {
  // Une moitié de signe, coupée par une saisie, ne s'écrit dans aucune adresse.
  const poser = (corps) =>
    modele
      .replace("{titre}", () => encodeURIComponent(titre.replace(/\p{Surrogate}/gu, "")))
      .replace("{corps}", () => encodeURIComponent(corps.replace(/\p{Surrogate}/gu, "")));
  const entiere = poser(bloc);
  return entiere.length <= longueur
    ? { adresse: entiere, entiere: true }
    : { adresse: poser(A_COLLER), entiere: false };
}

async function lire({ donnees, calcules }) {
  const reponse = await fetch(donnees);
  if (!reponse.ok) throw new Error(donnees);
  const fiche = (await reponse.json()).fiches[0];
  for (const nom of ["id", "adresse", "reprise_de", ...calcules.split(" ")]) delete fiche[nom];
  return new Map(textesDe(fiche));
}

const abreger = (texte) => {
  const plat = texte.replace(/\s+/g, " ").trim();
  return plat.length > ETIQUETTE_MAX ? `${plat.slice(0, ETIQUETTE_MAX)}…` : plat;
};
const champ = (nom, controle, aide = "") =>
  element(
    "div",
    { class: "champ" },
    element("label", { for: controle.id }, nom),
    controle,
    aide && element("p", { class: "aide" }, aide),
  );

class Correction {
  constructor(declencheur, pied, textes) {
    this.pied = pied;
    this.textes = textes;
    const [, voulu] = declencheur.dataset.corriger.split("#");
    const id = (nom) => `corriger-${voulu}-${nom}`;
    this.choix = element(
      "select",
      { id: id("choix") },
      [...textes].map(([nom, texte]) => element("option", { value: nom, selected: nom === voulu }, abreger(texte))),
    );
    this.texte = element("textarea", { id: id("texte"), rows: 8, required: true });
    this.raison = element("input", { id: id("raison"), required: true, maxlength: 300 });
    this.source = element("input", { id: id("source"), type: "url", maxlength: 600, pattern: "https://.+" });
    this.ticket = element("a", { class: "bouton", target: "_blank", rel: "external noopener" }, "Ouvrir un ticket");
    this.courriel = element("a", { class: "bouton" }, "Écrire un courriel");
    const copie = bouton("Copier la correction", () => this.copier(), { class: "bouton bouton-discret" });
    this.formulaire = element(
      "form",
      { class: "avis corriger", "data-word-ignorer": true, "aria-label": "Un mot à corriger" },
      declencheur.closest("[data-fichier]") && champ("Quel texte ?", this.choix),
      champ(
        "Le texte : corrigez-le ici",
        this.texte,
        "C’est le texte de la fiche. Entre doubles accolades, {{…}} : une valeur que chaque acheteur règle ; laissez-la.",
      ),
      champ("Pourquoi ?", this.raison),
      champ("Votre source, si vous en avez une", this.source, "L’adresse d’une page publique, en https."),
      element("p", { class: "actions" }, this.ticket, this.courriel, copie),
      element(
        "p",
        { class: "note" },
        "Le ticket s’ouvre dans un nouvel onglet et demande un compte ; le courriel, non. Sans messagerie ici, copiez la correction et envoyez-la à ",
        element("code", {}, pied.dataset.contact),
        " ",
        bouton("Copier l’adresse", ({ target }) => this.copierAdresse(target), {
          class: "bouton bouton-petit bouton-discret",
        }),
        " Une personne relit avant la publication.",
      ),
    );
    this.retour = poserRetour(copie);
    this.prendre(voulu);
    this.formulaire.addEventListener("input", ({ target }) => {
      if (target === this.choix) this.prendre(target.value);
      this.montrer();
    });
    this.formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
    for (const lien of [this.ticket, this.courriel])
      lien.addEventListener("click", (evenement) => {
        if (!this.formulaire.reportValidity()) evenement.preventDefault();
        else if (lien.dataset.coller) this.copier();
      });
  }

  /** Le texte de ce champ remplace le précédent ; ce que l'on en avait corrigé revient avec lui. */
  prendre(nom) {
    this.brouillons ??= new Map();
    if (this.nom) this.brouillons.set(this.nom, this.texte.value);
    this.nom = this.textes.has(nom) ? nom : this.choix.value;
    this.texte.value = this.brouillons.get(this.nom) ?? this.textes.get(this.nom);
    this.texte.setSelectionRange(0, 0);
    this.montrer();
  }

  get bloc() {
    const [raison, source] = [this.raison, this.source].map(({ value }) => value.trim());
    const [avant, apres] = passage(this.textes.get(this.nom), this.texte.value);
    return enBloc({ chemin: this.pied.dataset.fichier, champ: this.nom, avant, apres, raison, source });
  }

  montrer() {
    const pareil = this.texte.value.trim() === this.textes.get(this.nom).trim();
    this.texte.setCustomValidity(pareil ? "Corrigez d’abord le texte." : "");
    const titre = `Correction : ${document.querySelector("h1").textContent.trim()}`;
    const { ticket, contact } = this.pied.dataset;
    const liens = [
      [this.ticket, ticket, `\`\`\`\n${this.bloc}\`\`\`\n`, FORGE_MAX],
      [
        this.courriel,
        `mailto:${contact}?subject={titre}&body={corps}`,
        this.bloc.replaceAll("\n", "\r\n"),
        COURRIEL_MAX,
      ],
    ];
    for (const [lien, modele, bloc, longueur] of liens) {
      const { adresse, entiere } = adresseDe(modele, titre, bloc, longueur);
      lien.href = adresse;
      lien.dataset.coller = entiere ? "" : "oui";
    }
  }

  async copier() {
    if (!this.formulaire.reportValidity()) return;
    const copiee = await ecrire({ "text/plain": this.bloc });
    this.retour.textContent = copiee
      ? "Correction copiée : collez-la dans le ticket ou le courriel."
      : "Votre navigateur refuse la copie.";
  }

  async copierAdresse(cible) {
    const copiee = await ecrire({ "text/plain": this.pied.dataset.contact });
    cible.textContent = copiee ? "Adresse copiée" : "Copie refusée";
  }
}

/** Ouvre la correction sous le bouton cliqué, ou la referme ; ce qui y est écrit reste. */
export async function ouvrir(declencheur) {
  const place = declencheur.parentElement;
  let formulaire = place.nextElementSibling?.matches("form.corriger") ? place.nextElementSibling : null;
  if (formulaire) formulaire.hidden = !formulaire.hidden;
  else {
    const pied = document.querySelector("[data-fichier]");
    ({ formulaire } = new Correction(declencheur, pied, await lire(pied.dataset)));
    place.after(formulaire);
  }
  declencheur.textContent = "Un mot à corriger ?"; // un premier clic a pu ne rien charger
  declencheur.setAttribute("aria-expanded", String(!formulaire.hidden));
  if (!formulaire.hidden) formulaire.querySelector("select, textarea").focus();
}
