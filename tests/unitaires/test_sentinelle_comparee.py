"""Deux relevés comparés : la forme n’est rien, rien n’est inventé ni redit, un trou se voit, chaque fiche touchée est nommée."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.base.base import Base
from macros.lecture.droit import Refus
from macros.sentinelle.comparaison import comparer
from macros.sentinelle.cumul import poser
from macros.sentinelle.releve import relever
from macros.sentinelle.suivi import Suivi
from tests import invente
from tests.fabrique.legi import (
    JAMAIS,
    NON_FIXEE,
    TRAVAIL,
    archive,
    article,
    chemin,
    code,
    increment,
    reste,
    socle,
    suivi_de,
)
from tests.fabrique.reperes import epoque

JANVIER = "2027-01-01"
LIEN = '<LIEN typelien="MODIFIE" naturetexte="LOI" numtexte="2021-1104" num="35" datesignatexte="2021-08-22"/>'


@pytest.fixture
def suivi(base_inventee: Base) -> Suivi:
    return suivi_de(base_inventee)


AVANT = {"L2112-2": "L'offre « type » : un prix.", "L2152-7": "Stable.", "L9": "Que nul ne cite."}
COMPARES: dict[str, tuple[dict[str, str | None], list[tuple[str, str]]]] = {
    "forme seule": ({"L2112-2": "L’offre “type”\u00a0:\n un **prix**. {#ancre}"}, []),
    "modifié": ({"L2112-2": "L'offre « type » : un coût."}, [("L2112-2", "modifie")]),
    "créé": ({"L2112-2-1": "Neuf."}, [("L2112-2-1", "cree")]),
    "abrogé, que nul ne cite": ({"L9": None}, [("L9", "abroge")]),
}


@pytest.mark.parametrize("titre", ["Article {}", "##### Article {}", "###### Article {} {{#a}}"])
@pytest.mark.parametrize("cas", COMPARES)
def test_un_code_en_markdown_compare(suivi: Suivi, tmp_path: Path, cas: str, titre: str) -> None:
    change, attendus = COMPARES[cas]
    apres = {numero: texte for numero, texte in (AVANT | change).items() if texte is not None}
    la = relever(code(tmp_path / "a.md", "2026-08-21", AVANT), suivi).releve
    ici = relever(code(tmp_path / "b.md", "2026-08-22", apres, titre=titre), suivi).releve
    vu = comparer(la, ici, suivi, "b").changements
    assert [(c.article, c.nature) for c in vu] == attendus
    assert all(c.date == date(2026, 8, 22) and c.constate for c in vu)


@pytest.mark.parametrize("connu", ["ccp", "travail"])
def test_un_code_que_l_on_se_met_a_suivre_n_est_pas_cree(suivi: Suivi, tmp_path: Path, connu: str) -> None:
    for jour in ("2026-08-21", "2026-08-22"):
        (tmp_path / jour).mkdir()
        code(tmp_path / jour / "ccp.md", jour, AVANT)
        code(tmp_path / jour / "travail.md", jour, {"L5132-1": "Là depuis 2016."}, TRAVAIL)
    la, ici = tmp_path / f"2026-08-21/{connu}.md", tmp_path / "2026-08-22"
    assert comparer(relever(la, suivi).releve, relever(ici, suivi).releve, suivi, "b").changements == []


SUITE: dict[str, tuple[list[bytes], list[bytes], list[tuple[str, str, str | None]]]] = {
    "modifié, l'ancienne republiée": (
        [article(1, "L1", "Avant.")],
        [article(1, "L1", "Avant.", "MODIFIE", fin="2026-09-01"), article(2, "L1", "Après.", debut="2026-09-01")],
        [("L1", "modifie", "2026-09-01")],
    ),
    "créé": ([], [article(1, "L1", "Neuf.", debut="2026-09-01")], [("L1", "cree", "2026-09-01")]),
    "abrogé": (
        [article(1, "L1", "Avant.")],
        [article(1, "L1", "Avant.", "ABROGE", fin="2026-09-01")],
        [("L1", "abroge", "2026-09-01")],
    ),
    "annoncé": (
        [article(1, "L1", "Avant.")],
        [article(1, "L1", "Avant.", fin=JANVIER), article(2, "L1", "Après.", "VIGUEUR_DIFF", JANVIER)],
        [("L1", "a-venir", JANVIER)],
    ),
    "annoncé sans date": (
        [article(1, "L1", "Avant.")],
        [article(1, "L1", "Avant.", fin=NON_FIXEE), article(2, "L1", "Après.", "VIGUEUR_DIFF", NON_FIXEE)],
        [("L1", "a-venir", None)],
    ),
    "abrogation annoncée": (
        [article(1, "L1", "Avant.")],
        [article(1, "L1", "Avant.", "ABROGE_DIFF", fin=JANVIER)],
        [("L1", "a-venir", JANVIER)],
    ),
    "le jour est venu sans rien de neuf": (
        [article(1, "L1", "Avant.", fin="2026-09-01"), article(2, "L1", "Après.", "VIGUEUR_DIFF", "2026-09-01")],
        [],
        [("L1", "modifie", "2026-09-01")],
    ),
    "abrogation annoncée, venue": (
        [article(1, "L1", "Avant.", "ABROGE_DIFF", fin="2026-09-01")],
        [],
        [("L1", "abroge", "2026-09-01")],
    ),
    "republié sans changement": ([article(1, "L1", "Avant.")], [article(1, "L1", "Avant .", fin=JAMAIS)], []),
}
"""Ce qui arrive → (31 août, 1er septembre, ce qui en est dit)."""


@pytest.mark.parametrize("entier", [True, False], ids=["après un socle", "incréments seuls"])
@pytest.mark.parametrize("cas", SUITE)
def test_un_increment_apres_l_autre(suivi: Suivi, tmp_path: Path, cas: str, entier: bool) -> None:
    la, ici, attendus = SUITE[cas]
    avant = (socle if entier else increment)(tmp_path / "a", "20260831", article(9, "L9", "Témoin."), *la)
    lus = relever(avant, suivi).releve, relever(increment(tmp_path / "b", "20260901", *ici), suivi).releve
    vu = comparer(*lus, suivi, "b").changements
    assert [(c.article, c.nature, c.date and c.date.isoformat()) for c in vu] == attendus


def test_ce_qui_etait_annonce_est_rappele_sans_etre_redit(suivi: Suivi, tmp_path: Path) -> None:
    """La même annonce, relue : rien de neuf ; à une autre date : si."""
    annonce = article(2, "L1", "Après.", "VIGUEUR_DIFF", NON_FIXEE), article(3, "L2", "x", "ABROGE_DIFF", fin=JANVIER)
    la, ici = (relever(increment(tmp_path, jour, *annonce), suivi).releve for jour in ("20260831", "20260901"))
    vu = comparer(la, ici, suivi, "b")
    assert vu.changements == [] and [(c.article, c.date) for c in vu.attendus] == [
        ("L1", None),
        ("L2", date(2027, 1, 1)),
    ]
    fixee = increment(tmp_path, "20260902", article(2, "L1", "Après.", "VIGUEUR_DIFF", JANVIER))
    vu = comparer(ici, relever(fixee, suivi).releve, suivi, "b")
    assert [(c.article, c.date) for c in vu.changements] == [("L1", date(2027, 1, 1))]


def test_un_socle_sans_ses_increments_se_voit(suivi: Suivi, tmp_path: Path) -> None:
    """Le registre sait un changement que la source, plus récente que lui, ne montre pas."""
    lus = [relever(socle(tmp_path / jour, jour, *reste()), suivi).releve for jour in ("20260901", "20260902")]
    vu = comparer(*lus, suivi, "b")
    assert vu.changements == [] and vu.en_retard == [
        ("CCP L2112-2", date(2019, 4, 1), date(2026, 8, 22)),
        ("CCP L2152-7", date(2019, 4, 1), date(2026, 8, 21)),
    ]


def test_des_increments_seuls_savent_l_avant(suivi: Suivi, tmp_path: Path) -> None:
    """Un article que le relevé d'avant n'a pas : l'incrément qui le change republie son ancienne rédaction."""
    avant = relever(increment(tmp_path / "a", "20260831"), suivi).releve
    rediges = [
        *(article(1, "L1", "Avant.", "MODIFIE", fin="2026-09-01"), article(2, "L1", "Après.", debut="2026-09-01")),
        *(article(3, "L2", "Neuf.", debut="2026-09-01"), article(4, "L3", "Là depuis toujours.")),
    ]
    vu = comparer(avant, relever(increment(tmp_path / "b", "20260901", *rediges), suivi).releve, suivi, "b").changements
    assert [(c.article, c.nature, c.avant) for c in vu] == [("L1", "modifie", "Avant."), ("L2", "cree", "")]


