"""La formule d'un indicateur, dite en mots."""

import pytest

from macros.base.base import Base
from tests.fabrique.questions import fiches_de


@pytest.mark.parametrize(
    ("formule", "attendu"),
    [
        ("avec / tous * 100", ["A", "÷", "T", "×", "100"]),
        ("(avec - tous) * 0.5", ["(", "A", "−", "T", ")", "×", "0,5"]),
    ],
)
def test_la_formule_se_lit_en_mots(base_inventee: Base, formule: str, attendu: list[str]) -> None:
    """Chaque grandeur par son libellé, sans point final ; les signes de l'école ; aucune clé."""
    fiche = next(iter(fiches_de(base_inventee, "indicateurs").values())).contenu
    terme = next(iter(fiche.termes.values()))
    termes = {nom: terme.model_copy(update={"libelle": dit}) for nom, dit in (("avec", "A."), ("tous", "T."))}
    lue = fiche.model_copy(update={"formule": formule, "termes": termes}).formule_en_mots
    assert [dit for _, dit in lue] == attendu
    assert [dit for grandeur, dit in lue if grandeur] == [dit for dit in attendu if dit in "AT"]
