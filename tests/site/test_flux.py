"""Les flux : stricts selon leurs normes, complets, sous leur plafond de poids, et lus par un vrai lecteur."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from tests.fabrique import (
    SITE_URL,
    Base,
    Fiche,
    a_revoir_de,
    avec,
    base_saine,
    canaux_de,
    fiches_de,
    flux_de,
    identifiants_de,
    lire,
    lu_jusqu_au,
    lue_jusqu_au,
    plus_mois,
    publies_de,
    rendez_vous_de,
    valeurs_de,
    visibles_de,
)
from tests.hostiles.cas.agenda import EVENEMENT, LA_REGLE, REGLE, UN_EVENEMENT

POIDS_MAX = 512 * 1024
PRESQUE_PLEIN = 0.6
"""Part du plafond au-dessous de laquelle un flux n'a aucune raison d'omettre un article."""
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENU = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUE = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:(?P<chemin>[\w/-]+)")  # RFC 4151
DATE_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MIME = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
DANGEREUX = "//script | //style | //iframe | //object | //embed | //form | //base | //meta | //link | //@*[starts-with(name(), 'on')]"


# --- Les normes : chaque fonction rend les défauts d'un fichier ---------------------------------------------------------


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
    if canal.findtext("language") != "fr":
        yield "langue"
    liens = [dict(lien.attrib) for lien in canal.findall(f"{ATOM}link")]
    if liens != [{"href": adresse, "rel": "self", "type": MIME["rss"]}]:
        yield f"atom:link : {liens}"
    construit = canal.findtext("lastBuildDate")
    yield from _date_822(construit)
    articles = canal.findall("item")
    guids = [a.findtext("guid") for a in articles]
    if len(set(guids)) != len(guids):
        yield "guid en double"
    for article in articles:
        yield from _comptes(article, une=("title", "link", "guid", "pubDate", "description"), au_plus=(CONTENU,))
        yield from _adresse(article.findtext("link"))
        yield from _identifiant(article.findtext("guid"))
        yield from _date_822(article.findtext("pubDate"))
        if article.find("guid").get("isPermaLink") != "false":
            yield "guid pris pour une adresse (isPermaLink)"
        for contenu in (article.findtext("description"), article.findtext(CONTENU)):
            yield from _contenu(contenu) if contenu is not None else ()
        dates = [article.findtext("pubDate"), construit]
        if not any(list(_date_822(jour)) for jour in dates):
            parution, ecriture = map(parsedate_to_datetime, dates)
            if parution > ecriture:
                yield "lastBuildDate précède un article"
        if not all((c.text or "").strip() for c in article.findall("category")):
            yield "category vide"


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
    if racine.get(LANGUE) != "fr":
        yield "langue"
    if (
        not all(a.findtext(f"{ATOM}name") for a in racine.findall(f"{ATOM}author"))
        or racine.find(f"{ATOM}author") is None
    ):
        yield "auteur sans nom"
    propres = [
        (lien.get("href"), lien.get("type")) for lien in racine.findall(f"{ATOM}link") if lien.get("rel") == "self"
    ]
    if propres != [(adresse, MIME["atom"])]:
        yield f"link rel=self : {propres}"
    yield from _alternate(racine)
    entrees = racine.findall(f"{ATOM}entry")
    identifiants = [e.findtext(f"{ATOM}id") for e in entrees]
    if len(set(identifiants)) != len(identifiants):
        yield "id en double"
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
        if not defauts and sorted(dates, key=datetime.fromisoformat) != dates:
            yield f"dates en désordre (parution, correction, flux) : {dates}"
        if entree.find(f"{ATOM}content").get("type") != "html":
            yield "content n'est pas de type html"
        yield from _contenu(entree.findtext(f"{ATOM}content"))
        if not all(c.get("term") for c in entree.findall(f"{ATOM}category")):
            yield "category sans term"


def defauts_json(octets: bytes, adresse: str) -> Iterator[str]:
    """JSON Feed 1.1 : champs obligatoires, types, aucun champ inconnu."""
    lu = json.loads(octets)
    textes = {"version", "title", "home_page_url", "feed_url", "description", "language"}
    yield from _types(lu, textes, {"authors", "items"}, textes | {"authors", "items"})
    if lu.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version"
    if lu.get("feed_url") != adresse:
        yield f"feed_url : {lu.get('feed_url')}"
    yield from _adresse(lu.get("home_page_url"))
    if not lu.get("authors") or not all(isinstance(a.get("name"), str) for a in lu["authors"]):
        yield "auteur sans nom"
    identifiants = [a.get("id") for a in lu["items"]]
    if len(set(identifiants)) != len(identifiants):
        yield "id en double"
    textes = {"id", "url", "title", "content_html", "date_published", "date_modified"}
    for article in lu["items"]:
        yield from _types(article, textes, {"tags"}, textes)
        yield from _identifiant(article.get("id"))
        yield from _adresse(article.get("url"))
        yield from _date_3339(article.get("date_published"))
        yield from _date_3339(article.get("date_modified"))
        yield from _contenu(article.get("content_html"))
        if not all(isinstance(t, str) for t in article.get("tags", ())):
            yield "tags"


def _comptes(element: etree._Element, une: tuple[str, ...], au_plus: tuple[str, ...]) -> Iterator[str]:
    for nom in une:
        if [bool((e.text or "").strip()) for e in element.findall(nom)] != [True]:
            yield f"<{element.tag}> veut un seul <{nom}>, non vide"
    for nom in au_plus:
        if len(element.findall(nom)) > 1:
            yield f"<{element.tag}> a plusieurs <{nom}>"


def _articles_a_la_fin(element: etree._Element, nom: str) -> Iterator[str]:
    rangs = [e.tag == nom for e in element]
    if sorted(rangs) != rangs:
        yield f"un champ du flux suit un <{nom}>"


def _alternate(element: etree._Element) -> Iterator[str]:
    alternatifs = [lien for lien in element.findall(f"{ATOM}link") if lien.get("rel", "alternate") == "alternate"]
    if [lien.get("type", "text/html") for lien in alternatifs] != ["text/html"]:
        yield "il faut un seul link rel=alternate, de type text/html"
    for lien in alternatifs:
        yield from _adresse(lien.get("href"))


def _adresse(adresse: str | None) -> Iterator[str]:
    if not (adresse or "").startswith(SITE_URL):
        yield f"adresse hors du site, ou relative : {adresse}"


def _identifiant(identifiant: str | None) -> Iterator[str]:
    if not TAG.fullmatch(identifiant or ""):
        yield f"identifiant qui n'est pas une adresse tag: {identifiant}"


def _date_822(texte: str | None) -> Iterator[str]:
    try:
        juste = format_datetime(parsedate_to_datetime(texte or "")) == texte
    except ValueError:
        juste = False
    if not juste:
        yield f"date qui n'est pas de la RFC 822 : {texte}"


def _date_3339(texte: str | None) -> Iterator[str]:
    if not DATE_3339.fullmatch(texte or ""):
        yield f"date qui n'est pas de la RFC 3339 : {texte}"


def _contenu(contenu: str | None) -> Iterator[str]:
    if not (contenu or "").strip():
        yield "contenu vide"
        return
    fragment = html.fragment_fromstring(contenu, create_parent="div")
    if fragment.xpath(DANGEREUX):
        yield f"balise ou attribut actif : {contenu[:60]}"
    for lien in fragment.xpath("//@href | //@src"):
        if not lien.startswith("https://"):
            yield f"lien relatif, ou non sûr : {lien}"


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


# --- Ce que chaque flux du site doit contenir ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def fichiers(site_construit: Path) -> dict[str, bytes]:
    """Rend chemin → octets des flux du site."""
    return {
        str(f.relative_to(site_construit)): f.read_bytes()
        for f in sorted((site_construit / "flux").rglob("*"))
        if f.suffix in (".rss", ".atom", ".json")
    }


def entrees(base: Base, garder: Callable[[Fiche], bool] = lambda e: True) -> list[str]:
    """Rend les identifiants des entrées à garder, l'événement le plus récent d'abord."""
    triees = sorted(
        fiches_de(base, "veille").values(), key=lambda e: (e.contenu.date, e.contenu.publie_le, e.id), reverse=True
    )
    limite = plus_mois(base.jour, -12)
    gardees = [e for e in triees if garder(e)]
    recentes = [e for rang, e in enumerate(gardees) if rang < 50 or e.contenu.publie_le >= limite]
    return [e.fichier.removeprefix("docs/").removesuffix(".md") for e in recentes]


def omis(fichiers: dict[str, bytes], attendus: dict[str, list[str]]) -> list[str]:
    """Rend les flux qui n'ont pas les articles attendus ; un flux presque plein peut perdre les plus anciens."""
    fautifs = []
    for canal, articles in attendus.items():
        for extension in ("rss", "atom"):
            octets = fichiers[f"{canal}.{extension}"]
            presents = chemins(octets, f"{canal}.{extension}")
            plein = len(octets) > PRESQUE_PLEIN * POIDS_MAX
            if presents != (articles[: len(presents)] if plein else articles):
                fautifs.append(f"{canal}.{extension} : {sorted(set(presents) ^ set(articles))[:5]}")
    return fautifs


