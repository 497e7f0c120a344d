// Le suivi d'un dossier dans le temps : ce que chaque ligne dit, tous les combien elle revient, les dates qui en viennent. Sans page.

import { enCalendrier } from "../calendrier.js";
import { enJour, plusJours, plusMois } from "../dates.js";
import { propre } from "./etat.js";

const CHAQUE =
  "^(chaque|après chaque|à la fin de chaque|une? \\S+ par|(dans|à la fin du) .*(suivant|suit|suivent) chaque)";
const RYTHMES = [
  [new RegExp(`${CHAQUE} trimestre`, "i"), 3],
  [new RegExp(`${CHAQUE} semestre|^un [^,;]+ chaque semestre|^deux( \\S+){1,2} par an|^tous les six mois`, "i"), 6],
  [/^trois( \S+){1,2} par an/i, 4],
  [new RegExp(`${CHAQUE} mois`, "i"), 1],
  [new RegExp(`${CHAQUE} (année|an\\b)|^(à|après) chaque date anniversaire`, "i"), 12],
];
const JOURS = { huit: 8, dix: 10, quinze: 15, vingt: 20, trente: 30 };

/** Rend tous les combien de mois un moment écrit en mots revient ; 0 s'il ne le dit pas en clair. */
export function rythme(quand) {
  const dits = [quand, ...quand.split(", puis ").slice(1)];
  return RYTHMES.find(([motif]) => dits.some((dit) => motif.test(dit)))?.[1] ?? 0;
}

/** Rend le délai laissé après la période, celui du dernier moment dit, { jours, mois }. */
export function delai(moment) {
  const quand = moment.split(", puis ").at(-1);
  const jours = /^dans les (\S+) jours (?:suivant|qui suivent) chaque/i.exec(quand)?.[1];
  if (jours) return { jours: propre(JOURS, jours) ?? (Number(jours) || 0), mois: 0 };
  if (/^dans les deux mois (suivant|qui suivent) chaque/i.test(quand)) return { jours: 0, mois: 2 };
  return { jours: 0, mois: /^(dans le|à la fin du) mois (suivant|qui suit) chaque/i.test(quand) ? 1 : 0 };
}

const MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
const [UN_MOIS, COMBIEN] = [MOIS.join("|"), "un|deux|trois|quatre|six|huit|dix|quinze|vingt|trente|le|\\d+"];
const NOMBRES = { ...JOURS, le: 1, un: 1, deux: 2, trois: 3, quatre: 4, six: 6 };
const JOUR_DIT = new RegExp(
  `\\b(?:avant|au plus tard|et) (?:le (\\d{1,2})(?:er)?|(la fin du mois)) (?:de |d’)?(${UN_MOIS})\\b`,
  "gi",
);
const AVANT_LA_FIN = new RegExp(`\\b(${COMBIEN}) mois (?:avant la|qui précède la) fin\\b`, "i");
const APRES_LA_NOTIFICATION = new RegExp(
  `\\b(${COMBIEN}) (jours?|mois)(?: au plus)? (?:après|de|suivant|qui sui(?:t|vent)) la notification\\b`,
  "i",
);
const APRES_LA_FIN = new RegExp(`^(${COMBIEN}) (jours?|mois) après(?: la fin\\b.*)?$`, "i");
const CIVILE = /année civile/i;
const TOUS_LES = /tous les six mois/i;
const SI_PLUS_D_UN_AN = /si le marché passe un an/i;
/** Ce qui se remet à la fin du marché, au jour où le titulaire demande son dernier paiement. */
export const DERNIERE_DEMANDE = /\bavec (?:la|sa) dernière demande de paiement(?! de chaque)/i;
const nombreDe = (dit) => propre(NOMBRES, dit.toLowerCase()) ?? Number(dit);

/**
 * Rend les dates d'un moment écrit en mots, dans un marché qui commence ce jour-là et dure tant de mois : { tous: mois, ou 0, jour, fin: la première
 * date et la dernière, vides si les mots n'en donnent pas }. Un trimestre et un semestre sont ceux de l'année civile, sauf « d’exécution » et « du marché » ; une année, si
 * les mots disent « civile ». La date suit la fin de la période, au délai écrit, et la dernière période est suivie aussi. `entier` : tout ce que les mots
 * disent, quand `quand` n'en est qu'un moment.
 */
export function datesDuMoment({ debut, duree, notification = debut }, quand, entier = quand) {
  const tous = SI_PLUS_D_UN_AN.test(quand) && Number(duree) <= 12 ? 0 : rythme(quand);
  if (!debut || !Number(duree)) return { tous, jour: "", fin: "" };
  const terme = plusMois(debut, Number(duree));
  const { jours, mois } = delai(quand);
  const duMarche = TOUS_LES.test(quand) || /(?:d’exécution|(?:mois|trimestre|semestre) du marché)/.test(quand);
  const civil = tous < 12 ? !duMarche : CIVILE.test(quand);
  // Le mois qui suit une année civile finit le 31 janvier, non le 1er février.
  const enPlus = civil && tous === 12 && mois === 1 ? -1 : Math.max(0, jours - 1);
  const apres = (jour) => plusJours(plusMois(finDePeriode(debut, tous, jour, civil), mois), enPlus);
  const aDates = () => auJourDit(debut, terme, quand, notification);
  if (!tous) return aDates();
  const [jour, derniere] = [apres(debut), apres(plusJours(terme, -1))];
  // La période que la fin coupe se dit avec la dernière demande de paiement, quand les mots la nomment ; « tous les six mois » s'arrête à la fin.
  const finie = finDePeriode(debut, tous, plusJours(terme, -1), civil);
  const coupee = TOUS_LES.test(quand) ? finie >= terme : DERNIERE_DEMANDE.test(entier) && finie > terme;
  const fin = coupee ? plusMois(derniere, -tous) : derniere;
  return fin < jour ? aDates() : { tous, jour, fin };
}

