"""Les crochets MkDocs : contrôle avant tout, une page virtuelle par fiche, les flux et les schémas."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from markupsafe import escape
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from macros import extension
from macros.base.chargement import charger
from macros.extension.etat import ETAT
from macros.lecture.anomalie import Gravite
from macros.lecture.horloge import figer
from macros.pages.texte import citer, etiqueter, relier_et_typographier
from macros.pages.virtuelles import Pages, pages_de_fichiers, pages_virtuelles
from macros.regles.toutes import verifier
from macros.rendu.commun import PageRendue, Reseau
from macros.rendu.fiches import Rendu
from macros.sorties.calendrier import calendriers
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import schemas
from macros.sorties.flux.canaux import canaux
from macros.sorties.flux.ecriture import flux
from macros.sorties.recherche.index import Index, Memoire
from macros.sorties.word.produits import documents_word

ANCRES = re.compile(r'\bid="([^"]+)"')
LEXIQUE = "lexique.md"
"""La page du lexique : elle n'explique pas ses propres termes."""
_pages: Pages = {}
_servi = False
_depot = TemporaryDirectory(prefix="donnees-")
"""Les données ouvertes, écrites hors de la mémoire : MkDocs les copie avec le reste."""
_analyses: Memoire = {}
"""Pendant qu'on sert, ce que l'index sait déjà des fiches qui n'ont pas changé."""


def on_startup(command: str, dirty: bool) -> None:
    """Retient si le site est servi : alors une anomalie laisse à l'écran les dernières fiches valides."""
    global _servi
    _servi = command == "serve"


def on_config(config):
    """Lit et contrôle tout ; arrête la construction sur une erreur, avant d'écrire quoi que ce soit."""
    figer()
    racine = Path(config.config_file_path).parent
    base, anomalies = charger(racine)
    anomalies = sorted([*anomalies, *verifier(base)])
    erreurs = [a for a in anomalies if a.gravite is Gravite.ERREUR]
    ETAT.anomalies = erreurs
    if erreurs:
        for anomalie in erreurs:
            print(anomalie)
        if not _servi or ETAT.rendu is None:
            raise Abort(f"{len(erreurs)} erreur(s) : rien n'est publié.")
        return config
    identite = base.identite.contenu
    reseau = Reseau(
        identite.nom,
        identite.nom_long,
        identite.region,
        identite.contact,
        identite.hebergeur,
        identite.autorite_flux,
        tuple(identite.departements),
        config.site_url,
        config.repo_url,
    )
    for _, fiche in base.par_genre():
        fiche.oublier()
    ETAT.rendu = Rendu(base, reseau, racine / "overrides" / "fragments")
    return config


