// Ce que la page montre d'une lecture : les fichiers, ce qui est à corriger, les chiffres.

import { lireBlocs } from "../blocs.js";
import { ecrire, enTexte } from "../copier.js";
import { aujourdhui, enDate } from "../dates.js";
import { bouton, element, p, partie, poserRetour, repli } from "../elements.js";
import { remettreAuVisiteur } from "../fichier.js";
import { compter, grouper, sansAccents } from "../texte.js";
import { enImage, enMots, enPng } from "./graphique.js";

const [MONTRES, DESSINES] = [20, 8];

/** Rend ce qui est dit de chaque fichier déposé : sa forme, ou pourquoi il n'est pas lu. */
export const lesFichiers = (fichiers) =>
  element(
    "ul",
    { "data-fichiers": true },
    ...fichiers.map(({ nom, forme, dits = [], refus }) =>
      element(
        "li",
        { "data-refus": Boolean(refus) },
        nom && element("strong", {}, nom),
        nom && "\u00a0: ",
        refus ?? [`${forme}.`, ...dits].join(" "),
      ),
    ),
  );

/** Rend la partie « À corriger avant de publier ». */
export function lesCorrections({ corrections, csv }) {
  const deCote = new Set(corrections.filter(({ ecarte }) => ecarte).map(({ uid }) => uid)).size;
  if (!corrections.length)
    return partie("a-corriger", "À corriger avant de publier", p("Rien à corriger : ces contrats suivent le schéma."));
  const groupes = [...grouper(corrections, ({ champ, phrase }) => `${champ} ${phrase}`).values()].sort(
    (a, b) => b[0].ecarte - a[0].ecarte || b.length - a.length,
  );
  return partie(
    "a-corriger",
    "À corriger avant de publier",
    p(
      deCote
        ? `Le ministère mettra de côté ${compter(deCote, "contrat", "contrats")} de ces fichiers : ils n’entreront pas dans les chiffres publiés.`
        : "Le ministère ne mettra de côté aucun de ces contrats ; voici ce qui reste faux ou vide.",
    ),
    p(
      "La liste se remet à qui tient votre profil d’acheteur, ou à qui y saisit vos données essentielles : il corrige chaque contrat sous son numéro, puis publie de nouveau.",
    ),
    element(
      "p",
      { class: "actions" },
      bouton("Télécharger la liste à remettre (.csv)", () =>
        remettreAuVisiteur(new Blob([csv], { type: "text/csv;charset=utf-8" }), "a-corriger.csv"),
      ),
    ),
    ...groupes.map(unGroupe),
    element(
      "p",
      { class: "note" },
      "Règles du schéma 2.0.4 des données essentielles (arrêtés du 22 décembre 2022), et de la consolidation du ministère telle que son programme l’écrivait le 18 août 2026. Un contrat notifié avant 2024 n’est pas jugé sur les champs et les listes nés ce jour-là. La clé des SIRET, l’existence des codes CPV et des lieux ne sont pas contrôlées ici.",
    ),
  );
}

function unGroupe(groupe) {
  const [{ champ, phrase, remede, ecarte, regle }] = groupe;
  const reste = groupe.length - MONTRES;
  return element(
    "details",
    { class: "repli", "data-regle": regle },
    element(
      "summary",
      {},
      `${compter(groupe.length, "contrat", "contrats")}, champ `,
      element("code", {}, champ),
      `\u00a0: ${phrase}`,
      ecarte && element("strong", {}, " Mis de côté par le ministère."),
    ),
    p(element("strong", {}, "À faire\u00a0: "), remede),
    element("ul", {}, ...groupe.slice(0, MONTRES).map(unContrat)),
    reste > 0 && p(`Et ${compter(reste, "autre", "autres")}, dans la liste à remettre.`),
  );
}

const unContrat = ({ id, objet, ligne, fichier, lu }) =>
  element(
    "li",
    {},
    element("strong", {}, id || "Sans numéro"),
    ` (${[fichier, ligne && `ligne ${ligne}`].filter(Boolean).join(", ")})`,
    objet && `\u00a0: ${objet}`,
    lu && `. Lu\u00a0: « ${lu} ».`,
  );

const COLONNES = ["Contrats", "Environnement", "Social"];

