// Les lettres d'un manquement : ce que chacune demande, ce qui la ferait tomber, ses mots. Aucune ne décide d'une résiliation. Sans page.

import { enDate } from "../dates.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { articlesDe, estDeTravaux, OBSERVATIONS } from "./ccag.js";
import { finDuDelai } from "./delai.js";
import { enJourDit } from "./lecture.js";

const champ = (nom, libelle, plus = {}) => ({ nom, libelle, type: "text", ...plus });
const JOURS = { type: "number", aide: "En jours, à partir de la réception de la lettre." };

const COMMUNS = [
  champ("acheteur", "Acheteur"),
  champ("titulaire", "Titulaire"),
  champ("clause", "La clause du contrat signé, mot pour mot", { type: "textarea" }),
  champ("ou", "Où elle est écrite", { aide: "L’article et la pièce : « article 8.2 du CCAP »." }),
  champ("fait", "Le fait", { type: "textarea", aide: "Ce que vous avez vu ou n’avez pas reçu, sans avis ni soupçon." }),
  champ("du", "Date du fait", { type: "date" }),
  champ("preuve", "La pièce qui le prouve", { aide: "Un constat, un courriel, un bon : nommez-le et datez-le." }),
  champ("le", "Date de la lettre", { type: "date" }),
  champ("signataire", "Qui signe", { aide: "Prénom et nom de qui représente l’acheteur." }),
  champ("qualite", "Sa qualité", { aide: "« Maire », « directrice, par délégation du 3 mars 2027 »." }),
];
const ENTENDU = [
  champ("invite", "Lettre qui l’a mis en demeure ou invité à s’expliquer, reçue le", { type: "date" }),
  champ("laisse", "Délai qu’elle laissait", { type: "number", aide: "En jours." }),
  champ("reponse", "Ce qu’il a répondu, et ce que vous en retenez", {
    type: "textarea",
    aide: "Sans réponse, écrivez « aucune réponse ».",
  }),
];
const DECOMPTE = champ("decompte", "Décompte général notifié le", {
  type: "date",
  facultatif: true,
  travaux: true,
  aide: "Laissez vide s’il ne l’est pas.",
});

/** Les lettres, dans l'ordre où elles s'envoient : { titre, champs: les siens, après les communs }. */
export const GENRES = {
  relance: { titre: "Relance", champs: [champ("correction", "Délai pour y remédier", JOURS)] },
  "mise-en-demeure": {
    titre: "Mise en demeure",
    champs: [
      champ("correction", "Délai pour y remédier", JOURS),
      champ("observations", "Délai pour présenter ses observations", JOURS),
      champ("resiliation", "Elle annonce une résiliation possible pour faute", { type: "checkbox", facultatif: true }),
    ],
  },
  constat: { titre: "Constat après observations", champs: ENTENDU },
  penalite: {
    titre: "Pénalité",
    champs: [
      ...ENTENDU,
      champ("montant", "Montant que la clause donne par unité (€)"),
      champ("unite", "Unité", { aide: "« relevé non remis », « heure non faite », « jour »." }),
      champ("nombre", "Nombre d’unités"),
      champ("plafond", "Plafond que la clause donne (€)", {
        aide: "Un pourcentage : calculez-le sur ce que dit la clause.",
      }),
      champ("deja", "Déjà compté sous ce plafond (€)"),
      champ("exoneration", "Le contrat écarte l’exonération jusqu’à 1\u00a0000 €, ou elle ne vise pas ce fait", {
        type: "checkbox",
        facultatif: true,
        ccag: true,
      }),
      DECOMPTE,
    ],
  },
  reduction: {
    titre: "Réduction de prix",
    champs: [
      ...ENTENDU,
      champ("prix", "Prix hors taxes de ce qui n’est pas conforme (€)"),
      champ("reduction", "Réduction (€)"),
      champ("calcul", "Son calcul, d’après la clause", { type: "textarea" }),
      DECOMPTE,
    ],
  },
};

/** Rend les champs d'une lettre de ce marché. */
export const champsDe = (genre, suivi) => [
  ...COMMUNS,
  ...GENRES[genre].champs.filter(
    ({ travaux, ccag }) => (!travaux || estDeTravaux(suivi)) && (!ccag || articlesDe(suivi)),
  ),
];

