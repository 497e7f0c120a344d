"""L'adresse officielle d'une entrée : où lire le texte, l'arrêt ou l'annonce chez celui qui l'a écrit."""

from __future__ import annotations

from urllib.parse import urlsplit

from macros.base.consultation import Consultation
from macros.fiches.veille.modele import EntreeVeille

SITES = (
    *("gouv.fr", "europa.eu", "vie-publique.fr", "service-public.fr", "ademe.fr", "ccomptes.fr"),
    *(
        "assemblee-nationale.fr",
        "senat.fr",
        "conseil-constitutionnel.fr",
        "conseil-etat.fr",
        "tribunal-administratif.fr",
        "courdecassation.fr",
        "autoritedelaconcurrence.fr",
        "cnil.fr",
        "justice.fr",
    ),
)
"""Domaines des institutions qui écrivent ou publient le droit, et leurs sous-domaines."""


def est_officielle(url: str) -> bool:
    """Dit si l'adresse est chez une institution."""
    hote = urlsplit(url).hostname or ""
    return any(hote == site or hote.endswith(f".{site}") for site in SITES)


def adresse_officielle(c: Consultation, entree: EntreeVeille) -> str:
    """Rend la première source officielle de l'entrée, sinon le lien officiel de son texte ; chaîne vide s'il n'y en a pas."""
    texte = c.fiches("textes").get(entree.texte or "")
    liens = [source.url for source in entree.sources] + ([texte.contenu.url or ""] if texte else [])
    return next((lien for lien in liens if est_officielle(lien)), "")
