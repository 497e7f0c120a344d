"""De quoi décrire une fiche à la recherche."""

from __future__ import annotations

import re
from typing import Any

from macros.base.citations import citees
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.fraicheur import motifs
from macros.base.genre import Genre, Recherche
from macros.base.promesses import Document
from macros.base.types import Balise
from macros.texte.langue import analyser

ADRESSE = re.compile(r"\]\([^)\s]*\)")
"""L'adresse d'un lien, après son texte entre crochets."""


def references(c: Consultation, fiche: Fiche[Any]) -> list[str]:
    """Rend les références que la fiche cite : « CCP L2112-2 », « LOI-2021-1104 »."""
    return [ref.reference for ref in citees(c, fiche).values()]


def phrases(fiche: Fiche[Any], sans: tuple[str, ...] = ()) -> list[str]:
    """Rend les phrases de la fiche et les titres de ses sources : ni codes, ni adresses, ni noms d'autres fiches, ni les champs ``sans``."""
    sources = [source.titre for source in getattr(fiche.contenu, "sources", ())]
    lues = [texte for chemin, _, texte in fiche.marques(Balise) if chemin[0] not in sans]
    return [ADRESSE.sub("]", texte) for texte in lues] + sources


def nu(corps: str) -> str:
    """Rend un corps Markdown sans adresses ni appels de macro."""
    return re.sub(r"\{\{.*?\}\}", " ", ADRESSE.sub("]", corps))


def document(c: Consultation, genre: Genre, su: Recherche, fiche: Fiche[Any]) -> Document:
    """Rend le document ordinaire d'une fiche : titre, références, mots qui la trouvent toujours, résumé, texte."""
    contenu = fiche.contenu
    champs = {
        "titre": [contenu.titre, getattr(contenu, "sigle", "")],
        "references": references(c, fiche),
        "lexique": list(su.mots(c, fiche)) if su.mots else [],
        "familles": list(su.familles(c, fiche)) if su.familles else [],
        "resume": [contenu.resume],
        "texte": [*phrases(fiche, su.sans), nu(fiche.corps)],
    }
    revoir = genre.suivi.revue and bool(motifs(c, fiche))
    noms = [*filter(None, champs["titre"]), *suite_du_titre(contenu.titre)]
    adresse = genre.adresse_de(fiche.id)
    return Document(su.groupe.code, fiche.id, adresse, contenu.titre, contenu.resume, champs, revoir, noms=noms)


def suite_du_titre(titre: str) -> list[str]:
    """Rend ce qu'un titre nomme après deux-points : « faire le ménage » de « Lettre prête : faire le ménage ». Un seul mot ne nomme rien."""
    suite = re.split(r"\s?:\s", titre, maxsplit=1)[1:]
    return [nom for nom in suite if len(analyser(nom)[0]) > 1]
