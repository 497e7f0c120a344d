// Chaque clause du dossier : prise dans le bon texte, compatible avec les autres, à jour, et faite pour cet achat.

import { plusMois } from "../../dates.js";
import { grouper, lister } from "../../texte.js";
import { propre, SANS_CCAG } from "../etat.js";
import { famillesDe, lotsDeLaClause, seRencontrent } from "../lots.js";
import { niveauxDe } from "../niveaux.js";
import { allerA, constat, LIRE, REESSAYER, retirer } from "./constat.js";
import { faitePour, sertLAchat, vaAuCcag } from "./convenance.js";

/** Une lettre se suffit : elle ne prend que des textes de lettre. */
export function* lettre({ etat, faits, retenus, fiches, plan }) {
  if (faits.procedure !== "petit-achat") return;
  const adaptee = passerEn("adaptee", etat, fiches, plan);
  for (const { id, niveau } of etat.clauses) {
    const fiche = fiches.get(id);
    const siens = retenus.filter(({ entree }) => entree.id === id);
    if (!fiche || niveau === "lettre" || !siens.length) continue;
    const pieces = [...new Set(siens.map(({ texte }) => propre(plan.pieces, texte.piece) ?? texte.piece))].join(", ");
    const criteres = siens
      .filter(({ texte }) => texte.critere)
      .map(({ texte }) => `« ${texte.critere} »`)
      .join(", ");
    const raison = `Votre achat se fait par une lettre ; elle y ajoute : ${pieces}${criteres ? `, avec le critère ${criteres}` : ""}.`;
    if (niveauxDe(fiche).includes("lettre"))
      yield constat("bloque", "pas-en-lettre", `« ${fiche.titre} » n’est pas prise dans son texte de lettre.`, raison, [
        { geste: "en-lettre", id, libelle: "Prendre le texte de la lettre" },
      ]);
    else
      yield constat("bloque", "sans-lettre", `« ${fiche.titre} » n’a pas de texte pour une lettre.`, raison, [
        retirer(id),
        ...adaptee,
      ]);
  }
}

/** Rend le remède qui change la procédure, si chaque clause y a un texte : sinon, le contrôle demanderait aussitôt de la défaire. */
function passerEn(procedure, etat, fiches, plan) {
  const convient = (niveau) => (niveau === "lettre") === (procedure === "petit-achat");
  const toutes = etat.clauses.every(({ id }) => !fiches.has(id) || niveauxDe(fiches.get(id)).some(convient));
  return toutes ? [{ geste: "procedure", id: procedure, libelle: `Passer en « ${plan.procedures[procedure]} »` }] : [];
}

/** Tant que la procédure n'est pas dite, des textes de lettre et d'autres documents ne font pas une consultation. */
export function* lettreEtReglement({ etat, faits, retenus, fiches, plan }) {
  const enLettre = retenus.filter(({ entree }) => entree.niveau === "lettre").length;
  if (faits.procedure || !enLettre || enLettre === retenus.length) return;
  yield constat(
    "bloque",
    "lettre-et-reglement",
    "Vos clauses mêlent une lettre et un cahier des charges.",
    "Une lettre se suffit, pour un petit achat ; au-delà, le règlement et le cahier des charges la remplacent.",
    ["petit-achat", "adaptee"].flatMap((procedure) => passerEn(procedure, etat, fiches, plan)),
  );
}

/** Une lettre ne suffit qu'à un petit achat. */
export function* lettreDeTrop({ etat, faits, fiches, plan }) {
  if (!["adaptee", "formalisee"].includes(faits.procedure)) return;
  const lettres = etat.clauses.filter(({ id, niveau }) => niveau === "lettre" && fiches.has(id));
  if (!lettres.length) return;
  const leur = (id) => (lettres.length > 1 ? ` de « ${fiches.get(id).titre} »` : "");
  yield constat(
    "bloque",
    "lettre-de-trop",
    `${lister(lettres.map(({ id }) => `« ${fiches.get(id).titre} »`))} : en lettre, dans une procédure qui veut un cahier des charges.`,
    "Une lettre de consultation ne suffit qu’à un petit achat.",
    [
      ...lettres.map(({ id }) =>
        niveauxDe(fiches.get(id)).includes("base")
          ? { geste: "en-base", id, libelle: `Prendre les textes du premier pas${leur(id)}` }
          : retirer(id, `Retirer « ${fiches.get(id).titre} »`),
      ),
      ...passerEn("petit-achat", etat, fiches, plan),
    ],
  );
}

