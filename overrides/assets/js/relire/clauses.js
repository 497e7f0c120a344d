// Les clauses d'un document que le dossier a fait : lesquelles ont changé depuis, ce qui se révise, ce qui fut retouché à la main. Sans page.

import { MARQUE, marqueDe } from "../dossier/marque.js";
import { enContrat } from "../dossier/mots-du-contrat.js";
import { APPLICATION_DU_CCAG } from "../dossier/pose.js";
import { apparier, comparer, ecrireModele, modeleDe, reunir } from "./comparaison.js";

const VALEUR = /^([a-z0-9-]+)#([a-z0-9-]+) (\d{4}-\d\d-\d\d\.[0-9a-f]{8})(?: ([0-9a-z-]*))?$/;
const SIGNET = /^(texte_\d+)_(\d+)$/;
const DES_LOTS = /^Pour les? lots? .*:$/;
const TEXTES_MAX = 500;

/**
 * Rend les textes de clauses que le manifeste nomme, s'il est de la forme que le dossier écrit : [{ ancre, clause, texte, version,
 * titre, paragraphes: [{ rang, noeud, texte, retouche }], otes: combien ont disparu, dernier: le rang du dernier écrit }]. Un paragraphe
 * qu'une révision ôte n'y est que si l'acheteur l'a refusée.
 */
export function textesDuManifeste({ paragraphes, proprietes }) {
  const textes = new Map();
  for (const [ancre, valeur] of proprietes) {
    const [, clause, texte, version, marques = ""] = VALEUR.exec(valeur) ?? [];
    if (!clause || !/^texte_\d+$/.test(ancre) || textes.size >= TEXTES_MAX) continue;
    const siennes = Array.from({ length: marques.length / MARQUE }, (_, rang) =>
      marques.slice(rang * MARQUE, (rang + 1) * MARQUE),
    );
    textes.set(ancre, { ancre, clause, texte, version, titre: "", marques: siennes, paragraphes: [] });
  }
  for (const { noeud, noms, titre, texte } of paragraphes) {
    const marques = noms.flatMap((nom) => {
      if (titre && textes.has(nom)) textes.get(nom).titre = texte;
      const [, ancre, rang] = SIGNET.exec(nom) ?? [];
      const sien = textes.get(ancre);
      const marque = sien?.marques[rang - 1];
      return marque ? [{ sien, marque, rang: Number(rang) }] : [];
    });
    // Acceptée, une révision peut laisser son signet au paragraphe qui suit.
    const vivantes = marques.filter(({ marque }) => marque !== OTEE);
    for (const { sien, marque, rang } of vivantes.length || !texte ? vivantes : marques)
      if (!sien.paragraphes.some((un) => un.rang === rang))
        sien.paragraphes.push({ rang, noeud, texte, retouche: marqueDe(texte) !== marque });
  }
  return [...textes.values()]
    .filter(({ titre, paragraphes: siens }) => titre || siens.length)
    .map(({ marques, ...texte }) => ({
      ...texte,
      dernier: marques.length,
      otes: marques.filter((marque, rang) => marque !== OTEE && !texte.paragraphes.some((un) => un.rang === rang + 1))
        .length,
    }));
}

/** La marque d'un paragraphe qu'une révision suivie ôte. */
export const OTEE = "-".repeat(MARQUE);

/** Rend les paragraphes d'un texte de clause, dans l'ordre où Word les écrit : { suite, enTableau }. */
function paragraphesDe(blocs, enTableau = false) {
  return blocs.flatMap((bloc) => {
    if (bloc.genre === "liste") return bloc.elements.flatMap((siens) => paragraphesDe(siens, enTableau));
    if (bloc.genre === "tableau") return bloc.lignes.flat().flatMap((siens) => paragraphesDe(siens, true));
    return bloc.suite.length ? [{ suite: bloc.suite, enTableau }] : [];
  });
}

/**
 * Compare une clause du document à celle d'aujourd'hui. `fiche` : celle-ci, ou rien ; `textes` : ceux du document ; `contrat` : est-ce un contrat
 * court ; `sansCcag` : n'applique-t-il aucun CCAG. Rend { clause, titre, version: la plus ancienne, etat: « a-jour », « retouchee » (sa version, que
 * l'acheteur a changée ou refusée), « changee », « ailleurs » (elle a changé, rien ne s'en voit ici), « retiree » ou « inconnue »,
 * textes: [{ …, revisions, laisses, disparu }] } ;
 * `revisions` : [{ noeud, rang, pas, entier: s'ôte-t-il }] d'un paragraphe changé, [{ apres: le nœud qui précède, rang, pas }] d'un neuf ; `laisses` : [{ texte, neuf }] de ce
 * qui fut retouché, ou ne se révise pas.
 */
