"""Se former et animer : chaque parcours au clavier, les termes expliqués, l'édition projetée, axe dans chaque état."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from macros.base.base import Base
from tests.fabrique.questions import fiches_de
from tests.navigateur.lecture import PRESSE_PAPIERS
from tests.navigateur.test_accessibilite_axe import SANS_PLEIN_ECRAN, juger, ouvrir_la_note, ouvrir_tout
from tests.navigateur.visite import lire_copie, tabuler

ATTEINT = "s => document.activeElement.matches(s)"
NOTE = ".note-renvoi"
DIAPOSITIVE = ".diapositive:visible"
PARCOURS = ("elu", "acheteur-debutant", "prescripteur", "juriste")


@pytest.mark.parametrize(("nom", "largeur"), [*zip(PARCOURS, cycle((390, 1280)))])
def test_un_parcours_au_clavier(visiter, base_du_site: Base, nom: str, largeur: int) -> None:
    """Du début aux trois questions sans souris : chaque étape dans l'ordre, chaque réponse se déplie avec sa base légale."""
    parcours = fiches_de(base_du_site, "parcours")[nom].contenu
    page = visiter(f"parcours/{nom}/", largeur=largeur).page
    tabuler(page, ATTEINT, ".actions a.bouton")
    page.keyboard.press("Enter")
    for rang, etape in enumerate(parcours.etapes, 1):
        expect(page).to_have_url(re.compile(rf"/base/{etape.page}/\?parcours={nom}$"))
        page.wait_for_selector("html[data-pret=oui]", state="attached")
        place = page.locator("[data-pied-de-parcours] nav:visible")
        expect(place).to_have_count(1)
        expect(place.locator(".surtitre")).to_contain_text(f"Étape {rang} sur {len(parcours.etapes)}")
        tabuler(page, ATTEINT, f"[data-parcours='{nom}'] a[rel=next]", "Shift+Tab")
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/parcours/{nom}/questions/$"))
    page.wait_for_selector("html[data-pret=oui]", state="attached")
    for rang, question in enumerate(parcours.questions):
        bloc = page.locator(".question").nth(rang)
        expect(bloc.locator(".references")).to_be_hidden()
        tabuler(page, ATTEINT, f".question:nth-of-type({rang + 1}) summary")
        page.keyboard.press("Enter")
        expect(bloc.locator(".references li").first).to_be_visible()
        expect(bloc.locator("details strong").first).to_have_text(f"Réponse {'ABCD'[question.juste - 1]}")


def test_une_page_de_plusieurs_parcours(visiter, base_du_site: Base) -> None:
    """Sans dire d'où l'on vient, la page montre tous ses parcours ; avec, un seul ; avec un nom inventé, tous."""
    places: dict[str, list[str]] = {}
    for nom, fiche in fiches_de(base_du_site, "parcours").items():
        for etape in fiche.contenu.etapes:
            places.setdefault(etape.page, []).append(nom)
    adresse, noms = max(places.items(), key=lambda p: len(p[1]))
    assert len(noms) > 1, "aucune page n'est dans deux parcours"
    for requete, visibles in (("", len(noms)), (f"?parcours={noms[0]}", 1), ("?parcours=<b>", len(noms))):
        page = visiter(f"{adresse}/{requete}").page
        expect(page.locator("[data-pied-de-parcours] nav:visible")).to_have_count(visibles)


def test_la_carte_de_l_achat(visiter, site: str) -> None:
    """Chaque type de clause et chaque document de la carte mène à des clauses."""
    page = visiter("parcours/").page
    assert page.locator(".station").count() == 7
    adresses = page.locator(".station a[href*='clauses/?']").evaluate_all("l => l.map(a => a.href)")
    assert len(adresses) > 12
    page.goto(f"{site}clauses/")
    for adresse in adresses:
        nom, valeur = re.search(r"\?(\w+)=([\w-]+)$", adresse).groups()
        case = page.locator(f"input[name={nom}][value={valeur}]")
        assert case.count() == 1 and case.is_enabled(), adresse


def test_un_terme_au_survol_au_clavier_et_a_echap(visiter, pages) -> None:
    page = visiter(pages.clause).page
    terme = page.locator("a.terme").first
    terme.hover()
    expect(page.locator(NOTE)).to_be_visible()
    assert len(page.locator(NOTE).inner_text()) > 20
    page.mouse.move(5, 5)
    expect(page.locator(NOTE)).to_be_hidden()
    terme.focus()
    expect(page.locator(NOTE)).to_be_visible()
    expect(terme).to_have_attribute("aria-describedby", "note-renvoi")
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/lexique/#[a-z0-9-]+$"))
    expect(page.locator(".entree-de-lexique:target")).to_be_visible()


