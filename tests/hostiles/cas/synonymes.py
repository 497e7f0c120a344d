"""Le lexique de la recherche."""

from .commun import Cas

SYNONYMES = "data/vocabulaires/synonymes.yml"
MOTS_VIDES = "n'a que des mots vides"
SENS = "Écrivez ce qu'un acheteur taperait"
UN_SENS = "Gardez-la dans le groupe qui en dit le sens"
FORMES = "ne contient que des formes du même mot"


def cas(nom: str, *groupes: str, attendu: str, conseil: str = "") -> Cas:
    """Un lexique entier : deux lignes d'en-tête, puis un groupe par ligne à partir de la troisième."""
    lignes = "".join(f"  - {groupe}\n" for groupe in groupes)
    lexique = f"intitule: Synonymes de recherche\ngroupes:\n{lignes}"
    return Cas(f"lexique, {nom}", SYNONYMES, None, lexique, attendu, conseil)


CAS = (
    cas("un seul mot", "[repas, menu]", "[cantine]", attendu="4:5: liste-trop-courte:", conseil="Au moins 2 élément(s)"),
    cas("groupe vide", "[repas, menu]", "[]", attendu="4:5: liste-trop-courte:", conseil="Au moins 2 élément(s)"),
    cas("expression vide", '[cantine, ""]', attendu="3:15: trop-court:"),
    cas("expression d'espaces", '[cantine, "   "]', attendu="3:15: trop-court:"),
    cas("mots vides", "[cantine, self, de la]", attendu=f"3:21: expression-introuvable: « de la » {MOTS_VIDES}", conseil=SENS),
    cas("ponctuation", '[cantine, self, "!?"]', attendu=f"3:21: expression-introuvable: « !? » {MOTS_VIDES}", conseil=SENS),
    cas(
        "neuf mots",
        "[cantine, self, deux trois quatre cinq six sept huit neuf dix]",
        attendu="3:21: expression-introuvable: « deux trois quatre cinq six sept huit neuf dix » a plus de 8 mots",
        conseil=SENS,
    ),
    cas("trop longue", f"[cantine, {'a' * 161}]", attendu="3:15: trop-long:", conseil="Au plus 160 caractères"),
    cas(
        "deux groupes",
        "[cantine, self]", "[repas, cantine]",
        attendu="4:13: deux-groupes: « cantine » est déjà dans le groupe de la ligne 3 (« cantine »)",
        conseil=UN_SENS,
    ),
    cas(
        "deux groupes, au pluriel",
        "[self, bac de tri]", "[repas, menu]", "[ordures, les BACS de tri]",
        attendu="5:15: deux-groupes: « les BACS de tri » est déjà dans le groupe de la ligne 3 (« bac de tri »)",
        conseil=UN_SENS,
    ),
    cas(
        "deux groupes, sans accent",
        "[réemploi, occasion]", "[seconde main, REEMPLOI]",
        attendu="4:20: deux-groupes: « REEMPLOI » est déjà dans le groupe de la ligne 3 (« réemploi »)",
        conseil=UN_SENS,
    ),
    cas(
        "deux groupes, par un tiret insécable",
        "[L230-5-1, EGalim]", "[repas, art. L. 230\u20115\u20111]",
        attendu="4:13: deux-groupes: « art. L. 230\u20115\u20111 » est déjà dans le groupe de la ligne 3",
        conseil=UN_SENS,
    ),
    cas(
        "formes du même mot",
        "[repas, menu]", "[local, locaux, locale]",
        attendu=f"4:5: groupe-inutile: le groupe de « local » {FORMES}",
        conseil="ajoutez un autre mot, ou retirez le groupe",
    ),
    cas("le même mot deux fois", "[école, Ecole]", attendu=f"3:5: groupe-inutile: le groupe de « école » {FORMES}"),
    cas("nombre", "[cantine, 12]", attendu="3:15: type-incorrect:", conseil='Mettez des guillemets : "12"'),
    cas("oui ou non", "[cantine, non]", attendu="3:15: valeur-ambigue: « non »", conseil='Mettez des guillemets : "non"'),
    cas("groupe en texte", "[repas, menu]", "cantine, self", attendu="4:5: type-incorrect: « groupes » attend une liste"),
    cas("groupe en champs", "{cantine: self}", attendu="3:5: type-incorrect: « groupes » attend une liste"),
    cas("crochet ouvert", "[repas, menu]", "[cantine, self", attendu="4:5: yaml-illisible:", conseil="avec ] au bout"),
    cas("guillemet ouvert", '[cantine, "self]', attendu="3:15: yaml-illisible: le guillemet ouvert"),
    Cas(
        "lexique, liste en texte", SYNONYMES, None, "intitule: Synonymes\ngroupes: cantine, self\n",
        "2:1: type-incorrect: « groupes » attend une liste",
    ),
    Cas("lexique, sans groupe", SYNONYMES, None, "intitule: Synonymes\ngroupes: []\n", "2:1: liste-trop-courte:"),
    Cas("lexique, groupes manquants", SYNONYMES, None, "intitule: Synonymes\n", "1:1: champ-manquant: le champ « groupes »"),
    Cas("lexique, champ inconnu", SYNONYMES, "groupes:", "mots: []\ngroupes:", "champ-inconnu: le champ « mots »", "groupes"),
    Cas("lexique, fichier vide", SYNONYMES, None, "", "1:1: fiche-vide:"),
    Cas("lexique, latin-1", SYNONYMES, None, "intitule: École\n".encode("latin-1"), "1:11: encodage:"),
    Cas("lexique, trop gros", SYNONYMES, None, f"intitule: x\n#{'x' * 300_000}\n", "1:1: fichier-trop-gros:"),
)  # fmt: skip
