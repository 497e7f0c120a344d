"""Un genre inventé, déclaré ici : un dossier, son nom dans la liste, une fiche, une page ; toutes les sorties le connaissent."""

import csv
import json
import re
import shutil
from pathlib import Path

import feedparser
import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import construire, donner_le_code, lancer, lire_page
from tests.fabrique.reperes import SITE_URL
from tests.unitaires.conftest import executer

MODELE = '''
"""Le modèle du genre inventé."""

from typing import Annotated

from pydantic import Field

from macros.base.types import Dates, LienSource, Phrase, RefDroit, Theme, Titre


class Invente(Dates):
    """Une fiche inventée."""

    titre: Annotated[Titre, Field(description="Nom de la trouvaille.")]
    resume: Annotated[Phrase, Field(description="Ce qu'elle est, en une phrase.")]
    themes: Annotated[list[Theme], Field(min_length=1, description="Ses thèmes.")]
    astuce: Annotated[Phrase, Field(description="L'astuce du zigomar, en une phrase.")]
    fondements: Annotated[list[RefDroit], Field(description="Base légale.")] = []
    sources: Annotated[list[LienSource], Field(min_length=1, description="Sources publiques.")]
'''
DECLARATION = '''
"""Le genre inventé : tout ce qu'il déclare aux sorties."""

from functools import partial

from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Suivi
from macros.base.tableau import Facette, Tableau, de
from macros.base.macro import macro
from macros.base.promesses import Article, Canal, Groupe
from macros.fiches.invente.modele import Invente
from macros.sorties.html.tableaux import tableau

NOM = "inventes"


@macro(theme="themes")
def tableau_inventes(ctx, theme=""):
    """Rend le tableau des fiches inventées."""
    return tableau(ctx, NOM, theme=theme)


def canaux(c):
    """Rend le flux des fiches inventées."""
    yield Canal("flux/inventes", "Les trouvailles", "Les fiches inventées.", "inventes/", partial(articles, c))


def articles(c):
    """Rend un article par fiche."""
    for fiche in c.visibles(NOM):
        x = fiche.contenu
        rendre = partial(contenu, fiche=fiche)
        yield Article(f"{NOM}/{fiche.id}", x.titre, c.adresse(NOM, fiche.id), x.publie_le, x.publie_le, rendre)


def contenu(ctx, fiche):
    """Rend la fiche pour un lecteur de flux."""
    return ctx.texte({})(fiche.contenu.astuce)


INVENTE = Genre(
    nom=NOM,
    modele=Invente,
    libelle="fiche inventée",
    titre="Inventées",
    lecture=Lecture(dossier="data/inventes"),
    pages=Pages(
        adresse="inventes/{id}/",
        tableau=Tableau(
        noms=("fiche inventée", "fiches inventées", "Chercher une trouvaille"),
        facettes=(Facette("theme", "Thème", de("themes"), "themes"),),
        detail=lambda c, f: f.contenu.astuce,
    ),
        macros=(tableau_inventes,),
    ),
    recherche=Recherche(groupe=Groupe(NOM, "Trouvailles"), mots=lambda c, f: ["trouvaille"]),
    suivi=Suivi(cite=True, canaux=canaux),
    donnees=Donnees(jeu=Jeu(NOM, "Fiches inventées"), schema="invente"),
)
'''
FICHE = """\
titre: Le zigomar à ressort
resume: Une fiche inventée, pour les contrôles.
themes: [dechets, eau]
astuce: Remontez le ressort avant la réunion, comme à l’article L. 2112-2 du CCP.
fondements: [CCP L2112-2]
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
PAGE = """\
---
title: Les trouvailles
description: Toutes les fiches inventées.
render_macros: true
---

Des trouvailles d’essai.

{{ tableau_inventes() }}
"""
ADRESSE = "inventes/zigomar/"
CHERCHER = """
servir(donnees.dossier);
const moteur = new Moteur(donnees.index);
const { unites, reponses } = await moteur.chercher("zigomar");
return moteur.fiches(moteur.retenir(reponses, unites).map(({ numero }) => numero));
"""


def ajouter(racine: Path) -> None:
    """Ajoute le genre au projet : sa pièce, son nom dans la liste, une fiche, une page. Rien d'autre."""
    piece = racine / "macros/fiches/invente"
    piece.mkdir()
    (piece / "__init__.py").touch()
    (piece / "modele.py").write_text(MODELE, "utf-8")
    (piece / "declaration.py").write_text(DECLARATION, "utf-8")
    liste = racine / "macros/fiches/liste.py"
    ligne = "from macros.fiches.invente.declaration import INVENTE\n"
    texte = liste.read_text("utf-8").replace("GENRES = (\n", f"{ligne}\nGENRES = (\n    INVENTE,\n")
    liste.write_text(texte, "utf-8")
    for chemin, contenu in (("data/inventes/zigomar.yml", FICHE), ("docs/inventes/index.md", PAGE)):
        (racine / chemin).parent.mkdir()
        (racine / chemin).write_text(contenu, "utf-8")


