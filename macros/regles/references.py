"""Les renvois : vocabulaires, autres fiches, registre du droit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, statut
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import Balise, Code, Renvoi
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.outils import proche


def vocabulaires(c: Consultation) -> Iterator[Anomalie]:
    """Chaque valeur codée appartient à son vocabulaire."""
    for _, fiche in c.par_genre():
        vues: set[tuple] = set()
        for chemin, marque, valeur in fiche.marques(Code):
            nom = marque.vocabulaire
            if isinstance(chemin[-1], int) and (chemin[:-1], valeur) in vues:
                yield fiche.anomalie(
                    chemin, "valeur-en-double", f"« {valeur} » est écrit deux fois", "Gardez-en un seul."
                )
            vues.add((chemin[:-1], valeur))
            if not (admises := list(c.valeurs(nom))):
                if ("vocabulaires", nom) not in c.base.refusees:
                    yield fiche.anomalie(
                        chemin,
                        "vocabulaire-absent",
                        f"le vocabulaire « {nom} » n'existe pas",
                        f"Créez data/vocabulaires/{nom}.yml.",
                    )
                continue
            if valeur not in admises:
                yield fiche.anomalie(
                    chemin,
                    "valeur-inconnue",
                    f"« {valeur} » n'est pas dans le vocabulaire « {nom} »",
                    proche(valeur, admises, f"Valeurs admises : {', '.join(admises)}."),
                )


def renvois(c: Consultation) -> Iterator[Anomalie]:
    """Chaque fiche nommée existe."""
    for genre, fiche in c.par_genre():
        for chemin, marque, cible in fiche.marques(Renvoi):
            existantes = c.fiches(marque.genre)
            if cible not in existantes and (marque.genre, cible) not in c.base.refusees:
                yield fiche.anomalie(
                    chemin,
                    "renvoi-absent",
                    f"la fiche « {cible} » n'existe pas ({marque.genre})",
                    proche(cible, list(existantes), "Créez-la, ou retirez le renvoi."),
                )
            elif marque.genre == genre.nom and cible == fiche.id:
                yield fiche.anomalie(chemin, "cycle", "la fiche renvoie à elle-même", "Retirez ce renvoi.")
            elif _brouillon(existantes.get(cible)) and not _brouillon(fiche):
                yield fiche.anomalie(
                    chemin,
                    "renvoi-brouillon",
                    f"la fiche « {cible} » est un brouillon : ce renvoi ne paraîtra pas",
                    "Publiez-la aussi, ou retirez le renvoi.",
                    Gravite.ALERTE,
                )


def _brouillon(fiche: Fiche | None) -> bool:
    return fiche is not None and statut(fiche) == "brouillon"


CONSEIL_ABROGE = "Citez le texte qui le remplace."


def cite_comme_vivant(genre: Genre, contenu: Any, abroge: date) -> str:
    """Rend en quoi la fiche tient pour vivant un texte abrogé, ou une chaîne vide.

    Une fiche que l'on revoit, vérifiée avant l'abrogation, est seulement « à revoir » ; une fiche qui annonce les
    changements peut annoncer l'abrogation elle-même, non citer le texte pour un événement postérieur.
    """
    if genre.revue and contenu.verifie_le >= abroge:
        return f"la fiche dit avoir été vérifiée le {contenu.verifie_le}"
    if genre.annonces and contenu.date > abroge:
        return f"l'entrée est datée du {contenu.date}"
    return ""


def droit_abroge_en_phrase(c: Consultation) -> Iterator[Anomalie]:
    """Une phrase ne cite pas un texte abrogé sans le dire ; le relecteur décide."""
    for genre in c.genres.values():
        for fiche in c.fiches(genre.nom).values() if genre.revue else ():
            phrases = [(chemin, texte) for chemin, _, texte in fiche.marques(Balise)] + [((), fiche.corps)]
            for chemin, phrase in phrases:
                if "abrog" in phrase.lower():
                    continue
                for citation in resolveur(c).citations(phrase):
                    abroge = citation.ref.abroge_le
                    if abroge and abroge <= fiche.contenu.verifie_le:
                        cite = phrase[citation.debut : citation.fin]
                        yield fiche.anomalie(
                            chemin,
                            "texte-abroge-en-phrase",
                            f"« {cite} » est abrogé depuis le {abroge}, et la phrase ne le dit pas",
                            CONSEIL_ABROGE,
                            Gravite.ALERTE,
                        )
