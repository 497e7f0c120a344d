// Ce que la page montre, partie par partie. `dossier` : { etat, composition, constats, fraiches, plan, manquantes, defaits }.

import { tableau } from "../blocs.js";
import { element } from "../elements.js";
import { ecrireNombre } from "../nombres.js";
import { compter } from "../texte.js";
import { criteresDe, estProposee, estVide, ficheDe, groupesDeValeurs, textesRetires } from "./composition.js";
import { GRAVITES } from "./controles.js";
import { dessiner, differences, texteNu } from "./dessin.js";
import { aDeclarer, ENTETES_DU_SUIVI, lignesDeSuivi } from "./document.js";
import { propre, sansCriteres } from "./etat.js";
import { adresseDuSite } from "./fiches.js";
import { bouton } from "./geste.js";
import { niveauxDe, textesDe } from "./niveaux.js";

const VOISINES_MAX = 5;

/** Rend la liste des clauses choisies, puis celles qui vont bien avec elles. */
export function lesClauses(dossier) {
  const { clauses } = dossier.etat;
  return [
    element(
      "ol",
      { class: "dossier-clauses" },
      clauses.map((entree, rang) => uneClause(dossier, entree, rang, clauses.length)),
    ),
    ...lesVoisines(dossier),
  ];
}

// Les clauses que celles du dossier disent compléter utilement, si elles servent la même famille d'achat, ou toutes, et ce contrat.
function lesVoisines({ etat, composition: { fiches, faits }, devoirs }) {
  const familles = new Set([
    "toutes-familles",
    ...(faits.famille ? [faits.famille] : [...fiches.values()].flatMap(({ segments }) => segments)),
  ]);
  const convient = ({ id }) => {
    const clause = devoirs && propre(devoirs.donnees.clauses, id);
    return (
      clause?.familles.some((famille) => familles.has(famille)) &&
      (!faits.marche || clause.marches.includes(faits.marche))
    );
  };
  const prises = new Set(etat.clauses.map(({ id }) => id));
  const voisines = new Map(
    [...fiches.values()]
      .flatMap((f) => f.complete)
      .filter((v) => !prises.has(v.id) && convient(v))
      .map((v) => [v.id, v]),
  );
  if (!voisines.size) return [];
  const boutons = [...voisines.values()]
    .slice(0, VOISINES_MAX)
    .map(({ id, titre }) => bouton(titre, "ajouter", { id, titre }));
  return [
    element("p", { class: "dossier-voisines" }, "Souvent employées avec les vôtres. Ajouter :"),
    element("p", { class: "actions" }, boutons),
  ];
}

function uneClause(dossier, entree, rang, nombre) {
  const fiche = ficheDe(entree, dossier.fraiches);
  const titre = (fiche ?? entree).titre ?? entree.id;
  const absent = !fiche && !dossier.manquantes.has(entree.id);
  const niveaux = fiche ? niveauxDe(fiche) : [];
  const possibles = niveaux.includes(entree.niveau) ? niveaux : [entree.niveau, ...niveaux];
  const nomDe = (niveau) => (niveau === "lettre" ? "Petit achat : la lettre" : dossier.plan.niveaux[niveau]);
  const choix = element(
    "select",
    { id: `niveau-${entree.id}`, "data-niveau": entree.id },
    possibles.map((n) => element("option", { value: n, selected: n === entree.niveau }, nomDe(n))),
  );
  const documents = fiche
    ? [...new Set(textesDe(fiche, entree.niveau).map(({ piece }) => propre(dossier.plan.pieces, piece) ?? piece))].join(
        ", ",
      )
    : "";
  return element(
    "li",
    { class: "dossier-clause", id: `clause-${entree.id}`, tabindex: "-1" },
    element(
      "h3",
      {},
      fiche && !dossier.manquantes.has(entree.id) ? element("a", { href: adresseDuSite(fiche.adresse) }, titre) : titre,
    ),
    absent &&
      element(
        "p",
        { class: "avis avis-fort" },
        "Son texte n’est pas encore lu. ",
        bouton("Réessayer", "reessayer", {}, titre),
      ),
    fiche &&
      element(
        "div",
        { class: "champ" },
        element(
          "label",
          { for: `niveau-${entree.id}` },
          "Niveau",
          element("span", { class: "invisible" }, ` : ${titre}`),
        ),
        choix,
      ),
    documents ? element("p", { class: "note" }, documents) : null,
    element(
      "p",
      { class: "actions" },
      rang ? bouton("Monter", "monter", { id: entree.id }, titre) : null,
      rang < nombre - 1 ? bouton("Descendre", "descendre", { id: entree.id }, titre) : null,
      bouton("Retirer", "retirer", { id: entree.id }, titre),
    ),
    difference(dossier, entree),
  );
}

