"""Recevoir le registre du site en ligne, avant de publier. La seule étape d'une publication qui va sur le réseau."""

from __future__ import annotations

import os
import re
import socket
from http.client import HTTPException, HTTPMessage, IncompleteRead
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from macros.base.registre import EN_LIGNE, FORME, RECU, Illisible, Registre, lire, recu, retreci
from macros.commandes.annonces import annoncer
from macros.commandes.passage import poser
from macros.commandes.telechargement import dans_le_temps
from macros.lecture.anomalie import montrable
from macros.site.lancer import maison_lue
from macros.sorties.flux import parus_de_longtemps

ADRESSE = re.compile(r"https?://[^/]")
DELAI, DUREE = 30, 120
"""Secondes d'attente d'un signe du serveur, et de toute sa réponse."""
TAILLE_MAX = 20_000_000
INJOIGNABLE = 3
"""Le code de la commande quand le site ne répond pas, ou n'est pas encore là : ce n'est la faute d'aucune fiche."""
ETRANGER = "n’est pas un registre d’articles parus"
AUCUN_NOM = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
"""Ce que répond la résolution quand le nom n'existe pas ; une panne de la résolution répond autre chose."""
PREMIERE = "première publication : PREMIERE=oui ; adresse changée : ANCIENNE=https://…"
PROVISOIRE = "est provisoire ; fixez SITE_URL, et autorite_flux dans data/reseau/identite.yml."
ADRESSE_QUITTEE = "corrigez ANCIENNE, ou retirez-la si le site a déjà quitté cette adresse"
MUET = "un registre est peut-être derrière : mettez d’abord en route ce serveur, même vide, qu’il réponde 404"


class Refus(Exception):
    """Ce que répond l'adresse en ligne, quand ce n'est pas notre registre entier.

    ``vide`` : il est sûr que rien n'y est ; ``muet`` : le site ne répond pas.
    """

    def __init__(
        self, raison: str, conseil: str = "corrigez, ou relancez plus tard", vide: bool = False, muet: bool = False
    ) -> None:
        super().__init__(raison)
        self.conseil, self.vide, self.muet = conseil, vide, muet


def commande_registre(racine: Path) -> int:
    """Reçoit le registre ; rend 1 si ce n'est pas sûr, ``INJOIGNABLE`` s'il n'y avait rien à lire. Alerte s'il a rétréci.

    PREMIERE et ANCIENNE se lisent dans l'environnement, comme SITE_URL : ``make`` exécuterait ce qu'une adresse écrite dans
    une recette contient.
    """
    c = maison_lue(racine).c
    ancienne, premiere = os.environ.get("ANCIENNE", ""), os.environ.get("PREMIERE") == "oui"
    autorite = c.reseau.autorite_flux
    avant, _ = recu(racine, autorite)
    code, ligne = recevoir(racine, c.reseau.site_url, autorite, ancienne, premiere)
    print(ligne)
    if not code and not premiere:
        annoncer(retreci(parus_de_longtemps(c) | avant.identifiants, recu(racine, autorite)[0]))
    return code


def recevoir(racine: Path, site: str, autorite: str, ancienne: str = "", premiere: bool = False) -> tuple[int, str]:
    """Écrit ``RECU`` ; rend 0, ou un autre code sans rien changer, et la ligne qui dit pourquoi.

    ``ancienne`` : l'adresse que le site quitte, dont le registre s'ajoute à celui de ``site`` s'il y en a déjà un : relancée
    après coup, la demande ne perd rien. ``premiere`` : partir de rien, refusé dès qu'un registre peut être en ligne.
    """
    if premiere and ancienne:
        return 1, "Rien n’est publié : PREMIERE part de rien, ANCIENNE reprend un registre ; gardez l’une des deux."
    if premiere and (provisoire := next((v for v in (autorite, site) if ".example" in v), "")):
        return 1, f"Rien n’est publié : {provisoire} {PROVISOIRE}"
    registre = Registre(autorite)
    lus = []
    lieux = [(site, premiere or bool(ancienne))] + ([(ancienne, False)] if ancienne else [])
    for lieu, peut_manquer in lieux:
        adresse = f"{lieu.rstrip('/')}/{EN_LIGNE}"
        try:
            sien, arrivee = _registre(adresse, autorite)
            registre = registre.plus(sien)
            lus.append(adresse if arrivee == adresse else f"{adresse}, qui mène à {montrable(arrivee)}")
        except Refus as refus:
            if refus.vide and peut_manquer:
                continue
            suite = ADRESSE_QUITTEE if refus.vide and ancienne else MUET if refus.muet and premiere else refus.conseil
            relu = not (premiere or ancienne)
            code = INJOIGNABLE if relu and (refus.vide or refus.muet) else 1
            return code, f"Rien n’est publié, le site en ligne reste tel quel : {montrable(adresse)} {refus} ({suite})."
    dits = len(registre.identifiants)
    if premiere and lus:
        return 1, f"Rien n’est publié : {lus[0]} a déjà un registre ({dits} articles parus) ; relancez sans PREMIERE."
    poser(racine, RECU, registre.octets())
    if premiere:
        return 0, f"Première publication : rien n’est encore à {site}, le registre part de rien."
    return 0, f"{dits} article(s) et flux déjà parus, d’après {' et '.join(lus)}."


