// Abîme chaque dossier conseillé d'un site bâti, puis suit les remèdes du contrôle jusqu'au repos : node tests/remedes.mjs SITE [SLUG]
// Une ligne de JSON par façon d'abîmer : { slug, abime, choix, pas: les remèdes suivis, defait: ce qu'il a fallu refaire, reste: codes des bloquants, muets: ceux d'entre eux sans bouton }. 1 : un remède en a défait un autre.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

globalThis.document = { baseURI: "https://exemple.test/" };
globalThis.localStorage = { getItem: () => null, setItem() {}, removeItem() {} };
globalThis.sessionStorage = globalThis.localStorage;
const JS = "../overrides/assets/js/dossier/";
const [{ composer }, { clausesDuConseil, composerLeConseil }, { controler }, { devoirsDuDossier }, etats, { faire }] =
  await Promise.all(
    ["composition", "conseil", "controles", "devoirs", "etat", "gestes"].map((nom) => import(`${JS}${nom}.js`)),
  );
const { bilan } = await import(`${JS}bilan.js`);
const { inscrire } = await import(`${JS}souvenir.js`);
const { mettreAuxLots } = await import(`${JS}lots.js`);
const { retirerLot } = await import(`${JS}retraits.js`);
const { niveauxDe } = await import(`${JS}niveaux.js`);

const PAS_MAX = 80;
const [site, voulu] = process.argv.slice(2);
const lire = async (chemin) => JSON.parse(await readFile(join(site, chemin), "utf-8"));
const { socle } = await lire("dossier/socle.json");
const [plan, donnees] = [{ ...(await lire("dossier/plan.json")), socle }, await lire("obligations/dossier.json")];
const devoirs = { donnees, jour: new Date().toISOString().slice(0, 10) };
const noms = (await readdir(join(site, "dossier/clauses"))).map((nom) => nom.replace(/\.json$/, "")).sort();
const fraiches = new Map(await Promise.all(noms.map(async (nom) => [nom, await lire(`dossier/clauses/${nom}.json`)])));
const toutes = [...fraiches.values()].filter(({ retiree }) => !retiree);

const prendre = (etat, fiche, niveau = "") =>
  etat.clauses.some(({ id }) => id === fiche.id)
    ? etat
    : etats.garderLesTextes(inscrire(etat, { id: fiche.id, titre: fiche.titre, niveau }), fraiches);
const plusieurs = (etat, fiches, niveau) => fiches.slice(0, 4).reduce((e, fiche) => prendre(e, fiche, niveau), etat);
const dela = (etat) =>
  toutes.filter(({ segments, marches }) => segments.includes(etat.famille) && marches.includes(etat.marche));

const ABIMER = {
  "clauses de la famille": (e) => plusieurs(e, dela(e)),
  "clauses de tous": (e) =>
    plusieurs(
      e,
      toutes.filter(({ segments }) => segments.includes("toutes-familles")),
    ),
  "clauses d’ailleurs": (e) =>
    plusieurs(
      e,
      toutes.filter(({ segments, marches }) => !segments.includes(e.famille) && !marches.includes(e.marche)),
    ),
  "niveaux hauts": (e) =>
    e.clauses.reduce((f, { id }) => etats.changer(f, id, { niveau: niveauxDe(fraiches.get(id)).at(-1) }), e),
  "autre procédure": (e) => ({ ...e, procedure: e.procedure === "petit-achat" ? "adaptee" : "petit-achat" }),
  "une seule offre": (e) => ({ ...e, procedure: "sans-concurrence" }),
  "textes retirés": (e) => ({
    ...e,
    retires: [
      ...e.retires,
      ...e.clauses.flatMap(({ id }) =>
        fraiches
          .get(id)
          .textes.filter((_, rang) => rang % 2)
          .map((texte) => `${id}#${texte.id}`),
      ),
    ],
  }),
  "loi ôtée": (e) => ({ ...e, ecrites: [], socle: [] }),
  "poids faux": (e) => ({ ...e, criteres: e.criteres.map((c, rang) => ({ ...c, poids: String(10 + rang) })) }),
  "sans critère": (e) => ({ ...plusieurs(e, dela(e)), criteres: [] }),
  "rien de dit": (e) => ({ ...e, marche: "", famille: "", procedure: "", ccag: "", montant: "", achats: [], cas: {} }),
  "lots mêlés": (e) => e.clauses.reduce((f, { id }) => mettreAuxLots(f, id, []), e),
  "un lot sans rien": (e) =>
    e.lots.length ? { ...e, criteres: e.criteres.filter(({ lot }) => lot !== e.lots[0].code), ecrites: [] } : e,
  "un lot de moins": (e) => (e.lots.length ? retirerLot(e, e.lots[0].code).etat : e),
  "parts fausses": (e) => ({ ...e, lots: e.lots.map((lot) => ({ ...lot, part: "90" })) }),
  "lettre et règlement": (e) => plusieurs(e, dela(e), e.procedure === "petit-achat" ? "base" : "lettre"),
};

