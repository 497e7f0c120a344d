// Le premier écran de la réponse : la procédure, où publier, ce qui s'écrit d'abord, ce que l'on emporte.

import { bouton, element, mener } from "../elements.js";
import { compter } from "../texte.js";
import { reponseEnMots } from "./cas.js";
import { aEmporter } from "./conseils.js";
import { estVrai } from "./evaluateur.js";
import { manque } from "./mots.js";
import { documentDe, lesArticles, sEcrit } from "./reponses.js";

const LIGNES = 6;
// Ce que l'on tient pour vrai tant que l'acheteur ne dit rien d'autre, et qui peut changer la procédure.
const HYPOTHESES = {
  contrat: (_, dit) => dit,
  lots: (nombre) => compter(nombre, "seul lot", "lots"),
  reserve: (reponse) => (reponse === "oui" ? "réservé" : "non réservé"),
  groupement: (reponse) => (reponse === "oui" ? "en groupement" : "sans groupement"),
  marche: (_, dit) => `surtout des ${dit}`,
  "service-social": (reponse) => `service ${reponse === "oui" ? "sur" : "hors de"} la liste spéciale`,
};

/**
 * Rend { tete, places } : les quatre réponses et l'échelle, et où poser la question qui décide de la procédure, ou de la publicité.
 * `demander(fait)` ouvre une question ; `brut` : les réponses saisies.
 */
export function lePremierEcran(achat, resultat, brut, demander) {
  const place = () => element("div", { class: "question-seule" });
  const places = { procedure: place(), publicite: place() };
  const { procedure, obligations, incertaines, aPreciser } = resultat;
  const aEcrire = [...obligations, ...incertaines].filter(sEcrit);
  const enLettre = estVrai(achat.donnees, achat.cas, "petit-achat");
  const restent = aEcrire.length - LIGNES;
  const [aDire] = aPreciser.filter(({ regle }) => regle.suite === "procedure").flatMap((r) => r.manque);
  const blocs = [
    bloc(
      "procedure",
      "Votre procédure",
      laReponse(achat, "procedure", procedure, aPreciser, demander),
      // Sans procédure dite, rien n'est supposé : la question vient à sa place.
      !aDire && lesHypotheses(achat, demander),
      places.procedure,
    ),
    bloc("publicite", "Où publier", laReponse(achat, "publicite", procedure, aPreciser, demander), places.publicite),
    bloc(
      "a-ecrire",
      [
        enLettre ? "À écrire dans la lettre" : "À écrire d’abord",
        ...(restent > 0
          ? [", puis ", vers(`${restent} autre${restent > 1 ? "s" : ""} plus bas`, "partie-obligations")]
          : []),
      ],
      element(
        "ol",
        {},
        ...aEcrire
          .slice(0, LIGNES)
          .map((r) =>
            element(
              "li",
              {},
              vers(r.regle.titre, r.regle.id),
              !enLettre && r.regle.textes.length > 0 && element("span", { class: "piece" }, documentDe(achat, r)),
            ),
          ),
      ),
    ),
    bloc("emporter", "À emporter", ...aEmporter(achat, brut, aDire && (() => demander(aDire)))),
    placeDeLEchelle(achat),
  ];
  return { tete: blocs, places };
}

/** L'achat sur l'échelle des seuils, dont le module ne vient qu'avec une réponse ; s'il ne vient pas, la réponse tient sans lui. */
function placeDeLEchelle(achat) {
  const place = element("section", { class: "echelle-seuils", "aria-labelledby": "echelle-du-cas" });
  import("./echelle.js").then(({ lEchelle }) => place.append(...lEchelle(achat))).catch(() => {});
  return place;
}

function bloc(nom, titre, ...contenu) {
  const id = `reponse-${nom}`;
  return element(
    "section",
    { class: "reponse", "data-reponse": nom, "aria-labelledby": id },
    element("h3", { id }, ...[titre].flat()),
    ...contenu,
  );
}

/** Un lien qui ouvre une ligne plus bas ; l'adresse reste celle du cas. */
function vers(texte, id) {
  const lien = element("a", { href: `#${id}` }, texte);
  lien.addEventListener("click", (geste) => {
    geste.preventDefault();
    mener(id);
  });
  return lien;
}

/** La règle de cette suite qui joue ; sinon ce qui manque pour la dire ; sinon que rien n'est imposé. */
function laReponse(achat, suite, procedure, aPreciser, demander) {
  const { donnees } = achat;
  const jouent = procedure.filter(({ regle }) => regle.suite === suite);
  const manquent = aPreciser.filter(({ regle }) => regle.suite === suite).flatMap((r) => r.manque);
  if (manquent.length) {
    const faits = [...new Set(manquent)];
    const memes = aPreciser.some(({ regle, manque: sien }) => regle.suite === "procedure" && sien.includes(faits[0]));
    if (suite !== "procedure" && memes) return element("p", {}, "Pas encore\u00a0: la même réponse le dira.");
    return element(
      "p",
      { "data-inconnue": faits.join(" ") },
      `Pas encore\u00a0: il manque « ${manque(donnees, faits)} ». `,
      faits[0] in donnees.faits && bouton("Répondre", () => demander(faits[0]), { class: "vers" }),
    );
  }
  const citer = (articles) => element("span", { class: "base" }, " (", ...lesArticles(achat, articles, true), ")");
  if (!jouent.length)
    return procedure
      .filter(({ regle }) => regle.suite === "procedure")
      .map(({ regle }) => element("p", {}, "Aucune annonce n’est imposée", citer(regle.articles.slice(0, 1))));
  return jouent.map(({ regle, etat }) =>
    element(
      "p",
      { "data-obligation": regle.id, "data-etat": etat },
      element("strong", {}, regle.titre),
      etat === "incertaine" && " (un seuil annoncé n’est pas confirmé)",
      citer(regle.articles),
    ),
  );
}

/** Ce que la réponse tient pour vrai, chacun à changer d'un geste. */
function lesHypotheses({ cas, donnees }, demander) {
  const tenus = Object.keys(HYPOTHESES).flatMap((nom) => {
    const fait = donnees.faits[nom];
    const reponse = cas[nom] ?? fait?.suppose;
    // Un petit achat se fait rarement à plusieurs : la question reste à « Préciser votre achat ».
    const sousEntendu = nom === "groupement" && cas[nom] === undefined && estVrai(donnees, cas, "petit-achat");
    return fait && reponse && !sousEntendu ? [[nom, fait, reponse]] : [];
  });
  return element(
    "p",
    { class: "hypotheses" },
    "Supposé\u00a0: ",
    ...tenus.flatMap(([nom, fait, reponse], rang) => {
      return [
        rang > 0 && ", ",
        bouton(HYPOTHESES[nom](reponse, reponseEnMots(fait, reponse).toLowerCase()), () => demander(nom), {
          class: "vers",
          "data-hypothese": nom,
          title: "Changer cette réponse",
        }),
      ];
    }),
    ".",
  );
}
