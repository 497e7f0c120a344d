// La lettre remplie sur sa page : six champs, les autres valeurs repliées ; la copie, le Word et le courriel partent de la lettre affichée.

import "./commun.js";
import { ecrireTexte, lireObjet } from "./appareil.js";
import { lireBlocs } from "./blocs.js";
import { ecrire, enHtml, enTexte } from "./copier.js";
import { aujourdhui, enDate } from "./dates.js";
import { direEcart, element, poserRetour } from "./elements.js";
import { remettreAuVisiteur } from "./fichier.js";
import { chargerDocx } from "./modules.js";
import { COURRIEL_MAX, compter } from "./texte.js";

const CLE = "mes-reponses";
const DU_JOUR = "date de la lettre";
const REFUS = "Votre navigateur refuse de garder vos réponses : elles ne valent que pour cette page.";
const ECHEC =
  "Le fichier rempli n’a pas pu être fabriqué : vérifiez votre connexion et réessayez, ou copiez la lettre.";

// Une saisie coupée à sa longueur peut finir par la moitié d'un signe, dont aucune adresse ne s'écrit.
const plat = (texte) =>
  texte
    .replace(/\p{Surrogate}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
// « 2 mai 2099 à 12 h », « à 9 h 05 », de « 2099-05-02T12:00 ».
const daterAvecHeure = (moment) => {
  const [jour, heure, minutes] = moment.split(/[T:]/);
  return `${enDate(jour)} à ${Number(heure)}\u00a0h${Number(minutes) ? `\u00a0${minutes}` : ""}`;
};

/** Met chaque blanc de la lettre, le texte entre crochets, dans un élément ; rend { dit, marque } de chacun. */
function marquer(lettre) {
  const marcheur = document.createTreeWalker(lettre, NodeFilter.SHOW_TEXT);
  const noeuds = [];
  while (marcheur.nextNode()) noeuds.push(marcheur.currentNode);
  return noeuds.flatMap((noeud) => {
    const morceaux = noeud.data
      .split(/\[([^\]]+)\]/)
      .map((dit, rang) => (rang % 2 ? element("span", { class: "variable" }, `[${dit}]`) : dit));
    if (morceaux.length > 1) noeud.replaceWith(...morceaux);
    return morceaux
      .filter((morceau) => morceau instanceof Element)
      .map((marque) => ({ dit: marque.textContent.slice(1, -1), marque }));
  });
}

/** Rend les mots qui entourent un blanc : ils nomment son champ. */
function alentour(marque) {
  const bloc = marque.closest("p, li") ?? marque.parentElement;
  const lire = (borner) => {
    const etendue = document.createRange();
    etendue.selectNodeContents(bloc);
    borner(etendue);
    return plat(String(etendue)).split(" ");
  };
  const avant = lire((etendue) => etendue.setEndBefore(marque)).slice(-6);
  const apres = lire((etendue) => etendue.setStartAfter(marque)).slice(0, 3);
  return `« ${[...avant, "…", ...apres].join(" ").trim()} »`;
}

/** Rend ce qu'un champ écrit dans la lettre. */
function texteDe({ type, value }) {
  if (type !== "datetime-local") return plat(value);
  return value ? daterAvecHeure(value) : "";
}

function ecartDe({ type, value, validity }) {
  if (validity.typeMismatch) return "Ce n’est pas une adresse de courriel.";
  if (validity.badInput) return "Donnez le jour et l’heure.";
  return type === "datetime-local" && value && new Date(value) < new Date() ? "Cette date est passée." : "";
}

class Lettre {
  constructor(formulaire) {
    this.formulaire = formulaire;
    this.lettre = document.getElementById("document");
    this.word = document.querySelector("[data-lettre-word]");
    this.courriel = document.querySelector("[data-lettre-courriel]");
    const blancs = marquer(this.lettre);
    this.champs = [...formulaire.querySelectorAll("[data-blanc]")].map((controle) => {
      const siens = blancs.filter(({ dit }) => plat(dit) === plat(controle.dataset.blanc));
      return this.champ(controle, siens, controle.labels[0].textContent);
    });
    const pris = new Set(this.champs.flatMap(({ marques }) => marques));
    this.poserAutres(blancs.filter(({ marque }) => !pris.has(marque)));
    this.gardes = this.champs.map(({ controle }) => controle).filter(({ dataset }) => dataset.garde);
    this.reprendre();
  }

  champ(controle, blancs, nom) {
    const message = element("p", { class: "message erreur", id: `${controle.id}-ecart`, role: "status" });
    controle.parentElement.append(message);
    const decrit = [controle.getAttribute("aria-describedby"), message.id].filter(Boolean).join(" ");
    controle.setAttribute("aria-describedby", decrit);
    return { controle, message, nom, dit: blancs[0]?.dit, marques: blancs.map(({ marque }) => marque) };
  }

  /** Pose un champ par autre blanc : une valeur proposée l'est déjà, la date est celle du jour. */
  poserAutres(blancs) {
    const bloc = this.formulaire.querySelector("[data-autres]");
    const liste = bloc.querySelector("div");
    for (const [rang, blanc] of blancs.entries()) {
      const nom = alentour(blanc.marque);
      const proposee = blanc.dit === DU_JOUR ? enDate(aujourdhui()) : /^\d/.test(blanc.dit) ? blanc.dit : "";
      const controle = element("input", { id: `autre-${rang}`, type: "text", maxlength: 160, value: proposee });
      liste.append(element("div", { class: "champ" }, element("label", { for: controle.id }, nom), controle));
      this.champs.push(this.champ(controle, [blanc], nom));
    }
    bloc.hidden = !blancs.length;
    bloc.querySelector("summary").textContent =
      `${compter(blancs.length, "autre valeur", "autres valeurs")} : délais, poids, date de la lettre`;
  }

