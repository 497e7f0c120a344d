"""Un code en Markdown : un fichier, ou un dossier de codes, chacun daté par son en-tête."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros.lecture.droit import Droit, Refus
from macros.sentinelle.formes import empreinte
from macros.sentinelle.redaction import Article
from macros.sentinelle.suivi import CID, Suivi, TexteSuivi, numero

CODE_MAX = 50_000_000
"""Octets d'un code en Markdown ; le plus long fait 15 Mo."""
EN_TETE = re.compile(r"\A\ufeff?---\n(.*?\n)---\n", re.DOTALL)
CHAMP = re.compile(r"^(identifier|etat|last_updated):\s*[\"']?([^\"'\n]*)", re.MULTILINE)
TITRE = re.compile(
    r"^(?:#{1,6}\s+)?\**Article\s+((?:[LRDA]\*{0,2}\.?\s?)?\d[\w*.-]*)\**\s*(?:\{#[^}]*\}|<a\b[^>]*>(?:</a>)?)?\s*$"
)
SECTION = re.compile(r"^#{1,6}\s")


def lire(source: Path, suivi: Suivi) -> tuple[date, list[Article], int]:
    """Rend (jour de la source, articles suivis, nombre de ceux écrits deux fois) ; d'un double, la dernière rédaction est prise."""
    fichiers = [source] if source.is_file() else sorted(f for f in source.rglob("*.md") if f.is_file())
    jours: dict[str, date] = {}
    articles: dict[tuple[str, str], Article] = {}
    doubles = 0
    for fichier in fichiers:
        if (lu := _code(fichier, seul=len(fichiers) == 1)) is None:
            continue
        cid, jour, corps = lu
        if jours.setdefault(cid, jour) != jour:
            raise Refus(fichier.name, Droit.DEUX_FOIS(autre=f"{cid} du {jours[cid]}, et du {jour}"))
        if (texte := suivi.du(cid)) is not None:
            for article in _articles(corps, texte):
                doubles += (cle := (article.texte, article.article)) in articles
                articles[cle] = article
    if not jours:
        raise Refus(source.name, Droit.SOURCE_INCONNUE())
    return max(jours.values()), list(articles.values()), doubles


def _code(fichier: Path, seul: bool) -> tuple[str, date, str] | None:
    """Rend (identifiant, jour, corps) d'un code ; dans un dossier, une page qui n'en est pas un est passée."""
    if fichier.is_symlink():
        raise Refus(fichier.name, Droit.CHEMIN_REFUSE())
    if fichier.stat().st_size > CODE_MAX:
        raise Refus(fichier.name, Droit.FICHIER_ENORME(maximum=CODE_MAX // 1_000_000))
    try:
        texte = fichier.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refus(fichier.name, Droit.PAS_EN_UTF_8()) from None
    tete = EN_TETE.match(texte)
    champs = dict(CHAMP.findall(tete[1])) if tete else {}
    cid = CID.search(champs.get("identifier", ""))
    if tete is None or cid is None:
        if seul:
            raise Refus(fichier.name, Droit.SOURCE_INCONNUE())
        return None
    try:
        jour = date.fromisoformat((champs.get("etat") or champs.get("last_updated", "")).strip())
    except ValueError:
        raise Refus(fichier.name, Droit.SANS_DATE()) from None
    return cid[0], jour, texte[tete.end() :]


def _articles(corps: str, texte: TexteSuivi) -> Iterator[Article]:
    """Rend les articles suivis ; un titre de section finit l'article qui le précède."""
    nom, lignes = "", list[str]()
    for ligne in [*corps.split("\n"), "# fin"]:
        if (titre := TITRE.match(ligne)) or SECTION.match(ligne):
            if nom and texte.suit(nom):
                yield _article(texte.slug, nom, "\n".join(propre for x in lignes if (propre := x.strip())))
            nom, lignes = numero(titre[1]) if titre else "", []
        else:
            lignes.append(ligne)


def _article(slug: str, nom: str, contenu: str) -> Article:
    return Article(
        texte=slug,
        article=nom,
        identifiant=None,
        etat="VIGUEUR",
        debut=None,
        fin=None,
        empreinte=empreinte(contenu),
        contenu=contenu,
        precedente=None,
        modifie_par=None,
    )
