"""L'index de la recherche : des fichiers statiques, que ``recherche/moteur.js`` lit et note.

L'index est coupé par ordre alphabétique : une recherche ne charge que les tranches des mots qu'elle contient, avec leurs
termes, les mots qui commencent comme eux et les expressions du lexique. Une faute seule demande tout le vocabulaire.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_lowercase, digits
from typing import Any

from macros.base.consultation import Consultation
from macros.base.promesses import Document
from macros.sorties.recherche.documents import CHAMPS, documents, groupes
from macros.sorties.recherche.synonymes import Synonymes
from macros.texte.balisage.leger import brut
from macros.texte.langue import MOTS_VIDES, analyser, racine
from macros.texte.typographie import typographier

TRANCHE = 13_250
"""Signes d'une tranche, avant compression : cinq kilooctets transférés, et une recherche en lit trois."""
INSISTANCE = 3
"""Nombre de fois à partir duquel un terme du texte en est un sujet."""
FICHES_PAR_LIASSE = 115
"""Fiches (titre, résumé) d'une liasse : neuf kilooctets transférés, et les premières réponses viennent de deux ou trois."""
CORRIGE = range(4, 22)
"""Lettres d'un mot qui se corrige ; au-delà, c'est un nom de fiche collé, que personne ne tape."""

_CHIFFRES = digits + ascii_lowercase
Postes = dict[str, dict[int, "array[int]"]]
"""Terme → rang du champ → numéros de documents, croissants."""


class Index:
    """L'index d'une construction. ``fichiers`` : chemin → octets, tous dans ``dossier``."""

    def __init__(self, c: Consultation, dossier: str = "") -> None:
        """Indexe tout ce qui se cherche. Sans ``dossier``, il y en a un par version : une page en cache ne mêle pas deux index."""
        self._lexique = Synonymes(c)
        self._postes: Postes = defaultdict(lambda: defaultdict(lambda: array("I")))
        self._frequences: Counter[str] = Counter()
        docs = []
        for numero, document in enumerate(documents(c)):
            dits, termes = self._analyser(document)
            self._frequences.update(dits)
            for rang, siens in enumerate(termes):
                for terme in siens:
                    self._postes[terme][rang].append(numero)
            docs.append(replace(document, champs={}))  # les textes, indexés, ne serviront plus
        contenus = self._contenus(docs, groupes(c))
        empreinte = hashlib.sha256()
        for octets in contenus.values():
            empreinte.update(octets + b"\0")
        version = empreinte.hexdigest()[:12]
        self.dossier = dossier or f"recherche/{version}/"
        self.fichiers = {f"{self.dossier}{chemin}": octets for chemin, octets in contenus.items()}

    def _analyser(self, document: Document) -> tuple[set[str], list[set[str]]]:
        """Rend les mots du document, et les termes de chaque champ de l'index : racines, composés, groupes de synonymes."""
        dits: set[str] = set()
        termes: list[set[str]] = []
        for champ in CHAMPS:
            mots, composes = analyser("\n".join(document.champs.get(champ, ())))
            dits.update(mots, composes)
            racines = [racine(m) for m in mots]
            siens = Counter(racines)
            siens.update(self._lexique.cles[groupe] for groupe in self._lexique.groupes_de(racines))
            termes.append({*siens, *map(racine, composes)})
        # Du texte, le dernier champ, les termes qui reviennent disent de quoi il parle.
        termes.append({terme for terme, n in siens.items() if n >= INSISTANCE})
        termes += [{cle_de_nom(nom) for nom in noms} for noms in (document.noms, document.demandes)]
        return dits, termes

    def _contenus(self, docs: list[Document], titres: dict[str, str]) -> dict[str, bytes]:
        contenus, premiers, connus = {}, [], self._connus()
        for rang, (premier, tranche) in enumerate(self._tranches(connus)):
            premiers.append(premier)
            contenus[f"termes/{rang}.json"] = tranche
        for rang in range(0, len(docs), FICHES_PAR_LIASSE):
            liasse = [
                [d.groupe, d.id, d.adresse, typographier(d.titre), brut(d.resume)]
                for d in docs[rang : rang + FICHES_PAR_LIASSE]
            ]
            contenus[f"fiches/{rang // FICHES_PAR_LIASSE}.json"] = _json(liasse)
        clauses = [d for d in docs if d.codes]
        contenus["facettes.json"] = _json(
            {nom: _facette(clauses, nom) for nom in (clauses[0].codes if clauses else ())}
        )
        contenus["mots.json"] = _json(ecrire_mots(sorted(_a_corriger(connus)), connus))
        contenus["index.json"] = _json(
            {
                "champs": (*CHAMPS, "insistance", "nom", "demande"),
                "documents": len(docs),
                "clauses": len(clauses),
                "genres": [
                    [
                        groupe,
                        next(n for n, d in enumerate(docs) if (d.groupe, d.sorte) == (groupe, sorte)),
                        titres[groupe],
                        sorte,
                    ]
                    for groupe, sorte in dict.fromkeys((d.groupe, d.sorte) for d in docs)
                ],
                "liasse": FICHES_PAR_LIASSE,
                "tranches": premiers,
                "a_revoir": _ecarts(n for n, d in enumerate(docs) if d.a_revoir),
                "anciens": _ecarts(n for n, d in enumerate(docs) if d.ancien),
                "vides": sorted(MOTS_VIDES),
                "lieux": self._lexique.lieux,
                "entourage": self._lexique.entourage,
            }
        )
        return contenus

    def _tranches(self, connus: dict[str, int]) -> Iterable[tuple[str, bytes]]:
        """Rend (première clé, octets) : ``{termes: [[terme, {champ: écarts}]…], mots, frequences, lexique: [[rang, expressions…]…]}``.

        Un mot y est à sa place, son terme à la sienne, une expression du lexique à sa première racine et à son groupe. Un terme
        sans champ est la racine d'un mot que le seul lexique emploie.
        """
        lexique = self._lexique.par_cle()
        for mot, n in connus.items():
            if not n:
                self._postes[racine(mot)]
        termes: list[bytes] = []
        mots: list[str] = []
        expressions: list[list[object]] = []
        taille, premiere = 0, ""
        for cle in sorted({*self._postes, *connus, *lexique}):
            champs = self._postes.pop(cle, None)
            terme = b"" if champs is None else _json([cle, {r: _ecarts(ns) for r, ns in sorted(champs.items())}])
            siennes = lexique.get(cle, [])
            pese = len(terme) + len(_json(siennes)) + (len(cle) if cle in connus else 0)
            if taille and taille + pese > TRANCHE:
                yield premiere, _tranche(termes, mots, connus, expressions)
                termes, mots, expressions, taille = [], [], [], 0
            premiere = premiere if taille else cle
            taille += pese
            termes += [terme] if terme else []
            mots += [cle] if cle in connus else []
            expressions += siennes
        if taille:
            yield premiere, _tranche(termes, mots, connus, expressions)

    def _connus(self) -> dict[str, int]:
        """Rend mot → nombre de pages qui le portent, 0 pour un mot du seul lexique : de quoi compléter et corriger.

        Les nombres n'y sont pas : rien ne dit lequel est une faute.
        """
        connus = {mot: n for mot, n in self._frequences.items() if mot.isalpha() and len(mot) > 2}
        for groupe in self._lexique.groupes:
            for expression in groupe:
                dits, composes = analyser(expression)
                for mot in (*dits, *composes):
                    if mot.isalpha():
                        connus.setdefault(mot, 0)
        return connus


