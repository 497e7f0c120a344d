"""Interroger la base : des fonctions pures, chacune calculée une fois par construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.macro import Macro
from macros.base.page import Page
from macros.base.reseau import Reseau
from macros.base.vocabulaire import Valeur
from macros.texte.langue import cle_de_tri

P = ParamSpec("P")
T = TypeVar("T")
Fiches = list[Fiche[Any]]


class Consultation:
    """Une base, les genres qui la lisent, le réseau qui publie, et ce qui en a déjà été calculé."""

    def __init__(
        self,
        base: Base,
        genres: Sequence[Any],
        reseau: Reseau,
        macros: Sequence[Macro],
        produire: Callable[[Consultation], frozenset[str]],
    ) -> None:
        """``macros`` : celles qu'une page peut appeler ; ``produire`` rend les chemins des fichiers que les sorties écriront.

        Un genre est un ``base.genre.Genre``, que ce module ne peut pas importer.
        """
        self.base, self.reseau, self.jour = base, reseau, base.jour
        self.pages: dict[str, Page] = base.pages
        """Les pages écrites à la main, par chemin relatif à ``docs/``."""
        self.genres: dict[str, Any] = {genre.nom: genre for genre in genres}
        self.macros: dict[str, Macro] = {macro.nom: macro for macro in macros}
        self.calculs: dict[tuple[Any, ...], Any] = {}
        self._produire = produire

    @cached_property
    def produits(self) -> frozenset[str]:
        """Rend le chemin de chaque fichier produit hors des pages : flux, calendriers, documents, données."""
        return self._produire(self)

    def fiches(self, genre: str) -> dict[str, Fiche[Any]]:
        """Rend nom → fiche, toutes celles du genre, brouillons compris."""
        return self.base.fiches.get(genre, {})

    def par_genre(self) -> Iterator[tuple[Any, Fiche[Any]]]:
        """Rend (genre, fiche) pour toutes les fiches, dans l'ordre des genres."""
        for genre in self.genres.values():
            for fiche in self.fiches(genre.nom).values():
                yield genre, fiche

    def lues(self) -> Iterator[tuple[Any, Fiche[Any]]]:
        """Rend (genre, fiche) pour toutes les fiches, puis pour celles que leur forme a fait refuser, et qui se lisent.

        De celles-ci (``entiere`` est faux), une règle ne lit que les textes et les valeurs marquées.
        """
        yield from self.par_genre()
        for (nom, _), fiche in self.base.refusees.items():
            if fiche is not None:
                yield self.genres[nom], fiche

    def refusee(self, genre: str, nom: str | None = None) -> bool:
        """Dit si cette fiche, ou sans ``nom`` une du genre, est là mais refusée : ce qui lui manque ailleurs n'est pas une seconde faute."""
        refusees = self.base.refusees
        return any(autre == genre for autre, _ in refusees) if nom is None else (genre, nom) in refusees

    def visibles(self, genre: str) -> Fiches:
        """Rend les fiches que le site montre, dans l'ordre du genre : par titre, à moins qu'il n'en dise un autre."""
        return list(_visibles(self, genre))

    def nommees(self, genre: str, noms: Iterable[str]) -> Fiches:
        """Rend les fiches de ces noms que le site montre, dans l'ordre donné : ni brouillon, ni fiche retirée."""
        fiches = (self.fiches(genre).get(nom) for nom in noms)
        return [f for f in fiches if f and statut(f) == "publie"]

    def adresse(self, genre: str, fiche_id: str) -> str:
        """Rend l'adresse publique de la fiche, relative à la racine du site."""
        adresse: str = self.genres[genre].adresse_de(fiche_id)
        return adresse

    def valeurs(self, vocabulaire: str) -> Mapping[str, Valeur]:
        """Rend code → valeur, dans l'ordre du vocabulaire ; rien s'il n'existe pas (une règle l'aura signalé)."""
        fiche = self.fiches("vocabulaires").get(vocabulaire)
        return fiche.contenu.valeurs if fiche else {}

    def libelle(self, vocabulaire: str, code: str) -> str:
        """Rend le libellé d'un code, ou le code s'il est inconnu (une règle l'aura signalé)."""
        valeur = self.valeurs(vocabulaire).get(code)
        return valeur.libelle if valeur else code

    def mots(self, vocabulaire: str, codes: Iterable[str]) -> list[str]:
        """Rend les mots sous lesquels on cherche ces codes : leur libellé et leurs autres noms."""
        valeurs = self.valeurs(vocabulaire)
        return [m for code in codes for m in (valeurs[code].libelle, *valeurs[code].mots)]

    def pilier(self, theme: str) -> str | None:
        """Rend le pilier d'un thème : environnement, social ou economie."""
        valeur = self.valeurs("themes").get(theme)
        return valeur.pilier if valeur else None


