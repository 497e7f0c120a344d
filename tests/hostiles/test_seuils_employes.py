"""Les seuils employés, ou recopiés à la main, dans une fiche et dans une page."""

from pathlib import Path

import pytest

from tests.hostiles.test_deux_fiches import sur_l_accueil
from tests.petit.projet import Change, obtenues, remplacer

from .cas.commun import CLAUSE
from .cas.commun import PAGE as PAGE_D_ACCUEIL
from .cas.commun import PRATIQUE as FICHE_PRATIQUE
from .cas.commun import TEXTE as LOI
from .cas.commun import VEILLE as ENTREE
from .cas.seuils import REGISTRE_DES_SEUILS, SEUILS

MAL_NOMME = "Vouliez-vous dire « petits-achats » ?"


CLAUSE_A_SEUIL = ("dans ces conditions.", 'dans ces conditions, sous {{ seuil("petits-achats") }}.')
PRATIQUE_A_SEUIL = ("Un paragraphe", 'Sous {{ seuil("petits-achats") }}, un paragraphe')
PAGE_A_SEUIL = sur_l_accueil('{{ seuil("petits-achats") }}')
INFIME = remplacer(REGISTRE_DES_SEUILS, "montant: 60000", "montant: 0.00001")
ADMIS: dict[str, dict[str, Change]] = {
    "clause": {CLAUSE: CLAUSE_A_SEUIL},
    "bonne pratique": {FICHE_PRATIQUE: ("Un paragraphe", "Sous {{seuil('petits-achats')}}, un paragraphe")},
    "page": {PAGE_D_ACCUEIL: PAGE_A_SEUIL},
    "page, argument nommé": {PAGE_D_ACCUEIL: sur_l_accueil('{{ seuil(nom="petits-achats") }}')},
    "montant minuscule": {SEUILS: INFIME, FICHE_PRATIQUE: PRATIQUE_A_SEUIL},
    **{f"{montant}, qui n'est pas un seuil": {FICHE_PRATIQUE: ("On compte", f"Sous {montant}, on compte")} for montant in (
        "80 000 € HT", "60 000 €", "160 000 € HT", "60 000 000 € HT", "1,60000 € HT", "60 000 habitants",
    )},
}  # fmt: skip


@pytest.mark.parametrize("cas", ADMIS)
def test_ce_qui_est_admis(projet: Path, cas: str) -> None:
    assert obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, **ADMIS[cas]}) == []


def test_un_seuil_inconnu_dit_ceux_que_l_on_connait(projet: Path) -> None:
    appel = ("dans ces conditions.", 'dans ces conditions, sous {{ seuil("petit-achat") }}.')
    trouvees = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, CLAUSE: appel})
    attendue = f"{CLAUSE}:24:87: seuil-inconnu: le seuil « petit-achat » n'est pas dans {SEUILS}"
    assert f"{attendue}\n    → Seuils connus : petits-achats, decp." in trouvees


def test_un_seuil_mal_nomme_dans_une_page(projet: Path) -> None:
    page = sur_l_accueil('Un début.\n\n{{ seuil("petit-achat") }}')
    [anomalie] = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, PAGE_D_ACCUEIL: page})
    assert anomalie == (
        f"{PAGE_D_ACCUEIL}:9:1: macro-interdite: « petit-achat » n'est pas admis pour « nom »\n    → {MAL_NOMME}"
    )


@pytest.mark.parametrize(
    ("fichier", "change", "place"),
    [
        (ENTREE, ("Ce qui change est", 'Sous {{ seuil("petits-achats") }}, ce qui change est'), "10:14"),
        (ENTREE, ("Un paragraphe", 'Sous {{ seuil("petits-achats") }}, un paragraphe'), "17:6"),
        (LOI, ("resume: Un texte", 'resume: Sous {{ seuil("petits-achats") }}, un texte'), "5:14"),
    ],
    ids=["entrée", "corps d'une entrée", "texte de droit"],
)
def test_un_ecrit_date_n_emploie_pas_de_seuil(projet: Path, fichier: str, change: Change, place: str) -> None:
    """Le chiffre d'une entrée de veille est celui du jour où elle parut."""
    [anomalie] = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, fichier: change})
    assert anomalie.startswith(f"{fichier}:{place}: gabarit-interdit:")
    assert anomalie.endswith("crivez le texte en clair.")


