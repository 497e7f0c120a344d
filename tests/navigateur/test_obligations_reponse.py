"""La réponse de « Que dois-je mettre ? » : le premier écran, une question à la fois, une ligne par obligation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.navigateur.test_obligations import CANTINE, COMPLET
from tests.navigateur.visite import Visite

ECOLE = COMPLET.replace("services&famille=nettoyage", "travaux&famille=renovation-energetique").replace(
    "95000", "1200000"
)
FETE = COMPLET.replace("nettoyage", "communication-evenements")
GLOBAL = COMPLET.replace("ordinaire", "performance")


def test_une_obligation_tient_sur_sa_ligne_et_s_ouvre(visiter: Callable[..., Visite]) -> None:
    """Groupées par document ; son texte et son article s'ouvrent ; ce qui n'est pas dû est à part."""
    page = visiter(COMPLET, largeur=390).page
    expect(page.locator(".reponses-obligations h4").first).to_be_visible()
    critere = page.locator("[data-obligation=critere-environnemental]")
    base = critere.locator("dt:text-is('Base légale') + dd")
    expect(base).to_be_hidden()
    page.locator("[data-reponse=a-ecrire]").get_by_role("link", name="Un critère environnemental").click()
    expect(base).to_be_visible()
    expect(critere.locator("summary")).to_be_focused()
    assert "montant=95000" in page.url, "l'adresse reste celle du cas"
    expect(page.locator("[data-etat=pas-due]").first).to_be_hidden()
    etats = page.locator("[data-obligation]").evaluate_all("e => e.map((x) => [x.dataset.obligation, x.dataset.etat])")
    assert {etat for _, etat in etats} == {"due", "incertaine", "pas-due"}
    assert len({nom for nom, _ in etats}) == len(etats), "une obligation n'est montrée qu'une fois"
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000


@pytest.mark.parametrize(
    "chemin", [COMPLET, COMPLET.replace("95000", "8000"), CANTINE, f"{CANTINE}&service-social=oui", ECOLE, GLOBAL, FETE]
)
@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 900), (390, 844)])
def test_le_premier_ecran_est_la_reponse(
    visiter: Callable[..., Visite], chemin: str, largeur: int, hauteur: int
) -> None:
    """La procédure, où publier, ce qui s'écrit d'abord, ce que l'on emporte, sans défiler, en 16 pixels au moins."""
    page = visiter(chemin, largeur=largeur, hauteur=hauteur).page
    expect(page.get_by_label("Montant estimé")).to_be_hidden()
    for nom in ("procedure", "publicite", "a-ecrire", "emporter"):
        boite = page.locator(f"[data-reponse={nom}]").bounding_box() or {}
        assert boite["y"] >= 0 and boite["y"] + boite["height"] <= hauteur, nom
    tailles = page.locator("[data-reponse] :is(h3, p, li, a, button)").evaluate_all(
        "e => e.filter((x) => x.checkVisibility()).map((x) => parseFloat(getComputedStyle(x).fontSize))"
    )
    assert min(tailles) >= 16
    expect(page.locator("[data-reponse=a-ecrire] li")).to_have_count(6)
    expect(page.locator("[data-question]")).to_have_count(1)


def test_une_seule_question_change_tout(visiter: Callable[..., Visite]) -> None:
    """Sans elle, aucune procédure ni dossier ; « Je ne sais pas » n'en donne pas, dit ce qui manque, et le bouton y ramène."""
    page = visiter(CANTINE).page
    procedure = page.locator("[data-reponse=procedure]")
    question = procedure.locator("[data-question=service-social]")
    expect(question).to_contain_text("Une seule question change tout")
    expect(procedure.locator("[data-obligation]")).to_have_count(0)
    question.get_by_role("button", name="Je ne sais pas").click()
    expect(procedure.locator("[data-inconnue=service-social]")).to_be_visible()
    expect(procedure.locator("[data-obligation]")).to_have_count(0)
    expect(page.locator("[data-question]")).to_have_count(1)
    page.locator("[data-reponse=emporter]").get_by_role("button", name="Répondre, et composer mon dossier").click()
    expect(question.get_by_role("button").first).to_be_focused()
    question.get_by_role("button", name="Oui").click()
    expect(procedure.locator("[data-obligation=procedure-services-sociaux]")).to_be_visible()
    assert "service-social=oui" in page.url
    expect(page.locator("[data-question] button").first).to_be_focused()
    expect(page.locator("[data-geste=composer]")).to_be_visible()


