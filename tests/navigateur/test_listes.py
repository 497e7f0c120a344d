"""Toute liste cherchable : une forme, rien d'identique partout, deux filtres ouverts, le premier résultat tout près."""

import re
import unicodedata
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.test_trouveur import CARTES, attendre_le_compte

FAMILLE = "clauses/segments/restauration-collective/"
LISTES = ["clauses/", FAMILLE, "veille/", "droit/", "indicateurs/", "bonnes-pratiques/"]
"""Celles que tout réseau a : l'annuaire d'un réseau neuf peut n'avoir qu'une structure, ou aucune."""
LIGNES = "li[data-resultat]"
PREMIER = ".tableau-repos > details > summary, .tableau-resultats > ol li[data-resultat] a"
"""Le premier arrêt du clavier dans la liste au repos : un groupe à ouvrir, ou la première fiche."""
TABULATIONS = 12
DOCUMENTS = {"RC", "CCAP", "CCTP", "CCP", "AE", "Lettre", "Cadre de réponse", "BPU"}


def tabuler(page: Page, cible: str) -> int:
    """Tabule jusqu'à la cible ; rend le nombre de tabulations, plus grand que permis si elle est hors d'atteinte."""
    for nombre in range(1, TABULATIONS + 2):
        page.keyboard.press("Tab")
        if page.evaluate("cible => document.querySelector(cible) === document.activeElement", cible):
            return nombre
    return TABULATIONS + 1


@pytest.mark.parametrize("largeur", [390, 1280])
def test_le_premier_resultat_en_peu_de_tabulations(visiter, site: str, largeur: int) -> None:
    """Du haut de la page, un lien mène à la liste en douze tabulations au plus ; le champ, à l'étroit, n'a que les filtres entre elle et lui."""
    visite = visiter(None, largeur=largeur)
    page = visite.page
    for chemin in LISTES:
        visite.aller(site + chemin)
        nombre = tabuler(page, "a.evitement[href='#resultats']")
        page.keyboard.press("Enter")
        assert nombre + tabuler(page, PREMIER) <= TABULATIONS, chemin

        page.locator("form.tableau-outils input[name=q]").focus()
        assert tabuler(page, PREMIER) <= 3, chemin


def test_rien_n_est_identique_partout(visiter, site: str) -> None:
    """Ni colonne ni pastille que toutes les fiches portent ; les deux premiers filtres ouverts, les autres repliés."""
    visite = visiter(None)
    page = visite.page
    for chemin in LISTES:
        visite.aller(site + chemin)
        total = page.locator(LIGNES).count()
        details = page.locator(f"{LIGNES} .resultat-detail").all_text_contents()
        assert len(set(details)) > 1, chemin
        pastilles = Counter(page.locator(f"{LIGNES} .badge").all_text_contents())
        assert total not in pastilles.values() and page.locator(".tableau-outils + * th").count() == 0, chemin
        ouvertes = page.locator("details.facette").evaluate_all("l => l.map(e => e.open)")
        assert ouvertes == [True] * min(2, len(ouvertes)) + [False] * (len(ouvertes) - 2), chemin


def sans_accents(titre: str) -> bytes:
    return unicodedata.normalize("NFKD", titre.replace("Œ", "OE").replace("œ", "oe")).encode("ascii", "ignore").lower()


def test_les_clauses_au_repos(visiter, fiches) -> None:
    """Par famille repliée, au nombre de son filtre, puis par titre ; documents en nom court ; seule l'exception a une pastille."""
    page = visiter("clauses/").page
    groupes = page.locator(".tableau-repos > details:not([open]) > summary").all_text_contents()
    familles = page.locator("fieldset[data-facette=segment] label").all_text_contents()
    assert groupes[-1].startswith("Plusieurs familles d’achat")
    assert [re.sub(r" clauses?$", "", groupe) for groupe in groupes[:-1]] == [" ".join(f.split()) for f in familles]
    lire = """l => l.slice(0, -1).map(d => [
        Number.parseInt(d.querySelector('.compte').textContent), d.querySelectorAll('.resultat-titre > a, ul > li > a').length])"""
    nommees = page.locator(".tableau-repos > details").evaluate_all(lire)
    assert all(dit == liens for dit, liens in nommees)
    for liste in page.locator(".tableau-repos ol.resultats").all():
        titres = liste.locator(".resultat-titre > a").all_text_contents()
        assert titres == sorted(titres, key=sans_accents)
    for documents in page.locator(".resultat-documents").all_text_contents():
        assert set(documents.split(" · ")) <= DOCUMENTS
    exceptions = page.locator("li[data-resultat]", has=page.locator(".badge", has_text="Pas pour une petite commune"))
    assert set(exceptions.evaluate_all("l => l.map(e => e.dataset.resultat)")) == {
        fiche["resultat"][0] for fiche in fiches if "petite" not in fiche["taille"]
    }


def test_une_seule_forme_pour_tous_les_etats(visiter) -> None:
    """La carte d'une clause est la même au repos et dans les réponses, sa raison d'y être en plus."""
    page = visiter("clauses/").page
    lire = """e => ({ titre: e.querySelector('.resultat-titre a').textContent, resume: e.querySelector('.resume').textContent,
        documents: e.querySelector('.resultat-documents').textContent, pastilles: e.querySelectorAll('.badge').length,
        forme: [...e.children].map((f) => f.className).filter((f) => f !== 'pourquoi') })"""
    premiere = page.locator(".tableau-repos li[data-resultat]").first
    au_repos, identite = premiere.evaluate(lire), premiere.get_attribute("data-resultat")
    page.locator("#q-clauses").fill(au_repos["titre"])
    attendre_le_compte(page)
    carte = page.locator(f"{CARTES}[data-resultat={identite}]")
    expect(carte.locator(".resultat-documents")).not_to_be_empty()
    assert carte.evaluate(lire) == au_repos


def test_voir_les_clauses_colle_en_bas_d_un_petit_ecran(visiter) -> None:
    """Filtres ouverts à 390 px, le bouton reste à l'écran, dit le compte, et mène à la liste."""
    page = visiter("clauses/", largeur=390, hauteur=844).page
    bouton = page.locator(".voir-resultats a")
    expect(bouton).to_be_hidden()
    page.locator("details.facettes-volet > summary").click()
    case = page.locator("input[name=segment]").nth(3)
    case.check()
    attendre_le_compte(page)
    place = bouton.bounding_box()
    assert place["y"] + place["height"] <= 844 and page.locator("#resultats").bounding_box()["y"] > 844
    nombre = page.locator(CARTES).count()
    expect(bouton).to_have_text(f"Voir les {nombre} clauses")
    bouton.click()
    expect(page.locator("#resultats")).to_be_focused()
    assert -1 <= page.locator("#resultats").bounding_box()["y"] < 100
    assert "#" not in page.url


def test_un_filtre_de_l_adresse_se_montre(visiter) -> None:
    """Un filtre replié que l'adresse coche s'ouvre, et se retire d'un bouton."""
    page = visiter("clauses/?theme=dechets").page
    expect(page.locator("input[name=theme][value=dechets]")).to_be_visible()
    page.get_by_role("button", name="Retirer le filtre « Déchets »").click()
    expect(page.locator("button[type=reset]")).to_be_hidden()
    expect(page.locator(".tableau-repos > details").first).to_be_visible()
