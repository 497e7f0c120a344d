// Une clause gardée dans un fichier ou sur l'appareil : relue morceau par morceau, car un fichier a pu être écrit par n'importe qui.

import { nettoyer } from "./texte.js";

const CODE = /^[a-z][a-z0-9-]{0,79}$/i;
const NOM = /^[a-z][a-z0-9_]{0,60}$/;
const PROFONDEUR_MAX = 6;
const LISTE_MAX = 60;
const TEXTE_MAX = 12_000;

/** Dit si une valeur venue de loin est un objet. */
export const estObjet = (valeur) => typeof valeur === "object" && valeur !== null && !Array.isArray(valeur);
const texte = (valeur, longueur = 400) => (typeof valeur === "string" ? nettoyer(valeur, longueur) : "");
const nombre = (valeur) => (typeof valeur === "number" && Number.isFinite(valeur) ? valeur : undefined);
const liste = (valeur, un) =>
  Array.isArray(valeur)
    ? valeur
        .slice(0, LISTE_MAX)
        .map(un)
        .filter((lu) => lu !== null && lu !== undefined)
    : [];
const code = (valeur) => (typeof valeur === "string" && CODE.test(valeur) ? valeur : null);
const codes = (valeur) => liste(valeur, code);

/** Rend la clause relue, ou rien si elle n'en est pas une. */
export function lireFiche(brut) {
  if (!estObjet(brut) || !code(brut.id) || !Array.isArray(brut.textes)) return null;
  const variables = {};
  for (const [nom, variable] of Object.entries(estObjet(brut.variables) ? brut.variables : {}).slice(0, 100)) {
    if (NOM.test(nom) && estObjet(variable)) variables[nom] = lireVariable(variable);
  }
  const lie = (autre) => (estObjet(autre) && code(autre.id) ? { id: autre.id, titre: texte(autre.titre) } : null);
  const ccag = estObjet(brut.ccag) ? brut.ccag : {};
  const controle = estObjet(brut.controle) ? brut.controle : null;
  return {
    id: brut.id,
    titre: texte(brut.titre) || brut.id,
    adresse: `clauses/${brut.id}/`,
    version: texte(brut.version, 30),
    resume: lireSuite(brut.resume),
    retiree: brut.retiree === true,
    revoir: liste(brut.revoir, (raison) => texte(raison)),
    verifie_le: texte(brut.verifie_le, 10),
    relu_par: texte(brut.relu_par) || null,
    ...Object.fromEntries(["segments", "marches", "tailles", "piliers"].map((nom) => [nom, codes(brut[nom])])),
    adaptation: liste(brut.adaptation, (b) => lireBloc(b)),
    incompatible: liste(brut.incompatible, lie),
    complete: liste(brut.complete, lie),
    critere: lie(brut.critere),
    variables,
    textes: liste(brut.textes, (t) => lireTexte(t, variables)),
    ccag: {
      cahiers: codes(ccag.cahiers),
      deroge: liste(ccag.deroge, (d) =>
        estObjet(d) && code(d.socle) ? { socle: d.socle, textes: codes(d.textes) } : null,
      ),
    },
    preuves: liste(brut.preuves, (p) =>
      estObjet(p)
        ? { quoi: lireSuite(p.quoi), qui: texte(p.qui), quand: texte(p.quand), textes: codes(p.textes) }
        : null,
    ),
    controle: controle && {
      qui: texte(controle.qui),
      comment: lireSuite(controle.comment),
      quand: texte(controle.quand),
      suite: lireSuite(controle.suite),
    },
    questions: liste(brut.questions, lireSuite),
    vigilance: liste(brut.vigilance, lireSuite),
  };
}

function lireVariable(brut) {
  const defaut = nombre(brut.defaut) ?? (typeof brut.defaut === "string" ? texte(brut.defaut, 200) : undefined);
  const echelle = lireEchelle(brut.echelle);
  return {
    libelle: texte(brut.libelle) || "valeur",
    type: texte(brut.type, 20) || "texte",
    ...(defaut !== undefined && { defaut }),
    ...(nombre(brut.min) !== undefined && { min: brut.min }),
    ...(nombre(brut.max) !== undefined && { max: brut.max }),
    ...(brut.suffixe && { suffixe: texte(brut.suffixe, 40) }),
    ...(Array.isArray(brut.choix) && { choix: liste(brut.choix, (c) => texte(c, 200)) }),
    ...(brut.aide && { aide: texte(brut.aide, 1000) }),
    ...(brut.sourcage === true && { sourcage: true }),
    ...(estObjet(brut.loi) && { loi: lireLoi(brut.loi) }),
    ...(estObjet(brut.calcul) && { calcul: lireCalcul(brut.calcul) }),
    ...(code(brut.partagee) && { partagee: brut.partagee }),
    ...(echelle && { echelle }),
  };
}

