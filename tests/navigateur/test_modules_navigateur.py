"""Variables, copie, Word, thème : les cas qui tournent mal."""

import re
from typing import Any

from docx import Document
from playwright.sync_api import Page, expect

from macros.texte.balisage.leger import rendre as en_html
from tests.jumeaux import JUMEAUX
from tests.navigateur.visite import lire_copie, servir_les_sources

STOCKAGE_REFUSE = """Object.defineProperty(window, 'localStorage', { get() {
     throw new DOMException('refusé', 'SecurityError'); }});"""


def ouvrir_valeurs(page: Page) -> None:
    page.locator("details.completer > summary").click()


def test_variables(visiter, pages) -> None:
    """Chaque texte suit le champ ; une valeur hors bornes est dite ; les valeurs proposées reviennent."""
    page = visiter(pages.clause).page
    page.locator("[data-niveaux] input[value=tous]").check()
    ouvrir_valeurs(page)
    for champ in page.locator("input[data-variable], select[data-variable]").all():
        nom = champ.get_attribute("data-variable")
        valeurs = page.locator(f'span.variable[data-variable="{nom}"]')
        avant = valeurs.all_text_contents()
        if champ.get_attribute("type") != "number":
            continue
        minimum = champ.get_attribute("min")
        champ.fill("42.5")
        for texte in valeurs.all_text_contents():
            assert texte.startswith("42,5")
        if minimum:
            champ.fill(str(float(minimum) - 1))
            expect(champ).to_have_attribute("aria-invalid", "true")
            message = page.locator("#" + champ.get_attribute("aria-describedby").split()[-1])
            expect(message).to_contain_text("habituelle")
        champ.fill("")
        for texte in valeurs.all_text_contents():
            assert re.fullmatch(r"\[.+\]", texte)
        champ.fill(champ.evaluate("e => e.defaultValue"))
        assert valeurs.all_text_contents() == avant
        assert champ.get_attribute("aria-invalid") is None
    taux = page.locator('input[data-variable="taux"]')
    taux.fill("33")
    page.get_by_role("button", name="Remettre les valeurs proposées").click()
    expect(taux).to_have_value("80")
    assert "33" not in "".join(page.locator('span.variable[data-variable="taux"]').all_text_contents())


def test_une_echelle_a_l_envers_est_dite(visiter, pages) -> None:
    """La valeur qui donne tous les points ne passe pas sous celle qui n'en donne aucun, quel que soit le champ touché."""
    page = visiter(pages.clause).page
    page.locator("[data-niveaux] input[value=avance]").check()
    ouvrir_valeurs(page)
    haut, bas = (page.locator(f'input[data-variable="{nom}"]') for nom in ("cycles_haut", "cycles"))
    message = page.locator("#" + haut.get_attribute("aria-describedby").split()[-1])
    expect(message).to_have_text("")
    bas.fill("200")
    expect(message).to_have_text("Les points commencent à 200 : choisissez une valeur plus grande.")
    expect(haut).to_have_attribute("aria-invalid", "true")
    haut.fill("229")
    expect(message).to_have_text(re.compile("^Trop près de 200 : .* au moins 30 entre les deux.$"))
    haut.fill("230")
    expect(message).to_have_text("")


def test_valeur_hostile(visiter, pages) -> None:
    """Une valeur collée reste du texte, sur la page, dans la copie et dans Word."""
    page = visiter(
        pages.clause,
        avant="window.alert = () => { window.touche = true; };",
        permissions=["clipboard-read", "clipboard-write"],
    ).page
    ouvrir_valeurs(page)
    champ = page.locator('input[data-variable="taux"]')
    champ.evaluate("e => { e.type = 'text'; }")
    hostile = "<img src=x onerror=alert(1)>\"'&</p>\x0b]]>"
    champ.fill(hostile)
    assert page.locator(".fiche img").count() == 0
    page.locator('button[data-copier="#texte-1"]').click()
    expect(page.locator('button[data-copier="#texte-1"] + .retour')).to_contain_text("Copié")
    html, _ = lire_copie(page)
    assert "<img" not in html
    with page.expect_download() as attente:
        page.locator("button[data-word]").click()
    document = Document(attente.value.path())
    assert "<img src=x onerror=alert(1)>\"'&</p>]]>" in "".join(p.text for p in document.paragraphs)
    assert page.evaluate("window.touche") is None


