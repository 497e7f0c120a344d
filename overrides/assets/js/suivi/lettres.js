// Les lettres d'un manquement : ce que chacune demande. Aucune ne décide d'une résiliation. Sans page.

import { lireNombre } from "../nombres.js";
import { articlesDe, estDeTravaux } from "./ccag.js";
import { UNITES } from "./delai.js";

const champ = (nom, libelle, plus = {}) => ({ nom, libelle, type: "text", ...plus });
const JOURS = { type: "number", aide: "En jours, à partir de la réception de la lettre." };
const REMEDE = { type: "number", aide: "À partir de la réception de la lettre." };
const EN = champ("en", "Ce délai se compte en", {
  type: "select",
  facultatif: true,
  choix: Object.keys(UNITES).map((unite) => [unite, unite]),
  aide: "Comme la clause : « jours ouvrés » sans samedi, dimanche ni jour férié ; « ouvrables », sans dimanche ni jour férié ; « francs », un jour de plus.",
});

const COMMUNS = [
  champ("acheteur", "Acheteur"),
  champ("titulaire", "Titulaire"),
  champ("clause", "La clause du contrat signé, mot pour mot", { type: "textarea" }),
  champ("ou", "Où elle est écrite", { aide: "L’article et la pièce : « article 8.2 du CCAP »." }),
  champ("fait", "Le fait", { type: "textarea", aide: "Ce que vous avez vu ou n’avez pas reçu, sans avis ni soupçon." }),
  champ("du", "Date du fait", { type: "date" }),
  champ("preuve", "La pièce qui le prouve", { aide: "Un constat, un courriel, un bon : nommez-le et datez-le." }),
  champ("le", "Date de la lettre", { type: "date" }),
  champ("signataire", "Qui signe", { aide: "Prénom et nom de qui représente l’acheteur." }),
  champ("qualite", "Sa qualité", { aide: "« Maire », « directrice, par délégation du 3 mars 2027 »." }),
];
/** Avoir été entendu : ce que demandent le constat et les sanctions. */
export const ENTENDU = [
  champ("invite", "Lettre qui l’a mis en demeure ou invité à s’expliquer, reçue le", { type: "date" }),
  champ("laisse", "Délai qu’elle laissait pour s’expliquer", { type: "number", aide: "En jours." }),
  champ("reponse", "Ce qu’il a répondu, et ce que vous en retenez", {
    type: "textarea",
    aide: "Sans réponse, écrivez « aucune réponse ».",
  }),
];
const SANS_EFFET = [
  champ("remede", "Délai qu’elle laissait pour y remédier", {
    type: "number",
    facultatif: true,
    aide: "Si c’est une mise en demeure.",
  }),
  EN,
  champ("reste", "Après la fin de ce délai, constaté le", { type: "date", facultatif: true }),
  champ("demeure", "Ce qui demeurait à la fin de ce délai", {
    type: "textarea",
    facultatif: true,
    aide: "Ce que vous avez constaté ce jour-là : la mise en demeure est restée sans effet.",
  }),
  champ("immediate", "Le contrat sanctionne ce fait sans mise en demeure", { type: "checkbox", facultatif: true }),
];
const DECOMPTE = champ("decompte", "Décompte général notifié le", {
  type: "date",
  facultatif: true,
  travaux: true,
  aide: "Laissez vide s’il ne l’est pas.",
});

