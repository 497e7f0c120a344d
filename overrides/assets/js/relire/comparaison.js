// Un texte d'hier et le modèle d'aujourd'hui, mot à mot : ce qui reste, ce qui s'ôte, ce qui se pose ; les valeurs saisies se retrouvent. Pur.

// Un nombre et l'unité qu'une espace insécable lui tient sont un seul mot.
const MOTS = /\d+(?:[.,]\d+)*(?:[\u00a0\u202f][\p{L}\p{N}%€]+)*|\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;
const CASES_MAX = 9_000_000;
// Une valeur prend les mots qu'elle couvre à moindre prix qu'un mot ôté ; ne rien couvrir coûte un mot posé. Une espace ne retient rien ; ôter juste avant une
// valeur coûte plus : elle commence là où ce qui la précède finit.
const [COUVERT, MOT, ESPACE, AVANT] = [0.3, 1, 0.2, 3];
const [RESSEMBLANCE, SEUL] = [0.35, 0.6];

const couper = (texte) => texte.match(MOTS) ?? [];
const prixDe = (mot) => (mot === " " ? ESPACE : MOT);
const simple = (mot) => (/^\s/.test(mot) ? " " : mot.replace("’", "'"));

const CHIFFRES = new Set(["pourcentage", "nombre", "montant", "duree"]);
const DE_RENVOI =
  /^(\s+|[’'\-[\]]|\d[\d.]*|l|articles?|d[eu]|la|lettre|consultation|cadre|réponse|bordereau|prix|contrat|texte|non|retenu|\p{Lu}{2,})$/u;
const racine = (mot) => simple(mot).toLowerCase().replace(/[sx]$/, "");

/** Rend ce qui dit si une valeur de cette variable peut couvrir ce mot : les siens seuls ; d'un texte libre, tout jusqu'au bout de la phrase. */
function admis({ type, libelle = "", suffixe = "", choix = [] }) {
  if (type !== "choix" && !CHIFFRES.has(type)) return (mots, i) => !finitUnePhrase(mots, i);
  const siens = new Set([`[${libelle}]`, suffixe, ...choix].flatMap(couper).map(racine));
  return (mots, i) => siens.has(racine(mots[i])) || (type !== "choix" && /^\d/.test(mots[i]));
}

// « M. Dupont », « art. L » : un point après un mot court ne finit rien.
const finitUnePhrase = (mots, i) =>
  /^[.!?]$/.test(mots[i]) &&
  /^\s/.test(mots[i + 1] ?? "") &&
  /^\p{Lu}/u.test(mots[i + 2] ?? "") &&
  mots[i - 1]?.length > 3;

/** Rend les morceaux d'une suite du modèle : des mots, et { joker, dit, couvre } où le dossier écrit une valeur ou un renvoi. */
export function modeleDe(suite, variables = {}) {
  return suite.flatMap((morceau) => {
    if (typeof morceau === "string") return couper(morceau);
    const { texte = "", variable, renvoi } = morceau;
    if (renvoi)
      return [{ joker: `renvoi ${renvoi}`, dit: "[article à citer]", couvre: (mots, i) => DE_RENVOI.test(mots[i]) }];
    if (typeof variable !== "string") return couper(texte);
    const declaree = Object.hasOwn(variables, variable) ? variables[variable] : {};
    return [{ joker: variable, dit: `[${declaree.libelle || variable}]`, couvre: admis(declaree) }];
  });
}

/**
 * Compare un ancien texte à un modèle : rend { egal, cout: ce qui les sépare, pas: [{ genre: « garde », « ote » ou « pose », de, a: sa place dans
 * l'ancien, texte, blanc }], valeurs: joker → ce qu'il couvre, ou rien si deux emplois diffèrent }, ou rien si c'est trop long. Une valeur couverte
 * est gardée ; `connues` : celles trouvées ailleurs.
 */
export function comparer(ancien, modele, connues = {}) {
  const mots = couper(ancien);
  const [n, m] = [mots.length, modele.length];
  if ((n + 1) * (m + 1) > CASES_MAX) return null;
  const couts = new Float32Array((n + 1) * (m + 1));
  // suites[j][i] mène de même à la fin, d'une valeur qui couvre déjà ce qui précède i : elle est d'un seul tenant.
  const suites = modele.map((un) => un.joker && new Float32Array(n + 1));
  const [anciens, neufs] = [mots.map(simple), modele.map((un) => (un.joker ? null : simple(un)))];
  const en = (i, j) => i * (m + 1) + j;
  const devant = neufs.map((mot, j) => mot === null || (mot === " " && neufs[j + 1] === null));
  const oter = (i, j) => (i < n ? couts[en(i + 1, j)] + prixDe(anciens[i]) * (devant[j] ? AVANT : 1) : Infinity);
  const couvrir = (i, j) => (i < n && modele[j].couvre(mots, i) ? COUVERT + suites[j][i + 1] : Infinity);
  // De la fin vers le début : couts[i, j] mène de ces rangs au bout des deux textes.
  for (let i = n; i >= 0; i -= 1)
    for (let j = m; j >= 0; j -= 1) {
      if (i === n && j === m) continue;
      let mieux = oter(i, j);
      if (j < m) mieux = Math.min(mieux, couts[en(i, j + 1)] + prixDe(neufs[j]));
      if (j < m && suites[j]) {
        const couvert = couvrir(i, j);
        suites[j][i] = Math.min(couts[en(i, j + 1)], couvert);
        mieux = Math.min(mieux, couvert);
      } else if (i < n && j < m && neufs[j] === anciens[i]) mieux = Math.min(mieux, couts[en(i + 1, j + 1)]);
      couts[en(i, j)] = mieux;
    }
  return { cout: couts[0], ...suivre({ mots, modele, anciens, neufs, couts, suites, couvrir, oter, en }, connues) };
}

const pres = (a, b) => Math.abs(a - b) < 1e-3;

function suivre({ mots, modele, anciens, neufs, couts, suites, couvrir, oter, en }, connues) {
  const [n, m] = [mots.length, modele.length];
  const pas = [];
  const couverts = new Map();
  let [i, j, place] = [0, 0, 0];
  const noter = (genre, texte, longueur, blanc = false) => {
    const dernier = pas.at(-1);
    if (dernier?.genre === genre && dernier.blanc === blanc) {
      dernier.texte += texte;
      dernier.a += longueur;
    } else pas.push({ genre, de: place, a: place + longueur, texte, blanc });
    place += longueur;
  };
  while (i < n || j < m) {
    const ici = couts[en(i, j)];
    const joker = j < m && neufs[j] === null;
    const mot = mots[i];
    if (i < n && j < m && !joker && neufs[j] === anciens[i] && pres(ici, couts[en(i + 1, j + 1)])) {
      noter("garde", mot, mot.length);
      [i, j] = [i + 1, j + 1];
    } else if (joker && pres(ici, couvrir(i, j))) {
      const debut = i;
      do i += 1;
      while (!pres(suites[j][i], couts[en(i, j + 1)]));
      const valeur = mots.slice(debut, i).join("");
      couverts.set(j, valeur);
      noter("garde", valeur, valeur.length);
      j += 1;
    } else if (i < n && pres(ici, oter(i, j))) {
      noter("ote", mot, mot.length);
      i += 1;
    } else {
      const connue = joker && connues[modele[j].joker];
      noter("pose", joker ? connue || modele[j].dit : modele[j], 0, joker && !connue);
      j += 1;
    }
  }
  const valeurs = reunir([...couverts].map(([rang, valeur]) => ({ [modele[rang].joker]: valeur })));
  return { egal: pas.every(({ genre }) => genre === "garde"), pas, valeurs };
}

/** Rend les valeurs de plusieurs textes, joker → valeur ; rien de celle que deux emplois disent autrement. */
export function reunir(plusieurs) {
  const reunies = Object.create(null);
  for (const [nom, valeur] of plusieurs.flatMap(Object.entries))
    reunies[nom] = nom in reunies && reunies[nom] !== valeur ? "" : valeur;
  return reunies;
}

/** Rend les mots d'un modèle que rien ne remplace : de quoi écrire un paragraphe neuf, { texte, blanc }. */
export const ecrireModele = (modele, connues = {}) => comparer("", modele, connues).pas;

/** Rend les paires [rang de l'ancien, rang du neuf] de paragraphes qui se répondent, dans l'ordre ; -1 : sans réponse. */
export function apparier(anciens, modeles) {
  const sacs = [
    anciens.map((texte) => sac(couper(texte))),
    modeles.map((modele) => sac(modele.filter((un) => !un.joker))),
  ];
  const [n, m] = [anciens.length, modeles.length];
  const couts = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  const cout = (i, j) => {
    const pareil = ressemblance(
      sacs[0][i],
      sacs[1][j],
      modeles[j].some((un) => un.joker),
    );
    return pareil >= RESSEMBLANCE ? 1 - pareil : Infinity;
  };
  for (let i = n; i >= 0; i -= 1)
    for (let j = m; j >= 0; j -= 1) {
      if (i === n && j === m) continue;
      couts[i][j] = Math.min(
        i < n ? couts[i + 1][j] + SEUL : Infinity,
        j < m ? couts[i][j + 1] + SEUL : Infinity,
        i < n && j < m ? couts[i + 1][j + 1] + cout(i, j) : Infinity,
      );
    }
  const paires = [];
  for (let i = 0, j = 0; i < n || j < m; ) {
    if (i < n && j < m && couts[i][j] === couts[i + 1][j + 1] + cout(i, j)) paires.push([i++, j++]);
    else if (i < n && couts[i][j] === couts[i + 1][j] + SEUL) paires.push([i++, -1]);
    else paires.push([-1, j++]);
  }
  return paires;
}

const sac = (mots) => new Set(mots.filter((mot) => /[\p{L}\p{N}]/u.test(mot)).map(simple));

/** Rend la part des mots que l'un et l'autre ont ; d'un modèle à valeurs, autant compte la part des siens que l'ancien a. */
function ressemblance(ancien, neuf, aValeurs) {
  if (!neuf.size) return 0.5;
  const communs = [...neuf].filter((mot) => ancien.has(mot)).length;
  const dits = (2 * communs) / (neuf.size + ancien.size);
  return aValeurs ? (dits + communs / neuf.size) / 2 : dits;
}
