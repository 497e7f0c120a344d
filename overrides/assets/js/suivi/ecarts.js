// Ce qui ferait tomber une lettre devant un juge. Sans page.

import { enDate, plusJours } from "../dates.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { articlesDe } from "./ccag.js";
import {
  CONTRADICTOIRE,
  delaisDits,
  EN_DEMEURE,
  montantsDits,
  nombresDits,
  porte,
  REMEDIER,
  tropCourt,
  uniteDite,
} from "./citation.js";
import { finDuDelai } from "./delai.js";
import { pieceDue } from "./etat.js";
import { enJourDit } from "./lecture.js";
import { champsDe, compte, dejaRetenu, ENTENDU, ecriteIci } from "./lettres.js";

const NOMBRES = ["montant", "nombre", "plafond", "deja", "prix", "reduction"];

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

const estPiece = ({ attendus }, cle) =>
  attendus.some(({ id, quoi }) => id === cle.split("|")[0] && /^Recevoir/.test(quoi));
/** Rend les délais pour y remédier que laisse la clause ; d'une pièce, « 15 jours pour une pièce » l'emporte. */
export function delaisPour({ clause }, suivi, cle) {
  const dits = delaisDits(clause, REMEDIER);
  const siens = dits.filter(
    ({ suite }) => estPiece(suivi, cle) && /^ pour (?:les? |une? |chaque )?(?:pièce|document)/.test(suite),
  );
  return siens.length ? siens : dits;
}

// Le délai pour y remédier : celui de la clause, et quinze jours en travaux avant d'aller plus loin.
function lesDelais({ genre, valeurs, suivi, cle, dire }) {
  const dits = delaisPour(valeurs, suivi, cle);
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
  for (const fin of [finDe(valeurs, "laisse", feries), finDe(valeurs, "remede", feries)])
    if (fin && valeurs.le <= fin)
      dire("le", `Le délai laissé court jusqu’au ${enDate(fin)} inclus : attendez-en la fin.`);
}

// Le dernier jour du délai que laissait la lettre reçue, ou rien.
function finDe(valeurs, nom, feries) {
  const en = nom === "remede" ? valeurs.en || "jours" : "jours";
  return enJourDit(valeurs.invite) && Number(valeurs[nom])
    ? finDuDelai(valeurs.invite, Number(valeurs[nom]), feries, en)
    : "";
}

// Ce qu'une pénalité et une réduction ont en commun : la clause qui les porte, la mise en demeure qu'elle veut, le constat.
function laSanction({ genre, valeurs, suivi, cle, feries, articles, dire }) {
  const { clause, immediate, invite, remede } = valeurs;
  if (!porte(SANCTIONS[genre].motif, clause)) return dire("clause", SANCTIONS[genre].dit);
  if (valeurs.decompte && valeurs.decompte <= valeurs.le) dire("decompte", APRES_LE_DECOMPTE);
  if (CONTRADICTOIRE.test(clause) && !/contradictoire/i.test(valeurs.fait + valeurs.preuve))
    dire("preuve", "La clause veut un constat contradictoire : nommez-le et datez-le, « constat contradictoire du… ».");
  if (immediate) return null;
  if (EN_DEMEURE.test(clause) || (genre === "penalite" && articles))
    for (const nom of ["remede", "reste", "demeure"]) if (!valeurs[nom]) dire(nom, sansMiseEnDemeure(articles));
  const fin = finDe(valeurs, "remede", feries);
  if (valeurs.reste && valeurs.reste <= fin && fin < valeurs.le)
    dire("reste", `Le délai courait jusqu’au ${enDate(fin)} inclus : constatez après ce qui demeure.`);
  if (valeurs.reste > valeurs.le && fin < valeurs.le) dire("reste", "Ce constat est après la lettre.");
  const ecrite = ecriteIci(suivi, cle);
  if (ecrite && invite < ecrite.le)
    dire("invite", `La mise en demeure écrite ici est du ${enDate(ecrite.le)} : reçue avant, ce n’est pas elle.`);
  const en = ecrite?.en || "jours";
  if (ecrite && remede && (remede !== ecrite.correction || (valeurs.en || "jours") !== en))
    dire("remede", `La mise en demeure écrite ici laisse ${ecrite.correction} ${en}.`);
  return null;
}

