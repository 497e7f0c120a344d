"""Le site construit : une page par fiche, des liens justes, aucune fuite, mêmes octets."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

from macros.base.base import Base
from tests import invente
from tests.conftest import construire, empreinte
from tests.fabrique.questions import (
    adresse_de,
    annees_de_veille,
    fiches_de,
    formes_de,
    genres_a_pages,
    mois_de_veille,
    valeurs_de,
    visibles_de,
)
from tests.fabrique.reperes import SITE_URL, epoque

FUITES = re.compile(
    r"\{\{|\}\}|\{%|Traceback|Undefined|<div id=\"fragment-|[\ue000-\ue002]|macros\.[a-z]+\.|None</|&lt;(?:p|ul|span|a )"
)
EXEMPLES_DE_VARIABLES = re.compile(
    r"\{\{(?:nom|<var>(?:nom|premier)</var>|taux|article|cahier|renvoi:id| (?:seuil|nom_de_macro)\([^{}]*\) )\}\}"
)


@pytest.fixture(scope="session")
def pages(site_construit: Path) -> dict[str, html.HtmlElement]:
    """Rend les pages du site : adresse relative → document."""
    documents = {}
    for fichier in sorted(site_construit.rglob("*.html")):
        adresse = str(fichier.relative_to(site_construit)).removesuffix("index.html")
        documents[adresse] = html.document_fromstring(fichier.read_bytes())
    return documents


def test_une_page_par_fiche(pages: dict, base_du_site: Base) -> None:
    attendues = {
        adresse_de(base_du_site, "clauses", c.id)
        for c in fiches_de(base_du_site, "clauses").values()
        if c.contenu.statut != "brouillon"
    }
    publiees = (c for c in fiches_de(base_du_site, "clauses").values() if c.contenu.statut == "publie")
    attendues |= {f"entreprises/{c.id}/" for c in publiees}
    for genre in {*genres_a_pages()} - {"clauses"}:
        attendues |= {adresse_de(base_du_site, genre, i) for i in fiches_de(base_du_site, genre)}
    attendues |= {
        f"droit/{c.id}/{n.lower()}/" for c in fiches_de(base_du_site, "codes").values() for n in c.contenu.articles
    }
    mois = mois_de_veille(base_du_site)
    trimestres = {f"{m[:4]}-t{(int(m[5:]) + 2) // 3}" for m in mois}
    attendues |= {f"veille/{periode}/" for periode in (*mois, *trimestres, *annees_de_veille(base_du_site))}
    attendues |= {f"parcours/{nom}/questions/" for nom in fiches_de(base_du_site, "parcours")}
    attendues |= {f"veille/{m}/{page}" for m in mois for page in ("projection/", "courriel.html")}
    for genre in ("themes", "segments"):
        attendues |= {f"veille/{genre}/{code}/" for code in valeurs_de(base_du_site, genre)}
    attendues |= {"veille/social/clauses-sociales/", *(f"veille/formes/{code}/" for code in formes_de(base_du_site))}
    attendues |= {f"veille/lettre/{code}/courriel.html" for code in (*valeurs_de(base_du_site, "domaines"), "elus")}
    attendues |= {f"clauses/segments/{s}/" for s in valeurs_de(base_du_site, "segments")}
    assert attendues <= set(pages)
    orphelines = (
        set(pages)
        - attendues
        - {
            p.removesuffix(".md").removesuffix("index") + ("" if p.endswith("index.md") else "/")
            for p in base_du_site.pages
        }
        - {"404.html"}
    )
    assert orphelines == set()


def test_un_brouillon_n_est_nulle_part(site_construit: Path, base_inventee: Base) -> None:
    """Ni page, ni données, ni flux, ni index : son nom n'est dans aucun fichier."""
    [brouillon] = [f for f in fiches_de(base_inventee, "clauses").values() if f.contenu.statut == "brouillon"]
    fichiers = empreinte(site_construit).items()
    traces = [chemin for chemin, octets in fichiers if brouillon.id in chemin or b"clandestin" in octets]
    assert "clandestin" in brouillon.id and traces == []


def test_une_clause_retiree_n_a_que_sa_page_et_ses_donnees(pages: dict, base_inventee: Base) -> None:
    """Qui l'a citée la retrouve, avertie ; aucune liste ne la propose plus."""
    [retiree] = [f for f in fiches_de(base_inventee, "clauses").values() if f.contenu.statut == "retiree"]
    siennes = pages[f"clauses/{retiree.id}/"]
    assert "ne l’employez plus" in siennes.text_content()
    liens = {a for a, page in pages.items() if page.xpath(f"//a[contains(@href, 'clauses/{retiree.id}/')]")}
    assert liens <= {f"clauses/{retiree.id}/"}


