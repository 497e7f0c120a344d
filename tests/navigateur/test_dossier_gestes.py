"""« Mon dossier », geste à geste : un remède, un retrait et son retour, une valeur confirmée, un document replié."""

import re

from playwright.sync_api import expect

from tests.navigateur.dossier import CLAUSES, deplier, garnir

COUVERT = """(() => {
    const { left, bottom } = document.activeElement.getBoundingClientRect();
    const dessus = document.elementFromPoint(left + 2, bottom - 2)?.closest("[data-message]");
    return Boolean(dessus) && !dessus.contains(document.activeElement);
})()"""
"""Dit si l’avis couvre ce qui a le curseur."""


def test_chaque_remede_regle(visiter) -> None:
    """Une clause sans lettre, des critères sans concurrence, une valeur contre la loi ou illisible : dits, réglés d'un geste."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    procedure = page.locator("#dossier-procedure")
    procedure.select_option("petit-achat")
    deplier(page)
    page.locator("[data-constat=sans-lettre] [data-geste=procedure]").click()
    expect(procedure).to_have_value("adaptee")
    procedure.select_option("sans-concurrence")
    deplier(page)
    page.locator("[data-constat=criteres-de-trop] [data-geste=sans-criteres]").click()
    expect(page.locator("[data-partie=documents]")).not_to_contain_text("Critères et poids")
    page.locator("[data-constat=criteres-retires] [data-geste=avec-criteres]").click()
    expect(page.locator("[data-partie=documents]")).to_contain_text("Critères et poids")

    bio = page.locator('[data-valeur$=" bio"]')
    message = page.locator('[data-ecart$=" bio"]')
    for saisie, constat, dit in (
        ("10", "contre-la-loi", "sous le minimum légal"),
        ("abc", "pas-un-nombre", "Écrivez un nombre"),
    ):
        bio.fill(saisie)
        expect(page.locator(f"[data-constat={constat}][data-gravite=bloque]")).to_have_count(1)
        expect(message).to_contain_text(dit)
        expect(bio).to_have_attribute("aria-invalid", "true")
    bio.fill("20")
    expect(message).to_have_text("")
    page.locator("#dossier-montant").fill("200000")
    page.reload()
    expect(page.locator("#dossier-montant")).to_have_value("200000")


def test_retirer_puis_annuler(visiter) -> None:
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    page.locator(f"[data-geste=retirer][data-id={CLAUSES[0]}]").first.click()
    expect(page.locator(".dossier-clause")).to_have_count(1)
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-clause")).to_have_count(2)
    expect(page.locator("[data-message]")).to_be_focused()
    expect(page.locator("[data-partie=retraits] button")).to_have_count(0)
    for _ in range(30):
        page.keyboard.press("Tab")
        assert not page.evaluate(COUVERT), page.evaluate("document.activeElement.outerHTML")
    page.get_by_role("button", name="Fermer ce message").click()
    expect(page.locator("[data-message]")).to_be_empty()


def test_chaque_retrait_se_remet_seul_apres_d_autres_gestes(visiter) -> None:
    """Un texte, une clause, un paragraphe, puis d'autres gestes : chacun revient, et rien de ce qu'on a fait depuis n'est défait."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    page.locator(".dossier-paragraphe > summary").click()
    page.locator("#paragraphe-titre").fill("Visite du site")
    page.locator("#paragraphe-texte").fill("Une visite est possible.")
    page.locator("[data-paragraphe] [type=submit]").click()
    suivi = page.locator(f'section[data-cle="{CLAUSES[1]}#suivi"]')
    suivi.locator("[data-geste=retirer-texte]").click()
    expect(suivi).to_have_count(0)
    expect(page.locator("[data-constat=textes-retires]")).to_contain_text("Un texte est retiré")
    page.locator("[data-geste=oter]").click()
    page.locator(f"[data-geste=retirer][data-id={CLAUSES[0]}]").first.click()
    page.locator("#dossier-lot").fill("Lot 2")
    page.locator('[data-valeur$=" poids"]').first.fill("15")
    retraits = page.locator("[data-partie=retraits]")
    retraits.locator("summary").click()
    expect(retraits.locator("button")).to_have_count(3)
    for nom in ("Remettre la clause", "Remettre le paragraphe « Visite du site »", "Remettre le texte"):
        if retraits.locator("details").get_attribute("open") is None:
            retraits.locator("summary").click()
        retraits.get_by_role("button", name=nom).click()
    expect(retraits.locator("button")).to_have_count(0)
    expect(page.locator(".dossier-clause h3").first).to_have_text("Produits durables, de qualité et bio dans les repas")
    expect(page.locator("[data-partie=documents]")).to_contain_text("Une visite est possible.")
    expect(suivi).to_have_count(1)
    expect(page.locator("#dossier-lot")).to_have_value("Lot 2")
    expect(page.locator(f'[data-valeur="{CLAUSES[1]} poids"]')).to_have_value("15")


