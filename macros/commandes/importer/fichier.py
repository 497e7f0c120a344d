"""Un fichier de données ouvertes, lu sans confiance : son enveloppe, puis chaque fiche."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.typage import typer
from macros.base.types import LICENCES, SLUG, Origine
from macros.lecture.anomalie import Anomalie
from macros.lecture.json import REPRENDRE, lire_json
from macros.regles.contenu import defaut_adresse
from macros.regles.noms import LONGUEUR_MAX
from macros.sorties.donnees.jeux import VERSION

ENVELOPPE = ("$schema", "version", "genere_le", "reseau", "site", "licence", "genre", "fiches")
JOUR_DE_VEILLE = re.compile(r"\d{4}-\d{2}-\d{2}-.+")
RESEAU_MAX, ADRESSE_MAX = 160, 600
FICHES_MAX = 20_000
"""Fiches d'un fichier : le double de ce qu'une base tient."""
VALEURS_MAX = 20_000
"""Valeurs d'une fiche, à tous ses niveaux : un code entier en a moins de cinq mille."""
REFUS_MAX = 100
"""Refus montrés pour un fichier ; les autres se comptent."""
AU_RESEAU: dict[str, Any] = {"alertes_levees": [], "relu_par": None}
"""Champs qui n'engagent que le réseau qui les a remplis, et leur valeur une fois la fiche reprise."""
Defaut = tuple[str, str, str]


@dataclass(frozen=True)
class Recue:
    """Une fiche reçue : son genre, son contenu et son corps, origine posée, et le fichier où elle irait.

    ``retires`` : les champs de l'autre réseau qu'elle portait, et qu'elle a perdus.
    """

    genre: Genre
    fiche: Fiche
    retires: tuple[str, ...] = ()

    @property
    def chemin(self) -> str:
        """Rend le fichier de la fiche, relatif à la racine du projet."""
        return self.genre.chemin_de(self.fiche.id)


def lire_fichier(chemin: Path, c: Consultation) -> tuple[list[Recue], list[Anomalie]]:
    """Rend les fiches du fichier et toutes ses anomalies ; la reprise est datée du jour de la base."""
    publies = {genre.jeu.nom: genre for genre in c.genres.values() if genre.jeu}
    contenu, anomalies = lire_json(chemin)
    if anomalies:
        return [], anomalies
    fichier = str(chemin)
    if anomalies := borner(Anomalie(fichier, 1, 1, *defaut) for defaut in _enveloppe(contenu, publies)):
        return [], anomalies
    recues: list[Recue] = []
    anomalies = borner(_lire_fiches(fichier, contenu, publies, c.jour, recues))
    return recues, anomalies


def borner(anomalies: Iterable[Anomalie]) -> list[Anomalie]:
    """Rend les premières anomalies, puis une qui compte celles qui restent : un fichier hostile ne noie pas l'écran."""
    suite = iter(anomalies)
    premieres = list(islice(suite, REFUS_MAX))
    if reste := sum(1 for _ in suite):
        conseil = "Réparez d'abord ceux qui précèdent : ils ont souvent une même cause."
        premieres.append(
            Anomalie(premieres[-1].fichier, 1, 1, "refus-en-trop", f"et {reste} autre(s) refus, non montrés", conseil)
        )
    return premieres


def _lire_fiches(
    fichier: str, contenu: dict, publies: Mapping[str, Genre], jour: date, recues: list[Recue]
) -> Iterator[Anomalie]:
    """Ajoute à ``recues`` chaque fiche admise ; rend les anomalies des autres, une à une."""
    genre, vus = publies[contenu["genre"]], set()
    for rang, brut in enumerate(contenu["fiches"], 1):
        if defauts := list(_identite(contenu, genre, brut, vus, publies)):
            yield from (_sur_la_fiche(fichier, rang, brut, *defaut) for defaut in defauts)
            continue
        vus.add(brut["id"])
        fiche, erreurs = _typer(fichier, genre, brut)
        yield from (_sur_la_fiche(fichier, rang, brut, e.code, situer(e), e.conseil) for e in erreurs)
        if fiche:
            recues.append(Recue(genre, *_rendre(_dater(fiche, contenu, brut, jour))))


