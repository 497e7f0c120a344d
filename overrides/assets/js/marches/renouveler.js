// La partie « À renouveler » : ce qui finit bientôt, et ce que devra la consultation suivante, jugée au jour où elle sera lancée.

import { enCalendrier } from "../calendrier.js";
import { enDate, plusMois } from "../dates.js";
import { bouton, element, liste, p, partie } from "../elements.js";
import { remettreAuVisiteur } from "../fichier.js";
import { changements } from "../obligations/a-venir.js";
import { lire, parDefaut, versAdresse } from "../obligations/cas.js";
import { aEmporter } from "../obligations/conseils.js";
import { evaluer } from "../obligations/evaluateur.js";
import { compter } from "../texte.js";
import { familleDuCpv } from "./familles.js";

/** Mois avant la fin du contrat → ce qu'il y a à faire : des repères de pratique, non des délais du code. */
const ETAPES = [
  [12, "Sourcer", "Rencontrez des fournisseurs et les usagers, faites le bilan du contrat qui finit."],
  [9, "Rédiger", "Écrivez le besoin, les clauses et les critères."],
  [6, "Publier", "Lancez la consultation : avis, puis dossier."],
];
const LANCEMENT = 6;
const MONTRES = 100;
const TOUTES = "toutes-familles";

const leDernier = (...jours) => jours.sort().at(-1);

/** Rend le jour où lancer la consultation qui remplace ce contrat : six mois avant sa fin, ou aujourd'hui s'il est passé. */
export function lancementDe({ fin }, jour) {
  return leDernier(plusMois(fin, -LANCEMENT), jour);
}

/** Rend le calendrier de ces contrats : sourçage, rédaction, publication ; une date passée devient aujourd'hui. */
export const calendrierDe = (contrats, jour, maintenant) =>
  enCalendrier(
    "Mes marches",
    contrats.flatMap(({ uid, objet, id, fin }) =>
      ETAPES.map(([mois, geste, texte]) => ({
        cle: `${uid}-${geste}`,
        jour: leDernier(plusMois(fin, -mois), jour),
        titre: `${geste} : ${objet || id}`,
        texte: `${texte} Le contrat finit le ${enDate(fin)}.`,
      })),
    ),
    maintenant,
  );

/** Rend les réponses à « Que dois-je mettre ? » que le contrat déclaré donne, pour la consultation suivante. */
export function achatDe(contrat, { acheteur, famille, jour, faits }) {
  return {
    ...parDefaut(faits, jour),
    ...{ acheteur, famille, marche: contrat.marche, contrat: contrat.accordCadre ? "accord-cadre" : "ordinaire" },
    ...{ montant: contrat.montant ? String(contrat.montant) : "", duree: contrat.duree ? String(contrat.duree) : "" },
    lancement: lancementDe(contrat, jour),
  };
}

/** La partie « À renouveler ». `apprendre(famille)` rend les règles d'une famille, faits et seuils compris, ou rien si elles ne viennent pas. */
export class Renouveler {
  constructor({ renouveler, regarder }, { jour, familles, base, organismes, apprendre }) {
    Object.assign(this, { contrats: renouveler, regarder, jour, familles, base, organismes, apprendre });
  }

  /** Rend la partie. */
  montrer() {
    const { contrats, regarder } = this;
    const titre = "À renouveler";
    const aRegarder =
      regarder.length > 0 &&
      p(
        `À regarder, sans l’affirmer\u00a0: ${regarder.map(({ objet, id, fin }) => `${objet || id} (${enDate(fin)})`).join(" ; ")}.`,
      );
    if (!contrats.length)
      return partie(
        "a-renouveler",
        titre,
        p("Aucun accord-cadre, ni service d’un an ou plus, ne finit dans les dix-huit mois."),
        aRegarder,
      );
    this.acheteur = this.choixDeLAcheteur();
    return partie(
      "a-renouveler",
      titre,
      p(
        `${compter(contrats.length, "contrat finit", "contrats finissent")} dans les dix-huit mois et ${contrats.length > 1 ? "reviendront" : "reviendra"}\u00a0: accords-cadres, et services d’un an ou plus. La fin se compte en mois depuis la notification, selon la dernière durée publiée, reconductions comprises.`,
      ),
      element("div", { class: "champ" }, element("label", { for: this.acheteur.id }, "Vous êtes"), this.acheteur),
      element(
        "p",
        { class: "actions" },
        this.boutonDuCalendrier(contrats, "Toutes les dates (.ics)", "a-renouveler.ics"),
      ),
      ...contrats.slice(0, MONTRES).map((contrat) => this.unContrat(contrat)),
      contrats.length > MONTRES && p(`Les ${MONTRES} premiers sont montrés\u00a0; tous sont dans le calendrier.`),
      aRegarder,
      element(
        "p",
        { class: "note" },
        "Sourçage à douze mois de la fin, rédaction à neuf, publication à six\u00a0: des repères de pratique, non des délais du code.",
      ),
    );
  }

