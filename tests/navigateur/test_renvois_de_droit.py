"""Les références au droit : leur note au survol et au clavier, et rien qui renvoie au site dans un texte de marché."""

from pathlib import Path

import pytest
from docx import Document
from lxml import html
from playwright.sync_api import Page, expect

from macros.base.base import Base
from tests.fabrique.questions import visibles_de
from tests.fabrique.reperes import SITE_URL
from tests.navigateur.lecture import NOTE, PRESSE_PAPIERS, RENVOI, plat
from tests.navigateur.test_accessibilite_axe import DEBORD
from tests.navigateur.visite import lire_copie, servir_les_sources


@pytest.fixture(scope="session")
def citante(site_construit: Path) -> str:
    """Rend l'adresse d'une clause dont un texte à insérer cite le droit."""
    for chemin in sorted(site_construit.glob("clauses/*/index.html")):
        if html.parse(chemin).xpath("//*[@class='texte-a-inserer']//a[@class='renvoi-droit']"):
            return f"clauses/{chemin.parent.name}/"
    pytest.fail("aucune clause ne cite le droit dans un texte à insérer")


def annoncee(site_construit: Path, adresse: str) -> str:
    """Rend la note du premier renvoi d'une page, telle que le serveur l'a écrite."""
    return html.parse(site_construit / adresse / "index.html").xpath("string((//a[@class='renvoi-droit'])[1]/@title)")


def test_note_au_survol(visiter, citante: str, site_construit: Path) -> None:
    """La note reste tant que la souris est sur elle, puis s'en va ; aucune bulle du navigateur ne la double."""
    page = visiter(citante).page
    page.locator(RENVOI).first.hover()
    expect(page.locator(NOTE)).to_have_text(annoncee(site_construit, citante))
    expect(page.locator(f"{RENVOI}[title]")).to_have_count(0)
    page.locator(NOTE).hover()
    page.wait_for_timeout(400)
    expect(page.locator(NOTE)).to_be_visible()
    page.mouse.move(0, 0)
    expect(page.locator(NOTE)).to_be_hidden()


def au_clavier(page: Page) -> None:
    """Amène le focus sur le premier renvoi avec la touche Tab."""
    page.locator(RENVOI).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")  # le lien d'avant peut être un terme, dont la note s'ouvre aussi
    expect(page.locator(NOTE)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator(RENVOI).first).to_be_focused()


def test_note_au_clavier(visiter, citante: str, site_construit: Path) -> None:
    """Un lecteur d'écran la lit comme description du lien, dans le contenu, le temps qu'elle est ouverte ; Échap garde le focus."""
    page = visiter(citante).page
    au_clavier(page)
    expect(page.get_by_role("main").get_by_role("tooltip")).to_be_visible()
    expect(page.locator(RENVOI).first).to_have_accessible_description(annoncee(site_construit, citante))
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    expect(page.locator(RENVOI).first).to_be_focused()
    expect(page.locator(RENVOI).first).to_have_accessible_description("")


MESURER_LES_NOTES = """(selecteur) => [...document.querySelectorAll(selecteur)].flatMap((lien) =>
    ['start', 'center', 'end'].map((block) => {
        lien.blur();
        lien.scrollIntoView({ block });
        lien.focus({ preventScroll: true });
        const note = document.getElementById('note-renvoi').getBoundingClientRect();
        const dedans = note.width > 0 && note.left >= 0 && note.right <= document.documentElement.clientWidth
            && note.top >= 0 && note.bottom <= innerHeight;
        const recouvre = [...lien.getClientRects()].some((r) => r.left < note.right - 1 && note.left < r.right - 1
            && r.top < note.bottom - 1 && note.top < r.bottom - 1);
        return { nom: `${lien.textContent}, ${block}`, dedans, recouvre, lignes: lien.getClientRects().length };
    }))"""


def test_note_dans_une_petite_fenetre(visiter, citante: str) -> None:
    """À 320 px, chaque note tient dans la fenêtre, et ne couvre aucune ligne de son lien, même coupé en deux."""
    page = visiter(citante, largeur=320, hauteur=640).page
    assert page.evaluate(DEBORD) is None
    notes = page.evaluate(MESURER_LES_NOTES, RENVOI)
    page.locator(RENVOI).first.evaluate("e => { e.textContent = 'loi du 22 août 2021 sur le climat, article 35'; }")
    coupees = page.evaluate(MESURER_LES_NOTES, RENVOI)
    assert notes and not [note["nom"] for note in notes if not note["dedans"]]
    assert max(note["lignes"] for note in coupees) > 1
    assert not [note["nom"] for note in coupees if note["recouvre"]]


