// La procédure que dit un cas, et ce que dire une procédure apprend au cas. Pur.

import { juger } from "./evaluateur.js";

/** Procédure → la forme de dossier conseillé qui lui va. */
export const FORMES = { "petit-achat": "lettre", adaptee: "adaptee", formalisee: "formalisee" };

// Ce que la procédure dite apprend, tant que le montant ne le calcule pas.
export const ENONCES = {
  "petit-achat": { "petit-achat": "oui" },
  adaptee: { "petit-achat": "non", "seuil-europeen": "non" },
  formalisee: { "petit-achat": "non", "seuil-europeen": "oui" },
};

/** Rend la procédure que dit le cas, ou rien : un marché subséquent, une commande à une centrale, un achat innovant dispensé, un service social au-dessus du seuil européen suivent la leur. */
export function procedureDe(donnees, cas) {
  const vrai = (fait, valeur) => donnees.faits[fait] && juger(donnees, cas, { fait, op: "est", valeur }).etat === true;
  if (
    vrai("sans-procedure", "oui") ||
    (vrai("seuil-europeen", "oui") && donnees.faits["regime-allege"] && !vrai("regime-allege", "non"))
  )
    return "";
  return (
    Object.keys(ENONCES).find((procedure) =>
      Object.entries(ENONCES[procedure]).every(([fait, valeur]) => vrai(fait, valeur)),
    ) ?? ""
  );
}