/** Deux clauses qui se contredisent, si un même lot les a. */
export function* incompatibles({ etat, faits, fiches, lots }) {
  const vus = new Set();
  const sesLots = (id) => ({
    lots: lotsDeLaClause(
      etat.clauses.find((entree) => entree.id === id),
      lots,
    ),
  });
  for (const fiche of fiches.values()) {
    for (const { id } of fiche.incompatible) {
      const paire = [fiche.id, id].sort().join(" ");
      if (!fiches.has(id) || vus.has(paire) || !seRencontrent(sesLots(fiche.id), sesLots(id))) continue;
      vus.add(paire);
      yield constat(
        "bloque",
        "incompatibles",
        `« ${fiche.titre} » et « ${fiches.get(id).titre} » ne vont pas ensemble.`,
        "Leurs exigences se contredisent.",
        lesMoinsFaites(faits, [fiche, fiches.get(id)]).map((f) => retirer(f.id, `Retirer « ${f.titre} »`)),
      );
    }
  }
}

// Des deux, celle qui est écrite pour un autre achat s'en va ; sinon l'une ou l'autre.
function lesMoinsFaites(faits, deux) {
  const autres = deux.filter((fiche) => !faitePour(faits, fiche));
  return autres.length === 1 ? autres : deux;
}

export function* fraicheur({ etat, fiches, fraiches, manquantes, recues }) {
  for (const entree of etat.clauses) {
    const fraiche = fraiches.get(entree.id);
    const titre = (fraiche ?? entree.garde ?? entree).titre ?? entree.id;
    const laRetirer = retirer(entree.id);
    if (recues.has(entree.id)) {
      const prendre = fraiche
        ? [
            { geste: "accepter", id: entree.id, libelle: "Prendre le texte d’aujourd’hui" },
            allerA(entree.id, "Voir la différence"),
          ]
        : [];
      yield constat(
        "bloque",
        "texte-recu",
        `Le texte de « ${titre} » est venu du fichier.`,
        "Ce n’est pas celui que la base publie aujourd’hui, et rien ne dit qu’elle l’ait publié : relisez-le mot à mot.",
        [...prendre, laRetirer],
      );
    }
    if (manquantes.has(entree.id)) {
      const suite = entree.garde ? " Le texte gardé au jour de l’ajout est employé." : "";
      yield constat(
        "bloque",
        "clause-inconnue",
        `La clause « ${titre} » n’est pas dans la base.`,
        `Son nom a changé, elle a été retirée, ou le lien est faux.${suite}`,
        [laRetirer],
      );
      continue;
    }
    if (!fiches.has(entree.id))
      yield constat(
        "bloque",
        "texte-absent",
        `Le texte de « ${titre} » n’est pas encore lu.`,
        "La clause est dans votre dossier ; sans son texte, elle n’est dans aucun document.",
        [REESSAYER, laRetirer],
      );
    if (!fraiche) continue;
    if (fraiche.retiree)
      yield constat("bloque", "clause-retiree", `La clause « ${titre} » a été retirée.`, "Elle ne doit plus servir.", [
        laRetirer,
      ]);
    if (fraiche.revoir.length)
      yield constat("attention", "clause-a-revoir", `La clause « ${titre} » est à revoir.`, fraiche.revoir.join(" "), [
        { geste: "ouvrir", id: entree.id, libelle: "Lire sa page" },
      ]);
    if (entree.version && entree.version !== fraiche.version && !recues.has(entree.id)) {
      const gardee = Boolean(entree.garde);
      yield constat(
        "attention",
        "clause-modifiee",
        `La clause « ${titre} » a changé depuis que vous l’avez ajoutée.`,
        gardee
          ? "Votre dossier garde l’ancien texte. La différence est montrée sous la clause."
          : "Le lien ne garde pas l’ancien texte : c’est le texte d’aujourd’hui qui est montré. Relisez-le.",
        [
          { geste: "accepter", id: entree.id, libelle: gardee ? "Prendre le texte d’aujourd’hui" : "C’est relu" },
          ...(gardee ? [allerA(entree.id, "Voir la différence")] : []),
        ],
      );
    }
  }
}