def test_un_terme_au_toucher(visiter, pages) -> None:
    """Le premier toucher explique, un toucher ailleurs referme, le second mène au lexique."""
    page = visiter(pages.clause, largeur=390, has_touch=True).page
    terme = page.locator("a.terme").first
    terme.tap()
    expect(page.locator(NOTE)).to_be_visible()
    assert page.url.endswith(pages.clause)
    page.locator("h1").tap()
    expect(page.locator(NOTE)).to_be_hidden()
    terme.tap()
    expect(page.locator(NOTE)).to_be_visible()
    terme.tap()
    expect(page).to_have_url(re.compile(r"/lexique/#"))


def test_un_terme_s_explique_une_fois_et_jamais_dans_un_texte_a_copier(visiter, pages) -> None:
    page = visiter(pages.clause, java_script_enabled=False).page
    liens = page.locator("a.terme").evaluate_all("l => l.map(a => a.href)")
    assert liens and len(liens) == len(set(liens))
    assert page.locator(".texte-a-inserer a.terme, h1 a.terme, h2 a.terme").count() == 0
    assert all(page.locator("a.terme").evaluate_all("l => l.map(a => a.title)"))


def projeter(visiter, pages, **options) -> Page:
    page = visiter(pages.projection, **options).page
    page.locator("[data-projeter]").click()
    return page


def test_projeter_une_edition(visiter, pages) -> None:
    """Tout au clavier : avancer, reculer, bouts, quitter ; une seule diapositive, et le reste de la page hors d'atteinte."""
    page = projeter(visiter, pages, largeur=1920, hauteur=1080)
    toutes = page.locator(".diapositive").count()
    assert toutes > 3
    place = page.locator(".projection-place")
    for touche, rang in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("End", toutes),
        ("ArrowRight", toutes),
        ("Home", 1),
        ("PageUp", 1),
        ("Space", 2),
    ):
        page.keyboard.press(touche)
        expect(place).to_have_text(f"{rang} sur {toutes}")
        expect(page.locator(DIAPOSITIVE)).to_have_count(1)
    assert page.evaluate("document.activeElement.tagName") == "H2"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement || document.activeElement === document.body"
                             " || Boolean(document.activeElement.closest('[data-projection]'))")  # fmt: skip
    page.keyboard.press("Escape")
    expect(page.locator("[data-projeter]")).to_be_focused()
    expect(page.locator(DIAPOSITIVE)).to_have_count(toutes)
    assert page.locator("[inert]").count() == 0


def test_la_montre_continue(visiter, pages) -> None:
    """Quitter puis reprendre garde la diapositive et le temps écoulé ; hors projection, aucune touche seule n'agit."""
    page = visiter(pages.projection).page
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    assert page.locator(".projection-barre").count() == 0
    page.locator("[data-projeter]").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".projection-duree")).to_have_text(re.compile(r"^0:0[1-9]"))
    page.keyboard.press("Escape")
    expect(page.locator("[data-projeter]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".projection-place")).to_have_text(re.compile("^2 sur"))
    expect(page.locator(".projection-duree")).not_to_have_text(re.compile("^0:00"))


def test_la_note_d_une_reference_en_projection(visiter, site: str, site_construit) -> None:
    """La note s'ouvre au clavier devant la diapositive, jamais sous un pointeur oublié ; Échap la ferme avant de quitter."""
    editions = [
        p for p in site_construit.glob("veille/20*/projection/index.html") if "renvoi-droit" in p.read_text("utf-8")
    ]
    visite = visiter(f"{editions[-1].parent.relative_to(site_construit)}/")
    page = visite.page
    page.locator("[data-projeter]").click()
    for _ in range(page.locator(".diapositive").count()):
        if page.locator(f"{DIAPOSITIVE} a.renvoi-droit").count():
            break
        page.keyboard.press("ArrowRight")
    renvoi, note = page.locator(f"{DIAPOSITIVE} a.renvoi-droit").first, page.locator(NOTE)
    renvoi.hover()
    expect(note).to_be_hidden()
    renvoi.focus()
    expect(note).to_be_visible()
    assert page.evaluate(
        "n => { const r = n.getBoundingClientRect();"
        " return n.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); }",
        note.element_handle(),
    )
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator(".projection-place")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".projection-barre")).to_have_count(0)


