"""Rouvrir les sources : chaque adresse extérieure des fiches et des pages répond-elle encore ? Aucune construction n'en dépend."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from time import sleep

ADRESSE = re.compile(r"https://[^\s<>\"'\]}|`]+")
FINIES = frozenset({404, 410})
"""Réponses qui disent qu'une page n'est plus. Les autres refus visent souvent les robots : une personne doit ouvrir l'adresse."""
NAVIGATEUR = {"User-Agent": "Mozilla/5.0 (verification des liens)"}
SECONDES, PAUSE, A_LA_FOIS = 20, 1.0, 8
Ouvrir = Callable[[str], str]
"""Rend ce qui ne va pas à une adresse, ou une chaîne vide ; « ! » en tête : la page n'est plus."""


def adresses_exterieures(racine: Path) -> dict[str, list[str]]:
    """Rend adresse → « fichier:ligne » de chaque endroit qui la cite."""
    trouvees: dict[str, list[str]] = {}
    fichiers = [*(racine / "data").rglob("*.yml"), *(racine / "docs").rglob("*.md")]
    for fichier in sorted(fichiers):
        for rang, ligne in enumerate(fichier.read_text("utf-8").splitlines(), 1):
            for brute in ADRESSE.findall(ligne):
                adresse = _sans_suite(brute).partition("#")[0]
                trouvees.setdefault(adresse, []).append(f"{fichier.relative_to(racine)}:{rang}")
    return trouvees


def _sans_suite(brute: str) -> str:
    """Rend l'adresse sans la parenthèse qui ferme un lien Markdown, ni la ponctuation de la phrase."""
    ouvertes = 0
    for place, signe in enumerate(brute):
        ouvertes += {"(": 1, ")": -1}.get(signe, 0)
        if ouvertes < 0:
            brute = brute[:place]
            break
    return brute.rstrip(".,;:")


def ouvrir(adresse: str) -> str:
    """Demande l'adresse une fois, comme un navigateur ; rend ce qui ne va pas, « !404 » si la page n'est plus, ou une chaîne vide."""
    try:
        with urllib.request.urlopen(urllib.request.Request(adresse, headers=NAVIGATEUR), timeout=SECONDES):
            return ""
    except urllib.error.HTTPError as erreur:
        erreur.close()
        return f"{'!' if erreur.code in FINIES else ''}{erreur.code}"
    except (OSError, HTTPException, ValueError) as erreur:
        return str(getattr(erreur, "reason", erreur)) or type(erreur).__name__


def relire(adresses: Iterable[str], ouvrir: Ouvrir = ouvrir, pause: float = PAUSE) -> dict[str, str]:
    """Rend adresse → ce qui ne va pas, site par site : une demande à la fois pour chacun."""
    par_site: dict[str, list[str]] = {}
    for adresse in adresses:
        par_site.setdefault(adresse.split("/")[2], []).append(adresse)

    def un_site(siennes: list[str]) -> dict[str, str]:
        lues = {}
        for rang, adresse in enumerate(siennes):
            sleep(pause if rang else 0)
            lues[adresse] = ouvrir(adresse)
        return lues

    with ThreadPoolExecutor(A_LA_FOIS) as plusieurs:
        lus = plusieurs.map(un_site, par_site.values())
        return {adresse: defaut for site in lus for adresse, defaut in site.items() if defaut}


def commande_liens(racine: Path, ouvrir: Ouvrir = ouvrir, pause: float = PAUSE) -> int:
    """Montre les adresses qui ne répondent pas, et où elles sont citées ; rend 1 si une page n'est plus."""
    citees = adresses_exterieures(racine)
    defauts = relire(citees, ouvrir, pause)
    finies = sorted(adresse for adresse, defaut in defauts.items() if defaut.startswith("!"))
    for titre, suite in (("La page n'est plus", finies), ("À ouvrir vous-même", sorted(set(defauts) - set(finies)))):
        for adresse in suite:
            print(f"{titre} ({defauts[adresse].lstrip('!')}) : {adresse}")
            print(*(f"    {place}" for place in citees[adresse]), sep="\n")
    print(
        f"{len(citees)} adresses : {len(finies)} pages qui ne sont plus, {len(defauts) - len(finies)} à ouvrir vous-même."
    )
    return 1 if finies else 0
