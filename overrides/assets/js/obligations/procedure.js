// La procédure que dit un cas, et ce que dire une procédure apprend au cas. Pur.

import { estVrai, juger } from "./evaluateur.js";

/** Procédure → la forme de dossier conseillé qui lui va. */
export const FORMES = { "petit-achat": "lettre", adaptee: "adaptee", formalisee: "formalisee" };

// Ce que la procédure dite apprend, tant que le montant ne le calcule pas.
const ENONCES = {
  "petit-achat": { "petit-achat": "oui" },
  adaptee: { "petit-achat": "non", "seuil-europeen": "non" },
  formalisee: { "petit-achat": "non", "seuil-europeen": "oui" },
};

/** Rend le cas, et ce qu'en apprend cette procédure ; d'un service social, adaptée à tout montant (CCP R2123-1), elle ne dit pas le seuil européen. */
export const apprendre = (donnees, cas, procedure) => ({
  ...cas,
  ...ENONCES[procedure],
  ...(estVrai(donnees, cas, "regime-allege") && { "seuil-europeen": undefined }),
});

/** Rend la forme de dossier d'un cas passé dans cette procédure : un service social, dès le seuil européen, porte ce qui y est dû. */
export const formeDe = (donnees, cas, procedure) =>
  procedure === "adaptee" && ["regime-allege", "seuil-europeen"].every((fait) => estVrai(donnees, cas, fait))
    ? "formalisee"
    : new Map(Object.entries(FORMES)).get(procedure);

/** Rend la procédure d'un cas pour qui l'on prend un dossier de cette forme : un service social n'en quitte pas l'adaptée. */
export const procedureDUneForme = (donnees, cas, forme) =>
  forme === "formalisee" && estVrai(donnees, cas, "regime-allege")
    ? "adaptee"
    : Object.keys(FORMES).find((nom) => FORMES[nom] === forme);

/** Rend la procédure que dit le cas, ou rien : un marché subséquent, une commande à une centrale, un achat innovant dispensé suivent la leur. */
export function procedureDe(donnees, cas) {
  const vrai = (fait, valeur) => donnees.faits[fait] && juger(donnees, cas, { fait, op: "est", valeur }).etat === true;
  if (vrai("sans-procedure", "oui")) return "";
  if (vrai("seuil-europeen", "oui") && donnees.faits["regime-allege"] && !vrai("regime-allege", "non"))
    return vrai("regime-allege", "oui") ? "adaptee" : "";
  return (
    Object.keys(ENONCES).find((procedure) =>
      Object.entries(ENONCES[procedure]).every(([fait, valeur]) => vrai(fait, valeur)),
    ) ?? ""
  );
}
