"""La course hebdomadaire : rien de ce qui a paru ne lui échappe, et elle n'écrit qu'une demande."""

import json
from datetime import date
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commandes import veiller
from macros.sentinelle.dole import PUBLIE
from tests import invente
from tests.fabrique.dila import (
    DECRET,
    JEUDI,
    LUNDI,
    Dila,
    commencer,
    courir,
    disque_plein,
    journal_officiel,
    publier_la_suite,
)
from tests.fabrique.lecture import base_saine
from tests.fabrique.legi import article, increment, reste, socle
from tests.fabrique.reperes import epoque


def test_deux_semaines(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """La première part des bases entières ; la seconde lit ce qui suit, et seulement cela. Le site se relit sans anomalie."""
    with (depot / "data/couverture.yml").open("a") as fichier:
        fichier.write(
            "# Par mois.\nbranches_lues:\n- {branches: [travail], lues_jusqu_au: 2026-11-25, par: [lecture]}\n"
        )
    code, demande = courir(dila, depot, JEUDI, monkeypatch)
    assert (code, "Articles suivis : rien de neuf à comparer." in demande) == (0, True)
    assert "### Énergie (1)" in demande and "## Journal officiel (1 titre(s) rangé(s) sur 1)" in demande
    assert (
        "Loi d’essai contre le gaspillage, art. 58 (L. 541-1) : Part réemployée ; le dossier dit « Publication"
        in demande
    )
    assert "## Décrets attendus (1)" in demande and "Union" not in demande
    publier_la_suite(dila.dossier)
    (dila.dossier / "LEGI/LEGI_20261123-210000.tar.gz").unlink()  # purgée, le journal l'oublie
    dila.liens.append(("32024R1252", "resource_legal_amends_resource_legal", "32026R0999", "2026-11-27"))
    code, demande = courir(dila, depot, LUNDI, monkeypatch)
    assert (
        code == 0
        and "1 modifié, 2 abrogés, 1 créé." in demande
        and "- [ ] L. 2112-2 du code de la commande publique : modifié" in demande
    )
    lien = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000000000002"
    assert demande.count(f"- 29 novembre 2026 : [{DECRET}]({lien})") == 2  # commande publique, environnement
    assert "Journal officiel (1 titre(s) rangé(s) sur 2)" in demande and "JORFTEXT000000000005" not in demande
    assert "Décrets attendus" not in demande  # son décret a paru
    assert (
        "[32026R0999](https://eur-lex.europa.eu/" in demande and ", du 27 novembre 2026, modifie [Règlement" in demande
    )
    journal = json.loads((depot / "data/droit/journal.json").read_text("utf-8"))
    assert journal["lus"]["LEGI"][-1] == "LEGI_20261129-210000.tar.gz" and len(journal["lus"]["LEGI"]) == 7
    assert json.loads((depot / "data/droit/releve.json").read_text("utf-8"))["source"]["date"] == "2026-11-29"
    couverture = next(iter(base_saine(depot, LUNDI).fiches["couverture"].values())).contenu
    assert couverture.droit_releve_le == LUNDI and [lue.model_dump() for lue in couverture.branches_lues] == [
        {  # les autres branches : novembre est pris en route
            "branches": ["travail"],
            "lues_jusqu_au": date(2026, 11, 29),
            "par": ["lecture", "jorf", "legi", "dole", "union"],
        }
    ]
    assert "# Par mois.\nbranches_lues:" in (depot / "data/couverture.yml").read_text("utf-8")
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 0  # rien de neuf n'est pas une faute
    journal_officiel(dila.dossier, "20261129-213000", {"2026-11-29": {"LOIS": [(6, DECRET)]}})
    assert "JORFTEXT000000000006" in courir(dila, depot, LUNDI, monkeypatch)[1]  # paru le soir d'un jour déjà lu


@pytest.mark.parametrize(
    ("dit", "pris"),
    [
        ("Décret n° 2021-1 du 4/01/2021", True),
        ("Décrets en Conseil d’État n°\u00a02021-1 et 2021-2", True),
        ("Arrêté du 1er mars 2021", True),
        ("Décret attendu avant le 1er janvier 2027", False),
        ("Décret en Conseil d’État à paraître en juin 2026", False),
        ("Décrets en cours (2 sur 3 pris)", False),
        ("Décret attendu, modifiant le décret n° 2020-1", False),
    ],
)
def test_un_decret_pris_a_son_numero_ou_son_jour(dit: str, pris: bool) -> None:
    assert bool(PUBLIE.match(dit)) is pris


def test_une_panne_en_ecrivant_ne_saute_rien(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Le journal n'avance qu'en dernier : ce qui n'a pas été dit se relit."""
    commencer(dila, depot, monkeypatch)
    avant = (depot / "data/droit/journal.json").read_bytes()
    with monkeypatch.context() as panne, pytest.raises(OSError, match="plein"):
        panne.setattr(veiller, "remplacer", disque_plein)
        courir(dila, depot, LUNDI, monkeypatch)
    assert (depot / "data/droit/journal.json").read_bytes() == avant


def test_un_jour_ouvre_sans_increment_se_dit(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Le remède du message est gardé au journal ; la semaine entière se relit."""
    commencer(dila, depot, monkeypatch)
    (dila.dossier / "LEGI/LEGI_20261127-210000.tar.gz").unlink()
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 1
    code, demande = courir(dila, depot, LUNDI, monkeypatch, date(2026, 11, 27))
    assert code == 0 and "1 modifié, 2 abrogés, 1 créé." in demande
    assert '"2026-11-27"' in (depot / "data/droit/journal.json").read_text("utf-8")


def test_la_source_se_tait_ou_repart(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trois jours ouvrés sans rien : alarme. Une base entière neuve se dit ; sans journal, on repart d'elle, et l'on compare."""
    commencer(dila, depot, monkeypatch)
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 0
    assert courir(dila, depot, date(2026, 12, 2), monkeypatch)[0] == 0  # lundi, mardi
    code, demande = courir(dila, depot, date(2026, 12, 3), monkeypatch)
    assert code == 1 and "aucun incrément depuis trois jours ouvrés : le dernier est du 29 novembre 2026" in demande
    socle(dila.dossier / "LEGI", "20261202", article(1, "L2112-2", "Refait.", debut="2026-12-01"), *reste()[1:])
    increment(dila.dossier / "LEGI", "20261203", reste()[1])
    for jour in ("20261130", "20261201", "20261202"):
        increment(dila.dossier / "LEGI", jour, reste()[3].replace(b"reste", jour.encode()))
    assert (
        "Une base entière de la LEGI a paru le 2 décembre 2026."
        in courir(dila, depot, date(2026, 12, 4), monkeypatch)[1]
    )
    (depot / "data/droit/journal.json").unlink()
    code, demande = courir(dila, depot, date(2026, 12, 5), monkeypatch)
    assert code == 1 and "elle n'avance pas" in demande  # même jour : rien ne se conclut
    increment(dila.dossier / "LEGI", "20261204", reste()[2])
    code, demande = courir(dila, depot, date(2026, 12, 5), monkeypatch)
    assert code == 0 and "L. 2112-2 du code de la commande publique : modifié" in demande


def test_la_commande_va_a_la_dila(depot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ce que le flux de travail lance, et l'adresse où elle va."""
    vus: list[str] = []
    monkeypatch.setattr(veiller, "lire", lambda adresse, *_: vus.append(adresse) or b"")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(invente.JOUR))
    assert main(["droit", "veiller", str(tmp_path / "sortie"), "--sans-increment", "2026-11-27"]) == 1
    assert vus[0] == "https://echanges.dila.gouv.fr/OPENDATA/LEGI/"
