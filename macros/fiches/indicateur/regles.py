"""Les indicateurs : une formule qui se calcule, un exemple juste, des valeurs officielles."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS
from macros.base.fiche import Fiche
from macros.fiches.indicateur.modele import Indicateur
from macros.lecture.anomalie import Anomalie, Defaut, proche
from macros.lecture.defauts import Champs
from macros.texte.formules import calculer, noms

ECART = 0.005
"""Un résultat s'écrit avec deux décimales au plus."""


class Calcul(Defaut):
    """Les indicateurs"""

    VALEUR_DECP = "« {valeur} » n'est pas une valeur officielle du champ {champ} → Valeurs officielles : {valeurs}."
    TERME_INCONNU = "la formule emploie « {terme} », que « termes » ne définit pas → Définissez-le dans « termes », ou corrigez la formule."
    TERME_INUTILE = "la formule n'emploie pas « {terme} » → Retirez-le, ou employez-le."
    EXEMPLE_INCOMPLET = (
        "l'exemple ne donne pas les mêmes termes que la formule (manque : {manque} ; de trop : {en_trop})"
        " → Donnez une valeur à chaque terme de la formule, et à eux seuls."
    )
    EXEMPLE_FAUX = "la formule donne {total}, l'exemple dit {chiffre} → Corrigez le résultat, ou les valeurs."


def valeurs_officielles(c: Consultation, fiche: Fiche[Indicateur]) -> Iterator[Anomalie]:
    """Chaque valeur de données essentielles est une de la liste officielle (schéma 2.0.3, marchés)."""
    for rang, decp in enumerate(fiche.contenu.decp):
        admises = CONSIDERATIONS[decp.champ]
        for place, valeur in enumerate(decp.valeurs):
            if valeur not in admises:
                conseil = proche(valeur, admises)
                constat = Calcul.VALEUR_DECP(conseil=conseil, valeur=valeur, champ=decp.champ, valeurs=list(admises))
                yield fiche.anomalie(("decp", rang, "valeurs", place), constat)


def formules(c: Consultation, fiche: Fiche[Indicateur]) -> Iterator[Anomalie]:
    """La formule n'emploie que des termes définis, les emploie tous, et l'exemple tombe juste."""
    indicateur = fiche.contenu
    try:
        employes = noms(indicateur.formule)
    except ValueError as erreur:
        yield fiche.anomalie(("formule",), Champs.FORMULE_ILLISIBLE(f"« {indicateur.formule} » : {erreur}"))
        return
    for terme in sorted(employes - set(indicateur.termes)):
        conseil = proche(terme, list(indicateur.termes))
        yield fiche.anomalie(("formule",), Calcul.TERME_INCONNU(conseil=conseil, terme=terme))
    for terme in sorted(set(indicateur.termes) - employes):
        yield fiche.anomalie(("termes", terme), Calcul.TERME_INUTILE(terme=terme))
    if employes <= set(indicateur.termes):
        yield from _exemple(fiche, employes)


def _exemple(fiche: Fiche[Indicateur], employes: set[str]) -> Iterator[Anomalie]:
    exemple = fiche.contenu.exemple
    if set(exemple.valeurs) != employes:
        manque = sorted(employes - set(exemple.valeurs)) or "rien"
        en_trop = sorted(set(exemple.valeurs) - employes) or "rien"
        yield fiche.anomalie(("exemple", "valeurs"), Calcul.EXEMPLE_INCOMPLET(manque=manque, en_trop=en_trop))
        return
    try:
        resultat = calculer(fiche.contenu.formule, exemple.valeurs)
    except ZeroDivisionError:
        constat = Calcul.EXEMPLE_FAUX("l'exemple divise par zéro", "Choisissez d'autres valeurs.")
        yield fiche.anomalie(("exemple", "valeurs"), constat)
        return
    if not abs(resultat - exemple.resultat) <= ECART:  # un résultat sans valeur, comme 1e999 - 1e999, n'est pas juste
        constat = Calcul.EXEMPLE_FAUX(total=f"{resultat:.2f}", chiffre=f"{exemple.resultat:g}")
        yield fiche.anomalie(("exemple", "resultat"), constat)
