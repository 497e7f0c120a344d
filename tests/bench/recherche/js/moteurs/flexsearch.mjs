// FlexSearch : accents pliés, débuts de mots, mots vides français, réponses partielles. Réglages : les meilleurs essayés ; sons
// rapprochés (LatinBalance) et racines du paquet français y perdent quelques points.
import { Charset, Document, Encoder } from "flexsearch";
import { filter } from "flexsearch/lang/fr";

const vide = () =>
  new Document({
    document: { id: "numero", index: ["titre", "resume", "texte"], store: ["genre", "adresse", "titre", "resume"] },
    tokenize: "forward",
    encoder: new Encoder(Charset.Normalize, { filter }),
  });

export async function construire(fiches) {
  const index = vide();
  for (const fiche of fiches) index.add(fiche);
  const fichiers = {};
  await index.export((cle, contenu) => {
    if (contenu) fichiers[`${cle}.json`] = contenu;
  });
  return { ...fichiers, "cles.json": JSON.stringify(Object.keys(fichiers)) };
}

export async function ouvrir(dossier) {
  const lire = async (nom) => (await fetch(`${dossier}/${nom}`)).text();
  const index = vide();
  const cles = JSON.parse(await lire("cles.json"));
  await Promise.all(cles.map(async (cle) => index.import(cle.replace(".json", ""), await lire(cle))));
  return async (requete, nombre, genre) => {
    const reponses = index.search(requete, { suggest: true, enrich: true, merge: true, limit: genre ? 500 : nombre * 3 });
    return reponses.map(({ doc }) => doc).filter((doc) => !genre || doc.genre === genre).slice(0, nombre);
  };
}
