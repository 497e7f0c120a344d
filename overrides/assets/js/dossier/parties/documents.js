// Les documents composés, article par article, puis ce qui se déclare et se suit.

import { tableau } from "../../blocs.js";
import { element } from "../../elements.js";
import { compter } from "../../texte.js";
import { aDeclarer } from "../declarer.js";
import { dessiner } from "../dessin.js";
import { ENTETES_DU_SUIVI, lignesDeSuivi } from "../document.js";
import { HORS_LIGNE } from "../fiches.js";
import { bouton } from "../geste.js";
import { fichierDe } from "../places.js";
import { estVide, valeursDe } from "../valeurs.js";

/** Rend les documents : le contrat court, ou pourquoi il ne vaut pas ; puis chaque pièce, article par article, qui se replie. Le corps des textes vient après (vue.js). */
export function lesDocuments(dossier) {
  const { pieces } = dossier.composition;
  if (!pieces.length) return [element("p", {}, "Aucun texte pour l’instant.")];
  return [...leContrat(dossier), ...pieces.map((piece) => unePiece(dossier, piece))];
}

function leContrat(dossier) {
  const { etat, composition } = dossier;
  const { refus } = composition.contrat;
  const vides = valeursDe(etat, composition.contrat).filter(estVide).length;
  const blancs = vides ? ` Il y reste ${compter(vides, "blanc", "blancs")}, dans « Vos valeurs ».` : "";
  if (refus) return [element("p", { class: "note" }, element("strong", {}, "Pas de contrat court ici. "), refus)];
  const lire = element(
    "details",
    { class: "repli dossier-piece", "data-repli": "contrat", open: dossier.pupitre.large.matches },
    element("summary", {}, element("h3", {}, "Le contrat court")),
    element("div", { class: "texte-a-inserer", "data-contrat": "" }),
  );
  lire.addEventListener("toggle", () => suivreLeContrat(dossier));
  return [
    element(
      "p",
      {},
      element("strong", {}, "Contrat court complet. "),
      `Prix, durée, paiement, avance, assurance, résiliation et vos textes, en un document qui se signe : le seul à publier seul, une fois ses blancs remplis et votre bordereau de prix joint.${blancs}`,
    ),
    element("p", { class: "actions" }, exporter("contrat", "Télécharger le contrat court")),
    lire,
  ];
}

const ecrits = new WeakMap();

/** Écrit le contrat court à sa place, si elle est ouverte, et n'en récrit que ce qui change ; ce qui l'écrit ne se charge qu'alors. Ses renvois mènent à lui. */
export async function suivreLeContrat(dossier) {
  const corps = dossier.racine.querySelector("[data-contrat]");
  if (!corps?.closest("details").open) return;
  const { contratDe } = await import("../contrat-ecrit.js").catch(() => ({}));
  if (!contratDe) return corps.replaceChildren(HORS_LIGNE);
  const { etat, composition, plan } = dossier;
  if (composition.contrat.refus) return;
  const { pageDeGarde, blocs } = contratDe(etat, composition, plan);
  const siens = [pageDeGarde[1], ...blocs].map((bloc) =>
    JSON.stringify(bloc).replace(/"(ancre|renvoi)":"/g, '"$1":"contrat-'),
  );
  const avant = ecrits.get(corps) ?? [];
  ecrits.set(corps, siens);
  const ecrire = (lesquels) => dessiner(lesquels.map((texte) => JSON.parse(texte)));
  if (avant.length !== siens.length) corps.replaceChildren(...ecrire(siens));
  else
    for (const [rang, texte] of siens.entries())
      if (avant[rang] !== texte) corps.children[rang].replaceWith(...ecrire([texte]));
  dossier.pupitre.remarquer();
}

function unePiece(dossier, { code: piece, libelle, articles }) {
  const textes = articles.reduce((somme, article) => somme + article.textes.length, 0);
  return element(
    "details",
    { class: "repli dossier-piece", "data-repli": piece, open: dossier.pupitre.large.matches },
    element(
      "summary",
      {},
      element("h3", {}, libelle),
      " ",
      element("span", { class: "note" }, ` (${compter(textes, "texte", "textes")})`),
    ),
    element("p", { class: "actions" }, exporter(fichierDe(piece), "Télécharger ce document seul")),
    articles.flatMap(({ code, numero, titre, textes: siens }) => [
      element("h4", { class: "dossier-article" }, `${numero} ${titre}`),
      ...siens.map((texte, rang) => unTexte(dossier, texte, code, rang, siens.length)),
    ]),
  );
}

const exporter = (genre, libelle) =>
  element("button", { type: "button", class: "bouton bouton-petit bouton-discret", "data-exporter": genre }, libelle);

function unTexte(dossier, texte, article, rang, nombre) {
  const commun = { cle: texte.cle, article };
  const gestes = [
    rang ? bouton("Monter", "deplacer", { ...commun, pas: -1 }, texte.titre) : null,
    rang < nombre - 1 ? bouton("Descendre", "deplacer", { ...commun, pas: 1 }, texte.titre) : null,
    texte.source === "clause"
      ? bouton("Retirer ce texte", "retirer-texte", { cle: texte.cle, titre: texte.titre }, texte.titre)
      : null,
    texte.source === "soi"
      ? bouton("Retirer ce paragraphe", "oter", { cle: texte.cle, titre: texte.titre }, texte.titre)
      : null,
    texte.source === "loi"
      ? bouton("Retirer ce texte", "oter-loi", { id: texte.cle.split("#")[1] }, texte.titre)
      : null,
    texte.source === "socle" && dossier.etat.socle.includes(texte.cle.slice(6))
      ? bouton("Retirer cette phrase", "socle", { id: texte.cle.slice(6) }, texte.titre)
      : null,
  ].filter(Boolean);
  return element(
    "section",
    { class: "disposition", id: texte.ancre, "data-cle": texte.cle, tabindex: "-1" },
    element("h5", {}, `${texte.numero} ${texte.titre}`),
    element("div", { class: "texte-a-inserer", "data-texte": texte.cle }),
    gestes.length ? element("p", { class: "actions" }, gestes) : null,
  );
}

/** Rend ce que montre le suivi : { declarer: des blocs, lignes }. */
export const ceQuiSeSuit = ({ etat, composition, plan }) => ({
  declarer: aDeclarer(composition, plan),
  lignes: lignesDeSuivi(etat, composition),
});

/** Rend ce qu’il faut déclarer, et le tableau de suivi. */
export function leSuivi({ declarer, lignes }) {
  return [
    element(
      "details",
      { class: "repli", "data-repli": "declarer" },
      element("summary", {}, "Ce qui se déclare"),
      dessiner(declarer),
    ),
    element(
      "details",
      { class: "repli", "data-repli": "suivi" },
      element("summary", {}, `Le tableau de suivi (${lignes.length} lignes)`),
      element(
        "div",
        { class: "defilable", role: "region", "aria-label": "Le tableau de suivi", tabindex: "0" },
        dessiner([tableau([ENTETES_DU_SUIVI, ...lignes])]),
      ),
      element("p", {}, element("a", { href: "../suivi/" }, "Une fois le marché signé, le suivre ici")),
    ),
  ];
}
