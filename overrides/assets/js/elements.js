// De quoi bâtir la page sans jamais lire de HTML.

/** Rend un élément : ses attributs (`true` : présent), puis ses enfants ; ce qui est faux ou absent n'écrit rien. */
export function element(nom, attributs = {}, ...enfants) {
  const cree = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (valeur === true) cree.setAttribute(cle, "");
    else if (valeur !== false && valeur !== null && valeur !== undefined) cree.setAttribute(cle, valeur);
  }
  cree.append(
    ...enfants.flat().filter((enfant) => enfant !== false && enfant !== null && enfant !== undefined && enfant !== ""),
  );
  return cree;
}

/** Met ces nœuds dans `parent`. Ce qui n'a pas changé reste : le champ où le curseur arrive n'est pas remplacé sous lui. */
export function accorder(parent, neufs) {
  const anciens = [...parent.childNodes];
  for (const [rang, neuf] of neufs.entries()) {
    const ancien = anciens[rang];
    if (!ancien) parent.append(neuf);
    else if (ancien.hasChildNodes() && ancien.cloneNode().isEqualNode(neuf.cloneNode()))
      accorder(ancien, [...neuf.childNodes]);
    else if (!ancien.isEqualNode(neuf)) ancien.replaceWith(neuf);
  }
  for (const ancien of anciens.slice(neufs.length)) ancien.remove();
}

/** Rend une partie de la page. */
export const partie = (id, titre, ...contenu) =>
  element("section", { "aria-labelledby": id }, element("h2", { id, tabindex: "-1" }, titre), ...contenu);

/** Rend un paragraphe. */
export const p = (...mots) => element("p", {}, ...mots);

/** Rend une liste, que cet attribut nomme ; chaque élément est ses mots, ou un seul. */
export const liste = (nom, elements) =>
  element("ul", { [nom]: true }, ...elements.map((un) => element("li", {}, ...[un].flat())));

/** Rend ce qui se déplie sous son résumé. */
export const repli = (resume, ...contenu) =>
  element("details", { class: "repli" }, element("summary", {}, resume), ...contenu);

/** Rend un bouton qui fait quelque chose. */
export function bouton(texte, faire, attributs = {}) {
  const cree = element("button", { type: "button", class: "bouton bouton-petit", ...attributs }, texte);
  cree.addEventListener("click", faire);
  return cree;
}

/** Rend le bouton « Ajouter au dossier » d'une clause, que principal.js écoute. */
export function boutonDuDossier({ id, titre }) {
  return element(
    "button",
    { type: "button", class: "bouton bouton-petit bouton-discret", "data-ajouter": id },
    "Ajouter au dossier",
    element("span", { class: "invisible" }, ` : ${titre}`),
  );
}

/** Pose après un bouton de quoi dire ce qu'il a fait, et le rend. */
export function poserRetour(apres) {
  const retour = element("span", { class: "message retour", role: "status" });
  apres.after(" ", retour);
  return retour;
}

/** Dit ce qui ne va pas dans un champ, ou rien s'il est bon. */
export function direEcart(champ, message, texte) {
  if (message.textContent !== texte) message.textContent = texte;
  if (texte) champ.setAttribute("aria-invalid", "true");
  else champ.removeAttribute("aria-invalid");
}

/** Ouvre ce qui porte cet identifiant, et y mène sans toucher à l'adresse, qui est celle du cas. */
export function mener(id) {
  const but = document.getElementById(id);
  for (let pli = but?.closest("details"); pli; pli = pli.parentElement.closest("details")) pli.open = true;
  but?.scrollIntoView({ block: "start" });
  (but?.querySelector("summary") ?? but)?.focus();
}
