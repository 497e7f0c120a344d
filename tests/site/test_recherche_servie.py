"""L'index que le site sert est celui de ses pages."""

import json
import re
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.sorties.recherche.index import Index
from tests.fabrique.questions import fiches_de
from tests.fabrique.recherche import index_de


@pytest.fixture(scope="module")
def index_invente(base_du_site: Base) -> Index:
    return index_de(base_du_site)


def adresses_de(index: Index) -> list[str]:
    return [fiche[2] for c, octets in index.fichiers.items() if "/fiches/" in c for fiche in json.loads(octets)]


def test_les_adresses_sont_celles_du_site(index_invente: Index, site_construit: Path, base_du_site: Base) -> None:
    adresses = adresses_de(index_invente)
    assert len(set(adresses)) == len(adresses)
    lieux = [a.partition("#")[0] for a in adresses]
    assert [a for a in lieux if not (site_construit / a / "index.html").is_file()] == []
    pages = {str(p.parent.relative_to(site_construit)) + "/" for p in site_construit.rglob("index.html")}
    clauses = fiches_de(base_du_site, "clauses").values()
    retirees = {f"clauses/{f.id}/" for f in clauses if f.contenu.statut == "retiree"}
    hors = pages - retirees - {a or "./" for a in adresses}
    autres = re.compile(
        r"clauses/segments/[^/]+/|veille/(themes|segments|formes|social)/[^/]+/|veille/\d{4}(-t\d|-\d\d(/projection)?)?/|droit/[a-z]+/|entreprises/[^/]+/|parcours/[^/]+/questions/"
    )
    assert [page for page in sorted(hors) if not autres.fullmatch(page)] == []


def test_le_site_sert_cet_index(index_invente: Index, site_construit: Path) -> None:
    servis = {str(f.relative_to(site_construit)): f for f in (site_construit / "recherche").rglob("*.json")}
    assert set(servis) == set(index_invente.fichiers)
    assert all(f.read_bytes() == index_invente.fichiers[c] for c, f in servis.items())
