"""Des fiches écrites en mémoire : de quoi essayer le modèle sans fichier ni registre réel."""

from collections.abc import Iterable
from datetime import date

from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause
from macros.fiches.droit.modele import CodeDroit, TexteDroit
from macros.fiches.pratique.modele import BonnePratique
from macros.fiches.veille.couverture import Couverture
from macros.fiches.veille.modele import EntreeVeille
from tests.fabrique.reperes import JOUR
from tests.invente import SOURCES


def code(sigle: str, titre: str, articles: Iterable[str], **champs: object) -> Fiche[CodeDroit]:
    """Rend un code ; ``champs`` vaut pour tous ses articles (``depuis``, ``abroge_le``…)."""
    defaut = {"depuis": date(2019, 4, 1), **champs}
    contenu = CodeDroit(
        titre=titre,
        sigle=sigle,
        url=SOURCES[0]["url"],
        verifie_le=JOUR,
        articles={numero: {"objet": f"Ce que dit l’article {numero}.", **defaut} for numero in articles},
    )
    return Fiche(sigle.lower(), f"data/droit/articles/{sigle.lower()}.yml", contenu)


def texte(identifiant: str, nature: str = "loi", articles: Iterable[str] = (), **champs: object) -> Fiche[TexteDroit]:
    """Rend un texte du registre."""
    contenu = TexteDroit(
        titre=f"Titre de {identifiant}",
        nature=nature,
        verifie_le=JOUR,
        articles={numero: {"objet": f"Ce que dit l’article {numero}."} for numero in articles},
        **{"resume": "Un résumé, pour les essais.", "sources": SOURCES, **champs},
    )
    return Fiche(identifiant, f"data/droit/textes/{identifiant}.yml", contenu)


def entree(identifiant: str, **champs: object) -> Fiche[EntreeVeille]:
    """Rend une entrée de veille ; sa date est celle de son nom."""
    jour = date.fromisoformat(identifiant[:10])
    defauts = {
        "titre": f"La nouvelle du {jour}",
        "date": jour,
        "evenement": "publication",
        "themes": ["procedure"],
        "impact": "faible",
        "pour": {"tailles": ["petite"], "profils": ["acheteur"]},
        "change": "Ce qui change est décrit ici.",
        "publie_le": jour,
        "sources": SOURCES,
    }
    return Fiche(identifiant, f"docs/veille/{jour.year}/{identifiant}.md", EntreeVeille(**{**defauts, **champs}))


def clause(identifiant: str = "essai", verifie_le: date = JOUR, **champs: object) -> Fiche[Clause]:
    """Rend une clause publiée, qui cite CCP L2112-2."""
    defauts = {
        "titre": f"La clause {identifiant}",
        "resume": "Une clause, pour les essais.",
        "themes": ["dechets"],
        "segments": ["voirie"],
        "marches": ["travaux"],
        "tailles": ["petite"],
        "dispositions": [
            {"id": "exigence", "piece": "CCTP", "nature": "condition-execution", "texte": "Un texte à insérer."}
        ],
        "fondements": ["CCP L2112-2"],
        "statut": "publie",
        "sources": SOURCES,
        "publie_le": verifie_le,
        "verifie_le": verifie_le,
    }
    return Fiche(identifiant, f"data/clauses/{identifiant}.yml", Clause(**{**defauts, **champs}))


def couverture(lu: date, premiere_publication: date = date(2026, 1, 1)) -> Fiche[Couverture]:
    """Rend le fichier qui dit les sources lues jusqu'à ``lu``."""
    contenu = Couverture(premiere_publication=premiere_publication, sources_lues_jusqu_au=lu)
    return Fiche("couverture", "data/couverture.yml", contenu)


def pratique(
    identifiant: str = "methode", verifie_le: date = JOUR, corps: str = "", **champs: object
) -> Fiche[BonnePratique]:
    """Rend une bonne pratique, qui ne cite rien."""
    defauts = {
        "titre": f"La méthode {identifiant}",
        "resume": "Une méthode, pour les essais.",
        "themes": ["procedure"],
        "profils": ["acheteur"],
        "tailles": ["petite"],
        "effort": "faible",
        "etapes": ["Faire une première chose.", "Faire une seconde chose."],
        "indicateur": "On compte les essais réussis.",
        "sources": SOURCES,
        "publie_le": verifie_le,
        "verifie_le": verifie_le,
    }
    contenu = BonnePratique(**{**defauts, **champs})
    return Fiche(identifiant, f"docs/bonnes-pratiques/{identifiant}.md", contenu, corps=corps)
