"""Le corpus commun : ``python -m tests.bench.recherche.corpus PROJET DOSSIER``.

Charge un projet, mesure notre Index, puis écrit les mêmes fiches pour les autres moteurs : une page HTML mince par fiche.
Écrit le coût de notre Index en JSON.
"""

import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from macros.base.promesses import Document
from tests.fabrique.lecture import lire
from tests.fabrique.recherche import documents_de, index_de

from .cout import dire, suivre

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{titre}</title></head>
<body data-pagefind-body data-pagefind-filter="genre:{genre}"><h1 id="titre">{titre}</h1>
<p>{resume}</p>
<p>{texte}</p></body></html>
"""


def fiches(documents: Iterable[Document]) -> list[dict[str, str]]:
    """Rend les fiches : les champs du nôtre, où références et mots d'acheteurs rejoignent le texte.

    Personne n'est privé d'un mot : seuls nous restent propres les synonymes, les racines et les corrections.
    """
    rendues = []
    for document in documents:
        champs = document.champs
        reste = [*champs.get("references", ()), *champs.get("lexique", ()), *champs.get("texte", ())]
        rendues.append(
            {
                "genre": document.groupe,
                "adresse": document.adresse,
                "titre": " – ".join(filter(None, champs["titre"])),
                "resume": " ".join(champs["resume"]),
                "texte": "\n".join(reste),
            }
        )
    return rendues


def ecrire(octets: bytes, chemin: Path) -> None:
    """Écrit un fichier et ses dossiers."""
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(octets)


def main() -> int:
    """Mesure notre Index et écrit le corpus."""
    projet, dossier = Path(sys.argv[1]), Path(sys.argv[2])
    base, _ = lire(projet)
    with suivre() as cout:
        index = index_de(base)
    for chemin, octets in index.fichiers.items():
        ecrire(octets, dossier / "notre" / chemin.removeprefix(index.dossier))
    toutes = fiches(documents_de(base))
    for fiche in toutes:
        page = PAGE.format(**{nom: escape(valeur) for nom, valeur in fiche.items()})
        ecrire(page.encode(), dossier / "pages" / fiche["adresse"] / "index.html")
    dire({**cout, "fiches": len(toutes)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
