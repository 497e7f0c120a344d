"""Chaque faute d'un acheteur reçoit la bonne ligne et un conseil ; le conseil suivi, la fiche est verte, ou dit la vraie faute suivante."""

from pathlib import Path

import pytest

from tests.fabrique.lecture import anomalies_de
from tests.petit.fiches import CODE
from tests.petit.projet import changer

from .cas.commun import CLAUSE
from .fautes import ecriture, valeurs
from .fautes.commun import TITRE, Faute


@pytest.mark.parametrize("faute", ecriture.FAUTES + valeurs.FAUTES, ids=lambda f: f.nom)
def test_le_conseil_suivi_repare(faute: Faute, projet: Path) -> None:
    fiche = projet / faute.fichier
    saine = fiche.read_text("utf-8")
    assert faute.avant in saine, "la faute ne s'applique plus au projet témoin"
    fautive = saine.replace(faute.avant, faute.apres, 1)
    fiche.write_text(fautive, "utf-8")
    trouvees = anomalies_de(projet)
    dites = [a for a in trouvees if a.startswith(f"{faute.fichier}:{faute.place}: {faute.dit}")]
    assert len(dites) == 1 and len(trouvees) == 1 + (not faute.seule), "\n".join(trouvees)
    assert faute.conseil in dites[0]
    assert "None" not in "".join(trouvees) and "Vouliez-vous dire « CCP" not in "".join(trouvees)
    avant, apres = faute.suivi or (faute.apres, faute.avant)
    assert avant in fautive
    fiche.write_text(fautive.replace(avant, apres, 1), "utf-8")
    suivantes = anomalies_de(projet)
    assert len(suivantes) == len(faute.ensuite), "\n".join(suivantes)
    for code in faute.ensuite:
        assert any(f": {code}" in a for a in suivantes)


def test_un_code_absent_se_cree_comme_le_conseil_le_dit(projet: Path) -> None:
    """Jamais un autre article n'est proposé : un numéro qui ressemble dit un autre droit."""
    changer(projet / CLAUSE, ("[CCP L2112-2]", "[CCP L2112-2, ENV L541-21-1]"))
    [anomalie] = anomalies_de(projet)
    assert anomalie.startswith(f"{CLAUSE}:61:27: reference-juridique: « ENV L541-21-1 » est absent")
    assert "Créez data/droit/articles/env.yml d'après le texte officiel" in anomalie
    assert "Vouliez-vous dire" not in anomalie
    code = CODE.replace("CCP", "ENV").replace("de la commande publique", "de l’environnement")
    (projet / "data/droit/articles/env.yml").write_text(code.replace("L2112-2", "L541-21-1"), "utf-8")
    assert anomalies_de(projet) == []


def test_plusieurs_fautes_d_ecriture_se_disent_d_un_coup(projet: Path) -> None:
    """Un fichier illisible se lit réparé : ses autres fautes d'écriture, de vocabulaire et de règle se disent aussi."""
    fiche = projet / CLAUSE
    changer(
        fiche,
        (TITRE, TITRE[:-1]),
        ("themes: [economie-circulaire]", "themes:[economie-circulair]"),
        ("    piece: CCTP", "  \u00a0 piece: CCTP"),
        ("{{taux}}", "{taux}"),
        ("    max: 100", "     max: 100"),
        ("verifie_le: 2026-11-24", "verifie_le: 2026-11-6"),
    )
    assert [":".join(a.split(":")[1:4]) for a in anomalies_de(projet)] == [
        "3:8: yaml-illisible",
        "5:8: yaml-illisible",
        "5:10: valeur-inconnue",
        "14:3: yaml-illisible",
        "24:37: accolades-simples",
        "47:6: yaml-illisible",
        "76:13: date-mal-ecrite",
    ]
