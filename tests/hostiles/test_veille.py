"""Les mauvais fichiers de la veille qui tiennent à deux fiches : suites, étapes, éditions trop longues, obligation sans date."""

from pathlib import Path

import pytest

from tests.petit.fiches import TEXTE, VEILLE
from tests.petit.projet import Change, obtenues, remplacer

from .cas.commun import TEXTE as LOI
from .cas.commun import VEILLE as ENTREE

SANS_CORPS = VEILLE[: VEILLE.rindex("---") + 4]


SUIVANTE = "docs/veille/2026/2026-11-22-suite.md"


ENTREE_SUIVANTE = VEILLE.replace("2026-11-20", "2026-11-22")


def test_suite_d_une_entree_plus_recente(projet: Path) -> None:
    suit = ("publie_le:", "fait_suite_a: 2026-11-22-suite\npublie_le:")
    [anomalie] = obtenues(projet, {SUIVANTE: ENTREE_SUIVANTE, ENTREE: suit})
    attendu = f"{ENTREE}:11:1: ordre-des-dates: « 2026-11-22-suite » est plus récente que cette entrée\n"
    assert anomalie.startswith(attendu) and "échangez les deux, ou retirez le champ." in anomalie


DU_TEXTE = ("publie_le:", "texte: loi-2020-105\narticles: [CCP L2112-2]\npublie_le:")


MEME_ETAPE = f"{SUIVANTE}:11:1: meme-etape: « 2026-11-20-essai » dit déjà cette étape de « loi-2020-105 » ("


def etape(*champs: tuple[str, str]) -> str:
    """Rend une seconde entrée sur le même texte, deux jours après, dont des champs changent."""
    contenu = remplacer(ENTREE_SUIVANTE, *DU_TEXTE)
    for avant, apres in champs:
        contenu = remplacer(contenu, avant, apres)
    return contenu


@pytest.mark.parametrize(
    ("premiere", "seconde", "dite"),
    [
        ((), (), "publication"),
        (
            [("change:", "en_vigueur_le: 2027-01-01\nchange:")],
            [
                ("evenement: publication", "evenement: echeance"),
                ("change:", "en_vigueur_le: 2027-01-01\nobligations: []\nchange:"),
            ],
            "application le 1er janvier 2027",
        ),
    ],
    ids=["publication deux fois", "publication puis application proche"],
)
def test_une_etape_n_a_qu_une_entree(projet: Path, premiere: list, seconde: list, dite: str) -> None:
    avant = remplacer(VEILLE, *DU_TEXTE)
    for champs in premiere:
        avant = remplacer(avant, *champs)
    trouvees = obtenues(projet, {ENTREE: avant, SUIVANTE: etape(*seconde)})
    attendu = MEME_ETAPE if not seconde else MEME_ETAPE.replace(":11:1:", ":13:1:")
    assert [a for a in trouvees if a.startswith(f"{attendu}{dite})")] == trouvees != []


def test_un_projet_qui_avance_est_une_suite(projet: Path) -> None:
    """Deux nouvelles d'un même projet : la seconde dit à quoi elle fait suite."""
    projet_de_loi = ("evenement: publication", "evenement: projet")
    premiere = remplacer(remplacer(VEILLE, *DU_TEXTE), *projet_de_loi)
    suite = ("publie_le:", "fait_suite_a: 2026-11-20-essai\npublie_le:")
    assert obtenues(projet, {ENTREE: premiere, SUIVANTE: etape(projet_de_loi, suite)}) == []
    assert any("meme-etape:" in a for a in obtenues(projet, {ENTREE: premiere, SUIVANTE: etape(projet_de_loi)}))


def test_l_adresse_officielle_peut_venir_du_texte(projet: Path) -> None:
    ailleurs = remplacer(remplacer(VEILLE, *DU_TEXTE), "www.legifrance.gouv.fr", "exemple.org")
    texte = remplacer(TEXTE, "sources:", "url: https://www.legifrance.gouv.fr/jorf/id/JORFTEXT1\nsources:")
    assert obtenues(projet, {ENTREE: ailleurs, LOI: texte}) == []
    assert obtenues(projet, {LOI: TEXTE})[0].startswith(f"{ENTREE}:14:1: sans-adresse-officielle:")


def longues(*mots: int) -> dict[str, Change]:
    """Des entrées de novembre 2026, chacune de ce nombre de mots en plus de ceux du témoin."""
    jours = [f"2026-11-{rang:02d}" for rang in range(1, len(mots) + 1)]
    return {
        f"docs/veille/2026/{jour}-longue.md": VEILLE.replace("2026-11-20", jour) + "mot " * nombre
        for jour, nombre in zip(jours, mots, strict=True)
    }


def test_edition_de_plus_de_trente_minutes(projet: Path) -> None:
    [anomalie] = obtenues(projet, longues(1000, 1500, 800, 900, 1100, 700))
    assert anomalie.startswith(
        "docs/veille/2026/2026-11-02-longue.md:10:1: edition-trop-longue: "
        "l'édition 2026-11 demande 35 minutes de lecture, pour 30 au plus\n"
    )
    conseil = anomalie.split("→ Raccourcissez les plus longues : ")[1]
    nommees = [morceau.split("2026-11-")[1].split("-longue.md") for morceau in conseil.split(" ; ")]
    assert nommees == [
        *(["02", " (1536 mots)"], ["05", " (1136 mots)"], ["01", " (1036 mots)"]),
        *(["04", " (936 mots)"], ["03", " (836 mots)."]),
    ]


