"""Le texte d'une page écrite à la main : typographie, chemins du site, références juridiques."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable
from pathlib import Path

from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

from macros.balisage import typographier

BALISE = re.compile(r"(<[^>]*>)")
SANS_RENVOI = ("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
"""Éléments dont le texte ne devient pas un lien."""
CODE = re.compile(r"(^```.*?^```|`[^`\n]*`|\]\([^)\s]*\))", re.DOTALL | re.MULTILINE)
TABLEAU = re.compile(r"<table>.*?</table>", re.DOTALL)
ENTETE = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
CELLULE = re.compile(r"<td\b")
LIEN_DU_SITE = re.compile(r"(\]\()(/[^)\s#]*)")


def citer(html: str, citer_html: Callable[[str], str]) -> str:
    """Rend le HTML où ``citer_html`` a changé les références juridiques en liens, hors liens, code et titres."""
    morceaux, ouverts = [], 0
    for rang, morceau in enumerate(BALISE.split(html)):
        if rang % 2:
            nom = re.match(r"</?([a-z0-9]+)", morceau, re.IGNORECASE)
            if nom and nom[1].lower() in SANS_RENVOI:
                ouverts += -1 if morceau.startswith("</") else 1
        elif not ouverts:
            morceau = citer_html(morceau)
        morceaux.append(morceau)
    return "".join(morceaux)


def etiqueter(html: str) -> str:
    """Rend le HTML où chaque cellule d'un tableau Markdown porte l'intitulé de sa colonne, que l'écran étroit montre."""
    return TABLEAU.sub(_etiqueter, html)


def _etiqueter(tableau: re.Match) -> str:
    titres = [BALISE.sub("", t).strip().replace('"', "&quot;") for t in ENTETE.findall(tableau[0])]
    rangs = itertools.cycle(titres)
    return CELLULE.sub(lambda _: f'<td data-libelle="{next(rangs)}"', tableau[0]) if titres else tableau[0]


def relier_et_typographier(markdown: str, page, files: Files) -> str:
    """Rend le Markdown typographié, ses chemins du site (``/clauses/x/``) changés en chemins de fichiers, que MkDocs contrôle."""
    par_url = {f.url.strip("/"): f for f in files} if LIEN_DU_SITE.search(markdown) else {}

    def relier(trouve: re.Match) -> str:
        cible = par_url.get(trouve[2].strip("/"))
        if cible is None:
            return f"{trouve[1]}{get_relative_url(trouve[2].lstrip('/'), page.url)}"
        return f"{trouve[1]}{os.path.relpath(cible.src_uri, Path(page.file.src_uri).parent)}"

    morceaux = CODE.split(markdown)
    return LIEN_DU_SITE.sub(relier, "".join(m if rang % 2 else typographier(m) for rang, m in enumerate(morceaux)))
