// Ce que la page montre d'un dossier : seules les parties qui changent sont redessinées, le curseur reste où il est.

import { accorder, direEcart, element } from "../elements.js";
import { criteresDe } from "./criteres.js";
import { HORS_LIGNE } from "./fiches.js";
import * as garde from "./garde.js";
import { formesDites, lAchat } from "./parties/achat.js";
import { textesRetires } from "./retraits.js";
import { attendus, estProposee, estVide, groupesDeValeurs, texteDe, valeursDe } from "./valeurs.js";

const DELAI_ANNONCE = 600;
// Ce dont dépendent le contrôle et les documents.
const A_DIRE = ["ccag", "montant", "duree"];
const VIDE = "Cherchez une clause, puis « Ajouter au dossier ». Vous la retrouverez ici.";

/** La page, dessinée d'après un dossier : { etat, composition, constats, fraiches, plan, manquantes, defaits, outils: ce qui dessine chaque partie, quand il y en a }. */
export class Vue {
  constructor(racine) {
    this.racine = racine;
    this.signatures = new Map();
    this.textes = new WeakMap();
  }

  partie(nom) {
    return this.racine.querySelector(`[data-partie=${nom}]`);
  }

  /** Oublie ce qui est montré : tout se redessine. */
  oublier() {
    this.signatures.clear();
  }

  /** Montre un dossier ; un autre que le dernier se redessine en entier, le champ où est le curseur compris. */
  montrer(dossier) {
    this.dossier = dossier;
    const { etat } = dossier;
    if (this.nomMontre !== etat.nom) {
      this.oublier();
      this.racine.querySelector("[data-preciser]").open = false;
      this.montrerLesDossiers();
      dossier.dites.clear();
    }
    this.nomMontre = etat.nom;
    this.montrerTete();
    this.montrerQuestions();
    const formes = formesDites(dossier);
    this.dessiner("cas", [formes, etat.cas], () => lAchat(dossier, formes));
    if (etat.clauses.length && dossier.outils) this.montrerLesParties(dossier, dossier.outils);
    else
      this.dessiner("clauses", ["sans outils", etat.clauses.length], () => [
        element("p", { class: "avis" }, etat.clauses.length ? HORS_LIGNE : VIDE),
      ]);
    if (dossier.outils) this.montrerLesPlus(dossier, dossier.outils);
    const seul = !etat.clauses.length || !dossier.outils;
    this.racine.classList.toggle("dossier-seul", seul);
    for (const partie of this.racine.querySelectorAll("[data-avec-clauses]")) partie.hidden = seul;
    clearTimeout(this.attente);
    this.attente = setTimeout(() => this.annoncer(), DELAI_ANNONCE);
  }

  montrerLesParties(dossier, outils) {
    const { etat, composition } = dossier;
    const { clauses, criteres, socle, partagees } = etat;
    const lots = [etat.lots.map(({ code, nom }) => [code, nom]), clauses.map((entree) => entree.lots ?? [])];
    const choix = [etat.procedure, etat.sansCriteres, lots];
    const sansValeurs = clauses.map(({ id, niveau, version }) => [id, niveau, version]);
    const { siens } = criteresDe(etat, composition.retenus);
    this.dessiner(
      "clauses",
      [
        sansValeurs,
        dossier.fraiches.size,
        [...dossier.manquantes],
        composition.faits.famille,
        composition.faits.marche,
        lots,
      ],
      () => outils.lesClauses(dossier),
    );
    this.dessiner("constats", [dossier.constats, sansValeurs, partagees], () => outils.lesConstats(dossier));
    const places = composition.pieces.map(({ libelle, articles }) => [
      libelle,
      ...articles.flatMap(({ textes }) => textes.map(({ cle, numero }) => [cle, numero])),
    ]);
    const dus = dossier.dus?.obligations.map(({ regle, etat: sien, par, note, manque, lots: siens }) => [
      regle.id,
      sien,
      par,
      note,
      manque,
      siens,
    ]);
    const { famille, marche } = composition.faits;
    this.dessiner(
      "loi",
      [dus, places, etat.ecrites, etat.loiDesLots, famille, marche, dossier.devoirs === undefined],
      () => outils.lesObligations(dossier),
    );
    this.dessiner("criteres", [choix, criteres.map(({ lot }) => lot ?? ""), siens.map((c) => [c.cle, c.poids])], () =>
      outils.lesCriteres(dossier),
    );
    this.suivreLesCriteres();
    this.dessiner(
      "valeurs",
      groupesDeValeurs(etat, composition).flatMap(({ valeurs }) => valeurs.map(({ cle }) => cle)),
      () => outils.lesValeurs(dossier),
    );
    this.suivreLesValeurs();
    const titres = [...composition.parCle.values()].map(({ titre }) => titre);
    const contrat = composition.contrat.refus || valeursDe(etat, composition.contrat).filter(estVide).length;
    this.dessiner("documents", [places, titres, socle, contrat], () => outils.lesDocuments(dossier));
    this.suivreLesTextes();
    outils.suivreLeContrat(dossier);
    const suivi = outils.ceQuiSeSuit(dossier);
    this.dessiner("suivi", suivi, () => outils.leSuivi(suivi));
  }

