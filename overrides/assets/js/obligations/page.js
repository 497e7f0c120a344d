// La page « Que dois-je mettre ? » : lit le formulaire et l'adresse, montre ce que l'évaluateur répond, sert les calculs.

import "../commun.js";
import { ecrire } from "../copier.js";
import { clausesDuDossier } from "../dossier/souvenir.js";
import { boutonDuDossier, direEcart, element } from "../elements.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { lireJson } from "../recherche/chargement.js";
import { compter } from "../texte.js";
import { CALCULS } from "./calculs.js";
import { depuisAdresse, lire, parDefaut, supposer, versAdresse } from "./cas.js";
import { clausesProposees, evaluer, juger, manquantes } from "./evaluateur.js";
import { dire, duree, manque, raison, reponseEnMots } from "./mots.js";

const MANQUE_TOUT = "Répondez aux premières questions : la page répond à mesure.";
const PANNE =
  "Les règles de cette famille ne sont pas venues. Vérifiez la connexion, puis changez une réponse ; la liste de toutes les obligations, plus bas, se lit sans elles.";
const INDISPENSABLES = ["acheteur", "marche", "famille", "montant", "lancement"];
const TOUTES = "toutes-familles";
const CLAUSES_MAX = 3;
// Un petit achat n'a ni règlement, ni cahiers, ni acte d'engagement : tout s'écrit dans la lettre.
const PETIT_ACHAT = { fait: "petit-achat", op: "est", valeur: "oui" };
const LETTRE = "Lettre de consultation";
// Ce que l'impression, d'une page, laisse de côté.
const EN_DETAIL = new Set(["Clauses qui y répondent", "Condition", "À rouvrir", "À savoir"]);
// Parties que l'on ouvre si l'on veut : rien n'y est imposé.
const REPLIEES = new Set(["possible", "non-du"]);

class Page {
  constructor(racine, donnees) {
    this.racine = racine;
    this.donnees = this.communes = donnees;
    this.lues = {};
    this.base = new URL("../", new URL(racine.dataset.obligations, document.baseURI));
    this.form = racine.querySelector("[data-cas]");
    this.questions = racine.querySelector("[data-questions]");
    this.champs = new Map([...this.form.querySelectorAll("[data-question]")].map((div) => [div.dataset.question, div]));
  }

  brut() {
    return Object.fromEntries([...this.champs.keys()].map((nom) => [nom, this.form.elements[nom].value]));
  }

  defauts() {
    return parDefaut(this.donnees.faits, new Date().toLocaleDateString("sv-SE"));
  }

  remplir(brut) {
    this.refusees = {};
    for (const nom of this.champs.keys()) {
      const champ = this.form.elements[nom];
      champ.value = brut[nom] ?? "";
      // Une réponse hors de la liste ne laisse pas le choix vide sans le dire.
      if (champ.options && brut[nom] && champ.value !== brut[nom]) this.refusees[nom] = brut[nom];
    }
  }

  ouvrir() {
    // Le cas entier est après le # ; une autre page ne remplit que ce qu'elle sait : « ?famille=nettoyage ».
    const cas = location.hash.includes("v=");
    const { brut, message } = depuisAdresse(
      this.donnees.faits,
      cas ? location.hash : location.search.replace("?", "#"),
    );
    this.remplir(cas ? brut : { ...this.defauts(), ...brut });
    this.dire(
      message ||
        (Object.keys(this.refusees).length
          ? "Une réponse de ce lien n’existe pas ici : nous avons gardé les autres."
          : ""),
    );
    this.rendre().then(() => {
      if (!message && this.complet) this.questions.open = false;
    });
  }

  /** Rend de quoi juger un achat de cette famille : ses règles et celles de tout achat, demandées une fois ; rien si elles ne viennent pas. */
  async apprendre(famille) {
    this.lues[famille] ??= lireJson(new URL(`obligations/regles/${famille}.json`, this.base).href);
    try {
      return { ...this.communes, ...(await this.lues[famille]) };
    } catch {
      delete this.lues[famille];
      return null;
    }
  }

  dire(message) {
    const avis = this.racine.querySelector("[data-message]");
    avis.textContent = message;
    avis.hidden = !message;
  }

