// Un schéma d'achats responsables : ses réponses lues, ses cibles, ses documents en blocs. Sans page.

import { liste, paragraphe, tableau, titre } from "../blocs.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { lister, sansAccents } from "../texte.js";

const ANNEES_MAX = 6;
const ACHETEURS_MAX = 20;
const estUneAnnee = (texte) => /^20\d\d$/.test(texte);

/** Rend { acheteurs, annees: celles du schéma, achats: en euros ou `NaN`, ecarts: champ → ce qui n'y va pas } de ce qui est écrit. */
export function lireReponses({ nom, achats, annee, debut, duree, autres }) {
  const acheteurs = [nom, ...autres.split("\n")].map((un) => un.trim()).filter(Boolean);
  const montant = lireNombre(achats);
  const nombre = /^\d$/.test(duree.trim()) ? Number(duree) : 0;
  const cles = acheteurs.map(sansAccents);
  const ecarts = {
    achats: achats && !(montant >= 0) && "Écrivez un montant, comme 62000000.",
    annee: annee && !estUneAnnee(annee) && "Écrivez une année, en quatre chiffres.",
    debut: debut
      ? !estUneAnnee(debut)
        ? "Écrivez une année, en quatre chiffres."
        : estUneAnnee(annee) && debut < annee && "Le schéma commence avant l’année mesurée."
      : "",
    duree: duree && !(nombre >= 1 && nombre <= ANNEES_MAX) && `Écrivez un nombre d’années, de 1 à ${ANNEES_MAX}.`,
    autres:
      acheteurs.length > ACHETEURS_MAX
        ? `Cette page tient ${ACHETEURS_MAX} acheteurs au plus.`
        : new Set(cles).size < cles.length && "Un acheteur est écrit deux fois.",
  };
  const annees =
    estUneAnnee(debut) && nombre >= 1 && nombre <= ANNEES_MAX
      ? Array.from({ length: nombre }, (_, rang) => String(Number(debut) + rang))
      : [];
  return {
    acheteurs: acheteurs.slice(0, ACHETEURS_MAX),
    annees,
    achats: achats ? montant : Number.NaN,
    ecarts: Object.fromEntries(Object.entries(ecarts).filter(([, ecart]) => ecart)),
  };
}

/** Rend ce qui ne va pas dans une valeur, ou rien ; vide, elle n'est pas mesurée. */
export function ecartDe(ecrit, { unite }) {
  if (!ecrit) return "";
  const nombre = lireNombre(ecrit.replace(/%$/, ""));
  if (Number.isNaN(nombre) || nombre < 0) return "Écrivez un nombre.";
  return unite === "%" && nombre > 100 ? "Une part ne dépasse pas 100\u00a0%." : "";
}

/** Rend la valeur présente d'un indicateur d'après « Mes chiffres » (`resultat.annees`), { valeur, sur: contrats }, ou rien s'il ne le compte pas. */
export function departDe({ pilier }, annees, annee) {
  const { contrats, [pilier]: compte } = annees[annee] ?? {};
  if (!contrats || !compte) return null;
  return { valeur: String(Math.round((1000 * compte.oui) / contrats) / 10).replace(".", ","), sur: contrats };
}

const enValeur = (ecrit, { unite }, defaut) =>
  ecrit ? `${ecrireNombre(lireNombre(ecrit.replace(/%$/, "")))}\u00a0${unite}` : defaut;

/** Rend, en blocs, les tableaux de cibles : un par acheteur. `valeurs` : acheteur → indicateur → { depart, cibles: an → valeur, suit }. */
export function blocsDesCibles({ acheteurs, annees }, { annee }, indicateurs, valeurs) {
  const tetes = [
    "Indicateur",
    `Départ${annee ? ` ${annee}` : ""}`,
    ...annees.map((une) => `Cible ${une}`),
    "Suivi par",
  ];
  const siens = acheteurs.length ? acheteurs : [""];
  return [
    paragraphe(
      "Un point de départ inconnu s’écrit « non mesuré ». L’unité d’un indicateur ne change pas pendant le schéma.",
    ),
    ...siens.flatMap((acheteur) => [
      ...(siens.length > 1 ? [titre(3, acheteur)] : []),
      tableau([
        tetes,
        ...indicateurs.map((un) => {
          const { depart = "", cibles = {}, suit = "" } = valeurs[acheteur]?.[un.id] ?? {};
          return [
            un.titre,
            enValeur(depart, un, "non mesuré"),
            ...annees.map((une) => enValeur(cibles[une], un, "[cible]")),
            suit || "[fonction]",
          ];
        }),
      ]),
    ]),
    titre(3, "Mode de calcul"),
    liste(indicateurs.map((un) => [paragraphe(`${un.titre} : ${un.calcul}`)])),
  ];
}

/** Rend la délibération en blocs : le modèle, ses blancs remplis, les acheteurs d'un schéma conjoint, l'annexe ; sans le rappel du seuil, s'il n'est pas dépassé. */
export function composer(modele, brut, lues, { seuil, cibles }) {
  const { acheteurs, annees, achats } = lues;
  const mis = {
    "[Nom de la collectivité]": brut.nom,
    "[première année]": annees[0],
    "[dernière année]": annees.at(-1),
    "[année mesurée]": brut.annee,
    "[montant des achats]": Number.isNaN(achats) ? "" : ecrireNombre(achats),
    "[Fonction de l’élu référent]": brut.elu,
    "[Fonction du chef de projet]": brut.chef,
  };
  const annexe = modele.findIndex((bloc) => bloc.genre === "titre" && texteDe(bloc).startsWith("Annexe"));
  return [...modele.slice(0, annexe + 1), ...cibles].flatMap((bloc) => {
    const texte = texteDe(bloc);
    if (achats <= seuil && /^Considérant .*seuil/.test(texte)) return [];
    const rempli = bloc.suite ? { ...bloc, suite: remplir(bloc.suite, mis) } : bloc;
    const commun = acheteurs.length > 1 && bloc.genre === "titre" && texte.startsWith("Article 2");
    const dit = `Le schéma est commun à ${lister(acheteurs)}. Chaque acheteur garde ses indicateurs et ses cibles.`;
    return commun ? [paragraphe(dit), rempli] : [rempli];
  });
}

const texteDe = ({ suite = [] }) => suite.map(({ texte }) => texte).join("");

const remplir = (suite, mis) =>
  suite.map((morceau) => ({
    ...morceau,
    texte: morceau.texte.replace(/\[[^\]]+\]/g, (blanc) => mis[blanc] || blanc),
  }));
