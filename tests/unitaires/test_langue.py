"""Le français comme on le tape, et le lexique."""

from __future__ import annotations

import pytest

from macros.texte.langue import MOTS_VIDES, analyser, mots, plier, racine
from tests.fabrique import Base, base_de, groupes_touches
from tests.unitaires.conftest import lexique


@pytest.mark.parametrize(
    ("mot", "plie"),
    [
        ("Été", "ete"), ("ŒUVRE", "oeuvre"), ("cœur", "coeur"), ("Ægide", "aegide"), ("garçon", "garcon"),
        ("e\u0301te\u0301", "ete"), ("CO₂", "co2"), ("m²", "m2"), ("Noël", "noel"), ("l’", "l"),
    ],
)  # fmt: skip
def test_plier(mot: str, plie: str) -> None:
    assert plier(mot) == plie


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("l’insertion d'heures", ["insertion", "heures"]),
        ("L'EAU d’arrosage", ["eau", "arrosage"]),
        ("qu’on répare", ["repare"]),
        ("Les déchets de la cantine", ["dechets", "cantine"]),
        ("e\u0301te\u0301 et été", ["ete", "ete"]),
        ("30 % d’œufs, 2 m²", ["30", "oeufs", "2", "m2"]),
        ("RE2020 : CO₂", ["re2020", "co2"]),
        ("un_deux", ["deux"]),
        ("<script>alert(1)</script>", ["script", "alert", "1", "script"]),
        ("de la à l’", []), ("", []), ("  \n\t ", []), ("!? … «»", []), ("\U0001f331", []),
    ],
)  # fmt: skip
def test_mots(texte: str, attendus: list[str]) -> None:
    assert mots(texte) == attendus


@pytest.mark.parametrize("tiret", ["-", "\u2010", "\u2011"])
def test_un_mot_compose_repond_entier_et_par_parties(tiret: str) -> None:
    assert analyser(f"Éco{tiret}label européen") == (["eco", "label", "europeen"], ["ecolabel"])
    assert analyser(f"sous{tiret}traitance") == (["traitance"], ["soustraitance"])
    assert analyser(f"Saint{tiret}Étienne{tiret}du{tiret}Rouvray")[1] == ["saintetiennedurouvray"]


def test_un_tiret_de_phrase_ne_compose_pas() -> None:
    assert analyser("lot - marché – prix—délai") == (["lot", "marche", "prix", "delai"], [])


@pytest.mark.parametrize(
    "ecrite",
    [
        "L2112-2", "l2112-2", "L. 2112-2", "L.2112-2", "L 2112-2", "L.\u00a02112-2", "L\u202f2112-2", "L2112\u20112",
        "L. 2112\u20102", "art. L2112-2", "article L. 2112-2", "(L2112-2)", "l’article L2112-2,", "L*2112-2",
    ],
)  # fmt: skip
def test_reference(ecrite: str) -> None:
    assert analyser(ecrite) == (["l2112-2", "2112-2"], [])


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("art. R*2111-1", ["r2111-1", "2111-1"]),
        ("R. 2152-7 et D543-279", ["r2152-7", "2152-7", "d543-279", "543-279"]),
        ("L230-5-1", ["l230-5-1", "230-5-1"]),
        ("2024-134", ["2024-134"]),
        ("décret n° 2024\u2011134 du 21 février", ["decret", "21", "fevrier", "2024-134"]),
        ("règlement 2024/1781", ["reglement", "2024", "1781"]),
        ("pour 2112-2", ["2112-2"]),
        ("covid-19", ["covid", "19"]),
        ("EN 15804-A2", ["15804", "a2"]),
    ],
)
def test_autres_numeros(texte: str, attendus: list[str]) -> None:
    """La lettre finale d'un mot n'est pas celle d'un article ; un numéro sans tiret est un nombre."""
    assert mots(texte) == attendus


@pytest.mark.parametrize(
    "formes",
    [
        "dechet dechets", "local locaux locale locales", "moyen moyens moyenne moyennes", "jeu jeux", "pneu pneus",
        "bio bios", "bleu bleus", "vehicule vehicules", "ecolabel ecolabels", "livrer livre livrera",
        "recycle recycler recycles", "reutiliser reutilisable reutilisables", "reemploi reemployer", "clause clauses",
        "critere criteres", "acheteur acheteurs", "public publics", "eau eaux", "lot lots",
    ],
)  # fmt: skip
def test_une_racine_pour_toutes_les_formes(formes: str) -> None:
    assert len({racine(mot) for mot in formes.split()}) == 1


@pytest.mark.parametrize(
    "formes", ["usager usagers", "menager menagers", "credit credits", "commission commissions", "materiau materiaux"]
)
def test_un_pluriel_a_la_racine_de_son_singulier(formes: str) -> None:
    assert len({racine(mot) for mot in formes.split()}) == 1


@pytest.mark.parametrize(
    "distincts",
    [
        "toner tonne",
        "propos proposer",
        "prix prise",
        "bois boire",
        "gaz gazon",
        "lot lotion",
        "marche marge",
        "papier pape",
        "eau eaux-vives",
    ],
)
def test_deux_mots_ne_se_confondent_pas(distincts: str) -> None:
    assert len({racine(mot) for mot in distincts.split()}) == 2


@pytest.mark.parametrize("mot", ["ess", "dce", "bet", "ges", "l2112-2", "2112-2", "re2020", "30", "as", "x", ""])
def test_un_sigle_un_nombre_une_reference_restent_entiers(mot: str) -> None:
    assert racine(mot) == mot


@pytest.mark.parametrize("mot", ["esat", "cctp", "ccap", "siqo", "ehpad", "cpe"])
def test_un_sigle_connu_n_a_pas_d_autre_forme(mot: str) -> None:
    assert racine(mot) == mot


def test_une_racine_est_stable() -> None:
    """Rejouer la recherche sur une racine de quatre lettres ou moins ne la vide pas."""
    assert all(racine(m) for m in ("ssss", "xxxx", "eeee", "aies", "ions", "erait"))


def test_les_mots_vides_sont_deja_plies() -> None:
    assert {plier(m) for m in MOTS_VIDES} == MOTS_VIDES
    assert not MOTS_VIDES & {"bio", "eau", "lot", "ess", "sans", "pas", "dce"}


# --- Le lexique ---


def groupes(base: Base, texte: str) -> list[int]:
    return groupes_touches(base)(texte)


LEXIQUE = lexique(
    ["cantine", "restauration collective", "réfectoire"],
    ["collecte", "ramassage"],
    ["restauration", "repas"],
    ["éco-label", "label"],
    ["restauration collective à domicile", "portage"],
    ["L230-5-1", "EGalim"],
)


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("La restauration collective", [0]),
        ("Une restauration sans collecte", [2, 1]),
        ("restaurations collectives à domicile", [4]),
        ("restauration collective livrée à domicile", [0]),
        ("portage, cantine et cantines", [4, 0, 0]),
        ("éco-labels", [3]), ("Eco label", [3]), ("label éco", [3]), ("un écolabel", []),
        ("article L. 230\u20115-1 du code", [5]), ("230-5-1", []),
        ("ménage restauration", [2]), ("", []), ("de la", []),
    ],
)  # fmt: skip
def test_l_expression_la_plus_longue_l_emporte(texte: str, attendus: list[int]) -> None:
    assert groupes(LEXIQUE, texte) == attendus


def test_sans_lexique_aucun_groupe() -> None:
    assert groupes(base_de(), "cantine") == []
