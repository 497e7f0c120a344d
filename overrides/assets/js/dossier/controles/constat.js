// De quoi sont faits les constats, quel que soit leur sujet : leur gravité, leurs remèdes, leurs énumérations.

const CITES_MAX = 6;
export const GRAVITES = { bloque: "À régler", attention: "À regarder", info: "À savoir" };
export const CHERCHER = { geste: "chercher", libelle: "Chercher une clause" };
export const LIRE = { geste: "obligations", libelle: "Lire « Que dois-je mettre ? »" };
export const REESSAYER = { geste: "reessayer", libelle: "Réessayer" };

/** Rend un constat. */
export const constat = (gravite, code, titre, raison, remedes = []) => ({ gravite, code, titre, raison, remedes });

/** Rend le remède qui ajoute une clause. */
export const ajouter = ({ id, titre }) => ({ geste: "ajouter", id, titre, libelle: `Ajouter « ${titre} »` });

/** Rend le remède qui retire une clause. */
export const retirer = (id, libelle = "La retirer du dossier") => ({ geste: "retirer", id, libelle });

/** Rend le remède qui retire un texte d'une clause. */
export const retirerTexte = ({ cle, texte: { titre } }) => ({
  geste: "retirer-texte",
  cle,
  titre,
  libelle: `Retirer « ${titre} »`,
});

/** Rend le remède qui remet un texte retiré. */
export const remettre = ({ cle, titre }) => ({ geste: "remettre-texte", cle, libelle: `Remettre « ${titre} »` });

/** Rend le remède qui mène à une clause. */
export const allerA = (id, libelle) => ({ geste: "clause", id, libelle });

/** Rend les premiers éléments d'une liste : un constat n'en cite pas plus. */
export const premiers = (liste) => liste.slice(0, CITES_MAX);

/** Énumère les premiers mots d'une liste, et dit s'il y en a d'autres. */
export const enumerer = (mots) => premiers(mots).join(" ; ") + (mots.length > CITES_MAX ? " ; et d’autres" : "");
