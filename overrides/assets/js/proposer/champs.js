// Du schéma au formulaire : chaque champ rend { noeud, lire(), juger(exige) } ; un champ laissé vide ne s'écrit pas.

import { bouton, element } from "../elements.js";
import { champSimple, codesDe, dire, nomUnique } from "./controles.js";
import { libres, resoudre } from "./schema.js";

const CORPS = {
  type: "string",
  maxLength: 60_000,
  mots: 20,
  description: "Le texte de la page, de vingt mots au moins, en Markdown : ## pour un intertitre.",
};

/** Rend le champ d'un schéma, rempli de `valeur`. */
export function champ(nom, brut, valeur, ctx) {
  const schema = resoudre(brut, ctx.racine);
  const dit = schema.description ?? nom;
  if (libres(schema)) return liste(nom, dit, schema, valeur, ctx, paire(schema));
  if (schema.properties) return objet(nom, dit, schema, valeur, ctx);
  if (schema.type !== "array") return champSimple(nom, dit, schema, valeur, ctx);
  const element_ = resoudre(schema.items, ctx.racine);
  const codes = codesDe(element_, ctx);
  if (codes) return cases(nom, dit, schema, codes, valeur, ctx);
  return liste(nom, dit, schema, valeur, ctx, (sienne, apres) =>
    element_.properties
      ? objet(nom, element_.description ?? dit, element_, sienne, ctx, apres)
      : champSimple(nom, element_.description ?? dit, { ...element_, vide: schema.vide }, sienne, ctx, apres),
  );
}

/** Rend le champ du texte d'une fiche écrite en Markdown. */
export const champDuCorps = (valeur, ctx) => champSimple("corps", CORPS.description, CORPS, valeur, ctx);

/** Rend le nom et la valeur d'un champ aux noms libres, lus en [nom, valeur]. */
const paire = (schema) => (sienne, apres, ctx) => {
  const nom = champSimple(
    "nom",
    "Son nom",
    { type: "string", ...schema.propertyNames, ...motifs(schema) },
    sienne?.[0],
    ctx,
  );
  const valeur = champ("valeur", { description: "Sa valeur", ...libres(schema) }, sienne?.[1], ctx);
  return {
    noeud: element("fieldset", { class: "element" }, nom.noeud, valeur.noeud, apres),
    lire: () => ((nom.lire() ?? valeur.lire()) !== undefined ? [nom.lire() ?? "", valeur.lire() ?? ""] : undefined),
    juger(exige) {
      const ecrit = (nom.lire() ?? valeur.lire()) !== undefined;
      for (const sien of [nom, valeur]) sien.juger(exige || ecrit);
    },
  };
};

const motifs = ({ patternProperties }) => (patternProperties ? { pattern: Object.keys(patternProperties)[0] } : {});

function cases(nom, dit, schema, codes, valeur, ctx) {
  const cochees = new Set(valeur);
  const message = element("p", { class: "message", id: nomUnique() });
  const boites = [...codes].map(([code]) => {
    const boite = element("input", { type: "checkbox", value: code });
    boite.checked = cochees.has(code);
    boite.addEventListener("change", () => {
      boites[0].dataset.touche = "";
      ctx.changer();
    });
    return boite;
  });
  boites[0].dataset.champ = nom;
  boites[0].setAttribute("aria-describedby", message.id);
  const lignes = boites.map((boite) => element("label", {}, boite, " ", codes.get(boite.value)));
  const lire = () => {
    const pris = boites.filter(({ checked }) => checked).map(({ value }) => value);
    return pris.length ? pris : undefined;
  };
  const legende = element("legend", {}, dit, " ", element("code", {}, nom));
  return {
    noeud: element("fieldset", { class: "champ cases" }, legende, element("div", {}, lignes), message),
    lire,
    juger(exige) {
      const manque = exige && (lire()?.length ?? 0) < (schema.minItems ?? 1);
      boites[0].setCustomValidity(
        manque ? dire(ctx, "liste-trop-courte", { champ: nom, minimum: schema.minItems ?? 1 }) : "",
      );
      message.textContent = boites[0].dataset.touche === undefined ? "" : boites[0].validationMessage;
    },
  };
}

