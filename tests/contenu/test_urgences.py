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
    """La phrase est partagée : elle se lit une fois dans le socle, et dans aucune clause."""
    clauses = [f for f in fiches_de(base_reelle, "clauses").values() if "LOI-2026-796 art. 8" in f.contenu.fondements]
    partagee = fiches_de(base_reelle, "socle")["origine-denrees"].contenu.texte
    textes = " ".join([partagee, *(d.texte for f in clauses for d in f.contenu.dispositions)])
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
        ("loi-2026-534", date(2026, 12, 26)),
        ("arr-2024-06-04", date(2026, 7, 1)),
        ("dec-2026-272", date(2026, 4, 17)),
        ("arr-2026-08-12", date(2026, 8, 15)),
        ("loi-2015-992", date(2020, 1, 1)),
        ("ord-2023-859", date(2023, 9, 8)),
        ("dec-2020-1726", date(2027, 9, 30)),
        ("ue-2025-1988", date(2026, 10, 23)),
        ("ue-2025-1988", date(2027, 4, 23)),
        ("ue-2023-1542", date(2027, 2, 18)),
        ("ue-2025-1561", date(2027, 8, 18)),
        ("ue-2024-573", date(2027, 1, 1)),
        ("dir-2024-1275", date(2028, 1, 1)),
        ("cc-2026-903-dc", date(2026, 12, 31)),
        ("calendrier-facture-electronique", date(2027, 9, 1)),
        ("loi-2018-938", date(2027, 3, 31)),
        ("dec-2025-141", date(2025, 2, 19)),
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
        ("veille", "2026-06-25-sous-traitants-vigilance", "L’article n’a pas été lu"),
        ("obligations", "vigilance-sous-traitants", "Article non lu"),
        ("obligations", "sous-traitance", "l’attestation de vigilance du sous-traitant"),
        ("textes", "loi-2015-992", "une priorité aux matériaux"),
        ("obligations", "routes-priorite-recycle", "par prudence"),
        ("obligations", "haute-performance-sans-etiquette", "Seul le début de R234-4 a été lu"),
        ("obligations", "haute-performance-energetique", "ouvrez R234-4 avant"),
        ("obligations", "retenue-de-garantie", "loi n° 71-584"),
        ("obligations", "papier-recycle", "à base de fibres"),
        ("veille", "2024-05-21-loi-sren-donnees-sensibles", "14 avril 2026"),
        ("veille", "2026-08-27-accessibilite-numerique-sanctions", "l’Arcom sanctionne depuis 2023"),
        ("obligations", "origine-des-viandes", "a expiré le 29 février 2024"),
        ("textes", "loi-2020-105", "ne vise pas les hôpitaux"),
    ],
)
def test_la_fiche_dit_le_droit_du_jour(base_reelle: Base, genre: str, nom: str, mots: str) -> None:
    assert mots in _texte(fiches_de(base_reelle, genre)[nom])


MOTS_FAUX = {
    "JORFARTI000054131648": "cette adresse ouvre un article sur les données de santé, non la loi de simplification",
    "retrouvé le décret d’application": "le décret n° 2026-272 existe",
    "dessus du seuil européen": "la règle vaut à partir du seuil",
    "dessus des seuils européens": "la règle vaut à partir des seuils",
    "régulateur peut sanctionner": "la sanction date de 2023",
    "mise en demeure publique": "rien de lu ne dit que la mise en demeure est publiée",
    "dépassent les seuils européens": "la règle vaut à partir des seuils",
}


@pytest.mark.parametrize("mots", MOTS_FAUX)
def test_aucune_fiche_ne_redit_ce_qui_etait_faux(base_reelle: Base, mots: str) -> None:
    genres = ("clauses", "pratiques", "veille", "textes", "codes", "obligations")
    fautives = [f.fichier for g in genres for f in fiches_de(base_reelle, g).values() if mots in _texte(f)]
    assert not fautives, MOTS_FAUX[mots]
