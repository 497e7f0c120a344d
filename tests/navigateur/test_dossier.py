"""« Mon dossier » dans un vrai navigateur : le cas de l’achat, les messages, le clavier, l’accessibilité de chaque état."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.navigateur.dossier import CLAUSES, deplier, garnir
from tests.navigateur.test_accessibilite_axe import juger
from tests.navigateur.test_parcours_acheteur import Clavier


def test_le_cas_de_que_dois_je_mettre_vaut_ici(visiter) -> None:
    """Venu des obligations avec son cas : il est repris, les mêmes obligations y sont contrôlées, et le retour garde les réponses."""
    page = visiter("").page
    garnir(page, CLAUSES[1])
    racine = page.url.removesuffix("dossier/")
    cas = "v=1&acheteur=collectivites&marche=services&famille=restauration-collective&montant=250000&duree=24&lancement=2026-12-01"
    page.goto(f"{racine}obligations/#{cas}")
    page.locator("[data-du-dossier] a").click()
    page.wait_for_selector("[data-dossier]:not([hidden])")
    expect(page.locator("[data-message]")).to_contain_text("repris de « Que dois-je mettre ? »")
    assert "#" not in page.url
    expect(page.locator("#dossier-montant")).to_have_value("250000")
    expect(page.locator("#dossier-famille")).to_have_value("restauration-collective")
    expect(page.locator("[data-constat=obligations-a-ecrire]")).to_contain_text("restent à écrire")
    manques = page.locator("[data-etat=a-ecrire], [data-etat=incertaine]").count()
    deplier(page)
    page.locator("[data-partie=cas] [data-geste=obligations]").click()
    page.wait_for_selector("[data-du-dossier]")
    assert "acheteur=collectivites" in page.url and "lancement=2026-12-01" in page.url
    expect(page.locator("[data-du-dossier] li")).to_have_count(manques)
    page.go_back()
    deplier(page)
    page.locator("[data-geste=sans-cas]").click()
    deplier(page)
    expect(page.locator("[data-etat=a-preciser]").first).to_be_visible()


def test_le_message_d_une_valeur_est_relie(visiter) -> None:
    page = visiter("").page
    garnir(page, CLAUSES[1])
    poids = page.locator('[data-valeur$=" poids"]').first
    poids.fill("99")
    message = page.locator("#" + poids.get_attribute("aria-describedby").split()[-1])
    expect(message).to_contain_text("Hors des valeurs habituelles")
    expect(message).to_have_attribute("role", "status")


def test_une_valeur_collee_trop_longue_se_dit(visiter, axe: str) -> None:
    """Sur la page d'une clause et au dossier, sous le champ même : combien est gardé, sur combien ; la saisie suivante l'efface."""
    page = visiter(
        f"clauses/{CLAUSES[2]}/", avant=axe, permissions=["clipboard-read", "clipboard-write"], largeur=390
    ).page

    def coller(champ: Locator, nombre: int) -> Locator:
        page.evaluate("(nombre) => navigator.clipboard.writeText('é'.repeat(nombre))", nombre)
        champ.focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.press("ControlOrMeta+V")
        return champ.locator("xpath=following-sibling::*[@data-coupe]")

    page.locator("details.completer > summary").click()
    champs = [page.locator("[data-variables] input[type=text]:visible").first]
    expect(coller(champs[0], 330)).to_have_text("Texte coupé : 200 signes gardés sur 330.")
    garnir(page, CLAUSES[2])
    page.locator(".dossier-paragraphe > summary").evaluate("e => e.parentElement.open = true")
    champs = [page.locator("[data-valeur]:not([inputmode]):not(select)").first, page.locator("#paragraphe-texte")]
    for champ, collee, garde in zip(champs, (330, 5200), (200, 4000), strict=True):
        if champ is champs[1]:
            page.locator("#onglet-documents").click()
        message = coller(champ, collee)
        dit = f"Texte coupé : {garde:,} signes gardés sur {collee:,}.".replace(",", "\u202f")
        expect(message).to_have_text(dit)
        assert len(champ.input_value()) == garde and message.get_attribute("id") in champ.get_attribute(
            "aria-describedby"
        )
    assert not juger(page, "coupé")
    page.keyboard.press("Backspace")
    expect(message).to_be_empty()
    expect(coller(champs[0], 200)).to_be_empty()


def test_axe_dans_chaque_etat(visiter, axe: str) -> None:
    """Vide, plein, tous volets ouverts, valeur hors bornes, avant d'effacer, et les documents seuls en vue : aucune violation, rien ne déborde."""
    page = visiter("dossier/", avant=axe).page
    violations = juger(page, "vide")
    garnir(page, *CLAUSES)
    page.evaluate("() => { document.execCommand = () => false; navigator.clipboard.write = () => Promise.reject(); }")
    page.locator("[data-geste=lien]").click()
    # Refusé, le lien se montre et prend le curseur : écrire avant lui enverrait la frappe dans son champ.
    expect(page.locator("[data-lien] input")).to_be_focused()
    page.locator("[data-geste=retirer-texte]").last.click()
    page.locator(f"[data-geste=retirer][data-id={CLAUSES[2]}]").first.click()
    page.locator('[data-valeur$=" poids"]').first.fill("99")
    page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
    expect(page.locator("[data-constat=bornes]")).to_be_visible()
    page.locator("[data-geste=effacer-tous]").click()
    violations += juger(page, "plein")
    page.locator("[data-geste=garder]").click()
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("#onglet-documents").click()
    violations += juger(page, "documents")
    assert not violations, "\n".join(violations)


