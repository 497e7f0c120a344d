"""La maison : lit et contrôle tout, puis tient de quoi rendre chaque page et chaque fichier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from macros.base import registre
from macros.base.chargement import Retenues, charger
from macros.base.consultation import Consultation, renvois, statut
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.promesses import Rendre
from macros.base.suivi import a_jour
from macros.base.theme import theme
from macros.fiches.liste import GENRES, MACROS
from macros.fiches.reseau.declaration import reseau_de
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.toutes import verifier
from macros.sorties.chemins import fichiers, produits
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.gabarits import Gabarits
from macros.sorties.html.ordinaire import page_de_renvoi, page_ordinaire


class Maison:
    """Une lecture du dépôt. ``anomalies`` : toutes, triées ; une erreur interdit de rendre quoi que ce soit."""

    def __init__(
        self,
        racine: Path,
        site_url: str = "",
        repo_url: str = "",
        brouillons: bool = False,
        retenues: Retenues | None = None,
        seuls: Collection[str] | None = None,
    ) -> None:
        """``brouillons`` : le site les montre, marqués, comme s'ils étaient publiés ; les contrôles n'en savent rien.

        ``retenues`` : ce que la maison d'avant a lu, qu'une fiche qui n'a pas changé garde pour celle-ci.
        ``seuls`` : les fichiers à juger, sans les règles qui lisent la base entière ; absent, tout se juge.
        """
        base, anomalies = charger(racine, GENRES, retenues)
        self.racine = racine
        self.c = Consultation(base, GENRES, reseau_de(base, site_url, repo_url), MACROS, produits)
        self.parus, perdues = registre.recu(racine, self.c.reseau.autorite_flux)
        perdues += registre.disparus(self.c, self.parus.identifiants)
        self.anomalies: list[Anomalie] = sorted([*anomalies, *verifier(self.c, seuls), *perdues])
        self.apercu = brouillons
        if brouillons:
            for nom, fiches in base.fiches.items():
                base.fiches[nom] = {i: _marquer(f) if statut(f) == "brouillon" else f for i, f in fiches.items()}
            self.c = Consultation(base, GENRES, self.c.reseau, MACROS, produits)

    @property
    def erreurs(self) -> list[Anomalie]:
        """Rend ce qui interdit de publier."""
        return [a for a in self.anomalies if a.gravite is Gravite.ERREUR]

    @cached_property
    def gabarits(self) -> Gabarits:
        """Rend le moteur de fragments."""
        return Gabarits(self.c, theme() / "fragments")

    def contexte(self, r: str) -> Contexte:
        """Rend ce que reçoit une fonction de page dont ``r`` mène à la racine du site."""
        return Contexte(self.c, r, self.gabarits)

    @cached_property
    def pages(self) -> dict[str, Rendre]:
        """Rend chemin de la source, relatif à ``docs/`` → ce qui rend la page : une par fiche, et celles que les genres ajoutent."""
        pages: dict[str, Rendre] = {}
        for genre in self.c.genres.values():
            page = genre.pages.rendre or partial(page_ordinaire, genre=genre)
            pages |= {source: partial(page, fiche=fiche) for source, fiche in self._des_fiches(genre)}
            for adresse, _, rendre in genre.pages.autres(self.c) if genre.pages.autres else ():
                pages[_source(adresse)] = rendre
        for adresse, (nom, fiche) in renvois(self.c).items():
            pages[_source(adresse)] = partial(page_de_renvoi, genre=nom, fiche=fiche)
        return pages

    @cached_property
    def datees(self) -> dict[str, str]:
        """Rend chemin de la source → le jour de sa fiche, « 2026-11-30 » ; les autres pages, faites de plusieurs, n'en ont pas."""
        fiches = (une for genre in self.c.genres.values() for une in self._des_fiches(genre))
        return {source: jour.isoformat() for source, fiche in fiches if (jour := a_jour(fiche))}

    def _des_fiches(self, genre: Genre) -> Iterator[tuple[str, Fiche[Any]]]:
        """Rend (chemin de la source, fiche) de chaque fiche de ce genre qui a sa page."""
        for fiche in self.c.fiches(genre.nom).values() if genre.a_une_page else ():
            if statut(fiche) != "brouillon":
                ecrite = genre.en_markdown and fiche.fichier.removeprefix("docs/")
                yield ecrite or _source(genre.adresse_de(fiche.id)), fiche

    def fichiers(self) -> Mapping[str, Callable[[], bytes]]:
        """Rend chemin → ce qui en écrit les octets : tous les fichiers produits hors des pages, l'index et les données à part.

        Mis en ligne par mégarde, un aperçu qui aurait un registre déclarerait ses brouillons parus.
        """
        c = self.c
        siens = {
            n: o for g in c.genres.values() if g.pages.fichiers for n, o in g.pages.fichiers(self.contexte("")).items()
        }
        siens |= fichiers(c, self.contexte(c.reseau.site_url), self.parus)
        return {n: o for n, o in siens.items() if not (self.apercu and n == registre.EN_LIGNE)}


def _marquer(fiche: Fiche[Any]) -> Fiche[Any]:
    """Rend un brouillon tel qu'un aperçu le montre : publié, et son titre le dit partout où il paraît."""
    titre = f"[Brouillon] {fiche.contenu.titre}"
    return replace(fiche, contenu=fiche.contenu.model_copy(update={"statut": "publie", "titre": titre}))


def _source(adresse: str) -> str:
    return f"{adresse.rstrip('/')}.md"
