"""Les flux RSS et Atom : toutes les dates viennent des fiches, les identifiants ne changent jamais."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from feedgen.feed import FeedGenerator

from macros.modele import Base, EntreeVeille, Fiche
from macros.rendu import Rendu

RECENTES = 50
"""Un flux garde les douze derniers mois, et au moins ce nombre d'entrées."""
FLUX = (
    ("La veille 30-30 (RSS)", "flux/veille.rss", "application/rss+xml"),
    ("La veille 30-30 (Atom)", "flux/veille.atom", "application/atom+xml"),
)


def flux(rendu: Rendu) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` des flux de la veille, les entrées les plus récentes d'abord."""
    entrees = _retenues(rendu.base)
    plus_recent = max((_instant(f.contenu.publie_le) for f in entrees), default=_instant(rendu.base.jour))
    sorties = {}
    for _, chemin, genre in FLUX:
        generateur = _canal(rendu, "veille", "La veille 30-30", chemin, genre)
        for fiche in reversed(entrees):
            _entree(generateur, rendu, fiche)
        generateur.updated(plus_recent)
        generateur.lastBuildDate(plus_recent)
        ecrire = generateur.rss_str if chemin.endswith(".rss") else generateur.atom_str
        sorties[chemin] = ecrire(pretty=True)
    return sorties


def _retenues(base: Base) -> list[Fiche[EntreeVeille]]:
    entrees = base.veille_datee()
    limite = base.jour.replace(year=base.jour.year - 1, day=min(base.jour.day, 28))
    return [e for rang, e in enumerate(entrees) if rang < RECENTES or e.contenu.date >= limite]


def _canal(rendu: Rendu, nom: str, titre: str, chemin: str, genre: str) -> FeedGenerator:
    site = rendu.reseau.site_url
    generateur = FeedGenerator()
    generateur.id(f"tag:{rendu.reseau.autorite_flux}:flux/{nom}")
    generateur.title(f"{titre}, {rendu.reseau.nom}")
    # Le dernier link() devient le lien du canal RSS : l'adresse du flux vient donc d'abord.
    generateur.link(href=f"{site}{chemin}", rel="self", type=genre)
    generateur.link(href=f"{site}veille/", rel="alternate", type="text/html")
    generateur.description("Le droit des achats publics responsables : ce qui change, pour qui, que faire.")
    generateur.language("fr")
    generateur.author(name=rendu.reseau.nom)
    return generateur


def _entree(generateur: FeedGenerator, rendu: Rendu, fiche: Fiche[EntreeVeille]) -> None:
    entree, adresse = fiche.contenu, f"{rendu.reseau.site_url}{rendu.base.adresse('veille', fiche.id)}"
    element = generateur.add_entry()
    element.id(f"tag:{rendu.reseau.autorite_flux}:{fiche.fichier.removeprefix('docs/').removesuffix('.md')}")
    element.title(entree.titre)
    element.link(href=adresse, rel="alternate", type="text/html")
    element.published(_instant(entree.publie_le))
    element.updated(_instant(entree.publie_le))
    element.content(str(rendu.contenu_de_flux(fiche)), type="html")
    for theme in entree.themes:
        element.category(term=theme, label=rendu.base.libelle("themes", theme))


def _instant(jour: date) -> datetime:
    return datetime.combine(jour, time(6), UTC)