  choixDeLAcheteur() {
    // Le SIREN d'un service de l'État commence par 1, celui d'une collectivité par 2.
    const probable = this.contrats[0].acheteur.startsWith("1") ? "etat" : "collectivites";
    const choix = element(
      "select",
      { id: "marches-acheteur" },
      ...Object.entries(this.organismes).map(([code, mots]) =>
        element("option", { value: code, selected: code === probable }, mots),
      ),
    );
    choix.addEventListener("change", () => {
      for (const pli of choix.closest("section").querySelectorAll("details[open]"))
        pli.dispatchEvent(new Event("toggle"));
    });
    return choix;
  }

  boutonDuCalendrier(contrats, mots, nom) {
    return bouton(
      mots,
      () => {
        const maintenant = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
        remettreAuVisiteur(
          new Blob([calendrierDe(contrats, this.jour, maintenant)], { type: "text/calendar;charset=utf-8" }),
          nom,
        );
      },
      { class: "bouton bouton-petit bouton-discret" },
    );
  }

  unContrat(contrat) {
    const dit = element("div", { role: "status" });
    const pli = element(
      "details",
      { class: "repli", "data-renouveler": contrat.uid },
      element("summary", {}, element("strong", {}, contrat.objet || contrat.id), ` finit le ${enDate(contrat.fin)}`),
      dit,
    );
    pli.addEventListener("toggle", async () => {
      if (!pli.open) return;
      const contenu = await this.leDetail(contrat);
      dit.replaceChildren(...contenu.filter(Boolean));
    });
    return pli;
  }

  /** Rend ce que devra la consultation qui remplace ce contrat. */
  async leDetail(contrat) {
    const { base, jour } = this;
    const famille = familleDuCpv(this.familles, contrat.codeCPV) || TOUTES;
    const lancement = lancementDe(contrat, jour);
    const dates = p(
      lancement === jour
        ? "À lancer sans attendre\u00a0: il reste moins de six mois. "
        : `À lancer vers le ${enDate(lancement)}. `,
      this.boutonDuCalendrier([contrat], "Ses dates (.ics)", "renouveler.ics"),
    );
    const donnees = await this.apprendre(famille);
    if (!donnees)
      return [dates, p("Les obligations ne sont pas venues. Vérifiez la connexion, refermez puis rouvrez ce contrat.")];
    const brut = achatDe(contrat, { acheteur: this.acheteur.value, famille, jour, faits: donnees.faits });
    const { cas } = lire(donnees.faits, brut);
    const { obligations, incertaines, aPreciser } = evaluer(donnees, cas);
    const regle = ({ titre, id }) => element("a", { href: new URL(`obligations/toutes/#${id}`, base).href }, titre);
    const annonces = changements({ donnees, cas }, jour).filter(({ le }) => le <= lancement);
    const tout = new URL(`obligations/#${versAdresse(donnees.faits, brut)}`, base).href;
    return [
      dates,
      p(
        famille === TOUTES
          ? "Famille non reconnue d’après le code CPV\u00a0: voici ce que doit tout achat. "
          : `Famille\u00a0: ${this.familles.noms[famille]}. `,
        `Au ${enDate(lancement)}, la nouvelle consultation devra ${compter(obligations.length, "chose sûre", "choses sûres")}`,
        incertaines.length > 0 && ` et ${compter(incertaines.length, "chose incertaine", "choses incertaines")}`,
        aPreciser.length > 0 && ` ; ${compter(aPreciser.length, "autre dépend", "autres dépendent")} d’une réponse`,
        ". ",
        element("a", { href: tout }, "Ouvrir ce cas dans « Que dois-je mettre ? »"),
      ),
      liste(
        "data-obligations-dues",
        [...obligations, ...incertaines].map((une) => regle(une.regle)),
      ),
      annonces.length > 0 && p("D’ici là, le droit change\u00a0:"),
      annonces.length > 0 &&
        liste(
          "data-changements",
          annonces.map(({ le, regle: une, fin, seuils }) => [
            `${enDate(le)}\u00a0: `,
            une ? regle(une) : seuils.map((nom) => donnees.seuils[nom.slice(6)].libelle).join(", "),
            une ? fin && " (cesse)" : " (pas encore fixé)",
          ]),
        ),
      ...aEmporter({ cas, donnees, base }, brut, null),
    ];
  }
}
