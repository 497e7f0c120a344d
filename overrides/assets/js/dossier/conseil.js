// Un dossier conseillé, composé : ses clauses, ses critères, ses réponses, puis les textes de la loi que l'achat demande. Sans page.

import { FORMES } from "../obligations/procedure.js";
import { composer } from "./composition.js";
import { devoirsDuDossier } from "./devoirs.js";
import { ecrireLaLoi, ecrireValeur, garderLesTextes, vide } from "./etat.js";
import { inscrire } from "./souvenir.js";

/** Rend les clauses que le dossier conseillé nomme. */
export const clausesDuConseil = ({ clauses }) => clauses.map(({ clause }) => clause);

/**
 * Rend l'état d'un dossier composé d'après une fiche de data/dossiers. `achat` : { montant, duree, procedure, cas: { fait: réponse } }, ce
 * qu'on en sait ; sinon ce que la fiche propose. `fraiches` : Map id → clause publiée, toutes celles du conseil ; `devoirs` : { donnees, jour }.
 */
export function composerLeConseil(conseil, achat, { fraiches, plan, devoirs }) {
  const procedure = achat.procedure || Object.keys(FORMES).find((nom) => FORMES[nom] === conseil.forme);
  const depart = {
    ...vide(conseil.titre),
    conseil: conseil.id,
    famille: conseil.famille,
    marche: conseil.marche,
    acheteur: conseil.acheteur ?? "",
    procedure,
    ccag: conseil.ccag,
    duree: String(achat.duree || conseil.duree),
    montant: String(achat.montant || conseil.montants[1]),
    achats: conseil.achats ?? [],
    socle: conseil.socle ?? [],
    criteres: (conseil.criteres ?? []).map(({ nom, poids }) => ({ nom, poids: String(poids).replace(".", ",") })),
    cas: {
      ...Object.fromEntries(Object.entries(conseil.faits ?? {}).map(([nom, reponse]) => [nom, String(reponse)])),
      ...achat.cas,
    },
    retires: conseil.clauses.flatMap(({ clause, sans = [] }) => sans.map((id) => `${clause}#${id}`)),
  };
  const avecClauses = conseil.clauses.reduce((e, prise) => prendre(e, prise, fraiches), depart);
  return ecrireCeQuiEstDu(avecClauses, { fraiches, plan, devoirs });
}

function prendre(etat, { clause: id, niveau = "base", valeurs = {} }, fraiches) {
  const fiche = fraiches.get(id);
  if (!fiche) return etat;
  const inscrit = garderLesTextes(inscrire(etat, { id, titre: fiche.titre, niveau }), new Map([[id, fiche]]));
  return Object.entries(valeurs).reduce(
    (e, [nom, valeur]) =>
      ecrireValeur(e, fiche, nom, typeof valeur === "number" ? String(valeur).replace(".", ",") : valeur),
    inscrit,
  );
}

/** Prend le texte de chaque obligation due que rien n'écrit encore. */
export function ecrireCeQuiEstDu(etat, { fraiches, plan, devoirs }) {
  const { obligations } = devoirsDuDossier(devoirs, etat, composer(etat, fraiches, plan, devoirs.donnees.regles));
  const aEcrire = obligations.filter((une) => une.etat === "a-ecrire" && une.regle.textes.length);
  return ecrireLaLoi(
    etat,
    aEcrire.map(({ regle }) => regle.id),
  );
}
