"""Ce qu'un fichier du site dit, par regard : des lignes comparables une à une.

Une page se lit quatre fois : ses balises, son texte, ses liens, ses ancres ; chaque regard tait ce que voit un autre.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from lxml import etree, html

Regards = dict[str, list[str]]
"""Ce qu'un fichier dit, par regard."""

BLANCS = re.compile(r"[ \t\n\r\f]+")
EN_LIGNE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
        "ins",
    ),
    *(
        "kbd",
        "label",
        "mark",
        "path",
        "q",
        "s",
        "samp",
        "select",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "time",
    ),
    *("u", "use", "var", "wbr"),
}
"""Les éléments dont les blancs voisins se voient ; autour de tous les autres, ils ne comptent pas."""
VIDES = {"br", "img", "input", "link", "meta", "hr", "wbr", "source", "col", "area", "base", "embed", "track"}
TELS_QUELS = {"pre", "textarea", "script", "style"}
LIENS = ("href", "src", "action")
MASQUE = "…"


def regards(chemin: str, octets: bytes) -> Regards:
    """Rend ce que dit un fichier du site ; un fichier d'une sorte inconnue se compare à l'octet."""
    if chemin.endswith(".gz"):
        return regards(chemin[:-3], gzip.decompress(octets))
    lire = LECTEURS.get(chemin.rpartition(".")[2])
    return lire(chemin, octets) if lire else {"octets": [repr(octets)]}


def _page(chemin: str, octets: bytes) -> Regards:
    racine = html.document_fromstring(octets.decode("utf-8"))
    jetons = _jetons(racine)
    adresse = "/" + chemin.removesuffix("index.html")
    liens = [
        urljoin(adresse, e.get(nom)) for e in racine.iter(etree.Element) for nom in LIENS if e.get(nom) is not None
    ]
    return {
        "balises": [MASQUE if genre == "texte" else valeur for genre, valeur in jetons],
        "texte": _lignes_de_texte(jetons),
        "liens": liens,
        "ancres": [e.get("id") for e in racine.iter(etree.Element) if e.get("id") is not None],
        # Le même texte autrement réparti entre les mêmes balises échapperait aux quatre regards.
        "répartition": [valeur for _, valeur in jetons],
    }


def _jetons(racine: etree._Element) -> list[tuple[str, str]]:
    """Rend la suite des (genre, valeur) d'un arbre HTML ; genre : ``bloc``, ``ligne`` ou ``texte``."""
    suite: list[tuple[str, str]] = []
    _parcourir(racine, suite, False)
    propres: list[tuple[str, str]] = []
    au_bord = True
    for genre, valeur in suite:
        if genre == "texte" and not valeur.startswith("\0"):
            valeur = BLANCS.sub(" ", valeur)
            valeur = valeur.lstrip(" ") if au_bord else valeur
            au_bord = valeur.endswith(" ") if valeur else au_bord
        elif genre == "bloc":
            _couper_la_fin(propres)
            au_bord = True
        else:
            au_bord = au_bord and genre == "ligne"
        if valeur:
            propres.append((genre, valeur.removeprefix("\0")))
    _couper_la_fin(propres)
    return propres


def _couper_la_fin(jetons: list[tuple[str, str]]) -> None:
    """Retire le blanc qui finit un bloc."""
    for rang in range(len(jetons) - 1, -1, -1):
        genre, valeur = jetons[rang]
        if genre == "texte":
            jetons[rang] = (genre, valeur.rstrip(" "))
            if not jetons[rang][1]:
                del jetons[rang]
                continue
        if genre != "ligne":
            return


def _parcourir(element: etree._Element, suite: list[tuple[str, str]], tel_quel: bool) -> None:
    if not isinstance(element.tag, str):  # un commentaire ne se voit pas
        suite.append(("texte", element.tail or ""))
        return
    genre = "ligne" if element.tag in EN_LIGNE else "bloc"
    tel_quel = tel_quel or element.tag in TELS_QUELS
    suite.append((genre, f"<{element.tag}{_attributs(element)}>"))
    suite.append(("texte", _brut(element.text, tel_quel)))
    for enfant in element:
        _parcourir(enfant, suite, tel_quel)
        if isinstance(enfant.tag, str):
            suite.append(("texte", _brut(enfant.tail, tel_quel)))
    if element.tag not in VIDES:
        suite.append((genre, f"</{element.tag}>"))


