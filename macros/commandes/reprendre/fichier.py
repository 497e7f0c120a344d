"""Un fichier de données ouvertes, lu sans confiance : son enveloppe, puis chaque fiche."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.forme import ecrire_fiche
from macros.base.genre import Genre
from macros.base.typage import typer
from macros.base.types import LICENCES, SLUG, Origine, nom_admis
from macros.commandes.reprendre.origine import champs_inconnus, du_site, reprendre, version_publiee
from macros.commandes.reprendre.source import Source
from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Champs, Fichier, Textes
from macros.lecture.fichiers import caracteres_interdits
from macros.lecture.reperes import Reperes
from macros.lecture.reprise import REPRENDRE, Reprise
from macros.regles.contenu import defaut_adresse
from macros.sorties.donnees.jeux import VERSION, calculs

ENVELOPPE = ("$schema", "version", "reseau", "site", "licence", "genre", "fiches")
JOUR_DE_VEILLE = re.compile(r"\d{4}-\d{2}-\d{2}-.+")
CHAMP = re.compile(r"[A-Za-z0-9_.-]{1,80}")
RESEAU_MAX, ADRESSE_MAX = 160, 600
VALEUR_MAX, CHAMPS_MAX = 2_000, 30
"""Signes d'un champ inconnu que l'on garde, et leur nombre pour une fiche."""
REFUS_MAX = 30
"""Refus montrés pour un fichier ; les autres se comptent."""


@dataclass(frozen=True)
class Recue:
    """Une fiche reçue : son genre, et elle, telle qu'elle s'écrirait ici, son origine posée."""

    genre: Genre
    fiche: Fiche[Any]
    intacte: bool
    """Vrai : le réseau qui la donne l'a lui-même reprise, et ne l'a pas changée."""

    @property
    def texte(self) -> str:
        """Rend le fichier de la fiche."""
        return ecrire_fiche(self.fiche.contenu, self.fiche.corps if self.genre.en_markdown else None)


@dataclass
class Envoi:
    """Les fiches d'un genre qu'un réseau publie. ``noms`` : ceux qu'il donne, admises ou non."""

    genre: Genre
    site: str
    recues: list[Recue] = field(default_factory=list)
    noms: set[str] = field(default_factory=set)


def lire_fichier(source: Source, chemin: str, c: Consultation) -> tuple[Envoi | None, list[Anomalie]]:
    """Rend les fiches du fichier, ou ``None`` s'il ne se lit pas, et ses anomalies ; la reprise est datée du jour de la base."""
    publies = {genre.donnees.jeu.nom: genre for genre in c.genres.values() if genre.donnees.jeu}
    contenu, anomalies = source.lire(chemin)
    if anomalies:
        return None, anomalies
    fichier = source.ou(chemin)
    if anomalies := premiers_refus(constat.dans(fichier) for constat in _enveloppe(contenu, publies)):
        return None, anomalies
    envoi = Envoi(publies[contenu["genre"]], contenu["site"])
    return envoi, premiers_refus(_lire_fiches(fichier, contenu, publies, c.jour, envoi))


def premiers_refus(anomalies: Iterable[Anomalie]) -> list[Anomalie]:
    """Rend les premières anomalies, puis une qui compte celles qui restent : un fichier hostile ne noie pas l'écran."""
    suite = iter(anomalies)
    premieres = list(islice(suite, REFUS_MAX))
    if reste := sum(1 for _ in suite):
        premieres.append(Reprise.REFUS_EN_TROP(nombre=reste).dans(premieres[-1].fichier))
    return premieres


