// L'index : chargé par morceaux à la première recherche, et la note de chaque réponse.

import { lireJson } from "./chargement.js";
import { Vocabulaire } from "./correction.js";
import { Lexique, lireRequete } from "./requete.js";

const POIDS_DES_CHAMPS = { titre: 6, references: 4, lexique: 3, familles: 1, resume: 2, texte: 1, insistance: 1 };
const TOUTES_MAX = 3;
const PART_MIN = 0.25;
const PART_PRIME = 0.5;
const A_REVOIR = 0.8;
/** BM25 d'un terme présent une fois dans un champ de longueur moyenne : l'index ne garde ni fréquences ni longueurs. */
const PRESENT = 1.5;

/** Rend les numéros dont on a les écarts. */
function numeros(ecarts) {
  let numero = -1;
  return ecarts.map((ecart) => (numero += ecart));
}

/** Garde une promesse, sauf si elle échoue : l'essai suivant recommence. */
function garder(table, cle, faire) {
  if (!table.has(cle)) {
    const promesse = faire();
    table.set(cle, promesse);
    promesse.catch(() => table.delete(cle));
  }
  return table.get(cle);
}

/** Attend toutes les lectures avant de dire qu'une a échoué : un nouvel essai ne reprend ainsi aucune lecture perdue. */
async function toutes(lectures) {
  await Promise.allSettled(lectures);
  return Promise.all(lectures);
}

export class Moteur {
  /** `adresse` : dossier de l'index, terminé par une barre. */
  constructor(adresse) {
    this.adresse = new URL(adresse, document.baseURI).href;
    this.lus = new Map();
    this.termes = new Map();
  }

  lire(chemin) {
    return garder(this.lus, chemin, () => lireJson(this.adresse + chemin));
  }

  /** Charge ce qu'il faut pour comprendre une requête. */
  async preparer() {
    if (this.pret) return;
    const [index, { mots, frequences, groupes }] = await toutes([this.lire("index.json"), this.lire("mots.json")]);
    this.index = index;
    this.vides = new Set(index.vides);
    this.aRevoir = new Set(numeros(index.a_revoir));
    this.vocabulaire = new Vocabulaire({ mots, frequences });
    this.lexique = new Lexique(groupes, this.vides);
    this.pret = true;
  }

  comprendre(requete) {
    return lireRequete(requete, this);
  }

  /** Charge les tranches des termes demandés et les ajoute à l'index en mémoire. */
  async chargerTermes(termes) {
    const tranches = new Set();
    for (const terme of termes) {
      const rang = this.index.tranches.findLastIndex((premier) => premier <= terme);
      if (rang >= 0 && !this.termes.has(terme)) tranches.add(rang);
    }
    const lues = await toutes([...tranches].map((rang) => this.lire(`termes/${rang}.json`)));
    for (const [terme, champs] of lues.flat()) {
      if (!this.termes.has(terme)) this.termes.set(terme, Object.entries(champs).map(([rang, ecarts]) => [this.index.champs[rang], numeros(ecarts)]));
    }
  }

  /**
   * Note les documents qui portent un des termes (Map terme → poids). Rend Map numéro → { note, termes: Map terme → champs }.
   *
   * C'est BM25 par champ : un terme rare vaut plus qu'un courant, et la somme se multiplie par le nombre de termes trouvés.
   */
  noter(poids) {
    const notees = new Map();
    const { documents } = this.index;
    for (const [terme, p] of poids) {
      const siennes = new Map(); // la somme d'un terme d'abord : deux fiches égales le restent à la dernière décimale
      for (const [champ, porteurs] of this.termes.get(terme) ?? []) {
        const rarete = Math.log(1 + (documents - porteurs.length + 0.5) / (porteurs.length + 0.5));
        for (const numero of porteurs) {
          const sienne = siennes.get(numero) ?? { note: 0, champs: [] };
          sienne.note += p * POIDS_DES_CHAMPS[champ] * (this.aRevoir.has(numero) ? A_REVOIR : 1) * (rarete * PRESENT);
          sienne.champs.push(champ);
          siennes.set(numero, sienne);
        }
      }
      for (const [numero, { note, champs }] of siennes) {
        const notee = notees.get(numero) ?? { note: 0, termes: new Map() };
        notee.note += note;
        notee.termes.set(terme, champs);
        notees.set(numero, notee);
      }
    }
    for (const notee of notees.values()) notee.note *= notee.termes.size;
    return notees;
  }

