"""Une rédaction d'un article : son état, ses dates, et ce qu'elle est un jour donné."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict

JAMAIS, NON_FIXEE = "2999-01-01", "2222-02-22"
"""Ce que la LEGI écrit pour « sans fin » (ou « pas commencé »), et pour « date non fixée : décret attendu »."""
NON_FIXEE_DITE = "date non fixée : décret attendu"
MORTES = ("MORT_NE", "ANNULE", "DISJOINT")
"""Fins d'état d'une rédaction qui n'a jamais été du droit."""


class Precedente(BaseModel):
    """La rédaction d'avant : celle dont la fin est le début de l'autre."""

    model_config = ConfigDict(frozen=True)
    identifiant: str | None
    fin: date | None
    contenu: str


class Article(BaseModel):
    """Une rédaction, telle que le relevé l'écrit.

    ``texte`` et ``article`` : noms du registre ; ``debut`` et ``fin`` (exclue) valent ``None`` quand la source n'en fixe pas.
    """

    model_config = ConfigDict(frozen=True)
    texte: str
    article: str
    identifiant: str | None
    etat: str
    debut: date | None
    fin: date | None
    empreinte: str
    contenu: str
    precedente: Precedente | None
    modifie_par: str | None

    @property
    def morte(self) -> bool:
        """Dit si elle n'a jamais été du droit."""
        return self.etat.endswith(MORTES)

    def s_applique(self, jour: date) -> bool:
        """Dit si c'est le droit de ce jour : l'état dit quoi, la date dit quand. Un code en Markdown n'a pas de dates."""
        if self.morte or (self.debut is None and self.identifiant is not None):
            return False
        return (self.debut is None or self.debut <= jour) and (self.fin is None or self.fin > jour)

    def a_venir(self, jour: date) -> bool:
        """Dit si elle est annoncée pour plus tard, à une date fixée ou non."""
        if self.morte or self.identifiant is None:
            return False
        return self.debut > jour if self.debut else self.etat != ""


def utiles(redactions: list[Article], jour: date) -> list[Article]:
    """Rend, d'un article, la rédaction qui s'applique et celles à venir, avec celle d'avant ; à défaut, la dernière finie qui ait été du droit."""
    du_jour = courante(redactions, jour)
    gardees = [r for r in redactions if r is du_jour or r.a_venir(jour)]
    dernieres = sorted(
        redactions, key=lambda r: (not r.morte, r.fin or date.max, r.debut or date.max, r.identifiant or "")
    )
    return [_avec_la_precedente(r, redactions) for r in gardees or dernieres[-1:]]


def _avec_la_precedente(article: Article, redactions: list[Article]) -> Article:
    """La précédente de la liste est souvent une autre ; une rédaction sans date fixée n'en a pas."""
    avant = [r for r in redactions if r.fin and r.fin == article.debut and r is not article and not r.morte]
    if article.precedente or not avant:
        return article
    sienne = max(avant, key=lambda r: (r.debut or date.min, r.identifiant or ""))
    precedente = Precedente(identifiant=sienne.identifiant, fin=sienne.fin, contenu=sienne.contenu)
    return article.model_copy(update={"precedente": precedente})


def courante(redactions: Iterable[Article], jour: date) -> Article | None:
    """Rend la rédaction qui s'applique ce jour-là : la dernière commencée, un article n'en a jamais deux."""
    candidates = [r for r in redactions if r.s_applique(jour)]
    return max(candidates, key=lambda r: (r.debut or date.min, r.identifiant or ""), default=None)
