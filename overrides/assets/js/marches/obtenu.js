// Ce que les marchés suivis sur l'appareil ont obtenu, année par année, et ce qu'ils devraient déclarer.

import { aujourdhui } from "../dates.js";
import { element, p, partie } from "../elements.js";
import { enResultat, lireIndicateurs, obtenu } from "../suivi/bilan.js";
import { relire } from "../suivi/garde.js";
import { compter, grouper } from "../texte.js";

/** Rend les marchés suivis sur l'appareil. */
export const lesSuivis = () => [...relire().suivis.values()];

/** Rend la partie « Obtenu », ou rien si l'appareil ne suit aucun marché ; `base` : la racine du site. */
export async function lObtenu(base) {
  const suivis = lesSuivis();
  if (!suivis.length) return null;
  const lignes = obtenu(suivis, await lireIndicateurs(base), aujourdhui());
  return partie(
    "obtenu",
    "Ce que vos marchés suivis ont obtenu",
    p(
      `${compter(suivis.length, "marché suivi", "marchés suivis")} sur cet appareil. Une part est celle de ces seuls marchés, en sommes, jamais en moyenne ; celui où rien n’est saisi n’y est pas. `,
      element("a", { href: new URL("suivi/", base).href }, "Remplir un bilan"),
    ),
    ...[...grouper(lignes, ({ annee }) => annee)].flatMap(([annee, siennes]) => [
      element("h3", {}, annee),
      element("ul", {}, ...siennes.map((ligne) => uneLigne(base, ligne))),
    ]),
  );
}

const uneLigne = (base, { indicateur, famille, marches, ...ligne }) =>
  element(
    "li",
    { "data-indicateur": indicateur.id },
    element("a", { href: new URL(`indicateurs/${indicateur.id}/`, base).href }, indicateur.titre),
    famille && `, ${famille}`,
    "\u00a0: ",
    element("strong", {}, enResultat({ indicateur, ...ligne })),
    ` (${compter(marches, "marché", "marchés")})`,
  );
