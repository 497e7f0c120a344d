// La page « Que dois-je mettre ? » : lit le formulaire et l'adresse, et demande à l'évaluateur ce que ecran.js montre.

import { ecrireTexte, lireTexte } from "../appareil.js";
import "../commun.js";
import { ecrire } from "../copier.js";
import { aujourdhui } from "../dates.js";
import { clausesDuDossier } from "../dossier/souvenir.js";
import { element, mener } from "../elements.js";
import { lireJson } from "../recherche/chargement.js";
import { compter } from "../texte.js";
import { relache } from "./appui.js";
import { installerCalculs } from "./calculette.js";
import { depuisAdresse, lire, lotsDeLAdresse, lotsVersAdresse, parDefaut, versAdresse } from "./cas.js";
import { contradictions, evaluer, manquantes, questions } from "./evaluateur.js";
import { Formulaire } from "./formulaire.js";
import "./procedure.js"; // du même morceau que l’évaluateur, qui sert aussi à la réponse

const CLE = "mon-achat"; // le dernier achat décrit, sur l'appareil : il revient avec qui revient par le menu
const MANQUE_TOUT = "Répondez aux quatre questions : la réponse vient aussitôt.";
const PERDUE = "Une réponse de ce lien n’existe pas ici : nous avons gardé les autres.";
const PANNE =
  "Les règles de cette famille ne sont pas venues. Vérifiez la connexion, puis changez une réponse ; la liste de toutes les obligations, plus bas, se lit sans elles.";
const INDISPENSABLES = ["acheteur", "marche", "famille", "montant", "lancement"];
// Supposés de tout achat, même d'un lien qui n'en dit rien : la réponse le montre, et on le change.
const SUPPOSES = ["contrat", "lots"];

class Page {
  constructor(racine, donnees) {
    this.racine = racine;
    this.donnees = this.communes = donnees;
    this.lues = {};
    this.base = new URL("../", new URL(racine.dataset.obligations, document.baseURI));
    this.form = racine.querySelector("[data-cas]");
    this.questions = racine.querySelector("[data-questions]");
    this.saisie = new Formulaire(this.form, donnees.faits);
    this.passees = new Set();
    this.lots = [];
  }

  /** Rend le cas entier, lots compris, pour l'adresse de cette page. */
  adresse(brut) {
    return versAdresse(this.communes.faits, brut) + lotsVersAdresse(this.lots);
  }

  defauts() {
    return parDefaut(this.donnees.faits, aujourdhui());
  }

  remplir(brut) {
    this.passees.clear();
    this.voulue = null;
    this.refusees = this.saisie.remplir(brut);
  }

  ouvrir() {
    // Le cas entier est après le # ; une autre page ne remplit que ce qu'elle sait : « ?famille=nettoyage » ; sans eux, revient le dernier achat.
    const garde = location.hash || location.search ? "" : lireTexte(CLE);
    if (garde) history.replaceState(null, "", `#${garde}`);
    const cas = location.hash.includes("v=");
    const lue = cas ? location.hash : location.search.replace("?", "#");
    const { brut, message } = depuisAdresse(this.donnees.faits, lue);
    Object.assign(this, { lots: lotsDeLAdresse(location.hash), parLots: null });
    const defauts = this.defauts();
    const supposes = Object.fromEntries(SUPPOSES.map((nom) => [nom, defauts[nom] ?? ""]));
    this.remplir({ ...(cas ? supposes : defauts), ...brut });
    this.dire(message || (Object.keys(this.refusees).length ? PERDUE : ""));
    // Un cas entier arrive rangé ; ce qui n'y va pas le rouvre.
    this.questions.open = !cas || Boolean(message);
    if (garde) this.retour("Votre dernier achat est revenu.");
    this.rendre().then(() => message || this.ranger());
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
    const brut = this.saisie.brut();
    const { cas, messages } = lire(this.communes.faits, brut);
    if (ecrire) {
      history.replaceState(null, "", `#${this.adresse(brut)}`);
      ecrireTexte(CLE, this.adresse(brut));
      this.retour("");
    }
    const repond = cas.famille || evaluer(this.communes, cas).horsChamp.length;
    const [donnees, ecran] = await Promise.all([
      cas.famille ? this.apprendre(cas.famille) : this.donnees,
      repond ? import("./ecran.js").catch(() => null) : undefined,
    ]);
    // Une réponse changée pendant l'attente a demandé son propre rendu.
    if (this.adresse(this.saisie.brut()) !== this.adresse(brut)) return;
    this.donnees = donnees ?? this.communes;
    if (this.saisie.supposerLaNature(cas, donnees?.dossiers)) return this.rendre({ ecrire });
    const resultat = evaluer(this.donnees, cas);
    for (const { faits, message } of contradictions(this.donnees, cas)) messages[faits.at(-1)] ??= message;
    for (const nom of Object.keys(this.refusees))
      if (!brut[nom]) messages[nom] ??= "Choisissez une réponse de la liste.";
    this.saisie.montrer(questions(this.donnees, cas), messages, brut);
    this.saisie.resumer(this.racine, cas);
    this.montrerReponses(cas, resultat, donnees && ecran);
    this.transmettre(brut);
  }

