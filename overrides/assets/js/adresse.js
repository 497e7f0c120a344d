// L'état d'un tableau dans l'adresse : ?q=…&segment=a&segment=b&tri=-date. Tout ce qui est inconnu est ignoré.

import { borner } from "./texte.js";

/** Rend un état vide pour des facettes données (Map nom -> Set de valeurs connues). */
export function etatVide(facettes) {
  return { q: "", tri: "", choix: new Map([...facettes.keys()].map((nom) => [nom, new Set()])) };
}

/** Lit l'état dans l'adresse. Seules les facettes, valeurs et tris connus sont lues. */
export function lireEtat(recherche, facettes, tris) {
  const parametres = new URLSearchParams(recherche);
  const etat = etatVide(facettes);
  etat.q = borner(parametres.get("q") ?? "").trim();
  for (const [nom, valeurs] of facettes) {
    for (const valeur of parametres.getAll(nom)) if (valeurs.has(valeur)) etat.choix.get(nom).add(valeur);
  }
  if (tris.has(parametres.get("tri"))) etat.tri = parametres.get("tri");
  return etat;
}

/** Rend l'adresse de l'état, en gardant les paramètres qui ne sont pas à ce tableau. */
export function adresseDe(etat, adresse) {
  const url = new URL(adresse);
  for (const nom of ["q", "tri", ...etat.choix.keys()]) url.searchParams.delete(nom);
  if (etat.q.trim()) url.searchParams.set("q", borner(etat.q.trim()));
  for (const [nom, valeurs] of etat.choix) for (const valeur of valeurs) url.searchParams.append(nom, valeur);
  if (etat.tri) url.searchParams.set("tri", etat.tri);
  return url.href;
}

/** Écrit l'état dans l'historique. Un navigateur qui limite le débit ne casse rien : l'écriture suivante rattrape. */
export function ecrireEtat(etat, { nouvelleEntree }) {
  const adresse = adresseDe(etat, location.href);
  if (adresse === location.href) return;
  try {
    history[nouvelleEntree ? "pushState" : "replaceState"](null, "", adresse);
  } catch {
    // trop d'écritures en peu de temps
  }
}
