"""Les flux de la veille : les entrées, toutes ou choisies, et les éditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Article, Canal, Jalon
from macros.base.suivi import article_de
from macros.fiches.veille.couverture import Lecture, completee_le, lecture, lu_jusqu_au, premiere_publication
from macros.fiches.veille.editions import edition_de_flux
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import mois_de_veille, titre_d_edition
from macros.fiches.veille.page import de_flux
from macros.fiches.veille.rayons import en_rayon, valeurs_du_rayon
from macros.texte.dates import date_longue

VEILLE = "Le droit des achats publics responsables : ce qui change, pour qui, que faire."
FORT = "Les seuls changements qui modifient vos documents ou vos décisions."
EDITIONS = "Une fois par mois : le sommaire du 30-30 et ce qu’il y a à faire."
FAMILLE = "La veille 30-30 utile à la famille d’achat « {} », et ce qui vaut pour toutes les familles."
FORME = "La veille 30-30 propre à cette forme de contrat : {}."
RAYONS = {
    "social": (
        "social",
        "flux/social",
        "Veille",
        "Insertion, handicap, conditions de travail… : tous les thèmes sociaux.",
        65,
    ),
    "themes": ("theme", "flux/veille", "Veille", "La veille 30-30, thème « {} ».", 70),
    "segments": ("segment", "flux/segments", "Veille par famille", FAMILLE, 80),
    "formes": ("forme", "flux/formes", "Veille par forme", FORME, 85),
}
"""Rayon de la veille → sorte de canal, dossier, titre, description et rang du flux de chacune de ses valeurs."""


def canaux(c: Consultation) -> Iterator[Canal]:
    """Rend les flux principaux, puis un par choix : les clauses sociales, un thème, une famille, une forme de contrat."""
    lues = f"À jour au {date_longue(lu_jusqu_au(c))}."
    fort = partial(_entrees, c, lambda f: f.contenu.impact == "fort")
    toutes = partial(_entrees, c, lambda f: True)
    yield Canal("flux/veille", "La veille 30-30", f"{VEILLE} {lues}", "veille/", toutes, rang=10, en_json=True)
    yield Canal("flux/impact-fort", "L’essentiel : impact fort", FORT, "veille/", fort, rang=20)
    yield Canal(
        "flux/editions", "Les éditions mensuelles", f"{EDITIONS} {lues}", "veille/", partial(_editions, c), rang=30
    )
    for rayon, (sorte, dossier, titre, dit, rang) in RAYONS.items():
        for code, libelle in valeurs_du_rayon(c, rayon).items():
            nom, description, garder = f"{titre} : {libelle}", dit.format(libelle), partial(en_rayon, c, rayon, code)
            page = f"veille/{rayon}/{code}/"
            articles, dates = partial(_entrees, c, garder), partial(_date, c, garder)
            yield Canal(f"{dossier}/{code}", nom, description, page, articles, sorte, code, rang, garde=dates)


def _entrees(c: Consultation, garder: Callable[[Fiche[EntreeVeille]], bool]) -> Iterator[Article]:
    for fiche in filter(garder, c.visibles("veille")):
        entree = fiche.contenu
        titre = f"Mise à jour : {entree.titre}" if entree.changement else entree.titre
        yield article_de(c, "veille", fiche, titre, de_flux, entree.date)


def _date(c: Consultation, garder: Callable[[Fiche[EntreeVeille]], bool], jalon: Jalon) -> bool:
    """Dit si une date de l'échéancier est de ce flux : une des entrées qui en parlent l'est, ou personne n'en parle."""
    entrees = _parlent(c).get(jalon.adresse)
    return not entrees or any(map(garder, entrees))


@une_fois
def _parlent(c: Consultation) -> dict[str, list[Fiche[EntreeVeille]]]:
    """Rend adresse → les entrées qui parlent de ses dates : la sienne, ou celles de son texte."""
    table: dict[str, list[Fiche[EntreeVeille]]] = {}
    for fiche in c.visibles("veille"):
        for adresse in (c.adresse("veille", fiche.id), f"droit/{fiche.contenu.texte}/"):
            table.setdefault(adresse, []).append(fiche)
    return table


def _editions(c: Consultation) -> Iterator[Article]:
    """Les éditions des mois finis.

    Un mois que personne n'a lu en entier le dit à l'abonné, puis lui arrive entier comme un autre article : le registre
    ne garde que celui-ci, l'autre se calcule.
    """
    finis = [lue for mois in mois_de_veille(c) if (lue := lecture(c, mois)).dernier < c.jour]
    for lue in finis:
        titre, identifiant = titre_d_edition(lue.mois), f"veille/{lue.mois}"
        if lue.complete:
            yield _edition(c, lue, identifiant, titre)
        else:
            etat = f"couvert jusqu’au {date_longue(lue.jusqu_au)}" if lue.jusqu_au else "non couvert"
            suffixe = lue.jusqu_au or "non-couvert"
            yield _edition(c, lue, f"{identifiant}/{suffixe}", f"{titre} : {etat}", registre=False)


def _edition(c: Consultation, lue: Lecture, identifiant: str, titre: str, registre: bool = True) -> Article:
    parution = lue.dernier + timedelta(days=1)
    return Article(
        identifiant,
        titre,
        f"veille/{lue.mois}/",
        parution,
        max(parution, premiere_publication(c)),
        partial(edition_de_flux, mois=lue.mois),
        modifie_le=completee_le(c, lue.mois),
        registre=registre,
    )
