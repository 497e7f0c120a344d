"""Le territoire : ce qui tient à deux fiches, et les adresses de fonction que rien n'accuse."""

from pathlib import Path
from time import process_time

import pytest

from macros.regles.personnes import _courriels
from tests.petit.projet import Change, obtenues

from .cas.commun import PAGE as ACCUEIL
from .cas.territoire import ESS, RENCONTRE, STRUCTURE, UNE_RENCONTRE, UNE_SORTE, UNE_STRUCTURE


def test_une_rencontre_par_famille_d_achat(projet: Path) -> None:
    [trouvee] = obtenues(projet, {RENCONTRE: UNE_RENCONTRE, "data/rencontres/traiteur.yml": UNE_RENCONTRE})
    assert f"data/rencontres/traiteur.yml:2:1: rencontre-en-double: {RENCONTRE} traite déjà" in trouvee


def test_un_long_texte_sans_adresse_se_lit_vite() -> None:
    """L'adresse se cherche de part et d'autre de l'arobase : le temps suit la longueur du texte."""
    debut = process_time()
    assert list(_courriels("a" * 200_000)) == []
    assert len(list(_courriels("a@" * 50_000 + "a@b.fr" + "c-" * 50_000))) == 1
    assert process_time() - debut < 120


PHRASES = (
    "Appeler le 05 61 00 00 00 aux heures de bureau.",
    "Monsieur ou madame le maire peut demander un conseil.",
    "Demander M. ou Mme la directrice, sans nom.",
    "Le dossier 10612345678901 est public.",
    "Voir CE, 29 décembre 2008, n° 296930, OPHLM de Puteaux, et CE, 3 mai 1995, n° 123456, M. Durand.",
    "Voir CE, 10 février 2016, Sté X, puis Commune de Montreuil.",
    "Madame, Monsieur, le maire vous invite ; Monsieur le Préfet et Madame La Présidente aussi.",
)
FONCTIONS = ("contact", "clauses.sociales", "contact.occitanie", "info31", "haute-garonne", "structure.essai", "exemple", "ess-insertion")  # fmt: skip
REGIONALE = UNE_STRUCTURE.replace("famille:", "region: Occitanie\nfamille:")
ADMIS: dict[str, dict[str, Change]] = {
    "fiches justes": {STRUCTURE: UNE_STRUCTURE, ESS: UNE_SORTE, RENCONTRE: UNE_RENCONTRE},
    **{f"{nom}@": {STRUCTURE: REGIONALE.replace("contact@exemple.test", f"{nom}@exemple.test")} for nom in FONCTIONS},
    **{phrase: {STRUCTURE: UNE_STRUCTURE.replace("[Calculer les heures d’une clause.]", f'["{phrase}"]'), ACCUEIL: ("Un paragraphe.", phrase)} for phrase in PHRASES},
}  # fmt: skip


@pytest.mark.parametrize("cas", ADMIS)
def test_ni_une_fonction_ni_un_titre_ne_sont_une_personne(projet: Path, cas: str) -> None:
    assert obtenues(projet, ADMIS[cas]) == []


@pytest.mark.parametrize(
    ("reserve", "article"), [("handicap", "12"), ("insertion", "13"), ("insertion", "14"), ("ess", "15")]
)
def test_une_reserve_appuyee_par_acheter_passe(projet: Path, reserve: str, article: str) -> None:
    fiche = UNE_SORTE.replace("reserve: aucune", f"reserve: {reserve}").replace(
        "Lui demander un devis comme aux autres.", f"Réserver un lot, L. 2113-{article} le permet."
    )
    assert not any("reserve-sans-article" in a for a in obtenues(projet, {ESS: fiche}))
