"""Ce qu'une première visite transfère : la page, et tout ce qu'elle demande d'elle-même."""

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser

from tests.navigateur.visite import DELAI

RECHERCHES = ("recherche/?q=cantine", "recherche/?q=cantine+bio", "recherche/?q=cantne")
BUDGET = (100 * 1024, 12)
"""Octets et demandes d'une page."""
AUTRES = {"clauses/": (110 * 1024, 12), **dict.fromkeys(RECHERCHES, (130 * 1024, 15))}
DE_FRONT = 8
"""Les pages ouvertes ensemble : chacune se juge quand plus rien ne vient, et l'on n'attend pas ce silence une par une."""
LOURDES = 12
"""Les pages dont le HTML pèse le plus, en plus d'une page de chaque genre."""


@cache
def compresse(fichier: Path) -> int:
    return len(gzip.compress(fichier.read_bytes()))


def test_une_premiere_visite_tient_dans_le_budget(navigateur: Browser, pages, site: str, site_construit: Path) -> None:
    """Compressés : page, styles, police, scripts et données ; la recherche n'y est que si l'adresse la demande, faute comprise.

    On compte ce que la page demande, gardé ou non par le navigateur : une fenêtre resservie en demande autant qu'une neuve.
    """
    par_poids = sorted(site_construit.rglob("index.html"), key=compresse, reverse=True)
    lourdes = [f"{p.parent.relative_to(site_construit).as_posix()}/" for p in par_poids[:LOURDES]]
    trop = {}
    recus: dict[str, set[str]] = {}
    adresses = [
        *dict.fromkeys(
            [
                *lourdes,
                "obligations/",
                "contribuer/proposer/?genre=clause",
                *RECHERCHES,
                *(a for nom, a in vars(pages).items() if nom != "absente"),
            ]
        )
    ]
    ouvertes = [(navigateur.new_page(), set()) for _ in range(DE_FRONT)]
    for page, recue in ouvertes:
        page.set_default_timeout(DELAI)
        page.on("request", lambda requete, recue=recue: recue.add(unquote(urlsplit(requete.url).path)))
    for rang in range(0, len(adresses), DE_FRONT):
        lot = [*zip(ouvertes, adresses[rang : rang + DE_FRONT], strict=False)]
        for (page, recue), adresse in lot:
            recue.clear()
            page.goto(site + adresse, wait_until="commit")
        for (page, recue), adresse in lot:
            page.wait_for_load_state("networkidle")
            recus[adresse] = {*recue}
    for page, _ in ouvertes:
        page.close()
    for adresse, recue in recus.items():
        chemins = (chemin.removeprefix(urlsplit(site).path) for chemin in recue)
        fichiers = [site_construit / (f"{c}index.html" if c.endswith("/") or not c else c) for c in chemins]
        poids = {f.relative_to(site_construit).as_posix(): compresse(f) for f in fichiers}
        octets, demandes = AUTRES.get(adresse, BUDGET)
        if sum(poids.values()) > octets or len(poids) > demandes:
            trop[adresse] = len(poids), dict(sorted(poids.items(), key=lambda recu: -recu[1])[:6])
    assert not trop, trop
