"""Les images qui expliquent : ce qu'elles montrent vient des fiches, et se lit aussi sans les voir."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html

from macros.fiches.clause.images import anatomie_clause, etat_du_fonds, place_des_textes
from macros.fiches.droit.page import echelle_seuils
from macros.fiches.feuille.declaration import frise_du_schema
from macros.fiches.feuille.frise import frise
from tests.fabrique import Base, consulter, contexte_de

IMAGES = (anatomie_clause, etat_du_fonds, place_des_textes, frise_du_schema)


def feuille(*quand: str) -> Any:
    return SimpleNamespace(etapes=[SimpleNamespace(quand=q, quoi=f"Étape {q}.") for q in quand])


def test_une_etape_a_ses_mois() -> None:
    """Une période est un trait, des mois cités sont des points ; une étape sans mois n'est pas dessinée."""
    duree, traits = frise(feuille("Mois 1 et 2", "Mois 3 à 6", "Tous les mois", "Mois 12"))
    assert (duree, [t.rang for t in traits]) == (12, [1, 2, 4])
    assert [t.places for t in traits] == [((0, 30), (30, 30)), ((60, 120),), ((330, 30),)]


def test_rien_a_dessiner() -> None:
    assert frise(feuille("Mois 3", "Tous les mois"))[1] == []


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


def test_l_echelle_suit_les_seuils(base_inventee: Base) -> None:
    """Un trait par montant du jour, toujours plus long, dans la liste même : rien n'y est dit deux fois."""
    page = html.fromstring(f"<div>{echelle_seuils.rendre(contexte_de(base_inventee))}</div>")
    longueurs = [int(x) for x in page.xpath("//ol[@class='echelle']/li//svg/rect/@width")]
    assert len(longueurs) > 1 and longueurs == sorted(set(longueurs))
    assert len(longueurs) == len(page.xpath("//ol[@class='echelle']/li"))
