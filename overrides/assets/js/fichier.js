// Un fichier fait dans la page.

/** Remet un fichier au visiteur. */
export function remettreAuVisiteur(blob, nom) {
  const lien = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: nom });
  document.body.append(lien);
  lien.click();
  lien.remove();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60_000);
}
