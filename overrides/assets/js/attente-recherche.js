// La recherche de l'en-tête ne se charge que si l'on s'en sert : au premier focus du champ.

/** Prépare le chargement ; un échec laisse le formulaire ordinaire, qui mène au trouveur. */
export function installer() {
  const champ = document.querySelector("form.recherche-entete input[name=q]");
  const charger = () => import("./recherche-entete.js").then(({ installer: demarrer }) => demarrer()).catch(() => {});
  if (document.activeElement === champ) charger();
  else champ?.addEventListener("focus", charger, { once: true });
}
