"""Les pages demandées par leur nom : la page existe, et un nom ne mène qu'à une page."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation, adresse_actuelle
from macros.base.fiche import Fiche
from macros.fiches.lexique.demandes import Demandes
from macros.lecture.anomalie import Anomalie, Defaut
from macros.regles.contenu import adresse_connue
from macros.texte.langue import racines_de


class PagesDemandees(Defaut):
    """Les pages demandées par leur nom"""

    DEMANDE_PERDUE = (
        "« {adresse} » n'est l'adresse d'aucune page du site"
        " → Copiez l'adresse de la page après le nom du site, sans barre au début : « agenda/ »."
    )
    DEMANDE_RENOMMEE = "« {adresse} » est une ancienne adresse, que la recherche ne rend plus → Écrivez {actuelle}"
    DEMANDE_VIDE = "« {mots} » n'a que des mots vides → Écrivez ce que l'on tape pour demander la page."
    DEMANDE_DOUBLE = (
        "« {mots} » demande déjà « {autre} » → Gardez-la à la page que l'on veut d'abord ; l'autre viendra ensuite."
    )


def demandes(c: Consultation, fiche: Fiche[Demandes]) -> Iterator[Anomalie]:
    """Chaque page existe ; ce que l'on tape a un mot utile, et ne demande qu'une page, même au pluriel ou sans accent."""
    vues: dict[tuple[str, ...], str] = {}
    for adresse, dites in fiche.contenu.pages.items():
        if not adresse or adresse.startswith("/") or not adresse_connue(c, adresse):
            yield fiche.anomalie(("pages", adresse), PagesDemandees.DEMANDE_PERDUE(adresse=adresse))
        elif actuelle := adresse_actuelle(c, adresse):
            yield fiche.anomalie(
                ("pages", adresse), PagesDemandees.DEMANDE_RENOMMEE(adresse=adresse, actuelle=actuelle)
            )
        for place, dite in enumerate(dites):
            racines = racines_de(dite)
            if not racines:
                yield fiche.anomalie(("pages", adresse, place), PagesDemandees.DEMANDE_VIDE(mots=dite))
            elif (autre := vues.setdefault(racines, adresse)) != adresse:
                yield fiche.anomalie(("pages", adresse, place), PagesDemandees.DEMANDE_DOUBLE(mots=dite, autre=autre))
