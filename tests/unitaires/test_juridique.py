"""Les règles de droit : dix bons textes chacune passent, les mauvais sont vus."""

import pytest

from macros.base.fiche import Fiche
from macros.base.vocabulaire import Valeur, Vocabulaire
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.regles import mots as juridique
from tests.fabrique.bases import base_de
from tests.fabrique.questions import anomalies_d_une_regle

from .test_modele import CHAMPS

REGIONS = Fiche(
    "regions",
    "data/vocabulaires/regions.yml",
    Vocabulaire(
        titre="Régions",
        valeurs={
            "essai": Valeur(libelle="Pays d’essai", definition="Une région d’essai.", mots=["essayen", "essayenne"])
        },
    ),
)


def anomalies(regle, texte: str, nature: str = "condition-execution", **autres) -> list[str]:
    disposition = {"id": "exigence", "piece": "CCTP", "nature": nature, "texte": texte, **autres.pop("disposition", {})}
    clause = Clause(**{**CHAMPS, **autres}, dispositions=[disposition])
    base = base_de(Fiche("essai", "data/clauses/essai.yml", clause), REGIONS)
    return [a.code for a in anomalies_d_une_regle(regle, base, "clauses")]


BONS = {
    juridique.signe_sans_equivalent: [
        "Les produits portent l’Écolabel européen ou équivalent.",
        "Le bois est certifié FSC, PEFC ou équivalent.",
        "Le papier répond à la norme ISO 14024 ou à une norme équivalente.",
        "Les produits sont rechargeables.",
        "Les équipements portent EPEAT Gold, TCO Certified, ou tout label équivalent.",
        "La réponse tient en trois pages.",
        "Le label demandé, GOTS ou équivalent, est joint à l’offre.",
        "L’enveloppe porte le numéro du lot.",
        "Les fibres sont certifiées OEKO-TEX ou présentent une preuve équivalente.",
        "Le titulaire dépose ses factures en ligne.",
        "Le produit respecte le règlement européen en vigueur.",
    ],
    juridique.preference_locale: [
        "Le titulaire nettoie les locaux chaque matin.",
        "Les collectivités locales sont informées.",
        "La mission locale oriente les publics.",
        "Le local technique reste fermé à clé.",
        "Le titulaire intervient dans un délai de quatre heures.",
        "Les produits sont de saison et récoltés depuis moins de trois jours.",
        "La livraison a lieu dans un délai de 48 heures.",
        "Les moyens de production sont situés dans l’Union européenne.",
        "Aucune origine locale n’est exigée.",
        "Le titulaire décrit les kilomètres parcourus et les émissions associées.",
        "Le plan local d’urbanisme est joint.",
        "Le développement des approvisionnements directs de produits agricoles est apprécié.",
    ],
    juridique.politique_generale: [
        "La part de livraisons groupées proposée pour le marché.",
        "Les moyens affectés à l’exécution du marché.",
        "Le nombre d’heures de formation de l’équipe affectée au marché.",
        "La démarche qualité appliquée aux prestations du marché.",
        "La politique générale de l’entreprise n’est pas notée.",
        "Le bilan carbone des livraisons prévues au marché.",
        "L’organisation du tri sur le chantier.",
        "La certification du produit proposé, ou équivalent.",
        "L’engagement chiffré du candidat sur la durée du marché.",
        "Les actions de réduction des déchets prévues sur le site.",
        "La qualité du mémoire remis.",
    ],
}
MAUVAIS = {
    juridique.signe_sans_equivalent: [
        "Les produits portent l’Écolabel européen.",
        "Le bois est certifié FSC.",
        "Un ordinateur Dell.",
        "Le produit respecte la norme NF EN 13432.",
        "Les écrans sont EPEAT Gold.",
    ],
    juridique.preference_locale: [
        "Les repas sont faits de produits locaux.",
        "Le siège est implanté en Pays d’essai.",
        "Des fromages et des produits essayens.",
        "Le dépôt est à une distance maximale de 30 km.",
        "Les emplois locaux créés.",
        "Des denrées d’origine régionale.",
        "Une entreprise établie sur le territoire.",
        "L’atelier est situé à moins de {{rayon}} kilomètres.",
    ],
    juridique.politique_generale: [
        "La politique RSE du candidat.",
        "La démarche environnementale de l’entreprise.",
        "La certification ISO 14001 du candidat.",
        "Le rapport de durabilité publié.",
        "La politique de développement durable de la société.",
    ],
}


@pytest.mark.parametrize(
    ("regle", "texte"), [(r, t) for r, textes in BONS.items() for t in textes], ids=lambda v: getattr(v, "__name__", v)
)
def test_bon_texte(regle, texte: str) -> None:
    nature = (
        "critere-attribution"
        if regle in (juridique.politique_generale, juridique.preference_locale)
        else "condition-execution"
    )
    assert anomalies(regle, texte, nature) == []


@pytest.mark.parametrize(
    ("regle", "texte"),
    [(r, t) for r, textes in MAUVAIS.items() for t in textes],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_mauvais_texte(regle, texte: str) -> None:
    nature = "critere-attribution" if regle is juridique.politique_generale else "condition-execution"
    assert len(anomalies(regle, texte, nature)) == 1


def test_dix_bons_textes_par_regle_sur_les_mots() -> None:
    assert all(len(textes) >= 10 for textes in BONS.values())
