"""Écrire ce que des juristes relisent : un document Word par clause."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from macros.base.consultation import Consultation, noms_actuels, statut
from macros.commandes.annonces import annoncer
from macros.commandes.passage import dossier_de_passage
from macros.fiches.clause.relecture.choix import a_relire
from macros.fiches.clause.relecture.word import word
from macros.lecture.anomalie import montrable, proche
from macros.site.lancer import maison_publiee
from macros.sorties.word.redaction import Redaction

ETATS = {"brouillon": "est un brouillon", "retiree": "est retirée"}


def commande_preparer(racine: Path, dossier: Path, slugs: Sequence[str]) -> int:
    """Écrit un document par clause nommée, ou choisie, en entier ou pas du tout ; rend 2 sur une mauvaise demande, 1 si une fiche est en faute."""
    ou = dossier.absolute()
    if ou.is_symlink() or ou.is_file() or (ou.is_dir() and any(ou.iterdir())):
        print(f"« {montrable(str(dossier))} » n'est pas vide. → Donnez un dossier neuf.")
        return 2
    maison = maison_publiee(racine)
    if maison.erreurs:
        annoncer(maison.erreurs)
        print("Rien n'est écrit.")
        return 1
    c = maison.c
    if refus := [dit for slug in slugs if (dit := _refus(c, slug))]:
        print(*refus, "Rien n'est écrit.", sep="\n")
        return 2
    fiches = [c.fiches("clauses")[slug] for slug in slugs] or a_relire(c)
    plume = Redaction(c)
    ou.parent.mkdir(parents=True, exist_ok=True)
    with dossier_de_passage(ou.parent) as (passage, _):
        neuf = passage / "a-relire"
        neuf.mkdir()
        for fiche in fiches:
            (neuf / f"{fiche.id}.docx").write_bytes(word(plume, fiche))
        neuf.replace(ou)
    for fiche in fiches:
        print(f"  {dossier / fiche.id}.docx")
    print(f"{len(fiches)} clause(s) à relire. Chaque fichier rempli revient par « base relecture rapporter FICHIER ».")
    if ".example" in c.reseau.site_url:
        print(
            f"    → Les liens mènent à {c.reseau.site_url}, qui n'existe pas : fixez SITE_URL si le site est en ligne."
        )
    return 0


def _refus(c: Consultation, slug: str) -> str:
    """Rend ce qui empêche de donner cette clause à relire, et quoi faire ; une chaîne vide si rien."""
    clauses, dit = c.fiches("clauses"), f"« {montrable(slug)} »"
    if (neuf := noms_actuels(c, "clauses").get(slug)) and slug not in clauses:
        return f"{dit} a changé de nom. → Écrivez {neuf}."
    if slug not in clauses:
        return f"{dit} n'est pas une clause. → {proche(slug, list(clauses), 'Son nom est celui de son fichier, sans .yml.')}"
    etat = ETATS.get(statut(clauses[slug]))
    return f"{dit} {etat} : elle ne se donne pas à relire. → Ôtez-la, ou publiez-la d'abord." if etat else ""