function tableau(titre, lignes) {
  const cases = ({ contrats, environnement, social }) => [
    contrats,
    enMots(environnement, contrats),
    enMots(social, contrats),
  ];
  return element(
    "table",
    { class: "tableau-donnees" },
    element("thead", {}, element("tr", {}, ...[titre, ...COLONNES].map((mot) => element("th", { scope: "col" }, mot)))),
    element(
      "tbody",
      {},
      ...lignes.map(([nom, ligne]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, nom),
          ...cases(ligne).map((valeur, rang) => element("td", { "data-libelle": COLONNES[rang] }, String(valeur))),
        ),
      ),
    ),
  );
}

// Des lignes en image et en tableau, et de quoi emporter l'une et l'autre.
function aEmporter(titre, lignes) {
  const cle = `par-${sansAccents(titre).replace(/[^a-z]+/g, "-")}`;
  const table = tableau(titre, lignes);
  const cadre = element("div", {}, table);
  const premiers = lignes.length > DESSINES ? `Les ${DESSINES} premiers. ` : "";
  const source = `${premiers}Données essentielles lues le ${enDate(aujourdhui())}.`;
  const image = enImage(cle, `Considérations déclarées, par ${titre.toLowerCase()}`, lignes.slice(0, DESSINES), source);
  const copier = bouton("Copier le tableau", async () => {
    const formats = { "text/html": table.outerHTML, "text/plain": enTexte(lireBlocs(cadre)) };
    retour.textContent = (await ecrire(formats))
      ? "Copié."
      : "Votre navigateur refuse la copie : sélectionnez le tableau.";
  });
  const enregistrer = bouton("Enregistrer l’image (.png)", async () => {
    try {
      remettreAuVisiteur(await enPng(image), `considerations-${cle}.png`);
      retour.textContent = "Image enregistrée.";
    } catch {
      retour.textContent = "Votre navigateur refuse d’enregistrer cette image : copiez le tableau.";
    }
  });
  const gestes = element("p", { class: "actions" }, copier, enregistrer);
  const retour = poserRetour(enregistrer);
  return [element("figure", { class: "image" }, image), cadre, gestes];
}

const RANGS = [
  ["famille", "Famille d’achat"],
  ["acheteur", "Acheteur"],
  ["montant", "Montant déclaré"],
];

/** Rend la partie « Mes chiffres » ; `base` : la racine du site. */
export function lesChiffres({ resultat, parts }, base) {
  const { annees, hors_calcul: horsCalcul, ecartes, contrats } = resultat;
  const lignes = Object.entries(annees).sort(([a], [b]) => b.localeCompare(a));
  return partie(
    "mes-chiffres",
    "Mes chiffres",
    p(
      `${compter(contrats, "contrat lu", "contrats lus")}, chacun compté une fois, dans son dernier état. «\u00a0Déclaré non\u00a0» n’est pas «\u00a0non\u00a0»\u00a0: «\u00a0Pas de considération\u00a0» est la valeur par défaut de bien des logiciels. «\u00a0Inconnu\u00a0»\u00a0: champ vide, ou «\u00a0NC\u00a0».`,
    ),
    horsCalcul > 0 &&
      p(
        `Hors calcul\u00a0: ${compter(horsCalcul, "contrat notifié avant 2024, avant que le champ existe, ou sans date lisible", "contrats notifiés avant 2024, avant que le champ existe, ou sans date lisible")}.`,
      ),
    ecartes > 0 &&
      p(
        `Non comptés\u00a0: ${compter(ecartes, "contrat qui dit oui et non à la fois", "contrats qui disent oui et non à la fois")}.`,
      ),
    ...(lignes.length
      ? [
          ...aEmporter("Année de notification", lignes),
          ...RANGS.filter(([nom]) => parts[nom].size > 1).map(([nom, titre]) => {
            const rangees = [...parts[nom]].sort(([, a], [, b]) => b.contrats - a.contrats);
            const reste = rangees.length > MONTRES ? ` (les ${MONTRES} premiers sur ${rangees.length})` : "";
            return repli(`Par ${titre.toLowerCase()}${reste}`, ...aEmporter(titre, rangees.slice(0, MONTRES)));
          }),
        ]
      : [p("Aucun contrat notifié depuis 2024 dans ces fichiers.")]),
    element(
      "p",
      { class: "note" },
      "Des nombres de contrats, jamais des euros\u00a0: chaque lot d’un accord-cadre déclare souvent le plafond du tout, et l’addition mentirait. Le ",
      element("a", { href: new URL("droit/pnad-2022-2025/", base).href }, "plan national 2022-2025"),
      " visait 100\u00a0% et 30\u00a0% en 2025, en nombre de contrats notifiés dans l’année ; il est fini, et nous n’en connaissons pas de suivant.",
    ),
  );
}
