"""Lit les fiches du dépôt : YAML et en-têtes Markdown → fiches typées qui gardent fichier et ligne."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, get_args

from macros.base.base import Base
from macros.base.fiche import Fiche, FicheIncomplete
from macros.base.genre import Genre
from macros.base.page import EnTetePage, Page, adresse_de
from macros.base.pose import Fournis, Pose
from macros.base.typage import typer
from macros.base.types import Modele, nom_admis, sous_modeles
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Champs, Ecriture, Fichier
from macros.lecture.defauts_des_pages import Pages
from macros.lecture.exigence import EXIGENCE
from macros.lecture.fichiers import a_lire, lire_texte
from macros.lecture.horloge import aujourdhui
from macros.lecture.reperes import Reperes
from macros.lecture.yaml import lire_yaml

SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "webp": b"RIFF....WEBP"}
IMAGE_MAX = 500_000
EN_TETE = re.compile(r"---\n(.*?)^---[ ]*\n?", re.DOTALL | re.MULTILINE)
T = TypeVar("T")
Retenues = dict[str, tuple[bytes, Any]]
"""Fichier → ses octets, et ce qui s'y est lu."""


def charger(racine: Path, genres: Sequence[Genre], retenues: Retenues | None = None) -> tuple[Base, list[Anomalie]]:
    """Lit ``data/`` et ``docs/`` sous ``racine`` ; rend la base et toutes les anomalies de forme, à la suite.

    Une fiche illisible est absente de la base, notée dans ``refusees``, et n'empêche pas de lire les autres. ``retenues`` est
    ce qu'une lecture laisse à la suivante, par le même code : un fichier aux mêmes octets y reste la même fiche.
    """
    base, fournis = Base(aujourdhui(), frere=(racine / EXIGENCE).is_file()), Fournis()
    anomalies: list[Anomalie] = []
    fichiers = a_lire(racine, anomalies)
    for fichier, genre in dans_l_ordre(fichiers, genres):
        if genre is not None:
            anomalies += _lire_fiche(racine, fichier, genre, base, fournis, retenues)
            if genre.lecture.fournit:
                fiche = base.fiches[genre.nom].get(Path(fichier).stem)
                valeurs = genre.lecture.fournit(fiche.contenu, base.jour) if fiche else {}
                fournis = Fournis(valeurs, fichier, fiche is not None)
        elif fichier.startswith("docs/") and fichier.endswith(".md"):
            anomalies += _lire_page(racine, fichier, base, retenues)
        else:
            anomalies += _fichier_libre(racine, fichier, genres, base)
    if retenues:
        for disparu in retenues.keys() - set(fichiers):
            del retenues[disparu]
    return base, anomalies


def dans_l_ordre(fichiers: Iterable[str], genres: Sequence[Genre]) -> list[tuple[str, Genre | None]]:
    """Rend (fichier, son genre) : d'abord ce qui fournit des valeurs que d'autres fiches écrivent."""
    precis = sorted(
        genres, key=lambda g: not g.lecture.fichier
    )  # « sigles.yml » n'est pas un vocabulaire comme les autres
    ranges = [(fichier, next((g for g in precis if _est_de(g, fichier)), None)) for fichier in fichiers]
    return sorted(ranges, key=lambda f: not (f[1] and f[1].lecture.fournit))


def _est_de(genre: Genre, fichier: str) -> bool:
    if genre.lecture.fichier:
        return fichier == genre.lecture.fichier
    racine, joker, partout = genre.lecture.dossier.partition("/*")
    dossier, _, nom = fichier.rpartition("/")
    if nom == "index.md" or not nom.endswith(".md" if genre.en_markdown else ".yml"):
        return False
    if dossier == racine or not dossier.startswith(f"{racine}/"):
        return dossier == racine and (not joker or bool(partout))
    profondeur = dossier.count("/") - racine.count("/")
    return bool(partout) or (bool(joker) and profondeur == 1)


@cache
def booleens_de(modele: type[Modele], prefixe: str = "") -> frozenset[str]:
    """Rend les champs (« champ » ou « champ.sous-champ ») où le modèle attend vrai ou faux."""
    trouves: set[str] = set()
    for nom, champ in modele.model_fields.items():
        if bool in (champ.annotation, *get_args(champ.annotation)):
            trouves.add(f"{prefixe}{nom}")
        for sous in sous_modeles(champ.annotation):
            trouves |= booleens_de(sous, f"{prefixe}{nom}.")
    return frozenset(trouves)


