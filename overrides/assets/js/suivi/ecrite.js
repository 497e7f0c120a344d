// Une lettre en blocs, prête pour l'écran, la copie et le Word : un projet, qui cite la clause du contrat signé. Sans page.

import { liste, mot, paragraphe, reponses, titre } from "../blocs.js";
import { enDate } from "../dates.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { compter } from "../texte.js";
import { articlesDe, estDeTravaux } from "./ccag.js";
import { ENTETE } from "./citation.js";
import { finDuDelai, UNITES } from "./delai.js";
import { leMarche } from "./etat.js";
import { compte } from "./lettres.js";

const euros = (nombre) => `${ecrireNombre(nombre)}\u00a0€`;
const jours = (nombre, en) => compter(Number(nombre), UNITES[en || "jours"], en || "jours");
const enParagraphes = (texte, marques = {}) =>
  texte
    .split(/\n+/)
    .filter((ligne) => ligne.trim())
    .map((ligne) => paragraphe(mot(ligne.trim(), marques)));

const OBJETS = {
  relance: "Relance",
  "mise-en-demeure": "Mise en demeure",
  constat: "Constat d’un manquement, après vos observations",
  penalite: "Application d’une pénalité",
  reduction: "Réduction de prix",
};

// Une citation par article : ses lignes, entre ses guillemets, sous son numéro s'il y en a plusieurs.
function lesCitations(clause) {
  const citees = [];
  for (const ligne of clause.trim().split("\n")) {
    if (ENTETE.test(ligne) || !citees.length) citees.push({ entete: "", lignes: [] });
    if (ENTETE.test(ligne)) citees.at(-1).entete = ligne;
    else citees.at(-1).lignes.push(ligne);
  }
  return citees.flatMap(({ entete, lignes }) => [
    ...(citees.length > 1 && entete ? [paragraphe(entete)] : []),
    ...enParagraphes(`« ${lignes.join("\n").trim()} »`, { italique: true }),
  ]);
}

/** Rend les blocs d'une lettre dont rien ne manque (lettres.js, ecarts). */
export function enLettre(genre, valeurs, suivi, feries) {
  const { acheteur, titulaire, le, du, signataire, qualite } = valeurs;
  const numero = suivi.numero && `n° ${suivi.numero}, `;
  const notifie = suivi.notification ? `, notifié le ${enDate(suivi.notification)}` : "";
  return [
    paragraphe(mot("Projet à faire relire avant signature.", { gras: true })),
    titre(1, OBJETS[genre]),
    reponses([
      ["De", acheteur],
      ["À", titulaire],
      ["Le", enDate(le)],
      ["Marché", `${numero}${leMarche(suivi)}${notifie}`],
    ]),
    paragraphe("Madame, Monsieur,"),
    paragraphe(`Le contrat dit (${valeurs.ou}) :`),
    ...lesCitations(valeurs.clause),
    paragraphe(`Nous avons constaté le fait suivant, du ${enDate(du)} :`),
    ...enParagraphes(valeurs.fait),
    paragraphe(`Preuve : ${valeurs.preuve}`),
    ...SUITES[genre](valeurs, suivi, feries),
    paragraphe("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."),
    paragraphe(mot(signataire), mot("\n"), mot(qualite)),
  ];
}

