"""L'identité du réseau : ce qu'un réseau frère change, et ce que ses couleurs dessinent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from macros.base.base import Base
from macros.base.genre import Genre, Lecture, Pages, Regles
from macros.base.macro import macro
from macros.base.reseau import Reseau
from macros.fiches.reseau import regles
from macros.fiches.reseau.forge import forge_de
from macros.fiches.reseau.modele import Identite
from macros.sorties.html.contexte import Contexte

FICHIER = "data/reseau/identite.yml"


def reseau_de(base: Base, site_url: str = "", repo_url: str = "") -> Reseau:
    """Rend le réseau qui publie : son identité, les adresses du site et du dépôt ; sans identité lisible, des champs vides."""
    fiche = base.fiches["identite"].get("identite")
    if fiche is None:
        return Reseau(site_url=site_url, repo_url=repo_url, forge=forge_de(None, repo_url))
    identite: Identite = fiche.contenu
    regle = identite.trente_trente
    return Reseau(
        identite.nom,
        identite.nom_long,
        identite.region,
        identite.contact,
        identite.hebergeur,
        identite.autorite_flux,
        tuple(identite.departements),
        identite.couleurs,
        regle if regle and regle.actif else None,
        site_url,
        repo_url,
        forge_de(identite.forge, repo_url),
        identite.inscription or "",
    )


def _image(reseau: Reseau) -> bytes:
    """Rend l'image de partage ; Pillow ne se charge que pour la dessiner."""
    from macros.fiches.reseau.partage import image

    return image(reseau)


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend ce que les couleurs du réseau dessinent : la feuille de couleurs, le logo, l'image de partage."""
    couleurs = ctx.c.reseau.couleurs
    noms = ("couleurs.css", "logo.svg") if couleurs else ()

    def dessiner(nom: str) -> bytes:
        return ctx.fragment(f"reseau/{nom}", couleurs=couleurs).encode()

    partage = {"assets/reseau/partage.png": partial(_image, ctx.c.reseau)} if couleurs else {}
    return {f"assets/reseau/{nom}": partial(dessiner, nom) for nom in noms} | partage


@macro()
def identite_reseau(ctx: Contexte) -> Markup:
    """Rend le nom, la région et le contact du réseau."""
    return ctx.fragment("reseau/identite")


@macro(en_phrase=True)
def nom_reseau(ctx: Contexte) -> str:
    """Rend le nom du réseau, au fil de la phrase."""
    return ctx.c.reseau.nom


IDENTITE = Genre(
    nom="identite",
    modele=Identite,
    libelle="identité du réseau",
    lecture=Lecture(fichier=FICHIER),
    pages=Pages(fichiers=fichiers, macros=(identite_reseau, nom_reseau)),
    regles=Regles(de_fiche=(regles.couleurs, regles.forge), defauts=(regles.IdentiteDuReseau,)),
)
