"""« Repartir de mon ancien dossier » : les références d'un vieux cahier des charges, et ce qu'elles sont devenues."""

from typing import Any

import pytest

from macros.base.base import Base
from macros.base.citations import resolveur
from macros.fiches.droit.relu import registre
from tests.fabrique.questions import consulter
from tests.unitaires.conftest import Executer

PHRASES = [
    "Vu les articles L. 2112-2 et R. 2111-10 du code de la commande publique, et l’article L. 541-1 du code de l’environnement.",
    "CCP, art. L2112-2 ; Code de la commande publique, article R2111-10 ; l’article L2112-2 seul ; L. 3 sans rien.",
    "la loi n° 2021-1104 du 22 août 2021, art. 35 ; article 58 de la loi n° 2020-105 ; décret 2024-134 ; CCAG-FCS, art. 16.2",
    "L. 2112-2 du code de la route, R. 999-9, la ligne L12, la loi n° 1999-1, le règlement (UE) 2024/1735",
]


def test_le_navigateur_lit_les_references_de_la_construction(node: Executer, base_inventee: Base) -> None:
    """Les formes usuelles, puis chaque texte de clause ; une décision, que le navigateur ne cherche pas, n'en est pas."""
    c = consulter(base_inventee)
    textes = [d.texte for f in c.fiches("clauses").values() for d in f.contenu.dispositions]
    phrases = [*PHRASES, *(p for texte in textes for p in texte.split("\n"))]
    lues = node("return new relire.Registre(donnees.r).lire(donnees.phrases)", r=registre(c), phrases=phrases)
    construites = {cite.ref.reference for phrase in phrases for cite in resolveur(c).citations(phrase)}
    assert set(lues["citees"]) == {x for x in construites if not x.startswith(("CE-", "CJUE-", "TA-"))} != set()
    assert "R999-9" in lues["nonReconnues"] and "L12" not in lues["nonReconnues"]


EFFETS = [{"le": "2019-04-01"}, {"le": "2025-06-01", "par": "loi"}, {"le": "2027-01-01"}, {"quoi": "Un décret."}]
VIEUX = [{"le": "2020-01-01", "par": "loi", "quoi": "Abrogation."}]


def test_ce_qui_a_change_depuis_le_lancement(node: Executer) -> None:
    """Depuis ce jour seulement, l'abrogation d'avant comprise ; ce qui vient est à part, daté ou non ; sans jour, tout est dit."""
    refs = {
        nom: {"libelle": nom, "adresse": nom, "effets": effets, **plus}
        for nom, effets, plus in (("A", EFFETS, {}), ("B", VIEUX, {"abroge": "2020-01-01"}), ("C", EFFETS[:1], {}))
    }
    r = {
        "formes": {},
        "fenetre": 1,
        "prefixes": {},
        "codes": {},
        "textes": {"loi": ["La loi", "droit/loi/"]},
        "refs": refs,
    }
    code = """return ["2024-03-01", "2025-07-01", ""].map((jour) => {
      const { changees, aVenir, inchangees } = new relire.Registre(donnees.r).depuis(["A", "B", "C"], jour, "2026-12-01");
      const en = (liste) => liste.map(({ nom, abrogee, effets }) => [nom, Boolean(abrogee), ...effets.map((e) => e.le ?? e.quoi)]);
      return [en(changees), en(aVenir), inchangees.map(({ nom }) => nom)];
    })"""
    viennent = [["A", False, "2027-01-01", "Un décret."]]
    vieux = ["B", True, "2020-01-01"]
    assert node(code, r=r) == [
        [[["A", False, "2025-06-01"], vieux], viennent, ["C"]],
        [[vieux], viennent, ["A", "C"]],
        [[["A", False, "2025-06-01", "2019-04-01"], vieux, ["C", False, "2019-04-01"]], viennent, []],
    ]


TAUX = ["Les repas sont livrés pour ", {"variable": "taux"}, " des portions."]
COMPARES = [
    ("Les repas sont livrés pour 80 % des portions.", TAUX, "", {"taux": "80 %"}),
    ("Les repas sont livrés pour [Taux dû] des portions.", TAUX, "", {"taux": "[Taux dû]"}),
    ("Les repas chauds sont livrés pour 60 à 70 % des portions.", TAUX, "-chauds -", {"taux": "60 à 70 %"}),
    ("Les repas sont livrés pour 80 % des portions.", [*TAUX[:2], " au moins des portions."], "+au moins +", {"taux": "80 %"}),
    ("Les repas sont livrés.", TAUX, "+ pour ++[Taux dû]++ des portions+", {}),
    ("Vu l’article 5.2 du CCAP.", ["Vu ", {"renvoi": "penalite"}, "."], "", {"renvoi penalite": "l’article 5.2 du CCAP"}),
    ("Vu l'heure", ["Vu l’heure"], "", {}),
]  # fmt: skip


@pytest.mark.parametrize(("ancien", "suite", "change", "valeurs"), COMPARES)
def test_un_texte_se_compare_au_modele_mot_a_mot(
    node: Executer, ancien: str, suite: Any, change: str, valeurs: Any
) -> None:
    """La valeur saisie se retrouve, et reste ; ce qui se rétablit, l'ôté rendu et le posé retiré, est l'ancien texte."""
    code = """const { egal, pas, valeurs } = relire.comparer(donnees.ancien, relire.modeleDe(donnees.suite, { taux: { libelle: "Taux dû" } }));
      return [egal, pas.filter(({ genre }) => genre !== "garde").map(({ genre, texte }) => (genre === "ote" ? `-${texte}-` : `+${texte}+`)).join(""),
        valeurs, pas.filter(({ genre }) => genre !== "pose").map(({ texte }) => texte).join("")]"""
    assert node(code, ancien=ancien, suite=suite) == [not change, change, valeurs, ancien]
