// « Copier ce texte » : le presse-papiers reçoit une version mise en forme (Word, courriel) et une version texte.
// Un texte qu'un renvoi désigne par son titre le porte en tête.

import { entreCrochets, lireBlocs } from "./blocs.js";

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
export function enHtml(blocs) {
  const page = document.implementation.createHTMLDocument("");
  page.body.append(...blocs.map((bloc) => elementDuBloc(bloc, page)));
  return page.body.innerHTML;
}

function creer(page, nom, ...enfants) {
  const cree = page.createElement(nom);
  cree.append(...enfants);
  return cree;
}

function elementDuBloc(bloc, page) {
  if (bloc.genre === "liste") {
    const puces = bloc.elements.map((blocs) => creer(page, "li", ...contenuDe(blocs, page)));
    return creer(page, bloc.ordonnee ? "ol" : "ul", ...puces);
  }
  if (bloc.genre === "tableau") {
    const cellule = (blocs) => creer(page, "td", ...contenuDe(blocs, page));
    const rangees = bloc.lignes.map((cellules) => creer(page, "tr", ...cellules.map(cellule)));
    return creer(page, "table", creer(page, "tbody", ...rangees));
  }
  const suite = elementsDeSuite(bloc.suite, page);
  return creer(page, "p", ...(bloc.genre === "titre" ? [creer(page, "strong", ...suite)] : suite));
}

// Un paragraphe seul dans une puce ou une cellule s'écrit sans balise p : Word n'y ajoute pas d'interligne.
function contenuDe(blocs, page) {
  return blocs.flatMap((bloc, rang) =>
    rang === 0 && bloc.genre === "paragraphe" ? elementsDeSuite(bloc.suite, page) : [elementDuBloc(bloc, page)],
  );
}

function elementsDeSuite(suite, page) {
  return suite.map(({ texte, gras, italique, lien, variable }) => {
    if (texte === "\n") return page.createElement("br");
    let noeud = page.createTextNode(texte);
    if (variable) {
      noeud = creer(page, "span", noeud);
      noeud.style.backgroundColor = FOND_VARIABLE;
    }
    if (italique) noeud = creer(page, "em", noeud);
    if (gras) noeud = creer(page, "strong", noeud);
    if (lien) {
      noeud = creer(page, "a", noeud);
      noeud.href = lien;
    }
    return noeud;
  });
}

/** Écrit dans le presse-papiers (type MIME -> texte) ; rend faux si le navigateur refuse. */
export async function ecrire(formats) {
  // L'événement d'abord : l'autre voie fait relire le HTML par la page, dont la politique refuse le style d'une valeur surlignée.
  if (ecrireParEvenement(formats)) return true;
  try {
    const contenu = Object.fromEntries(Object.entries(formats).map(([type, texte]) => [type, new Blob([texte], { type })]));
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
    return { formats: { "text/plain": bouton.dataset.copierTexte }, cible: bouton.parentElement?.querySelector("code") };
  }
  // Sans adresse, le bouton copie ce qui précède sa ligne : le tableau d'une page écrite à la main n'a pas de nom.
  const { copier } = bouton.dataset;
  const cible = copier ? document.getElementById(copier.replace(/^#/, "")) : bouton.parentElement.previousElementSibling;
  if (!cible) return {};
  const { copierTitre } = bouton.dataset;
  const blocs = [...(copierTitre ? [{ genre: "titre", niveau: 4, suite: [{ texte: copierTitre }] }] : []), ...lireBlocs(cible)];
  const formats = { "text/html": enHtml(blocs), "text/plain": enTexte(blocs, "", "copierAdresses" in bouton.dataset) };
  return { formats, cible, aVerifier: JSON.stringify(blocs).includes('"variable":true') };
}

async function copier(bouton, retour) {
  const { formats, cible, aVerifier } = preparer(bouton);
  const reussi = formats && (await ecrire(formats));
  if (reussi) {
    retour.textContent = [aVerifier ? "Copié, valeurs à vérifier entre crochets." : "Copié.", bouton.dataset.avertir].filter(Boolean).join(" ");
  } else {
    if (cible) {
      // Un bloc qui ne sert qu'à la copie se montre, pour pouvoir être sélectionné.
      cible.classList.remove("pour-copie");
      cible.removeAttribute("aria-hidden");
      getSelection()?.selectAllChildren(cible);
    }
    retour.textContent = cible ? MESSAGE_REFUS : "Rien à copier ici.";
  }
  retour.classList.toggle("retour-fort", !reussi || "avertir" in bouton.dataset);
  clearTimeout(retour.minuterie);
  if (reussi && !bouton.dataset.avertir) retour.minuterie = setTimeout(() => (retour.textContent = ""), DUREE_RETOUR);
}

/** Met en service les boutons de copie. */
export function installer(racine = document) {
  for (const bouton of racine.querySelectorAll("button[data-copier], button[data-copier-texte]")) {
    const retour = document.createElement("span");
    retour.className = "message retour";
    retour.setAttribute("role", "status");
    bouton.after(" ", retour);
    bouton.addEventListener("click", () => copier(bouton, retour));
    bouton.hidden = false;
  }
}
