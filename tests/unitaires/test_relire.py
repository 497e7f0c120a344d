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
    """Depuis ce jour seulement, l'abrogation d'avant comprise, un texte dit une fois pour ses articles ; ce qui vient est à part, daté ou non ; sans jour, tout est dit."""
    refs = {
        nom: {"libelle": nom, "adresse": nom, "effets": effets, **plus}
        for nom, effets, plus in (
            ("A", EFFETS, {}),
            ("A art. 3", [], {"de": "A"}),
            ("A art. 9", [], {"de": "A"}),
            ("B", VIEUX, {"abroge": "2020-01-01"}),
            ("C", EFFETS[:1], {}),
        )
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
      const { changees, aVenir, inchangees } = new relire.Registre(donnees.r).depuis(["A art. 3", "B", "C", "A art. 9"], jour, "2026-12-01");
      const en = (liste) => liste.map(({ libelle, abrogee, effets }) => [libelle, Boolean(abrogee), ...effets.map((e) => e.le ?? e.quoi)]);
      return [en(changees), en(aVenir), inchangees.map(({ libelle }) => libelle)];
    })"""
    un = "A (articles 3 et 9)"
    viennent = [[un, False, "2027-01-01", "Un décret."]]
    vieux = ["B", True, "2020-01-01"]
    assert node(code, r=r) == [
        [[[un, False, "2025-06-01"], vieux], viennent, ["C"]],
        [[vieux], viennent, [un, "C"]],
        [[[un, False, "2025-06-01", "2019-04-01"], vieux, ["C", False, "2019-04-01"]], viennent, []],
    ]


TAUX = ["Les repas sont livrés pour ", {"variable": "taux"}, " des portions."]
LIEU = ["Les repas sont livrés à ", {"variable": "lieu"}, "."]
VARIABLES = {
    "taux": {"libelle": "Taux dû", "type": "pourcentage", "suffixe": "\u00a0%"},
    "lieu": {"libelle": "Lieu", "type": "texte"},
    "mode": {"libelle": "Mode", "type": "choix", "choix": ["achat", "location longue"]},
}
COMPARES = [
    ("Les repas sont livrés pour 80 % des portions.", TAUX, "", {"taux": "80 %"}),
    ("Les repas sont livrés pour [Taux dû] des portions.", TAUX, "", {"taux": "[Taux dû]"}),
    ("Les repas chauds sont livrés à la mairie, 3 rue M. Curie.", LIEU, "-chauds -", {"lieu": "la mairie, 3 rue M. Curie"}),
    ("Les repas sont livrés à la mairie. Le chaud est à part.", LIEU, "- Le chaud est à part.-", {"lieu": "la mairie"}),
    ("Les repas sont livrés pour 80 %, produits à moins de 50 km, des portions.", TAUX, "-,--produits à moins de 50 km, -", {"taux": "80 %"}),
    ("Les repas sont livrés pour 80 % au moins des portions.", TAUX, "-au moins -", {"taux": "80 %"}),
    ("En location longue durée.", ["En ", {"variable": "mode"}, "."], "- durée-", {"mode": "location longue"}),
    ("Les repas sont livrés pour 80 % des portions.", [*TAUX[:2], " au moins des portions."], "+au moins +", {"taux": "80 %"}),
    ("Les repas sont livrés.", TAUX, "+ pour ++[Taux dû]++ des portions+", {}),
    ("80 % du pain et 80 % du lait", [TAUX[1], " du pain et ", TAUX[1], " du lait"], "", {"taux": "80 %"}),
    ("80 % du pain et 60 % du lait", [TAUX[1], " du pain et ", TAUX[1], " du lait"], "", {"taux": ""}),
    ("Vu l’article 5.2 du CCAP.", ["Vu ", {"renvoi": "penalite"}, "."], "", {"renvoi penalite": "l’article 5.2 du CCAP"}),
    ("Vu l’article 5 de l’AE. Sans cumul.", ["Vu ", {"renvoi": "p"}, "."], "- Sans cumul.-", {"renvoi p": "l’article 5 de l’AE"}),
    ("Vu l'heure", ["Vu l’heure"], "", {}),
]  # fmt: skip


@pytest.mark.parametrize(("ancien", "suite", "change", "valeurs"), COMPARES)
def test_un_texte_se_compare_au_modele_mot_a_mot(
    node: Executer, ancien: str, suite: Any, change: str, valeurs: Any
) -> None:
    """La valeur saisie se retrouve, et reste, sans rien avaler d'autre ; ce qui se rétablit, l'ôté rendu et le posé retiré, est l'ancien texte."""
    code = """const { egal, pas, valeurs } = relire.comparer(donnees.ancien, relire.modeleDe(donnees.suite, donnees.variables));
      return [egal, pas.filter(({ genre }) => genre !== "garde").map(({ genre, texte }) => (genre === "ote" ? `-${texte}-` : `+${texte}+`)).join(""),
        valeurs, pas.filter(({ genre }) => genre !== "pose").map(({ texte }) => texte).join("")]"""
    assert node(code, ancien=ancien, suite=suite, variables=VARIABLES) == [not change, change, valeurs, ancien]


