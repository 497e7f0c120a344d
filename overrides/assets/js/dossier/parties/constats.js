// Ce que le contrôle relève, par gravité, et les boutons qui y remédient.

import { element } from "../../elements.js";
import { GRAVITES } from "../controles/constat.js";
import { bouton } from "../geste.js";

/** Rend ce que le contrôle relève, par gravité. */
export function lesConstats(dossier) {
  if (!dossier.constats.length)
    return [element("p", { class: "avis" }, "Rien n’a été relevé. Relisez tout de même chaque document.")];
  return Object.entries(GRAVITES).flatMap(([gravite, intitule]) => {
    const siens = dossier.constats.filter((c) => c.gravite === gravite);
    if (!siens.length) return [];
    const titre = element(
      "h3",
      { class: `constats-${gravite}` },
      gravite === "info" ? `${intitule} (${siens.length})` : intitule,
    );
    const liste = element(
      "ul",
      { class: "constats" },
      siens.map((c) => unConstat(c)),
    );
    return gravite === "info"
      ? [element("details", { class: "repli", "data-repli": gravite }, element("summary", {}, titre), liste)]
      : [titre, liste];
  });
}

function unConstat({ code, gravite, titre, raison, remedes }) {
  const boutons = remedes.map(({ geste, libelle, ...donnees }) =>
    bouton(libelle, geste, donnees, geste === "ajouter" || geste === "retirer" ? "" : titre),
  );
  return element(
    "li",
    { class: `constat constat-${gravite}`, "data-constat": code },
    element("p", {}, element("strong", {}, titre), ` ${raison}`),
    boutons.length ? element("p", { class: "actions" }, boutons) : null,
  );
}
