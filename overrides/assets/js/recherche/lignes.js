// Chercher dans les lignes d'un tableau comme dans la base : mêmes mots, mêmes racines, mêmes fautes admises, mêmes notes.

import { Vocabulaire } from "./correction.js";
import { composesDe, motsDe, racine } from "./langue.js";
import { noter, poidsDe, repondre } from "./note.js";
import { Lexique, lireRequete } from "./requete.js";

const POIDS_DEBUT = 0.7;
/** Un tableau dit peu de mots : à deux fautes, un mot juste qu'il n'a pas se lirait une fois sur cinq comme un autre. */
const FAUTES = 1;

/**
 * Rend la fonction requête → { trouvees: lignes, la meilleure d'abord, corrections }, ou null quand la requête ne dit rien.
 *
 * `lire(ligne)` rend ses textes : { titre, references, lexique, resume }. Une ligne trouvée répond à tous les mots. Les lignes
 * ne sont lues qu'à la première requête.
 */
export function chercherDansLesLignes(lignes, lire, vides) {
  let index = null;
  return (requete) => {
    index ??= indexer(lignes.map(lire), new Set(vides));
    const unites = lireRequete(requete, index).filter(({ saisi }) => !/^[a-z]$/.test(saisi)); // une lettre : un mot qui commence
    if (!unites.length) return null;
    for (const unite of unites) completerLeNumero(unite, index.termes);
    const reponses = repondre(unites, noter(poidsDe(unites), index)).filter(({ complete }) => complete);
    reponses.sort((a, b) => b.note - a.note || a.numero - b.numero);
    return {
      trouvees: reponses.map(({ numero }) => lignes[numero]),
      corrections: unites.flatMap((unite) => unite.corrections),
    };
  };
}

/** « L2112 » mène à « L2112-2 » : un numéro ne se corrige pas, mais on le tape chiffre à chiffre. */
function completerLeNumero({ saisi, termes }, connus) {
  if (!/\d/.test(saisi) || connus.has(saisi)) return;
  for (const terme of connus.keys()) if (terme.startsWith(saisi)) termes.set(terme, POIDS_DEBUT);
}

function indexer(textes, vides) {
  const [postes, nombres] = [new Map(), new Map()];
  textes.forEach((champs, numero) => {
    const dits = new Set();
    for (const [champ, texte] of Object.entries(champs)) {
      const mots = [...motsDe(texte, vides), ...composesDe(texte, vides)];
      for (const mot of mots) dits.add(mot);
      for (const terme of new Set(mots.map(racine))) {
        if (!postes.has(terme)) postes.set(terme, new Map());
        const siens = postes.get(terme);
        if (!siens.has(champ)) siens.set(champ, []);
        siens.get(champ).push(numero);
      }
    }
    for (const mot of dits) if (/^[a-z]{3,}$/.test(mot)) nombres.set(mot, (nombres.get(mot) ?? 0) + 1);
  });
  const termes = new Map([...postes].map(([terme, champs]) => [terme, [...champs]]));
  const vocabulaire = new Vocabulaire(termes, FAUTES);
  const frequences = [...nombres].map(([mot, nombre]) => [mot, Math.min(9, 32 - Math.clz32(nombre))]);
  vocabulaire.ajouter(frequences, true);
  return {
    termes,
    documents: textes.length,
    aRevoir: new Set(),
    vides,
    lexique: new Lexique([], vides),
    vocabulaire,
  };
}
