// Le dossier en texte : Markdown pour qui n'a pas Word, .csv et .ics pour le suivi. Sans page.

import { ENTETES_DU_SUIVI, lignesDeSuivi } from "./document.js";

const DIESES = ["#", "#", "##", "###"];
const SIGNES = /([\\`*_[\]<>|])/g;
const DEBUT_DE_FORMULE = /^[=+\-@\t\r]/;

/** Rend le nom de fichier d'un dossier, sans accent ni extension. */
export function nomDeFichier(nom) {
  const nu = nom.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/\p{M}/gu, "");
  return nu.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "") || "dossier";
}

/** Rend le Markdown des sections ; les numéros y sont écrits. */
export const enMarkdown = (sections) => `${sections.flatMap(({ blocs }) => blocs.map((bloc) => duBloc(bloc))).filter(Boolean).join("\n\n")}\n`;

function duBloc(bloc, retrait = "") {
  if (bloc.genre === "titre") return `${DIESES[bloc.niveau]} ${bloc.numero ? `${bloc.numero} ` : ""}${deSuite(bloc.suite)}`;
  if (bloc.genre === "liste") {
    return bloc.elements
      .map((blocs, rang) => {
        const puce = bloc.ordonnee ? `${rang + 1}. ` : "- ";
        return retrait + puce + blocs.map((b) => duBloc(b, `${retrait}   `)).join(`\n${retrait}   `).trimStart();
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

const enLigne = (bloc) => (bloc.genre === "liste" ? bloc.elements.map((blocs) => `- ${blocs.map(enLigne).join(" ")}`).join("<br>") : duBloc(bloc).replace(/\n/g, " "));

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

const enTexte = (suite) => suite.map(({ texte }) => texte).join("").replace(/\s+/g, " ").trim();

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

const RYTHMES = [
  [/trimestr/i, 3],
  [/semestr/i, 6],
  [/\bmois\b|mensuel/i, 1],
  [/\bans?\b|année|annuel/i, 12],
];

/** Rend tous les combien de mois un moment écrit en mots revient ; 0 s'il ne revient pas à date fixe. */
export const rythme = (quand) => RYTHMES.find(([motif]) => motif.test(quand))?.[1] ?? 0;

/** Rend les rendez-vous du suivi : { jour: « AAAAMMJJ », tous: mois, titre, texte }, du début à la fin du marché. */
export function rendezVous(etat, composition) {
  if (!etat.debut || !Number(etat.duree)) return [];
  const fin = plusMois(etat.debut, Number(etat.duree));
  const suivis = lignesDeSuivi(etat, composition).map(([quoi, preuve, qui, quand]) => ({ tous: rythme(enTexte(quand)), titre: enTexte(quoi), texte: `${enTexte(preuve)} (${enTexte(qui)}, ${enTexte(quand).toLowerCase()})` }));
  const reguliers = suivis.filter(({ tous }) => tous && plusMois(etat.debut, tous) <= fin).map((suivi) => ({ ...suivi, jour: plusMois(etat.debut, suivi.tous), fin }));
  const bilan = { jour: plusMois(etat.debut, Math.max(1, Number(etat.duree) - 3)), tous: 0, titre: `Préparer le bilan : ${etat.nom}`, texte: "Trois mois avant la fin du marché." };
  return [...reguliers, bilan];
}

function plusMois(jour, mois) {
  const [a, m, j] = jour.split("-").map(Number);
  const dernier = new Date(Date.UTC(a, m - 1 + mois + 1, 0)).getUTCDate();
  return new Date(Date.UTC(a, m - 1 + mois, Math.min(j, dernier))).toISOString().slice(0, 10);
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
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Base achats responsables//Mon dossier//FR", ...evenements, "END:VCALENDAR", ""].map(plier).join("\r\n");
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
