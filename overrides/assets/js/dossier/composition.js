// Des clauses choisies aux documents : les textes retenus, avec ce qui s'en calcule, à leur place. Sans page.

import { liste, mot, paragraphe, tableau } from "../blocs.js";
import { grouper } from "../texte.js";
import { convient } from "./achats.js";
import { blancsDesPhrases } from "./blancs.js";
import { avecCalculs } from "./calculs.js";
import { valeursDuContrat } from "./contrat.js";
import { tableauDesCriteres } from "./criteres.js";
import { cleDeLaLoi, faits, propre, SANS_CCAG, sansCriteres } from "./etat.js";
import { auMontantDe, codesDesLots, duLot, lotsDe, lotsDeLaClause, pourLesLots, vautPour } from "./lots.js";
import { CADRE, LETTRE, textesDe } from "./niveaux.js";
import { PAR_LOT, ranger } from "./places.js";
import { Poseur } from "./pose.js";

/** Rend la clause dont se sert une entrée : celle qu'elle a gardée tant que l'acheteur n'a pas pris la nouvelle. */
export function ficheDe(entree, fraiches) {
  const fraiche = fraiches.get(entree.id);
  const changee = fraiche && entree.garde && entree.garde.version !== fraiche.version;
  return changee ? entree.garde : (fraiche ?? entree.garde);
}

/**
 * Compose les documents. `fraiches` : Map id → clause publiée ; `plan` : pièces, articles, socle ; `regles` : celles du droit, dont le
 * dossier a pris les textes.
 * Rend { faits, lots: ceux de l'opération, fiches: Map id → clause, ses calculs faits, retenus: { cle, entree, fiche, texte, lots }, recues: les
 * clauses dont le texte vient d'un fichier, parCle: Map clé → texte placé, blancs: ce qui demande ceux des textes communs (blancs.js), contrat:
 * le refus du contrat court et ce qui demande ses valeurs (contrat.js), pieces: [{ code, genre: la pièce au plan, lot, libelle, articles: [{ code, numero, titre, textes }] }] } ; un texte a
 * { cle, numero, titre, blocs, source, ancre }, ses valeurs et ses renvois écrits. D'une opération, chaque lot a son cahier technique, son
 * cadre de réponse et son bordereau, de code « cctp-lot-2 » ; un texte de plusieurs lots n'est écrit qu'une fois, dans la pièce commune.
 */
export function composer(etat, fraiches, plan, regles = []) {
  const lues = new Map(
    etat.clauses.map((entree) => [entree.id, ficheDe(entree, fraiches)]).filter(([, fiche]) => fiche),
  );
  const lesFaits = faits(etat, lues);
  const lots = lotsDe(lesFaits);
  const fiches = new Map(
    etat.clauses
      .filter(({ id }) => lues.has(id))
      .map((entree) => {
        const codes = lotsDeLaClause(entree, lots);
        const siens = lots.filter(({ code }) => vautPour(codes, code));
        return [entree.id, avecCalculs(auMontantDe(etat, siens), entree, lues.get(entree.id))];
      }),
  );
  const retenus = etat.clauses.flatMap((entree) => {
    const fiche = fiches.get(entree.id);
    const textes = fiche
      ? textesDe(fiche, entree.niveau).filter(({ id }) => !etat.retires.includes(`${fiche.id}#${id}`))
      : [];
    return textes
      .filter(({ nature }) => nature !== "critere-attribution" || !sansCriteres(etat))
      .filter((texte) => convient(etat, lesFaits.marche, texte, plan))
      .map((texte) => ({ cle: `${fiche.id}#${texte.id}`, entree, fiche, texte, lots: lotsDeLaClause(entree, lots) }));
  });
  const places = [
    ...tableauDesCriteres(etat, retenus, lots),
    ...retenus.map((retenu) => ({
      ...retenu,
      ...saPlace(retenu.lots, retenu.texte),
      source: "clause",
      titre: retenu.texte.titre || retenu.fiche.titre,
      article: retenu.texte.article,
      piece: retenu.texte.piece,
    })),
    ...cadres(retenus, lots),
    ...socle(etat, lesFaits, retenus, plan, lots),
    ...laLoi(etat, lots, retenus, plan, regles),
    ...etat.paragraphes.map((p) => ({
      cle: p.id,
      source: "soi",
      titre: p.titre || "Disposition particulière",
      article: p.article,
      blocs: enParagraphes(p.texte),
    })),
  ];
  const pieces = ranger(etat, [...places, ...derogations(places, lesFaits)], plan, lots);
  const parCle = new Map(
    pieces.flatMap(({ articles }) => articles.flatMap(({ textes }) => textes.map((texte) => [texte.cle, texte]))),
  );
  const blancs = blancsDesPhrases(pieces, etat.partagees);
  const poser = new Poseur(etat, lesFaits, parCle, retenus, blancs);
  for (const texte of parCle.values()) texte.blocs = poser.blocs(texte.blocs, texte);
  const recues = new Set(
    etat.clauses.filter(({ id, garde, recue }) => recue && lues.get(id) === garde).map(({ id }) => id),
  );
  const composition = { faits: lesFaits, lots, fiches, retenus, recues, pieces, parCle, blancs };
  return { ...composition, contrat: valeursDuContrat(composition, plan) };
}

