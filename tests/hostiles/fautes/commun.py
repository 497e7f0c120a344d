"""Une faute d'un acheteur : ce qu'il lit, ce qu'il fait du conseil, et ce qu'il lit alors."""

from dataclasses import dataclass

from tests.hostiles.cas.commun import CLAUSE

TITRE = '"Ce que la clause d’essai obtient"'
QUESTIONS = "questions_sourcing: []"


@dataclass(frozen=True)
class Faute:
    """``avant`` → ``apres`` est la faute, à la place ``place`` ; ``suivi`` : ce qu'un acheteur fait du conseil, défaire la faute sinon ; ``ensuite`` : ce qu'il lit alors.

    ``seule`` : rien d'autre n'est dit de cette fiche.
    """

    nom: str
    avant: str
    apres: str
    place: str
    dit: str
    conseil: str
    suivi: tuple[str, str] = ()
    ensuite: tuple[str, ...] = ()
    fichier: str = CLAUSE
    seule: bool = True
