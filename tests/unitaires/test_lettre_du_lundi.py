"""La lettre du premier lundi : ses lignes, leur ordre, ce qu'elle dit quand il n'y en a pas ; les dates d'un choix."""

from datetime import date
from typing import Any

import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.veille.lettre import Lettre, lettres
from macros.sorties.html.liens import inscription
from tests.fabrique.bases import avec
from tests.fabrique.flux import calendriers_de
from tests.fabrique.pages import contexte_de
from tests.fabrique.questions import consulter, fiches_de
from tests.fiches import clause, couverture, entree
from tests.navigateur.lecture import plat
from tests.site.calendriers import lire_par_icalendar

ACTION = {"a_faire": ["Lire la nouvelle."], "impact": "moyen", "segments": ["vehicules"]}
LU = date(2026, 11, 30)


def geste(le: str, certitude: str = "sur", **champs: Any) -> Fiche:
    """Rend une entrée ancienne, et ce qui s'y fait avant ce jour."""
    quand = {"le": le, "faire": "Remplacez « a » par « b ».", "certitude": certitude, "raison": "Pour les essais."}
    return entree(f"2025-01-01-{le}-{certitude}", **{**ACTION, "a_faire_avant": quand, **champs})


def changee(le: str, jour: str = "2026-11-20", **champs: Any) -> Fiche:
    """Rend une clause dont une phrase a changé ce ``jour``, à remplacer avant ``le``, s'il est dit."""
    phrase = {"texte": "exigence", "avant": "Sous {{delai}} jours.", "apres": "Un texte à insérer.", "certitude": "sur"}
    dit = {"le": jour, "quoi": "Le délai est retiré.", "phrases": [{**phrase, "le": le or None}]}
    return clause("change", segments=["vehicules"], **{"publie_le": "2026-01-01", "changements": [dit], **champs})


def lettre(base: Base, *fiches: Fiche, code: str = "equipement", lu: date = LU) -> Lettre:
    """Rend la lettre d'un groupe, d'une base qui n'a que ces entrées et ces clauses."""
    clauses = {f.id: f for f in fiches if f.id == "change"}
    veille = {f.id: f for f in fiches if f.id not in clauses}
    petite = avec(base, veille=veille, clauses=clauses, couverture={"couverture": couverture(lu)})
    return next(x for x in lettres(consulter(petite)) if x.code == code)


@pytest.mark.parametrize(
    ("fiche", "attendu"),
    [
        (geste("2026-12-15"), (date(2026, 12, 15), True)),
        (geste("2027-03-07", "incertain"), (date(2027, 3, 7), False)),
        (geste("2026-12-15", impact="faible"), (date(2026, 12, 15), True)),
        (geste("2027-03-08"), None),
        (geste("2026-12-06"), None),
        (geste("2026-12-15", segments=["restauration"]), None),
        (entree("2025-01-01-droit", **ACTION, en_vigueur_le="2027-01-01"), (date(2027, 1, 1), True)),
        (entree("2026-11-02-neuve", **ACTION), (None, True)),
        (entree("2026-11-01-deja-dite", **ACTION), None),
        (entree("2025-01-01-ajoutee", **ACTION, publie_le="2026-11-20"), (None, True)),
        (entree("2026-11-20-projet", **ACTION, evenement="projet"), None),
        (entree("2026-11-20-etude", **ACTION, evenement="etude"), None),
        (entree("2026-11-20-faible", **{**ACTION, "impact": "faible"}), None),
        (entree("2026-11-20-rien", **{**ACTION, "a_faire": []}), None),
        (changee(""), (None, True)),
        (changee("2026-12-15", "2026-01-02"), (date(2026, 12, 15), True)),
        (changee("", "2026-11-01"), None),
        (changee("", retrait="Une autre la remplace.", statut="retiree"), None),
    ],
    ids=lambda x: x.id if isinstance(x, Fiche) else "",
)
def test_ce_qui_fait_une_ligne(base_inventee: Base, fiche: Fiche, attendu: tuple | None) -> None:
    """Ce qui se fait avant trois mois, ou ce qui est neuf depuis la lettre d'avant ; rien qui ne demande rien."""
    assert [(x.le, x.certain) for x in lettre(base_inventee, fiche).lignes] == ([attendu] if attendu else [])