  /**
   * Cherche. Rend { unites, reponses } ; une réponse : { numero, note, unites: rangs des unités trouvées, termes, complete }.
   *
   * Ordre : tout ce qui a toutes les unités, puis la plus grande part ; puis la note (titre, lexique, résumé, texte).
   */
  async chercher(requete) {
    await this.preparer();
    const unites = this.comprendre(requete);
    const poids = new Map();
    for (const unite of unites) for (const [terme, p] of unite.termes) poids.set(terme, Math.max(p, poids.get(terme) ?? 0));
    await this.chargerTermes([...poids.keys()]);
    const reponses = [...this.noter(poids)].map(([numero, { note, termes }]) => {
      const rangs = unites.flatMap((unite, rang) => (repond(unite, termes) ? [rang] : []));
      const faibles = unites.flatMap((unite, rang) => (!rangs.includes(rang) && [...unite.faibles].some((t) => termes.has(t)) ? [rang] : []));
      return { numero, note, unites: rangs, faibles, termes, complete: rangs.length === unites.length };
    });
    ponderer(reponses, unites.length, this.index.documents);
    // Tous les mots d'abord, sauf s'ils n'y sont que par raccroc ; dans une phrase entière, la note seule décide.
    const meilleure = plusHaute(reponses);
    const prime = ({ complete, note }) => unites.length <= TOUTES_MAX && complete && note >= meilleure * PART_PRIME;
    reponses.sort((a, b) => prime(b) - prime(a) || b.note - a.note || a.numero - b.numero);
    return { unites, reponses };
  }

  /**
   * Rend les réponses dignes d'être montrées : celles qui ont tout, et parmi les partielles, celles dont la note approche la
   * meilleure. Sans cela, un mot courant ramènerait toute la base. Une référence nommée, si elle est connue, doit y être.
   */
  retenir(reponses, unites) {
    const references = unites.filter(({ reference }) => reference).flatMap(({ termes }) => [...termes.keys()]);
    const nommees = reponses.filter(({ termes }) => references.some((terme) => estCite(termes.get(terme))));
    if (nommees.length) return nommees;
    const meilleure = plusHaute(reponses);
    return reponses.filter(({ note, complete }) => complete || note >= meilleure * PART_MIN);
  }

  /** Rend le genre d'un document : chaque genre occupe une suite de numéros. */
  genreDe(numero) {
    return this.index.genres.findLast(([, premier]) => premier <= numero)[0];
  }

  /** Rend les fiches de ces numéros : { genre, id, adresse, titre, resume }. */
  async fiches(liste) {
    const { lot } = this.index;
    const lots = new Map();
    await toutes(
      [...new Set(liste.map((numero) => Math.floor(numero / lot)))].map(async (rang) => lots.set(rang, await this.lire(`fiches/${rang}.json`))),
    );
    return liste.map((numero) => {
      const [genre, id, adresse, titre, resume] = lots.get(Math.floor(numero / lot))[numero % lot];
      return { numero, genre, id, adresse, titre, resume };
    });
  }
}

function plusHaute(reponses) {
  return reponses.reduce((haute, { note }) => Math.max(haute, note), 0);
}

function estCite(champs = []) {
  return champs.some((champ) => champ === "titre" || champ === "references");
}

/** Baisse la note d'une réponse partielle : il lui manque d'autant plus que les mots absents sont rares. */
function ponderer(reponses, nombre, documents) {
  const trouves = Array(nombre).fill(0);
  for (const { unites } of reponses) for (const rang of unites) trouves[rang] += 1;
  const raretes = trouves.map((n) => Math.log(1 + documents / (n + 1)));
  const somme = (rangs) => rangs.reduce((total, rang) => total + raretes[rang], 0);
  const tout = somme([...raretes.keys()]);
  for (const reponse of reponses) reponse.note *= ((somme(reponse.unites) + somme(reponse.faibles)) / tout) ** 2;
}

function repond(unite, termes) {
  for (const terme of unite.termes.keys()) {
    if (!termes.has(terme) || unite.faibles.has(terme)) continue;
    if (!unite.ensemble?.includes(terme)) return true;
  }
  return Boolean(unite.ensemble?.every((terme) => termes.has(terme)));
}
