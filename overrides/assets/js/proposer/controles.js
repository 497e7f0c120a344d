// Les contrôles d'un champ simple : un texte, un nombre, un jour, un code d'une liste, le nom d'une autre fiche.

import { element } from "../elements.js";
import { sansAccents } from "../texte.js";
import { estUnNombre } from "./schema.js";

const LIGNE_MAX = 160;
const PHRASE_MAX = 420;
const OUI_NON = new Map([
  ["true", "oui"],
  ["false", "non"],
]);
const UNE_OU_AUCUNE = "Nommez-en une, ou cochez « Aucune ».";
const INSTANT = "^\\d{4}-\\d{2}-\\d{2} (";
// Ce qu'un copier-coller apporte sans qu'on le voie, et que le contrôle refuserait.
const INVISIBLES =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu;

let rang = 0;
/** Rend un nom qui n'est qu'à lui dans la page. */
export const nomUnique = () => `proposer-${++rang}`;

/** Rend les codes admis, Map code → mot ; rien si le champ n'est pas une liste fermée, ou si elle se cherche en tapant. */
export function codesDe(schema, { listes, mots }) {
  if (schema.vocabulaire) return listes[schema.vocabulaire] && new Map(Object.entries(listes[schema.vocabulaire]));
  return schema.enum && new Map(schema.enum.filter((code) => code !== null).map((code) => [code, mots[code] ?? code]));
}

/** Rend un texte tel qu'il s'écrira : sans signe invisible, sans blanc aux bouts ; d'un seul tenant si le champ l'est. */
export function nettoyer(texte, { maxLength }) {
  const net = texte
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(INVISIBLES, "")
    .normalize("NFC")
    .replace(/ +$/gm, "")
    .trim();
  return maxLength === undefined || maxLength <= PHRASE_MAX ? net.replace(/\s*\n\s*/g, " ") : net;
}

/** Rend le constat du contrôle, ses valeurs posées : « message Remède ». */
export function dire({ messages }, code, valeurs) {
  const [sens, remede] = messages[code];
  const dit = `${sens[0].toUpperCase()}${sens.slice(1)}. ${remede}`;
  return dit.replace(/\{(\w+)\}/g, (entier, nom) => valeurs[nom] ?? entier);
}

function typeDe(schema) {
  if (schema.pattern?.startsWith(INSTANT)) return "datetime-local";
  if (estUnNombre(schema)) return "number";
  return schema.adresse ? "url" : schema.format === "date" ? "date" : "text";
}

function saisie(schema, codes, valeur) {
  const choix = schema.type === "boolean" ? OUI_NON : codes;
  let controle;
  if (choix) {
    const options = [...choix].map(([code, mot]) => element("option", { value: code }, mot));
    controle = element("select", {}, element("option", { value: "" }, "Choisissez"), options);
  } else if (
    !schema.vocabulaire &&
    !schema.renvoi &&
    !schema.adresse &&
    schema.type === "string" &&
    schema.maxLength > LIGNE_MAX
  ) {
    controle = element("textarea", { rows: schema.maxLength > PHRASE_MAX ? 8 : 3 });
  } else {
    const pas = estUnNombre(schema) && (schema.type === "integer" ? 1 : "any");
    controle = element("input", { type: typeDe(schema), step: pas, autocomplete: "off" });
  }
  controle.value = controle.type === "datetime-local" ? valeur.replace(" ", "T") : valeur;
  return controle;
}