/** Les lettres, dans l'ordre où elles s'envoient : { titre, champs: les siens, après les communs }. */
export const GENRES = {
  relance: { titre: "Relance", champs: [champ("correction", "Délai pour y remédier", REMEDE), EN] },
  "mise-en-demeure": {
    titre: "Mise en demeure",
    champs: [
      champ("correction", "Délai pour y remédier", REMEDE),
      EN,
      champ("observations", "Délai pour présenter ses observations", JOURS),
      champ("encouru", "Ce qu’il encourt", {
        facultatif: true,
        aide: "D’après la clause, montant compris : « 100 € par attestation non remise ».",
      }),
      champ("resiliation", "Elle annonce une résiliation possible pour faute", { type: "checkbox", facultatif: true }),
    ],
  },
  constat: { titre: "Constat après observations", champs: ENTENDU },
  penalite: {
    titre: "Pénalité",
    champs: [
      ...ENTENDU,
      ...SANS_EFFET,
      champ("montant", "Montant que la clause donne par unité (€)"),
      champ("unite", "Unité", { aide: "« relevé non remis », « heure non faite », « jour »." }),
      champ("nombre", "Nombre d’unités"),
      champ("plafond", "Plafond que la clause donne (€)"),
      champ("calcul", "Calcul du montant et du plafond", {
        type: "textarea",
        facultatif: true,
        aide: "Si la clause donne un pourcentage ou une formule : « 5 % de 42 000 € HT facturés en 2027 ».",
      }),
      champ("deja", "Déjà compté sous ce plafond (€)"),
      champ("exoneration", "L’exonération jusqu’à 1\u00a0000 €", {
        type: "select",
        choix: [
          ["", "À choisir"],
          ["ecartee", "Le contrat l’écarte"],
          ["hors", "Elle ne vise pas ce fait"],
        ],
        facultatif: true,
        ccag: true,
      }),
      DECOMPTE,
    ],
  },
  reduction: {
    titre: "Réduction de prix",
    champs: [
      ...ENTENDU,
      ...SANS_EFFET,
      champ("prix", "Prix hors taxes de ce qui n’est pas conforme (€)"),
      champ("reduction", "Réduction (€)"),
      champ("calcul", "Son calcul, d’après la clause", { type: "textarea" }),
      DECOMPTE,
    ],
  },
};

/** Rend les champs d'une lettre de ce marché. */
export const champsDe = (genre, suivi) => [
  ...COMMUNS,
  ...GENRES[genre].champs.filter(
    ({ travaux, ccag }) => (!travaux || estDeTravaux(suivi)) && (!ccag || articlesDe(suivi)),
  ),
];

/** Rend les valeurs de la mise en demeure de l'échéance qui est sortie en lettre, ou rien : un projet refusé ne compte pas. */
export const ecriteIci = ({ lettres }, cle) =>
  lettres.find((une) => une.cle === cle && une.genre === "mise-en-demeure" && une.valeurs.ecrite)?.valeurs;

const retenues = (lettres) => lettres.reduce((somme, { valeurs }) => somme + (compte(valeurs).retenu || 0), 0);

/** Rend ce que retiennent les autres pénalités écrites, en euros : { somme, plafonds } sous le même article, le même mois si la clause compte par mois ; `ailleurs`, le reste. */
export function dejaRetenu({ lettres }, cle, { ou = "", clause = "", du = "" }) {
  const ecrites = lettres.filter((une) => une.genre === "penalite" && une.valeurs.ecrite && une.cle !== cle);
  const siens = ou.split(" ; ");
  const memes = ecrites.filter(
    ({ cle: autre, valeurs }) =>
      (autre.split("|")[0] === cle.split("|")[0] || valeurs.ou?.split(" ; ").some((un) => siens.includes(un))) &&
      !(/\bpar mois\b/i.test(clause) && valeurs.du?.slice(0, 7) !== du.slice(0, 7)),
  );
  const somme = retenues(memes);
  const plafonds = memes.map(({ valeurs }) => lireNombre(valeurs.plafond));
  return { somme, plafonds, ailleurs: retenues(ecrites) - somme };
}

/** Rend le compte d'une pénalité, en euros : { total, reste: sous le plafond, retenu }. */
export function compte({ montant, nombre, plafond, deja }) {
  const total = Math.round(lireNombre(montant) * lireNombre(nombre) * 100) / 100;
  const reste = Math.max(0, Math.round((lireNombre(plafond) - lireNombre(deja)) * 100) / 100);
  return { total, reste, retenu: Math.min(total, reste) };
}
