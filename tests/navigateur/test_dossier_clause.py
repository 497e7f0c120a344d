"""La page d’une clause, côté dossier : un niveau, ses seuls textes, ses valeurs."""

import re

from playwright.sync_api import Locator, expect

from tests.navigateur.dossier import CLAUSES, deplier, pret
from tests.navigateur.visite import Retenue


def test_une_adresse_qui_nomme_une_version(visiter, pages) -> None:
    """La page dit ce qui la sépare de la version que nomme l'adresse ; d'un autre ancrage, rien."""
    page = visiter(f"{pages.clause}#textes").page
    pret(page)
    dit, publiee = page.locator("[data-version-lue]"), page.locator("[data-version]").get_attribute("data-version")
    histoire = '<h2 id="historique"></h2><ul><li><time datetime="2026-02-01"></time>Neuf.</li><li><time datetime="2026-01-01"></time>Vieux.</li></ul>'
    for version, mots in (
        ("textes", None),
        (publiee, "celle d’aujourd’hui"),
        ("2026-01-01.0a1b2c3d", "aucun changement de fond"),
        ("2099-01-01.0a1b2c3d", "plus récente que cette page"),
    ):
        page.evaluate("ancre => (location.hash = ancre)", version)
        if mots:
            expect(dit).to_contain_text(mots)
        else:
            expect(dit).to_have_count(0)
    page.locator(".fiche-clause").evaluate("(e, h) => e.insertAdjacentHTML('beforeend', h)", histoire)
    page.evaluate("location.hash = '2026-01-01.0a1b2c3d'")
    expect(dit.locator("li")).to_have_text(["Neuf."])
    expect(dit.get_by_role("link")).to_have_attribute("href", re.compile("/dossier/relire/$"))


def test_un_niveau_sur_la_page_d_une_clause(visiter, pages) -> None:
    """Un niveau : ses seuls textes, le remplacé caché, les seules valeurs qu'il emploie ; gardé d'une page à l'autre."""
    page = visiter(pages.clause).page
    premier = page.locator("section[data-texte]:visible .texte-a-inserer").first.bounding_box()
    assert premier["y"] < 800 - 60, "le premier texte se lit sans défiler"

    def niveau(code: str) -> Locator:
        return page.locator(f"[data-niveaux] input[value={code}]")

    expect(niveau("base")).to_be_checked()
    visibles = page.locator("section[data-texte]:visible")
    assert set(visibles.evaluate_all("e => e.map((x) => x.dataset.niveau)")) == {"base"}
    assert "lettre-consultation" not in visibles.evaluate_all("e => e.map((x) => x.dataset.piece)")
    niveau("avance").check()
    remplaces = set(" ".join(visibles.evaluate_all("e => e.map((x) => x.dataset.remplace)")).split())
    assert remplaces and not remplaces & set(visibles.evaluate_all("e => e.map((x) => x.dataset.texte)"))
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("65")
    page.goto(page.url.replace("contenants-reemployables-repas", "produits-durables-qualite-repas"))
    pret(page)
    expect(niveau("avance")).to_be_checked()
    page.go_back()
    pret(page)
    expect(page.locator('input[data-variable="taux"]')).to_have_value("65")
    # Ajoutée, la clause emporte son niveau et ses valeurs ; changée sur sa page, elle l'est au dossier, sans attendre un module.
    modules = Retenue(page, "**/assets/lib/*.js")
    page.locator("button[data-ajouter]").click()
    expect(page.locator("button[data-ajouter]")).to_contain_text("Retirer")
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("70")
    modules.attendre()
    page.wait_for_timeout(100)
    modules.rendues = True  # ceux d'ici ne viendront pas
    page.locator("[data-mon-dossier]").click()
    expect(page.locator("select[data-niveau]")).to_have_value("avance")
    expect(page.locator('[data-valeur$=" taux"]')).to_have_value("70")
    # Changer de niveau sur la page de la clause n'efface ni une valeur à virgule, ni celles qui sont confirmées.
    deplier(page)
    page.locator('[data-valeur$=" taux"]').fill("62,5")
    page.locator("[data-constat=proposees] [data-geste=confirmer]").click()
    gardees = "JSON.stringify(Object.values(JSON.parse(localStorage['mon-dossier']).dossiers).map((d) => [d.clauses[0].valeurs, d.partagees]))"
    avant = page.evaluate(gardees)
    page.goto(page.url.replace("dossier/", "clauses/contenants-reemployables-repas/"))
    pret(page)
    expect(page.locator('input[data-variable="taux"]')).to_have_value("62.5")
    niveau("base").check()
    page.locator("[data-mon-dossier]").click()
    expect(page.locator("select[data-niveau]")).to_have_value("base")
    assert page.evaluate(gardees) == avant


def test_la_lettre_sans_ce_qui_ne_la_sert_pas(visiter) -> None:
    """Prise par sa lettre, une clause ne montre que les dérogations qui servent la lettre ; la copie dit ce qu'il reste à vérifier."""
    page = visiter("clauses/nettoyage-en-journee/").page
    expect(page.locator("[data-ccag]")).to_be_visible()
    page.locator("[data-niveaux] input[value=lettre]").check()
    expect(page.locator("[data-ccag]")).to_be_hidden()

    page = visiter(f"clauses/{CLAUSES[0]}/", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("[data-sert]").evaluate_all("e => e.forEach((x) => { x.closest('details').open = true; })")
    derogations = page.locator("[data-sert]")
    page.locator("[data-niveaux] input[value=lettre]").check()
    servies = page.locator("[data-sert]:visible").evaluate_all("e => e.map((x) => x.dataset.sert)")
    montres = set(page.locator("section[data-texte]:visible").evaluate_all("e => e.map((x) => x.dataset.texte)"))
    assert 0 < len(servies) < derogations.count() and all(montres & set(s.split()) for s in servies)
    texte = page.locator("section[data-texte]:visible").first
    expect(texte.locator(".niveau")).to_contain_text("Petit achat : la lettre")
    texte.locator("button[data-copier]").first.click()
    expect(texte.locator(".retour").first).to_have_text("Copié, valeurs à vérifier entre crochets.")
    page.locator("[data-copier='#contenu']").click()
    copie = page.evaluate("navigator.clipboard.readText()").splitlines()
    titres = page.locator("section[data-texte] h3").evaluate_all(
        "l => l.map((e) => [e.textContent, e.checkVisibility()])"
    )
    assert all((titre in copie) is montre for titre, montre in titres)
    # Une valeur choisie n'est plus à vérifier.
    page.locator("details.completer > summary").click()
    for champ in page.locator("[data-variables] input:visible").all():
        champ.fill("61")
    texte.locator("button[data-copier]").first.click()
    expect(texte.locator(".retour").first).to_have_text("Copié.")
    page.locator("[data-niveaux] input[value=tous]").check()
    for derogation in derogations.all():
        expect(derogation).to_be_visible()
