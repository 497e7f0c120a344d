// Ce qu'un contrat déclaré doit tenir, une ligne par règle : le schéma 2.0.4 des données essentielles (arrêtés du 22 décembre 2022),
// et ce que la consolidation du ministère met de côté (139bercy/decp-arr2022, 58b651b, 18 août 2026). Sans page.

import { declare, estJour, muet, nombre, SUITES, sansIdentifiant, suiteFausse, voulue } from "./contrat.js";
import {
  A_ECRIRE,
  BOOLEENS,
  CONSIDERATIONS,
  DES_CONCESSIONS,
  LIEUX,
  NES_EN_2024,
  OBLIGATOIRES,
  VALEURS,
  VARIATIONS,
} from "./valeurs.js";

const MONTANT_MAX = 3_000_000_000;
const MOIS_MAX = { marche: 180, concession: 360 };
/** Avant ce jour, le champ des considérations n'existe pas. */
export const NAISSANCE = "2024-01-01";
const PARLANTS = {
  considerationsSociales: /(?<!\p{L})(insertion (professionnelle|sociale|par)|handicap|esat|entreprises? adaptées?)/iu,
  considerationsEnvironnementales:
    /(?<!\p{L})(isolation|thermiques?|rénovation énergétique|photovolta|réemploi|recycl|agriculture biologique|éco-?label|bois[- ]énergie|mobilités? douces?|végétalis|compost|électriques? (et|ou) hybrides?)/iu,
};

const vide = (valeur) => (Array.isArray(valeur) ? valeur.every(muet) : muet(valeur));
const quoi = (valeur) => (Array.isArray(valeur) ? valeur.join(", ") : String(valeur)).slice(0, 60);
const admises = (c, champ) => (c.concession ? DES_CONCESSIONS : VALEURS)[champ];
const siretFaux = (texte) => !/^\d{14}$/.test(texte);

/**
 * Les règles : nom ; champs ; `ecarte`, le ministère met le contrat de côté ; `depuis2024`, elle ne vaut que d'un contrat notifié depuis, ou le fait pour ces seuls champs ; `faux(contrat, champ, aujourdhui)` ; la phrase, le remède.
 * Un champ absent d'un tableau ne se reproche pas : le tableau n'est pas ce que publie l'acheteur.
 */
