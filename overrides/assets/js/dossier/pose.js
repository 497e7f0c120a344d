// Ce que l'on pose dans les textes : les valeurs, l'article du CCAG, les numéros des renvois. Sans page.

import { mot } from "../blocs.js";
import { nomDuBlanc } from "./blancs.js";
import { propre, SANS_CCAG, valeurSaisie } from "./etat.js";
import { LETTRE } from "./niveaux.js";
import { champDe, cleDe, ecrireValeur, texteDe } from "./valeurs.js";

/** Une phrase qui ne fait que citer un CCAG : sans CCAG, elle ne dit plus rien. */
export const APPLICATION_DU_CCAG = / ?[A-ZÉÀ][^.!?]*\ben application de l’article [\d.]+ du CCAG(-\w+)?\./g;

/** Pose dans les blocs les valeurs, l'article du CCAG et les numéros des renvois. */
export class Poseur {
  /** `blancs` : ceux que le dossier fait remplir (blancs.js). */
  constructor(etat, lesFaits, parCle, retenus, blancs = { variables: {} }) {
    Object.assign(this, { etat, faits: lesFaits, parCle, blancs });
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
      if (typeof morceau === "string") {
        if (place.source !== "clause") return this.crochets(morceau);
        return [mot(this.faits.ccag === SANS_CCAG ? morceau.replace(APPLICATION_DU_CCAG, "") : morceau)];
      }
      const { variable, renvoi, ...marques } = morceau;
      if (renvoi) return this.renvoi(renvoi, place, marques);
      if (typeof variable !== "string") return place.source === "loi" ? this.crochets(morceau.texte) : [morceau];
      if (place.source === "socle")
        return [mot(propre({ article: place.deroge, cahier: this.faits.ccag }, variable) ?? "", marques)];
      const declaree = place.fiche && propre(place.fiche.variables, variable);
      if (!declaree) return [mot(`[${variable}]`, { ...marques, variable: true })];
      const saisie = valeurSaisie(this.etat, place.entree, place.fiche, variable);
      const champ = champDe(cleDe(place.fiche, variable, declaree));
      return [
        mot(ecrireValeur(declaree, saisie), {
          ...marques,
          variable: !saisie?.trim(),
          champ,
          libelle: declaree.libelle,
        }),
      ];
    });
  }

  // Une phrase que le dossier prend telle quelle a ses blancs entre crochets : il en fait remplir (blancs.js), les autres se voient.
  crochets(texte) {
    let fin = 0;
    return texte
      .split(/\[([^[\]]+)\]/)
      .map((morceau, rang) => {
        const debut = fin;
        fin += morceau.length + (rang % 2) * 2;
        if (rang % 2 === 0) return mot(morceau);
        const nom = nomDuBlanc(morceau, texte, debut);
        const variable = propre(this.blancs.variables, nom);
        if (!variable) return mot(`[${morceau}]`, { variable: true });
        const saisie = propre(this.etat.partagees, variable.partagee);
        const champ = champDe(cleDe(this.blancs, nom, variable));
        return mot(texteDe({ variable, saisie }).trim() ? ecrireValeur(variable, saisie) : `[${morceau}]`, {
          variable: !saisie?.trim(),
          champ,
          libelle: variable.libelle,
        });
      })
      .filter((morceau) => morceau.texte);
  }

  renvoi(id, place, marques) {
    const cle = place.fiche ? `${place.fiche.id}#${id}` : id;
    const cible = this.parCle.get(cle) ?? this.parCle.get(this.remplacants.get(cle));
    if (!cible) return [mot("[texte non retenu]", { ...marques, variable: true })];
    // Une lettre ne se cite pas elle-même.
    const ou = place.piece === LETTRE && cible.piece === LETTRE ? [] : [mot(` ${cible.de}`, marques)];
    return [mot("l’article\u00a0", marques), mot(cible.numero, { ...marques, renvoi: cible.ancre }), ...ou];
  }
}

/** Rend les textes dont un renvoi n'a pas sa cible dans le dossier ; `perdus` : les clés de ces cibles. */
export function renvoisPerdus({ retenus, parCle }) {
  const remplacants = new Set(
    retenus.flatMap(({ fiche, texte }) => (texte.remplace ?? []).map((id) => `${fiche.id}#${id}`)),
  );
  const cites = (blocs) =>
    JSON.stringify(blocs)
      .match(/"renvoi":"([a-z0-9-]+)"/g)
      ?.map((trouve) => trouve.slice(10, -1)) ?? [];
  return retenus
    .map((retenu) => {
      const cles = cites(retenu.texte.blocs).map((id) => `${retenu.fiche.id}#${id}`);
      return { ...retenu, perdus: cles.filter((cle) => !parCle.has(cle) && !remplacants.has(cle)) };
    })
    .filter(({ perdus }) => perdus.length);
}

/** Rend une suite hors des documents (preuve, contrôle), ses valeurs posées. */
export function poserSuite(etat, entree, fiche, suite) {
  return new Poseur(etat, { ccag: "" }, new Map(), []).suite(suite, { entree, fiche, source: "annexe" });
}