function laPenalite({ valeurs, suivi, cle, feries, articles, dire }) {
  const montant = lireNombre(valeurs.montant);
  const donnes = montantsDits(valeurs.clause);
  if (donnes.length && !donnes.includes(montant) && !(valeurs.calcul && EN_PART.test(valeurs.clause)))
    dire("montant", `La clause citée donne ${donnes.map(ecrireNombre).join(" ou ")}\u00a0€ : reprenez son montant.`);
  const auPlus = joursAuPlus(valeurs.clause);
  if (parJour(valeurs) && enJourDit(valeurs.du) && enJourDit(valeurs.le))
    lesJours({ valeurs, feries, dire }, montant, auPlus);
  // « 100 € par jour, vingt jours au plus » dit aussi son plafond.
  const nombres = [...nombresDits(valeurs.clause), auPlus * montant];
  if (
    !valeurs.calcul &&
    [...(donnes.length ? [] : ["montant"]), "plafond"].some(
      (nom) => lireNombre(valeurs[nom]) > 0 && !nombres.includes(lireNombre(valeurs[nom])),
    )
  )
    dire("calcul", "La clause citée ne porte pas ce montant ou ce plafond : écrivez le calcul qu’elle donne.");
  if (!uniteDite(valeurs.unite, valeurs.clause))
    dire(
      "unite",
      "La clause citée ne compte pas ainsi : reprenez ses mots. Si elle ne punit pas ce fait, citez celle qui le fait ; sinon, aucune pénalité n’est due.",
    );
  const { reste, retenu } = compte(valeurs);
  const { somme, ailleurs } = dejaRetenu(suivi, cle, valeurs);
  if (reste === 0) dire("deja", "Le plafond est atteint : rien ne peut plus être compté.");
  if (articles && valeurs.exoneration === "ecartee" && !/exonér|1\s?000/i.test(valeurs.clause))
    dire(
      "clause",
      `Citez aussi la phrase du contrat qui écarte l’exonération jusqu’à 1\u00a0000 € (${articles.nom}, article ${articles.exoneration}) : sans elle, le titulaire s’en sert.`,
    );
  if (articles && !valeurs.exoneration && retenu + Math.max(lireNombre(valeurs.deja), somme) + ailleurs <= 1000)
    dire(
      "exoneration",
      `Jusqu’à 1\u00a0000 € pour tout le marché, le titulaire est exonéré (${articles.nom}, article ${articles.exoneration}) : ce suivi n’en compte pas plus. Dites si votre contrat l’écarte, sinon rien n’est dû.`,
    );
}

// « Une pénalité de 5 % » : son montant se calcule.
const EN_PART = /pénalité[^.;]{0,60}%|%[^.;]{0,60}pénalité/i;
/** Dit si la pénalité compte des jours, et rien d'autre avec eux : « par jour et par personne » se multiplie. */
const parJour = ({ unite, clause }) =>
  /^jours?\b/i.test(unite.trim()) && !/\bjours? et par|et par jour/i.test(unite + clause);
const joursAuPlus = (clause) =>
  Math.max(
    0,
    ...delaisDits(clause, /€|%|pénalité/i).flatMap(({ jours, suite }) =>
      /^ au (?:plus|maximum)(?! après)/.test(suite) ? jours : [],
    ),
  );
const joursEntre = (debut, fin) => Math.round((Date.parse(fin) - Date.parse(debut)) / 86_400_000);

// Les jours comptés : ni plus que n'en veut la clause, ni plus qu'il n'en a couru, de la mise en demeure si elle les compte d'elle.
function lesJours({ valeurs, feries, dire }, montant, auPlus) {
  const nombre = lireNombre(valeurs.nombre);
  if (auPlus && nombre > auPlus) dire("nombre", `La clause citée compte ${auPlus} jours au plus.`);
  if (auPlus && lireNombre(valeurs.plafond) > auPlus * montant)
    dire("plafond", `La clause citée compte ${auPlus} jours au plus, soit ${ecrireNombre(auPlus * montant)}\u00a0€.`);
  const fin = /jours? après (?:une |la )?mise en demeure/i.test(valeurs.clause) && finDe(valeurs, "remede", feries);
  const couru = joursEntre(fin || plusJours(valeurs.du, -1), valeurs.le);
  if (nombre > couru)
    dire(
      "nombre",
      `Du ${enDate(fin ? plusJours(fin, 1) : valeurs.du)} à cette lettre, il a couru ${couru} jours : n’en comptez pas plus.`,
    );
}

// « Il doit 100 € par jour » est une pénalité, même sans le mot.
export const DUE = /pénalité|\bdoit [^.;]{0,30}€ par\b/i;
/** Ce qui, dans la clause, porte chaque sanction : une que le contrat n'écrit pas ne s'applique pas. */
export const SANCTIONS = {
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
