"""Les dates que la base partage : première publication, dernier jour dont les sources sont lues."""

from .commun import VEILLE, Cas, clause, pratique, veille

COUVERTURE = "data/couverture.yml"
ANTIDATEE = "publication-antidatee: publie_le (2026-09-30) précède la première publication de la base (2026-10-01)"
LE_JOUR_MEME = "Écrivez le jour où la fiche entre dans la base : aujourd'hui, si elle est neuve."


def date_future(nom: str, champ: str, ligne: int, avant: str) -> Cas:
    """Un cas où la date ``champ`` est celle de demain."""
    attendu = f"{COUVERTURE}:{ligne}:1: date-future: 2026-11-26"
    return Cas(nom, COUVERTURE, f"{champ}: {avant}", f"{champ}: 2026-11-26", attendu, "Écrivez le jour réel")


CAS = (
    clause("clause antidatee", "publie_le: 2026-11-24", "publie_le: 2026-09-30", ANTIDATEE, LE_JOUR_MEME),
    pratique("pratique antidatee", "publie_le: 2026-11-20", "publie_le: 2026-09-30", ANTIDATEE, LE_JOUR_MEME),
    veille("entree antidatee", "publie_le: 2026-11-20", "publie_le: 2026-09-30", f"11:1: {ANTIDATEE}", LE_JOUR_MEME),
    Cas(
        "premiere publication apres une fiche",
        COUVERTURE,
        "premiere_publication: 2026-10-01",
        "premiere_publication: 2026-11-21",
        f"{VEILLE}:11:1: publication-antidatee: publie_le (2026-11-20)",
        LE_JOUR_MEME,
        VEILLE,
    ),
    date_future("premiere publication de demain", "premiere_publication", 1, "2026-10-01"),
    date_future("sources de demain", "sources_lues_jusqu_au", 2, "2026-11-24"),
    Cas(
        "couverture sans date de lecture",
        COUVERTURE,
        "sources_lues_jusqu_au: 2026-11-24\n",
        "",
        "champ-manquant: le champ « sources_lues_jusqu_au » manque",
        "Dernier jour dont les sources de la veille sont lues.",
    ),
    *(
        Cas(
            f"branche relevée : {nom}",
            COUVERTURE,
            "sources_lues_jusqu_au: 2026-11-24\n",
            f"sources_lues_jusqu_au: 2026-11-24\nbranches_lues:\n{lignes}",
            *attendu,
        )
        for nom, lignes, attendu in (
            (
                "deux fois le même mois",
                "".join(f"- {{branches: [travail], lues_jusqu_au: 2026-11-{n}, par: [jorf]}}\n" for n in (10, 20)),
                ("5:15: branche-en-double: « travail » est relevée deux fois en novembre 2026", "Gardez une ligne"),
            ),
            (
                "demain",
                "- {branches: [travail], lues_jusqu_au: 2026-11-26, par: [jorf]}\n",
                ("4:25: date-future: 2026-11-26", "Écrivez le jour réel"),
            ),
            (
                "inconnue",
                "- {branches: [finances], lues_jusqu_au: 2026-11-24, par: [jorf]}\n",
                ("4:15: valeur-inconnue: « finances » n'est pas dans le vocabulaire « branches »", "Valeurs admises"),
            ),
        )
    ),
    Cas(
        "couverture sans jour",
        COUVERTURE,
        "sources_lues_jusqu_au: 2026-11-24",
        'sources_lues_jusqu_au: "octobre"',
        "type-incorrect: « sources_lues_jusqu_au » attend une date AAAA-MM-JJ",
        "Écrivez le jour en chiffres, année d’abord, comme 2026-01-31, sans guillemets.",
    ),
)
