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
// Dans deux clauses, réduire le prix et punir sont la même suite d'un même manquement ; dans une seule, elles se complètent.
const SUITES = new Set(["refaction", "penalite"]);
const BLOQUANTS = new Set(["critere", "document", "refaction", "penalite"]);

/** Rend les doublons d'un dossier : { role, objet, premier, second }, deux textes retenus de deux clauses ; le second cède. */
export function doublonsDe(retenus, plan) {
  const gestes = retenus.flatMap((retenu) => {
    const role = propre(plan.roles, retenu.texte.nature);
    return role ? (retenu.texte.objets ?? []).map((objet) => ({ role, objet, retenu })) : [];
  });
  return [...grouper(gestes, ({ role, objet }) => `${SUITES.has(role) ? "suite" : role} ${objet}`).values()].flatMap(
    (siens) => {
      const ordre = propre(plan.objets, siens[0].objet)?.ordre ?? [];
      const rang = ({ retenu }) => (ordre.includes(retenu.fiche.id) ? ordre.indexOf(retenu.fiche.id) : ordre.length);
      const [{ retenu: premier }, ...autres] = [...siens].sort((a, b) => rang(a) - rang(b));
      return autres
        .filter(
          ({ role, objet, retenu }) =>
            retenu.fiche !== premier.fiche && !vontEnsemble(plan, role, objet, premier, retenu),
        )
        .map(({ role, objet, retenu }) => ({ role, objet, premier, second: retenu }));
    },
  );
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
