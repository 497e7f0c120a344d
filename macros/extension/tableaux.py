"""Les macros des tableaux cherchables."""

from __future__ import annotations

from macros.extension.etat import ETAT


def _restriction(**facettes: str) -> dict[str, str]:
    return {nom: valeur for nom, valeur in facettes.items() if valeur}


def tableau_clauses(segment: str = "", theme: str = "", nature: str = "", taille: str = "", marche: str = "") -> str:
    """Rend le tableau des clauses, restreint par facette."""
    facettes = _restriction(segment=segment, theme=theme, nature=nature, taille=taille, marche=marche)
    return ETAT.rendu.tableau("clauses", ETAT.r, facettes)


def tableau_bonnes_pratiques(theme: str = "", profil: str = "", taille: str = "", segment: str = "") -> str:
    """Rend le tableau des bonnes pratiques, restreint par facette."""
    return ETAT.rendu.tableau(
        "pratiques", ETAT.r, _restriction(theme=theme, profil=profil, taille=taille, segment=segment)
    )


def tableau_veille(theme: str = "", impact: str = "", annee: str = "", segment: str = "") -> str:
    """Rend le tableau de la veille, restreint par facette."""
    return ETAT.rendu.tableau("veille", ETAT.r, _restriction(theme=theme, impact=impact, annee=annee, segment=segment))


def tableau_textes(nature: str = "", theme: str = "") -> str:
    """Rend le tableau des textes de droit, restreint par facette."""
    return ETAT.rendu.tableau("textes", ETAT.r, _restriction(nature=nature, theme=theme))


def tableau_indicateurs(famille: str = "", theme: str = "") -> str:
    """Rend le tableau des indicateurs, restreint par facette."""
    return ETAT.rendu.tableau("indicateurs", ETAT.r, _restriction(famille=famille, theme=theme))


def tableau_structures(famille: str = "", departement: str = "") -> str:
    """Rend le tableau des structures qui aident les acheteurs, restreint par facette."""
    return ETAT.rendu.tableau("structures", ETAT.r, _restriction(famille=famille, departement=departement))


def tableau_agenda(type: str = "", profil: str = "", departement: str = "") -> str:
    """Rend le tableau des événements, restreint par facette."""
    return ETAT.rendu.tableau("evenements", ETAT.r, _restriction(type=type, profil=profil, departement=departement))
