"""Les mauvais fichiers qui tiennent à deux fiches : textes abrogés, seuils employés, suites, éditions, publications."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EPOQUE
from tests.fabrique import RACINE, anomalies_de, commande_verifier
from tests.petit import CODE, PAGE, PRATIQUE, TEXTE, VEILLE

from .cas.agenda import EVENEMENT, UN_EVENEMENT
from .cas.commun import CLAUSE
from .cas.commun import PAGE as PAGE_D_ACCUEIL
from .cas.commun import PRATIQUE as FICHE_PRATIQUE
from .cas.commun import TEXTE as LOI
from .cas.commun import VEILLE as ENTREE
from .cas.veille import REGISTRE_DES_SEUILS, SEUILS

ARTICLES = "data/droit/articles/ccp.yml"
SANS_CORPS = VEILLE[: VEILLE.rindex("---") + 4]
Change = str | tuple[str, str]


def poser(racine: Path, fichiers: dict[str, Change]) -> None:
    """Écrit chaque fichier ; un couple remplace un passage du fichier en place."""
    for nom, contenu in fichiers.items():
        chemin = racine / nom
        chemin.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(contenu, tuple):
            source = chemin.read_text("utf-8")
            assert contenu[0] in source, f"{nom} ne contient plus « {contenu[0]} »"
            contenu = source.replace(*contenu, 1)
        chemin.write_text(contenu, "utf-8")


def obtenues(racine: Path, fichiers: dict[str, Change]) -> list[str]:
    poser(racine, fichiers)
    return anomalies_de(racine)


def remplacer(texte: str, avant: str, apres: str) -> str:
    assert avant in texte
    return texte.replace(avant, apres, 1)


def test_les_temoins_sont_valides(projet: Path) -> None:
    assert obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, EVENEMENT: UN_EVENEMENT}) == []


# --- Articles absents du registre ---

COLLER = re.compile(r"collez dans (\S+), (sous|à la fin).*, cette ligne, et complétez-la : (.+)")


@pytest.mark.parametrize(
    "reference",
    [
        "CCP L2112-9",
        "article L. 2112-9 du code de la commande publique",
        "LOI-2020-105 art. 99",
        "loi n° 2020-105, art. 99",
        "LOI-2019-1 art. 3",
    ],
)
def test_suivre_le_conseil_d_un_article_absent_rend_le_controle_vert(projet: Path, reference: str) -> None:
    sans_articles = TEXTE[: TEXTE.index("articles:")].replace("2020-105", "2019-1") + "verifie_le: 2026-11-24\n"
    cite = ("[CCP L2112-2]", f'["{reference}"]')
    [anomalie] = obtenues(projet, {"data/droit/textes/loi-2019-1.yml": sans_articles, CLAUSE: cite})
    assert f"« {reference} » est absent du registre du droit" in anomalie and "Vouliez-vous dire" not in anomalie
    fichier, place, ligne = COLLER.search(anomalie).groups()
    ligne = ligne.replace("…", "Ce que dit l’article, en une phrase.").replace("AAAA-MM-JJ", "2019-04-01")
    texte = (projet / fichier).read_text("utf-8")
    sous, a_la_fin = texte.replace("articles:\n", f"articles:\n  {ligne}\n", 1), f"{texte}{ligne}\n"
    suivi = sous if place == "sous" else a_la_fin
    assert obtenues(projet, {fichier: suivi}) == []


# --- Textes abrogés ---


def abroge(le: str) -> dict[str, Change]:
    """Abroge la loi témoin, ce jour-là."""
    return {
        LOI: remplacer(TEXTE, "verifie_le:", f"abroge_le: {le}\nabroge_par: loi-2024-1\nverifie_le:"),
        "data/droit/textes/loi-2024-1.yml": TEXTE,
    }


def article_abroge(le: str) -> dict[str, Change]:
    return {ARTICLES: remplacer(CODE, "depuis: 2026-08-22", f"depuis: 2019-04-01\n    abroge_le: {le}")}


CITE_LA_LOI = {
    "clause": (CLAUSE, ("[CCP L2112-2]", "[LOI-2020-105 art. 58]"), "55:14", "2026-11-24"),
    "bonne pratique": (FICHE_PRATIQUE, ("etapes:", "fondements: [LOI-2020-105]\netapes:"), "8:14", "2026-11-20"),
}


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_cite_par_une_fiche_verifiee_depuis(projet: Path, genre: str) -> None:
    fichier, cite, place, verifie = CITE_LA_LOI[genre]
    [anomalie] = obtenues(projet, {**abroge("2026-07-01"), fichier: cite})
    assert anomalie.startswith(f"{fichier}:{place}: texte-abroge: « {cite[1].split('[')[1].split(']')[0]} » est abrogé")
    assert f"depuis le 2026-07-01, et la fiche dit avoir été vérifiée le {verifie}" in anomalie
    assert anomalie.endswith("→ Citez le texte qui le remplace.")


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_le_jour_de_la_verification(projet: Path, genre: str) -> None:
    fichier, cite, place, verifie = CITE_LA_LOI[genre]
    [anomalie] = obtenues(projet, {**abroge(verifie), fichier: cite})
    assert anomalie.startswith(f"{fichier}:{place}: texte-abroge:")


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_apres_la_verification(projet: Path, genre: str) -> None:
    """La fiche est « à revoir », pas fautive."""
    fichier, cite, _, verifie = CITE_LA_LOI[genre]
    poser(projet, {**abroge("2026-07-01"), fichier: cite})
    assert obtenues(projet, {fichier: (f"verifie_le: {verifie}", "verifie_le: 2026-06-30")}) == []


def test_article_de_code_abroge(projet: Path) -> None:
    [anomalie] = obtenues(projet, article_abroge("2026-07-01"))
    assert anomalie.startswith(f"{CLAUSE}:55:14: texte-abroge: « CCP L2112-2 » est abrogé depuis le 2026-07-01, et la")


@pytest.mark.parametrize("reference", ["LOI-2020-105", "LOI-2020-105 art. 58", "loi n° 2020-105, art. 58"])
def test_entree_de_veille_posterieure_a_l_abrogation(projet: Path, reference: str) -> None:
    cite = ("publie_le:", f'articles: ["{reference}"]\npublie_le:')
    [anomalie] = obtenues(projet, {**abroge("2026-11-19"), ENTREE: cite})
    assert anomalie.startswith(f"{ENTREE}:11:12: texte-abroge: « {reference} » est abrogé depuis le 2026-11-19, et l'")
    assert "et l'entrée est datée du 2026-11-20\n" in anomalie
    assert anomalie.endswith("→ Citez le texte qui le remplace.")


@pytest.mark.parametrize("le", ["2026-11-20", "2026-11-21", "2027-01-01"])
def test_l_entree_qui_annonce_l_abrogation_passe(projet: Path, le: str) -> None:
    """Le jour même, ou avant : l'entrée a pour objet l'abrogation."""
    assert obtenues(projet, {**abroge(le), ENTREE: ("publie_le:", "articles: [LOI-2020-105]\npublie_le:")}) == []


# --- « Obligatoire » et date d'effet ---


@pytest.mark.parametrize(
    "dit",
    [
        *("n’est pas obligatoire", "n'est pas encore obligatoire", "n’est plus obligatoire", "non obligatoire"),
        *("n’est pas rendu obligatoire", "n’est ni utile ni obligatoire", "n’est ni obligatoire ni utile"),
        *("n’a rien d’obligatoire", "n'a rien d'obligatoire", "n’est jamais obligatoire", "n’est obligatoirement daté"),
        *("ne contient aucune mention obligatoire", "ne comporte aucun volet obligatoire", "n’est pas\u00a0obligatoire"),
    ],
)  # fmt: skip
def test_la_negation_n_oblige_pas(projet: Path, dit: str) -> None:
    assert obtenues(projet, {ENTREE: ("Ce qui change est", f"Le bilan {dit}. Cela est")}) == []


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("change:", "en_vigueur_le: 2026-12-01\nchange:"),
        ("evenement: publication", "evenement: projet"),
        ("evenement: publication", "evenement: etude"),
    ],
    ids=["date d'effet", "projet", "étude"],
)
def test_obligatoire_admis(projet: Path, avant: str, apres: str) -> None:
    entree = remplacer(VEILLE, "Une nouvelle d’essai", "Le bilan devient obligatoire")
    assert obtenues(projet, {ENTREE: remplacer(entree, avant, apres)}) == []


def test_effet_le_jour_de_la_signature(projet: Path) -> None:
    champs = "texte: loi-2020-105\nen_vigueur_le: 2020-02-10\nchange:"
    assert obtenues(projet, {ENTREE: ("change:", champs)}) == []


# --- Suites, corps, éditions ---

SUIVANTE = "docs/veille/2026/2026-11-22-suite.md"
ENTREE_SUIVANTE = VEILLE.replace("2026-11-20", "2026-11-22")


def test_suite_d_une_entree_plus_recente(projet: Path) -> None:
    suit = ("publie_le:", "fait_suite_a: 2026-11-22-suite\npublie_le:")
    [anomalie] = obtenues(projet, {SUIVANTE: ENTREE_SUIVANTE, ENTREE: suit})
    attendu = f"{ENTREE}:11:1: ordre-des-dates: « 2026-11-22-suite » est plus récente que cette entrée\n"
    assert anomalie.startswith(attendu) and "échangez les deux, ou retirez le champ." in anomalie


def test_suite_d_une_entree_plus_ancienne(projet: Path) -> None:
    suite = remplacer(ENTREE_SUIVANTE, "publie_le:", "fait_suite_a: 2026-11-20-essai\npublie_le:")
    assert obtenues(projet, {SUIVANTE: suite}) == []


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
            [("evenement: publication", "evenement: echeance"), ("change:", "en_vigueur_le: 2027-01-01\nchange:")],
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
    attendu = MEME_ETAPE if not seconde else MEME_ETAPE.replace(":11:1:", ":12:1:")
    assert [a for a in trouvees if a.startswith(f"{attendu}{dite})")] == trouvees != []


@pytest.mark.parametrize(
    "seconde",
    [
        [("evenement: publication", "evenement: projet")],
        [("articles: [CCP L2112-2]", "articles: [CCP R2112-3]")],
        [("texte: loi-2020-105\n", "")],
    ],
    ids=["autre étape", "autre règle du texte", "autre texte"],
)
def test_deux_etapes_font_deux_entrees(projet: Path, seconde: list) -> None:
    assert obtenues(projet, {ENTREE: DU_TEXTE, SUIVANTE: etape(*seconde)}) == []


def test_un_projet_qui_avance_est_une_suite(projet: Path) -> None:
    """Deux nouvelles d'un même projet : la seconde dit à quoi elle fait suite."""
    projet_de_loi = ("evenement: publication", "evenement: projet")
    premiere = remplacer(remplacer(VEILLE, *DU_TEXTE), *projet_de_loi)
    suite = ("publie_le:", "fait_suite_a: 2026-11-20-essai\npublie_le:")
    assert obtenues(projet, {ENTREE: premiere, SUIVANTE: etape(projet_de_loi, suite)}) == []
    assert any("meme-etape:" in a for a in obtenues(projet, {ENTREE: premiere, SUIVANTE: etape(projet_de_loi)}))


