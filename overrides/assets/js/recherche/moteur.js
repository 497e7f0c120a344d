// Le moteur : l'index, chargé par morceaux à la première recherche, et l'ordre des réponses.

import { lireJson } from "./chargement.js";
import { deplier, Vocabulaire } from "./correction.js";
import { plier } from "./langue.js";
import { noter, poidsDe, repondre } from "./note.js";
import { clesDe, clesDeNom, Lexique, lireRequete, nommeUnLieu, sansCadre } from "./requete.js";

const TOUTES_MAX = 3;
/** Part de la meilleure note que vaut au moins une réponse montrée : qui n’a pas tous les mots, ou ne les a qu’en passant, doit plus. */
const PART_MIN = { complete: 0.1, partielle: 0.25 };
/** Ce qu’on montre au moins, quelle qu’en soit la note : une réponse qui a tous les mots ne cache pas celle qui les dit autrement. */
const MONTREES_MIN = 5;
/** Réponses d’un même genre, au plus, parmi les premières : « fiche de suivi » n’est pas que dans des clauses. */
const MEME_GENRE = 3;
const PART_PRIME = 0.5;
/** Qui nomme un produit cherche aussi sa famille : celle dont les noms font cette part de la requête est parmi les premières. */
const FAMILLES = "familles";
const PART_NOMMEE = 0.4;
/** Ce que vaut la note d'un groupe dans toute la base : on vient d'abord pour les clauses, le droit se demande par son nom. */
const FAVEURS = {
  clauses: 2,
  lexique: 1.5,
  dossiers: 0.5,
  seuils: 1.2,
  obligations: 0.8,
  territoire: 0.8,
  veille: 0.7,
  droit: 0.6,
  indicateurs: 0.6,
};
const FAVEUR_CITEE = 1000;
/** Ce que vaut une nouvelle de plus d'un an : elle se lit après les pages de même note, et reste la première à qui la cherche. */
const ANCIENNE = 0.5;
/** Ce que vaut un modèle quand la requête nomme un lieu (« nettoyer la mairie ») : qui dit le lieu veut souvent une lettre prête. */
const MODELE_DU_LIEU = 3;
const NOMMEE = { nom: 1, demande: 2 };
/** Ce que gagne un nom qui dit toute la requête, devant celui qui n’en dit que les mots utiles. */
const ENTIERE = 2;

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
    this.vocabulaire = new Vocabulaire(this.termes);
    this.lues = new Set();
  }

  lire(chemin) {
    return garder(this.lus, chemin, () => lireJson(this.adresse + chemin));
  }

  /** Charge ce qu'il faut pour comprendre une requête. */
  async preparer() {
    if (this.pret) return;
    const index = await this.lire("index.json");
    if (this.pret) return;
    this.index = index;
    this.vides = new Set(index.vides);
    this.lieux = new Set(index.lieux);
    this.cadre = new Set([...index.lieux, ...index.entourage]);
    this.aRevoir = new Set(numeros(index.a_revoir));
    this.anciens = new Set(numeros(index.anciens));
    this.lexique = new Lexique([], this.vides);
    this.pret = true;
  }

  /** Dit si la requête est faite de signes que l'index connaît, ou vide : ni un émoji, ni un autre alphabet. */
  saitLire(requete) {
    return !requete.trim() || /[a-z0-9]/.test(plier(requete));
  }

  /** Rend { unites, cles } : ce que veut dire la requête, et les clés de nom ; lit pour cela les tranches qu'il faut. */
  async comprendre(requete) {
    const { cles, debut } = clesDe(requete, this.vides);
    await this.charger(cles, debut);
    for (;;) {
      const unites = sansCadre(lireRequete(requete, this), this.cadre);
      const noms = clesDeNom(requete, unites, this.vides);
      if (this.vocabulaire.manque) await this.lireLeVocabulaire();
      else if (!(await this.charger([...poidsDe(unites).keys(), ...noms]))) return { unites, cles: noms };
    }
  }

  /** Lit tous les mots : on ne corrige une faute, ou ne propose un mot proche, qu'avec eux. */
  async lireLeVocabulaire() {
    if (this.vocabulaire.entier) return;
    this.vocabulaire.ajouter(deplier(await this.lire("mots.json")), true);
    this.vocabulaire.manque = false;
  }

  /** Lit les tranches de ces clés, et celles des mots qui commencent par `debut` ; dit s'il en a lu une de plus. */
  async charger(cles, debut = null) {
    const rang = (cle) => this.index.tranches.findLastIndex((premiere) => premiere <= cle);
    const voulues = new Set(cles.filter((cle) => !this.termes.has(cle)).map(rang));
    if (debut !== null) for (let ici = rang(debut); ici <= rang(`${debut}\uffff`); ici += 1) voulues.add(ici);
    const neuves = [...voulues].filter((ici) => ici >= 0 && !this.lues.has(ici));
    const lues = await toutes(neuves.map((ici) => this.lire(`termes/${ici}.json`)));
    for (const [ici, tranche] of lues.entries()) this.prendre(tranche, neuves[ici]);
    return neuves.length > 0;
  }

  prendre({ termes, lexique, ...mots }, rangDeTranche) {
    if (this.lues.has(rangDeTranche)) return; // une autre recherche l'a lue entre-temps
    this.lues.add(rangDeTranche);
    for (const [terme, champs] of termes) {
      const siens = Object.entries(champs).map(([rang, ecarts]) => [this.index.champs[rang], numeros(ecarts)]);
      this.termes.set(terme, siens);
    }
    this.vocabulaire.ajouter(deplier(mots));
    for (const [rang, ...expressions] of lexique) this.lexique.ajouter(rang, expressions);
  }

  /**
   * Cherche. Rend { unites, reponses }, comme `repondre` les décrit, avec `nommee`.
   *
   * Ordre : ce que la requête nomme, tout ce qui a toutes les unités, puis la note (titre, lexique, résumé, texte).
   */
  async chercher(requete) {
    await this.preparer();
    const { unites, cles } = await this.comprendre(requete);
    const poids = poidsDe(unites);
    const nommees = new Map();
    cles.forEach((cle, rang) => {
      for (const [champ, siens] of this.termes.get(cle) ?? []) {
        const force = NOMMEE[champ] + (rang ? 0 : ENTIERE);
        for (const numero of siens) nommees.set(numero, Math.max(force, nommees.get(numero) ?? 0));
      }
    });
    const reponses = repondre(
      unites,
      noter(poids, { termes: this.termes, documents: this.index.documents, aRevoir: this.aRevoir }),
    );
    ponderer(reponses, unites.length, this.index.documents);
    if (nommeUnLieu(requete, this))
      for (const reponse of reponses) if (this.genreDe(reponse.numero) === "modeles") reponse.note *= MODELE_DU_LIEU;
    for (const reponse of reponses) reponse.nommee = nommees.get(reponse.numero) ?? 0;
    return { unites, reponses: trier(reponses, unites, ({ note }) => note) };
  }

  /** Rend les réponses à montrer, tous genres mêlés ; le droit passe devant quand la requête cite un texte. */
  ordonner(reponses, unites) {
    const faveurs = unites.some(({ reference }) => reference) ? { droit: FAVEUR_CITEE } : FAVEURS;
    const part = (numero) => (faveurs[this.genreDe(numero)] ?? 1) * (this.anciens.has(numero) ? ANCIENNE : 1);
    const retenues = trier(this.retenir(reponses, unites), unites, ({ numero, note }) => note * part(numero));
    return this.varier(retenues, reponses, unites);
  }

  /** Rend les réponses, les premières de plusieurs genres s'il y en a, la famille nommée avec elles ; celles que la requête nomme restent devant. */
  varier(triees, reponses, unites) {
    const vues = new Map();
    const tete = triees
      .filter(({ numero, nommee }) => {
        const genre = this.genreDe(numero);
        vues.set(genre, (vues.get(genre) ?? 0) + 1);
        return nommee || vues.get(genre) <= MEME_GENRE;
      })
      .slice(0, MONTREES_MIN);
    const raretes = raretesDe(reponses, unites.length, this.index.documents);
    const [famille] = reponses
      .filter(({ numero }) => this.genreDe(numero) === FAMILLES)
      .map((reponse) => ({ reponse, part: partNommee(reponse, unites, raretes) }))
      .filter(({ part }) => part >= PART_NOMMEE)
      .sort((a, b) => b.part - a.part);
    if (famille && !tete.includes(famille.reponse)) tete.splice(MONTREES_MIN - 1, 1, famille.reponse);
    return [...new Set([...tete, ...triees])];
  }

  /**
   * Rend les réponses dignes d'être montrées : celles dont la note approche la meilleure. Sans cela, un mot courant ramènerait
   * toute la base, et le compte ne dirait rien. Une référence nommée, si elle est connue, doit y être.
   */
  retenir(reponses, unites) {
    const references = unites.filter(({ reference }) => reference).flatMap(({ termes }) => [...termes.keys()]);
    const nommees = reponses.filter(({ termes }) => references.some((terme) => estCite(termes.get(terme))));
    if (nommees.length) return nommees;
    const meilleure = plusHaute(reponses);
    const assez = ({ note, complete }) => note >= meilleure * PART_MIN[complete ? "complete" : "partielle"];
    return reponses.filter((reponse, rang) => rang < MONTREES_MIN || assez(reponse));
  }

  /** Rend le genre d'un document : chaque genre occupe une suite de numéros. */
  genreDe(numero) {
    return this.index.genres.findLast(([, premier]) => premier <= numero)[0];
  }

  /** Rend ce qu'est un document : « Clause », « Parcours ». */
  sorteDe(numero) {
    return this.index.genres.findLast(([, premier]) => premier <= numero)[3];
  }

  /** Rend les fiches de ces numéros : { numero, genre, sorte, id, adresse, titre, resume }. */
  async fiches(liste) {
    const { liasse } = this.index;
    const liasses = new Map();
    await toutes(
      [...new Set(liste.map((numero) => Math.floor(numero / liasse)))].map(async (rang) =>
        liasses.set(rang, await this.lire(`fiches/${rang}.json`)),
      ),
    );
    return liste.map((numero) => {
      const [genre, id, adresse, titre, resume] = liasses.get(Math.floor(numero / liasse))[numero % liasse];
      return { numero, genre, sorte: this.sorteDe(numero), id, adresse, titre, resume };
    });
  }
}

