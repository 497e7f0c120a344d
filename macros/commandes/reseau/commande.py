"""Écrire le dossier d'un réseau frère : le contenu commun d'ici, son identité, le moteur par son adresse, le pipeline de sa forge."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from macros.base.consultation import PROPRE, Consultation
from macros.base.fiche import Fiche
from macros.base.forme import ecrire_fiche, forme_de
from macros.base.genre import Genre
from macros.base.registre import RECU
from macros.base.types import Origine
from macros.commandes.annonces import adresse_a_fixer, annoncer
from macros.commandes.passage import dossier_de_passage
from macros.commandes.reprendre.origine import reprendre, version_publiee
from macros.commandes.reseau.roue import roue_d_ici
from macros.fiches.reseau.modele import Identite
from macros.lecture.anomalie import Anomalie, montrable
from macros.lecture.ecriture import ecrire
from macros.lecture.exigence import EXIGENCE, ROUE
from macros.lecture.fichiers import parcourir
from macros.lecture.reglage import REGLAGE, adresses, du_reglage
from macros.site.lancer import maison_lue
from macros.site.maison import Maison
from macros.sorties.donnees.jeux import LICENCE, calculs

FAITS_ICI = ("site/", "apercu/", ".vscode/schemas/", RECU)
"""Ce que les commandes écrivent, et que le dépôt n'emporte pas."""
MODELES = Path(__file__).with_name("modeles")
HEBERGEURS = {
    "github": "GitHub Pages (GitHub, Inc.)",
    "gitlab": "GitLab Pages (GitLab, Inc.)",
    "forgejo": "À écrire : qui héberge le site",
}
"""Forge → ce que les mentions légales en disent, à corriger si le site est ailleurs."""
ADRESSES = re.compile(r"^(site_url|repo_url): .*$", re.MULTILINE)
PROVISOIRES = {
    "site_url": 'site_url: !ENV [SITE_URL, "https://base.reseau.example/"]',
    "repo_url": 'repo_url: !ENV [REPO_URL, "https://depot.reseau.example/base"]',
}
SANS_ROUE = (
    "Rien ne dit quel moteur ce réseau installera : celui-ci n'est pas une roue publiée."
    " → --roue https://…/base_achats-….whl#sha256=EMPREINTE : « make roue » écrit la roue et montre son empreinte."
)


@dataclass(frozen=True)
class Demande:
    """Ce que la ligne de commande dit du réseau. ``departements`` et ``couleurs`` : séparés par des virgules."""

    dossier: Path
    nom: str
    region: str
    departements: str
    couleurs: str
    contact: str
    autorite: str
    forge: str
    roue: str | None = None


def commande_reseau(racine: Path, **dits: Any) -> int:
    """Écrit le dossier que ``dits``, les champs d'une ``Demande``, décrit, en entier ou pas du tout ; rend 1 si le contenu ou l'identité est en faute, 2 sur une mauvaise demande."""
    demande = Demande(**dits)
    dossier = demande.dossier.absolute()
    if dossier.is_symlink() or dossier.is_file() or (dossier.is_dir() and any(dossier.iterdir())):
        print(f"« {montrable(str(demande.dossier))} » n'est pas vide. → Donnez un dossier neuf.")
        return 2
    if len(demande.couleurs.split(",")) != 2:
        print(
            f"« {montrable(demande.couleurs)} » n'est pas deux couleurs. → Marque, puis accent : --couleurs '#5b2a86,#ffd166'"
        )
        return 2
    roue = demande.roue or roue_d_ici(racine)
    if not roue:
        print(SANS_ROUE)
        return 2
    if not ROUE.fullmatch(roue):
        print(f"« {montrable(roue)} » n'est pas l'adresse d'une roue. → https://…/base_achats-….whl#sha256=EMPREINTE")
        return 2
    du_moteur = (racine / "macros/__main__.py").is_file()  # son réglage nomme son thème : la roue le refuserait
    maison = Maison(racine, *adresses(racine), seuls=frozenset()) if du_moteur else maison_lue(racine)
    if raison := adresse_a_fixer(maison.c):
        print(raison)
        return 2
    anomalies = maison.erreurs
    if not anomalies:
        dossier.parent.mkdir(parents=True, exist_ok=True)
        with dossier_de_passage(dossier.parent) as (passage, _):
            neuf = passage / "reseau"
            anomalies = _ecrire(maison.c, racine, neuf, demande, roue)
            if not anomalies:
                neuf.replace(dossier)
    annoncer(anomalies)
    if anomalies:
        print("Rien n'est écrit.")
        return 1
    print(f"{demande.dossier} est prêt : son README dit la suite.")
    return 0


def _ecrire(c: Consultation, racine: Path, neuf: Path, demande: Demande, roue: str) -> list[Anomalie]:
    """Écrit tout dans ``neuf``, et rend ce que le contrôle y trouve."""
    shutil.copytree(MODELES / demande.forge, neuf)
    refusees: list[Anomalie] = []
    for fichier in (*parcourir(racine, "data", refusees), *parcourir(racine, "docs", refusees)):
        if not fichier.startswith(PROPRE):
            (neuf / fichier).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(racine / fichier, neuf / fichier)
    for genre, fiche in c.par_genre():
        if genre.donnees.jeu and not fiche.fichier.startswith(PROPRE):
            (neuf / fiche.fichier).write_text(_reprise(c, genre, fiche), "utf-8")
    marque, accent = (couleur.strip() for couleur in demande.couleurs.split(","))
    identite = {
        "nom": demande.nom,
        "nom_long": f"réseau des achats responsables, {demande.region}",
        "region": demande.region,
        "departements": [code.strip() for code in demande.departements.split(",")],
        "couleurs": {"marque": marque, "accent": accent},
        "contact": demande.contact,
        "hebergeur": HEBERGEURS[demande.forge],
        "autorite_flux": demande.autorite,
        "forge": demande.forge,
    }
    (neuf / PROPRE).mkdir(parents=True)
    (neuf / PROPRE / "identite.yml").write_text(ecrire(identite, forme_de(Identite)), "utf-8")
    reglage = (racine / REGLAGE).read_text("utf-8").replace("  custom_dir: overrides\n", "")
    (neuf / REGLAGE).write_text(ADRESSES.sub(lambda ligne: PROVISOIRES[ligne[1]], reglage), "utf-8")
    (neuf / EXIGENCE).write_text(f"base-achats @ {roue}\n", "utf-8")
    lisez = Template((MODELES / "README.md").read_text("utf-8")).substitute(nom=demande.nom, region=demande.region)
    (neuf / "README.md").write_text(lisez, "utf-8")
    (neuf / ".gitignore").write_text("".join(f"/{nom}\n" for nom in FAITS_ICI), "utf-8")
    return sorted([*refusees, *Maison(neuf).erreurs, *du_reglage(neuf)])


def _reprise(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> str:
    """Rend le fichier d'une fiche telle que le réseau frère la tient de celui-ci : ``base reprendre`` l'y mettra à jour."""
    page = genre.adresse_de(fiche.id) or genre.pages.lisible
    chez = Origine(
        reseau=c.reseau.nom,
        licence=LICENCE,
        url=f"{c.reseau.site_url}{page}",
        importe_le=c.jour,
        version=version_publiee({calcul.nom: calcul.valeur(c, fiche) for calcul in calculs(genre)}),
    )
    rendue = reprendre(fiche.ecrite, chez, c.reseau.site_url)
    return ecrire_fiche(rendue.contenu, rendue.corps if genre.en_markdown else None)
