"""Les réponses d'un cas : lues du formulaire, d'une adresse, d'un calcul ; une réponse impossible se dit, et le reste est gardé."""

import json
from typing import Any

import pytest

from tests.unitaires.conftest import executer
from tests.unitaires.test_obligations import CAS

LIRE = "return donnees.bruts.map((brut) => obligations.lire(donnees.regles.faits, brut));"


@pytest.mark.parametrize(
    ("nom", "texte", "message"),
    [
        ("montant", "-3", "Au moins 1 € HT."),
        ("montant", "1e99", "Au plus 10 000 000 000 € HT"),
        ("montant", "douze mille", "Écrivez un nombre"),
        ("montant", "12 000 et plus", "Écrivez un nombre"),
        ("montant", "0x10", "Écrivez un nombre"),
        ("montant", "Infinity", "Écrivez un nombre"),
        ("lancement", "1999-01-01", "connaît le droit depuis le 01/01/2024"),
        ("lancement", "2099-01-01", "ne connaît pas le droit après le 31/12/2030"),
        ("lancement", "2026-02-30", "jour du calendrier"),
        ("lancement", "demain", "jour du calendrier"),
        ("duree", "0", "Au moins 1 mois."),
        ("acheteur", "constructor", "Choisissez une réponse"),
        ("acheteur", "commune", "Choisissez une réponse"),
        ("urgence", "peut-être", "Choisissez une réponse"),
    ],
)
def test_une_reponse_impossible_a_son_message_et_le_reste_est_garde(
    regles: dict[str, Any], nom: str, texte: str, message: str
) -> None:
    (lu,) = executer(LIRE, regles=regles, bruts=[CAS | {nom: texte}])
    plat = lu["messages"][nom].replace("\u202f", " ").replace("\xa0", " ")
    assert message in plat and nom not in lu["cas"]
    assert set(lu["cas"]) == set(CAS) - {nom}


@pytest.mark.parametrize(
    ("texte", "valeur"), [("12000", 12000), ("12 000,50", 12000.5), ("12\u202f000\xa0€ HT", 12000), ("1e3", 1000)]
)
def test_un_montant_se_lit_a_la_francaise(regles: dict[str, Any], texte: str, valeur: float) -> None:
    (lu,) = executer(LIRE, regles=regles, bruts=[{"montant": texte}])
    assert lu == {"cas": {"montant": valeur}, "messages": {}}


def test_le_lien_garde_le_cas_et_dit_ce_qu_il_ne_comprend_pas(regles: dict[str, Any]) -> None:
    code = """
const { versAdresse, depuisAdresse } = obligations;
return donnees.ancres.map((ancre) => depuisAdresse(donnees.regles.faits, ancre ?? `#${versAdresse(donnees.regles.faits, donnees.cas)}`));
"""
    ancres = [
        None,
        "#v=2&montant=3",
        "#v=1&montant=3&toString=x&__proto__=y",
        "#famille=nettoyage",
        "#petit-achat=oui",
        "",
    ]
    rendu = executer(code, regles=regles, cas=CAS, ancres=ancres)
    assert rendu[0] == {"brut": CAS, "message": ""}
    assert rendu[1]["brut"] == {"montant": "3"} and "autre version" in rendu[1]["message"]
    assert rendu[2]["brut"] == {"montant": "3"} and "pas été comprise" in rendu[2]["message"]
    assert rendu[3] == {"brut": {"famille": "nettoyage"}, "message": ""}
    assert rendu[4] == {"brut": {}, "message": ""} == rendu[5], "un fait déduit ne se répond pas"


