"""« Mon dossier » : ce que deux clauses redisent, la forme de l'achat, les valeurs qui s'en calculent."""

import pytest

from tests.unitaires.dossier import REPONDU, bloc, fiche

PLAN = """
plan.roles = { "condition-execution": "exigence", suivi: "document", penalite: "penalite", refaction: "refaction" };
plan.objets = { part: { libelle: "Part", ordre: ["speciale", "courte"], ensemble: [] },
  duo: { libelle: "Duo", ordre: [], ensemble: [["speciale", "courte"]] }, libre: { libelle: "Libre" } };
plan.achats = { denrees: { libelle: "Denrées", question: "Quoi ?" }, repas: { libelle: "Repas", question: "Quoi ?" },
  chantier: { libelle: "Travaux", question: "Où ?" }, prestations: { libelle: "Entretien", question: "Où ?" } };
"""
EXIGE = {"nature": "condition-execution", "objets": ["part"]}
PUNI = {"nature": "penalite", "objets": ["part"], "titre": "Part manquante"}


@pytest.mark.parametrize(
    ("courte", "speciale", "gravite", "remedes"),
    [
        ([EXIGE], [EXIGE], "attention", [["retirer", "courte"]]),
        ([EXIGE, PUNI], [EXIGE, PUNI], "bloque", [["retirer", "courte"]]),
        ([{"titre": "Autre"}, PUNI], [PUNI], "bloque", [["retirer-texte", "courte#t1"]]),
        ([{**PUNI, "nature": "refaction"}], [PUNI], "bloque", [["retirer", "courte"]]),
        ([EXIGE], [PUNI], None, None),  # exiger un minimum et punir ce qui manque : deux rôles
        ([{**EXIGE, "objets": ["duo"]}], [{**EXIGE, "objets": ["duo"]}], None, None),
        ([{**PUNI, "objets": ["duo"]}], [{**PUNI, "objets": ["duo"]}], "bloque", [["retirer", "speciale"]]),
    ],
)
def test_ce_que_deux_clauses_redisent(
    essai, courte: list, speciale: list, gravite: str | None, remedes: list | None
) -> None:
    """Celle que l'objet met après cède ; sans ordre, celle qui est venue après."""
    code = (
        PLAN
        + f"""return controle({REPONDU}).filter(({{ code }}) => code === "objet-double")
      .map(({{ gravite, remedes }}) => [gravite, remedes.map(({{ geste, id, cle }}) => [geste, id ?? cle])]);"""
    )
    attendu = [[gravite, remedes]] if gravite else []
    assert essai(code, fiche("courte", *courte), fiche("speciale", *speciale)) == attendu


@pytest.mark.parametrize(
    ("achats", "marche", "pris", "dit"),
    [
        ("[]", "services", ["t0", "t1", "t2"], "forme-d-achat"),
        ('["repas"]', "services", ["t1", "t2"], "forme-dite"),
        ('["denrees"]', "services", ["t0", "t2"], "forme-dite"),
        ('["repas"]', "travaux", ["t1"], "forme-dite"),
    ],
)
def test_un_texte_suit_la_forme_de_l_achat(essai, achats: str, marche: str, pris: list, dit: str) -> None:
    """Le type de contrat répond à l'une des questions ; l'autre se demande, et se change."""
    formes = fiche("une", {"achats": ["denrees"]}, {"achats": ["repas"]}, {"achats": ["prestations"]})
    code = (
        PLAN
        + f"""const e = {{ ...{REPONDU}, achats: {achats}, marche: "{marche}" }};
      return [compose(e).retenus.map(({{ texte }}) => texte.id), codes(e).filter((code) => code.startsWith("forme"))];"""
    )
    assert essai(code, formes) == [pris, [dit]]


@pytest.mark.parametrize(
    ("etat", "heures"),
    [
        ('{ montant: "200000" }', "Faire 115\u00a0heures."),
        ("{}", "Faire Heures."),
        ('{ montant: "200000", partagees: { "montant-marche": "400000" } }', "Faire 230\u00a0heures."),
    ],
)
def test_une_valeur_se_calcule_de_l_achat(essai, etat: str, heures: str) -> None:
    """Le montant vient de la question, ou de la valeur partagée ; ce qui manque se demande."""
    variables = {
        "montant": {"libelle": "Montant", "type": "montant", "partagee": "montant-marche"},
        "cout": {"libelle": "Coût", "type": "montant", "defaut": 35},
        "heures": {
            "libelle": "Heures", "type": "nombre", "suffixe": "\u00a0heures",
            "calcul": {"suite": ["montant", 0.02, "*", "cout", "/"], "arrondi": 5},
        },
    }  # fmt: skip
    une = fiche("une", {"blocs": bloc("Faire ", {"variable": "heures"}, ".")}, variables=variables)
    code = f"""const e = {{ ...{REPONDU}, ...{etat} }};
      return [nu(textes(e).find(({{ cle }}) => cle === "une#t0").blocs).replace(/[\\[\\]\\\\]/g, ""), A.valeursDe(e, compose(e)).map(({{ nom }}) => nom)];"""
    rendu, demandees = essai(code, une)
    assert heures in rendu and demandees == ["heures", "cout"]
