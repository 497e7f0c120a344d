"""Les liens d'une page : vers le site, vers le droit, vers le dépôt."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Expliquer, Ref
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
    "github": ("edit/main", "new/main/{dossier}?filename={nom}&value={texte}"),
    "gitlab": ("-/edit/main", "-/new/main/{dossier}?file_name={nom}"),
    "forgejo": ("_edit/main", "_new/main/{dossier}?filename={nom}&value={texte}"),
}
"""Forge → (où un fichier se modifie, où un fichier neuf s'écrit), dans le dépôt."""
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
    edition, _ = FORGES[c.reseau.forge or PROVISOIRE]
    return f"{c.reseau.repo_url.rstrip('/')}/{edition}/{fiche.fichier}"


def nouveau(c: Consultation, dossier: str, nom: str, texte: str) -> str:
    """Rend l'adresse qui ouvre un fichier neuf dans l'éditeur du dépôt ; déjà rempli, si la forge sait le faire."""
    _, neuf = FORGES[c.reseau.forge or PROVISOIRE]
    return f"{c.reseau.repo_url.rstrip('/')}/{neuf.format(dossier=dossier, nom=quote(nom), texte=quote(texte))}"


def prerempli(sujet: str, corps: str, a: str = "") -> str:
    """Rend le lien d'un courriel prérempli, sans compte à créer ; sans ``a``, qui l'envoie choisit à qui."""
    return f"mailto:{a}?subject={quote(sujet)}&body={quote(corps)}"


def inscription(c: Consultation) -> str:
    """Rend le lien d'inscription à la lettre : l'adresse du réseau, sinon un message à lui écrire.

    « {familles} » y tient la place des familles choisies : leurs codes dans l'adresse, leurs noms dans le message.
    """
    if adresse := c.reseau.inscription:
        return f"{adresse}{'&' if '?' in adresse else '?'}familles={{familles}}"
    corps = "Bonjour,\n\nJe souhaite recevoir la lettre du premier lundi.\n\nMes familles d’achat : {familles}\nMa structure :\nMon métier :\n"
    return prerempli("Recevoir la lettre", corps, c.reseau.contact).replace("%7Bfamilles%7D", "{familles}")


def trame(demandes: Iterable[str]) -> str:
    """Rend un message à compléter : une ligne par demande."""
    return "".join(f"{demande} :\n" for demande in demandes)


def signaler(c: Consultation, fiche: Fiche[Any], adresse: str) -> str:
    """Rend le lien d'un courriel qui signale une erreur de la fiche."""
    corps = f"Page : {c.reseau.site_url}{adresse}\n\nCe que j'ai remarqué :\n\nCe que je propose :\n"
    return prerempli(f"Signalement : {fiche.contenu.titre}", corps, c.reseau.contact)
