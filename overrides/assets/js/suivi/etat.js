// Un marché suivi, sans page : ce qui est dû, ce qui est fait, les lettres. Chaque geste rend un nouvel état.
//
// { version, id, nom, lot, marche, ccag, acheteur, titulaire, notification, debut: si ce n'est pas la notification, duree: en mois,
//   numero: le sien dans les données essentielles, declare: { champ des considérations: ses valeurs },
//   bilan: [{ annee, indicateur, famille, valeurs: { terme: ce qui est saisi } }],
//   attendus: [{ id, fiche: la clause, clause: son titre, quoi, qui, quand, ecart, et de l'acheteur seul : jour, preuve }], textes: [{ cle, titre, piece, texte }] lus dans le document signé,
//   faits: { « a1|2027-04-15 »: { tenu: le jour, ou rien, ecart: le jour du constat, ou rien, note } },
//   lettres: [{ cle: l'échéance, genre, valeurs }] }

import { enDate, plusJours, plusMois } from "../dates.js";
import { DERNIERE_DEMANDE, datesDe, datesDuMoment } from "../dossier/suivi.js";
import { estDeTravaux } from "./ccag.js";
import { finDuDelai } from "./delai.js";

export const VERSION = 1;
export const NOM = "Marché suivi";
/** Ce que l'acheteur dit du marché. */
export const CHAMPS = [
  "nom",
  "lot",
  "numero",
  "marche",
  "ccag",
  "acheteur",
  "titulaire",
  "notification",
  "debut",
  "duree",
];
const VIDE = { fait: {}, lettres: [] };

/** Rend un suivi vide, neuf. */
export function vide(dits = {}) {
  const champs = Object.fromEntries(CHAMPS.map((champ) => [champ, dits[champ] ?? ""]));
  const { attendus = [], textes = [], declare = {} } = dits;
  // Sans crypto.randomUUID, que le navigateur réserve aux pages chiffrées.
  const id = [...crypto.getRandomValues(new Uint8Array(12))].map((octet) => octet.toString(36)).join("");
  return { version: VERSION, id, ...champs, declare, bilan: [], attendus, textes, faits: {}, lettres: [] };
}

/** Rend le nom du marché, et son lot, en mots. */
export const leMarche = ({ nom, lot }) =>
  [nom, lot && (/^lot\b/i.test(lot) ? lot : `lot ${lot}`)].filter(Boolean).join(", ");

/** Rend le premier jour du marché : le début dit, sinon la notification. */
export const premierJour = ({ debut, notification }) => debut || notification;

/** Rend le dernier jour, ou rien. */
export const terme = (suivi) =>
  premierJour(suivi) && Number(suivi.duree) ? plusJours(plusMois(premierJour(suivi), Number(suivi.duree)), -1) : "";

const DECOMPTE = {
  id: "decompte",
  fiche: "",
  clause: "",
  quoi: "Porter au décompte général chaque pénalité et chaque réduction de prix, ou l’y annoncer par une mention : ce qui n’y est pas est perdu.",
  qui: "Le maître d’ouvrage, avec le maître d’œuvre",
  quand: "Avant de notifier le décompte général",
  ecart: "CCAG-Travaux, articles 12.4.2 et 12.4.3.",
};
const BILAN = {
  id: "bilan",
  fiche: "",
  clause: "",
  quoi: "Préparer le bilan du marché",
  qui: "Le service qui suit le marché",
  quand: "Trois mois avant la fin du marché",
  ecart: "",
};

const SANS_REFUS = /sans refus motivé dans un délai de (\d+) jours/i;

/** Rend le refus que la remise d'une pièce fait courir : passé son délai, elle est admise. */
const lesRefus = ({ attendus, faits }) =>
  attendus.flatMap(({ id, quoi, clause }) => {
    const remise = Object.keys(faits).find((cle) => cle.startsWith(`${id}|`) && faits[cle].tenu);
    const [, jours] = SANS_REFUS.exec(quoi) ?? [];
    if (!remise || !jours) return [];
    const dits = {
      fiche: "",
      clause,
      quoi: "Refuser par écrit, avec motif ; ensuite, c’est admis.",
      qui: "L’acheteur",
    };
    const jour = plusJours(faits[remise].tenu, Number(jours));
    return [{ ...dits, id: `${id}-refus`, quand: `${jours} jours après la remise`, ecart: "", jour }];
  });

