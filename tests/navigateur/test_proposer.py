"""« Proposer une fiche » : le fichier qu'un formulaire écrit passe le contrôle du premier coup, et sort sans rien perdre."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from macros.commandes.passage import copier_les_fiches, essayer
from macros.commandes.verifier import commande_verifier
from tests.fabrique.reperes import RACINE

SOURCE = {"sources/titre": "Page du service", "sources/url": "https://www.economie.gouv.fr/page"}
PHRASE = "Le service aide les communes à préparer leurs achats."
EXEMPLE = "Une commune lit le guide avant son marché, relit ses modèles, puis demande deux devis de plus à des entreprises du canton."
REPONSES = {
    "structure": {
        **{"titre": "Atelier d’essai", "resume": PHRASE, "famille": "reseau", "portee": "departementale"},
        "departements": "tarn",
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
        **{"change": "Un guide explique, sans rien imposer, comment préparer un achat.", "corps": f"## Exemple\n\n{EXEMPLE}"},
        **SOURCE,
    },
    "veille, une échéance": {
        **{"titre": "Une date d’essai", "date": "2026-11-20", "evenement": "echeance", "themes": ["procedure"]},
        **{"impact": "fort", "pour/tailles": ["petite"], "pour/profils": ["acheteur"]},
        **{"change": "À cette date, une règle d’essai s’applique.", "corps": f"## Exemple\n\n{EXEMPLE}"},
        **{**SOURCE, "sources/url": "https://presse.test/"},
    },
    "clause": {
        **{"titre": "Des outils prêtés aux équipes", "resume": "Le titulaire prête ses outils, l’acheteur le constate."},
        **{"themes": ["economie-circulaire"], "segments": ["espaces-verts"], "marches": ["services"], "tailles": ["petite"]},
        **{"dispositions/piece": "CCTP", "dispositions/nature": "condition-execution"},
        **{"dispositions/texte": "Le titulaire prête à l’équipe communale les outils de taille pendant ses interventions."},
        **{"preuves/quoi": "Le bon de prêt signé, ou tout document équivalent.", "preuves/qui": "Le titulaire", "preuves/quand": "À chaque prêt"},
        **{"controle/qui": "Le service des espaces verts", "controle/comment": "Rapproche les bons de prêt du planning.", "controle/frequence": "Chaque trimestre"},
        **{"controle/suite": "Observations écrites, puis mise en demeure.", "fondements": "CCP L2112-2", **SOURCE},
        **{"ccag/cahiers": ["FCS"], "charge/documents": "1", "charge/controles": "1"},
    },
}  # fmt: skip
"""Genre → champ, dans sa partie s'il en a une → ce qu'on y écrit, ou les cases cochées."""
PENALITE = {
    "dispositions/piece": "CCAP",
    "dispositions/nature": "penalite",
    "dispositions/texte": "Une pénalité de 50 euros par jour.",
}
REPONSES["clause, une pénalité"] = {**REPONSES["clause"], **PENALITE}


def remplir(page: Page, reponses: dict[str, object]) -> None:
    """Répond comme on tape : chaque champ par son nom, dans la partie qui le porte."""
    page.locator("form details").evaluate_all("(plis) => plis.forEach((pli) => (pli.open = true))")
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
    page = visiter(f"contribuer/proposer/?genre={genre.partition(',')[0]}").page
    remplir(page, REPONSES[genre])
    assert page.locator("details [data-champ=controles]").count() == 0
    if "échéance" in genre:  # une liste vide y dit autre chose qu'une liste absente ; ce qui pèse dit quoi faire
        expect(page.locator("section [role=status]").first).to_contain_text(
            "À compléter ou à corriger : obligations, a_faire, sans_adresse"
        )
        assert page.locator("details [data-champ=a_faire], details [data-rien=obligations]").count() == 0
        page.locator("[data-champ=sans_adresse]").fill("Le texte n’est pas encore publié.")
        page.locator("[data-champ=a_faire]").fill("Relire ses modèles.")
        page.locator("[data-rien=obligations]").check()
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


HOSTILES = {
    "titre": "=cmd|' /C calc'!A0",
    "resume": "<img src=x onerror=alert(1)> <script>alert(2)</script>",
    "aide": "The buyer shall — مرحبا 你好 \u202e\u200b\x07fin",
    "site": "javascript:alert(1)",
}
"""Une formule, du HTML, une autre langue et des signes invisibles, une adresse qui n'en est pas une."""


def test_une_saisie_hostile_reste_du_texte_et_se_dit(visiter) -> None:
    """Rien ne s'exécute, rien ne se coupe : l'écart se lit à côté du champ, et les sorties portent le texte."""
    page = visiter("contribuer/proposer/?genre=structure").page
    remplir(page, HOSTILES)
    texte = page.locator("[data-yaml]").text_content()
    assert "titre: \"=cmd|' /C calc'!A0\"" in texte and "<img src=x onerror=alert(1)>" in texte
    assert "The buyer shall — مرحبا 你好 fin" in texte and not page.locator("form img, pre img").count()
    resume = page.locator(".champ:has([data-champ=resume]) .message").first
    expect(resume).to_contain_text("« <img src=x o » ressemble à du HTML. Employez les listes")
    assert "https" in page.locator(".champ:has(> .actions > [data-champ=site]) .message").text_content()
    assert page.locator("[data-sortie=fichier-neuf]").is_hidden()
    page.locator("[data-champ=resume]").fill("long " * 20_000)
    page.locator("[data-champ=resume]").blur()
    message = page.locator(".champ:has([data-champ=resume]) .message").first
    expect(message).to_contain_text("est trop long (99999 caractères). Au plus 420 caractères.")
    assert page.locator("[data-yaml]").text_content().count("long") == 20_000
    assert (
        "Je joins" in parse_qs(urlsplit(page.locator("[data-sortie=courriel]").get_attribute("href")).query)["body"][0]
    )


