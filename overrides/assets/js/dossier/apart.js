// Les documents à part : chaque pièce dans son fichier, la note pour qui décide, ce que l'acheteur garde. Sans page.

import { liste, mot, paragraphe, titre } from "../blocs.js";
import { ecrireNombre } from "../nombres.js";
import { criteresDe } from "./criteres.js";
import { lesFaitsDits, sectionsDe } from "./document.js";
import { nomDuLot, nommerLesLots } from "./lots.js";
import { LETTRE } from "./niveaux.js";

/**
 * Rend les documents à part, { nom, libelle, blocs } : chaque pièce, ses articles à insérer dans celle de l'acheteur ; puis, à garder pour
 * soi, ce qui se vérifie et les annexes.
 */
export function documentsDe(etat, composition, constats, plan, jour, dus) {
  const [garde, verifier, ...suite] = sectionsDe(etat, composition, constats, plan, jour, dus);
  const annexes = suite.at(-1);
  const pieces = composition.pieces.map(({ code, genre, lot, libelle }, rang) => {
    const [, ...articles] = suite[rang].blocs;
    const seule = code === LETTRE || genre === CADRE;
    return {
      nom: code,
      libelle,
      blocs: [
        titre(0, seule ? libelle : `${libelle}\u00a0: articles à insérer`),
        paragraphe(mot("Objet : ", { gras: true }), etat.nom),
        ...garde.blocs.slice(1, -1),
        ...(seule
          ? []
          : [
              paragraphe(
                `Chaque article se place dans votre ${genre}${lot ? ` du ${nommerLesLots([lot.code])}` : ""}, à l’endroit que dit son titre. Les renvois suivent les numéros d’ici.`,
              ),
            ]),
        ...articles,
      ],
    };
  });
  return [
    ...pieces,
    { nom: "note", libelle: "Note de décision", blocs: noteDeDecision(etat, composition, plan, dus) },
    { nom: "a-garder", libelle: "À garder pour vous", blocs: [...garde.blocs, ...verifier.blocs, ...annexes.blocs] },
  ];
}

const CADRE = "cadre-reponse";

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
    titre(0, `Note de décision\u00a0: ${etat.nom}`),
    ...lesFaitsDits(composition, plan).map(([question, reponse]) =>
      paragraphe(mot(`${question} : `, { gras: true }), reponse),
    ),
    ...partie(
      "Ce que ce marché demande",
      [...composition.fiches.values()].map((f) => f.titre),
    ),
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
