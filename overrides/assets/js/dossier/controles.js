// « Contrôle du dossier » : chaque constat a sa raison et, quand un geste suffit, son remède. Sans page.

import { accorder, ecrireNombre, lireNombre } from "../nombres.js";
import {
  chiffre,
  criteresDe,
  estChiffree,
  estProposee,
  estVide,
  groupesDeValeurs,
  renvoisPerdus,
  sansPlace,
  textesRetires,
} from "./composition.js";
import { propre, SANS_CCAG, sansCriteres } from "./etat.js";
import { niveauxDe } from "./niveaux.js";

const CONDITIONS = new Set(["specification-technique", "condition-execution", "variante"]);
const FAMILLES_MAX = 4;
const PLAFOND_CONSEILLE = 10;
const ASSIETTES_PARTIELLES = new Set(["commande", "facture", "unite"]);
export const GRAVITES = { bloque: "À régler", attention: "À regarder", info: "À savoir" };

/**
 * Rend les constats, les plus graves d'abord : { code, gravite, titre, raison, remedes: [{ geste, libelle, … }] }.
 * `devoirs` : { donnees, jour, constats }, les règles du droit et ce qui les juge (devoirs.js) ; `null` quand elles n'ont pas pu être lues.
 */
export function controler(etat, composition, fraiches, plan, manquantes = new Set(), devoirs = undefined) {
  const regles = [
    questions,
    famille,
    droit,
    forme,
    poids,
    liens,
    retraits,
    places,
    promesses,
    fraicheur,
    penalites,
    valeurs,
    convenances,
  ];
  const contexte = { etat, ...composition, composition, fraiches, plan, manquantes, devoirs };
  const ordre = Object.keys(GRAVITES);
  const constats = etat.clauses.length || manquantes.size ? regles.flatMap((regle) => [...regle(contexte)]) : [];
  return constats.sort((a, b) => ordre.indexOf(a.gravite) - ordre.indexOf(b.gravite));
}

const REESSAYER = { geste: "reessayer", libelle: "Réessayer" };

/** Rend un constat. */
export const constat = (gravite, code, titre, raison, remedes = []) => ({ gravite, code, titre, raison, remedes });
/** Rend le remède qui ajoute une clause. */
export const ajouter = ({ id, titre }) => ({ geste: "ajouter", id, titre, libelle: `Ajouter « ${titre} »` });

function* questions({ faits }) {
  const manque = { marche: "le type de contrat", procedure: "la procédure", ccag: "le CCAG, ou son absence" };
  const restent = Object.entries(manque).filter(([question]) => !faits[question]);
  if (restent.length) {
    yield constat(
      "bloque",
      "questions",
      `Dites ${restent.map(([, mots]) => mots).join(", ")}.`,
      "De ces réponses dépendent les textes, les dérogations et les contrôles.",
      [{ geste: "question", question: restent[0][0], libelle: "Répondre" }],
    );
  }
}

/** Deux familles possibles : l'acheteur dit la sienne ; d'ici là, rien de propre à l'une n'est cité. */
function* famille({ faits, plan }) {
  if (faits.famille || faits.familles.length < 2) return;
  const choix = faits.familles.map((code) => ({
    geste: "famille",
    id: code,
    libelle: propre(plan.familles, code)?.libelle ?? code,
  }));
  yield constat(
    "attention",
    "famille-a-choisir",
    "Choisissez la famille d’achat.",
    `Vos clauses en servent ${faits.familles.length} : les obligations propres à l’une attendent votre choix.`,
    choix.slice(0, FAMILLES_MAX),
  );
}

/** Les obligations de cet achat, quand leurs règles sont là (devoirs.js). */
function* droit(contexte) {
  const { devoirs } = contexte;
  if (devoirs === null)
    yield constat(
      "attention",
      "droit-absent",
      "Les obligations de cet achat n’ont pas été contrôlées.",
      "Leurs règles n’ont pas pu être lues.",
      [REESSAYER],
    );
  else if (devoirs) yield* devoirs.constats(contexte);
}

/** Un texte retiré de sa clause reste dit, et se remet. */
function* retraits({ etat, composition }) {
  const retires = textesRetires(etat, composition);
  if (retires.length)
    yield constat(
      "info",
      "textes-retires",
      retires.length > 1
        ? `${retires.length} textes sont retirés de leurs clauses.`
        : "Un texte est retiré de sa clause.",
      "Une clause est écrite d’un tenant : vérifiez que le reste se lit sans lui.",
      retires.slice(0, 6).map(({ cle, titre }) => ({ geste: "remettre-texte", cle, libelle: `Remettre « ${titre} »` })),
    );
}

