"""Recevoir le registre du site en ligne, avant de publier. La seule étape du projet qui va sur le réseau."""

from __future__ import annotations

import re
import socket
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from macros.base.registre import EN_LIGNE, FORME, RECU, Illisible, ecrire, lire
from macros.commandes.passage import poser
from macros.lecture.anomalie import montrable

ADRESSE = re.compile(r"https?://[^/]")
DELAI = 30
"""Secondes d'attente."""
TAILLE_MAX = 20_000_000
ETRANGER = "n’est pas un registre d’articles parus"
AUCUN_NOM = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
"""Ce que répond la résolution quand le nom n'existe pas ; une panne de la résolution répond autre chose."""
PREMIERE = "première publication : PREMIERE=oui ; adresse changée : ANCIENNE=https://…"
PROVISOIRE = "est provisoire ; fixez SITE_URL, et autorite_flux dans data/reseau/identite.yml."
ADRESSE_QUITTEE = "corrigez ANCIENNE, ou retirez-la si le site a déjà quitté cette adresse"


class Refus(Exception):
    """Ce que répond l'adresse en ligne, quand ce n'est pas notre registre entier. ``vide`` : il est sûr que rien n'y est."""

    def __init__(self, raison: str, conseil: str = "corrigez, ou relancez plus tard", vide: bool = False) -> None:
        super().__init__(raison)
        self.conseil, self.vide = conseil, vide


def recevoir(racine: Path, site: str, autorite: str, ancienne: str = "", premiere: bool = False) -> tuple[int, str]:
    """Écrit ``RECU`` ; rend 0, ou 1 sans rien changer, et la ligne qui dit pourquoi.

    ``ancienne`` : l'adresse que le site quitte, dont le registre s'ajoute à celui de ``site`` s'il y en a déjà un : relancée
    après coup, la demande ne perd rien. ``premiere`` : partir de rien, refusé dès qu'un registre peut être en ligne.
    """
    if premiere and ancienne:
        return 1, "Rien n’est publié : PREMIERE part de rien, ANCIENNE reprend un registre ; gardez l’une des deux."
    if premiere and (provisoire := next((v for v in (autorite, site) if ".example" in v), "")):
        return 1, f"Rien n’est publié : {provisoire} {PROVISOIRE}"
    identifiants: frozenset[str] = frozenset()
    lus = []
    lieux = [(site, premiere or bool(ancienne))] + ([(ancienne, False)] if ancienne else [])
    for lieu, peut_manquer in lieux:
        adresse = f"{lieu.rstrip('/')}/{EN_LIGNE}"
        try:
            identifiants |= _registre(adresse, autorite)
            lus.append(adresse)
        except Refus as refus:
            if refus.vide and peut_manquer:
                continue
            suite = ADRESSE_QUITTEE if refus.vide and ancienne else refus.conseil
            return 1, f"Rien n’est publié, le site en ligne reste tel quel : {montrable(adresse)} {refus} ({suite})."
    if premiere and lus:
        dits = len(identifiants)
        return 1, f"Rien n’est publié : {lus[0]} a déjà un registre ({dits} articles parus) ; relancez sans PREMIERE."
    poser(racine, RECU, ecrire(autorite, identifiants))
    if premiere:
        return 0, f"Première publication : rien n’est encore à {site}, le registre part de rien."
    return 0, f"{len(identifiants)} article(s) et flux déjà parus, d’après {' et '.join(lus)}."


def _registre(adresse: str, autorite: str) -> frozenset[str]:
    octets = _lire(adresse)
    try:
        sienne, identifiants = lire(octets)
    except Illisible:
        raise Refus("est coupé ou abîmé" if FORME.encode() in octets[:200] else ETRANGER) from None
    if sienne != autorite:
        conseil = "rétablissez autorite_flux dans data/reseau/identite.yml, ou corrigez l’adresse"
        raise Refus(f"est le registre d’un autre réseau (« {montrable(sienne)} », ici « {autorite} »)", conseil)
    return identifiants


def _lire(adresse: str) -> bytes:
    if not ADRESSE.match(adresse) or not adresse.isprintable():
        raise Refus("n’est pas une adresse https")
    try:
        # Une copie gardée en route pourrait être d'avant la dernière publication.
        with urlopen(Request(adresse, headers={"Cache-Control": "no-cache"}), timeout=DELAI) as reponse:
            octets = reponse.read(TAILLE_MAX)
            annonces = int(reponse.headers.get("Content-Length") or len(octets))
    except HTTPError as erreur:
        if erreur.code in (404, 410):
            raise Refus(f"n’existe pas ({erreur.code})", PREMIERE, vide=True) from None
        raise Refus(f"répond une erreur ({erreur.code})") from None
    except IncompleteRead:
        raise Refus("est coupé ou abîmé") from None
    except (OSError, HTTPException, ValueError) as erreur:
        raison = getattr(erreur, "reason", erreur)
        if isinstance(raison, socket.gaierror) and raison.errno in AUCUN_NOM:
            raise Refus("a un nom qui n’existe pas", PREMIERE, vide=True) from None
        raise Refus(f"est injoignable ({montrable(str(raison))})") from None
    if len(octets) < annonces:
        raise Refus("est coupé ou abîmé")
    return octets
