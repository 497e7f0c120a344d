// Deux clauses qui font deux fois le même geste sur le même objet : l'une cède, et l'objet dit laquelle.

import { grouper } from "../../texte.js";
import { propre } from "../etat.js";
import { constat, enumerer, retirer } from "./constat.js";

const GESTES = {
  exigence: "exigé",
  critere: "noté",
  document: "demandé",
  refaction: "réduit du prix",
  penalite: "puni",
};
const BLOQUANTS = new Set(["critere", "document", "refaction", "penalite"]);

/** Rend les doublons d'un dossier : { role, objet, premier, second }, deux textes retenus de deux clauses ; le second cède. */
export function doublonsDe(retenus, plan) {
  const gestes = new Map();
  const doublons = [];
  for (const retenu of rangerParPreseance(retenus, plan)) {
    const role = propre(plan.roles, retenu.texte.nature);
    for (const objet of role ? (retenu.texte.objets ?? []) : []) {
      const cle = `${role} ${objet}`;
      const premier = gestes.get(cle);
      if (!premier) gestes.set(cle, retenu);
      else if (premier.fiche !== retenu.fiche && !vontEnsemble(plan, role, objet, premier, retenu))
        doublons.push({ role, objet, premier, second: retenu });
    }
  }
  return doublons;
}

// Une clause passe avant une autre quand un objet qu'elles partagent le dit ; sinon, dans l'ordre du dossier.
function rangerParPreseance(retenus, plan) {
  const fiches = [...new Set(retenus.map(({ fiche }) => fiche))];
  const passeAvant = (a, b) =>
    Object.values(plan.objets).some(({ ordre = [] }) => {
      const [i, j] = [ordre.indexOf(a.id), ordre.indexOf(b.id)];
      return i >= 0 && j >= 0 && i < j;
    });
  const rangs = new Map(fiches.map((f) => [f, fiches.filter((autre) => autre !== f && passeAvant(autre, f)).length]));
  return [...retenus].sort((a, b) => rangs.get(a.fiche) - rangs.get(b.fiche));
}

const vontEnsemble = (plan, role, objet, { fiche: a }, { fiche: b }) =>
  role === "exigence" &&
  (propre(plan.objets, objet)?.ensemble ?? []).some((paire) => paire.includes(a.id) && paire.includes(b.id));

export function* objets({ retenus, plan }) {
  const parCeder = grouper(doublonsDe(retenus, plan), ({ second }) => second.fiche);
  for (const [fiche, doublons] of parCeder) {
    const autres = [...new Set(doublons.map(({ premier }) => `« ${premier.fiche.titre} »`))];
    const dits = [
      ...new Set(
        doublons.map(({ role, objet }) => `${propre(plan.objets, objet)?.libelle ?? objet} (${GESTES[role]})`),
      ),
    ];
    const siens = retenus.filter((retenu) => retenu.fiche === fiche);
    const touches = new Set(doublons.map(({ second }) => second.cle));
    const remedes = siens.every(({ cle }) => touches.has(cle))
      ? [retirer(fiche.id)]
      : siens
          .filter(({ cle }) => touches.has(cle))
          .map(({ cle, texte }) => ({
            geste: "retirer-texte",
            cle,
            titre: texte.titre,
            libelle: `Retirer « ${texte.titre} »`,
          }));
    yield constat(
      doublons.some(({ role }) => BLOQUANTS.has(role)) ? "bloque" : "attention",
      "objet-double",
      `« ${fiche.titre} » redit ce que fait déjà ${enumerer(autres)}.`,
      `Deux fois dans le même marché : ${enumerer(dits, "…", ".")} C’est l’autre texte qui reste.`,
      remedes,
    );
  }
}
