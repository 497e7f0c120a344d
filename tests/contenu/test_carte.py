"""Les vrais contours : tout réseau de France se dessine, et le plus petit département ne gêne pas ses voisins."""

from __future__ import annotations

import pytest

from tests.fabrique import Base, avec, fiches_de
from tests.unitaires.test_carte import STRUCTURES, carte_de, tient_dans_le_cadre, verifier_les_liens

RESEAUX = {
    "Occitanie": ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"),
    "Nouvelle-Aquitaine": ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"),
    "Île-de-France": ("75", "77", "78", "91", "92", "93", "94", "95"),
    "Corse": ("2A", "2B"),
    "Guyane": ("973",),
}


@pytest.fixture(scope="module")
def base(base_reelle: Base) -> Base:
    """Rend la base du dépôt, les structures d'essai à la place des siennes."""
    return avec(base_reelle, structures={f.id: f for f in STRUCTURES})


@pytest.mark.parametrize("region", RESEAUX)
def test_un_reseau_se_dessine(base: Base, region: str) -> None:
    verifier_les_liens(base, RESEAUX[region], region)
    tient_dans_le_cadre(base, RESEAUX[region])


def test_paris_n_ecrit_pas_par_dessus_ses_voisins(base: Base) -> None:
    departements = tuple(fiches_de(base, "contours")["contours"].contenu.departements)
    mots = {z.code: z.mots for z in carte_de(base, departements).zones}
    assert mots["75"] == () and mots["31"][0] == "31"
