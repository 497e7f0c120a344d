// Les documents à part : chaque pièce dans son fichier, la note pour qui décide, ce que l'acheteur garde. Sans page.

import { liste, mot, paragraphe, reponses, titre } from "../blocs.js";
import { enDate } from "../dates.js";
import { ecrireNombre } from "../nombres.js";
import { criteresDe } from "./criteres.js";
import { lesFaitsDits, sectionsDe } from "./document.js";
import { propre } from "./etat.js";
import { nomDuLot, nommerLesLots } from "./lots.js";
import { CADRE, LETTRE } from "./niveaux.js";

/**
 * Rend les documents à part, { nom, libelle, pageDeGarde: les blocs de la première page, blocs } : chaque pièce, ses articles à insérer dans celle
 * de l'acheteur ; puis, à garder pour soi, ce qui se vérifie et les annexes.
 */
export function documentsDe(etat, composition, constats, plan, jour, dus) {
  const [premiere, verifier, ...suite] = sectionsDe(etat, composition, constats, plan, jour, dus);
  const annexes = suite.at(-1);
  const pieces = composition.pieces.map((piece, rang) =>
    unePiece(piece, suite[rang].blocs.slice(1), etat, composition, plan),
  );
  return [
    ...pieces,
    { nom: "note", libelle: "Note de décision", blocs: noteDeDecision(etat, composition, plan, dus) },
    { nom: "a-garder", libelle: "À garder pour vous", blocs: [...premiere.blocs, ...verifier.blocs, ...annexes.blocs] },
  ];
}

/** Rend une pièce : ce qu'elle est et pour quel achat, son sommaire, puis ses articles, chacun avec l'endroit où il s'insère. */
function unePiece({ code, genre, lot, libelle, articles }, blocs, etat, composition, plan) {
  const remontes = blocs.map((bloc) => (bloc.genre === "titre" ? { ...bloc, niveau: bloc.niveau - 1 } : bloc));
  const achat = laGarde(
    etat,
    { ...composition, lots: lot ? [lot] : composition.lots },
    plan,
    code === LETTRE || genre === CADRE,
  );
  if (code === LETTRE) return { nom: code, libelle, blocs: [titre(0, libelle), achat, ...remontes] };
  if (genre === CADRE)
    return { nom: code, libelle, blocs: [titre(0, libelle), achat, reponses([["Candidat", []]]), ...remontes] };
  const votre = `${genre}${lot ? ` du ${nommerLesLots([lot.code])}` : ""}`;
  const ou = (intitule) =>
    paragraphe(mot(`À insérer dans votre ${votre}, article «\u00a0${intitule}\u00a0».`, { italique: true }));
  const titres = new Map(articles.map(({ numero, titre: intitule }) => [numero, intitule]));
  return {
    nom: code,
    libelle,
    pageDeGarde: [
      titre(0, libelle),
      paragraphe(mot("Articles à insérer", { gras: true })),
      achat,
      paragraphe(
        `Ce fichier n’est pas un ${genre} entier\u00a0: ses articles complètent le vôtre. Chacun dit où il se place. Collés, leurs numéros et leurs renvois suivent ceux de votre document\u00a0: sélectionnez tout, puis F9, pour les mettre à jour.`,
      ),
      { genre: "sommaire" },
    ],
    blocs: remontes.flatMap((bloc) =>
      bloc.genre === "titre" && bloc.niveau === 1 ? [bloc, ou(titres.get(bloc.numero))] : [bloc],
    ),
  };
}

/** Rend le tableau de la première page : l'objet, l'acheteur, le lot, et, si ce n'est pas à l'entreprise qu'elle s'adresse, ce qui se dit de l'achat. */
function laGarde(etat, composition, plan, court) {
  return reponses([
    ...lAchat(etat),
    ...lesFaitsDits(composition, plan).filter(([question]) => !court || question.startsWith("Lot")),
  ]);
}

function lAchat({ partagees }) {
  const dire = (nom, blanc) => propre(partagees, nom)?.trim() || mot(`[${blanc}]`, { variable: true });
  return [
    ["Objet", dire("objet-marche", "Objet du marché")],
    ["Acheteur", dire("nom-acheteur", "Nom de l’acheteur")],
  ];
}

/** Rend ce que les textes pris demandent, une ligne par clause : son titre promettrait aussi ce qu'un autre niveau demande ; puis les phrases communes des cahiers techniques. */
const demandesDe = ({ fiches, retenus, parCle }) =>
  [
    ...[...fiches.keys()].map((id) =>
      retenus
        .filter(({ fiche, texte }) => fiche.id === id && !HORS_NOTE.includes(texte.nature))
        .map(({ texte }) => texte),
    ),
    [...parCle.values()].filter(({ source, article }) => source === "socle" && article?.startsWith("cctp-")),
  ]
    .map((siens) => siens.map(({ titre: intitule }) => intitule).join("\u00a0; "))
    .filter(Boolean);

const HORS_NOTE = ["critere-attribution", "critere-selection", "suivi", "penalite", "refaction"];

/** Rend une page pour qui décide : l'achat, ce qu'il demande, comment les offres se classent, ce qui n'est pas dû et pourquoi. */
function noteDeDecision(etat, composition, plan, dus) {
  const dire = ({ siens, autres }) =>
    [...autres, ...siens].map(
      ({ nom, poids }) =>
        `${nom.trim() || "[nom du critère]"} (${Number.isNaN(poids) ? "[poids]" : `${ecrireNombre(poids)}\u00a0%`})`,
    );
  const { lots, retenus } = composition;
  const criteres = lots.length
    ? lots.map((lot) => `${nomDuLot(lot)}\u00a0: ${dire(criteresDe(etat, retenus, lot.code)).join(", ")}`)
    : dire(criteresDe(etat, retenus));
  const dispenses = (dus?.obligations ?? []).filter((une) => une.etat === "dispensee");
  const partie = (intitule, lignes) =>
    lignes.length ? [titre(2, intitule), liste(lignes.map((l) => [paragraphe(l)]))] : [];
  return [
    titre(0, "Note de décision"),
    reponses([
      ...lAchat(etat),
      ...[
        ["Montant estimé", etat.montant && `${ecrireNombre(Number(etat.montant))}\u00a0€ hors taxes`],
        ["Durée", etat.duree && `${etat.duree}\u00a0mois`],
        ["Début", etat.debut && enDate(etat.debut)],
      ].filter(([, reponse]) => reponse),
      ...lesFaitsDits(composition, plan).filter(([question]) => /^(Lot|Procédure)/.test(question)),
    ]),
    ...partie("Ce que ce marché demande", demandesDe(composition)),
    ...partie("Comment les offres se classent", criteres),
    ...partie(
      "Ce qui n’est pas dû, et pourquoi",
      dispenses.map(({ regle, dispense }) => `${regle.titre}\u00a0: ${dispense.motif}`),
    ),
    ...partie("Ce qui est à décider", [
      "Le montant et la procédure, vérifiés par le service.",
      "Les valeurs encore entre crochets dans les documents.",
      "La publication, puis le suivi\u00a0: qui contrôle, et quand.",
    ]),
  ];
}
