"""Les dates d'une obligation et d'un seuil : l'année d'exécution, la date plancher qui ne se dit pas, ce qui vient avant ses textes."""

from datetime import date
from typing import Any

import pytest

from macros.base.base import Base
from tests.fabrique.bases import avec, avec_changee, changee
from tests.fabrique.dossier import obligations_de
from tests.fabrique.lecture import controler
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import seuils_de
from tests.unitaires.conftest import executer
from tests.unitaires.test_obligations import CAS, EVALUER

PLANCHER = "2019-04-01"


@pytest.mark.parametrize(
    ("depuis", "jusqu_a", "due"),
    [
        ("2024-01-01", "2026-09-30", False), ("2024-01-01", "2026-10-01", True),
        ("2026-12-02", "2026-12-31", False), ("2026-12-01", "2026-12-31", True),
    ],
)  # fmt: skip
def test_une_regle_d_une_annee_ne_vaut_que_si_l_execution_la_croise(
    base_inventee: Base, depuis: str, jusqu_a: str, due: bool
) -> None:
    """Du 1er octobre au 1er décembre 2026 : une règle finie avant, ou commencée après, est pourtant de la même année."""
    champs = {"depuis": date.fromisoformat(depuis), "jusqu_a": date.fromisoformat(jusqu_a)}
    siennes = obligations_de(avec_changee(base_inventee, "obligations", "parc-2026", **champs))
    [rendu] = executer(EVALUER, regles=siennes, bruts=[CAS | {"duree": "2"}])
    assert ("parc-2026" in rendu["obligations"]) == due


@pytest.mark.parametrize(
    ("compte", "depuis", "jusqu_a", "annees", "dit"),
    [
        ("lancement", PLANCHER, None, [], ""),
        ("signature", PLANCHER, None, [], ""),
        ("annee", PLANCHER, None, [2026, 2027], "Ici : 2026, 2027."),
        ("lancement", PLANCHER, "2025-12-31", [], "Consultations lancées jusqu’au 31 décembre 2025."),
        ("lancement", "2019-04-02", None, [], "Consultations lancées depuis le 2 avril 2019."),
        ("signature", "2024-01-01", "2025-12-31", [], "Marchés signés depuis le 1er janvier 2024, jusqu’au 31 décembre 2025."),
        ("annee", "2025-01-01", None, [2026], "Achats et exécution depuis le 1er janvier 2025 ; ici : 2026."),
    ],
)  # fmt: skip
def test_la_date_plancher_ne_se_dit_jamais(
    base_inventee: Base, compte: str, depuis: str, jusqu_a: str | None, annees: list[int], dit: str
) -> None:
    """Ni dans la réponse, ni dans la liste qui se lit sans script : l'entrée en vigueur du code n'est pas la date du devoir."""
    champs = {
        "compte_depuis": compte,
        "depuis": date.fromisoformat(depuis),
        "jusqu_a": jusqu_a and date.fromisoformat(jusqu_a),
    }
    base = avec_changee(base_inventee, "obligations", "reserve", **champs)
    regle = next(r for r in obligations_de(base)["regles"] if r["id"] == "reserve")
    assert regle["depuis"] == depuis, "l'évaluation, elle, en a besoin"
    rendu = executer("return obligations.duree(donnees);", regle=regle, annees=annees)
    assert rendu.replace("\xa0", " ") == dit
    ligne = macro_de(base, "toutes_obligations").split('id="reserve"')[1].split("</tr>")[0].replace("\xa0", " ")
    assert "1er avril 2019" not in ligne and ("depuis le" in ligne) == (depuis != PLANCHER)
    assert ("jusqu’au 31 décembre 2025" in ligne) == (jusqu_a is not None)
    assert ("Toujours." in ligne) == (depuis == PLANCHER and jusqu_a is None)


@pytest.mark.parametrize(
    ("depuis", "suite", "colonne"),
    [(PLANCHER, "", "avril 2019 au plus tard"), ("2019-04-02", " depuis le 2 avril 2019", "2 avril 2019")],
)
def test_la_date_plancher_d_un_seuil_ne_se_dit_jamais(
    base_inventee: Base, depuis: str, suite: str, colonne: str
) -> None:
    """Ni dans une raison, ni au registre : le montant du jour où le code est entré en vigueur peut être plus vieux que lui."""
    nom, seuil = next((nom, s) for nom, s in seuils_de(base_inventee).items() if s.unite == "€ HT")
    valeur = seuil.valeurs[0].model_copy(
        update={"montant": 1234, "depuis": date.fromisoformat(depuis), "jusqu_au": None}
    )
    ancienne = valeur.model_copy(update={"montant": 999, "depuis": date(2019, 4, 1)})
    neuve = valeur.model_copy(update={"depuis": date(2024, 1, 1)})

    def base_avec(*valeurs: Any) -> Base:
        seuils = {nom: seuil.model_copy(update={"valeurs": list(valeurs)})}
        return avec_changee(base_inventee, "seuils", "seuils", seuils=seuils)

    base = base_avec(valeur)
    condition = {"seuil": nom, "mots": "au moins {seuil}"}
    dire = "return obligations.dire(donnees.regles, { lancement: '2026-10-01' }, donnees.condition);"
    dit = executer(dire, regles=obligations_de(base), condition=condition)
    assert dit.replace("\u202f", " ").replace("\xa0", " ") == f"au moins 1 234 € HT{suite}"
    for macro, attendu in (("detail_seuils", suite.strip()), ("tableau_seuils", colonne)):
        page = macro_de(base, macro).replace("\xa0", " ")
        assert "1er avril 2019" not in page and attendu in page
    avant = macro_de(base_avec(ancienne, neuve), "detail_seuils").replace("\u202f", " ").replace("\xa0", " ")
    assert "<dd>999 € HT</dd>" in avant and "depuis le 1er janvier 2024" in avant


