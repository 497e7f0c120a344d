"""Un vrai navigateur devant le site construit, servi sous un sous-dossier comme le fait GitHub Pages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, expect, sync_playwright

from macros.base.base import Base
from macros.base.fiche import Fiche
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import RACINE
from tests.navigateur.adresses import ADRESSES
from tests.navigateur.installer import trouver
from tests.navigateur.lecture import Edition, decaler
from tests.navigateur.service import servir
from tests.navigateur.visite import DELAI, Visite

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
VIOLATIONS = """document.addEventListener('securitypolicyviolation', (e) =>
    console.error(`politique de sécurité : ${e.effectiveDirective} refuse ${e.blockedURI} (${e.sourceFile}:${e.lineNumber})`))"""
"""Chaque page dit ce que sa politique refuse : ``visiter`` le compte comme une erreur."""


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


@pytest.fixture(scope="session")
def pages(site_construit: Path, base_du_site: Base) -> SimpleNamespace:
    """Trouve une page de chaque genre dans le site construit."""
    trouvees = {}
    for genre, adresse in ADRESSES.items():
        lues = sorted(site_construit.glob(f"{adresse}index.html"))
        assert lues or "*" not in adresse, f"aucune page {adresse}"
        if genre == "clause_longue":
            lues = [max(lues, key=lambda p: p.read_text("utf-8").count("data-texte="))]
        trouvees[genre] = f"{lues[0].parent.relative_to(site_construit).as_posix()}/" if "*" in adresse else adresse
    for structure in sorted(fiches_de(base_du_site, "structures"))[:1]:
        trouvees["structure"] = f"territoire/{structure}/"
    return SimpleNamespace(**trouvees)


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