  async rendre({ ecrire = false } = {}) {
    const brut = this.brut();
    const { cas, messages } = lire(this.communes.faits, brut);
    if (ecrire) history.replaceState(null, "", `#${versAdresse(this.communes.faits, brut)}`);
    const donnees = cas.famille ? await this.apprendre(cas.famille) : this.donnees;
    // Une réponse changée pendant l'attente a demandé son propre rendu.
    if (versAdresse(this.communes.faits, this.brut()) !== versAdresse(this.communes.faits, brut)) return;
    this.donnees = donnees ?? this.communes;
    const resultat = evaluer(this.donnees, cas);
    for (const { faits, message } of resultat.contradictions) messages[faits.at(-1)] ??= message;
    for (const nom of Object.keys(this.refusees))
      if (!brut[nom]) messages[nom] ??= "Choisissez une réponse de la liste.";
    this.montrerQuestions(resultat.questions, messages, brut);
    this.montrerResume(cas);
    this.montrerReponses(cas, resultat, donnees !== null);
    this.transmettre(brut);
  }

  /** Un cas complet suit l'acheteur au dossier : par le lien de l'en-tête, et par chaque clause ajoutée d'ici (dossier/bouton.js). */
  transmettre(brut) {
    this.racine.dataset.casSaisi = this.complet ? versAdresse(this.donnees.faits, brut) : "";
    const lien = document.querySelector("[data-mon-dossier]");
    if (lien) lien.hash = this.complet ? `sinon&${this.racine.dataset.casSaisi}` : "";
  }

  montrerQuestions(demandees, messages, brut) {
    let au_besoin = 0;
    for (const [nom, div] of this.champs) {
      const { demande } = this.donnees.faits[nom];
      // Sans la famille, presque toutes dépendraient d'achats que l'on ne fait pas ; une réponse déjà donnée reste visible.
      const tot = demande === "au-besoin" && !brut.famille && !brut[nom];
      div.hidden = tot || !demandees.includes(nom);
      if (!div.hidden && demande === "au-besoin") au_besoin += 1;
      direEcart(this.form.elements[nom], div.querySelector(".erreur"), div.hidden ? "" : (messages[nom] ?? ""));
    }
    this.form.querySelector("[data-au-besoin]").hidden = au_besoin === 0;
  }

  montrerResume(cas) {
    const lignes = Object.entries(cas).map(([nom, reponse]) => {
      const fait = this.donnees.faits[nom];
      return element("div", {}, element("dt", {}, fait.libelle), element("dd", {}, reponseEnMots(fait, reponse)));
    });
    this.racine.querySelector("[data-resume]").replaceChildren(...lignes);
    const enMots = INDISPENSABLES.filter((nom) => cas[nom] !== undefined).map((nom) =>
      reponseEnMots(this.donnees.faits[nom], cas[nom]),
    );
    this.racine.querySelector("[data-cas-court]").textContent = enMots.length ? `\u00a0: ${enMots.join(", ")}` : "";
  }