@pytest.mark.parametrize(
    ("manque", "semaine"),
    [(None, None), (date(2026, 3, 11), 9), (date(2026, 6, 1), 21)],
    ids=["entière", "au milieu", "en tête de semaine"],
)
def test_une_annee_de_semaines(suivi: Suivi, tmp_path: Path, manque: date | None, semaine: int | None) -> None:
    """Chaque semaine se pose sur la précédente ; un incrément manqué se voit la semaine même, une annonce vient à son jour."""
    annonce = article(2, "L2", "Avant.", fin="2026-05-01"), article(3, "L2", "Après.", "VIGUEUR_DIFF", "2026-05-01")
    entiere = socle(tmp_path, "20260104", *reste(), *annonce, article(1, "L1", "Avant tout."))
    avant, vus, remarque = relever(entiere, suivi).releve, [], None
    for rang in range(52):
        lundi = date(2026, 1, 5) + timedelta(weeks=rang)
        for jour in (lundi + timedelta(n) for n in range(7)):
            if jour != manque:
                increment(tmp_path / f"{rang}", f"{jour:%Y%m%d}", article(1, "L1", f"Semaine {rang}."))
        try:
            apres = poser(avant, relever(tmp_path / f"{rang}", suivi).releve, "b")
        except Refus as refus:
            assert f"--sans-increment {manque}" in str(refus)
            remarque = rang
            break
        vus += comparer(avant, apres, suivi, "b").changements
        avant = apres
    assert (remarque, {c.nature for c in vus}) == (semaine, {"modifie"})
    assert [c.date for c in vus if c.article == "L2"] == [date(2026, 5, 1)] * (semaine != 9)


