"""Le réglage du site, ``mkdocs.yml``, lu sans MkDocs : ce qu'il refuserait en anglais se dit d'abord en français."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.lecture.anomalie import Anomalie, Constat, proche
from macros.lecture.defauts import Ecriture, Fichier
from macros.lecture.defauts_du_reglage import Reglage
from macros.lecture.fichiers import lire_texte
from macros.lecture.syntaxe import traduire

REGLAGES = "mkdocs.yml"
NIVEAUX_MAX = 8
ADMIS = (
    *("site_name", "site_description", "site_author", "site_url", "repo_url", "repo_name", "edit_uri", "copyright"),
    *("theme", "extra", "extra_css", "plugins", "hooks", "validation", "watch", "not_in_nav", "nav", "dev_addr"),
)
"""``INHERIT``, ``docs_dir``, ``markdown_extensions`` et les autres changeraient ce que le contrôle a jugé."""
EXIGES: dict[tuple[str, ...], Any] = {
    ("hooks",): ["macros/site/servir.py"],
    ("plugins",): [
        {
            "macros": {
                "module_name": "macros",
                "render_by_default": "false",
                "on_error_fail": "true",
                "on_undefined": "strict",
                "verbose": "false",
            }
        }
    ],
    ("theme", "name"): "material",
    ("theme", "custom_dir"): "overrides",
    ("theme", "font"): "false",
    ("extra", "brouillons"): "!ENV [BROUILLONS, non]",
    ("validation",): {"omitted_files": "warn"},
    ("not_in_nav",): "/*/*",
}
"""Ce dont le code dépend : par là passent le contrôle, les macros, le thème, et ce qu'un brouillon garde pour lui."""
TEXTES = ("site_name", "site_description", "copyright")
"""Ce qui s'écrit en clair, ou vient de l'environnement (``!ENV``)."""


@dataclass(frozen=True)
class Entree:
    """Une page du menu, et sa ligne."""

    page: str
    ligne: int


class Reglages:
    """``mkdocs.yml`` lu. ``menu`` : ses pages, dans l'ordre ; ``anomalies`` : ce que l'on en refuse."""

    def __init__(self, racine: Path) -> None:
        self.menu: list[Entree] = []
        self.anomalies: list[Anomalie] = []
        if not (racine / REGLAGES).is_file():
            self.anomalies.append(Fichier.FICHIER_ABSENT().dans(REGLAGES))
            return
        texte, self.anomalies = lire_texte(racine, REGLAGES)
        try:
            document = yaml.compose(texte, Loader=yaml.CBaseLoader) if texte else None
        except yaml.YAMLError as erreur:
            self.anomalies.append(traduire(erreur, REGLAGES, 1, NIVEAUX_MAX))
            return
        if isinstance(document, yaml.MappingNode):
            self._juger(document)
        elif not self.anomalies:
            self.anomalies.append(Ecriture.FORME_YAML(conseil="Reprenez ce fichier de la branche main.").dans(REGLAGES))

    def _juger(self, document: yaml.MappingNode) -> None:
        noms = [cle.value for cle, _ in document.value]
        for cle, valeur in document.value:
            nom = cle.value
            if noms.count(nom) > 1:
                self._refuser(
                    cle, Ecriture.CLE_EN_DOUBLE(champ=nom, autre_ligne=_ligne(document.value[noms.index(nom)][0]))
                )
            elif nom not in ADMIS:
                self._refuser(
                    cle, Reglage.REGLAGE_INCONNU(conseil=proche(str(nom), ADMIS), champ=nom, champs=list(ADMIS))
                )
            elif nom in TEXTES and valeur.tag != "!ENV" and not (isinstance(valeur, yaml.ScalarNode) and valeur.value):
                self._refuser(cle, Reglage.REGLAGE_CHANGE(champ=nom, attendu="un texte"))
            elif nom == "nav":
                self.menu += self._pages(valeur, 0)
        for chemin, attendu in EXIGES.items():
            noeud = _trouver(document, chemin)
            if noeud is None or _simple(noeud, 0) != attendu:
                self._refuser(
                    noeud or document, Reglage.REGLAGE_CHANGE(champ=".".join(chemin), attendu=_ecrit(attendu))
                )

    def _pages(self, noeud: yaml.Node, niveau: int) -> Iterator[Entree]:
        if isinstance(noeud, yaml.SequenceNode) and noeud.value and niveau < NIVEAUX_MAX:
            for element in noeud.value:
                titree = isinstance(element, yaml.MappingNode) and len(element.value) == 1
                suite = element.value[0][1] if titree else element
                if isinstance(suite, yaml.ScalarNode) and suite.value:
                    yield Entree(suite.value, _ligne(suite))
                elif titree:
                    yield from self._pages(suite, niveau + 1)
                else:
                    self._refuser(element, Reglage.MENU_ILLISIBLE())
        else:
            self._refuser(noeud, Reglage.MENU_ILLISIBLE())

    def _refuser(self, noeud: yaml.Node, constat: Constat) -> None:
        self.anomalies.append(constat.dans(REGLAGES, _ligne(noeud), noeud.start_mark.column + 1))


def _ligne(noeud: yaml.Node) -> int:
    return int(noeud.start_mark.line) + 1


def _trouver(noeud: yaml.Node, chemin: tuple[str, ...]) -> yaml.Node | None:
    for nom in chemin:
        if not isinstance(noeud, yaml.MappingNode):
            return None
        # De deux clés égales, MkDocs garde la dernière.
        suite = next((valeur for cle, valeur in reversed(noeud.value) if cle.value == nom), None)
        if suite is None:
            return None
        noeud = suite
    return noeud


def _simple(noeud: yaml.Node, niveau: int) -> Any:
    """Rend la valeur en textes, listes et champs ; rien au-delà du plausible."""
    if niveau > NIVEAUX_MAX or isinstance(noeud, yaml.ScalarNode):
        return noeud.value if isinstance(noeud, yaml.ScalarNode) else None
    if isinstance(noeud, yaml.MappingNode):
        return {str(cle.value): _simple(valeur, niveau + 1) for cle, valeur in noeud.value}
    elements = [_simple(element, niveau + 1) for element in noeud.value]
    return f"!ENV {_ecrit(elements)}" if noeud.tag == "!ENV" else elements


def _ecrit(attendu: Any) -> str:
    """Rend ce qu'il faut écrire, en YAML d'une ligne."""
    if isinstance(attendu, dict):
        return "{" + ", ".join(f"{nom}: {_ecrit(valeur)}" for nom, valeur in attendu.items()) + "}"
    return f"[{', '.join(map(_ecrit, attendu))}]" if isinstance(attendu, list) else str(attendu)
