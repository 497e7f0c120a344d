"""La base : toutes les fiches lues, leurs adresses, leurs libellés."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .clause import Clause
from .commun import Fiche
from .document import ModeleDeDocument
from .droit import CodeDroit, TexteDroit
from .evenement import Evenement
from .feuille import EtapeDeRoute, FeuilleDeRoute
from .fraicheur import Fraicheur
from .francais import cle_de_tri
from .genres import ADRESSES, GENRES
from .identite import Identite
from .indicateur import Indicateur
from .kit import Kit
from .page import Page
from .parcours import Parcours
from .pratique import BonnePratique
from .publies import Publies
from .reference import References
from .rendez_vous import RendezVous
from .seuil import Seuil, Seuils
from .structure import Rencontre, Structure, TypeDeStructure
from .synonymes import Synonymes
from .terme import Sigles, Terme
from .territoire import Contours
from .veille import EntreeVeille
from .vocabulaire import Vocabulaire


@dataclass
class Base:
    """Tout ce qui a été lu, une fois. ``jour`` est le jour de la construction."""

    jour: date
    identite: Fiche[Identite] | None = None
    """L'identité du réseau ; absente d'un dossier de fiches sans ``mkdocs.yml``."""
    synonymes: dict[str, Fiche[Synonymes]] = field(default_factory=dict)
    vocabulaires: dict[str, Fiche[Vocabulaire]] = field(default_factory=dict)
    textes: dict[str, Fiche[TexteDroit]] = field(default_factory=dict)
    codes: dict[str, Fiche[CodeDroit]] = field(default_factory=dict)
    seuils: dict[str, Fiche[Seuils]] = field(default_factory=dict)
    publies: dict[str, Fiche[Publies]] = field(default_factory=dict)
    evenements: dict[str, Fiche[Evenement]] = field(default_factory=dict)
    indicateurs: dict[str, Fiche[Indicateur]] = field(default_factory=dict)
    feuilles: dict[str, Fiche[FeuilleDeRoute]] = field(default_factory=dict)
    modeles: dict[str, Fiche[ModeleDeDocument]] = field(default_factory=dict)
    sigles: dict[str, Fiche[Sigles]] = field(default_factory=dict)
    termes: dict[str, Fiche[Terme]] = field(default_factory=dict)
    parcours: dict[str, Fiche[Parcours]] = field(default_factory=dict)
    kits: dict[str, Fiche[Kit]] = field(default_factory=dict)
    contours: dict[str, Fiche[Contours]] = field(default_factory=dict)
    structures: dict[str, Fiche[Structure]] = field(default_factory=dict)
    ess: dict[str, Fiche[TypeDeStructure]] = field(default_factory=dict)
    rencontres: dict[str, Fiche[Rencontre]] = field(default_factory=dict)
    clauses: dict[str, Fiche[Clause]] = field(default_factory=dict)
    pratiques: dict[str, Fiche[BonnePratique]] = field(default_factory=dict)
    veille: dict[str, Fiche[EntreeVeille]] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)
    """Chemins des images, relatifs à ``docs/``."""
    refusees: set[tuple[str, str]] = field(default_factory=set)
    """(genre, id) des fiches présentes mais illisibles : y renvoyer n'est pas une seconde faute."""

    def par_genre(self) -> Iterator[tuple[str, Fiche[Any]]]:
        """Rend (nom du genre, fiche) pour toutes les fiches."""
        for nom in GENRES:
            for fiche in getattr(self, nom).values():
                yield nom, fiche

    def adresse(self, genre: str, fiche_id: str) -> str:
        """Rend l'adresse publique de la fiche, relative à la racine du site."""
        if genre == "veille":
            return f"veille/{fiche_id[:4]}/{fiche_id}/"
        if genre == "termes":
            return f"lexique/#{fiche_id}"
        return f"{ADRESSES[genre]}/{fiche_id}/"

    def adresse_article(self, code: str, numero: str) -> str:
        """Rend l'adresse publique d'un article de code."""
        return f"droit/{code}/{numero.lower().replace('*', '')}/"

    @cached_property
    def adresses(self) -> dict[str, str]:
        """Rend l'adresse de chaque page tirée d'une fiche → le fichier dont elle vient, brouillons compris."""
        table = {self.adresse(g, f.id): f.fichier for g, f in self.par_genre() if g in ADRESSES or g == "veille"}
        for code in self.codes.values():
            table |= {self.adresse_article(code.id, numero): code.fichier for numero in code.contenu.articles}
        table |= {f"parcours/{p.id}/questions/": p.fichier for p in self.parcours.values()}
        projetes = {e.contenu.mois for e in self.veille.values()}.intersection(self.mois_de_veille)
        table |= {f"veille/{mois}/projection/": "docs/veille" for mois in projetes}
        table |= {f"veille/{periode}/": "docs/veille" for periode in (*self.mois_de_veille, *self.annees_de_veille)}
        for genre in ("themes", "segments"):
            if vocabulaire := self.vocabulaires.get(genre):
                codes, fichier = vocabulaire.contenu.valeurs, vocabulaire.fichier
                table |= {f"veille/{genre}/{code}/": fichier for code in codes}
                if genre == "segments":
                    table |= {f"clauses/segments/{code}/": fichier for code in codes}
        return table

    @cached_property
    def titres(self) -> dict[str, str]:
        """Rend l'adresse de chaque page → son titre : pages écrites à la main, et fiches qui ont une page."""
        table = {p.adresse: p.en_tete.title for p in self.pages.values()}
        return table | {
            self.adresse(g, f.id): f.contenu.titre for g, f in self.par_genre() if g in ADRESSES or g == "veille"
        }

    def titre_de(self, page: str) -> str:
        """Rend le titre de la page à cette adresse, écrite sans barre aux bouts ; l'adresse même si rien n'y est."""
        return self.titres.get(f"{page}/", page)

    @cached_property
    def mois_de_veille(self) -> list[str]:
        """Rend les mois qui ont une édition, du plus récent au plus ancien : tous, du premier suivi au mois en cours."""
        if not self.veille:
            return []
        premier = min(e.contenu.mois for e in self.veille.values())
        mois, tous = f"{self.jour:%Y-%m}", []
        while mois >= premier:
            tous.append(mois)
            annee, rang = int(mois[:4]), int(mois[5:])
            mois = f"{annee:04d}-{rang - 1:02d}" if rang > 1 else f"{annee - 1:04d}-12"
        return tous

    @cached_property
    def annees_de_veille(self) -> list[str]:
        """Rend les années de la veille, de la plus récente à la plus ancienne."""
        return sorted({mois[:4] for mois in self.mois_de_veille}, reverse=True)

    def nommees(self, genre: str, noms: Iterable[str]) -> list[Fiche[Any]]:
        """Rend les fiches de ces noms que le site montre, dans l'ordre donné : ni brouillon, ni clause retirée."""
        fiches = (getattr(self, genre).get(nom) for nom in noms)
        return [f for f in fiches if f and getattr(f.contenu, "statut", "publie") == "publie"]

    def appuis(self, etape: EtapeDeRoute) -> list[tuple[str, str]]:
        """Rend (titre, adresse) de ce qui porte une étape : clauses, pratiques, indicateurs, articles."""
        liste = [
            (fiche.contenu.titre, self.adresse(genre, fiche.id))
            for genre in ("clauses", "pratiques", "indicateurs")
            for fiche in self.nommees(genre, getattr(etape, genre))
        ]
        refs = (self.references.resoudre(reference) for reference in etape.fondements)
        return liste + [(ref.libelle if ref.texte else ref.reference, ref.adresse) for ref in refs if ref]

    @cached_property
    def references(self) -> References:
        """Rend de quoi résoudre une référence juridique ; à n'employer qu'une fois tout lu."""
        return References(self)

    @cached_property
    def fraicheur(self) -> Fraicheur:
        """Rend ce qui dit quelles fiches sont à revoir ; à n'employer qu'une fois tout lu."""
        return Fraicheur(self)

    def libelle(self, vocabulaire: str, code: str) -> str:
        """Rend le libellé d'un code, ou le code s'il est inconnu (une règle l'aura signalé)."""
        fiche = self.vocabulaires.get(vocabulaire)
        valeur = fiche.contenu.valeurs.get(code) if fiche else None
        return valeur.libelle if valeur else code

    def pilier(self, theme: str) -> str | None:
        """Rend le pilier d'un thème : environnement, social ou economie."""
        valeur = self.vocabulaires["themes"].contenu.valeurs.get(theme)
        return valeur.pilier if valeur else None

    def seuil(self, nom: str) -> Seuil | None:
        """Rend le seuil de ce nom (``data/droit/seuils.yml``), ou ``None``."""
        fiche = self.seuils.get("seuils")
        return fiche.contenu.seuils.get(nom) if fiche else None

    @property
    def rendez_vous(self) -> RendezVous | None:
        """Rend le rendez-vous mensuel du réseau, s'il est allumé."""
        regle = self.identite.contenu.trente_trente if self.identite else None
        return regle if regle and regle.actif else None

    @cached_property
    def titres_publies(self) -> dict[str, str]:
        """Rend identifiant de flux → titre reçu par les abonnés (``data/flux/publies.yml``)."""
        fiche = self.publies.get("publies")
        return dict(fiche.contenu.publies) if fiche else {}

    def publiees(self) -> list[Fiche[Clause]]:
        """Rend les clauses visibles sur le site, par titre."""
        visibles = [c for c in self.clauses.values() if c.contenu.statut == "publie"]
        return sorted(visibles, key=lambda c: cle_de_tri(c.contenu.titre))

    def veille_datee(self) -> list[Fiche[EntreeVeille]]:
        """Rend les entrées de veille, de la plus récente à la plus ancienne."""
        return sorted(self.veille.values(), key=lambda e: (e.contenu.date, e.id), reverse=True)
