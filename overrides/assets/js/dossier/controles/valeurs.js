// Les valeurs à remplir : vides, illisibles, hors la loi ou l'habitude, mal échelonnées, à confirmer, à sourcer.

import { accorder, ecrireNombre, lireNombre } from "../../nombres.js";
import { compter } from "../../texte.js";
import { COUVERTURE, chiffre, estChiffree, estProposee, estVide, groupesDeValeurs, texteDe } from "../valeurs.js";
import { constat, enumerer } from "./constat.js";

export function* valeurs({ etat, composition }) {
  const toutes = groupesDeValeurs(etat, composition)
    .filter(({ cle }) => cle !== COUVERTURE)
    .flatMap(({ valeurs: siennes }) => siennes);
  const blanches = toutes.filter(estVide);
  yield* deCes(blanches, "bloque", "blancs", ["Une valeur est vide.", "valeurs sont vides."], {
    raison: `À remplir : ${enumerer(blanches.map(({ variable }) => variable.libelle))}.`,
    remede: "Remplir les valeurs",
  });
  const disputees = toutes.filter(({ variable }) => variable.disputee);
  yield* deCes(
    disputees,
    "attention",
    "blancs-a-redire",
    ["Un blanc n’a pas repris sa valeur.", "blancs n’ont pas repris leur valeur."],
    {
      raison: `Gardée, elle ne dit plus lequel elle remplit\u00a0: ${enumerer(disputees.map(({ variable }) => `${variable.libelle} («\u00a0${variable.disputee}\u00a0»)`))}.`,
      remede: "La redire",
    },
  );
  const illisibles = toutes.filter(pasUnNombre);
  yield* deCes(
    illisibles,
    "bloque",
    "pas-un-nombre",
    ["Une valeur n’est pas un nombre.", "valeurs ne sont pas des nombres."],
    { raison: `Écrivez un nombre, sans unité : ${dire(illisibles)}.`, remede: "Corriger" },
  );
  for (const valeur of toutes) {
    const { titre, raison } = contreLaLoi(valeur) ?? {};
    if (titre)
      yield constat("bloque", "contre-la-loi", `${valeur.variable.libelle} : ${titre}.`, raison, [
        voir([valeur], "Corriger"),
      ]);
  }
  const dehors = toutes.filter((valeur) => horsBornes(valeur) && !contreLaLoi(valeur));
  yield* deCes(dehors, "attention", "bornes", ["Une valeur sort de l’habitude.", "valeurs sortent de l’habitude."], {
    raison: `${dire(dehors)}.`,
    remede: "Voir les valeurs",
  });
  const envers = toutes.filter((valeur) => avanceDe(etat, valeur) <= 0);
  yield* deCes(
    envers,
    "bloque",
    "echelle",
    ["Une échelle de points finit avant de commencer.", "échelles de points finissent avant de commencer."],
    { raison: `Toutes les offres y auraient la même note : ${nommer(envers)}.`, remede: "Changer la valeur" },
  );
  const courtes = toutes.filter(
    (valeur) => !envers.includes(valeur) && avanceDe(etat, valeur) < valeur.variable.echelle?.ecart,
  );
  yield* deCes(
    courtes,
    "attention",
    "echelle-courte",
    ["Une échelle de points est trop courte.", "échelles de points sont trop courtes."],
    {
      raison: `Un écart infime entre deux offres y vaudrait tous les points : ${nommer(courtes)}.`,
      remede: "Changer la valeur",
    },
  );
  const proposees = toutes.filter(estProposee);
  if (proposees.length)
    yield constat(
      "info",
      "proposees",
      `${compter(proposees.length, "valeur reste", "valeurs restent")} à la valeur proposée.`,
      "Elles sont surlignées dans les documents tant que vous ne les avez pas confirmées.",
      [{ geste: "confirmer", libelle: "Confirmer les valeurs proposées" }, voir(proposees, "Les voir")],
    );
  const aSourcer = toutes.filter(resteASourcer);
  if (aSourcer.length)
    yield constat(
      "info",
      "sourcage",
      `${compter(aSourcer.length, "valeur est", "valeurs sont")} à fixer après avoir interrogé des fournisseurs.`,
      `Aucune source ne les donne, et elles restent dans les textes : comparez-les à ce qu’ils disent savoir tenir. ${nommer(aSourcer)}.`,
      [voir(aSourcer, "Les voir")],
    );
}

/** Rend le constat de ces valeurs, s'il y en a ; `une`, `plusieurs` : son titre, que précède leur nombre. */
function* deCes(liste, gravite, code, [une, plusieurs], { raison, remede }) {
  if (liste.length)
    yield constat(gravite, code, liste.length > 1 ? `${liste.length} ${plusieurs}` : une, raison, [
      voir(liste, remede),
    ]);
}

/** Rend le remède qui mène à la première de ces valeurs, dans l'ordre où la page les demande. */
const voir = ([{ fiche, nom }], libelle) => ({ geste: "valeurs", cle: `${fiche.id} ${nom}`, libelle });

const nommer = (liste) => enumerer(liste.map(({ variable, fiche }) => `${variable.libelle} (${fiche.titre})`));

const dire = (liste) =>
  enumerer(liste.map(({ variable, fiche, saisie }) => `${variable.libelle}, ${saisie} (${fiche.titre})`));

/** Dit si la valeur proposée, sans source, vaut encore, confirmée ou non. */
const resteASourcer = ({ variable, saisie }) =>
  Boolean(variable.sourcage) && texteDe({ variable, saisie }) === String(variable.defaut ?? "");

/** Rend le nombre saisi, ou `NaN` : rien de saisi, rien de chiffré, ou pas un nombre. */
const nombreSaisi = ({ variable, saisie }) => (estChiffree(variable) && saisie?.trim() ? lireNombre(saisie) : NaN);

/** Dit si la valeur saisie devrait être un nombre et n'en est pas un. */
const pasUnNombre = (valeur) =>
  estChiffree(valeur.variable) && Boolean(valeur.saisie?.trim()) && Number.isNaN(nombreSaisi(valeur));

/** Dit si le nombre saisi sort des valeurs habituelles de la fiche. */
function horsBornes(valeur) {
  const { min, max } = valeur.variable;
  const nombre = nombreSaisi(valeur);
  return nombre < (min ?? -Infinity) || nombre > (max ?? Infinity);
}

/** Rend ce que la loi oppose au nombre saisi, { titre, raison }, ou rien. */
function contreLaLoi(valeur) {
  const { variable } = valeur;
  const nombre = nombreSaisi(valeur);
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