/** Rend le compte d'une pénalité, en euros : { total, reste: sous le plafond, retenu }. */
export function compte({ montant, nombre, plafond, deja }) {
  const total = Math.round(lireNombre(montant) * lireNombre(nombre) * 100) / 100;
  const reste = Math.max(0, Math.round((lireNombre(plafond) - lireNombre(deja)) * 100) / 100);
  return { total, reste, retenu: Math.min(total, reste) };
}

const EN_LETTRES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze".split(" ");

// Moins que le CCAG, sans que la clause citée le dise, en chiffres ou en lettres, d'un délai d'observations.
function tropCourt(jours, { clause }) {
  if (!(Number(jours) < OBSERVATIONS)) return false;
  const dit = `(?<![\\p{L}\\d])(?:${Number(jours)}|${EN_LETTRES[Number(jours)]})\\)?(?:\\s*\\([^)]*\\))?\\s+jours?`;
  const phrases = clause.split(/[.;](?=\s|$)|\n/);
  return !phrases.some((phrase) => /observation/i.test(phrase) && new RegExp(dit, "iu").test(phrase));
}

const NOMBRES = ["montant", "nombre", "plafond", "deja", "prix", "reduction"];

/** Rend ce que les pénalités des autres attendus du marché retiennent, en euros. */
const retenuAilleurs = ({ lettres }, cle) =>
  lettres
    .filter((une) => une.genre === "penalite" && une.cle.split("|")[0] !== cle.split("|")[0])
    .reduce((somme, { valeurs }) => somme + (compte(valeurs).retenu || 0), 0);

/** Rend ce qui empêche d'écrire la lettre de l'échéance `cle` : { champ: ce qu'il faut dire }. */
export function ecarts(genre, valeurs, suivi, cle, feries) {
  const trouves = {};
  const dire = (nom, texte) => {
    trouves[nom] ??= texte;
  };
  for (const { nom, type, facultatif } of champsDe(genre, suivi)) {
    const valeur = (valeurs[nom] ?? "").trim();
    if (!valeur) {
      if (!facultatif) dire(nom, nom === "clause" ? SANS_CLAUSE : "À remplir : la lettre tomberait sans cela.");
    } else if (type === "date" && !enJourDit(valeur)) dire(nom, "Cette date n’existe pas.");
    else if (NOMBRES.includes(nom) && !(lireNombre(valeur) >= (nom === "deja" ? 0 : 0.01)))
      dire(nom, "Un nombre plus grand que zéro.");
    else if (type === "number" && !(Number(valeur) >= 1 && Number.isInteger(Number(valeur))))
      dire(nom, "Un nombre entier de jours, au moins un.");
    else if (/\[[^\]]+\]/.test(valeur) && nom !== "reponse") dire(nom, "Il reste un blanc entre crochets.");
  }
  if (suivi.notification && valeurs.du && valeurs.du < suivi.notification)
    dire(
      "du",
      `Ce fait est avant la notification, ${enDate(suivi.notification)} : le marché ne l’obligeait pas encore.`,
    );
  if (valeurs.du > valeurs.le) dire("du", "Ce fait est après la lettre.");
  const articles = articlesDe(suivi);
  if (articles && tropCourt(valeurs.observations, valeurs))
    dire(
      "observations",
      `L’article ${articles.observations} du ${articles.nom} laisse quinze jours : n’en laissez moins que si la clause citée le dit.`,
    );
  if (suivi.ccag === "Travaux" && valeurs.resiliation && Number(valeurs.correction) < 15)
    dire("correction", "L’article 52 du CCAG-Travaux veut quinze jours au moins avant d’aller plus loin.");
  if (GENRES[genre].champs.includes(ENTENDU[0])) {
    if (valeurs.invite < valeurs.du)
      dire("invite", "Cette lettre est avant le fait : il faut l’entendre sur celui-ci.");
    if (articles && tropCourt(valeurs.laisse, valeurs))
      dire(
        "laisse",
        `L’article ${articles.observations} du ${articles.nom} laisse quinze jours, sauf si la clause citée en dit moins : écrivez-lui de nouveau.`,
      );
    const fin =
      enJourDit(valeurs.invite) && Number(valeurs.laisse) && finDuDelai(valeurs.invite, Number(valeurs.laisse), feries);
    if (fin && valeurs.le <= fin)
      dire("le", `Le délai laissé court jusqu’au ${enDate(fin)} inclus : attendez-en la fin.`);
  }
  const sanction = SANCTIONS[genre];
  if (sanction && !sanction.motif.test(valeurs.clause.replace(NIEE, ""))) dire("clause", sanction.dit);
  if (valeurs.decompte && valeurs.decompte <= valeurs.le) dire("decompte", APRES_LE_DECOMPTE);
  if (genre === "penalite" && compte(valeurs).reste === 0)
    dire("deja", "Le plafond est atteint : rien ne peut plus être compté.");
  if (
    genre === "penalite" &&
    articles &&
    !valeurs.exoneration &&
    compte(valeurs).retenu + lireNombre(valeurs.deja) + retenuAilleurs(suivi, cle) <= 1000
  )
    dire(
      "exoneration",
      `Jusqu’à 1\u00a0000 € pour tout le marché, le titulaire est exonéré (${articles.nom}, article ${articles.exoneration}) : ce suivi n’en compte pas plus. Cochez si votre contrat l’écarte, sinon rien n’est dû.`,
    );
  if (genre === "reduction" && lireNombre(valeurs.reduction) > lireNombre(valeurs.prix))
    dire("reduction", "La réduction dépasse le prix de ce qui n’est pas conforme.");
  return trouves;
}

