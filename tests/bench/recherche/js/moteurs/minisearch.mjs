// MiniSearch nu : un seul index, accents pliés, débuts de mots et fautes.
import MiniSearch from "minisearch";

const OPTIONS = {
  idField: "numero",
  fields: ["titre", "resume", "texte"],
  storeFields: ["genre", "adresse", "titre", "resume"],
  processTerm: (mot) => mot.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""),
};

export async function construire(fiches) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(fiches);
  return { "index.json": JSON.stringify(index) };
}

export async function ouvrir(dossier) {
  const index = MiniSearch.loadJSON(await (await fetch(`${dossier}/index.json`)).text(), OPTIONS);
  return async (requete, nombre, genre) =>
    index
      .search(requete, {
        prefix: true,
        fuzzy: 0.2,
        boost: { titre: 3, resume: 2 },
        filter: genre ? (reponse) => reponse.genre === genre : undefined,
      })
      .slice(0, nombre);
}
