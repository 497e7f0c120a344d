"""Les rayons de la veille : année, thème, famille d'achat, forme de contrat, clauses sociales ; et ce qui est de chacun."""

from __future__ import annotations

from collections.abc import Mapping

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.veille.modele import EntreeVeille

SOCIAL = {"clauses-sociales": "Clauses sociales"}
FORME = "contrat"
"""Le fait d'un achat qui dit sa forme de contrat, dans data/vocabulaires/faits.yml."""


def valeurs_du_rayon(c: Consultation, rayon: str) -> Mapping[str, str]:
    """Rend code → libellé de ce que l'on choisit dans un rayon ; une forme ordinaire n'a rien à elle."""
    if rayon == "social":
        return SOCIAL
    if rayon == "formes":
        faits = (f.contenu.faits.get(FORME) for f in c.fiches("faits").values())
        return {code: nom for fait in faits if fait for code, nom in fait.choix.items() if code != fait.defaut}
    return {code: valeur.libelle for code, valeur in c.valeurs(rayon).items()}


def en_rayon(c: Consultation, rayon: str, code: str, entree: Fiche[EntreeVeille]) -> bool:
    """Dit si l'entrée est d'une année, d'un thème, d'une famille, d'une forme de contrat, ou si elle est sociale.

    Elle est d'une forme quand une obligation qu'elle nomme ne vaut que pour elle.
    """
    contenu = entree.contenu
    if rayon == "annees":
        return str(contenu.date.year) == code
    if rayon == "segments":
        return contenu.concerne(code)
    if rayon == "social":
        return any(c.pilier(theme) == "social" for theme in contenu.themes)
    if rayon == "formes":
        nommees = c.nommees("obligations", contenu.obligations or ())
        conditions = [x for f in nommees for x in f.contenu.si if x.fait == FORME and x.op in ("est", "parmi")]
        return any(x.admet(code) for x in conditions)
    return code in contenu.themes
