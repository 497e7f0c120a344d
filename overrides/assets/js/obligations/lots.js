// Les lots d'un marché alloti : chacun sa famille et son montant. L'ensemble se compare aux seuils ; un petit lot peut suivre une voie plus simple.

import "../commun.js";
import { element } from "../elements.js";
import { ecrireNombre, lireNombre } from "../nombres.js";
import { compter } from "../texte.js";
import { LOTS_MAX } from "./cas.js";
import { estVrai, evaluer, seuilAu } from "./evaluateur.js";
import "./procedure.js"; // du même morceau que l'évaluateur, pour tous ceux qui l'emploient

/**
 * Rend { total, plafond, petits, voies } de ces montants, NaN s'il manque : `voies`, de chacun : "ensemble", "dispense" (sans publicité ni mise en
 * concurrence) ou "adaptee" ; `petits` : le total de ceux qui ont une voie plus simple, permise si `plafond` n'est pas dépassé (R2122-8, R2123-1).
 */
export function voiesDesLots(donnees, cas, montants) {
  const nature = cas.marche === "travaux" ? "travaux" : "fournitures-services";
  const seuil = (nom) => seuilAu(donnees.seuils[nom], cas.lancement ?? "")?.montant ?? 0;
  const total = montants.reduce((somme, n) => somme + (n || 0), 0);
  const commune = estVrai(donnees, cas, "sans-procedure") || estVrai(donnees, cas, "petit-achat");
  const formalisee = estVrai(donnees, cas, "seuil-europeen") && !estVrai(donnees, cas, "regime-allege");
  const voie = (montant) => {
    if (commune || Number.isNaN(montant)) return "ensemble";
    if (montant < seuil(`dispense-${nature}`)) return "dispense";
    return formalisee && montant < seuil(`petits-lots-${nature}`) ? "adaptee" : "ensemble";
  };
  const voies = montants.map(voie);
  const petits = montants.reduce((somme, n, rang) => somme + (voies[rang] === "ensemble" ? 0 : n), 0);
  return { total, plafond: (cas.montant * seuil("petits-lots-part")) / 100, petits, voies };
}

const VOIES = {
  dispense: "sans publicité ni mise en concurrence",
  adaptee: "en procédure adaptée",
};
const PANNE = "Les règles de cette famille ne sont pas venues. Vérifiez la connexion, puis changez une réponse.";
const enEuros = (n) => `${ecrireNombre(n)}\u00a0€ HT`;

/** La partie « Vos lots » de la page. `apprendre(famille)` rend les règles d'une famille ; `changer(lots)` suit chaque saisie. */
export class Lots {
  constructor(racine, lots, { apprendre, changer }) {
    Object.assign(this, { racine, lots, apprendre, changer, lignes: [] });
  }

  /** Montre un lot par ligne, LOTS_MAX au plus, sa voie et ce qui lui est propre ; un achat montré depuis l'emporte. */
  async montrer(achat) {
    const { cas, donnees, base } = achat;
    this.achat = achat;
    const nombre = Math.min(cas.lots, LOTS_MAX);
    // Sans lot dit, rien ne s'imprime d'eux.
    this.racine.toggleAttribute("data-vide", !this.lots.length);
    if (this.lignes.length !== nombre) this.poser(donnees.faits.famille.choix, cas, nombre);
    const montants = this.lignes.map(({ montant }) => (montant.value.trim() ? lireNombre(montant.value) : NaN));
    const { total, plafond, petits, voies } = voiesDesLots(donnees, cas, montants);
    // Un lot tu, ou au-delà de LOTS_MAX, compte aussi : sans lui, rien ne se conclut de l'ensemble.
    const tous = montants.filter((n) => !Number.isNaN(n)).length === cas.lots;
    const trop = cas.lots > nombre;
    this.titre.textContent = `${trop ? `${nombre} de vos ${cas.lots}` : `Vos ${nombre}`} lots, un à un\u00a0: leur famille, leur voie`;
    this.bilan.textContent = trop
      ? `Cette page ne compare que ${nombre} lots : additionnez vous-même les autres.`
      : tous && total !== cas.montant
        ? `Les lots font ${enEuros(total)}, et le montant estimé ${enEuros(cas.montant)} : corrigez l’un ou l’autre.`
        : "";
    const siens = await Promise.all(this.lignes.map(({ famille }) => this.propres(cas, famille.value)));
    if (this.achat !== achat) return;
    const communs = siens.filter(Boolean).map((regles) => new Set(regles.map(({ id }) => id)));
    this.lignes.forEach(({ dit }, rang) => {
      const propres = siens[rang]?.filter(({ id }) => !communs.every((noms) => noms.has(id))) ?? [];
      const suite = [
        this.phrase(voies[rang], montants[rang], petits, plafond, tous),
        !siens[rang] && element("p", {}, PANNE),
        propres.length > 0 &&
          element(
            "details",
            {},
            element("summary", {}, `${compter(propres.length, "obligation propre", "obligations propres")} à ce lot`),
            element(
              "ul",
              {},
              ...propres.map(({ id, titre }) =>
                element("li", {}, element("a", { href: new URL(`obligations/toutes/#${id}`, base).href }, titre)),
              ),
            ),
          ),
      ];
      dit.replaceChildren(...suite.filter(Boolean));
    });
  }