  // Ce qu'un dossier n'a pas toujours : des suppositions, des lots, de quoi remettre. Les champs restent ; ce qu'ils montrent suit l'état.
  montrerLesPlus(dossier, outils) {
    const { etat, composition } = dossier;
    const faits = outils.faitsSupposes(dossier);
    const dites = [etat.supposes, faits.map(({ dit }) => dit)];
    this.dessiner("suppositions", dites, () => outils.lesSuppositions(dossier, faits), accorder);
    const { marche, procedure } = composition.faits;
    this.dessiner("lots", [etat.lots.map(({ code }) => code), marche, procedure], () => outils.lesLots(dossier));
    outils.suivreLesLots(this.partie("lots"), etat);
    this.racine.querySelector("#dossier-lot").closest(".champ").hidden = composition.lots.length > 0;
    const textes = textesRetires(etat, composition).map(({ cle }) => cle);
    this.dessiner("retraits", [textes, dossier.defaits.map(({ libelle }) => libelle)], () =>
      outils.lesRetraits(dossier),
    );
  }

  dessiner(nom, cle, dessin, poser = (partie, neufs) => partie.replaceChildren(...neufs)) {
    const signature = JSON.stringify(cle);
    if (this.signatures.get(nom) === signature) return;
    this.signatures.set(nom, signature);
    const partie = this.partie(nom);
    const actif = partie.contains(document.activeElement) ? document.activeElement : null;
    const repere = actif && {
      id: actif.id,
      donnees: JSON.stringify({ ...actif.dataset }),
      ligne: actif.closest("[data-obligation]")?.dataset.obligation,
      champ: actif.closest(".champ")?.querySelector("[data-fait]")?.id,
    };
    const replis = new Map(
      [...partie.querySelectorAll("details[data-repli]")].map(({ dataset, open }) => [dataset.repli, open]),
    );
    const neuve = element("div", {}, ...dessin());
    for (const repli of neuve.querySelectorAll("details[data-repli]"))
      repli.open = replis.get(repli.dataset.repli) ?? repli.open;
    poser(partie, [...neuve.childNodes]);
    if (!repere) return;
    const touches = [...partie.querySelectorAll("button, input, select")];
    const meme = touches.find(
      (e) => (repere.id && e.id === repere.id) || JSON.stringify({ ...e.dataset }) === repere.donnees,
    );
    const champ = touches.findIndex(({ id }) => id && id === repere.champ);
    // Le bouton s'en est allé : ce qui suit son champ, ou sa ligne, sinon ce qui se voit d'abord. Passée dans un autre groupe, elle y est repliée : le curseur l'ouvre et la suit.
    const vers =
      meme ??
      (champ < 0 ? null : touches[champ + 1]) ??
      (repere.ligne && partie.querySelector(`[data-obligation="${repere.ligne}"]`)) ??
      [...partie.querySelectorAll("[data-fait], summary, button, input, select")].find(
        (e) => e.getClientRects().length,
      );
    for (
      let repli = vers?.closest("details");
      repli && partie.contains(repli);
      repli = repli.parentElement.closest("details")
    )
      repli.open = true;
    vers?.focus();
  }

  annoncer() {
    this.montrerLesDossiers();
    const texte = this.phrase();
    const annonce = this.racine.querySelector("[data-annonce]");
    if (annonce.textContent !== texte) annonce.textContent = texte;
  }

  phrase() {
    const { etat, composition } = this.dossier;
    const nombre = etat.clauses.length;
    if (!nombre) return "Aucune clause pour l’instant.";
    const graves = this.dossier.constats.filter(({ gravite }) => gravite === "bloque").length;
    const autres = this.dossier.constats.filter(({ gravite }) => gravite === "attention").length;
    const points = [
      [graves, "à régler"],
      [autres, "à regarder"],
    ]
      .filter(([n]) => n)
      .map(([n, quoi], rang) => `${n} ${rang ? "" : `point${n > 1 ? "s" : ""} `}${quoi}`);
    const attend = attendus(etat, composition);
    const reste = [points.join(", ") || (attend && "Rien ne bloque"), attend].filter(Boolean).join("\u00a0; ");
    return `${nombre} clause${nombre > 1 ? "s" : ""}. ${reste || "Rien à régler"}.`;
  }

