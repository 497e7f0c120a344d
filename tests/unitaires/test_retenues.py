"""Ce qu'une lecture laisse à la suivante, en servant : rien de périmé, et rien de relu pour rien."""

from datetime import date
from pathlib import Path

import pytest

from macros.site.maison import Maison
from tests.fabrique.reperes import epoque


def anomalies(projet: Path, retenues: dict | None = None) -> list[str]:
    """Rend toutes les anomalies du projet."""
    return [str(anomalie) for anomalie in Maison(projet, retenues=retenues).anomalies]


def test_un_fichier_qui_change_disparait_ou_revient_se_juge_comme_a_froid(projet: Path) -> None:
    """Chaque fichier tour à tour : une fiche gardée trop longtemps se verrait."""
    retenues: dict = {}
    assert anomalies(projet, retenues) == []
    fichiers = [f for dossier in ("data", "docs") for f in sorted((projet / dossier).rglob("*.*")) if f.is_file()]
    renvoyees = set()
    for fichier in fichiers:
        ecrit = fichier.read_bytes()
        fichier.write_bytes(ecrit.replace(b"e", b"E", 3))
        assert anomalies(projet, retenues) == anomalies(projet)
        fichier.unlink()
        dites = anomalies(projet, retenues)
        assert dites == anomalies(projet)
        renvoyees |= {dite.split(":")[0] for dite in dites if not dite.startswith(str(fichier.relative_to(projet)))}
        fichier.write_bytes(ecrit)
        assert anomalies(projet, retenues) == []
    assert len(renvoyees) > 5  # des fiches intactes, en faute par ce qui leur manque


def test_une_fiche_intacte_reste_la_meme(projet: Path) -> None:
    retenues: dict = {}
    avant = Maison(projet, retenues=retenues).c
    fichier = next((projet / "data/clauses").glob("*.yml"))
    fichier.write_text(fichier.read_text("utf-8") + "\n", "utf-8")
    apres = Maison(projet, retenues=retenues).c
    changees = {f.fichier for genre, f in apres.par_genre() if avant.fiches(genre.nom)[f.id] is not f}
    assert changees == {str(fichier.relative_to(projet))}


def test_une_anomalie_retenue_ne_se_dit_qu_une_fois(projet: Path) -> None:
    pratique = projet / "docs/bonnes-pratiques/essai.md"
    pratique.write_text(pratique.read_text("utf-8") + '\nÀ partir de {{ seuil("inconnu") }}.\n', "utf-8")
    retenues: dict = {}
    premieres = anomalies(projet, retenues)
    assert premieres and [anomalies(projet, retenues), anomalies(projet)] == [premieres, premieres]


def test_un_jour_de_plus_se_juge_comme_a_froid(projet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servi depuis des semaines : une date passée, ou encore future, ne garde pas le verdict d'un autre jour."""
    retenues: dict = {}
    dites = []
    for jour in ("2026-11-30", "2023-11-14", "2045-01-01"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(date.fromisoformat(jour)))
        dites.append(anomalies(projet, retenues))
        assert dites[-1] == anomalies(projet)
    assert [bool(dite) for dite in dites] == [False, True, False]
