// Les textes, une fois composés : leurs renvois, ceux qui sont retirés, ceux qui n'ont plus de place.

import { sansPlace } from "../places.js";
import { renvoisPerdus } from "../pose.js";
import { textesRetires } from "../retraits.js";
import { allerA, constat, enumerer, premiers, remettre, retirerTexte } from "./constat.js";
import { retiresParmi } from "./objets.js";

export function* renvois(contexte) {
  for (const perdu of renvoisPerdus(contexte.composition)) {
    const { fiche } = perdu;
    const { tenus, aRemettre } = retiresParmi(perdu.perdus, contexte);
    const remedes = [...aRemettre.map(remettre), ...(tenus.length ? [retirerTexte(perdu)] : [])];
    yield constat(
      "bloque",
      "renvoi-perdu",
      `Un texte de « ${fiche.titre} » renvoie à un autre qui n’est pas là.`,
      remedes.length
        ? "Le texte auquel il renvoie est retiré de sa clause."
        : "Le texte auquel il renvoie n’est pas retenu à ce niveau.",
      remedes.length ? remedes : [allerA(fiche.id, "Changer le niveau")],
    );
  }
}

/** Un texte retiré de sa clause reste dit, et se remet. */
export function* retraits({ etat, composition }) {
  const retires = textesRetires(etat, composition);
  if (retires.length)
    yield constat(
      "info",
      "textes-retires",
      retires.length > 1
        ? `${retires.length} textes sont retirés de leurs clauses.`
        : "Un texte est retiré de sa clause.",
      `${enumerer(
        retires.map(({ titre }) => titre),
        " ; et d’autres.",
        ".",
      )} Une clause est écrite d’un tenant : vérifiez que le reste se lit sans lui.`,
      premiers(retires).map(remettre),
    );
}

export function* places({ composition, plan }) {
  const perdus = sansPlace(composition, plan);
  const oter = perdus
    .filter(({ source }) => source === "soi")
    .map(({ cle, titre }) => ({ geste: "oter", cle, titre, libelle: `Retirer « ${titre} »` }));
  const voir = [...new Set(perdus.map(({ fiche }) => fiche).filter(Boolean))].map(({ id, titre }) =>
    allerA(id, `Voir « ${titre} »`),
  );
  const titres = enumerer(perdus.map(({ titre }) => titre));
  if (perdus.length)
    yield constat(
      "bloque",
      "sans-place",
      perdus.length > 1 ? `${perdus.length} textes ne sont plus à leur place.` : "Un texte n’est plus à sa place.",
      `Le plan n’a plus cet article. À déplacer dans Word, depuis « Autres dispositions » : ${titres}.`,
      [...oter, ...voir],
    );
}
