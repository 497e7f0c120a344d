// La page « Construire mon SPASER » : huit questions, des indicateurs, leurs cibles, deux documents. Rien ne quitte l'appareil.

import { ecrireTexte, lireObjet } from "../appareil.js";
import { lireBlocs, titre } from "../blocs.js";
import { aujourdhui } from "../dates.js";
import { direEcart, element, p, partie } from "../elements.js";
import { ecouterLeDepot, remettreAuVisiteur } from "../fichier.js";
import { lesFichiers } from "../marches/vue.js";
import { chargerDocx } from "../modules.js";
import { ADire, compter } from "../texte.js";
import { Ecrivain, fabriquer } from "../word.js";
import { blocsDesCibles, composer, departDe, ecartDe, lireReponses } from "./schema.js";

const CLE = "mon-spaser";
const ECHEC = "Le fichier n’a pas pu être fabriqué : rechargez la page, puis recommencez.";
const PANNE =
  "La lecture s’est arrêtée : le fichier est sans doute trop lourd pour cet appareil. Ne gardez qu’une année.";
const REFUS = "Votre navigateur refuse de garder ces réponses : téléchargez vos documents avant de quitter la page.";
const ICI = new URL(".", import.meta.url);
const SIGNES_MAX = 160;

/** Rend ce que « Mes chiffres » tire de ces fichiers, lus en arrière-plan. */
const lireDesMarches = (fichiers) =>
  new Promise((rendre) => {
    const fil = new Worker(new URL("marches-lecture.js", ICI));
    const finir = (bilan) => {
      fil.terminate();
      rendre(bilan);
    };
    fil.addEventListener("error", (panne) => {
      panne.preventDefault();
      finir({ fichiers: [{ nom: "", refus: PANNE }] });
    });
    fil.addEventListener("message", ({ data }) => data.avance || finir(data));
    fil.postMessage({ fichiers, jour: aujourdhui(), familles: { codes: {}, noms: {} }, suivis: [] });
  });

class Page {
  constructor(racine) {
    this.racine = racine;
    this.indicateurs = JSON.parse(racine.dataset.spaser);
    [this.form, this.vue, this.etat] = ["form", "[data-vue]", "[data-etat]"].map((ou) => racine.querySelector(ou));
    this.questions = [...this.form.querySelectorAll("input[type=text], textarea")];
    this.cases = [...this.form.querySelectorAll("[name=indicateur]")];
  }

  installer() {
    const { racine, form } = this;
    this.reprendre();
    racine.hidden = false;
    form.addEventListener("submit", (geste) => geste.preventDefault());
    form.addEventListener("input", () => this.garder());
    form.addEventListener("change", () => this.montrer());
    const gestes = {
      deliberation: () => this.ecrire("deliberation"),
      tableau: () => this.ecrire("tableau"),
      effacer: () => this.effacer(),
    };
    for (const [nom, faire] of Object.entries(gestes))
      racine.querySelector(`[data-geste=${nom}]`).addEventListener("click", faire);
    this.montrer();
  }

  /** Reprend ce que l'appareil garde ; ce qui n'a pas la forme attendue se remplit de nouveau. */
  reprendre() {
    const { reponses, choisis, valeurs } = lireObjet(CLE);
    const ans = String(Number(aujourdhui().slice(0, 4)));
    const proposees = { annee: String(ans - 1), debut: String(Number(ans) + 1), duree: "3" };
    for (const champ of this.questions) {
      const gardee = reponses?.[champ.name] ?? proposees[champ.name] ?? "";
      champ.value = String(gardee).slice(0, champ.maxLength);
    }
    for (const une of this.cases)
      une.checked = Array.isArray(choisis) ? choisis.includes(une.value) : une.defaultChecked;
    this.valeurs = valeurs && typeof valeurs === "object" ? valeurs : {};
  }

  brut() {
    return Object.fromEntries(this.questions.map(({ name, value }) => [name, value.trim()]));
  }

  choisis() {
    return this.indicateurs.filter(({ id }) => this.cases.some((une) => une.checked && une.value === id));
  }