/** Rend tout ce qui est dû : les clauses, le refus d'une pièce remise, le bilan et, pour des travaux, le décompte général, un mois après la fin : il suit la dernière demande de paiement. */
export const lesAttendus = (suivi) => [
  ...suivi.attendus,
  ...lesRefus(suivi),
  BILAN,
  ...(estDeTravaux(suivi) ? [DECOMPTE] : []),
];

/** Rend les jours d'un attendu, dans l'ordre ; un seul, vide, si rien ne les dit en clair. */
function sesDates(suivi, attendu) {
  if (attendu.jour) return [attendu.jour];
  if (attendu === DECOMPTE) return [terme(suivi) && plusMois(terme(suivi), 1)];
  const piece = pieceAppelee(suivi, attendu, /^à chaque (\p{L}+)/iu);
  if (piece) return sesDates(suivi, piece);
  const marche = { debut: premierJour(suivi), duree: suivi.duree, notification: suivi.notification || suivi.debut };
  const dits = lesMoments(attendu.quand);
  const fin = terme(suivi);
  // Une pièce, ou ce qui se dit après une période ou la fin, peut suivre le marché ; une visite, non : la dernière s'y fait, sauf si une autre vient d'avoir lieu.
  const jours = dits.flatMap((dit) => {
    const siens = datesDe(datesDuMoment(marche, dit, attendu.quand));
    if (attendu.quoi.startsWith("Recevoir") || APRES.test(dit)) return siens;
    const avant = siens.filter((jour) => jour < fin);
    return avant.length === siens.length || avant.at(-1) > plusMois(fin, -1) ? avant : [...avant, fin];
  });
  const releve = pieceAppelee(suivi, attendu, /, et le (relevé)/iu);
  jours.push(...duChantier(suivi, attendu.quand), ...(releve ? sesDates(suivi, releve) : []));
  return [...new Set(jours.length ? jours : [""])].sort();
}

/** Dit si ce jour suit un acte dont le contrat ne sait pas la date : la dernière demande de paiement, la réception d'un chantier. */
export const aConfirmer = (suivi, { quand }, jour) =>
  jour >= terme(suivi) && (estDeTravaux(suivi) || DERNIERE_DEMANDE.test(quand));

/** Rend les jours que disent la moitié et la réception d'un chantier : le milieu et la fin du délai, que la réception peut suivre. */
function duChantier(suivi, quand) {
  const fin = terme(suivi);
  if (!fin || !estDeTravaux(suivi)) return [];
  return [
    /mi-chantier|pendant le chantier|moitié (?:du|et à la fin du) chantier/i.test(quand) &&
      plusMois(premierJour(suivi), Math.floor(Number(suivi.duree) / 2)),
    /(?<!après la )réception|fin (?:du|de|des) (?:chantier|travaux)/i.test(quand) && fin,
    /un mois après la réception/i.test(quand) && plusMois(fin, 1),
    /réception, puis un an après/i.test(quand) && plusMois(fin, 12),
  ].filter(Boolean);
}

/** Rend la pièce de la même clause dont ce contrôle suit la remise, que ce motif nomme : « À chaque attestation » ; ou rien. */
function pieceAppelee({ attendus }, { fiche, quoi, quand }, motif) {
  const [, nom] = motif.exec(quand) ?? [];
  const memes = attendus.filter((un) => nom && !quoi.startsWith("Recevoir") && fiche && un.fiche === fiche);
  return memes.find((un) => new RegExp(`^Recevoir : ${nom}`, "i").test(un.quoi));
}