/** Rend la page que les gestes changent. */
function pageDe(etat) {
  const page = {
    etat,
    fraiches,
    plan,
    devoirs,
    dites: new Set(),
    racine: {},
    aller() {},
    dire() {},
    lireLesClauses: async () => {},
  };
  page.prendre = (suivant) => {
    page.etat = etats.garderLesTextes(suivant, fraiches);
  };
  page.retirer = ({ etat: suivant }) => page.prendre(suivant);
  page.montrer = () => {
    page.composition = composer(page.etat, fraiches, plan, donnees.regles);
    page.dus = devoirsDuDossier(devoirs, page.etat, page.composition);
    const { composition, dus } = page;
    const pese = bilan(page.etat, composition, dus, plan);
    page.constats = controler({
      etat: page.etat,
      composition,
      fraiches,
      plan,
      manquantes: new Set(),
      devoirs,
      dus,
      pese,
    });
  };
  page.montrer();
  return page;
}

const ALLER = new Set([
  "champ",
  "question",
  "clause",
  "valeurs",
  "criteres",
  "chercher",
  "ouvrir",
  "obligations",
  "la-loi",
  "la-liste-des-clauses",
  "reessayer",
  "suppositions",
]);

const FACE_A_FACE = {
  ajouter: "clause",
  retirer: "clause",
  "retirer-texte": "texte",
  "remettre-texte": "texte",
  "en-base": "niveau",
  "en-lettre": "niveau",
};
const SEULS = new Set(["procedure", "famille", "sans-criteres"]);

/** Rend ce qu'un remède décide : deux remèdes qui décident de la même chose se défont ; écrire tous les textes, de ceux que le constat nomme. */
const sujetDe = ({ geste, id, cle }, raison) =>
  SEULS.has(geste) ? geste : geste === "ecrire-toutes" ? raison : `${FACE_A_FACE[geste] ?? geste} ${id ?? cle ?? ""}`;

/** Suit, un à un, le premier ou le dernier remède de chaque constat, tant qu'il y en a. */
async function suivre(etat, choix) {
  const page = pageDe(etat);
  const [pas, decides] = [[], new Set()];
  while (pas.length < PAS_MAX) {
    const aFaire = page.constats
      .filter(({ gravite }) => gravite !== "info")
      .map((constat) => [constat, constat.remedes.filter(({ geste }) => !ALLER.has(geste)).at(choix)])
      .find(([, remede]) => remede);
    if (!aFaire) return { pas, defait: "", page };
    const [{ code, titre, raison }, remede] = aFaire;
    const sujet = sujetDe(remede, raison);
    pas.push(`${code} > ${remede.libelle}`);
    await faire(page, remede);
    page.montrer();
    if (decides.has(sujet)) return { pas, defait: pas.at(-1), page };
    decides.add(sujet);
    if (remede.geste === "ajouter" && page.constats.some((c) => c.code === code && c.titre === titre))
      return { pas, defait: `sans effet : ${pas.at(-1)}`, page };
  }
  return { pas, defait: "sans fin", page };
}

const slugs = (await readdir(join(site, "donnees/v1/dossiers"))).map((nom) => nom.replace(/\.json$/, "")).sort();
for (const slug of slugs.filter((un) => !voulu || un === voulu)) {
  const [conseil] = (await lire(`donnees/v1/dossiers/${slug}.json`)).fiches;
  if (!clausesDuConseil(conseil).every((id) => fraiches.has(id))) continue;
  const depart = composerLeConseil(conseil, {}, { fraiches, plan, devoirs });
  for (const [abime, abimer] of Object.entries(ABIMER))
    for (const choix of [0, -1]) {
      const { pas, defait, page } = await suivre(abimer(depart), choix);
      const bloquants = page.constats.filter(({ gravite }) => gravite === "bloque");
      const codesDe = (constats) => [...new Set(constats.map(({ code }) => code))];
      const [reste, muets] = [codesDe(bloquants), codesDe(bloquants.filter(({ remedes }) => !remedes.length))];
      if (defait) process.exitCode = 1;
      process.stdout.write(`${JSON.stringify({ slug, abime, choix, pas, defait, reste, muets })}\n`);
    }
}