def _lire_fiches(
    fichier: str, contenu: dict[str, Any], publies: Mapping[str, Genre], jour: date, envoi: Envoi
) -> Iterator[Anomalie]:
    """Ajoute à ``envoi`` chaque fiche admise ; rend les anomalies des autres, une à une."""
    genre = envoi.genre
    laisses: dict[str, None] = {}
    noms = Counter(
        brut["id"] for brut in contenu["fiches"] if isinstance(brut, dict) and isinstance(brut.get("id"), str)
    )
    doubles = {nom for nom, fois in noms.items() if fois > 1}
    for rang, brut in enumerate(contenu["fiches"], 1):
        if constats := list(_identite(contenu, genre, brut, doubles, publies)):
            yield from (_sur_la_fiche(constat.dans(fichier), rang, brut) for constat in constats)
            continue
        envoi.noms.add(brut["id"])
        fiche, erreurs = _typer(fichier, genre, brut)
        yield from (_sur_la_fiche(replace(e, message=situer(e)), rang, brut) for e in erreurs)
        if fiche:
            gardes, perdus = _inconnus(genre, brut, fiche)
            laisses |= dict.fromkeys(perdus)
            chez = Origine(
                reseau=contenu["reseau"],
                licence=contenu["licence"]["nom"],
                url=brut.get("adresse") or contenu["site"],
                importe_le=jour,
                version=version_publiee(brut),
                inconnus=gardes,
            )
            rendue, avant = reprendre(fiche, chez, contenu["site"]), fiche.contenu.reprise_de
            intacte = avant is not None and avant.empreinte == rendue.contenu.reprise_de.empreinte
            envoi.recues.append(Recue(genre, rendue, intacte))
    yield from (Reprise.CHAMP_LAISSE(champ=_court(nom)).dans(fichier) for nom in laisses)


def _inconnus(genre: Genre, brut: dict[str, Any], fiche: Fiche[Any]) -> tuple[dict[str, str], list[str]]:
    """Rend les champs plus neufs que ce moteur, champ → valeur en JSON, et ceux qui ne peuvent pas se garder."""
    gardes: dict[str, str] = {}
    perdus = []
    for nom, valeur in champs_inconnus(_champs(genre, brut), fiche.contenu):
        # Du JSON, ces signes ne sont que dans les textes : échappés, aucune règle n'y voit du HTML ni un seuil.
        texte = json.dumps(valeur).replace("<", "\\u003c").replace("{{", "\\u007b\\u007b")
        if CHAMP.fullmatch(nom) and len(texte) <= VALEUR_MAX and len(gardes) < CHAMPS_MAX:
            gardes[nom] = texte
        else:
            perdus.append(nom)
    return gardes, perdus


def _enveloppe(contenu: Any, publies: Mapping[str, Genre]) -> Iterator[Constat]:
    """Rend ce qui empêche de lire les fiches, le plus décisif d'abord."""
    if not isinstance(contenu, dict) or "version" not in contenu:
        yield Reprise.FORMAT_INCONNU()
        return
    version = contenu["version"]
    if type(version) is not int or version != VERSION:
        yield Reprise.VERSION_INCONNUE(version=_court(version), attendue=VERSION)
        return
    for nom in ENVELOPPE:
        if nom not in contenu:
            yield Champs.CHAMP_MANQUANT(f"le champ « {nom} » manque en tête du fichier", REPRENDRE)
    if set(ENVELOPPE) - contenu.keys():
        return
    if not isinstance(contenu["genre"], str) or contenu["genre"] not in publies:
        yield Reprise.GENRE_INCONNU(genre=_court(contenu["genre"]), genres=list(publies))
    yield from _licence(contenu["licence"])
    reseau, site = contenu["reseau"], contenu["site"]
    if not _nom(reseau):
        yield Reprise.RESEAU_SANS_NOM()
    if raison := _defaut_de_lien(site):
        yield Textes.LIEN_REFUSE(f"l'adresse du site : {raison}", REPRENDRE)
    if not isinstance(contenu["fiches"], list):
        yield Champs.TYPE_INCORRECT(conseil=REPRENDRE, champ="fiches", sorte="une liste")


def _nom(reseau: Any) -> bool:
    """Dit si le nom du réseau peut s'écrire dans une fiche : un texte simple, d'une ligne."""
    if not isinstance(reseau, str) or not 1 <= len(reseau.strip()) <= RESEAU_MAX:
        return False
    return not re.search(r"[<>{}\n]", reseau) and not any(caracteres_interdits("", reseau))


def _licence(licence: Any) -> Iterator[Constat]:
    if not isinstance(licence, dict) or set(licence) != {"nom", "url"}:
        yield Reprise.LICENCE_ABSENTE(licences=list(LICENCES))
    elif not isinstance(licence["nom"], str) or licence["nom"] not in LICENCES:
        yield Reprise.LICENCE_REFUSEE(licence=_court(licence["nom"]), licences=list(LICENCES))
    elif str(licence["url"]).rstrip("/") != LICENCES[licence["nom"]].rstrip("/"):
        message = f"l'adresse de la licence n'est pas celle de « {licence['nom']} »"
        yield Reprise.LICENCE_REFUSEE(message, licences=list(LICENCES))


