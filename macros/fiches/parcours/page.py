"""Les pages de formation : l'accueil d'un parcours, ses questions, sa place autour de chaque étape, la carte de l'achat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from macros.base.consultation import Consultation, Fiches, titre_de, une_fois
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import PageRendue
from macros.fiches.parcours.modele import EtapeDeParcours, Parcours
from macros.sorties.html.contexte import Contexte


@dataclass(frozen=True)
class Voisines:
    """La place d'une page dans un parcours. ``rang`` part de 1 ; ``suivante`` mène aux questions après la dernière étape."""

    parcours: Fiche[Parcours]
    rang: int
    precedente: tuple[str, str] | None
    suivante: tuple[str, str]


def par_ordre(c: Consultation) -> Fiches:
    """Rend les parcours dans l'ordre que leurs auteurs ont voulu."""
    return sorted(c.visibles("parcours"), key=lambda f: (f.contenu.ordre, f.id))


def page(ctx: Contexte, fiche: Fiche[Parcours]) -> PageRendue:
    """Rend l'accueil d'un parcours : pour qui, combien de temps, les étapes."""
    parties: dict[str, list[tuple[int, EtapeDeParcours]]] = {}
    for rang, etape in enumerate(fiche.contenu.etapes, 1):
        parties.setdefault(etape.partie, []).append((rang, etape))
    html = ctx.de_fiche("parcours/fiche", "parcours", fiche, parties=parties, titre_de=partial(titre_de, ctx.c))
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (("Se former", "parcours/"),))


def questions(ctx: Contexte, fiche: Fiche[Parcours]) -> PageRendue:
    """Rend la fin d'un parcours : trois questions, leurs réponses à déplier, et la suite."""
    parcours = fiche.contenu
    titre = f"Trois questions pour finir ({parcours.titre.partition(' : ')[0].lower()})"
    html = ctx.fragment(
        "parcours/questions", fiche=fiche, c=parcours, derniere=parcours.etapes[-1], titre_de=partial(titre_de, ctx.c)
    )
    ariane = (("Se former", "parcours/"), (parcours.titre, f"parcours/{fiche.id}/"))
    return PageRendue(titre, f"Vérifiez ce que vous avez retenu. {parcours.resume}", html, ariane)


@une_fois
def voisines(c: Consultation) -> dict[str, list[Voisines]]:
    """Rend, pour l'adresse de chaque page d'étape, sa place dans les parcours qui la contiennent."""
    table: dict[str, list[Voisines]] = {}
    for fiche in par_ordre(c):
        etapes = [(f"{e.page}/", titre_de(c, e.page)) for e in fiche.contenu.etapes]
        fin = (f"parcours/{fiche.id}/questions/", "Trois questions pour finir")
        for rang, (adresse, _) in enumerate(etapes, 1):
            precedente = etapes[rang - 2] if rang > 1 else None
            suivante = etapes[rang] if rang < len(etapes) else fin
            table.setdefault(adresse, []).append(Voisines(fiche, rang, precedente, suivante))
    return table


def autour(ctx: Contexte, adresse: str) -> tuple[Markup, Markup]:
    """Rend ce qui entoure une page d'étape : sa place dans chaque parcours, et les étapes voisines ; rien hors parcours."""
    siennes = voisines(ctx.c).get(adresse)
    if not siennes:
        return Markup(""), Markup("")
    return ctx.fragment("parcours/tete", voisines=siennes), ctx.fragment("parcours/pied", voisines=siennes)


@macro()
def liste_parcours(ctx: Contexte) -> Markup:
    """Rend les parcours de formation, leur durée et leur début."""
    return ctx.fragment("parcours/liste", parcours=par_ordre(ctx.c))


@macro()
def copier_le_tableau(ctx: Contexte) -> Markup:
    """Rend les boutons qui copient ou impriment le tableau écrit juste au-dessus."""
    return ctx.fragment("parcours/copier_le_tableau")


@macro()
def carte_achat(ctx: Contexte) -> Markup:
    """Rend la carte dessinée d'un achat : à chaque moment, les pages, les types de clause et les documents."""
    c = ctx.c
    moments = c.valeurs("moments")
    natures, pieces = (c.valeurs(v) for v in ("natures", "pieces"))
    ordre = [e.page for p in par_ordre(c) for e in p.contenu.etapes]
    rang = {page: n for n, page in enumerate(dict.fromkeys(ordre))}
    pages = sorted(
        (p for p in c.pages.values() if p.en_tete.moment),
        key=lambda p: (rang.get(p.adresse.strip("/"), len(rang)), p.chemin),
    )
    employees = {n for f in c.visibles("clauses") for n in f.contenu.natures}
    stations = [
        {
            "code": code,
            "moment": moment,
            "pages": [p for p in pages if p.en_tete.moment == code],
            "natures": [(n, v) for n, v in natures.items() if v.moment == code and n in employees],
            "pieces": [(n, v) for n, v in pieces.items() if v.moment == code],
            "modeles": [f for f in c.visibles("modeles") if f.contenu.moment == code],
        }
        for code, moment in moments.items()
    ]
    return ctx.fragment("parcours/carte_achat", stations=stations)
