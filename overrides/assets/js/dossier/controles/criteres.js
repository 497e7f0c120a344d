// Les critères : ni de trop, ni sans nom, ni sans poids, et tenus pendant le marché.

import { ecrireNombre } from "../../nombres.js";
import { criteresDe, PART_DU_PRIX, PRIX } from "../criteres.js";
import { sansCriteres } from "../etat.js";
import { famillesDe, nomDuLot } from "../lots.js";
import { ajouter, allerA, CHERCHER, constat, remettre } from "./constat.js";
import { repondrait, sertLAchat } from "./convenance.js";
import { cederait, retiresParmi } from "./objets.js";

const CONDITIONS = new Set(["specification-technique", "condition-execution", "variante"]);

const nommer = (criteres) => criteres.map(({ nom }) => nom || "sans nom").join(", ");

/** Une seule offre ne se départage pas. */
export function* sansConcurrence({ etat, faits, retenus }) {
  if (faits.procedure !== "sans-concurrence") return;
  if (sansCriteres(etat)) {
    yield constat(
      "info",
      "criteres-retires",
      "Les critères sont laissés de côté.",
      "Sans mise en concurrence, il n’y a pas d’offres à départager.",
      [{ geste: "avec-criteres", libelle: "Les remettre" }],
    );
    return;
  }
  const { siens, autres } = criteresDe(etat, retenus);
  const tous = [...siens, ...autres];
  if (tous.length)
    yield constat(
      "bloque",
      "criteres-de-trop",
      `Sans mise en concurrence, il reste ${tous.length > 1 ? "des critères" : "un critère"} : ${nommer(tous)}.`,
      "Il n’y a pas d’offres à départager : le règlement annoncerait un choix qui n’aura pas lieu.",
      [{ geste: "sans-criteres", libelle: "Laisser les critères de côté" }],
    );
}

export function* poids({ etat, faits, lots, retenus }) {
  const { siens, autres } = criteresDe(etat, retenus);
  const tous = [...siens, ...autres];
  if (!tous.length || etat.procedure === "sans-concurrence") return;
  const completer = [{ geste: "criteres", libelle: "Compléter les critères" }];
  const anonymes = autres.filter(({ nom }) => !nom.trim()).length;
  if (anonymes)
    yield constat(
      "bloque",
      "critere-sans-nom",
      anonymes > 1 ? `${anonymes} critères n’ont pas de nom.` : "Un critère n’a pas de nom.",
      "Les documents le laissent en blanc, et son poids compte dans le total.",
      completer,
    );
  const nuls = tous.filter((c) => c.poids <= 0);
  if (nuls.length)
    yield constat(
      "bloque",
      "poids-nul",
      `Le poids d’un critère est nul ou négatif : ${nommer(nuls)}.`,
      "Un poids est un nombre plus grand que zéro.",
      completer,
    );
  const parLot = (lots.length ? lots : [null]).map((lot) => [lot, criteresDe(etat, retenus, lot?.code)]);
  const sansPoids = parLot.flatMap(([, c]) => [...c.siens, ...c.autres]).filter((c) => Number.isNaN(c.poids));
  const sans = [...new Map(sansPoids.map((c) => [c.cle ?? c.rang, c])).values()];
  if (sans.length)
    yield constat(
      "bloque",
      "poids-manque",
      `Un critère n’a pas de poids : ${nommer(sans)}.`,
      "Chaque critère a un poids annoncé.",
      completer,
    );
  // Le prix seul ne classe qu'un petit achat ; celui de tous les lots ne prend ce qui reste que s'il en reste à chacun.
  const tient = (reste) => reste > 0 && (reste < 100 || faits.procedure === "petit-achat");
  const resteDe = ({ siens, autres }, prix) =>
    100 - [...siens, ...autres].reduce((somme, c) => somme + (prix && c.rang === prix.rang ? 0 : c.poids || 0), 0);
  for (const [lot, duLot] of parLot) {
    const total = [...duLot.siens, ...duLot.autres].reduce((somme, c) => somme + (c.poids || 0), 0);
    if (Math.abs(total - 100) <= 0.001) continue;
    const ecart = ecrireNombre(Math.abs(100 - total));
    const prix = duLot.autres.find(({ nom }) => PRIX.test(nom.trim()));
    const reste = resteDe(duLot, prix);
    const touches = prix && !prix.lot ? parLot.map(([, autre]) => resteDe(autre, prix)) : [reste];
    const leReste = prix ? { geste: "reste", cle: prix.rang } : { geste: "prix", cle: lot?.code };
    const autres = [...duLot.siens, ...duLot.autres].some((c) => c !== prix && c.poids > 0);
    const reduire = autres
      ? [{ geste: "reduire", libelle: `Réduire les poids à proportion, et laisser ${PART_DU_PRIX}\u00a0% au prix` }]
      : [];
    yield constat(
      "bloque",
      "poids-total",
      `${lot ? `${nomDuLot(lot)} : les` : "Les"} poids font ${ecrireNombre(total)} % au lieu de 100 %.`,
      total < 100 ? `Il manque ${ecart} points : le prix et vos autres critères.` : `Il y a ${ecart} points de trop.`,
      [
        ...(touches.every(tient)
          ? [{ ...leReste, libelle: `Laisser au prix ce qui reste : ${ecrireNombre(reste)} %` }]
          : reduire),
        ...completer,
      ],
    );
  }
}

