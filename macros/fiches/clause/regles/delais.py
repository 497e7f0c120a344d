"""Un seul délai de mise en demeure dans un marché : celui du vocabulaire ; un autre délai a son nom, et sa raison."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.variables import Variable
from macros.lecture.anomalie import Anomalie, Defaut, Gravite
from macros.regles.outils import phrases_avec
from macros.texte.variables import VARIABLE

DELAI = "delai-mise-en-demeure"
EN_DUR = re.compile(
    r"(?=[sd])\b(?:sous|délai de) (?:\d+|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|trente|soixante)"
    r" (?:heures|jours|semaines|mois)\b",
    re.IGNORECASE,
)
DEMEURE = re.compile(r"\bmise? en demeure\b|\bobservations\b|\bexplications\b", re.IGNORECASE)


class Delais(Defaut):
    """Le délai de mise en demeure"""

    DELAI_EN_DOUBLE = (
        "« {nom} » est un second délai de mise en demeure, après « {premier} »"
        " → Écrivez {{{{{premier}}}}} dans tous les textes, et retirez l'autre variable."
    )
    DELAI_CHANGE = (
        "« {nom} » est le délai de mise en demeure du marché, et {champ} n'est pas celui des autres clauses"
        " → Écrivez {champ}: {valeur}."
    )
    DELAI_SANS_RAISON = (
        "« {nom} » donne à une mise en demeure un autre délai que celui du marché, sans dire pourquoi"
        " → Employez le délai du marché (partagee: delai-mise-en-demeure) ; sinon, écrivez dans aide ce qui presse (santé, sécurité,"
        " réparation du jour même) ou ce qui demande plus de temps."
    )
    DELAI_MAL_NOMME = (
        "« {nom} » s'appelle délai de mise en demeure, et n'est pas celui du marché"
        " → Nommez dans libelle ce qu'il mesure : « Délai du plan de rattrapage », « Délai pour arrêter une fuite »."
    )
    DELAI_EN_DUR = (
        "« {extrait} » fixe le délai d'une mise en demeure ou des observations sans que l'acheteur puisse le régler"
        " → Mettez à sa place le délai du marché (partagee: delai-mise-en-demeure), ou une variable qui a sa raison dans aide.",
        Gravite.A_FINIR,
    )


def un_seul_delai(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une mise en demeure donne le délai du marché ; une durée propre à un fait a une raison, et un autre nom.

    CCAG 2021 : quinze jours d'observations avant une pénalité de retard (FCS 14.1.1…) ; 16.2.3, 20.2.3 : une mise en demeure,
    sans délai. Deux délais pour le même geste, dans un marché, ne s'expliquent à personne.
    """
    variables = fiche.contenu.variables
    du_marche = [nom for nom, v in variables.items() if v.partagee == DELAI]
    for nom in du_marche[1:]:
        yield fiche.anomalie(("variables", nom), Delais.DELAI_EN_DOUBLE(nom=nom, premier=du_marche[0]))
    for nom in du_marche:
        yield from _comme_les_autres(c, fiche, nom, variables[nom])
    demeures = " ".join(d.mise_en_demeure or "" for d in fiche.contenu.dispositions)
    cites = {marque[1] for marque in VARIABLE.finditer(demeures)}
    for nom, v in variables.items():
        if v.type != "duree" or nom in du_marche:
            continue
        if nom in cites and not v.aide:
            yield fiche.anomalie(("variables", nom), Delais.DELAI_SANS_RAISON(nom=nom))
        if DEMEURE.search(v.libelle):
            yield fiche.anomalie(("variables", nom, "libelle"), Delais.DELAI_MAL_NOMME(nom=nom))


def _comme_les_autres(c: Consultation, fiche: Fiche[Clause], nom: str, v: Variable) -> Iterator[Anomalie]:
    """Rend ce qui, dans le délai d'une clause, n'est pas celui du vocabulaire."""
    if (voulu := c.valeurs("valeurs-partagees").get(DELAI)) is None:
        return  # un nom hors du vocabulaire : déjà signalé
    for champ in ("libelle", "type", "unite", "defaut", "min", "max"):
        if getattr(v, champ) != (valeur := getattr(voulu, champ)):
            constat = Delais.DELAI_CHANGE(nom=nom, champ=champ, valeur=valeur)
            yield fiche.anomalie(("variables", nom, champ), constat)


def delai_en_dur(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Le délai d'une mise en demeure est une variable : l'acheteur le règle une fois pour tout le marché."""
    for ou, texte in fiche.textes if EN_DUR.search(fiche.tout) else ():
        for debut, phrase, trouve in phrases_avec(EN_DUR, texte) if ou[0] == "dispositions" else ():
            if DEMEURE.search(phrase):
                constat = Delais.DELAI_EN_DUR(extrait=trouve[0])
                yield fiche.anomalie_des_mots(ou, texte, debut + trouve.start(), constat)
