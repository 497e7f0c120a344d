// Ce qui se déclare : les données essentielles sur le profil d'acheteur, et les codes d'un avis européen.

import { liste, mot, paragraphe } from "../blocs.js";
import { nomDuLot, vautPour } from "./lots.js";

/** Rend ce qui se déclare, un lot après l'autre : chaque lot est un contrat. */
export function aDeclarer(composition, plan) {
  if (!composition.lots.length) return duContrat(composition, plan);
  return composition.lots.flatMap((lot) => {
    const retenus = composition.retenus.filter(({ lots }) => vautPour(lots, lot.code));
    return [paragraphe(mot(nomDuLot(lot), { gras: true })), ...duContrat({ ...composition, retenus }, plan)];
  });
}

/** Rend ce qui se déclare sur le profil d'acheteur, et ce que le plan national compte : un contrat, quelle que soit la forme. */
function duContrat(composition, plan) {
  const valeurs = declarations(composition, plan);
  const compte = (champ) => (valeurs[champ].includes(plan.decp[champ].at(-1)) ? "non" : "oui");
  return [
    paragraphe("Valeurs conseillées pour les données essentielles, dans les mots du schéma officiel :"),
    liste(
      Object.entries(valeurs).map(([champ, siennes]) => [
        paragraphe(mot(`${champ} : `, { gras: true }), siennes.join(", ")),
      ]),
    ),
    paragraphe(
      `Au sens du plan national pour des achats durables (2022-2025), qui compte les contrats : considération environnementale, ${compte("considerationsEnvironnementales")} ; considération sociale, ${compte("considerationsSociales")}.`,
    ),
    ...avisEuropeen(composition, plan),
  ];
}

/** Rend les valeurs à déclarer, champ par champ, dans les mots du schéma officiel. */
export function declarations({ retenus }, plan) {
  const trouvees = reunies(retenus, "decp", plan.decp);
  return Object.fromEntries(
    Object.entries(plan.decp).map(([champ, valeurs]) => [champ, trouvees[champ] ?? [valeurs.at(-1)]]),
  );
}

/** Rend champ → valeurs que disent ces textes, dans l'ordre de leur liste. */
function reunies(retenus, nom, listes) {
  const dites = Object.entries(listes).map(([champ, valeurs]) => [
    champ,
    valeurs.filter((v) => retenus.some(({ texte }) => texte[nom]?.[champ]?.includes(v))),
  ]);
  return Object.fromEntries(dites.filter(([, valeurs]) => valeurs.length));
}

/** Rend ce qui se coche dans un avis européen, et la phrase qu'il demande alors ; rien pour un petit achat, ni tant que ses mots ne sont pas lus. */
function avisEuropeen({ retenus, faits }, { avis = {} }) {
  if (faits.procedure === "petit-achat") return [];
  const listes = Object.fromEntries(Object.entries(avis).map(([champ, [, codes]]) => [champ, Object.keys(codes)]));
  const dits = Object.entries(reunies(retenus, "avis", listes));
  if (!dits.length) return [];
  const decrit = new Set(retenus.filter(({ texte }) => texte.avis?.["BT-06"]).map(({ texte }) => texte.titre));
  return [
    paragraphe("Si un avis européen se publie, codes conseillés, dans les mots de ses listes :"),
    liste([
      ...dits.map(([champ, codes]) => [
        paragraphe(
          mot(`${champ} (${avis[champ][0]}) : `, { gras: true }),
          codes.map((code) => `${code}, ${avis[champ][1][code]}`).join(" ; "),
        ),
      ]),
      [
        paragraphe(
          mot("BT-777 (description, obligatoire avec BT-06) : ", { gras: true }),
          `${[...decrit].join(" ; ")}.`,
        ),
      ],
      [
        paragraphe(
          mot("BT-810 et BT-811 : ", { gras: true }),
          "à lire si un produit acheté porte une étiquette énergétique. BT-805 : « eu » si vous reprenez les critères de la Commission européenne.",
        ),
      ],
    ]),
  ];
}
