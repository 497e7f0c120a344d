"""Notes des références, choix des flux, édition du mois, frises, fiches à revoir : ce que le lecteur de la veille emploie."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest
from docx import Document
from lxml import etree, html
from playwright.sync_api import Page, Route, expect

from tests.conftest import JOUR_DU_SITE, construire
from tests.fabrique import (
    MOIS,
    RACINE,
    SITE_URL,
    Base,
    Fiche,
    a_revoir_de,
    adresse_d_article,
    adresse_de,
    avec,
    canaux_de,
    citees_de,
    date_longue,
    edition_de,
    en_html,
    fiches_de,
    jalons_de,
    seuils_de,
    titre_d_edition,
    touchees_de,
    typographier,
    valeurs_de,
    visibles_de,
)
from tests.navigateur.conftest import Visite, lire_copie
from tests.navigateur.test_accessibilite_axe import DEBORD, LARGEURS, juger_clair_et_sombre
from tests.navigateur.test_parcours_acheteur import Clavier
from tests.petit import VEILLE

PRESSE_PAPIERS = ["clipboard-read", "clipboard-write"]
RENVOI = "a.renvoi-droit"
NOTE = "#note-renvoi"
COPIER_EDITION = 'button[data-copier="#courriel"]'


def plat(texte: str) -> str:
    """Rend le texte tel qu'on le lit : typographie du français, une espace ordinaire entre deux mots."""
    return " ".join(typographier(texte).split())


def serre(texte: str) -> str:
    """Rend le texte sans aucune espace : un PDF ne dit pas où elles sont."""
    return "".join(typographier(texte).split())


# Notes des références


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
    page = visiter(citante).page
    page.locator(RENVOI).first.hover()
    expect(page.locator(NOTE)).to_have_text(annoncee(site_construit, citante))
    expect(page.locator(NOTE)).to_be_visible()


def au_clavier(page: Page) -> None:
    """Amène le focus sur le premier renvoi avec la touche Tab."""
    page.locator(RENVOI).first.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(NOTE)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator(RENVOI).first).to_be_focused()


def test_note_au_clavier(visiter, citante: str) -> None:
    page = visiter(citante).page
    au_clavier(page)
    expect(page.locator(NOTE)).to_be_visible()


def test_echap_ferme_la_note_sans_perdre_le_focus(visiter, citante: str) -> None:
    page = visiter(citante).page
    au_clavier(page)
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    expect(page.locator(RENVOI).first).to_be_focused()


def test_la_souris_parcourt_la_note(visiter, citante: str) -> None:
    """La note reste tant que la souris est sur elle, puis s'en va."""
    page = visiter(citante).page
    page.locator(RENVOI).first.hover()
    page.locator(NOTE).hover()
    page.wait_for_timeout(400)
    expect(page.locator(NOTE)).to_be_visible()
    page.mouse.move(0, 0)
    expect(page.locator(NOTE)).to_be_hidden()


def test_note_annoncee(visiter, citante: str, site_construit: Path) -> None:
    """Un lecteur d'écran lit la note comme description du lien, le temps qu'elle est ouverte."""
    page = visiter(citante).page
    au_clavier(page)
    expect(page.locator(RENVOI).first).to_have_accessible_description(annoncee(site_construit, citante))
    page.keyboard.press("Escape")
    expect(page.locator(RENVOI).first).to_have_accessible_description("")


def test_note_dans_le_contenu(visiter, citante: str) -> None:
    """Hors des repères de la page, un lecteur d'écran ne la trouverait pas."""
    page = visiter(citante).page
    au_clavier(page)
    expect(page.get_by_role("main").get_by_role("tooltip")).to_be_visible()


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
    """À 320 px, chaque note tient dans la fenêtre, où que soit son lien."""
    page = visiter(citante, largeur=320, hauteur=640).page
    notes = page.evaluate(MESURER_LES_NOTES, RENVOI)
    assert notes and not [note["nom"] for note in notes if not note["dedans"]]
    assert page.evaluate(DEBORD) is None


def test_note_a_cote_de_son_lien(visiter, citante: str) -> None:
    """La note ne couvre aucune ligne de son lien, même coupé en deux : il se lit et se clique."""
    page = visiter(citante, largeur=320, hauteur=640).page
    page.locator(RENVOI).first.evaluate("e => { e.textContent = 'loi du 22 août 2021 sur le climat, article 35'; }")
    notes = page.evaluate(MESURER_LES_NOTES, RENVOI)
    assert max(note["lignes"] for note in notes) > 1
    assert not [note["nom"] for note in notes if note["recouvre"]]


def test_titre_remplace_par_la_note(visiter, citante: str) -> None:
    """Le script servi, aucune bulle du navigateur ne double la note."""
    page = visiter(citante).page
    assert page.locator(RENVOI).count() > 0
    expect(page.locator(f"{RENVOI}[title]")).to_have_count(0)


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


def liens_du_site(copie: str, site: str) -> list[str]:
    return [lien for lien in html.fromstring(copie).xpath("//@href") if lien.startswith((site, SITE_URL))]


def test_aucun_texte_a_inserer_ne_renvoie_au_site(visiter, citante: str, site: str, base_du_site: Base) -> None:
    """Toutes les clauses, lues comme le fait la copie."""
    page = visiter(citante).page
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
    paragraphes = {plat(p.text): p for p in Document(attente.value.path()).paragraphs}
    assert cites and {plat(c) for c in cites} <= paragraphes.keys()
    for cite in cites:
        assert paragraphes[plat(cite)]._p.find(f".//{W}hyperlink") is None, cite


# Choix des flux


@pytest.fixture
def choix(visiter, base_du_site: Base) -> tuple[Page, Clavier, list[str]]:
    """Coche au clavier un thème et une famille ; rend la page, le clavier et les deux adresses attendues."""
    page = visiter("flux/#choisir", permissions=PRESSE_PAPIERS).page
    clavier = Clavier(page)
    theme, famille = (list(valeurs_de(base_du_site, nom))[1] for nom in ("themes", "segments"))
    clavier.activer(page.locator(f'[data-choix-flux] input[value="theme-{theme}"]'))
    clavier.activer(page.locator(f'[data-choix-flux] input[value="segment-{famille}"]'))
    return page, clavier, [f"{SITE_URL}flux/veille/{theme}.rss", f"{SITE_URL}flux/segments/{famille}.rss"]


