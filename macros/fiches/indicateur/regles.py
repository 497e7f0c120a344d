"""Les indicateurs : une formule qui se calcule, un exemple juste, des valeurs officielles."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS
from macros.base.fiche import Fiche
from macros.fiches.indicateur.modele import noms as noms_de_formule
from macros.lecture.anomalie import Anomalie
from macros.regles.outils import proche

ECART = 0.005
"""Un résultat s'écrit avec deux décimales au plus."""


def valeurs_officielles(c: Consultation) -> Iterator[Anomalie]:
    """Chaque valeur de données essentielles est une de la liste officielle (schéma 2.0.3, marchés)."""
    for fiche in c.fiches("indicateurs").values():
        for rang, decp in enumerate(fiche.contenu.decp):
            admises = CONSIDERATIONS[decp.champ]
            for place, valeur in enumerate(decp.valeurs):
                if valeur not in admises:
                    yield fiche.anomalie(
                        ("decp", rang, "valeurs", place),
                        "valeur-decp",
                        f"« {valeur} » n'est pas une valeur officielle du champ {decp.champ}",
                        proche(valeur, list(admises), f"Valeurs officielles : {', '.join(admises)}."),
                    )


def formules(c: Consultation) -> Iterator[Anomalie]:
    """La formule n'emploie que des termes définis, les emploie tous, et l'exemple tombe juste."""
    for fiche in c.fiches("indicateurs").values():
        indicateur = fiche.contenu
        try:
            employes = noms_de_formule(indicateur.calcul)
        except ValueError as erreur:
            yield fiche.anomalie(
                ("formule",),
                "formule-illisible",
                f"« {indicateur.formule} » : {erreur}",
                "Écrivez par exemple « contrats_avec / contrats_tous * 100 ».",
            )
            continue
        for terme in sorted(employes - set(indicateur.termes)):
            yield fiche.anomalie(
                ("formule",),
                "terme-inconnu",
                f"la formule emploie « {terme} », que « termes » ne définit pas",
                proche(terme, list(indicateur.termes), "Définissez-le dans « termes », ou corrigez la formule."),
            )
        for terme in sorted(set(indicateur.termes) - employes):
            yield fiche.anomalie(
                ("termes", terme),
                "terme-inutile",
                f"la formule n'emploie pas « {terme} »",
                "Retirez-le, ou employez-le.",
            )
        if employes <= set(indicateur.termes):
            yield from _exemple(fiche, employes)


def _exemple(fiche: Fiche, employes: set[str]) -> Iterator[Anomalie]:
    exemple = fiche.contenu.exemple
    if set(exemple.valeurs) != employes:
        manquants, de_trop = sorted(employes - set(exemple.valeurs)), sorted(set(exemple.valeurs) - employes)
        yield fiche.anomalie(
            ("exemple", "valeurs"),
            "exemple-incomplet",
            f"l'exemple ne donne pas les mêmes termes que la formule (manque : {', '.join(manquants) or 'rien'} ; "
            f"de trop : {', '.join(de_trop) or 'rien'})",
            "Donnez une valeur à chaque terme de la formule, et à eux seuls.",
        )
        return
    try:
        resultat = fiche.contenu.calculer(exemple.valeurs)
    except ZeroDivisionError:
        yield fiche.anomalie(
            ("exemple", "valeurs"), "exemple-faux", "l'exemple divise par zéro", "Choisissez d'autres valeurs."
        )
        return
    if not abs(resultat - exemple.resultat) <= ECART:  # un résultat sans valeur, comme 1e999 - 1e999, n'est pas juste
        yield fiche.anomalie(
            ("exemple", "resultat"),
            "exemple-faux",
            f"la formule donne {resultat:.2f}, l'exemple dit {exemple.resultat:g}",
            "Corrigez le résultat, ou les valeurs.",
        )
