"""Les textes des fiches : ni HTML, ni gabarit, ni lien trompeur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from macros.base.consultation import PROPRE, Consultation, adresses, adresses_du_reseau, statut, une_fois
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import Adresse, Balise
from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Textes
from macros.texte.balisage import leger
from macros.texte.variables import ACCOLADES

HTML = re.compile(r"<[A-Za-z/!?]")
MOT_MAX = 40
MOT_LONG = re.compile(rf"[^\s/-]{{{MOT_MAX + 1},}}")
INVISIBLES = re.compile(r"\]\([^()\s]*\)|\{\{[^{}]*\}\}|\w+://\S*")
"""Ce qu'un texte écrit et que l'écran ne montre pas tel quel : l'adresse d'un lien, le nom d'une variable."""
MARQUES = re.compile(
    r"^[ \t]*(?:> |\|.*\||```|~~~|-{3,}[ \t]*$|\[[^\]\n]+\]:\s)|!\[[^\]\n]{0,200}\]\(|`[^`\n]{1,200}`|\]\[|\[\^|\[\[|\[TOC\]|\]\([^()\n]{0,600}\)\{"
    r"|~~\w|&(?:#\w{1,8}|[A-Za-z]\w{1,7});|^#{2,6}\w|\]\([^()\s]{1,600} [^()\"'\n]{0,200}\)"
    r"|^\s*[•▪◦‣●]",
    re.MULTILINE,
)
"""Ce qu'un autre Markdown rendrait, et qu'un texte de fiche montrerait tel quel."""
SIGNE_DE_MARQUE = re.compile(r"[>|`~\[\]&#•▪◦‣●-](?:(?<!-)|--)")
"""Ce que toute marque contient : presque aucun texte n'en a, et cela se voit plus vite."""
INTERTITRES = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
SANS_MARQUE = re.compile(r"\*\*|\]\(|`|&(?:#\w{1,8}|[A-Za-z]\w{1,7});")
LIEN_COUPE = re.compile(r"\]\s+\((?=https?:|/)")
LIEN_MUET = re.compile(r"(?<!!)\[\s*\]\(")
MOT = re.compile(r"[^\W\d_]{2}")
TITRES = ("titre", "terme", "nom", "libelle", "title")
HOTE = re.compile(r"(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+[a-z]{2,63}\.?")
"""Un nom de domaine : des étiquettes, puis un domaine de premier niveau, en lettres, et parfois un point : « 0x7f.1 » n'en est pas un."""
HOTE_MAX = 253
PRIVE = re.compile(r"(?:.*\.)?(?:local|localhost|internal|intranet|invalid|onion|lan|home|corp)\.?")
"""Un nom qui ne mène quelque part que dans un bureau, ou nulle part."""
GABARIT = re.compile(r"\{[{%#](?:.{0,60}?[}%#]\})?")
EN_CLAIR = "Écrivez le texte en clair."


def html_brut(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Aucun texte de fiche ne contient de HTML ni de script."""
    if not HTML.search(fiche.tout):
        return
    for chemin, texte in fiche.textes:
        if trouve := HTML.search(texte):
            constat = Textes.HTML_BRUT(extrait=texte[trouve.start() : trouve.start() + 12])
            yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), constat)
    for ligne, texte in _lignes(fiche):
        if trouve := HTML.search(texte):
            message, conseil = "le HTML n'est pas admis dans une fiche", "Employez le Markdown."
            yield Textes.HTML_BRUT(message, conseil).dans(fiche.fichier, ligne, trouve.start() + 1)


def gabarit(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """``{{nom}}`` ne sert qu'aux variables d'une clause ; ``{% %}`` et ``{# #}`` ne servent à rien dans une fiche."""
    if not GABARIT.search(fiche.tout):
        return
    for chemin, texte in (t for t in fiche.textes if "{" in t[1]):
        # Une variable mal écrite a sa règle : ses accolades sont effacées sans que rien ne bouge.
        reste = ACCOLADES.sub(lambda marque: " " * len(marque[0]), texte) if genre.lecture.variables else texte
        if trouve := GABARIT.search(reste):
            message = f"« {trouve[0]} » n'est pas admis"
            yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), Textes.GABARIT_INTERDIT(message))
    for ligne, texte in _lignes(fiche):
        if trouve := GABARIT.search(texte):
            constat = Textes.GABARIT_INTERDIT("une fiche n'appelle pas de macro", EN_CLAIR)
            yield constat.dans(fiche.fichier, ligne, trouve.start() + 1)


