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
    Maison,
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


def test_une_fiche_endormie_avant_d_etre_jugee_dit_la_meme_ligne(tmp_path: Path) -> None:
    """Toutes les clauses et la veille en faute : presque toutes dorment quand les règles les lisent."""
    invente.ecrire(tmp_path)
    for fichier in (*(tmp_path / "data/clauses").rglob("*.yml"), *(tmp_path / "docs/veille").rglob("2*.md")):
        fichier.write_text(fichier.read_text("utf-8").replace("titre: ", "titre: <b> ", 1), "utf-8")
    attendues = [str(anomalie) for anomalie in controler(lire(tmp_path, invente.JOUR)[0])]
    with a_l_etroit():
        base, _ = lire(tmp_path, invente.JOUR)
        fautives = {a.split(":")[0] for a in attendues} & {f.fichier for _, f in par_genre(base) if "_place" in vars(f)}
        assert len(fautives) > 10
        assert [str(anomalie) for anomalie in controler(base)] == attendues


def test_la_fiche_d_avant_les_seuils_dort_avec_elle(tmp_path: Path) -> None:
    invente.ecrire(tmp_path)
    for fichier in (tmp_path / "data/clauses").rglob("*.yml"):
        appel = 'resume: À partir de {{ seuil("decp") }}, le titulaire'
        fichier.write_text(fichier.read_text("utf-8").replace("resume: Le titulaire", appel), "utf-8")
    with a_l_etroit():
        posees = [f for f in fiches_de(lire(tmp_path, invente.JOUR)[0], "clauses").values() if f.source]
        assert len(posees) > 10
        assert sum("contenu" in vars(f.ecrite) for f in posees) <= 5
        assert all('seuil("decp")' in f.ecrite.contenu.resume and "seuil" not in f.contenu.resume for f in posees)


def test_rien_ne_dort_en_servant(projet_invente: Path) -> None:
    """Une fiche retenue survit à sa base : elle ne tient pas à un dortoir d'avant, ni à un code d'avant."""
    with a_l_etroit():
        maison = Maison(projet_invente, retenues={})
    assert all("contenu" in vars(fiche) for _, fiche in maison.c.par_genre())