def test_une_application_lointaine_a_son_entree(projet: Path) -> None:
    """Six mois après la publication, l'édition d'alors ne l'annonçait pas encore."""
    effet = ("change:", "en_vigueur_le: 2026-11-22\nchange:")
    ancienne = remplacer(remplacer(VEILLE.replace("2026-11-20", "2026-01-20"), *DU_TEXTE), *effet)
    ancienne = ancienne.replace("publie_le: 2026-01-20", "publie_le: 2026-11-20")
    application = etape(effet, ("evenement: publication", "evenement: echeance"))
    assert obtenues(projet, {"docs/veille/2026/2026-01-20-essai.md": ancienne, SUIVANTE: application}) == []


def test_l_adresse_officielle_peut_venir_du_texte(projet: Path) -> None:
    ailleurs = remplacer(remplacer(VEILLE, *DU_TEXTE), "www.legifrance.gouv.fr", "exemple.org")
    texte = remplacer(TEXTE, "sources:", "url: https://www.legifrance.gouv.fr/jorf/id/JORFTEXT1\nsources:")
    assert obtenues(projet, {ENTREE: ailleurs, LOI: texte}) == []
    assert obtenues(projet, {LOI: TEXTE})[0].startswith(f"{ENTREE}:14:1: sans-adresse-officielle:")