def test_tous_les_canaux_existent(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    noms = ["veille", "impact-fort", "editions", "clauses", "agenda", "a-revoir"]
    noms += [f"veille/{code}" for code in valeurs_de(base_du_site, "themes")]
    noms += [f"segments/{code}" for code in valeurs_de(base_du_site, "segments")]
    attendus = {f"flux/{nom}.{extension}" for nom in noms for extension in ("rss", "atom")} | {"flux/veille.json"}
    assert set(fichiers) == attendus == {chemin for canal in canaux_de(base_du_site) for chemin, _ in canal.fichiers}


def test_sous_le_plafond(fichiers: dict[str, bytes]) -> None:
    assert {chemin: len(octets) for chemin, octets in fichiers.items() if len(octets) > POIDS_MAX} == {}


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_strictement_valide(fichiers: dict[str, bytes], extension: str) -> None:
    examines = {chemin: octets for chemin, octets in fichiers.items() if chemin.endswith(extension)}
    defauts = {c: list(dict.fromkeys(DEFAUTS[extension](octets, f"{SITE_URL}{c}"))) for c, octets in examines.items()}
    assert examines and {chemin: trouves for chemin, trouves in defauts.items() if trouves} == {}


@pytest.mark.parametrize(
    ("extension", "avant", "apres", "attendu"),
    [
        ("rss", "<language>fr</language>", "", "un seul <language>"),
        ("rss", "</channel>", "<title>Un second</title></channel>", "un seul <title>"),
        ("rss", "</channel>", "<docs>d</docs></channel>", "suit un <item>"),
        ("rss", 'isPermaLink="false"', 'isPermaLink="true"', "isPermaLink"),
        ("rss", " +0000</pubDate>", "</pubDate>", "RFC 822"),
        ("rss", 'rel="self"', 'rel="hub"', "atom:link"),
        ("rss", "<item>", "<item><guid>tag:x.test,2026:a</guid>", "un seul <guid>"),
        ("rss", f'&lt;a href="{SITE_URL}', '&lt;a href="../', "lien relatif"),
        ("rss", "&lt;p&gt;", "&lt;script&gt;1&lt;/script&gt;", "actif"),
        ("atom", "<entry>", "<entry><updated>2026-01-01T06:00:00Z</updated>", "un seul"),
        ("atom", "+00:00</updated>", "</updated>", "RFC 3339"),
        ("atom", "<name>Réseau inventé</name>", "", "auteur sans nom"),
        ("atom", "/flux/veille.atom", "/flux/autre.atom", "rel=self"),
        ("atom", 'type="html"', 'type="text"', "type html"),
        ("atom", "<id>tag:", "<id>", "adresse tag:"),
        ("atom", 'rel="alternate"', 'rel="related"', "rel=alternate"),
        ("json", '"language": "fr"', '"langue": "fr"', "champ inconnu"),
        ("json", '"url": "https:', '"url": "', "relative"),
        ("json", '"tags": [', '"tags": [1, ', "tags"),
    ],
)
def test_le_controle_voit_le_defaut(
    fichiers: dict[str, bytes], extension: str, avant: str, apres: str, attendu: str
) -> None:
    chemin = f"flux/veille.{extension}"
    texte = fichiers[chemin].decode()
    assert avant in texte
    trouves = list(DEFAUTS[extension](texte.replace(avant, apres, 1).encode(), f"{SITE_URL}{chemin}"))
    assert [d for d in trouves if attendu in d], trouves


def test_une_entite_externe_est_refusee() -> None:
    piege = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>&x;</channel></rss>'
    assert list(defauts_rss(piege, f"{SITE_URL}flux/x.rss"))


def test_chaque_flux_a_son_identifiant(fichiers: dict[str, bytes]) -> None:
    identifiants = {c: xml_strict(o).findtext(f"{ATOM}id") for c, o in fichiers.items() if c.endswith(".atom")}
    assert {c: TAG.fullmatch(i)["chemin"] for c, i in identifiants.items()} == {
        c: c.removesuffix(".atom") for c in identifiants
    }


def test_les_formats_d_un_canal_disent_la_meme_chose(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    for canal in canaux_de(base_du_site):
        listes = [chemins(fichiers[chemin], chemin) for chemin, _ in canal.fichiers]
        assert all(liste == listes[0] for liste in listes), canal.chemin


def test_les_liens_menent_a_des_pages(fichiers: dict[str, bytes], site_construit: Path) -> None:
    liens = set()
    for chemin, octets in fichiers.items():
        if chemin.endswith(".rss"):
            liens |= {e.text for e in xml_strict(octets).iter("link")}
    pages = {lien: site_construit / lien.removeprefix(SITE_URL) / "index.html" for lien in liens}
    assert len(pages) > 1 and [lien for lien, page in pages.items() if not page.is_file()] == []


def test_le_flux_principal_a_toute_la_veille(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    assert omis(fichiers, {"flux/veille": entrees(base_du_site)}) == []


def test_un_flux_de_theme_a_les_entrees_du_theme(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    codes = valeurs_de(base_du_site, "themes")
    attendus = {f"flux/veille/{c}": entrees(base_du_site, lambda e, c=c: c in e.contenu.themes) for c in codes}
    assert any(attendus.values()) and omis(fichiers, attendus) == []


def test_un_flux_de_famille_a_la_famille_et_ce_qui_vaut_pour_toutes(
    fichiers: dict[str, bytes], base_du_site: Base
) -> None:
    codes = valeurs_de(base_du_site, "segments")
    attendus = {
        f"flux/segments/{c}": entrees(base_du_site, lambda e, c=c: {c, "toutes-familles"} & vises(e)) for c in codes
    }
    assert any(attendus.values()) and omis(fichiers, attendus) == []


def vises(entree: Fiche) -> set[str]:
    """Rend les familles d'une entrée ; qui n'en vise aucune les vise toutes."""
    return set(entree.contenu.segments or ["toutes-familles"])


@pytest.mark.parametrize("segments", [[], ["toutes-familles"], ["restauration"]], ids=["aucune", "toutes", "une"])
def test_une_entree_va_aux_familles_qu_elle_concerne(base_du_site: Base, segments: list[str]) -> None:
    sorties = flux_de(gonfler(base_du_site, 1, segments=segments))
    codes = valeurs_de(base_du_site, "segments")
    servies = {c for c in codes if chemins(sorties[f"flux/segments/{c}.rss"], ".rss")}
    assert servies == ({"restauration"} if segments == ["restauration"] else set(codes))


def test_impact_fort_et_lui_seul(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    forts = entrees(base_du_site, lambda e: e.contenu.impact == "fort")
    assert forts and omis(fichiers, {"flux/impact-fort": forts}) == []


def test_les_editions_des_mois_finis(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    """Une édition par mois, du premier mois de veille au dernier mois fini, même sans entrée ; non lue, elle le dit."""
    mois, jour = [], min(e.contenu.date for e in fiches_de(base_du_site, "veille").values()).replace(day=1)
    lu = lu_jusqu_au(base_du_site)
    while jour < base_du_site.jour.replace(day=1):
        suivant = plus_mois(jour, 1)
        etat = "" if lu >= suivant - timedelta(days=1) else f"/{lu}" if lu >= jour else "/non-couvert"
        mois.append(f"veille/{jour:%Y-%m}{etat}")
        jour = suivant
    assert omis(fichiers, {"flux/editions": mois[::-1][:50]}) == []


def test_le_mois_fini_entre_le_premier_du_mois_suivant(base_du_site: Base) -> None:
    lue = lue_jusqu_au(base_du_site, date(2026, 11, 30))
    dernier = {
        jour: chemins(un_flux(avec(lue, jour=jour), "flux/editions.rss"), "flux/editions.rss")[0]
        for jour in (date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(dernier.values()) == ["veille/2026-10", "veille/2026-11"]


def test_les_clauses_publiees_et_leur_derniere_version(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    versions = [
        (c.contenu.modifie_le, f"clauses/{c.id}/{c.contenu.modifie_le}") for c in visibles_de(base_du_site, "clauses")
    ]
    limite = plus_mois(base_du_site.jour, -12)
    triees = enumerate(sorted(versions, reverse=True))
    attendus = [identifiant for rang, (jour, identifiant) in triees if rang < 50 or jour >= limite]
    assert attendus and omis(fichiers, {"flux/clauses": attendus}) == []


def test_les_fiches_a_revoir(base_du_site: Base) -> None:
    """Deux ans plus tard, les vérifications ont vieilli : chaque fiche qu'un motif récent met à revoir a son article."""
    base = avec(base_du_site, jour=plus_mois(base_du_site.jour, 24))
    attendus = {}
    for genre, fiche, motifs in a_revoir_de(base):
        jour = max(motif.jour for motif in motifs)
        attendus[f"a-revoir/{genre}/{fiche.id}/{jour}"] = jour
    recents = {identifiant for identifiant, jour in attendus.items() if jour >= plus_mois(base.jour, -12)}
    assert recents and recents <= set(chemins(un_flux(base, "flux/a-revoir.rss"), ".rss")) <= set(attendus)


@pytest.mark.parametrize(
    ("verifie_le", "attendu"),
    [
        (date(2026, 6, 1), "2026-08-22"),  # le droit a changé
        (date(2025, 4, 1), "2026-10-01"),  # puis la vérification a vieilli : moins grave, plus récent
        (date(2024, 4, 1), "2026-08-22"),  # elle avait vieilli d'abord
    ],
)
def test_l_identifiant_d_une_fiche_a_revoir_suit_le_dernier_motif(projet: Path, verifie_le: date, attendu: str) -> None:
    """Un motif nouveau est un article nouveau, même quand un motif plus grave, plus ancien, passe avant lui."""
    base, _ = lire(projet)
    clause = fiches_de(base, "clauses")["temoin"]
    contenu = clause.contenu.model_copy(update={"statut": "publie", "verifie_le": verifie_le})
    base = avec(base, clauses={"temoin": dataclasses.replace(clause, contenu=contenu)})
    assert chemins(un_flux(base, "flux/a-revoir.rss"), ".rss") == [f"a-revoir/clauses/temoin/{attendu}"]


def test_le_registre_garde_les_flux_et_leurs_articles(base_du_site: Base) -> None:
    """Ce que « make enregistrer » note : chaque canal, et les articles de veille, d'éditions, de clauses et d'agenda."""
    sorties = flux_de(base_du_site)
    publies = {canal.chemin for canal in canaux_de(base_du_site)}
    for nom in ("veille", "editions", "clauses", "agenda"):
        publies |= set(chemins(sorties[f"flux/{nom}.rss"], ".rss"))
    registre = identifiants_de(base_du_site)
    assert publies <= set(registre) and all(registre.values())
    assert {i for i in registre if i.startswith("flux/")} == {canal.chemin for canal in canaux_de(base_du_site)}
    assert [i for i in registre if i.startswith("a-revoir/")] == []


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_un_agenda_plein_est_strictement_valide(projet: Path, extension: str) -> None:
    """Un événement annoncé, et les trois prochaines dates du 30-30."""
    (projet / EVENEMENT).parent.mkdir()
    (projet / EVENEMENT).write_text(UN_EVENEMENT, "utf-8")
    (projet / REGLE).write_text(LA_REGLE, "utf-8")
    chemin = f"flux/agenda.{extension}"
    base = base_saine(projet)
    octets = flux_de(base, rendez_vous=rendez_vous_de(base))[chemin]
    assert list(DEFAUTS[extension](octets, f"{SITE_URL}{chemin}")) == []
    dates = [f"30-30/{jour}" for jour in ("2027-02-04", "2027-01-07", "2026-12-03")]
    assert chemins(octets, chemin) == ["agenda/matinale/2026-11-20", *dates]


@pytest.mark.parametrize("chemin", ["flux/veille.rss", "flux/veille.atom"])
def test_lu_par_un_vrai_lecteur(fichiers: dict[str, bytes], base_du_site: Base, chemin: str) -> None:
    lu = feedparser.parse(fichiers[chemin])
    assert not lu.bozo, lu.get("bozo_exception")
    presents = chemins(fichiers[chemin], chemin)
    par_id = {
        e.fichier.removeprefix("docs/").removesuffix(".md"): e.contenu
        for e in fiches_de(base_du_site, "veille").values()
    }
    titres = [publies_de(base_du_site).get(i, par_id[i].titre) for i in presents]
    assert [(e.title, bool(e.published_parsed), len(e.summary) > 300) for e in lu.entries] == [
        (titre, True, True) for titre in titres
    ]


# --- Des bases de synthèse ----------------------------------------------------------------------------------------------


def un_flux(base: Base, chemin: str) -> bytes:
    """Rend les octets d'un flux de la base."""
    return flux_de(base)[chemin]


def gonfler(base: Base, nombre: int, corps: str = "", par_jour: int = 3, **champs: object) -> Base:
    """Rend une base de ``nombre`` entrées de synthèse, ``par_jour`` par jour en remontant le temps."""
    modele = visibles_de(base, "veille")[0].contenu
    neutres = {"fait_suite_a": None, "texte": None, "en_vigueur_le": None, "corrige_le": None, "a_faire": []}
    neutres |= {"articles": [], "clauses": [], "pratiques": [], "segments": ["toutes-familles"], "impact": "fort"}
    veille = {}
    for rang in range(nombre):
        jour = base.jour - timedelta(days=rang // par_jour)
        nom = f"{jour}-synthese-{rang % par_jour}"
        change = {**neutres, "titre": f"Une entrée de synthèse, {rang}", "date": jour, "publie_le": jour, **champs}
        veille[nom] = Fiche(nom, f"docs/veille/{jour.year}/{nom}.md", modele.model_copy(update=change), corps=corps)
    return avec(base, veille=veille, clauses={}, pratiques={}, publies={})


LOURDES = {
    "corps longs": (200, {"corps": "Un paragraphe de synthèse, comme on en écrit. " * 120}),
    "textes courts": (900, {"change": "Une phrase courte, et rien de plus."}),
    "titres longs": (900, {"titre": "é" * 110}),
    "esperluettes": (200, {"corps": 'Recherche & développement, "R&D", cafés & thés. ' * 80}),
    "beaucoup de thèmes": (400, {"themes": None}),
    "beaucoup de liens": (150, {"corps": "[Un lien](/clauses/), et [un autre](/droit/). " * 60}),
}


@pytest.fixture(scope="module", params=LOURDES)
def lourde(request: pytest.FixtureRequest, base_du_site: Base) -> tuple[Base, dict[str, bytes]]:
    """Rend une base trop lourde pour un flux, et ses flux."""
    nombre, champs = LOURDES[request.param]
    if "themes" in champs:
        champs = {"themes": list(valeurs_de(base_du_site, "themes"))}
    base = gonfler(base_du_site, nombre, **champs)
    return base, flux_de(base)


def test_une_base_lourde_reste_sous_le_plafond(lourde: tuple[Base, dict[str, bytes]]) -> None:
    _, sorties = lourde
    assert {chemin: len(octets) for chemin, octets in sorties.items() if len(octets) > POIDS_MAX} == {}


def test_une_base_lourde_garde_les_plus_recentes(lourde: tuple[Base, dict[str, bytes]]) -> None:
    base, sorties = lourde
    presents, toutes = chemins(sorties["flux/veille.rss"], ".rss"), entrees(base)
    assert 0 < len(presents) < len(toutes) and presents == toutes[: len(presents)]


def test_une_base_legere_garde_douze_mois(base_du_site: Base) -> None:
    """Tout ce qui a paru depuis douze mois reste, au-delà des cinquante premiers."""
    base = gonfler(base_du_site, 150, par_jour=2, change="Une phrase courte, et rien de plus.")
    assert len(chemins(un_flux(base, "flux/veille.rss"), ".rss")) == 150


def test_une_base_ancienne_garde_cinquante_articles(base_du_site: Base) -> None:
    base = gonfler(
        base_du_site, 80, par_jour=2, publie_le=date(2024, 1, 2), change="Une phrase courte, et rien de plus."
    )
    assert chemins(un_flux(base, "flux/veille.rss"), ".rss") == entrees(base)[:50]


def test_une_base_vide_donne_des_flux_valides(base_du_site: Base) -> None:
    base = avec(base_du_site, veille={}, clauses={}, pratiques={}, publies={})
    defauts = {
        chemin: list(DEFAUTS[chemin.rpartition(".")[2]](octets, f"{SITE_URL}{chemin}"))
        for chemin, octets in flux_de(base).items()
    }
    assert {chemin: trouves for chemin, trouves in defauts.items() if trouves} == {}


@pytest.mark.parametrize("lourde", [0, 1, 2], ids=["la première", "au milieu", "la dernière"])
def test_un_article_trop_lourd_est_saute(base_du_site: Base, lourde: int) -> None:
    """À lui seul il dépasserait le plafond : il reste sur le site, et n'ôte rien aux autres."""
    base = gonfler(base_du_site, 3, par_jour=1)
    entree = visibles_de(base, "veille")[lourde]
    fiches_de(base, "veille")[entree.id] = dataclasses.replace(
        entree, corps="Un paragraphe de synthèse, beaucoup trop long. " * 12_000
    )
    toutes = entrees(base)
    assert chemins(un_flux(base, "flux/veille.rss"), ".rss") == toutes[:lourde] + toutes[lourde + 1 :]


PARUTIONS: dict[str, Callable[[bytes], list[datetime]]] = {
    "rss": lambda octets: [parsedate_to_datetime(d.text) for d in xml_strict(octets).iterfind("channel/item/pubDate")],
    "atom": lambda octets: [
        datetime.fromisoformat(d.text) for d in xml_strict(octets).iterfind(f"{ATOM}entry/{ATOM}published")
    ],
    "json": lambda octets: [datetime.fromisoformat(a["date_published"]) for a in json.loads(octets)["items"]],
}


@pytest.mark.parametrize("extension", PARUTIONS)
def test_des_articles_parus_le_meme_jour_se_rangent_par_evenement(base_du_site: Base, extension: str) -> None:
    """Un lecteur trie par heure de parution : elle suit l'événement, et reste dans le jour de parution."""
    base = gonfler(base_du_site, 20, par_jour=1, publie_le=base_du_site.jour)
    heures = PARUTIONS[extension](un_flux(base, f"flux/veille.{extension}"))
    assert len(heures) == 20 and heures == sorted(set(heures), reverse=True)
    assert {heure.date() for heure in heures} == {base.jour}


@pytest.mark.parametrize("extension", PARUTIONS)
@pytest.mark.parametrize(
    ("evenement", "heure"),
    [("2000-01-01", "00:00:00"), ("2000-01-02", "00:00:01"), ("2026-11-20", "02:43:40"), ("1999-06-01", "00:00:00")],
)
def test_l_heure_de_parution_compte_les_jours_depuis_2000(
    base_du_site: Base, evenement: str, heure: str, extension: str
) -> None:
    base = gonfler(base_du_site, 1, date=date.fromisoformat(evenement), publie_le=date(2026, 11, 25))
    (parution,) = PARUTIONS[extension](un_flux(base, f"flux/veille.{extension}"))
    assert parution == datetime.fromisoformat(f"2026-11-25T{heure}+00:00")


@pytest.mark.parametrize(("nombre", "reste"), [(12, None), (13, "Et 1 autre"), (15, "Et 3 autres")])
def test_les_clauses_concernees_sont_bornees(base_du_site: Base, nombre: int, reste: str | None) -> None:
    """Douze liens au plus dans un article ; le compte du reste renvoie à la page."""
    noms = [fiche.id for fiche in visibles_de(base_du_site, "clauses")[:nombre]]
    base = avec(gonfler(base_du_site, 1, clauses=noms), clauses=fiches_de(base_du_site, "clauses"))
    contenu = json.loads(un_flux(base, "flux/veille.json"))["items"][0]["content_html"]
    liste = html.fragment_fromstring(contenu, create_parent="div").xpath(
        "//p[strong='Clauses concernées']/following-sibling::ul[1]"
    )[0]
    assert liste.xpath("li/a/@href") == [f"{SITE_URL}clauses/{nom}/" for nom in noms[:12]]
    autres = [li.text_content() for li in liste.xpath("li[not(a)]")]
    assert autres == ([f"{reste}, sur la page de l’entrée."] if reste else [])


def test_une_correction_avance_la_date_de_mise_a_jour(base_du_site: Base) -> None:
    base = gonfler(base_du_site, 1, corrige_le=base_du_site.jour + timedelta(days=2))
    entree = xml_strict(un_flux(base, "flux/veille.atom")).find(f"{ATOM}entry")
    jours = [entree.findtext(f"{ATOM}{nom}")[:10] for nom in ("published", "updated")]
    assert jours == [str(base.jour), str(base.jour + timedelta(days=2))]


def test_deux_appels_memes_octets(base_du_site: Base) -> None:
    assert flux_de(base_du_site) == flux_de(base_du_site)