  garder() {
    const choisis = this.choisis().map(({ id }) => id);
    const texte = JSON.stringify({ reponses: this.brut(), choisis, valeurs: this.valeurs });
    if (!ecrireTexte(CLE, texte)) this.etat.textContent = REFUS;
  }

  effacer() {
    ecrireTexte(CLE, "");
    this.reprendre();
    this.montrer();
    this.etat.textContent = "Effacé.";
  }

  montrer() {
    const lues = lireReponses(this.brut());
    for (const champ of this.questions)
      direEcart(champ, document.getElementById(`ecart-${champ.name}`), lues.ecarts[champ.name] ?? "");
    const tenu = Number.isNaN(lues.achats) ? "" : lues.achats > Number(this.racine.dataset.seuil) ? "oui" : "non";
    for (const dit of this.racine.querySelectorAll("[data-tenu]")) dit.hidden = dit.dataset.tenu !== tenu;
    const acheteurs = lues.acheteurs.length ? lues.acheteurs : [""];
    this.suivreLesNoms(acheteurs);
    this.vue.replaceChildren(...acheteurs.map((acheteur, rang) => this.lesCibles(acheteur, rang, lues)));
  }

  /** Garde à un acheteur renommé ce qui est déjà rempli pour lui. */
  suivreLesNoms(acheteurs) {
    const avant = this.acheteurs ?? acheteurs;
    this.acheteurs = acheteurs;
    if (avant.length !== acheteurs.length) return;
    for (const [rang, nom] of acheteurs.entries()) {
      const ancien = avant[rang];
      if (nom === ancien || nom in this.valeurs || !(ancien in this.valeurs)) continue;
      this.valeurs[nom] = this.valeurs[ancien];
      delete this.valeurs[ancien];
      this.garder();
    }
  }

  lesCibles(acheteur, rang, { annees }) {
    const id = `cibles-${rang}`;
    const depot = element("input", { id: `${id}-deposer`, type: "file", multiple: true, "data-deposer": true });
    const dit = element("div", { role: "status" });
    const lignes = element("div", {}, ...this.choisis().map((un) => this.unIndicateur(acheteur, un, id, annees)));
    ecouterLeDepot(depot, async (deposes) => {
      dit.replaceChildren("Lecture…");
      const { fichiers, resultat } = await lireDesMarches(deposes);
      const poses = resultat ? this.poserLesDeparts(acheteur, resultat.annees) : [];
      lignes.replaceChildren(...this.choisis().map((un) => this.unIndicateur(acheteur, un, id, annees)));
      const { annee } = this.brut();
      const compte = poses.length
        ? `Posé d’après les contrats de ${annee} : ${poses.join(" ; ")}.`
        : `Aucun de ces indicateurs ne se tire de ces fichiers pour ${annee || "l’année mesurée, qui manque"}.`;
      dit.replaceChildren(lesFichiers(fichiers), p(compte));
    });
    return partie(
      id,
      acheteur ? `Cibles : ${acheteur}` : "Cibles",
      element(
        "div",
        { class: "champ" },
        element("label", { for: depot.id }, "Données essentielles de cet acheteur, pour la valeur présente"),
        depot,
      ),
      dit,
      annees.length ? null : p("Dites la première année et la durée pour fixer une cible par an."),
      lignes,
    );
  }

  /** Pose le point de départ des indicateurs que « Mes chiffres » compte ; rend ce qui est posé, en mots. */
  poserLesDeparts(acheteur, annees) {
    const { annee } = this.brut();
    const poses = this.choisis().flatMap((un) => {
      const depart = departDe(un, annees, annee);
      if (!depart) return [];
      this.valeur(acheteur, un).depart = depart.valeur;
      return [`${un.titre}, ${depart.valeur}\u00a0% de ${compter(depart.sur, "contrat", "contrats")}`];
    });
    this.garder();
    return poses;
  }

  valeur(acheteur, { id }) {
    this.valeurs[acheteur] ??= {};
    this.valeurs[acheteur][id] ??= {};
    return this.valeurs[acheteur][id];
  }