const REGLES = [
  {
    nom: "les-deux-reponses",
    champs: CONSIDERATIONS,
    ecarte: true,
    faux: (c, champ) => declare(c, champ) === "les-deux",
    phrase: "Il dit à la fois « Pas de considération » et une considération.",
    remede: "Ôtez « Pas de considération… » si le contrat a une clause ou un critère ; sinon, ôtez le reste.",
  },
  {
    nom: "consideration-non-dite",
    champs: CONSIDERATIONS,
    depuis2024: true,
    faux: (c, champ) => vide(c[champ]) && !(c.partiel && c[champ] === undefined),
    phrase: "Le champ est vide, ou porte « NC » : le contrat ne dit ni oui ni non.",
    remede:
      "Relisez ses pièces, puis écrivez la ou les valeurs ; « Pas de considération… » seulement s’il n’y en a aucune.",
  },
  {
    nom: "consideration-a-verifier",
    champs: CONSIDERATIONS,
    depuis2024: true,
    faux: (c, champ) => declare(c, champ) === "non" && PARLANTS[champ].test(c.objet),
    phrase:
      "L’objet parle d’environnement ou d’emploi, et le champ dit « Pas de considération » : c’est souvent la valeur par défaut du logiciel.",
    remede: "Relisez ses pièces ; s’il a une clause, un critère ou une réserve, écrivez-le.",
  },
  {
    nom: "id-mal-forme",
    champs: ["id"],
    ecarte: true,
    faux: ({ id }) => muet(id) || !/^[A-Za-z0-9/\-_ .#]{1,16}$/.test(id),
    phrase: "Le numéro du contrat manque, dépasse 16 signes, ou porte un signe qui n’est pas admis.",
    remede: "Donnez un numéro de 1 à 16 signes : lettres sans accent, chiffres, espace, / - _ . ou #.",
  },
  {
    nom: "acheteur-mal-forme",
    champs: ["acheteur"],
    ecarte: true,
    faux: ({ acheteur }) => siretFaux(acheteur),
    phrase: "Le SIRET de l’acheteur n’a pas quatorze chiffres.",
    remede: "Écrivez les quatorze chiffres du SIRET, sans espace.",
  },
  {
    nom: "titulaire-mal-forme",
    champs: ["titulaires"],
    ecarte: true,
    faux: ({ titulaires, partiel }) =>
      (!titulaires.length && !partiel) ||
      titulaires.some(
        (un) => !(partiel && !un.id) && (sansIdentifiant(un) || (un.typeIdentifiant === "SIRET" && siretFaux(un.id))),
      ),
    phrase: "Un titulaire manque, n’a pas de type d’identifiant admis, ou son SIRET est faux.",
    remede: "Donnez à chaque titulaire son identifiant et son type : SIRET, TVA, TAHITI, RIDET, FRWF, IREP ou HORS-UE.",
  },
  {
    nom: "titulaire-acheteur",
    champs: ["titulaires"],
    faux: ({ titulaires, acheteur }) =>
      titulaires.some(
        (un) => un.typeIdentifiant === "SIRET" && !siretFaux(un.id) && un.id.startsWith(acheteur.slice(0, 9)),
      ),
    phrase: "À vérifier : le titulaire et l’acheteur ont le même SIREN.",
    remede: "Si ce n’est pas voulu, écrivez le SIRET de l’entreprise que porte le contrat signé.",
  },
  {
    nom: "date-impossible",
    champs: ["dateNotification", "datePublicationDonnees"],
    ecarte: true,
    faux: (c, champ, jour) =>
      vide(c[champ]) ? !c.partiel || Boolean(c[champ]) : !estJour(c[champ]) || c[champ] > jour || c[champ] < "2010",
    phrase: "La date manque, n’existe pas au calendrier, ou tombe après aujourd’hui.",
    remede: "Écrivez une vraie date, passée, sous la forme AAAA-MM-JJ.",
  },
  {
    nom: "montant-aberrant",
    champs: ["montant"],
    ecarte: true,
    faux: ({ montant, partiel }) => {
      if (montant === undefined || montant === "") return !partiel;
      const n = nombre(montant);
      const chiffres = String(Math.trunc(n));
      const repete = n > 100_000_000 && [..."123456789"].some((chiffre) => chiffres.split(chiffre).length > 7);
      return !(n >= 1 && n <= MONTANT_MAX) || repete || chiffres.startsWith("123456789");
    },
    phrase: ({ montant }) => {
      const n = nombre(montant);
      if (muet(montant)) return "Le montant manque.";
      if (Number.isNaN(n)) return "Le montant n’est pas un nombre.";
      if (n < 1) return "Le montant vaut moins d’un euro.";
      return n > MONTANT_MAX ? "Le montant dépasse trois milliards." : "Le montant répète un même chiffre.";
    },
    remede: "Écrivez le montant hors taxes, en chiffres ; d’un accord-cadre, son maximum.",
  },
  {
    nom: "duree-impossible",
    champs: ["dureeMois"],
    ecarte: true,
    faux: (c) => {
      if (c.dureeMois === undefined || c.dureeMois === "") return !c.partiel;
      const n = nombre(c.dureeMois);
      return !(Number.isInteger(n) && n >= 1 && n <= MOIS_MAX[c.concession ? "concession" : "marche"]);
    },
    phrase: ({ dureeMois }) => {
      const n = nombre(dureeMois);
      if (muet(dureeMois)) return "La durée manque.";
      if (!Number.isInteger(n) || n < 1) return "La durée n’est pas un nombre entier de mois, au moins 1.";
      return "La durée dépasse quinze ans (trente pour une concession).";
    },
    remede: "Écrivez la durée totale en mois, reconductions comprises : 48, non « 4 ans » ni « NC ».",
  },
  {
    nom: "cpv-mal-forme",
    champs: ["codeCPV"],
    faux: ({ codeCPV, concession }) => !concession && !muet(codeCPV) && !/^\d{8}(-\d)?$/.test(codeCPV),
    phrase: "Le code CPV n’a pas huit chiffres.",
    remede: "Écrivez les huit chiffres, zéros compris, puis si vous l’avez le tiret et la clé : 90911200-8.",
  },
  {
    nom: "objet-trop-long",
    champs: ["objet"],
    faux: ({ objet }) => objet?.length > 1000,
    phrase: "L’objet dépasse mille signes.",
    remede: "Raccourcissez-le.",
  },
  {
    nom: "objet-mal-code",
    champs: ["objet"],
    faux: ({ objet }) => /Ã[\u0080-\u00bf]|Ã©|Ã¨|â€|¿|\ufffd/.test(objet),
    phrase: "L’objet porte des signes à la place des accents ou des apostrophes.",
    remede: "Retapez l’objet ; le fichier a changé de codage quelque part.",
  },
  {
    nom: "champ-absent",
    depuis2024: NES_EN_2024,
    champs: [...OBLIGATOIRES.marche, ...BOOLEENS],
    faux: (c, champ) => {
      if (c.concession && !OBLIGATOIRES.concession.includes(champ)) return false;
      const marque = [c[champ]].flat().some((une) => une && muet(une));
      return marque || (!c.partiel && vide(c[champ]));
    },
    phrase: "Le champ est obligatoire ; il est vide, ou porte « NC ».",
    remede: (c, champ) =>
      A_ECRIRE[champ] ?? `Écrivez une de ces valeurs\u00a0: ${(admises(c, champ) ?? ["oui", "non"]).join(" ; ")}.`,
  },
  {
    nom: "valeur-hors-liste",
    depuis2024: true,
    champs: Object.keys(VALEURS),
    faux: (c, champ) => {
      const valeurs = admises(c, champ);
      const ecrites = [c[champ]].flat().filter((une) => !muet(une));
      const sansObjet = c.partiel && CONSIDERATIONS.includes(champ);
      return (
        Boolean(valeurs) &&
        ecrites.some(
          (une) =>
            !valeurs.includes(une) && !(sansObjet && une === "Sans objet") && !(c.partiel && voulue(valeurs, une)),
        )
      );
    },
    phrase: "La valeur n’est pas, à la lettre près, une de celles du schéma.",
    remede: (c, champ) => `Écrivez exactement une de ces valeurs\u00a0: ${admises(c, champ).join(" ; ")}.`,
  },
  {
    nom: "nombre-hors-bornes",
    depuis2024: true,
    champs: ["offresRecues", "tauxAvance", "origineUE", "origineFrance"],
    faux: (c, champ) => {
      if (muet(c[champ])) return false;
      const n = nombre(c[champ]);
      return champ === "offresRecues" ? !(Number.isInteger(n) && n >= 1) : !(n >= 0 && n <= 1);
    },
    phrase: "Le nombre sort de ses bornes.",
    remede: (_, champ) =>
      champ === "offresRecues"
        ? "Écrivez un nombre entier, au moins 1."
        : "Écrivez une part entre 0 et 1 : 0.2 pour 20 %.",
  },
  {
    nom: "oui-ou-non",
    depuis2024: true,
    champs: BOOLEENS,
    faux: (c, champ) => !muet(c[champ]) && !/^(true|false|oui|non|0|1)$/i.test(c[champ]),
    phrase: "Le champ n’accepte que oui ou non.",
    remede: "Écrivez true ou false en JSON, oui ou non en XML.",
  },
  {
    nom: "lieu-et-type",
    champs: ["lieuCode"],
    faux: ({ lieuCode, lieuTypeCode }) =>
      !muet(lieuCode) && Object.hasOwn(LIEUX, lieuTypeCode ?? "") && !LIEUX[lieuTypeCode].test(lieuCode),
    phrase: "Le code du lieu n’a pas la forme que dit son type.",
    remede: "Accordez les deux : « 31000 » est un code postal, « 31555 » une commune, « 31 » un département.",
  },
  {
    nom: "suite-mal-formee",
    champs: SUITES.map(([nom]) => nom),
    depuis2024: true,
    faux: (c, champ, jour) => c[champ].some((suite) => suiteFausse(suite, champ, jour)),
    phrase:
      "Une modification ou un acte de sous-traitance n’a pas son numéro ou ses dates, ou porte une durée, un montant, un sous-traitant impossibles.",
    remede: (_, champ) =>
      `Donnez à chacun un numéro entier et ses deux dates passées, AAAA-MM-JJ (notification, publication)${champ === "actesSousTraitance" ? `, l’identifiant du sous-traitant et son type, la durée, le montant, la variation du prix (${VARIATIONS.join(", ")})` : " ; une durée en mois entiers et un montant d’au moins un euro, s’ils changent"}.`,
  },
];

const dit = (texte, c, champ) => (typeof texte === "function" ? texte(c, champ) : texte);

/** Rend ce qui ne va pas dans un contrat au jour dit : { uid, regle, champ, ecarte, phrase, remede, lu }. */
export function juger(contrat, jour) {
  if (contrat.ancienne) return [];
  const avant2024 = estJour(contrat.dateNotification) && contrat.dateNotification < NAISSANCE;
  const neApres = (depuis, champ) => avant2024 && (depuis === true || depuis.includes(champ));
  return REGLES.flatMap(({ nom, champs, depuis2024 = [], ecarte = false, faux, phrase, remede }) =>
    champs
      .filter((champ) => !neApres(depuis2024, champ) && faux(contrat, champ, jour))
      .map((champ) => ({
        ...{ uid: contrat.uid, regle: nom, champ, ecarte },
        ...{ phrase: dit(phrase, contrat, champ), remede: dit(remede, contrat, champ), lu: lu(contrat[champ]) },
      })),
  );
}

const lu = (valeur) => (typeof [valeur].flat()[0] === "object" ? "" : quoi(valeur ?? ""));

/** Rend ce qui dit qu'un même numéro paraît deux fois. */
export const double = ({ uid }) => ({
  ...{ uid, regle: "double", champ: "id", ecarte: false, lu: "" },
  phrase: "Ce numéro paraît deux fois dans le fichier : un seul contrat sera gardé.",
  remede:
    "Ôtez le contrat écrit deux fois ; à deux contrats différents, donnez chacun son numéro. Une modification s’écrit dans « modifications », sous le numéro d’origine.",
});

/** Rend ce qui dit qu'un contrat ne se lit pas. */
export const illisible = (uid) => ({
  ...{ uid, regle: "illisible", champ: "marche", ecarte: false, lu: "" },
  phrase: "Ce contrat ne se lit pas : ses champs ne sont pas rangés comme le schéma le veut. Il n’est pas compté.",
  remede: "Refaites l’export ; si rien ne change, montrez-le à qui tient votre profil d’acheteur.",
});

/** Rend ce qu'un contrat ne déclare pas, et que les marchés suivis sous son numéro, [{ nom, declare }], portent ; rien d'avant que le champ existe. */
export const autrementQueSuivi = (contrat, suivis) =>
  CONSIDERATIONS.flatMap((champ) => {
    const porteurs = suivis.filter(({ declare: attendu }) => declare(attendu, champ) === "oui");
    const due = contrat.dateNotification >= NAISSANCE && ["non", "inconnu"].includes(declare(contrat, champ));
    if (!porteurs.length || !due) return [];
    const noms = porteurs.map(({ nom }) => `« ${nom} »`).join(", ");
    const portees = new Set(porteurs.flatMap(({ declare: attendu }) => attendu[champ]));
    return {
      ...{ uid: contrat.uid, regle: "suivi-autrement", champ, ecarte: false, lu: lu(contrat[champ]) },
      phrase: `Ce marché est suivi ici (${noms}) avec une clause ou un critère qu’il ne déclare pas.`,
      remede: `Écrivez ce que ses documents portent : ${[...portees].join(", ")}.`,
    };
  });
