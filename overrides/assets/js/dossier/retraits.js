// Ce qu'on retire d'un dossier : chaque retrait rend le nouvel état et de quoi le défaire, lui seul, quoi qu'on ait fait depuis. Sans page.

import { ecrireLaLoi, oterLaLoi, remettreParagraphe } from "./etat.js";
import { lotsDeLaClause, nommerLeSeul, remettreLot } from "./lots.js";
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

/** Retire un lot, et ce qui n'était qu'à lui ; défait, tout revient, à sa place, sous un numéro neuf si le sien est repris. */
export function retirerLot(etat, code) {
  const rang = etat.lots.findIndex((lot) => lot.code === code);
  const lot = etat.lots[rang];
  const seules = etat.clauses.filter(({ lots }) => lots?.length === 1 && lots[0] === code);
  const partages = etat.clauses.filter(({ lots }) => lots?.length > 1 && lots.includes(code)).map(({ id }) => id);
  const lois = Object.keys(etat.loiDesLots).filter((id) => etat.loiDesLots[id].includes(code));
  const sansLui = (e) => ({
    ...lois.reduce((autre, id) => sansCeLot(autre, id, code), e),
    ...nommerLeSeul(e, sansRang(e.lots, rang)),
    clauses: e.clauses.map((entree) =>
      partages.includes(entree.id) ? { ...entree, lots: entree.lots.filter((autre) => autre !== code) } : entree,
    ),
    criteres: e.criteres.filter((critere) => critere.lot !== code),
  });
  const retraits = [];
  const sans = seules.reduce((e, { id }) => {
    const retrait = retirerClause(e, id);
    retraits.unshift(retrait.defaire);
    return retrait.etat;
  }, etat);
  const defaire = (e) => {
    const sien = remettreLot(e, lot, rang);
    const remis = retraits.reduce((autre, un) => un(autre), sien.etat);
    const revenues = seules.filter(({ id }) => e.clauses.every((entree) => entree.id !== id)).map(({ id }) => id);
    const auSien = ({ lots, ...entree }) => {
      if (revenues.includes(entree.id)) return { ...entree, lots: [sien.code] };
      return { ...entree, ...(lots && { lots: partages.includes(entree.id) ? [...lots, sien.code] : lots }) };
    };
    const criteres = etat.criteres.reduce(
      (liste, critere, r) => (critere.lot === code ? aSonRang(liste, r, { ...critere, lot: sien.code }) : liste),
      remis.criteres,
    );
    const dues = lois.map((id) => ({ regle: { id }, lots: [sien.code] }));
    return ecrireLaLoi({ ...remis, clauses: remis.clauses.map(auSien), criteres }, dues);
  };
  return { etat: sansLui(sans), defaire };
}

// Le texte de loi qui n'était qu'à ce lot s'en va avec lui.
function sansCeLot(etat, id, code) {
  const restent = etat.loiDesLots[id].filter((autre) => autre !== code);
  return restent.length ? { ...etat, loiDesLots: { ...etat.loiDesLots, [id]: restent } } : oterLaLoi(etat, id);
}

/** Retire un critère à soi. */
export function retirerCritere(etat, rang) {
  const critere = etat.criteres[rang];
  return {
    etat: { ...etat, criteres: sansRang(etat.criteres, rang) },
    defaire: (e) => ({ ...e, criteres: aSonRang(e.criteres, rang, critere) }),
  };
}

/** Rend les textes retirés qui seraient là sinon : { cle, titre, fiche, texte, lots }. */
export function textesRetires(etat, { fiches, lots }) {
  const duNiveau = etat.clauses.flatMap(({ id, niveau, ...entree }) =>
    fiches.has(id)
      ? textesDe(fiches.get(id), niveau).map((texte) => ({
          cle: `${id}#${texte.id}`,
          titre: texte.titre || fiches.get(id).titre,
          fiche: fiches.get(id),
          texte,
          lots: lotsDeLaClause(entree, lots),
        }))
      : [],
  );
  return duNiveau.filter(({ cle }) => etat.retires.includes(cle));
}
