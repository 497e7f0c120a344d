"""Deux clauses qui peuvent servir le même achat, et le même objet : l'une cède, et le vocabulaire dit laquelle."""

from pathlib import Path

import pytest

from tests.fabrique.dossier import dossier_de
from tests.fabrique.lecture import anomalies_de, lire
from tests.invente import ICI
from tests.petit.projet import changer

COURT = "data/clauses/critere-court.yml"
JUMELLE = "data/clauses/jumelle.yml"
OBJETS = "data/vocabulaires/objets.yml"
SEULE = "    seule: Le critère court d’essai est le seul à la noter.\n"
ORDRE = "    ordre: [critere-court, jumelle]\n"
ENSEMBLE = "    ensemble: [{clauses: [critere-court, jumelle], raison: Elles se complètent dans l’essai.}]\n"
PAIRE = "paire-sans-reponse: « part-d-essai » est noté et puni par critere-court et par jumelle"
TITRE = ("titre: Critère court d’essai", "titre: Critère jumeau d’essai")


@pytest.mark.parametrize(
    ("dit", "changements", "attendu"),
    [
        ("", (), PAIRE),
        (ORDRE, (), None),
        (ENSEMBLE, (), PAIRE),  # deux notes et deux pénalités ne restent jamais ensemble
        (ORDRE + SEULE, (), "objet-partage: plusieurs clauses traitent de « part-d-essai »"),
        ("", (("marches: [fournitures, services, travaux]", "marches: [travaux]"),), PAIRE),
        ("", (("segments: [toutes-familles]", "segments: [restauration]"),), PAIRE),
        ("", (("nature: penalite", "nature: refaction"),), PAIRE),  # réduire et punir : une même suite
        ("", (("cahiers: [FCS]", "cahiers: [PI]"),), None),
        ("", (("statut: publie", "liens: {incompatible: [critere-court]}\nstatut: publie"),), None),
    ],
)
def test_deux_clauses_sur_le_meme_objet(
    projet: Path, dit: str, changements: tuple[tuple[str, str], ...], attendu: str | None
) -> None:
    (projet / JUMELLE).write_text((ICI / COURT).read_text("utf-8"), "utf-8")
    changer(projet / JUMELLE, TITRE, *changements)
    changer(projet / OBJETS, (SEULE, dit))
    trouvees = [a for a in anomalies_de(projet) if a.startswith(OBJETS)]
    assert [attendu in a for a in trouvees] == [True] * bool(attendu), trouvees


def test_le_dossier_sait_laquelle_cederait(projet: Path) -> None:
    """Le plan donne, de la clause qui cède seule, ses premiers textes qu'une autre redit : le critère et la pénalité, lettre comprise."""
    (projet / JUMELLE).write_text((ICI / COURT).read_text("utf-8"), "utf-8")
    changer(projet / JUMELLE, TITRE)
    changer(projet / OBJETS, (SEULE, ORDRE))
    entrees = dossier_de(lire(projet)[0])["plan"]["entrees"]
    assert (
        list(entrees) == ["jumelle"]
        and {"piece": "CCAP", "nature": "penalite", "objets": ["part-d-essai"]} in entrees["jumelle"]
    )
    assert {e["piece"] for e in entrees["jumelle"]} == {"RC", "CCAP", "lettre-consultation"}


def test_une_raison_ne_sert_pas_trois_fois(projet: Path) -> None:
    texte = (projet / OBJETS).read_text("utf-8")
    (projet / OBJETS).write_text(
        "\n".join(ligne if "seule:" not in ligne else SEULE.rstrip() for ligne in texte.split("\n")), "utf-8"
    )
    repetees = [a for a in anomalies_de(projet) if "raison-repetee" in a]
    assert len(repetees) == texte.count("seule:") - 2


@pytest.mark.parametrize(
    ("achats", "double"), [("[denrees-commandees]", False), ("[denrees-commandees, repas-livres]", True), ("[]", True)]
)
def test_deux_formes_d_achat_ne_se_rencontrent_pas(projet: Path, achats: str, double: bool) -> None:
    suivi = "  - id: {0}\n    piece: CCAP\n    nature: suivi\n    niveau: base\n    objet: suivi-d-essai\n    achats: {1}\n    texte: Il remet un relevé.\n"
    deux = suivi.format("un", achats) + suivi.format("deux", "[repas-livres]")
    changer(projet / COURT, ("  - id: lettre\n", f"{deux}  - id: lettre\n"))
    assert any("objet-en-double" in a for a in anomalies_de(projet)) is double
