// Ce qui ferait tomber une lettre devant un juge, et ce qui reste à vérifier avant de l'envoyer. Sans page.

import { enDate } from "../dates.js";
import { lireNombre } from "../nombres.js";
import { articlesDe, estDeTravaux } from "./ccag.js";
import {
  CONTRADICTOIRE,
  delaisDits,
  EN_DEMEURE,
  nombresDits,
  porte,
  REMEDIER,
  tropCourt,
  uniteDite,
} from "./citation.js";
import { finDuDelai } from "./delai.js";
import { pieceDue } from "./etat.js";
import { enJourDit } from "./lecture.js";
import { champsDe, compte, ENTENDU } from "./lettres.js";

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
  const champs = champsDe(genre, suivi);
  const lettre = { genre, valeurs, suivi, cle, feries, articles: articlesDe(suivi), dire };
  for (const champ of champs) laForme(champ, lettre);
  leFait(lettre);
  if (trouves.clause) return trouves;
  lesDelais(lettre);
  if (genre === "mise-en-demeure") ceQuiMenace(lettre);
  if (champs.includes(ENTENDU[0])) lEntendu(lettre);
  if (genre in SANCTIONS) laSanction(lettre);
  if (genre === "penalite" && !trouves.clause) laPenalite(lettre);
  if (genre === "reduction" && lireNombre(valeurs.reduction) > lireNombre(valeurs.prix))
    dire("reduction", "La réduction dépasse le prix de ce qui n’est pas conforme.");
  return trouves;
}

function laForme({ nom, type, facultatif }, { valeurs, dire }) {
  const valeur = (valeurs[nom] ?? "").trim();
  if (!valeur) {
    if (!facultatif) dire(nom, nom === "clause" ? SANS_CLAUSE : "À remplir : la lettre tomberait sans cela.");
  } else if (type === "date" && !enJourDit(valeur)) dire(nom, "Cette date n’existe pas.");
  else if (NOMBRES.includes(nom) && !(lireNombre(valeur) >= (nom === "deja" ? 0 : 0.01)))
    dire(nom, "Un nombre plus grand que zéro.");
  else if (type === "number" && !/^[1-9]\d{0,2}$/.test(valeur)) dire(nom, "Un nombre entier, de 1 à 999.");
  else if (/\[[^\]]+\]/.test(valeur) && nom !== "reponse") dire(nom, "Il reste un blanc entre crochets.");
}

function leFait({ valeurs: { du, le }, suivi, cle, feries, dire }) {
  const { notification } = suivi;
  if (notification && du && du < notification)
    dire("du", `Ce fait est avant la notification, ${enDate(notification)} : le marché ne l’obligeait pas encore.`);
  if (du > le) dire("du", "Ce fait est après la lettre.");
  const due = pieceDue(suivi, cle, feries);
  if (due && du <= due)
    dire("du", `Cette pièce se remet jusqu’au ${enDate(due)} inclus : le manquement est au plus tôt du lendemain.`);
}

// Le délai pour y remédier : celui de la clause, et quinze jours en travaux avant d'aller plus loin.
function lesDelais({ genre, valeurs, suivi, dire }) {
  const dits = delaisDits(valeurs.clause, REMEDIER);
  const laisse = dits.length ? Math.min(...dits.map(({ jours }) => jours)) : 0;
  const [{ en = "jours" } = {}] = dits;
  if (genre !== "relance" && en !== "jours" && !dits.some((dit) => dit.en === (valeurs.en || "jours")))
    dire("en", `La clause citée compte en ${en} : comptez de même.`);
  for (const nom of ["correction", "remede"])
    if (genre !== "relance" && Number(valeurs[nom]) * (valeurs.en === "mois" ? 30 : 1) < laisse)
      dire(
        nom,
        `La clause citée laisse ${laisse} ${en === "mois" ? "jours" : en} : plus courte, la mise en demeure ne vaut pas.`,
      );
  if (suivi.ccag === "Travaux" && valeurs.resiliation && Number(valeurs.correction) < 15)
    dire("correction", "L’article 52 du CCAG-Travaux veut quinze jours au moins avant d’aller plus loin.");
}

function ceQuiMenace({ valeurs, suivi, cle, feries, articles, dire }) {
  if (articles && tropCourt(valeurs.observations, valeurs.clause))
    dire(
      "observations",
      `L’article ${articles.observations} du ${articles.nom} laisse quinze jours : n’en laissez moins que si la clause citée le dit.`,
    );
  if (porte(SANCTIONS.penalite.motif, valeurs.clause) && !valeurs.encouru)
    dire(
      "encouru",
      `Dites-le, montant compris${articles ? ` : l’invitation à s’expliquer le précise (${articles.nom}, article ${articles.observations})` : ""}.`,
    );
  if (!valeurs.resiliation) return;
  if (!/faute|résili/i.test(valeurs.clause)) dire("clause", sansFaute(articles));
  if (pieceDue(suivi, cle, feries) && /absence d’un document n’y suffit pas/.test(valeurs.clause))
    dire("resiliation", "La clause citée dit que l’absence d’un document n’y suffit pas : décochez.");
}

