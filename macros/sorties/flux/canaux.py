"""Les canaux : ce que chaque flux contient, sans savoir comment il s'écrit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain

from markupsafe import Markup

from macros.base.base import Base
from macros.base.fraicheur import plus_mois
from macros.base.types import Fiche
from macros.rendu.agenda import jour_long
from macros.rendu.fiches import Rendu
from macros.rendu.veille import titre_d_edition

VEILLE = "Le droit des achats publics responsables : ce qui change, pour qui, que faire."


@dataclass(frozen=True)
class Article:
    """Un article de flux.

    ``id`` : chemin stable, sans l'autorité ; ``adresse`` : relative à la racine du site ; ``jour`` : celui de
    l'événement, ``publie_le`` : celui de la mise en ligne.
    """

    id: str
    titre: str
    adresse: str
    jour: date
    publie_le: date
    contenu: Callable[[Rendu], Markup]
    themes: tuple[str, ...] = ()
    modifie_le: date | None = None


@dataclass(frozen=True)
class Canal:
    """Un flux. ``chemin`` est relatif à la racine, sans extension ; ``page`` est la page du site qui lui répond."""

    chemin: str
    titre: str
    description: str
    page: str
    articles: Callable[[Base], Iterator[Article]]
    genre: str = "principal"
    code: str = ""

    @property
    def fichiers(self) -> list[tuple[str, str]]:
        """Rend (chemin, type MIME) de chaque fichier du canal."""
        formats = [("rss", "application/rss+xml"), ("atom", "application/atom+xml")]
        if self.chemin == "flux/veille":
            formats.append(("json", "application/feed+json"))
        return [(f"{self.chemin}.{extension}", mime) for extension, mime in formats]


def canaux(base: Base) -> list[Canal]:
    """Rend tous les canaux du site : les principaux, un par thème, un par famille d'achat."""
    liste = [
        Canal("flux/veille", "La veille 30-30", VEILLE, "veille/", _veille),
        Canal(
            "flux/impact-fort",
            "L’essentiel : impact fort",
            "Les seuls changements qui modifient vos documents ou vos décisions.",
            "veille/",
            partial(_veille, garder=lambda e: e.contenu.impact == "fort"),
        ),
        Canal(
            "flux/editions",
            "Les éditions mensuelles",
            "Une fois par mois : le sommaire du 30-30 et ce qu’il y a à faire.",
            "veille/",
            _editions,
        ),
        Canal(
            "flux/clauses",
            "Les clauses nouvelles ou modifiées",
            "Les clauses ajoutées, et celles dont le fond a changé.",
            "clauses/",
            _clauses,
        ),
        Canal(
            "flux/agenda",
            "L’agenda",
            "Les rencontres, formations et webinaires annoncés, et ce qui y change.",
            "agenda/",
            lambda base: chain(_agenda(base), _rendez_vous(base)),
        ),
        Canal(
            "flux/a-revoir",
            "Les fiches à revoir",
            "Les clauses et bonnes pratiques que le droit a rattrapées. Pour ceux qui tiennent la base à jour.",
            "contribuer/a-revoir/",
            _a_revoir,
        ),
    ]
    for code, valeur in base.vocabulaires["themes"].contenu.valeurs.items():
        liste.append(
            Canal(
                f"flux/veille/{code}",
                f"Veille : {valeur.libelle}",
                f"La veille 30-30, thème « {valeur.libelle} ».",
                f"veille/themes/{code}/",
                partial(_veille, garder=lambda e, c=code: c in e.contenu.themes),
                "theme",
                code,
            )
        )
    for code, valeur in base.vocabulaires["segments"].contenu.valeurs.items():
        liste.append(
            Canal(
                f"flux/segments/{code}",
                f"Veille : {valeur.libelle}",
                f"La veille 30-30 utile à la famille d’achat « {valeur.libelle} », et ce qui vaut pour toutes les familles.",
                f"veille/segments/{code}/",
                partial(_veille, garder=lambda e, c=code: e.contenu.concerne(c)),
                "segment",
                code,
            )
        )
    return liste


