"""Les flux RSS, Atom et JSON : toutes les dates viennent des fiches, les identifiants ne changent jamais."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fraicheur import Motif, a_revoir
from macros.base.promesses import Article, Canal
from macros.base.registre import EN_LIGNE, VIDE, Registre
from macros.base.reseau import Reseau
from macros.texte.dates import plus_mois

RECENTS = 50
"""Un flux garde ce qui est mis en ligne depuis douze mois, et au moins ce nombre d'articles tant qu'il tient sous ``POIDS_MAX``."""
POIDS_MAX = 500_000
"""Octets d'articles : le fichier reste sous 512 Ko."""

ORIGINE = date(2000, 1, 1)
"""D'où les instants de parution se comptent ; un flux vide, que rien n'a mis à jour, porte ce jour-là."""
TOUS = "flux/tous.opml"
"""La liste de tous les flux, qu'un lecteur importe d'un coup."""
RAYONS = {
    "principal": "La base",
    "social": "Clauses sociales",
    "theme": "Par thème",
    "segment": "Par famille d’achat",
    "forme": "Par forme de contrat",
}
"""Sorte de canal → le dossier où un lecteur range ses flux."""
A_REVOIR = "contribuer/a-revoir/"
"""La page des fiches à revoir."""
ENTREE = timedelta(days=31)
"""Passé ce temps, un article est au registre, même d'une fiche qui a longtemps attendu sa relecture."""
Producteur = Callable[[], bytes]
Paru = tuple[Article, Markup]
"""Un article et son contenu."""
Retenus = tuple[list[Paru], str]
"""Ce qu'un flux garde, et la place du plus récent des articles qui n'y sont pas, ou une chaîne vide."""


def canaux(c: Consultation) -> list[Canal]:
    """Rend tous les canaux du site, dans l'ordre de la page des flux : ceux des genres, et les fiches à revoir."""
    siens = [canal for genre in c.genres.values() if genre.suivi.canaux for canal in genre.suivi.canaux(c)]
    titre = "Les fiches à revoir"
    description = "Les clauses et bonnes pratiques que le droit a rattrapées. Pour ceux qui tiennent la base à jour."
    siens.append(Canal("flux/a-revoir", titre, description, A_REVOIR, partial(_a_revoir, c), rang=60))
    return sorted(siens, key=lambda canal: canal.rang)


def _a_revoir(c: Consultation) -> Iterator[Article]:
    """Un nouveau motif est un nouvel article : l'identifiant porte le jour du plus récent."""
    for genre, fiche, siens in a_revoir(c):
        recent = max(motif.jour for motif in siens)
        yield Article(
            f"a-revoir/{genre}/{fiche.id}/{recent}",
            f"À revoir : {fiche.contenu.titre}",
            c.adresse(genre, fiche.id),
            recent,
            recent,
            partial(_motifs, motifs=siens),
            registre=False,
        )


def _motifs(ctx: Any, motifs: list[Motif]) -> Markup:
    """Rend les motifs de revoir une fiche pour un lecteur de flux."""
    rendu: Markup = ctx.fragment("a_revoir_de_flux", motifs=motifs)
    return rendu


def identifiants(c: Consultation, avant: date = date.max) -> frozenset[str]:
    """Rend ce que le registre des articles parus garde : les flux, et leurs articles durables, mis en ligne avant ce jour."""
    tous = canaux(c)
    articles = (a for t in tous for a in t.articles() if a.registre and a.publie_le < avant)
    return frozenset([*(canal.chemin for canal in tous), *(a.id for a in articles)])


def parus_de_longtemps(c: Consultation) -> frozenset[str]:
    """Rend ce qu'un registre en ligne ne peut pas ignorer."""
    return identifiants(c, c.jour - ENTREE)


def flux(c: Consultation, ctx: Any, parus: Registre = VIDE) -> dict[str, Producteur]:
    """Rend chemin → ce qui en écrit les octets, les articles les plus récents d'abord, et le registre que ce site publie.

    ``ctx`` a des adresses absolues ; ``parus`` est le registre du site en ligne.
    """
    tous = canaux(c)

    @cache
    def peser(article: Article) -> tuple[Paru, int]:
        """Rend l'article et son contenu, et ce qu'il pèse dans un flux, une fois pour tous les canaux où il paraît."""
        paru = (article, article.contenu(ctx))
        return paru, _poids(c, tous[0], paru)

    fichiers: dict[str, Producteur] = {TOUS: partial(_opml, c)}
    par_canal: dict[str, Callable[[], Retenus]] = {}
    for canal in tous:
        # Une fois pour tous les formats du canal, et pour le registre.
        retenus = par_canal[canal.chemin] = cache(
            partial(_retenus, c, canal, peser, parus.sortis.get(canal.chemin, ""))
        )
        for chemin, mime in canal.fichiers:
            fichiers[chemin] = partial(_ecrire, c, canal, chemin, mime, retenus)
    return {**fichiers, EN_LIGNE: partial(_registre, c, parus, par_canal)}


