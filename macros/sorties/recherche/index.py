"""L'index de la recherche : des fichiers statiques, que ``recherche/moteur.js`` lit et note.

L'index est coupé par ordre alphabétique des termes : une recherche ne charge que les tranches des mots qu'elle contient.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from macros.base.consultation import Consultation
from macros.base.promesses import Document
from macros.sorties.recherche.documents import CHAMPS, documents, groupes
from macros.sorties.recherche.synonymes import Synonymes
from macros.texte.balisage.leger import brut
from macros.texte.langue import MOTS_VIDES, analyser, racine
from macros.texte.typographie import typographier

TRANCHE = 60_000
"""Signes d'une tranche de termes, avant compression : de 10 à 15 ko transférés."""
INSISTANCE = 3
"""Nombre de fois à partir duquel un terme du texte en est un sujet."""
FICHES_PAR_LOT = 20
"""Fiches (titre, résumé) d'un lot : une recherche en montre quelques-unes à la fois."""

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
            siens.update(f"#{groupe}" for groupe in self._lexique.groupes_de(racines))
            termes.append({*siens, *map(racine, composes)})
        # Du texte, le dernier champ, les termes qui reviennent disent de quoi il parle.
        termes.append({terme for terme, n in siens.items() if n >= INSISTANCE})
        termes += [{cle_de_nom(nom) for nom in noms} for noms in (document.noms, document.demandes)]
        return dits, termes

    def _contenus(self, docs: list[Document], titres: dict[str, str]) -> dict[str, bytes]:
        contenus, premiers = {}, []
        for rang, (premier, tranche) in enumerate(self._tranches()):
            premiers.append(premier)
            contenus[f"termes/{rang}.json"] = tranche
        for rang in range(0, len(docs), FICHES_PAR_LOT):
            lot = [
                [d.groupe, d.id, d.adresse, typographier(d.titre), brut(d.resume)]
                for d in docs[rang : rang + FICHES_PAR_LOT]
            ]
            contenus[f"fiches/{rang // FICHES_PAR_LOT}.json"] = _json(lot)
        clauses = [d for d in docs if d.codes]
        contenus["facettes.json"] = _json(
            {nom: _facette(clauses, nom) for nom in (clauses[0].codes if clauses else ())}
        )
        contenus["mots.json"] = _json(self._vocabulaire())
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
                "lot": FICHES_PAR_LOT,
                "tranches": premiers,
                "a_revoir": _ecarts(n for n, d in enumerate(docs) if d.a_revoir),
                "anciens": _ecarts(n for n, d in enumerate(docs) if d.ancien),
                "vides": sorted(MOTS_VIDES),
            }
        )
        return contenus

    def _tranches(self) -> Iterable[tuple[str, bytes]]:
        """Rend (premier terme, octets) : une liste JSON de [terme, {champ: écarts}]."""
        lignes: list[bytes] = []
        taille, premier = 0, ""
        for terme in sorted(self._postes):
            champs = self._postes.pop(terme)
            ligne = _json([terme, {rang: _ecarts(numeros) for rang, numeros in sorted(champs.items())}])
            if lignes and taille + len(ligne) > TRANCHE:
                yield premier, b"[" + b",\n".join(lignes) + b"]"
                lignes, taille = [], 0
            premier = premier if lignes else terme
            lignes.append(ligne)
            taille += len(ligne)
        if lignes:
            yield premier, b"[" + b",\n".join(lignes) + b"]"

    def _vocabulaire(self) -> dict[str, Any]:
        """Rend les mots connus, pour compléter et corriger, et les groupes de synonymes.

        ``frequences`` : un chiffre par mot, logarithme du nombre de pages qui le portent ; 0 pour un mot du seul lexique.
        Les nombres n'y sont pas : rien ne dit lequel est une faute.
        """
        connus = {mot: n for mot, n in self._frequences.items() if mot.isalpha() and len(mot) > 2}
        for groupe in self._lexique.groupes:
            for expression in groupe:
                dits, composes = analyser(expression)
                for mot in (*dits, *composes):
                    if mot.isalpha():
                        connus.setdefault(mot, 0)
        ordre = sorted(connus)
        return {
            "mots": " ".join(ordre),
            "frequences": "".join(str(min(9, connus[m].bit_length())) for m in ordre),
            "groupes": self._lexique.groupes,
        }


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
