// Un dossier, ou les documents Word qui en viennent, en marché suivi. Chargé quand on en ouvre un.

import "./socle.js";
import { composer } from "../dossier/composition.js";
import { lignesDuSuivi } from "../dossier/contrat-ecrit.js";
import { declarations } from "../dossier/declarer.js";
import { vide as dossierVide, garderLesTextes, propre } from "../dossier/etat.js";
import { lireClause, lirePlan, lireRegles, lireSocle } from "../dossier/fiches.js";
import { NIVEAUX, textesDe } from "../dossier/niveaux.js";
import { deFichier } from "../dossier/partage.js";
import { suivis } from "../dossier/suivi.js";
import { ADire, compter } from "../texte.js";
import { NOM, vide } from "./etat.js";

/** Rend { suivi, messages } d'un dossier ; échoue avec ce qu'il faut dire. `inconnues` : ses valeurs ne sont pas celles du marché, et s'y montrent en blancs. */
export async function duDossier(dossier, { inconnues = false, ...dits } = {}) {
  const [plan, socle, { regles }] = await Promise.all([lirePlan(), lireSocle(), lireRegles()]);
  const lues = await Promise.all(dossier.clauses.map(({ id }) => lireClause(id)));
  const fraiches = new Map(lues.filter(Boolean).map((fiche) => [fiche.id, fiche]));
  const etat = garderLesTextes(dossier, fraiches);
  const composition = composer(etat, fraiches, { ...plan, ...socle }, regles);
  const fiches = [...composition.fiches.values()];
  const lignes = lignesDuSuivi(etat, composition, { ...plan, ...socle });
  const siennes = inconnues ? lignes.map((ligne) => ligne.map(enBlancs)) : lignes;
  const attendus = suivis({ nom: "", debut: "", duree: "" }, siennes)
    .slice(0, -1)
    .map(({ clause, quoi, qui, quand, ecart }, rang) => ({
      id: `a${rang + 1}`,
      fiche: fiches.find(({ titre }) => clause === titre || clause.startsWith(`${titre} (`))?.id ?? "",
      ...{ clause, quoi, qui, quand, ecart },
    }));
  if (!attendus.length) throw new ADire("Rien à suivre : ce dossier n’a aucune clause, ou la base ne les a plus.");
  const { marche, ccag } = composition.faits;
  const absentes = etat.clauses.length - fiches.length;
  return {
    suivi: vide({
      ...etat,
      nom: propre(etat.partagees, "objet-marche") || etat.nom,
      acheteur: propre(etat.partagees, "nom-acheteur"),
      marche,
      ccag: ccag in plan.ccag ? ccag : "",
      declare: declarations(composition, plan),
      notification: "",
      ...dits,
      attendus,
    }),
    messages: [
      absentes &&
        `${compter(absentes, "clause n’est", "clauses ne sont")} plus dans la base : suivez-la d’après votre contrat.`,
      composition.lots.length > 1 &&
        "Ce dossier a plusieurs lots, et chacun est un marché : ce suivi les réunit, chaque ligne dit les siens.",
    ].filter(Boolean),
  };
}

const enBlancs = (suite) =>
  suite.map((morceau) => (morceau.variable && morceau.libelle ? { texte: `[${morceau.libelle}]` } : morceau));

/** Rend { suivi, messages } du fichier d'un dossier. */
export async function duFichier(texte) {
  const { etat, messages } = deFichier(texte);
  const { suivi, messages: siens } = await duDossier(etat);
  return { suivi, messages: [...messages, ...siens] };
}

/**
 * Rend { suivi, messages } de textes lus dans des documents signés (signe.js). Le document ne porte que leurs noms : ce qui est dû vient de la
 * clause d'aujourd'hui, et ses valeurs se lisent dans le contrat.
 */
export async function desTextes(textes, nom = NOM) {
  const cles = new Map();
  for (const { cle } of textes.filter(({ version }) => version)) {
    const [id, texte] = cle.split("#");
    cles.set(id, [...(cles.get(id) ?? []), texte]);
  }
  const desCles = (source) =>
    textes.map(({ cle }) => cle.split("#")).flatMap(([un, nom]) => (un === source ? [nom] : []));
  const ecrites = desCles("loi");
  if (!cles.size && !ecrites.length)
    throw new ADire(
      "Ce document ne dit pas d’où viennent ses textes : ouvrez le dossier, ou un document Word que le dossier a fait.",
    );
  const lues = (await Promise.all([...cles.keys()].map((id) => lireClause(id)))).filter(Boolean);
  const retires = [];
  const clauses = lues.map((fiche) => {
    const siens = cles.get(fiche.id);
    const niveau =
      NIVEAUX.find((un) => {
        const ids = textesDe(fiche, un).map(({ id }) => id);
        return siens.every((id) => ids.includes(id));
      }) ?? "exemplaire";
    for (const { id } of textesDe(fiche, niveau)) if (!siens.includes(id)) retires.push(`${fiche.id}#${id}`);
    return { id: fiche.id, version: fiche.version, niveau, valeurs: {} };
  });
  const changees = lues.filter(({ id, version }) =>
    textes.some((un) => un.cle.startsWith(`${id}#`) && un.version !== version),
  );
  const dossier = { ...dossierVide(nom), clauses, retires, ecrites, socle: desCles("socle") };
  const { suivi, messages } = await duDossier(dossier, { inconnues: true, textes });
  return {
    suivi,
    messages: [
      "Ce qui est dû vient des clauses de la base : leurs valeurs, entre crochets, se lisent dans votre contrat. Dites la nature et la durée dans « Le marché ».",
      ...(changees.length
        ? [
            `${compter(changees.length, "clause a changé", "clauses ont changé")} depuis ce document : relisez ce qui est dû face à votre contrat.`,
          ]
        : []),
      ...messages,
    ],
  };
}