def test_flux_choisis(choix) -> None:
    """Les adresses des cases cochées, et elles seules, sont affichées."""
    page, _, adresses = choix
    expect(page.locator("[data-choix-compte]")).to_have_text("2 flux choisis.")
    assert page.locator("[data-choix-flux] code:visible").all_text_contents() == adresses


def test_copier_les_adresses(choix) -> None:
    page, clavier, adresses = choix
    clavier.activer(page.get_by_role("button", name="Copier les adresses"))
    expect(page.locator("[data-choix-compte]")).to_have_text("Adresses copiées, une par ligne.")
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(adresses)


def telecharger_opml(page: Page, clavier: Clavier) -> tuple[str, etree._Element]:
    with page.expect_download() as attente:
        clavier.activer(page.get_by_role("button", name="Télécharger la liste (OPML)"))
    fichier = Path(attente.value.path()).read_bytes()
    return attente.value.suggested_filename, etree.fromstring(fichier, etree.XMLParser(recover=False))


def test_opml_des_flux_choisis(choix) -> None:
    """La liste est un OPML bien formé : un flux nommé par adresse choisie."""
    page, clavier, adresses = choix
    nom, opml = telecharger_opml(page, clavier)
    assert nom.endswith(".opml") and opml.tag == "opml" and opml.get("version") == "2.0"
    flux = opml.findall("body/outline")
    assert [f.get("xmlUrl") for f in flux] == adresses
    assert all(f.get("type") == "rss" and f.get("text") for f in flux)


def test_chaque_flux_de_la_liste_existe(choix, site_construit: Path) -> None:
    """Tout coché, chaque adresse de la liste est un fichier du site."""
    page, clavier, _ = choix
    cases = page.locator("[data-choix-flux] input")
    cases.evaluate_all("l => l.forEach((e) => e.checked || e.click())")
    _, opml = telecharger_opml(page, clavier)
    adresses = [f.get("xmlUrl") for f in opml.findall("body/outline")]
    assert len(set(adresses)) == cases.count()
    assert not [a for a in adresses if not (site_construit / a.removeprefix(SITE_URL)).is_file()]


def test_tout_decocher(choix) -> None:
    """Les deux listes reviennent entières, dans l'ordre, et le focus retourne à la première case."""
    page, clavier, _ = choix
    clavier.activer(page.get_by_role("button", name="Tout décocher"))
    expect(page.locator("[data-choix-flux] input").first).to_be_focused()
    expect(page.locator("[data-choix-flux] input:checked")).to_have_count(0)
    expect(page.locator("[data-choix-actions]")).to_be_hidden()
    cases = page.locator("[data-choix-flux] input").evaluate_all("l => l.map(e => e.value)")
    lignes = page.locator("[data-choix-liste]:visible [data-flux]").evaluate_all("l => l.map(e => e.dataset.flux)")
    assert lignes == cases


@pytest.fixture
def codes(base_du_site: Base) -> tuple[str, str]:
    """Rend les valeurs de case d'un thème et d'une famille, tels que l'adresse les retient."""
    premiers = [next(iter(valeurs_de(base_du_site, nom))) for nom in ("themes", "segments")]
    return f"theme-{premiers[0]}", f"segment-{premiers[1]}"


def cocher(page: Page, *codes: str) -> None:
    for code in codes:
        page.locator(f'[data-choix-flux] input[value="{code}"]').check()


def coches(page: Page) -> list[str]:
    return page.locator("[data-choix-flux] input:checked").evaluate_all("l => l.map(e => e.value)")


def test_l_adresse_retient_le_choix(visiter, site: str, codes: tuple[str, str]) -> None:
    """La page se recharge telle qu'elle était ; l'ancre de l'adresse reste."""
    page = visiter("flux/#choisir").page
    cocher(page, *codes)
    expect(page).to_have_url(f"{site}flux/?flux={codes[0]}&flux={codes[1]}#choisir")
    page.reload()
    expect(page.locator("[data-choix-compte]")).to_have_text("2 flux choisis.")
    assert coches(page) == list(codes)


def test_une_adresse_recue_coche_les_flux(visiter, codes: tuple[str, str]) -> None:
    """L'adresse s'envoie à un collègue ; un code qui n'existe plus n'y fait rien."""
    page = visiter(f"flux/?flux={codes[1]}&flux=theme-qui-n-existe-pas").page
    expect(page.locator("[data-choix-compte]")).to_have_text("1 flux choisi.")
    lignes = page.locator("[data-choix-resultat] [data-flux]").evaluate_all("l => l.map(e => e.dataset.flux)")
    assert lignes == coches(page) == [codes[1]]


def test_tout_decocher_vide_l_adresse(visiter, site: str, codes: tuple[str, str]) -> None:
    page = visiter(f"flux/?flux={codes[0]}").page
    page.get_by_role("button", name="Tout décocher").click()
    expect(page).to_have_url(f"{site}flux/")


def test_flux_sans_javascript(visiter, base_du_site: Base) -> None:
    """Sans script, les adresses de tous les flux se lisent, au plus en ouvrant un volet."""
    page = visiter("flux/", java_script_enabled=False).page
    expect(page.locator("[data-choix-flux] form")).to_be_hidden()
    for volet in page.locator("[data-choix-liste] > summary").all():
        volet.click()
    lues = page.locator("[data-flux] code:visible").all_text_contents()
    assert sorted(lues) == sorted(f"{SITE_URL}{canal.chemin}.rss" for canal in canaux_de(base_du_site))


# Édition du mois


@dataclass(frozen=True)
class Edition:
    """L'édition la plus fournie qui a une précédente et une suivante, et ses entrées à lire, projets suivis exclus."""

    mois: str
    precedente: str
    suivante: str
    entrees: list[Fiche]

    @property
    def chemin(self) -> str:
        return f"veille/{self.mois}/"


def a_faire(entrees: list[Fiche]) -> dict[str, list[str]]:
    """Rend entrée → ce qu'il faut faire ce mois-ci : deux actions d'un impact fort, une d'un moyen, rien d'un projet."""
    retenues = {}
    for impact, nombre in (("fort", 2), ("moyen", 1)):
        for entree in entrees:
            contenu = entree.contenu
            if contenu.impact == impact and contenu.a_faire and contenu.evenement not in ("projet", "etude"):
                retenues[entree.id] = [lu(action) for action in contenu.a_faire[:nombre]]
    return retenues


