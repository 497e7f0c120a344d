"""« Que dois-je mettre ? » et les lettres prêtes, dans un vrai navigateur."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.fabrique.questions import fiches_de
from tests.navigateur.visite import Retenue, Visite

from .test_accessibilite_axe import juger

CAS = "obligations/#v=1&acheteur=collectivites&contrat=ordinaire&marche=services&famille=nettoyage&duree=12&lots=1"
COMPLET = f"{CAS}&montant=95000&lancement=2026-11-27"
CANTINE = f"{CAS}&montant=480000&lancement=2026-11-27".replace("nettoyage&duree=12", "restauration-collective&duree=48")
GROS = (
    "obligations/#v=1&acheteur=collectivites&contrat=ordinaire&marche=travaux&famille=second-oeuvre&montant=8000000&duree=18"
    "&lots=14&lancement=2027-02-22&operation=renovation&surface=4200&petit-chantier=non&deux-entreprises=oui"
    "&grand-acheteur=oui&ccag=oui&eclairage-exterieur=oui&energie-renouvelable=non&modulaire=non&cours-mondiaux=non"
    "&achats-annuels=180000000"
)
HOSTILE = "obligations/#v=2&acheteur=collectivites&famille=nettoyage&montant=-3&duree=0&lancement=1999-01-01&contrat=x"


def test_le_lien_d_un_cas_donne_ses_reponses(visiter: Callable[..., Visite]) -> None:
    page = visiter(COMPLET).page
    expect(page.locator("[data-obligation=critere-environnemental]")).to_be_visible()
    assert (page.locator("[data-obligation=publicite-boamp] a").first.get_attribute("href") or "").endswith(
        "ccp/r2131-12/"
    )


def test_un_seul_dossier_se_compose_a_ce_montant(visiter: Callable[..., Visite]) -> None:
    """Un service social reste en procédure adaptée : son dossier est celui du seuil qu'il atteint."""
    for montant, forme in (("120000", "adaptee"), ("480000", "formalisee")):
        cantine = COMPLET.replace("nettoyage", "restauration-collective").replace("95000", montant)
        bouton = visiter(f"{cantine}&service-social=oui").page.locator("[data-geste=composer]")
        expect(bouton).to_have_count(1)
        expect(bouton).to_have_attribute("href", re.compile(f"composer=restauration-collective-{forme}&"))


def test_un_montant_d_un_an_pris_pour_le_total_se_dit(visiter: Callable[..., Visite]) -> None:
    """Quand il change la procédure, et alors seulement."""
    page = visiter(COMPLET).page
    note = page.locator("[data-reponses] > .note", has_text="compté en tout")
    expect(page.locator("[data-obligation=publicite-boamp]")).to_be_visible()
    expect(note).to_have_count(0)
    page.locator("[data-questions] > summary").click()
    page.locator("#cas-duree").fill("48")
    expect(note).to_contain_text(re.compile(r"95\s000\s€ .*écrivez 380\s000\s€"))


def test_une_date_de_mars_donne_le_droit_de_mars(visiter: Callable[..., Visite]) -> None:
    page = visiter(COMPLET).page
    page.locator("[data-questions] > summary").click()
    page.get_by_label("Date de lancement").fill("2026-03-15")
    expect(page.locator("[data-obligation=critere-environnemental]")).to_have_attribute("data-etat", "pas-due")
    expect(page.locator(".reponses-non-du")).to_contain_text("Consultations lancées depuis le 21 août 2026")
    assert "lancement=2026-03-15" in page.url


def test_un_lien_abime_garde_le_reste(visiter: Callable[..., Visite]) -> None:
    page = visiter(HOSTILE).page
    expect(page.get_by_role("alert")).to_contain_text("autre version")
    expect(page.locator("#ecart-montant")).to_have_text("Au moins 1 € HT.")
    expect(page.locator("#ecart-duree")).to_contain_text("Au moins 1")
    expect(page.get_by_label("Acheteur", exact=True)).to_have_value("collectivites")
    page.get_by_label("Montant estimé").fill("douze mille")
    expect(page.locator("#ecart-montant")).to_contain_text("Écrivez un nombre")
    expect(page.locator("[data-bilan]")).to_contain_text("Il manque, ou il faut corriger")
    expect(page.get_by_label("Famille d’achat")).to_have_value("nettoyage")