def test_un_tableau_de_page_garde_ses_intitules_sur_un_petit_ecran(visiter) -> None:
    """En cartes, chaque cellule dit sa colonne."""
    page = visiter("parcours/etapes/obligations-depuis-aout-2026/", largeur=390).page
    tableau = page.locator(".page-contenu table:not([class])").first
    titres = tableau.locator("th").all_text_contents()
    lus = (
        tableau.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("l => l.slice(1).map(e => getComputedStyle(e, '::before').content)")
    )
    assert len(titres) > 1
    assert [lu.strip('"') for lu in lus] == [f"{titre.strip()} : " for titre in titres[1:]]


def test_une_diapositive_tient_a_l_ecran_d_un_projecteur(visiter, site_construit, site: str) -> None:
    """À 1920 px, aucune diapositive des six dernières éditions ne déborde."""
    editions = sorted(p.parent.parent.name for p in site_construit.glob("veille/20*/projection/index.html"))[-6:]
    assert editions
    visite = visiter(None, largeur=1920, hauteur=1080)
    debords = []
    for mois in editions:
        visite.aller(f"{site}veille/{mois}/projection/")
        visite.page.locator("[data-projeter]").click()
        for rang in range(visite.page.locator(".diapositive").count()):
            haut, vu = visite.page.locator(DIAPOSITIVE).evaluate("d => [d.scrollHeight, d.clientHeight]")
            if haut > vu + 1:
                debords.append((mois, rang, haut, vu))
            visite.page.keyboard.press("ArrowRight")
    assert debords == []


def test_une_diapositive_trop_haute_se_lit_jusqu_au_bout(visiter, pages) -> None:
    """Sur un petit écran, la flèche du bas fait défiler avant de changer de diapositive."""
    page = projeter(visiter, pages, largeur=390, hauteur=420)
    place = page.locator(".projection-place")
    depasse = "d => d.scrollHeight > d.clientHeight + 1"
    while not page.locator(DIAPOSITIVE).evaluate(depasse):
        page.keyboard.press("ArrowRight")
    rang = place.inner_text().split()[0]
    page.keyboard.press("ArrowDown")
    assert place.inner_text().split()[0] == rang
    assert page.locator(DIAPOSITIVE).evaluate("d => d.scrollTop") > 0
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    expect(place).not_to_have_text(re.compile(f"^{rang} sur"))


def test_sans_script_l_edition_se_lit_a_la_suite(visiter, pages) -> None:
    page = visiter(pages.projection, java_script_enabled=False).page
    assert page.locator(DIAPOSITIVE).count() == page.locator(".diapositive").count() > 3
    expect(page.locator("[data-projeter]")).to_be_hidden()


def test_un_kit_s_imprime(visiter, pages) -> None:
    """Le kit imprimé garde ce qui se distribue, sans l'habillage du site."""
    page = visiter(pages.kit).page
    page.emulate_media(media="print")
    for garde in ("h1", ".tableau-deroule", "#texte-invitation", ".role", ".a-remplir", ".evaluation"):
        expect(page.locator(garde).first).to_be_visible()
    for cache in (".menu", ".recherche-entete", ".actions", ".pied nav"):
        expect(page.locator(cache).first).to_be_hidden()


def test_axe_dans_chaque_etat(visiter, pages, site: str, axe: str) -> None:
    """Réponses dépliées, terme ouvert, projection : aucune violation."""
    visite = visiter(pages.questions, avant=axe + SANS_PLEIN_ECRAN)
    page = visite.page
    ouvrir_tout(page, "details")
    violations = juger(page, "réponses dépliées")
    visite.aller(site + pages.clause)
    violations += juger(page, "terme ouvert", lambda: ouvrir_la_note(page, "a.terme"))
    visite.aller(site + pages.projection)
    page.locator("[data-projeter]").click()
    page.keyboard.press("ArrowRight")
    violations += juger(page, "projection")
    assert not violations, "\n".join(violations)


def test_ce_que_je_decide_se_copie_en_tableau(visiter) -> None:
    """Le bouton copie le tableau écrit juste au-dessus, mis en forme, et ne rétrécit pas quand il répond."""
    page = visiter("parcours/etapes/elu-trois-questions/", largeur=390, permissions=PRESSE_PAPIERS).page
    bouton = page.get_by_role("button", name="Copier le tableau")
    avant = bouton.bounding_box()["width"]
    bouton.click()
    expect(page.locator("[data-copier] + .retour")).to_have_text("Copié.")
    assert bouton.bounding_box()["width"] == avant
    html, texte = lire_copie(page)
    assert html.startswith("<table>") and texte.startswith("Je décide | Ma ligne pour ce marché\nLe besoin | ")
