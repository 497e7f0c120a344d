"""Ce que les clauses ont à montrer : comment une clause tient, où vont ses textes, ce que le fonds contient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fraicheur import motifs
from macros.base.macro import macro
from macros.base.vocabulaire import Valeur
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import plus_mois

NATURES_DITES = 3
"""Types de clause nommés par document : les plus fréquents."""
CADRE = "cadre-reponse"
"""Le document où le candidat répond à ce qui est noté."""
AGES = ((1, "Vérifiée depuis un mois au plus"), (6, "De un à six mois"), (18, "De six à dix-huit mois"))
"""Mois écoulés depuis la vérification, au plus → ce qui se dit. Au-delà, et quand le droit a changé, une clause est à revoir."""


@macro()
def anatomie_clause(ctx: Contexte) -> Markup:
    """Rend les quatre parties d'une clause qui tient : obligation, preuve, contrôle, conséquence."""
    return ctx.fragment("clause/image_anatomie")


@macro()
def chemin_d_une_penalite(ctx: Contexte) -> Markup:
    """Rend le chemin d'une pénalité : relevé, mise en demeure, pénalité, plafond."""
    return ctx.fragment("clause/image_penalite")


@macro()
def place_des_textes(ctx: Contexte) -> Markup:
    """Rend les documents d'une consultation, chacun avec les types de clause qui y vont le plus souvent."""
    textes = [d for fiche in ctx.c.visibles("clauses") for d in fiche.contenu.dispositions]
    return ctx.fragment("clause/image_pieces", pieces=places(ctx.c, textes))


def places(c: Consultation, textes: Iterable[Disposition]) -> list[tuple[Valeur, str]]:
    """Rend chaque document où vont des textes, et leurs types de clause les plus fréquents ; ce qui est noté se répond dans un cadre."""
    par_piece: dict[str, Counter[str]] = {}
    for d in textes:
        par_piece.setdefault(d.piece, Counter())[c.libelle("natures", d.nature).lower()] += 1
        if d.elements:
            par_piece.setdefault(CADRE, Counter())["réponses à ce qui est noté"] += 1
    return [
        (v, ", ".join(nature for nature, _ in par_piece[code].most_common(NATURES_DITES)))
        for code, v in c.valeurs("pieces").items()
        if code in par_piece
    ]


@macro()
def etat_du_fonds(ctx: Contexte) -> Markup:
    """Rend le nombre de clauses par famille d'achat et par niveau."""
    c = ctx.c
    comptes = Counter(
        (segment, niveau)
        for fiche in c.visibles("clauses")
        for segment in fiche.contenu.segments
        for niveau in fiche.contenu.niveaux
    )
    niveaux = [(code, v.libelle) for code, v in c.valeurs("niveaux").items()]
    familles = [
        (v.libelle, [comptes[code, niveau] for niveau, _ in niveaux])
        for code, v in c.valeurs("segments").items()
        if any(comptes[code, niveau] for niveau, _ in niveaux)
    ]
    plus = max(comptes.values(), default=1)
    return ctx.fragment("clause/image_fonds", niveaux=[n for _, n in niveaux], familles=familles, plus=plus)


@macro()
def fonds_par_nature(ctx: Contexte) -> Markup:
    """Rend le nombre de clauses par type de clause."""
    return _par_valeur(ctx, "natures", "Les clauses, par type", lambda clause: clause.natures)


@macro()
def fonds_par_theme(ctx: Contexte) -> Markup:
    """Rend le nombre de clauses par thème."""
    return _par_valeur(ctx, "themes", "Les clauses, par thème", lambda clause: clause.themes)


@macro()
def fonds_par_fraicheur(ctx: Contexte) -> Markup:
    """Rend le nombre de clauses selon l'âge de leur vérification ; celles à revoir, à part."""
    c = ctx.c
    comptes = Counter("À revoir" if motifs(c, f) else _age(c.jour, f.contenu.verifie_le) for f in c.visibles("clauses"))
    barres = {nom: comptes[nom] for nom in (*(nom for _, nom in AGES), "À revoir")}
    return _barres(
        ctx,
        "fraicheur",
        "Les clauses, par fraîcheur",
        barres,
        "Une clause est à revoir quand le droit qu’elle cite a changé depuis sa vérification, ou après dix-huit mois.",
    )


def _age(jour: date, verifie: date) -> str:
    return next((nom for mois, nom in AGES if plus_mois(verifie, mois) >= jour), AGES[-1][1])


def _par_valeur(ctx: Contexte, vocabulaire: str, titre: str, codes: Callable[[Clause], Iterable[str]]) -> Markup:
    c = ctx.c
    comptes = Counter(code for f in c.visibles("clauses") for code in codes(f.contenu))
    barres = {v.libelle: comptes[code] for code, v in c.valeurs(vocabulaire).items() if comptes[code]}
    return _barres(ctx, vocabulaire, titre, barres, "Une clause de plusieurs sortes compte dans chacune.")


def _barres(ctx: Contexte, nom: str, titre: str, barres: Mapping[str, int], legende: str) -> Markup:
    """Rend une barre par ligne, le nombre écrit au bout."""
    plus = max(barres.values(), default=0) or 1
    return ctx.fragment(
        "clause/image_barres", cle=f"fonds-{nom}", titre=titre, barres=barres, plus=plus, legende=legende
    )