def identifiants(base: Base) -> dict[str, str]:
    """Rend identifiant → titre de ce que le registre des publications garde : flux, veille, éditions, clauses, agenda."""
    flux = {canal.chemin: canal.titre for canal in canaux(base)}
    return flux | {a.id: a.titre for source in (_veille, _editions, _clauses, _agenda) for a in source(base)}


def _titre(base: Base, identifiant: str, titre: str) -> str:
    """Rend le titre déjà reçu par les abonnés : certains lecteurs doublent un article dont le titre change."""
    return base.titres_publies.get(identifiant, titre)


def _veille(base: Base, garder: Callable[[Fiche], object] = lambda e: True) -> Iterator[Article]:
    for fiche in base.veille_datee():
        if garder(fiche):
            entree = fiche.contenu
            identifiant = fiche.fichier.removeprefix("docs/").removesuffix(".md")
            yield Article(
                identifiant,
                _titre(base, identifiant, entree.titre),
                base.adresse("veille", fiche.id),
                entree.date,
                entree.publie_le,
                lambda rendu, f=fiche: rendu.contenu_de_flux(f),
                tuple(entree.themes),
                entree.corrige_le,
            )


def _editions(base: Base) -> Iterator[Article]:
    """Les éditions des mois finis : le mois en cours se complète encore."""
    en_cours = f"{base.jour:%Y-%m}"
    for mois in base.mois_de_veille:
        if mois < en_cours:
            parution = plus_mois(date(int(mois[:4]), int(mois[5:]), 1), 1)
            yield Article(
                f"veille/{mois}",
                _titre(base, f"veille/{mois}", titre_d_edition(mois)),
                f"veille/{mois}/",
                parution,
                parution,
                lambda rendu, m=mois: rendu.edition_de_flux(m),
            )


def _clauses(base: Base) -> Iterator[Article]:
    for fiche in base.publiees():
        clause = fiche.contenu
        identifiant = f"clauses/{fiche.id}/{clause.modifie_le}"
        nature = "Nouvelle clause" if clause.modifie_le == clause.publie_le else "Clause modifiée"
        yield Article(
            identifiant,
            _titre(base, identifiant, f"{nature} : {clause.titre}"),
            base.adresse("clauses", fiche.id),
            clause.modifie_le,
            clause.modifie_le,
            lambda rendu, f=fiche: rendu.clause_de_flux(f),
            tuple(clause.themes),
        )


def _agenda(base: Base) -> Iterator[Article]:
    """Un changement de fond est un nouvel article : l'identifiant porte son jour."""
    for fiche in sorted(base.evenements.values(), key=lambda f: f.id):
        c = fiche.contenu
        identifiant = f"agenda/{fiche.id}/{c.modifie_le}"
        nature = "Agenda" if c.modifie_le == c.publie_le else "Agenda, mis à jour"
        yield Article(
            identifiant,
            _titre(base, identifiant, f"{nature} : {c.titre}, {jour_long(c.commence)}"),
            base.adresse("evenements", fiche.id),
            c.modifie_le,
            c.modifie_le,
            lambda rendu, f=fiche: rendu.evenement_de_flux(f),
        )


def _rendez_vous(base: Base) -> Iterator[Article]:
    """Les prochaines dates du rendez-vous mensuel ; elles se calculent : le registre ne les garde pas."""
    regle = base.rendez_vous
    for jour in regle.prochaines(base.jour) if regle else ():
        annonce = regle.annonce_le(jour)
        titre = f"Agenda : le 30-30, {jour_long(jour)}"
        yield Article(
            f"30-30/{jour}", titre, "agenda/", annonce, annonce, lambda rendu, j=jour: rendu.rendez_vous_de_flux(j)
        )


def _a_revoir(base: Base) -> Iterator[Article]:
    """Un nouveau motif est un nouvel article : l'identifiant porte le jour du plus récent."""
    for genre, fiche, motifs in base.fraicheur.a_revoir:
        recent = max(motif.jour for motif in motifs)
        yield Article(
            f"a-revoir/{genre}/{fiche.id}/{recent}",
            f"À revoir : {fiche.contenu.titre}",
            base.adresse(genre, fiche.id),
            recent,
            recent,
            lambda rendu, m=motifs: rendu.motifs_de_flux(m),
        )
