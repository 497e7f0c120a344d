"""Les phrases partagées dont une clause a besoin : celles qu'elle nomme, et celles que ses pénalités appellent."""

from __future__ import annotations

from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause, Derogation
from macros.fiches.clause.notation.criteres import LETTRE


def demandees(c: Consultation, clause: Clause) -> list[Derogation]:
    """Rend les phrases que la clause nomme, puis celles que ses pénalités appellent, hors lettre : elle n'a pas de CCAG."""
    penalites = [d.id for d in clause.dispositions if d.nature == "penalite" and d.piece != LETTRE]
    appelees = [nom for nom, s in c.fiches("socle").items() if penalites and s.contenu.appelee_par == "penalite"]
    return [*clause.ccag.deroge_a, *(Derogation(socle=nom, textes=penalites) for nom in appelees)]


def phrases_de(c: Consultation, clause: Clause) -> list[tuple[Fiche[Any], Derogation]]:
    """Rend les phrases demandées qui ont un article à citer dans l'un des CCAG de la clause, ou qui n'en citent aucun."""
    cahiers = set(clause.ccag.cahiers)
    trouvees = [(c.fiches("socle").get(d.socle), d) for d in demandees(c, clause)]
    return [(s, d) for s, d in trouvees if s and (not s.contenu.deroge or cahiers & set(s.contenu.deroge))]