const SUITES = {
  relance: ({ correction, en }) => [
    paragraphe(
      `Nous vous demandons d’y remédier dans un délai de ${jours(correction, en)} à compter de la réception de cette lettre, et de nous en apporter la preuve. Si vous rencontrez une difficulté, dites-la-nous par écrit dans ce délai. Cette lettre n’est pas une mise en demeure.`,
    ),
  ],
  "mise-en-demeure": ({ correction, en, observations, encouru, resiliation }, suivi) => [
    paragraphe(
      `Vous êtes mis en demeure d’y remédier dans un délai de ${jours(correction, en)} à compter de la réception de cette lettre.`,
    ),
    paragraphe(
      `Vous êtes invité à présenter vos observations écrites dans un délai de ${jours(observations)} à compter de la même date.`,
    ),
    paragraphe(
      encouru
        ? `Si cette mise en demeure reste sans effet, vous encourez, en application de la clause citée : ${encouru.trim().replace(/\.*$/, ".")}`
        : "Si cette mise en demeure reste sans effet, la sanction que prévoit la clause citée pourra être appliquée.",
    ),
    ...(resiliation ? [paragraphe(laFaute(suivi))] : []),
  ],
  constat: (valeurs, _, feries) => [
    ...leContradictoire(valeurs, feries),
    paragraphe("Le manquement décrit plus haut est constaté."),
  ],
  penalite: (valeurs, suivi, feries) => {
    const { total, reste, retenu } = compte(valeurs);
    return [
      ...leContradictoire(valeurs, feries),
      ...leSansEffet(valeurs, feries),
      paragraphe("La pénalité que prévoit la clause citée est appliquée ainsi :"),
      reponses([
        ["Montant", `${euros(lireNombre(valeurs.montant))} par ${valeurs.unite}`],
        ["Nombre", ecrireNombre(lireNombre(valeurs.nombre))],
        ["Total", euros(total)],
        ["Plafond", euros(lireNombre(valeurs.plafond))],
        ["Déjà compté sous ce plafond", euros(lireNombre(valeurs.deja))],
        ["Reste sous le plafond", euros(reste)],
        ["Retenu", euros(retenu)],
      ]),
      ...leCalcul(valeurs),
      paragraphe(imputation(suivi)),
    ];
  },
  reduction: (valeurs, suivi, feries) => [
    ...leContradictoire(valeurs, feries),
    ...leSansEffet(valeurs, feries),
    paragraphe("Le prix est réduit ainsi. Cette réduction n’est pas une pénalité."),
    reponses([
      ["Prix hors taxes", euros(lireNombre(valeurs.prix))],
      ["Réduction", euros(lireNombre(valeurs.reduction))],
      ["Prix réduit", euros(lireNombre(valeurs.prix) - lireNombre(valeurs.reduction))],
    ]),
    ...leCalcul(valeurs),
    paragraphe(imputation(suivi)),
  ],
};

const leContradictoire = ({ invite, laisse, reponse }, feries) => [
  paragraphe(
    `Par une lettre reçue le ${enDate(invite)}, vous avez été invité à présenter vos observations ; le délai de ${jours(laisse)} a pris fin le ${enDate(finDuDelai(invite, Number(laisse), feries))}. Votre réponse, et ce que nous en retenons :`,
  ),
  liste([enParagraphes(reponse)]),
];

const leCalcul = ({ calcul }) => (calcul ? enParagraphes(`Calcul : ${calcul}`) : []);

// La mise en demeure restée sans effet, que veut la clause ou le CCAG.
const leSansEffet = ({ invite, remede, en, reste, demeure, immediate }, feries) =>
  immediate || !remede
    ? []
    : [
        paragraphe(
          `Par la même lettre, vous avez été mis en demeure d’y remédier dans un délai de ${jours(remede, en)}, qui a pris fin le ${enDate(finDuDelai(invite, Number(remede), feries, en || "jours"))}. Elle est restée sans effet${reste ? `, ce que nous avons constaté le ${enDate(reste)}` : ""} :`,
        ),
        ...enParagraphes(demeure),
      ];

const imputation = (suivi) =>
  estDeTravaux(suivi)
    ? "Cette somme est portée au décompte du marché, décompte général compris."
    : "Cette somme est déduite du prochain paiement.";

function laFaute(suivi) {
  const articles = articlesDe(suivi);
  const selon = articles
    ? `aux conditions de l’article ${articles.faute} du ${articles.nom} (mise en demeure et observations : ${articles.miseEnDemeure})`
    : "aux conditions du contrat";
  return `Si le manquement demeure au terme de ce délai, le marché pourra être résilié pour faute, ${selon}. Vos observations peuvent porter sur cette sanction envisagée.`;
}
