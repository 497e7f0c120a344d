// Ce que la page montre des clauses d'un ancien dossier, et ce qu'elle en remet : les révisions suivies du prochain marché.

import { enDate } from "../dates.js";
import { element, liste, p, partie, repli } from "../elements.js";
import { compter } from "../texte.js";

const [ID, TITRE] = ["les-clauses", "Ses clauses"];
const ETRANGER =
  "Aucune clause de « Mon dossier » ne s’y reconnaît\u00a0: il n’en vient pas, ou n’en a plus la marque.";
const SIGNE = "Un contrat signé ne se récrit jamais : ces révisions sont pour la prochaine consultation.";
const ETATS = {
  ailleurs: "Changée depuis, sans que rien ne s’en voie ici : relisez-la sur sa page",
  retouchee: "De la version d’aujourd’hui, mais retouchée, ou ses révisions refusées : relisez-la",
  "a-jour": "À jour",
  retiree: "Retirée de la base : voyez sa page avant de la reprendre",
  inconnue: "La base n’a pas cette clause, ou ne l’a plus : relisez-la vous-même",
};
/** Les six cas de L2194-1, et l'article qui règle chacun. */
const CAS = [
  ["elle est prévue au marché par une clause de réexamen ou une option claire", "r2194-1"],
  ["des prestations de plus sont devenues nécessaires, et changer de titulaire est impossible", "r2194-2"],
  ["des circonstances qu’un acheteur diligent ne pouvait pas prévoir l’imposent", "r2194-5"],
  ["un nouveau titulaire remplace le premier", "r2194-6"],
  ["elle n’est pas substantielle", "r2194-7"],
  ["son montant est faible", "r2194-8"],
];

/** Rend la partie des clauses : `clauses` d'etude.js, `raisons` : clause → pourquoi ; `remettre` : ce que fait le bouton, ou rien s'il ne peut rien écrire. */
export function lesClauses(clauses, { raisons, base, forme, remettre }) {
  if (!clauses.length) return partie(ID, TITRE, p(ETRANGER));
  const changees = clauses.filter(({ etat }) => etat === "changee");
  const ailleurs = clauses.filter(({ etat }) => etat === "ailleurs").length;
  const revisions = changees.flatMap(({ textes }) => textes.flatMap((un) => un.revisions)).length;
  const retouches = clauses
    .flatMap(({ textes }) => textes.flatMap((un) => un.paragraphes))
    .filter((un) => un.retouche).length;
  return partie(
    ID,
    TITRE,
    p(
      `${compter(clauses.length, "clause reconnue", "clauses reconnues")}\u00a0; `,
      !changees.length && !ailleurs && "aucune n’a changé depuis. ",
      changees.length > 0 && `${compter(changees.length, "a changé", "ont changé")} depuis. `,
      ailleurs > 0 && `${compter(ailleurs, "a changé", "ont changé")} sans que rien ne s’en voie ici. `,
      retouches > 0 &&
        `${compter(retouches, "paragraphe retouché", "paragraphes retouchés")} à la main\u00a0: ${retouches > 1 ? "laissés tels quels" : "laissé tel quel"}.`,
    ),
    ...changees.map((une) => laClause(une, raisons.get(une.clause), base)),
    changees.length > 0 && element("h3", {}, "Pour le prochain marché"),
    changees.length > 0 && p(SIGNE),
    revisions > 0 &&
      forme === "odt" &&
      p(
        "Pour recevoir ces révisions dans votre document, enregistrez-le en .docx depuis LibreOffice, puis déposez-le de nouveau.",
      ),
    revisions > 0 && forme === "docx" && element("p", { class: "actions" }, remettre),
    changees.length > 0 && avenant(base),
    ...Object.entries(ETATS).map(([etat, mots]) => {
      const siennes = clauses.filter((une) => une.etat === etat);
      return (
        siennes.length > 0 &&
        repli(
          `${mots} (${siennes.length})`,
          liste(
            `data-${etat}`,
            siennes.map((une) => [lien(une, base)]),
          ),
        )
      );
    }),
  );
}

const lien = ({ titre, adresse }, base) =>
  adresse ? element("a", { href: new URL(adresse, base).href }, titre) : titre;

function laClause({ textes, version, ...une }, { dits, droit } = { dits: [], droit: [] }, base) {
  const laisses = textes.flatMap((un) => un.laisses.map((laisse) => ({ ...laisse, titre: un.titre })));
  const disparus = textes.filter(({ disparu }) => disparu);
  const otes = textes.reduce((somme, un) => somme + un.otes, 0);
  const revises = textes.filter(({ revisions }) => revisions.length);
  return element(
    "section",
    { "data-clause": une.clause },
    element("h3", {}, lien(une, base)),
    p(
      `Votre version est du ${enDate(version.slice(0, 10))}. `,
      !dits.length && !droit.length && "La base ne dit pas pourquoi elle a changé.",
    ),
    dits.length > 0 &&
      liste(
        "data-dits",
        dits.map(({ le, quoi }) => `${enDate(le)}\u00a0: ${quoi}`),
      ),
    droit.length > 0 &&
      p(
        "Le droit qu’elle cite a changé depuis\u00a0: ",
        ...droit.flatMap((ref, rang) => [rang > 0 && ", ", lien({ ...ref, titre: ref.libelle }, base)]),
        ".",
      ),
    revises.length > 0 &&
      liste(
        "data-revises",
        revises.map(({ titre, revisions }) => [
          `${titre}\u00a0: `,
          ...revisions.flatMap(({ pas }) => [...pas.map(enMots), element("br")]),
        ]),
      ),
    otes > 0 &&
      p(`${compter(otes, "paragraphe a été ôté", "paragraphes ont été ôtés")} à la main\u00a0: rien n’est remis.`),
    disparus.length > 0 &&
      p(
        `La clause n’a plus ce texte\u00a0: ${disparus.map(({ titre }) => titre).join(" ; ")}. Voyez s’il faut l’ôter.`,
      ),
    laisses.length > 0 &&
      repli(
        `Laissés à votre main (${laisses.length})`,
        liste(
          "data-laisses",
          laisses.map(({ titre, texte, neuf, retouche }) => [
            `${titre}, ${retouche ? "retouché à la main" : "à reprendre depuis la clause"}. `,
            texte && `Votre texte\u00a0: « ${texte} » `,
            neuf ? `Le nouveau\u00a0: « ${neuf} »` : "La clause ne le dit plus.",
          ]),
        ),
      ),
  );
}

const BALISES = { ote: "del", pose: "ins" };
const enMots = ({ genre, texte }) => (BALISES[genre] ? element(BALISES[genre], {}, texte) : texte);

function avenant(base) {
  const droit = (numero, mots) => element("a", { href: new URL(`droit/ccp/${numero}/`, base).href }, mots);
  const article = (numero) => droit(numero, numero.toUpperCase().replace("R", "R. "));
  return repli(
    "Le marché est en cours : à proposer par avenant",
    p(
      "Une clause ne s’ajoute à un marché signé que par une modification, dans l’un de ces six cas, sans jamais en changer la nature globale (",
      droit("l2194-1", "L. 2194-1"),
      ")\u00a0:",
    ),
    liste(
      "data-avenant",
      CAS.map(([cas, numero]) => [`${cas} (`, article(numero), ")"]),
    ),
    p(
      "Aucun cas\u00a0? Gardez la clause pour le prochain marché. ",
      element("a", { href: new URL("parcours/etapes/modifier-et-publier/", base).href }, "Modifier un marché"),
    ),
  );
}
