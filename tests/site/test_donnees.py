"""Une fiche dit la même chose partout : sur sa page, dans le JSON et dans le CSV du site construit."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from tests.donnees import fiches_du_jour, lire_cellule, lire_csv
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import PUBLICS, SITE_URL
from tests.unitaires.test_donnees import PRINCIPALES, REPETES, TABLES

NOMS = [genre.donnees.jeu.nom for genre in PUBLICS]
SANS_PAGE = {"faits", "socle", "vocabulaires", "synonymes", "sigles"}
"""Genres dont aucune fiche n'a de page à elle."""
HORS_PAGE = {
    "obligations": {"textes", "acte"},
    "indicateurs": {"formule"},
    "lexique": {"terme", "formes", "sources"},
    "seuils": {"valeurs"},
}
"""Genre → champs que la page écrit autrement (formule dessinée, intitulé composé) ou en partie."""
REFERENCE = re.compile(r"[A-Z0-9-]+ art\. [\w.-]+")
MARQUE_DE_LIGNE = re.compile(r"^\s*(?:- |\d+[.)] |#+ )", re.MULTILINE)
LIEN = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")


def visible(texte: str) -> str:
    """Rend le texte sans ses espaces, ni ce que la typographie du site y change, ni le nom des blancs : la page d'une lettre l'écrit en clair."""
    texte = re.sub(r"\[[^\]]*\]", "[]", texte)
    texte = texte.replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", "", re.sub(r"\b([LRD])\. ?(?=\d)", r"\1", texte))


def phrases(fiche: dict[str, Any], hors_page: set[str]) -> Iterator[str]:
    """Rend les textes de trois mots et plus d'une fiche, ligne à ligne, sans leur balisage."""
    pile: list[Any] = [v for nom, v in fiche.items() if nom not in ("id", "adresse") and nom not in hors_page]
    while pile:
        valeur = pile.pop()
        if isinstance(valeur, dict):
            pile += [v for nom, v in valeur.items() if nom not in hors_page]
        elif isinstance(valeur, list):
            pile += valeur
        elif isinstance(valeur, str) and "{{" not in valeur and not REFERENCE.fullmatch(valeur):
            for ligne in valeur.split("\n"):
                if len(ligne.split()) > 2:
                    yield LIEN.sub(r"\1", MARQUE_DE_LIGNE.sub("", ligne)).replace("*", "")


def texte_de_la_page(site: Path, adresse: str) -> str:
    """Rend le texte visible de la page d'une fiche ; avec celui de sa page de questions, pour un parcours."""
    chemin = adresse.removeprefix(SITE_URL).split("#")[0]
    dossiers = [site / chemin, site / chemin / "questions"]
    pages = [d / "index.html" for d in dossiers if d == dossiers[0] or chemin.startswith("parcours/")]
    return visible("\n".join(html.document_fromstring(p.read_bytes()).body.text_content() for p in pages))


@pytest.mark.parametrize("nom", NOMS)
def test_page_json_et_csv_disent_la_meme_chose(site_construit: Path, nom: str) -> None:
    contenu = json.loads((site_construit / f"donnees/{nom}.json").read_bytes())
    chemin = site_construit / f"donnees/{nom}.csv"
    lignes = {ligne["id"]: ligne for ligne in lire_csv(chemin.read_bytes())} if nom in PRINCIPALES else {}
    assert [f["id"] for f in contenu["fiches"]] == list(lignes) or not lignes
    pages: dict[str, str] = {}
    for fiche in fiches_du_jour(contenu):
        siens = {c: v for c, v in fiche.items() if c not in REPETES[nom]} if lignes else {}
        assert {c: lire_cellule(lignes[fiche["id"]][c], v) for c, v in siens.items()} == siens
        adresse = fiche.get("adresse")
        assert (adresse is None) == (nom in SANS_PAGE)
        if adresse is None:
            continue
        page = adresse.split("#")[0]
        if page not in pages:
            pages[page] = texte_de_la_page(site_construit, page)
        textes = list(phrases(fiche, HORS_PAGE.get(nom, set())))
        # Dans une formule écrite en mots, un libellé perd sa capitale et son point.
        page_lue = pages[page].lower()
        assert textes and [t for t in textes if visible(t).rstrip(".").lower() not in page_lue] == [], fiche["id"]


def test_le_titre_est_celui_de_la_page(site_construit: Path) -> None:
    for nom in NOMS:
        for fiche in json.loads((site_construit / f"donnees/{nom}.json").read_bytes())["fiches"]:
            if fiche.get("adresse") and "#" not in fiche["adresse"] and "titre" in fiche:
                page = site_construit / fiche["adresse"].removeprefix(SITE_URL) / "index.html"
                [titre] = html.document_fromstring(page.read_bytes()).xpath("//h1")
                assert visible(fiche["titre"]) in visible(titre.text_content()), fiche["adresse"]


def test_la_page_donne_tous_les_fichiers(site_construit: Path, base_du_site: Base) -> None:
    page = html.document_fromstring((site_construit / "donnees/index.html").read_bytes())
    liens = set(page.xpath("//table[contains(@class, 'tableau-jeux')]//a/@href"))
    chemins = {f"../donnees/{n}.{e}" for n in NOMS for e in ("json", "xlsx")}
    chemins |= {f"../donnees/{n}.{e}" for n in TABLES for e in ("csv", "table-schema.json")}
    assert liens == chemins | {f"../donnees/schemas/fichiers/{n}.json" for n in NOMS}
    assert all((site_construit / "donnees" / lien).is_file() for lien in liens)
    lignes = page.xpath("//table[contains(@class, 'tableau-jeux')]/tbody/tr")
    assert len(lignes) == len(NOMS) and all(re.search(r"\d\s(?:Ko|Mo)", ligne.text_content()) for ligne in lignes)
    comptes = page.xpath("//td[@data-libelle='Fiches']")
    publiees = (f for g in PUBLICS for f in fiches_de(base_du_site, g.nom).values())
    attendu = sum(getattr(f.contenu, "statut", "") != "brouillon" for f in publiees)
    assert sum(int(re.sub(r"\D", "", c.text_content())) for c in comptes) == attendu
