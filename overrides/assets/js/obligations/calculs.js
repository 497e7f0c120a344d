// Les calculs de la page : un résultat, ou un message quand une donnée est impossible. Purs.

const positif = (...nombres) => nombres.every((n) => Number.isFinite(n) && n >= 0);
const MANQUE = "Remplissez tous les champs avec des nombres positifs.";

/** Heures d'insertion = montant × part de main-d'œuvre × taux d'insertion ÷ coût horaire chargé. Les parts sont en pour cent. */
export function heuresInsertion({ montant, part, taux, cout }) {
  if (!positif(montant, part, taux, cout) || cout === 0) return { message: MANQUE };
  if (part > 100 || taux > 100) return { message: "Une part ne dépasse pas 100 %." };
  return { valeur: Math.round((montant * (part / 100) * (taux / 100)) / cout) };
}

/** Somme de poids, et ce qui manque pour faire 100. */
export function poids({ poids: valeurs }) {
  if (!valeurs.length || !positif(...valeurs)) return { message: MANQUE };
  const valeur = Math.round(valeurs.reduce((somme, n) => somme + n, 0) * 100) / 100;
  return { valeur, reste: Math.round((100 - valeur) * 100) / 100 };
}

/** Plafond de pénalités = montant × taux. */
export function plafond({ montant, taux }) {
  if (!positif(montant, taux)) return { message: MANQUE };
  if (taux > 100) return { message: "Une part ne dépasse pas 100 %." };
  return { valeur: Math.round(montant * taux) / 100 };
}

/** Montant à comparer aux seuils = besoin d'un an × durée en mois ÷ 12. */
export const surLaDuree = ({ annuel, mois }) => Math.round((annuel * mois * 100) / 12) / 100;

/** Les calculs, par le nom que la page leur donne. */
export const CALCULS = { heuresInsertion, poids, plafond };
