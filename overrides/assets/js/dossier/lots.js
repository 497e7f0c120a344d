// Les lots d'une opération de travaux : ce qui vaut pour chacun, et ce que les textes en disent. Sans page.

import { ecrireNombre, lireNombre } from "../nombres.js";

export const LOTS_MAX = 20;
export const PART_MAX = 20;
const SEUL = "1";

/** Rend les lots d'une opération : deux au moins, en travaux, hors d'un petit achat ; sinon rien, tout vaut pour un seul marché. */
export const lotsDe = ({ lots, marche, procedure }) =>
  marche === "travaux" && procedure !== "petit-achat" && lots.length > 1 ? lots : [];

/** Rend les lots auxquels s'en tient une clause, par leurs codes ; aucun : elle vaut pour toute l'opération. */
export function lotsDeLaClause({ lots = [] }, tous) {
  const siens = tous.map(({ code }) => code).filter((code) => lots.includes(code));
  return siens.length < tous.length ? siens : [];
}

/** Dit si ce qui s'en tient à ces lots vaut pour celui-là. */
export const vautPour = (lots, code) => !lots.length || lots.includes(code);

/** Dit si deux textes peuvent se rencontrer dans un même lot. */
export const seRencontrent = ({ lots: a = [] }, { lots: b = [] }) =>
  !a.length || !b.length || a.some((c) => b.includes(c));

/** Rend les textes qui valent pour un lot : les siens et ceux de toute l'opération ; sans lot, tous. */
export const duLot = (retenus, code) => (code ? retenus.filter(({ lots }) => vautPour(lots, code)) : retenus);

/** Rend les codes des lots à juger un à un ; « » : l'achat n'a qu'un lot. */
export const codesDesLots = (lots) => (lots.length ? lots.map(({ code }) => code) : [""]);

/** Rend le code du lot que porte un achat qui n'en a qu'un. */
export const codeDuSeulLot = ({ lots }) => lots[0]?.code ?? SEUL;

/** Rend « lot n° 2 » ou « lots 2 et 3 ». */
export const nommerLesLots = (codes) =>
  codes.length > 1 ? `lots ${codes.slice(0, -1).join(", ")} et ${codes.at(-1)}` : `lot n°\u00a0${codes[0]}`;

/** Rend « Lot n° 2, Étanchéité ». */
export const nomDuLot = ({ code, nom }) => `Lot n°\u00a0${code}${nom.trim() && `, ${nom.trim()}`}`;

/** Rend ce qui précède un texte commun qui ne vaut que pour des lots : « Pour le lot n° 2 : ». */
export const pourLesLots = (codes) => `Pour ${codes.length > 1 ? "les" : "le"} ${nommerLesLots(codes)}\u00a0:`;

/** Rend les familles d'achat que sert ce qui s'en tient à ces lots : celles de ces lots, ou de toute l'opération. */
export const famillesDe = ({ famille }, lots, codes) =>
  [
    ...new Set([
      ...lots.filter(({ code }) => vautPour(codes, code)).map((lot) => lot.famille || famille),
      ...(codes.length ? [] : [famille]),
    ]),
  ].filter(Boolean);

/**
 * Rend le dossier au montant du plus petit de ces lots, d'après leurs parts : chacun est un marché, et ce qui s'y calcule ne le dépasse pas ;
 * inconnu si une part n'est pas dite. Sans lots, le même.
 */
export function auMontantDe(etat, lots) {
  if (!lots.length) return etat;
  const part = Math.min(...lots.map(partDe));
  return { ...etat, montant: part && etat.montant ? String(Math.round(Number(etat.montant) * part) / 100) : "" };
}

/** Rend la part d'un lot, en pour cent du montant ; NaN si elle n'est pas dite, ou ne peut pas être. */
function partDe({ part }) {
  const lue = lireNombre(part.replace(/%\s*$/, ""));
  return lue > 0 && lue <= 100 ? lue : NaN;
}

