// « À compléter » : changer une valeur met à jour tous les textes de la page.

import { bouton, direEcart, element, poserRetour } from "./elements.js";
import { accorder, ecrireNombre } from "./nombres.js";

function texteDe(controle) {
  const valeur = controle.value.trim();
  if (!valeur) return controle.dataset.vide ?? null;
  const unite = controle.dataset.suffixe ?? "";
  return controle.type === "number" ? ecrireNombre(Number(valeur), 6) + accorder(unite, valeur) : valeur + unite;
}

function ecart(controle) {
  if (controle.validity.badInput) return "Écrivez un nombre.";
  if (!controle.validity.rangeUnderflow && !controle.validity.rangeOverflow) return "";
  const unite = controle.dataset.suffixe ?? "";
  const [min, max] = [controle.min, controle.max].map(
    (borne) => borne && borne.replace(".", ",") + accorder(unite, borne),
  );
  if (min && max) return `Hors des valeurs habituelles : de ${min} à ${max}.`;
  return min ? `Sous la valeur habituelle : au moins ${min}.` : `Au-dessus de la valeur habituelle : au plus ${max}.`;
}

/** Dit qu'une échelle de points finit avant d'avoir commencé (toutes les offres y auraient la même note), ou presque aussitôt. */
function echelleFausse(controle, autres) {
  const { echelle, sens, ecart: voulu } = controle.dataset;
  const depuis = "depuis" in controle.dataset;
  const bout = autres.find((autre) => autre.dataset.variable === echelle)?.value ?? echelle;
  const avance = (controle.value - bout) * (depuis ? -sens : sens);
  if (!echelle || !bout || !controle.value || avance >= voulu) return "";
  const dit = `${bout.replace(".", ",")}${accorder(controle.dataset.suffixe, bout)}`;
  if (avance > 0)
    return `Trop près de ${dit} : un écart infime entre deux offres vaudrait tous les points. Laissez au moins ${voulu.replace(/\.0$/, "").replace(".", ",")} entre les deux.`;
  if (depuis)
    return `Tous les points sont donnés à ${dit} : choisissez une valeur plus ${sens > 0 ? "petite" : "grande"}.`;
  return `Les points commencent à ${dit} : choisissez une valeur plus ${sens > 0 ? "grande" : "petite"}.`;
}

/** Dit si un contrôle montre encore la valeur que la page propose. */
export function estProposee(controle) {
  if (controle.options) return controle.options[controle.selectedIndex]?.defaultSelected ?? true;
  return controle.value === controle.defaultValue && !controle.validity.badInput;
}

function remettre(controle) {
  if (controle.options)
    controle.selectedIndex = Math.max(
      0,
      [...controle.options].findIndex((option) => option.defaultSelected),
    );
  else controle.value = controle.defaultValue;
}

function poserMessage(controle, rang) {
  const message = element("p", { class: "message erreur", id: `ecart-${rang}`, role: "status" });
  controle.after(message);
  controle.setAttribute(
    "aria-describedby",
    [controle.getAttribute("aria-describedby"), message.id].filter(Boolean).join(" "),
  );
  return message;
}

/** Relie les champs « À compléter » aux valeurs des textes. */
export function installer() {
  const controles = [...document.querySelectorAll("input[data-variable], select[data-variable]")];
  const valeurs = new Map();
  for (const span of document.querySelectorAll("span.variable[data-variable]")) {
    const nom = span.dataset.variable;
    valeurs.set(nom, [...(valeurs.get(nom) ?? []), { span, proposee: span.textContent }]);
  }
  const messages = new Map(controles.map((controle, rang) => [controle, poserMessage(controle, rang)]));

  const mettreAJour = (controle) => {
    const texte = estProposee(controle) ? null : texteDe(controle);
    for (const { span, proposee } of valeurs.get(controle.dataset.variable) ?? []) {
      span.textContent = texte ?? proposee;
      span.classList.toggle("variable-choisie", texte !== null && controle.value.trim() !== "");
    }
    direEcart(controle, messages.get(controle), ecart(controle) || echelleFausse(controle, controles));
  };
  const finsDe = ({ dataset }) => controles.filter((autre) => autre.dataset.echelle === dataset.variable);
  // Un calcul d'une autre page reporte ici sa valeur : « #heures=127 ».
  const reportees = new URLSearchParams(location.hash.slice(1));
  for (const controle of controles) {
    const reportee = reportees.get(controle.dataset.variable);
    if (reportee && /^\d{1,9}([.,]\d+)?$/.test(reportee) && controle.type === "number") {
      controle.value = reportee.replace(",", ".");
      controle.closest("details")?.setAttribute("open", "");
      controle.scrollIntoView({ block: "center" });
    }
    controle.addEventListener("input", () => [controle, ...finsDe(controle)].forEach(mettreAJour));
    mettreAJour(controle);
  }
  // Un navigateur remet parfois les valeurs saisies quand on revient sur la page.
  addEventListener("pageshow", () => controles.forEach(mettreAJour));
  poserRemise(controles, mettreAJour);
}

function poserRemise(controles, mettreAJour) {
  const remise = bouton(
    "Remettre les valeurs proposées",
    () => {
      controles.forEach(remettre);
      controles.forEach(mettreAJour); // après coup : une échelle se juge à ses deux bouts
      retour.textContent = "Valeurs proposées remises.";
      setTimeout(() => (retour.textContent = ""), 4000);
    },
    { class: "bouton bouton-petit bouton-discret" },
  );
  controles[0].closest("[data-variables]").after(element("p", { class: "actions" }, remise));
  const retour = poserRetour(remise);
}