def on_files(files: Files, config) -> Files:
    """Ajoute une page virtuelle par fiche, hors de la navigation, et les sorties."""
    rendu, base = ETAT.rendu, ETAT.base
    _pages.clear()
    virtuelles = pages_virtuelles(rendu)
    for source in virtuelles:
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    _pages.update(virtuelles)
    _pages.update(pages_de_fichiers(rendu))
    index = Index(rendu, _analyses if _servi else None)
    ETAT.index_de_recherche = index.dossier
    for chemin, octets in {
        **rendu.fichiers_du_reseau(),
        **flux(rendu),
        **calendriers(rendu),
        **schemas(base),
        **documents_word(base, rendu.reseau.nom, rendu.reseau.site_url),
        **index.fichiers,
    }.items():
        files.append(File.generated(config, chemin, content=octets, inclusion=InclusionLevel.NOT_IN_NAV))
    ETAT.jeux = ecrire_donnees(base, rendu.reseau, _deposer)
    for fichier in sorted(f for f in Path(_depot.name).rglob("*") if f.is_file()):
        chemin = fichier.relative_to(_depot.name).as_posix()
        files.append(File.generated(config, chemin, abs_src_path=str(fichier), inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def _deposer(chemin: str) -> BinaryIO:
    fichier = Path(_depot.name, chemin)
    fichier.parent.mkdir(parents=True, exist_ok=True)
    return fichier.open("wb")


def on_env(env, config, files):
    """Donne aux gabarits, page 404 comprise, les flux et les anomalies à réparer."""
    principal, *_ = canaux(ETAT.base)
    decouverts = [(principal.titre, chemin, mime) for chemin, mime in principal.fichiers]
    env.globals.update(
        flux_du_site=decouverts, anomalies=[str(a) for a in ETAT.anomalies], index_de_recherche=ETAT.index_de_recherche
    )
    return env


def on_page_read_source(page, config) -> str:
    """Rend le corps déjà lu et contrôlé, sans en-tête : un seul analyseur lit l'en-tête, le nôtre."""
    connue = None if page.file.src_uri in _pages else ETAT.base.pages.get(page.file.src_uri)
    return f"\n{connue.corps}" if connue else "\n"


def on_pre_page(page, config, files):
    """Donne aux macros la racine relative de la page ; épargne à une fiche le rendu Markdown."""
    ETAT.r = _racine(page)
    if page.file.src_uri in _pages:
        # MkDocs prépare un moteur Markdown par page, même vide : une fiche n'en a pas l'usage (8 % de la construction).
        page.content, page.render = "", lambda config, files: None
    return page


@event_priority(100)
def _poser_en_tete(markdown: str, page, config, files: Files) -> str:
    """Pose l'en-tête contrôlé, avant que mkdocs-macros ne le lise."""
    if connue := ETAT.base.pages.get(page.file.src_uri):
        page.meta = {
            "title": connue.en_tete.title,
            "description": str(escape(connue.en_tete.description)),
            "render_macros": connue.en_tete.render_macros,
        }
    return markdown


@event_priority(-100)
def _relier_et_typographier(markdown: str, page, config, files: Files) -> str:
    """Change les chemins du site en chemins de fichiers et pose la typographie, une fois les macros rendues."""
    return relier_et_typographier(markdown, page, files)


on_page_markdown = CombinedEvent(_poser_en_tete, _relier_et_typographier)


class _Ancres:
    """Les ancres d'une fiche, lues seulement si une page y renvoie : la fiche n'est rendue qu'au moment de l'écrire."""

    def __init__(self, rendre: Callable[[], PageRendue]) -> None:
        self._rendre = rendre

    def __contains__(self, ancre: object) -> bool:
        return ancre in ANCRES.findall(self._rendre().html)


def on_page_content(html: str, page, config, files) -> str:
    """Pose les fragments d'une page écrite à la main ; une fiche attend ``on_page_context``."""
    if rendre := _pages.get(page.file.src_uri):
        page.present_anchor_ids = _Ancres(lambda: rendre(_racine(page)))
        return ""
    page.meta["ariane"] = _ariane(page.file.src_uri)
    lier = partial(ETAT.rendu.citer_html, relier=lambda adresse: get_relative_url(adresse, page.url))
    html = extension.restituer(etiqueter(citer(html, lier)))
    html = ETAT.rendu.dans_les_parcours(html, page.url, ETAT.r)
    if page.file.src_uri != LEXIQUE:
        html = ETAT.rendu.explications.expliquer(html, ETAT.r)
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ANCRES.findall(html)}
    return html


def on_page_context(context, page, config, nav):
    """Rend la fiche au moment de l'écrire : dix mille pages rendues d'avance ne tiendraient pas en mémoire."""
    if rendre := _pages.get(page.file.src_uri):
        rendue = rendre(_racine(page))
        html = ETAT.rendu.dans_les_parcours(str(rendue.html), page.url, _racine(page))
        html = ETAT.rendu.explications.expliquer(html, _racine(page))
        page.title, page.content = rendue.titre, html
        page.meta.update(
            title=rendue.titre, description=str(escape(rendue.description)), ariane=rendue.ariane, fiche=True
        )
        page.toc = get_toc([{"level": 2, "id": a, "name": n, "children": []} for a, n in rendue.sommaire])
    return context


def on_post_page(output: str, page, config) -> str:
    """Oublie le contenu d'une fiche une fois la page composée."""
    if page.file.src_uri in _pages:
        page.content = page.toc = None
    return output


def _ariane(source: str) -> tuple[tuple[str, str], ...]:
    """Rend le parent d'une page écrite à la main : l'accueil du dossier le plus proche qui en a un."""
    dossier = source.rpartition("/")[0]
    while dossier:
        accueil = ETAT.base.pages.get(f"{dossier}/index.md")
        if accueil and accueil.chemin != source:
            return ((accueil.en_tete.title.partition(" : ")[0], f"{dossier}/"),)
        dossier = dossier.rpartition("/")[0]
    return ()


def _racine(page) -> str:
    profondeur = page.url.count("/") if page.url not in ("", ".", "./") else 0
    return "../" * profondeur
