// Avant peinture : thème et marque « js » ; une adresse qui porte une recherche demande aussitôt de quoi y répondre.
(function (d, t, p) {
  try {
    t = localStorage.theme;
  } catch {}
  if (t != "slate" && t != "default") t = matchMedia("(prefers-color-scheme:dark)").matches ? "slate" : "default";
  d.className = "js";
  (p = () => [d, document.body].map((e) => e && (e.dataset.mdColorScheme = t)))();
  new MutationObserver(p).observe(d, { childList: true });
  const { avances } = document.currentScript.dataset;
  if (avances && location.search) {
    d.dataset.cherche = ""; // la liste au repos ne se montre pas
    for (const href of avances.split(" ")) {
      const lien = document.createElement("link");
      Object.assign(lien, href.endsWith(".js") ? { rel: "modulepreload" } : { rel: "preload", as: "fetch", crossOrigin: "" });
      Object.assign(lien, { href, fetchPriority: "high" });
      document.head.append(lien);
    }
  }
  onload = () => d.dataset.pret || (d.className = "");
})(document.documentElement);