  /** Rend les règles que doit ce cas dans cette famille, certaines, incertaines ou suspendues à une réponse ; rien si elles ne viennent pas. */
  async propres(cas, famille) {
    const donnees = await this.apprendre(famille);
    if (!donnees) return null;
    const { obligations, incertaines, aPreciser } = evaluer(donnees, { ...cas, famille });
    return [...obligations, ...incertaines, ...aPreciser].map(({ regle }) => regle);
  }

  phrase(voie, montant, petits, plafond, tous) {
    if (Number.isNaN(montant)) return element("p", { "data-voie": "" }, "Dites son montant.");
    if (voie === "ensemble") return element("p", { "data-voie": voie }, "Il suit la procédure de l’ensemble.");
    const texte =
      petits > plafond
        ? `Il pourrait se passer ${VOIES[voie]}, mais les petits lots font ${enEuros(petits)} : n’en choisissez que pour ${enEuros(plafond)}.`
        : tous
          ? `Il peut se passer ${VOIES[voie]} : les petits lots (${enEuros(petits)}) ne dépassent pas ${enEuros(plafond)}.`
          : `Il pourrait se passer ${VOIES[voie]}, si tous les petits lots, ensemble, ne dépassent pas ${enEuros(plafond)}.`;
    return element("p", { "data-voie": tous && petits <= plafond ? voie : "ensemble" }, texte);
  }

  poser(familles, cas, nombre) {
    this.titre = element("summary", { id: "vos-lots" });
    this.bilan = element("p", { class: "message", role: "status" });
    this.lignes = Array.from({ length: nombre }, (_, rang) => this.ligne(familles, cas, rang));
    this.racine.replaceChildren(
      element(
        "details",
        { class: "repli", open: this.lots.length > 0 },
        this.titre,
        element("p", {}, "L’ensemble se compare aux seuils ; un petit lot peut suivre une voie plus simple."),
        ...this.lignes.map(({ cadre }) => cadre),
        this.bilan,
      ),
    );
  }

  ligne(familles, cas, rang) {
    const { famille: code = cas.famille, montant: texte = "" } = this.lots[rang] ?? {};
    const famille = element(
      "select",
      { id: `lot-${rang}-famille` },
      ...Object.entries(familles).map(([valeur, mots]) =>
        element("option", { value: valeur, selected: valeur === code }, mots),
      ),
    );
    const montant = element("input", {
      id: `lot-${rang}-montant`,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      maxlength: "20",
      value: texte,
    });
    const dit = element("div", { role: "status" });
    const champ = (mots, saisie) =>
      element("div", { class: "champ" }, element("label", { for: saisie.id }, mots), saisie);
    const cadre = element(
      "fieldset",
      { "data-lot": rang + 1 },
      element("legend", {}, `Lot ${rang + 1}`),
      element(
        "div",
        { class: "completer-liste" },
        champ("Famille de ce lot", famille),
        champ("Montant de ce lot (€ HT)", montant),
      ),
      dit,
    );
    cadre.addEventListener("input", () => {
      this.lots = this.lignes.map((une) => ({ famille: une.famille.value, montant: une.montant.value.trim() }));
      this.changer(this.lots);
    });
    return { cadre, famille, montant, dit };
  }
}