export function comparerLaClause(fiche, textes, { contrat, sansCcag }) {
  const [{ clause, titre }] = textes;
  const [version] = textes.map((un) => un.version).sort();
  const commun = { clause, titre: fiche?.titre ?? titre, version, textes };
  if (!fiche) return { ...commun, etat: "inconnue" };
  if (fiche.retiree) return { ...commun, etat: "retiree" };
  const compares = textes.map((texte) => {
    const sien = fiche.textes.find(({ id }) => id === texte.texte);
    const neufs = sien
      ? paragraphesDe(sien.blocs).map((un) => ({ ...un, modeles: modeles(un.suite, fiche, { contrat, sansCcag }) }))
      : [];
    const anciens = texte.paragraphes.filter(({ texte: dit, rang }) => rang > 1 || !DES_LOTS.test(dit));
    const paires = sien
      ? apparier(
          anciens.map(({ texte: dit }) => dit),
          neufs.map(({ modeles: [un] }) => un),
        )
      : [];
    return { texte, disparu: !sien, anciens, neufs, paires };
  });
  // D'un paragraphe retouché, une valeur ne se croit que si rien d'autre n'y diffère.
  const connues = reunir(
    compares.flatMap(({ anciens, neufs, paires }) =>
      paires
        .filter(([a, b]) => a >= 0 && b >= 0)
        .map(([a, b]) => ({ ...anciens[a], compare: laPlusProche(anciens[a].texte, neufs[b].modeles) }))
        .flatMap(({ retouche, compare }) => (compare && (compare.egal || !retouche) ? [compare.valeurs] : [])),
    ),
  );
  const dits = compares.map(({ texte, disparu, ...reste }) => ({
    ...texte,
    disparu,
    ...reviser({ ...reste, ...texte }, connues),
  }));
  return { ...commun, etat: etatDe(dits, fiche.version), textes: dits };
}

function etatDe(textes, publiee) {
  if (textes.every(({ version }) => version === publiee))
    return textes.some(({ otes, disparu, paragraphes }) => otes || disparu || paragraphes.some((un) => un.retouche))
      ? "retouchee"
      : "a-jour";
  return textes.some(({ revisions, laisses, disparu }) => revisions.length || laisses.length || disparu)
    ? "changee"
    : "ailleurs";
}

// Sans CCAG, le dossier ôte la phrase qui ne fait que le citer ; le contrat court a ses mots. Le premier modèle est celui du reste du document.
function modeles(suite, { variables }, { contrat, sansCcag }) {
  const dits = contrat
    ? suite.map((un) => (un.texte ? { ...un, texte: enContrat(un.texte) } : surMots(un, enContrat)))
    : suite;
  const avec = modeleDe(dits, variables);
  const sans = modeleDe(
    dits.map((un) => surMots(un, (mots) => mots.replace(APPLICATION_DU_CCAG, ""))),
    variables,
  );
  return sansCcag ? [sans, avec] : [avec, sans];
}

const surMots = (un, ecrire) => (typeof un === "string" ? ecrire(un) : un);

/** Compare au modèle le plus proche, avec ou sans sa phrase du CCAG. */
function laPlusProche(texte, [premier, second], connues) {
  const compare = comparer(texte, premier, connues);
  if (!compare || compare.egal) return compare;
  const autre = comparer(texte, second, connues);
  return autre && autre.cout < compare.cout ? autre : compare;
}

function reviser({ anciens, neufs, paires, dernier }, connues) {
  let rang = dernier;
  const revisions = [];
  const laisses = [];
  let precedent = null;
  for (const [a, b] of paires) {
    const [ancien, neuf] = [anciens[a], neufs[b]];
    const ecrit = () => ecrireModele(neuf.modeles[0], connues);
    const dit = () =>
      ecrit()
        .map(({ texte }) => texte)
        .join("");
    if (!ancien && (neuf.enTableau || !precedent)) laisses.push({ texte: "", neuf: dit() });
    else if (!ancien) revisions.push({ apres: precedent, rang: ++rang, pas: ecrit() });
    else {
      precedent = ancien.noeud;
      const compare = neuf
        ? laPlusProche(ancien.texte, neuf.modeles, connues)
        : { egal: false, pas: oter(ancien.texte) };
      if (compare?.egal) continue;
      const dansUnTableau = !neuf && ancien.noeud.closest("tc, table-cell");
      if (ancien.retouche || !compare || dansUnTableau)
        laisses.push({ texte: ancien.texte, neuf: neuf ? dit() : "", retouche: ancien.retouche });
      else revisions.push({ noeud: ancien.noeud, rang: ancien.rang, entier: !neuf, pas: compare.pas });
    }
  }
  return { revisions, laisses };
}

const oter = (texte) => [{ genre: "ote", de: 0, a: texte.length, texte, blanc: false }];