def test_une_date_du_registre_ou_d_un_projet_passe(projet: Path) -> None:
    dite = ("Ce qui change est", "La règle change le 1er mars 2027. Cela est")
    effet = remplacer(TEXTE, "resume:", "en_vigueur:\n  - {le: 2027-03-01, objet: La règle change.}\nresume:")
    assert obtenues(projet, {ENTREE: dite, LOI: effet}) == []
    assert obtenues(projet, {ENTREE: ("evenement: publication", "evenement: projet"), LOI: TEXTE}) == []


def test_un_article_non_lu_le_dit_a_la_place_de_verifie(projet: Path) -> None:
    non_lu = remplacer(CODE, "2026-08-22", "2026-08-22\n    non_lu: La version du jour n’a pas été lue.")
    assert obtenues(projet, {ARTICLES: non_lu.replace("verifie_le: 2026-11-24", "verifie_le: 2026-08-01")}) == []


@pytest.mark.parametrize("impact", ["faible", "moyen"])
def test_une_entree_breve_se_passe_de_corps(projet: Path, impact: str) -> None:
    assert obtenues(projet, {ENTREE: SANS_CORPS.replace("impact: faible", f"impact: {impact}")}) == []


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


def test_deux_mois_font_deux_editions(projet: Path) -> None:
    octobre = VEILLE.replace("2026-11-20", "2026-10-20") + "mot " * 3500
    assert obtenues(projet, {"docs/veille/2026/2026-10-20-longue.md": octobre, **longues(3500)}) == []


