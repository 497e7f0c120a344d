// Ce que la page montre d'un ancien dossier : les articles, puis ce que la loi demande.

import { enDate } from "../dates.js";
import { element, liste, p, partie, repli } from "../elements.js";
import { versAdresse } from "../obligations/cas.js";
import { compter, lister } from "../texte.js";

/** Rend la partie des articles : `bilan` de citations.js ; `leCode` : ce qui remplace les textes `anciennes`, ou rien ; `lancement` : le jour dit, ou rien. */
export function lesArticles({ changees, aVenir, inchangees }, { nonReconnues, anciennes, leCode, lancement, base }) {
  const lien = ([libelle, adresse]) => element("a", { href: new URL(adresse, base).href }, libelle);
  const effet = ({ le, par, quoi }, sien) =>
    [
      le ? `le ${enDate(le)}` : "à une date non fixée (décret attendu)",
      par && par[1] !== sien && [" (", lien(par), ")"],
      quoi && `\u00a0: ${quoi}`,
    ].flat();
  const ligne =
    (mot) =>
    ({ libelle, adresse, abrogee, effets }) => {
      const dits = effets.map((un) => effet(un, adresse));
      const dit = abrogee ? element("strong", {}, "abrogé\u00a0: ") : `${mot} `;
      return [
        lien([libelle, adresse]),
        "\u00a0: ",
        dit,
        ...(dits.length > 1 ? [liste("data-effets", dits)] : dits.flat()),
      ];
    };
  const connus = changees.length + inchangees.length;
  return partie(
    "les-articles",
    "Les articles qu’il cite",
    leCode &&
      anciennes.length > 0 &&
      element(
        "p",
        { class: "avis" },
        `Il cite ${lister(anciennes)}\u00a0: pour une consultation lancée depuis le 1er avril 2019, c’est le code de la commande publique qui vaut (`,
        lien([leCode.libelle, leCode.adresse]),
        "). Cherchez l’article qui a repris chacun.",
      ),
    !connus && p("Aucun article, ni texte, que cette base connaît."),
    connus > 0 &&
      p(
        `${compter(connus, "article ou texte reconnu", "articles ou textes reconnus")}\u00a0; `,
        changees.length
          ? compter(changees.length, "a changé", "ont changé")
          : "rien n’a changé, à la connaissance de cette base",
        lancement
          ? ` depuis le ${enDate(lancement)}.`
          : ", à un jour ou un autre. Dites la date de lancement\u00a0: seul ce qui a changé depuis restera.",
      ),
    changees.length > 0 && liste("data-changes", changees.map(ligne("changé"))),
    aVenir.length > 0 && p("À venir\u00a0:"),
    aVenir.length > 0 &&
      liste(
        "data-viendront",
        aVenir.map((une) => ligne("changera")({ ...une, abrogee: false })),
      ),
    inchangees.length > 0 &&
      repli(
        `Sans changement connu (${inchangees.length})`,
        liste(
          "data-inchanges",
          inchangees.map(({ libelle, adresse }) => lien([libelle, adresse])),
        ),
      ),
    nonReconnues.length > 0 &&
      repli(
        `Non reconnus, à ouvrir vous-même (${nonReconnues.length})`,
        p(`Cette base ne les tient pas, ou ne sait pas de quel code ils sont\u00a0: ${nonReconnues.join(", ")}.`),
      ),
    element(
      "p",
      { class: "note" },
      "Cette base ne suit que les textes que ses fiches citent. Un article non cité par son numéro, et une décision de justice, ne sont pas cherchés.",
    ),
  );
}

/** Rend la partie des obligations : `bilan` de demandes.js, ou rien tant que la famille n'est pas dite. */
export function lesObligations(bilan, { donnees, base }) {
  const [id, titre] = ["les-obligations", "Ce que la loi demande"];
  if (!bilan) return partie(id, titre, p("Dites au moins qui achète, la famille et le montant."));
  const regle = (une) => element("a", { href: new URL(`obligations/toutes/#${une.id}`, base).href }, une.titre);
  const cas = ({ brut }, mots) =>
    element("a", { href: new URL(`obligations/#${versAdresse(donnees.faits, brut)}`, base).href }, mots);
  const { alors, maintenant, enPlus, finies, messages } = bilan;
  const choses = ({ dues, aPreciser }) =>
    `${compter(dues.length, "chose due", "choses dues")}${aPreciser ? `, ${compter(aPreciser, "autre dépend", "autres dépendent")} d’une réponse` : ""}. `;
  const jour = maintenant.brut.lancement;
  const horsChamp = [
    ...new Map([...maintenant.horsChamp, ...(alors?.horsChamp ?? [])].map((une) => [une.id, une])).values(),
  ];
  if (horsChamp.length)
    return partie(
      id,
      titre,
      p(
        "Cet achat suit d’autres règles que celles-ci\u00a0: cette page ne dit pas ce qui y est dû. ",
        cas(maintenant, "Où regarder"),
      ),
      liste("data-hors-champ", horsChamp.map(regle)),
    );
  return partie(
    id,
    titre,
    !alors && p(messages.lancement ?? "Dites la date de lancement pour savoir ce qui était dû alors."),
    alors && element("h3", {}, `Lancée le ${enDate(alors.brut.lancement)}`),
    alors && p(choses(alors), cas(alors, "Ouvrir ce cas")),
    alors && alors.dues.length > 0 && repli("Ce qui était dû", liste("data-dues-alors", alors.dues.map(regle))),
    element("h3", {}, `Relancée aujourd’hui, le ${enDate(jour)}`),
    p(choses(maintenant), cas(maintenant, "Ouvrir ce cas")),
    alors && p(enPlus.length ? "En plus\u00a0:" : "Rien de plus qu’alors."),
    enPlus.length > 0 && liste("data-en-plus", enPlus.map(regle)),
    finies.length > 0 && p("N’est plus dû\u00a0:"),
    finies.length > 0 && liste("data-finies", finies.map(regle)),
    maintenant.dues.length > 0 && repli("Tout ce qui est dû", liste("data-dues", maintenant.dues.map(regle))),
    element(
      "p",
      { class: "note" },
      "D’après les règles que cette base connaît\u00a0: une règle finie avant qu’elle ne la relève n’y est pas.",
    ),
  );
}
