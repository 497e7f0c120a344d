"""Recevoir le registre du site en ligne, avant de publier. La seule étape du projet qui va sur le réseau."""

from __future__ import annotations

from http.client import HTTPException, IncompleteRead
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from macros.base.registre import EN_LIGNE, FORME, RECU, Illisible, ecrire, lire
from macros.commandes.passage import poser

DELAI = 30
"""Secondes d'attente."""
TAILLE_MAX = 20_000_000
ABSENT = "n’existe pas (404)"
ETRANGER = "n’est pas un registre d’articles parus"
PREMIERE = "première publication : PREMIERE=oui ; adresse changée : ANCIENNE=https://…"


class Refus(Exception):
    """Ce que répond l'adresse en ligne, quand ce n'est pas notre registre entier. ``vide`` : rien de tel n'y est."""

    def __init__(self, raison: str, vide: bool = False) -> None:
        super().__init__(raison)
        self.vide = vide


def recevoir(racine: Path, site: str, autorite: str, ancienne: str = "", premiere: bool = False) -> tuple[int, str]:
    """Écrit ``RECU`` ; rend 0, ou 1 sans rien changer, et la ligne qui dit pourquoi.

    ``ancienne`` : l'adresse que le site quitte ; ``premiere`` : partir de rien, refusé si un registre répond déjà.
    """
    adresse = f"{(ancienne or site).rstrip('/')}/{EN_LIGNE}"
    try:
        identifiants = _registre(adresse, autorite)
    except Refus as refus:
        if not premiere or not refus.vide:
            suite = PREMIERE if refus.vide else "corrigez, ou relancez plus tard"
            return 1, f"Rien n’est publié, le site en ligne reste tel quel : {adresse} {refus} ({suite})."
        poser(racine, RECU, ecrire(autorite, ()))
        return 0, f"Première publication : {adresse} {refus}, le registre part de rien."
    if premiere:
        dits = len(identifiants)
        return 1, f"Rien n’est publié : {adresse} a déjà un registre ({dits} articles parus) ; relancez sans PREMIERE."
    poser(racine, RECU, ecrire(autorite, identifiants))
    return 0, f"{len(identifiants)} article(s) et flux déjà parus, d’après {adresse}."


def _registre(adresse: str, autorite: str) -> frozenset[str]:
    octets = _lire(adresse)
    try:
        sienne, identifiants = lire(octets)
    except Illisible:
        coupe = FORME.encode() in octets[:200]
        raise Refus("est coupé ou abîmé" if coupe else ETRANGER, vide=not coupe) from None
    if sienne != autorite:
        raise Refus(f"est le registre d’un autre réseau (« {sienne} », ici « {autorite} »)")
    return identifiants


def _lire(adresse: str) -> bytes:
    if urlsplit(adresse).scheme not in ("http", "https"):
        raise Refus("n’est pas une adresse https", vide=True)
    try:
        # Une copie gardée en route pourrait être d'avant la dernière publication.
        with urlopen(Request(adresse, headers={"Cache-Control": "no-cache"}), timeout=DELAI) as reponse:
            octets = reponse.read(TAILLE_MAX)
            annonces = int(reponse.headers.get("Content-Length") or len(octets))
    except HTTPError as erreur:
        if erreur.code in (404, 410):
            raise Refus(ABSENT, vide=True) from None
        raise Refus(f"répond une erreur ({erreur.code})") from None
    except IncompleteRead:
        raise Refus("est coupé ou abîmé") from None
    except (OSError, HTTPException, ValueError) as erreur:
        raise Refus(f"est injoignable ({getattr(erreur, 'reason', erreur)})", vide=True) from None
    if len(octets) < annonces:
        raise Refus("est coupé ou abîmé")
    return octets
