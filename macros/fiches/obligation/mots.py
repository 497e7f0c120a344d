"""Une condition, une règle, dites en mots d'acheteur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.base.consultation import Consultation
from macros.fiches.obligation.cas import reponses
from macros.fiches.obligation.modele import Condition, Fait, Obligation
from macros.texte.nombres import quantite

COMPARER = {"au-moins": "au moins", "plus-de": "plus de", "au-plus": "au plus", "moins-de": "moins de"}
SEUIL = "{seuil}"
"""Où la valeur d'un seuil se pose dans une condition dite en mots."""
COMPTE = {"lancement": "consultation lancée", "signature": "marché signé", "annee": "exécution"}


def libelles(c: Consultation, fait: Fait) -> Mapping[str, str]:
    """Rend code → libellé des réponses possibles à un fait qui se choisit."""
    if fait.type == "oui-non":
        return {"oui": "oui", "non": "non"}
    return {code: c.libelle(fait.liste, code) for code in reponses(c, fait)} if fait.liste else fait.choix


def en_mots(c: Consultation, faits: Mapping[str, Fait], condition: Condition, seuil: str = SEUIL) -> str:
    """Rend « Montant estimé : au moins 90 000 € HT » ; ``seuil`` : ce qui s'écrit à la place d'un seuil."""
    fait = faits[condition.fait]
    if condition.op in COMPARER:
        borne = seuil if condition.seuil else quantite(condition.valeur, fait.unite)  # type: ignore[arg-type]  # l'opérateur veut un nombre
        return f"{fait.libelle} : {COMPARER[condition.op]} {borne}"
    noms = libelles(c, fait)
    valeur = condition.valeur
    choisis = [noms.get(str(v), str(v)) for v in (valeur if isinstance(valeur, list) else [valeur])]
    dits = choisis[0] if len(choisis) == 1 else f"{', '.join(choisis[:-1])} ou {choisis[-1]}"
    return f"{fait.libelle} : {'autre que ' if condition.op in ('n-est-pas', 'hors') else ''}{dits}"


def familles_de(c: Consultation, si: Sequence[Condition]) -> list[str]:
    """Rend les familles d'achat que visent des conditions, toutes si aucune ne les restreint."""
    propres = [x for x in si if x.fait == "famille"]
    return [code for code in c.valeurs("segments") if all(x.admet(code) for x in propres)]


def transversale(regle: Obligation) -> bool:
    """Dit si une règle vaut quelle que soit la famille d'achat."""
    return all(x.fait != "famille" for x in regle.si)
