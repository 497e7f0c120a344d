"""Une lettre qui reprend les textes de clauses : sur la page, dans le fichier Word, à leur place."""

from typing import Any

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.document.modele import Engagement
from tests.fabrique.bases import changee
from tests.fabrique.pages import page_de
from tests.fabrique.questions import fiches_de

CORPS = "Madame, Monsieur,\n\n[engagements]\n\n## Le choix\n\n[critère]\n\n## Le constat\n\n[constat]\n"


def lettre(base: Base, clause: str) -> Fiche[Any]:
    modele = next(iter(fiches_de(base, "modeles").values()))
    engagement = Engagement(clause=clause, texte="texte", titre="Tenir la part", preuve="bon de livraison.")
    return changee(modele, engagements=[engagement], corps=CORPS)


def test_la_lettre_porte_le_texte_de_la_clause_et_de_quoi_le_verifier(base_inventee: Base) -> None:
    nom = next(nom for nom, f in fiches_de(base_inventee, "clauses").items() if f.contenu.dispositions[0].id == "texte")
    page = page_de(base_inventee, "modeles", lettre(base_inventee, nom)).html
    assert "[engagements]" not in page and "[constat]" not in page and "{{" not in page
    assert "Le titulaire tient [50" in page, "une valeur proposée est entre crochets"
    assert "☐ Tenu ☐ Non tenu" in page and "bon de livraison." in page and "relevé trimestriel" not in page
