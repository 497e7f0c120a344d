"""L'index de Material d'origine : ``python -m tests.bench.recherche.material DOSSIER``.

Passe les pages minces au vrai module de recherche de Material ; l'index lunr, lui, se bâtit dans le navigateur.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

from material.plugins.search.plugin import SearchIndex

from .corpus import ecrire
from .cout import dire, suivre

REGLAGES = {
    # Ceux que Material donne à un site en français.
    "lang": ["fr"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}

TITRE = SimpleNamespace(id="titre", url="", children=[])
"""Le titre de la page : il n'ajoute pas d'ancre à l'adresse."""


def main() -> int:
    """Mesure et écrit ``material/search_index.json``."""
    dossier = Path(sys.argv[1])
    pages = [
        SimpleNamespace(
            meta={},
            toc=[TITRE],
            title="",
            url=f"{chemin.parent.relative_to(dossier / 'pages').as_posix()}/",
            content=chemin.read_text("utf-8").partition("genre:")[2].partition(">")[2].removesuffix("</body></html>\n"),
        )
        for chemin in sorted((dossier / "pages").rglob("index.html"))
    ]
    with suivre() as cout:
        index = SearchIndex(**REGLAGES)
        for page in pages:
            index.add_entry_from_context(page)
        ecrit = index.generate_search_index(None)
    ecrire(ecrit.encode(), dossier / "material" / "search_index.json")
    dire(cout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