  montrerReponses(cas, resultat, sait) {
    const { horsChamp, procedure, obligations, incertaines, aPreciser, facultes, nonDues } = resultat;
    const manquent = horsChamp.length ? [] : INDISPENSABLES.filter((nom) => cas[nom] === undefined);
    this.complet = sait && !manquent.length;
    const compte = this.racine.querySelector("[data-bilan]");
    const boite = this.racine.querySelector("[data-reponses]");
    if (!this.complet) {
      if (!sait) compte.textContent = PANNE;
      else
        compte.textContent =
          manquent.length < INDISPENSABLES.length - 1
            ? `Il manque, ou il faut corriger : ${manquent.map((nom) => this.donnees.faits[nom].libelle).join(", ")}.`
            : MANQUE_TOUT;
      boite.replaceChildren();
      return;
    }
    compte.textContent = horsChamp.length
      ? "Cet achat est hors du champ de cette page."
      : `${compter(obligations.length, "obligation", "obligations")}, ${compter(incertaines.length, "incertaine", "incertaines")}, ${compter(aPreciser.length, "à préciser", "à préciser")}.`;
    const parties = [
      this.partie("hors-champ", "Ce que cette page ne couvre pas", horsChamp, (r) => this.carte(cas, r)),
      ...(horsChamp.length ? [] : this.avertissements(cas)),
      this.partie("procedure", "Procédure et publicité", procedure, (r) => this.carte(cas, r)),
      this.partie("obligations", "Ce qui s’impose", obligations, (r) => this.carte(cas, r)),
      this.partie(
        "incertain",
        "Ce qui est incertain",
        incertaines,
        (r) => this.carte(cas, r),
        "Le droit n’est pas sûr ici : lisez le doute, et ouvrez le texte avant d’écrire.",
      ),
      this.partie(
        "a-preciser",
        "À préciser",
        aPreciser,
        (r) => this.ligne(r.regle, `Répondez à\u00a0: ${manque(this.donnees, r.manque)}.`),
        "Répondez aux questions de plus pour savoir.",
      ),
      this.partie("possible", "Ce que vous pouvez faire", facultes, (r) => this.carte(cas, r)),
      this.partie("non-du", "Ce qui n’est pas dû, et pourquoi", nonDues, (r) =>
        this.ligne(r.regle, raison(this.donnees, cas, r), r.dispense),
      ),
    ];
    boite.replaceChildren(...parties.filter(Boolean));
    this.controlerDossier(resultat);
  }

  /** Dit à quelles obligations le dossier gardé sur l'appareil ne répond pas encore. */
  async controlerDossier(resultat) {
    this.textes ??= clausesDuDossier() ? import("./dossier.js").then(({ textesDuDossier }) => textesDuDossier()) : null;
    const textes = await this.textes?.catch(() => null);
    if (!textes?.length) return;
    const restent = manquantes(resultat, textes).map(({ regle }) => element("li", {}, regle.titre));
    const titre = restent.length
      ? `Votre dossier ne répond pas encore à ${compter(restent.length, "obligation", "obligations")} :`
      : "Votre dossier répond à toutes les obligations de ce cas qu’une clause peut tenir.";
    this.duDossier?.remove();
    this.duDossier = element(
      "div",
      { class: "avis", "data-du-dossier": "oui" },
      element(
        "p",
        {},
        `${titre} `,
        element(
          "a",
          { href: new URL(`dossier/#${versAdresse(this.donnees.faits, this.brut())}`, this.base).href },
          "Mon dossier, avec ce cas",
        ),
      ),
      restent.length > 0 && element("ul", {}, ...restent),
    );
    this.racine.querySelector("[data-reponses]").prepend(this.duDossier);
  }

  /** Ce que la réponse ne couvre pas se dit : le droit d'une famille non choisie, celui d'après la dernière lecture. */
  avertissements(cas) {
    const { lu_jusqu_au: lu } = this.donnees;
    return [
      cas.famille === TOUTES &&
        "Sans famille précise, les règles propres à une famille d’achat ne sont pas montrées : choisissez la vôtre.",
      lu &&
        cas.lancement > lu &&
        `Les sources sont lues jusqu’au ${reponseEnMots({ type: "date" }, lu)} : un texte paru ensuite n’est pas couvert.`,
    ]
      .filter(Boolean)
      .map((texte) => element("p", { class: "note" }, texte));
  }

  partie(nom, titre, resultats, rendre, chapo = "") {
    if (!resultats.length) return null;
    const lignes = ["a-preciser", "non-du"].includes(nom);
    const id = `partie-${nom}`;
    const intertitre = element("h3", { id }, `${titre} (${resultats.length})`);
    const contenu = [chapo && element("p", {}, chapo), element(lignes ? "ul" : "div", {}, ...resultats.map(rendre))];
    return element(
      "section",
      { class: `reponses-partie reponses-${nom}`, "aria-labelledby": id },
      ...(REPLIEES.has(nom)
        ? [element("details", { class: "repli" }, element("summary", {}, intertitre), ...contenu)]
        : [intertitre, ...contenu]),
    );
  }

  /** Une règle et ce qu'on en dit ; `fonde` : ce dont l'article le justifie, l'exception qui joue plutôt que la règle. */
  ligne(regle, texte, fonde = regle) {
    return element(
      "li",
      {},
      element("strong", {}, regle.titre),
      `. ${texte} `,
      element("span", { class: "base" }, ...this.articles(fonde.articles)),
    );
  }

