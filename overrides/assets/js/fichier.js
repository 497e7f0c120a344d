// Un fichier fait dans la page, ou qu’on y apporte.

/** Remet un fichier au visiteur. */
export function remettreAuVisiteur(blob, nom) {
  const lien = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: nom });
  document.body.append(lien);
  lien.click();
  lien.remove();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60_000);
}

/** Reçoit les fichiers choisis dans un champ, ou lâchés sur sa zone s'il en a une ; le même, corrigé, peut revenir. */
export function ecouterLeDepot(champ, recevoir, zone) {
  const remettre = (fichiers) => fichiers.length && recevoir([...fichiers]);
  champ.addEventListener("change", () => {
    const fichiers = [...champ.files];
    champ.value = "";
    remettre(fichiers);
  });
  zone?.addEventListener("dragover", (geste) => geste.preventDefault());
  zone?.addEventListener("drop", (geste) => {
    geste.preventDefault();
    remettre(geste.dataTransfer.files);
  });
}
