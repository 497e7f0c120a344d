"""Le droit relevé puis comparé : aucun article perdu, aucune date inventée, chaque fiche touchée nommée."""

import json
from datetime import date
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.sentinelle.redaction import Article
from macros.sentinelle.releve import relever
from macros.sentinelle.suivi import Suivi
from tests.fabrique.legi import CITES_AILLEURS, JAMAIS, NON_FIXEE, article, chemin, increment, reste, socle, suivi_de

ABROGATION, HIER, JANVIER = "2026-11-20", "2026-08-22", "2027-01-01"
LIENS = """
<LIEN typelien="CITATION" naturetexte="LOI" numtexte="2027-1" num="9" datesignatexte="2026-08-20" sens="source"/>
<LIEN typelien="MODIFIE" naturetexte="LOI" numtexte="2021-1104" num="35" datesignatexte="2021-08-22" sens="{}"/>
<LIEN typelien="MODIFICATION" naturetexte="LOI" numtexte="2018-1" num="2" datesignatexte="2018-01-01" sens="cible"/>
<LIEN typelien="MODIFIE" naturetexte="CODE" numtexte="" num="1302" datesignatexte="2999-01-01" sens="source"/>
"""


@pytest.fixture
def suivi(base_inventee: Base) -> Suivi:
    return suivi_de(base_inventee)


ETATS = {
    "en vigueur": [("VIGUEUR", "2019-04-01", JAMAIS)],
    "abrogation annoncée": [("ABROGE_DIFF", "2019-04-01", ABROGATION)],
    "abrogation sans date": [("ABROGE_DIFF", "2019-04-01", NON_FIXEE)],
    "modification annoncée": [("VIGUEUR", "2019-04-01", JANVIER), ("VIGUEUR_DIFF", JANVIER, JAMAIS)],
    "décret attendu": [("VIGUEUR", "2019-04-01", NON_FIXEE), ("VIGUEUR_DIFF", NON_FIXEE, JAMAIS)],
    "à créer": [("VIGUEUR_DIFF", JANVIER, JAMAIS)],
    "abrogé": [("ABROGE", "2019-04-01", HIER)],
    "abrogé, d'autres autour": [
        ("MODIFIE", "2018-04-01", "2019-04-01"),
        ("ABROGE", "2019-04-01", HIER),
        ("MODIFIE_MORT_NE", HIER, JAMAIS),
    ],
    "modifié": [("MODIFIE", "2019-04-01", HIER), ("VIGUEUR", HIER, JAMAIS)],
    "annonce entrée en vigueur": [("VIGUEUR", "2019-04-01", HIER), ("VIGUEUR_DIFF", HIER, JAMAIS)],
}
"""Ce qu'est un article, au 1er septembre 2026 → ses rédactions."""
GARDES = {
    "abrogé": ["ABROGE"],
    "abrogé, d'autres autour": ["ABROGE"],
    "modifié": ["VIGUEUR"],
    "annonce entrée en vigueur": ["VIGUEUR_DIFF"],
}


@pytest.mark.parametrize("cas", ETATS)
def test_aucun_etat_ne_perd_son_article(suivi: Suivi, tmp_path: Path, cas: str) -> None:
    """La rédaction qui s'applique et celles à venir sont gardées ; une date que la source ne fixe pas n'est pas une date."""
    rediges = [article(n, "L2112-2", f"Texte {n}.", *r) for n, r in enumerate(ETATS[cas], 1)]
    lu = relever(increment(tmp_path, "20260901", *rediges), suivi).releve
    assert [a.etat for a in lu.articles] == GARDES.get(cas, [etat for etat, *_ in ETATS[cas]])
    assert "2222" not in lu.octets().decode() and "2999" not in lu.octets().decode()
    appliques = [a for a in lu.articles if a.s_applique(date(2026, 9, 1))]
    assert len(appliques) == (not cas.startswith(("à créer", "abrogé")))


def test_la_precedente_est_celle_dont_la_fin_est_ce_debut(suivi: Suivi, tmp_path: Path) -> None:
    """Ni la dernière de la liste, ni celle qui n'a jamais vécu, ni celle sans date fixée ; et la loi qui a modifié est gardée, quel que soit son ``sens``."""
    for sens in ("cible", "source"):
        rediges = [
            article(1, "L2112-2", "La vraie.", "MODIFIE", "2019-04-01", HIER),
            article(2, "L2112-2", "Du jour.", "VIGUEUR", HIER, JAMAIS, LIENS.format(sens)),
            article(3, "L2112-2", "Mort-née.", "MODIFIE_MORT_NE", HIER, HIER),
            article(4, "L2112-2", "Ancienne.", "MODIFIE", "2018-04-01", "2019-04-01"),
            article(5, "L2112-2", "D’une autre suite.", "MODIFIE", "2020-01-01", "2021-01-01"),
            article(6, "L2112-2", "Jamais finie.", "MODIFIE", "2017-01-01", "2222-02-22"),
            article(7, "L2112-2", "Sans date fixée.", "VIGUEUR_DIFF", "2222-02-22"),
        ]
        lu, differee = relever(increment(tmp_path / sens, "20260901", *rediges), suivi).releve.articles
        assert (lu.contenu, lu.modifie_par) == ("Du jour.", "loi n° 2021-1104 du 22 août 2021, art. 35")
        assert lu.precedente and (lu.precedente.contenu, lu.precedente.fin) == ("La vraie.", date.fromisoformat(HIER))
        assert (differee.contenu, differee.precedente) == ("Sans date fixée.", None)


