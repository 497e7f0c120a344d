"""Le territoire : ce qui tient à deux fiches, et les adresses de fonction que rien n'accuse."""

from pathlib import Path
from time import process_time

import pytest

from macros.regles.personnes import _courriels
from tests.petit.fiches import PAGE
from tests.petit.projet import obtenues

from .cas.territoire import ESS, RENCONTRE, STRUCTURE, UNE_RENCONTRE, UNE_SORTE, UNE_STRUCTURE


def test_fiches_justes(projet: Path) -> None:
    assert obtenues(projet, {STRUCTURE: UNE_STRUCTURE, ESS: UNE_SORTE, RENCONTRE: UNE_RENCONTRE}) == []


def test_une_rencontre_par_famille_d_achat(projet: Path) -> None:
    [trouvee] = obtenues(projet, {RENCONTRE: UNE_RENCONTRE, "data/rencontres/traiteur.yml": UNE_RENCONTRE})
    assert f"data/rencontres/traiteur.yml:2:1: rencontre-en-double: {RENCONTRE} traite déjà" in trouvee


@pytest.mark.parametrize(
    "adresse",
    [
        "contact@exemple.test",
        "clauses.sociales@exemple.test",
        "contact.occitanie@exemple.test",
        "info31@exemple.test",
        "haute-garonne@exemple.test",
        "structure.essai@exemple.test",
        "exemple@exemple.test",
        "ess-insertion@exemple.test",
    ],
)
def test_une_adresse_de_fonction_passe(projet: Path, adresse: str) -> None:
    fiche = UNE_STRUCTURE.replace("contact@exemple.test", adresse).replace("famille:", "region: Occitanie\nfamille:")
    assert obtenues(projet, {STRUCTURE: fiche}) == []


def test_un_long_texte_sans_adresse_se_lit_vite() -> None:
    """L'adresse se cherche de part et d'autre de l'arobase : le temps suit la longueur du texte."""
    debut = process_time()
    assert list(_courriels("a" * 200_000)) == []
    assert len(list(_courriels("a@" * 50_000 + "a@b.fr" + "c-" * 50_000))) == 1
    assert process_time() - debut < 120


@pytest.mark.parametrize(
    "phrase",
    [
        "Appeler le 05 61 00 00 00 aux heures de bureau.",
        "Monsieur ou madame le maire peut demander un conseil.",
        "Demander M. ou Mme la directrice, sans nom.",
        "Le dossier 10612345678901 est public.",
        "Voir CE, 29 décembre 2008, n° 296930, OPHLM de Puteaux, et CE, 3 mai 1995, n° 123456, M. Durand.",
        "Voir CE, 10 février 2016, Sté X, puis Commune de Montreuil.",
        "Madame, Monsieur, le maire vous invite ; Monsieur le Préfet et Madame La Présidente aussi.",
    ],
)
def test_une_phrase_sans_personne_passe(projet: Path, phrase: str) -> None:
    fiche = UNE_STRUCTURE.replace("[Calculer les heures d’une clause.]", f'["{phrase}"]')
    (projet / "docs/index.md").write_text(PAGE.replace("Un paragraphe.", phrase), "utf-8")
    assert obtenues(projet, {STRUCTURE: fiche}) == []


@pytest.mark.parametrize(
    ("reserve", "article"), [("handicap", "12"), ("insertion", "13"), ("insertion", "14"), ("ess", "15")]
)
def test_une_reserve_appuyee_par_acheter_passe(projet: Path, reserve: str, article: str) -> None:
    fiche = UNE_SORTE.replace("reserve: aucune", f"reserve: {reserve}").replace(
        "Lui demander un devis comme aux autres.", f"Réserver un lot, L. 2113-{article} le permet."
    )
    assert not any("reserve-sans-article" in a for a in obtenues(projet, {ESS: fiche}))