def _enveloppe(contenu: Any, publies: Mapping[str, Genre]) -> Iterator[Defaut]:
    """Rend ce qui empêche de lire les fiches, le plus décisif d'abord."""
    if not isinstance(contenu, dict) or "version" not in contenu:
        yield "format-inconnu", "ce n'est pas un fichier de données d'une base comme celle-ci", REPRENDRE
        return
    version = contenu["version"]
    if type(version) is not int or version != VERSION:
        conseil = "Mettez à jour la base qui a l'ancienne version, puis publiez et reprenez le fichier."
        yield (
            "version-inconnue",
            f"le fichier est en version {_court(version)} ; ici on lit la version {VERSION}",
            conseil,
        )
        return
    for nom in ENVELOPPE:
        if nom not in contenu:
            yield "champ-manquant", f"le champ « {nom} » manque en tête du fichier", REPRENDRE
    for nom in sorted(contenu.keys() - set(ENVELOPPE)):
        yield "champ-inconnu", f"le champ {_court(nom)} n'existe pas en tête du fichier", REPRENDRE
    if set(ENVELOPPE) - contenu.keys():
        return
    if not isinstance(contenu["genre"], str) or contenu["genre"] not in publies:
        yield (
            "genre-inconnu",
            f"{_court(contenu['genre'])} n'est pas un genre de fiche",
            f"Genres : {', '.join(publies)}.",
        )
    yield from _licence(contenu["licence"])
    reseau, site = contenu["reseau"], contenu["site"]
    if not isinstance(reseau, str) or not 1 <= len(reseau.strip()) <= RESEAU_MAX or re.search(r"[<>{}\n]", reseau):
        yield "reseau-sans-nom", "le nom du réseau manque, est trop long ou n'est pas un simple texte", REPRENDRE
    if defaut := _defaut_de_lien(site):
        yield "lien-refuse", f"l'adresse du site : {defaut}", REPRENDRE
    if not isinstance(contenu["fiches"], list):
        yield "type-incorrect", "« fiches » attend une liste", REPRENDRE
    elif (nombre := len(contenu["fiches"])) > FICHES_MAX:
        yield "trop-de-fiches", f"{nombre} fiches ; le maximum est {FICHES_MAX}", REPRENDRE


def _licence(licence: Any) -> Iterator[Defaut]:
    admises = f"Licences admises : {', '.join(LICENCES)}. Demandez au réseau s'il peut publier sous l'une d'elles."
    if not isinstance(licence, dict) or set(licence) != {"nom", "url"}:
        yield "licence-absente", "la licence n'est pas donnée, avec son nom et son adresse", admises
    elif not isinstance(licence["nom"], str) or licence["nom"] not in LICENCES:
        yield "licence-refusee", f"{_court(licence['nom'])} ne permet pas de reprendre ces fiches ici", admises
    elif str(licence["url"]).rstrip("/") != LICENCES[licence["nom"]].rstrip("/"):
        yield "licence-refusee", f"l'adresse de la licence n'est pas celle de « {licence['nom']} »", admises


def _identite(contenu: dict, genre: Genre, brut: Any, vus: set[str], publies: Mapping[str, Genre]) -> Iterator[Defaut]:
    """Rend ce qui ne va pas dans l'identité d'une fiche : rien d'elle ne touche un chemin avant ce contrôle."""
    if not isinstance(brut, dict) or not isinstance(brut.get("id"), str):
        yield "identifiant-refuse", "la fiche n'a pas d'identifiant", REPRENDRE
        return
    fiche_id, adresse = brut["id"], brut.get("adresse")
    unique = genre.fichier
    if not SLUG.fullmatch(fiche_id) or len(fiche_id) > LONGUEUR_MAX:
        conseil = "Un identifiant est en minuscules sans accent, chiffres et tirets, 80 signes au plus."
        yield "identifiant-refuse", f"{_court(fiche_id)} ne peut pas devenir un nom de fichier", conseil
    elif genre.par_annee and not JOUR_DE_VEILLE.fullmatch(fiche_id):
        yield (
            "identifiant-refuse",
            "une entrée de veille se nomme AAAA-MM-JJ-sujet",
            "Demandez au réseau de la renommer.",
        )
    elif (unique and Path(unique).stem != fiche_id) or (not unique and _reserve(genre, fiche_id, publies)):
        yield "nom-reserve", f"« {fiche_id} » est un nom réservé du site", "Demandez au réseau de renommer la fiche."
    elif fiche_id in vus:
        yield "fiche-en-double", "la fiche est deux fois dans le fichier", "Gardez-en une seule."
    if adresse is not None and not (isinstance(adresse, str) and _du_site(adresse, contenu["site"])):
        yield "lien-refuse", f"l'adresse {_court(adresse)} n'est pas une page de {contenu['site']}", REPRENDRE
    if _demesuree(brut):
        yield "fiche-trop-grosse", f"la fiche a plus de {VALEURS_MAX} valeurs", REPRENDRE


