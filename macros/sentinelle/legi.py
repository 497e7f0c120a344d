"""Le XML de la LEGI : un article, les versions à venir d'un texte, une liste de suppression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from macros.lecture.droit import Droit, Refus
from macros.sentinelle.redaction import JAMAIS, NON_FIXEE
from macros.sentinelle.suivi import numero
from macros.texte.dates import date_longue

ENCODAGE = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)")
BLOCS = frozenset({"p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
CHANGE = re.compile(r"MODIF|CRE|ABROG|TRANSF|RECTIF|DEPLA|PERIM|CODIF")
"""Ce que dit ``typelien`` d'un texte qui change l'article ; « CITATION », le plus fréquent, n'en est pas."""
SORTES = {"LOI": "loi", "ORDONNANCE": "ordonnance", "DECRET": "décret", "ARRETE": "arrêté"}
NUM = re.compile(r"(?!.*//)[^`@\[\]<>|#~\\\n]{0,150}")
"""Un numéro d'article ou de texte, « R*123-4 », « Annexe 2 (suite) » : rien que le Markdown lirait comme un lien, ni un nom."""
ARTICLE = re.compile(r"LEGIARTI\d{12}")


@dataclass(frozen=True)
class Lu:
    """Une rédaction. ``debut`` et ``fin`` : tels que la LEGI les écrit."""

    article: str
    identifiant: str
    etat: str
    debut: str
    fin: str
    contenu: str
    modifie_par: str | None


def racine(octets: bytes, ou: str) -> Any:
    """Rend la racine d'un XML non fiable : en UTF-8, sans entité déclarée, sans rien chercher ailleurs."""
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refus(ou, Droit.PAS_EN_UTF_8()) from None
    if (declare := ENCODAGE.match(texte)) and declare[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refus(ou, Droit.PAS_EN_UTF_8())
    if DECLARATION.search(texte):
        raise Refus(ou, Droit.ENTITES())
    analyseur = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(octets, analyseur)
    except etree.XMLSyntaxError:
        raise Refus(ou, Droit.XML_ILLISIBLE()) from None


def son_texte(arbre: Any) -> Mapping[str, str]:
    """Rend ce qu'un ARTICLE dit de son texte : ``cid``, ``nature``, ``num``, ``date_signature`` ; parfois rien."""
    texte = arbre.find("CONTEXTE/TEXTE")
    return {} if texte is None else dict(texte.attrib)


def lire_article(arbre: Any, ou: str) -> Lu:
    """Rend la rédaction d'un ARTICLE ; lève ``Refus`` si son numéro ou ses dates ne se lisent pas."""
    identifiant, debut = _dit(arbre, "ID"), _dit(arbre, "DATE_DEBUT")
    fin = _dit(arbre, "DATE_FIN") or JAMAIS
    if not NUM.fullmatch(_dit(arbre, "NUM")):
        raise Refus(f"{ou}, {identifiant}", Droit.ARTICLE_SANS_NUMERO())
    for jour in (debut, fin):
        try:
            date.fromisoformat(jour)
        except ValueError:
            raise Refus(f"{ou}, {identifiant}", Droit.ARTICLE_SANS_DATE()) from None
    return Lu(
        article=numero(_dit(arbre, "NUM")) or identifiant,
        identifiant=identifiant,
        etat=_dit(arbre, "ETAT"),
        debut=debut,
        fin=fin,
        contenu=texte_de(arbre.find("BLOC_TEXTUEL/CONTENU")),
        modifie_par=_modifie_par(arbre, _dit(arbre, "ETAT"), debut, son_texte(arbre).get("date_signature", "")),
    )


def _dit(arbre: Any, nom: str) -> str:
    return (arbre.findtext(f".//META//{nom}") or "").strip()


def texte_de(element: Any) -> str:
    """Rend le texte d'un contenu, un bloc par ligne."""
    if element is None:
        return ""
    lignes = "".join(_morceaux(element)).split("\n")
    return "\n".join(propre for ligne in lignes if (propre := " ".join(ligne.split())))


def _morceaux(element: Any) -> Iterator[str]:
    nom = element.tag.lower() if isinstance(element.tag, str) else ""
    bord = "\n" if nom in BLOCS else " " if nom in ("td", "th") else ""
    yield bord
    yield _a_plat(element.text)
    for enfant in element:
        yield from _morceaux(enfant)
        yield _a_plat(enfant.tail)
    yield bord


def _a_plat(texte: str | None) -> str:
    return " ".join(re.split(r"\s", texte)) if texte else ""


def _modifie_par(arbre: Any, etat: str, debut: str, signature: str) -> str | None:
    """Rend le ou les textes qui ont fait cette rédaction : les derniers signés avant son début, sinon les premiers après ; abrogée, ceux qui l'abrogent.

    ``sens`` ne sert pas : deux vocabulaires coexistent. Un article de loi lie de même ceux qu'il a changés, signés avant lui.
    """
    liens = [
        lien
        for lien in arbre.iterfind(".//LIENS/LIEN")
        if CHANGE.match(lien.get("typelien", ""))
        and lien.get("naturetexte") != "CODE"
        and lien.get("numtexte", "") + lien.get("nortexte", "")
        and all(NUM.fullmatch(lien.get(nom, "")) for nom in ("numtexte", "nortexte", "num"))
        and lien.get("datesignatexte", JAMAIS) > signature
    ]
    abrogent = [lien for lien in liens if etat.startswith("ABROGE") and lien.get("typelien").startswith("ABROG")]
    avant = [lien for lien in liens if debut == NON_FIXEE or lien.get("datesignatexte", "") <= debut]
    faits = abrogent or avant or liens
    dernier = (max if avant or abrogent else min)((x.get("datesignatexte", "") for x in faits), default="")
    dits = {_dire(lien): None for lien in faits if lien.get("datesignatexte", "") == dernier}
    return " ; ".join(dits) or None


def _dire(lien: Any) -> str:
    """Rend « loi n° 2018-287 du 20 avril 2018, art. 16 »."""
    quoi = f"n° {lien.get('numtexte')}" if lien.get("numtexte") else f"NOR {lien.get('nortexte')}"
    try:
        jour = f" du {date_longue(date.fromisoformat(lien.get('datesignatexte', '')))}".replace("\u00a0", " ")
    except ValueError:
        jour = ""
    article = f", art. {lien.get('num')}" if lien.get("num") else ""
    return f"{SORTES.get(lien.get('naturetexte'), 'texte')} {quoi}{jour}{article}"


def versions_a_venir(arbre: Any) -> Iterator[str]:
    """Rend les jours, tels qu'écrits, où un texte aura une version nouvelle."""
    for version in arbre.iterfind(".//VERSIONS_A_VENIR/VERSION_A_VENIR"):
        yield (version.text or "").strip()


def supprimes(octets: bytes) -> Iterator[tuple[str, str]]:
    """Rend (identifiant, chemin sans barre) de chaque article d'une liste de suppression : une barre y manque parfois."""
    for ligne in octets.decode("utf-8", "replace").split():
        if trouve := ARTICLE.search(ligne[-24:]):
            yield trouve[0], sans_barre(ligne)


def sans_barre(chemin: str) -> str:
    """Rend un chemin d'archive sans sa date, ses barres ni son extension."""
    return chemin[chemin.find("legi/") :].removesuffix(".xml").replace("/", "")
