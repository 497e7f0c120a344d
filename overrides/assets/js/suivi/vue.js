// Le marché dessiné : ce qui presse, le reste plié, et chaque échéance avec sa preuve, son contrôle, ses lettres.

import { enDate } from "../dates.js";
import { bouton, element } from "../elements.js";
import { compter, enMajuscule, grouper } from "../texte.js";
import { oterDe } from "./ajout.js";
import { estDeTravaux } from "./ccag.js";
import { aConfirmer, aVoir, controleDe, echeances, pieceDue, premierJour, terme } from "./etat.js";
import { LONG } from "./lecture.js";
import { GENRES } from "./lettres.js";

const D_ABORD = 5;
const DITS = { ecart: "Écart", retard: "En retard", "a-venir": "", "sans-date": "", tenu: "Tenu" };

/** Appelle `faire` quand la saisie d'un champ est finie : une date tapée au clavier change à chaque chiffre, elle ne se lit qu'en la quittant. */
export function auChangement(champ, faire) {
  if (champ.type !== "date") return champ.addEventListener("change", faire);
  champ.addEventListener("keydown", ({ key }) => key === "Enter" && faire());
  // Une date à moitié tapée n'en efface pas une autre.
  champ.addEventListener("blur", () => champ.validity.badInput || faire());
}

/** Rend ce que le haut du marché dit : où l'on en est, ce qui manque, ce qui se perdrait. */
export function laTete({ suivi, jour, feries }) {
  const liste = echeances(suivi, jour, feries);
  const combien = (...etats) => liste.filter(({ etat }) => etats.includes(etat)).length;
  const dits = [
    [combien("ecart"), "écart", "écarts"],
    [combien("retard"), "échéance en retard", "échéances en retard"],
    [combien("a-venir"), "à venir", "à venir"],
    [combien("tenu"), "tenue", "tenues"],
  ];
  const dates = terme(suivi)
    ? `Du ${enDate(premierJour(suivi))} au ${enDate(terme(suivi))}. `
    : "Dites la date de notification et la durée, dans « Le marché » : les dates en partent. ";
  const comptes = dits.filter(([n]) => n).map((dit) => compter(...dit));
  const sans = liste.some(
    ({ etat, lettres }) => etat === "ecart" && !lettres.some(({ genre }) => ["penalite", "reduction"].includes(genre)),
  );
  return [
    element("p", {}, dates, comptes.length ? `${comptes.join(", ")}.` : null),
    estDeTravaux(suivi) && sans
      ? element(
          "p",
          { class: "avis avis-fort" },
          "Travaux : une pénalité ou une réduction que le décompte général ne porte pas est perdue (CCAG-Travaux, article 12.4.2). Réglez chaque écart avant de le notifier.",
        )
      : null,
  ].filter(Boolean);
}

/** Rend les premières échéances à voir ; `page` : ce que leurs boutons appellent. */
export function ceQuiPresse(page) {
  const presse = aVoir(echeances(page.suivi, page.jour, page.feries), D_ABORD);
  return [
    element("h3", {}, "Ce qui presse, et ce qui vient"),
    presse.length
      ? element(
          "ul",
          { class: "suivi-liste" },
          presse.map((une) => uneEcheance(page, une, "voir")),
        )
      : element("p", {}, "Rien de daté à venir."),
  ];
}

/** Rend le reste, plié : par année, sans date, puis ce qui est tenu. */
export function leReste(page) {
  const liste = echeances(page.suivi, page.jour, page.feries);
  const vues = new Set(aVoir(liste, D_ABORD));
  const dejaVues = new Set([...vues].map(({ cle }) => cle));
  const rangement = ({ etat, jour }) =>
    etat === "tenu" ? "Ce qui est tenu" : jour ? jour.slice(0, 4) : "Sans date fixe";
  const groupes = grouper(
    liste.filter(({ cle }) => !dejaVues.has(cle)),
    rangement,
  );
  return [...groupes].map(([nom, siennes]) =>
    element(
      "details",
      { class: "repli", "data-repli": `groupe-${nom}` },
      element("summary", {}, `${nom} (${siennes.length})`),
      element(
        "ul",
        { class: "suivi-liste" },
        siennes.map((une) => uneEcheance(page, une, "reste")),
      ),
    ),
  );
}