def _identite(
    contenu: dict[str, Any], genre: Genre, brut: Any, doubles: set[str], publies: Mapping[str, Genre]
) -> Iterator[Constat]:
    """Rend ce qui ne va pas dans l'identité d'une fiche : rien d'elle ne touche un chemin avant ce contrôle."""
    if not isinstance(brut, dict) or not isinstance(brut.get("id"), str):
        yield Reprise.IDENTIFIANT_REFUSE("la fiche n'a pas d'identifiant", REPRENDRE)
        return
    fiche_id, adresse = brut["id"], brut.get("adresse")
    unique = genre.lecture.fichier
    if not nom_admis(fiche_id):
        yield Reprise.IDENTIFIANT_REFUSE(nom=_court(fiche_id))
    elif genre.par_annee and not JOUR_DE_VEILLE.fullmatch(fiche_id):
        conseil = "Demandez au réseau de la renommer."
        yield Reprise.IDENTIFIANT_REFUSE("une entrée de veille se nomme AAAA-MM-JJ-sujet", conseil)
    elif (unique and Path(unique).stem != fiche_id) or (not unique and _reserve(genre, fiche_id, publies)):
        conseil = "Demandez au réseau de renommer la fiche."
        yield Fichier.NOM_RESERVE(f"« {fiche_id} » est un nom réservé du site", conseil)
    elif fiche_id in doubles:
        yield Fichier.FICHE_EN_DOUBLE("la fiche est deux fois dans le fichier", "Gardez-en une seule.")
    if adresse is not None and (_defaut_de_lien(adresse) or not du_site(adresse, contenu["site"])):
        yield Textes.LIEN_REFUSE(f"l'adresse {_court(adresse)} n'est pas une page de {contenu['site']}", REPRENDRE)


def _reserve(genre: Genre, fiche_id: str, publies: Mapping[str, Genre]) -> bool:
    uniques = {autre.lecture.fichier for autre in publies.values()}
    return genre.chemin_de(fiche_id) in uniques or genre.est_reserve(fiche_id)


def _defaut_de_lien(adresse: Any) -> str:
    """Rend ce qui empêche une adresse d'être celle d'une origine, ou une chaîne vide."""
    if not isinstance(adresse, str):
        return "ce n'est pas un texte"
    return defaut_adresse(adresse) or ("elle est trop longue" if len(adresse) > ADRESSE_MAX else "")


def _typer(fichier: str, genre: Genre, brut: dict[str, Any]) -> tuple[Fiche[Any] | None, list[Anomalie]]:
    """Rend la fiche typée ; son corps n'est admis que si son genre en a un."""
    corps = brut.get("corps") if genre.en_markdown else ""
    if not isinstance(corps, str):
        manque = Champs.CHAMP_MANQUANT("le champ « corps » manque ou n'est pas un texte", REPRENDRE)
        return None, [manque.dans(fichier)]
    return typer(genre.modele, brut["id"], fichier, _champs(genre, brut), Reperes(), corps, en_json=True)


def _champs(genre: Genre, brut: dict[str, Any]) -> dict[str, Any]:
    """Rend les champs reçus : ni l'identité, ni ce qui se calcule, ni le corps."""
    calcules = {calcul.nom for calcul in calculs(genre)}
    autres = {"id", "adresse", *calcules, *(["corps"] if genre.en_markdown else [])}
    return {nom: valeur for nom, valeur in brut.items() if nom not in autres}


def situer(erreur: Anomalie) -> str:
    """Rend le message, précédé du champ visé : le lecteur a le JSON sous les yeux, non le fichier de la fiche."""
    chemin = ".".join(str(pas) for pas in erreur.chemin)
    return erreur.message if f"« {chemin} »" in erreur.message or not chemin else f"{chemin} : {erreur.message}"


def _sur_la_fiche(anomalie: Anomalie, rang: int, brut: Any) -> Anomalie:
    """Rend l'anomalie d'une fiche du fichier : elle la nomme, puisque sa ligne n'est pas connue."""
    nom = brut.get("id") if isinstance(brut, dict) else None
    qui = f"fiche « {nom} »" if isinstance(nom, str) and SLUG.fullmatch(nom) else f"fiche n° {rang}"
    return replace(anomalie, ligne=1, colonne=1, message=f"{qui} : {anomalie.message}")


def _court(valeur: Any) -> str:
    """Rend une valeur venue d'ailleurs, sans risque pour l'écran."""
    return f"« {str(valeur)[:60]} »" if isinstance(valeur, (str, int, float)) else "cette valeur"
