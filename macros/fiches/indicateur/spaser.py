"""La page « Construire mon SPASER » : les huit questions, les indicateurs à choisir, la délibération ; le navigateur remplit et écrit les documents."""

from __future__ import annotations

import json

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.fiches.indicateur.modele import Indicateur
from macros.sorties.html.contexte import Contexte
from macros.texte.typographie import typographier

PILIERS = {"considerationsSociales": "social", "considerationsEnvironnementales": "environnement"}
"""Champ des données essentielles → son nom dans « Mes chiffres »."""


@macro(exige="modele", modele="modeles", famille="familles-indicateurs", seuil="seuil")
def construire_spaser(ctx: Contexte, modele: str, famille: str, seuil: str) -> Markup:
    """Rend de quoi construire un schéma : ``modele``, sa délibération ; ``famille``, les indicateurs cochés d'abord ; ``seuil``, celui qui y oblige."""
    c = ctx.c
    indicateurs = sorted(c.visibles("indicateurs"), key=lambda f: f.contenu.famille != famille)
    ctx.dire("spaser")
    registre = c.fiches("seuils")["seuils"].contenu.seuils[seuil]
    valeur = registre.valeur_au(c.jour)
    return ctx.fragment(
        "indicateur/construire_spaser",
        politiques={f.contenu.famille: c.libelle("familles-indicateurs", f.contenu.famille) for f in indicateurs},
        indicateurs=indicateurs,
        donnees=json.dumps([_pour_la_page(c, f) for f in indicateurs], ensure_ascii=False),
        famille=famille,
        modele=c.fiches("modeles")[modele],
        seuil=registre.affichage(c.jour),
        montant=valeur.montant if valeur else 0,
    )


def _pour_la_page(c: Consultation, fiche: Fiche[Indicateur]) -> dict[str, str]:
    indicateur = fiche.contenu
    calcul = " ".join(mots for _, mots in indicateur.formule_en_mots)
    return {
        "id": fiche.id,
        "titre": typographier(indicateur.titre),
        "unite": typographier(indicateur.unite),
        "calcul": typographier(calcul),
        "pilier": pilier_de(indicateur),
    }


def pilier_de(indicateur: Indicateur) -> str:
    """Rend « social » ou « environnement » si « Mes chiffres » compte cette part : en nombre de contrats, toutes les valeurs qui disent oui."""
    du_contrat = {terme.suivi for terme in indicateur.termes.values()} == {"contrat", "contrat-declare"}
    comptes = [d for d in indicateur.decp if set(d.valeurs) == set(CONSIDERATIONS[d.champ][:-1])]
    return PILIERS[comptes[0].champ] if du_contrat and len(comptes) == len(indicateur.decp) == 1 else ""
