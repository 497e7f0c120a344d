"""Dire ce qu'une demande change du site : pages, flux, données et dossiers conseillés. Compare deux sites bâtis."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from macros.sentinelle.mot_a_mot import neutre

CORPS = re.compile(r"<main\b.*</main>", re.DOTALL)
EMPREINTES = re.compile(r'assets/[^"]*')
"""Ce qui change d'un bâti à l'autre sans qu'un lecteur lise autre chose : les noms de fichiers du thème."""
TITRE = re.compile(r"<title>([^<]*)</title>")
FICHES = "donnees/v1"
MONTREES = 60
"""Lignes d'une liste ; au-delà, elle se compte."""


class Ecart(NamedTuple):
    """Ce qui diffère entre deux dictionnaires : clés nouvelles, changées, parties, chacune triée."""

    neufs: list[str]
    changes: list[str]
    partis: list[str]


def commande_changements(racine: Path, avant: Path, apres: Path) -> int:
    """Écrit en Markdown, sur la sortie, ce qui change de ``avant`` à ``apres`` ; rend 2 si l'un n'est pas un site bâti."""
    avant, apres = racine / avant, racine / apres
    for site in (avant, apres):
        if not (site / "index.html").is_file():
            print(f"« {site} » n'est pas un site bâti. → « base construire {site} » en fait un.")
            return 2
    print("\n".join(_lignes(avant, apres)))
    return 0


def _lignes(avant: Path, apres: Path) -> Iterator[str]:
    (corps, titres), (neuf, siens) = _pages(avant), _pages(apres)
    titres |= siens
    yield "## Ce que cette demande change du site"
    yield from _liste("Pages", ecart(corps, neuf), lambda page: f"{titres[page]} (/{page}/)")
    articles = [_articles(site) for site in (avant, apres)]
    sujets = {cle: sujet for les in articles for cle, (sujet, _) in les.items()}
    yield from _liste("Articles des flux", ecart(*articles), lambda cle: f"{sujets[cle]} ({cle.split(' ')[0]})")
    fiches = [_fiches(site) for site in (avant, apres)]
    donnees = ecart(*fiches)
    champs = {nom: _champs(fiches[0].get(nom, {}), fiches[1].get(nom, {})) for nom in donnees.changes}
    yield from _liste("Données", donnees, lambda nom: nom + (f" : {', '.join(champs[nom])}" if nom in champs else ""))
    touches = dossiers_touches(fiches[1], {*donnees.neufs, *donnees.changes, *donnees.partis})
    yield from _liste(
        "Dossiers conseillés", Ecart([], sorted(touches), []), lambda nom: f"{nom} : {', '.join(touches[nom])}"
    )


def ecart(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Ecart:
    """Rend ce qui diffère de ``avant`` à ``apres``.

    >>> ecart({"a": 1, "b": 1}, {"b": 2, "c": 1})
    Ecart(neufs=['c'], changes=['b'], partis=['a'])
    """
    changes = [cle for cle in avant.keys() & apres.keys() if avant[cle] != apres[cle]]
    return Ecart(sorted(apres.keys() - avant.keys()), sorted(changes), sorted(avant.keys() - apres.keys()))


def dossiers_touches(fiches: Mapping[str, Mapping[str, Any]], changees: set[str]) -> dict[str, list[str]]:
    """Rend dossier conseillé → ce qui le change : lui-même, une clause ou une phrase qu'il prend."""
    touches = {}
    for nom, fiche in fiches.items():
        if nom.startswith("dossiers/"):
            pris = [f"clauses/{pris['clause']}" for pris in fiche.get("clauses", [])]
            pris += [f"socle/{phrase}" for phrase in fiche.get("socle", [])]
            if raisons := [autre for autre in (nom, *pris) if autre in changees]:
                touches[nom.partition("/")[2]] = raisons
    return touches


def _liste(titre: str, trouve: Ecart, dire: Callable[[str], str]) -> Iterator[str]:
    yield f"\n### {titre}\n"
    toutes = [(sorte, cle) for sorte, cles in zip(("neuf", "change", "part"), trouve, strict=True) for cle in cles]
    if not toutes:
        yield "Rien ne change."
    yield from (f"- {sorte} : {neutre(dire(cle))[:300]}" for sorte, cle in toutes[:MONTREES])
    if len(toutes) > MONTREES:
        yield f"- et {len(toutes) - MONTREES} autres"


def _pages(site: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Rend page → son corps, et page → son titre."""
    corps, titres = {}, {}
    for fichier in site.rglob("index.html"):
        page, html = fichier.parent.relative_to(site).as_posix().removeprefix("."), fichier.read_text("utf-8")
        dit, titre = CORPS.search(html), TITRE.search(html)
        corps[page] = EMPREINTES.sub("", dit[0] if dit else html)
        titres[page] = unescape(titre[1]) if titre else page
    return corps, titres


def _articles(site: Path) -> dict[str, tuple[str, str]]:
    """Rend « flux identifiant » → (titre, contenu) de chaque article de chaque flux RSS."""
    lus = {}
    for fichier in site.rglob("*.rss"):
        flux = fichier.relative_to(site).with_suffix("").as_posix()
        for article in ElementTree.parse(fichier).iter("item"):
            corps = "".join(e.text or "" for e in article if e.tag.endswith(("description", "encoded", "pubDate")))
            lus[f"{flux} {article.findtext('guid')}"] = (article.findtext("title") or "", corps)
    return lus


def _fiches(site: Path) -> dict[str, dict[str, Any]]:
    """Rend « genre/nom » → la fiche publiée."""
    return {
        fichier.relative_to(site / FICHES).with_suffix("").as_posix(): json.loads(fichier.read_bytes())["fiches"][0]
        for fichier in (site / FICHES).rglob("*.json")
    }


def _champs(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[str]:
    return [champ for champ in {**avant, **apres} if avant.get(champ) != apres.get(champ)]
