// Les filtres d'une liste : cases par facette, comptes, volet repliable.

import { bouton, element } from "./elements.js";

const GRAND_ECRAN = "(min-width: 60em)";

export class Facettes {
  constructor(section) {
    this.filtres = section.querySelector(".filtres");
    const groupes = [...section.querySelectorAll("fieldset[data-facette]")];
    this.cases = new Map(groupes.map((g) => [g.dataset.facette, [...g.querySelectorAll("input[type=checkbox]")]]));
    this.titres = new Map(groupes.map((g) => [g.dataset.facette, g.querySelector("legend")?.textContent ?? ""]));
    /** Facette → codes connus, dans l'ordre du vocabulaire. */
    this.codes = new Map([...this.cases].map(([nom, cases]) => [nom, new Set(cases.map((boite) => boite.value))]));
    if (this.filtres) this.placer(section.querySelector(".tableau-resultats"));
  }

  /** Rend l'intitulé d'un code, ou rien s'il n'a pas de case. */
  intitule(nom, code) {
    return this.boite(nom, code)?.closest("label")?.querySelector("span")?.textContent ?? "";
  }

  /** Rend l'intitulé court d'un code, à défaut l'intitulé. */
  court(nom, code) {
    return this.boite(nom, code)?.dataset.court ?? this.intitule(nom, code);
  }

  boite(nom, code) {
    return this.cases.get(nom)?.find(({ value }) => value === code);
  }

  /** Rend les intitulés par facette : Map facette → Map code → intitulé. */
  get intitules() {
    return new Map(
      [...this.codes].map(([nom, codes]) => [nom, new Map([...codes].map((c) => [c, this.intitule(nom, c)]))]),
    );
  }

  /** Appelle `faire(nom, valeurs cochées)` à chaque case changée. */
  ecouter(faire) {
    this.filtres?.addEventListener("change", (evenement) => {
      const nom = evenement.target.closest("fieldset[data-facette]")?.dataset.facette;
      if (this.cases.has(nom))
        faire(
          nom,
          new Set(
            this.cases
              .get(nom)
              .filter((c) => c.checked)
              .map((c) => c.value),
          ),
        );
    });
  }

  /** Montre le choix, et les comptes s'ils sont donnés (Map facette → Map code → nombre). */
  montrer(choix, comptes) {
    let actives = 0;
    for (const [nom, cases] of this.cases) {
      for (const boite of cases) {
        if (choix.get(nom).has(boite.value) && !boite.checked) boite.closest("details.facette").open = true;
        boite.checked = choix.get(nom).has(boite.value);
        actives += boite.checked;
        if (!comptes) continue;
        const nombre = comptes.get(nom).get(boite.value) ?? 0;
        const compte = boite.closest("label")?.querySelector(".compte");
        if (compte) compte.textContent = nombre.toLocaleString("fr-FR");
        boite.disabled = !nombre && !boite.checked && boite !== document.activeElement;
      }
    }
    if (this.pastille) this.pastille.textContent = actives ? `${actives} actif${actives > 1 ? "s" : ""}` : "";
  }

  /** Rend un bouton par filtre actif, qui le retire. `retirer(nom, valeurs restantes)`. */
  etiquettes(choix, retirer) {
    const boutons = [];
    for (const [nom, valeurs] of choix) {
      for (const code of valeurs) {
        const reste = new Set([...valeurs].filter((autre) => autre !== code));
        const intitule = this.intitule(nom, code);
        boutons.push(
          bouton(`${intitule} ×`, () => retirer(nom, reste), {
            class: "bouton bouton-petit bouton-discret",
            "aria-label": `Retirer le filtre « ${intitule} »`,
          }),
        );
      }
    }
    return boutons;
  }

  /** À l'étroit, repliés sous le champ ; au large, ouverts à droite de la liste, que le clavier atteint avant eux. */
  placer(resultats) {
    const volet = this.filtres.querySelector("details");
    this.pastille = element("span", { class: "compte" });
    volet.querySelector("summary").append(" ", this.pastille);
    const large = matchMedia(GRAND_ECRAN);
    const regler = () => {
      volet.open = large.matches;
      resultats[large.matches ? "after" : "before"](this.filtres);
    };
    large.addEventListener("change", regler);
    regler();
  }
}
