// Des clauses choisies aux documents : les textes retenus, à leur place, numérotés, valeurs et renvois posés. Sans page.

import { liste, mot, paragraphe, tableau } from "../blocs.js";
import { accorder, ecrireNombre, lireNombre } from "../nombres.js";
import { faits, propre, SANS_CCAG, sansCriteres, valeurSaisie } from "./etat.js";
import { LETTRE, textesDe } from "./niveaux.js";

// Une phrase qui ne fait que citer un CCAG : sans CCAG, elle ne dit plus rien.
const APPLICATION_DU_CCAG = / ?[A-ZÉÀ][^.!?]*\ben application de l’article [\d.]+ du CCAG(-\w+)?\./g;

/** Rend la clause dont se sert une entrée : celle qu'elle a gardée tant que l'acheteur n'a pas pris la nouvelle. */
export function ficheDe(entree, fraiches) {
  const fraiche = fraiches.get(entree.id);
  const changee = fraiche && entree.garde && entree.garde.version !== fraiche.version;
  return changee ? entree.garde : (fraiche ?? entree.garde);
}

const NOMBRES = new Set(["pourcentage", "nombre", "montant", "duree"]);
/** Dit si une variable attend un nombre. */
export const estChiffree = ({ type }) => NOMBRES.has(type);

/** Rend l'écriture d'une valeur : un nombre à la française, son unité ; entre crochets si elle manque. */
export function ecrireValeur(variable, saisie) {
  const valeur = saisie ?? (variable.defaut === undefined ? "" : String(variable.defaut));
  if (!valeur.trim()) return `[${variable.libelle}]`;
  const nombre = estChiffree(variable) ? lireNombre(valeur) : NaN;
  const unite = variable.suffixe ?? "";
  return Number.isFinite(nombre) ? ecrireNombre(nombre, 6) + accorder(unite, nombre) : valeur.trim() + unite;
}

/** Rend la valeur chiffrée d'une variable, ou `NaN`. */
export function chiffre(etat, entree, fiche, nom) {
  const variable = propre(fiche.variables, nom ?? "");
  if (!variable) return NaN;
  return lireNombre(valeurSaisie(etat, entree, fiche, nom) ?? variable.defaut ?? "");
}

/**
 * Compose les documents. `fraiches` : Map id → clause publiée ; `plan` : pièces, articles, socle.
 * Rend { faits, retenus, recues: les clauses dont le texte vient d'un fichier, pieces: [{ code, libelle, articles: [{ code, numero, titre, textes }] }] } ; un texte a
 * { cle, numero, titre, blocs, source, ancre }, ses valeurs et ses renvois écrits.
 */
export function composer(etat, fraiches, plan) {
  const fiches = new Map(
    etat.clauses.map((entree) => [entree.id, ficheDe(entree, fraiches)]).filter(([, fiche]) => fiche),
  );
  const lesFaits = faits(etat, fiches);
  const retenus = etat.clauses.flatMap((entree) => {
    const fiche = fiches.get(entree.id);
    const textes = fiche
      ? textesDe(fiche, entree.niveau).filter(({ id }) => !etat.retires.includes(`${fiche.id}#${id}`))
      : [];
    return textes
      .filter(({ nature }) => nature !== "critere-attribution" || !sansCriteres(etat))
      .map((texte) => ({ cle: `${fiche.id}#${texte.id}`, entree, fiche, texte }));
  });
  const places = [
    ...criteres(etat, retenus),
    ...retenus.map((retenu) => ({
      ...retenu,
      source: "clause",
      titre: retenu.texte.titre || retenu.fiche.titre,
      article: retenu.texte.article,
      piece: retenu.texte.piece,
      blocs: retenu.texte.blocs,
    })),
    ...cadres(retenus),
    ...socle(etat, lesFaits, retenus, plan),
    ...etat.paragraphes.map((p) => ({
      cle: p.id,
      source: "soi",
      titre: p.titre || "Disposition particulière",
      article: p.article,
      blocs: p.texte
        .split(/\n{2,}/)
        .filter((t) => t.trim())
        .map((t) => paragraphe(...lignes(t))),
    })),
  ];
  const pieces = ranger(etat, [...places, ...derogations(places, lesFaits)], plan);
  const parCle = new Map(
    pieces.flatMap(({ articles }) => articles.flatMap(({ textes }) => textes.map((texte) => [texte.cle, texte]))),
  );
  const poser = new Poseur(etat, lesFaits, parCle, retenus);
  for (const texte of parCle.values()) texte.blocs = poser.blocs(texte.blocs, texte);
  const recues = new Set(
    etat.clauses.filter(({ id, garde, recue }) => recue && fiches.get(id) === garde).map(({ id }) => id),
  );
  return { faits: lesFaits, fiches, retenus, recues, pieces, parCle };
}

