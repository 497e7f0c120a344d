"""Reconnaître les termes du lexique dans une phrase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from macros.base.consultation import Consultation

MOT = re.compile(r"(?<![\w-])\w+")
SIGLE = re.compile(
    r"([A-Z](?:(?<![\w/._’'-].)|(?<=[dlDLsn]’.)(?<![\w/._’'-][dlDLsn]’.))[A-Z][A-Z0-9]*)(?![\w/’-])", re.DOTALL
)
"""Un sigle : deux capitales ou plus, seules. « LOI-2020-105 » et « C-368/10 » n'en sont pas."""
ROMAIN = re.compile(r"[IVXLCM]+")
CAPITALES = re.compile(r"[A-Z].*[A-Z]")


class Lexique:
    """Les écritures de tous les termes. Un sigle garde sa casse ; un terme l'ignore, et prend la marque du pluriel."""

    def __init__(self, c: Consultation) -> None:
        par_mot: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.ecritures: dict[str, str] = {}
        for fiche in c.fiches("termes").values():
            for ecriture in fiche.contenu.ecritures:
                self.ecritures.setdefault(cle_d_ecriture(ecriture), fiche.id)
                premier = next(MOT.finditer(ecriture))[0].lower()  # le modèle veut une lettre ou un chiffre en tête
                for mot in (premier, f"{premier}s", f"{premier}x"):
                    par_mot[mot].append((ecriture, fiche.id))
        # La plus longue d'abord : « marché réservé » avant « marché ».
        self.par_mot = {mot: sorted(formes, key=lambda f: -len(f[0])) for mot, formes in par_mot.items()}
        # Trois textes sur quatre d'une page sont sur d'autres pages : libellés, phrases partagées, intitulés.
        self.trouver = lru_cache(4096)(self._trouver)

    def employes(self, texte: str) -> set[str]:
        """Rend les termes que le texte emploie au moins une fois, ceux d'une écriture plus longue compris."""
        plat, employes = texte.replace("'", "’"), set[str]()
        for blanc in "\n\t\u00a0\u202f":
            plat = plat.replace(blanc, " ")
        bas = plat.lower() if len(plat.lower()) == len(plat) else "".join(s.lower()[0] for s in plat)
        for ecriture, terme in {forme for formes in self.par_mot.values() for forme in formes}:
            if terme not in employes and any(_forme(ecriture).match(texte, debut) for debut in _places(bas, ecriture)):
                employes.add(terme)
        return employes

    def _trouver(self, texte: str) -> tuple[tuple[int, int, str], ...]:
        """Rend (début, fin, terme) pour chaque terme du texte, sans chevauchement."""
        if self.par_mot.keys().isdisjoint(MOT.findall(texte.lower())):
            return ()
        trouves, libre = [], 0
        for mot in MOT.finditer(texte):
            if mot.start() < libre:
                continue
            for ecriture, terme in self.par_mot.get(mot[0].lower(), ()):
                if trouve := _forme(ecriture).match(texte, mot.start()):
                    libre = trouve.end()
                    trouves.append((trouve.start(), libre, terme))
                    break
        return tuple(trouves)


def _places(bas: str, ecriture: str) -> Iterator[int]:
    """Rend où commence chaque apparition de l'écriture, en tête de mot, dans un texte en minuscules."""
    cherche = ecriture.lower()
    debut = bas.find(cherche)
    while debut >= 0:
        if MOT.match(bas, debut):
            yield debut
        debut = bas.find(cherche, debut + 1)


def cle_d_ecriture(ecriture: str) -> str:
    """Rend de quoi comparer deux écritures : la casse compte pour un sigle, pas pour un terme."""
    return ecriture if CAPITALES.search(ecriture) else ecriture.lower()


@cache
def _forme(ecriture: str) -> re.Pattern[str]:
    motif = re.escape(ecriture).replace(r"\ ", r"[\s\u00a0\u202f]+").replace("’", "['’]")
    sigle = bool(CAPITALES.search(ecriture))
    return re.compile(rf"{motif}{'' if sigle else '[sx]?'}(?![\w-])", 0 if sigle else re.IGNORECASE)


def sigles(texte: str) -> set[str]:
    """Rend les sigles d'un texte : deux capitales ou plus, seules, ni chiffre romain ni morceau d'adresse."""
    return {s[1] for s in SIGLE.finditer(texte) if not ROMAIN.fullmatch(s[1])}
