// Une réponse de toute la base, dessinée d'une seule façon : sous le champ de l'en-tête, sur la page de recherche, dans le trouveur.

import { element } from "../elements.js";
import { direLeCompte } from "../texte.js";
import { expliquer, marquer } from "./marquage.js";
import { adresseDe } from "./site.js";

/** Rend une réponse : son genre, son titre qui mène à la page, ses pastilles, son résumé, et pourquoi elle répond si cela ne se voit pas. */
export function dessiner(fiche, reponse, unites, moteur, pastilles = []) {
  const { racines, raisons } = expliquer(fiche, reponse, unites, moteur);
  return element(
    "li",
    { class: "resultat", "data-resultat": fiche.id },
    fiche.sorte && element("p", { class: "resultat-genre" }, fiche.sorte),
    element(
      "p",
      { class: "resultat-titre" },
      element("a", { href: adresseDe(fiche) }, marquer(fiche.titre, racines)),
      pastilles.filter(Boolean).flatMap((pastille) => [" ", pastille]),
    ),
    fiche.resume && element("p", { class: "resume" }, marquer(fiche.resume, racines)),
    raisons.length > 0 && element("p", { class: "pourquoi" }, raisons.join(" ; ")),
  );
}

/** Rend la phrase qui dit combien de réponses, sur `total`. */
export function phraseDe(reponses, unites, noms = ["réponse", "réponses"], total = reponses.length) {
  return direLeCompte(reponses.length, noms, {
    total,
    partielles: unites.length > 1 ? reponses.filter((une) => une.unites.length < unites.length).length : 0,
    corrections: unites.flatMap(({ corrections }) => corrections),
  });
}
