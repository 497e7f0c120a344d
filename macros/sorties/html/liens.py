"""Les liens d'une page : vers le site, vers le droit, vers le dépôt."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.promesses import Expliquer, Ref
from macros.sorties.donnees.jeux import calculs, chemin_de_fiche
from macros.texte.balisage.leger import brut
from macros.texte.balisage.liens import Liens, Reperer
from macros.texte.dates import date_longue
from macros.texte.typographie import typographier


class Racine(str):
    """Le chemin relatif d'une page vers la racine du site, et les termes du lexique que la page a déjà expliqués.

    Un chemin simple rend la même page sans explication.
    """

    def __init__(self, _: str) -> None:
        self.expliques: set[str] = set()


FORGES = {
    "github": ("edit/main", "new/main/{dossier}?filename={nom}&value={texte}", "issues/new?title={titre}&body={corps}"),
    "gitlab": (
        "-/edit/main",
        "-/new/main/{dossier}?file_name={nom}",
        "-/issues/new?issue%5Btitle%5D={titre}&issue%5Bdescription%5D={corps}",
    ),
    "forgejo": (
        "_edit/main",
        "_new/main/{dossier}?filename={nom}&value={texte}",
        "issues/new?title={titre}&body={corps}",
    ),
}
"""Forge → (où un fichier se modifie, où un fichier neuf s'écrit, où un ticket s'ouvre), dans le dépôt."""
PROVISOIRE = "github"
"""La forge d'un dépôt dont l'adresse est réservée : ses liens ne mènent encore nulle part."""


def liens(c: Consultation, r: str, variables: Mapping[str, str] | None = None, lexique: bool = True) -> Liens:
    """Rend de quoi lier un texte ; ``lexique`` faux pour ce qui se copie, s'imprime ou se projette seul."""
    return Liens(variables or {}, relier(r), citer(c, r), expliquer(c, r) if lexique else None)


def relier(r: str) -> Callable[[str], str]:
    """Rend la fonction qui change un chemin du site (``/clauses/``) en adresse relative à la page, et rien d'autre."""
    return lambda adresse: (f"{r}{adresse.lstrip('/')}" or "./") if adresse.startswith("/") else adresse


@une_fois
def _explications(c: Consultation) -> Expliquer:
    explications: Iterator[Expliquer] = (g.lecture.expliquer(c) for g in c.genres.values() if g.lecture.expliquer)
    return next(explications)


def expliquer(c: Consultation, r: str) -> Reperer | None:
    """Rend ce qui explique les termes du lexique dans la page de racine ``r`` ; rien hors d'une page (un flux, un courriel)."""
    if not isinstance(r, Racine):
        return None
    trouver = _explications(c)
    return lambda texte: [(d, f, f"{r}{adresse}", note) for d, f, adresse, note in trouver(texte, r.expliques)]


def citer(c: Consultation, r: str) -> Reperer:
    """Rend ce qui trouve les références d'un texte : (début, fin, adresse relative à la page, note courte)."""
    droit = resolveur(c)
    return lambda texte: [(t.debut, t.fin, f"{r}{t.ref.adresse}", note(c, t.ref)) for t in droit.citations(texte)]


def note(c: Consultation, ref: Ref) -> str:
    """Rend la note courte d'une référence : ce qu'elle désigne, et son abrogation."""
    decision = bool(ref.texte and ref.texte.contenu.nature == "decision")
    return _note(c, ref.libelle, ref.objet, abroge(c, ref.abroge_le, decision) if ref.abroge_le else "")


@une_fois
def _note(c: Consultation, libelle: str, objet: str, fin: str) -> str:
    court = textwrap.shorten(brut(objet), 220, placeholder="…")
    return typographier(f"{libelle[0].upper()}{libelle[1:]} : {court} {fin}".strip())


