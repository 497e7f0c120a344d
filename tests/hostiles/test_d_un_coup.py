"""Toutes les anomalies d'un coup : un fichier refusé ne cache rien des autres, et n'en accuse aucun."""

import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from tests.fabrique.lecture import anomalies_de
from tests.petit.fiches import PAGE
from tests.petit.projet import changer

from .cas.commun import CLAUSE, PRATIQUE, TEXTE, VEILLE

ILLISIBLE = "- a\ntitre: b\n"


@pytest.fixture(scope="module")
def fichiers(modele_de_projet: Path) -> list[str]:
    """Rend tous les fichiers du petit projet que le contrôle lit : les attentes du contenu sont aux essais seuls."""
    trouves = [*modele_de_projet.glob("data/**/*.yml"), *modele_de_projet.glob("docs/**/*.md")]
    return sorted(str(f.relative_to(modele_de_projet)) for f in trouves if f.parent.name != "essais")


@pytest.mark.parametrize("part", range(6))
def test_un_fichier_illisible_n_accuse_que_lui(projet: Path, fichiers: list[str], part: int) -> None:
    """Ni renvoi « inconnu », ni page « absente », ni terme « sans emploi » : ce qui lui manque n'est pas une seconde faute."""
    assert len(fichiers) > 40
    for nom in fichiers[part::6]:
        fichier = projet / nom
        sain = fichier.read_text("utf-8")
        fichier.write_text(f"---\n{ILLISIBLE}---\n" if nom.endswith(".md") else ILLISIBLE, "utf-8")
        trouvees = anomalies_de(projet)
        assert trouvees and [a for a in trouvees if not a.startswith(f"{nom}:")] == []
        fichier.write_text(sain, "utf-8")


def test_les_fautes_de_toute_sorte_se_disent_dans_la_meme_vague(projet: Path) -> None:
    """Un code illisible, une forme fausse, un mot hors vocabulaire, un lien, une variable : une seule réponse les donne."""

    (projet / "data/droit/articles/ccp.yml").write_text(ILLISIBLE, "utf-8")
    changer(projet / CLAUSE, ("{{taux}}", "{taux}"), ("themes: [economie-circulaire]", "themes: [economie-circulair]"))
    changer(
        projet / PRATIQUE,
        ("effort: faible", "effort: minuscule"),
        ("titre: Une méthode d’essai", "titre: Essai"),
        ("[procedure]", "[procedur]"),
        ("On compte les", "On <b>compte</b> les"),
        ("Un paragraphe", "Un [lien](/absent/), demandé à Mme Dupont. Un paragraphe"),
    )
    changer(projet / VEILLE, ("impact: faible", "impact: nul"), ("change: Ce", "texte: loi-1999-1\nchange: Ce"))
    changer(projet / TEXTE, ("nature: loi\n", ""))
    (projet / "docs/contribuer/guide.md").write_text(
        PAGE.replace("Un paragraphe.", "[x](/droit/ccp/l2112-2/) [y](/absente/)"), "utf-8"
    )
    assert [(*a.split(": ")[0].split(":")[:2], a.split(": ")[1]) for a in anomalies_de(projet)] == [
        (CLAUSE, "5", "valeur-inconnue"),
        (CLAUSE, "24", "accolades-simples"),
        ("data/droit/articles/ccp.yml", "2", "yaml-illisible"),
        (TEXTE, "1", "champ-manquant"),
        (PRATIQUE, "2", "trop-court"),
        (PRATIQUE, "4", "valeur-inconnue"),
        (PRATIQUE, "7", "valeur-inconnue"),
        (PRATIQUE, "9", "html-brut"),
        (PRATIQUE, "16", "lien-interne"),
        (PRATIQUE, "16", "personne-nommee"),
        ("docs/contribuer/guide.md", "6", "lien-interne"),
        (VEILLE, "6", "valeur-inconnue"),
        (VEILLE, "10", "renvoi-absent"),
    ]


def test_une_fiche_incomplete_garde_le_reste_de_ses_valeurs(projet: Path) -> None:
    """Une forme fausse à l'intérieur d'une liste n'empêche pas de lire ses voisines."""
    texte = (projet / CLAUSE).read_text("utf-8")
    (projet / CLAUSE).write_text(
        texte.replace("themes: [economie-circulaire]", "themes: {dechets: 1}")
        .replace("tailles: [petite, moyenne, grande]", "tailles: [petit, 3, grande]")
        .replace("sources:", "sources:\n  - Légifrance"),
        "utf-8",
    )
    assert [":".join(a.split(":")[1:4]) for a in anomalies_de(projet)] == [
        "5:1: type-incorrect",
        "8:11: valeur-inconnue",
        "8:18: type-incorrect",
        "69:5: type-incorrect",
    ]


def test_les_regles_du_genre_se_disent_d_une_fiche_incomplete(projet: Path) -> None:
    """Un champ qui manque ne fait pas attendre les fautes que les autres portent : une vague, non deux."""
    changer(
        projet / CLAUSE,
        ("fondements: [CCP L2112-2]", ""),
        ("dans ces conditions.", "dans ces conditions, {{tau}} compris."),
        ("statut: brouillon", "statut: retiree"),
        ("defaut: 50", "defaut: 500"),
        ("publie_le: 2026-11-24", "publie_le: 1026-11-24"),
    )
    assert [a.split(": ")[1] for a in anomalies_de(projet)] == [
        "champ-manquant",
        "variable-inconnue",
        "hors-bornes",
        "retrait-incomplet",
        "date-lointaine",
    ]


@pytest.mark.parametrize("nom", [CLAUSE, VEILLE, TEXTE, "data/kits/essai.yml", "data/obligations/essai.yml"])
def test_un_champ_absent_n_en_accuse_aucun_autre(projet: Path, nom: str) -> None:
    """Une règle ne dit que ce qu'elle a lu : elle s'arrête au champ qui manque, ou qui n'a pas sa forme."""
    lignes = (projet / nom).read_text("utf-8").split("\n")
    debut = 1 if nom.endswith(".md") else 0
    en_tete = lignes.index("---", 1) if debut else len(lignes)
    places = [rang for rang in range(debut, en_tete) if re.match(r"[a-z_]+:", lignes[rang])]
    refus = 0
    for rang, fin in pairwise([*places, en_tete]):
        champ = lignes[rang].partition(":")[0]
        for apres in ([], [f"{champ}: {{a: [b]}}"]):
            (projet / nom).write_text("\n".join([*lignes[:rang], *apres, *lignes[fin:]]), "utf-8")
            trouvees = anomalies_de(projet)
            siennes = [a for a in trouvees if int(a.split(":")[1]) in (places[0] + 1, rang + 1)]
            if any(a.split(": ")[1] in ("champ-manquant", "type-incorrect", "champ-inconnu") for a in siennes):
                assert trouvees == siennes
                refus += 1
    assert refus > 8


def test_un_texte_refuse_pour_sa_longueur_n_est_pas_relu(projet: Path) -> None:
    """Ce qu'un modèle borne à douze mille signes coûterait des minutes aux règles, sans borne."""
    texte = (projet / PRATIQUE).read_text("utf-8")
    (projet / PRATIQUE).write_text(texte.replace("resume: Une", f'resume: "{"[a" * 60_000}"\nresumes: Une'), "utf-8")
    depart = process_time()
    assert {a.split(": ")[1] for a in anomalies_de(projet)} == {"trop-long", "champ-inconnu"}
    assert process_time() - depart < 5
