// Un contrat, quelle que soit la forme qui l'écrit : mêmes champs, valeurs telles quelles. Sans page.

import { estUnJour, plusMois } from "../dates.js";
import { sansAccents } from "../texte.js";
import { CONSIDERATIONS, DES_CONCESSIONS, TYPES_D_IDENTIFIANT, VALEURS, VARIATIONS } from "./valeurs.js";

/** Rend le nom d'une colonne sans sa casse ni sa ponctuation : « acheteur.id » et « acheteur_id » sont une même colonne. */
export const cle = (nom) =>
  String(nom)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const SIMPLES = [
  ...[
    "id",
    "nature",
    "objet",
    "codeCPV",
    "procedure",
    "dureeMois",
    "dateNotification",
    "datePublicationDonnees",
    "montant",
  ],
  ...[
    "ccag",
    "offresRecues",
    "formePrix",
    "marcheInnovant",
    "attributionAvance",
    "tauxAvance",
    "sousTraitanceDeclaree",
  ],
  ...["typeGroupementOperateurs", "origineUE", "origineFrance", "idAccordCadre"],
  ...["uid", "donneesActuelles", "dureeMoisModification"],
];
// L'arrêté et le schéma ne nomment pas pareil les trois premiers.
const LISTES = {
  ...{ techniques: "technique", modalitesExecution: "modaliteExecution", typesPrix: "typePrix" },
  ...{ considerationsSociales: "", considerationsEnvironnementales: "" },
};
const AUTREMENT = {
  acheteur: ["acheteur_id"],
  acheteurNom: ["acheteur_nom"],
  lieuCode: ["lieuExecution_code"],
  lieuTypeCode: ["lieuExecution_typeCode"],
  titulaireId: ["titulaire_id", "titulaire_id_1"],
  titulaireType: ["titulaire_typeIdentifiant", "titulaire_typeIdentifiant_1"],
  modification: ["modification_id", "idModification"],
};

/** Ce qui arrive à un contrat publié : le champ, et le nom de chacun. */
export const SUITES = [
  ["modifications", "modification"],
  ["actesSousTraitance", "acteSousTraitance"],
  ["modificationsActesSousTraitance", "modificationActeSousTraitance"],
];

/** Colonne d'un tableau, sans casse ni ponctuation → le nom du champ. */
export const COLONNES = new Map([
  ...[...SIMPLES, ...Object.keys(LISTES)].map((nom) => [cle(nom), nom]),
  ...Object.entries(AUTREMENT).flatMap(([nom, colonnes]) => colonnes.map((colonne) => [cle(colonne), nom])),
]);

// Les marques du ministère (MQ manquant, CDL conditionnelle, INX inexploitable) et « NC » ne disent ni oui ni non.
const MARQUE = /^(MQ|CDL|INX|NC|NR|NULL|NAN|<NA>)\b/i;

/** Dit si une valeur ne dit rien : absente, vide, ou marquée ainsi. */
export const muet = (valeur) => valeur === undefined || valeur === null || valeur === "" || MARQUE.test(valeur);

/** Rend le nombre que ce texte écrit, à la virgule ou au point, ou NaN. */
export const nombre = (texte) => (/^-?\d+([.,]\d+)?$/.test(texte) ? Number(texte.replace(",", ".")) : NaN);

// Le texte d'une valeur, quel que soit le type qu'un fichier lui donne ; rien si elle est absente.
function texte(valeur) {
  if (valeur === undefined || valeur === null) return undefined;
  return typeof valeur === "object" ? JSON.stringify(valeur) : String(valeur).trim();
}

function deplier(valeur) {
  if (valeur === undefined || valeur === null) return undefined;
  if (Array.isArray(valeur)) return valeur.flatMap((une) => deplier(une) ?? []);
  if (typeof valeur === "object") return deplier(Object.values(valeur)) ?? [];
  return String(valeur)
    .split(/[,;|]/)
    .map((une) => une.trim())
    .filter(Boolean);
}

// { titulaire: {…} }, {…}, ou une liste de l'un ou de l'autre → les objets qui portent un identifiant, ou un rang.
function objets(valeur, nom) {
  if (!valeur || typeof valeur !== "object") return [];
  if (Array.isArray(valeur)) return valeur.flatMap((une) => objets(une, nom));
  return nom in valeur ? objets(valeur[nom], nom) : [valeur];
}

// Les champs d'un acte ou d'une modification, en texte ; d'un sous-traitant, son identifiant et son type.
const enTextes = ({ sousTraitant, ...champs }) => ({
  ...Object.fromEntries(Object.entries(champs).map(([nom, valeur]) => [nom, texte(valeur)])),
  ...(sousTraitant && { sousTraitant: texte(sousTraitant.id), typeIdentifiant: texte(sousTraitant.typeIdentifiant) }),
});

/**
 * Rend le contrat d'une lecture { brut, ligne, fichier, partiel, concession } : les champs du schéma, du texte, des listes où il en veut ;
 * `fin`, si elle se calcule ; `uid`, le sien, ou, d'un contrat sans numéro, son `rang` parmi les lectures.
 */
