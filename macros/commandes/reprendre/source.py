"""Lire les données ouvertes d'un autre réseau, sur son site ou dans un dossier, sans rien croire de ce qu'elles contiennent."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from macros.commandes.registre import Refus, lire_en_ligne
from macros.lecture.anomalie import Anomalie, Constat, montrable
from macros.lecture.defauts import Ecriture, Fichier
from macros.lecture.reprise import REPRENDRE, Reprise


class Illisible(Exception):
    """Ce qui empêche de lire un fichier."""

    def __init__(self, constat: Constat, ligne: int = 1, colonne: int = 1) -> None:
        super().__init__(constat.message)
        self.constat, self.place = constat, (ligne, colonne)


@dataclass(frozen=True)
class Source:
    """Le site d'un réseau (« https://… »), ou un dossier qui contient ``donnees/``."""

    adresse: str

    @property
    def en_ligne(self) -> bool:
        """Dit si elle se lit par le réseau."""
        return self.adresse.startswith("https://")

    @property
    def admise(self) -> bool:
        """Dit si c'est une adresse https, ou un dossier d'ici."""
        return self.en_ligne or Path(self.adresse).is_dir()

    def ou(self, chemin: str) -> str:
        """Rend l'adresse d'un fichier de cette source."""
        return f"{self.adresse.rstrip('/')}/{chemin}"

    def lire(self, chemin: str) -> tuple[Any, list[Anomalie]]:
        """Rend (valeurs, anomalies) d'un fichier JSON ; les valeurs valent ``None`` dès qu'il y a une anomalie."""
        try:
            octets, arrivee = self._octets(self.ou(chemin))
            valeurs = _valeurs(octets)
            site = valeurs.get("site") if isinstance(valeurs, dict) else None
            if self.en_ligne and isinstance(site, str) and f"{site.rstrip('/')}/{chemin}" != arrivee:
                raise Illisible(Reprise.AUTRE_SITE(site=montrable(site)[:200]))
        except Illisible as refus:
            return None, [refus.constat.dans(self.ou(chemin), *refus.place)]
        return valeurs, []

    def _octets(self, adresse: str) -> tuple[bytes, str]:
        try:
            if self.en_ligne:
                return lire_en_ligne(adresse)
            if not Path(adresse).is_file():
                raise Illisible(Reprise.DONNEES_ABSENTES())
            return Path(adresse).read_bytes(), adresse
        except Refus as refus:
            absent = Reprise.DONNEES_ABSENTES(f"cette adresse {refus}")
            raise Illisible(
                absent
                if refus.vide
                else Reprise.FICHIER_ILLISIBLE(f"cette adresse {refus}", "Relancez plus tard, ou vérifiez l'adresse.")
            ) from None
        except OSError as erreur:
            raise Illisible(Reprise.FICHIER_ILLISIBLE()) from erreur


def _valeurs(octets: bytes) -> Any:
    try:
        return json.loads(octets.decode("utf-8"), object_pairs_hook=_sans_doublon, parse_constant=_constante)
    except UnicodeDecodeError as erreur:
        raise Illisible(Fichier.ENCODAGE("le fichier n'est pas en UTF-8", REPRENDRE)) from erreur
    except RecursionError as erreur:
        raise Illisible(Ecriture.TROP_PROFOND("le fichier a trop de niveaux imbriqués", REPRENDRE)) from erreur
    except json.JSONDecodeError as erreur:
        fin = erreur.pos >= len(erreur.doc.rstrip()) or erreur.msg.startswith("Unterminated string")
        message = "le fichier s'arrête avant la fin : il est tronqué" if fin else ""
        raise Illisible(Reprise.JSON_ILLISIBLE(message), erreur.lineno, erreur.colno) from erreur
    except ValueError as erreur:  # un entier de plusieurs milliers de chiffres
        raise Illisible(Reprise.NOMBRE_IMPOSSIBLE()) from erreur


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    valeurs = dict(paires)
    if len(valeurs) < len(paires):
        double = Counter(nom for nom, _ in paires).most_common(1)[0][0]
        message = f"la clé {ascii(double)[:60]} est écrite deux fois dans un même objet"
        raise Illisible(Ecriture.CLE_EN_DOUBLE(message, REPRENDRE))
    return valeurs


def _constante(nom: str) -> NoReturn:
    raise Illisible(Reprise.NOMBRE_IMPOSSIBLE(f"« {nom} » n'est pas un nombre"))
