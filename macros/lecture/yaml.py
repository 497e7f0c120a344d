"""Du texte YAML aux valeurs, avec leurs repères : un YAML réduit, sans surprise.

Il parcourt l'arbre que compose l'analyseur C, sans rien construire : ni alias, ni étiquette, ni objet, ni conversion
devinée. ``yaml.safe_load`` garderait la dernière de deux clés égales et lirait ``no`` comme faux.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Any, NoReturn

import yaml

from macros.lecture.anomalie import Anomalie, Chemin, Constat
from macros.lecture.defauts import Ecriture
from macros.lecture.fichiers import caracteres_interdits
from macros.lecture.reparations import COURBES, TIRET_COLLE, reparations, tiret_colle
from macros.lecture.reperes import Reperes
from macros.lecture.scalaires import interpreter
from macros.lecture.syntaxe import ligne_de, reparable, traduire

PROFONDEUR_MAX = 8
DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*(?=%)")
"""Ce qui peut précéder une directive ; l'arbre n'en garde pas trace."""
COMMENTAIRE = re.compile(r"(?P<avant>[ \t]+)#(?P<colle>\S| \d)?")
CODE = re.compile(r"[a-z0-9_-]+|[A-Z-]+")
"""Un code peut porter un commentaire, et deux espaces en annoncent un, comme « macros nouveau » les écrit : le reste se
couperait, « lot #1 » ou « salle # 1 »."""
ETIQUETTE = re.compile(r"![^\s,\[\]{}]*")


REPARATIONS_MAX = 10
"""Fautes d'écriture dites d'un coup dans un fichier illisible."""

ESSAIS_MAX = 30
"""Hypothèses essayées pour une faute : chacune relit le fichier."""


class Refus(Exception):
    """Le document entier est refusé : ``anomalie`` dit pourquoi."""

    def __init__(self, anomalie: Anomalie) -> None:
        super().__init__(str(anomalie))
        self.anomalie = anomalie


def lire_yaml(
    texte: str, fichier: str, ligne_depart: int = 1, booleens: frozenset[str] = frozenset()
) -> tuple[dict[str, Any] | None, Reperes, list[Anomalie]]:
    """Rend (valeurs, repères, anomalies). ``valeurs`` vaut ``None`` quand le document est refusé en entier.

    ``booleens`` nomme les champs (« champ » ou « champ.sous-champ ») où ``true`` et ``false`` sont admis.
    """
    lecteur = _Lecteur(fichier, ligne_depart, booleens)
    try:
        valeurs = lecteur.lire(texte)
    except Refus as refus:
        return None, Reperes(), [*lecteur.anomalies, refus.anomalie]
    except yaml.YAMLError as erreur:
        return None, Reperes(), [*lecteur.anomalies, traduire(erreur, fichier, ligne_depart, PROFONDEUR_MAX)]
    return valeurs, lecteur.reperes, lecteur.anomalies


