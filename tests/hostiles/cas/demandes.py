"""Les pages demandées par leur nom."""

from .commun import Cas

DEMANDES = "data/vocabulaires/demandes.yml"


def cas(nom: str, *pages: str, attendu: str, conseil: str = "") -> Cas:
    """Un fichier entier : une ligne d'en-tête, puis une page par ligne à partir de la deuxième."""
    lignes = "".join(f"  {page}\n" for page in pages)
    return Cas(f"demandes, {nom}", DEMANDES, None, f"pages:\n{lignes}", attendu, conseil)


CAS = (
    cas(
        "page inconnue",
        "clauses/temoin/: [témoin]", "agendas/: [dates]",
        attendu="3:3: demande-perdue: « agendas/ » n'est l'adresse d'aucune page",
        conseil="Copiez l'adresse de la page",
    ),
    cas("barre au début", "/clauses/temoin/: [témoin]", attendu="2:3: demande-perdue: « /clauses/temoin/ »"),
    cas(
        "mots vides", "clauses/temoin/: [témoin, de la]",
        attendu="2:29: demande-vide: « de la » n'a que des mots vides",
        conseil="Écrivez ce que l'on tape",
    ),
    cas(
        "deux pages, au pluriel",
        "clauses/temoin/: [définition]", "clauses/autre/: [les Définitions]",
        attendu="3:20: demande-double: « les Définitions » demande déjà « clauses/temoin/ »",
        conseil="Gardez-la à la page que l'on veut d'abord",
    ),
    cas("sans mot", "clauses/temoin/: []", attendu="2:3: liste-trop-courte:"),
)  # fmt: skip
