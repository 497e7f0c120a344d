"""Ce qu'un import écrit, ou n'écrit pas : ce qui manque, un disque qui refuse, une mise à jour tuée à tout moment."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.commandes.importer.commande import commande_importer
from macros.commandes.importer.reprise import importer
from tests.donnees import Contenu, changer_json
from tests.hostiles.importation import photo, refuse


def test_une_empreinte_recue_ne_vaut_rien(projet: Path, publies) -> None:
    """Un fichier qui porte sa propre empreinte ne s'en sert pas pour remplacer une fiche d'ici."""

    def voler(contenu: Contenu) -> None:
        origine = {"reseau": "R", "licence": "CC0 1.0", "url": "https://x.test/", "importe_le": "2026-11-20"}
        contenu["fiches"][0].update(titre="Une autre lettre", reprise_de={**origine, "empreinte": "0" * 16})

    bilan = importer(projet, [changer_json(publies["modeles"], voler)], appliquer=True)
    assert list(bilan.conflits) == ["docs/modeles/essai.md"] and bilan.mises_a_jour == {}


def test_ce_qui_manque_est_nomme(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    for nom in ("data/droit/articles/ccp.yml", "data/vocabulaires/efforts.yml"):
        (projet / nom).unlink()
    sortie = refuse(projet, capsys, "reference-juridique", publies["bonnes-pratiques"], publies["clauses"])
    assert "Importez d'abord, ou dans la même commande : textes.json et codes.json." in sortie
    assert "Importez d'abord, ou dans la même commande : vocabulaires.json." in sortie
    tout = [publies[nom] for nom in ("bonnes-pratiques", "clauses", "veille", "codes", "vocabulaires")]
    assert commande_importer(projet, tout, True) == 0


def test_fiche_presente_mais_illisible(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    (projet / "data/clauses/temoin.yml").write_text("titre: [", "utf-8")
    refuse(projet, capsys, "data/clauses/temoin.yml:1:1: fiche-illisible", publies["clauses"])


def test_lien_symbolique_dans_le_projet(
    projet: Path, publies, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dehors").mkdir()
    shutil.rmtree(projet / "docs/veille/2026")
    (projet / "docs/veille/2026").symlink_to(tmp_path / "dehors")
    refuse(projet, capsys, "docs/veille/2026:1:1: lien-symbolique", publies["veille"])
    assert list((tmp_path / "dehors").iterdir()) == []


def test_disque_qui_refuse(projet: Path, publies, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """La troisième fiche ne peut pas être posée : les deux premières repartent, leurs dossiers aussi."""
    shutil.rmtree(projet / "docs/veille")
    avant, poser, poses = photo(projet), Path.rename, []

    def refuser(source: Path, cible: Path) -> Path:
        poses.append(cible)
        if len(poses) == 3:
            raise OSError(28, "plus de place")
        return poser(source, cible)

    monkeypatch.setattr(Path, "rename", refuser)
    assert commande_importer(projet, [publies[n] for n in ("veille", "clauses", "bonnes-pratiques")], True) == 1
    assert "ecriture-refusee" in capsys.readouterr().out
    assert photo(projet) == avant


@pytest.mark.parametrize("panne", [0, 1, 2])
def test_une_mise_a_jour_ne_fait_disparaitre_aucune_fiche(projet: Path, publies, monkeypatch, panne: int) -> None:
    """Où que l'exécution soit tuée, chaque fiche est là ; si l'une ne peut pas être remplacée, toutes redeviennent l'ancienne."""
    fichiers = [publies["bonnes-pratiques"], publies["clauses"]]
    fiches = [projet / "docs/bonnes-pratiques/essai.md", projet / "data/clauses/temoin.yml"]
    assert importer(projet, fichiers, appliquer=True).ecrit
    avant = photo(projet)
    for fichier in fichiers:
        changer_json(fichier, lambda contenu: contenu["fiches"][0].update(titre="Un titre revu depuis"))
    presentes, remplacees = [], []

    def espionner(geste: Callable[..., None]) -> Callable[..., None]:
        def faire(*arguments: Any, **options: Any) -> None:
            if arguments[-1] in fiches:
                remplacees.append(arguments)
                if len(remplacees) == panne:
                    raise OSError(28, "plus de place")
            geste(*arguments, **options)
            presentes.append(all(fiche.is_file() for fiche in fiches))

        return faire

    for nom in ("rename", "replace", "unlink", "remove"):
        monkeypatch.setattr(os, nom, espionner(getattr(os, nom)))
    bilan = importer(projet, fichiers, appliquer=True)
    assert len(bilan.mises_a_jour) == 2 and presentes and all(presentes)
    assert bilan.ecrit != bool(panne) and (photo(projet) == avant) == bool(panne)