def lu(texte: str) -> str:
    """Rend un texte à balisage léger tel qu'il se lit."""
    return plat(en_html(texte).striptags())


def decaler(mois: str, ecart: int) -> str:
    rang = int(mois[:4]) * 12 + int(mois[5:]) - 1 + ecart
    return f"{rang // 12}-{rang % 12 + 1:02d}"


@pytest.fixture(scope="session")
def edition(base_du_site: Base) -> Edition:
    par_mois: dict[str, list[Fiche]] = {}
    for entree in fiches_de(base_du_site, "veille").values():
        par_mois.setdefault(entree.contenu.mois, []).append(entree)
    entre_deux = [mois for mois in par_mois if min(par_mois) < mois < JOUR_DU_SITE[:7]]
    mois = max(entre_deux, key=lambda m: (len(par_mois[m]), m))
    lues = [entree for entree in par_mois[mois] if not entree.contenu.suivi]
    return Edition(mois, decaler(mois, -1), decaler(mois, 1), lues)


@pytest.fixture(scope="session")
def une_fois() -> Callable[[str, Callable[[], object]], object]:
    """Rend de quoi lire une page une seule fois pour tous les contrôles qui la lisent."""
    lus: dict[str, object] = {}

    def lire(nom: str, visite: Callable[[], object]) -> object:
        if nom not in lus:
            lus[nom] = visite()
        return lus[nom]

    return lire


@pytest.fixture
def copie(visiter, edition: Edition, une_fois) -> tuple[str, str]:
    """Rend le HTML et le texte que « Copier pour un courriel » met dans le presse-papiers."""

    def copier() -> tuple[str, str]:
        page = visiter(edition.chemin, permissions=PRESSE_PAPIERS).page
        page.get_by_role("button", name="Copier pour un courriel").click()
        expect(page.locator(f"{COPIER_EDITION} + .retour")).to_have_text("Copié.")
        return lire_copie(page)

    return une_fois("copie", copier)


def test_courriel_mis_en_forme(copie: tuple[str, str], edition: Edition, site: str) -> None:
    """Un HTML simple : ni classe, ni script, ni bouton ; des listes, et des liens absolus vers chaque entrée."""
    document = html.fromstring(copie[0])
    assert not document.xpath("//@class | //@id | //@*[starts-with(name(), 'on')]")
    assert not document.xpath("//script | //style | //button | //svg")
    liens = document.xpath("//@href")
    assert {f"{site}veille/{e.id[:4]}/{e.id}/" for e in edition.entrees} <= set(liens)
    assert not [lien for lien in liens if not re.match(r"https?://|mailto:", lien)]
    assert document.xpath("//ul/li")


def test_courriel_en_texte(copie: tuple[str, str], edition: Edition, site: str) -> None:
    """Un texte brut lisible : le titre, chaque entrée suivie de son adresse, des listes à tirets."""
    lignes = [plat(ligne) for ligne in copie[1].splitlines()]
    assert lignes[:2] == [plat(titre_d_edition(edition.mois)), f"{site}{edition.chemin}"]
    for entree in edition.entrees:
        suivies = [apres for ligne, apres in pairwise(lignes) if ligne == plat(entree.contenu.titre)]
        assert f"{site}veille/{entree.id[:4]}/{entree.id}/" in suivies, entree.id
    assert "<" not in copie[1]
    assert not {"S’abonner", "Copier pour un courriel", "Imprimer ou enregistrer en PDF"} & set(lignes)


def rubrique(lignes: list[str], titre: str) -> list[str]:
    """Rend les puces qui suivent ce titre dans le texte du courriel."""
    suite = lignes[lignes.index(titre) + 1 :]
    debut = next(rang for rang, ligne in enumerate(suite) if ligne)
    fin = next((rang for rang, ligne in enumerate(suite) if rang > debut and not ligne), len(suite))
    assert all(ligne.startswith("- ") for ligne in suite[debut:fin]), suite[debut:fin]
    return [ligne.removeprefix("- ") for ligne in suite[debut:fin]]


def test_courriel_dit_quoi_faire(copie: tuple[str, str], edition: Edition) -> None:
    lignes = [plat(ligne) for ligne in copie[1].splitlines()]
    attendues = [action for actions in a_faire(edition.entrees).values() for action in actions]
    assert attendues and sorted(rubrique(lignes, "À faire ce mois-ci")) == sorted(attendues)


def test_courriel_dit_ce_qui_change(copie: tuple[str, str], edition: Edition) -> None:
    """Chaque entrée par sa seule phrase « ce qui change » : le corps reste en ligne."""
    texte = serre(copie[1])
    assert [e.id for e in edition.entrees if serre(en_html(e.contenu.change).striptags()) not in texte] == []
    corps = {e.id: serre(en_html(e.corps.strip().split("\n\n")[-1]).striptags()) for e in edition.entrees if e.corps}
    assert corps and [nom for nom, fin in corps.items() if fin in texte] == []


def test_courriel_dit_les_dates_a_venir(copie: tuple[str, str], edition: Edition, base_du_site: Base) -> None:
    """Celles des six mois qui suivent le mois de l'édition."""
    dernier = date.fromisoformat(f"{edition.suivante}-01") - timedelta(days=1)
    jalons = jalons_de(base_du_site, dernier + timedelta(days=1), dernier + timedelta(days=183))
    lues = rubrique([plat(ligne) for ligne in copie[1].splitlines()], "Les dates à venir")
    assert jalons and [puce.partition(" (à confirmer)")[0].partition(" : ")[0] for puce in lues] == [
        plat(date_longue(j.le)) for j in jalons
    ]
    assert [j.libelle for j, puce in zip(jalons, lues, strict=True) if plat(j.libelle) not in puce] == []


def test_courriel_compte_les_clauses(copie: tuple[str, str], edition: Edition, base_du_site: Base, site: str) -> None:
    """Leur nombre, et un lien vers leur liste en ligne, plutôt que la liste."""
    touchees = {f.id for e in edition.entrees if e.contenu.oblige for f in touchees_de(base_du_site, e, "clauses")}
    document = html.fromstring(copie[0])
    assert len(touchees) > 1 and f"{len(touchees)} clauses concernées" in plat(document.text_content())
    assert f"{site}{edition.chemin}#clauses-concernees" in document.xpath("//@href")
    assert [lien for lien in document.xpath("//@href") if lien.startswith(f"{site}clauses/")] == []


