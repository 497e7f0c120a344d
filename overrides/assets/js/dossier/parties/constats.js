// Ce que le contrôle relève, par gravité, et les boutons qui y remédient.

import { liste, paragraphe } from "../../blocs.js";
import { element } from "../../elements.js";
import { GRAVITES } from "../controles/constat.js";
import { dessiner } from "../dessin.js";
import { vigilancesDe } from "../document.js";
import { bouton } from "../geste.js";

const MONTRES = 3;

/** Rend ce que le contrôle relève, par gravité. */
export function lesConstats(dossier) {
  const vigilances = lesVigilances(dossier);
  if (!dossier.constats.length)
    return [
      element("p", { class: "avis" }, "Rien n’a été relevé. Relisez tout de même chaque document."),
      ...vigilances,
    ];
  const bloques = dossier.constats.some(({ gravite }) => gravite === "bloque");
  const relevees = Object.entries(GRAVITES).flatMap(([gravite, intitule]) => {
    const siens = dossier.constats.filter((c) => c.gravite === gravite);
    if (!siens.length) return [];
    const titre = element(
      "h3",
      { class: `constats-${gravite}` },
      gravite === "bloque" ? intitule : `${intitule} (${siens.length})`,
    );
    // Ce qui est grave se montre, les premiers d'abord ; le reste attend sous un repli.
    const montres = gravite === "bloque" ? MONTRES : 0;
    const replies = siens.slice(montres);
    const suite = montres ? `Les autres points à régler (${replies.length})` : titre;
    return [
      montres ? titre : null,
      montres ? enListe(siens.slice(0, montres)) : null,
      replies.length
        ? element(
            "details",
            { class: "repli", "data-repli": `${gravite} ${bloques}`, open: gravite === "attention" && !bloques },
            element("summary", {}, suite),
            enListe(replies),
          )
        : null,
    ];
  });
  return [...relevees.filter(Boolean), ...vigilances];
}

const enListe = (constats) =>
  element(
    "ul",
    { class: "constats" },
    constats.map((c) => unConstat(c)),
  );

/** Rend les points de vigilance des clauses retenues, repliés. */
function lesVigilances({ etat, composition }) {
  const siennes = vigilancesDe(etat, composition);
  if (!siennes.length) return [];
  const nombre = siennes.reduce((somme, { points }) => somme + points.length, 0);
  return [
    element(
      "details",
      { class: "repli", "data-repli": "vigilances" },
      element("summary", {}, element("h3", {}, `À vérifier avant publication (${nombre})`)),
      siennes.flatMap(({ fiche, points }) => [
        element("h4", {}, fiche.titre),
        ...dessiner([liste(points.map((point) => [paragraphe(...point)]))]),
      ]),
    ),
  ];
}

function unConstat({ code, gravite, titre, raison, remedes }) {
  const boutons = remedes.map(({ geste, libelle, ...donnees }) =>
    bouton(libelle, geste, donnees, geste === "ajouter" || geste === "retirer" ? "" : titre),
  );
  return element(
    "li",
    { class: `constat constat-${gravite}`, "data-constat": code, "data-gravite": gravite },
    element("p", {}, element("strong", {}, titre), ` ${raison}`),
    boutons.length ? element("p", { class: "actions" }, boutons) : null,
  );
}
