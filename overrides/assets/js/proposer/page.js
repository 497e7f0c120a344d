// « Proposer une fiche » : le formulaire d'un genre, né de son schéma ; le fichier s'écrit à mesure, et sort sans git ni compte.

import "../commun.js";
import { bouton, element } from "../elements.js";
import { cle, garder, oublier, REFUS, relire, surveiller } from "./brouillon.js";
import { champDuCorps, champsDe, lireTous, plie } from "./champs.js";
import { champSimple } from "./controles.js";
import { Envoi } from "./envoi.js";
import { exigesDe } from "./schema.js";
import { nomDe, placeDe } from "./sorties.js";
import { ecrire } from "./yaml.js";

const REPOS = 300;
const ABSENT =
  "Ce formulaire n’a pas pu se charger. Vérifiez votre connexion et rechargez la page, ou copiez la fiche commentée, plus bas.";

const aujourdhui = () => new Intl.DateTimeFormat("fr-CA").format(new Date());
/** Rend une fiche neuve ; `envoi` : celui qu'elle rejoint, d'office un autre. */
function neuve(schema, envoi) {
  const id = cle();
  return { id, envoi: envoi || id, schema, valeurs: undefined, corps: undefined, nom: "" };
}

/** Ouvre le formulaire que l'adresse demande ; sans demande, la page montre les genres. */
async function installer(zone) {
  const schema = new URLSearchParams(location.search).get("genre");
  const genres = new Map([...document.querySelectorAll("[data-genre]")].map((lien) => [lien.dataset.genre, lien]));
  const choix = document.querySelector("[data-choix]");
  if (!schema) return;
  if (!genres.has(schema)) {
    zone.append(
      element(
        "p",
        { role: "status" },
        `« ${schema.slice(0, 60)} » n’est pas un genre de fiche. Choisissez dans la liste.`,
      ),
    );
    return;
  }
  try {
    const formulaire = await demander(`${zone.dataset.formulaires}${schema}.json`);
    new Page(zone, schema, formulaire, genres);
    choix.hidden = true;
  } catch {
    zone.append(element("p", { role: "alert" }, ABSENT));
  }
}

async function demander(adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error(adresse);
  return reponse.json();
}

class Page {
  constructor(zone, schema, formulaire, genres) {
    Object.assign(this, { zone, schema, formulaire, genres });
    this.renvoisLus = new Map();
    this.exiges = new Set([...(formulaire.schema.required ?? []), ...formulaire.exiges]);
    const demande = new URLSearchParams(location.search);
    const [voulue, envoi] = [demande.get("fiche"), demande.get("neuve")];
    const gardees = relire().filter((lue) => lue.schema === schema);
    const encours = gardees.find(({ id }) => id === voulue) ?? (envoi === null ? gardees.at(-1) : undefined);
    this.fiche = encours ?? neuve(schema, envoi);
    // Rechargée, la page rouvre cette fiche, et n'en commence pas une autre.
    history.replaceState(null, "", `?${new URLSearchParams({ genre: schema, fiche: this.fiche.id })}`);
    this.etat = element("p", { class: "message", role: "status" });
    this.dispute = false;
    this.dessiner();
    surveiller(
      () => this.fiche,
      (autre) => this.disputer(autre),
    );
    addEventListener("pagehide", () => this.noter());
  }