// Une lettre se suffit ; une seule offre ne se départage pas.
function* forme({ etat, faits, retenus, fiches, plan }) {
  if (faits.procedure === "petit-achat") {
    const adaptee = { geste: "procedure", id: "adaptee", libelle: `Passer en « ${plan.procedures.adaptee} »` };
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
      const retirer = { geste: "retirer", id, libelle: "La retirer du dossier" };
      if (niveauxDe(fiche).includes("lettre"))
        yield constat(
          "bloque",
          "pas-en-lettre",
          `« ${fiche.titre} » n’est pas prise dans son texte de lettre.`,
          raison,
          [{ geste: "en-lettre", id, libelle: "Prendre le texte de la lettre" }, retirer],
        );
      else
        yield constat("bloque", "sans-lettre", `« ${fiche.titre} » n’a pas de texte pour une lettre.`, raison, [
          retirer,
          adaptee,
        ]);
    }
  }
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
  const noms = [...siens, ...autres].map(({ nom }) => nom || "sans nom");
  if (noms.length)
    yield constat(
      "bloque",
      "criteres-de-trop",
      `Sans mise en concurrence, il reste ${noms.length > 1 ? "des critères" : "un critère"} : ${noms.join(", ")}.`,
      "Il n’y a pas d’offres à départager : le règlement annoncerait un choix qui n’aura pas lieu.",
      [{ geste: "sans-criteres", libelle: "Laisser les critères de côté" }],
    );
}

function* poids({ etat, retenus }) {
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
      `Le poids d’un critère est nul ou négatif : ${nuls.map(({ nom }) => nom || "sans nom").join(", ")}.`,
      "Un poids est un nombre plus grand que zéro.",
      completer,
    );
  const sans = tous.filter((c) => Number.isNaN(c.poids));
  if (sans.length)
    yield constat(
      "bloque",
      "poids-manque",
      `Un critère n’a pas de poids : ${sans.map(({ nom }) => nom || "sans nom").join(", ")}.`,
      "Chaque critère a un poids annoncé.",
      completer,
    );
  const total = tous.reduce((somme, c) => somme + (c.poids || 0), 0);
  if (Math.abs(total - 100) > 0.001) {
    const ecart = ecrireNombre(Math.abs(100 - total));
    yield constat(
      "bloque",
      "poids-total",
      `Les poids font ${ecrireNombre(total)} % au lieu de 100 %.`,
      total < 100 ? `Il manque ${ecart} points : le prix et vos autres critères.` : `Il y a ${ecart} points de trop.`,
      [
        ...(total < 100 && !autres.length ? [{ geste: "prix", libelle: `Donner ${ecart} % au prix` }] : []),
        ...completer,
      ],
    );
  }
}

function* liens({ fiches, retenus, faits, composition }) {
  const environnemental = retenus.some(({ texte }) => texte.critere && texte.piliers?.includes("environnement"));
  if (!environnemental && faits.procedure !== "sans-concurrence") {
    const voulus = [...fiches.values()].filter(({ critere }) => critere && !fiches.has(critere.id));
    for (const { titre, critere } of voulus)
      yield constat(
        "bloque",
        "critere-ailleurs",
        `« ${titre} » compte sur le critère environnemental d’une autre clause.`,
        `À ce niveau, elle n’en a pas : celui de « ${critere.titre} » est écrit pour elle.`,
        [ajouter(critere)],
      );
  }
  const vus = new Set();
  for (const fiche of fiches.values()) {
    for (const { id } of fiche.incompatible) {
      const paire = [fiche.id, id].sort().join(" ");
      if (!fiches.has(id) || vus.has(paire)) continue;
      vus.add(paire);
      yield constat(
        "bloque",
        "incompatibles",
        `« ${fiche.titre} » et « ${fiches.get(id).titre} » ne vont pas ensemble.`,
        "Leurs exigences se contredisent.",
        [fiche, fiches.get(id)].map((f) => ({ geste: "retirer", id: f.id, libelle: `Retirer « ${f.titre} »` })),
      );
    }
  }
  for (const { fiche } of renvoisPerdus(composition))
    yield constat(
      "bloque",
      "renvoi-perdu",
      `Un texte de « ${fiche.titre} » renvoie à un autre qui n’est pas là.`,
      "Le texte auquel il renvoie n’est pas retenu à ce niveau.",
      [{ geste: "clause", id: fiche.id, libelle: "Changer le niveau" }],
    );
}