@pytest.fixture(scope="module")
def racine(projet_invente: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le réseau inventé, son propre code à côté de ses fiches, un genre de plus."""
    racine = tmp_path_factory.mktemp("genre") / "projet"
    shutil.copytree(projet_invente, racine)
    donner_le_code(racine)
    ajouter(racine)
    return racine


@pytest.fixture(scope="module")
def site(racine: Path) -> Path:
    """Rend le site de ce réseau."""
    resultat = construire(racine.parent / "site", racine)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    return racine.parent / "site"


def executer_base(racine: Path, *arguments: str, attendu: int = 0) -> str:
    """Exécute une commande du projet, qui rend ``attendu`` ; rend ce qu'elle écrit."""
    resultat = lancer(racine, "-m", "macros", *arguments, SITE_URL=SITE_URL)
    assert resultat.returncode == attendu, resultat.stdout + resultat.stderr
    return resultat.stdout


def test_sa_page(site: Path) -> None:
    """Sans gabarit à elle, une fiche montre titre, résumé, textes et sources ; ses renvois au droit sont des liens."""
    [contenu] = lire_page(site, ADRESSE).xpath("//*[@id='contenu']")
    texte = contenu.text_content()
    assert contenu.xpath(".//h1")[0].text_content().strip() == "Le zigomar à ressort"
    assert "Une fiche inventée" in texte and "Remontez le ressort" in texte
    assert contenu.xpath(".//h2[@id='astuce']") and contenu.xpath(".//a[contains(@href, '/droit/ccp/l2112-2/')]")
    assert contenu.xpath(".//a[@href='https://www.legifrance.gouv.fr/']")


def test_son_tableau(site: Path) -> None:
    tableau = lire_page(site, "inventes")
    [rangee] = tableau.xpath("//*[@data-resultat]")
    assert rangee.get("data-resultat") == "zigomar" and rangee.xpath(".//*[@class='resultat-titre']/a/@href") == [
        "../inventes/zigomar/"
    ]
    assert "Remontez le ressort" in rangee.text_content()
    assert set(tableau.xpath("//input[@name='theme']/@value")) == {"dechets", "eau"}


def test_qui_le_cite(site: Path) -> None:
    assert lire_page(site, "droit/ccp/l2112-2").xpath("//a[contains(@href, 'inventes/zigomar/')]")


def test_la_recherche_repond(site: Path) -> None:
    """Le moteur du navigateur, sur l'index que le site sert : la fiche, sous l'intitulé de son groupe."""
    [index] = {f"{f.parent.relative_to(site)}/" for f in (site / "recherche").rglob("index.json")}
    [fiche] = executer(CHERCHER, dossier=str(site), index=index)
    assert (fiche["genre"], fiche["id"], fiche["adresse"]) == ("inventes", "zigomar", ADRESSE)
    assert "Trouvailles" in (site / index / "index.json").read_text("utf-8")


def test_son_flux(site: Path) -> None:
    for extension in ("rss", "atom"):
        [article] = feedparser.parse((site / f"flux/inventes.{extension}").read_bytes()).entries
        assert article.title == "Le zigomar à ressort" and article.link == f"{SITE_URL}{ADRESSE}"
        assert article.id.endswith(":inventes/zigomar") and "Remontez le ressort" in article.summary
    assert "flux/inventes.rss" in (site / "flux/index.html").read_text("utf-8")


def test_ses_donnees(site: Path) -> None:
    """Le JSON suit son schéma publié ; le CSV a la même fiche ; la page des données les propose."""
    publiees = json.loads((site / "donnees/inventes.json").read_text("utf-8"))
    schema = json.loads((site / "donnees/schemas/fichiers/inventes.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(publiees)
    [fiche] = publiees["fiches"]
    assert (fiche["id"], fiche["adresse"]) == ("zigomar", f"{SITE_URL}{ADRESSE}")
    with (site / "donnees/inventes.csv").open(encoding="utf-8-sig", newline="") as fichier:
        [ligne] = csv.DictReader(fichier, delimiter=";")
    assert (ligne["id"], ligne["titre"], ligne["themes"]) == ("zigomar", "Le zigomar à ressort", "dechets | eau")
    assert lire_page(site, "donnees").xpath("//a[contains(@href, '/inventes.csv')]")


def test_son_schema_et_ses_champs(site: Path) -> None:
    schema = json.loads((site / "donnees/schemas/invente.json").read_text("utf-8"))
    assert schema["properties"]["astuce"]["description"] == "L'astuce du zigomar, en une phrase."
    assert "dechets" in schema["properties"]["themes"]["items"]["enum"]
    reference = lire_page(site, "contribuer/champs")
    assert reference.xpath("//h2[.='Fiche inventée']/following-sibling::dl[1]//code[.='astuce']")
    aussi = reference.xpath("//h2[@id='clause']/following-sibling::dl[1]/div[dt/code='aussi']/dd")
    assert aussi and all("celles de objet." in dd.text_content() for dd in aussi)


def test_sa_fiche_vierge(racine: Path) -> None:
    """Écrite par la commande, elle se remplit ; remplie, elle passe le contrôle."""
    assert "data/inventes/bidule.yml est prêt" in executer_base(racine, "nouveau", "invente", "bidule")
    vierge = racine / "data/inventes/bidule.yml"
    texte = vierge.read_text("utf-8")
    vierge.unlink()
    assert "$schema=../../.vscode/schemas/invente.json" in texte
    assert re.search(r"^astuce: .*# L'astuce du zigomar", texte, re.MULTILINE)
    assert list(yaml.safe_load(texte)) == [n for n in yaml.safe_load(FICHE) if n != "fondements"]


def test_son_registre(racine: Path, site: Path) -> None:
    """Ce qui paraît y entre ; une fiche parue ne disparaît plus sans le dire."""
    recu, fiche = racine / ".publies.json", racine / "data/inventes/zigomar.yml"
    publie = site / "flux/publies.json"
    shutil.copy(publie, recu)
    fiche.unlink()
    perdues = executer_base(racine, "verifier", attendu=1)
    recu.unlink()
    fiche.write_text(FICHE, "utf-8")
    assert {"inventes/zigomar", "flux/inventes"} <= set(json.loads(publie.read_text("utf-8"))["identifiants"])
    assert "Rétablissez data/inventes/zigomar.yml" in perdues