  /** Écrit le formulaire de la fiche, remplie de ce qui en est gardé. */
  dessiner() {
    const { formulaire, fiche } = this;
    const { schema } = formulaire;
    this.place = element("div", { hidden: true });
    const ctx = {
      racine: schema,
      listes: formulaire.listes,
      messages: formulaire.messages,
      mots: formulaire.mots,
      place: this.place,
      propositions: new Map(),
      renvois: (genre) => this.renvois(genre),
      connue: (genre, nom) => relire().some((autre) => autre.genre === genre && autre.nom === nom),
      changer: () => this.lire(),
    };
    this.champs = champsDe(schema, fiche.valeurs ?? this.prerempli(), ctx);
    for (const nom of formulaire.questions.flatMap(([, noms]) => noms)) this.champs.get(nom).ouvrir?.();
    this.corps = formulaire.corps === null ? null : champDuCorps(fiche.corps ?? "", ctx);
    const pris = new Set(formulaire.pris);
    const nom = { type: "string", maxLength: 80, pattern: formulaire.nom, sauf: pris };
    this.nom = champSimple(
      "fichier",
      "Le nom du fichier, qui fera son adresse : minuscules, chiffres et tirets",
      nom,
      fiche.nom,
      ctx,
    );
    this.saisieDuNom = this.nom.noeud.querySelector("input");
    this.saisieDuNom.addEventListener("input", () => (this.saisieDuNom.dataset.choisi = ""));
    if (fiche.nomChoisi) this.saisieDuNom.dataset.choisi = "";
    const verifier = element("button", { class: "bouton" }, "Vérifier mes réponses");
    const effacer = bouton("Effacer", () => this.effacer(), { class: "bouton bouton-discret" });
    const form = element(
      "form",
      { "data-ecrire": this.schema, novalidate: true },
      ...this.parties(),
      this.nom.noeud,
      this.etat,
    );
    form.append(element("p", { class: "actions" }, verifier, effacer), this.place);
    form.addEventListener("submit", (evenement) => this.verifier(evenement));
    form.addEventListener("input", () => {
      clearTimeout(this.minuterie);
      this.minuterie = setTimeout(() => this.lire(), REPOS);
    });
    this.form = form;
    this.yaml = element("code", { "data-yaml": true });
    this.envoi = new Envoi(this.zone, this.genres, () => this.noter());
    const titre = `${this.formulaire.libelle[0].toUpperCase()}${this.formulaire.libelle.slice(1)}`;
    this.zone.replaceChildren(
      element("p", {}, element("a", { href: "./" }, "Un autre genre de fiche")),
      element("h2", {}, titre),
      element(
        "p",
        {},
        "Ce que vous écrivez est gardé sur cet appareil, et nulle part ailleurs, tant que vous ne l’envoyez pas.",
      ),
      form,
      this.envoi.noeud,
      element("h3", {}, "Le fichier"),
      element("pre", { tabindex: "0" }, this.yaml),
    );
    this.depart = fiche.texte === undefined ? undefined : "";
    this.gardee = "";
    this.lire();
  }

  /** Rend ce qu'une fiche neuve a déjà : ses dates, son état, et ce dont le modèle donne la valeur usuelle. */
  prerempli() {
    const valeurs = {};
    const { properties } = this.formulaire.schema;
    for (const nom of Object.keys(properties).filter((nom) => this.exiges.has(nom))) {
      const { format, examples, ...schema } = properties[nom];
      const codes = schema.enum ?? schema.anyOf?.flatMap((branche) => branche.enum ?? []) ?? [];
      if (format === "date" && /^(publie|verifie)_le$/.test(nom)) valeurs[nom] = aujourdhui();
      else if (codes.includes("brouillon")) valeurs[nom] = "brouillon";
      else if (codes.includes(examples?.[0])) valeurs[nom] = examples[0];
    }
    return valeurs;
  }

  /** Rend les parties du formulaire : ce qui est demandé, les questions, ce qui est déjà rempli, le reste plié. */
  parties() {
    const { questions } = this.formulaire;
    const places = new Set(questions.flatMap(([, noms]) => noms));
    const remplis = new Set(Object.keys(this.prerempli()).filter((nom) => !places.has(nom)));
    const noeuds = (garder) => [...this.champs].filter(([nom]) => garder(nom)).map(([, sien]) => sien.noeud);
    const libres = (nom) => !places.has(nom) && !remplis.has(nom);
    this.demandes = element("div", {});
    [this.reste] = plie(
      "Ce que vous pouvez ajouter",
      noeuds((nom) => libres(nom) && !this.exiges.has(nom)),
    );
    return [
      ...noeuds((nom) => libres(nom) && this.exiges.has(nom)),
      ...questions.map(([question, noms]) => {
        const siens = noms.map((nom) => this.champs.get(nom).noeud);
        return element("fieldset", { class: "question" }, element("legend", {}, question), siens);
      }),
      this.corps?.noeud,
      this.demandes,
      plie(
        "Déjà rempli : dates et état",
        noeuds((nom) => remplis.has(nom)),
      ),
      this.reste,
    ].flat();
  }