function* places({ composition, plan }) {
  const perdus = sansPlace(composition, plan);
  const oter = perdus
    .filter(({ source }) => source === "soi")
    .map(({ cle, titre }) => ({ geste: "oter", cle, titre, libelle: `Retirer « ${titre} »` }));
  const voir = [...new Set(perdus.map(({ fiche }) => fiche).filter(Boolean))].map(({ id, titre }) => ({
    geste: "clause",
    id,
    libelle: `Voir « ${titre} »`,
  }));
  const titres = perdus
    .map(({ titre }) => titre)
    .slice(0, 6)
    .join(" ; ");
  if (perdus.length)
    yield constat(
      "bloque",
      "sans-place",
      perdus.length > 1 ? `${perdus.length} textes ne sont plus à leur place.` : "Un texte n’est plus à sa place.",
      `Le plan n’a plus cet article. À déplacer dans Word, depuis « Autres dispositions » : ${titres}.`,
      [...oter, ...voir],
    );
}

function* promesses({ retenus }) {
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
        [{ geste: "clause", id: fiche.id, libelle: "Voir cette clause" }],
      );
    }
    if (criteres.some(({ texte }) => texte.suivi?.some(({ consequence }) => !suites.has(consequence)))) {
      yield constat(
        "attention",
        "promesse-sans-suite",
        `Une promesse notée de « ${fiche.titre} » n’a pas de conséquence à ce niveau.`,
        "Le texte qui la sanctionne n’est pas retenu.",
        [{ geste: "clause", id: fiche.id, libelle: "Changer le niveau" }],
      );
    }
  }
}

function* fraicheur({ etat, fiches, fraiches, manquantes, recues }) {
  for (const entree of etat.clauses) {
    const fraiche = fraiches.get(entree.id);
    const titre = (fraiche ?? entree.garde ?? entree).titre ?? entree.id;
    const retirer = { geste: "retirer", id: entree.id, libelle: "La retirer du dossier" };
    if (recues.has(entree.id)) {
      const prendre = fraiche
        ? [
            { geste: "accepter", id: entree.id, libelle: "Prendre le texte d’aujourd’hui" },
            { geste: "clause", id: entree.id, libelle: "Voir la différence" },
          ]
        : [];
      yield constat(
        "bloque",
        "texte-recu",
        `Le texte de « ${titre} » est venu du fichier.`,
        "Ce n’est pas celui que la base publie aujourd’hui, et rien ne dit qu’elle l’ait publié : relisez-le mot à mot.",
        [...prendre, retirer],
      );
    }
    if (manquantes.has(entree.id)) {
      const suite = entree.garde ? " Le texte gardé au jour de l’ajout est employé." : "";
      yield constat(
        "bloque",
        "clause-inconnue",
        `La clause « ${titre} » n’est pas dans la base.`,
        `Son nom a changé, elle a été retirée, ou le lien est faux.${suite}`,
        [retirer],
      );
      continue;
    }
    if (!fiches.has(entree.id))
      yield constat(
        "bloque",
        "texte-absent",
        `Le texte de « ${titre} » n’est pas encore lu.`,
        "La clause est dans votre dossier ; sans son texte, elle n’est dans aucun document.",
        [REESSAYER, retirer],
      );
    if (!fraiche) continue;
    if (fraiche.retiree)
      yield constat("bloque", "clause-retiree", `La clause « ${titre} » a été retirée.`, "Elle ne doit plus servir.", [
        retirer,
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
          ...(gardee ? [{ geste: "clause", id: entree.id, libelle: "Voir la différence" }] : []),
        ],
      );
    }
  }
}

