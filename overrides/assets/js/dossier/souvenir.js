// Ce que l'appareil garde, lu et écrit sans rien charger d'autre : les clauses du dossier ouvert ; le temps de la visite, les valeurs et
// le niveau choisis sur la page d'une clause.

import { ecrireTexte, lireObjet } from "../appareil.js";

export const CLE = "mon-dossier";
export const SOUVENIR = "mes-valeurs";
export const VERSION = 1;
export const NOM = "Mon dossier";
export const CLAUSES_MAX = 60;
const REFUS = "Votre navigateur refuse de garder le dossier sur cet appareil.";

/** Rend les mots d'un bouton « Ajouter au dossier ». */
export const motsDuBouton = (prise) => (prise ? "Retirer du dossier" : "Ajouter au dossier");
/** Dit ce qu'un bouton promet : prendre la clause, ou la retirer. */
export const promet = (bouton) => bouton.firstChild.textContent !== motsDuBouton(true);

const tous = () => lireObjet(SOUVENIR, "sessionStorage");

/** Rend { niveau, valeurs } retenus pour cette clause ; `niveau` : sinon, le dernier choisi sur une autre. */
export function souvenir(id) {
  const { niveau, clauses } = tous();
  const valeurs = clauses && Object.hasOwn(clauses, id) ? clauses[id] : {};
  return {
    niveau: typeof niveau === "string" ? niveau : "",
    valeurs: typeof valeurs === "object" && valeurs ? valeurs : {},
  };
}

/** Retient le niveau, et les valeurs de cette clause. Un stockage refusé ne promet rien : la page reste utilisable. */
export function retenir(id, niveau, valeurs) {
  const garde = { niveau, clauses: { ...tous().clauses, [id]: valeurs } };
  ecrireTexte(SOUVENIR, JSON.stringify(garde), "sessionStorage");
}

/** Rend les clauses du dossier ouvert, ou rien s'il n'y a pas de dossier. */
export function clausesDuDossier() {
  const { liste } = lireObjet(CLE);
  return Array.isArray(liste) ? liste : null;
}

/** Inscrit une clause par son nom : { id, titre, niveau, valeurs, cas } ; « Mon dossier » cherche son texte. */
export function inscrire(etat, entree) {
  if (contient(etat, entree.id)) return etat;
  if (etat.clauses.length >= CLAUSES_MAX) throw new Error(`Un dossier a au plus ${CLAUSES_MAX} clauses.`);
  return { ...etat, clauses: [...etat.clauses, { version: "", niveau: "", valeurs: {}, ...entree }] };
}

const contient = ({ clauses }, id) => clauses.some((autre) => autre?.id === id);

/** Retire une clause, et ce que le dossier savait de ses textes retirés. */
export const sansClause = (etat, id) => ({
  ...etat,
  clauses: etat.clauses.filter((autre) => autre?.id !== id),
  retires: [etat.retires ?? []].flat().filter((cle) => !String(cle).startsWith(`${id}#`)),
});

/** Inscrit la clause, ou la retire : ce que le bouton disait, quoi qu'un autre onglet ait fait depuis qu'il l'a dit. */
export const suivre = (etat, entree, prise) => (prise ? inscrire(etat, entree) : sansClause(etat, entree.id));

/** Dit si une clause n'a encore donné que son nom. */
export const attendSonTexte = ({ version, garde }) => !version && !garde;

/** Rend le dossier où cette clause, qui attend son texte, a ce niveau (rien : le sien) et ces valeurs (`null` : la proposée). */
export const reporterSansTexte = (etat, id, niveau, saisies) => ({
  ...etat,
  clauses: etat.clauses.map((autre) => {
    if (autre?.id !== id) return autre;
    const valeurs = Object.entries({ ...autre.valeurs, ...saisies }).filter(([, valeur]) => valeur !== null);
    return { ...autre, ...(niveau && { niveau }), valeurs: Object.fromEntries(valeurs) };
  }),
});

/** Écrit d'un trait le niveau et les valeurs d'une clause du dossier qui attend son texte ; rend faux si ce n'en est pas une, ou si rien ne s'écrit. */
export const reporterAuClic = (id, niveau, saisies) =>
  dUnTrait((etat) =>
    etat.clauses.some((autre) => autre?.id === id && attendSonTexte(autre))
      ? reporterSansTexte(etat, id, niveau, saisies)
      : null,
  ) === "";

/**
 * Inscrit une clause au dossier ouvert, ou la retire, relu et récrit d'un trait : ni la page quittée, ni le clic suivant, ni un autre onglet ne la perdent.
 * Rend la panne, "" s'il n'y en a pas, ou rien si ce qui est gardé ne se lit pas d'ici : garde.js le met de côté.
 */
export const ecrireAuClic = (entree, prise) => dUnTrait((etat) => suivre(etat, entree, prise));

function dUnTrait(faire) {
  let texte;
  try {
    texte = localStorage.getItem(CLE);
  } catch {
    return REFUS;
  }
  const neuf = { ouvert: NOM, dossiers: { [NOM]: { version: VERSION, nom: NOM, clauses: [] } } };
  const { ouvert, dossiers } = texte === null ? neuf : lireObjet(CLE);
  const lu = typeof dossiers === "object" && dossiers && Object.hasOwn(dossiers, ouvert) ? dossiers[ouvert] : null;
  if (lu?.version !== VERSION || !Array.isArray(lu.clauses)) return null;
  try {
    const etat = faire(lu);
    if (!etat) return null;
    const liste = etat.clauses.map((autre) => autre?.id).filter(Boolean);
    localStorage.setItem(CLE, JSON.stringify({ liste, ouvert, dossiers: { ...dossiers, [ouvert]: etat } }));
    return "";
  } catch (erreur) {
    if (erreur.name === "QuotaExceededError") return "La place manque sur cet appareil : le dossier n’a pas changé.";
    return erreur instanceof DOMException ? REFUS : erreur.message;
  }
}