def statut(fiche: Fiche[Any]) -> str:
    """Rend brouillon (nulle part), retiree (sa page et les données, aucune liste) ou publie."""
    ecrit = "retiree" if getattr(fiche.contenu, "retrait", None) else getattr(fiche.contenu, "statut", "publie")
    return ecrit if ecrit in ("brouillon", "retiree") else "publie"  # un événement annulé se lit partout


def une_fois(calcul: Callable[Concatenate[Consultation, P], T]) -> Callable[Concatenate[Consultation, P], T]:
    """Garde le résultat avec la consultation, un par question posée : chaque pièce ajoute les siennes sans rien ajouter à la classe."""

    @wraps(calcul)
    def rendre(c: Consultation, /, *question: P.args, **nommes: P.kwargs) -> T:
        if (cle := (calcul, *question, *nommes.items())) not in c.calculs:
            c.calculs[cle] = calcul(c, *question, **nommes)
        rendu: T = c.calculs[cle]
        return rendu

    return rendre


@une_fois
def _visibles(c: Consultation, genre: str) -> Fiches:
    fiches = [f for f in c.fiches(genre).values() if statut(f) == "publie"]
    ordre = c.genres[genre].lecture.ordre
    return ordre(c, fiches) if ordre else sorted(fiches, key=lambda f: cle_de_tri(f.contenu.titre))


@une_fois
def noms_actuels(c: Consultation, genre: str) -> dict[str, str]:
    """Rend chaque ancien nom d'une fiche du genre → son nom d'aujourd'hui."""
    return {a: f.id for f in c.fiches(genre).values() for a in getattr(f.contenu, "anciens_noms", ())}


@une_fois
def renvois(c: Consultation) -> dict[str, tuple[str, Fiche[Any]]]:
    """Rend l'adresse d'avant de chaque fiche qui a changé de nom → (genre, fiche)."""
    return {
        genre.adresse_de(ancien): (genre.nom, fiche)
        for genre, fiche in c.par_genre()
        if genre.a_une_page and statut(fiche) != "brouillon"
        for ancien in getattr(fiche.contenu, "anciens_noms", ())
    }


def adresse_actuelle(c: Consultation, ancienne: str) -> str:
    """Rend l'adresse d'aujourd'hui d'une fiche qui a changé de nom ; une chaîne vide si cette adresse n'en est pas une d'avant."""
    genre, fiche = renvois(c).get(ancienne, ("", None))
    return c.adresse(genre, fiche.id) if fiche else ""


@une_fois
def adresses(c: Consultation) -> dict[str, str]:
    """Rend l'adresse de chaque page tirée d'une fiche → le fichier dont elle vient, brouillons compris."""
    table = {renvoi: fiche.fichier for renvoi, (_, fiche) in renvois(c).items()}
    table |= {genre.adresse_de(f.id): f.fichier for genre, f in c.par_genre() if genre.a_une_page}
    for genre in c.genres.values():
        table.update(
            (adresse, fichier) for adresse, fichier, _ in (genre.pages.autres(c) if genre.pages.autres else ())
        )
    return table


PROPRE = "data/reseau/"
"""Ce qui n'est qu'au réseau d'ici : un réseau frère ne le reçoit pas."""


@une_fois
def adresses_du_reseau(c: Consultation) -> frozenset[str]:
    """Rend l'adresse de chaque page tirée d'une fiche de ``PROPRE``."""
    return frozenset(adresse for adresse, fichier in adresses(c).items() if fichier.startswith(PROPRE))


@une_fois
def titres(c: Consultation) -> dict[str, str]:
    """Rend l'adresse de chaque page → son titre : pages écrites à la main, et fiches qui ont une page."""
    table = {p.adresse: p.en_tete.title for p in c.pages.values()}
    return table | {genre.adresse_de(f.id): f.contenu.titre for genre, f in c.par_genre() if genre.a_une_page}


def titre_de(c: Consultation, page: str) -> str:
    """Rend le titre de la page à cette adresse, écrite sans barre aux bouts ; l'adresse même si rien n'y est."""
    return titres(c).get(f"{page}/", page)
