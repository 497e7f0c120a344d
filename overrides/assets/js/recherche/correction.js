// Corriger et compléter un mot que la base ne connaît pas.

import { racine } from "./langue.js";

const LONGUEUR_MIN = 4;
const DEUX_FAUTES = 5;
const PROPOSITIONS = 3;
/** Ce qui sépare au plus deux corrections proposées ensemble : à fautes égales, un mot trente fois plus rare ne se propose pas. */
const ECART = 0.2;
/** Lettres qu’une forme, au singulier, ajoute à sa racine ; davantage, et deux mots étrangers peuvent l’avoir en commun. */
const SUFFIXE_MAX = 4;

/**
 * Rend [distance du mot entier, distance de son meilleur début] : lettres ajoutées, ôtées, changées ou inversées.
 * Plus grand que `borne` : abandonné tôt.
 */
export function distances(saisi, mot, borne) {
  let [avant, ligne] = [[], Array.from({ length: saisi.length + 1 }, (_, i) => i)];
  let debut = saisi.length;
  for (let j = 1; j <= mot.length; j += 1) {
    const suivante = [j];
    for (let i = 1; i <= saisi.length; i += 1) {
      const cout = saisi[i - 1] === mot[j - 1] ? 0 : 1;
      suivante[i] = Math.min(ligne[i] + 1, suivante[i - 1] + 1, ligne[i - 1] + cout);
      if (i > 1 && j > 1 && saisi[i - 1] === mot[j - 2] && saisi[i - 2] === mot[j - 1]) {
        suivante[i] = Math.min(suivante[i], avant[i - 2] + 1);
      }
    }
    if (Math.min(...suivante) > borne) return [borne + 1, Math.min(debut, borne + 1)];
    [avant, ligne] = [ligne, suivante];
    debut = Math.min(debut, ligne[saisi.length]);
  }
  return [ligne[saisi.length], debut];
}

/** Rend les [mot, fréquence] d'une suite : chaque mot y est derrière le nombre de lettres, en base 36, qu'il reprend du précédent. */
export function deplier({ mots, frequences }) {
  let mot = "";
  return (mots ? mots.split(" ") : []).map((code, rang) => {
    mot = mot.slice(0, Number.parseInt(code[0], 36)) + code.slice(1);
    return [mot, 2 * Number(frequences[rang])];
  });
}

/** Les mots que l'on connaît, tous ou ceux des tranches lues, et leur fréquence de 0 (lexique seul) à 9. */
export class Vocabulaire {
  /** `termes` : ce qui sait (`has`) si une racine est connue ; `fautes` : le plus qu'on corrige dans un mot. */
  constructor(termes, fautes = 2) {
    Object.assign(this, { termes, fautes, frequences: new Map(), entier: false });
  }

  /** Ajoute des [mot, fréquence] ; `entier` : il n'en manque plus. */
  ajouter(mots, entier = false) {
    for (const [mot, frequence] of mots) this.frequences.set(mot, frequence);
    this.entier ||= entier;
    this.tries = null;
  }

  get mots() {
    this.tries ??= [...this.frequences.keys()].sort();
    return this.tries;
  }

  connait(mot) {
    return this.frequences.has(mot);
  }

  /** Dit si une autre forme du mot est connue : « livrent » par « livre » ; « insersion » est trop loin d’« inséré ». */
  connaitLaRacine(mot) {
    return mot.replace(/s$/, "").length - racine(mot).length < SUFFIXE_MAX && this.termes.has(racine(mot));
  }

  /** Rend les mots qui commencent ainsi, les plus fréquents d'abord. */
  completer(debut, nombre) {
    let [bas, haut] = [0, this.mots.length];
    while (bas < haut) {
      const milieu = (bas + haut) >> 1;
      if (this.mots[milieu] < debut) bas = milieu + 1;
      else haut = milieu;
    }
    const trouves = [];
    while (this.mots[bas]?.startsWith(debut)) trouves.push(this.mots[bas++]);
    const ordre = (mot) => this.frequences.get(mot) * 4 - mot.length;
    return trouves.sort((a, b) => ordre(b) - ordre(a)).slice(0, nombre);
  }

  /** Rend les mots les plus proches d'un mot inconnu : une faute, ou deux à partir de cinq lettres. Il y faut tous les mots. */
  corriger(saisi) {
    this.manque ||= !this.entier;
    return this.proches(saisi, saisi.length < DEUX_FAUTES ? 1 : this.fautes);
  }

  /** Rend les mots à `borne` fautes au plus, les plus proches d'abord. */
  proches(saisi, borne = 3) {
    if (saisi.length < LONGUEUR_MIN) return [];
    const notes = [];
    for (const mot of this.mots) {
      if (mot.length < saisi.length - borne || mot.length < LONGUEUR_MIN) continue;
      const [entier, debut] = distances(saisi, mot, borne);
      // Un mot encore incomplet peut déjà porter une faute ; à égalité, le mot entier et la première lettre juste priment.
      const note = Math.min(entier, debut + 0.6 + 0.05 * Math.max(0, mot.length - saisi.length));
      if (note > borne + 0.6) continue;
      notes.push([note + (mot[0] === saisi[0] ? 0 : 0.5) - 0.04 * this.frequences.get(mot), mot]);
    }
    notes.sort((a, b) => a[0] - b[0]);
    const seuil = notes.length ? notes[0][0] + ECART : 0;
    return notes
      .filter(([note]) => note <= seuil)
      .slice(0, PROPOSITIONS)
      .map(([, mot]) => mot);
  }
}