def test_les_valeurs_se_confirment_clause_par_clause(visiter) -> None:
    """La clause confirmée ne l'est plus à faire, les autres le restent."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    bouton = page.locator(f"[data-groupe={CLAUSES[1]}] [data-geste=confirmer]")
    bouton.click()
    expect(bouton).to_be_hidden()
    titre = page.locator(f"[data-groupe={CLAUSES[1]}] > summary")
    expect(titre).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(titre).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-groupe]')?.dataset.groupe") == CLAUSES[1]
    expect(page.locator(f"[data-groupe={CLAUSES[1]}] .champ-propose")).to_have_count(0)
    assert page.locator(f"[data-groupe={CLAUSES[0]}] .champ-propose").count() > 2
    page.locator("[data-constat=proposees] [data-geste=confirmer]").click()
    expect(page.locator(".champ-propose")).to_have_count(0)


def test_les_criteres_montres_sont_ceux_du_dossier(visiter) -> None:
    """« Prendre ce qui reste », puis un autre lot, rouvert : le champ montre ce que l'état dit."""
    page = visiter("").page
    garnir(page, CLAUSES[1])
    page.locator("[data-geste=prix]").click()
    nom, poids = page.locator("#critere-nom-0"), page.locator("#critere-poids-0")
    voulu = poids.input_value()
    poids.fill("5")
    page.get_by_role("button", name="Laisser au prix ce qui reste").click()
    expect(poids).to_have_value(voulu)
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=dupliquer]").click()
    nom.fill("Coût du cycle de vie")
    page.locator("#dossier-ouvert").select_option(index=0)
    expect(nom).to_have_value("Prix")


def test_remplir_les_valeurs_mene_a_la_premiere_vide(visiter) -> None:
    """Son groupe, même refermé, s'ouvre, et le curseur y est."""
    page = visiter("").page
    garnir(page, CLAUSES[0], CLAUSES[2], replis=True)
    groupe = page.locator(f"[data-groupe={CLAUSES[2]}]")
    expect(groupe).to_have_attribute("open", "")
    expect(groupe.locator("summary").first).to_contain_text("vide")
    groupe.locator("summary").first.click()
    page.locator("[data-repli^=bloque]").evaluate_all("e => e.map((x) => (x.open = true))")
    page.locator("[data-constat=blancs] [data-geste=valeurs]").click()
    expect(groupe).to_have_attribute("open", "")
    premiere = groupe.locator("input[data-valeur]").first
    expect(premiere).to_be_focused()
    expect(premiere).to_have_value("")


def test_chaque_document_se_replie_et_s_imprime(visiter) -> None:
    """Sur un écran large, ils sont ouverts ; refermé, un document le reste après un geste ; une impression montre tous les textes."""
    page = visiter("").page
    garnir(page, *CLAUSES, replis=True)
    pieces = page.locator(".dossier-piece")
    ouvertes = page.locator(".dossier-piece[open]")
    expect(ouvertes).to_have_count(pieces.count())
    premiere = pieces.first
    expect(premiere.locator("summary")).to_contain_text(f"({premiere.locator('.disposition').count()} texte")
    expect(page.locator("[data-repli^=info]")).not_to_have_attribute("open", "")
    pieces.last.locator("summary").click()
    premiere.locator("[data-geste=retirer-texte]").first.click()
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    expect(ouvertes).to_have_count(pieces.count() - 1)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    textes = page.locator(".dossier-piece .disposition")
    assert all(texte.is_visible() for texte in textes.all()) and textes.count() > 5


def test_le_document_reste_en_vue(visiter) -> None:
    """Une valeur touchée dans le document mène à son champ ; la frappe s'y lit aussitôt, marquée, sans rien redessiner d'autre ; le lien se copie."""
    page = visiter("", permissions=["clipboard-read", "clipboard-write"]).page
    garnir(page, *CLAUSES, replis=True)
    assert page.evaluate("document.documentElement.scrollHeight") < 4_000
    blanc = page.locator("a.variable:not(.variable-choisie)").last
    champ = page.locator(f"[id='{blanc.get_attribute('data-champ')}']")
    page.evaluate("document.querySelectorAll('.disposition').forEach((e) => (e.temoin = true))")
    blanc.click()
    expect(champ).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("4321")
    place = page.locator(".pupitre-page .variable-visee").last
    expect(place).to_contain_text(re.compile(r"4\s?321"))
    expect(place).to_be_in_viewport()
    assert page.evaluate("[...document.querySelectorAll('.disposition')].every((e) => e.temoin)")
    page.locator("[data-exporter=ics]").click()
    page.get_by_role("button", name="Y répondre").click()
    expect(page.locator("#dossier-debut")).to_be_focused()
    with page.expect_download():
        page.locator("[data-exporter=archive]").click()
    expect(page.locator("[data-message]")).to_contain_text(
        re.compile(r"Fichier prêt : .*\.zip\. Il y manque encore\s: \d+ valeurs à remplir")
    )
    page.locator("[data-geste=lien]").click()
    expect(page.locator("[data-message]")).to_contain_text("Lien copié")
    assert "/dossier/#d1." in page.evaluate("navigator.clipboard.readText()")