def lire_source(octets: bytes, fichier: str, genre: Genre) -> tuple[str, str, int, list[Anomalie]]:
    """Rend (champs, corps, première ligne du corps, anomalies) ; le corps d'une fiche YAML est vide."""
    texte, anomalies = lire_texte(octets, fichier)
    if anomalies or not genre.en_markdown:
        return texte, "", 1, anomalies
    en_tete, corps, ligne_corps = _separer(texte)
    if en_tete is not None:
        return en_tete, corps, ligne_corps, []
    return "", "", 1, [Ecriture.EN_TETE_ILLISIBLE().dans(fichier)]


def lire_champs(champs: str, fichier: str, genre: Genre) -> tuple[dict[str, Any] | None, Reperes, list[Anomalie]]:
    """Rend (valeurs, repères, anomalies) des champs d'une fiche, tels que ``lire_source`` les rend."""
    return lire_yaml(champs, fichier, 2 if genre.en_markdown else 1, booleens_de(genre.modele))


def _retenir(retenues: Retenues | None, fichier: str, octets: bytes, lire: Callable[[], T]) -> T:
    """Rend ce que ``lire`` tire de ces octets, sans le relire tant qu'ils sont les mêmes."""
    if retenues is None:
        return lire()
    if fichier not in retenues or retenues[fichier][0] != octets:
        retenues[fichier] = octets, lire()
    retenu: T = retenues[fichier][1]
    return retenu


def _lire_fiche(
    racine: Path, fichier: str, genre: Genre, base: Base, fournis: Fournis, retenues: Retenues | None
) -> list[Anomalie]:
    octets = (racine / fichier).read_bytes()
    # Retenue, une fiche a ses octets : relire le fichier donnerait peut-être les repères d'un autre texte.
    relire = partial(_octets, racine, fichier) if retenues is None else lambda: octets
    lue, dites = _retenir(retenues, fichier, octets, lambda: _fiche(octets, fichier, genre, relire))
    anomalies = [*dites]
    if lue and genre.lecture.seuils and b"seuil(" in octets:
        pose = Pose(fournis, lue)
        lue = pose.poser()
        anomalies += pose.anomalies
    fiche_id = Path(fichier).stem
    if not (lue and lue.entiere):
        base.refusees[genre.nom, fiche_id] = lue
    elif autre := base.fiches[genre.nom].get(fiche_id):
        anomalies.append(Fichier.FICHE_EN_DOUBLE(autre_fichier=autre.fichier).dans(fichier))
    else:
        base.fiches[genre.nom][fiche_id] = lue
    return anomalies


def _octets(racine: Path, fichier: str) -> bytes:
    return (racine / fichier).read_bytes()


def _fiche(
    octets: bytes, fichier: str, genre: Genre, relire: Callable[[], bytes]
) -> tuple[Fiche[Any] | None, list[Anomalie]]:
    texte, corps, ligne_corps, anomalies = lire_source(octets, fichier, genre)
    if anomalies:
        return None, anomalies
    valeurs, reperes, anomalies = lire_champs(texte, fichier, genre)
    if valeurs is None:
        return None, anomalies
    fiche_id, lire_reperes = Path(fichier).stem, partial(_reperes, relire, fichier, genre)
    fiche, defauts = typer(genre.modele, fiche_id, fichier, valeurs, reperes, corps, ligne_corps, lire_reperes)
    refuses = frozenset(pas for defaut in defauts for pas in defaut.chemin[:1])
    return fiche or FicheIncomplete(
        fiche_id, fichier, valeurs, lire_reperes, corps, ligne_corps, modele=genre.modele, refuses=refuses
    ), [*anomalies, *_autres(defauts, anomalies)]


def _autres(defauts: list[Anomalie], dites: list[Anomalie]) -> list[Anomalie]:
    """Rend les défauts de forme des champs dont l'écriture n'a pas déjà été reprise : une faute ne se dit qu'une fois."""
    repris = {anomalie.chemin for anomalie in dites if anomalie.chemin}
    return [d for d in defauts if d.chemin not in repris or d.code == Champs.CHAMP_INCONNU.code]


def _reperes(relire: Callable[[], bytes], fichier: str, genre: Genre) -> Reperes:
    """Relit les repères d'une fiche déjà lue une fois sans défaut."""
    return lire_champs(lire_source(relire(), fichier, genre)[0], fichier, genre)[1]


def _separer(texte: str) -> tuple[str | None, str, int]:
    """Rend (en-tête, corps, première ligne du corps) ; l'en-tête vaut ``None`` s'il manque ou n'est pas fermé."""
    trouve = EN_TETE.match(texte)
    if not trouve:
        return None, texte, 1
    return trouve[1], texte[trouve.end() :], texte[: trouve.end()].count("\n") + 1


