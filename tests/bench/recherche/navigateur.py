"""Les mesures dans Chromium : ``python -m tests.bench.recherche.navigateur MOTEUR DOSSIER [REQUETES.json]``.

Écrit une ligne JSON par mesure finie : ce processus peut être arrêté, ce qu'il a mesuré reste. Avec des requêtes, écrit
seulement les adresses des premières clauses de chacune.
"""

import json
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from tests.navigateur.conftest import OPTIONS
from tests.navigateur.installer import trouver

from .cout import dire
from .serveur import Serveur, servir

REQUETE = "nettoyage des locaux"
AUTRE_REQUETE = "papier recyclé"
"""Charge le moteur avant la frappe, sans rien apprendre de la requête tapée."""
PREMIERES = 5
TOURS = 3
RAPIDE_MS = 15_000
"""Une première recherche plus lente ne se refait pas : sa durée ne tient plus au hasard."""
QUATRE_G_LENTE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
RALENTI = 4
FRAPPES, FRAPPE_MS = 9, 40_000
"""Saisies répétées, et durée au-delà de laquelle on n'en commence plus."""


def ouvrir(navigateur: Browser, serveur: Serveur, reseau: dict | None = None) -> Page:
    """Ouvre la page vide dans un profil neuf ; le réseau ne ralentit qu'une fois la page et ses mesures en place."""
    page = navigateur.new_context().new_page()
    page.set_default_timeout(0)
    page.goto(serveur.adresse)
    page.evaluate("async () => { window.mesures = await import('/mesures/mesures.mjs') }")
    if reseau:
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", reseau)
    serveur.compter()
    return page


def premiere(page: Page, moteur: str, requete: str) -> dict:
    """Fait la première recherche ; refuse une réponse vide, qui ne mesurerait rien."""
    rendu = page.evaluate("demande => mesures.premiere(...demande)", [moteur, requete, PREMIERES])
    if not rendu["reponses"] or not all(r["titre"] for r in rendu["reponses"]):
        raise SystemExit(f"Error: {moteur} ne rend aucune réponse à « {requete} », ou sans son titre.")
    return rendu


def mesurer(navigateur: Browser, serveur: Serveur, moteur: str) -> None:
    """Octets, puis latence par frappe, puis temps sous 4G lente."""
    page = ouvrir(navigateur, serveur)
    premiere(page, moteur, REQUETE)
    dire({"octets": serveur.octets, "requetes": serveur.requetes})
    page.context.close()
    page = ouvrir(navigateur, serveur)
    premiere(page, moteur, AUTRE_REQUETE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": RALENTI})
    neuves = page.evaluate("demande => mesures.taper(...demande)", [REQUETE, PREMIERES, 1, FRAPPE_MS])
    dire({"saisie": median(neuves), "pire": max(neuves)})
    durees = page.evaluate("demande => mesures.taper(...demande)", [REQUETE, PREMIERES, FRAPPES, FRAPPE_MS])
    dire({"frappe": median(durees)})
    page.context.close()
    essais: list[float] = []
    while len(essais) < TOURS and (not essais or essais[-1] < RAPIDE_MS):
        page = ouvrir(navigateur, serveur, QUATRE_G_LENTE)
        essais.append(premiere(page, moteur, REQUETE)["ms"])
        page.context.close()
    dire({"premiere": median(essais) / 1000})


def main() -> int:
    """Lance Chromium et mesure."""
    moteur, dossier = sys.argv[1], Path(sys.argv[2])
    with servir(dossier) as serveur, sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=trouver(), args=OPTIONS)
        if len(sys.argv) > 3:
            requetes = json.loads(Path(sys.argv[3]).read_text("utf-8"))
            page = ouvrir(navigateur, serveur)
            premiere(page, moteur, REQUETE)
            dire({"reponses": page.evaluate("demande => mesures.repondre(...demande)", [requetes, PREMIERES])})
        else:
            mesurer(navigateur, serveur, moteur)
        navigateur.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
