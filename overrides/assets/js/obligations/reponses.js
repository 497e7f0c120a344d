// Ce que « Que dois-je mettre ? » répond, partie par partie. `achat` : { cas, donnees: les règles et les faits, base: la racine du site, parAn: le montant d'un an a été multiplié }.

import { aujourdhui, enDate, plusMois } from "../dates.js";
import { boutonDuDossier, element } from "../elements.js";
import { ecrireNombre } from "../nombres.js";
import { grouper } from "../texte.js";
import { changements } from "./a-venir.js";
import { supposer } from "./cas.js";
import { clausesProposees, estVrai, evaluer } from "./evaluateur.js";
import { dire, duree, manque, raison } from "./mots.js";

const TOUTES = "toutes-familles";
// Les suites que le premier écran dit déjà.
const EN_TETE = ["procedure", "publicite"];
const CLAUSES_MAX = 3;
// Un petit achat n'a ni règlement, ni cahiers, ni acte d'engagement : tout s'écrit dans la lettre.
const PETIT_ACHAT = "petit-achat";
const LETTRE = "Lettre de consultation";
const A_CHOISIR = "Une clause à choisir";
const A_FAIRE = "À faire, hors des documents";
const A_RESPECTER = "À respecter";
const DERNIERS = [A_CHOISIR, A_FAIRE, A_RESPECTER];
// Ce que l'impression, d'une page, laisse de côté.
const EN_DETAIL = new Set(["Texte à insérer", "À faire", "Clauses qui y répondent", "Condition", "Non lu", "À savoir"]);
/** Dit si une règle s'écrit : elle a un texte, ou une clause y répond. */
export const sEcrit = ({ regle, reponses }) => regle.textes.length > 0 || reponses.length > 0;

/** Rend le document où une règle s'écrit d'abord, ou ce qui en tient lieu. */
export function documentDe({ cas, donnees }, resultat) {
  const { textes, acte } = resultat.regle;
  if (sEcrit(resultat) && estVrai(donnees, cas, PETIT_ACHAT)) return LETTRE;
  if (textes.length) return textes[0].document;
  if (sEcrit(resultat)) return A_CHOISIR;
  return acte ? A_FAIRE : A_RESPECTER;
}

/** Rend les parties qui suivent le premier écran, celles qui ont quelque chose à dire. */
export function lesReponses(achat, resultat) {
  const { cas, donnees } = achat;
  const { horsChamp, procedure, obligations, incertaines, aPreciser, facultes, nonDues } = resultat;
  const enLigne = (etat) => (r) => uneLigne(achat, r, etat);
  const enPhrase = (texte) => (r) => ligne(achat, r, texte(r));
  const autres = procedure.filter(({ regle }) => !EN_TETE.includes(regle.suite));
  return [
    partie("hors-champ", "Ce que cette page ne couvre pas, et où regarder", [["", horsChamp]], (r) => {
      const seule = uneLigne(achat, r, "due");
      seule.open = true;
      return seule;
    }),
    ...(horsChamp.length ? [] : avertissements(achat, resultat)),
    partie("obligations", "Ce qui s’impose, par document", parDocument(achat, obligations), enLigne("due")),
    partie("procedure", "Le déroulement", [["", autres]], enLigne("due")),
    partie(
      "incertain",
      "Ce qui est incertain",
      [["", incertaines]],
      enLigne("incertaine"),
      "Le droit n’est pas sûr ici : lisez le doute, et ouvrez le texte avant d’écrire.",
    ),
    !horsChamp.length &&
      partie(
        "a-venir",
        "Ce qui change dans les dix-huit mois",
        [["", changements(achat, aujourdhui())]],
        (changement) => ligneAVenir(achat, changement),
      ),
    partie(
      "a-preciser",
      "Ce qui dépend d’une réponse",
      [["", aPreciser]],
      enPhrase((r) => `Répondez à\u00a0: ${manque(donnees, r.manque)}.`),
    ),
    partie("possible", "Ce que vous pouvez faire", [["", facultes]], enLigne("")),
    partie(
      "non-du",
      "Ce qui n’est pas dû, et pourquoi",
      [["", nonDues]],
      enPhrase((r) => raison(donnees, cas, r)),
    ),
  ].filter(Boolean);
}

/** Rend les nœuds d'un texte de règle, ses liens vers ce site ouverts : « [mots](/chemin/) ». */
function avecLiens({ base }, texte) {
  const morceaux = texte.split(/\[([^\]]+)\]\(\/([^)]+)\)/);
  return morceaux.map((mots, rang) => {
    if (rang % 3 === 0) return mots;
    return rang % 3 === 1 ? element("a", { href: new URL(morceaux[rang + 1], base).href }, mots) : "";
  });
}