  renvois(genre) {
    if (!this.renvoisLus.has(genre)) {
      const lus = demander(`${this.zone.dataset.formulaires}renvois/${genre}.json`).then(
        (noms) => new Map(Object.entries(noms)),
      );
      this.renvoisLus.set(
        genre,
        lus.catch(() => undefined),
      );
    }
    return this.renvoisLus.get(genre);
  }

  /** Lit les réponses, écrit le fichier, garde le brouillon, met les sorties à jour. */
  lire() {
    const { schema } = this.formulaire;
    const valeurs = lireTous(this.champs) ?? {};
    const exiges = new Set([...exigesDe(schema, valeurs), ...this.exiges]);
    for (const [nom, sien] of this.champs) {
      // Demandé par une autre réponse, un champ sort du pli de ce que l'on peut ajouter.
      if (exiges.has(nom) && this.reste?.contains(sien.noeud)) this.demandes.append(sien.noeud);
      sien.juger(exiges.has(nom));
    }
    this.corps?.juger(true);
    const titre = Object.keys(schema.properties).find((nom) => ["titre", "terme"].includes(nom));
    const jour = this.formulaire.parAnnee ? (valeurs.date ?? aujourdhui()) : valeurs.debut?.slice(0, 10);
    if (this.saisieDuNom.dataset.choisi === undefined)
      this.saisieDuNom.value = nomDe(String(valeurs[titre] ?? ""), jour);
    this.nom.juger(true);
    const nom = this.nom.lire() ?? "";
    const corps = this.corps ? `\n${this.corps.lire() ?? ""}\n` : undefined;
    Object.assign(this.fiche, {
      genre: this.formulaire.genre,
      valeurs,
      corps: this.corps?.lire(),
      nom,
      nomChoisi: this.saisieDuNom.dataset.choisi !== undefined,
      fichier: placeDe(this.formulaire, nom || "a-nommer"),
      texte: ecrire(schema, valeurs, corps),
      complete: this.form.checkValidity(),
    });
    this.yaml.textContent = this.fiche.texte;
    this.depart ??= this.fiche.texte;
    this.noter();
    this.envoi.montrer(this.fiche, this.form);
  }

  /** Garde le brouillon, sauf tant que deux onglets se le disputent ou que rien n'y est écrit ; inchangé, il ne récrit pas celui d'un autre onglet. */
  noter() {
    const dite = JSON.stringify(this.fiche);
    if (this.dispute || this.fiche.texte === this.depart || dite === this.gardee) return;
    if (garder(this.fiche)) this.gardee = dite;
    else this.etat.textContent = REFUS;
  }

  disputer(autre) {
    if (this.dispute) return;
    this.dispute = true;
    const ici = bouton("Garder ce que je vois ici", () => {
      this.dispute = false;
      this.etat.replaceChildren();
      this.gardee = "";
      this.noter();
    });
    const la = bouton("Reprendre celui de l’autre onglet", () => {
      this.dispute = false;
      this.fiche = autre ?? neuve(this.schema);
      this.etat.replaceChildren();
      this.dessiner();
    });
    this.etat.replaceChildren("Un autre onglet a changé ce brouillon. Rien n’est perdu : choisissez. ", ici, " ", la);
  }

  effacer() {
    const avant = this.fiche;
    oublier(avant);
    this.fiche = neuve(this.schema);
    this.dessiner();
    const revenir = bouton("Annuler", () => {
      this.fiche = avant;
      this.etat.replaceChildren();
      this.dessiner();
    });
    this.etat.replaceChildren("Brouillon effacé. ", revenir);
  }

  verifier(evenement) {
    evenement.preventDefault();
    for (const controle of this.form.elements) if (controle.dataset.champ) controle.dataset.touche = "";
    this.lire();
    for (const faux of this.form.querySelectorAll(":invalid:not(fieldset)"))
      for (let pli = faux.closest("details"); pli; pli = pli.parentElement.closest("details")) pli.open = true;
    if (this.form.reportValidity()) this.envoi.noeud.scrollIntoView({ block: "start" });
  }
}

installer(document.querySelector("[data-proposer]"));