def ecrire(dossier: Path, jour: str, *rediges: bytes) -> Path:
    releve = dossier / f"{jour}.json"
    assert main(["droit", "relever", str(increment(dossier, jour, *rediges)), str(releve)]) == 0
    return releve


def test_la_commande_nomme_les_fiches_touchees(
    projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(projet_invente)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(invente.JOUR))
    avant = ecrire(tmp_path, "20260831", article(1, "L2112-2", "Le prix seul."), article(2, "L9", "Nul ne le cite."))
    apres = ecrire(
        tmp_path,
        "20260901",
        article(3, "L2112-2", "Le prix et le coût.", debut="2026-09-01", liens=LIEN),
        article(4, "L9", "Changé.", "VIGUEUR_DIFF", NON_FIXEE),
    )
    assert main(["droit", "comparer", str(avant), str(apres), "--sortie", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 modifié, 1 à venir. ")
    change = json.loads((tmp_path / "changements.json").read_text("utf-8"))
    annonce, modifie = change["changements"]
    assert (change["du"], change["au"]) == ("2026-08-31", "2026-09-01")
    assert {n: modifie[n] for n in ("texte", "article", "nature", "date")} == {
        "texte": "ccp",
        "article": "L2112-2",
        "nature": "modifie",
        "date": "2026-09-01",
    }
    assert "contenants-reemployables-repas" in modifie["clauses"] and "plan-de-repas" in modifie["obligations"]
    assert "lettre-de-consultation" in modifie["modeles"] and modifie["dossiers"] == [
        "operation-d-essai",
        "repas-d-essai",
    ]
    assert annonce == {"texte": "ccp", "article": "L9", "nature": "a-venir", "date": None} | {
        genre: [] for genre in ("clauses", "obligations", "pratiques", "modeles", "dossiers")
    }
    page, demande = ((tmp_path / nom).read_text("utf-8") for nom in ("page.md", "demande.md"))
    assert "> Le prix ~~seul.~~ **et le coût.**" in page and "À une date non fixée : décret attendu (à venir)." in page
    assert (
        "Le 1er septembre 2026, par la loi n° 2021-1104 du 22 août 2021, art. 35" in page
        and "2222" not in page + demande
    )
    assert "texte: loi-2021-1104" in demande and "    depuis: 2026-09-01\n    change_par: loi-2021-1104" in demande
    assert "- [ ] `data/obligations/plan-de-repas.yml`" in demande


def test_les_versions_annoncees_d_un_texte(suivi: Suivi, tmp_path: Path) -> None:
    """Un texte annonce une version dont aucun article suivi ne parle : le jour se dit, ou le décret attendu."""
    version = chemin(1, sous="texte/version").rpartition("/")[0] + "/LEGITEXT000037701019.xml"
    jours = "".join(f"<VERSION_A_VENIR>{j}</VERSION_A_VENIR>" for j in ("2026-01-01", JANVIER, NON_FIXEE))
    xml = f"""<TEXTE_VERSION><META><META_SPEC><META_TEXTE_CHRONICLE><VERSIONS_A_VENIR>{jours}</VERSIONS_A_VENIR>
</META_TEXTE_CHRONICLE></META_SPEC></META></TEXTE_VERSION>"""
    avant = relever(increment(tmp_path, "20260831", article(1, "L1", "x")), suivi).releve
    lu = relever(archive(tmp_path / "LEGI_20260901-210000.tar.gz", {version: xml.encode()}), suivi).releve
    assert [(c.article, c.nature, c.date) for c in comparer(avant, lu, suivi, "b").changements] == [
        ("", "a-venir", date(2027, 1, 1)),
        ("", "a-venir", None),
    ]
