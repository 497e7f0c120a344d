// Deux clauses qui font deux fois le même geste sur le même objet : l'une cède, et l'objet dit laquelle.

import { grouper, lister } from "../../texte.js";
import { convient } from "../achats.js";
import { propre } from "../etat.js";
import { seRencontrent } from "../lots.js";
import { LETTRE } from "../niveaux.js";
import { textesRetires } from "../retraits.js";
import { allerA, constat, premiers, retirer, retirerTexte } from "./constat.js";
import { faitePour } from "./convenance.js";

const GESTES = {
  exigence: "exigence",
  critere: "note",
  document: "document",
  refaction: "réduction de prix",
  penalite: "pénalité",
};
// Dans deux clauses, réduire le prix et punir sont la même suite d'un même manquement ; dans une seule, elles se complètent.
const SUITES = new Set(["refaction", "penalite"]);
const BLOQUANTS = new Set(["critere", "document", "refaction", "penalite"]);

/**
 * Rend les doublons d'un dossier : { role, objet, premier, second }, deux textes retenus de deux clauses ; le second cède. Une clause écrite
 * pour un autre achat (`faits`) passe après les autres : le contrôle demande aussi de la retirer.
 */
export function doublonsDe(retenus, plan, faits) {
  const gestes = retenus.flatMap((retenu) => {
    const role = propre(plan.roles, retenu.texte.nature);
    return role ? (retenu.texte.objets ?? []).map((objet) => ({ role, objet, retenu })) : [];
  });
  return [...grouper(gestes, ({ role, objet }) => `${SUITES.has(role) ? "suite" : role} ${objet}`).values()].flatMap(
    (siens) => {
      const ordre = propre(plan.objets, siens[0].objet)?.ordre ?? [];
      const place = ({ id }) => (ordre.includes(id) ? ordre.indexOf(id) : ordre.length);
      const rang = ({ retenu: { fiche } }) => place(fiche) + (faitePour(faits, fiche) ? 0 : ordre.length + 1);
      const tries = [...siens].sort((a, b) => rang(a) - rang(b));
      // Deux textes de deux lots ne se rencontrent dans aucun marché.
      return tries
        .map(({ role, objet, retenu }, n) => ({
          role,
          objet,
          premier: tries.slice(0, n).find((avant) => seRencontrent(avant.retenu, retenu))?.retenu,
          second: retenu,
        }))
        .filter(
          ({ role, objet, premier, second }) =>
            premier && second.fiche !== premier.fiche && !vontEnsemble(plan, role, objet, premier, second),
        );
    },
  );
}

const vontEnsemble = (plan, role, objet, { fiche: a }, { fiche: b }) =>
  role === "exigence" &&
  (propre(plan.objets, objet)?.ensemble ?? []).some((paire) => paire.includes(a.id) && paire.includes(b.id));

/** Rend les textes retirés parmi ces clés : ceux qui se remettent, et ceux qu'une autre clause tient déjà. */
export function retiresParmi(cles, { etat, composition, faits, retenus, plan }) {
  const retires = textesRetires(etat, composition).filter(({ cle }) => cles.includes(cle));
  const tenu = (retire) => doublonsDe([...retenus, retire], plan, faits).some(({ second }) => second === retire);
  return { tenus: retires.filter(tenu), aRemettre: retires.filter((retire) => !tenu(retire)) };
}

/** Dit si une clause, ajoutée à ce dossier, céderait aussitôt à une autre : `plan.entrees` a ce que ses premiers textes font. */
export function cederait(id, { etat, faits, retenus, plan }) {
  const fiche = { id };
  const siens = (propre(plan.entrees, id) ?? [])
    .filter(({ piece }) => (piece === LETTRE) === (etat.procedure === "petit-achat"))
    .filter((texte) => convient(etat, faits.marche, texte, plan))
    .map((texte) => ({ fiche, texte }));
  return doublonsDe([...retenus, ...siens], plan, {}).some(({ second }) => second.fiche === fiche);
}

export function* objets({ faits, retenus, plan, dus }) {
  const parCeder = grouper(doublonsDe(retenus, plan, faits), ({ second }) => second.fiche);
  for (const [fiche, doublons] of parCeder) {
    const touches = [...new Set(doublons.map(({ second }) => second))];
    const { restent, regles } = indispensables(touches, plan, dus);
    const cedent = touches.filter((retenu) => !restent.includes(retenu));
    const titres = [...new Set(doublons.map(({ premier }) => `« ${premier.fiche.titre} »`))];
    const autres = lister(titres);
    const entiere = retenus.every((retenu) => retenu.fiche !== fiche || cedent.includes(retenu));
    const voir = allerA(fiche.id, "Voir cette clause");
    const garder = restent.map(
      ({ texte }) => `« ${texte.titre} » reste, accordé à l’autre texte : sans lui, rien ne répond à ${regles}.`,
    );
    yield constat(
      graviteDe(doublons.filter(({ second }) => cedent.includes(second))),
      "objet-double",
      `« ${fiche.titre} » redit ce que fait déjà ${autres}.`,
      [
        enDouble(doublons, plan),
        cedent.length ? `${autres} ${titres.length > 1 ? "restent" : "reste"}.` : "",
        ...garder,
      ]
        .filter(Boolean)
        .join(" "),
      entiere ? [retirer(fiche.id)] : [...cedent.map(retirerTexte), ...(restent.length ? [voir] : [])],
    );
  }
}

/** Rend ceux des textes qui cèdent dont le dossier ne peut se passer : exigés deux fois, ils portent seuls ce que la loi veut trouver. */
function indispensables(touches, plan, dus) {
  const sans = (textes) =>
    dus.tombent(textes.map(({ cle }) => cle)).filter((regle) => regle.satisfait_par.some(({ nature }) => nature));
  const tombent = sans(touches);
  const restent = touches.filter(
    (un) =>
      propre(plan.roles, un.texte.nature) === "exigence" &&
      sans(touches.filter((autre) => autre !== un)).length < tombent.length,
  );
  return { restent, regles: lister(tombent.map(({ titre }) => `« ${titre} »`)) };
}

const graviteDe = (doublons) => {
  if (!doublons.length) return "info";
  return doublons.some(({ role }) => BLOQUANTS.has(role)) ? "bloque" : "attention";
};

/** Rend « Part de bio : exigence et pénalité en double. », objet par objet. */
function enDouble(doublons, plan) {
  const parObjet = [...grouper(doublons, ({ objet }) => objet)];
  const dits = premiers(parObjet).map(([objet, siens]) => {
    const gestes = Object.keys(GESTES).filter((role) => siens.some((doublon) => doublon.role === role));
    return `${propre(plan.objets, objet)?.libelle ?? objet}\u00a0: ${lister(gestes.map((role) => GESTES[role]))} en double.`;
  });
  return [...dits, ...(dits.length < parObjet.length ? ["Et d’autres."] : [])].join(" ");
}