# --- Seuils employés ---

MAL_NOMME = "Vouliez-vous dire « petits-achats » ?"


def sur_l_accueil(macro: str) -> str:
    page = remplacer(PAGE, "\n---\n\nUn paragraphe.", f"\nrender_macros: true\n---\n\n{macro}")
    assert macro in page
    return page


@pytest.mark.parametrize(
    ("fichier", "change"),
    [
        (CLAUSE, ("dans ces conditions.", 'dans ces conditions, sous {{ seuil("petits-achats") }}.')),
        (FICHE_PRATIQUE, ("Un paragraphe", "Sous {{seuil('petits-achats')}}, un paragraphe")),
        (PAGE_D_ACCUEIL, sur_l_accueil('{{ seuil("petits-achats") }}')),
        (PAGE_D_ACCUEIL, sur_l_accueil('{{ seuil(nom="petits-achats") }}')),
    ],
    ids=["clause", "bonne pratique", "page", "page, argument nommé"],
)
def test_un_seuil_connu_est_admis(projet: Path, fichier: str, change: Change) -> None:
    assert obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, fichier: change}) == []


def test_un_seuil_inconnu_dit_ceux_que_l_on_connait(projet: Path) -> None:
    appel = ("dans ces conditions.", 'dans ces conditions, sous {{ seuil("petit-achat") }}.')
    trouvees = obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, CLAUSE: appel})
    attendue = f"{CLAUSE}:21:87: seuil-inconnu: le seuil « petit-achat » n'est pas dans {SEUILS}"
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
    [
        (CLAUSE, ("dans ces conditions.", 'dans ces conditions, sous {{ seuil("petits-achats") }}.')),
        (FICHE_PRATIQUE, ("Un paragraphe", 'Sous {{ seuil("petits-achats") }}, un paragraphe')),
        (PAGE_D_ACCUEIL, sur_l_accueil('{{ seuil("petits-achats") }}')),
    ],
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
        (CLAUSE, ("dans ces conditions.", "dans ces conditions, sous 60 000 € HT."), "21:87"),
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
    "montant",
    ["80 000 € HT", "60 000 €", "160 000 € HT", "60 000 000 € HT", "1,60000 € HT", "60 000 habitants"],
)
def test_un_montant_qui_n_est_pas_un_seuil(projet: Path, montant: str) -> None:
    change = ("On compte", f"Sous {montant}, on compte")
    assert obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, FICHE_PRATIQUE: change}) == []


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


