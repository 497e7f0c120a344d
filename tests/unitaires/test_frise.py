"""La frise : des jalons rangés, sans doublon, chacun à sa place sur la bande."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from lxml import html
from lxml.html import HtmlElement

from macros.base.promesses import Jalon
from macros.sorties.html.frise import Frise
from tests.fabrique.bases import base_de
from tests.fabrique.pages import gabarit_de
from tests.fabrique.reperes import JOUR

DEMAIN, HIER = JOUR + timedelta(days=1), JOUR - timedelta(days=1)
SIGNATURE = Jalon(date(2020, 2, 10), "Signature", sorte="publication")
EFFET = Jalon(date(2023, 1, 1), "Application", "Les marchés de l’État sont visés.")
ANNONCE = Jalon(date(2028, 1, 1), "Application", incertain=True)
JALONS = (ANNONCE, SIGNATURE, EFFET)


def place(abscisse: str) -> float:
    assert re.fullmatch(r"-?\d+\.\d%", abscisse), abscisse
    return float(abscisse.removesuffix("%"))


@pytest.mark.parametrize(
    "jours",
    [
        [JOUR],
        [HIER],
        [DEMAIN],
        [HIER, DEMAIN],
        [date(1950, 1, 1), date(2041, 12, 31)],
        [date(1950, 1, 1)],
        [date(2041, 12, 31)],
        [JOUR + timedelta(days=n) for n in range(-2000, 2000, 37)],
    ],
    ids=lambda j: f"{len(j)} jalons, {j[0]}",
)
def test_tout_tient_dans_la_bande(jours: list[date]) -> None:
    jalons = [Jalon(jour, "Un jalon") for jour in jours]
    for frise, montres in ((Frise.de(jalons, JOUR, situe=True), [*jours, JOUR]), (Frise.de(jalons, JOUR), jours)):
        places = [place(frise.abscisse(j)) for j in (*montres, frise.atteint)] + [
            place(x) for x, _ in frise.graduations()
        ]
        assert 0 <= min(places) <= max(places) <= 100


def test_la_place_est_proportionnelle_au_temps() -> None:
    jalons = [Jalon(JOUR - timedelta(days=100), "Début"), Jalon(JOUR + timedelta(days=100), "Fin")]
    frise = Frise.de(jalons, JOUR, situe=True)
    assert frise.abscisse(JOUR) == "50.0%"


JUMEAU = Jalon(SIGNATURE.le, SIGNATURE.libelle, sorte="publication")
MEME_JOUR = Jalon(SIGNATURE.le, "Publication", sorte="publication")
PROCHE, DU_JOUR = Jalon(DEMAIN, "Application"), Jalon(JOUR, "Application")


@pytest.mark.parametrize(
    ("donnes", "passes", "futurs"),
    [
        (JALONS, [EFFET, SIGNATURE], [ANNONCE]),
        ([SIGNATURE, EFFET, JUMEAU], [EFFET, SIGNATURE], []),
        ([SIGNATURE, MEME_JOUR], [SIGNATURE, MEME_JOUR], []),
        ([ANNONCE, PROCHE, EFFET], [EFFET], [PROCHE, ANNONCE]),
        ([DU_JOUR], [DU_JOUR], []),
        ([], [], []),
    ],
    ids=["par date", "un doublon", "deux le même jour", "le plus proche d’abord", "du jour", "rien"],
)
def test_les_jalons_se_rangent(donnes: Sequence[Jalon], passes: list[Jalon], futurs: list[Jalon]) -> None:
    """Les passés, le plus récent d'abord, celui du jour compris ; puis ceux qui viennent."""
    frise = Frise.de(donnes, JOUR)
    assert (frise.passes, frise.futurs) == (passes, futurs) and frise.jalons == (*passes[::-1], *futurs)


@pytest.mark.parametrize(
    ("jalons", "situe", "bornes", "atteint"),
    [
        (JALONS, True, (SIGNATURE.le, ANNONCE.le), JOUR),
        ((EFFET,), True, (EFFET.le, JOUR), JOUR),
        (JALONS, False, (date(2020, 1, 1), date(2029, 1, 1)), EFFET.le),
        ((ANNONCE,), False, (date(2028, 1, 1), date(2029, 1, 1)), date(2028, 1, 1)),
    ],
)
def test_les_bornes_comprennent_aujourd_hui_si_la_bande_le_situe(
    jalons: tuple[Jalon, ...], situe: bool, bornes: tuple[date, date], atteint: date
) -> None:
    frise = Frise.de(jalons, JOUR, situe)
    assert (frise.bornes, frise.atteint) == (bornes, atteint)


def test_sans_jalon() -> None:
    frise = Frise.de([], JOUR)
    assert (frise.jalons, frise.passes, frise.futurs) == ((), [], [])


@pytest.mark.parametrize("debut", [1950, 1990, 2010, 2019, 2025])
def test_graduations_lisibles(debut: int) -> None:
    frise = Frise.de([Jalon(date(debut, 1, 1), "Début"), Jalon(date(2041, 1, 1), "Fin")], JOUR)
    annees = [int(annee) for _, annee in frise.graduations()]
    assert 1 < len(annees) <= 6 and annees == sorted(annees)
    assert all(x == frise.abscisse(date(int(annee), 1, 1)) for x, annee in frise.graduations())


# --- Le dessin et sa liste ---


def dessiner(frise: Frise) -> HtmlElement:
    source = '{% import "_frise.html" as f %}{{ f.dates(frise, "../") }}'
    return html.fragment_fromstring(gabarit_de(base_de(), source, frise=frise), create_parent="div")


def test_la_bande_montre_tous_les_jalons_et_la_liste_les_dit() -> None:
    page = dessiner(Frise.de(JALONS, JOUR))
    assert len(page.findall(".//circle")) == 3
    dates = [t.get("datetime") for t in page.findall(".//li/time")]
    assert dates == sorted(str(j.le) for j in JALONS)


def test_elle_ne_change_que_le_jour_ou_un_jalon_est_atteint() -> None:
    """Cinq cents pages en portent une : « aujourd'hui » y est sans date, entre ce qui est atteint et ce qui vient."""
    veille, jour, lendemain = (
        html.tostring(dessiner(Frise.de(JALONS, EFFET.le + timedelta(days=n)))) for n in (-1, 0, 1)
    )
    assert veille != jour == lendemain
    rangs = [li.text_content().split()[0] for li in dessiner(Frise.de(JALONS, JOUR)).findall(".//li")]
    assert rangs.index("Aujourd’hui") == 2 and len(rangs) == 4


def test_un_seul_jalon_se_lit_sans_dessin() -> None:
    page = dessiner(Frise.de([EFFET], JOUR))
    assert page.findall(".//svg") == [] and len(page.findall(".//li/time")) == 1


def test_la_bande_est_ignoree_des_lecteurs_d_ecran() -> None:
    assert dessiner(Frise.de(JALONS, JOUR)).find(".//svg").get("aria-hidden") == "true"


def test_un_libelle_hostile_est_echappe() -> None:
    hostile = Jalon(HIER, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "droit/x/")
    page = dessiner(Frise.de([hostile, EFFET], JOUR))
    assert page.findall(".//script") == [] and page.findall(".//img") == []
    assert "<script>alert(1)</script>" in page.text_content()