const enParagraphes = (texte) =>
  texte
    .split(/\n{2,}/)
    .filter((t) => t.trim())
    .map((t) => paragraphe(...lignes(t)));

const lignes = (texte) =>
  texte
    .trim()
    .split("\n")
    .flatMap((ligne, rang) => (rang ? [mot("\n"), ligne] : [ligne]));

/** Rend ce que les lots d'un texte changent à sa place : d'un seul, il va à ses pièces ; dans une pièce commune, il dit pour lesquels il vaut. */
function saPlace(lots, { piece, blocs }) {
  if (lots.length === 1 && PAR_LOT.has(piece)) return { lot: lots[0], blocs };
  return { blocs: lots.length ? [paragraphe(pourLesLots(lots)), ...blocs] : blocs };
}

// Un critère de plusieurs lots se demande dans le cadre de réponse de chacun.
function cadres(retenus, tous) {
  const parLot = retenus.flatMap((retenu) => {
    const siens = tous.filter(({ code }) => vautPour(retenu.lots, code));
    return siens.length ? siens.map(({ code }) => ({ ...retenu, lot: code })) : [retenu];
  });
  return parLot
    .filter(({ texte }) => texte.cadre?.length)
    .map(({ cle, entree, fiche, texte, lot }) => ({
      cle: `cadre#${cle}${lot ? `#lot-${lot}` : ""}`,
      lot,
      entree,
      fiche,
      texte,
      source: "cadre",
      titre: `Critère « ${texte.critere} »`,
      article: "cadre-questions",
      blocs: [
        tableau([
          ["Question", "Pièce à joindre", "Votre réponse"],
          ...texte.cadre.map(({ question, preuve }) => [question, preuve, []]),
        ]),
      ],
    }));
}

/** Dit si une entreprise du marché, ou d'un lot, répond de deux pénalités au moins : seules, elles se plafonnent et se départagent. */
export const plusieursPenalites = (retenus, lots) =>
  codesDesLots(lots).some((code) => duLot(retenus, code).filter(({ texte }) => texte.nature === "penalite").length > 1);

/**
 * Rend les phrases partagées que l'acheteur ajoute, ou que les textes retenus demandent, si elles valent pour la famille de l'achat, ou d'un
 * de leurs lots : d'un cahier technique, elles n'y sont que pour ces lots. Celle qui cite un CCAG, si le CCAG choisi y a l'article ; celle de
 * plusieurs pénalités, s'il y en a. Ce qui définit passe avant ce qui déroge.
 */
function socle(etat, { ccag, famille }, retenus, plan, lots) {
  const vise = ccag && ccag !== SANS_CCAG;
  const appels = retenus.flatMap(({ fiche, texte, lots: siens }) =>
    fiche.ccag.deroge.filter((d) => d.textes.includes(texte.id)).map((d) => ({ nom: d.socle, siens })),
  );
  const servis = (nom, phrase) =>
    (lots.length ? lots : [{ famille }])
      .filter((lot) => vaut(phrase, lot.famille || famille))
      .map(({ code }) => code)
      .filter((code) => appels.some((appel) => appel.nom === nom && vautPour(appel.siens, code)));
  const deroge = (nom) => Object.keys(propre(plan.socle, nom)?.deroge ?? {}).length > 0;
  const noms = [...new Set([...appels.map(({ nom }) => nom), ...etat.socle])].sort((a, b) => deroge(a) - deroge(b));
  const pieces = new Set(retenus.map(({ texte }) => texte.piece));
  const plusieurs = plusieursPenalites(retenus, lots);
  return noms.flatMap((nom) => {
    const phrase = propre(plan.socle, nom);
    const article = phrase && vise ? propre(phrase.deroge, ccag) : undefined;
    const codes = servis(nom, phrase);
    const ajoutee = etat.socle.includes(nom);
    if (!phrase || (deroge(nom) && !article) || (phrase.plusieurs && !plusieurs) || !(codes.length || ajoutee))
      return [];
    const siens = ajoutee || !PAR_LOT.has(phrase.piece) ? [] : lotsDeLaClause({ lots: codes }, lots);
    const place = placeParmi(pieces, phrase, plan, ["ccp-penalites", dansLaLettre(phrase)]);
    const sienne = {
      cle: `socle#${nom}`,
      source: "socle",
      titre: phrase.titre,
      article: place,
      lots: siens,
      ...saPlace(siens, phrase),
      deroge: article,
      ligne: phrase.ligne,
      annexes: phrase.annexes,
      remise: phrase.remise,
    };
    return phrase.cadre?.length ? [sienne, cadreDe(nom, phrase)] : [sienne];
  });
}

