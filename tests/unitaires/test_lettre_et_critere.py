"""La lettre de consultation d'une clause : son critère environnemental, ou celui qu'il faut y joindre."""

from dataclasses import replace
from pathlib import Path

from macros.base.base import Base
from macros.fiches.clause.modele import Clause
from tests.fabrique.lecture import anomalies_de
from tests.fabrique.pages import page_de
from tests.fabrique.questions import fiches_de
from tests.petit.projet import changer

CLAUSE = "livraisons-groupees"
"""Sa lettre ne note rien ; sa famille d'achat nomme « critere-court », dont la lettre note."""
LIEN = 'À joindre à cette lettre\u00a0:</strong> <a href="../../clauses/critere-court/">'


def page_avec(base: Base, themes: list[str], **texte: str) -> str:
    """Rend la page de la clause inventée, ses thèmes et des champs de son premier texte changés."""
    fiche = fiches_de(base, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    champs["themes"] = themes
    champs["dispositions"][0] |= texte
    return page_de(base, "clauses", replace(fiche, contenu=Clause(**champs))).html


def test_la_lettre_qui_ne_note_rien_nomme_ce_qu_il_faut_y_joindre(base_inventee: Base) -> None:
    for themes in (["mobilite"], ["egalite"]):  # une lettre sociale met aussi en concurrence
        assert page_avec(base_inventee, themes).count(LIEN) == 1, themes


def test_ni_une_autre_piece_ni_un_critere_ne_le_demandent(base_inventee: Base) -> None:
    for texte in ({"piece": "CCAP"}, {"niveau": "avance"}, {"nature": "critere-attribution"}):
        assert "data-a-joindre" not in page_avec(base_inventee, ["mobilite"], **texte), texte


def test_un_critere_social_ne_suffit_pas_a_la_lettre(base_inventee: Base) -> None:
    assert LIEN in page_avec(base_inventee, ["mobilite"], nature="critere-attribution", pilier="social")


def test_la_lettre_du_critere_nomme_doit_noter_elle_meme(projet: Path) -> None:
    """La famille nomme un critère de règlement, sans lettre : la lettre de la clause resterait sans note."""
    temoin = projet / "data/clauses/temoin.yml"
    changer(temoin, ("piece: CCTP", "piece: lettre-consultation"))
    assert anomalies_de(projet) == []
    court = projet / "data/clauses/critere-court.yml"
    changer(court, ("piece: lettre-consultation", "piece: CCP"))
    [anomalie] = (a for a in anomalies_de(projet) if "lettre-sans-critere" in a)
    assert anomalie.startswith("data/clauses/temoin.yml:")