function uneEcheance(page, echeance, ou) {
  const { cle, attendu, jour, etat, fait } = echeance;
  const id = `${ou}-${cle.replace(/[^a-z0-9-]/g, "-")}`;
  const coche = element("input", { type: "checkbox", id, checked: Boolean(fait.tenu) });
  coche.addEventListener("change", () => {
    const tenu = coche.checked ? page.jour : "";
    page.noter(cle, { tenu }, tenu, `${tenu ? "Tenu" : "Pas encore tenu"} : ${attendu.quoi}`);
  });
  const dit = jour && enDate(jour) + (aConfirmer(page.suivi, attendu, jour) ? ", à confirmer" : "");
  const quand = dit || attendu.quand || "Sans date";
  return element(
    "li",
    { "data-echeance": cle, "data-etat": etat },
    element(
      "div",
      { class: "suivi-ligne" },
      coche,
      element(
        "label",
        { for: id },
        element("strong", {}, quand),
        DITS[etat] ? [" ", element("span", { class: "suivi-etat" }, DITS[etat])] : null,
        ` ${attendu.quoi}`,
      ),
    ),
    element(
      "details",
      { class: "repli", "data-repli": `${ou}-${cle}` },
      element(
        "summary",
        { id: `${id}-plus` },
        "Preuve, contrôle, écart, lettres",
        element("span", { class: "invisible" }, ` : ${attendu.quoi}`),
      ),
      lesFaits(page.suivi, attendu, fait),
      laSaisie(page, echeance, id),
      lesLettres(page, echeance, id),
    ),
  );
}

function lesFaits(suivi, attendu, fait) {
  const controle = controleDe(suivi, attendu);
  const dits = [
    ["Clause", attendu.clause],
    ["Quand", attendu.quand],
    ["Preuve", attendu.preuve || (attendu.quoi.startsWith("Recevoir") ? attendu.quoi.replace(/^Recevoir : /, "") : "")],
    ["Qui", attendu.qui],
    ["Qui contrôle", controle && controle !== attendu ? controle.qui : ""],
    ["Comment", controle && controle !== attendu ? enMajuscule(controle.quoi.replace(/^Contrôle : /, "")) : ""],
    ["En cas d’écart", attendu.ecart || controle?.ecart],
    ["Note", fait.note],
  ];
  return element(
    "dl",
    { class: "suivi-faits" },
    dits
      .filter(([, dit]) => dit)
      .map(([nom, dit]) => element("div", {}, element("dt", {}, nom), element("dd", {}, dit))),
  );
}

function laSaisie(page, { cle, fait, attendu }, id) {
  const uneDate = (nom, libelle) => {
    const date = element("input", { type: "date", id: `${id}-${nom}`, value: fait[nom] ?? "", max: page.jour });
    auChangement(date, () => {
      if (date.value !== (fait[nom] ?? "")) page.noter(cle, { [nom]: date.value }, date.value);
    });
    return element("div", { class: "champ" }, element("label", { for: date.id }, libelle), date);
  };
  const note = element("textarea", { id: `${id}-note`, rows: 2, maxlength: LONG });
  note.value = fait.note ?? "";
  note.addEventListener("change", () => page.noter(cle, { note: note.value }));
  return element(
    "div",
    { class: "completer-liste" },
    uneDate("tenu", "Tenu le"),
    uneDate("ecart", "Écart constaté le"),
    element("div", { class: "champ" }, element("label", { for: note.id }, "Note"), note),
    page.suivi.attendus.includes(attendu) && attendu.jour
      ? bouton("Ôter cette échéance", () => oterDe(page, attendu), { class: "bouton bouton-petit bouton-discret" })
      : null,
  );
}

function lesLettres(page, { cle, fait, lettres }, id) {
  const due = pieceDue(page.suivi, cle, page.feries);
  if (!fait.ecart || due >= page.jour)
    return element(
      "p",
      { class: "note" },
      due >= page.jour
        ? `Cette pièce se remet jusqu’au ${enDate(due)} inclus : les lettres s’ouvrent le lendemain.`
        : "Les lettres s’ouvrent avec un écart daté.",
    );
  return element(
    "p",
    { class: "actions" },
    Object.entries(GENRES).map(([genre, { titre }]) => {
      const sienne = lettres.find((lettre) => lettre.genre === genre);
      const quand = sienne?.valeurs.le ? ` (projet du ${enDate(sienne.valeurs.le)})` : "";
      return bouton(`${titre}${quand}`, () => page.ecrire(cle, genre), {
        class: "bouton bouton-petit bouton-discret",
        id: `${id}-${genre}`,
        "data-lettre": genre,
      });
    }),
  );
}