def test_lignes_egales_fiches(pages: dict, base_du_site: Base) -> None:
    for adresse, genre, attendues in (
        ("clauses/", "clauses", {c.id for c in visibles_de(base_du_site, "clauses")}),
        ("bonnes-pratiques/", "pratiques", set(fiches_de(base_du_site, "pratiques"))),
        ("veille/", "veille", set(fiches_de(base_du_site, "veille"))),
        ("droit/", "textes", set(fiches_de(base_du_site, "textes"))),
    ):
        lignes = pages[adresse].xpath("//*[@data-resultat]")
        assert sorted(ligne.get("data-resultat") for ligne in lignes) == sorted(attendues), genre
        for ligne in lignes:
            lien = ligne.xpath(".//a[@href]")[0]
            assert lien.text_content().strip()
            assert urljoin(f"https://x/{adresse}", lien.get("href")).endswith(f"/{ligne.get('data-resultat')}/")


def test_tableaux_restreints(pages: dict, base_du_site: Base) -> None:
    for segment in valeurs_de(base_du_site, "segments"):
        lignes = pages[f"clauses/segments/{segment}/"].xpath("//*[@data-resultat]/@data-resultat")
        assert set(lignes) == {c.id for c in visibles_de(base_du_site, "clauses") if segment in c.contenu.segments}


def test_liens_et_ancres(pages: dict, site_construit: Path, base_du_site: Base) -> None:
    ancres = {adresse: set(doc.xpath("//@id")) for adresse, doc in pages.items()}
    brises = []
    for adresse, document in pages.items():
        depart = urljoin(SITE_URL, adresse)
        for lien in document.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form/@action"):
            if lien.startswith(("mailto:", "data:")):
                continue
            cible, ancre = urldefrag(urljoin(depart, lien.replace("webcal://", "https://", 1)))
            if not cible.startswith(SITE_URL):
                if not cible.startswith("https://"):
                    brises.append((adresse, lien, "ni site, ni https"))
                continue
            chemin = unquote(urlsplit(cible).path.removeprefix(urlsplit(SITE_URL).path))
            if chemin in ancres:
                compose = re.match(r"composer=([a-z0-9-]+)$", ancre)
                connu = compose and compose[1] in fiches_de(base_du_site, "dossiers")
                if ancre and not connu and ancre not in ancres[chemin]:
                    brises.append((adresse, lien, "ancre absente"))
            elif not (site_construit / chemin).is_file():
                brises.append((adresse, lien, "cible absente"))
    assert brises == []


def test_aucune_fuite(site_construit: Path) -> None:
    for fichier in site_construit.rglob("*.html"):
        texte = EXEMPLES_DE_VARIABLES.sub("", fichier.read_text("utf-8"))
        assert not (trouve := FUITES.search(texte)), (
            f"{fichier}: {texte[max(0, trouve.start() - 80) : trouve.end() + 80]}"
        )


def test_un_titre_une_langue_une_description(pages: dict) -> None:
    for adresse, document in pages.items():
        assert len(document.xpath("//h1")) == 1, adresse
        assert document.get("lang") == "fr", adresse
        assert len(document.xpath("//head/title")) == 1 and document.xpath("//head/title")[0].text.strip(), adresse
        assert document.xpath("//meta[@name='description']/@content")[0].strip(), adresse
        identifiants = document.xpath("//@id")
        assert len(identifiants) == len(set(identifiants)), (
            adresse,
            [i for i in identifiants if identifiants.count(i) > 1],
        )


def test_titres_distincts(pages: dict) -> None:
    titres = [d.xpath("//head/title")[0].text for d in pages.values()]
    assert sorted(t for t in set(titres) if titres.count(t) > 1) == []


def test_francais_partout(site_construit: Path) -> None:
    for fichier in site_construit.rglob("*.html"):
        texte = fichier.read_text("utf-8")
        for anglais in (
            "Skip to content",
            "Made with",
            "Table of contents",
            "Not found",
            ">Search",
            "Back to top",
            "Permanent link",
        ):
            assert anglais not in texte, (fichier, anglais)


def test_aucun_script_en_ligne_ni_tiers(pages: dict) -> None:
    for adresse, document in pages.items():
        for script in document.xpath("//script"):
            assert script.get("src") or script.get("type") in ("application/json",), adresse
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), adresse
        for source in document.xpath(
            "//script/@src | //link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href | //img/@src"
        ):
            assert not source.startswith(("http", "//")), (adresse, source)


def test_autodecouverte_des_flux(pages: dict) -> None:
    for adresse, document in pages.items():
        types = {lien.get("type") for lien in document.xpath("//link[@rel='alternate']")}
        assert {"application/rss+xml", "application/atom+xml"} <= types, adresse


