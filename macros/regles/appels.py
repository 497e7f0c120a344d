"""Les appels de macros des pages : noms connus, arguments constants, rien d'autre.

Le Jinja d'une page s'exécute dans la construction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.base.consultation import Consultation
from macros.base.macro import Macro
from macros.base.page import Page
from macros.lecture.anomalie import Anomalie, proche
from macros.lecture.defauts_des_pages import Pages
from macros.texte.balisage.pages import BLOC, MOT

PAR_PAGE = 30
"""Appels admis dans une page : la page du dépôt qui en fait le plus en fait dix-neuf."""

_JINJA = Environment(autoescape=True)


def appels(c: Consultation, page: Page) -> Iterator[Anomalie]:
    """Le Jinja d'une page n'est que ``{{ macro_connue("constante", cle=1) }}``."""
    try:
        yield from _appels(c, page)
    except TemplateSyntaxError as erreur:
        yield Pages.MACRO_ILLISIBLE().dans(page.fichier, page.ligne_corps + (erreur.lineno or 1) - 1)
    except (RecursionError, ValueError, OverflowError):
        message = "un appel de macro est trop compliqué pour être lu"
        constat = Pages.MACRO_ILLISIBLE(message, "Retirez les parenthèses et les nombres en trop.")
        yield constat.dans(page.fichier, page.ligne_corps)


def _appels(c: Consultation, page: Page) -> Iterator[Anomalie]:
    for ligne, genre, valeur in _JINJA.lex(page.corps):
        if genre in ("block_begin", "raw_begin", "comment_begin"):
            yield _refus(c, page, ligne, f"« {valeur.strip()} » n'est pas admis : seul l'appel d'une macro l'est")
            return
        if genre == "data" and "}}" in valeur:
            ligne += valeur[: valeur.index("}}")].count("\n")
            yield _refus(c, page, ligne, "« }} » ne ferme rien", "Ouvrez l'appel par « {{ », ou retirez l'accolade.")
        if genre == "whitespace" and "\n" in valeur:
            yield _refus(c, page, ligne, "un appel de macro tient sur une ligne", "Écrivez-le d'un seul tenant.")
    nombre, blocs = 0, set()
    for noeud in _JINJA.parse(page.corps).body:
        for partie in noeud.nodes if isinstance(noeud, nodes.Output) else [noeud]:
            if isinstance(partie, nodes.TemplateData):
                continue
            nombre += 1
            if nombre > PAR_PAGE:
                yield Pages.TROP_DE_MACROS(maximum=PAR_PAGE).dans(page.fichier, page.ligne_corps + partie.lineno - 1)
                return
            refuser = partial(_refus, c, page, partie.lineno)
            if not (isinstance(partie, nodes.Call) and isinstance(partie.node, nodes.Name)):
                yield refuser("seul l'appel d'une macro est admis")
            elif (nom := partie.node.name) not in c.macros:
                yield refuser(f"la macro « {nom} » n'existe pas", proche(nom, list(c.macros)))
            elif not page.en_tete.render_macros:
                conseil = "Ajoutez « render_macros: true » dans l'en-tête de la page."
                yield refuser("la page appelle une macro sans l'annoncer", conseil)
            else:
                yield from _arguments(c, c.macros[nom], partie, refuser)
                if not c.macros[nom].en_phrase and repr(partie) in blocs:
                    yield refuser(f"« {nom} » est déjà appelée ainsi dans la page", "Gardez un seul des deux appels.")
                blocs.add(repr(partie))


def jeton(en_phrase: bool, rang: int) -> str:
    """Rend ce que laisse dans le Markdown l'appel de ce rang."""
    return (MOT if en_phrase else BLOC).format(rang)


def avec_jetons(c: Consultation, page: Page) -> tuple[str, tuple[int, ...]]:
    """Rend le corps où chaque appel a laissé son jeton, comme dans la construction, et la ligne de chaque appel, de 1.

    Rien n'est exécuté. Un corps que Jinja ne peut pas lire est rendu tel quel : la règle des macros l'aura signalé.
    """
    return _avec_jetons(page.corps, frozenset(macro.nom for macro in c.macros.values() if macro.en_phrase))