// L'ancien texte et celui d'aujourd'hui, quand la clause a changé depuis son ajout.
function difference(dossier, entree) {
  const fraiche = dossier.fraiches.get(entree.id);
  if (!fraiche || !entree.garde || entree.garde.version === fraiche.version) return null;
  const ids = [...new Set([...entree.garde.textes, ...fraiche.textes].map(({ id }) => id))];
  const changes = ids.flatMap((id) => {
    const [avant, apres] = [entree.garde, fraiche].map((f) =>
      texteNu(f.textes.find((t) => t.id === id)?.blocs ?? [], f.variables),
    );
    return avant === apres ? [] : [element("p", { class: "difference" }, differences(avant, apres))];
  });
  return element(
    "details",
    { class: "repli" },
    element("summary", {}, "Ce qui a changé"),
    changes.length
      ? changes
      : element("p", {}, "Les textes sont les mêmes ; une valeur proposée ou une borne a changé."),
  );
}

/** Rend ce qui a été retiré et se remet : les textes, dont le dossier se souvient, puis le reste, le temps de la visite. */
export function lesRetraits({ etat, composition, defaits }) {
  const textes = textesRetires(etat, composition).map(({ cle, titre, fiche }) =>
    bouton(`Remettre le texte « ${titre} »`, "remettre-texte", { cle }, fiche.titre),
  );
  const autres = defaits.map(({ libelle }, rang) => bouton(`Remettre ${libelle}`, "remettre", { cle: rang }));
  const tous = [...textes, ...autres];
  return tous.length
    ? [
        element(
          "details",
          { class: "repli" },
          element("summary", {}, `Ce que vous avez retiré (${tous.length})`),
          element("p", { class: "actions" }, tous),
        ),
      ]
    : [];
}

/** Rend ce que le contrôle relève, par gravité. */
export function lesConstats(dossier) {
  if (!dossier.constats.length)
    return [element("p", { class: "avis" }, "Rien n’a été relevé. Relisez tout de même chaque document.")];
  return Object.entries(GRAVITES).flatMap(([gravite, intitule]) => {
    const siens = dossier.constats.filter((c) => c.gravite === gravite);
    if (!siens.length) return [];
    const titre = element(
      "h3",
      { class: `constats-${gravite}` },
      gravite === "info" ? `${intitule} (${siens.length})` : intitule,
    );
    const liste = element(
      "ul",
      { class: "constats" },
      siens.map((c) => unConstat(c)),
    );
    return gravite === "info"
      ? [element("details", { class: "repli", "data-repli": gravite }, element("summary", {}, titre), liste)]
      : [titre, liste];
  });
}

function unConstat({ code, gravite, titre, raison, remedes }) {
  const boutons = remedes.map(({ geste, libelle, ...donnees }) =>
    bouton(libelle, geste, donnees, geste === "ajouter" || geste === "retirer" ? "" : titre),
  );
  return element(
    "li",
    { class: `constat constat-${gravite}`, "data-constat": code },
    element("p", {}, element("strong", {}, titre), ` ${raison}`),
    boutons.length ? element("p", { class: "actions" }, boutons) : null,
  );
}