@pytest.mark.parametrize(
    ("calcul", "donnees", "attendu"),
    [
        ("heuresInsertion", {"montant": 100000, "part": 40, "taux": 7, "cout": 22}, {"valeur": 127}),
        (
            "heuresInsertion",
            {"montant": 100000, "part": 140, "taux": 7, "cout": 22},
            {"message": "Une part ne dépasse pas 100 %."},
        ),
        ("heuresInsertion", {"montant": 100000, "part": 40, "taux": 7, "cout": 0}, None),
        ("heuresInsertion", {"montant": -1, "part": 40, "taux": 7, "cout": 22}, None),
        ("heuresInsertion", {"montant": None, "part": 40, "taux": 7, "cout": 22}, None),
        ("poids", {"poids": [50, 30, 20]}, {"valeur": 100, "reste": 0}),
        ("poids", {"poids": [60, 30.1, 20]}, {"valeur": 110.1, "reste": -10.1}),
        ("poids", {"poids": []}, None),
        ("plafond", {"montant": 12345.6, "taux": 10}, {"valeur": 1234.56}),
        ("plafond", {"montant": 100, "taux": 101}, {"message": "Une part ne dépasse pas 100 %."}),
        ("surLaDuree", {"annuel": 120000, "mois": 48}, 480000),
        ("surLaDuree", {"annuel": 1000, "mois": 7}, 583.33),
    ],
)
def test_un_calcul_est_juste_ou_dit_pourquoi_non(calcul: str, donnees: dict, attendu: dict | float | None) -> None:
    code = "return obligations[donnees.calcul](JSON.parse(donnees.valeurs, (_, v) => (v === null ? NaN : v)));"
    rendu = executer(code, calcul=calcul, valeurs=json.dumps(donnees))
    assert rendu == (attendu or {"message": "Remplissez tous les champs avec des nombres positifs."})


@pytest.mark.parametrize(
    ("cas", "montants", "voies", "permis"),
    [
        ({"montant": 300000}, [260000, 30000, 10000], ["ensemble", "dispense", "dispense"], True),
        ({"montant": 300000}, [200000, 70000, 30000], ["ensemble", "adaptee", "dispense"], False),
        ({"montant": 150000}, [80000, 70000], ["ensemble", "ensemble"], True),
        ({"montant": 150000}, [130000, 20000], ["ensemble", "dispense"], True),
        ({"montant": 50000}, [30000, 20000], ["ensemble", "ensemble"], True),
        ({"montant": 300000, "contrat": "subsequent"}, [280000, 20000], ["ensemble", "ensemble"], True),
        ({"montant": 300000}, [None, 20000], ["ensemble", "dispense"], True),
    ],
)
def test_un_petit_lot_a_sa_voie(
    cas: dict[str, Any], montants: list[int | None], voies: list[str], permis: bool
) -> None:
    """Sous le seuil de dispense, ou sous celui des petits lots quand l'ensemble est formalisé ; 20 % de l'ensemble au plus."""

    def seuil(montant: int) -> dict[str, Any]:
        return {"valeurs": [{"depuis": "2024-01-01", "confiance": "confirmee", "montant": montant}]}

    def fait(*si: dict[str, Any]) -> dict[str, Any]:
        return {"vrai_si": [[x] for x in si]}

    donnees = {
        "faits": {
            "montant": fait(),
            "contrat": fait(),
            "sans-procedure": fait({"fait": "contrat", "op": "est", "valeur": "subsequent"}),
            "petit-achat": fait({"fait": "montant", "op": "moins-de", "valeur": 60000}),
            "seuil-europeen": fait({"fait": "montant", "op": "au-moins", "valeur": 216000}),
        },
        "seuils": {
            "dispense-fournitures-services": seuil(60000),
            "petits-lots-fournitures-services": seuil(80000),
            "petits-lots-part": seuil(20),
        },
    }
    cas = {"contrat": "ordinaire", "marche": "services", "lancement": "2026-11-27", **cas}
    code = "return obligations.voiesDesLots(donnees.droit, donnees.cas, donnees.montants.map((n) => n ?? NaN));"
    rendu = executer(code, droit=donnees, cas=cas, montants=montants)
    assert rendu["voies"] == voies and (rendu["petits"] <= rendu["plafond"]) == permis
