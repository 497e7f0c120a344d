"""L'édition du mois, imprimée : un PDF complet, numéroté, sans menu, lisible depuis l'affichage sombre."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from macros.fiches.veille.mois import titre_d_edition
from macros.texte.balisage.leger import rendre as en_html
from tests.fabrique.reperes import SITE_URL
from tests.navigateur.lecture import Edition, serre


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
