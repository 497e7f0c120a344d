"""Ce qu'un genre rend aux sorties : une page, un document de recherche, un article de flux, une date. Des valeurs, sans moteur."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from markupsafe import Markup

from macros.base.fiche import Fiche

SOUS_LE_TITRE = Markup("<!-- sous le titre -->")
"""Ce qu'un fragment écrit après son titre : la place du sommaire replié, que la page finie n'a plus."""


@dataclass(frozen=True)
class PageRendue:
    """Une page prête : titre, description, HTML, fil d'Ariane (libellé, adresse). ``vers`` : l'adresse où elle renvoie."""

    titre: str
    description: str
    html: Markup
    ariane: tuple[tuple[str, str], ...] = ()
    vers: str = ""

    @property
    def parties(self) -> tuple[str, str]:
        """Rend le HTML jusqu'à son titre, et ce qui suit."""
        avant, _, apres = str(self.html).partition(SOUS_LE_TITRE)
        return avant, apres


Rendre = Callable[[Any], PageRendue]
"""Ce qui rend une page, de son contexte (``sorties.html.contexte.Contexte``)."""


@dataclass(frozen=True)
class Groupe:
    """Sous quel intitulé, et à quel rang, la recherche montre les fiches d'un genre ; deux genres peuvent le partager.

    ``sorte`` : ce qu'est une de ses fiches, écrit à côté de chaque réponse ; à défaut, le libellé du genre.
    """

    code: str
    titre: str
    rang: int = 90
    sorte: str = ""


@dataclass(frozen=True)
class Document:
    """Une page que la recherche rend. ``champs`` : nom du champ → textes ; ``codes`` : facette → codes.

    ``noms`` : ce qui, tapé en entier, demande cette page même ; ``demandes`` : ce que le lexique ajoute, qui passe devant.
    ``ancien`` : une nouvelle de plus d'un an, qui se lit après ce qui vaut aujourd'hui.
    """

    groupe: str
    id: str
    adresse: str
    titre: str
    resume: str
    champs: Mapping[str, Sequence[str]] = field(repr=False)
    a_revoir: bool = False
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    noms: Sequence[str] = ()
    demandes: Sequence[str] = ()
    sorte: str = ""
    ancien: bool = False


@dataclass(frozen=True)
class Article:
    """Un article de flux.

    ``id`` : chemin stable, sans l'autorité ; ``adresse`` : relative à la racine du site ; ``jour`` : celui de
    l'événement, ``publie_le`` : celui de la mise en ligne ; ``contenu`` le rend, d'un contexte aux adresses absolues.
    """

    id: str
    titre: str
    adresse: str
    jour: date
    publie_le: date
    contenu: Callable[[Any], Markup] = field(repr=False, compare=False)
    themes: tuple[str, ...] = ()
    modifie_le: date | None = None
    registre: bool = True
    """Vrai : le registre des articles parus le garde. Ce qui se calcule n'y est pas."""


@dataclass(frozen=True)
class Canal:
    """Un flux. ``chemin`` est relatif à la racine, sans extension ; ``page`` est la page du site qui lui répond."""

    chemin: str
    titre: str
    description: str
    page: str
    articles: Callable[[], Iterator[Article]] = field(repr=False, compare=False)
    sorte: str = "principal"
    """``principal``, ou ce dont ``code`` est un choix : ``social``, ``theme``, ``segment``, ``forme``."""
    code: str = ""
    rang: int = 50
    """Sa place sur la page des flux."""
    en_json: bool = False
    garde: Callable[[Jalon], bool] | None = field(default=None, repr=False, compare=False)
    """Les dates d'effet de son calendrier ; ``None``, il n'en a pas."""

    @property
    def calendrier(self) -> str:
        """Rend le chemin de son calendrier, ou une chaîne vide."""
        return f"{self.chemin}.ics" if self.garde else ""

    @property
    def fichiers(self) -> list[tuple[str, str]]:
        """Rend (chemin, type MIME) de chaque fichier du canal."""
        formats = [("rss", "application/rss+xml"), ("atom", "application/atom+xml")]
        if self.en_json:
            formats.append(("json", "application/feed+json"))
        return [(f"{self.chemin}.{extension}", mime) for extension, mime in formats]


