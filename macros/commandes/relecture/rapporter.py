"""Rapporter dans la fiche ce qu'un relecteur a écrit à la fin du document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from macros.base.chargement import lire_source
from macros.base.consultation import Consultation, noms_actuels
from macros.base.fiche import Fiche
from macros.base.forme import forme_de
from macros.commandes.annonces import annoncer
from macros.commandes.passage import maison_avec, poser
from macros.fiches.clause.relecture.etat import version_de
from macros.fiches.clause.relecture.formulaire import AIDES, Ligne, jour_ecrit, lire
from macros.lecture.anomalie import Anomalie, Gravite, montrable, proche
from macros.lecture.rangement import ajouter
from macros.site.lancer import maison_lue

LIGNES = {"le": Ligne.JOUR, "version": Ligne.VERSION, "comme": Ligne.FONCTION, "avis": Ligne.AVIS}
"""Champ de la fiche → ligne du formulaire."""
SANS_FORMULAIRE = (
    "ce n'est pas un document Word à relire, son formulaire au bout."
    " → Rendez le fichier écrit par « base relecture preparer », au format .docx."
)
NOM = re.compile(r"[A-ZÀ-Ý][\w’'-]*\.?\s+[A-ZÀ-Ý][\w’'-]+")
"""Deux mots de suite à majuscule : un prénom et un nom, ou un organisme, qui dirait qui a lu."""


def commande_rapporter(racine: Path, fichier: Path) -> int:
    """Ajoute à sa fiche la lecture que ce document rapporte ; rend 1, sans rien écrire, si quelque chose s'y oppose."""
    if (lu := lire(fichier)) is None:
        return _refuser(fichier, [SANS_FORMULAIRE])
    c = maison_lue(racine).c
    nom = noms_actuels(c, "clauses").get(lu[Ligne.CLAUSE], lu[Ligne.CLAUSE])
    fiche = c.fiches("clauses").get(nom)
    if refus := [*_manques(lu), *([] if fiche or not lu[Ligne.CLAUSE] else [_inconnue(c, nom)])]:
        return _refuser(fichier, refus)
    assert fiche
    relecture = {champ: lu[ligne] for champ, ligne in LIGNES.items()} | {"le": jour_ecrit(lu[Ligne.JOUR])}
    if relecture in [deja.model_dump() for deja in fiche.contenu.relectures]:
        return _refuser(fichier, [f"cette lecture est déjà dans {fiche.fichier}. → Il n'y a rien à faire."])
    genre = c.genres["clauses"]
    champs, *_ = lire_source((racine / fiche.fichier).read_bytes(), fiche.fichier, genre)
    texte = ajouter(champs, forme_de(genre.modele), "relectures", relecture)
    essai = maison_avec(racine, {fiche.fichier: texte}, seuls={fiche.fichier})
    anomalies = [a for a in essai.anomalies if a.fichier == fiche.fichier]
    if refus := [*_refus_de_la_ligne(anomalies, len(fiche.contenu.relectures))]:
        return _refuser(fichier, refus)
    if erreurs := [a for a in anomalies if a.gravite is Gravite.ERREUR]:
        annoncer(erreurs)
        return _refuser(fichier, ["la fiche est en faute. → Réparez-la, puis recommencez."])
    poser(racine, fiche.fichier, texte.encode())
    _dire(essai.c, essai.c.fiches("clauses")[nom], lu)
    return 0


def _manques(lu: Mapping[Ligne, str]) -> Iterator[str]:
    """Rend ce que le formulaire ne dit pas, ou ne peut pas dire ; le reste se juge dans la fiche."""
    for ligne in Ligne:
        if not lu[ligne]:
            remede = f"Remplissez-la dans le document. {AIDES[ligne]}"
            if ligne in (Ligne.CLAUSE, Ligne.VERSION):
                remede = "Préparez un autre document, et portez-y les réponses."
            yield f"la ligne « {ligne} » est vide. → {remede}"
    ecrit, version, entiere = lu[Ligne.JOUR], lu[Ligne.VERSION], lu[Ligne.ENTIER].lower()
    jour = jour_ecrit(ecrit)
    if ecrit and jour is None:
        yield f"« {ecrit} » n'est pas un jour. → {AIDES[Ligne.JOUR]}"
    if jour and re.fullmatch(r"\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}", version) and f"{jour}" < version[:10]:
        yield f"le {jour:%d/%m/%Y} précède la version lue, {version}. → Corrigez la ligne « {Ligne.JOUR} »."
    if entiere.startswith("non"):
        yield "la clause n'a pas été lue en entier. → Une lecture partielle ne se rapporte pas : « Signaler une erreur », sur la page."
    elif entiere and not entiere.startswith("oui"):
        yield f"« {entiere} » ne dit pas si la clause est lue en entier. → {AIDES[Ligne.ENTIER]}"
    if trouve := NOM.search(lu[Ligne.FONCTION]):
        yield f"« {trouve[0]} » ressemble à un nom. → Écrivez une fonction, en minuscules : juriste en commande publique."


def _inconnue(c: Consultation, nom: str) -> str:
    if c.refusee("clauses", nom):
        return f"la fiche « {montrable(nom)} » ne se lit pas. → Lancez « base verifier » et réparez-la d'abord."
    conseil = proche(nom, list(c.fiches("clauses")), "Ce document vient-il d'ici ?")
    return f"« {montrable(nom)} » n'est pas une clause. → {conseil}"


def _refus_de_la_ligne(anomalies: list[Anomalie], rang: int) -> Iterator[str]:
    """Rend ce que le contrôle trouve dans la lecture ajoutée, par ligne du formulaire."""
    for a in anomalies:
        if a.gravite is Gravite.ERREUR and a.chemin[:2] == ("relectures", rang):
            yield f"« {LIGNES[str(a.chemin[2])]} » : {a.message}. → {a.conseil}"


def _refuser(fichier: Path, refus: list[str]) -> int:
    for dit in refus:
        message, _, remede = dit.partition(" → ")
        print(f"{montrable(str(fichier))} : {montrable(message)}\n    → {montrable(remede)}")
    print("Rien n'est écrit.")
    return 1


def _dire(c: Consultation, fiche: Fiche[Any], lu: Mapping[Ligne, str]) -> None:
    print(f"La lecture est ajoutée à {fiche.fichier} ; relu_par n'a pas changé.")
    if lu[Ligne.CLAUSE] != fiche.id:
        print(f"    → « {lu[Ligne.CLAUSE]} » se nomme aujourd'hui {fiche.id}.")
    if (version := version_de(c, fiche)) != lu[Ligne.VERSION]:
        print(
            f"    → Le texte a changé depuis : lu dans {lu[Ligne.VERSION]}, il est aujourd'hui {version}. La page le dit."
        )
