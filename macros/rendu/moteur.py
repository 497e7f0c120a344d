"""Le moteur de fragments, l'index de qui cite quoi, et les listes datées."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros import balisage
from macros.modele import Base, Fiche, RefResolue, RenvoiDroit, cle_de_tri, resoudre

from .commun import Reseau

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
GENRES_CITANTS = ("clauses", "pratiques", "veille")
PILIERS = {"environnement": "Environnement", "social": "Social", "economie": "Économie et procédure"}


def date_longue(jour: date) -> str:
    """Rend « 1er mars 2026 », avec des espaces insécables."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}\u00a0{MOIS[jour.month - 1]}\u00a0{jour.year}"


def mois_long(mois: str) -> str:
    """Rend « novembre 2026 » pour « 2026-11 »."""
    return f"{MOIS[int(mois[5:]) - 1]}\u00a0{mois[:4]}"


@dataclass
class Moteur:
    """Rend les fragments d'une base. ``r`` est partout le chemin relatif de la page vers la racine du site."""

    base: Base
    reseau: Reseau
    dossier: Path
    cite: dict[str, list[tuple[str, Fiche]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.env = Environment(
            loader=FileSystemLoader(self.dossier),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.env.filters.update(date=date_longue, mois=mois_long, fr=balisage.typographier, texte=balisage.rendre)
        self.env.globals.update(
            base=self.base,
            reseau=self.reseau,
            libelle=self.base.libelle,
            droit=self.droit,
            piliers=PILIERS,
            pilier=self.base.pilier,
            adresse=self.base.adresse,
        )
        for genre in GENRES_CITANTS:
            for fiche in self.visibles(genre):
                for reference in {v for _, _, v in fiche.marques(RenvoiDroit)}:
                    if resolue := self.droit(reference):
                        self.cite[resolue.adresse.split("#")[0]].append((genre, fiche))
                        if resolue.texte and resolue.article:
                            self.cite[resolue.adresse].append((genre, fiche))
                if genre == "veille" and fiche.contenu.texte:
                    page = f"droit/{fiche.contenu.texte}/"
                    if (genre, fiche) not in self.cite[page]:
                        self.cite[page].append((genre, fiche))

    def droit(self, reference: str) -> RefResolue | None:
        """Rend la référence résolue."""
        return resoudre(self.base, reference)

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

    def mois_de_veille(self) -> list[str]:
        """Rend les mois qui ont une édition, du plus récent au plus ancien."""
        return sorted({e.contenu.mois for e in self.base.veille.values()}, reverse=True)

    def clauses_touchees(self, fiche: Fiche) -> list[Fiche]:
        """Rend les clauses nommées par l'entrée, puis celles qui citent un de ses articles, sans doublon."""
        nommees = [self.base.clauses[c] for c in fiche.contenu.clauses if c in self.base.clauses]
        adresses = [resolue.adresse for a in fiche.contenu.articles if (resolue := self.droit(a))]
        citantes = [f for a in adresses for genre, f in self.cite[a] if genre == "clauses"]
        return list({f.id: f for f in (*nommees, *citantes) if f.contenu.statut == "publie"}.values())

    def citants(self, adresse: str) -> list[tuple[str, list[Fiche]]]:
        """Rend (genre, fiches) de ce qui cite l\'adresse, sans doublon."""
        citants = self.cite.get(adresse, ())
        return [
            (genre, fiches)
            for genre in GENRES_CITANTS
            if (fiches := list({f.fichier: f for g, f in citants if g == genre}.values()))
        ]

    def relier(self, r: str) -> Callable[[str], str]:
        """Rend la fonction qui change un chemin du site (``/clauses/``) en adresse relative à la page."""
        return lambda chemin: f"{r}{chemin.lstrip('/')}" or "./"

    def a_venir(self, jours: int) -> list[tuple[date, str, str, str]]:
        """Rend (jour, objet, titre du texte, adresse) des dates d'effet des ``jours`` prochains jours."""
        fin = self.base.jour + timedelta(days=jours)
        trouvees = {
            (e.le, e.objet, f.contenu.titre, f"droit/{f.id}/")
            for f in self.base.textes.values()
            if f.contenu.nature != "projet"
            for e in f.contenu.en_vigueur
            if self.base.jour <= e.le <= fin
        }
        return sorted(trouvees)

    def recentes(self, jours: int) -> list[tuple[date, str, Fiche]]:
        """Rend (jour, genre, fiche) des fiches publiées ou modifiées depuis ``jours`` jours, les plus récentes d'abord."""
        debut = self.base.jour - timedelta(days=jours)
        trouvees = [
            (getattr(f.contenu, "modifie_le", f.contenu.publie_le), genre, f)
            for genre in GENRES_CITANTS
            for f in self.visibles(genre)
        ]
        return sorted(
            (t for t in trouvees if debut <= t[0] <= self.base.jour),
            key=lambda t: (t[0], getattr(t[2].contenu, "date", t[0]), t[2].id),
            reverse=True,
        )