  unIndicateur(acheteur, indicateur, id, annees) {
    const champs = [
      ["depart", "Valeur de départ"],
      ...annees.map((annee) => [annee, `Cible ${annee}`]),
      ["suit", "Suivi par (fonction)"],
    ];
    return element(
      "fieldset",
      { "data-indicateur": indicateur.id },
      element("legend", {}, indicateur.titre),
      element(
        "div",
        { class: "completer-liste" },
        champs.map(([nom, libelle]) =>
          this.unChamp(acheteur, indicateur, { nom, libelle, id: `${id}-${indicateur.id}-${nom}` }),
        ),
      ),
    );
  }

  unChamp(acheteur, indicateur, { nom, libelle, id }) {
    const sienne = this.valeurs[acheteur]?.[indicateur.id] ?? {};
    const [fonction, depart] = [nom === "suit", nom === "depart"];
    const ecrit = String((fonction || depart ? sienne[nom] : sienne.cibles?.[nom]) ?? "");
    const champ = element("input", {
      id,
      type: "text",
      maxlength: SIGNES_MAX,
      value: ecrit,
      "aria-describedby": `${id}-ecart`,
    });
    const ecart = element("p", { class: "message erreur", id: `${id}-ecart`, role: "status" });
    champ.addEventListener("input", () => {
      const valeur = this.valeur(acheteur, indicateur);
      if (fonction || depart) valeur[nom] = champ.value.trim();
      else valeur.cibles = { ...valeur.cibles, [nom]: champ.value.trim() };
      this.garder();
    });
    const juger = () => direEcart(champ, ecart, fonction ? "" : ecartDe(champ.value.trim(), indicateur));
    champ.addEventListener("change", juger);
    juger();
    const unite = !fonction && element("span", { class: "unite" }, ` (${indicateur.unite})`);
    return element("div", { class: "champ" }, element("label", { for: id }, libelle, unite), champ, ecart);
  }

  async ecrire(quoi) {
    const faux = this.racine.querySelector("[aria-invalid]");
    const indicateurs = this.choisis();
    if (faux) {
      this.etat.textContent = "Une réponse est à corriger avant d’écrire les documents.";
      return faux.focus();
    }
    if (!indicateurs.length) return (this.etat.textContent = "Cochez d’abord un indicateur.");
    this.etat.textContent = "Écriture…";
    try {
      const docx = await chargerDocx();
      const brut = this.brut();
      const lues = lireReponses(brut);
      const cibles = blocsDesCibles(lues, brut, indicateurs, this.valeurs);
      // Dans la page, ses intertitres sont deux niveaux plus bas.
      const modele = lireBlocs(this.racine.querySelector("[data-modele]")).map((bloc) =>
        bloc.genre === "titre" ? { ...bloc, niveau: bloc.niveau - 2 } : bloc,
      );
      const blocs =
        quoi === "tableau"
          ? [titre(1, "Cibles et indicateurs"), ...cibles]
          : composer(modele, brut, lues, { seuil: Number(this.racine.dataset.seuil), cibles });
      const ecrivain = new Ecrivain(docx);
      const pages = [{ footers: { default: ecrivain.piedDePiece() }, children: ecrivain.blocs(blocs) }];
      const nom = quoi === "tableau" ? "tableau-des-cibles.docx" : "deliberation-spaser.docx";
      remettreAuVisiteur(await fabriquer(docx, { titre: "SPASER", auteur: brut.nom }, pages), nom);
      const restent = JSON.stringify(blocs).match(/\[[^\]"{}]+\]/g)?.length ?? 0;
      this.etat.textContent = `Fichier prêt : ${nom}${restent ? `, avec ${compter(restent, "blanc", "blancs")} entre crochets` : ""}.`;
    } catch (erreur) {
      this.etat.textContent = erreur instanceof ADire ? erreur.message : ECHEC;
    }
  }
}

new Page(document.querySelector("[data-spaser]")).installer();
