"""Les textes des fiches : ni HTML, ni gabarit, ni lien trompeur."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from macros.modele import GENRES, Adresse, Anomalie, Balise, Base, Fiche
from macros.texte.balisage import leger
from macros.texte.variables import VARIABLE

HTML = re.compile(r"<[A-Za-z/!?]")
GABARIT = re.compile(r"\{[{%#]")


def html_brut(base: Base) -> Iterator[Anomalie]:
    """Aucun texte de fiche ne contient de HTML ni de script."""
    for _, fiche in base.par_genre():
        for chemin, texte in fiche.textes:
            if trouve := HTML.search(texte):
                yield fiche.anomalie(
                    chemin,
                    "html-brut",
                    f"« {texte[trouve.start() : trouve.start() + 12]} » ressemble à du HTML",
                    "Employez les listes, **gras**, *italique* et [lien](https://…). "
                    "Pour « inférieur à », laissez une espace après <.",
                )
        for ligne, texte in _lignes(fiche):
            if HTML.search(texte):
                yield Anomalie(
                    fiche.fichier,
                    ligne,
                    HTML.search(texte).start() + 1,
                    "html-brut",
                    "le HTML n'est pas admis dans une fiche",
                    "Employez le Markdown.",
                )


def gabarit(base: Base) -> Iterator[Anomalie]:
    """``{{nom}}`` ne sert qu'aux variables d'une clause ; ``{% %}`` et ``{# #}`` ne servent à rien dans une fiche."""
    for genre, fiche in base.par_genre():
        for chemin, texte in fiche.textes:
            reste = VARIABLE.sub("", texte) if genre == "clauses" else texte
            if trouve := GABARIT.search(reste):
                yield fiche.anomalie(
                    chemin,
                    "gabarit-interdit",
                    f"« {reste[trouve.start() : trouve.start() + 12]} » n'est pas admis",
                    "Une variable de clause s'écrit {{nom}} ; un seuil, dans une fiche qui dit le droit du jour, "
                    '{{ seuil("nom") }}. Ailleurs, écrivez le texte en clair.',
                )
        for ligne, texte in _lignes(fiche):
            if trouve := GABARIT.search(texte):
                yield Anomalie(
                    fiche.fichier,
                    ligne,
                    trouve.start() + 1,
                    "gabarit-interdit",
                    "une fiche n'appelle pas de macro",
                    "Écrivez le texte en clair.",
                )


def liens(base: Base) -> Iterator[Anomalie]:
    """Toute adresse est en https, complète, sans identifiant ni nom de domaine trompeur."""
    for _, fiche in base.par_genre():
        for chemin, _, adresse in fiche.marques(Adresse):
            if defaut := defaut_adresse(adresse):
                yield fiche.anomalie(chemin, "lien-refuse", f"« {adresse[:80]} » : {defaut}", CONSEIL_LIEN)
        for chemin, _, texte in fiche.marques(Balise):
            yield from _liens_du_texte(base, fiche, chemin, texte)
        if fiche.corps:
            yield from _liens_du_texte(base, fiche, (), fiche.corps)


CONSEIL_LIEN = "Copiez l'adresse complète de la page, qui commence par https://."


def _liens_du_texte(base: Base, fiche: Fiche, chemin: tuple, texte: str) -> Iterator[Anomalie]:
    for adresse in leger.liens(texte):
        if defaut := defaut_lien(base, adresse):
            yield fiche.anomalie(chemin, *defaut)


def defaut_lien(base: Base, adresse: str) -> tuple[str, str, str] | None:
    """Rend (code, message, conseil) pour un lien, interne ou externe, qui ne va pas ; ``None`` s'il va."""
    if adresse.startswith("/") and not adresse.startswith("//"):
        if adresse_connue(base, adresse):
            return None
        conseil = "Vérifiez le chemin : /clauses/nom-de-la-fiche/, /bonnes-pratiques/…/, /veille/AAAA/…/."
        return "lien-interne", f"« {adresse} » n'existe pas sur le site", conseil
    if defaut := defaut_adresse(adresse):
        return "lien-refuse", f"« {adresse[:80]} » : {defaut}", CONSEIL_LIEN
    return None


JEUX = {
    "pratiques": "bonnes-pratiques",
    "feuilles": "feuilles-de-route",
    "termes": "lexique",
    "ess": "types-de-structures",
    "evenements": "agenda",
}
"""Genres dont les données ouvertes portent un autre nom."""
EN_WORD = ("feuilles", "modeles", "kits")
"""Genres dont chaque fiche se télécharge en document Word."""


def sorties(base: Base) -> set[str]:
    """Rend les fichiers que produisent ``flux``, ``calendrier`` et ``exports``, vers lesquels une page peut faire un lien."""
    canaux = ["veille", "impact-fort", "editions", "clauses", "agenda", "a-revoir"]
    for genre, dossier in (("themes", "veille"), ("segments", "segments")):
        if vocabulaire := base.vocabulaires.get(genre):
            canaux += [f"{dossier}/{code}" for code in vocabulaire.contenu.valeurs]
    produits = {f"flux/{canal}.{extension}" for canal in canaux for extension in ("rss", "atom")}
    produits |= {"flux/veille.json", "flux/echeances.ics", "flux/agenda.ics"}
    produits |= {f"agenda/{nom}.ics" for nom in base.evenements}
    produits |= {base.adresse(genre, nom)[:-1] + ".docx" for genre in EN_WORD for nom in getattr(base, genre)}
    produits.add("donnees/datapackage.json")
    for genre in GENRES.values():
        if genre.schema:
            jeu = JEUX.get(genre.nom, genre.nom)
            produits |= {f"donnees/{jeu}.{fin}" for fin in ("json", "csv", "table-schema.json")}
            produits |= {f"donnees/schemas/fichiers/{jeu}.json", f"donnees/schemas/{genre.schema}.json"}
    return produits


def adresse_connue(base: Base, adresse: str) -> bool:
    """Dit si un chemin du site mène à une page publiée, à une sortie, ou à une fiche que l'on vient de refuser."""
    chemin = urlsplit(adresse).path.strip("/")
    if not chemin or f"{chemin}.md" in base.pages or f"{chemin}/index.md" in base.pages:
        return True
    dossier, _, nom = chemin.rpartition("/")
    if "." in nom and chemin in sorties(base):
        return True
    if dossier == "clauses" and nom in base.clauses:
        return base.clauses[nom].contenu.statut != "brouillon"
    return f"{chemin}/" in base.adresses or any(nom == refusee for _, refusee in base.refusees)


def defaut_adresse(adresse: str) -> str:
    """Rend ce qui ne va pas dans une adresse externe, ou une chaîne vide."""
    try:
        parties = urlsplit(adresse)
        hote = parties.hostname or ""
    except ValueError:
        return "adresse illisible"
    if parties.scheme != "https":
        return "seules les adresses https sont admises"
    if parties.username is not None or parties.password is not None or "@" in parties.netloc:
        return "une adresse ne contient pas d'identifiant avant @"
    if not hote.isascii() or "xn--" in hote:
        return "le nom de domaine contient des lettres trompeuses"
    if "." not in hote or not re.fullmatch(r"[a-z0-9.-]+", hote) or re.fullmatch(r"[0-9.]+", hote):
        return "le nom de domaine est incomplet"
    if re.search(r"[\s<>\"'`\\{}|^]", adresse):
        return "l'adresse contient un caractère interdit"
    return ""


def corps(base: Base) -> Iterator[Anomalie]:
    """Une bonne pratique, un modèle et une entrée d'impact fort sont développés ; aucun corps n'a de titre de premier niveau."""
    for genre in ("veille", "pratiques", "modeles"):
        for fiche in getattr(base, genre).values():
            developpe = genre != "veille" or fiche.contenu.impact == "fort"
            if developpe and len(fiche.corps.split()) < 20:
                yield Anomalie(
                    fiche.fichier,
                    fiche.ligne_corps,
                    1,
                    "corps-vide",
                    "le texte sous l'en-tête manque ou est trop court",
                    "Ajoutez au moins un paragraphe : un exemple, ce qu'il faut vérifier.",
                )
            for ligne, texte in _lignes(fiche):
                if re.match(r"#(?!#)\s", texte) or re.match(r"####", texte):
                    yield Anomalie(
                        fiche.fichier,
                        ligne,
                        1,
                        "intertitre",
                        "seuls les intertitres ## et ### sont admis",
                        "Le titre de la page vient du champ « titre ».",
                    )


def _lignes(fiche: Fiche) -> Iterator[tuple[int, str]]:
    return enumerate(fiche.corps.split("\n"), fiche.ligne_corps) if fiche.corps else iter(())
