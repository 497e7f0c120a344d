// Les références juridiques d'un texte, et ce qui a changé dans chacune. Pur : le registre (droit/relu.py) donne les formes et les dates.

import { grouper, lister } from "../texte.js";

const NUE = /^[LRD]\*?\d{3,4}(?:-\d+)+$/;
const NON_RECONNUES_MAX = 40;
/** Ce qui réglait les marchés avant le code de la commande publique, du 1er avril 2019. */
const AVANT_LE_CODE = /code des marchés publics|ordonnance (?:n° ?)?2015-899|décret (?:n° ?)?2016-36[01]/giu;
export const LE_CODE = "ORD-2018-1074";

/** Le registre, prêt à lire des phrases. */
export class Registre {
  constructor({ formes, fenetre, prefixes, codes, textes, refs }) {
    Object.assign(this, { fenetre, prefixes, textes, refs: new Map(Object.entries(refs)) });
    this.formes = Object.fromEntries(Object.entries(formes).map(([nom, forme]) => [nom, new RegExp(forme, "gu")]));
    this.sigles = Object.keys(codes);
    this.noms = Object.entries(codes).flatMap(([sigle, titre]) => {
      const nom = aPlat(titre);
      return [...new Set([nom, nom.split(" et de la peche")[0]])].map((un) => [un, sigle]);
    });
  }

  /**
   * Rend { citees: les références de base que ces phrases citent, nonReconnues: les articles de code qu'elles citent et que le registre n'a
   * pas, anciennes: les textes d'avant le code de la commande publique }.
   */
  lire(phrases) {
    const citees = new Set();
    const nonReconnues = new Set();
    const anciennes = new Set();
    for (const phrase of phrases) {
      for (const trouve of phrase.matchAll(this.formes.numero)) {
        const { connue, lue } = this.article(phrase, trouve);
        if (connue) citees.add(connue);
        else if (lue && nonReconnues.size < NON_RECONNUES_MAX) nonReconnues.add(lue);
      }
      for (const trouve of phrase.matchAll(this.formes.texte)) {
        const connue = this.texte(trouve.groups);
        if (connue) citees.add(connue);
      }
      for (const [ancienne] of phrase.replace(/\s/g, " ").matchAll(AVANT_LE_CODE))
        anciennes.add(ancienne.toLowerCase());
    }
    return { citees: [...citees], nonReconnues: [...nonReconnues], anciennes: [...anciennes] };
  }

  // Sans nom de code, un numéro n'est reconnu que si un seul code du registre le porte.
  article(phrase, { 0: tout, index, groups: { article, n } }) {
    const numero = n.replace(/[.\s]/g, "");
    const debut = index + tout.length - n.length;
    const nommes = this.nommes(phrase, debut, debut + n.length);
    if (!nommes && !article && !NUE.test(numero)) return {};
    const porteurs = (nommes ?? this.sigles).map((sigle) => `${sigle} ${numero}`).filter((une) => this.refs.has(une));
    return { connue: porteurs.length === 1 ? porteurs[0] : undefined, lue: numero };
  }

  /** Rend le code nommé près du numéro, aucun s'il n'est pas au registre, rien si nul n'est nommé : le sigle collé, puis le nom qui suit, puis celui d'avant. */
  nommes(phrase, debut, fin) {
    const avant = phrase.slice(Math.max(0, debut - this.fenetre), debut);
    const colle = this.dans("sigle", avant);
    if (colle) return this.leCode(colle.code);
    const apres = this.dans("apres", phrase.slice(fin, fin + this.fenetre), 0);
    if (apres && (apres.du || this.sigles.includes(apres.code) || apres.code.toLowerCase().startsWith("code")))
      return this.leCode(apres.code);
    const precede = this.dans("avant", avant);
    return precede ? this.leCode(precede.sigle ?? precede.nom) : null;
  }

  dans(forme, phrase, place) {
    const [trouve] = phrase.matchAll(this.formes[forme]);
    return trouve && (place === undefined || trouve.index === place) ? trouve.groups : undefined;
  }

  leCode(nom) {
    if (this.sigles.includes(nom)) return [nom];
    const plat = aPlat(nom);
    const trouve = this.noms.find(([connu]) => {
      const suite = plat.slice(connu.length);
      return (
        plat.startsWith(connu) && (!suite || (suite[0] === " " && this.dans("autre", suite.trim(), 0) === undefined))
      );
    });
    return trouve ? [trouve[1]] : [];
  }

  texte({ slug, ccag, nature, numero, avant, apres }) {
    const noms = slug
      ? [slug]
      : ccag
        ? [`CCAG-${ccag}`]
        : nature
          ? this.prefixes[nature.toLowerCase().split(/\s/)[0]].map(
              (prefixe) => `${prefixe}-${numero.replace("/", "-")}`,
            )
          : [];
    const connu = noms.map((nom) => nom.toUpperCase()).find((nom) => this.refs.has(nom));
    const article = connu && `${connu} art. ${avant ?? apres}`;
    return this.refs.has(article) ? article : connu;
  }

  /**
   * Rend ce que ces références sont devenues depuis ce jour, ou rien : toujours : { changees, aVenir, inchangees } ; des deux premières,
   * { libelle, adresse, abrogee: l'est-elle, effets: [{ le, quoi, par: [libelle, adresse] }] }, le dernier effet d'abord. Un article dont la base
   * ne sait que ce qui change dans son texte se dit avec lui, une fois.
   */
  depuis(citees, lancement, aujourdhui) {
    const dites = [...grouper(citees, (nom) => this.refs.get(nom).de ?? nom)].map(([nom, siens]) => {
      const { libelle: dit, adresse, abroge, effets } = this.refs.get(nom);
      const articles = siens.filter((un) => un !== nom).map((un) => un.split(" art. ")[1]);
      const libelle = articles.length
        ? `${dit} (${articles.length > 1 ? "articles" : "article"} ${lister(articles)})`
        : dit;
      const lus = effets.map(({ par, ...reste }) => ({ ...reste, par: this.textes[par] })).reverse();
      const passes = lus.filter(({ le }) => le && (le > lancement || le === abroge) && le <= aujourdhui);
      const viennent = lus.filter(({ le }) => !le || le > aujourdhui).reverse();
      return { nom, libelle, adresse, abrogee: abroge && abroge <= aujourdhui, passes, viennent };
    });
    const { true: changees = [], false: inchangees = [] } = Object.fromEntries(
      grouper(dites, ({ abrogee, passes }) => Boolean(abrogee || passes.length)),
    );
    return {
      changees: changees.map(({ passes, ...reste }) => ({ ...reste, effets: passes })),
      aVenir: dites.filter(({ viennent }) => viennent.length).map((une) => ({ ...une, effets: une.viennent })),
      inchangees,
    };
  }
}

const aPlat = (nom) => nom.replaceAll("’", "'").toLowerCase().replaceAll("ê", "e").trim().split(/\s+/).join(" ");
