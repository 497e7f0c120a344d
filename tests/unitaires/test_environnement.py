"""Ce que le site prend à l'environnement : quatre variables. Une autre y publierait un secret de la forge."""

from pathlib import Path

import pytest

from tests.fabrique.lecture import anomalies_de
from tests.fabrique.reperes import RACINE

REGLAGES = "mkdocs.yml"
LIGNE = 'site_name: !ENV [SITE_NAME, "Achats responsables, la base"]'
REFUSES = {
    "une autre variable": ("site_name: !ENV [JETON, x]", 12),
    "écrite autrement": ("site_name: !<!ENV> [JETON, x]", 12),
    "en bloc": ("site_name: !ENV\n  - JETON\n  - x", 12),
    "seule": ("site_name: !ENV JETON", 12),
    "seule, admise": ("site_name: !ENV SITE_NAME", 12),
    "après une admise": ("site_name: !ENV [SITE_NAME, JETON, x]", 12),
    "comme valeur": ("site_name: !ENV [SITE_NAME, !ENV [JETON, x]]", 12),
    "en champs": ("site_name: !ENV {JETON: x}", 12),
    "en clé": ("!ENV [JETON, x]: y", 1),
}


def test_le_reglage_du_projet_passe(projet: Path) -> None:
    assert LIGNE in (RACINE / REGLAGES).read_text("utf-8") and anomalies_de(projet) == []


@pytest.mark.parametrize("cas", REFUSES)
def test_nulle_autre_variable_ne_se_publie(projet: Path, cas: str) -> None:
    """De quelque façon que l'étiquette s'écrive."""
    ecrit, colonne = REFUSES[cas]
    chemin = projet / REGLAGES
    texte = chemin.read_text("utf-8")
    ligne = texte[: texte.index(LIGNE)].count("\n") + 1
    chemin.write_text(texte.replace(LIGNE, ecrit), "utf-8")
    trouvees = anomalies_de(projet)
    assert trouvees[0].startswith(f"{REGLAGES}:{ligne}:{colonne}: variable-refusee: ")
    assert all(
        "variable-refusee" in a and "Variables admises : SITE_NAME, SITE_URL, REPO_URL, BROUILLONS" in a
        for a in trouvees
    )


def test_un_reglage_reduit_a_une_variable(projet: Path) -> None:
    (projet / REGLAGES).write_text("!ENV JETON", "utf-8")
    assert anomalies_de(projet)[0].startswith(f"{REGLAGES}:1:1: variable-refusee: ")
