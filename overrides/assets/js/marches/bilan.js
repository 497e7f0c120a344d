// Des contrats lus à ce que la page en dit : comptés une fois, à corriger, à renouveler, par année. Sans page.

import { plusMois } from "../dates.js";
import { contratDe, declare, estJour, nombre } from "./contrat.js";
import { autrementQueSuivi, double, illisible, juger, NAISSANCE } from "./regles.js";

const MOIS = 18;
const AN = 12;
// Divisions CPV de services qui sont des projets : ils s'achèvent.
const PROJETS = ["51", "70", "71", "73", "75", "76"];

/** Rend la nature d'un marché, travaux, fournitures ou services, d'après son code CPV ; rien s'il n'est pas lisible. */
export function natureDe({ codeCPV }) {
  if (!/^\d{8}/.test(codeCPV ?? "")) return "";
  const division = Number(codeCPV.slice(0, 2));
  return division === 45 ? "travaux" : division < 49 ? "fournitures" : "services";
}

/** Dit si c'est un accord-cadre : il le dit, ou s'exécute par bons de commande ou marchés subséquents (CCP R2162-2). */
export const estAccordCadre = ({ techniques = [], modalitesExecution = [] }) =>
  techniques.includes("Accord-cadre") ||
  modalitesExecution.some((une) => ["Bons de commande", "Marchés subséquents"].includes(une));

/** Rend « revient », « regarder » (une location courte), ou rien de ce qui s'achève : achat ponctuel, chantier, projet. */
export function retour(contrat) {
  if (estAccordCadre(contrat)) return "revient";
  const services = natureDe(contrat) === "services" && !PROJETS.includes(contrat.codeCPV.slice(0, 2));
  if (services && contrat.duree >= AN) return "revient";
  return /\blocation\b/i.test(contrat.objet ?? "") ? "regarder" : "";
}

/** Rend le dernier état de chaque contrat, et ceux dont le numéro sert deux fois dans un même fichier de l'acheteur. */
function unParContrat(contrats) {
  const gardes = new Map();
  const doubles = new Set();
  for (const contrat of contrats) {
    const avant = gardes.get(contrat.uid);
    if (contrat.donneesActuelles?.toLowerCase() === "false" && avant) continue;
    if (avant?.fichier === contrat.fichier && !contrat.partiel && !contrat.ancienne) doubles.add(avant).add(contrat);
    const perime =
      avant && (avant.donneesActuelles?.toLowerCase() === "true" || avant.modification > contrat.modification);
    if (!perime || contrat.modification > avant.modification) gardes.set(contrat.uid, contrat);
  }
  return { gardes: [...gardes.values()], doubles: [...doubles] };
}

const compte = () => ({
  contrats: 0,
  environnement: { oui: 0, non: 0, inconnu: 0 },
  social: { oui: 0, non: 0, inconnu: 0 },
});

function ajouter(ligne, environnement, social) {
  ligne.contrats += 1;
  ligne.environnement[environnement] += 1;
  ligne.social[social] += 1;
}

const BANDES = [
  [90_000, "Moins de 90 000 €"],
  [1_000_000, "De 90 000 € à 1 million"],
  [Number.POSITIVE_INFINITY, "1 million d’euros et plus"],
];
const bande = ({ montant }) =>
  nombre(montant) > 0 ? BANDES.find(([borne]) => nombre(montant) < borne)[1] : "Montant illisible";

/**
 * Rend { resultat, corrections, renouveler, regarder, parts } des lectures (formes.js), { brut…, fichier }, au jour dit.
 * `resultat` : ce que la page publie d'elle-même. `hors_calcul` : notifiés avant que le champ existe, ou sans date lisible ; `ecartes` :
 * ceux qui disent oui et non à la fois ; aucun des deux n'est dans les années. `familleDe(codeCPV)` rend la famille, en mots ; `suivis` : les marchés
 * suivis sur l'appareil, { numero, nom, declare }.
 */
export function dresser(lectures, jour, familleDe, suivis = []) {
  const corrections = [];
  const lus = lectures.flatMap((lecture, rang) => {
    try {
      return [contratDe(lecture, rang)];
    } catch {
      corrections.push({ ...illisible(`illisible-${rang}`), ...repere(lecture) });
      return [];
    }
  });
  const { gardes, doubles } = unParContrat(lus);
  const annees = {};
  const parts = { famille: new Map(), acheteur: new Map(), montant: new Map() };
  corrections.push(...doubles.map((contrat) => ({ ...double(contrat), ...repere(contrat) })));
  let [horsCalcul, ecartes] = [0, 0];
  for (const contrat of gardes) {
    const siens = suivis.filter(({ numero }) => numero && numero === contrat.id);
    for (const ecart of [...juger(contrat, jour), ...autrementQueSuivi(contrat, siens)])
      corrections.push({ ...ecart, ...repere(contrat) });
    const [environnement, social] = ["considerationsEnvironnementales", "considerationsSociales"].map((champ) =>
      declare(contrat, champ),
    );
    if (contrat.ancienne || !estJour(contrat.dateNotification) || contrat.dateNotification < NAISSANCE) horsCalcul += 1;
    else if ([environnement, social].includes("les-deux")) ecartes += 1;
    else {
      const cases = {
        famille: familleDe(contrat.codeCPV),
        acheteur: contrat.acheteurNom || contrat.acheteur,
        montant: bande(contrat),
      };
      annees[contrat.dateNotification.slice(0, 4)] ??= compte();
      ajouter(annees[contrat.dateNotification.slice(0, 4)], environnement, social);
      for (const [nom, valeur] of Object.entries(cases)) {
        if (!parts[nom].has(valeur)) parts[nom].set(valeur, compte());
        ajouter(parts[nom].get(valeur), environnement, social);
      }
    }
  }
  const finissent = gardes
    .filter(({ fin }) => fin > jour && fin <= plusMois(jour, MOIS))
    .sort((a, b) => a.fin.localeCompare(b.fin));
  const [renouveler, regarder] = ["revient", "regarder"].map((sorte) =>
    finissent.filter((contrat) => retour(contrat) === sorte),
  );
  const resultat = {
    ...{ contrats: gardes.length, annees, hors_calcul: horsCalcul, ecartes },
    a_corriger: corrections.map(({ uid, regle, champ }) => ({ uid, regle, champ })),
    a_renouveler: renouveler.map(({ uid, fin }) => ({ uid, fin })),
  };
  return { resultat, corrections, renouveler: renouveler.map(pourLaPage), regarder: regarder.map(pourLaPage), parts };
}

const repere = ({ id = "", objet = "", ligne, fichier }) => ({
  ...{ id, objet: objet.slice(0, 120) },
  ligne,
  fichier,
});

const pourLaPage = (contrat) => ({
  ...repere(contrat),
  ...{ uid: contrat.uid, fin: contrat.fin, codeCPV: contrat.codeCPV ?? "", acheteur: contrat.acheteur },
  ...{
    montant: nombre(contrat.montant) || 0,
    duree: contrat.duree,
    marche: natureDe(contrat),
    accordCadre: estAccordCadre(contrat),
  },
});
