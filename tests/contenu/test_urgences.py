"""Ce que les fiches de ce réseau disent du droit du jour, là où s'y tromper coûterait à un acheteur."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.fabrique import Base, Fiche, fiches_de

AVERTISSEMENT = "avant toute consultation"


def _texte(fiche: Fiche) -> str:
    """Rend tout ce qu'une fiche écrit, champs et corps."""
    return json.dumps(fiche.contenu.model_dump(mode="json"), ensure_ascii=False) + (fiche.corps or "")


def _dates(base: Base, texte: str) -> set[date]:
    return {echeance.le for echeance in fiches_de(base, "textes")[texte].contenu.en_vigueur}


def test_le_registre_tient_la_loi_sur_l_origine_europeenne(base_reelle: Base) -> None:
    loi = fiches_de(base_reelle, "textes")["loi-2026-796"]
    assert date(2026, 8, 20) in _dates(base_reelle, "loi-2026-796")
    assert AVERTISSEMENT in loi.contenu.articles["8"].objet
    article = fiches_de(base_reelle, "codes")["rural"].contenu.articles["L230-5-1"]
    assert (article.depuis, article.change_par) == (date(2026, 8, 20), "loi-2026-796")
    assert AVERTISSEMENT in article.objet


@pytest.mark.parametrize("genre", ["clauses", "pratiques", "indicateurs"])
def test_qui_se_fonde_sur_l_article_des_cantines_cite_la_loi_et_avertit(base_reelle: Base, genre: str) -> None:
    fiches = [f for f in fiches_de(base_reelle, genre).values() if "RURAL L230-5-1" in f.contenu.fondements]
    assert fiches
    muettes = [
        f.fichier for f in fiches if "LOI-2026-796 art. 8" not in f.contenu.fondements or AVERTISSEMENT not in _texte(f)
    ]
    assert not muettes, muettes


def test_aucune_clause_de_repas_n_exige_une_origine_plus_etroite_que_l_europe(base_reelle: Base) -> None:
    clauses = [f for f in fiches_de(base_reelle, "clauses").values() if "LOI-2026-796 art. 8" in f.contenu.fondements]
    textes = " ".join(d.texte for f in clauses for d in f.contenu.dispositions)
    assert "dans sa rédaction applicable au marché" in textes
    assert "origine France" not in textes and "français" not in textes


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("ue-2024-1689", date(2027, 12, 2)),
        ("ue-2024-1689", date(2028, 8, 2)),
        ("ue-2026-1744", date(2026, 7, 27)),
        ("ue-2025-40", date(2030, 2, 12)),
        ("ue-2023-1669", date(2025, 6, 20)),
    ],
)
def test_le_registre_porte_la_date(base_reelle: Base, texte: str, jour: date) -> None:
    assert jour in _dates(base_reelle, texte)


@pytest.mark.parametrize(
    ("genre", "nom", "mots"),
    [
        ("veille", "2026-06-29-intelligence-artificielle-report", "2026/1744"),
        ("veille", "2026-08-12-reglement-emballages", "12 février 2030"),
        ("veille", "2024-12-30-decret-simplification-pme", "déjà celui de l’État"),
        ("textes", "dec-2024-1251", "déjà plafonnée à 3 % dans les marchés de l’État"),
        ("veille", "2026-01-01-indice-durabilite", "sauf pour les téléphones"),
        ("textes", "loi-2021-1485", "l’étiquette européenne"),
        ("textes", "dec-2020-1757", "étiquette européenne"),
        ("textes", "dec-2024-316", "l’étiquette européenne"),
        ("clauses", "reparabilite-durabilite-materiel", "L’indice français des téléphones est abrogé"),
        ("veille", "2024-02-21-parts-reemploi-recycle", "un hôpital n’est pas visé"),
        ("textes", "loi-2020-105", "ne vise pas les hôpitaux"),
    ],
)
def test_la_fiche_dit_le_droit_du_jour(base_reelle: Base, genre: str, nom: str, mots: str) -> None:
    assert mots in _texte(fiches_de(base_reelle, genre)[nom])
