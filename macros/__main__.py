"""La ligne de commande : ``python -m macros verifier``."""

from __future__ import annotations

import gc
import logging
import os
import re
import socket
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from macros.commandes.analyseur import Analyseur
from macros.commandes.annonces import annoncer, identite_provisoire
from macros.commandes.importer.reprise import importer
from macros.commandes.liens import commande_liens
from macros.commandes.nouveau import commande_nouveau
from macros.commandes.pannes import sans_trace
from macros.commandes.publier import publier
from macros.commandes.ranger import ranger_fiches
from macros.commandes.registre import commande_registre
from macros.fiches.liste import GENRES
from macros.lecture.anomalie import montrable
from macros.lecture.environnement import environnement
from macros.site.maison import Maison
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import schemas


def main(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend 0 quand tout va bien, 1 sur une anomalie ou une panne, 2 sur une mauvaise demande.

    « registre » rend 3 quand le site en ligne ne répond pas.
    """
    if isinstance(sys.stdout, TextIOWrapper):  # un terminal qui n'est pas en UTF-8 n'arrête pas le contrôle
        sys.stdout.reconfigure(errors="replace")
    return sans_trace(lambda: _executer(arguments))


def _executer(arguments: list[str] | None) -> int:
    analyseur = Analyseur(prog="python -m macros", description="Base des achats publics responsables.")
    commandes = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")
    commandes.add_parser("verifier", help="contrôle toutes les fiches et toutes les pages")
    commandes.add_parser("ranger", help="récrit chaque fiche dans la forme du projet, sans changer ce qu'elle dit")
    commandes.add_parser("publier", help="construit le site dans site/, ou rien")
    servir = commandes.add_parser("servir", help="sert le site sur 127.0.0.1, et le reconstruit à chaque changement")
    servir.add_argument("port", type=_port, nargs="?", default=8000, metavar="PORT", help="8000 d'office")
    construire = commandes.add_parser("construire")  # ce que « publier » lance à part
    construire.add_argument("dossier", type=Path)
    commandes.add_parser(
        "registre",
        help="reçoit de SITE_URL le registre des articles parus ; PREMIERE=oui part de rien, ANCIENNE=https://… ajoute"
        " celui de l'adresse que le site quitte",
    )
    commandes.add_parser("liens", help="rouvre chaque adresse extérieure ; demande le réseau, et du temps")
    nouveau = commandes.add_parser("nouveau", help="écrit une fiche vierge, commentée")
    nouveau.add_argument("genre", metavar="GENRE", help="clause, veille, structure… ; un nom inconnu donne la liste")
    nouveau.add_argument(
        "slug",
        metavar="NOM",
        help="nom de la fiche : minuscules sans accent, chiffres, tirets ; AAAA-MM-JJ-sujet pour la veille",
    )
    exporter = commandes.add_parser("exporter", help="écrit les données ouvertes et leurs schémas dans un dossier")
    exporter.add_argument("dossier", type=Path, metavar="DOSSIER", help="où les écrire")
    reprendre = commandes.add_parser("importer", help="reprend les fiches d'un autre réseau, publiées en JSON")
    reprendre.add_argument("fichiers", type=Path, nargs="+", metavar="FICHIER", help="clauses.json, textes.json…")
    reprendre.add_argument("--appliquer", action="store_true", help="écrit les fiches ; sans cela, montre seulement")
    demande = analyseur.parse_args(arguments)
    racine = Path.cwd()
    match demande.commande:
        case "verifier":
            return commande_verifier(racine)
        case "ranger":
            return commande_ranger(racine)
        case "publier":
            c = maison_publiee(racine).c
            annoncer(identite_provisoire(racine, c))
            return publier(racine, site_url=c.reseau.site_url)
        case "servir":
            return commande_servir(racine, demande.port)
        case "construire":
            return commande_construire(racine, demande.dossier)
        case "registre":
            return commande_registre(racine, maison_publiee(racine).c)
        case "liens":
            return commande_liens(racine)
        case "nouveau":
            return commande_nouveau(racine, maison_publiee(racine).c, demande.genre, demande.slug)
        case "importer":
            return commande_importer(racine, demande.fichiers, demande.appliquer)
        case _:
            return commande_exporter(racine, demande.dossier)


def _port(ecrit: str) -> int:
    """Rend le port écrit, ou lève ``ValueError`` ; ceux d'avant 1024 sont au système."""
    if (port := int(ecrit)) not in range(1024, 65536):
        raise ValueError
    return port


ADRESSE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[\w.~%/-]*)?", re.ASCII)


def juger_l_environnement(racine: Path) -> None:
    """Arrête la commande, en français, sur ce que ``mkdocs.yml`` ne doit pas prendre à l'environnement, ou n'y trouverait pas juste."""
    if anomalies := [*environnement(racine)]:
        annoncer(anomalies)
        raise SystemExit(1)
    for nom in ("SITE_URL", "REPO_URL"):
        if not ADRESSE.fullmatch(valeur := os.environ.get(nom, "https://exemple.fr/")):
            raise SystemExit(
                f"{nom} vaut « {montrable(valeur)} », qui n'est pas une adresse. → Écrivez https://…, ou retirez {nom}."
            )


def maison_publiee(racine: Path) -> Maison:
    """Rend la maison, avec l'adresse du site et celle du dépôt que donnent ``mkdocs.yml`` et l'environnement."""
    juger_l_environnement(racine)
    from mkdocs.config import load_config  # import différé : « verifier » n'a pas besoin de MkDocs

    config = load_config(str(racine / "mkdocs.yml"))
    return Maison(racine, config.site_url or "", config.repo_url or "")