function lEntendu({ valeurs, feries, articles, dire }) {
  const { invite, laisse } = valeurs;
  if (invite < valeurs.du) dire("invite", "Cette lettre est avant le fait : il faut l’entendre sur celui-ci.");
  if (articles && tropCourt(laisse, valeurs.clause))
    dire(
      "laisse",
      `L’article ${articles.observations} du ${articles.nom} laisse quinze jours, sauf si la clause citée en dit moins : écrivez-lui de nouveau.`,
    );
  for (const nom of ["laisse", "remede"]) {
    const en = nom === "remede" ? valeurs.en || "jours" : "jours";
    const fin = enJourDit(invite) && Number(valeurs[nom]) && finDuDelai(invite, Number(valeurs[nom]), feries, en);
    if (fin && valeurs.le <= fin)
      dire("le", `Le délai laissé court jusqu’au ${enDate(fin)} inclus : attendez-en la fin.`);
  }
}

// Ce qu'une pénalité et une réduction ont en commun : la clause qui les porte, la mise en demeure qu'elle veut, le constat.
function laSanction({ genre, valeurs, suivi, cle, articles, dire }) {
  const { clause, immediate, invite, remede } = valeurs;
  if (!porte(SANCTIONS[genre].motif, clause)) return dire("clause", SANCTIONS[genre].dit);
  if (valeurs.decompte && valeurs.decompte <= valeurs.le) dire("decompte", APRES_LE_DECOMPTE);
  if (CONTRADICTOIRE.test(clause) && !/contradictoire/i.test(valeurs.fait + valeurs.preuve))
    dire("preuve", "La clause veut un constat contradictoire : nommez-le et datez-le, « constat contradictoire du… ».");
  if (immediate) return null;
  if (EN_DEMEURE.test(clause) || (genre === "penalite" && articles))
    for (const nom of ["remede", "demeure"]) if (!valeurs[nom]) dire(nom, sansMiseEnDemeure(articles));
  const ecrite = suivi.lettres.find((une) => une.cle === cle && une.genre === "mise-en-demeure")?.valeurs;
  if (ecrite && invite < ecrite.le)
    dire("invite", `La mise en demeure écrite ici est du ${enDate(ecrite.le)} : reçue avant, ce n’est pas elle.`);
  const en = ecrite?.en || "jours";
  if (ecrite && remede && (remede !== ecrite.correction || (valeurs.en || "jours") !== en))
    dire("remede", `La mise en demeure écrite ici laisse ${ecrite.correction} ${en}.`);
  return null;
}

function laPenalite({ valeurs, suivi, cle, articles, dire }) {
  const montant = lireNombre(valeurs.montant);
  // « 100 € par jour, vingt jours au plus » dit aussi son plafond.
  const auPlus = delaisDits(valeurs.clause, /jours au plus/i).map(({ jours }) => jours * montant);
  const nombres = [...nombresDits(valeurs.clause), ...auPlus];
  if (
    !valeurs.calcul &&
    ["montant", "plafond"].some((nom) => lireNombre(valeurs[nom]) > 0 && !nombres.includes(lireNombre(valeurs[nom])))
  )
    dire("calcul", "La clause citée ne porte pas ce montant ou ce plafond : écrivez le calcul qu’elle donne.");
  if (!uniteDite(valeurs.unite, valeurs.clause))
    dire(
      "unite",
      "La clause citée ne compte pas ainsi : reprenez ses mots. Si elle ne punit pas ce fait, citez celle qui le fait ; sinon, aucune pénalité n’est due.",
    );
  const { reste, retenu } = compte(valeurs);
  if (reste === 0) dire("deja", "Le plafond est atteint : rien ne peut plus être compté.");
  if (articles && valeurs.exoneration === "ecartee" && !/exonér|1\s?000/i.test(valeurs.clause))
    dire(
      "clause",
      `Citez aussi la phrase du contrat qui écarte l’exonération jusqu’à 1\u00a0000 € (${articles.nom}, article ${articles.exoneration}) : sans elle, le titulaire s’en sert.`,
    );
  if (articles && !valeurs.exoneration && retenu + lireNombre(valeurs.deja) + retenuAilleurs(suivi, cle) <= 1000)
    dire(
      "exoneration",
      `Jusqu’à 1\u00a0000 € pour tout le marché, le titulaire est exonéré (${articles.nom}, article ${articles.exoneration}) : ce suivi n’en compte pas plus. Dites si votre contrat l’écarte, sinon rien n’est dû.`,
    );
}

