// Un dossier hors de l'appareil : dans un lien (après « # », jamais envoyé au serveur), ou dans un fichier.

import { lire } from "./lecture.js";

export const LIEN_CONSEILLE = 2000;
const LIEN_MAX = 30_000;
const LU_MAX = 200_000;
const FICHIER_MAX = 3_000_000;
const PREFIXE = "d1.";

const TROP_LONG = "Ce dossier est trop long pour un lien : enregistrez-le dans un fichier, et envoyez le fichier.";

const enBase64 = (octets) =>
  btoa(String.fromCharCode(...octets))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const deBase64 = (texte) => Uint8Array.from(atob(texte.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

/** Rend ce qui suit « # » : le dossier sans le texte des clauses, dont il ne garde que l'empreinte ; refuse un lien que la page ne relirait pas. */
export async function enFragment(etat) {
  const clauses = etat.clauses.map(({ id, version, niveau, valeurs, lots }) => ({
    id,
    version,
    niveau,
    ...(Object.keys(valeurs).length && { valeurs }),
    ...(lots && { lots }),
  }));
  const utile = Object.entries({ ...etat, clauses }).filter(
    ([, valeur]) => valeur !== "" && !(typeof valeur === "object" && !Object.keys(valeur).length),
  );
  const octets = new TextEncoder().encode(JSON.stringify({ clauses, ...Object.fromEntries(utile) }));
  if (octets.length > LU_MAX) throw new Error(TROP_LONG);
  if (typeof CompressionStream === "undefined")
    throw new Error(
      "Ce navigateur ne sait pas fabriquer le lien : enregistrez le dossier dans un fichier, et envoyez le fichier.",
    );
  const flux = new Blob([octets]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const serres = new Uint8Array(await new Response(flux).arrayBuffer());
  if (PREFIXE.length + Math.ceil((serres.length * 4) / 3) > LIEN_MAX) throw new Error(TROP_LONG);
  return PREFIXE + enBase64(serres);
}

/** Lit ce qui suit « # » : rend { etat, messages }, ou rien s'il n'y a pas de dossier ; dit ce qui ne se lit pas. */
export async function deFragment(fragment) {
  const texte = fragment.replace(/^#/, "");
  if (!/^d\d+\./.test(texte)) return null;
  if (!texte.startsWith(PREFIXE))
    throw new Error(
      "Ce lien vient d’une autre version de la page : demandez le fichier du dossier à qui vous l’envoie.",
    );
  if (texte.length > LIEN_MAX) throw new Error("Ce lien est trop long pour être celui d’un dossier.");
  return lire(await decoder(texte.slice(PREFIXE.length)));
}

async function decoder(texte) {
  try {
    const flux = new Blob([deBase64(texte)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const morceaux = [];
    let taille = 0;
    for (const lecteur = flux.getReader(); ; ) {
      const { done, value } = await lecteur.read();
      if (done) break;
      taille += value.length;
      if (taille > LU_MAX) throw new Error("trop long");
      morceaux.push(value);
    }
    return JSON.parse(await new Blob(morceaux).text());
  } catch {
    throw new Error("Ce lien est coupé ou abîmé : demandez-en un autre, ou le fichier du dossier.");
  }
}

/** Rend le contenu du fichier d'un dossier, texte des clauses compris. */
export const enFichier = (etat) => JSON.stringify({ format: "mon-dossier", ...etat }, null, 1);

/** Lit le contenu d'un fichier : rend { etat, messages } ; dit ce qui ne se lit pas. Le texte d'une clause y est marqué comme venu de là. */
export function deFichier(contenu) {
  if (contenu.length > FICHIER_MAX) throw new Error("Ce fichier est trop gros pour être un dossier.");
  let brut;
  try {
    brut = JSON.parse(contenu);
  } catch {
    throw new Error("Ce fichier n’est pas un dossier : il doit venir du bouton « Enregistrer dans un fichier ».");
  }
  if (brut?.format !== "mon-dossier")
    throw new Error("Ce fichier n’est pas un dossier : il doit venir du bouton « Enregistrer dans un fichier ».");
  const { etat, messages } = lire(brut);
  return {
    etat: { ...etat, clauses: etat.clauses.map((entree) => (entree.garde ? { ...entree, recue: true } : entree)) },
    messages,
  };
}
