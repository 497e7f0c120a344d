"""L'édition du mois : ce qu'elle dit, son courriel, son impression."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.fabrique import (
    SITE_URL,
    Base,
    Fiche,
    avec,
    date_longue,
    edition_de,
    en_html,
    fiches_de,
    jalons_de,
    titre_d_edition,
    touchees_de,
)
from tests.navigateur.conftest import lire_copie
from tests.navigateur.lecture import COPIER_EDITION, PRESSE_PAPIERS, Edition, decaler, lu, plat, serre


def a_faire(entrees: list[Fiche]) -> dict[str, list[str]]:
    """Rend entrée → ce qu'il faut faire ce mois-ci : deux actions d'un impact fort, une d'un moyen, rien d'un projet."""
    retenues = {}
    for impact, nombre in (("fort", 2), ("moyen", 1)):
        for entree in entrees:
            contenu = entree.contenu
            if contenu.impact == impact and contenu.a_faire and contenu.evenement not in ("projet", "etude"):
                retenues[entree.id] = [lu(action) for action in contenu.a_faire[:nombre]]
    return retenues


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


def test_courriel_dit_quoi_faire(copie: tuple[str, str], edition: Edition, base_du_site: Base) -> None:
    """Chaque nouvelle par son titre, puis ses actions : une action sans sujet ne se comprend pas."""
    blocs = "\n".join(plat(ligne) for ligne in copie[1].splitlines()).split("\n\n")
    debut = blocs.index("À faire ce mois-ci") + 1
    nouvelles = fiches_de(base_du_site, "veille")
    attendues = {plat(nouvelles[nom].contenu.titre): actions for nom, actions in a_faire(edition.entrees).items()}
    dits = blocs[debut : debut + 2 * len(attendues)]
    sujets = [re.sub(r" \((avant le|au plus tard le) [^)]+\)$", "", sujet) for sujet in dits[::2]]
    puces = [[ligne.removeprefix("- ") for ligne in bloc.split("\n")] for bloc in dits[1::2]]
    assert attendues and dict(zip(sujets, puces, strict=True)) == attendues


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
    mois, actions = f"{base_du_site.jour:%Y-%m}", [f"Faire une chose, la numéro {n}." for n in (1, 2, 3)]
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
    mois = decaler(
        max(f"{base_du_site.jour:%Y-%m}", *(e.contenu.mois for e in fiches_de(base_du_site, "veille").values())), 1
    )
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


def test_pdf_de_longueur_raisonnable(imprimee: Imprimee, edition: Edition, site_construit: Path) -> None:
    """Au plus deux pages, une et demie par entrée, et une pour dix clauses ou dates qui la suivent."""
    page = html.parse(site_construit / f"veille/{edition.mois}/index.html")
    suite = page.xpath("//ol[@class='frise']/li/p | //h2[@id='clauses-concernees']/following-sibling::*//li")
    assert 1 <= len(imprimee.pages) <= 2 + 1.5 * len(edition.entrees) + len(suite) / 10


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
