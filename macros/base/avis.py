"""Les codes conseillés d'un avis européen (eForms) : objectif stratégique, environnement, social, réservation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from macros.base.decp import CLAUSES

AVIS = {
    "BT-06": (
        "Objectif du marché public stratégique",
        {
            "env-imp": "Réduction des incidences sur l’environnement",
            "soc-obj": "Réalisation d’objectifs sociaux",
            "inn-pur": "Achat innovant",
            "none": "Pas de passation de marché stratégique",
        },
    ),
    "BT-774": (
        "Incidence environnementale réduite",
        {
            "clim-mitig": "L’atténuation du changement climatique",
            "clim-adapt": "L’adaptation au changement climatique",
            "circ-econ": "La transition vers une économie circulaire",
            "pollu-prev": "La prévention et la réduction de la pollution",
            "biodiv-eco": "La protection et la restauration de la biodiversité et des écosystèmes",
            "water-mar": "L’utilisation durable et la protection des ressources aquatiques et marines",
            "other": "Autre",
        },
    ),
    "BT-775": (
        "Objectif social promu",
        {
            "opp": "Possibilités d’emploi des chômeurs de longue durée, des personnes défavorisées et/ou des personnes handicapées",
            "work-cond": "Conditions de travail équitables",
            "gen-eq": "Égalité hommes-femmes",
            "et-eq": "Égalité des ethnies",
            "acc-all": "Accessibilité pour tous",
            "hum-right": "Devoir de diligence en matière de droits de l’homme dans les chaînes d’approvisionnement mondiales",
            "other": "Autre",
        },
    ),
    "BT-776": (
        "Achat innovant",
        {
            "prod-innov": "Innovation en matière de produits",
            "proc-innov": "Innovation en matière de processus",
            "mar-nov": "Nouveaux ou sensiblement améliorés par rapport à ce qui est déjà sur le marché",
            "rd-act": "Activités de recherche et de développement",
        },
    ),
    "BT-805": (
        "Critères applicables aux marchés publics écologiques",
        {
            "eu": "Critères applicables aux marchés publics écologiques de l’UE",
            "national": "Critères applicables aux marchés publics écologiques nationaux",
            "other": "Autres critères applicables aux marchés publics écologiques",
            "none": "Pas de critères applicables aux marchés publics écologiques",
        },
    ),
    "BT-71": (
        "Participation réservée",
        {
            "res-ws": "Réservée à des ateliers protégés et à des opérateurs d’insertion de personnes handicapées ou défavorisées",
            "res-pub-ser": "Réservée à des organisations qui poursuivent une mission de service public",
            "none": "La participation n’est pas réservée",
        },
    ),
}
"""Champ de l'avis → (son nom, code → mots français de la liste officielle, abrégés au besoin).

Source : listes de codes du SDK eForms de l'Office des publications (CC BY 4.0), version 1.16.0 lue le 20 juillet 2026.
"""
# fmt: off
CodeDeTheme = Literal[
    "clim-mitig", "clim-adapt", "circ-econ", "pollu-prev", "biodiv-eco", "water-mar",
    "opp", "work-cond", "gen-eq", "et-eq", "acc-all", "hum-right", "other",
]
# fmt: on
"""Ce qu'un thème peut promouvoir : les codes de BT-774 et de BT-775."""
RESERVES = {"CCP L2113-12": "res-ws", "CCP L2113-13": "res-ws", "CCP L2113-15": "res-pub-ser"}
"""Fondement d'une réservation → son code ; un autre est à choisir par l'acheteur."""


def codes_avis(
    natures: Iterable[str],
    piliers: Iterable[str],
    promus: Mapping[str, Collection[str]],
    fondements: Collection[str] = (),
) -> dict[str, list[str]]:
    """Rend champ de l'avis → codes conseillés, dans l'ordre de leur liste ; un champ sans code est absent.

    ``promus`` : pilier → codes que disent ses thèmes. Un achat innovant ne se déduit pas d'une clause : BT-776 reste à l'acheteur.

    >>> codes_avis(["critere-attribution"], ["environnement"], {"environnement": ["circ-econ"]})
    {'BT-06': ['env-imp'], 'BT-774': ['circ-econ'], 'BT-805': ['other']}
    >>> codes_avis(["marche-reserve"], [], {"social": ["acc-all"]}, ["CCP L2113-12"])
    {'BT-06': ['soc-obj'], 'BT-775': ['opp'], 'BT-71': ['res-ws']}
    >>> codes_avis(["penalite"], ["social"], {"social": ["opp"]})
    {}
    """
    natures, piliers = set(natures), set(piliers)
    reserve = "marche-reserve" in natures
    parle = bool(natures & (CLAUSES | {"critere-attribution"})) or reserve
    reserves = {RESERVES[f] for f in fondements if f in RESERVES} if reserve else set()
    environnement, social = parle and "environnement" in piliers, parle and ("social" in piliers or reserve)
    trouves: dict[str, set[str]] = {
        "BT-06": {code for code, oui in (("env-imp", environnement), ("soc-obj", social)) if oui},
        "BT-774": set(promus.get("environnement", ())) if environnement else set(),
        # Réservé aux ateliers protégés et à l'insertion, un marché promeut l'emploi, quels que soient ses thèmes.
        "BT-775": {"opp"} if "res-ws" in reserves else set(promus.get("social", ())) if social else set(),
        "BT-805": {"other"} if environnement else set(),
        "BT-71": reserves,
    }
    return {champ: [code for code in AVIS[champ][1] if code in codes] for champ, codes in trouves.items() if codes}
