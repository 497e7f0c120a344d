"""Les flux RSS, Atom et JSON : toutes les dates viennent des fiches, les identifiants ne changent jamais."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from xml.sax.saxutils import escape

from feedgen.feed import FeedGenerator
from markupsafe import Markup

from macros.base.fraicheur import plus_mois
from macros.rendu.commun import Reseau
from macros.rendu.fiches import Rendu
from macros.sorties.flux.canaux import Article, Canal, canaux, identifiants

__all__ = ["Canal", "canaux", "flux", "identifiants"]

RECENTS = 50
"""Un flux garde les douze derniers mois, et au moins ce nombre d'articles tant qu'il tient sous ``POIDS_MAX``."""
POIDS_MAX = 500_000
"""Octets d'articles : le fichier reste sous 512 Ko."""
ENVELOPPE = 700
"""Octets des balises d'un article, identifiant et adresse compris."""


def flux(rendu: Rendu) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` de tous les flux, les articles les plus récents d'abord."""
    memoire: dict[str, Markup] = {}
    sorties = {}
    for canal in canaux(rendu.base):
        articles = _retenus(rendu, canal, memoire)
        for chemin, mime in canal.fichiers:
            if chemin.endswith(".json"):
                sorties[chemin] = _json(rendu.reseau, canal, chemin, articles)
            else:
                sorties[chemin] = _xml(rendu, canal, chemin, mime, articles)
    return sorties


def _retenus(rendu: Rendu, canal: Canal, memoire: dict[str, Markup]) -> list[tuple[Article, Markup]]:
    """Rend les articles gardés et leur contenu, l'événement le plus récent d'abord.

    Trop lourd, un flux perd ses événements les plus anciens : ils restent sur le site.
    """
    articles = sorted(canal.articles(rendu.base), key=lambda a: (a.jour, a.publie_le, a.id), reverse=True)
    limite, poids, retenus = plus_mois(rendu.base.jour, -12), 0, []
    for rang, article in enumerate(articles):
        if rang >= RECENTS and article.publie_le < limite:
            continue
        if article.id not in memoire:
            memoire[article.id] = article.contenu(rendu)
        ajout = _poids(rendu, article, memoire[article.id])
        if poids + ajout > POIDS_MAX:
            continue
        poids += ajout
        retenus.append((article, memoire[article.id]))
    return retenus


def _poids(rendu: Rendu, article: Article, contenu: Markup) -> int:
    """Rend les octets de l'article dans le fichier : titre et contenu y sont échappés, chaque thème est une balise."""
    themes = sum(48 + len(t) + len(rendu.base.libelle("themes", t).encode()) for t in article.themes)
    return ENVELOPPE + len(escape(contenu).encode()) + len(escape(article.titre).encode()) + themes


def _xml(rendu: Rendu, canal: Canal, chemin: str, mime: str, articles: Iterable[tuple[Article, Markup]]) -> bytes:
    reseau, articles = rendu.reseau, list(articles)
    generateur = FeedGenerator()
    generateur.id(f"tag:{reseau.autorite_flux}:{canal.chemin}")
    generateur.title(f"{canal.titre}, {reseau.nom}")
    # Le dernier link() devient le lien du canal RSS : l'adresse du flux vient donc d'abord.
    generateur.link(href=f"{reseau.site_url}{chemin}", rel="self", type=mime)
    generateur.link(href=f"{reseau.site_url}{canal.page}", rel="alternate", type="text/html")
    generateur.description(canal.description)
    generateur.language("fr")
    generateur.author(name=reseau.nom)
    recent = max(
        (_instant(a.modifie_le or a.publie_le, a.jour) for a, _ in articles), default=_instant(rendu.base.jour)
    )
    generateur.updated(recent)
    generateur.lastBuildDate(recent)
    for article, contenu in reversed(articles):
        element = generateur.add_entry()
        element.id(_identifiant(reseau, article))
        element.title(article.titre)
        element.link(href=f"{reseau.site_url}{article.adresse}", rel="alternate", type="text/html")
        element.published(_instant(article.publie_le, article.jour))
        element.updated(_instant(article.modifie_le or article.publie_le, article.jour))
        element.content(str(contenu), type="html")
        for theme in article.themes:
            element.category(term=theme, label=rendu.base.libelle("themes", theme))
    return generateur.rss_str(pretty=True) if chemin.endswith(".rss") else generateur.atom_str(pretty=True)


def _json(reseau: Reseau, canal: Canal, chemin: str, articles: Iterable[tuple[Article, Markup]]) -> bytes:
    """Rend un JSON Feed 1.1."""
    flux_json = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{canal.titre}, {reseau.nom}",
        "home_page_url": f"{reseau.site_url}{canal.page}",
        "feed_url": f"{reseau.site_url}{chemin}",
        "description": canal.description,
        "language": "fr",
        "authors": [{"name": reseau.nom}],
        "items": [
            {
                "id": _identifiant(reseau, article),
                "url": f"{reseau.site_url}{article.adresse}",
                "title": article.titre,
                "content_html": str(contenu),
                "date_published": _instant(article.publie_le, article.jour).isoformat(),
                "date_modified": _instant(article.modifie_le or article.publie_le, article.jour).isoformat(),
                "tags": list(article.themes),
            }
            for article, contenu in articles
        ],
    }
    return (json.dumps(flux_json, ensure_ascii=False, indent=1) + "\n").encode()


def _identifiant(reseau: Reseau, article: Article) -> str:
    return f"tag:{reseau.autorite_flux}:{article.id}"


def _instant(jour: date, evenement: date | None = None) -> datetime:
    """Rend l'instant de parution : minuit, plus une seconde par jour écoulé entre 2000 et l'événement.

    Des articles mis en ligne le même jour se rangent ainsi par événement, chez tous les lecteurs.
    """
    secondes = max(0, (evenement - date(2000, 1, 1)).days) if evenement else 0
    return datetime.combine(jour, time(0), UTC) + timedelta(seconds=secondes)
