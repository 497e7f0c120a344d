"""Les dates d'effet d'un texte au calendrier : ni projet, ni abrogé, et des identifiants qui ne bougent pas."""

from pathlib import Path

import pytest

from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import SITE_URL
from tests.site.calendriers import ECHEANCES, evenements
from tests.site.test_echeances import ENTREE, TEXTE


def ecrire_effets(projet: Path, *effets: tuple[str, str]) -> str:
    """Ajoute ces effets (jour, objet) au texte du petit projet ; rend la fiche."""
    lignes = ", ".join(f'{{le: {le}, objet: "{objet}"}}' for le, objet in effets)
    texte = f"{(projet / TEXTE).read_text('utf-8')}en_vigueur: [{lignes}]\n"
    (projet / TEXTE).write_text(texte, "utf-8")
    return texte


def cles(projet: Path) -> list[str]:
    """Rend les identifiants des dates d'effet du petit projet, sans l'autorité."""
    return [e.cle for e in evenements(base_saine(projet), ECHEANCES)]


@pytest.mark.parametrize(
    ("nature", "evenement", "attendus"),
    [
        ("loi", "publication", ["droit/loi-2020-105/1", "veille/2026-11-20-essai/effet"]),
        ("projet", "publication", ["veille/2026-11-20-essai/effet"]),
        ("loi", "projet", ["droit/loi-2020-105/1"]),
        ("loi", "etude", ["droit/loi-2020-105/1"]),
    ],
)
def test_un_projet_ou_une_etude_n_oblige_pas(projet: Path, nature: str, evenement: str, attendus: list[str]) -> None:
    texte = ecrire_effets(projet, ("2027-01-01", "Une règle d’essai s’applique."))
    (projet / TEXTE).write_text(texte.replace("nature: loi", f"nature: {nature}"), "utf-8")
    entree = (projet / ENTREE).read_text("utf-8")
    assert "evenement: publication" in entree
    entree = entree.replace("evenement: publication", f"evenement: {evenement}\nen_vigueur_le: 2027-02-01")
    (projet / ENTREE).write_text(entree, "utf-8")
    assert cles(projet) == attendus


def test_un_effet_a_l_abrogation_n_a_pas_lieu(projet: Path) -> None:
    """Un texte abrogé avant son effet, ou ce jour-là, n'aura rien changé ; ce qui a pris effet avant reste."""
    jours = ("2027-01-01", "2027-06-01", "2028-01-01")
    texte = ecrire_effets(projet, *((jour, f"Une règle d’essai s’applique le {jour}.") for jour in jours))
    abrogeant = (projet / TEXTE).with_name("loi-2026-9.yml")
    abrogeant.write_text(texte.partition("en_vigueur:")[0].replace("2020-105", "2026-9"), "utf-8")
    (projet / TEXTE).write_text(f"{texte}abroge_le: 2027-06-01\nabroge_par: loi-2026-9\n", "utf-8")
    assert cles(projet) == ["droit/loi-2020-105/1"]


DEUX = (("2027-01-01", "Une règle d’essai s’applique."), ("2027-01-01", "Une règle de plus s’applique."))


AVANT = ("2026-12-15", "Une règle plus tôt s’applique.")


@pytest.mark.parametrize(
    ("lignes", "rangs"),
    [
        (DEUX, {"d’essai": 1, "de plus": 2}),
        (DEUX[::-1], {"de plus": 1, "d’essai": 2}),
        ((AVANT, *DEUX), {"plus tôt": 1, "d’essai": 2, "de plus": 3}),
        ((DEUX[0], AVANT, DEUX[1]), {"d’essai": 1, "plus tôt": 2, "de plus": 3}),
    ],
    ids=["dans l'ordre", "ordre renversé", "une autre date d'abord", "une autre date entre les deux"],
)
def test_deux_regles_le_meme_jour_ont_chacune_leur_uid(
    projet: Path, lignes: tuple[tuple[str, str], ...], rangs: dict[str, int]
) -> None:
    """Le rang est celui de la fiche, sans date : une échéance reportée garde le sien."""
    ecrire_effets(projet, *lignes)
    lus = {e.titre.partition("Une règle ")[2].partition(" s’")[0]: e for e in evenements(base_saine(projet), ECHEANCES)}
    assert {nom: int(e.cle.rpartition("/")[2]) for nom, e in lus.items()} == rangs


def test_uid_stables_quand_un_objet_change(projet: Path) -> None:
    """« Zone » rangeait la première règle après la seconde : son identifiant ne bouge pas pour autant."""
    ecrire_effets(projet, *DEUX)
    avant = {e.cle: e.titre for e in evenements(base_saine(projet), ECHEANCES)}
    fiche = (projet / TEXTE).read_text("utf-8")
    (projet / TEXTE).write_text(
        fiche.replace("Une règle d’essai s’applique", "Zone par zone, une règle change"), "utf-8"
    )
    apres = {e.cle: e.titre for e in evenements(base_saine(projet), ECHEANCES)}
    assert list(avant) == list(apres) == [f"droit/loi-2020-105/{rang}" for rang in (1, 2)]
    assert [cle for cle in avant if avant[cle] != apres[cle]] == ["droit/loi-2020-105/1"]


def test_une_echeance_reportee_garde_son_uid(projet: Path) -> None:
    """Qui a téléchargé le calendrier une fois, puis le reprend, déplace la date au lieu de la doubler."""
    fiche = ecrire_effets(projet, ("2027-01-01", "Une règle d’essai s’applique."))
    avant = cles(projet)
    (projet / TEXTE).write_text(fiche.replace("2027-01-01", "2027-07-01"), "utf-8")
    assert cles(projet) == avant == ["droit/loi-2020-105/1"]


LONG = "Les acheteurs soumis au code publient chaque année la part de leurs achats réemployés, recyclés ou sobres."


@pytest.mark.parametrize(
    ("objet", "dit"),
    [
        ("Une règle d’essai s’applique.", "Une règle d’essai s’applique."),
        (LONG, "Les acheteurs soumis au code publient chaque année la part de leurs achats réemployés,…"),
    ],
    ids=["court", "long"],
)
def test_le_titre_dit_l_effet_en_bref(projet: Path, objet: str, dit: str) -> None:
    """Quatre-vingt-dix signes au plus, sans couper un mot ; la description le dit en entier."""
    ecrire_effets(projet, ("2027-01-01", objet))
    (evenement,) = evenements(base_saine(projet), ECHEANCES)
    assert len(dit) <= 90 and evenement.titre == f"Texte d’essai pour les contrôles : {dit}"
    assert evenement.description.splitlines() == [objet, f"{SITE_URL}droit/loi-2020-105/"]
