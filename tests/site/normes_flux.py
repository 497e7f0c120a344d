"""RSS 2.0, Atom, JSON Feed : chaque fonction rend les défauts d'un fichier."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from lxml import etree, html

from tests.fabrique.reperes import SITE_URL

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENU = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUE = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:(?P<chemin>[\w/-]+)")  # RFC 4151
DATE_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MIME = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
DANGEREUX = "//script | //style | //iframe | //object | //embed | //form | //base | //meta | //link | //@*[starts-with(name(), 'on')]"


def xml_strict(octets: bytes) -> etree._Element:
    """Rend la racine du document, lu par un analyseur qui ne pardonne rien."""
    return etree.fromstring(octets, etree.XMLParser(recover=False, resolve_entities=False, no_network=True))


def defauts_rss(octets: bytes, adresse: str) -> Iterator[str]:
    """RSS 2.0, et les conseils de son profil : guid, dates RFC 822, atom:link."""
    rss = xml_strict(octets)
    if rss.tag != "rss" or rss.get("version") != "2.0" or [e.tag for e in rss] != ["channel"]:
        yield "la racine n'est pas <rss version=2.0> avec un seul <channel>"
        return
    canal = rss[0]
    yield from _comptes(
        canal, une=("title", "link", "description", "language", "lastBuildDate"), au_plus=("generator",)
    )
    yield from _articles_a_la_fin(canal, "item")
    yield from _adresse(canal.findtext("link"))
    yield from _si(canal.findtext("language") != "fr", "langue")
    liens = [dict(lien.attrib) for lien in canal.findall(f"{ATOM}link")]
    yield from _si(liens != [{"href": adresse, "rel": "self", "type": MIME["rss"]}], f"atom:link : {liens}")
    construit = canal.findtext("lastBuildDate")
    yield from _date_822(construit)
    articles = canal.findall("item")
    yield from _uniques([a.findtext("guid") for a in articles])
    for article in articles:
        yield from _comptes(article, une=("title", "link", "guid", "pubDate", "description"), au_plus=(CONTENU,))
        yield from _adresse(article.findtext("link"))
        yield from _identifiant(article.findtext("guid"))
        yield from _date_822(article.findtext("pubDate"))
        yield from _si(article.find("guid").get("isPermaLink") != "false", "guid pris pour une adresse (isPermaLink)")
        for contenu in (article.findtext("description"), article.findtext(CONTENU)):
            yield from _contenu(contenu) if contenu is not None else ()
        dates = [article.findtext("pubDate"), construit]
        if not any(list(_date_822(jour)) for jour in dates):
            parution, ecriture = map(parsedate_to_datetime, dates)
            yield from _si(parution > ecriture, "lastBuildDate précède un article")
        yield from _si(not all((c.text or "").strip() for c in article.findall("category")), "category vide")


def defauts_atom(octets: bytes, adresse: str) -> Iterator[str]:
    """RFC 4287."""
    racine = xml_strict(octets)
    if racine.tag != f"{ATOM}feed":
        yield "la racine n'est pas <feed>"
        return
    obligatoires = tuple(f"{ATOM}{nom}" for nom in ("id", "title", "updated"))
    yield from _comptes(racine, une=obligatoires, au_plus=(f"{ATOM}subtitle", f"{ATOM}generator"))
    yield from _articles_a_la_fin(racine, f"{ATOM}entry")
    yield from _identifiant(racine.findtext(f"{ATOM}id"))
    yield from _date_3339(racine.findtext(f"{ATOM}updated"))
    yield from _si(racine.get(LANGUE) != "fr", "langue")
    auteurs = [a.findtext(f"{ATOM}name") for a in racine.findall(f"{ATOM}author")]
    yield from _si(not auteurs or not all(auteurs), "auteur sans nom")
    propres = [
        (lien.get("href"), lien.get("type")) for lien in racine.findall(f"{ATOM}link") if lien.get("rel") == "self"
    ]
    yield from _si(propres != [(adresse, MIME["atom"])], f"link rel=self : {propres}")
    yield from _alternate(racine)
    entrees = racine.findall(f"{ATOM}entry")
    yield from _uniques([e.findtext(f"{ATOM}id") for e in entrees])
    for entree in entrees:
        yield from _comptes(
            entree, une=(*obligatoires, f"{ATOM}published", f"{ATOM}content"), au_plus=(f"{ATOM}summary",)
        )
        yield from _identifiant(entree.findtext(f"{ATOM}id"))
        yield from _alternate(entree)
        dates = [entree.findtext(f"{ATOM}{nom}") for nom in ("published", "updated")] + [
            racine.findtext(f"{ATOM}updated")
        ]
        defauts = [defaut for jour in dates for defaut in _date_3339(jour)]
        yield from defauts
        desordre = not defauts and sorted(dates, key=datetime.fromisoformat) != dates
        yield from _si(desordre, f"dates en désordre (parution, correction, flux) : {dates}")
        yield from _si(entree.find(f"{ATOM}content").get("type") != "html", "content n'est pas de type html")
        yield from _contenu(entree.findtext(f"{ATOM}content"))
        yield from _si(not all(c.get("term") for c in entree.findall(f"{ATOM}category")), "category sans term")


def defauts_json(octets: bytes, adresse: str) -> Iterator[str]:
    """JSON Feed 1.1 : champs obligatoires, types, aucun champ inconnu."""
    lu = json.loads(octets)
    textes = {"version", "title", "home_page_url", "feed_url", "description", "language"}
    yield from _types(lu, textes, {"authors", "items"}, textes | {"authors", "items"})
    yield from _si(lu.get("version") != "https://jsonfeed.org/version/1.1", "version")
    yield from _si(lu.get("feed_url") != adresse, f"feed_url : {lu.get('feed_url')}")
    yield from _adresse(lu.get("home_page_url"))
    auteurs = lu.get("authors") or [{}]
    yield from _si(not all(isinstance(a.get("name"), str) for a in auteurs), "auteur sans nom")
    yield from _uniques([a.get("id") for a in lu["items"]])
    textes = {"id", "url", "title", "content_html", "date_published", "date_modified"}
    for article in lu["items"]:
        yield from _types(article, textes, {"tags"}, textes)
        yield from _identifiant(article.get("id"))
        yield from _adresse(article.get("url"))
        yield from _date_3339(article.get("date_published"))
        yield from _date_3339(article.get("date_modified"))
        yield from _contenu(article.get("content_html"))
        yield from _si(not all(isinstance(t, str) for t in article.get("tags", ())), "tags")


def _si(fautif: bool, defaut: str) -> list[str]:
    return [defaut] * fautif


def _uniques(identifiants: list[str | None]) -> list[str]:
    return _si(len(set(identifiants)) != len(identifiants), "identifiant en double")


def _comptes(element: etree._Element, une: tuple[str, ...], au_plus: tuple[str, ...]) -> Iterator[str]:
    for nom in une:
        pleins = [bool((e.text or "").strip()) for e in element.findall(nom)]
        yield from _si(pleins != [True], f"<{element.tag}> veut un seul <{nom}>, non vide")
    for nom in au_plus:
        yield from _si(len(element.findall(nom)) > 1, f"<{element.tag}> a plusieurs <{nom}>")


def _articles_a_la_fin(element: etree._Element, nom: str) -> list[str]:
    rangs = [e.tag == nom for e in element]
    return _si(sorted(rangs) != rangs, f"un champ du flux suit un <{nom}>")


def _alternate(element: etree._Element) -> Iterator[str]:
    alternatifs = [lien for lien in element.findall(f"{ATOM}link") if lien.get("rel", "alternate") == "alternate"]
    if [lien.get("type", "text/html") for lien in alternatifs] != ["text/html"]:
        yield "il faut un seul link rel=alternate, de type text/html"
    for lien in alternatifs:
        yield from _adresse(lien.get("href"))


def _adresse(adresse: str | None) -> list[str]:
    return _si(not (adresse or "").startswith(SITE_URL), f"adresse hors du site, ou relative : {adresse}")


def _identifiant(identifiant: str | None) -> list[str]:
    return _si(not TAG.fullmatch(identifiant or ""), f"identifiant qui n'est pas une adresse tag: {identifiant}")


def _date_822(texte: str | None) -> list[str]:
    try:
        juste = format_datetime(parsedate_to_datetime(texte or "")) == texte
    except ValueError:
        juste = False
    return _si(not juste, f"date qui n'est pas de la RFC 822 : {texte}")


def _date_3339(texte: str | None) -> list[str]:
    return _si(not DATE_3339.fullmatch(texte or ""), f"date qui n'est pas de la RFC 3339 : {texte}")


def _contenu(contenu: str | None) -> Iterator[str]:
    if not (contenu or "").strip():
        yield "contenu vide"
        return
    fragment = html.fragment_fromstring(contenu, create_parent="div")
    yield from _si(bool(fragment.xpath(DANGEREUX)), f"balise ou attribut actif : {contenu[:60]}")
    for lien in fragment.xpath("//@href | //@src"):
        yield from _si(not lien.startswith("https://"), f"lien relatif, ou non sûr : {lien}")


def _types(objet: dict, textes: set[str], listes: set[str], obligatoires: set[str]) -> Iterator[str]:
    if manquants := obligatoires - set(objet):
        yield f"manque {sorted(manquants)}"
    for champ, valeur in objet.items():
        attendu = str if champ in textes else list if champ in listes else None
        if attendu is None or not isinstance(valeur, attendu):
            yield f"champ inconnu ou d'un mauvais type : {champ}"


DEFAUTS: dict[str, Callable[[bytes, str], Iterator[str]]] = {
    "rss": defauts_rss,
    "atom": defauts_atom,
    "json": defauts_json,
}


def chemins(octets: bytes, chemin: str) -> list[str]:
    """Rend les identifiants d'un flux, sans l'autorité, dans l'ordre du fichier."""
    if chemin.endswith(".json"):
        bruts = [a["id"] for a in json.loads(octets)["items"]]
    elif chemin.endswith(".rss"):
        bruts = [e.text for e in xml_strict(octets).iterfind("channel/item/guid")]
    else:
        bruts = [e.text for e in xml_strict(octets).iterfind(f"{ATOM}entry/{ATOM}id")]
    return [TAG.fullmatch(brut)["chemin"] for brut in bruts]