// Les plafonds en euros se comparent au montant estimé ; ceux d'une année, à la durée.
function* penalites({ etat, retenus, plan }) {
  const plafonds = retenus
    .filter(({ texte }) => texte.plafond && !ASSIETTES_PARTIELLES.has(texte.plafond.assiette))
    .map(({ entree, fiche, texte }) => ({
      valeur: chiffre(etat, entree, fiche, texte.plafond.valeur) || 0,
      enEuros: fiche.variables[texte.plafond.valeur].suffixe?.includes("€"),
      parAn: texte.plafond.assiette === "annee",
    }));
  const somme = (liste) => liste.reduce((total, { valeur }) => total + valeur, 0);
  const euros = plafonds.filter(({ enEuros }) => enEuros);
  const [montant, annees] = [Number(etat.montant), Number(etat.duree) / 12];
  const compares = euros.filter(({ parAn }) => montant && (annees || !parAn));
  const enEuros = compares.reduce((total, { valeur, parAn }) => total + valeur * (parAn ? Math.max(1, annees) : 1), 0);
  const total = somme(plafonds.filter(({ enEuros: e }) => !e)) + (montant ? (enEuros / montant) * 100 : 0);
  if (total > PLAFOND_CONSEILLE && !etat.socle.includes("plafond-general") && plan.socle["plafond-general"]) {
    const restent = euros.filter((p) => !compares.includes(p));
    const dits = [
      [restent.filter(({ parAn }) => parAn), " par an"],
      [restent.filter(({ parAn }) => !parAn), ""],
    ]
      .filter(([liste]) => liste.length)
      .map(([liste, suite]) => `${ecrireNombre(somme(liste))}\u00a0€${suite}`);
    const manque = [!montant && "le montant estimé", !annees && restent.some(({ parAn }) => parAn) && "la durée"]
      .filter(Boolean)
      .join(" et ");
    const part = ecrireNombre(total, 1);
    yield constat(
      "attention",
      "penalites-cumulees",
      `Toutes ensemble, les pénalités peuvent aller jusqu’à ${part}\u00a0% du montant${dits.length ? `, sans compter ${dits.join(" et ")}` : ""}.`,
      "Chacune a son plafond, et les plafonds s’additionnent. Une phrase commune les garde proportionnées.",
      [
        { geste: "socle", id: "plafond-general", libelle: `Ajouter « ${plan.socle["plafond-general"].titre} »` },
        ...(manque ? [{ geste: "question", question: montant ? "duree" : "montant", libelle: `Dire ${manque}` }] : []),
      ],
    );
  }
}

function* valeurs({ etat, composition }) {
  const toutes = groupesDeValeurs(etat, composition).flatMap(({ valeurs: siennes }) => siennes);
  const blanches = toutes.filter(estVide);
  if (blanches.length)
    yield constat(
      "bloque",
      "blancs",
      blanches.length > 1 ? `${blanches.length} valeurs sont vides.` : "Une valeur est vide.",
      `À remplir : ${blanches
        .slice(0, 6)
        .map(({ variable }) => variable.libelle)
        .join(" ; ")}${blanches.length > 6 ? "…" : "."}`,
      [voir(blanches, "Remplir les valeurs")],
    );
  const illisibles = toutes.filter(pasUnNombre);
  if (illisibles.length)
    yield constat(
      "bloque",
      "pas-un-nombre",
      illisibles.length > 1
        ? `${illisibles.length} valeurs ne sont pas des nombres.`
        : "Une valeur n’est pas un nombre.",
      `Écrivez un nombre, sans unité : ${dire(illisibles)}.`,
      [voir(illisibles, "Corriger")],
    );
  for (const valeur of toutes) {
    const { titre, raison } = contreLaLoi(valeur) ?? {};
    if (titre)
      yield constat("bloque", "contre-la-loi", `${valeur.variable.libelle} : ${titre}.`, raison, [
        voir([valeur], "Corriger"),
      ]);
  }
  const dehors = toutes.filter((valeur) => horsBornes(valeur) && !contreLaLoi(valeur));
  if (dehors.length)
    yield constat(
      "attention",
      "bornes",
      dehors.length > 1 ? `${dehors.length} valeurs sortent de l’habitude.` : "Une valeur sort de l’habitude.",
      `${dire(dehors)}.`,
      [voir(dehors, "Voir les valeurs")],
    );
  const envers = toutes.filter((valeur) => avanceDe(etat, valeur) <= 0);
  const courtes = toutes.filter(
    (valeur) => !envers.includes(valeur) && avanceDe(etat, valeur) < valeur.variable.echelle?.ecart,
  );
  if (envers.length)
    yield constat(
      "bloque",
      "echelle",
      envers.length > 1
        ? `${envers.length} échelles de points finissent avant de commencer.`
        : "Une échelle de points finit avant de commencer.",
      `Toutes les offres y auraient la même note : ${nommer(envers)}.`,
      [voir(envers, "Changer la valeur")],
    );
  if (courtes.length)
    yield constat(
      "attention",
      "echelle-courte",
      courtes.length > 1
        ? `${courtes.length} échelles de points sont trop courtes.`
        : "Une échelle de points est trop courte.",
      `Un écart infime entre deux offres y vaudrait tous les points : ${nommer(courtes)}.`,
      [voir(courtes, "Changer la valeur")],
    );
  const proposees = toutes.filter(estProposee);
  if (proposees.length)
    yield constat(
      "info",
      "proposees",
      `${proposees.length} valeur${proposees.length > 1 ? "s restent" : " reste"} à la valeur proposée.`,
      "Elles sont surlignées dans les documents tant que vous ne les avez pas confirmées.",
      [{ geste: "confirmer", libelle: "Confirmer les valeurs proposées" }, voir(proposees, "Les voir")],
    );
  const aSourcer = toutes.filter(resteASourcer);
  if (aSourcer.length)
    yield constat(
      "info",
      "sourcage",
      `${aSourcer.length} valeur${aSourcer.length > 1 ? "s confirmées se règlent" : " confirmée se règle"} par sourçage.`,
      `${aSourcer.length > 1 ? "Ce sont des départs, à comparer" : "C’est un départ, à comparer"} à ce que les fournisseurs disent savoir tenir : ${dire(aSourcer)}.`,
      [voir(aSourcer, "Les voir")],
    );
}