function liste(nom, dit, schema, valeur, ctx, creer) {
  const [minimum, maximum] = [
    schema.minItems ?? schema.minProperties ?? 0,
    schema.maxItems ?? Number.POSITIVE_INFINITY,
  ];
  const elements = [];
  const place = element("div", {});
  const message = element("p", { class: "message" });
  const ajouter = (sienne) => {
    const retirer = bouton(
      "Retirer",
      () => {
        elements.splice(elements.indexOf(cree), 1);
        cree.noeud.remove();
        plus.focus();
        ctx.changer();
      },
      { class: "bouton bouton-petit bouton-discret" },
    );
    const cree = creer(sienne, [retirer], ctx);
    elements.push(cree);
    place.append(cree.noeud);
    return cree;
  };
  const plus = bouton("Ajouter", () => {
    ajouter({}).noeud.querySelector("input, select, textarea").focus();
    ctx.changer();
  });
  plus.append(element("span", { class: "invisible" }, ` : ${dit}`));
  for (const sienne of valeur ?? []) ajouter(sienne);
  const legende = element("legend", {}, dit, " ", element("code", {}, nom));
  const rien = element("input", { type: "checkbox", checked: valeur?.length === 0, "data-rien": nom });
  rien.addEventListener("change", () => ctx.changer());
  const aucune = element("div", {}, element("label", {}, rien, " Aucune"));
  const aucun = element("div", { class: "cases", hidden: valeur?.length !== 0 }, aucune);
  const lus = () => elements.map((sien) => sien.lire()).filter((lu) => lu !== undefined);
  return {
    noeud: element("fieldset", { class: "champ" }, legende, place, plus, aucun, message),
    lire: () => (lus().length || (rien.checked && !aucun.hidden) ? lus() : undefined),
    ouvrir: () => elements.length || ajouter(),
    juger(demande) {
      aucun.hidden = !(demande && schema.vide);
      const exige = demande && (aucun.hidden || !rien.checked);
      const voulus = exige ? Math.max(1, minimum) : minimum;
      while (exige && elements.length < voulus) ajouter();
      const actifs = exige || lus().length > 0;
      for (const [rang, sien] of elements.entries()) sien.juger(actifs && rang < voulus);
      plus.disabled = elements.length >= maximum;
      const trop = elements.length > maximum;
      message.textContent = trop ? dire(ctx, "liste-trop-longue", { champ: nom, maximum }) : "";
    },
  };
}

function objet(nom, dit, schema, valeur, ctx, apres = []) {
  const exiges = new Set(schema.required);
  const champs = champsDe(schema, valeur, ctx, exiges.has("id") && schema.properties.id.examples?.[0]);
  // Ce que la fiche vierge montre se demande devant, exigé ou non.
  const devant = (cle) => exiges.has(cle) || Boolean(schema.properties[cle].examples);
  const noeuds = (places) => [...champs].filter(([cle]) => devant(cle) === places).map(([, sien]) => sien.noeud);
  const lire = () => lireTous(champs);
  const legende = element("legend", {}, dit, " ", element("code", {}, nom));
  const reste = plie("Préciser", noeuds(false), !exiges.size);
  return {
    noeud: element("fieldset", { class: "element" }, legende, noeuds(true), reste, apres),
    lire,
    juger(exige) {
      const actif = exige || lire() !== undefined;
      for (const [cle, sien] of champs) sien.juger(actif && exiges.has(cle));
      if (exige && !exiges.size && lire() === undefined) champs.values().next().value.juger(true);
    },
  };
}

/** Rend Map nom → champ, de chaque champ qu'une fiche neuve peut avoir. */
export function champsDe(schema, valeur, ctx, id) {
  const noms = Object.keys(schema.properties).filter((nom) => !schema.properties[nom].readOnly);
  const valeurs = { ...(id && valeur === undefined ? { id } : {}), ...valeur };
  return new Map(noms.map((nom) => [nom, champ(nom, schema.properties[nom], valeurs[nom], ctx)]));
}

/** Rend nom → valeur des champs remplis, ou rien. */
export function lireTous(champs) {
  const lus = [...champs].map(([nom, sien]) => [nom, sien.lire()]).filter(([, lu]) => lu !== undefined);
  return lus.length ? Object.fromEntries(lus) : undefined;
}

/** Rend des champs repliés sous un mot ; rien s'il n'y en a pas, et tels quels s'ils sont seuls. */
export function plie(mot, noeuds, seuls = false) {
  if (!noeuds.length) return [];
  return seuls ? noeuds : [element("details", { class: "repli" }, element("summary", {}, mot), noeuds)];
}