  /** Un cas complet suit l'acheteur au dossier : par le lien de l'en-tête, et par chaque clause ajoutée d'ici (dossier/bouton.js). */
  transmettre(brut) {
    this.racine.dataset.casSaisi = this.complet ? versAdresse(this.donnees.faits, brut) : "";
    const lien = document.querySelector("[data-mon-dossier]");
    if (lien) lien.hash = this.complet ? `sinon&${this.racine.dataset.casSaisi}` : "";
  }

  /** Le cas complet et sans faute, les questions se replient en une ligne. */
  ranger() {
    this.rangees = this.complet && Boolean(this.form.elements.duree.value);
    this.questions.open = !this.complet || this.form.querySelector("[aria-invalid]") !== null;
  }

  /** `ecran` : ce qui dessine la réponse ; `null` si lui ou les règles ne sont pas venus, `undefined` si l'achat est trop peu dit. */
  montrerReponses(cas, resultat, ecran) {
    const { horsChamp, obligations, incertaines, aPreciser } = resultat;
    const manquent = horsChamp.length ? [] : INDISPENSABLES.filter((nom) => cas[nom] === undefined);
    this.complet = Boolean(ecran) && !manquent.length;
    const compte = this.racine.querySelector("[data-bilan]");
    const boite = this.racine.querySelector("[data-reponses]");
    const tete = this.racine.querySelector("[data-tete]");
    this.racine.querySelector("[data-gestes]").hidden = !this.complet;
    tete.replaceChildren();
    if (!this.complet) {
      const presque = `Il manque, ou il faut corriger : ${manquent.map((nom) => this.donnees.faits[nom].libelle).join(", ")}.`;
      compte.textContent = ecran === null ? PANNE : manquent.length < INDISPENSABLES.length - 1 ? presque : MANQUE_TOUT;
      this.questions.open = true;
      boite.replaceChildren();
      this.montrerLesLots(null);
      return;
    }
    compte.textContent = horsChamp.length
      ? "Cet achat est hors du champ de cette page."
      : `${compter(obligations.length, "obligation", "obligations")}, ${compter(incertaines.length, "incertaine", "incertaines")}, ${compter(aPreciser.length, "qui dépend", "qui dépendent")} d’une réponse.`;
    const parAn = this.form.elements.rythme.value === "an";
    const achat = { cas, donnees: this.donnees, base: this.base, parAn };
    const suite = element("div", { class: "question-seule" });
    boite.replaceChildren(suite, ...ecran.lesReponses(achat, resultat));
    this.montrerLesLots(horsChamp.length ? null : achat);
    if (horsChamp.length) return;
    const premier = ecran.lePremierEcran(achat, resultat, this.saisie.brut(), (nom) => this.demander(nom));
    tete.append(...premier.tete);
    this.poserQuestion(ecran, achat, resultat, premier.places, suite);
    this.controlerDossier(resultat);
  }

  /** Montre les lots d'un achat qui en a plusieurs, `null` : d'aucun ; leur module ne vient qu'alors, et l'achat peut changer en l'attendant. */
  async montrerLesLots(achat) {
    this.achat = achat;
    const racine = this.racine.querySelector("[data-lots]");
    racine.hidden = !(achat?.cas.lots > 1);
    if (racine.hidden) return;
    const module = await import("./lots.js").catch(() => null);
    if (this.achat !== achat) return;
    if (!module) return racine.replaceChildren("Vos lots manquent : vérifiez la connexion, puis changez une réponse.");
    this.parLots ??= new module.Lots(racine, this.lots, {
      apprendre: (famille) => this.apprendre(famille),
      changer: (lots) => {
        this.lots = lots;
        this.rendre({ ecrire: true });
      },
    });
    await this.parLots.montrer(achat);
  }