def _lire_page(racine: Path, fichier: str, base: Base, retenues: Retenues | None) -> list[Anomalie]:
    chemin, octets = fichier.removeprefix("docs/"), (racine / fichier).read_bytes()
    page, anomalies = _retenir(retenues, fichier, octets, lambda: _page(octets, fichier, chemin))
    if page:
        base.pages[chemin] = page
    else:
        base.refusees["pages", adresse_de(chemin).strip("/")] = None
    return anomalies


def _page(octets: bytes, fichier: str, chemin: str) -> tuple[Page | None, list[Anomalie]]:
    texte, anomalies = lire_texte(octets, fichier)
    if anomalies:
        return None, anomalies
    if len(texte) > TAILLE_PAGE or REPETITION.search(texte):
        return None, [Pages.PAGE_TROP_GROSSE(maximum=TAILLE_PAGE).dans(fichier)]
    if defaut := _trop_de_signes(fichier, texte):
        return None, [defaut]
    if not texte.startswith("---\n"):
        return None, [Pages.TITRE_MANQUANT().dans(fichier)]
    en_tete, corps, ligne = _separer(texte)
    if en_tete is None:
        conseil = "Ajoutez une ligne « --- » après le dernier champ."
        return None, [Ecriture.EN_TETE_ILLISIBLE("l'en-tête « --- … --- » n'est pas fermé", conseil).dans(fichier)]
    valeurs, reperes, anomalies = lire_yaml(en_tete, fichier, 2, booleens=booleens_de(EnTetePage))
    if valeurs is None:
        return None, anomalies
    fiche, defauts = typer(EnTetePage, chemin, fichier, valeurs, reperes)
    places = {pas[0]: place for pas, place in reperes.items() if len(pas) == 1}
    page = Page(chemin, fichier, fiche.contenu, corps, ligne, places) if fiche else None
    return page, [*anomalies, *_autres(defauts, anomalies)]


TAILLE_PAGE = 60_000
REPETITION = re.compile(r"([^\s\w-])\1{80}")
"""Une longue suite de crochets ou d'étoiles coûte des minutes au moteur Markdown."""
SIGNES_MAX = 2_000
"""Crochets, chevrons ou accents graves d'une page : le temps du moteur croît avec leur carré. La page la plus chargée en a 80."""


def _trop_de_signes(fichier: str, texte: str) -> Anomalie | None:
    for signe in "[<`":
        if texte.count(signe) > SIGNES_MAX:
            dernier = [trouve.start() for trouve in re.finditer(re.escape(signe), texte)][SIGNES_MAX]
            message = f"la page a plus de {SIGNES_MAX} fois le signe « {signe} »"
            constat = Pages.PAGE_TROP_GROSSE(message, "Divisez la page, ou retirez les signes en trop.")
            return constat.dans(fichier, texte.count("\n", 0, dernier) + 1, dernier - texte.rfind("\n", 0, dernier))
    return None


def _fichier_libre(racine: Path, fichier: str, genres: Sequence[Genre], base: Base) -> list[Anomalie]:
    """Un fichier qui n'est ni fiche ni page : images seulement, pour ne rien masquer du thème."""
    dossier, _, nom = fichier.rpartition("/")
    if dossier == "docs/images" and (signature := SIGNATURES.get(nom.rpartition(".")[2])):
        octets = (racine / fichier).read_bytes()
        if re.match(signature, octets, re.DOTALL) and len(octets) <= IMAGE_MAX and nom_admis(nom.rpartition(".")[0]):
            base.images.add(fichier.removeprefix("docs/"))
            return []
        return [Fichier.IMAGE_REFUSEE().dans(fichier)]
    if dossier.startswith("data"):
        rangements = [g.lecture.fichier or g.lecture.dossier.partition("/*")[0] for g in genres if not g.en_markdown]
        conseil = f"Une fiche est un fichier .yml rangé dans {', '.join(rangements)}."
        return [Fichier.FICHIER_INATTENDU(conseil=conseil).dans(fichier)]
    if nom.endswith(".yml"):
        conseil = "Les fiches YAML vont dans data/."
    else:
        conseil = "docs/ ne reçoit que des pages .md, et des images .png, .jpg ou .webp dans docs/images/."
    message = "ce fichier masquerait ou doublerait un fichier du site"
    return [Fichier.FICHIER_INATTENDU(message, conseil).dans(fichier)]
