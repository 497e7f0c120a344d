// Un calendrier à importer (iCalendar) : des jours, leur titre, ce qu'il y a à faire. Sans page.

const nu = (jour) => jour.replace(/-/g, "");
const dire = (texte) => texte.replace(/([\\;,])/g, "\\$1").replace(/\n/g, "\\n");
const enNom = (texte) => texte.toLowerCase().replace(/[^\p{L}\d]+/gu, "-");

/**
 * Rend le fichier de ces événements, { cle: la même d'un export à l'autre, jour, titre, texte, regle: comment il revient, ou rien } ; `cadre` : la page dont ils viennent, en deux
 * mots sans accent ; `maintenant` : « 20261126T120000Z ».
 */
export function enCalendrier(cadre, evenements, maintenant) {
  const lignes = evenements.flatMap(({ cle, jour, titre, texte, regle }) => [
    "BEGIN:VEVENT",
    `UID:${enNom(cle)}@${enNom(cadre)}`,
    `DTSTAMP:${maintenant}`,
    `DTSTART;VALUE=DATE:${nu(jour)}`,
    ...(regle ? [`RRULE:${regle}`] : []),
    `SUMMARY:${dire(titre)}`,
    `DESCRIPTION:${dire(texte)}`,
    "END:VEVENT",
  ]);
  const entete = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//Base achats responsables//${cadre}//FR`];
  return [...entete, ...lignes, "END:VCALENDAR", ""].map(plier).join("\r\n");
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