def test_cinq_lignes_au_plus_les_plus_proches_d_abord(base_inventee: Base) -> None:
    jours = [f"2026-12-{n}" for n in range(20, 13, -1)]
    trouvee = lettre(base_inventee, entree("2026-11-20-neuve", **ACTION), *map(geste, jours))
    assert trouvee.jour == date(2026, 12, 7) and (trouvee.restent, trouvee.neuves) == (2, 1)
    assert [str(x.le) for x in trouvee.lignes] == jours[:1:-1]


def test_l_elu_a_la_sienne(base_inventee: Base) -> None:
    pour = {"tailles": ["petite"], "profils": ["elu"]}
    deux = geste("2026-12-15"), geste("2026-12-16", pour=pour)
    assert [str(x.le) for x in lettre(base_inventee, *deux, code="elus").lignes] == ["2026-12-16"]


def ecrite(base: Base, trouvee: Lettre) -> str:
    return plat(contexte_de(base, "https://exemple.test/").fragment("veille/lettre", lettre=trouvee).striptags())


DES_NEUVES = tuple(entree(f"2026-11-{n}-a", **ACTION) for n in range(20, 27))
SEPT = (DES_NEUVES[0], *(geste(f"2026-12-{n}") for n in range(15, 21)))


@pytest.mark.parametrize(
    ("fiches", "lu", "dit", "tu"),
    [
        ((), LU, "Rien à changer dans vos documents. R,", "Sources lues"),
        ((), date(2026, 11, 8), "d’après ce qui est lu. Sources lues jusqu’au 8 novembre 2026", "à faire"),
        ((geste("2026-12-15"),), LU, "Avant le 15 décembre 2026 (certain) : Remplacez « a » par « b ».", "Rien"),
        ((entree("2026-11-20-a", **ACTION),), LU, "Dès la prochaine consultation (certain) : Lire", "Rien"),
        (
            (changee("2026-12-15"),),
            LU,
            "Avant le 15 décembre 2026, Cahier des clauses techniques (CCTP) (certain) :"
            " Remplacez « Sous … jours » par « Un texte à insérer ». Pourquoi",
            "Rien",
        ),
        (SEPT, LU, "1 autre date à l’échéancier1 autre nouveauté dans la veille", "2 autres"),
        (DES_NEUVES, LU, "2 autres nouveautés dans la veille", "échéancier"),
    ],
    ids=["rien", "rien de lu", "un geste", "une nouvelle", "une phrase", "six dates, une nouvelle", "sept nouvelles"],
)
def test_ce_que_dit_la_lettre(base_inventee: Base, fiches: tuple[Fiche, ...], lu: date, dit: str, tu: str) -> None:
    """« Rien à changer » ne se dit d'un mois que s'il est tout entier lu."""
    texte = ecrite(base_inventee, lettre(base_inventee, *fiches, lu=lu))
    assert dit in texte and tu not in texte


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ("https://envoi.test/lettre", "https://envoi.test/lettre?familles={familles}"),
        ("https://envoi.test/?liste=2", "https://envoi.test/?liste=2&familles={familles}"),
    ],
)
def test_l_inscription_porte_les_familles(base_inventee: Base, adresse: str, attendu: str) -> None:
    """Sans adresse, un message au réseau."""
    assert inscription(consulter(base_inventee, inscription=adresse)) == attendu
    assert inscription(consulter(base_inventee)).startswith("mailto:")


def test_les_dates_d_un_choix(base_inventee: Base) -> None:
    """Le calendrier d'une famille, d'une forme ou du social n'a que ses dates, et celles dont la veille ne parle pas."""
    trois = {
        "vehicules": geste("2027-01-04"),
        "concession": geste("2027-01-05", "incertain", segments=["voirie"], obligations=["hors-concession"]),
        "social": geste("2027-01-06", themes=["insertion"], segments=["voirie"]),
    }
    base = avec(base_inventee, veille={f.id: f for f in trois.values()})
    tous = calendriers_de(base)
    dates = {
        nom: [e.debut for e in lire_par_icalendar(tous[f"flux/{nom}.ics"]) if e.cle.endswith("/avant")]
        for nom in ("segments/vehicules", "segments/voirie", "formes/concession", "social/clauses-sociales")
    }
    jours = [date(2027, 1, n) for n in (4, 5, 6)]
    assert list(dates.values()) == [jours[:1], jours[1:], jours[1:2], jours[2:]]
    sans_veille = [t for t in fiches_de(base, "textes") if f"droit/{t}/" in str(tous["flux/echeances.ics"])]
    assert sans_veille and all(f"droit/{t}/" in str(tous["flux/formes/concession.ics"]) for t in sans_veille)
