"""Le contrat court : ce que le navigateur en lit, ses articles communs (data/socle) et leurs valeurs."""

from __future__ import annotations

from typing import Any

from macros.base.consultation import Consultation
from macros.texte.balisage.blocs import en_blocs
from macros.texte.typographie import typographier


def contrat_court(c: Consultation) -> dict[str, Any]:
    """Rend le contrat court : le montant où il s'arrête, ses articles communs dans leur ordre, les valeurs qu'ils peuvent demander, et
    `cadres` : nom d'un critère d'un dossier conseillé → [question, points, barème ou vide, pièce]."""
    siens = sorted((f for f in c.fiches("socle").values() if f.contenu.contrat), key=lambda f: f.contenu.contrat.rang)
    dit = next((f.contenu.contrat.seuil for f in siens if f.contenu.contrat.seuil), None)
    registre = c.fiches("seuils").get("seuils")
    seuil = registre.contenu.seuils.get(dit) if registre else None
    valeur = seuil.valeur_au(c.jour) if seuil else None
    return {
        "plafond": valeur.montant if valeur else None,
        "articles": [
            {
                "id": f.id,
                "titre": typographier(f.contenu.titre),
                "blocs": en_blocs(f.contenu.texte),
                "remise": f.contenu.remise and f.contenu.remise.model_dump(),
                **f.contenu.contrat.model_dump(exclude={"rang", "seuil"}),
                **{nom: [*map(typographier, dits)] for nom, dits in f.contenu.contrat.lignes.items()},
            }
            for f in siens
        ],
        "cadres": {
            critere.nom: [
                [typographier(une.question), une.points, typographier(une.bareme or ""), typographier(une.piece)]
                for une in critere.cadre
            ]
            for f in c.fiches("dossiers").values()
            for critere in f.contenu.criteres
            if critere.cadre
        },
        "variables": {
            code.replace("-", "_"): {
                "libelle": typographier(v.libelle),
                "type": v.type,
                "suffixe": f"\u00a0{v.unite}" if v.unite else "",
                "aide": typographier(v.definition),
                "partagee": code,
            }
            for code, v in c.valeurs("valeurs-partagees").items()
        },
    }
