// Ce qui sort de la page : un fichier neuf déjà rempli dans le dépôt, un téléchargement, un courriel, une copie.

import { COURRIEL_MAX, FORGE_MAX, sansAccents } from "../texte.js";

const NOM_MAX = 60;

/** Rend le nom de fichier que donne un titre. */
export function nomDe(titre, jour) {
  const mots = sansAccents(titre)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const court =
    mots.length > NOM_MAX
      ? mots
          .slice(0, NOM_MAX + 1)
          .replace(/-[^-]*$/, "")
          .slice(0, NOM_MAX)
      : mots;
  return [jour, court].filter(Boolean).join("-");
}

/** Rend la place d'une fiche dans le dépôt. */
export const placeDe = ({ dossier, fin, parAnnee }, nom) =>
  `${dossier}${parAnnee ? `${nom.slice(0, 4)}/` : ""}${nom}${fin}`;

/** Rend l'adresse qui ouvre ce fichier dans le dépôt, et si elle est déjà remplie ; trop longue, elle ne l'est pas. */
export function lienNeuf(modele, { fichier, texte }) {
  const [, dossier, nom] = /^(.*)\/([^/]+)$/.exec(fichier);
  const poser = (valeur) =>
    modele
      .replace("{dossier}", dossier)
      .replace("{nom}", encodeURIComponent(nom))
      .replace("{texte}", () => encodeURIComponent(valeur));
  const rempli = modele.includes("{texte}") && poser(texte);
  return rempli && rempli.length <= FORGE_MAX ? { lien: rempli, rempli: true } : { lien: poser(""), rempli: false };
}

/** Rend des fiches en un seul texte, chacune sous sa place. */
export const enUnTexte = (fiches) => fiches.map(({ fichier, texte }) => `# ${fichier}\n${texte}`).join("\n");

/** Rend le courriel qui porte ces fiches, et s'il reste des fichiers à y joindre. */
export function courriel(contact, fiches) {
  const ecrire = (corps) =>
    `mailto:${contact}?subject=${encodeURIComponent("Proposer une fiche")}&body=${encodeURIComponent(corps)}`;
  const entier = ecrire(enUnTexte(fiches));
  if (entier.length <= COURRIEL_MAX) return { lien: entier, aJoindre: false };
  const noms = fiches.map(({ fichier }) => `- ${fichier.split("/").pop()}`).join("\n");
  return { lien: ecrire(`Bonjour,\n\nJe joins à ce courriel, téléchargé de votre site :\n${noms}\n`), aJoindre: true };
}