const vaut = (phrase, famille) => !famille || !phrase?.familles?.length || phrase.familles.includes(famille);

/** Rend l'article où va un texte commun : le sien, ou celui du document qui tient lieu du sien : du CCP, de la lettre. */
function placeParmi(pieces, { piece, article }, plan, [ccp, lettre]) {
  if (pieces.has(piece) || !pieces.size) return article;
  const auCcp = (article ?? "").replace(/^[a-z]+-/, "ccp-");
  if (pieces.has("CCP")) return propre(plan.articles, auCcp) ? auCcp : ccp;
  return pieces.has(LETTRE) ? lettre : article;
}

const DANS_LA_LETTRE = { CCTP: "lettre-besoin", RC: "lettre-besoin", [CADRE]: "lettre-criteres" };

const dansLaLettre = ({ piece }) => propre(DANS_LA_LETTRE, piece) ?? "lettre-suivi";

/** Rend les textes que l'acheteur a pris d'une obligation, à la place qu'elle dit ; dus à des lots, pour eux seuls. */
function laLoi(etat, lots, retenus, plan, regles) {
  const pieces = new Set(retenus.map(({ texte }) => texte.piece));
  return regles
    .filter(({ id }) => etat.ecrites.includes(id))
    .flatMap((regle) => {
      const siens = lotsDeLaClause({ lots: propre(etat.loiDesLots, regle.id) }, lots);
      // Un texte au titre à lui a sa place ; les autres suivent le premier.
      const [tete] = regle.textes;
      const sien = (texte) => (texte.titre === tete.titre ? tete : texte);
      const textes = regle.textes.map((texte, rang) => ({
        cle: cleDeLaLoi(regle, rang),
        source: "loi",
        objet: regle.objet,
        titre: texte.titre ?? regle.titre,
        piece: texte.piece,
        article: placeParmi(pieces, texte, plan, ["ccp-execution", dansLaLettre(sien(texte))]),
        lots: siens,
        annexes: texte.annexes,
        remise: texte.remise,
        blocs: enParagraphes(texte.texte),
      }));
      // Ce qu'une lettre réunit au même endroit n'y fait qu'un texte, sous un seul titre.
      return [...grouper(textes, ({ article, piece }) => article ?? piece).values()].map(([premier, ...autres]) => ({
        ...premier,
        ...saPlace(siens, { ...premier, blocs: [premier, ...autres].flatMap(({ blocs }) => blocs) }),
        annexes: [premier, ...autres].flatMap(({ annexes = [] }) => annexes),
        remise: [premier, ...autres].find(({ remise }) => remise)?.remise,
      }));
    });
}

// Une ligne vide : le candidat en ajoute autant que de produits.
const cadreDe = (nom, { titre, cadre }) => ({
  cle: `cadre#socle#${nom}`,
  source: "cadre",
  titre,
  article: "cadre-questions",
  blocs: [tableau([cadre, cadre.map(() => [])])],
});

function derogations(places, { ccag }) {
  const siennes = places.filter(({ deroge, ligne }) => deroge && ligne);
  if (!siennes.length) return [];
  const ordre = (article) =>
    article
      .split(".")
      .map((n) => n.padStart(3, "0"))
      .join(".");
  const tri = [...siennes].sort((a, b) => ordre(a.deroge).localeCompare(ordre(b.deroge)));
  const elements = tri.map(({ cle, deroge, ligne }) => [
    paragraphe(`Article ${deroge}, par `, { renvoi: cle }, `. ${ligne}`),
  ]);
  const article = siennes[0].article.startsWith("ccap") ? "ccap-derogations" : siennes[0].article;
  return [
    {
      cle: "derogations",
      source: "calcule",
      titre: "Liste des dérogations",
      article,
      blocs: [paragraphe(`Le présent marché déroge aux articles suivants du CCAG-${ccag} :`), liste(elements)],
    },
  ];
}