def test_titre_sans_script(visiter, citante: str) -> None:
    page = visiter(citante, java_script_enabled=False).page
    titres = page.locator(RENVOI).evaluate_all("l => l.map((e) => e.title)")
    assert titres and all(len(titre) > 20 for titre in titres)


# Le texte d'un marché ne renvoie pas à notre site

TEXTE_CITANT = f".texte-a-inserer:has({RENVOI})"


def a_tous_les_niveaux(page: Page) -> Page:
    """Rend la page d'une clause, ses textes de tous les niveaux montrés."""
    tous = page.locator("[data-niveaux]:visible input[value=tous]")
    if tous.count():
        tous.check()
    return page


def test_texte_copie_sans_lien_vers_le_site(visiter, citante: str, site: str) -> None:
    """Le presse-papiers reçoit la référence en texte, dans les deux formats."""
    page = a_tous_les_niveaux(visiter(citante, permissions=PRESSE_PAPIERS).page)
    texte = page.locator(TEXTE_CITANT).first
    reference = plat(texte.locator(RENVOI).first.text_content())
    bouton = page.locator(f'button[data-copier="#{texte.get_attribute("id")}"]')
    bouton.click()
    expect(bouton.locator("+ .retour")).to_contain_text("Copié")
    copie, brut = lire_copie(page)
    assert not liens_du_site(copie, site)
    assert reference in plat(html.fromstring(copie).text_content()) and reference in plat(brut)


def test_un_texte_designe_par_son_titre_le_porte_dans_la_copie(visiter, citante: str) -> None:
    """Un renvoi qui nomme une partie la trouve dans le document : la copie commence par ce titre, dans les deux formats."""
    page = a_tous_les_niveaux(visiter(citante, permissions=PRESSE_PAPIERS).page)
    bouton = page.locator(".disposition button[data-copier]:visible").first
    bouton.evaluate("b => (b.dataset.copierTitre = 'Bac perdu')")
    bouton.click()
    expect(bouton.locator("+ .retour")).to_contain_text("Copié")
    copie, brut = lire_copie(page)
    assert copie.startswith("<p><strong>Bac perdu</strong></p><p>") and brut.startswith("Bac perdu\n\n")


def liens_du_site(copie: str, site: str) -> list[str]:
    return [lien for lien in html.fromstring(copie).xpath("//@href") if lien.startswith((site, SITE_URL))]


def test_aucun_texte_a_inserer_ne_renvoie_au_site(visiter, citante: str, site: str, base_du_site: Base) -> None:
    """Toutes les clauses, lues comme le fait la copie."""
    page = visiter(citante).page
    servir_les_sources(page)
    copies = page.evaluate(
        """async (adresses) => {
            const module = (nom) => import(new URL(`../../assets/js/${nom}`, location.href));
            const [{ lireBlocs }, { enHtml }] = [await module('blocs.js'), await module('copier.js')];
            return Promise.all(adresses.map(async (adresse) => {
                const source = await (await fetch(adresse)).text();
                const textes = new DOMParser().parseFromString(source, 'text/html').querySelectorAll('.texte-a-inserer');
                return [adresse, [...textes].map((texte) => enHtml(lireBlocs(texte))).join('')];
            }));
        }""",
        [f"{site}clauses/{fiche.id}/" for fiche in visibles_de(base_du_site, "clauses")],
    )
    assert all(copie for _, copie in copies)
    assert not {adresse: liens for adresse, copie in copies if (liens := liens_du_site(copie, site))}


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_texte_en_word_sans_lien(visiter, citante: str) -> None:
    """Dans le fichier Word, le paragraphe qui cite le droit garde sa référence et n'a aucun lien."""
    page = a_tous_les_niveaux(visiter(citante).page)
    cites = page.locator(f".texte-a-inserer :is(p, li):has(> {RENVOI})").evaluate_all("l => l.map(e => e.textContent)")
    with page.expect_download() as attente:
        page.locator("button[data-word]").click()
    # Un barème est dans un tableau : ses paragraphes ne sont pas parmi ceux du corps.
    paragraphes = {
        plat("".join(t.text or "" for t in p.iter(f"{W}t"))): p
        for p in Document(attente.value.path()).element.body.iter(f"{W}p")
    }
    assert cites and {plat(c) for c in cites} <= paragraphes.keys()
    for cite in cites:
        assert paragraphes[plat(cite)].find(f".//{W}hyperlink") is None, cite
