"""La liste cherchable d'un genre, telle que sa déclaration la décrit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from macros.base.citations import citees
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.fraicheur import motifs
from macros.base.tableau import Facette, Tableau
from macros.sorties.html.contexte import Contexte
from macros.texte.langue import MOTS_VIDES

SEUIL_LIGNES = 300
"""Au-delà, le tableau complet tient en une page statique par valeur d'une facette."""


ETATS = {"a-jour": "À jour", "a-revoir": "À revoir"}
ETAT = Facette("etat", "État", lambda c, f: ["a-revoir" if motifs(c, f) else "a-jour"], valeurs=ETATS)
"""La facette des genres que l'on revoit."""

Ligne = tuple[Fiche[Any], dict[str, Sequence[str]]]
"""Une fiche et ses codes, par facette."""


def codes(c: Consultation, t: Tableau, fiche: Fiche[Any]) -> dict[str, Sequence[str]]:
    """Rend les codes de chaque facette pour une fiche."""
    return {f.nom: f.codes(c, fiche) for f in t.facettes}


@une_fois
def _lignes(c: Consultation, genre: str) -> list[Ligne]:
    """Rend toutes les fiches de la liste d'un genre, dans son ordre."""
    t = c.genres[genre].pages.tableau
    fiches = sorted(c.visibles(genre), key=t.cle) if t.cle else c.visibles(genre)
    return [(fiche, codes(c, t, fiche)) for fiche in fiches]


def tableau(ctx: Contexte, genre: str, **restreindre: str) -> Markup:
    """Rend la liste des fiches d'un genre ; ``restreindre`` associe une facette à un code, vide s'il ne restreint rien.

    Au-delà de ``SEUIL_LIGNES`` fiches, une liste entière qui se découpe renvoie à ses pages statiques.
    """
    c, t = ctx.c, ctx.c.genres[genre].pages.tableau
    voulus = {nom: code for nom, code in restreindre.items() if code}
    lignes = [li for li in _lignes(c, genre) if all(code in li[1].get(nom, ()) for nom, code in voulus.items())]
    comptes = {f.nom: Counter(code for _, siens in lignes for code in siens[f.nom]) for f in t.facettes}
    pages = []
    if t.decoupe and not voulus and len(lignes) > SEUIL_LIGNES:
        facette = next(f for f in t.facettes if f.nom == t.decoupe[0])
        pages = [
            (c.libelle(facette.vocabulaire, code), f"{ctx.r}{t.decoupe[1].format(code=code)}", n)
            for code, n in sorted(comptes[facette.nom].items())
        ]
    facettes = [
        (f, valeurs)
        for f in t.facettes
        if f.case and f.nom not in voulus and len(valeurs := _valeurs(c, f, comptes[f.nom])) > 1
    ]
    fragment = "tableau" if voulus else t.fragment
    ctx.dire("liste")
    if fragment == "trouveur":
        ctx.dire("recherche")
    return ctx.fragment(
        fragment,
        genre=genre,
        declare=t,
        noms=t.noms,
        facettes=facettes,
        pages=pages,
        total=len(lignes),
        groupes=[] if pages else _groupes(c, t, lignes, voulus),
        mots={fiche.id: _mots(c, t, fiche) for fiche, _ in lignes},
        vides=" ".join(sorted(MOTS_VIDES)),
    )


def _groupes(
    c: Consultation, t: Tableau, lignes: list[Ligne], voulus: Mapping[str, str]
) -> list[tuple[str, str, list[Ligne], list[Fiche[Any]]]]:
    """Rend (code, intitulé, lignes, fiches d'un autre groupe qui ont aussi ce code) des groupes de la liste.

    Une liste restreinte, ou sans groupe, n'en a qu'un, sans intitulé.
    """
    if not t.groupe or voulus:
        return [(voulus.get(t.decoupe[0], "") if t.decoupe else "", "", lignes, [])]
    siennes: dict[tuple[int, str, str], list[Ligne]] = {}
    for ligne in lignes:
        siennes.setdefault(t.groupe(c, ligne[0]), []).append(ligne)
    aussi: dict[tuple[int, str, str], list[Fiche[Any]]] = {}
    if t.decoupe:
        facette = next(f for f in t.facettes if f.nom == t.decoupe[0])
        valeurs = {
            code: (rang, code, v.libelle) for rang, (code, v) in enumerate(c.valeurs(facette.vocabulaire).items())
        }
        for fiche, ses_codes in lignes:
            for code in ses_codes[facette.nom]:
                if valeurs[code] != t.groupe(c, fiche):
                    aussi.setdefault(valeurs[code], []).append(fiche)
    return [(g[1], g[2], siennes.get(g, []), aussi.get(g, [])) for g in sorted({*siennes, *aussi})]


def _mots(c: Consultation, t: Tableau, fiche: Fiche[Any]) -> str:
    """Rend les références qui trouvent la fiche : les articles qu'elle cite, et ce que son genre ajoute."""
    refs = [ref.reference for ref in citees(c, fiche).values()]
    return " ".join([*refs, *(t.mots(fiche) if t.mots else ())])


def _valeurs(c: Consultation, facette: Facette, comptes: Counter[str]) -> list[tuple[str, str, int]]:
    if facette.valeurs:
        return [(code, nom, comptes[code]) for code, nom in facette.valeurs.items() if comptes[code]]
    if not facette.vocabulaire:
        return [(code, code, comptes[code]) for code in sorted(comptes, reverse=True)]
    valeurs = c.valeurs(facette.vocabulaire)
    return [(code, v.libelle, comptes[code]) for code, v in valeurs.items() if comptes[code]]