def test_le_brouillon_revient_se_dispute_s_efface_et_se_rattrape(visiter) -> None:
    sourd = "addEventListener('storage', (dit) => window.sourd && dit.stopImmediatePropagation())"
    visite = visiter("contribuer/proposer/?genre=terme", avant=sourd)
    page = visite.page
    page.locator("[data-champ=terme]").fill("carnet de sourçage")
    page.locator("[data-champ=definition]").fill("Ce que l’acheteur note.")
    page.locator("[data-champ=definition]").blur()
    autre = visite.contexte.new_page()
    autre.goto(page.url)
    expect(autre.locator("[data-champ=terme]")).to_have_value("carnet de sourçage")
    autre.locator("[data-champ=terme]").fill("cahier de sourçage")
    autre.locator("[data-champ=terme]").blur()
    expect(page.locator("form > [role=status]")).to_contain_text("Un autre onglet a changé ce brouillon.")
    expect(page.locator("[data-champ=terme]")).to_have_value("carnet de sourçage")
    page.get_by_role("button", name="Reprendre celui de l’autre onglet").click()
    expect(page.locator("[data-champ=terme]")).to_have_value("cahier de sourçage")
    # Sourd à l'autre onglet, celui qui n'a rien changé ne récrit rien en se fermant.
    page.evaluate("window.sourd = true")
    autre.locator("[data-champ=terme]").fill("registre de sourçage")
    autre.locator("[data-champ=terme]").blur()
    page.wait_for_function("localStorage['fiches-proposees'].includes('registre')")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert "registre" in page.evaluate("localStorage['fiches-proposees']")
    page.evaluate("window.sourd = false")
    autre.close()
    page.get_by_role("button", name="Effacer").click()
    expect(page.locator("[data-champ=terme]")).to_have_value("")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("[data-champ=terme]")).to_have_value("cahier de sourçage")


def test_un_stockage_refuse_se_dit_et_les_sorties_marchent(visiter) -> None:
    refuse = "Storage.prototype.setItem = () => { throw new Error('refus'); }"
    page = visiter("contribuer/proposer/?genre=terme", avant=refuse).page
    remplir(page, REPONSES["terme"])
    expect(page.locator("form > [role=status]")).to_contain_text("Votre navigateur refuse de garder ce brouillon")
    assert "carnet de sourçage" in page.locator("[data-sortie=courriel]").get_attribute("href").replace(
        "%20", " "
    ).replace("%C3%A7", "ç")


def test_plusieurs_fiches_partent_ensemble(visiter) -> None:
    """La première sortie possible est le fichier neuf, déjà rempli ; le courriel porte chaque fiche sous sa place."""
    page = visiter("contribuer/proposer/?genre=terme").page
    remplir(page, REPONSES["terme"])
    neuf = parse_qs(urlsplit(page.locator("[data-sortie=fichier-neuf]").get_attribute("href")).query)
    assert neuf["value"] == [page.locator("[data-yaml]").text_content()]
    assert neuf["filename"] == ["carnet-de-sourcage.yml"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-sortie=copier]").click()
    expect(page.get_by_text("Copié.")).to_be_visible()
    copie = page.evaluate("navigator.clipboard.readText()")
    assert copie == f"# data/lexique/carnet-de-sourcage.yml\n{neuf['value'][0]}"
    page.get_by_label("Genre de la fiche à ajouter").select_option("structure")
    page.get_by_role("button", name="Ajouter une fiche à cet envoi").click()
    remplir(page, REPONSES["structure"])
    courriel = parse_qs(urlsplit(page.locator("[data-sortie=courriel]").get_attribute("href")).query)["body"][0]
    places = [ligne for ligne in courriel.splitlines() if ligne.startswith("# ")]
    assert places == ["# data/lexique/carnet-de-sourcage.yml", "# data/reseau/structures/atelier-d-essai.yml"]
    assert page.locator("[data-yaml]").text_content() in courriel
    page.reload()
    expect(page.locator("[data-champ=titre]").first).to_have_value(REPONSES["structure"]["titre"])
    page.get_by_label("Genre de la fiche à ajouter").select_option("structure")
    page.get_by_role("button", name="Ajouter une fiche à cet envoi").click()
    page.get_by_role("link", name="data/reseau/structures/atelier-d-essai.yml").click()
    expect(page.locator("[data-champ=titre]").first).to_have_value(REPONSES["structure"]["titre"])
    page.get_by_role("button", name="Retirer de cet envoi").click()
    seule = parse_qs(urlsplit(page.locator("[data-sortie=courriel]").get_attribute("href")).query)["body"][0]
    assert [ligne for ligne in seule.splitlines() if ligne.startswith("# ")] == places[1:]
    page.goto(page.url.partition("?")[0] + "?genre=indicateur")
    expect(page.get_by_role("button", name="Joindre à cet envoi")).to_have_count(2)


def test_sans_script_la_fiche_commentee_se_copie(visiter) -> None:
    page = visiter("contribuer/proposer/?genre=terme", java_script_enabled=False).page
    assert page.locator("details pre").count() == page.locator("[data-genre]").count() > 15
    assert "terme:" in page.locator("details:has(summary:text-is('Terme du lexique')) pre").text_content()
