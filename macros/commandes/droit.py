"""Relever le droit consolidé, et comparer deux relevés. Rien n'en est publié : une personne relit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from macros.base.consultation import Consultation
from macros.lecture.anomalie import montrable
from macros.lecture.droit import Refus
from macros.sentinelle.brouillons import en_demande
from macros.sentinelle.comparaison import Comparaison, comparer
from macros.sentinelle.cumul import poser
from macros.sentinelle.ecrits import compter, en_json, en_page, vus
from macros.sentinelle.releve import relever, relire
from macros.sentinelle.suivi import Suivi
from macros.site.lancer import maison_lue

ABSENT = "« {nom} » n'existe pas. → Vérifiez le chemin : un relevé s'écrit par « base droit relever SOURCE FICHIER »."


def commande_relever(
    racine: Path, source: Path, fichier: Path, sans: Sequence[date] = (), sur: Path | None = None
) -> int:
    """Écrit le relevé de la source ; rend 1, sans rien écrire, si elle ne se lit pas en entier, 2 si elle n'existe pas.

    ``sans`` : les jours où la DILA n'a rien publié ; ``sur`` : le relevé plus ancien que ces incréments mettent à jour.
    """
    if absents := [f for f in (source, sur) if f and not f.exists()]:
        print(ABSENT.format(nom=montrable(str(absents[0]))))
        return 2
    try:
        bilan = relever(source, Suivi(maison_lue(racine).c), frozenset(sans))
        releve = poser(relire(sur), bilan.releve, source.name) if sur else bilan.releve
    except Refus as refus:
        print(refus)
        return 1
    ecrire(fichier, releve.octets())
    if bilan.doubles:
        print(f"{bilan.doubles} article(s) écrits deux fois : la dernière rédaction est prise.")
    if bilan.sans_texte:
        print(f"{bilan.sans_texte} article(s) sans texte, passés : la source ne dit pas d'où ils sont.")
    print(f"{fichier} : {len(releve.articles)} rédaction(s) suivie(s), au {releve.source.date}.")
    return 0


def commande_comparer(racine: Path, avant: Path, apres: Path, sortie: Path) -> int:
    """Écrit ``page.md``, ``demande.md`` et ``changements.json`` ; rend 1, sans rien écrire, si un doute reste, 2 sans fichier."""
    if absents := [f for f in (avant, apres) if not f.is_file()]:
        print(ABSENT.format(nom=montrable(str(absents[0]))))
        return 2
    c = maison_lue(racine).c
    suivi = Suivi(c)
    try:
        comparaison = comparer(relire(avant), relire(apres), suivi, apres.name)
    except Refus as refus:
        print(refus)
        return 1
    dit, ecrits = rediger(c, comparaison, suivi)
    for nom, texte in ecrits.items():
        ecrire(sortie / nom, texte.encode())
    print(f"{dit} {', '.join(str(sortie / nom) for nom in ecrits)}")
    return 0


def rediger(c: Consultation, comparaison: Comparaison, suivi: Suivi) -> tuple[str, dict[str, str]]:
    """Rend (combien de changements, nom de fichier → ce qu'on y écrit)."""
    changes = vus(comparaison.changements, suivi)
    return compter(changes), {
        "page.md": en_page(c, comparaison, changes, vus(comparaison.attendus, suivi)),
        "demande.md": en_demande(c, comparaison, changes),
        "changements.json": en_json(comparaison, changes),
    }


def ecrire(fichier: Path, octets: bytes) -> None:
    """Écrit le fichier en entier ou pas du tout, où qu'il soit."""
    fichier.parent.mkdir(parents=True, exist_ok=True)
    passage = fichier.with_name(f".{fichier.name}.{os.getpid()}")
    try:
        passage.write_bytes(octets)
        passage.replace(fichier)
    finally:
        passage.unlink(missing_ok=True)