const NIEE = /(?:\baucune?|\bsans|\bni|\bpas de) (?:autre |telle )?(?:pénalité|réduction|réfaction)s?/gi;
// Une sanction que le contrat n'écrit pas ne s'applique pas.
const SANCTIONS = {
  penalite: { motif: /pénalité/i, dit: "La clause citée ne parle pas de pénalité : ajoutez celle qui en porte une." },
  reduction: {
    motif: /rédui|réduction|réfaction|pas pay/i,
    dit: "La clause citée ne réduit aucun prix : ajoutez celle qui le fait.",
  },
};
const SANS_CLAUSE = "Collez la clause signée, ou lisez-la dans le document : nos modèles ne sont pas votre contrat.";
const APRES_LE_DECOMPTE =
  "Le décompte général est notifié : sans une mention de cette somme, elle ne peut plus être réclamée (CCAG-Travaux, article 12.4.2). Faites relire avant d’aller plus loin.";

/** Rend ce qui est à vérifier avant d'envoyer, et que la lettre ne dit pas. */
export function aVerifier(genre, valeurs, suivi) {
  const articles = articlesDe(suivi);
  const dit = (nombre) => valeurs.clause?.replace(/\s/g, "").includes(ecrireNombre(nombre).replace(/\s/g, ""));
  return [
    "Envoyez-la par un moyen qui date sa réception, et gardez cette date.",
    genre === "mise-en-demeure" &&
      `Le délai de la clause l’emporte. ${articles ? `Pour une clause d’insertion ou d’environnement, la pénalité suppose cette mise en demeure restée sans effet (${articles.nom}, articles ${articles.insertion} et ${articles.environnement}).` : "Sans CCAG, tout délai vient du contrat."}`,
    genre === "mise-en-demeure" && !/pénalité|rédui|réduction|réfaction|résili|pas pay/i.test(valeurs.clause)
      ? "La clause citée ne dit aucune sanction : ajoutez celle qui en porte une, si le contrat en a une."
      : "",
    valeurs.resiliation &&
      `Un engagement de l’offre non tenu n’est une faute que si le contrat l’écrit${articles ? ` : lisez l’article ${articles.faute} du ${articles.nom}` : ""}. Cette lettre ne résilie rien.`,
    genre === "penalite" && lireNombre(valeurs.montant) && !dit(lireNombre(valeurs.montant))
      ? "La clause citée ne porte pas ce montant : relisez-la."
      : "",
    genre === "reduction" && articles
      ? `Le ${articles.nom} (article ${articles.refaction}) n’ouvre la réfaction qu’au moment d’admettre ou de réceptionner : plus tard, il faut une phrase de votre contrat.`
      : "",
    ["penalite", "reduction"].includes(genre) && estDeTravaux(suivi)
      ? "Portez cette somme au décompte général : une pénalité qui n’y est pas est perdue (CCAG-Travaux, articles 12.4.2 et 12.4.3)."
      : "",
  ].filter(Boolean);
}