  montrerTete() {
    const { racine } = this;
    const { etat } = this.dossier;
    racine.querySelector("[data-resume]").replaceChildren(element("strong", {}, etat.nom), `\u00a0: ${this.phrase()}`);
    racine.querySelector("[data-chercher]").textContent = etat.clauses.length
      ? "Chercher d’autres clauses"
      : "Chercher une clause";
    const nom = racine.querySelector("#dossier-nom");
    if (document.activeElement !== nom) nom.value = etat.nom;
    // Un dossier qui n'a jamais eu de clause n'a rien à compter.
    this.compte ||= etat.clauses.length > 0;
  }

  // Ce qui relit l'appareil attend une pause.
  montrerLesDossiers() {
    const { racine } = this;
    const { etat } = this.dossier;
    const { dossiers } = garde.relire();
    const noms = dossiers.has(etat.nom) ? [...dossiers.keys()] : [etat.nom, ...dossiers.keys()];
    const supprimer = racine.querySelector("[data-geste=supprimer]");
    supprimer.textContent = `Effacer « ${etat.nom} »`;
    supprimer.hidden = !dossiers.has(etat.nom);
    racine
      .querySelector("#dossier-ouvert")
      .replaceChildren(...noms.map((n) => element("option", { value: n, selected: n === etat.nom }, n)));
    if (this.compte) import("./bouton.js").then(({ montrer }) => montrer()).catch(() => {});
  }

  montrerQuestions() {
    const { faits } = this.dossier.composition;
    const tues = A_DIRE.filter((question) => !faits[question]).length;
    this.racine.querySelector("[data-tues]").textContent = tues ? ` (${tues} sans réponse)` : "";
    for (const champ of this.racine.querySelectorAll("[data-question]")) {
      const { question } = champ.dataset;
      const deduit = faits.deduits.includes(question);
      const valeur = deduit ? faits[question] : this.dossier.etat[question];
      if (document.activeElement !== champ || champ.tagName === "SELECT") champ.value = valeur;
      if (champ.tagName === "SELECT")
        this.racine.querySelector(`#aide-dossier-${question}`).textContent = deduit ? "D’après vos clauses." : "";
    }
  }

  // Les textes restent ; seul celui qui a changé se récrit.
  suivreLesTextes() {
    for (const corps of this.partie("documents").querySelectorAll("[data-texte]")) {
      const { blocs } = this.dossier.composition.parCle.get(corps.dataset.texte);
      const ecrit = JSON.stringify(blocs);
      if (this.textes.get(corps) === ecrit) continue;
      this.textes.set(corps, ecrit);
      corps.replaceChildren(...this.dossier.outils.dessinerBlocs(blocs));
    }
  }

  // Les champs restent ; ce qu'ils montrent suit l'état.
  suivreLesCriteres() {
    for (const champ of this.partie("criteres").querySelectorAll("input[data-critere]")) {
      const ecrit = this.dossier.etat.criteres[Number(champ.dataset.critere)][champ.dataset.champ];
      if (document.activeElement !== champ && champ.value !== ecrit) champ.value = ecrit;
    }
  }

  // Les champs restent ; leur valeur et leur message suivent l'état.
  suivreLesValeurs() {
    const groupes = groupesDeValeurs(this.dossier.etat, this.dossier.composition);
    for (const valeur of groupes.flatMap(({ valeurs }) => valeurs)) {
      const { fiche, nom } = valeur;
      const champ = this.partie("valeurs").querySelector(`[data-valeur="${fiche.id} ${nom}"]`);
      if (!champ) continue;
      const ecrite = texteDe(valeur);
      if (document.activeElement !== champ && champ.value !== ecrite) champ.value = ecrite;
      direEcart(
        champ,
        this.partie("valeurs").querySelector(`[data-ecart="${fiche.id} ${nom}"]`),
        this.dossier.outils.ecartDe(valeur),
      );
      champ.closest(".champ").classList.toggle("champ-propose", estProposee(valeur));
    }
    for (const groupe of groupes) {
      this.partie("valeurs").querySelector(`[data-geste=confirmer][data-id="${groupe.cle}"]`).hidden =
        !groupe.valeurs.some(estProposee);
      this.partie("valeurs").querySelector(`[data-compte-valeurs="${groupe.cle}"]`).textContent =
        this.dossier.outils.compteDesValeurs(groupe);
    }
  }

  remplirArticles(plan) {
    const groupes = Object.entries(plan.pieces).map(([code, libelle]) =>
      element(
        "optgroup",
        { label: libelle },
        Object.entries(plan.articles)
          .filter(([, a]) => a.piece === code)
          .map(([nom, a]) => element("option", { value: nom }, a.titre)),
      ),
    );
    this.racine.querySelector("[data-articles]").replaceChildren(...groupes);
  }
}
