// Ce qu'on retire d'un dossier : chaque retrait rend le nouvel état et de quoi le défaire, lui seul, quoi qu'on ait fait depuis. Sans page.

import { remettreParagraphe } from "./etat.js";
import { textesDe } from "./niveaux.js";
import { sansClause } from "./souvenir.js";

const sansRang = (liste, rang) => liste.filter((_, r) => r !== rang);
const aSonRang = (liste, rang, element) => [...liste.slice(0, rang), element, ...liste.slice(rang)];
const duneClause = (id) => (cle) => cle.startsWith(`${id}#`);

/** Retire une clause ; défait, elle revient à son rang, avec ses valeurs et ses textes déjà retirés. */
export function retirerClause(etat, id) {
  const rang = etat.clauses.findIndex((entree) => entree.id === id);
  const entree = etat.clauses[rang];
  const retires = etat.retires.filter(duneClause(id));
  const defaire = (e) =>
    e.clauses.some((autre) => autre.id === id)
      ? e
      : { ...e, clauses: aSonRang(e.clauses, rang, entree), retires: [...e.retires, ...retires] };
  return { etat: sansClause(etat, id), defaire };
}

/** Retire un texte d'une clause ; il se remet aussi plus tard : le dossier s'en souvient. */
export const retirerTexte = (etat, cle) => ({
  etat: { ...etat, retires: [...etat.retires.filter((autre) => autre !== cle), cle] },
  defaire: (e) => remettreTexte(e, cle),
});

/** Remet un texte retiré. */
export const remettreTexte = (etat, cle) => ({ ...etat, retires: etat.retires.filter((autre) => autre !== cle) });

/** Retire un paragraphe à soi ; défait, il revient à sa place. */
export function retirerParagraphe(etat, id) {
  const rang = etat.paragraphes.findIndex((p) => p.id === id);
  const paragraphe = etat.paragraphes[rang];
  return {
    etat: { ...etat, paragraphes: sansRang(etat.paragraphes, rang) },
    defaire: (e) => remettreParagraphe(e, paragraphe, rang),
  };
}

/** Retire un critère à soi. */
export function retirerCritere(etat, rang) {
  const critere = etat.criteres[rang];
  return {
    etat: { ...etat, criteres: sansRang(etat.criteres, rang) },
    defaire: (e) => ({ ...e, criteres: aSonRang(e.criteres, rang, critere) }),
  };
}

/** Rend les textes retirés qui seraient là sinon : { cle, titre, fiche, texte }. */
export function textesRetires(etat, { fiches }) {
  const duNiveau = etat.clauses.flatMap(({ id, niveau }) =>
    fiches.has(id)
      ? textesDe(fiches.get(id), niveau).map((texte) => ({
          cle: `${id}#${texte.id}`,
          titre: texte.titre || fiches.get(id).titre,
          fiche: fiches.get(id),
          texte,
        }))
      : [],
  );
  return duNiveau.filter(({ cle }) => etat.retires.includes(cle));
}
