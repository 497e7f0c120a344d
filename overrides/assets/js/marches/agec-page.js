// La page « Ma déclaration AGEC » : remplir ou déposer, voir ce qui ne va pas et les taux atteints, emporter le fichier. Rien ne quitte l'appareil.

import { ecrireTexte, lireObjet } from "../appareil.js";
import { aujourdhui, enDate } from "../dates.js";
import { bouton, direEcart, element, p, poserRetour } from "../elements.js";
import { ecouterLeDepot, remettreAuVisiteur } from "../fichier.js";
import { ADire, compter } from "../texte.js";
import { ENTETE, enCsv, enDeclarations, familleDe, juger, LIGNE, lireDeclaration, MONTANTS } from "./agec.js";

const CLE = "ma-declaration-agec";
const REFUS = "Votre navigateur refuse de garder cette déclaration : téléchargez-la avant de quitter la page.";
const PANNE = "Ce fichier n’a pas pu être lu jusqu’au bout. Refaites l’export, puis déposez-le de nouveau.";
const LIBELLES = {
  annee: "Année des dépenses",
  siret: "SIRET de l’acheteur",
  raison_sociale: "Nom de l’acheteur",
  montant_total: "Dépense totale (€ HT)",
  montant_reemploi_et_reutilisation: "Dont réemploi et réutilisation (€ HT)",
  montant_produits_issus_don: "Valeur des dons reçus (€)",
  montant_produits_recycles: "Dont contenant du recyclé (€ HT)",
  commentaires: "Commentaires, si besoin",
};
const DISCRET = { class: "bouton bouton-petit bouton-discret" };
const vide = (champs) => Object.fromEntries(champs.map((champ) => [champ, ""]));

class Page {
  constructor(racine) {
    this.racine = racine;
    this.familles = JSON.parse(racine.dataset.agec);
    this.jour = aujourdhui();
    [this.depot, this.etat, this.vue] = ["deposer", "etat", "vue"].map((nom) => racine.querySelector(`[data-${nom}]`));
    this.declarations = enDeclarations(lireObjet(CLE));
    this.exigeant = false; // un montant vide ne se reproche qu'à qui dépose, ou veut emporter
  }

  installer() {
    const { racine, depot } = this;
    racine.hidden = false;
    ecouterLeDepot(depot, (fichiers) => this.deposer(fichiers), racine);
    const acheteur = racine.querySelector("[data-acheteur]");
    acheteur.addEventListener("change", () => {
      for (const dit of racine.querySelectorAll("[data-tenu]"))
        dit.hidden = dit.dataset.tenu !== acheteur.selectedOptions[0].dataset.estTenu;
    });
    if (!this.declarations.length) this.declarations = this.neuves();
    this.montrer();
  }

  neuves() {
    return [{ ...vide(ENTETE), annee: String(Number(this.jour.slice(0, 4)) - 1), lignes: [] }];
  }

  async deposer([fichier]) {
    try {
      const { declarations, dits } = await lireDeclaration(fichier);
      this.remplacer(declarations, ["Fichier lu : il remplace ce qui était rempli.", ...dits].join(" "), true);
    } catch (erreur) {
      this.dire(erreur instanceof ADire ? erreur.message : PANNE);
    }
  }

  /** Remplace tout ce qui est rempli, et dit comment y revenir. */
  remplacer(declarations, phrase, exigeant) {
    const avant = this.declarations;
    Object.assign(this, { declarations, exigeant });
    this.garder();
    this.montrer();
    const revenir = bouton("Y revenir", () => this.remplacer(avant, "C’est revenu.", exigeant));
    this.dire(phrase, avant.some(({ lignes }) => lignes.length) && revenir);
    this.etat.focus();
  }

  effacer() {
    this.remplacer(this.neuves(), "Effacé.", false);
    ecrireTexte(CLE, "");
  }

  dire(...mots) {
    this.etat.replaceChildren(...mots.filter(Boolean).flatMap((mot) => [mot, " "]));
  }

