// Comparer des mots comme un lecteur : sans accents, sans casse, sans ponctuation.

const LIGATURES = new Map([["œ", "oe"], ["æ", "ae"]]);
const MOTS_VIDES = new Set("a au aux avec ce ces d dans de des du en et l la le les ou par pour qu que qui sur un une".split(" "));
const LONGUEUR_MAX = 200;
const MOTS_MAX = 12;

// Classes de caractères simples : dix mille fiches s'indexent en une fraction de seconde.
const SEPARATEURS = /[^a-z0-9\u0370-\u1fff\u3040-\ud7ff]+/g;
const COMPOSES = /[a-z0-9]+(?:[-‐‑'’][a-z0-9]+)+/g;
const LIAISONS = /[-‐‑'’]/g;
// « L. 2112-2 », « L2112-2 » et « l 2112-2 » sont le même article.
const ARTICLES = /\b([lrd])[. ]+(?=\d{3})/g;

function aplatir(texte) {
  const sansAccents = String(texte).toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return sansAccents.replace(/[œæ]/g, (lettre) => LIGATURES.get(lettre)).replace(ARTICLES, "$1");
}

const separer = (texte) => ` ${texte.replace(SEPARATEURS, " ").trim()} `;

/** Rend les mots du texte, en minuscules sans accents, séparés et entourés d'une espace. */
export function plier(texte) {
  return separer(aplatir(texte));
}

/** Comme `plier`, avec en plus les mots composés collés : « ré-emploi » répond aussi à « reemploi ». */
export function plierPourIndex(texte) {
  const plat = aplatir(texte);
  const composes = plat.match(COMPOSES) ?? [];
  return separer(plat) + composes.map((mot) => `${mot.replace(LIAISONS, "")} `).join("");
}

/** Coupe une requête trop longue, venue d'un collage ou d'une adresse. */
export function borner(requete) {
  return String(requete).slice(0, LONGUEUR_MAX);
}

/** Rend les mots utiles d'une requête, pluriel ôté. */
export function motsDe(requete) {
  const mots = plier(borner(requete)).split(" ").filter(Boolean).slice(0, MOTS_MAX);
  const utiles = mots.filter((mot) => !MOTS_VIDES.has(mot));
  return (utiles.length ? utiles : mots).map((mot) => (mot.length > 3 && /[a-z][sx]$/.test(mot) ? mot.slice(0, -1) : mot));
}

/** Dit si tous les mots sont dans un texte plié : n'importe où, ou en début de mot pour les mots très courts. */
export function contient(textePlie, mots) {
  return mots.every((mot) => textePlie.includes(mot.length < 3 ? ` ${mot}` : mot));
}

/** Rend « 1 clause » ou « 3 clauses ». */
export function compter(nombre, singulier, pluriel) {
  return `${nombre.toLocaleString("fr-FR")} ${nombre > 1 ? pluriel : singulier}`;
}