/** Rend les moments que disent ces mots ; « dans le mois qui suit chaque semestre et la fin du marché » laisse le mois deux fois. */
function lesMoments(quand) {
  const [, combien = "", unite] = /\bdans (?:le |les )?(?:(\S+) )?(mois|jours) (?:suivant|qui sui)/i.exec(quand) ?? [];
  return quand
    .split(/, puis | ; |,? et (?=(?:à )?la fin|avec (?:la|sa) dernière demande|\S+ (?:jours|mois) (?:après|avant))/)
    .map((dit) => (unite && /^la fin/.test(dit) ? `${combien || "un"} ${unite} après ${dit}` : dit));
}

const APRES = /\bsui(?:t|vant|vent) chaque|\baprès(?! chaque)/i;

/** Rend les clés où quelque chose est noté ou écrit. */
const clesTenues = ({ faits, lettres }) => [
  ...new Set([
    ...Object.keys(faits).filter((cle) => Object.values(faits[cle]).some(Boolean)),
    ...lettres.map(({ cle }) => cle),
  ]),
];

/** Rend les jours à montrer d'un attendu, { jour, rang } : les siens, puis ceux d'avant un changement de dates où quelque chose est noté. */
function sesJours(suivi, attendu) {
  const jours = sesDates(suivi, attendu);
  const anciens = clesTenues(suivi)
    .map((cle) => cle.split("|"))
    .filter(([id, jour]) => id === attendu.id && !jours.includes(jour))
    .map(([, jour]) => ({ jour, rang: jour }));
  return [...jours.map((jour, rang) => ({ jour, rang })), ...anciens];
}

/** Change ce que l'acheteur dit du marché : ce qui est noté d'une date qui s'en va passe à celle qui la remplace au même rang, sinon reste à son jour. */
export function redire(suivi, dits) {
  const neuf = { ...suivi, ...dits };
  const tenues = clesTenues(suivi);
  const passages = new Map();
  for (const attendu of lesAttendus(suivi)) {
    const [avant, apres] = [sesDates(suivi, attendu), sesDates(neuf, attendu)];
    for (const [rang, jour] of avant.entries()) {
      const autre = `${attendu.id}|${apres[rang]}`;
      if (rang < apres.length && !apres.includes(jour) && !avant.includes(apres[rang]) && !tenues.includes(autre))
        passages.set(`${attendu.id}|${jour}`, autre);
    }
  }
  const passer = (cle) => passages.get(cle) ?? cle;
  return {
    ...neuf,
    faits: Object.fromEntries(Object.entries(suivi.faits).map(([cle, fait]) => [passer(cle), fait])),
    lettres: suivi.lettres.map((lettre) => ({ ...lettre, cle: passer(lettre.cle) })),
  };
}

/**
 * Rend chaque échéance, par date, { cle, rang: le sien dans son attendu, attendu, jour, etat, fait, lettres } ; `etat` : « ecart », « retard », « a-venir », « sans-date » ou « tenu ».
 * Sans date dite en clair, une seule échéance, au jour vide, vient en dernier. `feries` : des jours ; un contrôle ne se fait que le premier ouvrable.
 */
export function echeances(suivi, aujourdhui, feries) {
  return lesAttendus(suivi)
    .flatMap((attendu) =>
      sesJours(suivi, attendu).map(({ jour: dit, rang }) => {
        const cle = `${attendu.id}|${dit}`;
        const ouvre = feries && dit && dit < terme(suivi) && /^(Contrôle|Vérifier)\b/.test(attendu.quoi);
        const jour = ouvre ? finDuDelai(dit, 0, feries) : dit;
        const fait = suivi.faits[cle] ?? VIDE.fait;
        const etat = fait.tenu
          ? "tenu"
          : fait.ecart
            ? "ecart"
            : !jour
              ? "sans-date"
              : jour < aujourdhui
                ? "retard"
                : "a-venir";
        return { cle, rang, attendu, jour, etat, fait, lettres: suivi.lettres.filter((lettre) => lettre.cle === cle) };
      }),
    )
    .sort((a, b) => (a.jour || "9").localeCompare(b.jour || "9"));
}

