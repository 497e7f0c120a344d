"""Les phrases partagées dont une clause a besoin : celles qu'elle nomme, et celles que ses pénalités, ses réfactions, ses critères et ses lettres appellent."""

from __future__ import annotations

from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause, Derogation
from macros.fiches.clause.notation.criteres import LETTRE


def demandees(c: Consultation, clause: Clause) -> list[Derogation]:
    """Rend les phrases que la clause nomme et celles que ses textes appellent, chacune avec les textes qu'elle sert.

    Un texte de la lettre n'appelle que les phrases des lettres, un texte des autres pièces que les autres.
    """
    servis = {d.socle: d.textes for d in clause.ccag.deroge_a}
    for nom, s in c.fiches("socle").items():
        if textes := _appelantes(clause, s.contenu.appelee_par, s.contenu.piece == LETTRE):
            servis[nom] = [*dict.fromkeys([*servis.get(nom, ()), *textes])]
    return [Derogation(socle=nom, textes=textes) for nom, textes in servis.items()]


def _appelantes(clause: Clause, par: str | None, en_lettre: bool) -> list[str]:
    """Rend les textes qui appellent la phrase : un engagement n'est ni un critère, ni un prix."""
    siens = [d for d in clause.dispositions if (d.piece == LETTRE) == en_lettre]
    if par == "critere":
        return [d.id for d in siens if d.elements]
    if par == "engagement":
        return [d.id for d in siens if d.nature not in ("critere-attribution", "prix")]
    return [d.id for d in siens if d.nature == par]


def phrases_de(c: Consultation, clause: Clause) -> list[tuple[Fiche[Any], Derogation]]:
    """Rend les phrases demandées qui ont un article à citer dans l'un des CCAG de la clause, ou qui n'en citent aucun."""
    cahiers = set(clause.ccag.cahiers)
    trouvees = [(c.fiches("socle").get(d.socle), d) for d in demandees(c, clause)]
    return [(s, d) for s, d in trouvees if s and (not s.contenu.deroge or cahiers & set(s.contenu.deroge))]
