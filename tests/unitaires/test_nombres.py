"""Les nombres et leurs unités : l'accord est le même dans les pages et dans le navigateur ; ce qui se compte reste entier."""

from __future__ import annotations

import pytest

from macros.texte.nombres import accorder, quantite, se_compte
from tests.unitaires.conftest import Executer, node

__all__ = ["node"]

ACCORDS = [
    (0, "heures", "heure"),
    (1, "jours ouvrés", "jour ouvré"),
    (1.5, "ans", "an"),
    (1.99, "réunions ou visites", "réunion ou visite"),
    (-1, "degrés-jours", "degré-jour"),
    (2, "heures", "heures"),
    (0, "mois", "mois"),
    (1, "fois le prix unitaire de dépose soignée", "fois le prix unitaire de dépose soignée"),
    (0, "points d’humidité", "point d’humidité"),
    (1, "kilogrammes par mètre carré", "kilogramme par mètre carré"),
    (1, "heures pour deux personnes", "heure pour deux personnes"),
    (0.5, "m³/MWh", "m³/MWh"),
    (0, "% des lots", "% des lots"),
    (1, "kg équivalent CO₂ par mètre carré", "kg équivalent CO₂ par mètre carré"),
    (1, "\u00a0€ HT", "\u00a0€ HT"),
    (1, "", ""),
]


@pytest.mark.parametrize("valeur,unite,attendue", ACCORDS)
def test_une_unite_est_au_singulier_sous_deux(valeur: float, unite: str, attendue: str) -> None:
    assert accorder(unite, valeur) == attendue


def test_le_navigateur_accorde_de_meme(node: Executer) -> None:
    code = """
      const ecrire = ([valeur, unite]) => dossier.composition.ecrireValeur({ type: "nombre", suffixe: unite }, String(valeur));
      return donnees.cas.map((cas) => ecrire(cas).replace(/^-?[\\d,]+/, ""));
    """
    assert node(code, cas=[[v, u] for v, u, _ in ACCORDS]) == [attendue for *_, attendue in ACCORDS]


def test_une_quantite_a_son_unite_s_il_y_en_a_une() -> None:
    assert quantite(0, "heures") == "0\u00a0heure"
    assert quantite(12000, "€ HT") == "12\u202f000\u00a0€ HT"
    assert quantite(1.5, None) == quantite(1.5, "") == "1,5"


@pytest.mark.parametrize("unite", ["familles", "gestes", "séances", "personnes", "réunions ou visites", "études"])
def test_ce_qui_se_compte(unite: str) -> None:
    assert se_compte(unite)


@pytest.mark.parametrize(
    "unite", ["heures", "jours ouvrés", "points d’humidité", "%", "kg", "dB(A)", "°C", "fois", "mois"]
)
def test_ce_qui_se_mesure(unite: str) -> None:
    assert not se_compte(unite)
