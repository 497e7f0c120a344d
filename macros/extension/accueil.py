"""Les macros de l'accueil : chercher, entrer par famille d'achat, lire les nouvelles."""

from __future__ import annotations

from datetime import timedelta

from macros.extension.etat import ETAT
from macros.rendu.veille import titre_d_edition


def champ_recherche() -> str:
    """Rend le champ de recherche de l'accueil."""
    return ETAT.rendu.fragment("champ_recherche", ETAT.r)


def entrees_segments() -> str:
    """Rend les entrées par famille d'achat, avec le nombre de clauses."""
    comptes: dict[str, int] = {}
    for fiche in ETAT.base.publiees():
        for code in fiche.contenu.segments:
            comptes[code] = comptes.get(code, 0) + 1
    segments = [
        (code, v.libelle, comptes[code])
        for code, v in ETAT.base.vocabulaires["segments"].contenu.valeurs.items()
        if code in comptes
    ]
    return ETAT.rendu.fragment("entrees_segments", ETAT.r, segments=segments)


def appel_petite_commune() -> str:
    """Rend l'appel à l'entrée des petites communes."""
    return ETAT.rendu.fragment("appel_petite_commune", ETAT.r)


def actualites(jours: int = 60, maximum: int = 5) -> str:
    """Rend les nouvelles de l'accueil : sept derniers jours, échéances, clauses modifiées, dernier 30-30.

    ``jours`` borne les échéances à venir et les clauses modifiées ; ``maximum`` borne chaque liste.
    """
    rendu = ETAT.rendu
    return rendu.fragment(
        "actualites",
        ETAT.r,
        jours=jours,
        dernier=dernier_30_30(),
        semaine=_recentes(
            7, maximum, "Rien de nouveau depuis sept jours.", ("clauses", "pratiques", "veille"), "veille/"
        ),
        echeances=rendu.fragment(
            "echeances",
            ETAT.r,
            dates=rendu.echeances(ETAT.base.jour, ETAT.base.jour + timedelta(days=jours)),
            jours=jours,
        ),
        clauses=_recentes(jours, maximum, f"Aucune clause modifiée depuis {jours} jours.", ("clauses",), "clauses/"),
    )


def _recentes(jours: int, maximum: int, vide: str, genres: tuple[str, ...], suite: str) -> str:
    fiches = [t for t in ETAT.rendu.recentes(jours) if t[1] in genres]
    return ETAT.rendu.fragment(
        "liste_recentes", ETAT.r, fiches=fiches[:maximum], reste=max(0, len(fiches) - maximum), vide=vide, suite=suite
    )


def dernier_30_30() -> str:
    """Rend la dernière édition du 30-30 qui a une entrée."""
    rendu = ETAT.rendu
    mois = rendu.dernier_mois
    return rendu.fragment(
        "dernier_30_30",
        ETAT.r,
        mois=mois,
        titre=titre_d_edition(mois) if mois else "",
        entrees=rendu.entrees_du_mois(mois),
        minutes=rendu.minutes_du_mois(mois),
    )