const lignes = (texte) =>
  texte
    .trim()
    .split("\n")
    .flatMap((ligne, rang) => (rang ? [mot("\n"), ligne] : [ligne]));

/** Rend les critères de l'offre : ceux des clauses, puis ceux de l'acheteur ; `poids` : un nombre, ou NaN. */
export function criteresDe(etat, retenus) {
  const siens = retenus
    .filter(({ texte }) => texte.critere)
    .map(({ cle, entree, fiche, texte }) => ({
      cle,
      fiche,
      nom: texte.critere,
      variable: texte.poids,
      poids: chiffre(etat, entree, fiche, texte.poids),
    }));
  const autres = (sansCriteres(etat) ? [] : etat.criteres).map(({ nom, poids }, rang) => ({
    rang,
    nom,
    poids: lireNombre(poids),
  }));
  return { siens, autres };
}

function criteres(etat, retenus) {
  const { siens, autres } = criteresDe(etat, retenus);
  const tous = [...autres, ...siens];
  if (!tous.length) return [];
  const enLettre = siens.length
    ? siens.every(({ cle }) => retenus.find((r) => r.cle === cle).texte.piece === LETTRE)
    : etat.procedure === "petit-achat";
  const poids = ({ poids: p }) =>
    Number.isNaN(p) ? { texte: "[poids]", variable: true } : `${ecrireNombre(p)}\u00a0%`;
  const sonNom = ({ nom }) => (nom.trim() ? nom : { texte: "[nom du critère]", variable: true });
  const table = tableau([["Critère", "Poids"], ...tous.map((c) => [sonNom(c), poids(c)])]);
  const article = enLettre ? "lettre-criteres" : "rc-criteres";
  return [
    {
      cle: "criteres",
      source: "calcule",
      titre: "Critères et poids",
      article,
      blocs: [paragraphe("Les offres sont classées selon ces critères, chacun avec son poids :"), table],
    },
  ];
}