def test_copie_sans_presse_papiers_moderne(visiter, pages) -> None:
    """Sans ClipboardItem, l'événement suffit ; sans aucun moyen, le texte est sélectionné."""
    page = visiter(
        pages.clause, avant="delete window.ClipboardItem;", permissions=["clipboard-read", "clipboard-write"]
    ).page
    bouton, retour = (
        page.locator('button[data-copier="#texte-1"]'),
        page.locator('button[data-copier="#texte-1"] + .retour'),
    )
    bouton.click()
    expect(retour).to_have_text("Copié, valeurs à vérifier entre crochets.")
    html, texte = lire_copie(page)
    assert html and "[80" in texte and "\n- conçu" in texte

    page = visiter(pages.clause, avant="delete window.ClipboardItem; document.execCommand = () => false;").page
    bouton, retour = (
        page.locator('button[data-copier="#texte-1"]'),
        page.locator('button[data-copier="#texte-1"] + .retour'),
    )
    bouton.click()
    expect(retour).to_contain_text("Ctrl + C")
    assert "contenants réemployables" in page.evaluate("getSelection().toString()")

    page = visiter(pages.clause, permissions=["clipboard-read", "clipboard-write"]).page
    bouton = page.locator('button[data-copier="#texte-1"]')
    bouton.evaluate("e => { e.dataset.avertir = 'Texte abrogé : à revoir.'; }")
    bouton.click()
    expect(page.locator('button[data-copier="#texte-1"] + .retour')).to_have_text(
        "Copié, valeurs à vérifier entre crochets. Texte abrogé : à revoir."
    )


def test_blocs_imbriques(visiter, pages) -> None:
    """Listes imbriquées, emphases, liens et tableaux gardent leur forme dans les deux écritures."""
    visite = visiter(pages.a_propos)
    servir_les_sources(visite.page)
    visite.erreurs_attendues = True  # la politique de la page refuse l'attribut du document analysé : c'est voulu
    html, texte = visite.page.evaluate("""async () => {
        const importer = (nom) => import(new URL('../assets/js/' + nom, location.href));
        const [{ lireBlocs }, { enHtml, enTexte }] = [await importer('blocs.js'), await importer('copier.js')];
        const racine = new DOMParser().parseFromString(`<div>
          <p class="x" onclick="a()">Un <strong>mot</strong>\\n fort, <em>penché</em>,
          <a href="https://exemple.test/x">lien</a> <a href="javascript:alert(1)">piège</a><button>non</button></p>
          <ol><li>un<ul><li>a</li><li><p>b</p><p>suite</p></li></ul></li><li>deux</li></ol>
          <dl><div><dt>Qui</dt><dd>Lui</dd></div></dl><table><thead><tr><th>T</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>
          <p hidden>caché</p><script>x()</script></div>`, 'text/html').querySelector('div');
        const blocs = lireBlocs(racine);
        return [enHtml(blocs), enTexte(blocs)];
    }""")
    assert html == (
        '<p>Un <strong>mot</strong> fort, <em>penché</em>, <a href="https://exemple.test/x">lien</a> piège</p>'
        "<ol><li>un<ul><li>a</li><li>b<p>suite</p></li></ul></li><li>deux</li></ol>"
        "<table><tbody><tr><td>Qui</td><td>Lui</td></tr></tbody></table>"
        "<table><tbody><tr><td>T</td></tr><tr><td>c</td></tr></tbody></table>"
    )
    assert texte == "Un mot fort, penché, lien piège\n\n1. un\n  - a\n  - b\n    suite\n2. deux\n\nQui : Lui\n\nT\nc"