def test_un_montant_minuscule_ne_fait_pas_tomber_le_controle(projet: Path) -> None:
    infime = remplacer(REGISTRE_DES_SEUILS, "montant: 60000", "montant: 0.00001")
    change = ("Un paragraphe", 'Sous {{ seuil("petits-achats") }}, un paragraphe')
    assert obtenues(projet, {SEUILS: infime, FICHE_PRATIQUE: change}) == []


# --- Deux fois le même événement ---

JUMEAU = "data/reseau/agenda/jumeau.yml"
EN_LIGNE = "lieu: En ligne\nlien: https://exemple.fr/salle-{}\n"


def sans_lieu(texte: str, endroit: str) -> str:
    return remplacer(texte, "lieu: Salle des fêtes, Lunel\n", endroit)


@pytest.mark.parametrize(
    ("un", "autre", "double"),
    [
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Lunel", "Nîmes"), True),  # même titre, même début
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Une matinale d’essai", "UNE MATINALE D’ESSAI"), True),
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Une matinale d’essai", "Un autre titre"), True),  # même lieu
        (
            remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 08:00"),
            remplacer(
                remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 11:00"), "Europe/Paris", "Indian/Reunion"
            ),
            True,  # huit heures à Paris, onze heures à La Réunion : le même instant
        ),
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 10:00"), False),
        (UN_EVENEMENT, remplacer(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), "Lunel", "Nîmes"), False),
        (
            sans_lieu(UN_EVENEMENT, EN_LIGNE.format(1)),
            sans_lieu(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), EN_LIGNE.format(1)),
            True,
        ),
        (
            sans_lieu(UN_EVENEMENT, EN_LIGNE.format(1)),
            sans_lieu(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), EN_LIGNE.format(2)),
            False,  # « En ligne » n'est pas une salle
        ),
    ],
)
def test_deux_fichiers_pour_un_evenement(projet: Path, un: str, autre: str, double: bool) -> None:
    trouvees = obtenues(projet, {JUMEAU: un, EVENEMENT: autre})
    attendu = f"{EVENEMENT}:4:1: evenement-en-double: {JUMEAU} annonce déjà cet événement"
    assert [a.partition("\n")[0] for a in trouvees] == ([attendu] if double else [])


# --- Aucune trace d'erreur Python ---

