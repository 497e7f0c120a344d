// D'un fichier de données essentielles à ses contrats, tels qu'il les écrit : quelle forme, et ce qui ne se lit pas. Sans page.

import { SaxesParser } from "saxes";
import { ADire } from "../texte.js";
import { COLONNES, cle } from "./contrat.js";
import { exiger, lireTableau, lireTexte } from "./deposes.js";
import { CONSIDERATIONS } from "./valeurs.js";

const MAX = 100;
const PROFONDEUR = 60;
const EXPORT = "Demandez à votre profil d’acheteur l’export des données essentielles, en JSON, XML ou CSV.";

/**
 * Rend { forme, dits, contrats } d'un fichier { name, size, arrayBuffer } : `forme` en mots, `dits` : ce qu'il faut savoir de sa lecture,
 * `contrats` : { brut, ligne, partiel, concession }, `partiel` d'un tableau, qui ne porte pas tous les champs. Échoue avec ce qu'il faut dire.
 */
export async function lireFichier(fichier) {
  const { texte, dit } = await lireTexte(fichier, {
    max: MAX,
    alleger: "Ne gardez que vos contrats, ou une année.",
    remede: EXPORT,
  });
  const lu = selonLaForme(texte);
  if (!lu.contrats.length)
    throw new ADire(`Ce fichier est de la bonne forme (${lu.forme}), mais ne porte aucun contrat.`);
  return { ...lu, dits: [dit, ...(lu.dits ?? [])].filter(Boolean) };
}

function selonLaForme(texte) {
  const debut = texte.slice(0, 2000).trimStart();
  if (/^<(!doctype html|html|head|body)/i.test(debut))
    throw new ADire(
      `C’est une page Web, non un fichier de données : l’adresse a sans doute rendu une page d’erreur. ${EXPORT}`,
    );
  if (debut.startsWith("<")) return lireXml(texte);
  if (/^[{[]/.test(debut)) return lireJson(texte);
  return lireCsv(texte);
}

const ETRANGER = (quoi) =>
  new ADire(
    `${quoi} Ce n’est pas un fichier français de données essentielles, ou sa forme nous est inconnue. ${EXPORT}`,
  );

function lireJson(texte) {
  let lu;
  try {
    lu = JSON.parse(texte);
  } catch {
    throw new ADire(`Ce fichier JSON est coupé ou abîmé : il ne se lit pas jusqu’au bout. Téléchargez-le de nouveau.`);
  }
  const { marches = lu } = lu ?? {};
  const concessions = enListe(marches?.["contrat-concession"]);
  const plate = Array.isArray(marches);
  const siens = plate ? marches : enListe(marches?.marche);
  if (
    ![...siens, ...concessions].some((brut) => brut && typeof brut === "object" && ("id" in brut || "acheteur" in brut))
  )
    throw ETRANGER("Ce fichier JSON ne porte pas de « marches ».");
  const ancienne = plate && !siens.some((brut) => brut && "considerationsSociales" in brut);
  const lignes = lignesDesObjets(texte);
  const tous = (liste, nom, concession) =>
    liste
      .filter((brut) => brut && typeof brut === "object")
      .map((brut, rang) => ({
        ...{ brut, ancienne, ligne: lignes[nom]?.[rang] ?? 0 },
        concession: concession || /concession/i.test(brut._type ?? ""),
      }));
  return {
    forme: ancienne ? "JSON de 2019" : plate ? "JSON à plat de 2024" : "JSON réglementaire",
    dits: ancienne
      ? [
          "Forme de 2019, avant le champ : les considérations n’y existent pas. Ces contrats sont hors calcul, et ne se jugent pas ici.",
        ]
      : [],
    contrats: [
      ...tous(siens, plate ? (marches === lu ? "" : '"marches"') : '"marche"', false),
      ...tous(concessions, '"contrat-concession"', true),
    ],
  };
}

// La ligne où s'ouvre chaque objet : clé, avec ses guillemets, « » d'une liste sans clé → lignes, dans l'ordre. Vide si tout tient sur une ligne.
function lignesDesObjets(texte) {
  const lignes = {};
  if (!texte.trim().includes("\n")) return lignes;
  const pile = [];
  let [ligne, mot] = [1, ""];
  for (const [signe] of texte.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],\n]/g)) {
    if (signe === "\n") ligne++;
    else if (signe.startsWith('"')) mot = signe;
    else {
      if ("{[".includes(signe)) {
        const nom = mot || (pile.at(-1) ?? "");
        if (signe === "{" && pile.length < 4) (lignes[nom] ??= []).push(ligne);
        pile.push(nom);
      } else if (signe !== ",") pile.pop();
      mot = "";
    }
  }
  return lignes;
}

const enListe = (valeur) => (Array.isArray(valeur) ? valeur : valeur ? [valeur] : []);

function lireXml(texte) {
  if (/<!DOCTYPE|<!ENTITY/i.test(texte.slice(0, 5000)))
    throw new ADire(
      "Ce fichier XML déclare ses propres entités : il n’a pas été ouvert. Un export de données essentielles n’en a pas.",
    );
  const contrats = [];
  const pile = [{ enfants: Object.create(null) }];
  const lecteur = new SaxesParser();
  lecteur.on("opentag", ({ name }) => {
    if (pile.length > PROFONDEUR) throw new Error("trop profond");
    pile.push({ name, enfants: Object.create(null), texte: "", ligne: lecteur.line });
  });
  for (const sorte of ["text", "cdata"]) lecteur.on(sorte, (suite) => (pile.at(-1).texte += suite));
  lecteur.on("closetag", () => {
    const { name, enfants, texte: ecrit, ligne } = pile.pop();
    const valeur = Object.keys(enfants).length ? enfants : ecrit.trim();
    if (pile.length <= 3 && ["marche", "contrat-concession"].includes(name))
      contrats.push({ brut: valeur, ligne, concession: name !== "marche" });
    else {
      const parent = pile.at(-1).enfants;
      parent[name] = name in parent ? [...enListe(parent[name]), valeur] : valeur;
    }
  });
  lecteur.on("error", (erreur) => {
    throw erreur;
  });
  try {
    lecteur.write(texte).close();
  } catch {
    throw new ADire(`Ce fichier XML est coupé ou abîmé, vers la ligne ${lecteur.line}. Téléchargez-le de nouveau.`);
  }
  if (!contrats.length) throw ETRANGER("Ce fichier XML ne porte pas de « marche ».");
  return { forme: "XML réglementaire", contrats };
}

const INDISPENSABLES = ["id", "acheteur", "dateNotification"];

function lireCsv(texte) {
  const { noms, doubles, rangees, courtes } = lireTableau(texte, (entete) => COLONNES.get(cle(entete)));
  const connues = new Set(noms);
  if (connues.size < 4) throw ETRANGER("Ni JSON, ni XML, ni tableau dont les colonnes soient connues.");
  exiger(noms, INDISPENSABLES);
  const absentes = CONSIDERATIONS.filter((nom) => !connues.has(nom));
  const dits = [
    doubles,
    absentes.length && `Colonne absente : « ${absentes.join(" », « ")} ». Ces contrats sont comptés « inconnu ».`,
    courtes,
  ];
  const contrats = rangees.map((rangee) => ({ ...rangee, partiel: true }));
  const forme = connues.has("uid") ? "CSV de decp.info" : "CSV du ministère";
  return { forme, dits: dits.filter(Boolean), contrats };
}
