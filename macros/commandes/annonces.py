"""Dire les anomalies : à l'écran, et sur les lignes d'une demande de modification."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from macros.base.consultation import Consultation
from macros.fiches.reseau.regles import IdentiteDuReseau
from macros.lecture.anomalie import Anomalie, Gravite, borner, montrable
from macros.lecture.defauts import Fichier


def annoncer(anomalies: Iterable[Anomalie]) -> None:
    """Écrit les anomalies, triées, sans noyer l'écran ; sous GitHub Actions, aussi en annotations sur les lignes."""
    for anomalie in borner(anomalies, Fichier.ANOMALIES_EN_TROP):
        print(anomalie)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            niveau = "error" if anomalie.gravite is Gravite.ERREUR else "warning"
            texte = _echapper(f"{anomalie.message} → {anomalie.conseil}")
            fichier = _echapper(anomalie.fichier).replace(":", "%3A").replace(",", "%2C")
            place = f"file={fichier},line={anomalie.ligne},col={anomalie.colonne},title={anomalie.code}"
            print(f"::{niveau} {place}::{texte}")


def _echapper(texte: str) -> str:
    """Rend le texte sans rien que GitHub Actions lirait comme une commande, ni un terminal comme un ordre."""
    return montrable(texte).replace("%", "%25")


def identite_provisoire(racine: Path, c: Consultation) -> list[Anomalie]:
    """Rend une alerte par valeur restée en ``.example`` : « Signaler » et « S'abonner » n'aboutiraient pas."""
    fiches = list(c.fiches("identite").values())
    lignes = (racine / "mkdocs.yml").read_text("utf-8").split("\n")

    def ligne(champ: str) -> int:
        return next((n for n, texte in enumerate(lignes, 1) if texte.strip().startswith(f"{champ}:")), 1)

    valeurs = [
        (champ, getattr(f.contenu, champ), f.fichier, f.position((champ,))[0])
        for f in fiches
        for champ in ("contact", "autorite_flux")
    ]
    valeurs += [(champ, getattr(c.reseau, champ), "mkdocs.yml", ligne(champ)) for champ in ("site_url", "repo_url")]
    return [
        IdentiteDuReseau.IDENTITE_PROVISOIRE(champ=champ, valeur=valeur).dans(fichier, numero)
        for champ, valeur, fichier, numero in valeurs
        if ".example" in valeur
    ]
