"""Du texte YAML aux valeurs, avec leurs repères : un YAML réduit, sans surprise.

Seul module qui connaît PyYAML. Il lit le flux d'événements de l'analyseur C : ni alias, ni étiquette, ni objet,
ni conversion devinée. ``yaml.safe_load`` garderait la dernière de deux clés égales et lirait ``no`` comme faux.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from macros.lecture.anomalie import Anomalie, Chemin
from macros.lecture.fichiers import caracteres_interdits
from macros.lecture.scalaires import interpreter
from macros.lecture.syntaxe import traduire

PROFONDEUR_MAX = 8


class Refus(Exception):
    """Le document entier est refusé : ``anomalie`` dit pourquoi."""

    def __init__(self, anomalie: Anomalie) -> None:
        super().__init__(str(anomalie))
        self.anomalie = anomalie


def lire_yaml(
    texte: str, fichier: str, ligne_depart: int = 1, booleens: frozenset[str] = frozenset()
) -> tuple[dict[str, Any] | None, dict[Chemin, tuple[int, int]], list[Anomalie]]:
    """Rend (valeurs, repères, anomalies). ``valeurs`` vaut ``None`` quand le document est refusé en entier.

    ``booleens`` nomme les champs (« champ » ou « champ.sous-champ ») où ``true`` et ``false`` sont admis.
    """
    lecteur = _Lecteur(fichier, ligne_depart, booleens)
    try:
        valeurs = lecteur.lire(texte)
    except Refus as refus:
        return None, {}, [*lecteur.anomalies, refus.anomalie]
    except yaml.YAMLError as erreur:
        return None, {}, [*lecteur.anomalies, traduire(erreur, fichier, ligne_depart, PROFONDEUR_MAX)]
    return valeurs, lecteur.reperes, lecteur.anomalies


def cles_en_double(texte: str) -> Iterator[tuple[Chemin, int, int]]:
    """Rend (chemin, ligne, colonne) de chaque clé répétée d'un YAML quelconque, aux deux premiers niveaux.

    Ne construit rien : étiquettes et alias passent. Un YAML illisible n'a rien à dire ici.
    """
    try:
        racine = yaml.compose(texte, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return
    niveaux: list[tuple[Chemin, yaml.Node | None]] = [((), racine)]
    if isinstance(racine, yaml.MappingNode):
        niveaux += [((cle.value,), valeur) for cle, valeur in racine.value if isinstance(cle, yaml.ScalarNode)]
    for chemin, noeud in niveaux:
        vues: set[str] = set()
        for cle, _ in noeud.value if isinstance(noeud, yaml.MappingNode) else ():
            if isinstance(cle, yaml.ScalarNode):
                if cle.value in vues:
                    yield (*chemin, cle.value), cle.start_mark.line + 1, cle.start_mark.column + 1
                vues.add(cle.value)


class _Lecteur:
    def __init__(self, fichier: str, ligne_depart: int, booleens: frozenset[str]) -> None:
        self.fichier = fichier
        self.decalage = ligne_depart
        self.booleens = booleens
        self.reperes: dict[Chemin, tuple[int, int]] = {}
        self.anomalies: list[Anomalie] = []

    def lire(self, texte: str) -> dict[str, Any]:
        racine: Any = None
        pile: list[_Noeud] = []
        documents = 0
        for evenement in yaml.parse(texte, Loader=yaml.CSafeLoader):
            if isinstance(evenement, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuser(
                        evenement,
                        "plusieurs-documents",
                        "le fichier contient plusieurs documents YAML",
                        "Gardez une seule fiche par fichier et retirez la ligne « --- ».",
                    )
                if evenement.version or evenement.tags:
                    self.refuser(
                        evenement,
                        "directive-yaml",
                        "les directives « % » ne sont pas admises",
                        "Supprimez les lignes qui commencent par « % ».",
                    )
                continue
            if not isinstance(evenement, yaml.NodeEvent):
                if isinstance(evenement, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                    noeud = pile.pop()
                    if pile:
                        self.ranger(pile[-1], noeud.valeur)
                    else:
                        racine = noeud.valeur
                continue
            if isinstance(evenement, yaml.AliasEvent) or evenement.anchor:
                self.refuser(
                    evenement,
                    "alias-yaml",
                    "les ancres « & » et les alias « * » ne sont pas admis",
                    "Recopiez la valeur, ou mettez le texte entre guillemets s'il commence par & ou *.",
                )
            if getattr(evenement, "tag", None) not in (None, "!"):
                self.refuser(
                    evenement,
                    "etiquette-yaml",
                    f"l'étiquette « {evenement.tag} » n'est pas admise",
                    "Retirez-la, ou mettez le texte entre guillemets s'il commence par un point d'exclamation.",
                )
            if isinstance(evenement, yaml.ScalarEvent):
                if not pile:
                    self.refuser(
                        evenement,
                        "forme-yaml",
                        "la fiche doit être une suite de « champ: valeur »",
                        "Partez du modèle commenté : .venv/bin/python -m macros nouveau.",
                    )
                self.scalaire(pile[-1], evenement)
                continue
            if len(pile) >= PROFONDEUR_MAX:
                self.refuser(
                    evenement,
                    "trop-profond",
                    f"plus de {PROFONDEUR_MAX} niveaux imbriqués",
                    "Vérifiez les retraits : aucune fiche n'a besoin d'autant de niveaux.",
                )
            liste = isinstance(evenement, yaml.SequenceStartEvent)
            if not pile and liste:
                self.refuser(
                    evenement,
                    "forme-yaml",
                    "la fiche doit être une suite de « champ: valeur »",
                    "Retirez le tiret en tête de ligne.",
                )
            if pile and pile[-1].cle is None and not pile[-1].est_liste:
                self.refuser(
                    evenement,
                    "cle-yaml",
                    "un nom de champ doit être un mot, pas une liste",
                    "Écrivez « champ: valeur ». Un texte qui commence par [ ou { se met entre guillemets.",
                )
            chemin = pile[-1].chemin_suivant() if pile else ()
            if not pile or pile[-1].est_liste:
                self.reperes[chemin] = self.place(evenement)
            pile.append(_Noeud(chemin, [] if liste else {}, liste))
        if not isinstance(racine, dict):
            raise Refus(
                Anomalie(
                    self.fichier,
                    self.decalage,
                    1,
                    "fiche-vide",
                    "la fiche est vide",
                    "Partez du modèle commenté : .venv/bin/python -m macros nouveau.",
                )
            )
        return racine

    def scalaire(self, noeud: _Noeud, evenement: yaml.ScalarEvent) -> None:
        if evenement.style == '"':  # les séquences \\u… ne se voient qu'une fois décodées
            for defaut in caracteres_interdits(self.fichier, evenement.value):
                self.signaler(evenement, defaut.code, defaut.message, defaut.conseil)
        if not noeud.est_liste and noeud.cle is None:
            cle = evenement.value
            if cle in noeud.valeur:
                ligne = self.reperes[(*noeud.chemin, cle)][0]
                self.signaler(
                    evenement, "cle-en-double", f"le champ « {cle} » est déjà écrit ligne {ligne}", "Gardez-en un seul."
                )
            noeud.cle = cle
            self.reperes[(*noeud.chemin, cle)] = self.place(evenement)
            return
        chemin = noeud.chemin_suivant()
        if noeud.est_liste:
            self.reperes[chemin] = self.place(evenement)
        if self.booleens and ".".join(map(str, chemin)) in self.booleens:
            # Un autre mot reste un texte : la forme attendue se dit mieux que « mettez des guillemets ».
            self.ranger(noeud, {"true": True, "false": False}.get(evenement.value, evenement.value))
        else:
            self.ranger(noeud, evenement.value if evenement.style else self.brut(evenement))

    def ranger(self, noeud: _Noeud, valeur: Any) -> None:
        if noeud.est_liste:
            noeud.valeur.append(valeur)
        else:
            noeud.valeur[noeud.cle] = valeur
            noeud.cle = None

    def brut(self, evenement: yaml.ScalarEvent) -> Any:
        """Interprète un scalaire sans guillemets ; ce qui est ambigu est signalé et gardé comme texte."""
        valeur, defaut = interpreter(evenement.value)
        if defaut:
            self.signaler(evenement, *defaut)
        return valeur

    def place(self, evenement: yaml.Event) -> tuple[int, int]:
        return evenement.start_mark.line + self.decalage, evenement.start_mark.column + 1

    def signaler(self, evenement: yaml.Event, code: str, message: str, conseil: str) -> None:
        self.anomalies.append(Anomalie(self.fichier, *self.place(evenement), code, message, conseil))

    def refuser(self, evenement: yaml.Event, code: str, message: str, conseil: str) -> None:
        raise Refus(Anomalie(self.fichier, *self.place(evenement), code, message, conseil))


class _Noeud:
    __slots__ = ("chemin", "cle", "est_liste", "valeur")

    def __init__(self, chemin: Chemin, valeur: list | dict, est_liste: bool) -> None:
        self.chemin = chemin
        self.valeur = valeur
        self.est_liste = est_liste
        self.cle: str | None = None

    def chemin_suivant(self) -> Chemin:
        return (*self.chemin, len(self.valeur) if self.est_liste else self.cle)
