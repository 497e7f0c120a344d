"""Les seuils : la valeur du jour, jamais une valeur annoncée, et la façon de l'écrire."""

from datetime import date, timedelta

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.droit.seuil import Barreau, Seuil
from tests.fabrique.bases import avec, avec_changee
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import jalons_de, seuils_de
from tests.invente import SOURCES

UN_JOUR = timedelta(days=1)
PREMIER, SECOND, ANNONCE = date(2020, 1, 1), date(2026, 4, 1), date(2028, 1, 1)


def seuil(*valeurs: dict, unite: str = "€ HT") -> Seuil:
    return Seuil(
        libelle="Achat sans publicité",
        groupe="petits-achats",
        effet="En dessous, ni publicité ni mise en concurrence.",
        pour="Tous les acheteurs, pour leurs petits achats.",
        unite=unite,
        fondement="CCP R2122-8",
        valeurs=list(valeurs),
        sources=SOURCES,
    )


def valeur(montant: float, depuis: date = PREMIER, **champs: object) -> dict:
    return {"montant": montant, "depuis": depuis, **champs}


SUITE = seuil(
    valeur(40000, jusqu_au=SECOND - UN_JOUR), valeur(60000, SECOND), valeur(80000, ANNONCE, confiance="a-confirmer")
)


@pytest.mark.parametrize(
    ("jour", "attendus"),
    [(PREMIER, [60000, 80000]), (SECOND, [80000]), (ANNONCE - UN_JOUR, [80000]), (ANNONCE, [80000])],
)
def test_valeurs_a_venir(jour: date, attendus: list[int]) -> None:
    assert [v.montant for v in SUITE.a_venir(jour)] == attendus


def test_un_seuil_par_son_nom(base_inventee: Base) -> None:
    nom, attendu = next(iter(seuils_de(base_inventee).items()))
    assert macro_de(base_inventee, "seuil", nom=nom) == attendu.affichage(base_inventee.jour)


# --- L'échelle par montant ---


def test_l_echelle_range_par_montant_et_reunit_les_egaux(base_inventee: Base) -> None:
    places = {
        "ecrit": (25000, ["travaux"]),
        "decp": (40000, ["fournitures-services", "travaux"]),
        "avis": (25000, ["fournitures-services"]),
    }
    seuils = {
        nom: seuil(valeur(montant)).model_copy(update={"echelle": Barreau(marches=marches, dit=f"Commence : {nom}.")})
        for nom, (montant, marches) in places.items()
    }
    base = avec_changee(base_inventee, "seuils", "seuils", seuils={**seuils, "hors": seuil(valeur(10))})
    page = html.fragment_fromstring(macro_de(base, "echelle_seuils"), create_parent="div")
    lus = [
        (li.findtext("div/strong"), [" ".join(x.text_content().split()) for x in li.findall("ul/li")])
        for li in page.findall("ol/li")
    ]
    assert lus == [
        (
            "25\u202f000\u00a0€ HT",
            [
                "Travaux, Achat sans publicité Commence : ecrit.",
                "Fournitures, services, Achat sans publicité Commence : avis.",
            ],
        ),
        ("40\u202f000\u00a0€ HT", ["Tous marchés, Achat sans publicité Commence : decp."]),
    ]


def test_une_valeur_que_son_texte_dit_deja_n_a_qu_une_date(base_inventee: Base) -> None:
    texte = next(f for f in base_inventee.fiches["textes"].values() if f.contenu.en_vigueur)
    jour = texte.contenu.en_vigueur[0].le
    for fondement, attendu in ((texte.id.upper(), 0), (None, 1)):
        double = seuil(valeur(1, jour - UN_JOUR), valeur(2, jour, fondement=fondement))
        base = avec_changee(avec(base_inventee, jour=jour), "seuils", "seuils", seuils={"double": double})
        dates = [j for j in jalons_de(base, jour, jour) if j.adresse == "droit/seuils/#double"]
        assert len(dates) == attendu
