"""Le site servi : ce qui change se voit, rien n'est périmé, une faute laisse à l'écran ce qui est valide et ce qu'il faut réparer."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.conftest import EPOQUE_DU_SITE, construire, donner_le_code

RECHARGEMENT = re.compile(rb"<script>\s*var livereload.*?</script>", re.DOTALL)
"""Ce que MkDocs ajoute à une page servie."""
POLITIQUE = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""Ce qu'une page publiée porte seule : elle refuserait le rechargement."""
INDEX = re.compile(rb'(recherche/|data-index=")[0-9a-f]{12}/')
"""Le dossier de l'index : constant en servant."""
CHARGES = re.compile(
    rb'\s*<(?:link rel="(?:stylesheet|modulepreload|preload" as="(?:script|style))"|script(?: type="module")?) (?:href|src)="[^"]*assets/'
    rb"(?:js/|lib/|styles/|reseau/couleurs)[^>]*>(?:</script>)?\s*"
)
"""Servie, une page charge les sources ; construite, les paquets qui en sont faits."""
CLAUSE = "data/clauses/mobilier-bois.yml"
FRAGMENT = "overrides/fragments/clause/fiche.html"
MACRO = "macros/fiches/droit/page.py"
CHANGEMENTS = (
    # La macro d'abord : importer le code à neuf viderait une mémoire que les changements suivants doivent éprouver.
    (MACRO, "affichage(ctx.c.jour)", 'affichage(ctx.c.jour) + " par essai"', "parcours/petite-commune/", "par essai"),
    (FRAGMENT, "Modèle à", "Modèle essayé, à", "clauses/mobilier-bois/", "Modèle essayé"),
    (
        "data/vocabulaires/segments.yml",
        "libelle: Restauration et alimentation",
        "libelle: Restauration essayée",
        "clauses/contenants-reemployables-repas/",
        "Restauration essayée",
    ),
    ("data/droit/seuils.yml", "montant: 40000", "montant: 41000", "parcours/petite-commune/", "41\u202f000"),
    (
        "data/droit/articles/ccp.yml",
        "prennent en compte l’environnement",
        "tiennent compte de l’essai",
        "clauses/mobilier-bois/",
        "tiennent compte de l’essai",
    ),
    (CLAUSE, "bois géré", "bois essayé", "clauses/mobilier-bois/", "bois essayé"),
    ("docs/a-propos.md", "\n---\n", "\n---\n\nUne phrase essayée.\n", "a-propos/", "Une phrase essayée."),
)
"""Ce qui change tour à tour : fichier, avant, après, page où cela se voit, ce qu'on y voit."""
PAR_SORTE = 6


class Service:
    """Un site servi, et le projet que l'on y change."""

    def __init__(self, racine: Path, adresse: str) -> None:
        self.racine, self.adresse = racine, adresse

    def lire(self, chemin: str) -> bytes:
        """Rend ce qui est servi à ``chemin``, sans le script de rechargement ; le texte de l'erreur s'il y en a une."""
        try:
            with urllib.request.urlopen(self.adresse + chemin, timeout=120) as reponse:
                octets = reponse.read()
        except HTTPError as erreur:
            with erreur:
                octets = erreur.read()
        return RECHARGEMENT.sub(b"", octets)

    def attendre(self, chemin: str, *textes: str, absent: bool = False) -> str:
        """Relit la page jusqu'à y voir les textes (ou ne plus les voir), deux minutes au plus ; rend la page."""
        page, fin = "", time.monotonic() + 120
        while time.monotonic() < fin:
            try:
                page = self.lire(chemin).decode()
            except OSError:
                pass
            else:
                if all((texte in page) != absent for texte in textes):
                    return page
            time.sleep(0.1)
        raise AssertionError(f"{textes} : jamais vu dans {page[:300]}")

    def changer(self, fichier: str, avant: str, apres: str) -> None:
        """Remplace la première apparition de ``avant``, qui doit y être."""
        texte = (self.racine / fichier).read_text("utf-8")
        assert avant in texte
        (self.racine / fichier).write_text(texte.replace(avant, apres, 1), "utf-8")