/** Rend les critères des clauses, puis ceux de l’acheteur. */
export function lesCriteres(dossier) {
  if (sansCriteres(dossier.etat)) return [element("p", {}, "Laissés de côté : il n’y a pas d’offres à départager.")];
  const { siens, autres } = criteresDe(dossier.etat, dossier.composition.retenus);
  const poidsDit = (poids) => (Number.isNaN(poids) ? "à remplir" : `${ecrireNombre(poids)}\u00a0%`);
  const desClauses = siens.map(({ nom, poids, fiche }) =>
    element(
      "li",
      {},
      element("strong", {}, nom),
      `\u00a0: ${poidsDit(poids)}`,
      element("span", { class: "note" }, ` (${fiche.titre})`),
    ),
  );
  const lignes = autres.map(({ rang, nom, poids }) =>
    element(
      "div",
      { class: "dossier-critere" },
      element(
        "div",
        { class: "champ" },
        element("label", { for: `critere-nom-${rang}` }, "Critère"),
        element("input", {
          id: `critere-nom-${rang}`,
          type: "text",
          maxlength: "80",
          value: nom,
          "data-critere": rang,
          "data-champ": "nom",
        }),
      ),
      element(
        "div",
        { class: "champ" },
        element("label", { for: `critere-poids-${rang}` }, "Poids (%)"),
        element("input", {
          id: `critere-poids-${rang}`,
          type: "text",
          inputmode: "decimal",
          maxlength: "6",
          value: Number.isNaN(poids) ? "" : String(poids).replace(".", ","),
          "data-critere": rang,
          "data-champ": "poids",
        }),
      ),
      element(
        "p",
        { class: "actions" },
        bouton("Prendre ce qui reste", "reste", { cle: rang }, nom),
        bouton("Retirer", "critere-de-moins", { cle: rang }, nom || "critère"),
      ),
    ),
  );
  return [
    desClauses.length
      ? element("p", {}, "Les critères de vos clauses. Leur poids se change avec les autres valeurs, plus haut :")
      : element("p", {}, "Aucune de vos clauses n’a de critère à ce niveau."),
    ...(desClauses.length ? [element("ul", {}, desClauses)] : []),
    element("p", {}, "Vos autres critères, prix compris :"),
    ...lignes,
    element(
      "p",
      { class: "actions" },
      bouton(autres.length ? "Ajouter un autre critère" : "Ajouter le prix", "critere-de-plus"),
    ),
  ];
}

/** Rend les champs des valeurs, par clause ; les partagées d’abord. Un groupe se confirme à part, ou avec tous ; il s’ouvre s’il lui manque une valeur. */
export function lesValeurs({ etat, composition }) {
  const groupes = groupesDeValeurs(etat, composition);
  const tous =
    groupes.length > 1
      ? [element("p", { class: "actions" }, bouton("Confirmer toutes les valeurs proposées", "confirmer"))]
      : [];
  const unGroupe = ({ cle, titre, valeurs }) =>
    element(
      "details",
      {
        class: "repli dossier-valeurs",
        "data-repli": cle,
        "data-groupe": cle,
        tabindex: "-1",
        open: valeurs.some(estVide),
      },
      element(
        "summary",
        {},
        element("h3", {}, titre),
        " ",
        element("span", { class: "note", "data-compte-valeurs": cle }),
      ),
      element(
        "div",
        { class: "completer-liste", role: "group", "aria-label": titre },
        valeurs.map((v) => uneValeur(v)),
      ),
      element("p", { class: "actions" }, bouton("Confirmer les valeurs proposées", "confirmer", { id: cle }, titre)),
    );
  return [...tous, ...groupes.map(unGroupe)];
}

