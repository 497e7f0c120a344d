"""L'adresse officielle d'une entrée : où lire le texte, l'arrêt ou l'annonce chez celui qui l'a écrit."""

from __future__ import annotations

import re

from macros.base.consultation import Consultation
from macros.fiches.veille.modele import OFFICIELLE, EntreeVeille


def adresse_officielle(c: Consultation, entree: EntreeVeille) -> str:
    """Rend la première source officielle de l'entrée, sinon le lien officiel de son texte ; chaîne vide s'il n'y en a pas."""
    texte = c.fiches("textes").get(entree.texte or "")
    liens = [source.url for source in entree.sources] + ([texte.contenu.url or ""] if texte else [])
    return next((lien for lien in liens if re.match(OFFICIELLE, lien)), "")
