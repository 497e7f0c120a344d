"""Une page ouverte : ce qu'elle demande, ce qu'elle copie, ce que l'essai lui retient."""

import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, Page, Request, Route

from tests.fabrique.reperes import RACINE
from tests.navigateur.service import SOUS_DOSSIER

DELAI = 120_000
"""Aucun essai ne se joue sur un temps : une machine chargée finit aussi. En millisecondes."""


@dataclass
class Visite:
    """Une page ouverte, et ce qu'elle a fait : requêtes et erreurs."""

    page: Page
    contexte: BrowserContext
    requetes: list[str] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)
    erreurs_attendues: bool = False

    def aller(self, adresse: str) -> None:
        """Ouvre une adresse et attend que les modules soient en place."""
        self.page.goto(adresse)
        self.page.wait_for_selector("html[data-pret=oui]", state="attached")

    def noter(self, requete: Request) -> None:
        self.requetes.append(requete.url)


class Retenue:
    """Des réponses du serveur que l'essai retient, puis rend."""

    def __init__(self, page: Page, motif: str) -> None:
        self.page = page
        self.retenues: list[Route] = []
        self.rendues = False
        page.route(motif, self.servir)

    def servir(self, route: Route) -> None:
        if self.rendues:
            route.fallback()
        else:
            self.retenues.append(route)

    def attendre(self, deja: int = 0) -> None:
        """Attend qu'une demande soit retenue, de plus que ``deja`` : une page prête n'a pas forcément demandé ses modules."""
        limite = time.monotonic() + DELAI / 1_000
        while len(self.retenues) <= deja:
            assert time.monotonic() < limite, "rien n'a été demandé"
            self.page.wait_for_timeout(20)

    def rendre(self) -> None:
        """Rend ce qui est retenu, une demande au moins, et tout ce qui suivra."""
        self.attendre()
        self.rendues = True
        while self.retenues:
            self.retenues.pop(0).fallback()


def tabuler(page: Page, atteint: str, quoi: str, touche: str = "Tab") -> None:
    """Avance, ou recule, par tabulation jusqu'à ce que le script ``atteint`` dise oui de ``quoi`` ; l'élément se voit."""
    for _ in range(60):
        page.keyboard.press(touche)
        if page.evaluate(atteint, quoi):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"« {quoi} » n'est pas atteint en soixante tabulations")


def servir_les_sources(page: Page) -> None:
    """Sert aux essais qui les appellent les modules du dépôt, que le site publié n'a qu'en paquets."""
    sources = RACINE / "overrides/assets"
    page.route(
        "**/assets/js/**", lambda route: route.fulfill(path=sources / route.request.url.partition("/assets/")[2])
    )


def lire_copie(page: Page) -> tuple[str, str]:
    """Rend le HTML et le texte du presse-papiers, lus d'une page sans politique : lire du HTML le fait analyser par la page."""
    neutre = page.context.new_page()
    neutre.goto(urljoin(page.url, f"{SOUS_DOSSIER}donnees/datapackage.json"))
    copie = neutre.evaluate("""async () => {
        const [objet] = await navigator.clipboard.read();
        const lire = async (type) => (await objet.getType(type)).text();
        return [await lire('text/html'), await lire('text/plain')];
    }""")
    neutre.close()
    page.bring_to_front()
    return tuple(copie)