def formes(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Un texte sans balisage tient sur une ligne ; aucun mot ne déborde d'un petit écran, ni d'un titre ni d'une phrase."""
    if not fiche.entiere:
        return
    balises = {chemin for chemin, _, _ in fiche.marques(Balise)}
    long = mot_trop_long(fiche.tout)
    for chemin, texte in fiche.textes:
        if "\n" in texte and chemin not in balises:
            champ = next((str(pas) for pas in reversed(chemin) if isinstance(pas, str)), "")
            yield fiche.anomalie(chemin, Textes.TEXTE_SUR_UNE_LIGNE(champ=champ))
        if chemin in balises or chemin[0] in TITRES:
            if long and (constat := mot_trop_long(texte)):
                yield fiche.anomalie(chemin, constat)
            if not MOT.search(texte):
                yield fiche.anomalie(chemin, Textes.TEXTE_SANS_MOT())
    for ligne, texte in _lignes(fiche) if long else ():
        if constat := mot_trop_long(texte):
            yield constat.dans(fiche.fichier, ligne)


def marques(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Un texte n'a que le balisage que le site rend ; un titre n'en a aucun ; un lien se voit."""
    balises = {chemin for chemin, _, _ in fiche.marques(Balise)}
    for chemin, texte in (*fiche.textes, ((), fiche.corps)):
        if chemin in balises or not chemin:
            if not SIGNE_DE_MARQUE.search(texte):
                continue
            trouve = MARQUES.search(texte) or (chemin and INTERTITRES.search(texte))
            constat = Textes.MARQUE_SANS_EFFET
        elif chemin[0] in TITRES:
            trouve, constat = SANS_MARQUE.search(texte), Textes.MARQUE_DANS_UN_TITRE
        else:
            continue
        if trouve:
            extrait = constat(extrait=" ".join(trouve[0].split())[:40])
            yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), extrait)
        for motif, defaut in ((LIEN_MUET, Textes.LIEN_SANS_TEXTE), (LIEN_COUPE, Textes.LIEN_COUPE)):
            if lien := motif.search(texte):
                yield fiche.anomalie_des_mots(chemin, texte, lien.start(), defaut())


def mot_trop_long(texte: str) -> Constat | None:
    """Rend le constat d'un mot qu'un écran de 320 pixels ne contient pas ; les adresses et les variables ne comptent pas."""
    for mot in [mot for mot in texte.split() if len(mot) > MOT_MAX]:
        if trouve := MOT_LONG.search(INVISIBLES.sub(" ", mot)):
            return Textes.MOT_TROP_LONG(mot=trouve[0][:20], longueur=len(trouve[0]))
    return None


def liens(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Toute adresse est en https, complète, sans identifiant ni nom de domaine trompeur."""
    for chemin, _, adresse in fiche.marques(Adresse):
        if raison := defaut_adresse(adresse):
            yield fiche.anomalie(chemin, Textes.LIEN_REFUSE(f"« {adresse[:80]} » : {raison}"))
    for chemin, texte in fiche.balises:
        for adresse in leger.liens(texte):
            if constat := defaut_lien(c, fiche.fichier, adresse):
                yield fiche.anomalie_des_mots(chemin, texte, max(texte.find(adresse), 0), constat)


def defaut_lien(c: Consultation, fichier: str, adresse: str) -> Constat | None:
    """Rend ce qui ne va pas dans un lien de ce fichier, interne ou externe ; ``None`` s'il va."""
    if not adresse:
        return Textes.LIEN_REFUSE("le lien n'a pas d'adresse", "Écrivez-la entre les parenthèses : [texte](https://…).")
    if adresse.startswith("/") and not adresse.startswith("//"):
        if not adresse_connue(c, adresse):
            return Textes.LIEN_INTERNE(adresse=adresse)
        ailleurs = c.base.frere or fichier.startswith(PROPRE) or _chemin(adresse) not in adresses_du_reseau(c)
        return None if ailleurs else Textes.LIEN_DU_RESEAU(adresse=adresse)
    if raison := defaut_adresse(adresse):
        return Textes.LIEN_REFUSE(f"« {adresse[:80]} » : {raison}")
    return None


@une_fois
def _brouillons(c: Consultation) -> frozenset[str]:
    return frozenset(
        genre.adresse_de(f.id) for genre, f in c.par_genre() if genre.pages.adresse and statut(f) == "brouillon"
    )


def adresse_connue(c: Consultation, adresse: str) -> bool:
    """Dit si un chemin du site mène à une page publiée, à un fichier produit, ou à une fiche que l'on vient de refuser."""
    chemin = _chemin(adresse).rstrip("/")
    if not chemin or f"{chemin}.md" in c.pages or f"{chemin}/index.md" in c.pages:
        return True
    nom = chemin.rpartition("/")[2]
    if "." in nom and chemin in c.produits:
        return True
    connue = f"{chemin}/" in adresses(c) and f"{chemin}/" not in _brouillons(c)
    return connue or adresse_refusee(c, chemin)


def _chemin(adresse: str) -> str:
    return f"{urlsplit(adresse).path.strip('/')}/"


def adresse_refusee(c: Consultation, chemin: str) -> bool:
    """Dit si ce chemin du site est celui d'une page ou d'une fiche que l'on vient de refuser, ou d'un article de son code."""
    segments = chemin.split("/")
    return any(refusee == chemin or refusee in segments for _, refusee in c.base.refusees)


def defaut_adresse(adresse: str) -> str:
    """Rend ce qui ne va pas dans une adresse externe, ou une chaîne vide."""
    try:
        parties = urlsplit(adresse)
        hote, port = parties.hostname or "", parties.port
    except ValueError:
        return "adresse illisible"
    if parties.scheme != "https":
        return "seules les adresses https sont admises"
    if parties.username is not None or parties.password is not None or "@" in parties.netloc:
        return "une adresse ne contient pas d'identifiant avant @"
    if not hote.isascii() or "xn--" in hote:
        return "le nom de domaine contient des lettres trompeuses"
    if not HOTE.fullmatch(hote) or len(hote) > HOTE_MAX:
        return "le nom de domaine est incomplet ou impossible"
    if PRIVE.fullmatch(hote):
        return "ce nom de domaine n'existe que dans un réseau privé"
    if ":" in parties.netloc and (not port or parties.netloc.endswith(":")):
        return "le numéro de port est impossible"
    if re.search(r"[\s<>\"'`\\{}|^]|%(?![0-9A-Fa-f]{2})|%[01][0-9A-Fa-f]|%7[Ff]", adresse):
        return "l'adresse contient un caractère interdit"
    return ""


def corps(
    c: Consultation, fiche: Fiche[Any], developpe: Callable[[Fiche[Any]], bool] = lambda fiche: True
) -> Iterator[Anomalie]:
    """Une fiche écrite en Markdown est développée ; son corps n'a pas de titre de premier niveau."""
    if developpe(fiche) and len(fiche.corps.split()) < 20:
        yield Textes.CORPS_VIDE().dans(fiche.fichier, fiche.ligne_corps)
    for ligne, texte in _lignes(fiche):
        if re.match(r"#(?!#)\s", texte) or re.match(r"####", texte):
            yield Textes.INTERTITRE().dans(fiche.fichier, ligne)


def _lignes(fiche: Fiche[Any]) -> Iterator[tuple[int, str]]:
    return enumerate(fiche.corps.split("\n"), fiche.ligne_corps) if fiche.corps else iter(())