/** Rend { noeud, lire, juger } d'un champ simple ; `nom` : son étiquette dans le fichier, `dit` : sa question. */
export function champSimple(nom, dit, schema, valeur, ctx, apres = []) {
  const codes = codesDe(schema, ctx);
  const simple = Array.isArray(valeur) ? valeur.join(", ") : typeof valeur === "object" ? undefined : valeur;
  const controle = saisie(schema, codes, String(simple ?? ""));
  const message = element("p", { class: "message", id: nomUnique() });
  controle.id = nomUnique();
  controle.setAttribute("aria-describedby", message.id);
  controle.dataset.champ = nom;
  // D'un élément de liste, la légende de la liste montre déjà la question.
  const classe = apres.length > 0 && "invisible";
  const etiquette = element("label", { for: controle.id, class: classe }, dit, " ", element("code", {}, nom));
  const noeud = element(
    "div",
    { class: "champ" },
    etiquette,
    element("div", { class: "actions" }, controle, apres),
    message,
  );
  let noms = codes;
  const cherche = schema.renvoi ?? (!codes && schema.vocabulaire);
  if (cherche)
    controle.addEventListener(
      "focus",
      async () => {
        noms = await ctx.renvois(cherche);
        proposer(controle, [...(noms ?? [])], ctx);
        ctx.changer();
      },
      { once: true },
    );

  // Le mot d'une liste vaut son code : « Tarn », 81.
  const code = (net) =>
    !noms || noms.has(net) ? net : ([...noms].find(([, mot]) => sansAccents(mot) === sansAccents(net))?.[0] ?? net);
  const brut = () => (controle.type === "datetime-local" ? controle.value.replace("T", " ") : controle.value);
  const lire = () => {
    const net = code(nettoyer(brut(), schema));
    if (!net) return undefined;
    if (schema.liste && net.includes(",")) return net.split(",").map((mot) => mot.trim());
    if (schema.type === "boolean") return net === "true";
    const nombre = estUnNombre(schema) || (schema.nombre && /^-?\d+(\.\d+)?$/.test(net));
    return nombre ? Number(net) : net;
  };
  const juger = (exige) => {
    controle.required = exige;
    const ecart = ecartDe(lire(), controle.validity.badInput);
    controle.setCustomValidity(
      ecart ||
        (exige && lire() === undefined
          ? schema.vide
            ? UNE_OU_AUCUNE
            : dire(ctx, "champ-manquant", { champ: nom })
          : ""),
    );
    const touche = controle.dataset.touche !== undefined;
    const aDire = touche ? controle.validationMessage : "";
    const inconnue = schema.renvoi === "droit" && noms && lire() !== undefined && !noms.has(lire());
    const mot = cherche && noms?.get(lire());
    const dite =
      aDire ||
      (inconnue && "Cette référence n’est pas au registre sous ce nom : le contrôle la jugera.") ||
      (mot ? `${lire()} : ${mot}` : "");
    if (message.textContent !== dite) message.textContent = dite;
    if (aDire) controle.setAttribute("aria-invalid", "true");
    else controle.removeAttribute("aria-invalid");
  };
  function ecartDe(lue, illisible) {
    if (illisible) return dire(ctx, "forme-incorrecte", { champ: nom });
    if (lue === undefined) return "";
    if (typeof lue === "number")
      return horsBornes(lue, schema) ? `${dire(ctx, "hors-bornes", {})} ${bornes(schema)}` : "";
    const longueur = [...String(lue)].length;
    const valeurs = { champ: nom, longueur, minimum: schema.minLength, maximum: schema.maxLength };
    if (!schema.renvoi && noms && !noms.has(String(lue)))
      return dire(ctx, "valeur-inconnue", {
        valeur: lue,
        vocabulaire: schema.vocabulaire,
        valeurs: proches(String(lue), noms),
      });
    if (longueur < schema.minLength) return dire(ctx, "trop-court", valeurs);
    if (schema.mots > String(lue).split(/\s+/).length) return dire(ctx, "corps-vide", {});
    if (longueur > schema.maxLength) return dire(ctx, "trop-long", valeurs);
    if (schema.adresse && !/^https:\/\/[^\s/]+\.[^\s]+$/.test(lue)) return dire(ctx, "lien-refuse", {});
    if (schema.pattern && !new RegExp(schema.pattern, "u").test(lue))
      return dire(ctx, "forme-incorrecte", { champ: nom });
    const balise = /<[a-z/!?].{0,10}/i.exec(lue);
    if (balise) return dire(ctx, "html-brut", { extrait: balise[0] });
    if (schema.sauf?.has(lue)) return dire(ctx, "fiche-en-double", { autre_fichier: `« ${lue} »` });
    if (schema.renvoi && schema.renvoi !== "droit" && noms && !noms.has(lue) && !ctx.connue(schema.renvoi, lue))
      return dire(ctx, "renvoi-absent", { nom: lue, genre: schema.renvoi });
    return "";
  }
  controle.addEventListener("change", () => {
    controle.dataset.touche = "";
    ctx.changer();
  });
  return { noeud, lire, juger };
}

/** Rend les codes d'une liste fermée qui portent ce mot ; à défaut, où les trouver. */
function proches(mot, codes) {
  const dits = [...codes].filter((paire) => paire.join(" ").toLowerCase().includes(mot.toLowerCase()));
  return dits.length && dits.length <= 12 ? dits.map(([code]) => code).join(", ") : "tapez un mot, la liste cherche";
}

const horsBornes = (nombre, { minimum, maximum, exclusiveMinimum }) =>
  nombre < minimum || nombre > maximum || nombre <= exclusiveMinimum;

function bornes({ minimum, maximum, exclusiveMinimum }) {
  const dits = [
    minimum !== undefined && `au moins ${minimum}`,
    exclusiveMinimum !== undefined && `plus de ${exclusiveMinimum}`,
    maximum !== undefined && `au plus ${maximum}`,
  ];
  return `(${dits.filter(Boolean).join(", ")})`;
}

/** Pose sous un champ ce qu'il peut nommer : le navigateur le cherche en tapant, dans le nom et dans le mot. */
function proposer(controle, choix, ctx) {
  const cle = choix.length ? choix[0][0] + choix.length : "vide";
  let liste = ctx.propositions.get(cle);
  if (!liste) {
    liste = element(
      "datalist",
      { id: nomUnique() },
      choix.map(([code, mot]) => element("option", { value: code, label: mot })),
    );
    ctx.propositions.set(cle, liste);
    ctx.place.append(liste);
  }
  controle.setAttribute("list", liste.id);
}
