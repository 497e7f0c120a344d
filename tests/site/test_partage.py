"""Ce que toute page dit d'elle-même : son sommaire, et l'image qu'une messagerie montre à côté de son lien."""

from pathlib import Path

from lxml import html
from PIL import Image

from macros.base.base import Base
from macros.fiches.reseau import partage
from macros.fiches.reseau.declaration import reseau_de
from tests.conftest import lire_page
from tests.fabrique.reperes import SITE_URL


def test_chaque_page_annonce_l_image_du_reseau(site_construit: Path, base_du_site: Base) -> None:
    """La même adresse absolue partout, la taille annoncée, et les octets que le réseau seul décide."""
    adresses = {
        html.parse(page).xpath("string(//meta[@property='og:image']/@content)")
        for page in site_construit.rglob("*.html")
        if page.name != "courriel.html" and 'http-equiv="refresh"' not in page.read_text("utf-8")
    }
    assert adresses == {f"{SITE_URL}assets/reseau/partage.png"}
    fichier = site_construit / "assets/reseau/partage.png"
    assert fichier.read_bytes() == partage.image(reseau_de(base_du_site))
    [largeur] = lire_page(site_construit, "flux").xpath("//meta[@property='og:image:width']/@content")
    [hauteur] = lire_page(site_construit, "flux").xpath("//meta[@property='og:image:height']/@content")
    with Image.open(fichier) as image:
        assert image.size == (int(largeur), int(hauteur)) == partage.TAILLE


AVANCE = "//link[@rel='modulepreload'][contains(@href, "
CADRE = {
    "//*[@id='resultats']": "//a[@class='evitement'][@href='#resultats']",
    "//*[@data-tableau or @data-trouveur or @data-recherche]": f"{AVANCE}'assets/lib/listes-')]",
    "//*[@data-niveaux]": f"{AVANCE}'assets/lib/fiche-')]",
    "//*[@data-dossier or @data-obligations]": f"{AVANCE}'assets/lib/page-')]",
    "//*[@data-decisions]": "//link[contains(@href, 'assets/lib/seance-')]",
    "//*[@data-obligations]": "//link[contains(@href, 'assets/lib/reponse-')]",
    "//*[@class='toutes-obligations' or @data-relire]": "//link[contains(@href, 'assets/lib/obligations-')]",
}
"""Ce qu'une page contient → ce que son cadre n'a que si elle le dit (``Contexte.dire``)."""


def test_le_cadre_suit_ce_que_la_page_contient(site_construit: Path) -> None:
    pages = {f: html.parse(f) for f in site_construit.rglob("index.html") if f.parent != site_construit}
    for contenu, cadre in CADRE.items():
        avec = {f for f, page in pages.items() if page.xpath(contenu)}
        assert avec and avec == {f for f, page in pages.items() if page.xpath(cadre)}, contenu


def test_le_sommaire_dit_les_parties_de_la_page(site_construit: Path) -> None:
    """Toute page de plus de deux parties, fiche ou page écrite, macros comprises ; jamais l'accueil."""
    vus = 0
    for fichier in site_construit.rglob("index.html"):
        page = html.parse(fichier)
        parties = [(h.get("id"), " ".join(h.text_content().split())) for h in page.xpath("//*[@id='contenu']//h2[@id]")]
        dits = [(a.get("href")[1:], " ".join(a.text.split())) for a in page.xpath("//nav[@class='sommaire']//a")]
        attendus = parties if len(parties) > 2 and fichier.parent != site_construit else []
        assert dits == attendus, fichier
        # Une page qui a déjà le sien n'en montre pas un second, replié sous le titre.
        replis = [a.get("href")[1:] for a in page.xpath("//h1/following::*[1][@class='sommaire-repli']//a")]
        assert replis == [ancre for ancre, _ in dits if not page.xpath("//*[@data-sommaire]")], fichier
        vus += bool(dits)
    assert vus > 3
