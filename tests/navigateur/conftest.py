"""Un vrai navigateur devant le site construit, servi sous un sous-dossier comme le fait GitHub Pages."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect, sync_playwright

from macros.base.base import Base
from macros.base.fiche import Fiche
from tests import nginx
from tests.fabrique.questions import fiches_de
from tests.navigateur.installer import trouver
from tests.navigateur.lecture import Edition, decaler

RACINE = Path(__file__).parents[2]
SOUS_DOSSIER = "/base/"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # rien à y dessiner : un processus de moins
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DELAI = 120_000
"""Aucun essai ne se joue sur un temps : une machine chargée finit aussi. En millisecondes."""
VIOLATIONS = """document.addEventListener('securitypolicyviolation', (e) =>
    console.error(`politique de sécurité : ${e.effectiveDirective} refuse ${e.blockedURI} (${e.sourceFile}:${e.lineNumber})`))"""
"""Chaque page dit ce que sa politique refuse : ``visiter`` le compte comme une erreur."""


class Serveur(SimpleHTTPRequestHandler):
    """Sert le site sous ``/base/``, et sa page 404 pour le reste.

    La connexion reste ouverte d'un fichier au suivant, comme chez un hébergeur : une page en demande vingt, une recherche soixante.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def translate_path(self, path: str) -> str:
        chemin = urlsplit(path).path
        if not chemin.startswith(SOUS_DOSSIER):
            return str(Path(self.directory) / "absent")
        return super().translate_path(chemin.removeprefix(SOUS_DOSSIER.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        contenu = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(contenu)))
        self.end_headers()
        self.wfile.write(contenu)

    def log_message(self, *arguments: object) -> None:
        """Ne dit rien."""


class Ecoute(ThreadingHTTPServer):
    """Écoute sans rien dire d'une page fermée avant sa réponse."""

    request_queue_size = 128
    """Huit pages ouvertes ensemble ouvrent cinquante connexions : de cinq en attente, les autres se redemandaient, de plus en plus tard."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Ne dit rien d'une connexion que le navigateur a coupée ; le reste est une panne de l'essai."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def servir(dossier: Path) -> Iterator[str]:
    """Sert un site construit ; rend son adresse, terminée par une barre.

    Sous « make recette », nginx le sert avec les en-têtes donnés à qui héberge : tous les parcours s'y refont.
    """
    if os.environ.get("RECETTE") == "1":
        with TemporaryDirectory() as a_part, nginx.servir(dossier, Path(a_part), SOUS_DOSSIER.lstrip("/")) as adresse:
            yield adresse
        return
    serveur = Ecoute(("127.0.0.1", 0), partial(Serveur, directory=str(dossier)))
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    yield f"http://127.0.0.1:{serveur.server_port}{SOUS_DOSSIER}"
    serveur.shutdown()
    serveur.server_close()


@pytest.fixture(scope="session")
def base_du_site(base_reelle: Base) -> Base:
    """Rend la base du dépôt : l'acheteur se sert des vraies pages, tableaux et recherches compris."""
    return base_reelle


@pytest.fixture(scope="session")
def site_construit(site_reel: Path) -> Path:
    """Rend le site du dépôt."""
    return site_reel


@pytest.fixture(scope="session")
def site(site_construit: Path) -> Iterator[str]:
    """Rend l'adresse où le vrai site est servi."""
    with servir(site_construit) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """Lance le Chromium de la machine, sinon celui de Playwright."""
    expect.set_options(timeout=DELAI)
    chemin = trouver()
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(executable_path=chemin, args=OPTIONS)
        yield lance
        lance.close()


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

    def attendre(self) -> None:
        """Attend qu'une demande soit retenue : une page prête n'a pas forcément demandé ses modules."""
        limite = time.monotonic() + DELAI / 1_000
        while not self.retenues:
            assert time.monotonic() < limite, "rien n'a été demandé"
            self.page.wait_for_timeout(20)

    def rendre(self) -> None:
        """Rend ce qui est retenu, une demande au moins, et tout ce qui suivra."""
        self.attendre()
        self.rendues = True
        while self.retenues:
            self.retenues.pop(0).fallback()


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


@pytest.fixture
def visiter(navigateur: Browser, site: str) -> Iterator[Callable[..., Visite]]:
    """Rend de quoi ouvrir des pages ; à la fin, refuse erreur de script, requête à un tiers et cookie."""
    visites: list[Visite] = []

    def ouvrir(
        chemin: str | None = "",
        *,
        largeur: int = 1280,
        hauteur: int = 900,
        sombre: bool = False,
        avant: str = "",
        **options: object,
    ) -> Visite:
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": hauteur},
            locale="fr-FR",
            color_scheme="dark" if sombre else "light",
            reduced_motion="reduce",
            **options,
        )
        contexte.set_default_timeout(DELAI)
        contexte.add_init_script(VIOLATIONS)
        if avant:
            contexte.add_init_script(avant)
        visite = Visite(contexte.new_page(), contexte)
        visite.page.on("request", visite.noter)
        visite.page.on("pageerror", lambda erreur: visite.erreurs.append(str(erreur)))
        visite.page.on("console", lambda m: visite.erreurs.append(m.text) if m.type == "error" else None)
        visites.append(visite)
        if chemin is not None:
            avec_script = options.get("java_script_enabled", True)
            (visite.aller if avec_script else visite.page.goto)(site + chemin)
        return visite

    yield ouvrir
    cookies = [cookie for visite in visites for cookie in visite.contexte.cookies()]
    for visite in visites:
        for page in visite.contexte.pages:
            # une réponse interceptée peut arriver pendant la fermeture : son erreur tomberait dans l'essai suivant
            page.unroute_all(behavior="ignoreErrors")
        visite.contexte.close()
    adresses = [urlsplit(u) for visite in visites for u in visite.requetes]
    tiers = [u.geturl() for u in adresses if u.scheme in ("http", "https") and u.netloc != urlsplit(site).netloc]
    erreurs = [erreur for visite in visites if not visite.erreurs_attendues for erreur in visite.erreurs]
    assert not tiers, f"requêtes à un tiers : {tiers}"
    assert not cookies, f"cookies : {cookies}"
    assert not erreurs, f"erreurs dans la page : {erreurs}"