  articles(articles) {
    // De plusieurs articles d'un même code, le dernier seul le nomme.
    const dit = ({ libelle }, rang) => {
      const [numero, code] = libelle.split(/ (?=du code )/);
      return code && articles[rang + 1]?.libelle.endsWith(` ${code}`) ? numero : libelle;
    };
    return articles.flatMap((article, rang) => [
      rang > 0 && ", ",
      element("a", { href: new URL(article.adresse, this.base).href }, dit(article, rang)),
    ]);
  }

  carte(cas, resultat) {
    const { regle } = resultat;
    const entree = (titre, ...contenu) =>
      contenu.filter(Boolean).length > 0 &&
      element(
        "div",
        { "data-detail": EN_DETAIL.has(titre) && "oui" },
        element("dt", {}, titre),
        element("dd", {}, ...contenu),
      );
    // « Autre que… » n'apprend rien à qui a répondu ; ce que l'achat est, si.
    const pourquoi = regle.si
      .filter(({ op }) => !["n-est-pas", "hors"].includes(op))
      .map((condition) => dire(this.donnees, cas, condition))
      .join(" ; ");
    const enLettre = juger(this.donnees, cas, PETIT_ACHAT).etat === true;
    const lieu = ({ piece, place }) => (enLettre ? LETTRE : `${piece}${place ? `, « ${place} »` : ""}`);
    const ecrire = regle.ecrire.map((e) => element("p", {}, element("strong", {}, `${lieu(e)}\u00a0: `), e.texte));
    const doutes = resultat.doutes.map(
      ({ seuil, montant }) =>
        `Un seuil de ${ecrireNombre(montant)} ${this.donnees.seuils[seuil].unite} est annoncé, non confirmé : ouvrez Légifrance.`,
    );
    const clauses = this.clauses(cas, regle);
    const dispenses = resultat.dispenses.map(({ motif, articles }) =>
      element("p", {}, `${motif} (`, ...this.articles(articles), ")"),
    );
    const supposes = resultat.supposes.map((nom) =>
      element("p", {}, `${supposer(this.donnees, nom)} Dites-le plus haut si ce n’est pas le cas.`),
    );
    const aLire = [
      entree("Supposé", ...supposes),
      entree("À écrire", ...ecrire),
      entree("Le doute", [regle.doute, ...doutes].filter(Boolean).join(" ")),
      entree("Sauf si", ...dispenses),
    ].filter(Boolean);
    return element(
      "article",
      { class: "obligation", "data-regle": regle.id },
      element("h4", {}, regle.titre),
      element("p", {}, regle.resume),
      aLire.length > 0 && element("dl", {}, ...aLire),
      element(
        "details",
        { class: "repli" },
        element("summary", {}, clauses.length ? "Base légale et clauses" : "Base légale"),
        element(
          "dl",
          {},
          entree("Clauses qui y répondent", ...clauses),
          entree("À savoir", regle.precisions),
          entree("Condition", pourquoi && `${pourquoi}.`),
          entree("Date", duree(resultat)),
          entree("Base légale", ...this.articles(regle.articles), regle.a_ouvrir && ` (${regle.a_ouvrir})`),
          entree("À rouvrir", [...new Set(regle.articles.map(({ non_lu }) => non_lu).filter(Boolean))].join(" ")),
        ),
      ),
    );
  }

  /** Les clauses de la famille du cas, celles que la règle nomme d'abord. */
  clauses(cas, regle) {
    const siennes = clausesProposees(regle, cas.famille).filter((id) => {
      const { familles, marches } = this.donnees.clauses[id];
      return (
        (familles.includes(cas.famille) || familles.includes(TOUTES) || cas.famille === TOUTES) &&
        (!cas.marche || marches.includes(cas.marche))
      );
    });
    const propres = siennes.filter((id) => this.donnees.clauses[id].familles.includes(cas.famille));
    const retenues = [...new Set([...propres, ...siennes])].slice(0, CLAUSES_MAX);
    return retenues.map((id) => {
      const { titre } = this.donnees.clauses[id];
      return element(
        "p",
        {},
        element("a", { href: new URL(`clauses/${id}/`, this.base).href }, titre),
        " ",
        boutonDuDossier({ id, titre }),
      );
    });
  }

