// Un dossier conseillé, composé : ses clauses, ses critères, ses réponses, puis les textes de la loi que l'achat demande. Sans page.

import { procedureDUneForme } from "../obligations/procedure.js";
import { grouper } from "../texte.js";
import { composer } from "./composition.js";
import { PRIX } from "./criteres.js";
import { devoirsDuDossier } from "./devoirs.js";
import { ecrireLaLoi, ecrireValeur, garderLesTextes, propre, SUPPOSABLES, vide } from "./etat.js";
import { mettreAuxLots } from "./lots.js";
import { niveauxDe } from "./niveaux.js";
import { inscrire } from "./souvenir.js";

/** Rend les clauses que le dossier conseillé nomme. */
export const clausesDuConseil = ({ clauses, lots = [] }) => [
  ...new Set([clauses, ...lots.map((lot) => lot.clauses)].flat().map(({ clause }) => clause)),
];

/** Rend ses critères hors clauses, par leurs noms. */
const criteresDuConseil = ({ criteres, lots = [] }) =>
  [criteres, ...lots.map((lot) => lot.criteres ?? [])].flat().map(({ nom }) => nom);

/**
 * Lit les choix faits avant de composer : `laisse`, les lignes laissées ; `niveau`, « clause:niveau ». Rend { laisse, niveaux, inconnus: ce que
 * ce dossier n'a pas }.
 */
export function lireLesChoix(conseil, fraiches, laissees, dits) {
  const clauses = clausesDuConseil(conseil);
  const lignes = new Set([...clauses, ...criteresDuConseil(conseil).filter((nom) => !PRIX.test(nom))]);
  const enLettre = conseil.forme === "lettre";
  const lus = dits.map((dit) => dit.split(":"));
  const possible = ([id, niveau]) =>
    clauses.includes(id) && (niveau === "lettre") === enLettre && niveauxDe(fraiches.get(id)).includes(niveau);
  return {
    laisse: new Set(laissees.filter((nom) => lignes.has(nom))),
    niveaux: Object.fromEntries(lus.filter(possible)),
    inconnus: [
      ...laissees.filter((nom) => !lignes.has(nom)),
      ...lus.filter((lu) => !possible(lu)).map((lu) => lu.join(":")),
    ],
  };
}

/**
 * Rend l'état d'un dossier composé d'après une fiche de data/dossiers. `achat` : { montant, duree, procedure, cas: { fait: réponse } }, ce
 * qu'on en sait ; sinon ce que la fiche propose, supposé (supposes.js) ; `laisse` : Set des clauses et des critères qu'on n'en prend pas ;
 * `niveaux` : { clause: le sien } : le prix prend alors ce qui reste. `fraiches` : Map id → clause publiée, toutes celles du conseil ;
 * `devoirs` : { donnees, jour }.
 */
export function composerLeConseil(conseil, achat, { fraiches, plan, devoirs }) {
  const { lots = [], forme, famille, marche } = conseil;
  const siennes = Object.fromEntries(
    Object.entries(conseil.faits ?? {}).map(([nom, reponse]) => [nom, String(reponse)]),
  );
  const cas = { ...siennes, ...achat.cas };
  const { laisse = new Set(), niveaux = {} } = achat;
  const change = laisse.size > 0 || Object.keys(niveaux).length > 0;
  const prises = [conseil, ...lots]
    .flatMap(({ code, clauses }) => clauses.map((prise) => ({ ...prise, lot: code })))
    .filter(({ clause }) => !laisse.has(clause))
    .map((prise) => ({ ...prise, niveau: propre(niveaux, prise.clause) ?? prise.niveau }));
  const depart = {
    ...vide(conseil.titre),
    conseil: conseil.id,
    famille,
    marche,
    procedure: achat.procedure || procedureDUneForme(devoirs.donnees, { marche, famille, ...cas }, forme),
    ccag: conseil.ccag,
    duree: String(achat.duree || conseil.duree),
    montant: String(achat.montant || conseil.montants[1]),
    achats: conseil.achats ?? [],
    socle: conseil.socle ?? [],
    lots: lots.map(({ code, nom, famille, part }) => ({ code: String(code), nom, famille, part: enTexte(part) })),
    criteres: [{ criteres: conseil.criteres }, ...lots].flatMap(({ code, criteres }) =>
      (criteres ?? [])
        .filter(({ nom }) => !laisse.has(nom))
        .map(({ nom, poids }) => ({
          nom,
          poids: change && PRIX.test(nom) ? "" : enTexte(poids),
          ...(code && { lot: String(code) }),
        })),
    ),
    cas,
    supposes: [...SUPPOSABLES.filter((nom) => !achat[nom]), ...Object.keys(siennes)].filter(
      (nom) => propre(achat.cas ?? {}, nom) === undefined,
    ),
    retires: [...new Set(prises.flatMap(({ clause, sans = [] }) => sans.map((id) => `${clause}#${id}`)))],
  };
  const avecClauses = prises.reduce((e, prise) => prendre(e, prise, fraiches), depart);
  return ecrireCeQuiEstDu(avecClauses, conseil.ecrit ?? [], { fraiches, plan, devoirs });
}

const enTexte = (nombre) => String(nombre).replace(".", ",");

// Une clause que deux lots prennent n'est au dossier qu'une fois, pour les deux.
function prendre(etat, { clause: id, niveau = "base", valeurs = {}, lot }, fraiches) {
  const fiche = fraiches.get(id);
  if (!fiche) return etat;
  const deja = etat.clauses.find((entree) => entree.id === id);
  if (deja) return mettreAuxLots(etat, id, [...deja.lots, String(lot)]);
  const inscrit = garderLesTextes(inscrire(etat, { id, titre: fiche.titre, niveau }), new Map([[id, fiche]]));
  return Object.entries(valeurs).reduce(
    (e, [nom, valeur]) => ecrireValeur(e, fiche, nom, typeof valeur === "number" ? enTexte(valeur) : valeur),
    lot ? mettreAuxLots(inscrit, id, [String(lot)]) : inscrit,
  );
}

/** Prend le texte de chaque obligation due que rien n'écrit encore, et de celles, incertaines, que le dossier nomme ; un même texte, une fois. */
function ecrireCeQuiEstDu(etat, prudentes, { fraiches, plan, devoirs }) {
  const { obligations } = devoirsDuDossier(devoirs, etat, composer(etat, fraiches, plan, devoirs.donnees.regles));
  const aEcrire = obligations
    .filter(({ etat: e, regle }) => e === "a-ecrire" || (e === "incertaine" && prudentes.includes(regle.id)))
    .filter(({ regle }) => regle.textes.length);
  const parTexte = grouper(aEcrire, ({ regle }) => regle.textes[0].texte);
  return ecrireLaLoi(
    etat,
    [...parTexte.values()].map(([une]) => une),
  );
}
