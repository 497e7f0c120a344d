"""Dire les anomalies : à l'écran ; sur la forge, aussi sur les lignes d'une demande de modification et dans le résumé de l'étape."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from macros.base.consultation import Consultation
from macros.fiches.reseau.regles import IdentiteDuReseau
from macros.lecture.anomalie import Anomalie, Gravite, borner, montrable
from macros.lecture.defauts import Fichier
from macros.regles.contenu import defaut_adresse

ANNOTATIONS_MAX = 10
"""Annotations d'erreur que GitHub montre pour une étape, et autant d'avertissement : les suivantes se perdent."""
PAR_FICHIER = 20
"""Anomalies dites dans l'annotation d'un fichier."""
RESUME_MAX, TEXTE_MAX = 200, 400
"""Anomalies du résumé, et signes de chacun de leurs textes : GitHub refuse un résumé de plus d'un mégaoctet."""
SAUT = "%0A"
"""Comment GitHub Actions écrit un saut de ligne dans une annotation."""
PONCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def annoncer(anomalies: Iterable[Anomalie]) -> None:
    """Écrit les anomalies sans noyer l'écran ; sous GitHub Actions, aussi en annotations, et dans le résumé de l'étape."""
    toutes = list(anomalies)
    for anomalie in borner(toutes, Fichier.ANOMALIES_EN_TROP):
        print(anomalie)
    if not toutes or os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for gravite, niveau in ((Gravite.ERREUR, "error"), (Gravite.ALERTE, "warning")):
        for annotation in _annotations([a for a in toutes if a.gravite is gravite]):
            print(f"::{niveau} {annotation}")
    if chemin := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(chemin).open("a", encoding="utf-8") as resume:
            resume.write(resumer(toutes))


def _annotations(anomalies: Sequence[Anomalie]) -> Iterator[str]:
    """Rend au plus ``ANNOTATIONS_MAX`` annotations : une par anomalie, sinon une par fichier, et la dernière compte le reste."""
    seules = len(anomalies) <= ANNOTATIONS_MAX
    groupes = [[a] for a in anomalies] if seules else [list(g) for _, g in groupby(anomalies, lambda a: a.fichier)]
    montres = groupes if len(groupes) <= ANNOTATIONS_MAX else groupes[: ANNOTATIONS_MAX - 1]
    for groupe in montres:
        premiere = groupe[0]
        titre = premiere.code if len(groupe) == 1 else f"{len(groupe)} anomalies dans ce fichier"
        dites = [_echapper(f"ligne {a.ligne} : {a.message} → {a.conseil}") for a in groupe[:PAR_FICHIER]]
        texte = _echapper(f"{premiere.message} → {premiere.conseil}") if len(groupe) == 1 else SAUT.join(dites)
        fichier = _echapper(premiere.fichier).replace(":", "%3A").replace(",", "%2C")
        yield f"file={fichier},line={premiere.ligne},col={premiere.colonne},title={titre}::{texte}"
    if reste := groupes[len(montres) :]:
        nombre = sum(map(len, reste))
        yield f"title=Et {len(reste)} autres fichiers::{nombre} anomalies de plus : le résumé de l'étape et son journal les donnent."


def _echapper(texte: str) -> str:
    """Rend le texte sans rien que GitHub Actions lirait comme une commande, ni un terminal comme un ordre."""
    return montrable(texte).replace("%", "%25")


def resumer(anomalies: Sequence[Anomalie]) -> str:
    """Rend le résumé en Markdown : les anomalies par fichier, avec leur ligne et leur conseil, dans des bornes."""
    erreurs = sum(a.gravite is Gravite.ERREUR for a in anomalies)
    lignes = [f"## Contrôle : {erreurs} erreur(s), {len(anomalies) - erreurs} alerte(s)"]
    for fichier, siennes in groupby(anomalies[:RESUME_MAX], lambda a: a.fichier):
        lignes += ["", f"### {_en_markdown(fichier)}", ""]
        for a in siennes:
            nature = "" if a.gravite is Gravite.ERREUR else " (alerte)"
            lignes.append(f"- **Ligne {a.ligne}**{nature} : {_en_markdown(a.message)}<br>→ {_en_markdown(a.conseil)}")
    if (reste := len(anomalies) - RESUME_MAX) > 0:
        lignes += ["", f"Et {reste} autre(s) : le journal de l’étape les donne toutes."]
    return "\n".join(lignes) + "\n\n"


def _en_markdown(texte: str) -> str:
    """Rend le texte, borné, dont aucun signe n'est plus du Markdown, du HTML ni une adresse que la page rendrait cliquable."""
    court = montrable(texte)
    return PONCTUATION.sub(r"\\\1", court if len(court) <= TEXTE_MAX else f"{court[:TEXTE_MAX]}…")


def adresse_a_fixer(c: Consultation) -> str:
    """Rend pourquoi aucune fiche ne peut dire venir de ce site, et le remède ; une chaîne vide si elle le peut."""
    site = c.reseau.site_url
    raison = "cette adresse n'existe pas" if ".example" in site else defaut_adresse(site)
    return raison and f"Rien n'est écrit. {site} : {raison}. → Fixez SITE_URL, l'adresse https de ce site-ci."


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