HIER, NEUVE = "2026-01-01.00000000", "2026-06-01.00000000"
REPAS, LAIT = (
    "Les repas sont livrés pour 80 % des portions.",
    "Le lait vient en bidons consignés, repris chaque semaine.",
)
CCAG = " Une pénalité est due en application de l’article 20.1.5 du CCAG-Travaux."
NEUF = "Un registre des écarts suit le chantier."
PAIN = ["Le pain frais, pour ", TAUX[1], " du total, est livré chaque matin."]
CAS: list[tuple[str, list[Any], list[list[Any]] | None, str, list[Any], list[str]]] = [
    # version du document, ses paragraphes ([texte, celui de sa marque s'il en diffère]), ceux de la clause, état, révisions, laissés
    (HIER, [REPAS], [TAUX], "ailleurs", [], []),
    (NEUVE, [REPAS], [TAUX], "a-jour", [], []),
    (NEUVE, [[f"{REPAS} Chauds.", REPAS]], [TAUX], "retouchee", [], [f"{REPAS} Chauds."]),
    (NEUVE, [REPAS, ["", LAIT]], [TAUX], "retouchee", [], []),
    (NEUVE, [REPAS, ["", None]], [TAUX], "a-jour", [], []),
    (NEUVE, [REPAS, [LAIT, None]], [TAUX], "retouchee", [], [LAIT]),
    (HIER, [REPAS, LAIT], [TAUX], "changee", [f"×-{LAIT}-"], []),
    (HIER, [REPAS, LAIT], [TAUX, [NEUF]], "changee", [f"×-{LAIT}-", f"2:+{NEUF}+"], []),
    (HIER, [REPAS], None, "changee", [], []),
    (HIER, [f"{REPAS} {REPAS}"], [[*TAUX, " ", *TAUX], PAIN], "changee", ["1:+Le pain frais, pour 80 % du total, est livré chaque matin.+"], []),
    (HIER, [REPAS, REPAS.replace("80", "60")], [TAUX, TAUX, PAIN], "changee", ["2:+Le pain frais, pour [Taux dû] du total, est livré chaque matin.+"], []),
    (HIER, [LAIT], [[f"{LAIT} Sans frais.{CCAG}"], [f"{NEUF}{CCAG}"]], "changee", ["+ Sans frais.+", f"1:+{NEUF}+"], []),
    (HIER, [f"{REPAS}{CCAG}", LAIT], [[*TAUX, CCAG], [f"{LAIT} Sans frais.{CCAG}"]], "changee", ["+ Sans frais.+"], []),
    (HIER, [f"{LAIT}{CCAG}"], [[f"{LAIT} Sans frais.{CCAG}"], [f"{NEUF}{CCAG}"]], "changee", ["+Sans frais. +", f"1:+{NEUF}{CCAG}+"], []),
]  # fmt: skip


@pytest.mark.parametrize(("version", "anciens", "suites", "etat", "revisions", "laisses"), CAS)
def test_une_clause_du_document_se_compare_a_celle_du_jour(
    node: Executer, version: str, anciens: Any, suites: Any, etat: str, revisions: Any, laisses: Any
) -> None:
    """Ôté, neuf, disparu, refusé, retouché ; une valeur dite deux fois ; avec ou sans CCAG : « à jour » ne se dit que de ce qui l'est."""
    code = """const lus = donnees.anciens.map((un) => [un].flat()).map(([texte, ecrit = texte]) => [texte, ecrit === null ? relire.OTEE : relire.marqueDe(ecrit)]);
      const paragraphes = lus.flatMap(([texte], rang) => texte || lus[rang][1] === relire.OTEE
        ? [{ noeud: { rang: rang + 1, closest: () => null }, noms: [`texte_1_${rang + 1}`], texte }] : []);
      const proprietes = new Map([["texte_1", `clause#suivi ${donnees.version} ${lus.map(([, marque]) => marque).join("")}`]]);
      const textes = donnees.suites ? [{ id: "suivi", blocs: donnees.suites.map((suite) => ({ genre: "paragraphe", suite })) }] : [];
      const fiche = { titre: "Clause", version: donnees.neuve, variables: donnees.variables, textes };
      const sansCcag = !paragraphes.some(({ texte }) => texte.includes("CCAG"));
      const { etat, textes: [{ revisions, laisses }] } = relire.comparerLaClause(fiche, relire.textesDuManifeste({ paragraphes, proprietes }), { sansCcag });
      const mots = (pas) => ["ote", "pose"].map((genre) => pas.filter((un) => un.genre === genre).map(({ texte }) => texte).join("")).map((dit, n) => dit && "-+"[n] + dit + "-+"[n]).join("");
      return [etat, revisions.map(({ apres, entier, pas }) => (apres ? `${apres.rang}:` : entier ? "×" : "") + mots(pas)), laisses.map(({ texte }) => texte)];"""
    lu = node(code, version=version, anciens=anciens, suites=suites, variables=VARIABLES, neuve=NEUVE)
    assert lu == [etat, revisions, laisses]
