"""Le relevé : ce qu'une source dit des articles suivis, le jour dont elle est."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from macros.lecture.droit import Droit, Refus
from macros.sentinelle import legi, markdown, sources
from macros.sentinelle.formes import empreinte
from macros.sentinelle.redaction import JAMAIS, NON_FIXEE, Article, utiles
from macros.sentinelle.suivi import CID, Suivi


class Source(BaseModel):
    """D'où vient un relevé. ``depuis`` : d'incréments seuls, le premier jour qu'ils couvrent."""

    genre: Literal["legi-entier", "legi-increments", "markdown"]
    date: dt.date
    depuis: dt.date | None = None


class VersionAnnoncee(BaseModel):
    """Un jour où un texte aura une version nouvelle ; sans date, un décret est attendu."""

    texte: str
    date: dt.date | None


class Releve(BaseModel):
    """Ce que « relever » écrit. ``supprimes`` : identifiants que des listes de suppression ont retirés."""

    source: Source
    articles: list[Article]
    a_venir: list[VersionAnnoncee] = []
    supprimes: list[str] = []

    @property
    def partiel(self) -> bool:
        """Dit si la source ne dit que ce qui a changé."""
        return self.source.genre == "legi-increments"

    def octets(self) -> bytes:
        """Rend le fichier JSON."""
        return (self.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode()


@dataclass(frozen=True)
class Bilan:
    """Un relevé, et ce que sa lecture a rencontré. ``doubles`` : articles écrits deux fois dans un Markdown."""

    releve: Releve
    doubles: int = 0
    sans_texte: int = 0
    """Articles de la LEGI dont rien ne dit de quel texte ils sont."""


def relire(fichier: Path) -> Releve:
    """Rend un relevé écrit plus tôt ; lève ``Refus`` sur un autre fichier."""
    try:
        return Releve.model_validate_json(fichier.read_bytes())
    except ValidationError:
        raise Refus(fichier.name, Droit.RELEVE_ILLISIBLE()) from None


def relever(source: Path, suivi: Suivi, sans: frozenset[date] = frozenset()) -> Bilan:
    """Lit la source ; lève ``Refus`` si elle ne se lit pas, ou si rien de suivi n'y est."""
    est_legi = source.name.endswith((".tar.gz", ".tgz")) or (
        source.is_dir() and any(f.name.endswith((".tar.gz", ".xml")) for f in source.rglob("*"))
    )
    if est_legi:
        bilan = _Lecture(suivi).tout(sources.lots(source), sans, source.name)
    elif source.is_dir() or source.suffix == ".md":
        jour, articles, doubles = markdown.lire(source, suivi)
        bilan = Bilan(Releve(source=Source(genre="markdown", date=jour), articles=ranges(articles)), doubles)
    else:
        raise Refus(source.name, Droit.SOURCE_INCONNUE())
    if not (bilan.releve.articles or bilan.releve.partiel):
        raise Refus(source.name, Droit.AUTRE_CODE())
    return bilan


class _Lecture:
    """La lecture d'une suite de lots : chacun remplace ou retire ce que les précédents ont dit."""

    def __init__(self, suivi: Suivi) -> None:
        self.suivi = suivi
        self.redactions: dict[str, tuple[legi.Lu, str, str]] = {}
        """Identifiant → (rédaction, texte, chemin sans barre)."""
        self.versions: dict[str, list[str]] = {}
        self.retires: set[str] = set()
        self.sans_texte = 0

    def tout(self, lots: list[sources.Lot], sans: frozenset[date], ou: str) -> Bilan:
        premier = sources.depuis(lots, sans, ou)
        for lot in lots:
            self._lot(lot)
        entier = lots[0].entier
        jour = max(lots[-1].jour, *(j for j in sans), premier)
        source = Source(
            genre="legi-entier" if entier else "legi-increments", date=jour, depuis=None if entier else premier
        )
        a_venir = [
            VersionAnnoncee(texte=texte, date=_fixee(j))
            for texte, jours in sorted(self.versions.items())
            for j in jours
        ]
        articles = ranges(self._articles(jour))
        supprimes = [] if entier else sorted(self.retires)
        return Bilan(
            Releve(source=source, articles=articles, a_venir=a_venir, supprimes=supprimes), sans_texte=self.sans_texte
        )

    def _lot(self, lot: sources.Lot) -> None:
        retires: list[tuple[str, str]] = []
        for chemin, octets in lot.fichiers():
            if chemin.endswith(".dat"):
                retires += legi.supprimes(octets)
            else:
                self._fichier(chemin, octets, f"{lot.chemin.name}, {chemin}")
        # La liste vise un emplacement : un article que ce lot range ailleurs n'est pas retiré.
        for identifiant, chemin in retires:
            lu = self.redactions.get(identifiant)
            suivi = any(self.suivi.du(cid) for cid in CID.findall(chemin))
            if lu[2] == chemin if lu else suivi:
                self.redactions.pop(identifiant, None)
                self.retires.add(identifiant)

    def _fichier(self, chemin: str, octets: bytes, ou: str) -> None:
        trouves = CID.findall(chemin.rpartition("/")[0])
        cid = trouves[-1] if trouves else ""
        texte = self.suivi.du(cid)
        if texte is None and cid and self.suivi.connait(cid):
            return
        arbre = legi.racine(octets, ou)
        if arbre.tag == "TEXTE_VERSION":
            cid = cid or (arbre.findtext(".//META_TEXTE_CHRONICLE/CID") or "")
            if texte := self.suivi.du(cid) or self.suivi.du(arbre.findtext(".//META_COMMUN/ID") or ""):
                self.versions[texte.slug] = [*legi.versions_a_venir(arbre)]
        elif arbre.tag == "ARTICLE":
            dit = legi.son_texte(arbre)
            cid, num = cid or dit.get("cid", ""), dit.get("num", "")
            self.sans_texte += not (cid or num)
            texte = texte or self.suivi.apprendre(cid, dit.get("nature", ""), num)
            if texte and texte.suit((lu := legi.lire_article(arbre, ou)).article):
                self.redactions[lu.identifiant] = lu, texte.slug, legi.sans_barre(chemin)
                self.retires.discard(lu.identifiant)

    def _articles(self, jour: date) -> Iterable[Article]:
        """Rend, de chaque article, la rédaction qui s'applique et celles à venir ; à défaut, la dernière connue."""
        par_article: dict[tuple[str, str], list[Article]] = defaultdict(list)
        for lu, texte, _ in self.redactions.values():
            par_article[texte, lu.article].append(_article(lu, texte))
        for toutes in par_article.values():
            yield from utiles(toutes, jour)


def _article(lu: legi.Lu, texte: str) -> Article:
    return Article(
        texte=texte,
        article=lu.article,
        identifiant=lu.identifiant,
        etat=lu.etat,
        debut=_fixee(lu.debut),
        fin=_fixee(lu.fin),
        empreinte=empreinte(lu.contenu),
        contenu=lu.contenu,
        precedente=None,
        modifie_par=lu.modifie_par,
    )


def _fixee(jour: str) -> date | None:
    return None if jour in (JAMAIS, NON_FIXEE) else date.fromisoformat(jour)


def ranges(articles: Iterable[Article]) -> list[Article]:
    """Rend les articles dans l'ordre où on les lit, d'un texte puis de l'autre."""
    return sorted(articles, key=lambda a: (a.texte, rang(a.article), a.debut or date.max, a.identifiant or ""))


def rang(article: str) -> list[tuple[int, int, str]]:
    """Rend de quoi ranger les numéros comme on les lit : L2112-2 avant L2112-10."""
    return [(1, int(mot), "") if mot.isdigit() else (0, 0, mot) for mot in re.findall(r"\d+|\D+", article)]