@dataclass(frozen=True)
class Pages:
    """Une adresse pour chaque genre de page."""

    accueil: str
    clauses: str
    clause: str
    clause_longue: str
    pratiques: str
    pratique: str
    veille: str
    entree: str
    droit: str
    texte: str
    article: str
    flux: str
    a_propos: str
    contribuer: str
    petite_commune: str
    spaser: str
    feuille: str
    indicateurs: str
    indicateur: str
    modeles: str
    modele: str
    parcours: str
    un_parcours: str
    questions: str
    etape: str
    animer: str
    kit: str
    trente: str
    projection: str
    lexique: str
    territoire: str
    structure: str
    ess: str
    sorte: str
    rencontre: str
    agenda: str
    donnees: str
    dossier: str
    absente: str


@pytest.fixture(scope="session")
def pages(site_construit: Path, base_du_site: Base) -> Pages:
    """Trouve une page de chaque genre dans le site construit."""

    def premiere(motif: str) -> str:
        trouvees = sorted(p.parent.relative_to(site_construit).as_posix() for p in site_construit.glob(motif))
        assert trouvees, f"aucune page {motif}"
        return trouvees[0] + "/"

    def la_plus_longue() -> str:
        fiches = sorted(site_construit.glob("clauses/*/index.html"))
        return f"clauses/{max(fiches, key=lambda p: p.read_text('utf-8').count('texte-a-inserer')).parent.name}/"

    return Pages(
        accueil="",
        clauses="clauses/",
        clause="clauses/contenants-reemployables-repas/",
        clause_longue=la_plus_longue(),
        pratiques="bonnes-pratiques/",
        pratique=premiere("bonnes-pratiques/*/index.html"),
        veille="veille/",
        entree=premiere("veille/20[0-9][0-9]/20*/index.html"),
        droit="droit/",
        texte=premiere("droit/*-*/index.html"),
        article=premiere("droit/ccp/l2112-2/index.html"),
        flux="flux/",
        a_propos="a-propos/",
        contribuer="contribuer/",
        petite_commune="parcours/petite-commune/",
        spaser="spaser/",
        feuille=premiere("spaser/feuilles-de-route/*/index.html"),
        indicateurs="indicateurs/",
        indicateur=premiere("indicateurs/*/index.html"),
        modeles="modeles/",
        modele=premiere("modeles/*/index.html"),
        parcours="parcours/",
        un_parcours="parcours/acheteur-debutant/",
        questions="parcours/juriste/questions/",
        etape="parcours/etapes/obligations-depuis-aout-2026/",
        animer="animer/",
        kit="animer/rencontre-acheteurs-fournisseurs/",
        trente="veille/30-30/",
        projection="veille/2026-08/projection/",
        lexique="lexique/",
        territoire="territoire/",
        structure=next((f"territoire/{nom}/" for nom in sorted(fiches_de(base_du_site, "structures"))), "territoire/"),
        ess="territoire/acheter-a-l-ess/",
        sorte=premiere("territoire/acheter-a-l-ess/*/index.html"),
        rencontre=premiere("territoire/rencontres/*/index.html"),
        agenda="agenda/",
        donnees="donnees/",
        dossier="dossier/",
        absente="adresse/qui/manque/",
    )


@pytest.fixture(scope="session")
def fiches(site_construit: Path) -> list[dict[str, list[str]]]:
    """Rend les codes de chaque clause, par facette, lus dans la liste écrite par le serveur."""
    lignes = html.parse(site_construit / "clauses/index.html").xpath("//li[@data-resultat]")
    assert lignes, "la page des clauses n'a plus de liste"
    return [{nom.removeprefix("data-"): valeur.split() for nom, valeur in ligne.items()} for ligne in lignes]


@pytest.fixture(scope="session")
def axe() -> str:
    """Rend le source d'axe-core, installé par npm."""
    chemin = RACINE / "node_modules" / "axe-core" / "axe.min.js"
    if not chemin.exists():
        message = "axe-core manque : lancez « npm ci » (voir Makefile)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return chemin.read_text("utf-8")


@pytest.fixture(scope="session")
def edition(base_du_site: Base) -> Edition:
    par_mois: dict[str, list[Fiche]] = {}
    for entree in fiches_de(base_du_site, "veille").values():
        par_mois.setdefault(entree.contenu.mois, []).append(entree)
    entre_deux = [mois for mois in par_mois if min(par_mois) < mois < f"{base_du_site.jour:%Y-%m}"]
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
