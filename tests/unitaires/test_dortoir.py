"""Une base trop grande pour la mémoire : ses fiches dorment et se réveillent, et rien de ce qui sort n'en change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import invente
from tests.fabrique import (
    Base,
    a_l_etroit,
    base_saine,
    controler,
    documents_de,
    donnees_de,
    fiches_de,
    flux_de,
    genres_a_pages,
    index_de,
    lire,
    par_genre,
)


@pytest.fixture
def endormie(projet_invente: Path) -> Iterator[Base]:
    """Rend le réseau inventé, lu et contrôlé à l'étroit."""
    with a_l_etroit():
        yield base_saine(projet_invente, invente.JOUR)


def eveillees(base: Base) -> int:
    """Rend le nombre de fiches d'un genre à pages dont le contenu est en mémoire."""
    return sum("contenu" in vars(fiche) for genre, fiche in par_genre(base) if genre in genres_a_pages())


def test_une_base_qui_dort_publie_les_memes_octets(endormie: Base, base_inventee: Base) -> None:
    assert eveillees(endormie) == 5 < eveillees(base_inventee)
    for sortir in (donnees_de, flux_de, documents_de):
        assert sortir(endormie) == sortir(base_inventee)
    assert index_de(endormie).fichiers == index_de(base_inventee).fichiers
    assert eveillees(endormie) == 5


def test_une_fiche_reveillee_est_celle_qui_a_ete_lue(endormie: Base, base_inventee: Base) -> None:
    """Contenu, textes, valeurs marquées, positions : le sommeil n'en perd rien."""

    def dite(base: Base) -> list[Any]:
        return [
            (genre, f, f.ecrite.contenu, f.textes, f.dates, f.position(("titre",)), copy.deepcopy(f.contenu))
            for genre, f in par_genre(base)
        ]

    assert dite(endormie) == dite(base_inventee)


def test_les_contenus_restent_des_valeurs(endormie: Base) -> None:
    """Une fiche réveillée se compare, se copie, et refuse toujours d'être changée."""
    fiche = next(f for f in fiches_de(endormie, "clauses").values() if "contenu" not in vars(f))
    assert fiche.contenu.model_copy(update={"titre": "Un autre titre"}).titre == "Un autre titre"
    assert fiche.contenu == type(fiche.contenu).model_validate(fiche.contenu.model_dump())
    with pytest.raises(ValueError, match="frozen"):
        fiche.contenu.titre = "Un autre titre"


def test_une_anomalie_garde_sa_ligne(projet: Path) -> None:
    """Une fiche endormie avant d'être jugée dit la même chose, au même endroit."""
    clause = projet / "data/clauses/temoin.yml"
    clause.write_text(clause.read_text("utf-8").replace("titre: ", "titre: <b> ", 1), "utf-8")
    vue, _ = lire(projet)
    attendues = [str(a) for a in controler(vue)]
    with a_l_etroit():
        assert [str(a) for a in controler(lire(projet)[0])] == attendues != []
