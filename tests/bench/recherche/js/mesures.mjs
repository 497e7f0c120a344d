// Ce que la page de mesure exécute. Un moteur : ouvrir(dossier) → chercher(requête, nombre, genre) → [{ adresse, titre }].

let chercher;

/** Ouvre un moteur et fait une première recherche ; rend les millisecondes et les réponses. */
export async function premiere(moteur, requete, nombre) {
  const debut = performance.now();
  const { ouvrir } = await import(`/js/${moteur}.js`);
  chercher = await ouvrir(`/${moteur}`);
  const reponses = await chercher(requete, nombre);
  return { ms: performance.now() - debut, reponses };
}

/**
 * Tape une requête lettre à lettre, `tours` fois au plus, sans en recommencer une après `delai` ; rend la durée moyenne de
 * chaque frappe. La moyenne, car Chromium ralentit le processeur par à-coups : une frappe très brève tombe entre deux.
 */
export async function taper(requete, nombre, tours, delai) {
  const sommes = Array(requete.length).fill(0);
  const limite = performance.now() + delai;
  let faits = 0;
  for (; faits < tours && performance.now() < limite; faits += 1) {
    for (let lettre = 1; lettre <= requete.length; lettre += 1) {
      const debut = performance.now();
      await chercher(requete.slice(0, lettre), nombre);
      sommes[lettre - 1] += performance.now() - debut;
    }
  }
  return sommes.map((somme) => somme / faits);
}

/** Rend, pour chaque requête, l'adresse des premières clauses. */
export async function repondre(requetes, nombre) {
  const rendues = [];
  for (const requete of requetes) {
    const reponses = await chercher(requete, nombre, "clauses");
    rendues.push(reponses.map(({ adresse }) => adresse));
  }
  return rendues;
}
