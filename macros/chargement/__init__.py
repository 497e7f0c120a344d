"""Lit les fiches du dépôt : YAML et en-têtes Markdown → fiches typées qui gardent fichier et ligne."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from macros.horloge import aujourdhui
from macros.modele import (
    FICHIERS_UNIQUES,
    GENRES,
    GENRES_A_SEUILS,
    SLUG,
    Anomalie,
    Base,
    EnTetePage,
    Genre,
    Page,
    Reperes,
)

from .fiches import typer
from .identite import lire_identite
from .lecture import lire_texte, parcourir
from .seuils import Pose
from .yaml_sur import lire_yaml

__all__ = ["charger", "lire_identite"]

SIGNATURES = {"png": b"\x89PNG", "jpg": b"\xff\xd8\xff", "webp": b"WEBP"}
IMAGE_MAX = 500_000
ENTREE_VEILLE = re.compile(r"docs/veille/[^/]+/[^/]+\.md")
EN_TETE = re.compile(r"---\n(.*?)^---[ ]*\n?", re.DOTALL | re.MULTILINE)


def charger(racine: Path) -> tuple[Base, list[Anomalie]]:
    """Lit ``data/`` et ``docs/`` sous ``racine`` ; rend la base et toutes les anomalies de forme, à la suite.

    Une fiche illisible est absente de la base, notée dans ``refusees``, et n'empêche pas de lire les autres.
    """
    base = Base(aujourdhui())
    base.identite, anomalies = lire_identite(racine)
    fichiers = [*parcourir(racine, "data", anomalies), *parcourir(racine, "docs", anomalies)]
    for fichier in sorted(
        fichiers, key=lambda f: f != FICHIERS_UNIQUES["seuils"]
    ):  # les seuils d'abord : d'autres fiches les écrivent
        genre = _genre(fichier)
        if genre is not None:
            anomalies += _lire_fiche(racine, fichier, genre, base)
        elif fichier.startswith("docs/") and fichier.endswith(".md"):
            anomalies += _lire_page(racine, fichier, base)
        else:
            anomalies += _fichier_libre(racine, fichier, base)
    return base, anomalies


def _genre(fichier: str) -> Genre | None:
    for genre in GENRES.values():
        dossier, _, nom = fichier.rpartition("/")
        if genre.nom == "veille":
            if ENTREE_VEILLE.fullmatch(fichier):
                return genre
        elif genre.nom in FICHIERS_UNIQUES:
            if fichier == FICHIERS_UNIQUES[genre.nom]:
                return genre
        elif dossier == genre.dossier and nom != "index.md" and nom.endswith((".yml", ".md")):
            attendu = ".yml" if genre.dossier.startswith("data/") else ".md"
            if nom.endswith(attendu):
                return genre
    return None


def _lire_fiche(racine: Path, fichier: str, genre: Genre, base: Base) -> list[Anomalie]:
    fiche_id = Path(fichier).stem
    texte, anomalies = lire_texte(racine, fichier)
    corps, ligne_corps, depart = "", 1, 1
    if not anomalies and fichier.endswith(".md"):
        en_tete, corps, ligne_corps = _separer(texte)
        if en_tete is None:
            anomalies.append(
                Anomalie(
                    fichier,
                    1,
                    1,
                    "en-tete-illisible",
                    "l'en-tête « --- … --- » manque ou n'est pas fermé",
                    "La fiche commence par une ligne « --- », ses champs, puis une ligne « --- ».",
                )
            )
        else:
            texte, depart = en_tete, 2
    if not anomalies:
        valeurs, reperes, anomalies = lire_yaml(texte, fichier, depart)
        if valeurs is not None:
            relire = partial(_reperes, racine, fichier)
            fiche, defauts = typer(genre.modele, fiche_id, fichier, valeurs, reperes, corps, ligne_corps, relire)
            if fiche is not None and genre.nom in GENRES_A_SEUILS and "seuil(" in f"{texte}{corps}":
                pose = Pose(base, fiche)
                fiche, defauts = pose.poser(), pose.anomalies
            anomalies += defauts
            if fiche is not None and (autre := getattr(base, genre.nom).get(fiche_id)):
                anomalies.append(
                    Anomalie(
                        fichier,
                        1,
                        1,
                        "fiche-en-double",
                        f"{autre.fichier} porte déjà ce nom",
                        "Renommez l'une des deux fiches.",
                    )
                )
            elif fiche is not None:
                getattr(base, genre.nom)[fiche_id] = fiche
            if fiche is not None:
                return anomalies
    base.refusees.add((genre.nom, fiche_id))
    return anomalies


def _reperes(racine: Path, fichier: str) -> Reperes:
    """Relit les repères d'une fiche déjà lue une fois sans défaut."""
    texte, _ = lire_texte(racine, fichier)
    if fichier.endswith(".md"):
        return lire_yaml(_separer(texte)[0] or "", fichier, 2)[1]
    return lire_yaml(texte, fichier)[1]