// « Il doit 100 € par jour » est une pénalité, même sans le mot.
const DUE = /pénalité|\bdoit [^.;]{0,30}€ par\b/i;
// Une sanction que le contrat n'écrit pas ne s'applique pas.
const SANCTIONS = {
  penalite: { motif: DUE, dit: "La clause citée ne parle pas de pénalité : ajoutez celle qui en porte une." },
  reduction: {
    motif: /rédui|réduction|réfaction|pas pay/i,
    dit: "La clause citée ne réduit aucun prix : ajoutez celle qui le fait.",
  },
};
const sansMiseEnDemeure = (articles) =>
  `Sans mise en demeure restée sans effet, la sanction tombe : la clause citée la veut${articles ? `, ou, pour l’insertion et l’environnement, le ${articles.nom} (articles ${articles.insertion} et ${articles.environnement})` : ""}. Remplissez, ou cochez plus bas si le contrat s’en passe.`;
const sansFaute = (articles) =>
  `Citez aussi ce qui en fait une faute : l’article du contrat qui le dit${articles ? `, ou le cas de l’article ${articles.faute} du ${articles.nom}` : ""}. Un engagement de l’offre n’en est une que si le contrat l’écrit.`;
const SANS_CLAUSE = "Collez la clause signée, ou lisez-la dans le document : nos modèles ne sont pas votre contrat.";
const APRES_LE_DECOMPTE =
  "Le décompte général est notifié : sans une mention de cette somme, elle ne peut plus être réclamée (CCAG-Travaux, article 12.4.2). Faites relire avant d’aller plus loin.";

/** Rend ce qui est à vérifier avant d'envoyer, et que la lettre ne dit pas. */
export function aVerifier(genre, valeurs, suivi, cle) {
  const articles = articlesDe(suivi);
  return [
    "Envoyez-la par un moyen qui date sa réception, et gardez cette date.",
    genre === "mise-en-demeure" &&
      `Le délai de la clause l’emporte. ${articles ? `Pour une clause d’insertion ou d’environnement, la pénalité suppose cette mise en demeure restée sans effet (${articles.nom}, articles ${articles.insertion} et ${articles.environnement}).` : "Sans CCAG, tout délai vient du contrat."}`,
    genre === "mise-en-demeure" &&
    !/rédui|réduction|réfaction|résili|pas pay/i.test(valeurs.clause) &&
    !DUE.test(valeurs.clause)
      ? "La clause citée ne dit aucune sanction : ajoutez celle qui en porte une, si le contrat en a une."
      : "",
    valeurs.resiliation &&
      `Cette lettre ne résilie rien.${suivi.ccag === "Travaux" ? " Pour un retard, il faut aussi un constat contradictoire et l’avis du maître d’œuvre (CCAG-Travaux, article 50.3.1)." : ""}`,
    genre === "penalite" && valeurs.immediate && articles
      ? `Sans mise en demeure, le contrat doit l’écrire et déroger, pour l’insertion ou l’environnement, aux articles ${articles.insertion} et ${articles.environnement} du ${articles.nom}.`
      : "",
    genre === "penalite" && articles && /insertion|facilitateur/i.test(valeurs.clause)
      ? `S’il vous a signalé ses difficultés, les heures que ni vous ni le facilitateur n’avez pu rendre possibles ne comptent pas (${articles.nom}, article ${articles.insertion}).`
      : "",
    genre === "mise-en-demeure" && valeurs.encouru
      ? "La somme annoncée n’est due que si la clause citée punit ce fait, et pas un autre : relisez-la."
      : "",
    suivi.lettres.some((une) => une.cle === cle && une.genre !== genre && une.genre in SANCTIONS) && genre in SANCTIONS
      ? "Ce fait a déjà une lettre de pénalité ou de réduction de prix : les deux ne se cumulent que si le contrat l’écrit."
      : "",
    genre === "reduction" && articles ? laRefaction(articles) : "",
    ["penalite", "reduction"].includes(genre) && estDeTravaux(suivi)
      ? "Portez cette somme au décompte général : une pénalité qui n’y est pas est perdue (CCAG-Travaux, articles 12.4.2 et 12.4.3)."
      : "",
  ].filter(Boolean);
}

const laRefaction = ({ nom, refaction, apres }) =>
  `Le ${nom} (article ${refaction}) n’ouvre la réfaction qu’au moment d’admettre ou de réceptionner : plus tard, il faut une phrase de votre contrat. ${apres}`;