export function contratDe({ brut, ligne, fichier, partiel = false, ancienne = false, concession = false }, rang) {
  const contrat = {};
  for (const nom of SIMPLES) contrat[nom] = texte(brut[nom]);
  for (const [nom, autre] of Object.entries(LISTES)) contrat[nom] = deplier(brut[nom] ?? brut[autre]);
  const acheteur = brut.acheteur ?? brut.autoriteConcedante;
  const titulaires = partiel
    ? [{ id: brut.titulaireId, typeIdentifiant: brut.titulaireType }]
    : objets(brut.titulaires ?? brut.concessionnaires, concession ? "concessionnaire" : "titulaire");
  const siret = texte(acheteur?.id ?? (typeof acheteur === "object" ? "" : acheteur)) ?? "";
  const [modifications, actesSousTraitance, modificationsActesSousTraitance] = SUITES.map(([nom, une]) =>
    objets(brut[nom], une).map(enTextes),
  );
  Object.assign(contrat, {
    acheteur: siret,
    dateNotification: texte(brut.dateNotification ?? brut.dateSignature),
    montant: texte(brut.montant ?? brut.valeurGlobale),
    lieuCode: texte(brut.lieuCode ?? brut.lieuExecution?.code),
    lieuTypeCode: texte(brut.lieuTypeCode ?? brut.lieuExecution?.typeCode),
    acheteurNom: texte(brut.acheteurNom ?? acheteur?.nom) ?? "",
    titulaires: titulaires.map(({ id, typeIdentifiant }) => ({
      id: texte(id),
      typeIdentifiant: texte(typeIdentifiant),
    })),
    ...{ fichier, ligne, partiel, ancienne, concession },
    ...{ modifications, actesSousTraitance, modificationsActesSousTraitance },
    modification: Math.max(
      ...[texte(brut.modification), String(modifications.length), ...modifications.map(({ id }) => id)].map(
        (une) => nombre(une) || 0,
      ),
    ),
    uid: contrat.uid || (muet(contrat.id) ? `sans-numero-${rang}` : `${siret}${contrat.id}`),
  });
  // La dernière durée publiée l'emporte ; la durée d'origine n'est jamais récrite.
  const durees = [contrat.dureeMois, ...modifications.map(({ dureeMois }) => dureeMois), contrat.dureeMoisModification];
  contrat.duree = durees.map(nombre).findLast((duree) => duree > 0) ?? 0;
  contrat.fin =
    estJour(contrat.dateNotification) && contrat.duree && contrat.duree < 1200
      ? plusMois(contrat.dateNotification, contrat.duree)
      : "";
  return contrat;
}

/** Dit si ce texte est un jour du calendrier, écrit AAAA-MM-JJ, entre 2000 et 2099. */
export const estJour = (texte) => /^20/.test(texte) && estUnJour(texte);

const normal = (valeur) => sansAccents(String(valeur)).replace(/\s+/g, " ").trim();

/** Rend celle de ces valeurs que l'on a voulu écrire, à la casse, aux accents et aux espaces près, ou rien. */
export const voulue = (valeurs, ecrite) => valeurs.find((une) => normal(une) === normal(ecrite));

// La dernière valeur de chaque liste dit « pas de considération ».
const OUI = Object.fromEntries(
  CONSIDERATIONS.map((champ) => [
    champ,
    new Set([VALEURS, DES_CONCESSIONS].flatMap((listes) => listes[champ].slice(0, -1)).map(normal)),
  ]),
);

/** Rend ce qu'un contrat déclare dans ce champ : « oui », « non » (« Pas de considération », « Sans objet »), « inconnu », ou « les-deux ». */
export function declare(contrat, champ) {
  const valeurs = contrat[champ] ?? [];
  const [dit, nie] = [
    valeurs.some((une) => OUI[champ].has(normal(une))),
    valeurs.some((une) => /^(pas de consideration|sans objet)/.test(normal(une))),
  ];
  if (dit && nie) return "les-deux";
  return dit ? "oui" : nie ? "non" : "inconnu";
}

/** Dit si l'identifiant d'une entreprise, ou son type, manque. */
export const sansIdentifiant = ({ id, typeIdentifiant }) => muet(id) || !TYPES_D_IDENTIFIANT.includes(typeIdentifiant);

const entier = (texte) => /^[1-9]\d*$/.test(texte);

const DATES_D_UNE_SUITE = [/^date(Notification|Signature)/, /^datePublication/];

/** Dit si une modification ou un acte de sous-traitance n'a pas ce que le schéma veut, ou porte une valeur impossible. */
export function suiteFausse({ id, dureeMois, montant, valeurGlobale = montant, ...suite }, champ, aujourdhui) {
  const initial = champ === "actesSousTraitance";
  const inchange = (valeur) => !initial && muet(valeur);
  const sansDate = (forme) => {
    const jour = suite[Object.keys(suite).find((nom) => forme.test(nom))];
    return !estJour(jour) || jour > aujourdhui;
  };
  return (
    !entier(id) ||
    DATES_D_UNE_SUITE.some(sansDate) ||
    !(inchange(dureeMois) || entier(dureeMois)) ||
    !(inchange(valeurGlobale) || nombre(valeurGlobale) >= 1) ||
    (initial && (sansIdentifiant({ id: suite.sousTraitant, ...suite }) || !VARIATIONS.includes(suite.variationPrix)))
  );
}
