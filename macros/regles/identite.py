"""Le nom du fichier est l'identité et l'adresse de la fiche."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.base.base import Base
from macros.base.genres import ADRESSES, FICHIERS_UNIQUES
from macros.base.types import SLUG, Modele
from macros.lecture.anomalie import Anomalie

AUTRES_RESERVES = {
    "clauses": {"selection", "segments"},
    "textes": {"seuils"},
    "codes": {"seuils"},
    "parcours": {"etapes", "questions"},
    "structures": {"acheter-a-l-ess", "rencontres"},
}
RESERVES = {genre: {"index", *AUTRES_RESERVES.get(genre, ())} for genre in ADRESSES}
"""Genre qui a une adresse → noms pris : « index » remplacerait la page d'accueil du dossier."""
LONGUEUR_MAX = 80


def nom_de_fichier(base: Base) -> Iterator[Anomalie]:
    """Le nom est un slug : minuscules sans accent, chiffres, tirets."""
    for genre, fiche in base.par_genre():
        if not SLUG.fullmatch(fiche.id) or len(fiche.id) > LONGUEUR_MAX:
            yield fiche.anomalie(
                (),
                "nom-de-fichier",
                f"« {fiche.id} » ne peut pas devenir une adresse",
                "Renommez le fichier : minuscules sans accent, chiffres et tirets, 80 signes au plus.",
            )
        elif fiche.id in RESERVES.get(genre, ()) or (genre == "textes" and fiche.id in base.codes):
            yield fiche.anomalie(
                (), "nom-reserve", f"« {fiche.id} » est une adresse réservée du site", "Renommez le fichier."
            )
        if genre == "codes" and fiche.contenu.sigle.lower() != fiche.id:
            yield fiche.anomalie(
                ("sigle",),
                "identite",
                f"le sigle « {fiche.contenu.sigle} » diffère du nom de fichier",
                f"Nommez le fichier {fiche.contenu.sigle.lower()}.yml.",
            )


def fichiers_uniques(base: Base) -> Iterator[Anomalie]:
    """Les seuils et le registre des publications tiennent chacun dans un fichier, que rien ne remplace."""
    for genre, fichier in FICHIERS_UNIQUES.items():
        if not getattr(base, genre) and (genre, genre) not in base.refusees:
            yield Anomalie(
                fichier, 1, 1, "fichier-absent", "ce fichier manque", "Reprenez-le de la branche main du dépôt."
            )


def nom_de_veille(base: Base) -> Iterator[Anomalie]:
    """Une entrée de veille s'appelle ``AAAA/AAAA-MM-JJ-sujet.md``, au jour de l'événement."""
    for fiche in base.veille.values():
        jour = fiche.contenu.date.isoformat()
        if not fiche.id.startswith(f"{jour}-"):
            yield fiche.anomalie(
                ("date",),
                "identite",
                f"la date {jour} diffère de celle du nom de fichier",
                f"Nommez le fichier {jour}-sujet.md, ou corrigez la date.",
            )
        elif f"/{fiche.id[:4]}/" not in fiche.fichier:
            yield fiche.anomalie(
                ("date",),
                "identite",
                "l'entrée n'est pas dans le dossier de son année",
                f"Rangez-la dans docs/veille/{fiche.id[:4]}/.",
            )


def adresses_uniques(base: Base) -> Iterator[Anomalie]:
    """Deux sources pour une même adresse : l'une masquerait l'autre."""
    prises = dict(base.adresses)
    for page in sorted(base.pages.values(), key=lambda p: p.chemin):
        if (autre := prises.setdefault(page.adresse, page.fichier)) != page.fichier:
            yield Anomalie(
                page.fichier,
                1,
                1,
                "adresse-en-double",
                f"{autre} occupe déjà l'adresse /{page.adresse}",
                "Renommez ou supprimez l'un des deux fichiers.",
            )


def dates(base: Base) -> Iterator[Anomalie]:
    """Les dates se suivent, et aucune n'est lointaine (de 1950 à quinze ans d'ici)."""
    plancher, plafond = date(1950, 1, 1), date(base.jour.year + 15, 12, 31)
    for _, fiche in base.par_genre():
        for chemin, valeur in _dates(fiche.contenu):
            if not plancher <= valeur <= plafond:
                yield fiche.anomalie(chemin, "date-lointaine", f"{valeur} est hors du plausible", "Vérifiez l'année.")
            elif chemin[-1] in ("publie_le", "modifie_le", "verifie_le", "corrige_le", "date") and valeur > base.jour:
                yield fiche.anomalie(
                    chemin,
                    "date-future",
                    f"{valeur} n'est pas encore passé (nous sommes le {base.jour})",
                    "Écrivez le jour réel ; une fiche ne se date pas d'avance.",
                )
        contenu = fiche.contenu
        if hasattr(contenu, "modifie_le") and contenu.modifie_le < contenu.publie_le:
            yield fiche.anomalie(
                ("modifie_le",), "ordre-des-dates", "modifie_le précède publie_le", "Corrigez l'une des deux."
            )
    for fiche in base.veille.values():
        if fiche.contenu.publie_le < fiche.contenu.date and fiche.contenu.evenement != "echeance":
            yield fiche.anomalie(
                ("publie_le",),
                "ordre-des-dates",
                "l'entrée est publiée avant l'événement",
                "Corrigez publie_le ou date.",
            )
    for fiche in base.textes.values():
        texte = fiche.contenu
        if texte.signe_le and texte.publie_le and texte.publie_le < texte.signe_le:
            yield fiche.anomalie(
                ("publie_le",), "ordre-des-dates", "le texte est publié avant d'être signé", "Corrigez la date."
            )
        for rang, echeance in enumerate(texte.en_vigueur):
            if texte.signe_le and echeance.le < texte.signe_le:
                yield fiche.anomalie(
                    ("en_vigueur", rang, "le"),
                    "ordre-des-dates",
                    "la date d'effet précède la signature",
                    "Corrigez la date d'effet, ou expliquez la rétroactivité dans le résumé.",
                )
        if bool(texte.abroge_le) != bool(texte.abroge_par):
            yield fiche.anomalie(
                ("abroge_le",), "abrogation", "abroge_le et abroge_par vont ensemble", "Ajoutez le champ qui manque."
            )


def _dates(valeur: object, chemin: tuple = ()) -> Iterator[tuple[tuple, date]]:
    """Rend (chemin, jour) de toutes les dates de la fiche, à toute profondeur."""
    if isinstance(valeur, date):
        yield chemin, valeur
    elif isinstance(valeur, Modele):
        for nom in type(valeur).model_fields:
            yield from _dates(getattr(valeur, nom), (*chemin, nom))
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield from _dates(element, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, element in enumerate(valeur):
            yield from _dates(element, (*chemin, rang))
