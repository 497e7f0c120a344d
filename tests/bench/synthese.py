"""Un projet de synthèse : ``python -m tests.bench.synthese N DOSSIER [--markdown] [--projet PROJET]``.

Copie PROJET, celui-ci d'office, dans DOSSIER avec N clauses valides et toutes différentes, et N/10 entrées de veille. Même
graine, mêmes octets. Avec ``--markdown``, écrit les mêmes pages en Markdown pour Material seul, hors de la navigation : le témoin.
"""

import argparse
import copy
import random
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import yaml
from markdownify import markdownify

from macros.site.maison import Maison
from tests.fabrique.reperes import RACINE
from tests.invente import en_yaml

GRAINE = 20260821
PREMIER_JOUR = date(2009, 1, 1)
ACTIONS = (
    "Réduction",
    "Suivi",
    "Contrôle",
    "Maîtrise",
    "Prévention",
    "Mesure",
    "Limitation",
    "Organisation",
    "Amélioration",
    "Planification",
)
OBJETS = (
    "des emballages",
    "des consommations d’eau",
    "des déplacements",
    "des déchets",
    "des émissions",
    "du bruit",
    "des produits dangereux",
    "des pertes",
    "des retours",
    "des consommables",
)
CADRES = (
    "pendant les livraisons",
    "dans les bâtiments scolaires",
    "sur le chantier",
    "dans les bureaux",
    "lors des interventions",
    "pendant la maintenance",
    "à la réception",
    "en fin de marché",
    "dans les ateliers",
    "lors des événements",
)


