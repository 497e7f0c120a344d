"""Écrire sans compte : un message à compléter, envoyé ou copié ; les pièces d'un lot réservé ; une clause lue par qui y répond."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.clause.ecrire import QUESTIONS, pieces_de_reserve, trame_de_clause
from macros.fiches.clause.modele import Clause
from macros.fiches.territoire.page import demander_une_fiche
from tests.fabrique.bases import avec
from tests.fabrique.pages import contexte_de, page_de, page_en_plus
from tests.fabrique.questions import fiches_de

CLAUSE = "contenants-reemployables-repas"


def rendue(base: Base, macro: Any) -> Any:
    return html.fromstring(f"<div>{macro.rendre(contexte_de(base))}</div>")


@pytest.mark.parametrize("macro", [trame_de_clause, demander_une_fiche], ids=lambda m: m.nom)
def test_le_courriel_et_la_copie_disent_la_meme_trame(base_inventee: Base, macro: Any) -> None:
    """Un lien prérempli au réseau ; les mêmes lignes et l'adresse se lisent et se copient."""
    page, contact = rendue(base_inventee, macro), contexte_de(base_inventee).c.reseau.contact
    [lien] = page.xpath("//a/@href")
    message = parse_qs(urlsplit(lien).query)
    assert lien.startswith(f"mailto:{contact}?") and message["subject"][0]
    copies = page.xpath("//button/@data-copier-texte")
    assert copies == [contact, message["body"][0]] == [c.text for c in page.xpath("//code")]


def test_la_trame_d_une_clause_demande_preuve_controle_et_suite(base_inventee: Base) -> None:
    lues = rendue(base_inventee, trame_de_clause).xpath("string(//pre)").splitlines()
    assert lues == [f"{demande} :" for demande in QUESTIONS]


def test_les_pieces_d_un_lot_reserve_viennent_des_clauses(base_inventee: Base) -> None:
    """Ce qu'une clause qui réserve demande au candidat ; ni ce que doit le titulaire, ni les autres clauses."""
    assert not rendue(base_inventee, pieces_de_reserve).xpath("//li//a[contains(@href, 'clauses/')]")
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    champs["dispositions"][0]["nature"] = "marche-reserve"
    champs["preuves"] = [
        {"quoi": f"La pièce due par {qui}.", "qui": qui, "quand": "Tôt"} for qui in ("Le candidat", "Le titulaire")
    ]
    base = avec(base_inventee, clauses={CLAUSE: replace(fiche, contenu=Clause(**champs))})
    page = rendue(base, pieces_de_reserve)
    [piece] = page.xpath("//li[.//a[contains(@href, 'clauses/')]]")
    assert "due par Le candidat" in piece.text_content() and len(page.xpath("//li//input[@type='checkbox']")) == 5


def test_lue_par_une_entreprise(base_inventee: Base) -> None:
    """Ce que joint le candidat se réunit avant, ce que remet le titulaire vient ensuite ; chaque question notée a sa case à remplir."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    clause = fiche.contenu
    page = html.fromstring(page_en_plus(base_inventee, "clauses", f"entreprises/{CLAUSE}/").html)
    parties = {
        ancre: [
            ligne.xpath("string(td[2])") for ligne in page.xpath(f"//h2[@id='{ancre}']/following::table[1]/tbody/tr")
        ]
        for ancre in ("avant", "pendant")
    }
    assert parties == {
        "avant": [p.qui for p in clause.preuves if p.qui == "Le candidat"],
        "pendant": [p.qui for p in clause.preuves if p.qui != "Le candidat"],
    }
    cases = page.xpath("//section[@data-word-contenu]//td[@data-libelle='Votre réponse']")
    assert len(cases) == sum(len(d.elements) for d in clause.dispositions) and not any(x.text_content() for x in cases)
    ancres = [lien.rpartition("#")[2] for lien in page.xpath("//h2[@id='demande']/following::ul[1]//a/@href")]
    titres = html.fromstring(page_de(base_inventee, "clauses", fiche).html).xpath("//h3/@id")
    assert ancres and set(ancres) <= set(titres)