  garder() {
    if (!ecrireTexte(CLE, JSON.stringify(this.declarations))) this.dire(REFUS);
  }

  /** Redessine tout : après un dépôt, une ligne de plus ou de moins. */
  montrer() {
    this.rafraichissements = [];
    const emporter = bouton("Télécharger le fichier à publier (.csv)", () => this.emporter(), { class: "bouton" });
    const effacer = bouton("Tout effacer", () => this.effacer(), DISCRET);
    this.vue.replaceChildren(
      ...this.declarations.map((une, rang) => this.uneDeclaration(une, rang)),
      element("p", { class: "actions" }, emporter, " ", effacer),
    );
    this.retour = poserRetour(emporter);
    this.rafraichir();
  }

  /** Rejuge tout, et redit ce qui a changé sans toucher aux champs. */
  rafraichir() {
    const jugees = juger(this.declarations, this.familles, this.jour);
    for (const redire of this.rafraichissements) redire(jugees);
    this.fautes = jugees.flatMap(({ fautes, lignes }) => [fautes, ...lignes.map((ligne) => ligne.fautes)]).flat();
    this.racine.dataset.resultat = JSON.stringify(jugees);
  }

  emporter() {
    this.exigeant = true;
    this.rafraichir();
    const graves = this.fautes.filter((faute) => faute.grave).length;
    if (!this.declarations.some(({ lignes }) => lignes.length))
      this.retour.textContent = "Ajoutez d’abord une famille.";
    else if (graves) {
      this.retour.textContent = `${compter(graves, "point à corriger", "points à corriger")} avant d’écrire le fichier.`;
      const premier = this.vue.querySelector("[aria-invalid]");
      premier.closest("details")?.setAttribute("open", "");
      premier.focus();
    } else {
      const csv = enCsv(this.declarations, this.familles);
      remettreAuVisiteur(new Blob([csv], { type: "text/csv;charset=utf-8" }), "declaration-agec.csv");
      this.retour.textContent = "Fichier prêt : il reste à le déposer sur data.gouv.fr.";
    }
  }

  /** Rend un champ, son libellé et ce qui n'y va pas ; `lesFautes` : jugées → celles où chercher les siennes. */
  unChamp(porteur, champ, id, lesFautes, controle = element("input", { type: "text", maxlength: 300 })) {
    controle.id = id;
    controle.setAttribute("aria-describedby", `ecart-${id}`);
    if (champ in MONTANTS || champ === "annee" || champ === "siret") controle.inputMode = "decimal";
    if (controle.localName === "input") controle.value = porteur[champ];
    controle.addEventListener("input", () => {
      porteur[champ] = controle.value.trim();
      this.garder();
    });
    controle.addEventListener("change", () => this.rafraichir());
    const ecart = element("p", { class: "message erreur", id: `ecart-${id}`, role: "status" });
    this.rafraichissements.push((jugees) => {
      const sienne = lesFautes(jugees).find((une) => une.champ === champ && une.grave);
      direEcart(controle, ecart, sienne && (this.exigeant || porteur[champ]) ? sienne.phrase : "");
    });
    return element(
      "div",
      { class: "champ" },
      element("label", { for: id }, LIBELLES[champ] ?? "Famille"),
      controle,
      ecart,
    );
  }

