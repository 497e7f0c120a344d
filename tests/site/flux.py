"""De quoi éprouver les flux : ce qu'ils doivent contenir, et des bases composées de toutes les tailles."""

from collections.abc import Callable
from datetime import timedelta

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec
from tests.fabrique.flux import flux_de
from tests.fabrique.questions import fiches_de, visibles_de

POIDS_MAX = 512 * 1024


PRESQUE_PLEIN = 0.6
"""Part du plafond au-dessous de laquelle un flux n'a aucune raison d'omettre un article."""


def entrees(base: Base, garder: Callable[[Fiche], bool] = lambda e: True) -> list[str]:
    """Rend les identifiants des entrées à garder, coupées par mise en ligne, l'événement le plus récent d'abord."""
    parues = sorted(
        fiches_de(base, "veille").values(), key=lambda e: (e.contenu.publie_le, e.contenu.date, e.id), reverse=True
    )
    limite = plus_mois(base.jour, -12)
    gardees = [e for e in parues if garder(e)]
    recentes = [e for rang, e in enumerate(gardees) if rang < 50 or e.contenu.publie_le >= limite]
    triees = sorted(recentes, key=lambda e: (e.contenu.date, e.contenu.publie_le, e.id), reverse=True)
    return [f"veille/{e.id}" for e in triees]


def un_flux(base: Base, chemin: str) -> bytes:
    """Rend les octets d'un flux de la base."""
    return flux_de(base)[chemin]


def gonfler(base: Base, nombre: int, corps: str = "", par_jour: int = 3, **champs: object) -> Base:
    """Rend une base de ``nombre`` entrées de synthèse, ``par_jour`` par jour en remontant le temps."""
    modele = visibles_de(base, "veille")[0].contenu
    neutres = {"fait_suite_a": None, "texte": None, "en_vigueur_le": None, "changements": [], "a_faire": []}
    neutres |= {"articles": [], "clauses": [], "pratiques": [], "segments": ["toutes-familles"], "impact": "fort"}
    veille = {}
    for rang in range(nombre):
        jour = base.jour - timedelta(days=rang // par_jour)
        nom = f"{jour}-synthese-{rang % par_jour}"
        change = {**neutres, "titre": f"Une entrée de synthèse, {rang}", "date": jour, "publie_le": jour, **champs}
        veille[nom] = Fiche(nom, f"docs/veille/{jour.year}/{nom}.md", modele.model_copy(update=change), corps=corps)
    return avec(base, veille=veille, clauses={}, pratiques={})
