"""Le petit projet valide : une fiche de chaque genre, que les essais cassent."""

import shutil
from datetime import date
from pathlib import Path

from macros.base.base import Base
from tests.fabrique.donnees import vierge_de
from tests.fabrique.lecture import anomalies_de, lire
from tests.fabrique.reperes import reglage_d_un_reseau
from tests.invente import ICI
from tests.petit.fiches import FICHES, MENU

Change = str | tuple[str, str]
"""Un contenu entier, ou un passage et ce qui le remplace."""
REMPLI = {
    "Ce que la clause obtient, en mots d’acheteur": "Ce que la clause d’essai obtient",
    "Le titulaire fait ceci, l’acheteur le vérifie ainsi.": "Le titulaire groupe ses livraisons, l’acheteur les compte.",
    "Une petite commune garde le texte et abandonne le reste.": "Une petite commune garde le texte, sans le suivi.",
    "au moins {{taux}} des prestations": "au moins {{taux}} des livraisons",
    "Ce texte complète le CCAG sans s’en écarter.": "Ce texte d’essai complète le CCAG sans s’en écarter.",
    "Réglez-la par sourçage, sur ce que trois fournisseurs tiennent déjà.": "Réglez-la sur ce que trois fournisseurs tiennent.",
    "Relevé trimestriel des prestations,": "Relevé trimestriel des livraisons,",
    "Rapproche le relevé des bons de commande.": "Rapproche chaque relevé des bons de commande.",
    "observations, puis mise en demeure.": "observations écrites, puis mise en demeure.",
}
"""Ce que le témoin écrit à la place des textes d'exemple de la fiche vierge : aucun n'y est admis."""


def temoin(base: Base) -> str:
    """Rend la clause témoin : la fiche vierge, remplie."""
    texte = vierge_de(base, "clauses", "temoin", date(2026, 11, 24))
    for exemple, ecrit in REMPLI.items():
        assert exemple in texte, exemple
        texte = texte.replace(exemple, ecrit, 1)
    return texte


def ecrire(racine: Path) -> None:
    """Écrit le petit projet sous ``racine`` : ce que toute clause nomme au réseau inventé, et une fiche de chaque genre."""
    for nom in ("vocabulaires", "territoire", "socle"):
        shutil.copytree(ICI / "data" / nom, racine / "data" / nom)
    (racine / "data/clauses").mkdir()
    shutil.copy(ICI / "data/clauses/critere-court.yml", racine / "data/clauses")
    base, _ = lire(racine)
    fiches = FICHES | {"data/clauses/temoin.yml": temoin(base)}
    reglages = reglage_d_un_reseau().partition("\nnav:\n")[0]
    (racine / "mkdocs.yml").write_text(f"{reglages}\n{MENU}", "utf-8")
    for chemin, texte in fiches.items():
        (racine / chemin).parent.mkdir(parents=True, exist_ok=True)
        (racine / chemin).write_text(texte, encoding="utf-8")


def changer(fichier: Path, *changements: tuple[str, str]) -> None:
    """Remplace dans le fichier la première apparition de chaque texte, qui doit y être."""
    texte = fichier.read_text("utf-8")
    for avant, apres in changements:
        texte = remplacer(texte, avant, apres)
    fichier.write_text(texte, "utf-8")


def poser(racine: Path, fichiers: dict[str, Change]) -> None:
    """Écrit chaque fichier ; un couple remplace un passage du fichier en place."""
    for nom, contenu in fichiers.items():
        (racine / nom).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(contenu, tuple):
            changer(racine / nom, contenu)
        else:
            (racine / nom).write_text(contenu, "utf-8")


def obtenues(racine: Path, fichiers: dict[str, Change]) -> list[str]:
    """Rend les anomalies du projet où ces fichiers sont posés."""
    poser(racine, fichiers)
    return anomalies_de(racine)


def remplacer(texte: str, avant: str, apres: str) -> str:
    """Remplace la première apparition d'un passage, qui doit y être."""
    assert avant in texte, avant
    return texte.replace(avant, apres, 1)