TEMOINS = {
    SEUILS: REGISTRE_DES_SEUILS,
    EVENEMENT: UN_EVENEMENT,
    ENTREE: VEILLE,
    FICHE_PRATIQUE: PRATIQUE,
    LOI: TEXTE,
    ARTICLES: CODE,
}
CONTENUS = {
    "vide": "",
    "liste": "- a\n- b\n",
    "texte": "bonjour\n",
    "null": "null\n",
    "crochets": "a: [\n",
    "profond": "a: " + "[" * 500 + "]" * 500 + "\n",
    "en-tête vide": "---\n---\n",
    "en-tête seul": "---\ntitre: x\n",
    "seuils en liste": "verifie_le: 2026-11-24\nseuils: [a, b]\n",
    "valeurs en texte": "verifie_le: 2026-11-24\nseuils: {x: {valeurs: y}}\n",
    "appel de seuil": '---\ntitre: \'{{ seuil("x") }}\'\n---\n{{ seuil("y") }} {{ seuil(\n',
}


@pytest.mark.parametrize("contenu", CONTENUS.values(), ids=CONTENUS)
@pytest.mark.parametrize("fichier", TEMOINS)
def test_un_contenu_absurde_donne_une_anomalie_a_sa_place(projet: Path, fichier: str, contenu: str) -> None:
    trouvees = [a for a in obtenues(projet, {fichier: contenu}) if a.startswith(f"{fichier}:")]
    assert trouvees and all("\n    → " in a for a in trouvees)


VALEURS = ("[a, [b]]", "{a: b}", "null", "-0.00001", "0001-01-01")


@pytest.mark.parametrize("fichier", TEMOINS)
def test_une_valeur_absurde_dans_chaque_champ(projet: Path, fichier: str) -> None:
    """Champ par champ, deux valeurs chacun, toutes tour à tour : le contrôle va au bout, et dit quoi faire."""
    poser(projet, TEMOINS)
    lignes = TEMOINS[fichier].split("\n")
    en_tete = lignes.index("---", 1) if lignes[0] == "---" else len(lignes)
    champs = [rang for rang, ligne in enumerate(lignes[:en_tete]) if ": " in ligne]
    assert champs
    for rang, valeur in ((r, VALEURS[(r + pas) % len(VALEURS)]) for r in champs for pas in (0, 2)):
        champ = lignes[rang].partition(": ")[0]
        trouvees = obtenues(projet, {fichier: "\n".join([*lignes[:rang], f"{champ}: {valeur}", *lignes[rang + 1 :]])})
        assert all("\n    → " in a for a in trouvees), (champ, valeur)


def test_la_commande_ne_montre_jamais_de_trace(projet: Path) -> None:
    """Tout à la fois, par la vraie ligne de commande."""
    infime = remplacer(REGISTRE_DES_SEUILS, "montant: 60000", "montant: 0.00001")
    poser(
        projet,
        {
            SEUILS: infime,
            EVENEMENT: UN_EVENEMENT.replace("12:30", "08:00"),
            ENTREE: VEILLE.replace("date: 2026-11-20\n", ""),
            FICHE_PRATIQUE: ("Un paragraphe", '{{ seuil("petits-achats") }} {{ seuil("x") }} paragraphe'),
            PAGE_D_ACCUEIL: sur_l_accueil("{{ seuil() }}"),
        },
    )
    resultat = subprocess.run(
        [sys.executable, "-m", "macros", "verifier"],
        cwd=projet,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOQUE, "PYTHONPATH": str(RACINE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in resultat.stdout + resultat.stderr and resultat.stderr == ""
    assert resultat.returncode == 1
    for fichier in (EVENEMENT, ENTREE, FICHE_PRATIQUE, PAGE_D_ACCUEIL):
        assert f"\n{fichier}:" in f"\n{resultat.stdout}"


def test_une_alerte_de_seuil_n_arrete_pas(projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    poser(projet, {SEUILS: remplacer(REGISTRE_DES_SEUILS, "depuis: 2028-01-01", "depuis: 2026-11-25")})
    assert commande_verifier(projet) == 0
    assert "0 erreur(s), 1 alerte(s)" in capsys.readouterr().out
