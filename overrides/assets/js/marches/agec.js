// La déclaration annuelle du réemploi et du recyclé (article 58 de la loi AGEC) : la lire, la juger, l'écrire. Sans page.

import Papa from "papaparse";
import { enDate } from "../dates.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { ADire, enMajuscule, grouper, sansAccents } from "../texte.js";
import { cle } from "./contrat.js";
import { exiger, lireTableau, lireTexte } from "./deposes.js";

/** Les champs de qui déclare, puis ceux d'une ligne, dans les mots et l'ordre du schéma public. */
export const ENTETE = ["annee", "siret", "raison_sociale"];
/** Montant d'une ligne → ce qu'il compte. */
export const MONTANTS = {
  montant_total: "total",
  montant_reemploi_et_reutilisation: "réemploi et réutilisation",
  montant_produits_issus_don: "dons reçus",
  montant_produits_recycles: "matières recyclées",
};
export const LIGNE = ["type_produit_acquis", ...Object.keys(MONTANTS), "commentaires"];
const CHAMPS = [...ENTETE, ...LIGNE];
const LIGNES_MAX = 500;
const REMEDE = "Déposez la déclaration en CSV, avec les neuf colonnes du modèle public.";

const nom = (texte) => cle(sansAccents(texte));
const CONNUS = new Map(CHAMPS.map((champ) => [nom(champ), champ]));
const lus = (champs, brut) => Object.fromEntries(champs.map((champ) => [champ, String(brut?.[champ] ?? "").trim()]));

/** Rend des déclarations, { annee, siret, raison_sociale, lignes }, faites de textes, de ce que l'appareil garde ; ce qui n'en est pas une s'en va. */
export const enDeclarations = (gardees) =>
  (Array.isArray(gardees) ? gardees : [])
    .filter((une) => Array.isArray(une?.lignes))
    .map((une) => ({ ...lus(ENTETE, une), lignes: une.lignes.map((ligne) => lus(LIGNE, ligne)) }));

/** Rend { declarations, dits: ce qu'il faut savoir de la lecture } d'un CSV déposé : une déclaration par acheteur et par année. Échoue avec ce qu'il faut dire. */
export async function lireDeclaration(fichier) {
  const { texte, dit } = await lireTexte(fichier, { max: 1, alleger: "Ne gardez qu’une année.", remede: REMEDE });
  const { noms, rangees, doubles, courtes } = lireTableau(texte, (entete) => CONNUS.get(nom(entete)));
  if (noms.length < 3) throw new ADire(`Ce n’est pas une déclaration AGEC : ses colonnes sont inconnues. ${REMEDE}`);
  exiger(noms, CHAMPS.slice(0, -1));
  if (!rangees.length) throw new ADire("Ce fichier a les bonnes colonnes, mais aucune ligne.");
  if (rangees.length > LIGNES_MAX)
    throw new ADire(
      `Ce fichier porte ${rangees.length} lignes ; une déclaration en a dix-sept au plus par acheteur et par année, et cette page en lit ${LIGNES_MAX}. Une ligne est le total d’une famille, non une facture.`,
    );
  const groupes = grouper(
    rangees.map(({ brut }) => brut),
    (brut) => JSON.stringify(lus(ENTETE, brut)),
  );
  const declarations = [...groupes.values()].map((lignes) => ({ ...lignes[0], lignes }));
  return { declarations: enDeclarations(declarations), dits: [dit, doubles, courtes].filter(Boolean) };
}

const enEuros = (nombre) => `${ecrireNombre(nombre)}\u00a0€`;
const enPart = (taux) => `${ecrireNombre(taux, 1)}\u00a0%`;
const siretDe = ({ siret }) => siret.replace(/\s/g, "");
const grave = (champ, regle, phrase) => ({ champ, regle, phrase, grave: true });
const douteux = (champ, regle, phrase) => ({ champ, regle, phrase, grave: false });