/** Rend ce qui ne va pas dans les parts de ces lots : { dit, code: celui du lot à reprendre } ; rien si elles tiennent, ou si une manque. */
export function partsFausses(lots) {
  const impossible = lots.find((lot) => lot.part.trim() && Number.isNaN(partDe(lot)));
  if (impossible)
    return {
      dit: `La part du ${nommerLesLots([impossible.code])} ne se lit pas\u00a0: écrivez un nombre, plus grand que 0, de 100 au plus.`,
      code: impossible.code,
    };
  const dites = lots.map(partDe).filter((part) => !Number.isNaN(part));
  const total = dites.reduce((somme, part) => somme + part, 0);
  // Trois tiers écrits « 33,33 » font le tout.
  const faux = lots.length && (dites.length < lots.length ? total > 100 : Math.abs(total - 100) > 0.1);
  return faux
    ? { dit: `Les parts font ${ecrireNombre(total)}\u00a0% du montant, au lieu de 100\u00a0%.`, code: lots.at(-1).code }
    : null;
}

/** Rend le numéro du lot à venir. */
const numeroNeuf = (lots) => String(1 + Math.max(0, ...lots.map(({ code }) => Number.parseInt(code, 10))));

const lotNeuf = (lots, nom = "") => ({ code: numeroNeuf(lots), nom, famille: "", part: "" });

function refuserDeTrop({ lots }) {
  if (lots.length >= LOTS_MAX) throw new Error(`Une opération a au plus ${LOTS_MAX} lots.`);
}

// Le lot seul a pour nom celui du dossier.
const nommes = ({ lot, lots }) => (lots.length === 1 ? [{ ...lots[0], nom: lot }] : lots);

/** Rend { lots, lot } : s'il ne reste qu'un lot, son nom devient celui que porte le dossier. */
export const nommerLeSeul = ({ lot }, lots) => ({ lots, lot: lots.length === 1 ? lots[0].nom : lot });

/** Ajoute un lot ; le premier geste en fait deux, dont celui que le dossier nommait déjà. */
export function ajouterLot(etat) {
  refuserDeTrop(etat);
  const premiers = etat.lots.length ? nommes(etat) : [lotNeuf([], etat.lot)];
  return { ...etat, lot: "", lots: [...premiers, lotNeuf(premiers)] };
}

/** Remet un lot à son rang, sous un numéro neuf si le sien est repris : rend { etat, code }. */
export function remettreLot(etat, lot, rang) {
  refuserDeTrop(etat);
  const pris = etat.lots.some(({ code }) => code === lot.code);
  const code = pris ? numeroNeuf(etat.lots) : lot.code;
  const lots = nommes(etat);
  return { etat: { ...etat, lot: "", lots: [...lots.slice(0, rang), { ...lot, code }, ...lots.slice(rang)] }, code };
}

/** Change un lot : nom, famille, part. */
export const changerLot = (etat, code, changement) => ({
  ...etat,
  lots: etat.lots.map((lot) => (lot.code === code ? { ...lot, ...changement } : lot)),
});

/** Met une clause dans un lot de plus, ou de moins ; elle en garde un au moins. */
export function basculerLot(etat, id, code) {
  const codes = etat.lots.map((lot) => lot.code);
  const { lots = codes } = etat.clauses.find((entree) => entree.id === id);
  const voulus = codes.filter((un) => lots.includes(un) !== (un === code));
  if (!voulus.length) throw new Error("Une clause vaut pour un lot au moins\u00a0: retirez-la, si aucun n’en veut.");
  return mettreAuxLots(etat, id, voulus.length < codes.length ? voulus : []);
}

/** Met une clause dans ces seuls lots ; aucun : dans toute l'opération. */
export const mettreAuxLots = (etat, id, codes) => ({
  ...etat,
  clauses: etat.clauses.map((entree) => {
    const { lots: _, ...reste } = entree;
    if (entree.id !== id) return entree;
    return codes.length ? { ...reste, lots: codes } : reste;
  }),
});
