"""Le réglage du site, ``mkdocs.yml``, lu sans MkDocs : ce qu'il refuserait en anglais se dit d'abord en français."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from macros.lecture.anomalie import Anomalie, Constat, proche
from macros.lecture.defauts import Ecriture, Fichier
from macros.lecture.defauts_du_reglage import Reglage
from macros.lecture.fichiers import caracteres_interdits, lire_texte
from macros.lecture.syntaxe import traduire

REGLAGES = "mkdocs.yml"
ENV = "Écrivez !ENV [NOM, valeur sans elle]."
NIVEAUX_MAX = 8
PLACES = ([0, 1, 1, 1], [0, 2, 1, 1])
"""Les niveaux des entrées du menu, que les gabarits placent : l'accueil, puis en haut, à côté de la recherche, en bas."""
ADMIS = (
    *("site_name", "site_description", "site_url", "repo_url", "edit_uri", "copyright"),
    *("theme", "extra", "extra_css", "plugins", "hooks", "validation", "watch", "not_in_nav", "nav"),
)
"""``INHERIT``, ``docs_dir``, ``markdown_extensions`` et les autres changeraient ce que le contrôle a jugé."""
EXIGES: dict[str, Any] = {
    "edit_uri": "",
    "hooks": ["macros/site/servir.py"],
    "plugins": [
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
    "theme": {
        "name": "material",
        "custom_dir": "overrides",
        "language": "fr",
        "font": "false",
        "favicon": "assets/reseau/logo.svg",
        "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
    },
    "extra": {"brouillons": "!ENV [BROUILLONS, non]"},
    "validation": {"omitted_files": "warn"},
    "watch": ["data", "macros", "overrides"],
    "not_in_nav": "/*/*",
}
"""Ce dont le code dépend : par là passent le contrôle, les macros, le thème, et ce qu'un brouillon garde pour lui. Le thème
et ``extra`` sont donnés en entier : Material y lirait une mesure d'audience, une image ou un script d'ailleurs.
"""
TEXTES = ("site_name", "site_description", "copyright")
"""Ce qui s'écrit en clair, ou vient de l'environnement (``!ENV``)."""
ADRESSES = ("site_url", "repo_url")
FEUILLE = re.compile(r"assets/[a-z0-9/_-]+\.css")
"""Une feuille de style du site : une autre se demanderait à un tiers à chaque lecture."""
TAGS = frozenset(f"tag:yaml.org,2002:{sorte}" for sorte in ("str", "seq", "map")) | {"!ENV"}
"""MkDocs lit les autres étiquettes de Python : « !!python/object/apply » y lancerait une commande."""


@dataclass(frozen=True)
class Entree:
    """Une page du menu, ou un texte du réglage, et sa ligne."""

    champ: str
    """Ce qui l'annonce : le réglage, ou « nav »."""
    valeur: str
    ligne: int


class Reglages:
    """``mkdocs.yml`` lu. ``menu`` : ses pages, dans l'ordre ; ``textes`` et ``adresses`` : ce qu'il fait afficher et ouvrir ;
    ``anomalies`` : ce que l'on en refuse.
    """

    def __init__(self, racine: Path) -> None:
        self.menu: list[Entree] = []
        self.textes: list[Entree] = []
        self.adresses: list[Entree] = []
        self.anomalies: list[Anomalie] = []
        if not (racine / REGLAGES).is_file():
            self.anomalies.append(Fichier.FICHIER_ABSENT().dans(REGLAGES))
            return
        texte, self.anomalies = lire_texte((racine / REGLAGES).read_bytes(), REGLAGES)
        try:
            document = yaml.compose(texte, Loader=yaml.CBaseLoader) if texte else None
        except yaml.YAMLError as erreur:
            self.anomalies.append(traduire(erreur, REGLAGES, 1, NIVEAUX_MAX))
            return
        if isinstance(document, yaml.MappingNode):
            if self._lisible(document, texte):
                self._juger(document)
        elif not self.anomalies:
            self.anomalies.append(Ecriture.FORME_YAML(conseil="Reprenez ce fichier de la branche main.").dans(REGLAGES))

    def _lisible(self, document: yaml.Node, texte: str) -> bool:
        """Dit si le document n'a ni ancre, ni étiquette de Python, ni clé composée, ni signe caché ; signale la première."""
        a_voir = [document]
        while a_voir:
            noeud = a_voir.pop()
            cles = [cle for cle, _ in noeud.value] if isinstance(noeud, yaml.MappingNode) else []
            composee = next((cle for cle in cles if not isinstance(cle, yaml.ScalarNode)), None)
            cache = isinstance(noeud, yaml.ScalarNode) and next(caracteres_interdits(REGLAGES, noeud.value), None)
            if texte[noeud.start_mark.index : noeud.start_mark.index + 1] in ("&", "*"):
                self._refuser(noeud, Ecriture.ALIAS_YAML())
            elif noeud.tag not in TAGS:
                self._refuser(noeud, Ecriture.ETIQUETTE_YAML(mot=noeud.tag.replace("tag:yaml.org,2002:", "!!")))
            elif noeud.tag == "!ENV" and not _de_l_environnement(noeud):
                self._refuser(noeud, Reglage.REGLAGE_CHANGE("« !ENV » n'est pas suivi d'un nom et d'une valeur", ENV))
            elif composee is not None:
                self._refuser(composee, Ecriture.CLE_YAML())
            elif cache:
                self.anomalies.append(replace(cache, ligne=_ligne(noeud), colonne=noeud.start_mark.column + 1))
            else:
                enfants = [n for couple in noeud.value for n in couple] if cles else noeud.value
                a_voir += reversed(enfants) if isinstance(enfants, list) else ()
                continue
            return False
        return True

    def _juger(self, document: yaml.MappingNode) -> None:
        noms = [cle.value for cle, _ in document.value]
        for cle, valeur in document.value:
            nom = cle.value
            if noms.count(nom) > 1:
                self._refuser(
                    cle, Ecriture.CLE_EN_DOUBLE(champ=nom, autre_ligne=_ligne(document.value[noms.index(nom)][0]))
                )
            elif nom not in ADMIS:
                self._inconnu(cle, nom, ADMIS)
            elif nom in (*TEXTES, *ADRESSES):
                texte = valeur.value[-1] if valeur.tag == "!ENV" else valeur
                if isinstance(texte, yaml.ScalarNode) and texte.value:
                    (self.textes if nom in TEXTES else self.adresses).append(Entree(nom, texte.value, _ligne(texte)))
                else:
                    self._refuser(cle, Reglage.REGLAGE_CHANGE(champ=nom, attendu="un texte"))
            elif nom == "extra_css":
                for feuille in valeur.value if isinstance(valeur, yaml.SequenceNode) else [valeur]:
                    if not FEUILLE.fullmatch(str(feuille.value)):
                        self._refuser(feuille, Reglage.REGLAGE_CHANGE(champ=nom, attendu="[assets/nom.css]"))
            elif nom == "nav":
                self.menu += self._pages(valeur, 0)
                illisible = any(a.code == Reglage.MENU_ILLISIBLE.code for a in self.anomalies)
                if not illisible and (_niveaux(valeur) not in PLACES or self.menu[0].valeur != "index.md"):
                    self._refuser(cle, Reglage.MENU_SANS_PLACES())
        self._comparer(document, document, EXIGES, ())
        for nom in (*TEXTES, *ADRESSES):
            if nom not in noms:
                attendu = "https://…" if nom in ADRESSES else "un texte"
                self._refuser(document, Reglage.REGLAGE_CHANGE(champ=nom, attendu=attendu))
        if "nav" not in noms:
            self._refuser(document, Reglage.MENU_SANS_PLACES())

    def _comparer(self, noeud: yaml.Node | None, parent: yaml.Node, attendu: Any, chemin: tuple[str, ...]) -> None:
        """Signale chaque valeur qui n'est pas celle attendue, et, sous la racine, chaque réglage de plus."""
        if isinstance(attendu, dict) and isinstance(noeud, yaml.MappingNode):
            for nom, valeur in attendu.items():
                # De deux clés égales, MkDocs garde la dernière.
                suite = next((v for cle, v in reversed(noeud.value) if cle.value == nom), None)
                self._comparer(suite, noeud, valeur, (*chemin, nom))
            for cle, _ in noeud.value if chemin else ():
                if cle.value not in attendu:
                    self._inconnu(cle, ".".join((*chemin, cle.value)), attendu)
        elif noeud is None or _simple(noeud, 0) != attendu:
            constat = Reglage.REGLAGE_CHANGE(champ=".".join(chemin), attendu=_ecrit(attendu) or '""')
            self._refuser(noeud or parent, constat)

    def _inconnu(self, cle: yaml.Node, nom: str, admis: Iterable[str]) -> None:
        self._refuser(cle, Reglage.REGLAGE_INCONNU(conseil=proche(nom, list(admis)), champ=nom, champs=list(admis)))

    def _pages(self, noeud: yaml.Node, niveau: int) -> Iterator[Entree]:
        if isinstance(noeud, yaml.SequenceNode) and noeud.value and niveau < NIVEAUX_MAX:
            for element in noeud.value:
                titree = isinstance(element, yaml.MappingNode) and len(element.value) == 1 and element.value[0][0].value
                suite = element.value[0][1] if titree else element
                if titree:
                    self.textes.append(Entree("nav", titree, _ligne(element)))
                if isinstance(suite, yaml.ScalarNode) and suite.value:
                    yield Entree("nav", suite.value, _ligne(suite))
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


def _de_l_environnement(noeud: yaml.Node) -> bool:
    """Dit si « !ENV » est suivi d'un nom de variable et de ce qui vaut sans elle."""
    elements = noeud.value if isinstance(noeud, yaml.SequenceNode) else []
    return len(elements) == 2 and all(isinstance(e, yaml.ScalarNode) for e in elements)


def _niveaux(menu: yaml.Node) -> list[int]:
    """Rend combien de niveaux chaque entrée du menu ouvre : aucun pour une page."""
    suites = [entree.value[0][1] if isinstance(entree, yaml.MappingNode) else entree for entree in menu.value]
    return [1 + max(_niveaux(suite)) if isinstance(suite, yaml.SequenceNode) else 0 for suite in suites]


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
