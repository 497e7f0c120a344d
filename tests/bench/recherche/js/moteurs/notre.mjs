// Le nôtre, en paquet comme le site le sert.
import { Moteur } from "../../../../../overrides/assets/js/recherche/moteur.js";

export async function ouvrir(dossier) {
  const moteur = new Moteur(`${dossier}/`);
  return async (requete, nombre, genre) => {
    const { reponses } = await moteur.chercher(requete);
    const gardees = genre === "clauses" ? reponses.filter(({ numero }) => numero < moteur.index.clauses) : reponses;
    return moteur.fiches(gardees.slice(0, nombre).map(({ numero }) => numero));
  };
}