def test_le_courriel_ne_se_voit_pas(visiter, edition: Edition) -> None:
    """Il n'est là que pour la copie : ni à l'écran, ni sur le papier."""
    page = visiter(edition.chemin).page
    expect(page.locator("#courriel")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#courriel")).to_be_hidden()


def test_copie_refusee(visiter, edition: Edition) -> None:
    """Le navigateur refuse : le courriel se montre, sélectionné, à copier soi-même ; les lecteurs d'écran le lisent."""
    refus = "navigator.clipboard.write = () => Promise.reject(new Error('non')); document.execCommand = () => false;"
    page = visiter(edition.chemin, avant=refus).page
    page.get_by_role("button", name="Copier pour un courriel").click()
    expect(page.locator(f"{COPIER_EDITION} + .retour")).to_contain_text("Ctrl + C")
    expect(page.locator("#courriel")).to_be_visible()
    assert plat(page.evaluate("getSelection().toString()")).startswith(plat(titre_d_edition(edition.mois)))
    assert page.locator("#courriel[aria-hidden=true]").count() == 0


def test_a_faire_ce_mois_ci(visiter, edition: Edition) -> None:
    """Deux actions d'un impact fort, une d'un moyen : le reste est sous son entrée."""
    page = visiter(edition.chemin).page
    listees = {}
    for ligne in page.locator(".a-faire-du-mois .cases > li").all():
        actions = ligne.locator("li").all_text_contents()
        listees[plat(ligne.locator("strong").first.text_content())] = [plat(action) for action in actions]
    titres = {e.id: plat(e.contenu.titre) for e in edition.entrees}
    attendues = a_faire(edition.entrees)
    assert listees == {titres[nom]: actions for nom, actions in attendues.items()}


def test_a_faire_n_ecarte_que_ce_qui_doit_l_etre(base_du_site: Base) -> None:
    """Un mois qui a de tout : fort, moyen, faible, projet, chacun avec trois actions."""
    mois, actions = JOUR_DU_SITE[:7], [f"Faire une chose, la numéro {n}." for n in (1, 2, 3)]
    modele = next(iter(fiches_de(base_du_site, "veille").values()))
    cas = [("fort", "publication"), ("moyen", "publication"), ("faible", "publication"), ("fort", "projet")]
    veille = {}
    for impact, evenement in cas:
        nom = f"{mois}-01-{impact}-{evenement}"
        champs = {"impact": impact, "evenement": evenement, "a_faire": actions, "titre": f"Cas {impact}, {evenement}"}
        contenu = modele.contenu.model_copy(update={**champs, "date": date.fromisoformat(f"{mois}-01")})
        veille[nom] = Fiche(nom, f"docs/veille/{mois[:4]}/{nom}.md", contenu)
    page = html.fromstring(edition_de(avec(base_du_site, veille=veille), mois).html)
    listees = {
        ligne.xpath("string(strong)"): len(ligne.xpath("ul/li"))
        for ligne in page.xpath("//*[@class='a-faire-du-mois']/ul/li")
    }
    assert listees == {"Cas fort, publication": 2, "Cas moyen, publication": 1}


def test_mois_en_cours_sans_entree(base_du_site: Base) -> None:
    """Un mois que personne n'a lu : l'édition, sa copie et ses deux boutons le disent, sans prétendre que le mois est fini."""
    mois = decaler(max(JOUR_DU_SITE[:7], *(e.contenu.mois for e in fiches_de(base_du_site, "veille").values())), 1)
    base = avec(base_du_site, jour=date.fromisoformat(f"{mois}-10"))
    page = html.fromstring(edition_de(base, mois).html)
    assert "Aucune entrée pour l’instant." in page.xpath("string(//*[@class='chapo'])")
    assert "Aucune entrée pour l’instant." in page.xpath("string(//*[@id='courriel'])")
    assert "Aucun changement retenu" not in page.text_content()
    assert len(page.xpath("//button[@data-copier='#courriel'] | //button[@data-imprimer]")) == 2


def test_imprimer(visiter, edition: Edition) -> None:
    page = visiter(edition.chemin, avant="window.print = () => { window.imprime = (window.imprime ?? 0) + 1; };").page
    page.get_by_role("button", name="Imprimer ou enregistrer en PDF").click()
    assert page.evaluate("window.imprime") == 1


def lire_pdf(octets: bytes) -> list[str]:
    """Rend le texte de chaque page d'un PDF écrit par Chromium, lettre à lettre, par ses tables ToUnicode."""
    objets = {m[1]: m[2] for m in re.finditer(rb"(?s)\b(\d+) 0 obj\n(.*?)\nendobj", octets)}

    def flux(numero: bytes) -> bytes:
        entete, _, suite = objets[numero].partition(b"stream")
        contenu = suite.strip(b"\r\n").removesuffix(b"endstream")
        return zlib.decompressobj().decompress(contenu) if b"FlateDecode" in entete else contenu

    def police(numero: bytes) -> dict[int, str]:
        lettres = {}
        table = re.search(rb"/ToUnicode (\d+) 0 R", objets[numero])
        for bloc in re.findall(rb"(?s)beginbf(?:char|range)(.*?)endbf", flux(table[1])) if table else ():
            for debut, fin, cible in re.findall(rb"<(\w+)>(?: <(\w+)>)? <(\w+)>\n", bloc):
                for ecart in range(int(fin or debut, 16) - int(debut, 16) + 1):
                    voulu = bytes.fromhex(cible.decode()).decode("utf-16-be")
                    lettres[int(debut, 16) + ecart] = voulu[:-1] + chr(ord(voulu[-1]) + ecart)
        return lettres

    pages = []
    for page in (corps for corps in objets.values() if re.search(rb"/Type /Page\b", corps)):
        polices = {
            nom: (police(n), 2 if b"/Type0" in objets[n] else 1) for nom, n in re.findall(rb"/(F\d+) (\d+) 0 R", page)
        }
        texte, (lettres, pas) = "", ({}, 1)
        contenu = re.sub(rb"/ActualText <\w+>", b"", flux(re.search(rb"/Contents (\d+)", page)[1]))
        for nom, code in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>", contenu):
            if nom:
                lettres, pas = polices[nom]
            texte += "".join(lettres.get(int(code[i : i + 2 * pas], 16), "") for i in range(0, len(code), 2 * pas))
        pages.append(texte)
    return pages


@dataclass(frozen=True)
class Imprimee:
    """L'édition à l'écran, et le texte de chaque page de son PDF, sans aucune espace."""

    pages: list[str]
    cartes: list[str]
    boutons: list[str]
    navigation: list[str]

    @property
    def texte(self) -> str:
        return sans_numeros(self.pages)


def sans_numeros(pages: list[str]) -> str:
    """Rend le texte des pages à la suite, sans le numéro que chacune porte."""
    return "".join(texte.removeprefix(f"{rang}/{len(pages)}") for rang, texte in enumerate(pages, 1))


@pytest.fixture
def imprimee(visiter, edition: Edition, une_fois) -> Imprimee:
    def imprimer() -> Imprimee:
        page = visiter(edition.chemin).page
        return Imprimee(
            [serre(texte) for texte in lire_pdf(page.pdf(format="A4"))],
            page.locator(".carte :is(p, li)").all_text_contents(),
            page.locator(".actions :is(a, button):visible").all_text_contents(),
            [
                "".join(page.locator("#menu-principal a").all_text_contents()),
                *page.locator(".voisines a").all_text_contents(),
            ],
        )

    return une_fois("imprimee", imprimer)


def test_pdf_pages_numerotees(imprimee: Imprimee) -> None:
    pages = imprimee.pages
    assert len(pages) > 1
    assert [rang for rang, texte in enumerate(pages, 1) if not texte.startswith(f"{rang}/{len(pages)}")] == []


def test_pdf_complet(imprimee: Imprimee, edition: Edition) -> None:
    """Le PDF a le titre, l'adresse de la page, ce qu'il faut faire et toutes les entrées, en entier."""
    attendus = [titre_d_edition(edition.mois), f"{SITE_URL}{edition.chemin}", "À faire ce mois-ci"]
    for entree in edition.entrees:
        attendus += [entree.contenu.titre, en_html(entree.contenu.change.split("\n\n")[0]).striptags()]
    attendus += imprimee.cartes
    assert imprimee.cartes and not [attendu for attendu in attendus if serre(attendu) not in imprimee.texte]


def test_pdf_sans_menu_ni_bouton(imprimee: Imprimee) -> None:
    assert len(imprimee.boutons) >= 2 and len(imprimee.navigation) == 3 and all(imprimee.navigation)
    absents = [*imprimee.boutons[:2], *imprimee.navigation]
    assert not [texte for texte in absents if serre(texte) in imprimee.texte]


def test_pdf_de_longueur_raisonnable(imprimee: Imprimee, edition: Edition) -> None:
    """Au plus deux pages, et une et demie par entrée."""
    assert 1 <= len(imprimee.pages) <= 2 + 1.5 * len(edition.entrees)


def test_pdf_volets_ouverts(visiter, site_construit: Path) -> None:
    """Les clauses concernées, repliées à l'écran quand elles sont nombreuses, se lisent sur le papier."""
    lien = (
        "//h2[@id='clauses-concernees'][.='Clauses concernées']/following-sibling::*[self::ul or self::details]"
        "//a[contains(@href, 'clauses/')]"
    )
    editions = {
        f"veille/{chemin.parent.name}/": html.parse(chemin).xpath(f"{lien}/text()")
        for chemin in site_construit.glob("veille/20??-??/index.html")
    }
    adresse = max(editions, key=lambda a: len(editions[a]))
    imprime = sans_numeros([serre(texte) for texte in lire_pdf(visiter(adresse).page.pdf(format="A4"))])
    assert editions[adresse] and not [titre for titre in editions[adresse] if serre(titre) not in imprime]


CONTRASTES = r"""() => {
    const lire = (couleur) => couleur.match(/[\d.]+/g).map(Number);
    const luminance = (couleur) => lire(couleur).slice(0, 3).map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((somme, c, i) => somme + c * [0.2126, 0.7152, 0.0722][i], 0);
    const fond = (e) => (e === document.body ? 1 : (lire(getComputedStyle(e).backgroundColor)[3] ?? 1) < 0.5
        ? fond(e.parentElement) : luminance(getComputedStyle(e).backgroundColor));
    return [...document.querySelectorAll('#edition, #edition *')]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
        .map((e) => [luminance(getComputedStyle(e).color), fond(e), e.textContent.slice(0, 60)])
        .map(([encre, papier, texte]) => [(Math.max(encre, papier) + 0.05) / (Math.min(encre, papier) + 0.05), texte]);
}"""


@pytest.mark.parametrize("sombre", [False, True], ids=["clair", "sombre"])
def test_impression_lisible(visiter, edition: Edition, sombre: bool) -> None:
    """Sur du papier blanc, tout le texte se lit, même imprimé depuis l'affichage sombre."""
    page = visiter(edition.chemin, sombre=sombre).page
    page.emulate_media(media="print")
    contrastes = page.evaluate(CONTRASTES)
    assert len(contrastes) > 20
    assert not [(round(rapport, 1), texte) for rapport, texte in contrastes if rapport < 4.5]


FONDS = r"""() => {
    const fonce = (couleur) => {
        const [r, v, b, opacite = 1] = couleur.match(/[\d.]+/g).map(Number);
        return opacite > 0.05 && Math.min(r, v, b) < 200;
    };
    const racine = [document.documentElement, document.body].find((e) => !/, 0\)$/.test(getComputedStyle(e).backgroundColor));
    return [getComputedStyle(racine ?? document.body).backgroundColor,
        [...document.querySelectorAll('main, main *')].filter((e) => e.checkVisibility() && !e.closest('svg')
            && fonce(getComputedStyle(e).backgroundColor)).map((e) => e.outerHTML.slice(0, 80))];
}"""


@pytest.mark.parametrize("adresse", ["édition", "droit/seuils/", "veille/echeancier/"])
def test_impression_claire_depuis_le_sombre(visiter, edition: Edition, adresse: str) -> None:
    """Le papier est blanc, et rien n'y est imprimé sur un fond foncé."""
    page = visiter(edition.chemin if adresse == "édition" else adresse, sombre=True).page
    sombre, _ = page.evaluate(FONDS)
    assert sombre != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(FONDS) == ["rgb(255, 255, 255)", []]


@pytest.mark.parametrize("sens", ["precedente", "suivante"])
def test_edition_voisine(visiter, edition: Edition, site: str, sens: str) -> None:
    page = visiter(edition.chemin).page
    mois = getattr(edition, sens)
    page.locator(f".voisines a[rel={ {'precedente': 'prev', 'suivante': 'next'}[sens] }]").click()
    expect(page).to_have_url(f"{site}veille/{mois}/")
    expect(page.locator("h1")).to_have_text(plat(titre_d_edition(mois)))


# Pages larges et frises


def avec_frise(site_construit: Path, nom: str) -> str:
    """Rend l'adresse de l'échéancier, ou du texte ou de l'article dont la bande a le plus de points."""
    if nom == "échéancier":
        return "veille/echeancier/"
    chemins = site_construit.glob("droit/*-*/index.html" if nom == "texte" else "droit/*/*/index.html")
    frise = max(chemins, key=lambda chemin: chemin.read_text("utf-8").count("<circle"))
    return f"{frise.parent.relative_to(site_construit).as_posix()}/"


def test_rien_ne_deborde(visiter, site: str, site_construit: Path, edition: Edition) -> None:
    """À 320, 390 et 1280 px, volets fermés ou ouverts, clair ou sombre."""
    visite = visiter(None)
    droit = [avec_frise(site_construit, nom) for nom in ("texte", "article")]
    debords = []
    for adresse in ("veille/echeancier/", "droit/seuils/", "contribuer/a-revoir/", edition.chemin, *droit):
        visite.aller(site + adresse)
        for ouvert, theme, largeur in product((False, True), ("default", "slate"), (320, 390, 1280)):
            visite.page.evaluate("(o) => document.querySelectorAll('details').forEach((d) => (d.open = o))", ouvert)
            visite.page.evaluate("(theme) => (document.body.dataset.mdColorScheme = theme)", theme)
            visite.page.set_viewport_size({"width": largeur, "height": 900})
            if debord := visite.page.evaluate(DEBORD):
                debords.append(f"{adresse} à {largeur} px, {theme} : {debord}")
    assert not debords, "\n".join(debords)


@pytest.mark.parametrize("nom", ["échéancier", "texte", "article"])
def test_frise_sans_style_ni_script(site_construit: Path, nom: str) -> None:
    """Une politique de sécurité stricte n'efface rien de la frise."""
    page = html.parse(site_construit / avec_frise(site_construit, nom) / "index.html")
    frises = page.xpath("//*[@class='frise-bande' or @class='frise']")
    assert len(frises) >= 2
    for frise in frises:
        assert not frise.xpath("descendant-or-self::*/@style | descendant-or-self::*/@*[starts-with(name(), 'on')]")
        assert not frise.xpath("descendant-or-self::script | descendant-or-self::style")


# Une ligne par jour ; un paragraphe par effet.
JOURS = """l => l.map(e => [e.querySelector('time').dateTime, e.querySelectorAll('p').length])"""


def jours_de(page: Page, selecteur: str) -> list[tuple[date, int]]:
    """Rend (jour, nombre d'effets) de chaque ligne d'une liste de dates."""
    lignes = page.locator(f"{selecteur} .jalon:not(.jalon-aujourdhui)").evaluate_all(JOURS)
    return [(date.fromisoformat(jour), effets) for jour, effets in lignes]


@pytest.mark.parametrize("nom", ["échéancier", "texte", "article"])
def test_bande_et_liste_disent_les_memes_dates(visiter, site_construit: Path, nom: str) -> None:
    """Un point par effet de la liste, à sa place sur l'axe du temps, creux quand il est à venir ; deux ans au plus."""
    page = visiter(avec_frise(site_construit, nom)).page
    aujourdhui = date.fromisoformat(JOUR_DU_SITE)
    debut_de_bande = date(aujourdhui.year - 2, 1, 1) if nom == "échéancier" else date.min
    jours = sorted(jour for jour, effets in jours_de(page, "main") for _ in range(effets) if jour >= debut_de_bande)
    points = page.locator("circle.frise-point").evaluate_all(
        "l => l.map(e => [e.getAttribute('cx'), e.classList.contains('frise-avenir')])"
    )
    debut, fin = min(*jours, aujourdhui), max(*jours, aujourdhui)
    places = [float(cx.removesuffix("%")) for cx, _ in points]
    attendues = [4 + 92 * (jour - debut).days / (fin - debut).days for jour in jours]
    assert len(points) > 1 and places == pytest.approx(attendues, abs=0.1)
    assert [creux for _, creux in points] == [jour > aujourdhui for jour in jours]


@pytest.fixture
def echeancier(visiter, une_fois) -> dict[str, list[tuple[date, int]]]:
    """Rend section de l'échéancier → ses jours, tels que la page les liste."""
    return une_fois("échéancier", lambda: lire_sections(visiter("veille/echeancier/").page))


def lire_sections(page: Page) -> dict[str, list[tuple[date, int]]]:
    sections = page.evaluate("""() => [...document.querySelectorAll('main h2')].map((h) => {
        const suite = [];
        for (let e = h.nextElementSibling; e && e.tagName !== 'H2'; e = e.nextElementSibling) suite.push(e);
        return [h.textContent.trim(), suite.flatMap((e) => [...e.querySelectorAll('.jalon')]).map((j) =>
            [j.querySelector('time').dateTime, j.querySelectorAll('p').length])];
    })""")
    return {titre: [(date.fromisoformat(jour), effets) for jour, effets in lignes] for titre, lignes in sections}


def test_echeancier_en_trois_sections(echeancier, base_du_site: Base) -> None:
    """Chaque effet connu est dans sa section : six mois, plus tard, déjà en vigueur."""
    aujourdhui = date.fromisoformat(JOUR_DU_SITE)
    proche = aujourdhui + timedelta(days=183)
    attendues = {"Dans les six mois": [], "Plus tard": [], "Déjà en vigueur": []}
    for jalon in jalons_de(base_du_site):
        passe = "Déjà en vigueur" if jalon.le <= aujourdhui else None
        attendues[passe or ("Dans les six mois" if jalon.le <= proche else "Plus tard")].append(jalon.le)
    lues = {titre: sorted(j for j, effets in jours for _ in range(effets)) for titre, jours in echeancier.items()}
    assert list(echeancier) == list(attendues) and all(attendues.values()) and lues == attendues


def test_echeancier_une_ligne_par_jour(echeancier) -> None:
    """Plusieurs effets le même jour se lisent sous une seule date : de la plus proche à la plus lointaine d'aujourd'hui."""
    for titre, lignes in echeancier.items():
        jours = [jour for jour, _ in lignes]
        assert jours == sorted(set(jours), reverse=titre == "Déjà en vigueur")
    assert max(effets for lignes in echeancier.values() for _, effets in lignes) > 1


def test_echeancier_replie_les_annees_passees(visiter) -> None:
    """Seule la dernière année est ouverte."""
    page = visiter("veille/echeancier/").page
    ouverts = page.locator("#passees ~ details").evaluate_all("l => l.map(e => e.open)")
    assert len(ouverts) > 1 and ouverts == [True] + [False] * (len(ouverts) - 1)


# Seuils


def test_seuils_en_un_coup_d_oeil(visiter, base_du_site: Base) -> None:
    """Une ligne par seuil, avec sa valeur du jour, avant les fiches."""
    page = visiter("droit/seuils/").page
    expect(page.get_by_role("heading", name="Toutes les valeurs du jour")).to_be_visible()
    lignes = page.locator("table.tableau-seuils tbody tr:not(.rangee-groupe)").evaluate_all(
        "l => l.map(e => [e.querySelector('a').hash.slice(1), e.querySelector('strong').textContent])"
    )
    jour = date.fromisoformat(JOUR_DU_SITE)
    seuils = seuils_de(base_du_site)
    assert {nom: plat(valeur) for nom, valeur in lignes} == {n: plat(s.affichage(jour)) for n, s in seuils.items()}
    assert len(lignes) == len(seuils)


def test_seuils_replies(visiter, base_du_site: Base) -> None:
    """Chaque fiche dit sa valeur et son effet ; le détail s'ouvre à la demande."""
    page = visiter("droit/seuils/").page
    nombre = len(seuils_de(base_du_site))
    expect(page.locator("section.seuil > details")).to_have_count(nombre)
    expect(page.locator("section.seuil > details[open]")).to_have_count(0)
    premiere = page.locator("section.seuil").first
    expect(premiere.locator(".seuil-valeur")).to_be_visible()
    expect(premiere.locator("dl")).to_be_hidden()
    premiere.locator("summary").click()
    expect(premiere.locator("dl")).to_be_visible()


def test_le_tableau_mene_a_la_fiche(visiter) -> None:
    page = visiter("droit/seuils/").page
    lien = page.locator("table.tableau-seuils tbody a").last
    titre = lien.text_content()
    lien.click()
    cible = page.locator("section.seuil:target")
    expect(cible.locator("h3")).to_have_text(titre)
    expect(cible).to_be_in_viewport()


# Fiches à revoir : une copie du projet où le droit a changé le jour de la construction


@dataclass(frozen=True)
class Revu:
    """La copie construite, et ce qui doit y être à revoir. ``entrees`` : celles qui annoncent le texte du changement."""

    site: Path
    article: str
    entrees: set[str]
    clauses: set[str]
    fiches: set[str]
    mois_vide: str


def ecrire_date(fichier: Path, champ: str, jour: object) -> None:
    texte, faits = re.subn(rf"(?m)({champ}: )\S+", rf"\g<1>{jour}", fichier.read_text("utf-8"), count=1)
    assert faits == 1, f"{fichier} : {champ}"
    fichier.write_text(texte, encoding="utf-8")


@pytest.fixture(scope="session")
def revu(base_du_site: Base, tmp_path_factory: pytest.TempPathFactory) -> Revu:
    """Construit la copie : un article cité change ce jour-là, une clause est vérifiée depuis longtemps, un mois est vide."""
    base, jour = avec(base_du_site, jour=date.fromisoformat(JOUR_DU_SITE)), date.fromisoformat(JOUR_DU_SITE)
    annonces = {entree.contenu.texte for entree in fiches_de(base, "veille").values() if entree.contenu.texte}
    citees = citees_de(base, *visibles_de(base, "clauses"), *fiches_de(base, "pratiques").values())
    citants = {
        (code.fichier, numero, article.change_par, adresse): citants
        for code in fiches_de(base, "codes").values()
        for numero, article in code.contenu.articles.items()
        if article.change_par in annonces and not article.abroge_le
        for adresse in [adresse_d_article(code.id, numero)]
        if len(citants := [f for f in visibles_de(base, "clauses") if adresse in citees[f.id]]) > 1
    }
    (code, numero, texte, adresse), clauses = min(citants.items(), key=lambda c: (len(c[1]), c[0]))
    pratiques = [f for f in fiches_de(base, "pratiques").values() if adresse in citees[f.id]]
    ancienne = next(f for f in reversed(visibles_de(base, "clauses")) if f not in clauses)

    racine = tmp_path_factory.mktemp("revu") / "projet"
    for nom in ("data", "docs", "macros", "overrides"):
        shutil.copytree(RACINE / nom, racine / nom)
    shutil.copy(RACINE / "mkdocs.yml", racine)
    ecrire_date(racine / code, rf"^  {re.escape(numero)}:\n(?:    .*\n)*?    depuis", jour)
    for fiche in [*clauses, *pratiques]:
        ecrire_date(racine / fiche.fichier, "^verifie_le", min(fiche.contenu.verifie_le, jour - timedelta(days=1)))
    ecrire_date(racine / ancienne.fichier, "^verifie_le", "2025-01-15")
    premier = min(entree.contenu.mois for entree in fiches_de(base, "veille").values())
    plus_tot = f"{decaler(premier, -2)}-15"
    nouvelle = racine / f"docs/veille/{plus_tot[:4]}/{plus_tot}-essai.md"
    nouvelle.parent.mkdir(exist_ok=True)
    vieille = VEILLE.replace("date: 2026-11-20", f"date: {plus_tot}").replace(
        "publie_le: 2026-11-20", f"publie_le: {jour}"
    )
    nouvelle.write_text(vieille, encoding="utf-8")

    resultat = construire(racine.parent / "site", racine)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    deja = {fiche.id: genre for genre, fiche, _ in a_revoir_de(base)}
    return Revu(
        racine.parent / "site",
        adresse,
        {adresse_de(base, "veille", e.id) for e in fiches_de(base, "veille").values() if e.contenu.texte == texte},
        {fiche.id for fiche in clauses},
        {fiche.id for fiche in (*clauses, *pratiques, ancienne)} | deja.keys(),
        decaler(premier, -1),
    )


@pytest.fixture
def visiter_revu(visiter, site: str, revu: Revu) -> Callable[..., Visite]:
    """Ouvre une page de la copie : la page et l'index de la recherche viennent d'elle, le reste du site construit."""

    def servir(route: Route) -> None:
        chemin = route.request.url.removeprefix(site).partition("?")[0]
        route.fulfill(path=revu.site / chemin / "index.html", content_type="text/html; charset=utf-8")

    def servir_l_index(route: Route) -> None:
        route.fulfill(path=revu.site / route.request.url.removeprefix(site), content_type="application/json")

    def ouvrir(chemin: str, **options: object) -> Visite:
        visite = visiter(None, **options)
        visite.contexte.route(re.compile(rf"{re.escape(site)}(?:[^?]*/)?(?:\?.*)?$"), servir)
        visite.contexte.route(f"{site}recherche/**", servir_l_index)
        visite.aller(site + chemin)
        return visite

    return ouvrir


def adresses_du_site(page: Page, site: str, selecteur: str) -> set[str]:
    return {lien.removeprefix(site) for lien in page.locator(selecteur).evaluate_all("l => l.map(e => e.href)")}


def test_bandeau_a_revoir(visiter_revu, revu: Revu, site: str) -> None:
    """La clause dit quel article a changé, quand, et quelle entrée de la veille l'annonce."""
    page = visiter_revu(f"clauses/{min(revu.clauses)}/").page
    avis = page.locator("[data-avis-a-revoir]")
    expect(avis).to_be_visible()
    expect(avis).to_contain_text(f"a changé le {date_longue(date.fromisoformat(JOUR_DU_SITE))}")
    liens = adresses_du_site(page, site, "[data-avis-a-revoir] a")
    assert revu.article in liens and liens & revu.entrees


def test_liste_a_revoir(visiter_revu, revu: Revu) -> None:
    """La page a toutes les fiches à revoir, et elles seules."""
    page = visiter_revu("contribuer/a-revoir/").page
    listees = page.locator("[data-a-revoir]").evaluate_all("l => l.map(e => e.dataset.aRevoir)")
    assert sorted(listees) == sorted(revu.fiches)


CAUSES = ["Texte abrogé", "Droit changé", "Nommée par la veille", "Vérification ancienne"]


def test_liste_a_revoir_triee(visiter_revu, revu: Revu) -> None:
    """La cause la plus grave d'abord, puis le changement qui attend depuis le plus longtemps."""
    page = visiter_revu("contribuer/a-revoir/").page
    rangs = []
    for surtitre in page.locator("[data-a-revoir] > .surtitre").all_text_contents():
        cause, le = surtitre.split(" · ")
        quantieme, mois, annee = le.split()
        rangs.append((CAUSES.index(cause), int(annee), MOIS.index(mois), int(quantieme.removesuffix("er"))))
    assert len(set(rangs)) > 1 and rangs == sorted(rangs)


def test_filtre_a_revoir(visiter_revu, revu: Revu) -> None:
    """Le filtre « À revoir » du trouveur garde les clauses à revoir, et elles seules."""
    page = visiter_revu("clauses/").page
    page.get_by_label("À revoir").check()
    expect(page).to_have_url(re.compile(r"\?etat=a-revoir$"))
    attendues = {f for f in revu.fiches if (RACINE / f"data/clauses/{f}.yml").exists()}
    expect(page.locator(".tableau-compte")).to_contain_text(re.compile(rf"^{len(attendues)} clauses? sur"))
    montrees = page.locator("li[data-resultat]").evaluate_all("l => l.map(e => e.dataset.resultat)")
    assert len(montrees) == min(20, len(attendues)) and set(montrees) <= attendues


def test_copie_d_une_clause_a_revoir(visiter_revu, revu: Revu) -> None:
    """La copie réussit, et dit que le droit a changé."""
    page = visiter_revu(f"clauses/{min(revu.clauses)}/", permissions=PRESSE_PAPIERS).page
    page.locator('button[data-copier="#texte-1"]').click()
    retour = page.locator('button[data-copier="#texte-1"] + .retour')
    expect(retour).to_contain_text("Copié")
    expect(retour).to_contain_text("Le droit que cite cette clause a changé")


def test_flux_a_revoir(revu: Revu) -> None:
    """Le flux a un article par fiche à revoir, avec sa raison."""
    articles = etree.parse(revu.site / "flux/a-revoir.rss").findall("channel/item")
    assert {article.findtext("link").rstrip("/").rsplit("/", 1)[1] for article in articles} == revu.fiches
    raisons = [etree.tostring(article, encoding="unicode") for article in articles]
    assert sum(f"{SITE_URL}{revu.article}" in raison for raison in raisons) >= len(revu.clauses)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_axe_a_revoir(visiter_revu, revu: Revu, axe: str, largeur: int) -> None:
    """Aucune violation sur la liste des fiches à revoir, ni sur le bandeau d'une clause, clair et sombre."""
    page = visiter_revu("contribuer/a-revoir/", largeur=largeur).page
    assert page.locator("[data-a-revoir]").count() == len(revu.fiches)
    violations = juger_clair_et_sombre(page, axe, "à revoir")
    page = visiter_revu(f"clauses/{min(revu.clauses)}/", largeur=largeur).page
    violations += juger_clair_et_sombre(page, axe, "bandeau à revoir")
    assert not violations, "\n".join(violations)


def test_mois_vide(visiter_revu, revu: Revu) -> None:
    """Un mois sans nouveauté le dit, à l'écran comme dans le courriel copié."""
    page = visiter_revu(f"veille/{revu.mois_vide}/", permissions=PRESSE_PAPIERS).page
    expect(page.locator(".chapo")).to_contain_text("Aucun changement retenu pour ce mois")
    page.get_by_role("button", name="Copier pour un courriel").click()
    expect(page.locator(f"{COPIER_EDITION} + .retour")).to_have_text("Copié.")
    _, brut = lire_copie(page)
    assert "Aucun changement retenu pour ce mois." in plat(brut) and "À faire" not in brut


def test_mois_vide_s_imprime(visiter_revu, revu: Revu) -> None:
    page = visiter_revu(f"veille/{revu.mois_vide}/").page
    expect(page.get_by_role("button", name="Imprimer ou enregistrer en PDF")).to_be_visible()
