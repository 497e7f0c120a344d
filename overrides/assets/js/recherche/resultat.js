// Une réponse de toute la base, dessinée d'une seule façon : sous le champ de l'en-tête, sur la page de recherche, dans le trouveur.

import { element } from "../elements.js";
import { compter } from "../texte.js";
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

/** Rend la phrase qui dit combien de réponses, et ce que l'on a lu à la place d'un mot inconnu. */
export function phraseDe(nombre, requete, unites) {
  if (!nombre) return `Rien ne répond à « ${requete} ».`;
  const lus = unites.flatMap(({ corrections }) => corrections);
  return compter(nombre, "réponse", "réponses") + (lus.length ? `, en lisant « ${lus.join(" » ou « ")} »` : "");
}