/** Rend le remède qui mène à la première de ces valeurs, dans l'ordre où la page les demande. */
const voir = ([{ fiche, nom }], libelle) => ({ geste: "valeurs", cle: `${fiche.id} ${nom}`, libelle });

const nommer = (liste) =>
  liste
    .map(({ variable, fiche }) => `${variable.libelle} (${fiche.titre})`)
    .slice(0, 6)
    .join(" ; ");

const dire = (liste) =>
  `${liste
    .slice(0, 6)
    .map(({ variable, fiche, saisie }) => `${variable.libelle}, ${saisie} (${fiche.titre})`)
    .join(" ; ")}${liste.length > 6 ? "…" : ""}`;

/** Dit si la valeur proposée a été confirmée telle quelle, alors qu'elle se règle par sourçage. */
const resteASourcer = ({ variable, saisie }) =>
  Boolean(variable.sourcage) && saisie !== undefined && saisie === String(variable.defaut ?? "");

/** Dit si la valeur saisie devrait être un nombre et n'en est pas un. */
const pasUnNombre = ({ variable, saisie }) =>
  estChiffree(variable) && Boolean(saisie?.trim()) && Number.isNaN(lireNombre(saisie));

/** Dit si le nombre saisi sort des valeurs habituelles de la fiche. */
function horsBornes({ variable, saisie }) {
  const nombre = estChiffree(variable) && saisie?.trim() ? lireNombre(saisie) : NaN;
  return nombre < (variable.min ?? -Infinity) || nombre > (variable.max ?? Infinity);
}

/** Rend ce que la loi oppose au nombre saisi, { titre, raison }, ou rien. */
function contreLaLoi({ variable, saisie }) {
  const nombre = estChiffree(variable) && saisie?.trim() ? lireNombre(saisie) : NaN;
  const { min, max } = variable.loi ?? {};
  const ecrire = (n) => ecrireNombre(n) + accorder(variable.suffixe ?? "", n);
  if (min && nombre < min.montant)
    return { titre: `${ecrire(nombre)}, sous le minimum légal de ${ecrire(min.montant)}`, raison: min.dit };
  if (max && nombre > max.montant)
    return { titre: `${ecrire(nombre)}, au-dessus du maximum légal de ${ecrire(max.montant)}`, raison: max.dit };
  return null;
}

/** Rend ce qu'il faut dire sous le champ d'une valeur, ou rien. */
export function ecartDe(valeur) {
  const { min, max } = valeur.variable;
  if (pasUnNombre(valeur)) return "Écrivez un nombre, sans unité.";
  const loi = contreLaLoi(valeur);
  if (loi) return `${loi.titre[0].toUpperCase()}${loi.titre.slice(1)}. ${loi.raison}`;
  if (!horsBornes(valeur)) return "";
  const bornes = [
    min !== undefined && `au moins ${ecrireNombre(min)}`,
    max !== undefined && `au plus ${ecrireNombre(max)}`,
  ];
  return `Hors des valeurs habituelles : ${bornes.filter(Boolean).join(", ")}.`;
}

