"""Les phrases partagées dont une clause a besoin : celles qu'elle nomme, et celles que ses pénalités, ses réfactions et ses critères appellent."""

from __future__ import annotations

from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause, Derogation
from macros.fiches.clause.notation.criteres import LETTRE


def demandees(c: Consultation, clause: Clause) -> list[Derogation]:
    """Rend les phrases que la clause nomme et celles que ses pénalités, ses réfactions et ses critères appellent, chacune avec les textes qu'elle sert.

    Une lettre n'en appelle pas : elle n'a pas de CCAG.
    """
    siens = [d for d in clause.dispositions if d.piece != LETTRE]
    appelantes = {
        "penalite": [d.id for d in siens if d.nature == "penalite"],
        "refaction": [d.id for d in siens if d.nature == "refaction"],
        "critere": [d.id for d in siens if d.elements],
    }
    servis = {d.socle: d.textes for d in clause.ccag.deroge_a}
    for nom, s in c.fiches("socle").items():
        if textes := appelantes.get(s.contenu.appelee_par or ""):
            servis[nom] = [*dict.fromkeys([*servis.get(nom, ()), *textes])]
    return [Derogation(socle=nom, textes=textes) for nom, textes in servis.items()]


def phrases_de(c: Consultation, clause: Clause) -> list[tuple[Fiche[Any], Derogation]]:
    """Rend les phrases demandées qui ont un article à citer dans l'un des CCAG de la clause, ou qui n'en citent aucun."""
    cahiers = set(clause.ccag.cahiers)
    trouvees = [(c.fiches("socle").get(d.socle), d) for d in demandees(c, clause)]
    return [(s, d) for s, d in trouvees if s and (not s.contenu.deroge or cahiers & set(s.contenu.deroge))]
