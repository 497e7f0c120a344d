"""La place d'un texte dans sa pièce : son article, son titre, et comment un autre texte y renvoie."""

from __future__ import annotations

from macros.base.consultation import Consultation, une_fois
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE
from macros.texte.typographie import typographier

DE = {"AE": "de l’AE", LETTRE: "de la lettre de consultation", "BPU-DQE": "du bordereau de prix"}
"""Les pièces dont le nom ne suit pas « du »."""


def article_de(c: Consultation, d: Disposition) -> str:
    """Rend la place d'un texte dans le plan de sa pièce : la sienne, sinon celle que donnent la pièce et la nature."""
    return d.article or _articles(c).get((d.piece, d.nature), "")


@une_fois
def _articles(c: Consultation) -> dict[tuple[str | None, str], str]:
    """Rend (pièce, nature) → le premier article du plan de la pièce qui reçoit cette nature."""
    plan = reversed([*c.valeurs("plans").items()])
    return {(v.piece, nature): code for code, v in plan for nature in v.natures}


def titre_de(c: Consultation, d: Disposition) -> str:
    """Rend le titre d'un texte dans sa pièce : le sien, sinon celui du critère, ou sa nature, avec l'article qu'il a choisi."""
    place = [c.libelle("plans", d.article)] if d.article else []
    calcule = d.nom_du_critere or " : ".join([*place, c.libelle("natures", d.nature)])
    return typographier(d.titre or calcule)


def de_la_piece(c: Consultation, piece: str) -> str:
    """Rend « du CCAP », « de l’AE », « du cadre de réponse » : ce qui suit un article de cette pièce. Le plan la donne au dossier."""
    return DE.get(piece) or f"du {piece if piece.isupper() else c.libelle('pieces', piece).lower()}"


def place_de(c: Consultation, clause: Clause, d: Disposition) -> str:
    """Rend « l’article « Pénalités » du CCAP », lisible sans numéro ; la partie qu'on y vise, si la clause y a d'autres textes."""
    article = article_de(c, d)
    piece = de_la_piece(c, d.piece)
    if not article:
        return f"l’article correspondant {piece}"
    lieu = f"l’article « {c.libelle('plans', article)} »"
    return f"{lieu}, partie « {titre_de(c, d)} », {piece}" if partage_sa_place(c, clause, d) else f"{lieu} {piece}"


def partage_sa_place(c: Consultation, clause: Clause, d: Disposition) -> bool:
    """Dit si l'article où va ce texte en reçoit un autre de la clause, qui ne le remplace ni n'est remplacé par lui."""
    place = (d.piece, article_de(c, d))
    voisins = (o for o in clause.dispositions if o.id != d.id and (o.piece, article_de(c, o)) == place)
    return any(o.id not in d.remplace and d.id not in o.remplace for o in voisins)