@pytest.mark.parametrize(
    ("fichier", "change"),
    [(CLAUSE, CLAUSE_A_SEUIL), (FICHE_PRATIQUE, PRATIQUE_A_SEUIL), (PAGE_D_ACCUEIL, PAGE_A_SEUIL)],
    ids=["clause", "bonne pratique", "page"],
)
def test_un_registre_des_seuils_illisible_n_accuse_pas_les_autres_fiches(
    projet: Path, fichier: str, change: Change
) -> None:
    trouvees = obtenues(projet, {SEUILS: "verifie_le: [\n", fichier: change})
    assert trouvees and [a for a in trouvees if not a.startswith(f"{SEUILS}:")] == []


@pytest.mark.parametrize(
    ("fichier", "change", "place"),
    [
        (CLAUSE, ("dans ces conditions.", "dans ces conditions, sous 60 000 € HT."), "24:87"),
        (FICHE_PRATIQUE, ("On compte", "Sous 60000 euros HT, on compte"), "9:18"),
        (FICHE_PRATIQUE, ("---\nUn paragraphe", "---\nUn début.\n\nSous 60 000 € HT, un paragraphe"), "18:6"),
        (PAGE_D_ACCUEIL, ("Un paragraphe.", "Un début.\n\nSous 60\u202f000\u00a0€ hors taxes."), "8:1"),
    ],
    ids=["clause", "étape", "corps", "page"],
)
def test_un_seuil_recopie_a_la_main(projet: Path, fichier: str, change: Change, place: str) -> None:
    [anomalie] = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, fichier: change})
    assert anomalie.startswith(f"{fichier}:{place}: seuil-recopie (alerte): « 60")
    assert "la valeur du jour d'un seuil (petits-achats), recopiée à la main" in anomalie
    assert 'Écrivez {{ seuil("petits-achats") }}' in anomalie


@pytest.mark.parametrize(
    ("registre", "montant", "attendue"),
    [
        (REGISTRE_DES_SEUILS, "40 000 € HT", "« 40 000 € HT » est la valeur passée d'un seuil (petits-achats)"),
        (
            remplacer(REGISTRE_DES_SEUILS, "depuis: 2028-01-01\n        confiance: a-confirmer", "depuis: 2026-11-25"),
            "60 000 euros HT",
            "« 60 000 euros HT » est la valeur passée d'un seuil (petits-achats)",
        ),
        (
            remplacer(REGISTRE_DES_SEUILS, "montant: 50000", "montant: 40000"),
            "40 000 € HT",
            "« 40 000 € HT » est la valeur du jour d'un seuil (decp)",
        ),
    ],
    ids=["passée", "la veille du changement", "du jour pour l’un, passée pour l’autre"],
)
def test_un_montant_recopie_ne_se_tait_pas_quand_le_seuil_change(
    projet: Path, registre: str, montant: str, attendue: str
) -> None:
    change = ("On compte", f"Sous {montant}, on compte")
    [anomalie] = obtenues(projet, {SEUILS: registre, FICHE_PRATIQUE: change})
    assert attendue in anomalie and "seuil-recopie (alerte)" in anomalie


def test_un_seuil_recopie_a_cote_d_un_seuil_pose(projet: Path) -> None:
    change = ("Un paragraphe", 'Sous {{ seuil("petits-achats") }}, soit 60 000 € HT, un paragraphe')
    trouvees = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, FICHE_PRATIQUE: change})
    assert [a.split(": ")[1] for a in trouvees] == ["seuil-recopie (alerte)"]