/** Rend de combien avance l'échelle de points qui finit ou commence à cette valeur : négatif, elle finit avant d'avoir commencé. */
function avanceDe(etat, { variable, entree, fiche, nom }) {
  if (!variable.echelle) return Infinity;
  const { de, a, sens } = variable.echelle;
  const [depart, fin] = [de ?? nom, a ?? nom].map((bout) =>
    typeof bout === "string" ? chiffre(etat, entree, fiche, bout) : bout,
  );
  return (fin - depart) * sens;
}

function* convenances({ etat, faits, retenus, fiches, plan }) {
  for (const entree of etat.clauses) {
    const fiche = fiches.get(entree.id);
    if (!fiche) continue;
    const siens = retenus.filter((retenu) => retenu.entree.id === entree.id);
    const voir = [{ geste: "clause", id: entree.id, libelle: "Changer le niveau" }];
    const retirer = [{ geste: "retirer", id: entree.id, libelle: "La retirer du dossier" }];
    if (!siens.length && !etat.retires.some((cle) => cle.startsWith(`${entree.id}#`)))
      yield constat(
        "bloque",
        "rien-a-ce-niveau",
        `« ${fiche.titre} » n’a aucun texte à ce niveau.`,
        `Elle a : ${niveauxDe(fiche)
          .map((n) => (n === "lettre" ? "petit achat" : plan.niveaux[n]))
          .join(", ")}.`,
        voir,
      );
    if (faits.marche && !fiche.marches.includes(faits.marche))
      yield constat(
        "attention",
        "autre-marche",
        `« ${fiche.titre} » est écrite pour un autre type de contrat.`,
        `Elle vise : ${fiche.marches.map((m) => propre(plan.marches, m) ?? m).join(", ")}.`,
        retirer,
      );
    if (faits.famille && !fiche.segments.includes(faits.famille) && !fiche.segments.includes("toutes-familles"))
      yield constat(
        "info",
        "autre-famille",
        `« ${fiche.titre} » est écrite pour une autre famille d’achat.`,
        `Elle vise : ${fiche.segments.map((s) => propre(plan.familles, s)?.libelle ?? s).join(", ")}. Relisez ses mots.`,
        retirer,
      );
    const cites = [...new Set(siens.flatMap(({ texte }) => texte.ccag ?? []))];
    const vise = faits.ccag && faits.ccag !== SANS_CCAG;
    if (vise && fiche.ccag.cahiers.length && !fiche.ccag.cahiers.includes(faits.ccag))
      yield constat(
        "attention",
        "autre-ccag",
        `« ${fiche.titre} » est écrite pour un autre CCAG.`,
        `Elle s’emploie avec : ${fiche.ccag.cahiers.map((c) => `CCAG-${c}`).join(", ")}. Ses dérogations ne sont écrites que si le CCAG-${faits.ccag} les connaît.`,
        retirer,
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
        [{ geste: "clause", id: entree.id, libelle: "Voir cette clause" }],
      );
    if (faits.acheteur && !fiche.tailles.includes(faits.acheteur))
      yield constat(
        "attention",
        "trop-lourde",
        `« ${fiche.titre} » demande plus de moyens que les vôtres.`,
        `Elle convient à : ${fiche.tailles.map((t) => propre(plan.tailles, t) ?? t).join(", ")}.`,
        retirer,
      );
    if (faits.acheteur === "petite" && ["avance", "exemplaire"].includes(entree.niveau))
      yield constat(
        "attention",
        "niveau-lourd",
        `« ${fiche.titre} » est au niveau « ${plan.niveaux[entree.niveau]} », lourd pour un petit organisme.`,
        "Le premier pas, ou la lettre, se suit sans service dédié.",
        voir,
      );
  }
}

/** Rend les valeurs à déclarer, champ par champ, dans les mots du schéma officiel. */
export function declarations({ retenus }, plan) {
  const vides = Object.fromEntries(Object.entries(plan.decp).map(([champ, valeurs]) => [champ, [valeurs.at(-1)]]));
  const trouves = Object.fromEntries(
    Object.keys(plan.decp).map((champ) => [
      champ,
      plan.decp[champ].filter((v) => retenus.some(({ texte }) => texte.decp?.[champ]?.includes(v))),
    ]),
  );
  return Object.fromEntries(
    Object.entries(trouves).map(([champ, valeurs]) => [champ, valeurs.length ? valeurs : vides[champ]]),
  );
}