def _a_corriger(connus: Mapping[str, int]) -> list[str]:
    """Rend les mots qu'une faute peut viser : de ceux qui ont la même racine, le plus fréquent."""
    premiers: dict[str, str] = {}
    for mot in sorted(connus, key=lambda m: (-connus[m], m)):
        if len(mot) in CORRIGE:
            premiers.setdefault(racine(mot), mot)
    return [*premiers.values()]


def _tranche(termes: list[bytes], mots: list[str], connus: dict[str, int], expressions: list[list[object]]) -> bytes:
    reste = _json({**ecrire_mots(mots, connus), "lexique": expressions})
    return b'{"termes":[%b],' % b",\n".join(termes) + reste[1:]


def ecrire_mots(mots: Iterable[str], connus: Mapping[str, int]) -> dict[str, str]:
    """Rend ``mots``, dans l'ordre, chacun derrière le nombre de lettres, en base 36, qu'il reprend du précédent ; ``frequences``, un chiffre chacun.

    Une fréquence est la moitié du logarithme du nombre de pages qui portent le mot : 0 pour un mot du seul lexique.

    >>> ecrire_mots(["cantine", "cantines", "cantinier"], {"cantine": 5, "cantines": 1, "cantinier": 0})
    {'mots': '0cantine 7s 6ier', 'frequences': '210'}
    """
    codes, frequences, avant = [], "", ""
    for mot in mots:
        commun = next(
            (n for n, (a, b) in enumerate(zip(avant, mot, strict=False)) if a != b), min(len(avant), len(mot))
        )
        commun = min(commun, len(_CHIFFRES) - 1)
        codes.append(f"{_CHIFFRES[commun]}{mot[commun:]}")
        frequences += str(min(9, (connus[mot].bit_length() + 1) // 2))
        avant = mot
    return {"mots": " ".join(codes), "frequences": frequences}


def cle_de_nom(nom: str) -> str:
    """Rend le terme qui vaut ce nom entier : ses racines, rangées près de la première, que la recherche charge déjà."""
    return " ".join(racine(m) for m in analyser(nom)[0]) + "="


def _facette(clauses: list[Document], nom: str) -> dict[str, Any]:
    """Rend ``{choix, clauses}`` : les combinaisons de codes, et celle de chaque clause."""
    combinaisons: dict[tuple[str, ...], int] = {}
    lignes = [combinaisons.setdefault(tuple(d.codes[nom]), len(combinaisons)) for d in clauses]
    return {"choix": [list(c) for c in combinaisons], "clauses": lignes}


def _ecarts(numeros: Iterable[int]) -> list[int]:
    """Rend les écarts entre numéros croissants : plus courts à transférer que les numéros."""
    precedent, ecarts = -1, []
    for numero in numeros:
        ecarts.append(numero - precedent)
        precedent = numero
    return ecarts


def _json(valeur: object) -> bytes:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":")).encode()
