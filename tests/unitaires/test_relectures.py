"""Les relectures : dans quelle version une clause fut relue, par laquelle recommencer, ce dont une fiche doute."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from macros.base.base import Base
from macros.base.types import Relecture
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.relecture.choix import a_relire
from macros.fiches.clause.relecture.doutes import doutes
from tests.fabrique.bases import avec, avec_changee
from tests.fabrique.dossier import dossier_de
from tests.fabrique.pages import macro_de, page_de
from tests.fabrique.questions import consulter, fiches_de
from tests.fiches import clause

CLAUSE = "contenants-reemployables-repas"
AVANT = "2026-01-01.00000000"
LE = {"comme": "relecteur de l’équipe, non juriste", "avis": "Le plafond manquait à la pénalité."}


@pytest.mark.parametrize(
    ("lues", "dites", "dit"),
    [
        ([], [], "jamais relue en entier"),
        ([("2026-11-20", None)], ["relue dans une version inconnue"], "relue dans une version inconnue"),
        ([("2026-11-20", AVANT)], ["relue dans une version antérieure"], "relue dans une version antérieure"),
        ([("2026-11-20", "celle-ci")], ["relue dans la version d’aujourd’hui"], "relue dans la version d’aujourd’hui"),
        (
            [("2026-11-18", "celle-ci"), ("2026-11-20", AVANT)],
            ["relue dans une version antérieure", "relue dans la version d’aujourd’hui"],
            "relue dans la version d’aujourd’hui",
        ),
    ],
)
def test_une_clause_est_rangee_par_sa_meilleure_relecture(
    base_inventee: Base, lues: list[tuple[str, str | None]], dites: list[str], dit: str
) -> None:
    version = dossier_de(base_inventee)[CLAUSE]["version"]
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    relectures = [{**LE, "le": le, "version": version if lue == "celle-ci" else lue} for le, lue in lues]
    relue = replace(fiche, contenu=Clause(**{**fiche.contenu.model_dump(), "relectures": relectures}))
    base = avec(base_inventee, clauses={CLAUSE: relue})
    html = re.sub("</?a( [^>]*)?>", "", macro_de(base, "liste_relectures")).replace("\u00a0", " ")
    assert f"<summary>1 clause : {dit}</summary>" in html and f"<code>{version}</code>" in html
    lignes = r"<li>\d+ novembre 2026, relecteur de l’équipe, non juriste, (.*?) : Le plafond"
    assert re.findall(lignes, html) == dites
    suites = {
        "relue dans une version inconnue": "(version non notée, le texte a pu changer depuis)",
        "relue dans une version antérieure": f"(version <code>{AVANT}</code>, le texte a changé depuis)",
        "relue dans la version d’aujourd’hui": f"(version <code>{version}</code>, celle d’aujourd’hui)",
    }
    page = re.sub("[\u00a0\u202f]", " ", page_de(base, "clauses", relue).html)
    assert re.findall(r"relecteur de l’équipe, non juriste, le \d+ novembre 2026 (\(.*?\))", page) == [
        suites[dite] for dite in dites
    ]
    assert ("Une lecture ne vaut pas relecture juridique." in page) == bool(dites)
    assert ", sans relecture juridique." in page


@pytest.mark.parametrize(
    ("genre", "nom", "champs", "change"),
    [
        ("socle", "engagements-offre", {"texte": "Un autre plafond."}, True),
        ("socle", "engagements-offre", {"resume": "Un autre résumé."}, False),
        ("clauses", CLAUSE, {"resume": "Un autre résumé."}, False),
        ("clauses", CLAUSE, {"variables": "taux à 81"}, True),
    ],
)
def test_une_phrase_commune_ou_une_valeur_fait_une_autre_version(
    base_inventee: Base, genre: str, nom: str, champs: dict[str, Any], change: bool
) -> None:
    if "variables" in champs:
        variables = fiches_de(base_inventee, "clauses")[CLAUSE].contenu.variables
        champs = {"variables": {**variables, "taux": variables["taux"].model_copy(update={"defaut": 81})}}
    version = dossier_de(base_inventee)[CLAUSE]["version"]
    base = avec_changee(base_inventee, genre, nom, **champs)
    lue = Relecture(le=date(2026, 11, 20), version=version, **LE)
    relue = avec_changee(base, "clauses", CLAUSE, relectures=[lue])
    attendu = "une version antérieure" if change else "la version d’aujourd’hui"
    assert f"1 clause : relue dans {attendu}" in macro_de(relue, "liste_relectures").replace("\u00a0", " ")


def test_une_fiche_dit_ce_dont_elle_doute(base_inventee: Base) -> None:
    """Un aveu de vigilance, un article non lu, une alerte écartée, une valeur sans source : chacun est une question."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    douteux = {
        "vigilance": ["Le code ne dit pas si le lavage compte.", "Vérifiez la place des chariots dans les offices."],
        "alertes_levees": [{"regle": "mot-flou", "extrait": "au mieux", "motif": "Le mot est celui du CCAG."}],
        "ordres_de_grandeur": [],
        "variables": {
            **fiche.contenu.model_dump()["variables"],
            "taux": {"libelle": "Part", "type": "pourcentage", "defaut": 80, "origine": "source"},
        },
    }
    douteuse = replace(fiche, contenu=Clause(**{**fiche.contenu.model_dump(), **douteux}))
    code = fiches_de(base_inventee, "codes")["ccp"]
    articles = {
        numero: a.model_copy(update={"non_lu": "La version du 22 août n’est pas lue."}) if numero == "L2112-2" else a
        for numero, a in code.contenu.articles.items()
    }
    non_lu = replace(code, contenu=code.contenu.model_copy(update={"articles": articles}))
    dits = list(doutes(consulter(avec(base_inventee, clauses={CLAUSE: douteuse}, codes={"ccp": non_lu})), douteuse))
    assert dits[0] == "Le code ne dit pas si le lavage compte." and not any("chariots" in dit for dit in dits)
    assert dits[1].startswith("L.\u00a02112-2 du code") and dits[1].endswith("La version du 22 août n’est pas lue.")
    assert dits[2] == "Le contrôle alertait sur « au mieux » ; l’alerte a été écartée. Le mot est celui du CCAG."
    assert "Nombre minimal de réemplois d’un contenant (50)" in dits[3] and "Part (80" not in dits[3]
    assert dits[4:] == ["Aucun chiffre n’a été trouvé sur l’effet, le coût ou le nombre d’offres."]