def commande_construire(racine: Path, dossier: Path) -> int:
    """Construit le site strict dans ``dossier``."""
    juger_l_environnement(racine)

    def admettre(ligne: logging.LogRecord) -> bool:
        """Tait ce que MkDocs dit, en anglais, d'une panne du système : une ligne la dira en français."""
        return not isinstance(sys.exc_info()[1], OSError)

    for nom in ("commands.build", "plugins"):
        logging.getLogger(f"mkdocs.{nom}").addFilter(admettre)
    _lancer_mkdocs("build", "--strict", "--site-dir", str(dossier))
    return 0


def _lancer_mkdocs(*arguments: str) -> None:
    """Lance une commande de MkDocs, qui lève son ``Abort`` quand il renonce, et ``KeyboardInterrupt`` quand on l'arrête."""
    from click import Abort  # imports différés : « verifier » n'a pas besoin de MkDocs
    from mkdocs.__main__ import cli

    try:
        cli(arguments, standalone_mode=False)
    except Abort:  # ce que click fait d'un Ctrl-C
        raise KeyboardInterrupt from None


def commande_servir(racine: Path, port: int) -> int:
    """Sert le site, et le reconstruit à chaque changement."""
    juger_l_environnement(racine)
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        conseil = "Arrêtez ce qui s'en sert, ou prenez-en un autre : .venv/bin/python -m macros servir 8001"
        raise SystemExit(f"Le port {port} n'est pas libre. → {conseil}") from None
    from mkdocs.exceptions import Abort

    try:
        _lancer_mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload")
    except Abort as renonce:  # nos crochets ont dit pourquoi ; reste leur compte
        print(f"{renonce}")
        return 1
    return 0


def commande_verifier(racine: Path) -> int:
    """Affiche toutes les anomalies ; rend 1 s'il y a au moins une erreur."""
    gc.disable()  # ce qui se lit reste jusqu’au bout : le ramasse-miettes le parcourrait pour rien
    maison = Maison(racine)
    plus = [*environnement(racine)]
    annoncer([*maison.anomalies, *plus])
    erreurs, fiches = len(maison.erreurs) + len(plus), sum(1 for _ in maison.c.par_genre())
    alertes = len(maison.anomalies) - len(maison.erreurs)
    print(f"{fiches} fiches et {len(maison.c.pages)} pages lues : {erreurs} erreur(s), {alertes} alerte(s).")
    return 1 if erreurs else 0


def commande_ranger(racine: Path) -> int:
    """Récrit les fiches qui ne sont pas rangées et les nomme ; rend 1 si l'une d'elles ne se lit pas."""
    rangees, anomalies = ranger_fiches(racine, GENRES)
    for fichier in rangees:
        print(f"  {fichier}")
    annoncer(anomalies)
    print(f"{len(rangees)} fiche(s) rangée(s).")
    return 1 if anomalies else 0


def commande_exporter(racine: Path, dossier: Path) -> int:
    """Écrit les données ouvertes et leurs schémas dans ``dossier`` ; rend 1, sans rien écrire, si une fiche est en faute.

    Chaque fiche porte l'adresse de ce site : qui la reprend la citerait sous une adresse réservée, qui n'existe pas.
    """
    maison = maison_publiee(racine)
    if ".example" in (site := maison.c.reseau.site_url):
        print(
            f"Rien n'est écrit : les fiches renverraient à {site}, qui n'existe pas. → Fixez SITE_URL, l'adresse du site."
        )
        return 1
    if maison.erreurs:
        annoncer(maison.erreurs)
        return 1

    def ouvrir(chemin: str) -> BinaryIO:
        cible = dossier / chemin
        cible.parent.mkdir(parents=True, exist_ok=True)
        print(cible)
        return cible.open("wb")

    for chemin, produire in schemas(maison.c).items():
        with ouvrir(chemin) as fichier:
            fichier.write(produire())
    ecrire_donnees(maison.c, ouvrir)
    return 0


def commande_importer(racine: Path, fichiers: list[Path], appliquer: bool) -> int:
    """Montre ce que la reprise changerait, et l'écrit si ``appliquer`` ; rend 1, sans rien écrire, si quelque chose s'y oppose."""
    bilan = importer(racine, fichiers, appliquer)
    etats = (("créée", bilan.creees), ("mise à jour", bilan.mises_a_jour), ("identique", bilan.identiques))
    for etat, chemins in etats:
        for chemin in chemins:
            print(f"  {etat:<12}{chemin}")
    for chemin, champs in bilan.conflits.items():
        print(f"  {'en conflit':<12}{chemin} : {', '.join(champs)}")
    annoncer([*bilan.alertes, *bilan.refus])
    if bilan.conflits:
        print(
            "Une fiche en conflit est d'ici, d'un autre réseau, ou retouchée ici depuis sa reprise : elle reste telle quelle."
        )
        print(
            "    → Comparez les champs nommés et reportez à la main ce qui convient. Les autres fiches s'écrivent sans elle."
        )
    for conseil in bilan.conseils:
        print(f"    → {conseil}")
    comptes = (
        f"{len(bilan.creees)} à créer, {len(bilan.mises_a_jour)} à mettre à jour, {len(bilan.identiques)} identique(s)"
    )
    print(f"{comptes}, {len(bilan.conflits)} en conflit, {len(bilan.refus)} refus.")
    if not bilan.admis:
        print("Rien n'est écrit.")
    elif not bilan.textes:
        print("Il n'y a rien à écrire.")
    elif bilan.ecrit:
        print(f"{len(bilan.textes)} fiche(s) écrite(s). Relisez-les, puis lancez « make verifier ».")
    else:
        print("Rien n'est écrit : pour écrire ces fiches, ajoutez --appliquer.")
    return 0 if bilan.admis else 1


if __name__ == "__main__":
    sys.exit(main())
