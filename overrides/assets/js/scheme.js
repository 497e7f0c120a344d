// Avant peinture : thème et marque « js ».
(function (d, t, p) {
  try {
    t = localStorage.theme;
  } catch {}
  if (t != "slate" && t != "default") t = matchMedia("(prefers-color-scheme:dark)").matches ? "slate" : "default";
  d.className = "js";
  (p = () => [d, document.body].map((e) => e && (e.dataset.mdColorScheme = t)))();
  new MutationObserver(p).observe(d, { childList: true });
  onload = () => d.dataset.pret || (d.className = "");
})(document.documentElement);