/** Une clause peut compter sur le critère environnemental d'une autre. */
export function* critereAilleurs(contexte) {
  const { fiches, retenus, faits, lots, devoirs } = contexte;
  const sert = (id) => sertLAchat(famillesDe(faits, lots, []), devoirs.donnees.clauses[id].familles);
  const convient = (id) => (!devoirs || (repondrait(id, null, contexte) && sert(id))) && !cederait(id, contexte);
  const environnemental = retenus.some(({ texte }) => texte.critere && texte.piliers?.includes("environnement"));
  if (!environnemental && faits.procedure !== "sans-concurrence") {
    const voulus = [...fiches.values()].filter(({ critere }) => critere && !fiches.has(critere.id));
    for (const { titre, critere } of voulus)
      yield constat(
        "bloque",
        "critere-ailleurs",
        `« ${titre} » compte sur le critère environnemental d’une autre clause.`,
        `À ce niveau, elle n’en a pas : celui de « ${critere.titre} » est écrit pour elle.`,
        [convient(critere.id) ? ajouter(critere) : CHERCHER],
      );
  }
}

/** Ce qui est noté est dû, vérifié et sanctionné. */
export function* promesses(contexte) {
  const { retenus } = contexte;
  const ailleurs = (criteres) =>
    retenus.some(
      ({ texte }) =>
        CONDITIONS.has(texte.nature) &&
        criteres.some((critere) => critere.texte.piliers?.some((pilier) => texte.piliers?.includes(pilier))),
    );
  for (const fiche of new Set(retenus.map((retenu) => retenu.fiche))) {
    const siens = retenus.filter((retenu) => retenu.fiche === fiche);
    const criteres = siens.filter(({ texte }) => texte.critere);
    const suites = new Set(
      siens.map(({ texte }) => texte.id).concat(siens.flatMap(({ texte }) => texte.remplace ?? [])),
    );
    if (
      criteres.length &&
      !siens.some(({ texte }) => CONDITIONS.has(texte.nature) || texte.nature === "suivi") &&
      !ailleurs(criteres)
    ) {
      yield constat(
        "bloque",
        "critere-seul",
        `Le critère de « ${fiche.titre} » n’a pas de condition d’exécution.`,
        "Ce qui est noté doit être dû pendant le marché, et vérifié.",
        [allerA(fiche.id, "Voir cette clause")],
      );
    }
    const perdues = criteres
      .flatMap(({ texte }) => texte.suivi ?? [])
      .filter(({ consequence }) => !suites.has(consequence))
      .map(({ consequence }) => `${fiche.id}#${consequence}`);
    const { tenus, aRemettre } = retiresParmi(perdues, contexte);
    if (perdues.some((cle) => tenus.every((tenu) => tenu.cle !== cle))) {
      yield constat(
        "attention",
        "promesse-sans-suite",
        `Une promesse notée de « ${fiche.titre} » n’a pas de conséquence à ce niveau.`,
        aRemettre.length
          ? "Le texte qui la sanctionne est retiré de sa clause."
          : "Le texte qui la sanctionne n’est pas retenu.",
        aRemettre.length ? aRemettre.map(remettre) : [allerA(fiche.id, "Changer le niveau")],
      );
    }
  }
}