def synthetiser(nombre: int, source: Path, dossier: Path) -> None:
    """Écrit le projet de synthèse tiré de ``source`` dans ``dossier`` (créé ; refusé s'il n'est pas vide)."""
    _preparer(dossier)
    for nom in ("data", "docs", "macros", "overrides"):
        shutil.copytree(source / nom, dossier / nom, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(source / "mkdocs.yml", dossier)
    # La base de synthèse publie depuis quinze ans, comme ses événements : ses flux n'en gardent que les douze derniers mois.
    couverture = yaml.safe_load((dossier / "data/couverture.yml").read_text("utf-8"))
    couverture.pop("mois_courts", None)  # quinze ans d'événements tirés au sort : des mois n'en ont pas trois
    _ecrire(dossier / "data/couverture.yml", {**couverture, "premiere_publication": PREMIER_JOUR})
    _sans_objets(dossier)
    hasard = random.Random(GRAINE)
    clauses = sorted((source / "data/clauses").rglob("*.yml"))
    modeles = [yaml.safe_load(f.read_text("utf-8")) for f in clauses]
    segments = list(yaml.safe_load((source / "data/vocabulaires/segments.yml").read_text("utf-8"))["valeurs"])
    for numero in range(nombre):
        _ecrire(dossier / f"data/clauses/synthese-{numero:05d}.yml", _clause(hasard, numero, modeles, segments))
    veilles = sorted((source / "docs/veille").glob("2*/*.md"))
    for numero in range(nombre // 10):
        _veille(hasard, numero, hasard.choice(veilles), dossier)


def _sans_objets(dossier: Path) -> None:
    """Ôte aux types de clause leur rôle, et aux objets qui cède : des copies d'une même clause se redisent toutes."""
    natures, objets = (dossier / f"data/vocabulaires/{nom}.yml" for nom in ("natures", "objets"))
    for fichier, champs in ((natures, ("role",)), (objets, ("ordre", "ensemble", "seule"))):
        lu = yaml.safe_load(fichier.read_text("utf-8"))
        for valeur in lu["valeurs"].values():
            for champ in champs:
                valeur.pop(champ, None)
        _ecrire(fichier, lu)


def _clause(hasard: random.Random, numero: int, modeles: list[dict], segments: list[str]) -> dict:
    """Rend une clause tirée d'une vraie : autre titre, autres familles, autres valeurs, dispositions mêlées."""
    clause = copy.deepcopy(hasard.choice(modeles))
    sujet = f"{hasard.choice(ACTIONS)} {hasard.choice(OBJETS)} {hasard.choice(CADRES)}"
    clause["titre"] = f"{sujet}, cas {numero}"
    clause["resume"] = f"{sujet} : le titulaire s’engage sur un résultat, le mesure et le prouve (cas {numero})."
    clause["segments"] = sorted(hasard.sample(segments, hasard.choice((1, 1, 2))))
    clause["statut"] = "publie"
    clause.pop("liens", None)
    ordre = list(clause["dispositions"])
    hasard.shuffle(ordre)
    clause["dispositions"] = ordre
    # Une valeur partagée est la même partout ; une sanction reste à la mesure de ce que son manquement épargne.
    liees = " ".join(f"{d.get('montant')} {d.get('economie')}" for d in ordre).split()
    for nom, variable in clause.get("variables", {}).items():
        if "partagee" in variable or nom in liees:
            continue
        if all(isinstance(variable.get(nom), int) for nom in ("defaut", "min", "max")):
            variable["defaut"] = hasard.randint(variable["min"], variable["max"])
    return clause


def _veille(hasard: random.Random, numero: int, modele: Path, dossier: Path) -> None:
    en_tete, corps = modele.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
    entree = yaml.safe_load(en_tete)
    # Quinze années d'événements : chaque édition reste sous trente minutes de lecture.
    jour = PREMIER_JOUR + timedelta(days=hasard.randrange(15 * 365))
    entree.update(
        titre=f"Événement de synthèse {numero} : {hasard.choice(ACTIONS).lower()} {hasard.choice(OBJETS)}",
        date=jour,
        publie_le=jour,
    )
    if "en_vigueur_le" in entree:
        entree["en_vigueur_le"] = jour
    for champ in ("texte", "fait_suite_a", "changements"):
        entree.pop(champ, None)
    if "sans_adresse" not in entree:  # le texte ôté donnait l'adresse officielle
        entree["sources"].append({"titre": "Légifrance", "url": "https://www.legifrance.gouv.fr/"})
    chemin = dossier / f"docs/veille/{jour.year}/{jour.isoformat()}-synthese-{numero:05d}.md"
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(f"---\n{en_yaml(entree)}---\n{corps}", "utf-8")


def _ecrire(chemin: Path, valeurs: dict) -> None:
    chemin.write_text(en_yaml(valeurs), "utf-8")


def temoin(projet: Path, dossier: Path) -> int:
    """Écrit en Markdown, pour Material seul, les pages du projet ``projet`` ; rend leur nombre."""
    _preparer(dossier)
    maison = Maison(projet, "https://exemple.test/")
    for source, rendre in maison.pages.items():
        page = rendre(maison.contexte("../" * source.count("/")))
        cible = dossier / "docs" / source.replace("/index.md", ".md")
        cible.parent.mkdir(parents=True, exist_ok=True)
        cible.write_text(markdownify(str(page.html), heading_style="ATX"), "utf-8")
    (dossier / "docs" / "index.md").write_text("# Témoin\n", "utf-8")
    (dossier / "mkdocs.yml").write_text(
        "site_name: Témoin\nsite_url: https://exemple.test/\ntheme:\n  name: material\n  language: fr\n  font: false\n"
        "nav:\n  - index.md\nnot_in_nav: |\n  /**\n"
        "validation:\n  links: {absolute_links: ignore, unrecognized_links: ignore, anchors: ignore}\n",
        "utf-8",
    )
    return len(maison.pages)


def _preparer(dossier: Path) -> None:
    if dossier.exists() and any(dossier.iterdir()):
        raise SystemExit(f"{dossier} n'est pas vide : choisissez un autre dossier.")
    dossier.mkdir(parents=True, exist_ok=True)


def main() -> int:
    """Lit la ligne de commande et écrit le projet demandé."""
    analyseur = argparse.ArgumentParser(prog="python -m tests.bench.synthese", description=__doc__)
    analyseur.add_argument("nombre", type=int, metavar="N")
    analyseur.add_argument("dossier", type=Path, metavar="DOSSIER")
    analyseur.add_argument("--markdown", action="store_true", help="écrit le témoin Markdown à la place")
    analyseur.add_argument("--projet", type=Path, default=RACINE, help="celui dont on part ; celui-ci d'office")
    demande = analyseur.parse_args()
    if not demande.markdown:
        synthetiser(demande.nombre, demande.projet, demande.dossier)
        return 0
    projet = demande.dossier.with_name(f"{demande.dossier.name}.projet")
    synthetiser(demande.nombre, demande.projet, projet)
    print(f"{temoin(projet, demande.dossier)} pages en Markdown.")
    shutil.rmtree(projet)
    return 0


if __name__ == "__main__":
    sys.exit(main())
