"""L'adaptateur mkdocs-macros : les macros ouvertes aux pages, et l'état d'une construction.

Une macro rend un jeton, que ``pages`` remplace après Markdown par le fragment : aucun moteur ne repasse sur notre HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from macros.calendrier import CALENDRIERS
from macros.exports import champs
from macros.flux import canaux
from macros.modele import Anomalie, Base
from macros.regles.macros import MACROS
from macros.rendu import Rendu, titre_d_edition


@dataclass
class Etat:
    """Ce qu'une construction partage entre macros et crochets. ``r`` est la racine relative de la page en cours."""

    rendu: Rendu | None = None
    anomalies: list[Anomalie] = field(default_factory=list)
    fragments: dict[str, str] = field(default_factory=dict)
    r: str = ""
    index_de_recherche: str = ""
    """Dossier de l'index, relatif à la racine du site."""

    @property
    def base(self) -> Base:
        """Rend la base de la construction."""
        return self.rendu.base


ETAT = Etat()
DANS_LA_PHRASE = {"seuil"}
"""Macros qui rendent un mot de la phrase, et non un bloc."""


def declarer(env) -> None:
    """Enregistre les macros ; refuse de partir si la liste admise et les macros diffèrent."""
    disponibles = {nom: fonction for nom, fonction in globals().items() if nom in MACROS}
    if set(disponibles) != set(MACROS):
        raise RuntimeError(f"macros annoncées et non écrites : {set(MACROS) ^ set(disponibles)}")
    for nom, fonction in disponibles.items():
        env.macro(fonction if nom in DANS_LA_PHRASE else _jeton(fonction), nom)


def _jeton(fonction):
    def macro(*arguments, **options):
        cle = f"fragment-{len(ETAT.fragments)}"
        ETAT.fragments[cle] = str(fonction(*arguments, **options))
        return f'\n\n<div id="{cle}"></div>\n\n'

    return macro


def restituer(html: str) -> str:
    """Rend le HTML d'une page où chaque jeton de macro a repris son fragment."""
    for cle, fragment in ETAT.fragments.items():
        html = html.replace(f'<div id="{cle}"></div>', fragment)
    ETAT.fragments.clear()
    return html


def _restriction(**facettes: str) -> dict[str, str]:
    return {nom: valeur for nom, valeur in facettes.items() if valeur}


def tableau_clauses(segment: str = "", theme: str = "", nature: str = "", taille: str = "", marche: str = "") -> str:
    """Rend le tableau des clauses, restreint par facette."""
    facettes = _restriction(segment=segment, theme=theme, nature=nature, taille=taille, marche=marche)
    return ETAT.rendu.tableau("clauses", ETAT.r, facettes)


def tableau_bonnes_pratiques(theme: str = "", profil: str = "", taille: str = "", segment: str = "") -> str:
    """Rend le tableau des bonnes pratiques, restreint par facette."""
    return ETAT.rendu.tableau(
        "pratiques", ETAT.r, _restriction(theme=theme, profil=profil, taille=taille, segment=segment)
    )


def tableau_veille(theme: str = "", impact: str = "", annee: str = "", segment: str = "") -> str:
    """Rend le tableau de la veille, restreint par facette."""
    return ETAT.rendu.tableau("veille", ETAT.r, _restriction(theme=theme, impact=impact, annee=annee, segment=segment))


def tableau_textes(nature: str = "", theme: str = "") -> str:
    """Rend le tableau des textes de droit, restreint par facette."""
    return ETAT.rendu.tableau("textes", ETAT.r, _restriction(nature=nature, theme=theme))


def tableau_indicateurs(famille: str = "", theme: str = "") -> str:
    """Rend le tableau des indicateurs, restreint par facette."""
    return ETAT.rendu.tableau("indicateurs", ETAT.r, _restriction(famille=famille, theme=theme))


def tableau_feuilles() -> str:
    """Rend les feuilles de route, de la plus simple à la plus complète."""
    return ETAT.rendu.feuilles(ETAT.r)


def liste_modeles() -> str:
    """Rend les modèles de documents, à lire ou à télécharger."""
    return ETAT.rendu.modeles(ETAT.r)


def liste_parcours() -> str:
    """Rend les parcours de formation, leur durée et leur début."""
    return ETAT.rendu.liste_parcours(ETAT.r)


def carte_achat() -> str:
    """Rend la carte dessinée d'un achat, du besoin au bilan."""
    return ETAT.rendu.carte_achat(ETAT.r)


def liste_kits() -> str:
    """Rend les kits d'animation, à lire ou à télécharger."""
    return ETAT.rendu.liste_kits(ETAT.r)


def plan_30_30() -> str:
    """Rend le plan minute par minute de la dernière édition du 30-30."""
    return ETAT.rendu.plan_30_30(ETAT.r)


def lexique() -> str:
    """Rend tous les termes du lexique, par lettre."""
    return ETAT.rendu.lexique(ETAT.r)


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
    mois = next((m for m in ETAT.base.mois_de_veille if rendu.entrees_du_mois(m)), "")
    return rendu.fragment(
        "dernier_30_30",
        ETAT.r,
        mois=mois,
        titre=titre_d_edition(mois) if mois else "",
        entrees=rendu.entrees_du_mois(mois),
        minutes=rendu.minutes_du_mois(mois),
    )


def archives_veille() -> str:
    """Rend les éditions mois par mois, et les archives par année, thème et famille d'achat."""
    return ETAT.rendu.sommaire_d_archives(ETAT.r)


def echeancier() -> str:
    """Rend la frise des dates d'effet, passées et à venir."""
    return ETAT.rendu.echeancier(ETAT.r)


def liste_a_revoir() -> str:
    """Rend les clauses et bonnes pratiques à revoir, les plus urgentes d'abord, et leur raison."""
    return ETAT.rendu.liste_a_revoir(ETAT.r)


def tableau_seuils() -> str:
    """Rend tous les seuils et leur valeur du jour, en un coup d'œil."""
    return ETAT.rendu.seuils("tableau_seuils", ETAT.r)


def detail_seuils() -> str:
    """Rend chaque seuil : sa valeur, son effet, sa base légale, son histoire, ce qui s'annonce."""
    return ETAT.rendu.seuils("detail_seuils", ETAT.r)


def seuil(nom: str) -> str:
    """Rend la valeur du jour d'un seuil, au fil de la phrase."""
    return ETAT.base.seuil(nom).affichage(ETAT.base.jour)


def liste_flux() -> str:
    """Rend les flux, leur adresse à copier, et de quoi choisir par thème et par famille d'achat."""
    par_genre: dict[str, list] = {"principal": [], "theme": [], "segment": []}
    for canal in canaux(ETAT.base):
        par_genre[canal.genre].append(canal)
    vides = {c.chemin for cs in par_genre.values() for c in cs if next(c.articles(ETAT.base), None) is None}
    return ETAT.rendu.fragment("liste_flux", ETAT.r, canaux=par_genre, vides=vides)


def liste_calendriers() -> str:
    """Rend les calendriers et leur adresse à copier."""
    return ETAT.rendu.fragment("liste_calendriers", ETAT.r, calendriers=CALENDRIERS)


def identite_reseau() -> str:
    """Rend le nom, la région et le contact du réseau."""
    return ETAT.rendu.fragment("identite_reseau", ETAT.r)


def reference_champs(genre: str) -> str:
    """Rend la référence des champs d'un genre de fiche, tirée du modèle."""
    return ETAT.rendu.fragment("reference_champs", ETAT.r, champs=champs(genre, ETAT.base))