def test_une_hypothese_se_change_d_un_geste(visiter: Callable[..., Visite]) -> None:
    page = visiter(COMPLET.replace("contrat=ordinaire&", "").replace("&lots=1", "")).page
    supposes = page.locator("[data-hypothese]")
    assert supposes.evaluate_all("e => e.map((x) => x.dataset.hypothese)") == [
        "contrat",
        "lots",
        "reserve",
        "groupement",
        "marche",
    ]
    supposes.first.click()
    page.locator("[data-question=contrat]").get_by_role("button", name="Accord-cadre", exact=True).click()
    expect(page.locator("[data-obligation=accord-cadre-maximum]")).to_be_visible()
    page.locator("[data-hypothese=lots]").click()
    question = page.locator("[data-question=lots]")
    question.get_by_role("textbox").fill("0")
    question.get_by_role("textbox").press("Enter")
    expect(question.locator(".erreur")).to_contain_text("Au moins 1")
    question.get_by_role("textbox").fill("3")
    question.get_by_role("textbox").press("Enter")
    expect(page.locator("[data-hypothese=lots]")).to_have_text("3 lots")
    assert "contrat=accord-cadre" in page.url and "lots=3" in page.url


def test_un_montant_annuel_compte_toute_la_duree_et_le_cas_complet_se_range(visiter: Callable[..., Visite]) -> None:
    """Les années multiplient ; la dernière des quatre réponses replie les questions, que l'on rouvre et qui restent ouvertes."""
    page = visiter("obligations/", largeur=390).page
    for nom, valeur in {"Acheteur": "collectivites", "Nature": "services", "Famille d’achat": "nettoyage"}.items():
        page.get_by_label(nom, exact=True).select_option(valeur)
    montant = page.get_by_label("Montant estimé")
    montant.fill("30000")
    page.get_by_label("Ce montant vaut").select_option("an")
    expect(page.locator("[data-total]")).to_contain_text("Dites la durée")
    expect(page.locator("[data-reponse]")).to_have_count(0)
    page.get_by_label("Durée").fill("48")
    expect(montant).to_be_visible()
    page.get_by_label("Durée").press("Enter")
    expect(montant).to_be_hidden()
    expect(page.locator("#reponses")).to_be_focused()
    expect(page.locator("[data-questions] > summary")).to_contain_text("120")
    assert "montant=120000" in page.url
    page.locator("[data-questions] > summary").click()
    montant.fill("2000")
    page.get_by_label("Acheteur", exact=True).select_option("etat")
    expect(montant).to_be_visible()
    expect(page.locator("[data-obligation=procedure-petit-achat]")).to_be_visible()
    page.get_by_role("button", name="Voir les réponses").click()
    expect(montant).to_be_hidden()


def test_le_premier_clic_apres_une_saisie_n_est_pas_perdu(visiter: Callable[..., Visite]) -> None:
    """Quitter un champ redessine la réponse : jamais entre l'appui et le clic."""
    page = visiter(CANTINE).page
    expect(page.locator("[data-question=service-social]")).to_be_visible()
    page.locator("[data-questions] > summary").click()
    page.get_by_label("Montant estimé").press_sequentially("0")
    page.locator("[data-question=service-social]").get_by_role("button", name="Oui").click()
    expect(page.locator("[data-obligation=procedure-services-sociaux]")).to_be_visible()


def test_l_achat_est_pose_sur_l_echelle_des_seuils(visiter: Callable[..., Visite]) -> None:
    """Il suit le montant : ce qu'il atteint est avant lui, ce qui l'attend après ; seuls les seuils de cet acheteur et de cette nature y sont."""
    page = visiter(COMPLET).page
    barreaux = page.locator(".echelle-seuils li")
    expect(page.locator(".echelle-cas strong")).to_have_text("95\u202f000\u00a0€")

    def atteints() -> list[str]:
        return barreaux.evaluate_all("e => e.map((x) => x.dataset.atteint ?? 'achat')")

    avant = atteints()
    assert avant == ["oui"] * avant.index("achat") + ["achat"] + ["non"] * (len(avant) - avant.index("achat") - 1)
    expect(barreaux.filter(has_text="Collectivités et hôpitaux")).to_have_count(1)
    expect(barreaux.filter(has_text="État :")).to_have_count(0)
    page.locator("[data-questions] > summary").click()
    page.get_by_label("Montant estimé").fill("8000")
    expect(page.locator(".echelle-cas strong")).to_have_text("8\u202f000\u00a0€")
    assert len(atteints()) == len(avant) and atteints().index("achat") < avant.index("achat")


def test_la_nature_se_suppose_de_la_famille(visiter: Callable[..., Visite]) -> None:
    """Elle suit la famille tant que l'acheteur n'en a pas choisi une autre ; un lien qui la dit la garde."""
    page = visiter("obligations/").page
    for famille, nature in (("nettoyage", "services"), ("gros-oeuvre", "travaux")):
        page.get_by_label("Famille d’achat").select_option(famille)
        expect(page.get_by_label("Nature", exact=True)).to_have_value(nature)
    page.get_by_label("Nature", exact=True).select_option("services")
    page.get_by_label("Famille d’achat").select_option("mobilier")
    page.wait_for_function("location.hash.includes('famille=mobilier')")
    expect(page.get_by_label("Nature", exact=True)).to_have_value("services")
