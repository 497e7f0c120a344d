"""Les crochets MkDocs : contrôle avant tout, une page virtuelle par fiche, notre Markdown, les flux et les schémas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from markupsafe import escape
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

from macros import extension
from macros.calendrier import calendriers
from macros.chargement import charger
from macros.exports import documents_word, ecrire_donnees, schemas
from macros.extension import ETAT
from macros.flux import canaux, flux
from macros.horloge import figer
from macros.modele import Gravite
from macros.pages.virtuelles import Pages, pages_de_fichiers, pages_virtuelles
from macros.recherche import Index, Memoire
from macros.regles import verifier
from macros.regles.pages import ancres_brisees, resoudre
from macros.rendu import Racine, Rendu, Reseau
from macros.texte.balisage.liens import Liens
from macros.texte.balisage.pages import Intertitre, lire, rendre

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
    """Contrôle les ancres, une fois les pages rendues ; donne aux gabarits, page 404 comprise, ce que toute page montre."""
    contenus = {page.url: page.content for f in files.documentation_pages() if (page := f.page)}

    def ancres_de(adresse: str) -> list[str]:
        rendre_fiche = _pages.get(f"{adresse.rstrip('/')}.md")
        return ANCRES.findall(rendre_fiche("").html if rendre_fiche else contenus.get(adresse, ""))

    if brisees := list(ancres_brisees(ETAT.base, ancres_de)):
        for anomalie in brisees:
            print(anomalie)
        if not _servi:
            raise Abort(f"{len(brisees)} ancre(s) absente(s) : rien n'est publié.")
    principal, *_ = canaux(ETAT.base)
    decouverts = [(principal.titre, chemin, mime) for chemin, mime in principal.fichiers]
    env.globals.update(
        flux_du_site=decouverts,
        anomalies=[str(a) for a in (*ETAT.anomalies, *brisees)],
        index_de_recherche=ETAT.index_de_recherche,
        publie=not _servi,
    )
    return env


def on_page_read_source(page, config) -> str:
    """Rend le corps déjà lu et contrôlé, sans en-tête : un seul analyseur lit l'en-tête, le nôtre."""
    connue = None if page.file.src_uri in _pages else ETAT.base.pages.get(page.file.src_uri)
    return f"\n{connue.corps}" if connue else "\n"


def on_pre_page(page, config, files):
    """Donne aux macros la racine relative de la page ; aucune page ne passe par le Markdown de MkDocs."""
    ETAT.appels = []
    ETAT.r = Racine(_racine(page)) if page.file.src_uri != LEXIQUE else _racine(page)
    page.content, page.render = "", lambda config, files: None
    return page


@event_priority(100)
def on_page_markdown(markdown: str, page, config, files: Files) -> str:
    """Pose l'en-tête contrôlé, avant que mkdocs-macros ne le lise."""
    if connue := ETAT.base.pages.get(page.file.src_uri):
        page.meta = {
            "title": connue.en_tete.title,
            "description": str(escape(connue.en_tete.description)),
            "render_macros": connue.en_tete.render_macros,
        }
    return markdown


def on_page_content(html: str, page, config, files) -> str:
    """Rend une page écrite à la main, ses macros comprises ; une fiche attend ``on_page_context``."""
    connue = ETAT.base.pages.get(page.file.src_uri)
    if page.file.src_uri in _pages or connue is None:
        return ""
    rendu, r = ETAT.rendu, ETAT.r
    lue = lire(page.markdown)
    vers = rendu.relier(r)
    liens = Liens(
        # Une ancre de la page reste telle : l'adresse garde ce qui suit « ? ».
        relier=lambda adresse: adresse if adresse.startswith("#") else vers(resoudre(ETAT.base, connue, adresse)),
        citer=rendu.citer(r),
        expliquer=rendu.explications.dans(r),
    )
    page.meta["ariane"] = _ariane(page.file.src_uri)
    page.toc = get_toc(_emboiter(lue.intertitres))
    return rendre(lue, liens, extension.appeler)


def _emboiter(intertitres: Iterable[Intertitre]) -> list[dict]:
    """Rend les intertitres emboîtés, à la forme que MkDocs attend."""
    racine: list[dict] = []
    ouverts: list[dict] = []
    for intertitre in intertitres:
        entree = {"level": intertitre.niveau, "id": intertitre.ancre, "name": intertitre.libelle, "children": []}
        while ouverts and ouverts[-1]["level"] >= intertitre.niveau:
            ouverts.pop()
        (ouverts[-1]["children"] if ouverts else racine).append(entree)
        ouverts.append(entree)
    return racine


def on_page_context(context, page, config, nav):
    """Rend la fiche au moment de l'écrire : dix mille pages rendues d'avance ne tiendraient pas en mémoire."""
    r = Racine(_racine(page))
    context.update(ETAT.rendu.bouts_de_parcours(page.url, r))
    if rendre_fiche := _pages.get(page.file.src_uri):
        rendue = rendre_fiche(r)
        page.title, page.content = rendue.titre, str(rendue.html)
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
