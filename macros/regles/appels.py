"""Les appels de macros des pages : noms connus, arguments constants, rien d'autre.

Le Jinja d'une page s'exécute dans la construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.base.consultation import Consultation
from macros.base.page import Page
from macros.lecture.anomalie import Anomalie
from macros.regles.outils import proche

_JINJA = Environment(autoescape=True)


def appels(c: Consultation) -> Iterator[Anomalie]:
    """Le Jinja d'une page n'est que ``{{ macro_connue("constante", cle=1) }}``."""
    for page in c.pages.values():
        try:
            yield from _appels(c, page)
        except TemplateSyntaxError as erreur:
            yield Anomalie(
                page.fichier,
                page.ligne_corps + (erreur.lineno or 1) - 1,
                1,
                "macro-illisible",
                "cet appel de macro ne peut pas être lu",
                'Écrivez {{ nom_de_macro(argument="valeur") }} ; pour des accolades en clair, retirez-les.',
            )
        except (RecursionError, ValueError, OverflowError):
            yield Anomalie(
                page.fichier,
                page.ligne_corps,
                1,
                "macro-illisible",
                "un appel de macro est trop compliqué pour être lu",
                "Retirez les parenthèses et les nombres en trop.",
            )


def _appels(c: Consultation, page: Page) -> Iterator[Anomalie]:
    for ligne, genre, valeur in _JINJA.lex(page.corps):
        if genre in ("block_begin", "raw_begin", "comment_begin"):
            yield _refus(c, page, ligne, f"« {valeur.strip()} » n'est pas admis : seul l'appel d'une macro l'est")
            return
    for noeud in _JINJA.parse(page.corps).body:
        for partie in noeud.nodes if isinstance(noeud, nodes.Output) else [noeud]:
            if isinstance(partie, nodes.TemplateData):
                continue
            if not (isinstance(partie, nodes.Call) and isinstance(partie.node, nodes.Name)):
                yield _refus(c, page, partie.lineno, "seul l'appel d'une macro est admis")
            elif partie.node.name not in c.macros:
                yield _refus(
                    c,
                    page,
                    partie.lineno,
                    f"la macro « {partie.node.name} » n'existe pas",
                    proche(partie.node.name, list(c.macros)),
                )
            elif not page.en_tete.render_macros:
                yield _refus(
                    c,
                    page,
                    partie.lineno,
                    "la page appelle une macro sans l'annoncer",
                    "Ajoutez « render_macros: true » dans l'en-tête de la page.",
                )
            else:
                yield from _arguments(c, page, partie)


def _arguments(c: Consultation, page: Page, appel: nodes.Call) -> Iterator[Anomalie]:
    """Chaque argument est une constante, nommée par la macro, prise dans ses valeurs."""
    macro = c.macros[appel.node.name]
    attendus = macro.arguments
    donnes = [*zip(attendus, appel.args, strict=False), *((k.key, k.value) for k in appel.kwargs)]
    constantes = all(isinstance(valeur, nodes.Const) for valeur in (*appel.args, *(v for _, v in donnes)))
    if appel.dyn_args or appel.dyn_kwargs or not constantes:
        yield _refus(c, page, appel.lineno, "les arguments d'une macro sont des textes ou des nombres en clair")
        return
    if len(appel.args) > len(attendus):
        yield _refus(
            c,
            page,
            appel.lineno,
            f"trop d'arguments pour « {appel.node.name} »",
            f"Arguments admis : {', '.join(attendus) or 'aucun'}.",
        )
    if (obligatoire := macro.exige) and obligatoire not in dict(donnes):
        yield _refus(
            c,
            page,
            appel.lineno,
            f"« {appel.node.name} » demande l'argument « {obligatoire} »",
            f"Valeurs admises : {', '.join(_valeurs(c, attendus[obligatoire]))}.",
        )
    for nom, noeud in donnes:
        if nom not in attendus:
            yield _refus(
                c,
                page,
                appel.lineno,
                f"« {appel.node.name} » n'a pas d'argument « {nom} »",
                proche(nom, list(attendus), f"Arguments admis : {', '.join(attendus) or 'aucun'}."),
            )
            continue
        valeur, genre = noeud.value, attendus[nom]
        if genre == "seuil" and any(nom == "seuils" for nom, _ in c.base.refusees):
            continue  # le fichier des seuils, illisible, est déjà signalé
        if genre == "entier":
            admis = isinstance(valeur, int) and not isinstance(valeur, bool) and 1 <= valeur <= 400
            conseil = "Un nombre entier de 1 à 400."
        elif genre == "annee":
            admis, conseil = bool(re.fullmatch(r"20\d\d", str(valeur))), 'Une année entre guillemets : "2026".'
        else:
            valeurs = _valeurs(c, genre)
            admis, conseil = valeur in valeurs, proche(str(valeur), valeurs, f"Valeurs admises : {', '.join(valeurs)}.")
        if not admis:
            yield _refus(c, page, appel.lineno, f"« {str(valeur)[:60]} » n'est pas admis pour « {nom} »", conseil)


def _valeurs(c: Consultation, genre: str) -> list[str]:
    if genre == "genre":
        return [g.schema for g in c.genres.values() if g.schema]
    if genre == "seuil":
        return [nom for fiche in c.fiches("seuils").values() for nom in fiche.contenu.seuils]
    fiche = c.fiches("vocabulaires").get(genre)
    return list(fiche.contenu.valeurs) if fiche else []


def _refus(c: Consultation, page: Page, ligne: int, message: str, conseil: str = "") -> Anomalie:
    return Anomalie(
        page.fichier,
        page.ligne_corps + ligne - 1,
        1,
        "macro-interdite",
        message,
        conseil or f"Macros admises : {', '.join(c.macros)}.",
    )
