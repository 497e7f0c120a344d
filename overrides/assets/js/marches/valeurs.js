// Les listes fermées du schéma 2.0.4 des données essentielles (arrêtés du 22 décembre 2022).

const SOCIALES = ["Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale"];
const ENVIRONNEMENT = ["Clause environnementale", "Critère environnemental", "Pas de considération environnementale"];

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