  /** Reprend ce que l'appareil garde d'une lettre à l'autre. */
  reprendre() {
    const gardees = lireObjet(CLE);
    for (const controle of this.gardes) {
      const valeur = gardees[controle.dataset.garde];
      if (!controle.value && typeof valeur === "string") controle.value = valeur.slice(0, controle.maxLength);
    }
  }

  garder() {
    const valeurs = this.gardes.filter(({ value }) => value.trim()).map(({ dataset, value }) => [dataset.garde, value]);
    if (!ecrireTexte(CLE, valeurs.length ? JSON.stringify(Object.fromEntries(valeurs)) : ""))
      this.formulaire.querySelector("[data-garde-dit]").textContent = REFUS;
  }

  effacer() {
    for (const controle of this.gardes) controle.value = "";
    this.garder();
    this.montrer();
    this.gardes[0].focus();
  }

  vides() {
    return this.champs.filter(({ controle, marques }) => marques.length && !texteDe(controle));
  }

  montrer() {
    for (const { controle, message, dit, marques } of this.champs) {
      const texte = texteDe(controle);
      for (const marque of marques) {
        marque.textContent = texte || `[${dit}]`;
        marque.classList.toggle("variable-choisie", texte !== "");
      }
      direEcart(controle, message, ecartDe(controle));
    }
    const vides = this.vides();
    const reste = this.formulaire.querySelector("[data-reste]");
    const dit = vides.length
      ? `${compter(vides.length, "blanc reste", "blancs restent")} entre crochets : ${vides.map(({ nom }) => nom).join(" ; ")}.`
      : "Plus aucun crochet : relisez la lettre, puis envoyez-la.";
    if (reste.textContent !== dit) reste.textContent = dit;
    this.message = this.ecrireCourriel();
    this.courriel.href = this.message.adresse;
  }

  objet(texte) {
    return /^Objet\s*:\s*(.+)$/m.exec(texte)?.[1] ?? document.title;
  }

  /** Rend { adresse, entiere } : le courriel à ouvrir, et s'il porte la lettre entière ; sinon l'essentiel, une ligne de plus tant qu'elle tient. */
  ecrireCourriel() {
    const texte = enTexte(lireBlocs(this.lettre));
    const objet = this.objet(texte);
    const adresse = (corps) =>
      `mailto:?subject=${encodeURIComponent(objet)}&body=${encodeURIComponent(corps.replaceAll("\n", "\r\n"))}`;
    if (adresse(texte).length <= COURRIEL_MAX) return { adresse: adresse(texte), entiere: true };
    const [qui, , , limite, courriel, signataire] = this.champs.map(({ marques }) => marques[0]?.textContent ?? "");
    const lignes = [
      `Bonjour,\n\nVous trouverez dans la lettre jointe notre ${objet}.`,
      `Merci de répondre avant le ${limite}, à ${courriel}.`,
      [signataire, qui].join("\n"),
    ];
    const corps = lignes.reduce((avant, ligne) => {
      const apres = [avant, ligne].filter(Boolean).join("\n\n");
      return adresse(apres).length <= COURRIEL_MAX ? apres : avant;
    }, "");
    return { adresse: adresse(corps), entiere: false };
  }

  /** La lettre qui ne tient pas dans le courriel est copiée : il ne reste qu'à la coller, ou à joindre le fichier. */
  async envoyer(retour) {
    if (this.message.entiere) return;
    const blocs = lireBlocs(this.lettre);
    const copiee = await ecrire({ "text/html": enHtml(blocs), "text/plain": enTexte(blocs) });
    retour.textContent = `Le courriel ne dit que l’essentiel, la lettre n’y tient pas : ${copiee ? "elle est copiée, collez-la sous le message, ou " : ""}joignez le fichier Word.`;
  }

  async telecharger(retour) {
    retour.textContent = "Préparation…";
    try {
      const { Ecrivain, fabriquer } = await import("./word.js");
      const docx = await chargerDocx();
      const ecrivain = new Ecrivain(docx);
      const blocs = lireBlocs(this.lettre);
      const pages = [{ footers: { default: ecrivain.piedDePiece() }, children: ecrivain.blocs(blocs) }];
      const qui = texteDe(this.champs[0].controle);
      const nom = this.word.href.split("/").at(-1);
      remettreAuVisiteur(await fabriquer(docx, { titre: this.objet(enTexte(blocs)), auteur: qui }, pages), nom);
      const vides = this.vides().length;
      retour.textContent = `Fichier prêt : ${nom}${vides ? `, avec ${compter(vides, "blanc", "blancs")} entre crochets` : ""}.`;
    } catch {
      retour.textContent = ECHEC;
    }
  }

  ecouter() {
    this.formulaire.addEventListener("input", ({ target }) => {
      this.montrer();
      if (this.gardes.includes(target)) this.garder();
    });
    this.formulaire.querySelector("[data-effacer]").addEventListener("click", () => this.effacer());
    // Un navigateur remet parfois les valeurs saisies quand on revient sur la page.
    addEventListener("pageshow", () => this.montrer());
    const retour = poserRetour(this.word.parentElement.lastElementChild);
    this.word.addEventListener("click", (evenement) => {
      evenement.preventDefault();
      this.telecharger(retour);
    });
    this.courriel.addEventListener("click", () => this.envoyer(retour));
  }
}

/** Met en service les champs d'une lettre. */
export function installer(formulaire) {
  const lettre = new Lettre(formulaire);
  lettre.montrer();
  lettre.ecouter();
  formulaire.hidden = false;
  lettre.courriel.hidden = false;
}
