"""La page des relectures : dans quelle version une clause fut relue, et par laquelle recommencer."""

import re
from dataclasses import replace

import pytest

from macros.base.base import Base
from macros.fiches.clause.modele import Clause
from tests.fabrique.bases import avec
from tests.fabrique.dossier import dossier_de
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import fiches_de

CLAUSE = "contenants-reemployables-repas"
AVANT = "2026-01-01.00000000"
LE = {"comme": "relecteur de l’équipe, non juriste", "avis": "Le plafond manquait à la pénalité."}


@pytest.mark.parametrize(
    ("lues", "dites", "dit"),
    [
        ([], [], "jamais relue en entier"),
        ([("2026-11-20", None)], ["relue dans une version inconnue"], "relue dans une version inconnue"),
        ([("2026-11-20", AVANT)], ["relue dans une version d’avant"], "relue dans une version d’avant"),
        ([("2026-11-20", "celle-ci")], ["relue dans la version d’aujourd’hui"], "relue dans la version d’aujourd’hui"),
        (
            [("2026-11-18", "celle-ci"), ("2026-11-20", AVANT)],
            ["relue dans une version d’avant", "relue dans la version d’aujourd’hui"],
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
    html = macro_de(avec(base_inventee, clauses={CLAUSE: relue}), "liste_relectures").replace("\u00a0", " ")
    assert f"<summary>1 clause : {dit}</summary>" in html and f"<code>{version}</code>" in html
    lignes = r"<li>\d+ novembre 2026, relecteur de l’équipe, non juriste, (.*?) : Le plafond"
    assert re.findall(lignes, html) == dites