  /** Pose une question, une seule : celle que l'on veut changer, sinon celle qui compte le plus. */
  poserQuestion(ecran, { cas }, resultat, places, ensuite) {
    const question = this.voulue ? { nom: this.voulue } : ecran.laQuestion(this.donnees, cas, resultat, this.passees);
    if (!question) return;
    const { nom } = question;
    const gestes = {
      aide: this.saisie.aide(nom),
      lire: (texte) => lire(this.communes.faits, { [nom]: texte }).messages[nom] ?? "",
      repondre: (texte) => this.repondre(nom, texte),
    };
    (places[this.voulue ? "procedure" : question.decide] ?? ensuite).append(
      ecran.questionSeule(this.donnees, { ...question, famille: cas.famille }, gestes),
    );
  }

  async demander(nom) {
    this.voulue = nom;
    await this.rendre();
    this.versLaQuestion();
  }

  /** Garde une réponse ; sans elle, la question passe et ce qui en dépend reste dit. Les réponses restent à l'écran ; le clavier va à la question suivante, si elle y est. */
  async repondre(nom, texte) {
    this.voulue = null;
    this.form.elements[nom].value = texte;
    if (texte) this.passees.delete(nom);
    else this.passees.add(nom);
    await this.rendre({ ecrire: true });
    this.versLaQuestion();
  }

  versLaQuestion() {
    mener("reponses");
    const suivante = this.racine.querySelector("[data-question] :is(button, input)");
    const haut = this.racine.querySelector("#reponses").getBoundingClientRect().top;
    if (suivante?.getBoundingClientRect().bottom - haut < innerHeight) suivante.focus({ preventScroll: true });
  }

  /** Dit à quelles obligations le dossier gardé sur l'appareil ne répond pas encore. */
  async controlerDossier(resultat) {
    if (!clausesDuDossier()) return;
    this.dossier ??= import("./dossier.js").then(async (module) => ({ ...module, lu: await module.textesDuDossier() }));
    const dossier = await this.dossier.catch(() => null);
    if (!dossier?.lu.textes.length) return;
    this.duDossier?.remove();
    const cas = versAdresse(this.donnees.faits, this.saisie.brut());
    this.duDossier = dossier.avisDuDossier(
      manquantes(resultat, dossier.lu),
      new URL(`dossier/#${cas}`, this.base).href,
    );
    this.racine.querySelector("[data-reponses]").prepend(this.duDossier);
  }

  installer() {
    this.racine.hidden = false;
    this.ouvrir();
    this.form.addEventListener("input", () => this.rendre({ ecrire: true }));
    // La dernière des quatre réponses range les questions, une fois ; qui les rouvre les referme.
    this.form.addEventListener("change", async ({ target }) => {
      const avant = this.rangees;
      await relache();
      await this.rendre({ ecrire: true });
      const encore = document.activeElement !== target && this.form.contains(document.activeElement);
      this.rangees = this.complet && Boolean(this.form.elements.duree.value);
      if (!avant && this.rangees && !(encore && document.activeElement.name)) this.montrer();
    });
    this.form.addEventListener("submit", (geste) => {
      geste.preventDefault();
      this.montrer();
    });
    this.form.addEventListener("reset", () => {
      ecrireTexte(CLE, "");
      setTimeout(() => {
        this.dire("");
        history.replaceState(null, "", location.pathname + location.search);
        this.remplir(this.defauts());
        Object.assign(this, { lots: [], parLots: null });
        this.rendre();
        this.retour("Réponses effacées.");
      });
    });
    addEventListener("hashchange", () => location.hash.includes("v=") && this.ouvrir());
    this.racine.querySelector("[data-geste=lien]").addEventListener("click", async () => {
      const lien = new URL(`#${this.adresse(this.saisie.brut())}`, location.href).href;
      this.retour(
        (await ecrire({ "text/plain": lien }))
          ? "Lien copié : il garde vos réponses."
          : `Copiez cette adresse : ${lien}`,
      );
    });
    installerCalculs(this.racine);
  }

  /** Range les questions et mène à la réponse ; incomplètes, elles restent, et la page dit ce qui manque. */
  montrer() {
    this.ranger();
    mener("reponses");
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
