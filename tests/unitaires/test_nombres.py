"""Ce qui se compte reste entier ; une mesure a des moitiés."""

from __future__ import annotations

import pytest

from macros.texte.nombres import se_compte

COMPTES = ["familles", "gestes", "séances", "personnes", "réunions ou visites", "études"]
MESURES = ["heures", "jours ouvrés", "points d’humidité", "%", "kg", "dB(A)", "°C", "fois", "mois"]


@pytest.mark.parametrize("unite", COMPTES + MESURES)
def test_ce_qui_se_compte(unite: str) -> None:
    assert se_compte(unite) == (unite in COMPTES)