def abroge(c: Consultation, jour: date, decision: bool = False) -> str:
    """Rend « Abrogé le … », ou « Sera abrogé le … » tant que ce jour n'est pas venu ; d'une décision, « Annulée le … »."""
    mot = "Annulée" if decision else "Abrogé" if jour <= c.jour else "Sera abrogé"
    return f"{mot} le {date_longue(jour)}."


def modifier(c: Consultation, fiche: Fiche[Any]) -> str:
    """Rend l'adresse qui ouvre le fichier de la fiche en modification."""
    edition, _, _ = FORGES[c.reseau.forge or PROVISOIRE]
    return f"{c.reseau.repo_url.rstrip('/')}/{edition}/{fiche.fichier}"


def fichier_neuf(c: Consultation) -> str:
    """Rend l'adresse qui ouvre un fichier neuf dans l'éditeur du dépôt : {dossier}, {nom} et, si la forge l'admet, {texte} y sont à poser."""
    _, neuf, _ = FORGES[c.reseau.forge or PROVISOIRE]
    return f"{c.reseau.repo_url.rstrip('/')}/{neuf}"


def prerempli(sujet: str, corps: str, a: str = "") -> str:
    """Rend le lien d'un courriel prérempli, sans compte à créer ; sans ``a``, qui l'envoie choisit à qui."""
    return f"mailto:{a}?subject={quote(sujet)}&body={quote(corps)}"


def inscription(c: Consultation) -> str:
    """Rend le lien d'inscription à la lettre : l'adresse du réseau, sinon un message à lui écrire.

    « {familles} » y tient la place de ce qui est choisi : les codes des familles dans l'adresse, tous les noms dans le message.
    """
    if adresse := c.reseau.inscription:
        return f"{adresse}{'&' if '?' in adresse else '?'}familles={{familles}}"
    corps = "Bonjour,\n\nJe souhaite recevoir la lettre du premier lundi.\n\nCe que je veux suivre : {familles}\nMa structure :\nMon métier :\n"
    return prerempli("Recevoir la lettre", corps, c.reseau.contact).replace("%7Bfamilles%7D", "{familles}")


def trame(demandes: Iterable[str]) -> str:
    """Rend un message à compléter : une ligne par demande."""
    return "".join(f"{demande} :\n" for demande in demandes)


class Retour(NamedTuple):
    """De quoi dire ce qui ne va pas dans une fiche, par courriel ou par un ticket que ``js/corriger.js`` remplit."""

    courriel: str
    contact: str
    fichier: str
    ticket: str
    """« …?title={titre}&body={corps} »."""
    fiche: str
    """« clause/carafes » ; vide si ses textes ne sont pas publiés à part."""
    donnees: str
    """Le chemin de la fiche en JSON, d'où son texte se relit."""
    calcules: str
    """Les champs de ce JSON que son fichier n'écrit pas."""


def signaler(c: Consultation, genre: Genre, fiche: Fiche[Any], part: tuple[str, str] | None = None) -> Retour:
    """Rend de quoi signaler une erreur de la fiche, ou de sa ``part`` (titre, adresse), et en corriger un mot."""
    titre, adresse = part or (fiche.contenu.titre, genre.adresse_de(fiche.id))
    corps = f"Page : {c.reseau.site_url}{adresse}\n\nCe que j'ai remarqué :\n\nCe que je propose :\n"
    courriel = prerempli(f"Signalement : {titre}", corps, c.reseau.contact)
    *_, ticket = FORGES[c.reseau.forge or PROVISOIRE]
    seule = bool(genre.donnees.jeu and genre.donnees.schema and genre.lecture.dossier)
    return Retour(
        courriel,
        c.reseau.contact,
        fiche.fichier,
        f"{c.reseau.repo_url.rstrip('/')}/{ticket}",
        f"{genre.donnees.schema}/{fiche.id}" if seule else "",
        chemin_de_fiche(genre.donnees.jeu.nom, fiche.id) if genre.donnees.jeu else "",
        " ".join(calcul.nom for calcul in calculs(genre)),
    )
