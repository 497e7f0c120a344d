"""La liste des clauses : ordre, groupes et facettes."""

from __future__ import annotations

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.tableau import Facette, Tableau, de
from macros.base.vocabulaire import PILIERS
from macros.fiches.clause.modele import Clause
from macros.sorties.html.tableaux import ETAT
from macros.texte.langue import cle_de_tri

FAMILLES_MAX = 2
"""Au-delà, une clause sert à trop d'achats pour se ranger dans une famille."""


def transversale(fiche: Fiche[Clause]) -> bool:
    """Dit si la clause sert à plus de familles qu'une liste n'en nomme."""
    return len(fiche.contenu.segments) > FAMILLES_MAX


def famille(c: Consultation, fiche: Fiche[Clause]) -> tuple[int, str, str]:
    """Rend (rang, code, intitulé) de la famille d'achat où la clause se range ; les transversales viennent à la fin."""
    familles = c.valeurs("segments")
    if transversale(fiche):
        return len(familles), "", "Plusieurs familles d’achat"
    code = fiche.contenu.segments[0]
    return list(familles).index(code), code, familles[code].libelle


def pieces(c: Consultation, fiche: Fiche[Clause]) -> list[str]:
    """Rend les documents où la clause pose un texte, dans l'ordre du vocabulaire."""
    siennes = {d.piece for d in fiche.contenu.dispositions}
    return [code for code in c.valeurs("pieces") if code in siennes]


TABLEAU = Tableau(
    noms=("clause", "clauses", "Chercher dans les clauses"),
    fragment="trouveur",
    rangee="clause/_rangee.html",
    decoupe=("segment", "clauses/segments/{code}/"),
    cle=lambda f: (transversale(f), cle_de_tri(f.contenu.titre)),
    groupe=famille,
    facettes=(
        Facette("segment", "Famille d’achat", de("segments"), "segments"),
        Facette("piece", "Document", pieces, "pieces"),
        Facette("theme", "Thème", de("themes"), "themes"),
        Facette(
            "pilier",
            "Objectif",
            lambda c, f: sorted({p for t in f.contenu.themes if (p := c.pilier(t))}),
            valeurs=PILIERS,
        ),
        Facette("nature", "Type de clause", de("natures"), "natures"),
        Facette("niveau", "Niveau", de("niveaux"), "niveaux"),
        Facette("marche", "Nature", de("marches"), "marches"),
        Facette("taille", "Taille d’acheteur", de("tailles"), "tailles"),
        ETAT,
    ),
)
