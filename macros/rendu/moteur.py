"""Le moteur de fragments, l'index de qui cite quoi, et les listes datées."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros.modele import LICENCES, Base, Cause, Fiche, Motif, RefResolue, cle_de_tri, duree_en_mots
from macros.texte.balisage.leger import rendre, rendre_mots, rendre_phrase
from macros.texte.balisage.liens import Liens, Reperer
from macros.texte.typographie import typographier

from .commun import Reseau
from .lexique import Explications

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
GENRES_CITANTS = (
    "clauses",
    "pratiques",
    "veille",
    "indicateurs",
    "feuilles",
    "modeles",
    "kits",
    "parcours",
    "ess",
    "termes",
)
CITANTS_MAX = 200
"""Une liste de fiches citantes s'arrête là : au-delà, elle pèse plus qu'elle ne sert."""
PILIERS = {"environnement": "Environnement", "social": "Social", "economie": "Économie et procédure"}


def date_longue(jour: date) -> str:
    """Rend « 1er mars 2026 », avec des espaces insécables."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}\u00a0{MOIS[jour.month - 1]}\u00a0{jour.year}"


def mois_long(mois: str) -> str:
    """Rend « novembre 2026 » pour « 2026-11 »."""
    return f"{MOIS[int(mois[5:]) - 1]}\u00a0{mois[:4]}"


def nombre(valeur: float) -> str:
    """Rend « 1 234,5 », deux décimales au plus."""
    return f"{valeur:,.2f}".rstrip("0").rstrip(".").replace(",", "\u202f").replace(".", ",")