function parDocument(achat, obligations) {
  const groupes = [...grouper(obligations, (r) => documentDe(achat, r))];
  return groupes.sort(([a], [b]) => DERNIERS.indexOf(a) - DERNIERS.indexOf(b));
}

/** Ce que la réponse ne couvre pas se dit : le droit d'une famille non choisie, celui d'après la dernière lecture ; un montant qui, d'un an, passerait un seuil. */
function avertissements({ cas, donnees, parAn }, { procedure }) {
  const total = Math.round((cas.montant * cas.duree) / 12);
  const dites = (resultats) => resultats.map(({ regle }) => regle.id).join(" ");
  const deParAn =
    !parAn &&
    cas.duree > 12 &&
    cas.marche !== "travaux" &&
    dites(evaluer(donnees, { ...cas, montant: total }).procedure) !== dites(procedure);
  const { lu_jusqu_au: lu } = donnees;
  return [
    deParAn &&
      `${ecrireNombre(cas.montant)}\u00a0€ est compté en tout, pour ${cas.duree}\u00a0mois. Si c’est le montant d’un an, écrivez ${ecrireNombre(total)}\u00a0€\u00a0: la procédure ou la publicité n’est plus la même.`,
    cas.famille === TOUTES &&
      "Sans famille précise, les règles propres à une famille d’achat ne sont pas montrées : choisissez la vôtre.",
    lu && cas.lancement > lu && `Non couvert\u00a0: un texte paru après le ${enDate(lu)}.`,
  ]
    .filter(Boolean)
    .map((texte) => element("p", { class: "note" }, texte));
}

// Parties que l'on ouvre si l'on veut : rien n'y est encore imposé.
const REPLIEES = new Set(["a-venir", "a-preciser", "possible", "non-du"]);

function partie(nom, titre, groupes, rendre, chapo = "") {
  const resultats = groupes.flatMap(([, siens]) => siens);
  if (!resultats.length) return null;
  const enListe = ["a-venir", "a-preciser", "non-du"].includes(nom);
  const id = `partie-${nom}`;
  const intertitre = element("h3", { id, tabindex: "-1" }, `${titre} (${resultats.length})`);
  const contenu = groupes.flatMap(([groupe, siens]) => [
    groupe && element("h4", {}, `${groupe} (${siens.length})`),
    element(enListe ? "ul" : "div", {}, ...siens.map(rendre)),
  ]);
  const tout = [chapo && element("p", {}, chapo), ...contenu];
  return element(
    "section",
    { class: `reponses-partie reponses-${nom}`, "aria-labelledby": id },
    ...(REPLIEES.has(nom)
      ? [element("details", { class: "repli" }, element("summary", {}, intertitre), ...tout)]
      : [intertitre, ...tout]),
  );
}

/** Une règle et ce qu'on en dit ; une dispense le justifie de son article plutôt que de celui de la règle. */
function ligne(achat, { regle, etat, dispense }, texte) {
  return element(
    "li",
    { "data-obligation": regle.id, "data-etat": etat === "a-preciser" ? "incertaine" : "pas-due" },
    element("strong", {}, regle.titre),
    `. ${texte} `,
    element("span", { class: "base" }, ...lesArticles(achat, (dispense ?? regle).articles)),
  );
}

const DES = {
  lancement: "pour une consultation lancée ce jour-là ou après",
  signature: "pour un marché signé ce jour-là ou après",
  annee: "pour ce qui s’achète ou s’exécute ensuite",
};

/** Un changement : sa date, ce qui commence ou cesse, à qui il s'applique, et l'entrée de veille qui l'annonce. */
function ligneAVenir({ cas, donnees, base }, { le, regle, fin, seuils }) {
  const quand = element("strong", {}, enDate(le));
  if (seuils)
    return element("li", {}, quand, `. Seuils à relire, votre procédure en dépend\u00a0: ${manque(donnees, seuils)}.`);
  const pendant = regle.compte_depuis === "annee" && le <= plusMois(cas.signature ?? cas.lancement, cas.duree ?? 0);
  return element(
    "li",
    { "data-a-venir": regle.id },
    quand,
    `. ${fin ? "Cesse\u00a0: " : ""}${regle.titre}, ${pendant ? "pendant votre marché" : DES[regle.compte_depuis]}. `,
    regle.annonce && element("a", { href: new URL(regle.annonce.adresse, base).href }, regle.annonce.titre),
  );
}

// Ce qui changera dans le droit d'une règle : son jour, où le lire, ce qu'il change.
const leChangement = ({ base }, change) =>
  element(
    "p",
    {},
    `${change.quand}\u00a0: `,
    element("a", { href: new URL(change.adresse, base).href }, change.titre),
    change.objets.length > 0 && `. ${change.objets.join(" ")}`,
  );