function uneValeur({ cle, nom, variable, fiche, saisie }) {
  const id = `valeur-${cle.replace(/[^a-z0-9]+/gi, "-")}`;
  const unite = (variable.suffixe ?? "").trim();
  const valeur = saisie ?? (variable.defaut === undefined ? "" : String(variable.defaut));
  const communs = { id, "data-valeur": `${fiche.id} ${nom}`, "aria-describedby": `${id}-aide ${id}-ecart` };
  const champ = variable.choix
    ? element(
        "select",
        communs,
        variable.choix.map((c) => element("option", { value: c, selected: c === valeur }, c)),
      )
    : element("input", {
        ...communs,
        type: "text",
        inputmode: ["texte", "date"].includes(variable.type) ? null : "decimal",
        value: valeur,
        maxlength: "200",
        autocomplete: "off",
      });
  return element(
    "div",
    { class: "champ" },
    element("label", { for: id }, variable.libelle, unite ? element("span", { class: "unite" }, ` (${unite})`) : null),
    champ,
    element("p", { class: "aide", id: `${id}-aide` }, variable.aide ?? ""),
    element("p", { class: "message erreur", id: `${id}-ecart`, role: "status", "data-ecart": communs["data-valeur"] }),
  );
}

/** Rend ce qu’un groupe de valeurs replié dit de lui. */
export function compteDesValeurs({ valeurs }) {
  const vides = valeurs.filter(estVide).length;
  const proposees = valeurs.filter(estProposee).length;
  const dits = [
    vides && compter(vides, "vide", "vides"),
    proposees && compter(proposees, "proposée", "proposées"),
  ].filter(Boolean);
  return ` (${[compter(valeurs.length, "valeur", "valeurs"), ...dits].join(", ")})`;
}

/** Rend les documents, article par article ; chacun se replie. */
export function lesDocuments(dossier) {
  const { pieces } = dossier.composition;
  if (!pieces.length) return [element("p", {}, "Aucun texte pour l’instant.")];
  return pieces.map(({ code: piece, libelle, articles }) =>
    element(
      "details",
      { class: "repli dossier-piece", "data-repli": piece },
      element(
        "summary",
        {},
        element("h3", {}, libelle),
        " ",
        element(
          "span",
          { class: "note" },
          ` (${compter(
            articles.reduce((somme, { textes }) => somme + textes.length, 0),
            "texte",
            "textes",
          )})`,
        ),
      ),
      articles.flatMap(({ code, numero, titre, textes }) => [
        element("h4", { class: "dossier-article" }, `${numero} ${titre}`),
        ...textes.map((texte, rang) => unTexte(dossier, texte, code, rang, textes.length)),
      ]),
    ),
  );
}

function unTexte(dossier, texte, article, rang, nombre) {
  const commun = { cle: texte.cle, article };
  const gestes = [
    rang ? bouton("Monter", "deplacer", { ...commun, pas: -1 }, texte.titre) : null,
    rang < nombre - 1 ? bouton("Descendre", "deplacer", { ...commun, pas: 1 }, texte.titre) : null,
    texte.source === "clause"
      ? bouton("Retirer ce texte", "retirer-texte", { cle: texte.cle, titre: texte.titre }, texte.titre)
      : null,
    texte.source === "soi"
      ? bouton("Retirer ce paragraphe", "oter", { cle: texte.cle, titre: texte.titre }, texte.titre)
      : null,
    texte.source === "socle" && dossier.etat.socle.includes(texte.cle.slice(6))
      ? bouton("Retirer cette phrase", "socle", { id: texte.cle.slice(6) }, texte.titre)
      : null,
  ].filter(Boolean);
  return element(
    "section",
    { class: "disposition", id: texte.ancre, "data-cle": texte.cle, tabindex: "-1" },
    element("h5", {}, `${texte.numero} ${texte.titre}`),
    element("div", { class: "texte-a-inserer" }, dessiner(texte.blocs)),
    gestes.length ? element("p", { class: "actions" }, gestes) : null,
  );
}

/** Rend ce qu’il faut déclarer, et le tableau de suivi. */
export function leSuivi(dossier) {
  const lignes = lignesDeSuivi(dossier.etat, dossier.composition);
  return [
    ...dessiner(aDeclarer(dossier.composition, dossier.plan)),
    element(
      "details",
      { class: "repli" },
      element("summary", {}, `Le tableau de suivi (${lignes.length} lignes)`),
      dessiner([tableau([ENTETES_DU_SUIVI, ...lignes])]),
    ),
  ];
}
