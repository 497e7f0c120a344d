"""La ligne de commande : ``base verifier``, ou ``python -m macros verifier``."""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from macros.commandes.analyseur import Analyseur
from macros.commandes.pannes import sans_trace


def main(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend 0 quand tout va bien, 1 sur une anomalie ou une panne, 2 sur une mauvaise demande."""
    if isinstance(sys.stdout, TextIOWrapper):  # un terminal qui n'est pas en UTF-8 n'arrête pas le contrôle
        sys.stdout.reconfigure(errors="replace")
    return sans_trace(lambda: _executer(arguments))


def _executer(arguments: list[str] | None) -> int:
    analyseur = Analyseur(prog="base", description="Base des achats publics responsables.")
    commandes = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")

    def commande(nom: str, aide: str, module: str = "", parmi: Any = commandes) -> Analyseur:
        """Déclare une commande : ``commande_<nom>`` de ``module``, appelée avec le dossier courant et, par leur nom, ce qui est écrit."""
        neuve: Analyseur = parmi.add_parser(nom, **({"help": aide} if aide else {}))
        neuve.set_defaults(lancer=(module or f"commandes.{nom}", f"commande_{nom}"))
        return neuve

    verifier = commande("verifier", "contrôle toutes les fiches et toutes les pages, ou celles que l'on nomme")
    verifier.add_argument("fichiers", type=Path, nargs="*", metavar="FICHIER", help="data/clauses/mon-sujet.yml…")
    commande(
        "essayer", "juge le contenu par ce que le réseau en attend, dans data/essais", "commandes.essayer.commande"
    )
    commande("ranger", "récrit chaque fiche dans la forme du projet, sans changer ce qu'elle dit")
    commande("publier", "construit le site dans site/, ou rien")
    servir = commande("servir", "sert le site sur 127.0.0.1, et le reconstruit à chaque changement", "site.lancer")
    servir.add_argument("port", type=_port, nargs="?", default=8000, metavar="PORT", help="8000 d'office")
    construire = commande("construire", "", "site.lancer")  # ce que « publier » lance à part
    construire.add_argument("dossier", type=Path)
    commande(
        "registre",
        "reçoit de SITE_URL le registre des articles parus ; PREMIERE=oui part de rien, ANCIENNE=https://… ajoute"
        " celui de l'adresse que le site quitte",
    )
    commande("liens", "rouvre chaque adresse extérieure ; demande le réseau, et du temps")
    commande(
        "schemas", "écrit ce que l'éditeur lit, hors ligne, pour compléter et souligner une fiche", "commandes.editeur"
    )
    nouveau = commande("nouveau", "écrit une fiche vierge, commentée")
    nouveau.add_argument(
        "nom_de_genre", metavar="GENRE", help="clause, veille, structure… ; un nom inconnu donne la liste"
    )
    nouveau.add_argument(
        "slug",
        metavar="NOM",
        help="nom de la fiche : minuscules sans accent, chiffres, tirets ; AAAA-MM-JJ-sujet pour la veille",
    )
    renommer = commande("renommer", "renomme une fiche, et la récrit partout où elle est nommée", "commandes.entretien")
    retirer = commande("retirer", "retire une fiche : sa page reste et dit pourquoi", "commandes.entretien")
    for action, suite in ((renommer, ("ANCIEN", "NOUVEAU")), (retirer, ("NOM", "RAISON"))):
        action.add_argument("nom_de_genre", metavar="GENRE")
        for mot in suite:
            action.add_argument(mot.lower(), metavar=mot)
    recevoir = commande(
        "recevoir",
        "met à leur place les fiches et les corrections reçues, et écrit la réponse à renvoyer",
        "commandes.recevoir.commande",
    )
    recevoir.add_argument("fichier", type=Path, metavar="FICHIER", help="le .yml reçu, ou le courriel : .eml, .txt")
    frere = commande(
        "reseau",
        "écrit le dossier d'un réseau frère, prêt à publier, à partir de celui-ci",
        "commandes.reseau.commande",
    )
    frere.add_argument("dossier", type=Path, metavar="DOSSIER", help="où l'écrire ; neuf")
    for option, aide in (
        ("--nom", "nom court du réseau"),
        ("--region", "sa région"),
        ("--departements", "codes des départements : 22,29,35,56"),
        ("--couleurs", "marque et accent : '#5b2a86,#ffd166'"),
        ("--contact", "adresse de fonction"),
        ("--autorite", "domaine et année des flux, à ne plus jamais changer : achats.bzh,2027"),
    ):
        frere.add_argument(option, required=True, metavar="…", help=aide)
    frere.add_argument("--forge", required=True, choices=("github", "gitlab", "forgejo"), help="qui tient son dépôt")
    frere.add_argument(
        "--roue",
        metavar="…",
        help="adresse du moteur et son empreinte : https://…whl#sha256=… ; d'office, celui qui tourne",
    )
    exporter = commande("exporter", "écrit les données ouvertes et leurs schémas dans un dossier")
    exporter.add_argument("dossier", type=Path, metavar="DOSSIER", help="où les écrire")
    changements = commande("changements", "dit ce qui change d'un site bâti à l'autre, pour qui relit")
    changements.add_argument("avant", type=Path, metavar="AVANT", help="le site d'avant la demande")
    changements.add_argument("apres", type=Path, metavar="APRES", help="celui qu'elle donnerait")
    reprendre = commande("reprendre", "reprend les fiches qu'un autre réseau publie", "commandes.reprendre.commande")
    reprendre.add_argument(
        "adresse", metavar="ADRESSE", help="https://… de son site, ou un dossier qui contient donnees/"
    )
    reprendre.add_argument(
        "quoi", nargs="?", metavar="GENRE[:NOM]", help="clauses, ou clauses:arrosage ; d'office, tout"
    )
    reprendre.add_argument("--essai", action="store_true", help="montre ce qui changerait, sans rien écrire")
    relecture = commandes.add_parser(
        "relecture", help="donne des clauses à relire à des juristes, et reprend leurs avis"
    )
    actions = relecture.add_subparsers(dest="action", required=True, metavar="ACTION")
    preparer = commande(
        "preparer", "écrit un document Word par clause à relire", "commandes.relecture.preparer", parmi=actions
    )
    preparer.add_argument("dossier", type=Path, metavar="DOSSIER", help="où les écrire ; neuf")
    preparer.add_argument(
        "slugs",
        nargs="*",
        metavar="NOM",
        help="clauses à relire ; d'office, vingt : d'abord celles que personne n'a lues dans leur version d'aujourd'hui, une"
        " par famille d'achat puis une seconde, et de chaque famille celle qui a le plus de pénalités et de lignes notées",
    )
    rapporter = commande(
        "rapporter",
        "ajoute à sa fiche la lecture qu'un de ces documents, rempli, rapporte",
        "commandes.relecture.rapporter",
        parmi=actions,
    )
    rapporter.add_argument("fichier", type=Path, metavar="FICHIER", help="le document rempli, en .docx")
    droit = commandes.add_parser(
        "droit", help="relève le droit consolidé, et dit ce qui a changé et quelles fiches le citent"
    )
    actions_du_droit = droit.add_subparsers(dest="action", required=True, metavar="ACTION")
    relever = commande(
        "relever", "lit une source et écrit les articles suivis, en JSON", "commandes.droit", parmi=actions_du_droit
    )
    relever.add_argument(
        "source", type=Path, metavar="SOURCE", help="archive LEGI (.tar.gz) ou dossier, ou un code en Markdown"
    )
    relever.add_argument("fichier", type=Path, metavar="FICHIER", help="le relevé à écrire")
    relever.add_argument(
        "--sur", type=Path, metavar="AVANT", help="le relevé plus ancien que ces incréments mettent à jour"
    )
    veiller = commande(
        "veiller",
        "chaque semaine : lit ce qui a paru depuis la dernière fois, et écrit la demande à relire",
        parmi=actions_du_droit,
    )
    veiller.add_argument("sortie", type=Path, metavar="SORTIE", help="où écrire la demande et la page")
    for action in (relever, veiller):
        action.add_argument(
            "--sans-increment",
            dest="sans",
            type=date.fromisoformat,
            action="append",
            default=[],
            metavar="AAAA-MM-JJ",
            help="un jour où la DILA n'a rien publié ; se répète",
        )
    comparer = commande(
        "comparer", "compare deux relevés : page, demande et changements", "commandes.droit", parmi=actions_du_droit
    )
    comparer.add_argument("avant", type=Path, metavar="AVANT", help="le relevé le plus ancien")
    comparer.add_argument("apres", type=Path, metavar="APRES", help="le plus récent")
    comparer.add_argument("--sortie", type=Path, default=Path(), metavar="D", help="dossier où écrire ; ici d'office")
    demande = vars(analyseur.parse_args(arguments))
    # Chaque commande ne charge que ce dont elle se sert : un contrôle n'attend ni MkDocs, ni ce qui écrit du Word.
    module, fonction = demande.pop("lancer")
    options = {nom: valeur for nom, valeur in demande.items() if nom not in ("commande", "action")}
    code: int = getattr(import_module(f"macros.{module}"), fonction)(Path.cwd(), **options)
    return code


def _port(ecrit: str) -> int:
    """Rend le port écrit, ou lève ``ValueError`` ; ceux d'avant 1024 sont au système."""
    if (port := int(ecrit)) not in range(1024, 65536):
        raise ValueError
    return port


if __name__ == "__main__":
    sys.exit(main())
