"""Renommer une fiche, en retirer une : ce qu'un nom publié demande partout où il est écrit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from macros.base.chargement import lire_champs, lire_source
from macros.base.consultation import Consultation, statut
from macros.base.fiche import Fiche
from macros.base.forme import en_markdown, forme_de
from macros.base.genre import Genre
from macros.base.types import Renvoi, nom_admis
from macros.commandes.analyseur import inconnu
from macros.commandes.annonces import annoncer
from macros.commandes.essayer.modele import FICHIERS, PARTAGE, RESEAU
from macros.commandes.nouveau import NOM_ATTENDU
from macros.commandes.passage import maison_avec, poser
from macros.lecture.anomalie import Chemin, montrable, proche
from macros.lecture.fichiers import parcourir
from macros.lecture.rangement import ajouter, remplacer
from macros.lecture.yaml import lire_yaml
from macros.site.lancer import maison_lue
from macros.sorties.donnees.vierge import genres_a_ecrire

NOMMENT = {
    ("requetes", "clauses", "bonnes"),
    *(("obligations", "clauses", champ) for champ in ("propose", "ne_propose_pas")),
    *(
        ("obligations", "obligations", champ)
        for champ in ("horschamp", "du", "incertain", "dispense", "apreciser", "non")
    ),
}
"""(attentes, genre, champ) dont les valeurs sont des noms de fiche ; celles du droit disent elles-mêmes leur genre."""


def commande_renommer(racine: Path, nom_de_genre: str, ancien: str, nouveau: str) -> int:
    """Renomme la fiche, garde son ancien nom, récrit ce qui la nomme ; rend 1, sans rien écrire, si la base n'est plus juste, 2 sur une mauvaise demande."""
    c = maison_lue(racine).c
    if not (visee := _visee(c, nom_de_genre, ancien)):
        return 2
    genre, fiche = visee
    libre = nom_admis(nouveau) and not genre.est_reserve(nouveau)
    if not libre or nouveau in c.fiches(genre.nom) or (genre.par_annee and nouveau[:10] != ancien[:10]):
        date = " Une entrée garde sa date." if genre.par_annee else ""
        print(f"« {montrable(nouveau)[:80]} » n'est pas un nom libre.\n    → {NOM_ATTENDU}{date}")
        return 2
    textes = dict(_recrits(racine, c, genre, ancien, nouveau))
    champs, corps = _lire(textes.pop(fiche.fichier, (racine / fiche.fichier).read_text("utf-8")), fiche.fichier, genre)
    if statut(fiche) != "brouillon" and "anciens_noms" in genre.modele.model_fields:  # un brouillon n'a pas d'adresse
        champs = ajouter(champs, forme_de(genre.modele), "anciens_noms", ancien)
    neuf = f"{fiche.fichier.rpartition('/')[0]}/{nouveau}{Path(fiche.fichier).suffix}"
    textes[neuf] = en_markdown(champs, corps) if genre.en_markdown else champs
    if erreurs := maison_avec(racine, textes, fiche.fichier).erreurs:
        annoncer(erreurs)
        print("Rien n'est écrit.")
        return 1
    for nom, texte in textes.items():
        poser(racine, nom, texte.encode())
    (racine / fiche.fichier).unlink()
    for nom in sorted(textes):
        print(f"  {nom}")
    print(f"{fiche.fichier} s'appelle maintenant {neuf} ; {len(textes) - 1} fichier(s) qui la nomment sont récrits.")
    return 0


def commande_retirer(racine: Path, nom_de_genre: str, nom: str, raison: str) -> int:
    """Marque la fiche retirée, et dit ce qui y mène encore ; rend 1 si elle ne s'écrit pas, ou si d'autres fiches sont alors à réparer, 2 sur une mauvaise demande."""
    c = maison_lue(racine).c
    if not (visee := _visee(c, nom_de_genre, nom)):
        return 2
    genre, fiche = visee
    if statut(fiche) == "brouillon" or "retrait" not in genre.modele.model_fields:
        print(
            f"{fiche.fichier} ne se retire pas : elle n'a ni abonné, ni adresse à garder.\n    → Supprimez le fichier."
        )
        return 2
    champs, corps = _lire((racine / fiche.fichier).read_text("utf-8"), fiche.fichier, genre)
    valeurs: dict[Chemin, Any] = {("retrait",): raison}
    if (champ := genre.modele.model_fields.get("statut")) and "retiree" in get_args(champ.annotation):
        valeurs["statut",] = "retiree"
    champs = remplacer(champs, forme_de(genre.modele), valeurs)
    texte = en_markdown(champs, corps) if genre.en_markdown else champs
    erreurs = maison_avec(racine, {fiche.fichier: texte}).erreurs
    if siennes := [a for a in erreurs if a.fichier == fiche.fichier]:
        annoncer(siennes)
        print("Rien n'est écrit.")
        return 1
    poser(racine, fiche.fichier, texte.encode())
    print(f"{fiche.fichier} est retirée : sa page reste et dit pourquoi, aucune liste ne la montre.")
    if menent := sorted({n for n, _ in _recrits(racine, c, genre, nom, f"{nom}-") if n != fiche.fichier}):
        print("Y mènent encore :", *(f"  {n}" for n in menent), sep="\n")
        print("    → Changez ces renvois, s'ils la conseillent.")
    annoncer(erreurs)
    return 1 if erreurs else 0


