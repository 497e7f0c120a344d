"""La page « Ma déclaration AGEC » : qui est tenu, les familles, la part due de chacune ; le navigateur remplit, juge, écrit le fichier."""

from __future__ import annotations

import json

from markupsafe import Markup

from macros.base.macro import macro
from macros.fiches.obligation.faits import seuils_de
from macros.sorties.html.contexte import Contexte
from macros.texte.typographie import typographier

DU_SCHEMA = str.maketrans({"’": "'", "É": "E"})
"""Le schéma public écrit l'apostrophe droite, et la capitale sans accent."""


@macro(exige="obligation", obligation="obligations")
def declaration_agec(ctx: Contexte, obligation: str) -> Markup:
    """Rend de quoi remplir ou déposer la déclaration du réemploi et du recyclé ; ``obligation`` : la règle qui dit qui la doit, et pour quel jour."""
    c = ctx.c
    regle = c.fiches("obligations")[obligation].contenu
    acheteurs = [x for x in regle.si if x.fait == "acheteur"]
    organismes = [
        (code, valeur.libelle, all(x.admet(code) for x in acheteurs))
        for code, valeur in c.valeurs("organismes").items()
    ]
    familles = [
        {
            "nom": typographier(valeur.libelle),
            "declare": valeur.libelle.translate(DU_SCHEMA),
            **{part: _taux(ctx, code, part) for part in ("reemploi", "recycle")},
        }
        for code, valeur in c.valeurs("familles-agec").items()
    ]
    ctx.dire("agec")
    return ctx.fragment(
        "obligation/declaration_agec",
        regle=regle,
        organismes=organismes,
        familles=json.dumps(familles, ensure_ascii=False),
    )


def _taux(ctx: Contexte, famille: str, part: str) -> list[dict[str, object]]:
    """Rend les taux confirmés d'une part, ``{taux, depuis, jusqu_au}`` ; un taux qu'une seule source annonce n'y est pas."""
    return [
        {"taux": v.montant, "depuis": str(v.depuis), **({"jusqu_au": str(v.jusqu_au)} if v.jusqu_au else {})}
        for seuil in seuils_de(ctx.c).values()
        if seuil.declare and (seuil.declare.famille, seuil.declare.part) == (famille, part)
        for v in seuil.valeurs
        if v.confiance == "confirmee"
    ]
