"""Une fiche vidée pour le navigateur : un champ neuf y arrive selon sa marque, sans autre changement que le modèle."""

import dataclasses
from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import create_model

from macros.base.base import Base
from macros.base.types import Adresse, Code, Libelle, Modele, Phrase, RefClause, RefDroit, Texte
from tests.fabrique.bases import avec
from tests.fabrique.dossier import dossier_de, droit_du_dossier, obligations_de

CHAMPS = [
    (Phrase, "Un **mot** l'aide.", ["Un ", {"texte": "mot", "gras": True}, " l’aide."], "Un **mot** l’aide."),
    (Texte, "L'un.\n\n- {{taux}}", [
        {"genre": "paragraphe", "suite": ["L’un."]},
        {"genre": "liste", "ordonnee": False, "elements": [[{"genre": "paragraphe", "suite": [{"variable": "taux"}]}]]},
    ], "L’un.\n\n- {{taux}}"),
    (RefDroit, "CCP L2112-2", {"libelle": "L.\u00a02112-2 du code de la commande publique", "adresse": "droit/ccp/l2112-2/"}, ...),
    (RefDroit, "CCP L9999-9", None, ...),
    (Annotated[str, Code("pieces")], "CCTP", "CCTP", ...),
    (Annotated[str, Adresse()], "https://exemple.test/?l'un", "https://exemple.test/?l'un", ...),
    (RefClause, "une-clause", "une-clause", ...),
    (Libelle, "L'aide : oui", "L’aide\u00a0: oui", ...),
    (date, date(2026, 11, 30), "2026-11-30", ...),
    (int, 0, 0, ...),
    (list[Phrase], ["L'un."], [["L’un."]], ["L’un."]),
    (list[RefDroit], ["CCP L9999-9"], [], ...),
    (dict[str, Libelle], {"a": "L'un"}, {"a": "L’un"}, ...),
]  # fmt: skip


def _avec_un_champ(modele: Modele, genre: Any, valeur: Any) -> Any:
    """Rend cet objet, d'un modèle qui a un champ de plus."""
    plus = create_model("Plus", __base__=type(modele), neuf=(genre | None, None))
    return plus.model_construct(**{nom: getattr(modele, nom) for nom in type(modele).model_fields}, neuf=valeur)


@pytest.mark.parametrize(("genre", "valeur", "au_dossier", "en_clair"), CHAMPS)
def test_un_champ_neuf_arrive_de_lui_meme(
    base_inventee: Base, genre: Any, valeur: Any, au_dossier: Any, en_clair: Any
) -> None:
    """À une clause et à l'un de ses textes ; à une obligation et à l'une de ses réponses, où les phrases sont en clair."""
    clauses, regles = base_inventee.fiches["clauses"], base_inventee.fiches["obligations"]
    fiche = next(f for f in clauses.values() if f.contenu.statut == "publie")
    regle = next(f for f in regles.values() if f.contenu.satisfait_par and f.contenu.rubrique == "obligation")
    textes = [_avec_un_champ(d, genre, valeur) for d in fiche.contenu.dispositions]
    clause = fiche.contenu.model_copy(update={"dispositions": textes})
    reponses = [_avec_un_champ(s, genre, valeur) for s in regle.contenu.satisfait_par]
    obligation = regle.contenu.model_copy(update={"satisfait_par": reponses})
    base = avec(
        base_inventee,
        clauses=clauses | {fiche.id: dataclasses.replace(fiche, contenu=_avec_un_champ(clause, genre, valeur))},
        obligations=regles | {regle.id: dataclasses.replace(regle, contenu=_avec_un_champ(obligation, genre, valeur))},
    )
    servie = dossier_de(base)[fiche.id]
    assert servie["neuf"] == au_dossier
    assert servie["textes"][0].get("neuf") == (None if au_dossier in ("", []) else au_dossier), (
        "un texte tait ce qui est vide"
    )
    attendu = au_dossier if en_clair is ... else en_clair
    (servie,) = (r for r in obligations_de(base)["regles"] if r["id"] == regle.id)
    assert (servie["neuf"], servie["satisfait_par"][0]["neuf"]) == (attendu, attendu)
    (servie,) = (r for r in droit_du_dossier(base)["regles"] if r["id"] == regle.id)
    assert "neuf" in servie and "neuf" in servie["satisfait_par"][0]
