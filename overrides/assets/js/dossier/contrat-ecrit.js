// Le contrat court : un seul document, qui se signe seul, des articles communs et des textes du dossier remis à leur place. Sans page.

import "./socle.js";
import { mot, reponses, tableau, titre } from "../blocs.js";
import { ecrireNombre } from "../nombres.js";
import { ADire } from "../texte.js";
import { articlesCommuns, DITES, ENTREE, refusDuContrat } from "./contrat.js";
import { criteresDe, PRIX } from "./criteres.js";
import { laRemise, lignesDeSuivi } from "./document.js";
import { propre } from "./etat.js";
import { enContrat } from "./mots-du-contrat.js";
import { annexesDe, CADRE } from "./niveaux.js";
import { Poseur } from "./pose.js";

const PLACE = Array(4).fill(mot("\n"));

/** Rend les articles du contrat, { numero, titre, annexe, textes: [{ titre, numero, ancre, blocs }] }, renvois compris. */
function lesArticles(etat, composition, plan) {
  const { faits, pieces, parCle } = composition;
  const dites = Object.entries(DITES).filter(([, question]) => faits[question]);
  const partagees = {
    ...etat.partagees,
    ...Object.fromEntries(dites.map(([nom, question]) => [nom, String(faits[question])])),
  };
  const poser = new Poseur({ ...etat, partagees }, faits, new Map(), []);
  const fiche = { id: "contrat", variables: plan.contrat.variables };
  const duDossier = (code) =>
    pieces.flatMap(({ articles }) => articles).find((article) => article.code === code)?.textes ?? [];
  const articles = articlesCommuns(composition, plan)
    .map(({ id, titre: intitule, annexe, accueille, blocs, remise, remplit = [] }) => ({
      id,
      remise: blocs.length && remise,
      remplit,
      titre: intitule,
      annexe,
      commun: poser.blocs(blocs, { fiche, entree: ENTREE, source: "contrat" }),
      textes: accueille.flatMap(duDossier),
    }))
    .filter(({ commun, textes }) => commun.length || textes.length)
    .map((article, rang) => ({ ...article, numero: String(rang + 1) }));
  const numeros = new Map(
    articles.flatMap(({ numero, textes }) => textes.map(({ ancre }, rang) => [ancre, `${numero}.${rang + 1}`])),
  );
  const cadre = [
    ...[...parCle.values()].filter(({ piece }) => piece === CADRE),
    ...cadresLibres(etat, composition, plan, poser),
  ];
  for (const [rang, { ancre }] of cadre.entries()) numeros.set(ancre, `${articles.length + 1}.${rang + 1}`);
  return { articles, numeros, cadre };
}

const COLONNES = ["Question", "Points", "Comment ils se donnent", "Pièce à joindre", "Votre réponse"];
const AU_PLUS_JUSTE = "Selon la réponse, en trois marches.";

// Le contrat se lit seul : un critère que nulle clause n'écrit, hors prix, y demande au candidat ce qui se note, ou des blancs.
function cadresLibres(etat, { retenus }, { contrat: { cadres = {} } }, poser) {
  const blancs = [["[Question]", "[points]", "[barème]", "[pièce à joindre]"]];
  return criteresDe(etat, retenus)
    .autres.map(({ nom, rang }) => ({ nom: nom.trim(), ancre: `cadre_${rang}` }))
    .filter(({ nom }) => nom && !PRIX.test(nom))
    .map(({ nom, ancre }) => {
      const questions = propre(cadres, nom)?.map(([question, points, bareme, piece]) => [
        question,
        ecrireNombre(points),
        bareme || AU_PLUS_JUSTE,
        piece,
      ]);
      const lignes = (questions ?? blancs).map((ligne) => [...ligne.map((dit) => poser.crochets(dit)), []]);
      return { ancre, titre: `Critère « ${nom} »`, libre: true, blocs: [tableau([COLONNES, ...lignes])] };
    });
}

function auContrat(blocs, numeros) {
  return blocs.map((bloc) => {
    if (bloc.elements) return { ...bloc, elements: bloc.elements.map((b) => auContrat(b, numeros)) };
    if (bloc.lignes) return { ...bloc, lignes: bloc.lignes.map((ligne) => ligne.map((b) => auContrat(b, numeros))) };
    const suite = bloc.suite.map((morceau) => ({
      ...morceau,
      texte: morceau.renvoi ? (numeros.get(morceau.renvoi) ?? morceau.texte) : enContrat(morceau.texte),
    }));
    return { ...bloc, suite };
  });
}

