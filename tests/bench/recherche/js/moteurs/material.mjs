// Material d'origine : son propre programme (lunr), exécuté dans le fil de la page comme les autres moteurs.

const SOURCE = "/material-js/workers/search.js";
const lire = async (adresse) => (await fetch(adresse)).text();

export async function ouvrir(dossier) {
  const [source, index] = await Promise.all([lire(SOURCE), lire(`${dossier}/search_index.json`)]);
  let traiter;
  let reponse;
  const importer = async (...adresses) => {
    const scripts = await Promise.all(
      adresses.map((adresse) => lire(new URL(adresse, new URL(SOURCE, location.href)))),
    );
    // biome-ignore lint/security/noGlobalEval: le fil de Material importe ses scripts ainsi, et l'on mesure sans fil
    // biome-ignore lint/complexity/noCommaOperator: hors de toute portée, comme dans un fil
    for (const script of scripts) (0, eval)(script);
  };
  const fil = new Function("addEventListener", "postMessage", "importScripts", source);
  fil(
    (_, fonction) => (traiter = fonction),
    (message) => (reponse = message),
    importer,
  );
  const demander = async (type, data) => {
    await traiter({ data: { type, data } });
    return reponse.data;
  };
  await demander(0, { ...JSON.parse(index), options: { suggest: false } });
  return async (requete, nombre, genre) => {
    const { items } = await demander(2, requete);
    return items
      .map(([fiche]) => ({ adresse: fiche.location, titre: fiche.title }))
      .filter(({ adresse }) => !genre || adresse.startsWith(`${genre}/`))
      .slice(0, nombre);
  };
}