def test_un_seuil_annonce_rend_la_reponse_incertaine(regles: dict[str, Any]) -> None:
    decp = regles["seuils"]["decp"]
    annoncee = {"montant": 60000, "depuis": "2026-06-01", "jusqu_au": None, "confiance": "a-confirmer"}
    autres = {**regles, "seuils": {"decp": {**decp, "valeurs": [*decp["valeurs"], annoncee]}}}
    entre, au_dessus = executer(EVALUER, regles=autres, bruts=[CAS, CAS | {"montant": "70000"}])
    assert "critere" in entre["incertaines"] and "critere" in au_dessus["obligations"]


def test_un_seuil_sans_valeur_a_cette_date_reste_a_preciser(regles: dict[str, Any]) -> None:
    finies = [{**v, "jusqu_au": "2026-12-31"} for v in regles["seuils"]["decp"]["valeurs"]]
    autres = {**regles, "seuils": {"decp": {**regles["seuils"]["decp"], "valeurs": finies}}}
    (rendu,) = executer(EVALUER, regles=autres, bruts=[CAS | {"lancement": "2028-01-01"}])
    assert rendu["procedure"] == [] and rendu["aPreciser"] == ["procedure-libre", "critere"]


@pytest.mark.parametrize(
    ("depuis", "articles", "dit"),
    [
        ("2023-12-31", ["LOI-2020-105 art. 58", "DEC-2024-134"], True),
        ("2024-06-30", ["DEC-2024-134"], True),
        ("2024-07-01", ["DEC-2024-134"], False),
        ("2023-12-31", ["DEC-2024-134", "LOI-2021-1104 art. 35"], False),
        ("2023-12-31", ["DEC-2024-134", "CCP L2112-2"], False),
        ("2019-04-01", ["DEC-2024-134"], False),
        ("2023-12-31", ["DEC-2024-134", "SANS-DATE"], False),
    ],
    ids=["deux-textes", "la-veille", "le-jour", "texte-plus-ancien", "article-de-code", "date-plancher", "sans-date"],
)
def test_une_regle_ne_commence_pas_avant_ses_textes(
    base_inventee: Base, depuis: str, articles: list[str], dit: bool
) -> None:
    """Le plus ancien des textes cités compte ; un article de code ou un texte sans date laissent la règle muette."""
    textes = base_inventee.fiches["textes"]
    sans_date = changee(textes["projet-2027"], id="sans-date", en_vigueur=[])
    base = avec(base_inventee, textes={**textes, "sans-date": sans_date})
    base = avec_changee(base, "obligations", "critere", depuis=date.fromisoformat(depuis), articles=articles)
    trouvees = [(a.message, a.conseil) for a in controler(base) if a.code == "avant-son-texte"]
    message = f"la règle vaudrait dès le {depuis} ; aucun texte qu'elle cite ne s'applique avant le 2024-07-01"
    conseil = "Corrigez « depuis », ou « en_vigueur » de data/droit/textes/dec-2024-134.yml."
    assert trouvees == [(message, conseil)] * dit


def test_ce_qui_change_dans_les_dix_huit_mois(regles: dict[str, Any]) -> None:
    """La règle qui commence, avec sa veille ; la fin que rien ne suit ; le seuil que rien ne fixe ; rien d'hier, rien au-delà."""
    finies = [{**v, "jusqu_au": "2027-12-31"} for v in regles["seuils"]["decp"]["valeurs"]]
    faute_de_suite = [{**r, "suite": None, "jusqu_a": "2027-06-30"} for r in regles["regles"] if r["id"] == "critere"]
    autres = {**regles, "seuils": {"decp": {**regles["seuils"]["decp"], "valeurs": finies}}}
    autres["regles"] = [*(r for r in regles["regles"] if r["id"] != "critere"), *faute_de_suite]
    code = """const { cas } = obligations.lire(donnees.regles.faits, donnees.brut);
    return donnees.jours.map((jour) => obligations.changements({ donnees: donnees.regles, cas }, jour)
      .map(({ le, regle, fin, seuils }) => [le, regle?.id ?? seuils.join(), fin, regle?.annonce?.adresse]));"""
    jours = ["2026-11-26", "2027-01-01", "2025-01-01"]
    de_novembre, de_janvier, trop_tot = executer(code, regles=autres, brut=CAS | {"urgence": "non"}, jours=jours)
    assert [c[:2] for c in de_novembre] == [
        ["2027-01-01", "parc-2027"], ["2027-07-01", "critere"], ["2028-01-01", "seuil:decp"],
    ]  # fmt: skip
    assert de_novembre[0][2:] == [False, "veille/2026/2026-08-21-critere/"] and de_novembre[1][2] is True
    assert [c[1] for c in de_janvier] == ["critere", "seuil:decp"] and trop_tot == []