def test_le_releve_tient_son_contrat(suivi: Suivi, tmp_path: Path) -> None:
    """Tout le code de la commande publique ; des autres textes, les seuls articles cités, même reconnus à leur numéro."""
    autres = [article(n, "L9999-1", "x") for n in (70,)] + [article(71, "L1", "x", du_texte=CITES_AILLEURS[2][2])]
    lu = json.loads(relever(socle(tmp_path, "20260901", *reste(), *autres), suivi).releve.octets())
    assert set(lu) == {"source", "articles"} and lu["source"] == {"genre": "legi-entier", "date": "2026-09-01"}
    assert set(lu["articles"][0]) == set(Article.model_fields)
    assert [(a["texte"], a["article"]) for a in lu["articles"] if a["texte"] != "ccp"] == [
        ("loi-2020-105", "58"),
        ("loi-2021-1104", "35"),
        ("travail", "L5132-1"),
    ]
    assert [a["article"] for a in lu["articles"][:6]] == [
        "L2112-2",
        "L2113-12",
        "L2152-7",
        "L9999-1",
        "R2112-3",
        "R2112-13",
    ]


def test_une_suppression_vise_un_emplacement(suivi: Suivi, tmp_path: Path) -> None:
    """Les deux listes se lisent, une barre manquante aussi ; un article rangé ailleurs le même jour reste."""
    sans_xml = [chemin(n).removesuffix(".xml") for n in (1, 2)]
    listes = {
        "liste_suppression_legi.dat": sans_xml[0].replace("/article/", "article/"),
        "liste_suppression_legi_dossier.dat": sans_xml[1].replace("code_en_vigueur/", "code_non_vigueur/"),
    }
    rediges = [article(n, f"L{n}", "Texte.") for n in (1, 2, 3)]
    assert [
        a.article for a in relever(increment(tmp_path, "20260901", *rediges, dat=listes), suivi).releve.articles
    ] == ["L2", "L3"]


ABROGE = '<LIEN typelien="ABROGE" naturetexte="LOI" numtexte="2026-9" num="3" datesignatexte="2026-07-01"/>'
MODIFIEE = {
    "abrogation annoncée": (("ABROGE_DIFF", HIER, ABROGATION), ABROGE, "loi n° 2026-9 du 1er juillet 2026, art. 3"),
    "modifiée sans nouvelle version": (
        ("VIGUEUR", "2016-02-12", JAMAIS),
        "",
        "loi n° 2018-1 du 1er janvier 2018, art. 2",
    ),
    "qu'un lien hors de tout numéro ne dit pas": (
        ("VIGUEUR", "2017-01-01", JAMAIS),
        '<LIEN typelien="MODIFIE" naturetexte="LOI" numtexte="2026-813 @x" datesignatexte="2016-12-30"/>',
        "loi n° 2018-1 du 1er janvier 2018, art. 2",
    ),
    "que le lien dit à peine": (
        ("VIGUEUR", "2017-01-01", JAMAIS),
        '<LIEN typelien="MODIFIE" numtexte="2026-813" num="2"/>',
        "texte n° 2026-813, art. 2",
    ),
}
"""Ce qu'est la rédaction → (son état, un lien de plus, la loi que l'on en dit)."""


@pytest.mark.parametrize("cas", MODIFIEE)
def test_la_loi_qui_a_fait_la_redaction(suivi: Suivi, tmp_path: Path, cas: str) -> None:
    """Signée avant son début, d'ordinaire ; celle qui abroge, après."""
    etat, lien, loi = MODIFIEE[cas]
    redigee = article(1, "L1", "x", *etat, liens=LIENS.format("cible") + lien)
    assert [a.modifie_par for a in relever(increment(tmp_path, "20260901", redigee), suivi).releve.articles] == [loi]


def test_les_liens_d_un_article_de_loi(suivi: Suivi, tmp_path: Path) -> None:
    """Il lie aussi ce qu'il a changé, signé avant sa propre loi : ce n'est pas ce qui l'a fait."""
    redigee = article(1, "35", "x", debut="2021-08-25", liens=LIENS.format("cible"), du_texte=CITES_AILLEURS[1][2])
    assert [a.modifie_par for a in relever(increment(tmp_path, "20260901", redigee), suivi).releve.articles] == [None]
