"""Le site de ce réseau : les contrôles du site inventé, refaits sur le vrai."""

from __future__ import annotations

from tests.site.test_calendriers import octets, test_deux_bibliotheques_lisent_la_meme_chose
from tests.site.test_donnees import (
    test_la_page_donne_tous_les_fichiers,
    test_le_titre_est_celui_de_la_page,
    test_page_json_et_csv_disent_la_meme_chose,
)
from tests.site.test_flux import (
    fichiers,
    test_les_liens_menent_a_des_pages,
    test_sous_le_plafond,
    test_strictement_valide,
)
from tests.site.test_site import (
    pages,
    test_aucune_fuite,
    test_liens_et_ancres,
    test_lignes_egales_fiches,
    test_titres_distincts,
    test_un_titre_une_langue_une_description,
    test_une_clause_porte_tout,
    test_une_page_par_fiche,
)
from tests.site.test_validite import test_le_verificateur_ne_trouve_rien
from tests.site.test_word import reels, test_meme_texte_que_la_page, test_ooxml_valide

__all__ = [
    "fichiers",
    "octets",
    "pages",
    "reels",
    "test_aucune_fuite",
    "test_deux_bibliotheques_lisent_la_meme_chose",
    "test_la_page_donne_tous_les_fichiers",
    "test_le_titre_est_celui_de_la_page",
    "test_le_verificateur_ne_trouve_rien",
    "test_les_liens_menent_a_des_pages",
    "test_liens_et_ancres",
    "test_lignes_egales_fiches",
    "test_meme_texte_que_la_page",
    "test_ooxml_valide",
    "test_page_json_et_csv_disent_la_meme_chose",
    "test_sous_le_plafond",
    "test_strictement_valide",
    "test_titres_distincts",
    "test_un_titre_une_langue_une_description",
    "test_une_clause_porte_tout",
    "test_une_page_par_fiche",
]
