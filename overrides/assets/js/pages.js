// Au-delà de quelques centaines de fiches, le tableau tient en plusieurs pages statiques : on les réunit à la demande.

/** Lit la liste JSON des pages ; seules les adresses de ce site sont gardées. */
export function adressesDesPages(section) {
  let liste = [];
  try {
    liste = JSON.parse(section.dataset.pages ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(liste)) return [];
  return liste
    .filter((adresse) => typeof adresse === "string")
    .map((adresse) => new URL(adresse, document.baseURI))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.href);
}

async function lignesDe(adresse) {
  const reponse = await fetch(adresse, { credentials: "omit" });
  if (!reponse.ok) throw new Error(`${reponse.status} ${adresse}`);
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  return [...page.querySelectorAll("tr[data-resultat]")].map((ligne) => {
    const base = reponse.url || adresse;
    for (const lien of ligne.querySelectorAll("a[href]")) lien.href = new URL(lien.getAttribute("href"), base).href;
    return document.importNode(ligne, true);
  });
}

/** Charge les pages ; rend les lignes, sans doublon, et les adresses qui ont manqué. */
export async function chargerPages(adresses, dejaLa) {
  const connues = new Set(dejaLa);
  const lignes = [];
  const manquees = [];
  const issues = await Promise.allSettled(adresses.map(lignesDe));
  issues.forEach((issue, rang) => {
    if (issue.status === "rejected") {
      manquees.push(adresses[rang]);
      return;
    }
    for (const ligne of issue.value) {
      if (connues.has(ligne.dataset.resultat)) continue;
      connues.add(ligne.dataset.resultat);
      lignes.push(ligne);
    }
  });
  return { lignes, manquees };
}