@pytest.fixture(scope="module")
def service(projet_invente: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Sert une copie du réseau inventé, code et fragments compris."""
    racine = tmp_path_factory.mktemp("servi") / "projet"
    shutil.copytree(projet_invente, racine)
    donner_le_code(racine)
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    adresse = f"http://127.0.0.1:{port}/"
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE, "SITE_URL": adresse}
    commande = [sys.executable, "-m", "macros", "servir", str(port)]
    processus = subprocess.Popen(commande, cwd=racine, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        service = Service(racine, adresse)
        service.attendre("", "</html>")
        yield service
    finally:
        processus.terminate()
        processus.wait(120)


def a_comparer(froid: Path) -> list[Path]:
    """Rend les fichiers à comparer : ceux que les changements touchent, et les premiers de chaque sorte.

    Une mémoire périmée l'est pour toute une sorte : dossier, profondeur et extension.
    """
    changes = {froid / page / "index.html" for *_, page, _ in CHANGEMENTS}
    gardes, vus = [], Counter[tuple[str, int, str]]()
    for fichier in sorted(f for f in froid.rglob("*") if f.is_file()):
        parties = fichier.relative_to(froid).parts
        sorte = (parties[0], len(parties), fichier.suffix)
        vus[sorte] += 1
        if vus[sorte] <= PAR_SORTE or fichier in changes:
            gardes.append(fichier)
    assert changes <= set(gardes)
    return gardes


def differences(service: Service, froid: Path) -> list[str]:
    """Rend le chemin de chaque fichier servi, parmi ``a_comparer``, qui n'est pas, à l'octet, celui du site construit."""
    differents = []
    for fichier in a_comparer(froid):
        chemin, octets = fichier.relative_to(froid).as_posix(), fichier.read_bytes()
        if INDEX.match(chemin.encode()):
            chemin = INDEX.sub(rb"\1servi/", chemin.encode()).decode()
        if not chemin.endswith("/courriel.html"):  # à envoyer tel quel : sa politique reste
            octets = POLITIQUE.sub(b"", octets)
        construit, servi = (CHARGES.sub(b"", o) for o in (INDEX.sub(rb"\1servi/", octets), service.lire(chemin)))
        if chemin.startswith("assets/lib/site-"):  # publiée, elle commence par les couleurs du réseau, servies à part
            servi = service.lire("assets/reseau/couleurs.css")
            construit = construit[: len(servi)] if servi else construit
        if construit != servi:
            differents.append(chemin)
    return differents


def test_ce_qui_est_servi_est_ce_qui_serait_construit(service: Service, tmp_path: Path) -> None:
    """On compare avant les changements, ce qui remplit toute mémoire, puis après : ce qui en resterait se verrait."""
    _comparer(service, tmp_path / "avant")
    for fichier, avant, apres, page, vu in CHANGEMENTS:
        service.changer(fichier, avant, apres)
        service.attendre(page, vu)
    _comparer(service, tmp_path / "apres")


def _comparer(service: Service, froid: Path) -> None:
    resultat = construire(froid, service.racine, SITE_URL=service.adresse, BROUILLONS="oui")
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    extensions = {f.suffix for f in froid.rglob("*")}
    assert {".html", ".rss", ".atom", ".ics", ".json", ".csv", ".docx", ".js"} <= extensions
    assert differences(service, froid) == []
    # C'est un aperçu : mis en ligne par mégarde, il ne doit ni se trouver, ni déclarer ses brouillons parus.
    assert not [nom for nom in ("sitemap.xml", "sitemap.xml.gz", "flux/publies.json") if (froid / nom).exists()]
    pages = [page.read_text("utf-8") for page in froid.rglob("*.html")]
    assert pages and all('<meta name="robots" content="noindex">' in page for page in pages)


def test_le_site_servi_survit_a_une_fiche_cassee(service: Service) -> None:
    service.changer(CLAUSE, "statut: publie", "statut: publi")
    page = service.attendre("clauses/mobilier-bois/", "1 anomalie à réparer", "à adapter")
    assert f"{CLAUSE}:" in page and "valeur-inconnue" in page
    service.changer(CLAUSE, "statut: publi", "statut: publie")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "à réparer", absent=True)


def test_le_site_servi_survit_a_un_reglage_casse(service: Service) -> None:
    """Le dernier site juste reste à l'écran ; la faute est dite au terminal."""
    service.changer("mkdocs.yml", "name: material", "name: materiel")
    service.changer(CLAUSE, "à ", "à ")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "à adapter")
    service.changer("mkdocs.yml", "name: materiel", "name: material")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "à réparer", absent=True)


@pytest.mark.parametrize(("faute", "dite"), [("def seuil(:", "SyntaxError"), ("import absent", "No module named")])
def test_le_site_servi_survit_a_un_module_casse(service: Service, faute: str, dite: str) -> None:
    service.changer(MACRO, "from __future__ import annotations\n", f"from __future__ import annotations\n{faute}\n")
    service.attendre("clauses/mobilier-bois/", "1 anomalie à réparer", dite, "à adapter")
    service.changer(MACRO, f"{faute}\n", "")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "à réparer", absent=True)


def test_une_regle_qui_change_rejuge_les_fiches_qui_n_ont_pas_change(service: Service) -> None:
    service.changer("macros/regles/contenu.py", "MOT_MAX = 40", "MOT_MAX = 4")
    service.attendre("clauses/mobilier-bois/", "anomalies à réparer", "mot-trop-long", "à adapter")
    service.changer("macros/regles/contenu.py", "MOT_MAX = 4", "MOT_MAX = 40")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "à réparer", absent=True)


def test_un_fragment_casse_se_lit_a_la_place_de_sa_page(service: Service) -> None:
    service.changer(FRAGMENT, "<h1", "{% si %}<h1")
    service.attendre("clauses/mobilier-bois/", "TemplateSyntaxError", "fiche.html")
    assert b"</html>" in service.lire("a-propos/")
    service.changer(FRAGMENT, "{% si %}<h1", "<h1")
    assert "à adapter" in service.attendre("clauses/mobilier-bois/", "TemplateSyntaxError", absent=True)


def test_une_adresse_inconnue_a_la_page_d_erreur(service: Service) -> None:
    assert b"Page introuvable" in service.lire("rien/de/tel/")
    assert b"Page introuvable" in service.lire("../mkdocs.yml")
