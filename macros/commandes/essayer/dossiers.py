"""Les dossiers conseillés, composés comme dans le navigateur : ils tiennent dans leur budget, et rien n'y reste à régler hors des blancs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dossier import de_clause, plan, socle
from macros.fiches.conseil.modele import Conseil
from macros.fiches.obligation.fichier import du_dossier
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts_des_attentes import Attentes


def demandes(c: Consultation, conseils: Sequence[Fiche[Conseil]]) -> dict[str, Any]:
    """Rend ce que node lit pour les composer : le plan, les règles, les clauses nommées et les fiches ; rien, s'il n'y en a pas."""
    if not conseils:
        return {}
    clauses = c.fiches("clauses")
    nommees = {prise.clause for fiche in conseils for prise in fiche.contenu.prises}
    return {
        "plan": plan(c) | {"socle": socle(c)["socle"]},
        "droit": du_dossier(c),
        "jour": str(c.jour),
        "clauses": [de_clause(c, clauses[nom]) for nom in sorted(nommees)],
        "conseils": [{"id": f.id, **f.contenu.model_dump(mode="json")} for f in conseils],
    }


def juger(conseils: Sequence[Fiche[Conseil]], rendus: Sequence[list[dict[str, Any]]]) -> Iterator[Anomalie]:
    """Rend, pour chaque dossier, le premier montant où un point du budget est dépassé, ou quelque chose reste à régler."""
    for fiche, bilans in zip(conseils, rendus, strict=True):
        dits: set[str] = set()
        for bilan in bilans:
            montant = bilan["montant"]
            for ecart in bilan["ecarts"]:
                quoi = ecart["quoi"] + (f" (lot {ecart['lot']})" if "lot" in ecart else "")
                if quoi not in dits:
                    dits.add(quoi)
                    bornes = {nom: ecart[nom] for nom in ("valeur", "min", "max")}
                    constat = Attentes.DOSSIER_HORS_BUDGET(montant=montant, quoi=quoi, **bornes)
                    yield fiche.anomalie(("clauses",), constat)
            for reste in bilan["reste"]:
                if reste not in dits:
                    dits.add(reste)
                    yield fiche.anomalie(("clauses",), Attentes.DOSSIER_A_REGLER(montant=montant, reste=reste))