@pytest.mark.parametrize(("de_plus", "fautes"), [(0, 0), (1, 1)], ids=["trente minutes", "un mot de plus"])
def test_trente_minutes_juste(projet: Path, de_plus: int, fautes: int) -> None:
    """Trente minutes à 200 mots : une pour le témoin, vingt-neuf pour l'entrée longue, qui a 36 mots de plus."""
    trouvees = obtenues(projet, longues(29 * 200 - 36 + de_plus))
    assert sum("edition-trop-longue:" in a for a in trouvees) == len(trouvees) == fautes


def test_un_impact_fort_a_sa_diapositive(projet: Path) -> None:
    """Dix-neuf minutes de lecture tiennent dans la séance : la deuxième entrée d'impact fort n'y tient plus."""
    fortes = {nom: remplacer(texte, "impact: faible", "impact: fort") for nom, texte in longues(2000, 2000).items()}
    [anomalie] = [a for a in obtenues(projet, fortes) if "diapositive" in a]
    assert "2026-11-01-longue.md:" in anomalie and "fort-sans-diapositive: " in anomalie
    assert "de l'édition 2026-11\n    → Dites dans a_faire" in anomalie


def test_un_mois_court_dit_pourquoi(projet: Path) -> None:
    octobre = {"docs/veille/2026/2026-10-20-une.md": VEILLE.replace("2026-11-20", "2026-10-20")}
    assert obtenues(projet, octobre) == [], "sans liste tenue, rien n'est demandé"
    dit = ("sources_lues_jusqu_au:", "mois_courts: {2026-11: Peu de textes parus.}\nsources_lues_jusqu_au:")
    manque, trop = obtenues(projet, {**octobre, "data/couverture.yml": dit})
    assert "mois-pas-court: novembre 2026 n'est pas un mois court" in trop
    assert "mois-court-sans-raison: octobre 2026 est lu en entier et a moins de trois entrées (1)" in manque


EFFET = ("change:", "en_vigueur_le: 2026-11-22\nchange:")
DITE = remplacer(VEILLE, "Ce qui change est", "La règle change le 1er mars 2027. Cela est")
PROJET = ("evenement: publication", "evenement: projet")
OBLIGE = remplacer(VEILLE, "Une nouvelle d’essai", "Le bilan devient obligatoire")
LOINTAINE = remplacer(remplacer(VEILLE.replace("2026-11-20", "2026-01-20"), *DU_TEXTE), *EFFET).replace(
    "publie_le: 2026-01-20", "publie_le: 2026-11-20"
)
ADMIS: dict[str, dict[str, Change]] = {
    **{dit: {ENTREE: ("Ce qui change est", f"Le bilan {dit}. Cela est")} for dit in (
        "n’est pas obligatoire", "n'est pas encore obligatoire", "n’est plus obligatoire", "non obligatoire",
        "n’est pas rendu obligatoire", "n’est ni utile ni obligatoire", "n’est ni obligatoire ni utile",
        "n’a rien d’obligatoire", "n'a rien d'obligatoire", "n’est jamais obligatoire", "n’est obligatoirement daté",
        "ne contient aucune mention obligatoire", "ne comporte aucun volet obligatoire", "n’est pas\u00a0obligatoire",
    )},
    "obligatoire à sa date": {ENTREE: remplacer(OBLIGE, "change:", "en_vigueur_le: 2026-12-01\nchange:")},
    "obligatoire, en projet": {ENTREE: remplacer(OBLIGE, *PROJET)},
    "obligatoire, dans une étude": {ENTREE: remplacer(OBLIGE, "evenement: publication", "evenement: etude")},
    "effet le jour de la signature": {ENTREE: ("change:", "texte: loi-2020-105\nen_vigueur_le: 2020-02-10\nchange:")},
    "suite d'une entrée plus ancienne": {SUIVANTE: remplacer(ENTREE_SUIVANTE, "publie_le:", "fait_suite_a: 2026-11-20-essai\npublie_le:")},
    "autre étape": {ENTREE: DU_TEXTE, SUIVANTE: etape(PROJET)},
    "autre règle du texte": {ENTREE: DU_TEXTE, SUIVANTE: etape(("articles: [CCP L2112-2]", "articles: [CCP R2112-3]"))},
    "autre texte": {ENTREE: DU_TEXTE, SUIVANTE: etape(("texte: loi-2020-105\n", ""))},
    # Six mois après la publication, l'édition d'alors ne l'annonçait pas encore.
    "application lointaine": {"docs/veille/2026/2026-01-20-essai.md": LOINTAINE, SUIVANTE: etape(
        EFFET, ("evenement: publication", "evenement: echeance"), ("change:", "obligations: []\nchange:"))},
    "une date du registre": {ENTREE: DITE, LOI: remplacer(TEXTE, "resume:", "en_vigueur:\n  - {le: 2027-03-01, objet: La règle change.}\nresume:")},
    "une date d'un projet": {ENTREE: remplacer(DITE, *PROJET)},
    "brève, sans corps": {ENTREE: SANS_CORPS},
    "moyenne, sans corps": {ENTREE: SANS_CORPS.replace("impact: faible", "impact: moyen")},
    "deux mois, deux éditions": {"docs/veille/2026/2026-10-20-longue.md": VEILLE.replace("2026-11-20", "2026-10-20") + "mot " * 3500, **longues(3500)},
}  # fmt: skip


@pytest.mark.parametrize("cas", ADMIS)
def test_ce_qui_est_admis(projet: Path, cas: str) -> None:
    assert obtenues(projet, ADMIS[cas]) == []