def test_une_clause_porte_tout(pages: dict, base_du_site: Base) -> None:
    for fiche in visibles_de(base_du_site, "clauses"):
        document = pages[f"clauses/{fiche.id}/"]
        texte = document.xpath("//*[@id='contenu']")[0].text_content()
        assert "Modèle à adapter" in texte and "Sources vérifiées le" in texte
        assert "sans relecture juridique" in texte or fiche.contenu.relu_par
        assert len(document.xpath("//*[@data-copier]")) >= len(fiche.contenu.dispositions)
        assert document.xpath("//button[@data-word]")
        assert document.xpath(f"//a[contains(@href, '/edit/main/{fiche.fichier}')]")
        assert document.xpath("//a[starts-with(@href, 'mailto:') and contains(@href, 'subject=Signalement')]")
        assert len(document.xpath("//details[summary/*[@id='base-legale']]//li")) == len(fiche.contenu.fondements)
        for titre in (
            "Textes à insérer",
            "Preuves et contrôle",
            "Base légale",
            "Sources",
            "Données essentielles, valeur conseillée",
        ):
            assert titre in texte, fiche.id


def test_la_404_cherche(pages: dict) -> None:
    formulaire = pages["404.html"].xpath("//form[.//input[@id='recherche-404']]")[0]
    assert formulaire.get("method") == "get" and formulaire.get("action").endswith("recherche/")


def test_la_404_mene_aux_entrees_du_menu(pages: dict) -> None:
    """Chaque entrée est une page : une rubrique y mène par sa première."""
    entrees = pages["404.html"].xpath("//main//ul/li/a")
    menu = pages["404.html"].xpath("//*[@id='menu-principal']/ul[1]/li")
    assert len(entrees) == 1 + len(menu) and entrees[1].text == "Clauses"
    assert len({a.get("href") for a in entrees}) == len(entrees)
    assert {a.get("href") for a in entrees[1:]} <= {a.get("href") for li in menu for a in li.xpath(".//a")}


def test_memes_octets(projet_invente: Path, site_construit: Path, tmp_path: Path) -> None:
    """Autre dossier, autre fuseau, autre langue : mêmes octets."""
    copie = Path(shutil.copytree(projet_invente, tmp_path / "ailleurs" / "projet", symlinks=True))
    resultat = construire(tmp_path / "site2", copie, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7")
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    premier, second = empreinte(site_construit), empreinte(tmp_path / "site2")
    assert sorted(premier) == sorted(second)
    assert [nom for nom in premier if premier[nom] != second[nom]] == []


COMPTENT_LES_JOURS = {
    "index.html",  # les dates qui viennent, et ce qui a changé depuis peu
    "agenda/index.html",  # ce qui vient, ce qui est passé
    "veille/echeancier/index.html",  # aujourd'hui y a sa place sur la bande
    "veille/2026-11/index.html",  # l'édition en cours
    "veille/2026-11/courriel.html",
    "veille/2026-11/courriel.eml",
    "contribuer/a-revoir/index.html",
}


def test_le_lendemain_seul_change_ce_qui_compte_les_jours(
    projet_invente: Path, site_construit: Path, tmp_path: Path
) -> None:
    """Mêmes fiches, une nuit plus tard : un hébergeur, un miroir et un cache n'ont presque rien à reprendre."""
    demain = epoque(invente.JOUR + timedelta(days=1))
    resultat = construire(tmp_path / "demain", projet_invente, SOURCE_DATE_EPOCH=demain)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    avant, apres = empreinte(site_construit), empreinte(tmp_path / "demain")
    changes = {nom for nom in avant.keys() | apres.keys() if avant.get(nom) != apres.get(nom)}
    assert changes - COMPTENT_LES_JOURS == set()
    assert "veille/2026-11/courriel.eml" in changes


def test_le_plan_du_site_date_les_fiches_de_leur_jour(site_construit: Path, base_du_site: Base) -> None:
    """Une fiche y a le jour où elle a changé ou été vérifiée ; une liste, faite de plusieurs, n'a pas de date."""
    plan = etree.parse(site_construit / "sitemap.xml")
    dates = {u.findtext("{*}loc").removeprefix(SITE_URL): u.findtext("{*}lastmod") for u in plan.getroot()}
    for clause in visibles_de(base_du_site, "clauses"):
        attendu = max(clause.contenu.modifie_le, clause.contenu.verifie_le)
        assert dates[f"clauses/{clause.id}/"] == str(attendu), clause.id
    assert {dates[adresse] for adresse in ("", "clauses/", "agenda/")} == {None}