/** Rend la famille de ce libellé, écrit comme le schéma ou à un accent près, ou rien. */
export const familleDe = (familles, libelle) => familles.find(({ declare }) => nom(declare) === nom(libelle));

/**
 * Rend, déclaration par déclaration, { fautes, lignes: [{ fautes, parts }] }. Une faute, { champ, regle, phrase, grave }, empêche d'écrire le fichier si elle est grave ; une part,
 * { sorte, verdict: atteint, sous, selon-les-dons ou non-trouve, phrase }, manque tant que les montants ne se lisent pas.
 * `familles` : { nom, declare: le libellé du schéma, reemploi, recycle: [{ taux, depuis, jusqu_au }] }.
 */
export function juger(declarations, familles, jour) {
  const vues = new Set();
  return declarations.map((declaration) => ({
    fautes: fautesDeLEntete(declaration, jour),
    lignes: declaration.lignes.map((ligne) => {
      const famille = familleDe(familles, ligne.type_produit_acquis);
      const montants = Object.fromEntries(Object.keys(MONTANTS).map((champ) => [champ, lireNombre(ligne[champ])]));
      const fautes = [
        ...fautesDeLaFamille(declaration, ligne, famille, vues),
        ...Object.keys(MONTANTS).flatMap((champ) => fauteDuMontant(champ, ligne[champ], montants[champ])),
      ];
      if (!fautes.some(({ champ }) => champ in MONTANTS)) fautes.push(...incoherences(montants));
      const comptee = famille && !fautes.some((une) => une.grave && une.champ in MONTANTS);
      return { fautes, parts: comptee ? lesParts(montants, famille, declaration) : [] };
    }),
  }));
}

function fautesDeLEntete(declaration, jour) {
  const { annee, raison_sociale: dite } = declaration;
  const cette = jour.slice(0, 4);
  const siret = siretDe(declaration);
  return [
    !/^20\d\d$/.test(annee) &&
      grave("annee", "annee-illisible", "Écrivez l’année civile des dépenses, en quatre chiffres."),
    /^20\d\d$/.test(annee) &&
      annee > cette &&
      grave("annee", "annee-a-venir", `${annee} n’a pas commencé : vérifiez l’année.`),
    annee === cette &&
      douteux("annee", "annee-en-cours", `${annee} n’est pas finie : la déclaration porte sur l’année civile entière.`),
    !/^\d{14}$/.test(siret) &&
      grave(
        "siret",
        "siret-mal-forme",
        siret
          ? `Un SIRET a quatorze chiffres ; lu : « ${siret} ». Un tableur l’arrondit, ou lui ôte son premier zéro : mettez la colonne en texte.`
          : "Écrivez le SIRET de l’acheteur, en quatorze chiffres.",
      ),
    !dite && grave("raison_sociale", "nom-vide", "Écrivez le nom de l’acheteur."),
  ].filter(Boolean);
}

function fautesDeLaFamille(declaration, { type_produit_acquis: dite }, famille, vues) {
  const champ = "type_produit_acquis";
  if (!famille)
    return [
      grave(
        champ,
        "famille-inconnue",
        dite ? `« ${dite} » n’est pas une des familles du modèle : choisissez la sienne.` : "Choisissez la famille.",
      ),
    ];
  const sienne = JSON.stringify([declaration.annee, siretDe(declaration), famille.declare]);
  if (vues.has(sienne))
    return [
      grave(champ, "famille-en-double", "Cette famille est déjà déclarée pour cette année : n’en faites qu’une ligne."),
    ];
  vues.add(sienne);
  return [];
}

function fauteDuMontant(champ, ecrit, montant) {
  if (!ecrit) return [grave(champ, "montant-vide", "Écrivez un montant hors taxes ; zéro s’il n’y en a pas.")];
  if (Number.isNaN(montant))
    return [grave(champ, "montant-illisible", `« ${ecrit} » n’est pas un montant : écrivez 12500,50.`)];
  if (montant < 0) return [grave(champ, "montant-negatif", "Un montant déclaré n’est pas négatif.")];
  return [];
}

