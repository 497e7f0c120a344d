// Une page de plusieurs parcours ne montre que celui d'où l'on vient. Sans script, elle les montre tous.

/** Ne garde que le parcours nommé dans l'adresse, s'il contient la page. */
export function installer() {
  const voulu = new URLSearchParams(location.search).get("parcours");
  const places = [...document.querySelectorAll(":is(.tete-de-parcours, .pied-de-parcours) [data-parcours]")];
  if (!places.some(({ dataset }) => dataset.parcours === voulu)) return;
  for (const place of places) place.hidden = place.dataset.parcours !== voulu;
}