/** Ce qui changera dans le droit d'une clause ou d'une obligation due, rapporté aux dates du marché ; ce qui vient après sa fin se tait. */
export function* changements({ etat, fraiches, dus }) {
  const fin = etat.debut && etat.duree && plusMois(etat.debut, Number(etat.duree));
  const dues = (dus.obligations ?? []).filter(({ juge }) => juge === "due").map(({ regle }) => regle);
  const touches = [...etat.clauses.map(({ id }) => fraiches.get(id)), ...dues].flatMap((une) =>
    (une?.a_venir ?? []).filter(({ le }) => !fin || le < fin).map((change) => ({ ...change, une })),
  );
  const tries = touches.sort((a, b) => a.le.localeCompare(b.le));
  for (const siens of grouper(tries, ({ quand, titre }) => quand + titre).values()) {
    const [{ le, quand, titre, une }] = siens;
    const distincts = (dit) => [...new Set(siens.flatMap(dit))];
    const place =
      le <= (etat.cas.lancement ?? "")
        ? "avant le lancement"
        : le <= etat.debut
          ? "avant le début"
          : fin && "pendant le marché";
    yield constat(
      "info",
      "droit-a-venir",
      `Change ${quand}${le && place ? `, ${place}` : ""}\u00a0: ${titre}.`,
      [`Touche ${lister(distincts((s) => `« ${s.une.titre} »`))}.`, ...distincts((s) => s.objets)].join(" "),
      [
        une.version ? { geste: "ouvrir", id: une.id, libelle: "Lire sa page" } : LIRE,
        ...(fin ? [] : [{ geste: "question", question: "debut", libelle: "Dire le début" }]),
      ],
    );
  }
}

export function* convenances({ etat, faits, lots, retenus, fiches, plan }) {
  for (const entree of etat.clauses) {
    const fiche = fiches.get(entree.id);
    if (!fiche) continue;
    const siens = retenus.filter((retenu) => retenu.entree.id === entree.id);
    const changerLeNiveau = [allerA(fiche.id, "Changer le niveau")];
    if (!siens.length && !etat.retires.some((cle) => cle.startsWith(`${entree.id}#`)))
      yield constat(
        "bloque",
        "rien-a-ce-niveau",
        `« ${fiche.titre} » n’a aucun texte à ce niveau.`,
        `Elle a : ${niveauxDe(fiche)
          .map((n) => (n === "lettre" ? "petit achat" : plan.niveaux[n]))
          .join(", ")}.`,
        changerLeNiveau,
      );
    if (faits.marche && !fiche.marches.includes(faits.marche))
      yield constat(
        "attention",
        "autre-marche",
        `« ${fiche.titre} » est écrite pour une autre nature de marché.`,
        `Elle vise : ${fiche.marches.map((m) => propre(plan.marches, m) ?? m).join(", ")}.`,
        [retirer(fiche.id)],
      );
    const familles = famillesDe(faits, lots, lotsDeLaClause(entree, lots));
    if (!sertLAchat(familles, fiche.segments))
      yield constat(
        "attention",
        "autre-famille",
        `« ${fiche.titre} » est écrite pour une autre famille d’achat.`,
        `Elle vise : ${fiche.segments.map((s) => propre(plan.familles, s)?.libelle ?? s).join(", ")}. Relisez ses mots.`,
        [retirer(fiche.id)],
      );
    const cites = [...new Set(siens.flatMap(({ texte }) => texte.ccag ?? []))];
    const vise = faits.ccag && faits.ccag !== SANS_CCAG;
    if (!vaAuCcag(faits, fiche))
      yield constat(
        "attention",
        "autre-ccag",
        `« ${fiche.titre} » est écrite pour un autre CCAG.`,
        `Elle s’emploie avec : ${fiche.ccag.cahiers.map((c) => `CCAG-${c}`).join(", ")}. Ses dérogations ne sont écrites que si le CCAG-${faits.ccag} les connaît.`,
        [retirer(fiche.id)],
      );
    const etrangers = cites.filter((c) => !vise || c !== faits.ccag);
    if (faits.ccag && etrangers.length)
      yield constat(
        vise ? "attention" : "info",
        "ccag-cite",
        `Un texte de « ${fiche.titre} » cite le ${etrangers.map((c) => `CCAG-${c}`).join(", ")}.`,
        vise
          ? "Ce n’est pas celui du marché : changez le renvoi dans Word."
          : "Votre marché ne vise aucun CCAG : remplacez le renvoi dans Word, ou visez ce CCAG.",
        [allerA(fiche.id, "Voir cette clause")],
      );
    if (faits.acheteur && !fiche.tailles.includes(faits.acheteur))
      yield constat(
        "attention",
        "trop-lourde",
        `« ${fiche.titre} » demande plus de moyens que les vôtres.`,
        `Elle convient à : ${fiche.tailles.map((t) => propre(plan.tailles, t) ?? t).join(", ")}.`,
        [retirer(fiche.id)],
      );
    if (faits.acheteur === "petite" && ["avance", "exemplaire"].includes(entree.niveau))
      yield constat(
        "attention",
        "niveau-lourd",
        `« ${fiche.titre} » est au niveau « ${plan.niveaux[entree.niveau]} », lourd pour un petit organisme.`,
        "Le premier pas, ou la lettre, se suit sans service dédié.",
        changerLeNiveau,
      );
  }
}
