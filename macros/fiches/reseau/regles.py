"""L'identité du réseau : des couleurs lisibles, une forge connue."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.reseau.couleurs import CONTRASTE_TEXTE, CONTRASTE_TRAIT, contraste
from macros.fiches.reseau.modele import Identite
from macros.lecture.anomalie import Anomalie, Defaut, Gravite

BLANC = "#ffffff"


class IdentiteDuReseau(Defaut):
    """L’identité du réseau"""

    COULEUR_ILLISIBLE = (
        "une couleur du réseau n'a pas assez de contraste → Prenez une marque plus sombre, ou un accent plus clair."
    )
    IDENTITE_PROVISOIRE = (
        "« {champ} » vaut encore {valeur}, qui ne mène nulle part"
        " → Mettez la valeur du réseau avant d'ouvrir le site au public (SITE_URL et REPO_URL viennent de l'environnement).",
        Gravite.ALERTE,
    )
    FORGE_INCONNUE = (
        "l'adresse du dépôt, {adresse}, ne dit pas quelle forge le tient"
        " → Ajoutez forge: github, forge: gitlab ou forge: forgejo : les liens « Modifier » et « Commencer » en suivent les adresses."
    )


def couleurs(c: Consultation, fiche: Fiche[Identite]) -> Iterator[Anomalie]:
    """Le blanc se lit sur la marque, et l'accent se voit sur le fond du menu (WCAG 2.2, critères 1.4.3 et 1.4.11)."""
    choisies = fiche.contenu.couleurs
    blanc = contraste(choisies.marque, BLANC)
    accent = min(contraste(choisies.accent, fond) for fond in (choisies.fonce, choisies.fonce_sombre))
    if blanc < CONTRASTE_TEXTE:
        quoi, conseil = "le blanc ne se lit pas assez sur cette couleur", "Prenez une couleur plus sombre."
        yield _trop_proches(fiche, "marque", quoi, blanc, CONTRASTE_TEXTE, conseil)
    if accent < CONTRASTE_TRAIT:
        quoi, conseil = "cet accent ne se voit pas assez sur la marque", "Prenez une couleur plus claire."
        yield _trop_proches(fiche, "accent", quoi, accent, CONTRASTE_TRAIT, conseil)


def forge(c: Consultation, fiche: Fiche[Identite]) -> Iterator[Anomalie]:
    """Un dépôt publié dit sa forge ; une adresse réservée (``.example``) ne mène encore nulle part."""
    depot = c.reseau.repo_url
    if depot and ".example" not in depot and not c.reseau.forge:
        yield fiche.anomalie(("forge",), IdentiteDuReseau.FORGE_INCONNUE(adresse=depot))


def _trop_proches(
    fiche: Fiche[Identite], champ: str, quoi: str, rapport: float, minimum: float, conseil: str
) -> Anomalie:
    message = f"{quoi} : contraste de {rapport:.1f}, pour {minimum} au moins"
    return fiche.anomalie(("couleurs", champ), IdentiteDuReseau.COULEUR_ILLISIBLE(message, conseil))
