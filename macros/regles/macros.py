"""Les appels de macros des pages : noms connus, arguments constants, rien d'autre.

Le Jinja d'une page s'exécute dans la construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.modele import GENRES, Anomalie, Base, Page
from macros.texte.balisage.pages import BLOC, MOT

from .outils import proche

MACROS: dict[str, dict[str, str]] = {
    "agenda": {},
    "actualites": {"jours": "entier", "maximum": "entier"},
    "appel_petite_commune": {},
    "archives_veille": {},
    "carte_achat": {},
    "carte_territoire": {},
    "liste_ess": {},
    "liste_par_departement": {},
    "liste_rencontres": {},
    "tableau_structures": {"famille": "familles-structures", "departement": "departements"},
    "champ_recherche": {},
    "dernier_30_30": {},
    "detail_seuils": {},
    "echeancier": {},
    "entrees_segments": {},
    "identite_reseau": {},
    "liste_a_revoir": {},
    "liste_calendriers": {},
    "lexique": {},
    "liste_donnees": {},
    "liste_flux": {},
    "liste_kits": {},
    "liste_parcours": {},
    "nom_reseau": {},
    "plan_30_30": {},
    "reference_champs": {"genre": "genre"},
    "seuil": {"nom": "seuil"},
    "tableau_bonnes_pratiques": {"theme": "themes", "profil": "profils", "taille": "tailles", "segment": "segments"},
    "tableau_clauses": {
        "segment": "segments",
        "theme": "themes",
        "nature": "natures",
        "taille": "tailles",
        "marche": "marches",
    },
    "liste_modeles": {},
    "tableau_agenda": {"type": "types-evenements", "profil": "profils", "departement": "departements"},
    "tableau_feuilles": {},
    "tableau_indicateurs": {"famille": "familles-indicateurs", "theme": "themes"},
    "tableau_seuils": {},
    "tableau_textes": {"nature": "natures-textes", "theme": "themes"},
    "tableau_veille": {"theme": "themes", "impact": "impacts", "annee": "annee", "segment": "segments"},
}
"""Macros ouvertes aux pages : argument → vocabulaire de ses valeurs, « entier » (1 à 400), « annee », « genre » ou « seuil »."""
GENRES_DE_CHAMPS = tuple(genre.schema for genre in GENRES.values() if genre.schema)
OBLIGATOIRES = {"seuil": "nom", "reference_champs": "genre"}
"""Macros qui ne veulent rien dire sans cet argument."""

DANS_LA_PHRASE = frozenset({"nom_reseau", "seuil"})
"""Macros qui rendent un mot de la phrase, et non un bloc."""
PAR_PAGE = 30
"""Appels admis dans une page : la page du dépôt qui en fait le plus en fait dix-neuf."""

_JINJA = Environment(autoescape=True)


def macros(base: Base) -> Iterator[Anomalie]:
    """Le Jinja d'une page n'est que ``{{ macro_connue("constante", cle=1) }}``."""
    for page in base.pages.values():
        try:
            yield from _macros(base, page)
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


def _macros(base: Base, page: Page) -> Iterator[Anomalie]:
    for ligne, genre, valeur in _JINJA.lex(page.corps):
        if genre in ("block_begin", "raw_begin", "comment_begin"):
            yield _refus(page, ligne, f"« {valeur.strip()} » n'est pas admis : seul l'appel d'une macro l'est")
            return
        if genre == "whitespace" and "\n" in valeur:
            yield _refus(page, ligne, "un appel de macro tient sur une ligne", "Écrivez-le d'un seul tenant.")
    appels = 0
    for noeud in _JINJA.parse(page.corps).body:
        for partie in noeud.nodes if isinstance(noeud, nodes.Output) else [noeud]:
            if isinstance(partie, nodes.TemplateData):
                continue
            appels += 1
            if appels > PAR_PAGE:
                yield Anomalie(
                    page.fichier,
                    page.ligne_corps + partie.lineno - 1,
                    1,
                    "trop-de-macros",
                    f"plus de {PAR_PAGE} appels de macros dans la page",
                    "Gardez-en moins, ou divisez la page.",
                )
                return
            if not (isinstance(partie, nodes.Call) and isinstance(partie.node, nodes.Name)):
                yield _refus(page, partie.lineno, "seul l'appel d'une macro est admis")
            elif partie.node.name not in MACROS:
                yield _refus(
                    page,
                    partie.lineno,
                    f"la macro « {partie.node.name} » n'existe pas",
                    proche(partie.node.name, list(MACROS)),
                )
            elif not page.en_tete.render_macros:
                yield _refus(
                    page,
                    partie.lineno,
                    "la page appelle une macro sans l'annoncer",
                    "Ajoutez « render_macros: true » dans l'en-tête de la page.",
                )
            else:
                yield from _arguments(base, page, partie)


def jeton(nom: str, rang: int) -> str:
    """Rend ce que laisse dans le Markdown l'appel de ce rang."""
    return (MOT if nom in DANS_LA_PHRASE else BLOC).format(rang)


