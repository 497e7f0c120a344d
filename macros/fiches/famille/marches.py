"""La page « Mes marchés » : où déposer ses données essentielles, et la famille de chaque code CPV, que le navigateur lit alors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.texte.typographie import typographier

CHEMIN = "mes-marches/familles.json"


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend le fichier des familles, ``{codes: huit chiffres → famille, noms: famille → libellé}``, et ce qui l'écrit."""
    c = ctx.c

    def ecrire() -> bytes:
        codes = {x.code[:8]: nom for nom, fiche in c.fiches("familles").items() for x in fiche.contenu.cpv}
        noms = {code: typographier(v.libelle) for code, v in c.valeurs("segments").items()}
        return en_json_compact({"codes": codes, "noms": noms})

    return {CHEMIN: ecrire}


@macro()
def mes_marches(ctx: Contexte) -> Markup:
    """Rend de quoi déposer ses fichiers de données essentielles ; le navigateur les lit, et rien ne quitte l'appareil."""
    ctx.dire("marches")
    ctx.dire("sommaire")
    organismes = {code: typographier(v.libelle) for code, v in ctx.c.valeurs("organismes").items()}
    return ctx.fragment("famille/mes_marches", organismes=json.dumps(organismes, ensure_ascii=False))
