"""Une fiche reprise nomme son auteur partout où elle se lit : page, flux, Word ; sauf dans un modèle qui part tel quel."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from macros.base.base import Base
from macros.base.reseau import Reseau
from macros.base.types import LICENCES, Origine
from macros.commandes.reprendre.origine import vient_d_ici, vient_de
from tests.donnees import completer
from tests.fabrique.donnees import word_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.pages import article_de_flux, macro_de, page_d_article, page_de
from tests.fabrique.questions import adresse_de, fiches_de, genres_a_pages

ORIGINE = Origine(
    reseau="3AR & co",
    licence="CC BY 4.0",
    url="https://3ar.test/x/",
    importe_le=date(2026, 11, 20),
    modifiee_par=["R2"],
    relu_par="Juriste",
)


@pytest.mark.parametrize(
    ("site", "par", "attendu"),
    [
        ("https://3ar.test/x/", None, True),
        ("https://3ar.test", None, True),
        ("https://3ar.te", None, False),
        ("https://par.test/a", "https://par.test/a/", True),
        ("https://par.test/a", "https://par.test/a-nord/", False),
    ],
)
def test_un_site_n_est_pas_celui_dont_l_adresse_commence_comme_la_sienne(
    site: str, par: str | None, attendu: bool
) -> None:
    origine = ORIGINE.model_copy(update={"par": par})
    assert vient_de(origine, site) == attendu
    assert par or vient_d_ici(origine, Reseau(site_url=site)) == attendu


NOTE = (
    'Fiche reprise de <a href="https://3ar.test/x/" rel="external">3AR &amp; co</a> sous'
    f' <a href="{LICENCES["CC BY 4.0"]}" rel="license external">CC BY 4.0</a>, le 20'
)


SUITE = "\u202f; changée avant par R2\u202f; relue là-bas par\xa0: Juriste.</p>"


ENSEMBLE = {"termes": "lexique", "seuils": "detail_seuils"}
"""Genres dont toutes les fiches se lisent sur une même page, par une macro."""


def pages(base: Base, genre: str) -> list[str]:
    """Rend le HTML de chaque page où se lit une fiche du genre."""
    if genre in ENSEMBLE:
        return [macro_de(base, ENSEMBLE[genre])]
    fiche = next(iter(fiches_de(base, genre).values()))
    lues = [page_de(base, genre, fiche).html]
    if genre == "codes":
        lues += [page_d_article(base, fiche.id, numero).html for numero in fiche.contenu.articles]
    if genre == "veille":
        lues.append(article_de_flux(base, fiche))
    return lues


def reprendre(base: Base, genre: str) -> None:
    """Donne une origine à toutes les fiches du genre."""
    for fiche in fiches_de(base, genre).values():
        object.__setattr__(fiche, "contenu", fiche.contenu.model_copy(update={"reprise_de": ORIGINE}))


@pytest.mark.parametrize("genre", [*genres_a_pages(), *ENSEMBLE])
def test_toute_page_nomme_l_origine(projet: Path, genre: str) -> None:
    completer(projet)
    base = base_saine(projet)
    assert [p for p in pages(base, genre) if "Fiche reprise" in p] == []
    reprendre(base, genre)
    lues = pages(base, genre)
    assert lues and [p for p in lues if p.count(f'<p class="note">{NOTE}') != 1 or SUITE not in p] == []


def test_un_modele_a_envoyer_ne_nomme_personne(projet: Path) -> None:
    """Il part tel quel à une entreprise, ou au conseil : ni le réseau, ni celui dont il vient, n'y paraissent."""
    base = base_saine(projet)
    reprendre(base, "modeles")
    doc = Document(io.BytesIO(word_de(base)[adresse_de(base, "modeles", "essai")[:-1] + ".docx"]))
    dit = " ".join(p.text for p in [*doc.paragraphs, *doc.sections[0].footer.paragraphs])
    assert "3AR" not in dit and "reprise de" not in dit and doc.core_properties.author == ""


@pytest.mark.parametrize("genre", ["feuilles", "kits"])
def test_le_word_nomme_l_origine(projet: Path, genre: str) -> None:
    base = base_saine(projet)
    chemin = adresse_de(base, genre, "essai")[:-1] + ".docx"
    avant = Document(io.BytesIO(word_de(base)[chemin]))
    assert avant.core_properties.author == "R" and "reprise de" not in avant.paragraphs[-1].text
    reprendre(base, genre)
    doc = Document(io.BytesIO(word_de(base)[chemin]))
    assert doc.core_properties.author == "3AR & co"
    assert doc.sections[0].footer.paragraphs[0].text.startswith("3AR & co · ")
    verifiee, origine = doc.paragraphs[-2:]
    assert verifiee.text.startswith("3AR & co. Modèle à adapter.")
    assert origine.text == "Fiche reprise de 3AR & co sous CC BY 4.0, le 20/11/2026\u202f; changée avant par R2."
    assert {lien.address for lien in origine.hyperlinks} == {ORIGINE.url, LICENCES["CC BY 4.0"]}
