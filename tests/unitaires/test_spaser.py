"""« Construire mon SPASER » : les réponses lues, la valeur présente, la délibération et ses cibles, d'un acheteur ou de plusieurs."""

import json
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.indicateur.modele import Indicateur, TermeDeFormule, ValeurDecp
from macros.fiches.indicateur.spaser import pilier_de
from tests.fabrique.pages import macro_de
from tests.unitaires.conftest import executer

REPONSES = {
    "nom": "Ville", "achats": "62 000 000", "annee": "2025", "debut": "2027", "duree": "2", "elu": "L’adjoint",
    "chef": "", "autres": "",
}  # fmt: skip
INDICATEURS = [
    {"id": "social", "titre": "Contrats sociaux", "unite": "%", "calcul": "a ÷ b × 100", "pilier": "social"},
    {"id": "heures", "titre": "Heures", "unite": "heures", "calcul": "h", "pilier": ""},
]
MODELE = [
    "**[Nom de la collectivité]**, [première année] à [dernière année]",
    "Considérant que [montant des achats] euros en [année mesurée] dépassent le seuil ;",
    "Considérant que le schéma ne remplace rien ;", "# Article 1. Adoption", "Adopté.", "# Article 2. Objectifs",
    "[Fonction de l’élu référent] porte, [Fonction du chef de projet] conduit.", "# Annexe. Cibles", "- l’ancienne liste",
]  # fmt: skip
COMPOSER = """
    const bloc = (texte) => texte.startsWith("# ") ? { genre: "titre", niveau: 2, suite: [{ texte: texte.slice(2) }] } : { genre: "paragraphe", suite: [{ texte }] };
    const lues = spaser.lireReponses(donnees.reponses);
    const cibles = spaser.blocsDesCibles(lues, donnees.reponses, donnees.indicateurs, donnees.valeurs);
    const dit = (blocs) => blocs.map(({ suite, lignes, elements }) => suite?.map(({ texte }) => texte).join("") ?? lignes?.map((ligne) => ligne.map(dit).join(" | ")).join("\\n") ?? elements.map(dit).join("\\n")).join("\\n");
    return dit(spaser.composer(donnees.modele.map(bloc), donnees.reponses, lues, { seuil: 50000000, cibles })).replace(/[\\u202f\\u00a0]/g, " ");
"""


def composer(valeurs: dict[str, Any] | None = None, **change: str) -> str:
    """Rend la délibération de ces réponses, en texte."""
    reponses = REPONSES | change
    return executer(COMPOSER, reponses=reponses, indicateurs=INDICATEURS, valeurs=valeurs or {}, modele=MODELE)


def test_la_deliberation_est_remplie_et_son_annexe_porte_les_cibles() -> None:
    """Ce qui n'est pas répondu reste un blanc ; un départ inconnu est « non mesuré »."""
    dite = composer({"Ville": {"social": {"depart": "33,3 %", "cibles": {"2027": "40"}, "suit": "Cheffe"}}})
    assert dite.split("\n") == [
        "**Ville**, 2027 à 2028", "Considérant que 62 000 000 euros en 2025 dépassent le seuil ;",
        "Considérant que le schéma ne remplace rien ;", "Article 1. Adoption", "Adopté.", "Article 2. Objectifs",
        "L’adjoint porte, [Fonction du chef de projet] conduit.", "Annexe. Cibles",
        "Un point de départ inconnu s’écrit « non mesuré ». L’unité d’un indicateur ne change pas pendant le schéma.",
        "Indicateur | Départ 2025 | Cible 2027 | Cible 2028 | Suivi par",
        "Contrats sociaux | 33,3 % | 40 % | [cible] | Cheffe", "Heures | non mesuré | [cible] | [cible] | [fonction]",
        "Mode de calcul", "Contrats sociaux : a ÷ b × 100", "Heures : h",
    ]  # fmt: skip


def test_un_schema_commun_garde_un_tableau_par_acheteur() -> None:
    """Les acheteurs se disent avant l'article 2, et chacun a ses valeurs."""
    dite = composer({"Bourg": {"heures": {"depart": "1200"}}}, autres="Bourg\n \nSyndicat")
    commun = "Adopté.\nLe schéma est commun à Ville, Bourg et Syndicat. Chaque acheteur garde ses indicateurs et ses cibles.\nArticle 2."
    assert commun in dite and dite.count("Indicateur | ") == 3 and dite.count("1 200 heures") == 1
    assert dite.index("\nBourg\n") < dite.index("1 200 heures") < dite.index("\nSyndicat\n")