def _brut(texte: str | None, tel_quel: bool) -> str:
    return f"\0{texte.strip()}" if tel_quel and texte and texte.strip() else texte or ""


def _attributs(element: etree._Element) -> str:
    """Rend les attributs en ordre ; les liens et les ancres ont leur propre regard."""
    ecrits = []
    for nom, valeur in sorted(element.attrib.items()):
        if nom in LIENS or nom == "id":
            valeur = MASQUE
        elif nom == "class":
            valeur = " ".join(sorted(valeur.split()))
        ecrits.append(f' {nom}="{BLANCS.sub(" ", valeur.strip())}"')
    return "".join(ecrits)


def _lignes_de_texte(jetons: list[tuple[str, str]]) -> list[str]:
    lignes, ouverte = [], ""
    for genre, valeur in [*jetons, ("bloc", "")]:
        if genre == "texte":
            ouverte += valeur
        elif genre == "bloc":
            lignes += [ouverte] if ouverte else []
            ouverte = ""
    return lignes


def _xml(chemin: str, octets: bytes) -> Regards:
    """Rend un flux ou un plan : un élément par ligne, le HTML qu'il porte normalisé."""
    lignes = []
    for element in etree.fromstring(octets).iter(etree.Element):
        texte = BLANCS.sub(" ", element.text or "").strip()
        if "<" in texte:
            texte = "".join(
                valeur for _, valeur in _jetons(html.fragment_fromstring(element.text, create_parent="div"))
            )
        attributs = "".join(f' {nom}="{valeur}"' for nom, valeur in sorted(element.attrib.items()))
        lignes.append(f"{etree.QName(element).localname}{attributs} = {texte}")
    return {"xml": lignes}


def _json(chemin: str, octets: bytes) -> Regards:
    return {"données": list(_aplatir("", json.loads(octets)))}


def _aplatir(ou: str, valeur: object) -> Iterator[str]:
    if isinstance(valeur, dict) and valeur:
        for cle, contenu in valeur.items():
            yield from _aplatir(f"{ou}.{cle}", contenu)
    elif isinstance(valeur, list) and valeur:
        for contenu in valeur:
            yield from _aplatir(f"{ou}[]", contenu)
    else:
        yield f"{ou} = {json.dumps(valeur, ensure_ascii=False)}"


def _csv(chemin: str, octets: bytes) -> Regards:
    lignes = csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""))
    return {"données": [f"{nom} = {valeur}" for ligne in lignes for nom, valeur in ligne.items()]}


def _docx(chemin: str, octets: bytes) -> Regards:
    """Rend le texte de chaque paragraphe avec son style, les styles, puis le reste du document."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    trouves: Regards = {"texte et style": [], "styles": [], "mise en forme": []}
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for nom in sorted(archive.namelist()):
            if not nom.endswith((".xml", ".rels")):
                trouves["mise en forme"].append(f"{nom} = {archive.read(nom)!r}")
                continue
            racine = etree.fromstring(archive.read(nom))
            for paragraphe in racine.iter(f"{w}p"):
                style = next((e.get(f"{w}val") for e in paragraphe.iter(f"{w}pStyle")), "")
                trouves["texte et style"].append(f"[{style}] {''.join(t.text or '' for t in paragraphe.iter(f'{w}t'))}")
            for texte in racine.iter(f"{w}t"):
                texte.text = MASQUE
            lignes = [f"{nom} : {ligne}" for ligne in _xml(chemin, etree.tostring(racine))["xml"]]
            trouves["styles" if nom == "word/styles.xml" else "mise en forme"] += lignes
    return trouves


def _texte(chemin: str, octets: bytes) -> Regards:
    return {"lignes": octets.decode("utf-8").splitlines()}


def _calendrier(chemin: str, octets: bytes) -> Regards:
    return {"calendrier": re.sub(r"\r?\n[ \t]", "", octets.decode("utf-8")).splitlines()}


LECTEURS: dict[str, Callable[[str, bytes], Regards]] = {
    "html": _page,
    **dict.fromkeys(("xml", "rss", "atom", "svg"), _xml),
    **dict.fromkeys(("json", "map"), _json),
    "csv": _csv,
    "docx": _docx,
    "ics": _calendrier,
    **dict.fromkeys(("css", "js", "txt"), _texte),
}
