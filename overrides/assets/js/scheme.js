// Avant peinture : thème et marque « js » ; une adresse qui porte une recherche demande aussitôt de quoi y répondre.
{
  const racine = document.documentElement;
  let theme;
  try {
    theme = localStorage.theme;
  } catch {
    // stockage refusé : le thème est celui du système
  }
  if (theme !== "slate" && theme !== "default")
    theme = matchMedia("(prefers-color-scheme:dark)").matches ? "slate" : "default";
  const poser = () => {
    for (const porteur of [racine, document.body]) if (porteur) porteur.dataset.mdColorScheme = theme;
  };
  racine.className = "js";
  if (location.hash.startsWith("#v=")) racine.dataset.cas = ""; // un achat déjà dit : sa réponse prend l'écran
  poser();
  new MutationObserver(poser).observe(racine, { childList: true }); // le corps vient après

  const { avances } = document.currentScript.dataset;
  if (avances && location.search) {
    racine.dataset.cherche = ""; // la liste au repos ne se montre pas
    for (const href of avances.split(" ")) {
      const sorte = href.endsWith(".js")
        ? { rel: "modulepreload" }
        : { rel: "preload", as: "fetch", crossOrigin: "anonymous" };
      document.head.append(Object.assign(document.createElement("link"), sorte, { href }));
    }
  }

  addEventListener("load", () => {
    if (!racine.dataset.pret) racine.className = "";
  });
}
