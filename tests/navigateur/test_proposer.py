"""« Proposer une fiche » : le fichier qu'un formulaire écrit passe le contrôle du premier coup, et sort sans rien perdre."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from macros.commandes.passage import copier_les_fiches, essayer
from macros.commandes.verifier import commande_verifier
from macros.sorties.donnees.vierge import genres_a_ecrire
from tests.fabrique.reperes import RACINE

SOURCE = {"sources/titre": "Page du service", "sources/url": "https://www.economie.gouv.fr/page"}
PHRASE = "Le service aide les communes à préparer leurs achats."
REPONSES = {
    "structure": {
        **{"titre": "Atelier d’essai", "resume": PHRASE, "famille": "reseau", "portee": "nationale"},
        **{"aide": "Relire un cahier des charges avant la publication.", "site": "https://www.economie.gouv.fr/"},
        **SOURCE,
    },
    "evenement": {
        **{"titre": "Rencontre : acheter des repas", "resume": PHRASE, "type": 1, "publics": ["elu", "acheteur"]},
        **{"debut": "2027-02-03T12:30", "fin": "2027-02-03T13:30", "lieu": "Salle des fêtes, Auch", "organisateur": "Atelier"},
        **SOURCE,
    },
    "terme": {"terme": "carnet de sourçage", "definition": "Ce que l’acheteur note de ses visites.", **SOURCE},
    "veille": {
        **{"titre": "Un guide d’essai paraît", "date": "2026-11-20", "evenement": "doctrine", "themes": ["procedure"]},
        **{"impact": "faible", "pour/tailles": ["petite"], "pour/profils": ["acheteur"]},
        **{"change": "Un guide explique, sans rien imposer, comment préparer un achat.", "corps": "## Exemple\n\nUne commune lit le guide avant son marché."},
        **SOURCE,
    },
    "clause": {
        **{"titre": "Des outils prêtés aux équipes", "resume": "Le titulaire prête ses outils, l’acheteur le constate."},
        **{"themes": ["economie-circulaire"], "segments": ["espaces-verts"], "marches": ["services"], "tailles": ["petite"]},
        **{"dispositions/piece": "CCTP", "dispositions/nature": "condition-execution"},
        **{"dispositions/texte": "Le titulaire prête à l’équipe communale les outils de taille pendant ses interventions."},
        **{"dispositions/objet": "autoportees-et-vehicules-legers", "charge/documents": "1", "charge/controles": "1"},
        **{"preuves/quoi": "Le bon de prêt signé, ou tout document équivalent.", "preuves/qui": "Le titulaire", "preuves/quand": "À chaque prêt"},
        **{"controle/qui": "Le service des espaces verts", "controle/comment": "Rapproche les bons de prêt du planning.", "controle/frequence": "Chaque trimestre"},
        **{"controle/suite": "Observations écrites, puis mise en demeure.", "fondements": "CCP L2112-2", **SOURCE},
    },
}  # fmt: skip
"""Genre → champ, dans sa partie s'il en a une → ce qu'on y écrit, ou les cases cochées."""


def remplir(page: Page, reponses: dict[str, object]) -> None:
    """Répond comme on tape : chaque champ par son nom, dans la partie qui le porte."""
    for chemin, reponse in reponses.items():
        partie, _, nom = chemin.rpartition("/")
        dans = page.locator("form")
        if partie:
            dans = dans.locator("fieldset").filter(has=page.locator(f"> legend > code:text-is('{partie}')")).first
        champ = dans.locator(f"[data-champ={nom}]").first
        if isinstance(reponse, list):
            for code in reponse:
                dans.locator("fieldset.cases").filter(has=page.locator(f"[data-champ={nom}]")).locator(
                    f"[value={code}]"
                ).last.check()
        elif champ.evaluate("(e) => e.tagName") == "SELECT":
            champ.select_option(**({"index": reponse} if isinstance(reponse, int) else {"value": reponse}))
        else:
            champ.fill(str(reponse))
    page.locator("form button:has-text('Vérifier')").click()


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend une copie des fiches et des pages, où écrire ce que les formulaires rendent."""
    copie = tmp_path_factory.mktemp("depot")
    copier_les_fiches(RACINE, copie)
    (copie / "mkdocs.yml").write_bytes((RACINE / "mkdocs.yml").read_bytes())
    return copie


@pytest.mark.parametrize("genre", REPONSES)
def test_ce_qu_ecrit_le_formulaire_passe_le_controle(visiter, depot: Path, capsys: pytest.CaptureFixture[str], genre: str) -> None:  # fmt: skip
    page = visiter(f"contribuer/proposer/?genre={genre}").page
    remplir(page, REPONSES[genre])
    expect(page.locator("section [role=status]").first).to_have_text("Tout ce qui est obligatoire est rempli.")
    with page.expect_download() as recu:
        page.locator("[data-sortie=telecharger]").click()
    texte = recu.value.path().read_text("utf-8")
    assert texte == page.locator("[data-yaml]").text_content()
    fichier = page.locator("section ol code").text_content()
    assert fichier.endswith(f"/{recu.value.suggested_filename}")
    essayer(depot, fichier, texte)
    code = commande_verifier(depot, [depot / fichier])
    assert code == 0, capsys.readouterr().out + texte