/** Rend les échéances à montrer d'abord : les écarts, les retards, puis ce qui vient. */
export function aVoir(liste, nombre) {
  const rangs = ["ecart", "retard", "a-venir"];
  return liste
    .filter(({ etat }) => rangs.includes(etat))
    .sort((a, b) => rangs.indexOf(a.etat) - rangs.indexOf(b.etat) || a.jour.localeCompare(b.jour))
    .slice(0, nombre);
}

/** Rend ce qui se sait de ce même suivi hors d'une échéance : qui contrôle cette clause, et comment. */
export const controleDe = ({ attendus }, { fiche }) =>
  attendus.find((autre) => fiche && autre.fiche === fiche && autre.quoi.startsWith("Contrôle"));

/** Rend le dernier jour pour remettre la pièce qu'attend cette échéance, ou rien. */
export function pieceDue({ attendus }, cle, feries) {
  const [id, jour] = cle.split("|");
  const piece = attendus.some((un) => un.id === id && un.quoi.startsWith("Recevoir"));
  return piece && jour ? finDuDelai(jour, 0, feries) : "";
}

/** Dit ce qui ne va pas dans les dates du marché, ou rien. */
export function ecartDesDates({ notification, debut }) {
  if (debut && notification && debut < notification) return "L’exécution ne commence pas avant la notification.";
  return "";
}

/** Dit ce qui ne va pas dans la date d'un fait, ou rien. */
export function ecartDuJour(suivi, jour, aujourdhui) {
  if (suivi.notification && jour < suivi.notification)
    return "Cette date est avant la notification du marché : rien n’a changé.";
  return jour > aujourdhui ? "Cette date n’est pas venue : rien n’a changé." : "";
}

/** Note ce qui est fait d'une échéance. */
export const noter = (suivi, cle, dit) => ({
  ...suivi,
  faits: { ...suivi.faits, [cle]: { ...suivi.faits[cle], ...dit } },
});

/** Ajoute une échéance que l'acheteur a lue dans son contrat : ce qui est dû, son jour, sa preuve, son article. */
export function ajouter(suivi, { quoi, jour, preuve, article }) {
  const rangs = suivi.attendus.map(({ id }) => Number(id.slice(1)));
  const id = `a${Math.max(0, ...rangs) + 1}`;
  const dits = { id, fiche: "", clause: article, quoi, qui: "", quand: `Le ${enDate(jour)}`, ecart: "", jour, preuve };
  return { ...suivi, attendus: [...suivi.attendus, dits] };
}

/** Ôte une échéance ajoutée, ce qui en est noté et ses lettres. */
export function oter(suivi, { id }) {
  const autre = (cle) => cle.split("|")[0] !== id;
  return {
    ...suivi,
    attendus: suivi.attendus.filter((un) => un.id !== id),
    faits: Object.fromEntries(Object.entries(suivi.faits).filter(([cle]) => autre(cle))),
    lettres: suivi.lettres.filter(({ cle }) => autre(cle)),
  };
}

/** Garde les textes lus dans des documents signés ; le même texte de la même pièce remplace celui d'avant. */
export const garderLesTextes = (suivi, lus) => ({
  ...suivi,
  textes: [...suivi.textes.filter(({ cle, piece }) => !lus.some((lu) => lu.cle === cle && lu.piece === piece)), ...lus],
});

/** Garde une lettre de l'échéance ; une même sorte remplace son projet d'avant. */
export const garderLettre = (suivi, cle, genre, valeurs) => ({
  ...suivi,
  lettres: [...suivi.lettres.filter((lettre) => lettre.cle !== cle || lettre.genre !== genre), { cle, genre, valeurs }],
});

/** Rend ce qui reste à dater, en lignes pour un calendrier (dossier/suivi.js). */
export const aDater = (suivi, aujourdhui, feries) =>
  echeances(suivi, aujourdhui, feries)
    .filter(({ etat, jour }) => jour && etat !== "tenu")
    .map(({ attendu: { id, clause, quoi, qui, quand, ecart }, jour, rang }) => ({
      ...{ cle: `${id}-${rang}`, clause, quoi, qui, quand, ecart, jour },
      ...{ fin: jour, tous: 0 },
    }));
