// Le dossier en texte : Markdown pour qui n'a pas Word, .csv et .ics pour le suivi. Sans page.

import { enJour, plusJours, plusMois } from "../dates.js";
import { ENTETES_DU_SUIVI, lignesDeSuivi } from "./document.js";
import { propre } from "./etat.js";

const DIESES = ["#", "#", "##", "###"];
const SIGNES = /([\\`*_[\]<>|])/g;
const DEBUT_DE_FORMULE = /^[=+\-@\t\r]/;

/** Rend le nom de fichier d'un dossier, sans accent ni extension. */
export function nomDeFichier(nom) {
  const nu = nom.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/\p{M}/gu, "");
  return (
    nu
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 60)
      .replace(/^-|-$/g, "") || "dossier"
  );
}

/** Rend le Markdown des sections ; les numéros y sont écrits. */
export const enMarkdown = (sections) =>
  `${sections
    .flatMap(({ blocs }) => blocs.map((bloc) => duBloc(bloc)))
    .filter(Boolean)
    .join("\n\n")}\n`;

function duBloc(bloc, retrait = "") {
  if (bloc.genre === "titre")
    return `${DIESES[bloc.niveau]} ${bloc.numero ? `${bloc.numero} ` : ""}${deSuite(bloc.suite)}`;
  if (bloc.genre === "liste") {
    return bloc.elements
      .map((blocs, rang) => {
        const puce = bloc.ordonnee ? `${rang + 1}. ` : "- ";
        return (
          retrait +
          puce +
          blocs
            .map((b) => duBloc(b, `${retrait}   `))
            .join(`\n${retrait}   `)
            .trimStart()
        );
      })
      .join("\n");
  }
  if (bloc.genre === "tableau") {
    const ligne = (cellules) => `| ${cellules.map((blocs) => blocs.map(enLigne).join("<br>")).join(" | ")} |`;
    const [tete, ...suite] = bloc.lignes;
    return [ligne(tete), `|${" --- |".repeat(tete.length)}`, ...suite.map(ligne)].join("\n");
  }
  const texte = deSuite(bloc.suite);
  return /^(\d+[.)]|[-+#])\s?/.test(texte) ? texte.replace(/^(\d*)/, "$1\\") : texte;
}

const enLigne = (bloc) =>
  bloc.genre === "liste"
    ? bloc.elements.map((blocs) => `- ${blocs.map(enLigne).join(" ")}`).join("<br>")
    : duBloc(bloc).replace(/\n/g, " ");

function deSuite(suite) {
  return suite
    .map(({ texte, gras, italique, variable, lien }) => {
      if (texte === "\n") return "  \n";
      const ecrit = (variable && !texte.startsWith("[") ? `[${texte}]` : texte).replace(SIGNES, "\\$1");
      const marque = gras ? "**" : italique ? "*" : "";
      const [, avant, coeur, apres] = /^(\s*)(.*?)(\s*)$/s.exec(ecrit);
      const entoure = coeur && marque ? `${avant}${marque}${coeur}${marque}${apres}` : ecrit;
      return lien ? `[${entoure}](${lien})` : entoure;
    })
    .join("");
}

const enTexte = (suite) =>
  suite
    .map(({ texte }) => texte)
    .join("")
    .replace(/\s+/g, " ")
    .trim();

/** Rend une case de tableur : jamais une formule. */
export function caseDeTableur(texte) {
  const sure = DEBUT_DE_FORMULE.test(texte) ? `'${texte}` : texte;
  return `"${sure.replace(/"/g, '""')}"`;
}

/** Rend le suivi pour un tableur : point-virgule, guillemets partout. */
export function enCsv(etat, composition) {
  const lignes = [ENTETES_DU_SUIVI, ...lignesDeSuivi(etat, composition).map((ligne) => ligne.map(enTexte))];
  return `\ufeff${lignes.map((ligne) => ligne.map(caseDeTableur).join(";")).join("\r\n")}\r\n`;
}

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

/**
 * Rend les rendez-vous du suivi : { jour, tous: mois, titre, texte, fin }. Un trimestre et un semestre sont ceux de
 * l'année civile ; le rendez-vous suit la fin de la période, au délai écrit, et la dernière période est suivie aussi.
 */
export function rendezVous(etat, composition) {
  if (!etat.debut || !Number(etat.duree)) return [];
  const fin = plusMois(etat.debut, Number(etat.duree));
  const suivis = lignesDeSuivi(etat, composition).map(([clause, quoi, qui, quand, suite]) => {
    const ecart = enTexte(suite);
    const texte = [
      `${enTexte(clause)}. ${enTexte(qui)}, ${enTexte(quand).toLowerCase()}.`,
      ecart && `En cas d’écart : ${ecart}`,
    ]
      .filter(Boolean)
      .join("\n");
    return { tous: rythme(enTexte(quand)), ...delai(enTexte(quand)), titre: enTexte(quoi), texte };
  });
  const reguliers = suivis
    .filter(({ tous }) => tous)
    .map(({ tous, jours, mois, titre, texte }) => {
      const apres = (periode) => plusJours(plusMois(periode, mois), Math.max(0, jours - 1));
      return {
        jour: apres(finDePeriode(etat.debut, tous, etat.debut)),
        fin: apres(finDePeriode(etat.debut, tous, plusJours(fin, -1))),
        tous,
        titre,
        texte,
      };
    });
  const bilan = {
    jour: plusMois(etat.debut, Math.max(1, Number(etat.duree) - 3)),
    tous: 0,
    titre: `Préparer le bilan : ${etat.nom}`,
    texte: "Trois mois avant la fin du marché.",
  };
  return [...reguliers, bilan];
}

// Le premier jour qui suit la période où tombe ce jour : année du marché, sinon mois, trimestre ou semestre civil.
function finDePeriode(debut, tous, jour) {
  const [a, m] = jour.split("-").map(Number);
  if (tous < 12) return enJour(a, Math.floor((m - 1) / tous) * tous + tous, 1);
  let [fin, rang] = [plusMois(debut, 12), 1];
  while (fin <= jour) fin = plusMois(debut, 12 * ++rang);
  return fin;
}

/** Rend le calendrier du suivi ; `maintenant` : « 20261126T120000Z ». */
export function enIcs(etat, composition, maintenant) {
  const propre = (texte) => texte.replace(/([\\;,])/g, "\\$1").replace(/\n/g, "\\n");
  const nu = (jour) => jour.replace(/-/g, "");
  const evenements = rendezVous(etat, composition).flatMap(({ jour, tous, titre, texte, fin }, rang) => [
    "BEGIN:VEVENT",
    `UID:${nu(jour)}-${rang}-${maintenant}@mon-dossier`,
    `DTSTAMP:${maintenant}`,
    `DTSTART;VALUE=DATE:${nu(jour)}`,
    ...(tous ? [`RRULE:FREQ=MONTHLY;INTERVAL=${tous};UNTIL=${nu(fin)}`] : []),
    `SUMMARY:${propre(titre)}`,
    `DESCRIPTION:${propre(texte)}`,
    "END:VEVENT",
  ]);
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
