"""L'identité du réseau dans mkdocs.yml : chaque faute à sa ligne, et les couleurs toujours lisibles."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.fiches.reseau.couleurs import FONDS, Couleurs, contraste
from tests.fabrique import RACINE, anomalies_de, identite_de, lire

MKDOCS = """\
site_name: Une base
extra:
  autre: {cle: valeur}
  # L'identité.
  reseau:
    nom: Réseau d’essai
    nom_long: réseau d’essai des achats
    region: Bretagne

    couleurs: {marque: "#5b2a86", accent: "#ffd166"}
    departements: ["22", "29"]
    contact: contact@exemple.test
    hebergeur: Un hébergeur
    autorite_flux: exemple.test,2026
plugins:
  - macros
"""


def test_une_identite_juste(projet: Path) -> None:
    (projet / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    assert anomalies_de(projet) == []
    base, _ = lire(projet)
    assert identite_de(base).departements == ["22", "29"]


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("  reseau:\n", "  réseau:\n", "mkdocs.yml:1:1: identite-absente: le bloc « extra: reseau: » manque"),
        ("    nom: Réseau d’essai\n", "", "champ-manquant: le champ « nom » manque"),
        ("    region:", "    regions:", "mkdocs.yml:8:5: champ-inconnu: le champ « regions » n'existe pas"),
        ('["22", "29"]', '["22", "99"]', "mkdocs.yml:11:26: valeur-inconnue: « 99 » n'est pas un département"),
        ('["22", "29"]', '["22", "22"]', "mkdocs.yml:11:26: valeur-en-double: « 22 »"),
        ('["22", "29"]', "[22, 29]", "type-incorrect: « departements » attend un texte"),
        (
            '"#5b2a86"',
            '"#f0e0ff"',
            "couleur-illisible: le blanc ne se lit pas assez sur cette couleur : contraste de 1.2",
        ),
        ('"#ffd166"', '"#5b2a86"', "couleur-illisible: cet accent ne se voit pas assez sur la marque"),
        ('"#5b2a86"', "violet", "forme-incorrecte: « violet » n'a pas la forme attendue pour « marque »"),
        ('"#5b2a86"', '"red;}body{display:none"', "forme-incorrecte:"),
        ("contact@exemple.test", "Jean <jean@exemple.test>", "forme-incorrecte:"),
        ("exemple.test,2026", "exemple.test", "forme-incorrecte: « exemple.test » n'a pas la forme"),
        ("    region: Bretagne", "    region: Bretagne\n    region: Corse", "cle-en-double:"),
        (
            "plugins:",
            "extra: {reseau: {nom: Autre}}\nplugins:",
            "mkdocs.yml:15:1: cle-en-double: « extra » est écrit deux",
        ),
        ("plugins:", '"extra": !ENV [A, {}]\nplugins:', "mkdocs.yml:15:1: cle-en-double: « extra »"),
        ("plugins:", "  reseau: {nom: Autre}\nplugins:", "mkdocs.yml:15:3: cle-en-double: « extra.reseau »"),
    ],
)
def test_une_identite_fausse(projet: Path, avant: str, apres: str, attendu: str) -> None:
    assert avant in MKDOCS
    (projet / "mkdocs.yml").write_text(MKDOCS.replace(avant, apres, 1), "utf-8")
    trouvees = anomalies_de(projet)
    assert any(attendu in a for a in trouvees), trouvees
    assert all("→" in a for a in trouvees)


@pytest.mark.parametrize("marque", ["#124e52", "#5b2a86", "#8a3217", "#000000", "#767676", "#c00000", "#0000ff"])
def test_les_teintes_deduites_se_lisent(marque: str) -> None:
    """Un lien se lit sur chaque fond de chaque thème, quelle que soit la marque."""
    couleurs = Couleurs(marque=marque, accent="#ffffff")
    for fonds, lien in ((FONDS["clair"], couleurs.lien), (FONDS["sombre"], couleurs.lien_sombre)):
        assert min(contraste(lien, fond) for fond in fonds) >= 4.5, lien
    assert min(contraste("#ffffff", f) for f in (couleurs.fonce, couleurs.marque_sombre, couleurs.fonce_sombre)) >= 4.5


def test_les_fonds_sont_ceux_du_site() -> None:
    """Les fonds contrôlés sont écrits dans la feuille de styles."""
    styles = (RACINE / "overrides/assets/reseau.css").read_text("utf-8")
    clair, sombre = styles.split('[data-md-color-scheme="slate"]', 1)
    assert all(fond in clair for fond in FONDS["clair"]) and all(fond in sombre for fond in FONDS["sombre"])


def test_le_contraste_de_reference() -> None:
    assert contraste("#000000", "#ffffff") == pytest.approx(21)
    assert contraste("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
