// Dans le contrat court, les cahiers ne font qu'un. Un règlement sans autre mot peut être européen, ou celui d'un lieu : il reste tel quel.

const CONSULTATION = { du: "de la", au: "à la", le: "la", Le: "La" };
const MOTS = [
  [/\b(du|au|le|Le) (?:CCAP|CCTP|CCP|cahier des charges)\b/g, "$1 contrat"],
  [/\bl’(?:acte d’engagement|AE)\b/g, "le contrat"],
  [/\bL’(?:acte d’engagement|AE)\b/g, "Le contrat"],
  [/\b(jointe?s? au) dossier de consultation\b/g, "$1 contrat"],
  [/\bde le contrat\b/g, "du contrat"],
  [/\bà le contrat\b/g, "au contrat"],
  [/\b(du|au|le|Le) (?:RC|règlement de la consultation)\b/g, (_, mot) => `${CONSULTATION[mot]} consultation`],
];

/** Rend ces mots d'un texte du dossier tels que le contrat court les dit. */
export const enContrat = (mots) => MOTS.reduce((texte, [motif, dits]) => texte.replace(motif, dits), mots);