def test_les_clauses_a_relire_se_choisissent(base_inventee: Base) -> None:
    """D'abord celles que personne n'a lues dans leur version, une par famille puis une seconde, les plus lourdes devant."""
    lourde = fiches_de(base_inventee, "clauses")[CLAUSE].contenu
    textes = {nom: getattr(lourde, nom) for nom in ("dispositions", "variables", "ccag")}
    fiches = {
        f.id: f
        for f in (
            clause("legere", segments=["nettoyage"]),
            clause("lourde", segments=["nettoyage"], **textes),
            clause("lue", segments=["restauration"], **textes),
            clause("non-lue", segments=["restauration"]),
            clause("lue-seule", segments=["voirie"]),
            clause("retiree", segments=["voirie"], statut="retiree", retrait="Une autre la remplace."),
        )
    }
    version = dossier_de(avec(base_inventee, clauses=fiches))
    for nom in ("lue", "lue-seule"):
        lecture = Relecture(le=date(2026, 11, 25), version=version[nom]["version"], **LE)
        fiches[nom] = replace(fiches[nom], contenu=fiches[nom].contenu.model_copy(update={"relectures": [lecture]}))
    choisies = [f.id for f in a_relire(consulter(avec(base_inventee, clauses=fiches)))]
    assert choisies == ["lourde", "non-lue", "legere", "lue-seule", "lue"]
    assert len(a_relire(consulter(base_inventee))) == 20