def test_les_blocs_relus_sont_ceux_de_la_construction(visiter, pages) -> None:
    code = """async (textes) => {
        const { lireBlocs } = await import(new URL('../assets/js/blocs.js', location.href));
        return textes.map((html) => lireBlocs(new DOMParser().parseFromString(html, 'text/html').body));
    }"""
    page = visiter(pages.a_propos).page
    servir_les_sources(page)
    lus = page.evaluate(code, [str(en_html(texte)) for texte, _ in JUMEAUX["blocs"]])
    assert lus == [_en_objets(blocs) for _, blocs in JUMEAUX["blocs"]]


def _en_objets(valeur: Any, suite: bool = False) -> Any:
    """Rend les blocs tels que la page les relit : un mot sans marque y est un objet aussi."""
    if isinstance(valeur, dict):
        return {nom: _en_objets(v, nom == "suite") for nom, v in valeur.items()}
    if isinstance(valeur, list):
        return [{"texte": v} if suite and isinstance(v, str) else _en_objets(v) for v in valeur]
    return valeur


def test_word_hors_ligne(visiter, pages) -> None:
    """Hors ligne, le visiteur le sait, et un second essai suffit une fois la connexion revenue."""
    visite = visiter(pages.clause)
    visite.erreurs_attendues = True
    page, coupe = visite.page, [True]
    page.route("**/lib/docx.js*", lambda route: route.abort() if coupe[0] else route.fallback())
    bouton, retour = page.locator("button[data-word]"), page.locator("button[data-word] + .retour")
    bouton.click()
    expect(retour).to_contain_text("Vérifiez votre connexion")
    coupe[0] = False
    with page.expect_download():
        bouton.click()
    expect(retour).to_contain_text("Fichier prêt")


def theme(page: Page) -> tuple[str, str]:
    return page.evaluate("[document.documentElement.dataset.mdColorScheme, document.body.dataset.mdColorScheme]")


def test_theme(visiter, pages) -> None:
    """Le thème suit le système, puis le choix, qui reste d'une page à l'autre, avant toute peinture."""
    visite = visiter(pages.accueil, sombre=True)
    visite.erreurs_attendues = True  # le second temps se passe du script principal
    page = visite.page
    assert theme(page) == ["slate", "slate"]
    page.locator("[data-theme-bascule]").click()
    assert theme(page) == ["default", "default"]
    expect(page.locator("[data-theme-bascule]")).to_have_attribute("aria-pressed", "false")
    page.route("**/lib/principal-*.js", lambda route: route.abort())
    page.goto(page.url + pages.clauses)
    assert theme(page) == ["default", "default"], "le thème n'est pas posé par scheme.js seul"


def test_stockage_refuse(visiter, pages) -> None:
    """Sans stockage, tout marche ; le choix vaut pour la page."""
    page = visiter(pages.clauses, avant=STOCKAGE_REFUSE).page
    page.locator("[data-theme-bascule]").click()
    assert theme(page) == ["slate", "slate"]
    page.locator("#q-clauses").fill("contenants")
    expect(page.locator(".tableau-compte")).to_contain_text("sur")


def test_script_principal_absent(visiter, pages, site) -> None:
    """Si le script ne vient pas, le menu reste ouvert et la page lisible."""
    visite = visiter(None, largeur=390)
    visite.erreurs_attendues = True
    visite.page.route("**/lib/principal-*.js", lambda route: route.abort())
    visite.page.goto(site + pages.clauses)
    expect(visite.page.locator("#menu-principal a").first).to_be_visible()
    visite.page.locator(".tableau-repos summary").first.click()
    expect(visite.page.locator("li[data-resultat]").first).to_be_visible()


def test_une_adresse_coupee_n_abat_pas_la_page(visiter, pages, site) -> None:
    """Un lien recopié à moitié (« #% », « #%E0%A4%A ») ne désigne rien : le menu, le thème et la copie marchent."""
    visite = visiter(None)
    for coupee in ("#%", "#%E0%A4%A"):
        visite.aller(f"{site}{pages.droit}{coupee}")
        assert visite.page.evaluate("document.documentElement.classList.contains('js')")
        visite.page.evaluate("location.hash = '#%C3'")
        expect(visite.page.locator("[data-theme-bascule]")).to_be_visible()