/** Dit si un moment écrit en mots tombe avant la fin d'un marché sans date encore : commencé un 1er janvier, d'un an si la durée n'est pas dite. */
export function tombeAvantLaFin({ duree }, quand) {
  const marche = { debut: "2027-01-01", duree: duree || 12 };
  const { jour } = datesDuMoment(marche, quand);
  return jour !== "" && jour < plusMois(marche.debut, Number(marche.duree));
}

// Un jour de l'année revient chaque année, le dernier après la fin du marché ; deux jours à six mois l'un de l'autre, chaque semestre.
function auJourDit(debut, terme, quand, notification) {
  const uneFois = (jour) => ({ tous: 0, jour, fin: jour });
  const plus = (jour, [, combien, unite]) => (unite.startsWith("jour") ? plusJours : plusMois)(jour, nombreDe(combien));
  if (/^(à )?la fin du marché/i.test(quand) || DERNIERE_DEMANDE.test(quand)) return uneFois(terme);
  const avant = AVANT_LA_FIN.exec(quand);
  if (avant) return uneFois(plusMois(terme, -nombreDe(avant[1])));
  const apres = APRES_LA_NOTIFICATION.exec(quand);
  if (apres) return uneFois(plus(notification, apres));
  const apresLaFin = APRES_LA_FIN.exec(quand);
  if (apresLaFin) return uneFois(plus(terme, apresLaFin));
  const dits = [...quand.matchAll(JOUR_DIT)].map(([, jour, , mois]) => {
    const rang = MOIS.indexOf(mois.toLowerCase());
    return (annee) => (jour ? enJour(annee, rang, Number(jour)) : enJour(annee, rang + 1, 0));
  });
  if (!dits.length) return { tous: 0, jour: "", fin: "" };
  const tous = dits.length > 1 ? 6 : 12;
  const annee = Number(debut.slice(0, 4));
  const jour = dits
    .flatMap((dit) => [dit(annee), dit(annee + 1)])
    .filter((un) => un > debut)
    .sort()[0];
  let rang = 0;
  while (plusMois(jour, rang * tous) < terme) rang++;
  return { tous, jour, fin: plusMois(jour, rang * tous) };
}

const enTexte = (suite) =>
  suite
    .map(({ texte }) => texte)
    .join("")
    .replace(/\s+/g, " ")
    .trim();

/** Rend ces lignes du suivi (document.js) en texte, par date puis par rythme : { clause, quoi, qui, quand, ecart, et ses dates }. La dernière ligne prépare le bilan. */
export function suivis(etat, siennes) {
  const lignes = siennes.map((ligne) => {
    const [clause, quoi, qui, quand, ecart] = ligne.map(enTexte);
    return { clause, quoi, qui, quand, ecart, ...datesDuMoment(etat, quand) };
  });
  const { debut, duree } = etat;
  const jour = debut && Number(duree) ? plusMois(debut, Math.max(1, Number(duree) - 3)) : "";
  const bilan = {
    clause: "",
    quoi: `Préparer le bilan : ${etat.nom}`,
    qui: "",
    quand: "Trois mois avant la fin du marché",
    ecart: "",
    tous: 0,
    jour,
    fin: jour,
  };
  const rang = ({ jour: j, tous }) => (j ? `0 ${j}` : `1 ${String(tous || 99).padStart(2, "0")}`);
  return [...lignes, bilan].sort((a, b) => rang(a).localeCompare(rang(b)));
}

/** Rend chaque date d'une ligne datée. */
export function datesDe({ jour, fin, tous }) {
  const dates = [];
  for (let n = 0; jour && plusMois(jour, n * tous) <= fin; n++) {
    dates.push(plusMois(jour, n * tous));
    if (!tous) break;
  }
  return dates;
}

// Le premier jour qui suit la période où tombe ce jour : mois, trimestre ou semestre civil, sinon période du marché.
function finDePeriode(debut, tous, jour, civil) {
  const [a, m] = jour.split("-").map(Number);
  if (civil) return enJour(a, Math.floor((m - 1) / tous) * tous + tous, 1);
  let [fin, rang] = [plusMois(debut, tous), 1];
  while (fin <= jour) fin = plusMois(debut, tous * ++rang);
  return fin;
}

/** Rend le calendrier des lignes datées du marché de ce nom ; `maintenant` : « 20261126T120000Z ». */
export function enIcs(nom, lignes, maintenant) {
  const evenements = lignes
    .filter(({ jour }) => jour)
    .map(({ cle, clause, quoi, qui, quand, ecart, jour, tous, fin }) => {
      const quoiFaire = [`${[clause, qui].filter(Boolean).join(". ")}, ${quand.toLowerCase()}.`.replace(/^, /, "")];
      if (ecart) quoiFaire.push(`En cas d’écart : ${ecart}`);
      const regle = tous ? `FREQ=MONTHLY;INTERVAL=${tous};UNTIL=${fin.replace(/-/g, "")}` : "";
      return { cle: `${nom}-${cle ?? clause + quoi + quand}`, jour, titre: quoi, texte: quoiFaire.join("\n"), regle };
    });
  return enCalendrier("Mon dossier", evenements, maintenant);
}