def _ecrire(c: Consultation, canal: Canal, chemin: str, mime: str, retenus: Callable[[], Retenus]) -> bytes:
    if chemin.endswith(".json"):
        return _json(c.reseau, canal, chemin, retenus()[0])
    return _xml(c, canal, chemin, mime, retenus()[0])


def _registre(c: Consultation, parus: Registre, par_canal: Mapping[str, Callable[[], Retenus]]) -> bytes:
    """Rend le registre que ce site publie : ce qui était paru, et ce qu'il fait paraître."""
    sortis = {chemin: sorti for chemin, retenus in par_canal.items() if (sorti := retenus()[1])}
    return parus.plus(Registre(c.reseau.autorite_flux, identifiants(c), sortis)).octets()


def place(article: Article) -> str:
    """Rend la place d'un article parmi ceux d'un flux : la mise en ligne, puis l'événement."""
    return f"{article.publie_le} {article.jour} {article.id}"


def _retenus(c: Consultation, canal: Canal, peser: Callable[[Article], tuple[Paru, int]], sorti: str) -> Retenus:
    """Rend les articles gardés et leur contenu, l'événement le plus récent d'abord.

    La coupe suit la mise en ligne : une entrée neuve paraît, même sur un événement ancien. Trop lourd, un flux perd ce
    qui est en ligne depuis le plus longtemps, et qui reste sur le site. La place rendue par un article retiré ne fait
    revenir personne : rien n'entre à la place ``sorti``, ni après.
    """
    articles = sorted(canal.articles(), key=place, reverse=True)
    limite, poids, retenus = plus_mois(c.jour, -12), 0, []
    for rang, article in enumerate(articles):
        paru, ajout = peser(article)
        if ajout > POIDS_MAX:
            continue  # à lui seul il n'entre dans aucun flux : il n'ôte rien aux autres
        poids += ajout
        if poids > POIDS_MAX or place(article) <= sorti or (rang >= RECENTS and article.publie_le < limite):
            sorti = max(sorti, place(article))
            break
        retenus.append(paru)
    return sorted(retenus, key=lambda p: (p[0].jour, p[0].publie_le, p[0].id), reverse=True), sorti


def _poids(c: Consultation, canal: Canal, paru: Paru) -> int:
    """Rend les octets que l'article ajoute au plus lourd des formats : écrit seul, moins un flux vide."""
    return max(
        len(_xml(c, canal, chemin, mime, [paru])) - len(_xml(c, canal, chemin, mime, []))
        for chemin, mime in canal.fichiers[:2]  # le JSON n'échappe ni chevron ni esperluette : il est plus léger
    )


def _xml(c: Consultation, canal: Canal, chemin: str, mime: str, articles: list[Paru]) -> bytes:
    reseau = c.reseau
    from feedgen.feed import FeedGenerator  # ne se charge que pour écrire : le contrôle compte les articles

    generateur = FeedGenerator()
    generateur.id(f"tag:{reseau.autorite_flux}:{canal.chemin}")
    generateur.title(f"{canal.titre}, {reseau.nom}")
    # Le dernier link() devient le lien du canal RSS : l'adresse du flux vient donc d'abord.
    generateur.link(href=f"{reseau.site_url}{chemin}", rel="self", type=mime)
    generateur.link(href=f"{reseau.site_url}{canal.page}", rel="alternate", type="text/html")
    generateur.description(canal.description)
    generateur.language("fr")
    generateur.author(name=reseau.nom)
    recent = max((_instant(a.modifie_le or a.publie_le, a.jour) for a, *_ in articles), default=_instant(ORIGINE))
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
            element.category(term=theme, label=c.libelle("themes", theme))
    return bytes(generateur.rss_str(pretty=True) if chemin.endswith(".rss") else generateur.atom_str(pretty=True))


def _opml(c: Consultation) -> bytes:
    """Rend tous les flux en OPML 2.0, un dossier par sorte."""
    opml = Element("opml", version="2.0")
    SubElement(SubElement(opml, "head"), "title").text = f"Les flux de {c.reseau.nom}"
    corps = SubElement(opml, "body")
    for sorte, titre in RAYONS.items():
        rayon = SubElement(corps, "outline", text=titre, title=titre)
        for canal in (canal for canal in canaux(c) if canal.sorte == sorte):
            feuille = SubElement(rayon, "outline", type="rss", text=canal.titre, title=canal.titre)
            feuille.set("xmlUrl", f"{c.reseau.site_url}{canal.fichiers[0][0]}")
            feuille.set("htmlUrl", f"{c.reseau.site_url}{canal.page}")
    indent(opml)
    return bytes(tostring(opml, encoding="utf-8", xml_declaration=True)) + b"\n"


def _json(reseau: Reseau, canal: Canal, chemin: str, articles: Iterable[Paru]) -> bytes:
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
    secondes = max(0, (evenement - ORIGINE).days) if evenement else 0
    return datetime.combine(jour, time(0), UTC) + timedelta(seconds=secondes)