/** Rend le document du contrat, { nom, pageDeGarde, blocs } ; échoue avec ce qu'il faut dire s'il ne vaut pas pour cet achat. */
export function contratDe(etat, composition, plan) {
  const refus = refusDuContrat(composition, plan);
  if (refus) throw new ADire(refus);
  const { articles, numeros, cadre } = lesArticles(etat, composition, plan);
  const unTexte = ({ titre: intitule, ancre, blocs }) => [
    titre(2, intitule, { numero: numeros.get(ancre), ancre }),
    ...auContrat(blocs, numeros),
  ];
  const unArticle = ({ id, remplit, numero, titre: intitule, annexe, commun, textes }) => [
    titre(1, annexe ? `Annexe : ${intitule.toLowerCase()}` : intitule, {
      numero,
      page: annexe,
      ancre: id.replaceAll("-", "_"),
    }),
    ...commun,
    ...(remplit.length ? [reponses(remplit.map((ligne) => [ligne, []]))] : []),
    ...textes.flatMap(unTexte),
  ];
  const [contrat, annexes] = [false, true].map((annexe) =>
    articles.filter((article) => article.annexe === annexe).flatMap(unArticle),
  );
  const valeur = (nom) => propre(etat.partagees, nom)?.trim();
  const blanc = (texte) => mot(`[${texte}]`, { variable: true });
  const { variables } = plan.contrat;
  const lesLignes = (nom) => plan.contrat.articles.flatMap((article) => article[nom] ?? []);
  return {
    nom: "contrat",
    pageDeGarde: [
      titre(0, "Contrat"),
      reponses([
        ["Objet", valeur("objet-marche") ?? blanc(variables.objet_marche.libelle)],
        ["Acheteur", valeur("nom-acheteur") ?? blanc(variables.nom_acheteur.libelle)],
        ...(etat.lot ? [["Lot", etat.lot]] : []),
        [
          "Pièces annexées",
          [...lesLignes("joint"), ...annexesDe(composition).map((nom) => nom[0].toLowerCase() + nom.slice(1))].join(
            " ; ",
          ),
        ],
      ]),
      { genre: "sommaire", niveaux: "1-1" },
    ],
    blocs: [
      ...contrat,
      titre(1, "Signatures"),
      reponses(lesLignes("signe").map((ligne) => [ligne, PLACE])),
      ...annexes,
      ...(cadre.length
        ? [titre(1, "Annexe : cadre de réponse", { numero: String(articles.length + 1), page: true })]
        : []),
      ...cadre.flatMap(unTexte),
    ],
  };
}

/** Rend la composition où chaque texte dit aussi son numéro `auContrat`, si le contrat court vaut : l'archive porte l'un et l'autre. */
export function auxDeuxNumeros(etat, composition, plan) {
  if (composition.contrat.refus) return composition;
  const { numeros } = lesArticles(etat, composition, plan);
  const avecLeSien = ([cle, texte]) => [cle, { ...texte, auContrat: numeros.get(texte.ancre) }];
  return { ...composition, parCle: new Map([...composition.parCle].map(avecLeSien)) };
}

/** Rend les lignes du suivi (document.js) ; si le contrat court vaut, elles renvoient à ses articles. */
export function lignesDuSuivi(etat, composition, plan) {
  if (composition.contrat.refus) return lignesDeSuivi(etat, composition);
  const { articles, numeros, cadre } = lesArticles(etat, composition, plan);
  const releve = articles.find(({ id }) => id === "contrat-suivi")?.numero;
  const promis = cadre
    .filter(({ libre }) => libre)
    .map(({ titre: intitule, ancre }) =>
      [
        intitule,
        `Vérifier : ce que l’offre promet à l’article ${numeros.get(ancre)} du contrat, au relevé joint à la facture.`,
        "Le service qui suit le marché",
        "À chaque facture",
        releve ? `Article ${releve} du contrat.` : "",
      ].map((dit) => [mot(dit)]),
    );
  const auxSiens = ([cle, texte]) => [cle, { ...texte, numero: numeros.get(texte.ancre) ?? texte.numero }];
  const lignes = lignesDeSuivi(etat, { ...composition, parCle: new Map([...composition.parCle].map(auxSiens)) });
  const communes = articles
    .filter(({ remise }) => remise)
    .map(({ commun: blocs, ...article }) => laRemise([{ ...article, blocs, de: "du contrat" }]));
  return [
    ...lignes.map((ligne) => ligne.map((suite) => auContrat([{ suite }], numeros)[0].suite)),
    ...communes,
    ...promis,
  ];
}
