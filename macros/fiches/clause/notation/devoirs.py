"""Ce que la loi demande à toute consultation, tel que le disent les règles de « Que dois-je mettre ? » : le droit n'est écrit que là."""

from __future__ import annotations

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.texte.dates import date_longue

DEVOIRS = {
    "condition": "condition-environnementale",
    "critere": "critere-environnemental",
    "sociale": "condition-sociale",
}
"""Nom du devoir → la suite de règles qui le dit."""


@une_fois
def devoirs(c: Consultation) -> dict[str, str]:
    """Rend devoir → ce que dit la règle sûre de sa suite, sa date et ses articles ; absent sans elle."""
    resoudre = resolveur(c).resoudre
    sures = {f.contenu.suite: f.contenu for f in c.visibles("obligations") if f.contenu.certitude == "sur"}
    dits = {}
    for nom, suite in DEVOIRS.items():
        if regle := sures.get(suite):
            articles = ", ".join(ref.libelle for article in regle.articles if (ref := resoudre(article)))
            dits[nom] = f"{regle.resume} Depuis le {date_longue(regle.depuis)} ({articles})."
    return dits
