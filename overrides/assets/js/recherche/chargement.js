// La première recherche demande tout en même temps : moteur, index.

const avances = new Map();
let lancee = false;

/** Rend l'adresse du dossier de l'index que la page annonce. */
export const dossierDeLIndex = () =>
  new URL(document.querySelector("[data-index]").dataset.index, document.baseURI).href;

/** Lit un fichier JSON, ou reprend la lecture déjà lancée. Une lecture ne se reprend qu'une fois : un échec n'est pas gardé. */
export async function lireJson(adresse) {
  const avance = avances.get(adresse);
  avances.delete(adresse);
  return avance ?? demander(adresse);
}

async function demander(adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error(`${reponse.status} ${adresse}`);
  return reponse.json();
}

/** Charge la recherche (tout.js), et lance la lecture de l'index. */
export function chargerRecherche() {
  const dossier = dossierDeLIndex();
  if (!lancee) {
    lancee = true;
    const index = `${dossier}index.json`;
    const lecture = demander(index);
    lecture.catch(() => avances.delete(index));
    avances.set(index, lecture);
  }
  return import("./tout.js");
}
