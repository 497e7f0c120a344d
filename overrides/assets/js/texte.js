// Comparer des mots comme un lecteur : sans accents, sans casse, sans ponctuation.

const LIGATURES = new Map([["œ", "oe"], ["æ", "ae"], ["ß", "ss"]]);
const MOTS_VIDES = new Set("a au aux avec ce ces d dans de des du en et l la le les ou par pour qu que qui sur un une".split(" "));
const LONGUEUR_MAX = 200;
const MOTS_MAX = 12;

function sansAccents(texte) {
  return texte.toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replace(/[œæß]/g, (lettre) => LIGATURES.get(lettre));
}

// « L. 2112-2 », « L2112-2 » et « l 2112-2 » sont le même article.
function collerArticles(texte) {
  return texte.replace(/\b([lrd])[.\s\u00a0\u202f]+(?=\d{3})/g, "$1");
}

/** Rend les mots du texte, en minuscules sans accents, séparés et entourés d'une espace. */
export function plier(texte) {
  return ` ${collerArticles(sansAccents(String(texte))).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/** Comme `plier`, avec en plus les mots composés collés : « ré-emploi » répond aussi à « reemploi ». */
export function plierPourIndex(texte) {
  const brut = collerArticles(sansAccents(String(texte)));
  const composes = brut.match(/[\p{L}\p{N}]+(?:[-‐‑'’][\p{L}\p{N}]+)+/gu) ?? [];
  return plier(brut) + composes.map((mot) => `${mot.replace(/[-‐‑'’]/g, "")} `).join("");
}

/** Coupe une requête trop longue, venue d'un collage ou d'une adresse. */
export function borner(requete) {
  return String(requete).slice(0, LONGUEUR_MAX);
}

/** Rend les mots utiles d'une requête, pluriel ôté. */
export function motsDe(requete) {
  const mots = plier(borner(requete)).split(" ").filter(Boolean).slice(0, MOTS_MAX);
  const utiles = mots.filter((mot) => !MOTS_VIDES.has(mot));
  return (utiles.length ? utiles : mots).map((mot) => (mot.length > 3 && /[\p{L}][sx]$/u.test(mot) ? mot.slice(0, -1) : mot));
}

/** Dit si tous les mots sont dans un texte plié : n'importe où, ou en début de mot pour les mots très courts. */
export function contient(textePlie, mots) {
  return mots.every((mot) => textePlie.includes(mot.length < 3 ? ` ${mot}` : mot));
}

/** Rend « 1 clause » ou « 3 clauses ». */
export function compter(nombre, singulier, pluriel) {
  return `${nombre.toLocaleString("fr-FR")} ${nombre > 1 ? pluriel : singulier}`;
}