@dataclass
class Moteur:
    """Rend les fragments d'une base. ``r`` est partout le chemin relatif de la page vers la racine du site."""

    base: Base
    reseau: Reseau
    dossier: Path
    cite: dict[str, list[tuple[str, Fiche]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.explications = Explications(self.base)
        self.env = Environment(
            loader=FileSystemLoader(self.dossier),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.env.filters.update(
            date=date_longue,
            nombre=nombre,
            mois=mois_long,
            duree=duree_en_mots,
            fr=typographier,
            texte=self.texte_lie,
            phrase=self.phrase,
            mots=self.mots,
            corps=self.corps,
        )
        self.env.globals.update(
            base=self.base,
            reseau=self.reseau,
            libelle=self.base.libelle,
            droit=self.droit,
            licences=LICENCES,
            piliers=PILIERS,
            pilier=self.base.pilier,
            adresse=self.base.adresse,
            motifs=self.motifs,
            abroge=self.abroge,
            CITANTS_MAX=CITANTS_MAX,
            cause=Cause,
            mois_edites=self.base.mois_de_veille,
        )
        for genre in GENRES_CITANTS:
            for fiche in self.visibles(genre):
                pages = {
                    adresse: None for ref in self.base.references.citees(fiche).values() for adresse in _adresses(ref)
                }
                if genre == "veille" and fiche.contenu.texte:
                    pages[f"droit/{fiche.contenu.texte}/"] = None
                for adresse in pages:
                    self.cite[adresse].append((genre, fiche))

    @cached_property
    def a_revoir(self) -> dict[str, list[Motif]]:
        """Rend fichier → motifs, pour les seules clauses et bonnes pratiques à revoir, les plus urgentes d'abord."""
        return {fiche.fichier: motifs for _, fiche, motifs in self.base.fraicheur.a_revoir}

    def motifs(self, fiche: Fiche) -> list[Motif]:
        """Rend les motifs de revoir la fiche, aucun si elle est à jour."""
        return self.a_revoir.get(fiche.fichier, [])

    def liste_a_revoir(self, r: str) -> Markup:
        """Rend la liste des fiches à revoir, ou qu'il n'y en a pas."""
        total = len(self.base.publiees()) + len(self.base.pratiques)
        return self.fragment("liste_a_revoir", r, fiches=self.base.fraicheur.a_revoir, total=total)

    def motifs_de_flux(self, motifs: list[Motif]) -> Markup:
        """Rend les motifs pour un lecteur de flux, liens absolus."""
        return self.fragment("a_revoir_de_flux", self.reseau.site_url, motifs=motifs)

    def droit(self, reference: str) -> RefResolue | None:
        """Rend la référence résolue."""
        return self.base.references.resoudre(reference)

    def visibles(self, genre: str) -> list[Fiche]:
        """Rend les fiches publiées du genre, dans leur ordre d'affichage."""
        if genre == "clauses":
            return self.base.publiees()
        if genre == "veille":
            return self.base.veille_datee()
        return sorted(getattr(self.base, genre).values(), key=lambda f: cle_de_tri(f.contenu.titre))

    def fragment(self, nom: str, r: str = "", **valeurs: Any) -> Markup:
        """Rend un fragment de ``overrides/fragments``."""
        return Markup(self.env.get_template(f"{nom}.html").render(r=r, **valeurs))

    def touchees(self, fiche: Fiche, genre: str) -> list[Fiche]:
        """Rend les fiches du genre nommées par l'entrée, puis celles qui citent un de ses articles, sans doublon."""
        nommees = self.base.nommees(genre, getattr(fiche.contenu, genre))
        adresses = [resolue.adresse for a in fiche.contenu.articles if (resolue := self.droit(a))]
        citantes = [f for a in adresses for g, f in self.cite.get(a, ()) if g == genre]
        return list({f.id: f for f in (*nommees, *citantes)}.values())

    def citants(self, adresse: str) -> list[tuple[str, list[Fiche]]]:
        """Rend (genre, fiches) de ce qui cite l'adresse, sans doublon."""
        citants = self.cite.get(adresse, ())
        return [
            (genre, fiches)
            for genre in GENRES_CITANTS
            if (fiches := list({f.fichier: f for g, f in citants if g == genre}.values()))
        ]

    def liens(self, r: str, variables: Mapping[str, str] | None = None, lexique: bool = True) -> Liens:
        """Rend de quoi lier un texte ; ``lexique`` faux pour ce qui se copie, s'imprime ou se projette seul."""
        return Liens(variables or {}, self.relier(r), self.citer(r), self.explications.dans(r) if lexique else None)

    def texte_lie(self, texte: str, r: str, lexique: bool = True) -> Markup:
        """Rend un texte à paragraphes, lié."""
        return rendre(texte, self.liens(r, lexique=lexique))

    def phrase(self, texte: str, r: str, lexique: bool = True) -> Markup:
        """Rend un texte d'un seul tenant, lié."""
        return rendre_phrase(texte, self.liens(r, lexique=lexique))

    def mots(self, texte: str, r: str) -> Markup:
        """Rend un texte court sans balisage, ses termes expliqués."""
        return rendre_mots(texte, Liens(expliquer=self.explications.dans(r)))

    def abroge(self, jour: date) -> str:
        """Rend « Abrogé le … », ou « Sera abrogé le … » tant que ce jour n'est pas venu."""
        return f"{'Abrogé' if jour <= self.base.jour else 'Sera abrogé'} le {date_longue(jour)}."

    def citer(self, r: str) -> Reperer:
        """Rend ce qui trouve les références d'un texte : (début, fin, adresse relative à la page, note courte)."""
        return lambda texte: [
            (c.debut, c.fin, f"{r}{c.ref.adresse}", self.note(c.ref)) for c in self.base.references.citations(texte)
        ]

    def note(self, ref: RefResolue) -> str:
        """Rend la note courte d'une référence : ce qu'elle désigne, et son abrogation."""
        abroge = f" {self.abroge(ref.abroge_le)}" if ref.abroge_le else ""
        objet = textwrap.shorten(ref.objet, 220, placeholder="…")
        return typographier(f"{ref.libelle[0].upper()}{ref.libelle[1:]} : {objet}{abroge}")

    def relier(self, r: str) -> Callable[[str], str]:
        """Rend la fonction qui change un chemin du site (``/clauses/``) en adresse relative à la page, et rien d'autre."""
        return lambda adresse: (f"{r}{adresse.lstrip('/')}" or "./") if adresse.startswith("/") else adresse

    def recentes(self, jours: int) -> list[tuple[date, str, Fiche]]:
        """Rend (jour, genre, fiche) des fiches publiées ou modifiées depuis ``jours`` jours, les plus récentes d'abord.

        Une entrée de veille se date de l'événement : un événement ancien mis en ligne aujourd'hui n'est pas une nouvelle.
        """
        debut = self.base.jour - timedelta(days=jours)
        trouvees = [
            (f.contenu.date if genre == "veille" else f.contenu.modifie_le, genre, f)
            for genre in GENRES_CITANTS
            for f in self.visibles(genre)
        ]
        return sorted(
            (t for t in trouvees if debut <= t[0] <= self.base.jour),
            key=lambda t: (t[0], t[2].id),
            reverse=True,
        )

    def corps(self, fiche: Fiche, r: str, imbrique: str = "", lexique: bool = True) -> Markup:
        """Rend le corps d'une fiche Markdown, ou rien s'il est vide."""
        return rendre(fiche.corps, self.liens(r, lexique=lexique), corps=True, imbrique=imbrique)

    def modifier(self, fiche: Fiche) -> str:
        """Rend l'adresse qui ouvre le fichier de la fiche en modification."""
        return f"{self.reseau.repo_url.rstrip('/')}/edit/main/{fiche.fichier}"

    def signaler(self, fiche: Fiche, adresse: str) -> str:
        """Rend le lien d'un courriel prérempli, sans compte à créer."""
        sujet = f"Signalement : {fiche.contenu.titre}"
        corps = f"Page : {self.reseau.site_url}{adresse}\n\nCe que j'ai remarqué :\n\nCe que je propose :\n"
        return f"mailto:{self.reseau.contact}?subject={quote(sujet)}&body={quote(corps)}"


def _adresses(ref: RefResolue) -> tuple[str, ...]:
    """Rend l'adresse de la page, puis celle de l'article quand il est une ancre de cette page."""
    page = ref.adresse.split("#")[0]
    return (page,) if page == ref.adresse else (page, ref.adresse)