@pytest.mark.parametrize(("achats", "rappele"), [("50000000", False), ("50000001", True), ("", True)])
def test_sous_le_seuil_la_deliberation_ne_dit_pas_qu_il_est_depasse(achats: str, rappele: bool) -> None:
    dite = composer(achats=achats)
    assert ("dépassent le seuil" in dite) == rappele and "ne remplace rien" in dite


@pytest.mark.parametrize(
    ("change", "champ", "phrase"),
    [
        ({"achats": "beaucoup"}, "achats", "un montant"), ({"achats": "-1"}, "achats", "un montant"), ({"annee": "25"}, "annee", "quatre chiffres"),
        ({"debut": "2024"}, "debut", "avant l’année mesurée"), ({"debut": "demain"}, "debut", "quatre chiffres"),
        ({"duree": "0"}, "duree", "de 1 à 6"), ({"duree": "7"}, "duree", "de 1 à 6"), ({"duree": "1e0"}, "duree", "de 1 à 6"),
        ({"autres": "VILLE"}, "autres", "deux fois"), ({"autres": "\n".join(map(str, range(20)))}, "autres", "20 acheteurs au plus"),
    ],
)  # fmt: skip
def test_une_mauvaise_reponse_a_sa_phrase(change: dict[str, str], champ: str, phrase: str) -> None:
    """Et aucune autre ; sans réponse, aucun reproche."""
    lues = executer("return spaser.lireReponses(donnees.r)", r=REPONSES | change)
    assert [*lues["ecarts"]] == [champ] and phrase in lues["ecarts"][champ]
    assert executer("return spaser.lireReponses(donnees.r).ecarts", r=dict.fromkeys(REPONSES, "")) == {}


def test_une_valeur_et_son_depart() -> None:
    """Une part tient dans 100 ; le départ vient de « Mes chiffres », pour l'année mesurée et ce qu'ils comptent, et rien d'autre."""
    code = """return [donnees.dites.map(([ecrit, unite]) => spaser.ecartDe(ecrit, { unite }) !== ""),
        donnees.indicateurs.flatMap((un) => ["2025", "2026", ""].map((an) => spaser.departDe(un, donnees.annees, an)))]"""
    dites = [["", "%"], ["12,5 %", "%"], ["101", "%"], ["101", "heures"], ["douze", "%"], ["-1", "heures"]]
    annees = {"2025": {"contrats": 3, "social": {"oui": 1, "non": 2, "inconnu": 0}}}
    ecarts, departs = executer(code, dites=dites, indicateurs=INDICATEURS, annees=annees)
    assert ecarts == [False, False, True, False, True, True]
    assert departs == [{"valeur": "33,3", "sur": 3}, None, None, None, None, None]


def test_la_page_coche_une_politique_et_porte_la_deliberation(base_inventee: Base) -> None:
    choix = {"modele": "deliberation-feuille-de-route", "famille": "pnad", "seuil": "spaser"}
    page = html.fromstring(macro_de(base_inventee, "construire_spaser", **choix))
    assert page.xpath("//input[@checked]/@value") == ["part-verte"]
    assert {un["id"] for un in json.loads(page.xpath("string(//@data-spaser)"))} == {"part-verte", "insertion-heures"}
    assert page.xpath("//@data-seuil") == ["50000000"] and page.xpath("string(//*[@data-modele])").strip()


SOCIALES = ["Clause sociale", "Critère social", "Marché réservé"]


@pytest.mark.parametrize(
    ("suivis", "valeurs", "pilier"),
    [
        (["contrat-declare", "contrat"], SOCIALES, "social"), (["contrat-declare", "contrat"], SOCIALES[:1], ""),
        (["saisie", None], SOCIALES, ""), (["contrat-declare", "contrat"], [], ""),
    ],
)  # fmt: skip
def test_ce_que_mes_chiffres_comptent(suivis: list[Any], valeurs: list[str], pilier: str) -> None:
    """Une part en nombre de contrats, et toutes les valeurs qui disent oui : ni des euros, ni les seuls critères."""
    termes = {str(n): TermeDeFormule.model_construct(suivi=suivi) for n, suivi in enumerate(suivis)}
    decp = [ValeurDecp(champ="considerationsSociales", valeurs=valeurs)] if valeurs else []
    assert pilier_de(Indicateur.model_construct(termes=termes, decp=decp)) == pilier
