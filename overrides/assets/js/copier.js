// « Copier ce texte » : le presse-papiers reçoit une version mise en forme (Word, courriel) et une version texte.
// Un texte qu'un renvoi désigne par son titre le porte en tête ; copiés ensemble, les textes montrés portent tous le leur.

import { entreCrochets, lireBlocs, titre } from "./blocs.js";
import { element, poserRetour } from "./elements.js";

const FOND_VARIABLE = "rgb(255, 242, 168)";
const DUREE_RETOUR = 5000;
const MESSAGE_REFUS = "Votre navigateur refuse la copie. Le texte est sélectionné : copiez-le avec Ctrl + C.";

/**
 * Écrit des blocs en texte : tirets et numéros pour les listes, une ligne vide entre les paragraphes.
 * Avec `adresses`, un titre qui est un lien est suivi de son adresse.
 */
export function enTexte(blocs, retrait = "", adresses = false) {
  return blocs.map((bloc) => texteDuBloc(bloc, retrait) + (adresses ? adresseDuTitre(bloc) : "")).join("\n\n");
}

function adresseDuTitre(bloc) {
  const lien = bloc.genre === "titre" && bloc.suite.find((morceau) => morceau.lien)?.lien;
  return lien ? `\n${lien}` : "";
}

const texteDeSuite = (suite) => suite.map(({ texte, variable }) => (variable ? entreCrochets(texte) : texte)).join("");

function texteDuBloc(bloc, retrait) {
  if (bloc.genre === "liste") {
    return bloc.elements
      .map((blocs, rang) => {
        const puce = bloc.ordonnee ? `${rang + 1}. ` : "- ";
        const [premier, ...suivants] = blocs.map((b) => texteDuBloc(b, `${retrait}  `));
        return retrait + [puce + premier.trimStart(), ...suivants].join("\n");
      })
      .join("\n");
  }
  if (bloc.genre === "tableau") {
    const separateur = bloc.entetes === "lignes" ? " : " : " | ";
    const ligne = (cellules) => cellules.map((c) => enTexte(c).replace(/\n+/g, " ")).join(separateur);
    return bloc.lignes.map((cellules) => retrait + ligne(cellules)).join("\n");
  }
  return retrait + texteDeSuite(bloc.suite);
}

/** Écrit des blocs en HTML simple, sans classe ni script. */
export const enHtml = (blocs) => element("div", {}, blocs.map(elementDuBloc)).innerHTML;

function elementDuBloc(bloc) {
  if (bloc.genre === "liste")
    return element(
      bloc.ordonnee ? "ol" : "ul",
      {},
      bloc.elements.map((blocs) => element("li", {}, contenuDe(blocs))),
    );
  if (bloc.genre === "tableau") {
    const cellule = (blocs) => element("td", {}, contenuDe(blocs));
    return element(
      "table",
      {},
      element(
        "tbody",
        {},
        bloc.lignes.map((cellules) => element("tr", {}, cellules.map(cellule))),
      ),
    );
  }
  const suite = elementsDeSuite(bloc.suite);
  return element("p", {}, bloc.genre === "titre" ? element("strong", {}, suite) : suite);
}

// Un paragraphe seul dans une puce ou une cellule s'écrit sans balise p : Word n'y ajoute pas d'interligne.
function contenuDe(blocs) {
  return blocs.flatMap((bloc, rang) =>
    rang === 0 && bloc.genre === "paragraphe" ? elementsDeSuite(bloc.suite) : [elementDuBloc(bloc)],
  );
}

function elementsDeSuite(suite) {
  return suite.map(({ texte, gras, italique, lien, variable }) => {
    if (texte === "\n") return element("br");
    let noeud = document.createTextNode(texte);
    if (variable) {
      noeud = element("span", {}, noeud);
      noeud.style.backgroundColor = FOND_VARIABLE;
    }
    if (italique) noeud = element("em", {}, noeud);
    if (gras) noeud = element("strong", {}, noeud);
    if (lien) noeud = element("a", { href: lien }, noeud);
    return noeud;
  });
}

/** Écrit dans le presse-papiers (type MIME -> texte) ; rend faux si le navigateur refuse. */
export async function ecrire(formats) {
  // L'événement d'abord : l'autre voie fait relire le HTML par la page, dont la politique refuse le style d'une valeur surlignée.
  if (ecrireParEvenement(formats)) return true;
  try {
    const contenu = Object.fromEntries(
      Object.entries(formats).map(([type, texte]) => [type, new Blob([texte], { type })]),
    );
    await navigator.clipboard.write([new ClipboardItem(contenu)]);
    return true;
  } catch {
    return false;
  }
}

function ecrireParEvenement(formats) {
  const remplir = (evenement) => {
    for (const [type, texte] of Object.entries(formats)) evenement.clipboardData.setData(type, texte);
    evenement.preventDefault();
  };
  document.addEventListener("copy", remplir, { once: true });
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", remplir);
  }
}

function preparer(bouton) {
  if ("copierTexte" in bouton.dataset) {
    return {
      formats: { "text/plain": bouton.dataset.copierTexte },
      cible: bouton.parentElement?.querySelector("code"),
    };
  }
  // Sans adresse, le bouton copie ce qui précède sa ligne : le tableau d'une page écrite à la main n'a pas de nom.
  const { copier } = bouton.dataset;
  const cible = copier
    ? document.getElementById(copier.replace(/^#/, ""))
    : bouton.parentElement.previousElementSibling;
  if (!cible) return {};
  const { copierTitre } = bouton.dataset;
  const montres = [...cible.querySelectorAll("[data-texte]:not([hidden])")];
  const blocs = montres.length
    ? montres.flatMap((texte) => [
        titre(4, texte.querySelector("h3").textContent),
        ...lireBlocs(texte.querySelector(".texte-a-inserer")),
      ])
    : [...(copierTitre ? [titre(4, copierTitre)] : []), ...lireBlocs(cible)];
  const formats = { "text/html": enHtml(blocs), "text/plain": enTexte(blocs, "", "copierAdresses" in bouton.dataset) };
  return { formats, cible, aVerifier: JSON.stringify(blocs).includes('"variable":true') };
}

async function copier(bouton, retour) {
  const { formats, cible, aVerifier } = preparer(bouton);
  const reussi = formats && (await ecrire(formats));
  if (reussi) {
    retour.textContent = [aVerifier ? "Copié, valeurs à vérifier entre crochets." : "Copié.", bouton.dataset.avertir]
      .filter(Boolean)
      .join(" ");
  } else {
    if (cible) {
      // Un bloc qui ne sert qu'à la copie se montre, pour pouvoir être sélectionné.
      cible.classList.remove("pour-copie");
      cible.removeAttribute("aria-hidden");
      getSelection()?.selectAllChildren(cible);
    }
    retour.textContent = cible ? MESSAGE_REFUS : "Rien à copier ici.";
  }
  clearTimeout(retour.minuterie);
  if (reussi && !bouton.dataset.avertir) retour.minuterie = setTimeout(() => (retour.textContent = ""), DUREE_RETOUR);
}

/** Met en service les boutons de copie. */
export function installer() {
  for (const bouton of document.querySelectorAll("button[data-copier], button[data-copier-texte]")) {
    const retour = poserRetour(bouton);
    bouton.addEventListener("click", () => copier(bouton, retour));
    bouton.hidden = false;
  }
}
