// Les textes, une fois composés : leurs renvois, ceux qui sont retirés, ceux qui n'ont plus de place.

import { compter, grouper, lister } from "../../texte.js";
import { nommerLesLots, seRencontrent } from "../lots.js";
import { annexesDe } from "../niveaux.js";
import { sansPlace } from "../places.js";
import { renvoisPerdus } from "../pose.js";
import { textesRetires } from "../retraits.js";
import { allerA, constat, enumerer, premiers, remettre, retirerTexte } from "./constat.js";
import { doublonsDe, retiresParmi } from "./objets.js";

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
      `${enumerer(retires.map(({ titre }) => titre))}. Une clause est écrite d’un tenant : vérifiez que le reste se lit sans lui.`,
      premiers(retires).map(remettre),
    );
}

/** Un lot sans article à lui n'a pas de fichier : son absence est dite. */
export function* lotsSansCahier({ lots, pieces }) {
  const sans = lots
    .map(({ code }) => code)
    .filter((code) => !pieces.some((piece) => piece.code === `cctp-lot-${code}`));
  if (lots.length > 1 && sans.length)
    yield constat(
      "info",
      "lot-sans-cahier",
      `Aucun article propre au CCTP : ${nommerLesLots(sans)}.`,
      "Ce qui est composé pour eux est au CCTP commun ; le reste de leur technique est à écrire dans votre cahier.",
    );
}

export function* annexes({ composition }) {
  const pieces = annexesDe(composition);
  if (pieces.length)
    yield constat(
      "info",
      "annexes",
      `${compter(pieces.length, "pièce est à joindre", "pièces sont à joindre")} au dossier de consultation.`,
      `Vos textes y renvoient : ${pieces.join(" ; ")}.`,
    );
}

/** Le même titre deux fois dans un document : l'un redit l'autre, ou leurs titres trompent, si un même lot les lit. Le premier reste ; ce que deux clauses redisent est dit d'elles. */
export function* titres({ faits, retenus, pieces, plan }) {
  const doublons = doublonsDe(retenus, plan, faits);
  const dits = new Set(doublons.map(({ premier, second }) => [premier.cle, second.cle].sort().join(" ")));
  for (const { libelle, articles } of pieces) {
    const textes = articles.flatMap((article) => article.textes).filter(({ source }) => source in OTER);
    for (const siens of grouper(textes, ({ titre }) => plier(titre)).values()) {
      const tries = [...siens].sort((a, b) => RANGS.indexOf(a.source) - RANGS.indexOf(b.source));
      const paires = tries
        .map((texte, rang) => [tries.slice(0, rang).find((avant) => seRencontrent(avant, texte)), texte])
        .filter(([premier, { cle }]) => premier && !dits.has([premier.cle, cle].sort().join(" ")));
      for (const [premier, leurs] of grouper(paires, ([un]) => un)) {
        const redits = leurs.map(([, texte]) => texte);
        yield constat(
          "attention",
          "titre-double",
          `Deux textes portent le même titre dans « ${libelle} » : « ${premier.titre} » (${lister([premier, ...redits].map(({ numero }) => numero))}).`,
          "Lisez les deux : s’ils disent la même chose, gardez-en un.",
          redits.map((texte) => ({
            ...OTER[texte.source](texte),
            libelle: `Garder ${premier.numero}, retirer ${texte.numero}`,
          })),
        );
      }
    }
  }
}

// Entre deux textes, celui de la loi reste d'abord, puis celui d'une clause, puis celui de l'acheteur.
const OTER = {
  loi: ({ cle }) => ({ geste: "oter-loi", id: cle.split("#")[1] }),
  clause: ({ cle, titre }) => ({ geste: "retirer-texte", cle, titre }),
  soi: ({ cle, titre }) => ({ geste: "oter", cle, titre }),
};
const RANGS = Object.keys(OTER);
const plier = (titre) => titre.trim().toLocaleLowerCase("fr");

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
