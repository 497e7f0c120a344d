"""Poser des incréments sur un relevé plus ancien : ce que l'on sait du droit, une fois lus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from macros.lecture.droit import Droit, Refus
from macros.sentinelle import sources
from macros.sentinelle.redaction import Article, utiles
from macros.sentinelle.releve import Releve, VersionAnnoncee, ranges

Cle = tuple[str, str]
Redactions = Mapping[Cle, list[Article]]


def par_article(articles: Iterable[Article]) -> dict[Cle, list[Article]]:
    """Rend (texte, article) → ses rédactions."""
    table = defaultdict(list)
    for article in articles:
        table[article.texte, article.article].append(article)
    return dict(table)


def suite(avant: Releve, apres: Releve, ou: str) -> None:
    """Refuse des incréments qui ne suivent pas jour pour jour le relevé d'avant."""
    debut = apres.source.depuis or apres.source.date
    sources.continus([avant.source.date, max(debut, avant.source.date + timedelta(1))], ou)


def ensemble(anciennes: Redactions, nouvelles: Redactions, supprimes: Collection[str]) -> dict[Cle, list[Article]]:
    """Rend toutes les rédactions connues : republiée, une rédaction remplace la sienne ; supprimée, elle n'est plus."""
    table = {}
    for cle in {*anciennes, *nouvelles}:
        toutes = {a.identifiant: a for a in (*anciennes.get(cle, []), *nouvelles.get(cle, []))}
        table[cle] = [a for nom, a in toutes.items() if nom not in supprimes]
    return table


def poser(avant: Releve, increments: Releve, ou: str) -> Releve:
    """Rend le relevé d'avant mis à jour : même source, au jour du dernier incrément. Lève ``Refus`` s'ils ne se suivent pas."""
    if avant.source.genre == "markdown" or not increments.partiel:
        raise Refus(ou, Droit.SUR_QUOI())
    if increments.source.date <= avant.source.date:
        jours = {"avant": avant.source.date.isoformat(), "apres": increments.source.date.isoformat()}
        raise Refus(ou, Droit.DATE_IMMOBILE(**jours))
    suite(avant, increments, ou)
    jour = increments.source.date
    toutes = ensemble(par_article(avant.articles), par_article(increments.articles), set(increments.supprimes))
    gardees = [a for redactions in toutes.values() for a in utiles(redactions, jour)]
    relus = {version.texte for version in increments.a_venir}
    restent = [v for v in avant.a_venir if v.texte not in relus and (v.date is None or v.date > jour)]
    versions: list[VersionAnnoncee] = [*restent, *increments.a_venir]
    source = avant.source.model_copy(update={"date": jour})
    return Releve(source=source, articles=ranges(gardees), a_venir=versions)