def _visee(c: Consultation, nom_de_genre: str, nom: str) -> tuple[Genre, Fiche[Any]] | None:
    """Rend (genre, fiche), ou dit que le genre ou la fiche n'existe pas."""
    admis = genres_a_ecrire(c)
    if (genre := admis.get(nom_de_genre)) is None:
        print(inconnu(montrable(nom_de_genre), "un genre de fiche", admis))
    elif (fiche := c.fiches(genre.nom).get(nom)) is None:
        conseil = proche(nom, list(c.fiches(genre.nom)), "Le nom d'une fiche est celui de son fichier.")
        print(f"« {montrable(nom)} » n'est pas une fiche qui se lit ({nom_de_genre}).\n    → {conseil}")
    else:
        return genre, fiche
    return None


def _lire(texte: str, fichier: str, genre: Genre) -> tuple[str, str]:
    champs, corps, _, _ = lire_source(texte.encode(), fichier, genre)
    return champs, corps


def _recrits(racine: Path, c: Consultation, genre: Genre, ancien: str, nouveau: str) -> Iterator[tuple[str, str]]:
    """Rend (fichier, son texte) de chaque fiche, page ou attente qui nomme la fiche, sous son nouveau nom."""
    adresse, neuve = (genre.adresse_de(nom).rstrip("/") for nom in (ancien, nouveau))
    site = re.escape(c.reseau.site_url.rstrip("/"))
    # Ce qui suit un autre hôte, ou un autre dossier, n'est pas d'ici : l'origine d'une fiche reprise ne se récrit pas.
    lien = re.compile(rf"(?<![\w./-])((?:{site}/|/|(?:\.\./)+)?){re.escape(adresse)}(?![\w-])") if adresse else None

    def liens(texte: str) -> str:
        return lien.sub(rf"\g<1>{neuve}", texte) if lien else texte

    fiches = {fiche.fichier: (autre, fiche) for autre, fiche in c.par_genre()}
    for nom in (*parcourir(racine, "data", []), *parcourir(racine, "docs", [])):
        if not nom.endswith((".yml", ".md")):
            continue
        ecrit = texte = (racine / nom).read_text("utf-8")
        if nom.startswith((f"{PARTAGE}/", f"{RESEAU}/")):
            texte = _attente(texte, nom, genre.nom, ancien, nouveau)
        elif nom in fiches:
            autre, fiche = fiches[nom]
            vises = [p for p, marque, v in fiche.marques(Renvoi) if (marque.genre, v) == (genre.nom, ancien)]
            if vises:
                champs, corps = _lire(texte, nom, autre)
                champs = _poses(champs, lire_champs(champs, nom, autre)[1].etendues, vises, ancien, nouveau)
                texte = en_markdown(champs, corps) if autre.en_markdown else champs
        if (texte := liens(texte)) != ecrit:
            yield nom, texte


def _attente(texte: str, fichier: str, genre: str, ancien: str, nouveau: str) -> str:
    """Rend un fichier d'attentes où la fiche a son nouveau nom, là seulement où un nom de ce genre s'écrit."""
    nom = Path(fichier).stem
    valeurs, reperes, _ = lire_yaml(texte, fichier)
    if nom not in FICHIERS or not valeurs:
        return texte
    vises = []
    for chemin in reperes.etendues:
        champ = chemin[2] if len(chemin) > 2 else ""
        du_genre = nom == "droit" and valeurs[nom][chemin[1]].get("genre") == genre
        if (nom, genre, champ) in NOMMENT or (du_genre and champ == "fiche"):
            vises.append(chemin)
    texte = _poses(texte, reperes.etendues, vises, ancien, nouveau)
    if (nom, genre) == ("obligations", "obligations"):  # « raison: {regle: …} » : la clé la nomme aussi
        texte = re.sub(rf"(?<=[{{ ]){re.escape(ancien)}(?=: )", nouveau, texte)
    return texte


def _poses(
    texte: str, etendues: Mapping[Chemin, tuple[int, int]], chemins: list[Chemin], ancien: str, nouveau: str
) -> str:
    """Rend le texte où les valeurs à ces chemins, si elles sont l'ancien nom, sont le nouveau."""
    for debut, fin in sorted((etendues[chemin] for chemin in chemins if chemin in etendues), reverse=True):
        if texte[debut:fin].strip("'\"") == ancien:
            texte = texte[:debut] + nouveau + texte[fin:]
    return texte
