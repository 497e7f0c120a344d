"""``mkdocs.yml`` avant que MkDocs le lise : ni étiquette qui lancerait une commande, ni secret de la forge qui se publierait."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from macros.lecture.anomalie import Anomalie, Constat, proche
from macros.lecture.defauts import Champs, Ecriture, Fichier, Textes
from macros.lecture.exigence import de_l_exigence
from macros.lecture.fichiers import lire_texte
from macros.lecture.syntaxe import traduire

REGLAGE = "mkdocs.yml"
ADMISES = ("SITE_NAME", "SITE_URL", "REPO_URL", "BROUILLONS")
"""Les variables de l'environnement qu'un réglage peut nommer."""
ADMIS = ("site_name", "site_description", "site_url", "repo_url", "copyright", "theme", "plugins", "nav")
"""Ce qu'un réseau règle : noms, adresses et menu. Un crochet, une extension, un autre thème exécuteraient un code que nul n'a relu."""
GREFFONS = ["macros", "base-achats"]
PLACES = ([0, 1, 1, 1], [0, 2, 1, 1])
"""Les niveaux des entrées du menu, que les gabarits placent : l'accueil, puis en haut, à côté de la recherche, en bas."""
NIVEAUX_MAX = 8
PAQUET = Path(__file__).resolve().parents[1]


def du_reglage(racine: Path) -> Iterator[Anomalie]:
    """Rend ce que ``mkdocs.yml`` a d'illisible, de dangereux, ou qu'un réseau ne règle pas, et ce qui manque à côté de lui."""
    for nom in ("data", "docs"):
        if not (racine / nom).is_dir():
            yield Fichier.DOSSIER_ABSENT(nom=nom).dans(nom)
    yield from de_l_exigence(racine)
    if not (racine / REGLAGE).is_file():
        yield Fichier.FICHIER_ABSENT().dans(REGLAGE)
        return
    texte, illisible = lire_texte((racine / REGLAGE).read_bytes(), REGLAGE)
    if illisible:
        yield from illisible
        return
    try:
        if etiquettes := [*_etiquettes(list(yaml.parse(texte, Loader=yaml.CBaseLoader)))]:
            yield from etiquettes
            return
        lu = yaml.load(texte, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as erreur:
        yield traduire(erreur, REGLAGE, 1, NIVEAUX_MAX)
        return
    if not isinstance(lu, dict):
        yield Ecriture.FORME_YAML(conseil="Reprenez ce fichier de la branche main.").dans(REGLAGE)
    else:
        lignes = texte.split("\n")
        for nom, constat in _refus(racine, lu):
            yield constat.dans(
                REGLAGE, next((n for n, ligne in enumerate(lignes, 1) if ligne.startswith(f"{nom}:")), 1)
            )


def _etiquettes(evenements: list[Any]) -> Iterator[Anomalie]:
    """Rend une anomalie par étiquette qui n'est pas ``!ENV [NOM admis, valeur]`` : une autre lancerait une commande.

    On lit les évènements de YAML, et non le texte : une étiquette s'écrit de plusieurs façons.
    """
    for rang, evenement in enumerate(evenements):
        etiquette, place = getattr(evenement, "tag", None), evenement.start_mark
        if etiquette == "!ENV":
            if not _admise(*evenements[rang : rang + 4]):
                yield Ecriture.VARIABLE_REFUSEE(admises=ADMISES).dans(REGLAGE, place.line + 1, place.column + 1)
        elif etiquette:
            constat = Ecriture.ETIQUETTE_YAML(mot=etiquette.replace("tag:yaml.org,2002:", "!!"))
            yield constat.dans(REGLAGE, place.line + 1, place.column + 1)


def _admise(etiquetee: Any, nom: Any, valeur: Any, fin: Any = None) -> bool:
    """Dit si ces évènements, l'étiquette et les trois qui suivent (deux, au bout du fichier), sont ``[NOM admis, valeur]``."""
    return (
        isinstance(etiquetee, yaml.SequenceStartEvent)
        and isinstance(nom, yaml.ScalarEvent)
        and nom.value in ADMISES
        and isinstance(valeur, yaml.ScalarEvent)
        and isinstance(fin, yaml.SequenceEndEvent)
    )


def _refus(racine: Path, lu: dict[str, Any]) -> Iterator[tuple[str, Constat]]:
    """Rend (réglage, ce qui n'y va pas)."""
    for nom in sorted(lu.keys() - set(ADMIS)):
        yield nom, Champs.CHAMP_INCONNU(conseil=proche(nom, ADMIS), champ=nom, champs=ADMIS)
    chez_soi = (racine / "macros").resolve() == PAQUET
    theme = {"name": "material"}
    if lu.get("theme") != theme and not (chez_soi and lu.get("theme") == {**theme, "custom_dir": "overrides"}):
        yield "theme", _ecrire("le thème n'est pas celui du moteur", theme=theme)
    if lu.get("plugins") != GREFFONS:
        yield "plugins", _ecrire("les greffons ne sont pas ceux du moteur", plugins=GREFFONS)
    for nom in ("macros", "macros.py") if not chez_soi else ():
        if (racine / nom).exists():
            yield (
                "",
                Fichier.FICHIER_INATTENDU(
                    f"« {nom} » passerait pour le moteur", "Retirez-le : le code vient de la roue."
                ),
            )
    for nom in ("site_name", "site_description", "copyright"):
        ecrit = lu.get(nom)
        if not (texte := ecrit[1] if isinstance(ecrit, list) else ecrit) or "<" in str(texte):
            yield nom, Textes.HTML_BRUT(f"« {nom} » est vide, ou contient du HTML", "Écrivez un texte simple.")
    menu = lu.get("nav")
    if not isinstance(menu, list) or [_niveaux(entree) for entree in menu] not in PLACES:
        yield "nav", Ecriture.MENU_SANS_PLACES()


def _ecrire(message: str, **attendu: Any) -> Constat:
    [(nom, valeur)] = attendu.items()
    return Ecriture.REGLAGE_CHANGE(message, f"Écrivez {nom}: {str(valeur).replace(chr(39), '')}.")


def _niveaux(entree: Any) -> int:
    """Rend combien de niveaux une entrée du menu ouvre : aucun pour une page."""
    suite = next(iter(entree.values())) if isinstance(entree, dict) else entree
    return 1 + max(map(_niveaux, suite), default=0) if isinstance(suite, list) else 0


def adresses(racine: Path) -> tuple[str, str]:
    """Rend l'adresse du site et celle du dépôt, d'un réglage jugé : celles de l'environnement, sinon celles qu'il écrit."""
    document = yaml.compose((racine / REGLAGE).read_text("utf-8"), Loader=yaml.CBaseLoader)
    ecrites = {cle.value: valeur.value for cle, valeur in getattr(document, "value", ()) if isinstance(cle.value, str)}

    def adresse(nom: str) -> str:
        valeur = ecrites.get(nom) or ""
        if isinstance(valeur, list):  # !ENV [NOM, valeur sans elle]
            return str(os.environ.get(valeur[0].value, valeur[1].value))
        return valeur

    return adresse("site_url"), adresse("repo_url")
