"""Les images qui expliquent : ce qu'elles montrent vient des fiches, et se lit aussi sans les voir."""

import re
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.clause.images import (
    anatomie_clause,
    chemin_d_une_penalite,
    etat_du_fonds,
    fonds_par_fraicheur,
    fonds_par_nature,
    fonds_par_theme,
    place_des_textes,
)
from macros.fiches.droit.page import echelle_seuils
from macros.fiches.feuille.declaration import frise_du_schema
from macros.fiches.feuille.frise import LARGEUR, frise
from macros.fiches.obligation.page import annee_de_commune
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec, changee
from tests.fabrique.pages import contexte_de
from tests.fabrique.questions import consulter, fiches_de

FONDS = (etat_du_fonds, fonds_par_nature, fonds_par_theme, fonds_par_fraicheur)
IMAGES = (*FONDS, anatomie_clause, chemin_d_une_penalite, place_des_textes, frise_du_schema, annee_de_commune)


def feuille(*quand: str) -> Any:
    return SimpleNamespace(etapes=[SimpleNamespace(quand=q, quoi=f"Étape {q}.") for q in quand])


def test_une_etape_a_ses_mois() -> None:
    """Une période est un trait, des mois cités sont des points ; une étape sans mois n'est pas dessinée."""
    duree, traits = frise(feuille("Mois 1 et 2", "Mois 3 à 6", "Tous les mois", "Mois 12"))
    assert (duree, [t.rang for t in traits]) == (12, [1, 2, 4])
    assert [t.places for t in traits] == [((0, 18), (18, 18)), ((36, 72),), ((198, 18),)]


def test_rien_a_dessiner() -> None:
    assert frise(feuille("Mois 3", "Tous les mois"))[1] == []


def test_une_etape_se_lit_en_entier_sans_toucher_la_suivante(base_inventee: Base) -> None:
    """Le mois et sa barre sur une ligne, la phrase dessous, un blanc ; les années en haut."""
    page = html.fromstring(str(frise_du_schema.rendre(contexte_de(base_inventee))))
    departs = [int(re.search(r"(\d+)\)", g.get("transform"))[1]) for g in page.xpath("//svg/g")]
    lignes = [len(g.xpath("./text[2]/tspan")) for g in page.xpath("//svg/g")]
    assert len(departs) > 1 and "…" not in page.xpath("string(//svg)")
    for (depart, suivant), n in zip(pairwise(departs), lignes, strict=False):
        assert suivant - depart > 12 + 16 * n
    assert all(int(texte.get("y")) < departs[0] for texte in page.xpath("//svg/text"))
    for g in page.xpath("//svg/g"):
        assert all(int(barre.get("x")) >= 360 - LARGEUR for barre in g.xpath("./rect"))


@pytest.mark.parametrize("macro", IMAGES, ids=lambda m: m.nom)
def test_une_image_se_lit_a_voix_haute(base_inventee: Base, macro: Any) -> None:
    """Un rôle, un titre, une description, et aucun mot qui ne serait dit que par une couleur."""
    page = html.fromstring(f"<div>{macro.rendre(contexte_de(base_inventee))}</div>")
    [dessin] = page.xpath("//svg")
    assert dessin.get("role") == "img"
    for attribut, balise in (("aria-labelledby", "title"), ("aria-describedby", "desc")):
        [texte] = dessin.xpath(f"./{balise}[@id='{dessin.get(attribut)}']")
        assert len(texte.text.strip()) > 10
    assert dessin.xpath(".//text") and not page.xpath("//@style")


def test_l_etat_du_fonds_compte_les_clauses(base_inventee: Base) -> None:
    """Chaque famille, chaque niveau : le nombre écrit est celui des fiches visibles."""
    page = html.fromstring(str(etat_du_fonds.rendre(contexte_de(base_inventee))))
    dit = page.xpath("string(//desc)")
    c = consulter(base_inventee)
    segment = next(f for f in c.visibles("clauses")).contenu.segments[0]
    attendu = sum(segment in f.contenu.segments and "base" in f.contenu.niveaux for f in c.visibles("clauses"))
    assert f"{c.libelle('segments', segment)}\u00a0: {attendu} {c.libelle('niveaux', 'base').lower()}" in dit


@pytest.mark.parametrize(
    ("macro", "vocabulaire", "champ"), [(fonds_par_nature, "natures", "natures"), (fonds_par_theme, "themes", "themes")]
)
def test_une_barre_par_valeur(base_inventee: Base, macro: Any, vocabulaire: str, champ: str) -> None:
    """Le nombre écrit au bout de chaque barre est celui des clauses ; la barre la plus longue tient la largeur."""
    page = html.fromstring(str(macro.rendre(contexte_de(base_inventee))))
    c = consulter(base_inventee)
    attendu = {
        v.libelle: n
        for code, v in c.valeurs(vocabulaire).items()
        if (n := sum(code in getattr(f.contenu, champ) for f in c.visibles("clauses")))
    }
    lues = {g.xpath("string(./text[1])"): int(g.xpath("string(./text[2])")) for g in page.xpath("//svg/g")}
    assert {nom.replace("\u00a0", " "): n for nom, n in lues.items()} == attendu
    assert max(float(x) for x in page.xpath("//svg//rect/@width")) == 320


@pytest.mark.parametrize(
    ("mois", "rang"), [(0, 0), (1, 0), (2, 1), (6, 1), (7, 2), (17, 2), (20, 3)], ids=lambda x: str(x)
)
def test_une_clause_vieillit(base_inventee: Base, mois: int, rang: int) -> None:
    """Chaque clause est comptée une fois : à son âge, ou « à revoir » au-delà de dix-huit mois."""
    base = avec(base_inventee, jour=plus_mois(base_inventee.jour, mois))
    fiches = {nom: changee(f, verifie_le=base_inventee.jour) for nom, f in fiches_de(base, "clauses").items()}
    page = html.fromstring(str(fonds_par_fraicheur.rendre(contexte_de(avec(base, clauses=fiches)))))
    nombres = [int(g.xpath("string(./text[2])")) for g in page.xpath("//svg/g")]
    assert len(nombres) == 4 and nombres[rang] == sum(nombres) == len(consulter(base).visibles("clauses"))


def test_l_echelle_suit_les_seuils(base_inventee: Base) -> None:
    """Un trait par montant du jour, toujours plus long, dans la liste même : rien n'y est dit deux fois."""
    page = html.fromstring(f"<div>{echelle_seuils.rendre(contexte_de(base_inventee))}</div>")
    longueurs = [int(x) for x in page.xpath("//ol[@class='echelle']/li//svg/rect/@width")]
    assert len(longueurs) > 1 and longueurs == sorted(set(longueurs))
    assert len(longueurs) == len(page.xpath("//ol[@class='echelle']/li"))