function cadres(retenus) {
  return retenus
    .filter(({ texte }) => texte.cadre?.length)
    .map(({ cle, entree, fiche, texte }) => ({
      cle: `cadre#${cle}`,
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

/** Rend les phrases partagées que les textes retenus demandent ou que l'acheteur ajoute ; celle qui cite un CCAG, si le CCAG choisi y a l'article. */
function socle(etat, { ccag }, retenus, plan) {
  const cles = new Set(retenus.map(({ cle }) => cle));
  const vise = ccag && ccag !== SANS_CCAG;
  const demandees = [...new Set(retenus.map(({ fiche }) => fiche))].flatMap((f) =>
    f.ccag.deroge.filter((d) => d.textes.some((id) => cles.has(`${f.id}#${id}`))).map((d) => d.socle),
  );
  const noms = [...new Set([...demandees, ...etat.socle])];
  const pieces = new Set(retenus.map(({ texte }) => texte.piece));
  return noms.flatMap((nom) => {
    const phrase = propre(plan.socle, nom);
    const deroge = phrase && Object.keys(phrase.deroge).length > 0;
    const article = phrase && vise ? propre(phrase.deroge, ccag) : undefined;
    if (!phrase || (deroge && !article)) return [];
    const auCcp = phrase.article.replace(/^[a-z]+-/, "ccp-");
    const place =
      pieces.has(phrase.piece) || !pieces.size
        ? phrase.article
        : pieces.has("CCP")
          ? propre(plan.articles, auCcp)
            ? auCcp
            : "ccp-penalites"
          : pieces.has(LETTRE)
            ? "lettre-suivi"
            : phrase.article;
    return [
      {
        cle: `socle#${nom}`,
        source: "socle",
        titre: phrase.titre,
        article: place,
        blocs: phrase.blocs,
        deroge: article,
        ligne: phrase.ligne,
      },
    ];
  });
}

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
    paragraphe(`Article ${deroge} du CCAG-${ccag}, par `, { renvoi: cle }, `. ${ligne}`),
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

const auPlan = (plan, { article, piece }) =>
  propre(plan.articles, article ?? "")?.piece ?? (Object.hasOwn(plan.pieces, piece ?? "") ? piece : undefined);

// Ce que le plan n'a pas va dans les « Autres dispositions » de la première pièce écrite : rien ne se perd.
function pieceDansLePlan(plan, places) {
  const trouvees = new Set(places.map((place) => auPlan(plan, place)));
  const [premiere] = Object.keys(plan.pieces);
  const accueil = Object.keys(plan.pieces).find((code) => trouvees.has(code)) ?? premiere;
  return (place) => auPlan(plan, place) ?? accueil;
}

/** Rend les textes que le plan n'a pas su placer : un article ou une pièce qui n'existe plus. */
export const sansPlace = ({ pieces }, plan) =>
  pieces
    .flatMap(({ articles }) => articles)
    .flatMap(({ textes }) => textes)
    .filter(({ article, pieceDite }) => !auPlan(plan, { article, piece: pieceDite }));

function ranger(etat, places, plan) {
  const articlesDe = (piece) => Object.entries(plan.articles).filter(([, article]) => article.piece === piece);
  const pieceDe = pieceDansLePlan(plan, places);
  let ancre = 0;
  return Object.entries(plan.pieces).flatMap(([code, libelle]) => {
    const siennes = places.filter((place) => pieceDe(place) === code);
    if (!siennes.length) return [];
    const ailleurs = siennes.some(({ article }) => !propre(plan.articles, article ?? ""))
      ? [["", { titre: "Autres dispositions" }]]
      : [];
    const articles = [...articlesDe(code), ...ailleurs]
      .map(([nom, { titre }]) => ({
        code: nom,
        titre,
        places: ordonner(
          etat,
          nom,
          siennes.filter(({ article }) => (propre(plan.articles, article ?? "") ? article : "") === nom),
        ),
      }))
      .filter((article) => article.places.length)
      .map((article, rang) => ({
        code: article.code,
        titre: article.titre,
        numero: String(rang + 1),
        textes: titrer(article.places).map((place, r) => ({
          ...place,
          pieceDite: place.piece,
          piece: code,
          de: plan.de[code],
          numero: `${rang + 1}.${r + 1}`,
          ancre: `texte_${++ancre}`,
        })),
      }));
    return [{ code, libelle, articles }];
  });
}

function ordonner(etat, article, places) {
  const ordre = propre(etat.ordre, article) ?? [];
  const rang = ({ cle }) => (ordre.includes(cle) ? ordre.indexOf(cle) : ordre.length);
  return [...places].sort((a, b) => rang(a) - rang(b));
}

// Deux textes d'une même clause dans un article ne portent pas le même titre.
function titrer(places) {
  const vus = new Map();
  return places.map((place) => {
    const fois = (vus.get(place.titre) ?? 0) + 1;
    vus.set(place.titre, fois);
    return fois > 1 ? { ...place, titre: `${place.titre} (${fois})` } : place;
  });
}

/** Pose dans les blocs les valeurs, l'article du CCAG et les numéros des renvois. */
class Poseur {
  constructor(etat, lesFaits, parCle, retenus) {
    Object.assign(this, { etat, faits: lesFaits, parCle });
    this.remplacants = new Map(
      retenus.flatMap(({ cle, fiche, texte }) => (texte.remplace ?? []).map((id) => [`${fiche.id}#${id}`, cle])),
    );
  }

  blocs(blocs, place) {
    return blocs.map((bloc) => {
      if (bloc.genre === "liste") return { ...bloc, elements: bloc.elements.map((b) => this.blocs(b, place)) };
      if (bloc.genre === "tableau")
        return { ...bloc, lignes: bloc.lignes.map((ligne) => ligne.map((b) => this.blocs(b, place))) };
      return { ...bloc, suite: this.suite(bloc.suite, place) };
    });
  }

  suite(suite, place) {
    return suite.flatMap((morceau) => {
      if (typeof morceau === "string")
        return [
          mot(
            this.faits.ccag === SANS_CCAG && place.source === "clause"
              ? morceau.replace(APPLICATION_DU_CCAG, "")
              : morceau,
          ),
        ];
      const { variable, renvoi, ...marques } = morceau;
      if (renvoi) return this.renvoi(renvoi, place, marques);
      if (typeof variable !== "string") return [morceau];
      if (place.source === "socle")
        return [mot(propre({ article: place.deroge, cahier: this.faits.ccag }, variable) ?? "", marques)];
      const declaree = place.fiche && propre(place.fiche.variables, variable);
      if (!declaree) return [mot(`[${variable}]`, { ...marques, variable: true })];
      const saisie = valeurSaisie(this.etat, place.entree, place.fiche, variable);
      return [mot(ecrireValeur(declaree, saisie), { ...marques, variable: !saisie?.trim() })];
    });
  }

  renvoi(id, place, marques) {
    const cle = place.fiche ? `${place.fiche.id}#${id}` : id;
    const cible = this.parCle.get(cle) ?? this.parCle.get(this.remplacants.get(cle));
    if (!cible) return [mot("[texte non retenu]", { ...marques, variable: true })];
    return [
      mot("l’article\u00a0", marques),
      mot(cible.numero, { ...marques, renvoi: cible.ancre }),
      mot(` ${cible.de}`, marques),
    ];
  }
}

/** Rend les renvois d'un texte dont la cible n'est pas dans le dossier. */
export function renvoisPerdus({ retenus, parCle }) {
  const remplacants = new Set(
    retenus.flatMap(({ fiche, texte }) => (texte.remplace ?? []).map((id) => `${fiche.id}#${id}`)),
  );
  const cites = (blocs) =>
    JSON.stringify(blocs)
      .match(/"renvoi":"([a-z0-9-]+)"/g)
      ?.map((trouve) => trouve.slice(10, -1)) ?? [];
  return retenus.filter(({ fiche, texte }) =>
    cites(texte.blocs).some((id) => !parCle.has(`${fiche.id}#${id}`) && !remplacants.has(`${fiche.id}#${id}`)),
  );
}

/** Rend les valeurs à remplir, une fois chacune : { cle, variable, entrees: [{ entree, fiche, nom }], saisie }. */
export function valeursDe(etat, { retenus }) {
  const valeurs = new Map();
  for (const { entree, fiche, texte } of retenus) {
    for (const nom of nommees(texte)) {
      const variable = propre(fiche.variables, nom);
      if (!variable) continue;
      const cle = variable.partagee ? `partagee ${variable.partagee}` : `${fiche.id} ${nom}`;
      const deja = valeurs.get(cle);
      if (!deja)
        valeurs.set(cle, {
          cle,
          nom,
          variable,
          entree,
          fiche,
          fiches: new Set([fiche]),
          saisie: valeurSaisie(etat, entree, fiche, nom),
        });
      else deja.fiches.add(fiche);
    }
  }
  return [...valeurs.values()];
}

/** Rend les valeurs par groupe, { cle, titre, valeurs } : celles que plusieurs clauses partagent, puis chaque clause. */
export function groupesDeValeurs(etat, composition) {
  const valeurs = valeursDe(etat, composition);
  const communes = valeurs.filter(({ variable, fiches }) => variable.partagee && fiches.size > 1);
  const desClauses = [...composition.fiches.values()].map((fiche) => ({
    cle: fiche.id,
    titre: fiche.titre,
    valeurs: valeurs.filter((v) => v.fiche === fiche && !communes.includes(v)),
  }));
  return [{ cle: "#partagees", titre: "Partagées par plusieurs clauses", valeurs: communes }, ...desClauses].filter(
    ({ valeurs: siennes }) => siennes.length,
  );
}

/** Dit si une valeur est encore celle que la fiche propose, ni changée ni confirmée. */
export const estProposee = ({ saisie, variable }) => saisie === undefined && variable.defaut !== undefined;

/** Dit si rien n'est saisi, ni proposé. */
export const estVide = ({ saisie, variable }) => !(saisie ?? String(variable.defaut ?? "")).trim();

/** Rend les textes retirés qui seraient là sinon : { cle, titre, fiche }. */
export function textesRetires(etat, { fiches }) {
  const duNiveau = etat.clauses.flatMap(({ id, niveau }) =>
    fiches.has(id)
      ? textesDe(fiches.get(id), niveau).map((texte) => ({
          cle: `${id}#${texte.id}`,
          titre: texte.titre || fiches.get(id).titre,
          fiche: fiches.get(id),
        }))
      : [],
  );
  return duNiveau.filter(({ cle }) => etat.retires.includes(cle));
}

function nommees({ blocs, poids, plafond, cadre, suivi }) {
  const noms = JSON.stringify([blocs, cadre ?? [], suivi ?? []]).match(/"variable":"([a-z0-9_]+)"/g) ?? [];
  return new Set([...noms.map((trouve) => trouve.slice(12, -1)), ...[poids, plafond?.valeur].filter(Boolean)]);
}

/** Rend une suite hors des documents (preuve, contrôle), ses valeurs posées. */
export function poserSuite(etat, entree, fiche, suite) {
  return new Poseur(etat, { ccag: "" }, new Map(), []).suite(suite, { entree, fiche, source: "annexe" });
}
