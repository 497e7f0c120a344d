// « /clauses/<nom>/#<version> » : ce qui a changé depuis la version que nomme l'adresse. Le texte d'alors est dans le dossier fait avec elle.

import { enDate } from "./dates.js";
import { element, p } from "./elements.js";

const VERSION = /^#(\d{4}-\d\d-\d\d)\.[0-9a-f]{8}$/;
const SANS_RAISON =
  "La fiche ne note aucun changement de fond depuis\u00a0: un mot, une valeur ou une phrase commune a changé.";
const TEXTE = "Votre texte est celui d’alors, dans votre dossier ou vos documents. ";

/** Dit, sous le titre de la clause, ce qui sépare la version de l'adresse de celle de la page ; rien si l'adresse n'en nomme pas. */
function dire() {
  document.querySelector("[data-version-lue]")?.remove();
  const fiche = document.querySelector("[data-version]");
  const [version, lue] = VERSION.exec(location.hash) ?? [];
  if (!fiche || !version) return;
  const { version: publiee } = fiche.dataset;
  const contenu = version.slice(1) === publiee ? [p("Votre version est celle d’aujourd’hui.")] : ecart(lue, publiee);
  fiche
    .querySelector(".chapo")
    .after(
      element(
        "div",
        { class: "avis", "data-version-lue": true, "data-word-ignorer": true, role: "status" },
        ...contenu,
      ),
    );
}

function ecart(lue, publiee) {
  const jour = publiee.slice(0, 10);
  if (lue > jour)
    return [p(`Votre version est du ${enDate(lue)}, plus récente que cette page, qui est du ${enDate(jour)}.`)];
  const faits = [...document.querySelectorAll("#historique + ul > li")].filter(
    (li) => li.querySelector("time").dateTime > lue,
  );
  return [
    element(
      "p",
      {},
      element("strong", {}, `Votre version est du ${enDate(lue)}\u00a0; cette page montre celle d’aujourd’hui.`),
    ),
    faits.length ? element("ul", { class: "liste-dates" }, ...faits.map((li) => li.cloneNode(true))) : p(SANS_RAISON),
    p(
      TEXTE,
      element(
        "a",
        { href: new URL("../../dossier/relire/", location.href).href },
        "Comparez un document à aujourd’hui",
      ),
      ".",
    ),
  ];
}

dire();
addEventListener("hashchange", dire);
