// Les listes fermées du schéma 2.0.4 des données essentielles (arrêtés du 22 décembre 2022).

const SOCIALES = ["Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale"];
const ENVIRONNEMENT = ["Clause environnementale", "Critère environnemental", "Pas de considération environnementale"];

export const CONSIDERATIONS = ["considerationsSociales", "considerationsEnvironnementales"];
/** Champ → valeurs que le schéma admet pour un marché ; une concession a les siennes. */
export const VALEURS = {
  nature: ["Marché", "Marché de partenariat", "Marché de défense ou de sécurité"],
  procedure: [
    ...["Procédure adaptée", "Appel d'offres ouvert", "Appel d'offres restreint", "Procédure avec négociation"],
    ...["Marché passé sans publicité ni mise en concurrence préalable", "Dialogue compétitif"],
  ],
  ccag: [
    ...[
      "Travaux",
      "Maitrise d'œuvre",
      "Fournitures courantes et services",
      "Marchés industriels",
      "Prestations intellectuelles",
    ],
    ...["Techniques de l'information et de la communication", "Pas de CCAG"],
  ],
  formePrix: ["Unitaire", "Forfaitaire", "Mixte"],
  typeGroupementOperateurs: ["Conjoint", "Solidaire", "Pas de groupement"],
  lieuTypeCode: [
    ...[
      "Code postal",
      "Code commune",
      "Code arrondissement",
      "Code canton",
      "Code département",
      "Code région",
      "Code pays",
    ],
  ],
  techniques: [
    ...["Accord-cadre", "Concours", "Système de qualification", "Système d'acquisition dynamique"],
    ...["Catalogue électronique", "Enchère électronique", "Sans objet"],
  ],
  modalitesExecution: ["Tranches", "Bons de commande", "Marchés subséquents", "Sans objet"],
  typesPrix: ["Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire"],
  considerationsSociales: SOCIALES,
  considerationsEnvironnementales: ENVIRONNEMENT,
};
/** De même pour une concession. */
export const DES_CONCESSIONS = {
  nature: [
    "Concession de travaux",
    "Concession de service",
    "Concession de service public",
    "Délégation de service public",
  ],
  procedure: ["ouverte", "restreinte"].flatMap((fin) => [`Procédure négociée ${fin}`, `Procédure non négociée ${fin}`]),
  considerationsSociales: SOCIALES.map((une) => une.replace("Marché réservé", "Concession réservée")),
  considerationsEnvironnementales: ENVIRONNEMENT,
};
/** Types d'identifiant d'une entreprise. */
export const TYPES_D_IDENTIFIANT = ["SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS-UE"];
/** Type d'un lieu → la forme de son code. */
export const LIEUX = {
  "Code postal": /^\d{5}$/,
  "Code commune": /^\d[\dAB]\d{3}$/,
  "Code département": /^(\d{2}|2[AB]|9\d{2})$/,
  "Code région": /^\d{2}$/,
  "Code pays": /^[A-Z]{2,3}$/,
};
/** Variation du prix d'un acte de sous-traitance. */
export const VARIATIONS = ["Ferme", "Actualisable", "Révisable"];
/** Champs obligatoires. */
export const OBLIGATOIRES = {
  marche: [
    ...["nature", "objet", "codeCPV", "procedure", "offresRecues", "ccag", "formePrix", "typeGroupementOperateurs"],
    ...["techniques", "modalitesExecution", "typesPrix", "lieuCode", "lieuTypeCode"],
  ],
  concession: ["nature", "objet", "procedure"],
};
/** Champs que dit oui ou non. */
export const BOOLEENS = ["marcheInnovant", "attributionAvance", "sousTraitanceDeclaree"];
/** Champs obligatoires que le format de 2019 n'avait pas. */
export const NES_EN_2024 = [
  ...["offresRecues", "ccag", "typeGroupementOperateurs", "techniques", "modalitesExecution", "typesPrix"],
  ...BOOLEENS,
];
/** Champ obligatoire, sans liste → ce qui s'y écrit. */
export const A_ECRIRE = {
  objet: "Écrivez ce qui est acheté, en une phrase.",
  codeCPV: "Écrivez le code CPV de l’objet principal, par exemple 90910000-9.",
  offresRecues: "Écrivez le nombre d’offres reçues : un entier, au moins 1.",
  lieuCode: "Écrivez le code du lieu principal, par exemple 31000 pour un code postal, et son type.",
};