def test_une_clause_une_famille_un_seuil_menent_ici_deja_remplis(visiter: Callable[..., Visite]) -> None:
    page = visiter("clauses/nettoyage-en-journee/").page
    page.locator("#contenu").get_by_role("link", name="Que dois-je mettre ?").click()
    expect(page.get_by_label("Famille d’achat")).to_have_value("nettoyage")
    page = visiter("clauses/segments/denrees/").page
    page.get_by_role("link", name="Ce qu’un achat de cette famille doit contenir").click()
    expect(page.get_by_label("Famille d’achat")).to_have_value("denrees")
    page = visiter("droit/seuils/#publicite-boamp").page
    page.locator("#publicite-boamp a", has_text="Que dois-je mettre").click()
    expect(page.get_by_label("Montant estimé")).to_have_value("90000")


def test_un_gros_cas_s_imprime_sur_une_page(visiter: Callable[..., Visite]) -> None:
    page = visiter(GROS).page
    expect(page.locator("[data-obligation=coordination-sps]")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    due = page.locator("[data-obligation=coordination-sps]")
    expect(due.locator("summary")).to_be_visible()
    expect(due.get_by_text("Base légale")).to_be_visible()


def test_le_lien_se_copie_hors_ligne(visiter: Callable[..., Visite]) -> None:
    """La page ouverte, copier ses réponses ne demande plus rien au site."""
    visite = visiter(COMPLET)
    expect(visite.page.locator("[data-obligation=critere-environnemental]")).to_be_visible()
    visite.contexte.set_offline(True)
    visite.page.locator("[data-geste=lien]").click()
    expect(visite.page.locator("[data-retour]")).to_have_text("Lien copié : il garde vos réponses.")


def test_un_calcul_se_reporte_dans_la_clause(visiter: Callable[..., Visite]) -> None:
    page = visiter("obligations/").page
    page.get_by_text("Heures d’insertion", exact=True).click()
    for nom, valeur in {
        "Montant (€ HT)": "100000",
        "Part de main-d’œuvre (%)": "40",
        "Taux d’insertion (%)": "7",
    }.items():
        page.locator("[data-calcul=heuresInsertion]").get_by_label(nom).fill(valeur)
    page.get_by_label("Coût horaire chargé (€)").fill("22")
    expect(page.locator("[data-calcul=heuresInsertion] [data-resultat-calcul]")).to_contain_text("127 heures")
    page.get_by_role("link", name="Heures d’insertion dans un marché de services").click()
    expect(page.locator("input[data-variable=heures]")).to_have_value("127")


@pytest.mark.parametrize("chemin", ["obligations/", COMPLET, CANTINE, HOSTILE])
def test_accessible_dans_chaque_etat(visiter: Callable[..., Visite], axe: str, chemin: str) -> None:
    assert juger(visiter(chemin, avant=axe).page, chemin) == []


def test_la_liste_se_replie_et_une_ligne_demandee_s_ouvre(visiter: Callable[..., Visite]) -> None:
    """La page se parcourt ; un lien vers une règle la montre."""
    page = visiter("obligations/").page
    page.get_by_role("link", name="Toutes les obligations, par famille").click()
    expect(page.locator(".toutes-obligations details").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    expect(page.locator(".toutes-obligations details[open]")).to_have_count(0)
    page = visiter("obligations/toutes/#critere-environnemental").page
    expect(page.locator("#critere-environnemental")).to_be_in_viewport()


def test_l_ancienne_adresse_d_une_regle_mene_a_la_liste(visiter: Callable[..., Visite]) -> None:
    page = visiter("obligations/#critere-environnemental").page
    page.wait_for_url("**/obligations/toutes/#critere-environnemental")
    expect(page.locator("#critere-environnemental")).to_be_in_viewport()


def test_les_regles_viennent_avec_la_famille(visiter: Callable[..., Visite]) -> None:
    """Une famille, un fichier, demandé une fois ; s'il ne vient pas, la page le dit et ne répond rien, puis redemande."""
    visite = visiter("obligations/")
    page, bilan = visite.page, visite.page.locator("[data-bilan]")
    demandes = lambda: [u.rsplit("/", 1)[1] for u in visite.requetes if "/regles/" in u]  # noqa: E731 – la même question, plusieurs fois
    for nom, valeur in {"Acheteur": "collectivites", "Nature": "services"}.items():
        page.get_by_label(nom, exact=True).select_option(valeur)
    page.get_by_label("Montant estimé").fill("95000")
    assert demandes() == []
    visite.erreurs_attendues = True
    page.route("**/regles/*.json", lambda route: route.abort())
    page.get_by_label("Famille d’achat").select_option("nettoyage")
    expect(bilan).to_contain_text("ne sont pas venues")
    expect(page.locator("[data-obligation]")).to_have_count(0)
    page.unroute("**/regles/*.json")
    page.get_by_label("Montant estimé").fill("96000")
    expect(page.locator("[data-obligation=critere-environnemental]")).to_be_visible()
    page.get_by_label("Famille d’achat").select_option("denrees")
    expect(page.locator("[data-cas-court]")).to_contain_text("Denrées")
    page.get_by_label("Famille d’achat").select_option("nettoyage")
    expect(page.locator("[data-cas-court]")).to_contain_text("Nettoyage")
    assert demandes() == ["nettoyage.json", "nettoyage.json", "denrees.json"]


def test_un_cas_incomplet_garde_ses_questions(visiter: Callable[..., Visite]) -> None:
    page = visiter(CAS).page
    page.get_by_role("button", name="Voir les réponses").click()
    expect(page.get_by_label("Montant estimé")).to_be_visible()
    expect(page.locator("[data-reponse]")).to_have_count(0)


def test_rien_ne_saute_a_l_arrivee_des_regles(visiter: Callable[..., Visite], site: str) -> None:
    """La place des questions est gardée, puis celle de la réponse à un cas ; elle est rendue si les règles ne viennent pas."""
    visite = visiter(None, largeur=390)
    page = visite.page
    regles = Retenue(page, "**/faits.json")
    page.goto(f"{site}obligations/")
    expect(page.locator("html.js")).to_be_attached()
    liste = page.locator("#toutes-les-obligations")
    avant = liste.bounding_box()["y"]
    regles.rendre()
    expect(page.get_by_label("Famille d’achat")).to_be_visible()
    assert abs(liste.bounding_box()["y"] - avant) < 120
    page.goto("about:blank")
    regles = Retenue(page, "**/regles/nettoyage.json")
    page.goto(f"{site}{COMPLET}")
    regles.attendre()
    tete = [page.locator("h1").bounding_box()["y"], liste.bounding_box()["y"] >= 844]
    regles.rendre()
    expect(page.locator("[data-reponse=emporter]")).to_be_visible()
    assert tete == [page.locator("h1").bounding_box()["y"], True]
    visite.erreurs_attendues = True
    page.unroute("**/faits.json")
    page.route("**/faits.json", lambda route: route.abort())
    page.goto(f"{site}obligations/?panne")
    expect(page.locator("[data-obligations][data-panne]")).to_be_attached()
    expect(page.locator("[data-obligations]")).to_be_hidden()
    assert liste.bounding_box()["y"] < 1_000


def test_un_petit_achat_s_ecrit_dans_la_lettre(visiter: Callable[..., Visite]) -> None:
    """La lettre prête s'emporte d'abord et porte tout ; au-dessus, chaque pièce est nommée."""
    page = visiter(COMPLET.replace("montant=95000", "montant=8000")).page
    emporter = page.locator("[data-reponse=emporter] a")
    assert (emporter.first.get_attribute("href") or "").endswith("/modeles/lettre-menage/")
    expect(page.locator("[data-reponse=a-ecrire] h3")).to_contain_text("dans la lettre")
    page = visiter(COMPLET.replace("nettoyage", "formation-conseil").replace("95000", "8000")).page
    autre = page.locator("[data-reponse=emporter] a").first
    assert (autre.get_attribute("href") or "").endswith("/modeles/lettre-de-consultation-petit-achat/")
    page = visiter(COMPLET).page
    expect(page.locator(".reponses-obligations h4", has_text="RC")).to_be_visible()
    expect(page.locator("[data-reponse=emporter] a").first).to_have_attribute("data-geste", "composer")


def test_sans_script_un_tableau_dit_toutes_les_obligations(visiter: Callable[..., Visite], base_du_site) -> None:
    page = visiter("obligations/", java_script_enabled=False, largeur=390).page
    expect(page.locator("[data-obligations]")).to_be_hidden()
    lignes = page.locator(".tableau-obligations tbody tr")
    expect(lignes).to_have_count(len(fiches_de(base_du_site, "obligations")))
    critere = lignes.filter(has_text="Un critère environnemental").first
    expect(critere).to_contain_text("21 août 2026")
    expect(critere.locator("a").first).to_be_visible()
    page = visiter("obligations/toutes/#critere-environnemental", java_script_enabled=False, largeur=390).page
    expect(page.locator("#critere-environnemental")).to_be_in_viewport()


def test_de_l_accueil_a_la_lettre_de_menage_en_moins_de_cinq_gestes(visiter: Callable[..., Visite]) -> None:
    page = visiter("", largeur=390).page
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Petite commune").press("Enter")
    page.get_by_role("link", name="Faire le ménage").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lettre prête : faire le ménage")
    expect(page.locator("#document")).to_contain_text("Le ménage se fait en journée")
    expect(page.get_by_role("link", name="Télécharger en Word")).to_be_visible()
