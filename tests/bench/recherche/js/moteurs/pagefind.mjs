// Pagefind, dans le fil de la page : un processeur ralenti ne ralentit pas les fils annexes.
import * as pagefind from "/pagefind/pagefind.js";

export async function ouvrir() {
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  return async (requete, nombre, genre) => {
    const { results } = await pagefind.search(requete, genre ? { filters: { genre } } : {});
    const lues = await Promise.all(results.slice(0, nombre).map((reponse) => reponse.data()));
    return lues.map(({ url, meta }) => ({ adresse: url.replace(/^\//, ""), titre: meta.title }));
  };
}
