"""La ligne de commande : ``python -m macros verifier``."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

from macros.base.chargement import charger
from macros.base.types import SLUG
from macros.commandes.enregistrer import CHEMIN, enregistrer
from macros.commandes.importer.reprise import importer
from macros.commandes.publier import publier
from macros.fiches.reseau.lecture import lire_identite
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.toutes import verifier
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import schemas
from macros.sorties.donnees.vierge import entree_vierge, fiche_vierge


def main(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend 0 quand tout va bien, 1 sur une anomalie, 2 sur une mauvaise demande."""
    analyseur = argparse.ArgumentParser(prog="python -m macros", description="Base des achats publics responsables.")
    commandes = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")
    commandes.add_parser("verifier", help="contrôle toutes les fiches et toutes les pages")
    commandes.add_parser("publier", help="construit le site dans site/, ou rien")
    commandes.add_parser("enregistrer", help="note au registre ce qui vient de paraître dans les flux")
    nouveau = commandes.add_parser("nouveau", help="écrit une fiche vierge, commentée")
    nouveau.add_argument("genre", choices=["clause", "veille"])
    nouveau.add_argument(
        "slug", help="nom de la fiche : minuscules sans accent, chiffres, tirets ; AAAA-MM-JJ-sujet pour la veille"
    )
    exporter = commandes.add_parser("exporter", help="écrit les données ouvertes et leurs schémas dans un dossier")
    exporter.add_argument("dossier", type=Path)
    reprendre = commandes.add_parser("importer", help="reprend les fiches d'un autre réseau, publiées en JSON")
    reprendre.add_argument("fichiers", type=Path, nargs="+", metavar="FICHIER", help="clauses.json, textes.json…")
    reprendre.add_argument("--appliquer", action="store_true", help="écrit les fiches ; sans cela, montre seulement")
    demande = analyseur.parse_args(arguments)
    racine = Path.cwd()
    match demande.commande:
        case "verifier":
            return commande_verifier(racine)
        case "publier":
            annoncer(identite_provisoire(racine))
            return publier(racine)
        case "enregistrer":
            return commande_enregistrer(racine)
        case "nouveau":
            return commande_nouveau(racine, demande.genre, demande.slug)
        case "importer":
            return commande_importer(racine, demande.fichiers, demande.appliquer)
        case _:
            return commande_exporter(racine, demande.dossier)


def commande_nouveau(racine: Path, genre: str, slug: str) -> int:
    """Écrit une clause (``data/clauses/``) ou une entrée de veille (``docs/veille/AAAA/``) vierge, commentée et valide.

    N'écrase jamais une fiche ; rend 2 quand le nom ne va pas.
    """
    if not SLUG.fullmatch(slug):
        print(
            f"« {slug} » ne peut pas devenir une adresse.\n    → Minuscules sans accent, chiffres et tirets : tri-des-dechets."
        )
        return 2
    base, _ = charger(racine)
    if genre == "veille" and (defaut := _defaut_de_date(slug, base.jour)):
        print(f"« {slug} » : {defaut}\n    → AAAA-MM-JJ-sujet, au jour de l'événement.")
        return 2
    nom = f"data/clauses/{slug}.yml" if genre == "clause" else f"docs/veille/{slug[:4]}/{slug}.md"
    chemin = racine / nom
    if chemin.exists():
        print(f"{nom} existe déjà.\n    → Ouvrez-le, ou choisissez un autre nom.")
        return 2
    clause = genre == "clause"
    texte = (
        fiche_vierge(slug, base, adresse_du_site(racine), base.jour) if clause else entree_vierge(slug, base, base.jour)
    )
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(texte, encoding="utf-8")
    print(f"{nom} est prêt : complétez-le, puis lancez « make verifier ».")
    return 0


def _defaut_de_date(slug: str, aujourdhui: date) -> str:
    """Rend ce qui ne va pas dans la date d'un nom d'entrée, ou une chaîne vide."""
    try:
        jour = date.fromisoformat(slug[:10])
    except ValueError:
        return "le nom ne commence pas par une date."
    if not re.fullmatch(r"-.+", slug[10:]):
        return "le sujet manque après la date."
    return "cette date n'est pas encore passée." if jour > aujourdhui else ""


def commande_enregistrer(racine: Path) -> int:
    """Note au registre les articles de flux parus ; rend 1, sans rien écrire, si une fiche est en faute."""
    from macros.sorties.flux.canaux import identifiants  # import différé : « verifier » n'a pas besoin d'écrire de flux

    base, anomalies = charger(racine)
    erreurs = [a for a in [*anomalies, *verifier(base)] if a.gravite is Gravite.ERREUR]
    if erreurs:
        annoncer(sorted(erreurs))
        print("Rien n'est enregistré : réparez d'abord.")
        return 1
    nouveaux = enregistrer(racine, base, identifiants(base))
    for identifiant in nouveaux:
        print(f"  {identifiant}")
    suite = f" Enregistrez {CHEMIN} dans le dépôt." if nouveaux else ""
    print(f"{len(nouveaux)} nouvel(s) identifiant(s) au registre.{suite}")
    return 0


def commande_exporter(racine: Path, dossier: Path) -> int:
    """Écrit les données ouvertes et leurs schémas dans ``dossier`` ; rend 1, sans rien écrire, si une fiche est en faute."""
    base, anomalies = charger(racine)
    erreurs = [a for a in [*anomalies, *verifier(base)] if a.gravite is Gravite.ERREUR]
    if erreurs:
        annoncer(sorted(erreurs))
        return 1

    def ouvrir(chemin: str) -> BinaryIO:
        cible = dossier / chemin
        cible.parent.mkdir(parents=True, exist_ok=True)
        print(cible)
        return cible.open("wb")

    for chemin, octets in schemas(base).items():
        with ouvrir(chemin) as fichier:
            fichier.write(octets)
    ecrire_donnees(base, _identite(racine), ouvrir)
    return 0


