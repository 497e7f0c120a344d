// La page « Que dois-je mettre ? » : lit le formulaire et l'adresse, et demande à l'évaluateur ce que reponses.js montre.

import "../commun.js";
import { ecrire } from "../copier.js";
import { aujourdhui } from "../dates.js";
import { clausesDuDossier } from "../dossier/souvenir.js";
import { direEcart, element } from "../elements.js";
import { lireJson } from "../recherche/chargement.js";
import { compter } from "../texte.js";
import { installerCalculs } from "./calculette.js";
import { depuisAdresse, lire, parDefaut, versAdresse } from "./cas.js";
import { lesDossiers } from "./conseils.js";
import { contradictions, evaluer, manquantes, questions } from "./evaluateur.js";
import { reponseEnMots } from "./mots.js";
import { lesReponses } from "./reponses.js";

const MANQUE_TOUT = "Répondez aux premières questions : la page répond à mesure.";
const PANNE =
  "Les règles de cette famille ne sont pas venues. Vérifiez la connexion, puis changez une réponse ; la liste de toutes les obligations, plus bas, se lit sans elles.";
const INDISPENSABLES = ["acheteur", "marche", "famille", "montant", "lancement"];

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
    return parDefaut(this.donnees.faits, aujourdhui());
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
    for (const { faits, message } of contradictions(this.donnees, cas)) messages[faits.at(-1)] ??= message;
    for (const nom of Object.keys(this.refusees))
      if (!brut[nom]) messages[nom] ??= "Choisissez une réponse de la liste.";
    this.montrerQuestions(questions(this.donnees, cas), messages, brut);
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
    const { horsChamp, obligations, incertaines, aPreciser } = resultat;
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
    const achat = { cas, donnees: this.donnees, base: this.base };
    boite.replaceChildren(...lesDossiers(achat, this.brut(), horsChamp), ...lesReponses(achat, resultat));
    this.controlerDossier(resultat);
  }

  /** Dit à quelles obligations le dossier gardé sur l'appareil ne répond pas encore. */
  async controlerDossier(resultat) {
    this.textes ??= clausesDuDossier() ? import("./dossier.js").then(({ textesDuDossier }) => textesDuDossier()) : null;
    const dossier = await this.textes?.catch(() => null);
    if (!dossier?.textes.length) return;
    const restent = manquantes(resultat, dossier).map(({ regle }) => element("li", {}, regle.titre));
    const titre = restent.length
      ? `Votre dossier ne répond pas encore à ${compter(restent.length, "obligation", "obligations")} :`
      : "Votre dossier répond à toutes les obligations de ce cas qui s’écrivent.";
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
    installerCalculs(this.racine, (montant) => {
      this.form.elements.montant.value = montant;
      this.rendre({ ecrire: true });
      this.form.elements.montant.focus();
    });
  }

  retour(message) {
    this.racine.querySelector("[data-retour]").textContent = message;
  }
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