class _Lecteur:
    """Un document lu. ``reperes`` : chemin → (ligne, colonne) de chaque champ et de chaque élément de liste."""

    def __init__(self, fichier: str, ligne_depart: int, booleens: frozenset[str]) -> None:
        self.fichier = fichier
        self.decalage = ligne_depart
        self.booleens = booleens
        self.reperes = Reperes(premiere_ligne=ligne_depart)
        self.anomalies: list[Anomalie] = []

    def lire(self, texte: str) -> dict[str, Any]:
        if directive := DIRECTIVE.match(texte):
            raise Refus(Ecriture.DIRECTIVE_YAML().dans(self.fichier, directive[0].count("\n") + self.decalage))
        racine = self.composer(texte)
        if racine is None:
            raise Refus(Ecriture.FICHE_VIDE().dans(self.fichier, self.decalage))
        if not isinstance(racine, yaml.MappingNode):
            conseil = "Retirez le tiret en tête de ligne." if isinstance(racine, yaml.SequenceNode) else ""
            self.refuser(racine, Ecriture.FORME_YAML(conseil=conseil))
        self.reperes[()] = self.place(racine)
        return self.champs(racine, ())

    def composer(self, texte: str) -> yaml.Node | None:
        """Rend l'arbre du texte. Ce qui le rend illisible est signalé ; l'arbre est alors celui du texte réparé."""
        reparees = 0
        while True:
            self.texte = self.reperes.source = texte
            arbre, erreur = _arbre(texte)
            if erreur is None:
                return arbre
            repare = self.reparer(texte, erreur) if reparees < REPARATIONS_MAX else None
            if repare is None:
                raise Refus(traduire(erreur, self.fichier, self.decalage, PROFONDEUR_MAX))
            texte, reparees = repare, reparees + 1

    def reparer(self, texte: str, erreur: yaml.YAMLError) -> str | None:
        """Rend le texte sans la faute qui arrête l'analyseur, et la signale ; ``None`` quand rien de connu ne l'explique."""
        if not reparable(erreur):
            return None
        lignes, atteinte = texte.split("\n"), ligne_de(erreur)
        for reparation in islice(reparations(lignes, atteinte, self.decalage), ESSAIS_MAX):
            neuf = "\n".join(reparation.lignes.get(n, ligne) for n, ligne in enumerate(lignes))
            suivante = _arbre(neuf)[1]
            if suivante is None or ligne_de(suivante) > atteinte:
                self.anomalies += [
                    reparation.constat.dans(self.fichier, ligne + self.decalage, colonne + 1)
                    for ligne, colonne in reparation.places
                ]
                return neuf
        return None

    def valeur(self, noeud: yaml.Node, chemin: Chemin) -> Any:
        if isinstance(noeud, yaml.MappingNode):
            return self.champs(noeud, chemin)
        if isinstance(noeud, yaml.SequenceNode):
            return self.elements(noeud, chemin)
        assert isinstance(noeud, yaml.ScalarNode)  # l'arbre n'a que ces trois sortes de nœuds
        self.admettre(noeud, chemin)
        self.reperes.etendues[chemin] = noeud.start_mark.index, noeud.end_mark.index
        if self.booleens and ".".join(map(str, chemin)) in self.booleens:
            # Un autre mot reste un texte : la forme attendue se dit mieux que « mettez des guillemets ».
            return {"true": True, "false": False}.get(noeud.value, noeud.value)
        if noeud.style:
            return noeud.value
        if TIRET_COLLE.match(noeud.value):
            self.signaler(noeud, tiret_colle(noeud.value), chemin)
        if noeud.value and noeud.value[0] in COURBES and noeud.value[-1] in COURBES:
            self.signaler(noeud, Ecriture.GUILLEMETS_COURBES(), chemin)
        valeur, defaut = interpreter(noeud.value)
        if defaut:  # ce qui est ambigu est signalé et gardé comme texte
            # Un mot ambigu n'est pas toujours à mettre entre guillemets : la sorte attendue, dite aussi, tranche.
            self.signaler(noeud, defaut, () if defaut.defaut is Ecriture.VALEUR_AMBIGUE else chemin)
        return valeur

    def champs(self, noeud: yaml.MappingNode, chemin: Chemin) -> dict[str, Any]:
        self.admettre(noeud, chemin)
        valeurs: dict[str, Any] = {}
        for cle, valeur in noeud.value:
            if not isinstance(cle, yaml.ScalarNode):
                self.refuser(cle, Ecriture.CLE_YAML())
            ici = (*chemin, cle.value)
            self.admettre(cle, ici)
            if cle.value in valeurs:
                self.signaler(cle, Ecriture.CLE_EN_DOUBLE(champ=cle.value, autre_ligne=self.reperes[ici][0]), ())
            self.reperes[ici] = self.place(cle)
            valeurs[cle.value] = self.valeur(valeur, ici)
        return valeurs

    def elements(self, noeud: yaml.SequenceNode, chemin: Chemin) -> list[Any]:
        self.admettre(noeud, chemin)
        valeurs = []
        for rang, element in enumerate(noeud.value):
            self.reperes[(*chemin, rang)] = self.place(element)
            valeurs.append(self.valeur(element, (*chemin, rang)))
        return valeurs

    def admettre(self, noeud: yaml.Node, chemin: Chemin) -> None:
        """Refuse une ancre (donc tout alias : il la suit), une étiquette, un niveau de trop ; signale un signe caché."""
        debut = noeud.start_mark.index
        if (signe := self.texte[debut : debut + 1]) == "&":
            self.refuser(noeud, Ecriture.ALIAS_YAML())
        elif signe == "!":
            mots = ETIQUETTE.findall(self.texte, debut)
            self.refuser(noeud, Ecriture.ETIQUETTE_YAML(mot=mots[0]))
        if not isinstance(noeud, yaml.ScalarNode):
            if len(chemin) >= PROFONDEUR_MAX:
                self.refuser(noeud, Ecriture.TROP_PROFOND(maximum=PROFONDEUR_MAX))
        elif not noeud.style:
            self.commentaire(noeud, chemin)
        elif noeud.style == '"':  # \\u… ne se voit qu'une fois décodé
            for defaut in caracteres_interdits(self.fichier, noeud.value):
                ligne, colonne = self.place(noeud)
                self.anomalies.append(replace(defaut, ligne=ligne, colonne=colonne, chemin=chemin))

    def commentaire(self, noeud: yaml.ScalarNode, chemin: Chemin) -> None:
        """Signale un « # » après un texte sans guillemets : « le lot #1 » s'y couperait en silence."""
        suit = COMMENTAIRE.match(self.texte, noeud.end_mark.index)
        if not suit or not isinstance(interpreter(noeud.value)[0], str):
            return
        if suit["colle"] or not (len(suit["avant"]) > 1 or CODE.fullmatch(noeud.value)):
            constat = Ecriture.TEXTE_COUPE(debut=noeud.value[-40:])
            colonne = noeud.end_mark.column + suit[0].index("#") + 1
            self.anomalies.append(constat.dans(self.fichier, noeud.end_mark.line + self.decalage, colonne, chemin))

    def place(self, noeud: yaml.Node) -> tuple[int, int]:
        return noeud.start_mark.line + self.decalage, noeud.start_mark.column + 1

    def signaler(self, noeud: yaml.Node, constat: Constat, chemin: Chemin) -> None:
        self.anomalies.append(constat.dans(self.fichier, *self.place(noeud), chemin))

    def refuser(self, noeud: yaml.Node, constat: Constat) -> NoReturn:
        raise Refus(constat.dans(self.fichier, *self.place(noeud)))


def _arbre(texte: str) -> tuple[yaml.Node | None, yaml.YAMLError | None]:
    """Rend (arbre, erreur de l'analyseur) : l'une des deux est ``None``, toutes deux pour un document vide."""
    try:
        return yaml.compose(texte, Loader=yaml.CBaseLoader), None  # sans résolveur : aucune valeur n'est devinée
    except yaml.YAMLError as erreur:
        return None, erreur
