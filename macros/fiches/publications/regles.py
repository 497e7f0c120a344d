"""Le registre des publications : ce que les abonnés ont reçu ne disparaît pas et ne change pas de sens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation, adresses
from macros.base.genre import Genre
from macros.lecture.anomalie import Anomalie, Defaut, Gravite

JOUR = re.compile(r"/\d{4}-\d{2}-\d{2}$")


class Publications(Defaut):
    """Ce qui est déjà publié dans les flux"""

    REGISTRE_TRONQUE = (
        "le registre annonce {attendues} publications et en contient {lignes}"
        " → Une ligne a été perdue ou ajoutée à la main : reprenez le fichier de la branche main."
    )
    RETRAIT_INUTILE = (
        "« {identifiant} » est dit retiré, et paraît encore → Supprimez aussi la fiche, ou retirez cette ligne."
    )
    PUBLICATION_DISPARUE = (
        "« {identifiant} » a été publié et n'existe plus : ses abonnés et ses liens le chercheront"
        " → Rétablissez {source} ; si le retrait est voulu, ajoutez l'identifiant et sa raison à « retires »."
    )
    RETRAIT_INCONNU = "« {identifiant} » n'a jamais été publié → Retirez cette ligne, ou corrigez l'identifiant."
    TITRE_PUBLIE = (
        "les abonnés ont reçu cette entrée sous le titre « {titre} »"
        " → Les flux gardent l'ancien titre. Si le fond change, écrivez une nouvelle entrée avec fait_suite_a.",
        Gravite.ALERTE,
    )
    VERSION_ABSENTE = (
        "git ne trouve pas « {version} »"
        " → Donnez une branche ou une version que git connaît ici : git fetch origin main, puis --depuis FETCH_HEAD."
    )
    PUBLICATION_PERDUE = (
        "« {identifiant} » n'est plus au registre, ou pas sous le titre que ses abonnés ont reçu"
        " → Reprenez la ligne de la branche principale : {ligne}"
    )


def titres_publies(c: Consultation) -> dict[str, str]:
    """Rend identifiant de flux → titre reçu par les abonnés."""
    return {cle: titre for fiche in c.fiches("publies").values() for cle, titre in fiche.contenu.publies.items()}


def disparus(c: Consultation) -> Iterator[Anomalie]:
    """Un identifiant publié répond toujours à une fiche, sauf retrait expliqué."""
    for fiche in c.fiches("publies").values():
        registre = fiche.contenu
        if (lignes := len(registre.publies)) != registre.nombre:
            yield fiche.anomalie(("nombre",), Publications.REGISTRE_TRONQUE(attendues=registre.nombre, lignes=lignes))
        for identifiant in registre.publies:
            existe = _existe(c, identifiant)
            if identifiant in registre.retires and existe:
                yield fiche.anomalie(("retires", identifiant), Publications.RETRAIT_INUTILE(identifiant=identifiant))
            elif identifiant not in registre.retires and not existe:
                source = _source(c, identifiant)
                constat = Publications.PUBLICATION_DISPARUE(identifiant=identifiant, source=source)
                yield fiche.anomalie(("publies", identifiant), constat)
        for identifiant in registre.retires:
            if identifiant not in registre.publies:
                yield fiche.anomalie(("retires", identifiant), Publications.RETRAIT_INCONNU(identifiant=identifiant))


def titres(c: Consultation) -> Iterator[Anomalie]:
    """Une entrée publiée garde son titre : une nouvelle sur le fond est une nouvelle entrée."""
    for entree in c.fiches("veille").values():
        publie = titres_publies(c).get(f"veille/{entree.id[:4]}/{entree.id}")
        if publie and publie != entree.contenu.titre:
            yield entree.anomalie(("titre",), Publications.TITRE_PUBLIE(titre=publie))


def _genre_de(c: Consultation, identifiant: str) -> tuple[Genre | None, str]:
    """Rend (genre, nom) de la fiche qu'un article de flux annonce ; le genre manque à ce qui n'est pas une fiche.

    Un identifiant est l'adresse d'une page, suivie du jour d'un changement pour un genre dont les fiches changent.
    """
    adresse = JOUR.sub("", identifiant)
    nom = adresse.rsplit("/", 1)[-1]
    genres = (g for g in c.genres.values() if g.a_une_page and g.adresse_de(nom) == f"{adresse}/")
    return next(genres, None), nom


def _source(c: Consultation, identifiant: str) -> str:
    """Rend ce qu'il faut rétablir pour que l'identifiant réponde de nouveau."""
    genre, nom = _genre_de(c, identifiant)
    if genre:
        return f"{genre.chemin_de(nom)} sous ce nom"
    if identifiant.startswith("flux/"):
        return f"le code « {nom} » dans son vocabulaire (thèmes ou familles d'achat)"
    return f"une entrée de {nom} ou d'un mois d'avant"


def _existe(c: Consultation, identifiant: str) -> bool:
    genre, nom = _genre_de(c, identifiant)
    if genre:
        fiche = c.fiches(genre.nom).get(nom)
        lisible = fiche is not None and getattr(fiche.contenu, "statut", "") != "brouillon"
        return lisible or (genre.nom, nom) in c.base.refusees
    return f"{identifiant}.rss" in c.produits or f"{identifiant}/" in adresses(c)