// Les dons : aucun texte lu ne dit si leur valeur entre déjà dans le réemploi, ou dans le total ; ils se signalent donc sans rien arrêter.
function incoherences(montants) {
  const total = montants.montant_total;
  const trop = ["montant_reemploi_et_reutilisation", "montant_produits_recycles"].filter(
    (champ) => montants[champ] > total,
  );
  const [reemploi, recycle] = [montants.montant_reemploi_et_reutilisation, montants.montant_produits_recycles];
  return [
    ...trop.map((champ) =>
      grave(
        champ,
        "part-trop-grande",
        `${enMajuscule(MONTANTS[champ])} : ${enEuros(montants[champ])}, plus que le total de ${enEuros(total)}.`,
      ),
    ),
    montants.montant_produits_issus_don > total &&
      douteux(
        "montant_produits_issus_don",
        "dons-trop-grands",
        `Les dons, ${enEuros(montants.montant_produits_issus_don)}, dépassent le total de ${enEuros(total)} : relisez la grille de l’arrêté.`,
      ),
    !trop.length &&
      reemploi + recycle > total &&
      douteux(
        "montant_produits_recycles",
        "bien-compte-deux-fois",
        "Réemploi et recyclé dépassent ensemble le total : un même bien est compté dans les deux parts. Par prudence, ne le comptez qu’une fois.",
      ),
  ].filter(Boolean);
}

const PARTS = { reemploi: "montant_reemploi_et_reutilisation", recycle: "montant_produits_recycles" };
const DITES = { reemploi: "Réemploi", recycle: "Recyclé" };

function lesParts(montants, famille, { annee }) {
  const total = montants.montant_total;
  if (!total) return [];
  return Object.entries(PARTS).map(([sorte, champ]) => {
    const taux = (100 * montants[champ]) / total;
    const dons = sorte === "reemploi" ? (100 * montants.montant_produits_issus_don) / total : 0;
    const atteint = dons ? `${enPart(taux)} sans les dons, ${enPart(taux + dons)} avec` : enPart(taux);
    const du = famille[sorte].find((un) => un.depuis <= `${annee}-12-31` && !(un.jusqu_au < `${annee}-12-31`));
    const rendre = (verdict, suite) => ({ sorte, verdict, phrase: `${DITES[sorte]} : ${atteint}${suite}` });
    if (!du) return rendre("non-trouve", ". Taux non trouvé : lisez l’annexe du décret.");
    const dus = `, pour ${enPart(du.taux)} dus${du.depuis > `${annee}-01-01` ? ` depuis le ${enDate(du.depuis)}` : ""}\u00a0: `;
    if (taux >= du.taux) return rendre("atteint", `${dus}atteint.`);
    if (taux + dons >= du.taux)
      return rendre(
        "selon-les-dons",
        `${dus}atteint si leur valeur s’ajoute au réemploi : lisez l’arrêté sur les dons.`,
      );
    return rendre("sous", `${dus}il manque ${enEuros(((du.taux - taux - dons) * total) / 100)}.`);
  });
}

/** Rend le fichier à publier, dans la forme du schéma public ; les déclarations n'ont pas de faute grave. */
export const enCsv = (declarations, familles) =>
  Papa.unparse(
    {
      fields: CHAMPS,
      data: declarations.flatMap((une) =>
        une.lignes.map((ligne) => [
          ...[une.annee, siretDe(une), une.raison_sociale, familleDe(familles, ligne.type_produit_acquis).declare],
          ...Object.keys(MONTANTS).map((champ) => String(lireNombre(ligne[champ]))),
          ligne.commentaires,
        ]),
      ),
    },
    { newline: "\n", escapeFormulae: true },
  );
