"""Ce que l'on écrit d'une comparaison : la page à lire, et les changements en JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.base.consultation import Consultation
from macros.sentinelle.comparaison import Changement, Comparaison
from macros.sentinelle.mot_a_mot import mot_a_mot, neutre
from macros.sentinelle.redaction import NON_FIXEE_DITE
from macros.sentinelle.suivi import Suivi
from macros.sentinelle.touchees import GENRES, Touchees, touchees
from macros.texte.dates import date_longue
from macros.texte.typographie import typographier

NATURES = {"modifie": "Modifié", "abroge": "Abrogé", "cree": "Créé", "a-venir": "À venir"}
"""Nature d'un changement → son intitulé, dans l'ordre de la page."""
DEVANT = {"loi": "la ", "décret": "le ", "texte": "le ", "ordonnance": "l’", "arrêté": "l’"}
"""Sorte de texte → l'article qui la précède dans une phrase."""

LIENS_MAX = 12
"""Fiches d'un genre que la page nomme."""


@dataclass(frozen=True)
class Vu:
    """Un changement, et les fiches qu'il touche. ``nom`` : « L. 2112-2 du code de la commande publique »."""

    changement: Changement
    touchees: Touchees
    nom: str
    reference: str
    au_registre: bool
    url: str

    @property
    def quoi(self) -> str:
        """Rend « modifié », « abrogation à venir »."""
        dit = NATURES[self.changement.nature].lower()
        if self.changement.nature != "a-venir" or bool(self.changement.avant) == bool(self.changement.apres):
            return dit
        return f"{'création' if self.changement.apres else 'abrogation'} {dit}"

    @property
    def quand(self) -> str:
        """Rend « le 1er janvier 2027 », ou ce que l'on dit d'une date non fixée."""
        if self.changement.date is None:
            return NON_FIXEE_DITE
        return f"{'constaté ' if self.changement.constate else ''}le {date_longue(self.changement.date)}"


def vus(changements: Iterable[Changement], suivi: Suivi) -> list[Vu]:
    """Rend chaque changement avec les fiches qu'il touche."""
    rendus = []
    for changement in changements:
        texte = suivi.textes[changement.texte]
        ref = suivi.ref(changement.texte, changement.article) if changement.article else None
        titre = f"{texte.titre[0].lower()}{texte.titre[1:]}"
        article = "L’ensemble" if not changement.article else changement.article
        nom = neutre(typographier(f"{article} du {titre}" if texte.titre.startswith("Code") else f"{article}, {titre}"))
        reference = texte.reference(changement.article) if changement.article else ""
        rendus.append(Vu(changement, touchees(suivi.c, ref), nom, reference, ref is not None, texte.url))
    return rendus


def en_json(comparaison: Comparaison, changes: list[Vu]) -> str:
    """Rend ``changements.json``."""
    liste = [
        {
            "texte": vu.changement.texte,
            "article": vu.changement.article,
            "nature": vu.changement.nature,
            "date": vu.changement.date.isoformat() if vu.changement.date else None,
            **vu.touchees.par_genre,
        }
        for vu in changes
    ]
    dit = {"du": comparaison.du.isoformat(), "au": comparaison.au.isoformat(), "changements": liste}
    return json.dumps(dit, ensure_ascii=False, indent=1) + "\n"


def en_page(c: Consultation, comparaison: Comparaison, changes: list[Vu], attendus: list[Vu]) -> str:
    """Rend ``page.md`` : par nature, chaque article mot à mot, et les fiches qui le citent ; puis ce qui reste attendu."""
    lignes = [f"# Le droit, du {date_longue(comparaison.du)} au {date_longue(comparaison.au)}", "", compter(changes)]
    for nature, titre in NATURES.items():
        siens = [vu for vu in changes if vu.changement.nature == nature]
        if siens:
            lignes += ["", f"## {titre} ({len(siens)})"]
        for vu in siens:
            lignes += ["", f"### {vu.nom}", "", _quand(vu), *_texte(vu), "", *fiches(c, vu.touchees)]
    if attendus:
        lignes += [
            "",
            f"## Déjà annoncé ({len(attendus)})",
            "",
            *(f"- {vu.nom} : {vu.quoi}, {vu.quand}" for vu in attendus),
        ]
    if comparaison.en_retard:
        lignes += [
            "",
            f"## La source est en retard sur le registre, ou le registre se trompe ({len(comparaison.en_retard)})",
            "",
        ]
        lignes += [
            f"- {reference} : depuis le {date_longue(source)} dans la source, le {date_longue(registre)} au registre"
            for reference, source, registre in comparaison.en_retard
        ]
    return en_source(lignes)


def en_source(lignes: list[str]) -> str:
    """Rend ces lignes comme un fichier d'ici : des espaces simples, l'affichage pose les insécables."""
    return "\n".join(lignes).replace("\u00a0", " ") + "\n"


def compter(changes: list[Vu]) -> str:
    """Rend « 2 modifiés, 1 à venir. », ou ce que l'on dit quand rien n'a changé."""
    nombres = {n: sum(vu.changement.nature == n for vu in changes) for n in NATURES}
    dits = [
        f"{n} {NATURES[nature].lower()}{'s' if n > 1 and nature != 'a-venir' else ''}"
        for nature, n in nombres.items()
        if n
    ]
    return f"{', '.join(dits)}." if dits else "Rien n’a changé."


def _quand(vu: Vu) -> str:
    par = ", ".join(f"{DEVANT[loi.split()[0]]}{loi}" for loi in (vu.changement.par or "").split(" ; ") if loi)
    quand = vu.quand if vu.changement.date else f"à une {vu.quand}"
    precision = f" ({vu.quoi})" if vu.changement.nature == "a-venir" else ""
    return f"{quand[0].upper()}{quand[1:]}{f', par {neutre(par)}' if par else ''}{precision}."


def _texte(vu: Vu) -> Iterator[str]:
    avant, apres = vu.changement.avant, vu.changement.apres
    if avant and apres:
        yield from ("", f"> {mot_a_mot(avant, apres)}")
    elif dit := apres or avant:
        marque = "**" if apres else "~~"
        for ligne in dit.split("\n"):
            yield from ("", f"> {marque}{neutre(ligne)}{marque}")


def fiches(c: Consultation, touchees: Touchees) -> Iterator[str]:
    """Rend une ligne par genre de fiches touchées, chacune avec son lien ; ou dit qu'aucune ne l'est."""
    for genre in GENRES:
        if noms := touchees.par_genre[genre]:
            liens = [f"[{c.fiches(genre)[n].contenu.titre}](/{c.adresse(genre, n)})" for n in noms[:LIENS_MAX]]
            liens += [f"et {reste} autres, dans `changements.json`"] if (reste := len(noms) - LIENS_MAX) > 0 else []
            yield f"- {c.genres[genre].titre} ({len(noms)}) : {', '.join(liens)}"
    if not touchees:
        yield "Aucune fiche ne le cite."
