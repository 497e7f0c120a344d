"""Ce que les juges ont dit : le 30-30 du mois liste leurs décisions, et dit qu'il n'en a pas trouvé."""

from datetime import date, timedelta

import pytest

from macros.base.fiche import Fiche
from macros.fiches.droit.regles import dates
from macros.fiches.veille.courriels import fichiers
from macros.fiches.veille.editions import projection
from macros.regles.references import droit_abroge_en_phrase
from tests.fabrique.bases import base_de
from tests.fabrique.pages import contexte_de, edition_de
from tests.fabrique.questions import consulter
from tests.fiches import clause, code, couverture, entree, texte
from tests.navigateur.lecture import plat

CCP = code("CCP", "Code de la commande publique", ["L2112-2"])


def decision(jour: date = date(2026, 9, 3), **champs: object) -> Fiche:
    defauts = {"signe_le": jour, "numero": "TA Essai, n° 2600001", "pour_l_acheteur": "Écrivez ce que vous notez."}
    return texte("ta-essai-2600001", "decision", **{**defauts, **champs})


OUVERTE = "https://justice.fr/"
DEUX = [{"titre": f"Cabinet {nom}", "url": f"https://{nom}.fr/"} for nom in ("un", "deux")]
ANNULANTE = texte("ce-600001", "decision", signe_le=date(2026, 9, 30), url="https://www.conseil-etat.fr/")
ANNULEE = {"abroge_le": date(2026, 9, 30), "abroge_par": "ce-600001"}
CITANTE = clause(fondements=["CCP L2112-2", "TA-ESSAI-2600001"])


@pytest.mark.parametrize(
    ("fiches", "dits", "tus"),
    [
        ((decision(), CITANTE), ("Non trouvé : aucune décision",), ("n° 2600001",)),
        ((decision(url=OUVERTE), CITANTE), ("n° 2600001", "1 clause la cite", "Écrivez"), ("Non trouvé",)),
        ((decision(sources=DEUX), CITANTE), ("n° 2600001", "1 clause la cite"), ("Non trouvé",)),
        (
            (decision(url=OUVERTE, **ANNULEE), ANNULANTE, CITANTE),
            ("Annulée le", "Ne la citez pas."),
            ("Écrivez", "la cite "),
        ),
        (
            (decision(date(2026, 8, 31), url=OUVERTE), CITANTE),
            ("Non trouvé : aucune décision",),
            ("n° 2600001", "jusqu’au"),
        ),
    ],
    ids=["une seule source", "adresse officielle", "deux sources", "annulée", "un autre mois"],
)
def test_les_decisions_du_mois(fiches: tuple[Fiche, ...], dits: tuple[str, ...], tus: tuple[str, ...]) -> None:
    base = base_de(CCP, entree("2026-09-01-a"), couverture(date(2026, 10, 5)), *fiches)
    section = plat(str(edition_de(base, "2026-09").html).partition('id="juges"')[2].partition("<h2")[0])
    assert all(dit in section for dit in dits) and not any(tu in section for tu in tus), section
    # Le courriel et la diapositive disent la même décision, sans ce qu'on en fait.
    ctx = contexte_de(base, "https://exemple.test/")
    for html in (fichiers(ctx)["veille/2026-09/courriel.html"]().decode(), str(projection(ctx, "2026-09").html)):
        bref = plat(html.partition("Ce que les juges ont dit")[2].partition("<h2")[0])
        assert all(dit in bref for dit in dits[:1]) and not any(tu in bref for tu in (*tus, "Écrivez")), bref


@pytest.mark.parametrize(("jours", "refus"), [(0, []), (1, ["date-future"])])
def test_une_decision_ne_s_annule_pas_d_avance(jours: int, refus: list[str]) -> None:
    c = consulter(base_de(CCP, ANNULANTE))
    annulee = decision(abroge_le=c.jour + timedelta(jours), abroge_par="ce-600001")
    assert [anomalie.code for anomalie in dates(c, annulee)] == refus


@pytest.mark.parametrize(("lu", "dit"), [(date(2026, 9, 12), "jusqu’au"), (date(2026, 8, 31), None)])
def test_un_mois_lu_en_partie_le_dit_et_un_mois_non_lu_se_tait(lu: date, dit: str | None) -> None:
    html = str(edition_de(base_de(CCP, entree("2026-09-01-a"), couverture(lu)), "2026-09").html)
    assert ('id="juges"' in html) is bool(dit) and (not dit or dit in html.partition('id="juges"')[2][:300])


@pytest.mark.parametrize(
    ("phrase", "refusee"),
    [
        ("Le tribunal l’admet (n° 2600001).", True),
        ("Le tribunal l’avait admis (n° 2600001), décision annulée depuis.", False),
    ],
)
def test_une_decision_annulee_ne_se_cite_pas_comme_droit(phrase: str, refusee: bool) -> None:
    c = consulter(base_de(CCP, decision(**ANNULEE), ANNULANTE, clause(resume=phrase)))
    fiche = c.fiches("clauses")["essai"]
    assert bool(list(droit_abroge_en_phrase(c, c.genres["clauses"], fiche))) is refusee
