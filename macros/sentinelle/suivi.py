"""Ce que l'on suit : tout le code de la commande publique et, des autres textes, les articles que le registre contient."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.promesses import Ref

CCP = "LEGITEXT000037701019"
"""L'identifiant du code de la commande publique, seul suivi en entier."""
LEGIFRANCE = "https://www.legifrance.gouv.fr"
CID = re.compile(r"(?:LEGI|JORF)TEXT\d{12}")
NATURES = frozenset({"loi", "ordonnance", "decret", "arrete"})
"""Natures de texte du registre que la LEGI consolide."""
ANNEXES = "ccag-"
"""Début du nom des textes que la LEGI range en annexe d'un arrêté : leurs articles n'y sont pas numérotés un à un."""


@dataclass(frozen=True)
class TexteSuivi:
    """Un texte du registre. ``slug`` : son nom ici ; ``cites`` : les numéros d'article du registre."""

    slug: str
    titre: str
    url: str
    prefixe: str
    cites: frozenset[str]
    entier: bool = False

    def reference(self, article: str) -> str:
        """Rend la référence de base : « CCP L2112-2 », « LOI-2021-1104 art. 35 »."""
        return f"{self.prefixe}{article}"

    def suit(self, article: str) -> bool:
        """Dit si cet article entre dans le relevé."""
        return self.entier or article in self.cites


class Suivi:
    """Les textes suivis, par leur nom, par l'identifiant de la LEGI et, à défaut, par leur nature et leur numéro."""

    def __init__(self, c: Consultation) -> None:
        self.c = c
        self.textes: dict[str, TexteSuivi] = {}
        self._par_cid: dict[str, TexteSuivi | None] = {}
        self._par_numero: dict[tuple[str, str], TexteSuivi] = {}
        for code in c.fiches("codes").values():
            cid = CID.search(code.contenu.url)
            entier = bool(cid and cid[0] == CCP)
            lu = code.contenu
            texte = TexteSuivi(code.id, lu.titre, lu.url, f"{lu.sigle} ", frozenset(lu.articles), entier)
            self._ajouter(texte, cid[0] if cid else "", "", "")
        for fiche in c.fiches("textes").values():
            lu = fiche.contenu
            if lu.articles and lu.nature in NATURES and not fiche.id.startswith(ANNEXES):
                cid = CID.search(lu.url or "")
                url, prefixe = lu.url or f"{LEGIFRANCE}/search/all?query={lu.numero}", f"{fiche.id.upper()} art. "
                texte = TexteSuivi(fiche.id, lu.titre, url, prefixe, frozenset(lu.articles))
                self._ajouter(texte, cid[0] if cid else "", lu.nature, lu.numero or "")

    def _ajouter(self, texte: TexteSuivi, cid: str, nature: str, numero: str) -> None:
        if cid:
            self._par_cid[cid] = texte
        if numero:
            self._par_numero[nature, numero] = texte
        if cid or numero:
            self.textes[texte.slug] = texte

    def du(self, cid: str) -> TexteSuivi | None:
        """Rend le texte de cet identifiant, s'il est suivi."""
        return self._par_cid.get(cid)

    def connait(self, cid: str) -> bool:
        """Dit si l'on sait déjà si ce texte est suivi."""
        return cid in self._par_cid

    def apprendre(self, cid: str, nature: str, numero: str) -> TexteSuivi | None:
        """Rend le texte de cet identifiant, reconnu à sa nature et à son numéro, et s'en souvient."""
        texte = self._par_cid.get(cid) or self._par_numero.get((nature.lower(), numero))
        if cid:
            self._par_cid[cid] = texte
        return texte

    def ref(self, slug: str, article: str) -> Ref | None:
        """Rend l'article du registre, ou ``None`` si aucune fiche ne peut le citer."""
        texte = self.textes.get(slug)
        return resolveur(self.c).resoudre(texte.reference(article)) if texte else None


def numero(ecrit: str) -> str:
    """Rend un numéro d'article comme le registre l'écrit.

    >>> print(*map(numero, ("L. 2112-2", "R*123-4", "19 quinquies", "1er", "Annexe 2")))
    L2112-2 R*123-4 19-quinquies 1 Annexe-2
    """
    sans_point = re.sub(r"^([LRDA]\*{0,2})\.?\s*(?=\d)", r"\1", ecrit.strip())
    return re.sub(r"^1er\b", "1", re.sub(r"\s+", "-", sans_point))