def _demesuree(brut: dict) -> bool:
    """Dit si la fiche a trop de valeurs pour être typée : chacune peut coûter une anomalie."""
    pile, vues = [brut], 0
    while pile and vues <= VALEURS_MAX:
        groupe = pile.pop()
        vues += len(groupe)
        pile += [v for v in (groupe.values() if isinstance(groupe, dict) else groupe) if isinstance(v, (dict, list))]
    return vues > VALEURS_MAX


def _reserve(genre: Genre, fiche_id: str, publies: Mapping[str, Genre]) -> bool:
    uniques = {autre.fichier for autre in publies.values() if autre.fichier}
    prise = genre.chemin_de(fiche_id) in uniques
    return prise or fiche_id == "index" or fiche_id in genre.reserves


def _du_site(adresse: str, site: str) -> bool:
    return adresse.startswith(f"{site.rstrip('/')}/") and not _defaut_de_lien(adresse)


def _defaut_de_lien(adresse: Any) -> str:
    """Rend ce qui empêche une adresse d'être celle d'une origine, ou une chaîne vide."""
    if not isinstance(adresse, str):
        return "ce n'est pas un texte"
    return defaut_adresse(adresse) or ("elle est trop longue" if len(adresse) > ADRESSE_MAX else "")


def _typer(fichier: str, genre: Genre, brut: dict) -> tuple[Fiche | None, list[Anomalie]]:
    """Rend la fiche typée ; son corps n'est admis que si son genre en a un."""
    champs = {nom: valeur for nom, valeur in brut.items() if nom not in ("id", "adresse")}
    corps = champs.pop("corps", None) if genre.en_markdown else ""
    if not isinstance(corps, str):
        manque = Anomalie(fichier, 1, 1, "champ-manquant", "le champ « corps » manque ou n'est pas un texte", REPRENDRE)
        return None, [manque]
    return typer(genre.modele, brut["id"], fichier, champs, {}, corps, en_json=True)


def _dater(fiche: Fiche, contenu: dict, brut: dict, jour: date) -> Fiche:
    """Rend la fiche avec son origine : celle qu'elle portait déjà, sinon le réseau qui publie le fichier."""
    if fiche.contenu.reprise_de:
        return fiche
    origine = Origine(
        reseau=contenu["reseau"],
        licence=contenu["licence"]["nom"],
        url=brut.get("adresse") or contenu["site"],
        importe_le=jour,
    )
    return replace(fiche, contenu=fiche.contenu.model_copy(update={"reprise_de": origine}))


def _rendre(fiche: Fiche) -> tuple[Fiche, tuple[str, ...]]:
    """Rend la fiche sans ce qui n'engage que son réseau, et les champs ainsi vidés."""
    contenu = fiche.contenu
    retires = tuple(nom for nom in AU_RESEAU if getattr(contenu, nom, None))
    vides = {nom: copy(AU_RESEAU[nom]) for nom in retires}
    return replace(fiche, contenu=contenu.model_copy(update=vides)), retires


def situer(erreur: Anomalie) -> str:
    """Rend le message, précédé du champ visé : le lecteur a le JSON sous les yeux, non le fichier de la fiche."""
    chemin = ".".join(str(pas) for pas in erreur.chemin)
    return erreur.message if f"« {chemin} »" in erreur.message or not chemin else f"{chemin} : {erreur.message}"


def _sur_la_fiche(fichier: str, rang: int, brut: Any, code: str, message: str, conseil: str) -> Anomalie:
    nom = brut.get("id") if isinstance(brut, dict) else None
    qui = f"fiche « {nom} »" if isinstance(nom, str) and SLUG.fullmatch(nom) else f"fiche n° {rang}"
    return Anomalie(fichier, 1, 1, code, f"{qui} : {message}", conseil)


def _court(valeur: Any) -> str:
    """Rend une valeur venue d'ailleurs, sans risque pour l'écran."""
    return f"« {str(valeur)[:60]} »" if isinstance(valeur, (str, int, float)) else "cette valeur"
