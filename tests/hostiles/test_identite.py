"""L'identité du réseau : chaque faute à sa ligne, et les couleurs toujours lisibles."""

from pathlib import Path

import pytest

from macros.fiches.reseau.couleurs import FONDS, Couleurs, contraste
from tests.fabrique.lecture import anomalies_de, lire
from tests.fabrique.questions import identite_de
from tests.fabrique.reperes import RACINE
from tests.petit.fiches import IDENTITE

FICHIER = "data/reseau/identite.yml"


def test_une_identite_juste(projet: Path) -> None:
    base, _ = lire(projet)
    assert identite_de(base).departements == ["22", "29"]


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("nom: Réseau d’essai\n", "", ":1:1: champ-manquant: le champ « nom » manque"),
        ("region:", "regions:", ":3:1: champ-inconnu: le champ « regions » n'existe pas"),
        ('["22", "29"]', '["22", "99"]', ":8:22: valeur-inconnue: « 99 » n'est pas dans le vocabulaire"),
        ('["22", "29"]', '["22", "22"]', ":8:22: valeur-en-double: « 22 »"),
        ('["22", "29"]', "[22, 29]", ":8:16: type-incorrect: « departements » attend un texte"),
        (
            '"#124e52"',
            '"#f0e0ff"',
            ":7:12: couleur-illisible: le blanc ne se lit pas assez sur cette couleur : contraste de 1.2",
        ),
        ('"#e7b04b"', '"#124e52"', ":7:31: couleur-illisible: cet accent ne se voit pas assez sur la marque"),
        ('"#124e52"', "violet", ":7:12: forme-incorrecte: « violet » n'a pas la forme attendue pour « marque »"),
        ('"#124e52"', '"red;}body{display:none"', ":7:12: forme-incorrecte:"),
        ("contact@exemple.test", "Jean <jean@exemple.test>", ":4:1: forme-incorrecte:"),
        ("exemple.test,2026", "exemple.test", ":6:1: forme-incorrecte: « exemple.test » n'a pas la forme"),
        ("region: Bretagne", "region: Bretagne\nregion: Corse", ":4:1: cle-en-double:"),
    ],
)
def test_une_identite_fausse(projet: Path, avant: str, apres: str, attendu: str) -> None:
    assert avant in IDENTITE
    (projet / FICHIER).write_text(IDENTITE.replace(avant, apres, 1), "utf-8")
    trouvees = anomalies_de(projet)
    assert any(f"{FICHIER}{attendu}" in a for a in trouvees), trouvees
    assert all("→" in a for a in trouvees)
    lieux = [a.partition(": ")[0] for a in trouvees]
    assert len(lieux) == len(set(lieux)), trouvees


@pytest.mark.parametrize("marque", ["#124e52", "#5b2a86", "#8a3217", "#000000", "#767676", "#c00000", "#0000ff"])
def test_les_teintes_deduites_se_lisent(marque: str) -> None:
    """Un lien se lit sur chaque fond de chaque thème, quelle que soit la marque."""
    couleurs = Couleurs(marque=marque, accent="#ffffff")
    for fonds, lien in ((FONDS["clair"], couleurs.lien), (FONDS["sombre"], couleurs.lien_sombre)):
        assert min(contraste(lien, fond) for fond in fonds) >= 4.5, lien
    assert min(contraste("#ffffff", f) for f in (couleurs.fonce, couleurs.marque_sombre, couleurs.fonce_sombre)) >= 4.5


def test_les_fonds_sont_ceux_du_site() -> None:
    """Les fonds contrôlés sont écrits dans la feuille de styles."""
    styles = (RACINE / "overrides/assets/styles/base.css").read_text("utf-8")
    clair, sombre = styles.split('[data-md-color-scheme="slate"]', 1)
    assert all(fond in clair for fond in FONDS["clair"]) and all(fond in sombre for fond in FONDS["sombre"])


def test_le_contraste_de_reference() -> None:
    assert contraste("#000000", "#ffffff") == pytest.approx(21)
    assert contraste("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