def avec_jetons(page: Page) -> tuple[str, list[int]]:
    """Rend le corps où chaque appel a laissé son jeton, comme dans la construction, et la ligne de chaque appel, de 1.

    Rien n'est exécuté. Un corps que Jinja ne peut pas lire est rendu tel quel : la règle des macros l'aura signalé.
    """
    morceaux: list[str] = []
    lignes: list[int] = []
    nom, ouvert = "", False
    try:
        for ligne, genre, valeur in _JINJA.lex(page.corps):
            if genre == "variable_begin":
                nom, ouvert = "", True
                lignes.append(ligne)
            elif genre == "variable_end":
                morceaux.append(jeton(nom, len(lignes) - 1))
                ouvert = False
            elif not ouvert:
                morceaux.append(valeur)
            elif genre == "name" and not nom:
                nom = valeur
    except TemplateSyntaxError:
        return page.corps, []
    return "".join(morceaux), lignes


def _arguments(base: Base, page: Page, appel: nodes.Call) -> Iterator[Anomalie]:
    """Chaque argument est une constante, nommée par la macro, prise dans ses valeurs."""
    attendus = MACROS[appel.node.name]
    donnes = [*zip(attendus, appel.args, strict=False), *((k.key, k.value) for k in appel.kwargs)]
    constantes = all(isinstance(valeur, nodes.Const) for valeur in (*appel.args, *(v for _, v in donnes)))
    if appel.dyn_args or appel.dyn_kwargs or not constantes:
        yield _refus(page, appel.lineno, "les arguments d'une macro sont des textes ou des nombres en clair")
        return
    if len(appel.args) > len(attendus):
        yield _refus(
            page,
            appel.lineno,
            f"trop d'arguments pour « {appel.node.name} »",
            f"Arguments admis : {', '.join(attendus) or 'aucun'}.",
        )
    if (obligatoire := OBLIGATOIRES.get(appel.node.name)) and obligatoire not in dict(donnes):
        yield _refus(
            page,
            appel.lineno,
            f"« {appel.node.name} » demande l'argument « {obligatoire} »",
            f"Valeurs admises : {', '.join(_valeurs(base, attendus[obligatoire]))}.",
        )
    for nom, noeud in donnes:
        if nom not in attendus:
            yield _refus(
                page,
                appel.lineno,
                f"« {appel.node.name} » n'a pas d'argument « {nom} »",
                proche(nom, list(attendus), f"Arguments admis : {', '.join(attendus) or 'aucun'}."),
            )
            continue
        valeur, genre = noeud.value, attendus[nom]
        if genre == "seuil" and ("seuils", "seuils") in base.refusees:
            continue  # le fichier des seuils, illisible, est déjà signalé
        if genre == "entier":
            admis = isinstance(valeur, int) and not isinstance(valeur, bool) and 1 <= valeur <= 400
            conseil = "Un nombre entier de 1 à 400."
        elif genre == "annee":
            admis, conseil = bool(re.fullmatch(r"20\d\d", str(valeur))), 'Une année entre guillemets : "2026".'
        else:
            valeurs = _valeurs(base, genre)
            admis, conseil = valeur in valeurs, proche(str(valeur), valeurs, f"Valeurs admises : {', '.join(valeurs)}.")
        if not admis:
            yield _refus(page, appel.lineno, f"« {str(valeur)[:60]} » n'est pas admis pour « {nom} »", conseil)


def _valeurs(base: Base, genre: str) -> list[str]:
    if genre == "genre":
        return list(GENRES_DE_CHAMPS)
    if genre == "seuil":
        return [nom for fiche in base.seuils.values() for nom in fiche.contenu.seuils]
    fiche = base.vocabulaires.get(genre)
    return list(fiche.contenu.valeurs) if fiche else []


def _refus(page: Page, ligne: int, message: str, conseil: str = "") -> Anomalie:
    return Anomalie(
        page.fichier,
        page.ligne_corps + ligne - 1,
        1,
        "macro-interdite",
        message,
        conseil or f"Macros admises : {', '.join(MACROS)}.",
    )