@dataclass(frozen=True, order=True)
class Jalon:
    """Un événement daté.

    ``sorte`` règle sa couleur ; ``incertain`` : annoncé, à confirmer ; ``cle`` : identité stable, pour un calendrier.
    """

    le: date
    libelle: str
    objet: str = ""
    adresse: str = ""
    sorte: str = "effet"
    incertain: bool = False
    cle: str = ""
    """Sans date : une échéance reportée garde la sienne."""
    a_jour: date = date.min
    """Le dernier jour où sa fiche a été tenue à jour."""


@dataclass(frozen=True)
class Moment:
    """Un événement de l'agenda, pour un calendrier. ``seuls`` : les fichiers où il paraît aussi sans les autres, celui de son nom d'abord.

    ``a_jour`` : le dernier jour où ce qu'il dit a changé, que sa fiche donne.

    Un jour entier quand ``debut`` est une date ; ``chaque_mois`` : (rang, jour de la semaine de 0 à 6), et ``sauf`` ses
    dates sautées.
    """

    cle: str
    titre: str
    description: str
    adresse: str
    debut: date | datetime
    a_jour: date
    fin: datetime | None = None
    lieu: str = ""
    seuls: tuple[str, ...] = ()
    passe: bool = False
    """Vrai : il n'est plus que dans son fichier à lui."""
    chaque_mois: tuple[int, int] | None = None
    sauf: tuple[datetime, ...] = ()
    annule: bool = False
    changements: int = 0
    """Combien de fois ce qu'il dit a changé : un événement s'annule parfois le jour où il paraît."""


class Effet(NamedTuple):
    """Ce qui change dans un article ou un texte. ``le`` : ``None`` quand un décret doit encore fixer le jour ; ``par`` : le texte qui le fait."""

    le: date | None
    objet: str | None = None
    par: str = ""
    incertain: bool = False
    """Vrai : un jour annoncé, ou calculé."""


@dataclass(frozen=True)
class Ref:
    """Une référence juridique résolue dans le registre. ``adresse`` est relative à la racine du site.

    ``non_lu`` : ce qui n'a pas été lu dans la version du jour, ou une chaîne vide.

    ``changements`` : ce qui a changé ou changera dans l'article, sinon dans son texte ; ``auteur`` : le texte qui a fait le
    dernier changement.
    """

    reference: str
    libelle: str
    adresse: str
    url: str | None
    objet: str
    abroge_le: date | None = None
    auteur: str = ""
    changements: tuple[Effet, ...] = ()
    texte: Fiche[Any] | None = None
    article: Any = None
    non_lu: str = ""


@dataclass(frozen=True)
class Citation:
    """Une référence reconnue dans une phrase, du caractère ``debut`` au caractère ``fin`` exclu."""

    debut: int
    fin: int
    ref: Ref


class Resolveur(Protocol):
    """Ce qui connaît le registre du droit."""

    @property
    def abroges(self) -> Collection[str]:
        """Rend les numéros, sans leur lettre, de ce qui est abrogé : une phrase qui n'en porte aucun n'en cite pas."""

    def connues(self) -> Iterable[tuple[str, str]]:
        """Rend (référence de base, ce qu'elle désigne) de chaque texte et de chaque article."""

    def resoudre(self, reference: str) -> Ref | None:
        """Rend l'article ou le texte désigné, dans l'une de ses formes usuelles."""

    def citations(self, phrase: str) -> tuple[Citation, ...]:
        """Rend, dans l'ordre, les références de la phrase que le registre connaît."""

    def fonde(self, texte: str) -> bool:
        """Dit si le texte donne une loi, un décret ou un code pour fondement ; sinon aucune de ses phrases ne le fait."""

    def sans_article(self, phrase: str) -> str:
        """Rend le texte que la phrase donne pour fondement sans en citer l'article, ou une chaîne vide."""


Expliquer = Callable[[str, set[str]], Iterator[tuple[int, int, str, str]]]
"""Trouve les termes d'un texte qui ne sont pas encore expliqués, et les ajoute à ceux-ci : (début, fin, adresse, note)."""


@dataclass(frozen=True)
class Annonce:
    """Ce qu'une fiche annonce d'un changement du droit : de quoi dire quelles autres sont à revoir.

    ``adresses`` : celles qu'elle modifie ; ``texte`` : celui dont elle parle ; ``jours`` : ceux où le changement se
    lit ; ``effet`` : le jour où il compte ; ``nomme`` : (genre, id) des fiches qu'elle dit touchées.
    """

    fiche: Fiche[Any]
    adresse: str
    adresses: frozenset[str]
    texte: str
    jours: frozenset[date]
    effet: date
    oblige: bool
    nomme: frozenset[tuple[str, str]]