// { de, sens, ecart } ou { a, sens, ecart } : un bout, nombre ou variable, le sens des points, ce qui sépare les deux bouts.
function lireEchelle(brut) {
  if (!estObjet(brut) || ![1, -1].includes(brut.sens)) return null;
  const bout = (valeur) => nombre(valeur) ?? (typeof valeur === "string" && NOM.test(valeur) ? valeur : undefined);
  const lus = ["de", "a"].map((nom) => [nom, bout(brut[nom])]).filter(([, valeur]) => valeur !== undefined);
  return lus.length === 1 ? { ...Object.fromEntries(lus), sens: brut.sens, ecart: nombre(brut.ecart) ?? 0 } : null;
}

// { suite, arrondi } : des nombres, des noms de variables et des opérations.
const lireCalcul = ({ suite, arrondi }) => ({
  suite: liste(suite, (morceau) => nombre(morceau) ?? (/^([a-z][a-z0-9_]*|[-+*/])$/.test(morceau) ? morceau : null)),
  arrondi: nombre(arrondi) ?? 1,
});

function lireLoi(brut) {
  const bornes = ["min", "max"]
    .map((borne) => [borne, brut[borne]])
    .filter(([, loi]) => estObjet(loi) && nombre(loi.montant) !== undefined);
  return Object.fromEntries(bornes.map(([borne, { montant, dit }]) => [borne, { montant, dit: texte(dit, 1000) }]));
}

function lireTexte(brut, variables) {
  if (!estObjet(brut) || !code(brut.id) || !code(brut.piece) || !code(brut.nature)) return null;
  const plafond =
    estObjet(brut.plafond) && Object.hasOwn(variables, brut.plafond.valeur)
      ? { valeur: brut.plafond.valeur, assiette: texte(brut.plafond.assiette, 20) }
      : null;
  return {
    ...Object.fromEntries(["id", "piece", "nature"].map((nom) => [nom, brut[nom]])),
    ...(brut.titre && { titre: texte(brut.titre, 120) }),
    niveau: ["base", "avance", "exemplaire"].includes(brut.niveau) ? brut.niveau : "base",
    remplace: codes(brut.remplace),
    ...(code(brut.article) && { article: brut.article }),
    piliers: codes(brut.piliers),
    objets: codes(brut.objets),
    achats: codes(brut.achats),
    decp: declarees(brut.decp, /^considerations(?:Sociales|Environnementales)$/),
    ...(brut.avis && { avis: declarees(brut.avis, /^BT-\d{2,3}$/) }),
    blocs: liste(brut.blocs, (b) => lireBloc(b)),
    ...(brut.critere && { critere: texte(brut.critere) }),
    ...(Object.hasOwn(variables, brut.poids ?? "") && { poids: brut.poids }),
    cadre: liste(brut.cadre, (c) =>
      estObjet(c) ? { question: lireSuite(c.question), preuve: lireSuite(c.preuve) } : null,
    ),
    annexes: liste(brut.annexes, (annexe) => texte(annexe) || null),
    vigilance: liste(brut.vigilance, lireSuite),
    suivi: liste(brut.suivi, (s) =>
      estObjet(s)
        ? { promesse: lireSuite(s.promesse), controle: lireSuite(s.controle), consequence: code(s.consequence) ?? "" }
        : null,
    ),
    ...(plafond && { plafond }),
    ...(nombre(brut.documents) !== undefined && { documents: brut.documents }),
    ccag: codes(brut.ccag),
  };
}

/** Rend champ → valeurs à déclarer, d'un objet que personne n'a encore jugé. */
const declarees = (brut, champ) =>
  Object.fromEntries(
    Object.entries(estObjet(brut) ? brut : {})
      .filter(([nom]) => champ.test(nom))
      .map(([nom, valeurs]) => [nom, liste(valeurs, (v) => texte(v, 60))])
      .filter(([, valeurs]) => valeurs.length),
  );

function lireBloc(brut, profondeur = 0) {
  if (!estObjet(brut) || profondeur > PROFONDEUR_MAX) return null;
  const blocs = (suite) => liste(suite, (b) => lireBloc(b, profondeur + 1));
  if (brut.genre === "paragraphe") return { genre: "paragraphe", suite: lireSuite(brut.suite) };
  if (brut.genre === "liste")
    return { genre: "liste", ordonnee: brut.ordonnee === true, elements: liste(brut.elements, blocs) };
  if (brut.genre === "tableau")
    return { genre: "tableau", entetes: "colonnes", lignes: liste(brut.lignes, (ligne) => liste(ligne, blocs)) };
  return null;
}

function lireSuite(brut) {
  return liste(brut, (morceau) => {
    if (typeof morceau === "string") return texte(morceau, TEXTE_MAX);
    if (!estObjet(morceau)) return null;
    const marques = {
      ...(morceau.gras === true && { gras: true }),
      ...(morceau.italique === true && { italique: true }),
    };
    if (NOM.test(morceau.variable ?? "")) return { variable: morceau.variable, ...marques };
    if (code(morceau.renvoi)) return { renvoi: morceau.renvoi, ...marques };
    const lien =
      typeof morceau.lien === "string" && morceau.lien.startsWith("https://")
        ? { lien: morceau.lien.slice(0, 500) }
        : {};
    return { texte: texte(morceau.texte, TEXTE_MAX), ...marques, ...lien };
  });
}