  uneDeclaration(declaration, rang) {
    const id = `declaration-${rang}`;
    const titre = element("h2", { id: `titre-${id}` });
    const limite = element("p", {});
    const doutes = element("div", {});
    this.rafraichissements.push((jugees) => {
      const { annee } = declaration;
      titre.textContent =
        [/^20\d\d$/.test(annee) && `Dépenses de ${annee}`, declaration.raison_sociale].filter(Boolean).join(", ") ||
        "Votre déclaration";
      const { limite: jour } = this.racine.dataset;
      const le = /^20\d\d$/.test(annee) && jour ? `${Number(annee) + 1}-${jour}` : "";
      limite.textContent = !le
        ? ""
        : le < this.jour
          ? `La date limite était le ${enDate(le)} : si ce n’est pas fait, déclarez sans attendre.`
          : `À déclarer sur data.gouv.fr au plus tard le ${enDate(le)}.`;
      doutes.replaceChildren(...lesDoutes(jugees[rang].fautes));
    });
    const prises = declaration.lignes.map(({ type_produit_acquis: dite }) => familleDe(this.familles, dite));
    const choix = this.choixDeFamille(this.familles.filter((famille) => !prises.includes(famille)));
    choix.id = `ajouter-${id}`;
    const unChoix = element("div", { class: "champ" }, element("label", { for: choix.id }, "Famille à ajouter"), choix);
    return element(
      "section",
      { "aria-labelledby": titre.id },
      titre,
      limite,
      element(
        "div",
        { class: "completer-liste" },
        ENTETE.map((champ) => this.unChamp(declaration, champ, `${id}-${champ}`, (jugees) => jugees[rang].fautes)),
      ),
      doutes,
      ...declaration.lignes.map((ligne, n) => this.uneLigne(declaration, ligne, { rang, n, id: `${id}-${n}` })),
      element("div", { class: "completer-liste" }, unChoix),
      element(
        "p",
        { class: "actions" },
        bouton("Ajouter cette famille", () => {
          if (!choix.value) return choix.focus();
          declaration.lignes.push({ ...vide(LIGNE), type_produit_acquis: choix.value });
          this.exigeant = false;
          this.garder();
          this.montrer();
          this.vue.querySelector(`#${id}-${declaration.lignes.length - 1}-montant_total`).focus();
        }),
      ),
    );
  }

  choixDeFamille(familles, choisie) {
    return element(
      "select",
      {},
      element("option", { value: "" }, "À choisir"),
      familles.map(({ nom, declare }) => element("option", { value: declare, selected: declare === choisie }, nom)),
    );
  }

  uneLigne(declaration, ligne, { rang, n, id }) {
    const famille = familleDe(this.familles, ligne.type_produit_acquis);
    const lesFautes = (jugees) => jugees[rang].lignes[n].fautes;
    const nom = element("strong", {});
    const parts = element("span", { class: "note", "data-parts": true });
    const doutes = element("div", {});
    this.rafraichissements.push((jugees) => {
      const { fautes, parts: lues } = jugees[rang].lignes[n];
      const graves = fautes.filter((une) => une.grave && (this.exigeant || ligne[une.champ])).length;
      const sienne = familleDe(this.familles, ligne.type_produit_acquis);
      nom.textContent = sienne?.nom ?? (ligne.type_produit_acquis || "Famille à choisir");
      if (graves) nom.append(` : ${compter(graves, "point à corriger", "points à corriger")}`);
      parts.textContent = lues.map(({ phrase }) => phrase).join(" ");
      doutes.replaceChildren(...lesDoutes(fautes));
    });
    return element(
      "details",
      { class: "repli", "data-ligne": true, open: !ligne.montant_total },
      element("summary", {}, nom, " ", parts),
      element(
        "div",
        { class: "completer-liste" },
        this.unChamp(
          ligne,
          "type_produit_acquis",
          `${id}-famille`,
          lesFautes,
          this.choixDeFamille(this.familles, famille?.declare),
        ),
        LIGNE.slice(1).map((champ) => this.unChamp(ligne, champ, `${id}-${champ}`, lesFautes)),
      ),
      doutes,
      element(
        "p",
        { class: "actions" },
        bouton(
          "Retirer cette famille",
          () => {
            const lignes = declaration.lignes.filter((une) => une !== ligne);
            const declarations = this.declarations.map((une) => (une === declaration ? { ...une, lignes } : une));
            const pleines = declarations.filter((une) => une.lignes.length);
            this.remplacer(pleines.length ? pleines : declarations, "Famille retirée.", this.exigeant);
          },
          DISCRET,
        ),
      ),
    );
  }
}

const lesDoutes = (fautes) =>
  fautes.filter((une) => !une.grave).map(({ phrase }) => p(element("strong", {}, "À vérifier : "), phrase));

new Page(document.querySelector("[data-agec]")).installer();
