// Orama : langue française (racines). Réglages : les meilleurs essayés ; une faute tolérée (tolerance: 1) y perd deux points.
import { create, insertMultiple, load, save, search } from "@orama/orama";
import { stemmer } from "@orama/stemmers/french";

const vide = () =>
  create({
    schema: { genre: "enum", titre: "string", resume: "string", texte: "string" },
    sort: { enabled: false },
    components: { tokenizer: { language: "french", stemming: true, stemmer } },
  });

export async function construire(fiches) {
  const base = vide();
  await insertMultiple(base, fiches);
  const ecrite = save(base);
  // Le texte est dans l'index : le garder aussi dans les fiches doublerait le fichier.
  for (const fiche of Object.values(ecrite.docs.docs)) delete fiche.texte;
  return { "index.json": JSON.stringify(ecrite) };
}

export async function ouvrir(dossier) {
  const base = vide();
  load(base, await (await fetch(`${dossier}/index.json`)).json());
  return async (requete, nombre, genre) => {
    const { hits } = await search(base, {
      term: requete,
      properties: ["titre", "resume", "texte"],
      boost: { titre: 3, resume: 2 },
      limit: nombre,
      where: genre ? { genre: { eq: genre } } : undefined,
    });
    return hits.map(({ document }) => document);
  };
}
