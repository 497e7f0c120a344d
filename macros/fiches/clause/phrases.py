"""Les phrases partagées dont une clause a besoin : celles qu'elle nomme, et celles que ses plafonds appellent."""

from __future__ import annotations

from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause, Derogation
from macros.fiches.clause.notation.criteres import LETTRE

SUCCESSIVES = ("annee", "periode")
"""Les assiettes d'un plafond qui revient : il peut être atteint deux fois de suite."""


def demandees(c: Consultation, clause: Clause) -> list[Derogation]:
    """Rend les phrases que la clause nomme, puis celles que ses plafonds appellent."""
    plafonnes = [
        d.id for d in clause.dispositions if d.plafond and d.plafond.assiette in SUCCESSIVES and d.piece != LETTRE
    ]
    appelees = [nom for nom, s in c.fiches("socle").items() if plafonnes and s.contenu.appelee_par == "plafond"]
    return [*clause.ccag.deroge_a, *(Derogation(socle=nom, textes=plafonnes) for nom in appelees)]


def phrases_de(c: Consultation, clause: Clause) -> list[tuple[Fiche[Any], Derogation]]:
    """Rend les phrases demandées qui ont un article à citer dans l'un des CCAG de la clause, ou qui n'en citent aucun."""
    cahiers = set(clause.ccag.cahiers)
    trouvees = [(c.fiches("socle").get(d.socle), d) for d in demandees(c, clause)]
    return [(s, d) for s, d in trouvees if s and (not s.contenu.deroge or cahiers & set(s.contenu.deroge))]