def test_tout_au_clavier_a_390_px(visiter) -> None:
    """De la question au paragraphe ajouté, sans souris."""
    page = visiter("", largeur=390).page
    garnir(page, CLAUSES[1])
    clavier = Clavier(page)
    for question in ("marche", "procedure"):
        clavier.aller(page.locator(f"#dossier-{question}"))
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-constat=questions]")).to_have_count(0)
    clavier.activer(page.locator("[data-geste=prix]"))
    expect(page.locator("[data-constat=poids-total]")).to_have_count(0)
    clavier.aller(page.locator("#onglet-choix"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#onglet-documents")).to_be_focused()
    expect(page.locator("#mes-choix")).to_be_hidden()
    clavier.activer(page.locator(".dossier-paragraphe > summary"))
    clavier.saisir(page.locator("#paragraphe-titre"), "Visite du site")
    clavier.saisir(page.locator("#paragraphe-texte"), "Une visite est possible.")
    clavier.activer(page.locator("[data-paragraphe] [type=submit]"))
    expect(page.locator("[data-partie=documents]")).to_contain_text("Une visite est possible.")
    page.reload()
    blanc = page.locator("a.variable:not(.variable-choisie)").first
    page.locator(".dossier-piece > summary").first.click()  # l’onglet est gardé
    clavier.activer(blanc)
    expect(page.locator(f"[id='{blanc.get_attribute('data-champ')}']")).to_be_focused()


@pytest.mark.parametrize("retenu", ["1", "7", "1.5", "-1", "abc", ""])
def test_un_onglet_retenu_abime_n_en_cache_aucun(visiter, retenu: str) -> None:
    """Un panneau, un seul, est en vue, et son onglet se choisit au clavier."""
    page = visiter("", largeur=390, avant=f"sessionStorage.setItem('mon-dossier-vu', '{retenu}')").page
    garnir(page, CLAUSES[0])
    attendu = 1 if retenu == "1" else 0
    for rang, panneau in enumerate(("#mes-choix", "#mes-documents")):
        assert page.locator(panneau).is_visible() is (rang == attendu)
        assert (page.locator("[role=tab]").nth(rang).get_attribute("tabindex") == "0") is (rang == attendu)


def test_un_dossier_vide_pose_deux_questions(visiter) -> None:
    """Les autres attendent sous « Préciser », qui dit combien ; avec une clause, la procédure se demande aussi, un constat y mène."""
    page = visiter("dossier/", largeur=390).page
    champs = page.locator("select[data-question]:visible, input[data-question]:visible")
    expect(champs).to_have_count(2)
    assert page.get_by_role("link", name="Chercher une clause").bounding_box()["y"] < 1_200
    page.locator("[data-preciser] > summary").click()
    expect(page.get_by_label("Montant estimé")).to_be_visible()
    garnir(page, CLAUSES[0])
    expect(page.get_by_role("link", name="Chercher d’autres clauses")).to_be_visible()
    page.locator("#dossier-marche").select_option("services")
    expect(page.locator("[data-tues]")).to_contain_text("sans réponse")
    page.locator("[data-geste=question][data-question=procedure]").click()
    expect(page.get_by_label("Procédure")).to_be_focused()


CAS = "v=1&acheteur=collectivites&contrat=ordinaire&marche=services&famille=restauration-collective&montant=200000&duree=24&lancement=2026-12-01"


def test_le_cas_saisi_suit_la_clause_ajoutee(visiter) -> None:
    """Une clause ajoutée de « Que dois-je mettre ? », puis « Mon dossier » : l'achat y est déjà dit, et ce que le dossier disait reste."""
    page = visiter(f"obligations/#{CAS}").page
    regle = page.locator(f".obligation:has([data-ajouter={CLAUSES[0]}])").first
    regle.locator("summary").click()
    regle.locator(f"[data-ajouter={CLAUSES[0]}]").click()
    expect(page.locator(".annonce-dossier").get_by_role("link", name="Voir mon dossier")).to_be_visible()
    # Par l'adresse nue : le lien porterait aussi le cas, et ne prouverait rien du bouton.
    page.goto(page.url.split("obligations/")[0] + "dossier/")
    page.wait_for_selector("[data-dossier]:not([hidden])")
    attendus = {"marche": "services", "famille": "restauration-collective", "procedure": "adaptee", "montant": "200000"}
    for question, reponse in (attendus | {"duree": "24"}).items():
        expect(page.locator(f"#dossier-{question}")).to_have_value(reponse)
    expect(page.locator("[data-message]")).to_be_empty()
    page.locator("[data-preciser] > summary").click()  # répondues, ces questions se replient
    page.locator("#dossier-montant").fill("90000")
    racine = page.url.removesuffix("dossier/")
    page.goto(f"{racine}obligations/#{CAS.replace('duree=24', 'duree=36&outre-mer=oui')}")
    page.wait_for_selector(".obligation")
    page.locator("[data-mon-dossier]").click()
    page.wait_for_selector("[data-dossier]:not([hidden])")
    expect(page.locator("#dossier-montant")).to_have_value("90000")
    expect(page.locator("#dossier-duree")).to_have_value("24")
    expect(page.locator("[data-partie=cas]")).to_contain_text("5 réponses sur votre achat")


def test_les_clauses_proposees_servent_l_achat(visiter) -> None:
    """Celles d'une famille du dossier, ou de toutes."""
    page = visiter("").page
    garnir(page, *CLAUSES)
    page.locator("#dossier-famille").select_option("restauration-collective")
    boutons = page.locator(".dossier-voisines [data-geste=ajouter]")
    deplier(page)
    expect(boutons.first).to_be_visible()
    clauses = page.evaluate("fetch('../obligations/dossier.json').then((r) => r.json()).then((d) => d.clauses)")
    for bouton in boutons.all():
        assert {"restauration-collective", "toutes-familles"} & set(
            clauses[bouton.get_attribute("data-id")]["familles"]
        )


def test_l_avis_d_ajout_a_des_marges_egales(visiter) -> None:
    page = visiter(f"clauses/{CLAUSES[0]}/", largeur=390).page
    page.locator(f"button[data-ajouter={CLAUSES[0]}]").click()
    avis = page.locator(".annonce-dossier")
    expect(avis).to_contain_text("Ajoutée")
    boite = avis.bounding_box()
    assert boite["x"] == 390 - boite["x"] - boite["width"] > 0
    expect(avis.get_by_role("link", name="Voir mon dossier")).to_have_attribute("href", re.compile("dossier/$"))
