"""La ligne de commande : ``base verifier``, ou ``python -m macros verifier``."""

from __future__ import annotations

import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path

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
    verifier = commandes.add_parser(
        "verifier", help="contrôle toutes les fiches et toutes les pages, ou celles que l'on nomme"
    )
    verifier.add_argument("fichiers", type=Path, nargs="*", metavar="FICHIER", help="data/clauses/mon-sujet.yml…")
    commandes.add_parser("essayer", help="juge le contenu par ce que le réseau en attend, dans data/essais")
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
    commandes.add_parser(
        "schemas", help="écrit ce que l'éditeur lit, hors ligne, pour compléter et souligner une fiche"
    )
    nouveau = commandes.add_parser("nouveau", help="écrit une fiche vierge, commentée")
    nouveau.add_argument("genre", metavar="GENRE", help="clause, veille, structure… ; un nom inconnu donne la liste")
    nouveau.add_argument(
        "slug",
        metavar="NOM",
        help="nom de la fiche : minuscules sans accent, chiffres, tirets ; AAAA-MM-JJ-sujet pour la veille",
    )
    renommer = commandes.add_parser("renommer", help="renomme une fiche, et la récrit partout où elle est nommée")
    retirer = commandes.add_parser("retirer", help="retire une fiche : sa page reste et dit pourquoi")
    for action, suite in ((renommer, ("ANCIEN", "NOUVEAU")), (retirer, ("NOM", "RAISON"))):
        for mot in ("GENRE", *suite):
            action.add_argument(mot.lower(), metavar=mot)
    recevoir = commandes.add_parser(
        "recevoir", help="met à leur place les fiches et les corrections reçues, et écrit la réponse à renvoyer"
    )
    recevoir.add_argument("fichier", type=Path, metavar="FICHIER", help="le .yml reçu, ou le courriel : .eml, .txt")
    frere = commandes.add_parser(
        "reseau", help="écrit le dossier d'un réseau frère, prêt à publier, à partir de celui-ci"
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
    exporter = commandes.add_parser("exporter", help="écrit les données ouvertes et leurs schémas dans un dossier")
    exporter.add_argument("dossier", type=Path, metavar="DOSSIER", help="où les écrire")
    reprendre = commandes.add_parser("reprendre", help="reprend les fiches qu'un autre réseau publie")
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
    preparer = actions.add_parser("preparer", help="écrit un document Word par clause à relire")
    preparer.add_argument("dossier", type=Path, metavar="DOSSIER", help="où les écrire ; neuf")
    preparer.add_argument(
        "slugs",
        nargs="*",
        metavar="NOM",
        help="clauses à relire ; d'office, vingt : d'abord celles que personne n'a lues dans leur version d'aujourd'hui, une"
        " par famille d'achat puis une seconde, et de chaque famille celle qui a le plus de pénalités et de lignes notées",
    )
    rapporter = actions.add_parser(
        "rapporter", help="ajoute à sa fiche la lecture qu'un de ces documents, rempli, rapporte"
    )
    rapporter.add_argument("fichier", type=Path, metavar="FICHIER", help="le document rempli, en .docx")
    droit = commandes.add_parser(
        "droit", help="relève le droit consolidé, et dit ce qui a changé et quelles fiches le citent"
    )
    actions_du_droit = droit.add_subparsers(dest="action", required=True, metavar="ACTION")
    relever = actions_du_droit.add_parser("relever", help="lit une source et écrit les articles suivis, en JSON")
    relever.add_argument(
        "source", type=Path, metavar="SOURCE", help="archive LEGI (.tar.gz) ou dossier, ou un code en Markdown"
    )
    relever.add_argument("fichier", type=Path, metavar="FICHIER", help="le relevé à écrire")
    relever.add_argument(
        "--sur", type=Path, metavar="AVANT", help="le relevé plus ancien que ces incréments mettent à jour"
    )
    veiller = actions_du_droit.add_parser(
        "veiller", help="chaque semaine : lit ce qui a paru depuis la dernière fois, et écrit la demande à relire"
    )
    veiller.add_argument("sortie", type=Path, metavar="SORTIE", help="où écrire la demande et la page")
    for action in (relever, veiller):
        action.add_argument(
            "--sans-increment",
            type=date.fromisoformat,
            action="append",
            default=[],
            metavar="AAAA-MM-JJ",
            help="un jour où la DILA n'a rien publié ; se répète",
        )
    comparer = actions_du_droit.add_parser("comparer", help="compare deux relevés : page, demande et changements")
    comparer.add_argument("avant", type=Path, metavar="AVANT", help="le relevé le plus ancien")
    comparer.add_argument("apres", type=Path, metavar="APRES", help="le plus récent")
    comparer.add_argument("--sortie", type=Path, default=Path(), metavar="D", help="dossier où écrire ; ici d'office")
    demande = analyseur.parse_args(arguments)
    racine = Path.cwd()
    # Chaque commande ne charge que ce dont elle se sert : un contrôle n'attend ni MkDocs, ni ce qui écrit du Word.
    match demande.commande:
        case "verifier":
            from macros.commandes.verifier import commande_verifier

            return commande_verifier(racine, demande.fichiers)
        case "essayer":
            from macros.commandes.essayer.commande import commande_essayer

            return commande_essayer(racine)
        case "ranger":
            from macros.commandes.ranger import commande_ranger

            return commande_ranger(racine)
        case "publier":
            from macros.commandes.publier import commande_publier

            return commande_publier(racine)
        case "servir":
            from macros.site.lancer import servir as lancer

            return lancer(racine, demande.port)
        case "construire":
            from macros.site.lancer import construire as lancer_la_construction

            return lancer_la_construction(racine, demande.dossier)
        case "registre":
            from macros.commandes.registre import commande_registre
            from macros.site.lancer import maison_lue

            return commande_registre(racine, maison_lue(racine).c)
        case "liens":
            from macros.commandes.liens import commande_liens

            return commande_liens(racine)
        case "schemas":
            from macros.commandes.editeur import commande_schemas

            return commande_schemas(racine)
        case "nouveau":
            from macros.commandes.nouveau import commande_nouveau

            return commande_nouveau(racine, demande.genre, demande.slug)
        case "renommer":
            from macros.commandes.entretien import commande_renommer

            return commande_renommer(racine, demande.genre, demande.ancien, demande.nouveau)
        case "retirer":
            from macros.commandes.entretien import commande_retirer

            return commande_retirer(racine, demande.genre, demande.nom, demande.raison)
        case "recevoir":
            from macros.commandes.recevoir.commande import commande_recevoir

            return commande_recevoir(racine, demande.fichier)
        case "reseau":
            from macros.commandes.reseau.commande import Demande, commande_reseau

            return commande_reseau(racine, Demande(**{n: v for n, v in vars(demande).items() if n != "commande"}))
        case "relecture" if demande.action == "preparer":
            from macros.commandes.relecture.preparer import commande_preparer

            return commande_preparer(racine, demande.dossier, demande.slugs)
        case "relecture":
            from macros.commandes.relecture.rapporter import commande_rapporter

            return commande_rapporter(racine, demande.fichier)
        case "droit" if demande.action == "relever":
            from macros.commandes.droit import commande_relever

            return commande_relever(racine, demande.source, demande.fichier, demande.sans_increment, demande.sur)
        case "droit" if demande.action == "veiller":
            from macros.commandes.veiller import commande_veiller

            return commande_veiller(racine, demande.sortie, demande.sans_increment)
        case "droit":
            from macros.commandes.droit import commande_comparer

            return commande_comparer(racine, demande.avant, demande.apres, demande.sortie)
        case "reprendre":
            from macros.commandes.reprendre.commande import commande_reprendre

            return commande_reprendre(racine, demande.adresse, demande.quoi, demande.essai)
        case _:
            from macros.commandes.exporter import commande_exporter

            return commande_exporter(racine, demande.dossier)


def _port(ecrit: str) -> int:
    """Rend le port écrit, ou lève ``ValueError`` ; ceux d'avant 1024 sont au système."""
    if (port := int(ecrit)) not in range(1024, 65536):
        raise ValueError
    return port


if __name__ == "__main__":
    sys.exit(main())
