// Ce que l'on lit d'un schéma JSON : celui que nos modèles écrivent.

const VIDE = {};

/** Rend le schéma d'un champ, ses renvois suivis : d'un champ facultatif, ce qu'il vaut quand il est rempli ; un texte dit s'il peut être un nombre, ou une liste ; une liste, si vide dit autre chose qu'absente. */
export function resoudre(schema, racine) {
  if (!schema || schema === true) return VIDE;
  const { anyOf, $ref, ...siens } = schema;
  if ($ref) return { ...resoudre(racine.$defs[$ref.split("/").pop()], racine), ...siens };
  if (!anyOf) return schema;
  const branches = anyOf.filter(({ type }) => type !== "null").map((branche) => resoudre(branche, racine));
  const texte = branches.find(({ type }) => type === "string");
  const admis = { nombre: branches.some(estUnNombre), liste: branches.some(({ type }) => type === "array") };
  const vide = !texte && branches.length < anyOf.length;
  return { ...(texte ?? branches.at(-1)), ...siens, ...(texte ? admis : { vide }) };
}

/** Dit si un champ est un nombre. */
export const estUnNombre = ({ type }) => type === "integer" || type === "number";

/** Rend le schéma des valeurs d'un champ aux noms libres, ou rien. */
export const libres = ({ additionalProperties, patternProperties }) =>
  Object.values(patternProperties ?? {})[0] ?? (additionalProperties || undefined);

/** Rend les champs qu'une fiche doit avoir : ceux du schéma, et ceux qu'il n'exige que de certaines valeurs. */
export function exigesDe({ required = [], allOf = [] }, valeurs) {
  const vrais = allOf.filter(({ if: condition }) => remplit(valeurs, condition));
  return [...required, ...vrais.flatMap(({ then: alors }) => alors.required)];
}

/** Dit si une valeur remplit une condition, des mots de JSON Schema que nos modèles emploient. */
function remplit(valeur, { const: juste, pattern, not: jamais, contains, required = [], properties = {} }) {
  return (
    (juste === undefined || valeur === juste) &&
    (!pattern || new RegExp(pattern, "u").test(valeur)) &&
    !(jamais && remplit(valeur, jamais)) &&
    (!contains || valeur.some((sienne) => remplit(sienne, contains))) &&
    required.every((nom) => valeur[nom] !== undefined) &&
    Object.entries(properties).every(([nom, dit]) => valeur[nom] === undefined || remplit(valeur[nom], dit))
  );
}