  installer() {
    this.racine.hidden = false;
    this.ouvrir();
    this.form.addEventListener("input", () => this.rendre({ ecrire: true }));
    this.form.addEventListener("submit", (geste) => geste.preventDefault());
    this.form.addEventListener("reset", () =>
      setTimeout(() => {
        this.dire("");
        history.replaceState(null, "", location.pathname + location.search);
        this.remplir(this.defauts());
        this.rendre();
        this.retour("Réponses effacées.");
      }),
    );
    addEventListener("hashchange", () => location.hash.includes("v=") && this.ouvrir());
    // Qui passe aux réponses a fini de répondre : les questions se rangent, leur résumé reste.
    this.form
      .querySelector("a[href='#reponses']")
      .addEventListener("click", () => (this.questions.open = !this.complet));
    this.form.querySelector("[data-geste=lien]").addEventListener("click", async () => {
      const lien = new URL(`#${versAdresse(this.donnees.faits, this.brut())}`, location.href).href;
      this.retour(
        (await ecrire({ "text/plain": lien }))
          ? "Lien copié : il garde vos réponses."
          : `Copiez cette adresse : ${lien}`,
      );
    });
    this.installerCalculs();
  }

  retour(message) {
    this.racine.querySelector("[data-retour]").textContent = message;
  }

  installerCalculs() {
    for (const bloc of this.racine.querySelectorAll("[data-calcul]")) {
      const champs = [...bloc.querySelectorAll("input")];
      const reporter = bloc.querySelector("[data-reporter]");
      const refaire = () => {
        const valeurs = {};
        for (const { name, value } of champs) {
          const lu = value.trim() ? lireNombre(value) : NaN;
          if (name === "poids") valeurs.poids = [...(valeurs.poids ?? []), lu];
          else valeurs[name] = lu;
        }
        const touche = champs.some(({ value, defaultValue }) => value !== defaultValue);
        const { valeur, reste, message } = CALCULS[bloc.dataset.calcul](valeurs);
        bloc.querySelector("[data-resultat-calcul]").textContent = !touche
          ? ""
          : (message ?? phrase(bloc.dataset.calcul, valeur, reste));
        if (!reporter) return;
        reporter.hidden = valeur === undefined;
        for (const lien of reporter.querySelectorAll("[data-report]")) lien.hash = `${lien.dataset.report}=${valeur}`;
        reporter.dataset.valeur = valeur;
      };
      bloc.addEventListener("input", refaire);
      bloc.querySelector("[data-vers-montant]")?.addEventListener("click", () => {
        this.form.elements.montant.value = reporter.dataset.valeur;
        this.rendre({ ecrire: true });
        this.form.elements.montant.focus();
      });
    }
  }
}

function phrase(calcul, valeur, reste) {
  if (calcul === "heuresInsertion")
    return `${ecrireNombre(valeur)} heures sur la durée du marché. Divisez par le nombre d’années pour un volume annuel.`;
  if (calcul === "poids")
    return reste === 0
      ? "Les poids font 100 %."
      : `Les poids font ${ecrireNombre(valeur)} % : ${reste > 0 ? `il manque ${ecrireNombre(reste)}` : `${ecrireNombre(-reste)} de trop`} %.`;
  return `${ecrireNombre(valeur)} €${calcul === "total" ? " HT" : ""}.`;
}

/** Charge les questions et met la page en service ; sans elles, la liste de toutes les obligations se lit à côté. */
export async function installer(racine) {
  const adresse = new URL(racine.dataset.obligations, document.baseURI);
  // Les règles étaient sur cette page : leurs anciennes adresses mènent à la liste.
  if (/^#[a-z][a-z0-9-]*$/.test(location.hash) && !document.querySelector(location.hash)) {
    location.replace(new URL(`toutes/${location.hash}`, adresse));
    return;
  }
  try {
    new Page(racine, await lireJson(adresse.href)).installer();
  } catch (erreur) {
    racine.dataset.panne = "oui"; // rend la place que la feuille de style lui gardait
    throw erreur;
  }
}