/**
 * Trie : ce que la requête nomme, puis tous les mots d'abord, sauf s'ils n'y sont que par raccroc ; dans une phrase entière, la
 * note seule décide.
 */
function trier(reponses, unites, noteDe) {
  const meilleure = plusHaute(reponses.map((reponse) => ({ note: noteDe(reponse) })));
  const prime = (reponse) =>
    unites.length <= TOUTES_MAX && reponse.complete && noteDe(reponse) >= meilleure * PART_PRIME;
  return reponses.sort(
    (a, b) => b.nommee - a.nommee || prime(b) - prime(a) || noteDe(b) - noteDe(a) || a.numero - b.numero,
  );
}

function plusHaute(reponses) {
  return reponses.reduce((haute, { note }) => Math.max(haute, note), 0);
}

/** Rend la part de la requête qui est un des noms de la réponse ; un synonyme compte moins que le mot. */
function partNommee({ termes }, unites, raretes) {
  const dit = (terme) => termes.get(terme)?.some((champ) => champ === "lexique" || champ === "titre");
  const siens = unites.map((unite) => Math.max(0, ...[...unite.termes].map(([terme, p]) => (dit(terme) ? p : 0))));
  const somme = (liste) => liste.reduce((total, p) => total + p, 0);
  return somme(siens.map((p, rang) => p * raretes[rang])) / somme(raretes);
}

function estCite(champs = []) {
  return champs.some((champ) => champ === "titre" || champ === "references");
}

/** Rend la rareté de chaque unité, d'autant plus forte que peu de réponses la disent. */
function raretesDe(reponses, nombre, documents) {
  const trouves = Array(nombre).fill(0);
  for (const { unites } of reponses) for (const rang of unites) trouves[rang] += 1;
  return trouves.map((n) => Math.log(1 + documents / (n + 1)));
}

/** Baisse la note d'une réponse partielle : il lui manque d'autant plus que les mots absents sont rares. */
function ponderer(reponses, nombre, documents) {
  const raretes = raretesDe(reponses, nombre, documents);
  const somme = (rangs) => rangs.reduce((total, rang) => total + raretes[rang], 0);
  const tout = somme([...raretes.keys()]);
  for (const reponse of reponses) reponse.note *= (somme(reponse.unites) + somme(reponse.faibles)) / tout;
}
