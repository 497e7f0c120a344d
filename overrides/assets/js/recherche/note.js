// La note des réponses : BM25 par champ, réduit à une somme, car l'index ne garde ni fréquences ni longueurs.

const POIDS_DES_CHAMPS = { titre: 6, references: 4, lexique: 3, familles: 0.7, resume: 2, texte: 0.5, insistance: 1 };
const PRESENT = 1.5; // BM25 d'un terme présent une fois dans un champ de longueur moyenne
const A_REVOIR = 0.8;
const EN_TITRE = 2;

/** Rend Map terme → poids : le plus fort de ceux que les unités lui donnent. */
export function poidsDe(unites) {
  const poids = new Map();
  for (const unite of unites)
    for (const [terme, p] of unite.termes) poids.set(terme, Math.max(p, poids.get(terme) ?? 0));
  return poids;
}

/**
 * Note les documents qui portent un des termes. Rend Map numéro → { note, termes: Map terme → champs }.
 *
 * `termes` : Map terme → [[champ, numéros]]. Un terme rare vaut plus qu'un courant ; la somme se multiplie par le nombre de
 * termes trouvés.
 */
export function noter(poids, { termes, documents, aRevoir }) {
  const notees = new Map();
  for (const [terme, p] of poids) {
    const siennes = new Map(); // la somme d'un terme d'abord : deux fiches égales le restent à la dernière décimale
    for (const [champ, porteurs] of termes.get(terme) ?? []) {
      const rarete = Math.log(1 + (documents - porteurs.length + 0.5) / (porteurs.length + 0.5));
      for (const numero of porteurs) {
        const sienne = siennes.get(numero) ?? { note: 0, champs: [] };
        sienne.note += p * POIDS_DES_CHAMPS[champ] * (aRevoir.has(numero) ? A_REVOIR : 1) * (rarete * PRESENT);
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
 * Rend les réponses : { numero, note, termes, unites: rangs des unités trouvées, faibles: ceux à peine trouvés, complete }.
 *
 * `complete` : elle dit tous les mots, et chacun ailleurs qu’en passant dans son texte ou dans les mots de toutes ses familles.
 */
export function repondre(unites, notees) {
  return [...notees].map(([numero, { note, termes }]) => {
    const rangs = unites.flatMap((unite, rang) => (repond(unite, termes) ? [rang] : []));
    const faibles = unites.flatMap((unite, rang) =>
      !rangs.includes(rang) && [...unite.faibles].some((t) => termes.has(t)) ? [rang] : [],
    );
    const enTitre = unites.length > 1 && trouve(unites, termes, (champ) => champ === "titre");
    return {
      numero,
      note: enTitre ? note * EN_TITRE : note,
      termes,
      unites: rangs,
      faibles,
      complete: trouve(unites, termes, (champ) => champ !== "texte" && champ !== "familles"),
    };
  });
}

/** Dit si chaque unité se trouve dans un des champs qu'`admet` admet : un titre qui dit toute la requête vaut mieux que ses mots épars. */
function trouve(unites, termes, admet) {
  const siens = new Map([...termes].filter(([, champs]) => champs.some(admet)));
  return unites.every((unite) => repond(unite, siens));
}

function repond(unite, termes) {
  for (const terme of unite.termes.keys()) {
    if (!termes.has(terme) || unite.faibles.has(terme)) continue;
    if (!unite.ensemble?.includes(terme)) return true;
  }
  return Boolean(unite.ensemble?.every((terme) => termes.has(terme)));
}