@lru_cache(256)
def _avec_jetons(corps: str, en_phrase: frozenset[str]) -> tuple[str, tuple[int, ...]]:
    morceaux: list[str] = []
    lignes: list[int] = []
    nom, ouvert = "", False
    try:
        for ligne, genre, valeur in _JINJA.lex(corps):
            if genre == "variable_begin":
                nom, ouvert = "", True
                lignes.append(ligne)
            elif genre == "variable_end":
                morceaux.append(jeton(nom in en_phrase, len(lignes) - 1))
                ouvert = False
            elif not ouvert:
                morceaux.append(valeur)
            elif genre == "name" and not nom:
                nom = valeur
    except TemplateSyntaxError:
        return corps, ()
    return "".join(morceaux), tuple(lignes)


def _arguments(
    c: Consultation, macro: Macro, appel: nodes.Call, refuser: Callable[..., Anomalie]
) -> Iterator[Anomalie]:
    """Chaque argument est une constante, nommée par la macro, prise dans ses valeurs."""
    attendus = macro.arguments
    donnes = [*zip(attendus, appel.args, strict=False), *((k.key, k.value) for k in appel.kwargs)]
    constantes = all(isinstance(valeur, nodes.Const) for valeur in (*appel.args, *(v for _, v in donnes)))
    if appel.dyn_args or appel.dyn_kwargs or not constantes:
        yield refuser("les arguments d'une macro sont des textes ou des nombres en clair")
        return
    noms = [nom for nom, _ in donnes]
    if double := next((nom for nom in noms if noms.count(nom) > 1), None):
        yield refuser(f"l'argument « {double} » est donné deux fois", "Gardez-en un seul.")
    admis = f"Arguments admis : {', '.join(attendus) or 'aucun'}."
    if len(appel.args) > len(attendus):
        yield refuser(f"trop d'arguments pour « {macro.nom} »", admis)
    if macro.exige and macro.exige not in dict(donnes):
        valeurs = ", ".join(_valeurs(c, attendus[macro.exige]))
        yield refuser(f"« {macro.nom} » demande l'argument « {macro.exige} »", f"Valeurs admises : {valeurs}.")
    for nom, noeud in donnes:
        if nom not in attendus:
            conseil = proche(nom, list(attendus), admis)
            yield refuser(f"« {macro.nom} » n'a pas d'argument « {nom} »", conseil)
        elif conseil := _conseil(c, attendus[nom], valeur := noeud.as_const()):
            yield refuser(f"« {str(valeur)[:60]} » n'est pas admis pour « {nom} »", conseil)


def _conseil(c: Consultation, genre: str, valeur: Any) -> str:
    """Rend ce qu'il faut écrire à la place d'une valeur refusée, ou une chaîne vide si elle est admise."""
    if genre == "entier":
        admis = isinstance(valeur, int) and not isinstance(valeur, bool) and 1 <= valeur <= 400
        return "" if admis else "Un nombre entier de 1 à 400."
    if genre == "annee":
        return "" if re.fullmatch(r"20\d\d", str(valeur)) else 'Une année entre guillemets : "2026".'
    valeurs = _valeurs(c, genre)
    # Le fichier des seuils, illisible, est déjà signalé.
    if valeur in valeurs or (genre == "seuil" and c.refusee("seuils")):
        return ""
    return proche(str(valeur), valeurs, f"Valeurs admises : {', '.join(valeurs)}.")


def _valeurs(c: Consultation, genre: str) -> list[str]:
    if genre == "seuil":
        return [nom for fiche in c.fiches("seuils").values() for nom in fiche.contenu.seuils]
    return [fiche.id for fiche in c.visibles(genre)] if genre in c.genres else list(c.valeurs(genre))


def _refus(c: Consultation, page: Page, ligne: int, message: str, conseil: str = "") -> Anomalie:
    constat = Pages.MACRO_INTERDITE(message, conseil, macros=list(c.macros))
    return constat.dans(page.fichier, page.ligne_corps + ligne - 1)