/** Rend les liens vers ces articles ; `abrege` : le code de la commande publique y est « CCP ». */
export function lesArticles({ base }, articles, abrege = false) {
  // De plusieurs articles d'un même code, le dernier seul le nomme.
  const dit = ({ libelle }, rang) => {
    const [numero, code] = libelle.split(/ (?=du code )/);
    if (code && articles[rang + 1]?.libelle.endsWith(` ${code}`)) return numero;
    return abrege ? libelle.replace("du code de la commande publique", "CCP") : libelle;
  };
  return articles.flatMap((article, rang) => [
    rang > 0 && ", ",
    element("a", { href: new URL(article.adresse, base).href }, dit(article, rang)),
  ]);
}

/** Une règle, repliée sur sa ligne ; ce qu'elle demande, où, et son article s'ouvrent. Une faculté, `etat` vide, n'est pas une obligation. */
function uneLigne(achat, resultat, etat) {
  const { cas, donnees } = achat;
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
  const dite = (fait) => donnees.faits[fait].ecarte === "en-le-disant";
  const pourquoi = regle.si
    .filter(({ op, fait, valeur }) => !["n-est-pas", "hors"].includes(op) && (valeur !== "non" || dite(fait)))
    .map((condition) => dire(donnees, cas, condition))
    .join(" ; ");
  const enLettre = estVrai(donnees, cas, PETIT_ACHAT);
  const lieu = ({ document: piece, place }) => (enLettre ? LETTRE : `${piece}${place ? `, « ${place} »` : ""}`);
  const lieux = regle.textes.flatMap((t, rang) => [rang > 0 && ", ", element("strong", {}, lieu(t))]);
  const textes = regle.textes.flatMap((t) => t.texte.split(/\n{2,}/).map((partie) => element("p", {}, partie)));
  const doutes = resultat.doutes.map(
    ({ seuil, montant }) =>
      `Un seuil de ${ecrireNombre(montant)} ${donnees.seuils[seuil].unite} est annoncé, non confirmé : ouvrez Légifrance.`,
  );
  const clauses = lesClauses(achat, regle);
  const dispenses = resultat.dispenses.map(({ motif, articles }) =>
    element("p", {}, `${motif} (`, ...lesArticles(achat, articles), ")"),
  );
  const supposes = resultat.supposes.map((nom) =>
    element("p", {}, `${supposer(donnees, nom)} Dites-le plus haut si ce n’est pas le cas.`),
  );
  const aLire = [
    entree("Supposé", ...supposes),
    entree("À écrire", ...(lieux.length || !clauses.length ? lieux : ["une clause, à choisir ci-dessous"])),
    entree("À faire", regle.acte && `${regle.acte.moment}\u00a0: ${regle.acte.quoi}`),
    entree("Le doute", ...avecLiens(achat, [regle.doute, ...doutes].filter(Boolean).join(" "))),
    entree("Sauf si", ...dispenses),
  ].filter(Boolean);
  return element(
    "details",
    {
      class: "obligation",
      id: regle.id,
      "data-obligation": etat ? regle.id : null,
      "data-etat": etat ? (resultat.etat === "incertaine" ? "incertaine" : etat) : null,
    },
    element("summary", {}, regle.titre),
    element("p", {}, regle.resume),
    element(
      "dl",
      {},
      ...aLire,
      entree("Texte à insérer", ...textes),
      entree("Clauses qui y répondent", ...clauses),
      entree("À savoir", ...avecLiens(achat, regle.precisions ?? "")),
      entree("Condition", pourquoi && `${pourquoi}.`),
      entree("Date", duree(resultat)),
      entree("Change", ...regle.a_venir.map((change) => leChangement(achat, change))),
      entree("Base légale", ...lesArticles(achat, regle.articles), regle.a_ouvrir && ` (${regle.a_ouvrir})`),
      entree("Non lu", [...new Set(regle.articles.map(({ non_lu }) => non_lu).filter(Boolean))].join(" ")),
    ),
  );
}

/** Les clauses de la famille du cas, celles que la règle nomme d'abord. */
function lesClauses({ cas, donnees, base }, regle) {
  const siennes = clausesProposees(regle, cas.famille).filter((id) => {
    const { familles, marches } = donnees.clauses[id];
    return (
      (familles.includes(cas.famille) || familles.includes(TOUTES) || cas.famille === TOUTES) &&
      (!cas.marche || marches.includes(cas.marche))
    );
  });
  const propres = siennes.filter((id) => donnees.clauses[id].familles.includes(cas.famille));
  const retenues = [...new Set([...propres, ...siennes])].slice(0, CLAUSES_MAX);
  return retenues.map((id) => {
    const { titre } = donnees.clauses[id];
    return element(
      "p",
      {},
      element("a", { href: new URL(`clauses/${id}/`, base).href }, titre),
      " ",
      boutonDuDossier({ id, titre }),
    );
  });
}