def _registre(adresse: str, autorite: str) -> tuple[Registre, str]:
    """Rend le registre, et l'adresse où il était : une redirection y a pu mener."""
    octets, arrivee = lire_en_ligne(adresse)
    try:
        registre = lire(octets)
    except Illisible:
        raise Refus("est coupé ou abîmé" if FORME.encode() in octets[:200] else ETRANGER) from None
    if registre.autorite != autorite:
        conseil = "rétablissez autorite_flux dans data/reseau/identite.yml, ou corrigez l’adresse"
        sienne = montrable(registre.autorite)
        raise Refus(f"est le registre d’un autre réseau (« {sienne} », ici « {autorite} »)", conseil)
    if not registre.identifiants:
        raise Refus("est un registre vide, et un site publié y nomme au moins ses flux")
    return registre, arrivee


def lire_en_ligne(adresse: str) -> tuple[bytes, str]:
    """Demande l'adresse et rend (octets, adresse où ils étaient), ou lève ``Refus`` : un serveur qui répond goutte à goutte ne retient personne au-delà de ``DUREE``."""
    if not ADRESSE.match(adresse) or not adresse.isprintable():
        raise Refus("n’est pas une adresse https")
    if (recu := dans_le_temps(lambda _: _demander(adresse), DUREE)) is None:
        raise Refus(f"est injoignable (réponse inachevée après {DUREE} secondes)", muet=True)
    return recu


class _Redirections(HTTPRedirectHandler):
    """Suit une redirection du web, jamais vers une adresse moins sûre ni d'une autre sorte."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not ADRESSE.match(newurl) or urlsplit(newurl).scheme < req.type:
            fp.close()
            raise Refus(f"mène à {montrable(newurl)}, qui n’est pas une adresse https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _demander(adresse: str) -> tuple[bytes, str]:
    try:
        # Une copie gardée en route pourrait être d'avant la dernière publication.
        demande = Request(adresse, headers={"Cache-Control": "no-cache"})
        with build_opener(_Redirections).open(demande, timeout=DELAI) as reponse:
            octets, arrivee = reponse.read(TAILLE_MAX), reponse.url
            annonces = int(reponse.headers.get("Content-Length") or len(octets))
    except HTTPError as erreur:
        erreur.close()
        if erreur.code in (404, 410):
            raise Refus(f"n’existe pas ({erreur.code})", PREMIERE, vide=True) from None
        raise Refus(f"répond une erreur ({erreur.code})", muet=erreur.code >= 500) from None
    except IncompleteRead:
        raise Refus("est coupé ou abîmé") from None
    except (OSError, HTTPException, ValueError) as erreur:
        raison = getattr(erreur, "reason", erreur)
        if isinstance(raison, socket.gaierror) and raison.errno in AUCUN_NOM:
            raise Refus("a un nom qui n’existe pas", PREMIERE, vide=True) from None
        raise Refus(f"est injoignable ({montrable(str(raison))})", muet=isinstance(erreur, OSError)) from None
    if len(octets) < annonces:
        raise Refus("est coupé ou abîmé")
    return octets, arrivee