def _separer(texte: str) -> tuple[str | None, str, int]:
    """Rend (en-tête, corps, première ligne du corps) ; l'en-tête vaut ``None`` s'il manque ou n'est pas fermé."""
    trouve = EN_TETE.match(texte)
    if not trouve:
        return None, texte, 1
    return trouve[1], texte[trouve.end() :], texte[: trouve.end()].count("\n") + 1


def _lire_page(racine: Path, fichier: str, base: Base) -> list[Anomalie]:
    texte, anomalies = lire_texte(racine, fichier)
    if anomalies:
        return anomalies
    if len(texte) > TAILLE_PAGE or REPETITION.search(texte):
        return [
            Anomalie(
                fichier,
                1,
                1,
                "page-trop-grosse",
                f"la page dépasse {TAILLE_PAGE} signes, ou répète un signe plus de 80 fois",
                "Divisez la page, et retirez les suites de signes.",
            )
        ]
    if defaut := _trop_de_signes(fichier, texte):
        return [defaut]
    if not texte.startswith("---\n"):
        return [
            Anomalie(
                fichier,
                1,
                1,
                "titre-manquant",
                "la page n'a pas d'en-tête avec « title » et « description »",
                "Commencez le fichier par « --- », « title: … », « description: … », « --- ».",
            )
        ]
    en_tete, corps, ligne = _separer(texte)
    if en_tete is None:
        return [
            Anomalie(
                fichier,
                1,
                1,
                "en-tete-illisible",
                "l'en-tête « --- … --- » n'est pas fermé",
                "Ajoutez une ligne « --- » après le dernier champ.",
            )
        ]
    valeurs, reperes, anomalies = lire_yaml(en_tete, fichier, 2, booleens=frozenset({"render_macros"}))
    if valeurs is not None:
        chemin = fichier.removeprefix("docs/")
        fiche, defauts = typer(EnTetePage, chemin, fichier, valeurs, reperes)
        anomalies += defauts
        if fiche is not None:
            base.pages[chemin] = Page(chemin, fichier, fiche.contenu, corps, ligne)
    return anomalies


def _rangements() -> list[str]:
    """Rend les endroits de ``data/`` où une fiche se range."""
    return [FICHIERS_UNIQUES.get(g.nom, g.dossier) for g in GENRES.values() if g.dossier.startswith("data")]


TAILLE_PAGE = 60_000
REPETITION = re.compile(r"([^\s\w-])\1{80}")
"""Une longue suite de crochets ou d'étoiles coûte des minutes au moteur Markdown."""
SIGNES_MAX = 2_000
"""Crochets, chevrons ou accents graves d'une page : le temps du moteur croît avec leur carré. La page la plus chargée en a 80."""


def _trop_de_signes(fichier: str, texte: str) -> Anomalie | None:
    for signe in "[<`":
        if texte.count(signe) > SIGNES_MAX:
            dernier = [trouve.start() for trouve in re.finditer(re.escape(signe), texte)][SIGNES_MAX]
            return Anomalie(
                fichier,
                texte.count("\n", 0, dernier) + 1,
                dernier - texte.rfind("\n", 0, dernier),
                "page-trop-grosse",
                f"la page a plus de {SIGNES_MAX} fois le signe « {signe} »",
                "Divisez la page, ou retirez les signes en trop.",
            )
    return None


def _fichier_libre(racine: Path, fichier: str, base: Base) -> list[Anomalie]:
    """Un fichier qui n'est ni fiche ni page : images seulement, pour ne rien masquer du thème."""
    dossier, _, nom = fichier.rpartition("/")
    if dossier == "docs/images" and (signature := SIGNATURES.get(nom.rpartition(".")[2])):
        octets = (racine / fichier).read_bytes()
        if signature in octets[:12] and len(octets) <= IMAGE_MAX and SLUG.fullmatch(nom.rpartition(".")[0]):
            base.images.add(fichier.removeprefix("docs/"))
            return []
        return [
            Anomalie(
                fichier,
                1,
                1,
                "image-refusee",
                "ce n'est pas une image de ce format, de moins de 500 Ko, au nom simple",
                "Enregistrez l'image en PNG, JPEG ou WebP ; nom en minuscules, chiffres et tirets.",
            )
        ]
    if dossier.startswith("data"):
        return [
            Anomalie(
                fichier,
                1,
                1,
                "fichier-inattendu",
                "ce fichier n'est pas une fiche",
                f"Une fiche est un fichier .yml rangé dans {', '.join(_rangements())}.",
            )
        ]
    if nom.endswith(".yml"):
        conseil = "Les fiches YAML vont dans data/."
    else:
        conseil = "docs/ ne reçoit que des pages .md, et des images .png, .jpg ou .webp dans docs/images/."
    return [
        Anomalie(fichier, 1, 1, "fichier-inattendu", "ce fichier masquerait ou doublerait un fichier du site", conseil)
    ]