def commande_importer(racine: Path, fichiers: list[Path], appliquer: bool) -> int:
    """Montre ce que la reprise changerait, et l'écrit si ``appliquer`` ; rend 1, sans rien écrire, si quelque chose s'y oppose."""
    bilan = importer(racine, fichiers, appliquer)
    for etat, chemins in (("créée", bilan.creees), ("identique", bilan.identiques)):
        for chemin in chemins:
            print(f"  {etat:<12}{chemin}")
    for chemin, champs in bilan.conflits.items():
        print(f"  {'en conflit':<12}{chemin} : {', '.join(champs)}")
    annoncer([*bilan.alertes, *bilan.refus])
    if bilan.conflits:
        print("Une fiche en conflit existe déjà ici avec un autre contenu : rien n'est fondu.")
        print("    → Comparez les champs nommés, reportez à la main ce qui convient, ou renommez votre fiche.")
    for conseil in bilan.conseils:
        print(f"    → {conseil}")
    comptes = f"{len(bilan.creees)} à créer, {len(bilan.identiques)} identique(s), {len(bilan.conflits)} en conflit"
    print(f"{comptes}, {len(bilan.refus)} refus.")
    if not bilan.admis:
        print("Rien n'est écrit.")
    elif bilan.ecrit:
        print(f"{len(bilan.creees)} fiche(s) écrite(s). Relisez-les, puis lancez « make verifier ».")
    else:
        print("Rien n'est écrit : pour écrire ces fiches, ajoutez --appliquer.")
    return 0 if bilan.admis else 1


def identite_provisoire(racine: Path) -> list[Anomalie]:
    """Rend une alerte par valeur d'identité restée en ``.example`` : « Signaler » et « S'abonner » n'aboutiraient pas."""
    from mkdocs.config import load_config  # import différé : « verifier » n'a pas besoin de MkDocs

    fiche, _ = lire_identite(racine)
    if fiche is None:
        return []  # les contrôles diront pourquoi
    config = load_config(str(racine / "mkdocs.yml"))
    lignes = (racine / "mkdocs.yml").read_text("utf-8").split("\n")

    def ligne(champ: str) -> int:
        return next((n for n, texte in enumerate(lignes, 1) if texte.strip().startswith(f"{champ}:")), 1)

    valeurs = {
        "contact": (fiche.contenu.contact, fiche.position(("contact",))[0]),
        "autorite_flux": (fiche.contenu.autorite_flux, fiche.position(("autorite_flux",))[0]),
        "site_url": (config.site_url, ligne("site_url")),
        "repo_url": (config.repo_url, ligne("repo_url")),
    }
    return [
        Anomalie(
            "mkdocs.yml",
            numero,
            1,
            "identite-provisoire",
            f"« {champ} » vaut encore {valeur}, qui ne mène nulle part",
            "Mettez la valeur du réseau avant d'ouvrir le site au public (SITE_URL et REPO_URL viennent de l'environnement).",
            Gravite.ALERTE,
        )
        for champ, (valeur, numero) in valeurs.items()
        if ".example" in valeur
    ]


def adresse_du_site(racine: Path) -> str:
    """Rend l'adresse publique du site, telle que ``mkdocs.yml`` et l'environnement la donnent."""
    return _identite(racine).site_url


def _identite(racine: Path) -> SimpleNamespace:
    """Rend le nom du réseau et l'adresse du site."""
    from mkdocs.config import load_config  # import différé : « verifier » n'a pas besoin de MkDocs

    config = load_config(str(racine / "mkdocs.yml"))
    fiche, _ = lire_identite(racine)
    return SimpleNamespace(nom=fiche.contenu.nom if fiche else "", site_url=config.site_url)


def commande_verifier(racine: Path) -> int:
    """Affiche toutes les anomalies ; rend 1 s'il y a au moins une erreur."""
    base, anomalies = charger(racine)
    anomalies = sorted([*anomalies, *verifier(base)])
    annoncer(anomalies)
    erreurs = sum(a.gravite is Gravite.ERREUR for a in anomalies)
    fiches = sum(1 for _ in base.par_genre())
    print(
        f"{fiches} fiches et {len(base.pages)} pages lues : {erreurs} erreur(s), {len(anomalies) - erreurs} alerte(s)."
    )
    return 1 if erreurs else 0


def annoncer(anomalies: list[Anomalie]) -> None:
    """Écrit les anomalies ; sous GitHub Actions, aussi en annotations sur les lignes."""
    for anomalie in anomalies:
        print(anomalie)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            niveau = "error" if anomalie.gravite is Gravite.ERREUR else "warning"
            texte = _echapper(f"{anomalie.message} → {anomalie.conseil}")
            fichier = _echapper(anomalie.fichier).replace(":", "%3A").replace(",", "%2C")
            place = f"file={fichier},line={anomalie.ligne},col={anomalie.colonne},title={anomalie.code}"
            print(f"::{niveau} {place}::{texte}")


def _echapper(texte: str) -> str:
    """Rend le texte sans rien que GitHub Actions lirait comme une commande."""
    return texte.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


if __name__ == "__main__":
    sys.exit(main())
