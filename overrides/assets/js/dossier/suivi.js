// Le suivi d'un dossier dans le temps : ce que chaque ligne dit, tous les combien elle revient, les dates qui en viennent. Sans page.

import { enJour, plusJours, plusMois } from "../dates.js";
import { propre } from "./etat.js";

const CHAQUE =
  "^(chaque|après chaque|à la fin de chaque|une? \\S+ par|(dans|à la fin du) .*(suivant|suit|suivent) chaque)";
const RYTHMES = [
  [new RegExp(`${CHAQUE} trimestre`, "i"), 3],
  [new RegExp(`${CHAQUE} semestre|^deux fois par an$`, "i"), 6],
  [new RegExp(`${CHAQUE} mois`, "i"), 1],
  [new RegExp(`${CHAQUE} (année|an\\b)|^(à|après) chaque date anniversaire`, "i"), 12],
];
const JOURS = { huit: 8, dix: 10, quinze: 15, vingt: 20, trente: 30 };

/** Rend tous les combien de mois un moment écrit en mots revient ; 0 s'il ne le dit pas en clair. */
export function rythme(quand) {
  const dits = [quand, ...quand.split(", puis ").slice(1)];
  return RYTHMES.find(([motif]) => dits.some((dit) => motif.test(dit)))?.[1] ?? 0;
}

/** Rend le délai laissé après la période, { jours, mois }. */
export function delai(quand) {
  const jours = /^dans les (\S+) jours (?:suivant|qui suivent) chaque/i.exec(quand)?.[1];
  if (jours) return { jours: propre(JOURS, jours) ?? (Number(jours) || 0), mois: 0 };
  if (/^dans les deux mois (suivant|qui suivent) chaque/i.test(quand)) return { jours: 0, mois: 2 };
  return { jours: 0, mois: /^(dans le|à la fin du) mois (suivant|qui suit) chaque/i.test(quand) ? 1 : 0 };
}

const enTexte = (suite) =>
  suite
    .map(({ texte }) => texte)
    .join("")
    .replace(/\s+/g, " ")
    .trim();

/**
 * Rend ces lignes du suivi (document.js) en texte, par date puis par rythme : { clause, quoi, qui, quand, ecart, tous: mois, ou 0 ; jour, fin: la première
 * date et la dernière, si le début et la durée du marché sont dits }. Un trimestre et un semestre sont ceux de l'année civile ; la date suit
 * la fin de la période, au délai écrit, et la dernière période est suivie aussi. La dernière ligne prépare le bilan.
 */
export function suivis(etat, siennes) {
  const date = etat.debut && Number(etat.duree);
  const fin = date ? plusMois(etat.debut, Number(etat.duree)) : "";
  const lignes = siennes.map((ligne) => {
    const [clause, quoi, qui, quand, ecart] = ligne.map(enTexte);
    const [tous, { jours, mois }] = [rythme(quand), delai(quand)];
    const apres = (jour) => plusJours(plusMois(finDePeriode(etat.debut, tous, jour), mois), Math.max(0, jours - 1));
    const dates = date && tous ? { jour: apres(etat.debut), fin: apres(plusJours(fin, -1)) } : { jour: "", fin: "" };
    return { clause, quoi, qui, quand, ecart, tous, ...dates };
  });
  const jour = date ? plusMois(etat.debut, Math.max(1, Number(etat.duree) - 3)) : "";
  const bilan = {
    clause: "",
    quoi: `Préparer le bilan : ${etat.nom}`,
    qui: "",
    quand: "Trois mois avant la fin du marché",
    ecart: "",
    tous: 0,
    jour,
    fin: jour,
  };
  const rang = ({ jour: j, tous }) => (j ? `0 ${j}` : `1 ${String(tous || 99).padStart(2, "0")}`);
  return [...lignes, bilan].sort((a, b) => rang(a).localeCompare(rang(b)));
}

/** Rend chaque date d'une ligne datée. */
export function datesDe({ jour, fin, tous }) {
  const dates = [];
  for (let n = 0; jour && plusMois(jour, n * tous) <= fin; n++) {
    dates.push(plusMois(jour, n * tous));
    if (!tous) break;
  }
  return dates;
}

// Le premier jour qui suit la période où tombe ce jour : année du marché, sinon mois, trimestre ou semestre civil.
function finDePeriode(debut, tous, jour) {
  const [a, m] = jour.split("-").map(Number);
  if (tous < 12) return enJour(a, Math.floor((m - 1) / tous) * tous + tous, 1);
  let [fin, rang] = [plusMois(debut, 12), 1];
  while (fin <= jour) fin = plusMois(debut, 12 * ++rang);
  return fin;
}

/** Rend le calendrier de ces lignes du suivi (document.js) ; `maintenant` : « 20261126T120000Z ». */
export function enIcs(etat, lignes, maintenant) {
  const dire = (texte) => texte.replace(/([\\;,])/g, "\\$1").replace(/\n/g, "\\n");
  const nu = (jour) => jour.replace(/-/g, "");
  const evenements = suivis(etat, lignes)
    .filter(({ jour }) => jour)
    .flatMap(({ clause, quoi, qui, quand, ecart, jour, tous, fin }, rang) => {
      const quoiFaire = [`${[clause, qui].filter(Boolean).join(". ")}, ${quand.toLowerCase()}.`.replace(/^, /, "")];
      if (ecart) quoiFaire.push(`En cas d’écart : ${ecart}`);
      return [
        "BEGIN:VEVENT",
        `UID:${nu(jour)}-${rang}-${maintenant}@mon-dossier`,
        `DTSTAMP:${maintenant}`,
        `DTSTART;VALUE=DATE:${nu(jour)}`,
        ...(tous ? [`RRULE:FREQ=MONTHLY;INTERVAL=${tous};UNTIL=${nu(fin)}`] : []),
        `SUMMARY:${dire(quoi)}`,
        `DESCRIPTION:${dire(quoiFaire.join("\n"))}`,
        "END:VEVENT",
      ];
    });
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Base achats responsables//Mon dossier//FR",
    ...evenements,
    "END:VCALENDAR",
    "",
  ]
    .map(plier)
    .join("\r\n");
}

// Une ligne d'iCalendar a au plus 75 octets ; la suite commence par une espace.
function plier(ligne) {
  const morceaux = [];
  let courant = "";
  let octets = 0;
  for (const signe of ligne) {
    const taille = new TextEncoder().encode(signe).length;
    if (octets + taille > 73) {
      morceaux.push(courant);
      [courant, octets] = [" ", 1];
    }
    courant += signe;
    octets += taille;
  }
  return [...morceaux, courant].join("\r\n");
}
