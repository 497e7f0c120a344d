"""Ce qui est écrit en deux endroits dit la même chose."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path

import pytest

from macros import extension
from macros.calendrier import CALENDRIERS
from macros.chargement import charger
from macros.exports import documents_word, schemas
from macros.flux import canaux
from macros.modele import Base
from macros.regles.contenu import sorties
from macros.regles.macros import MACROS
from macros.rendu import Rendu, Reseau, tableaux
from tests.conftest import RACINE, SITE_URL, anomalies_de
from tests.donnees import IDENTITE, donnees


def test_sorties_connues_des_liens(base_reelle: Base) -> None:
    flux = {chemin for canal in canaux(base_reelle) for chemin, _ in canal.fichiers}
    calendriers = {calendrier.chemin for calendrier in CALENDRIERS}
    exports = {*schemas(base_reelle), *donnees(base_reelle, IDENTITE), *documents_word(base_reelle, "R", SITE_URL)}
    assert flux | calendriers | exports == sorties(base_reelle)


def test_un_lien_vers_un_fichier_produit_passe(projet: Path) -> None:
    page = projet / "docs/index.md"
    liens = "[x](/donnees/clauses.json), [x](/donnees/agenda.csv), [x](/animer/essai.docx)"
    page.write_text(page.read_text("utf-8").replace("Un paragraphe.", liens), "utf-8")
    assert anomalies_de(projet) == []


def test_une_projection_est_annoncee_si_le_mois_a_une_entree(projet: Path) -> None:
    entree = projet / "docs/veille/2026/2026-11-20-essai.md"
    contenu = entree.read_text("utf-8").replace("2026-11-20", "2026-09-20")
    entree.with_name("2026-09-20-essai.md").write_text(contenu, "utf-8")
    base, _ = charger(projet)
    annoncees = {a[7:14] for a in base.adresses if a.endswith("/projection/")}
    assert annoncees == {"2026-09", "2026-11"} and "veille/2026-10/" in base.adresses


@pytest.mark.parametrize("nom", sorted(MACROS))
def test_arguments_annonces(nom: str) -> None:
    assert list(inspect.signature(extension.ECRITES[nom]).parameters) == list(MACROS[nom])


def rendu(base: Base) -> Rendu:
    reseau = Reseau(
        "R",
        "réseau",
        "r",
        "c@exemple.test",
        "h",
        "exemple.test,2026",
        (),
        "https://exemple.test/",
        "https://exemple.test/d",
    )
    return Rendu(base, reseau, Path(RACINE, "overrides", "fragments"))


def test_au_dela_du_seuil_une_page_par_famille(base_reelle: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    moteur = rendu(base_reelle)
    assert "data-resultat" in moteur.tableau("clauses", "../")
    monkeypatch.setattr(tableaux, "SEUIL_LIGNES", 10)
    decoupe = moteur.tableau("clauses", "../")
    assert (
        "data-trouveur" in decoupe and "data-resultat" not in decoupe and "../clauses/segments/restauration/" in decoupe
    )
    restreint = moteur.tableau("clauses", "../", {"theme": "dechets"})
    attendues = {c.id for c in base_reelle.publiees() if "dechets" in c.contenu.themes}
    assert set(re.findall(r'data-resultat="([^"]+)"', restreint)) == attendues


def test_une_clause_qui_ne_parait_pas_n_est_pas_un_lien(projet: Path) -> None:
    """Une étape, un indicateur ou un modèle qui nomme un brouillon n'y mène pas : sa page n'existe pas."""
    for fichier, ancre in (
        ("data/feuilles-de-route/essai.yml", "    pratiques: [essai]"),
        ("data/indicateurs/essai.yml", "piege:"),
        ("docs/modeles/essai.md", "fondements:"),
    ):
        champ = ancre[: len(ancre) - len(ancre.lstrip())] + "clauses: [temoin]\n"
        chemin = projet / fichier
        chemin.write_text(chemin.read_text("utf-8").replace(ancre, champ + ancre, 1), "utf-8")
    base, _ = charger(projet)
    assert {a.split(": ")[1] for a in anomalies_de(projet)} == {"renvoi-brouillon (alerte)"}
    rendu_du_projet = rendu(base)
    pages = [
        rendu_du_projet.feuille(base.feuilles["essai"], "../"),
        rendu_du_projet.indicateur(base.indicateurs["essai"], "../"),
        rendu_du_projet.modele(base.modeles["essai"], "../"),
    ]
    assert not [page.titre for page in pages if "clauses/temoin" in page.html or "clauses-liees" in page.html]
    assert [titre for titre, _ in base.appuis(base.feuilles["essai"].contenu.etapes[2])][1:] == ["CCP L2112-2"]


def test_un_projet_n_est_pas_une_echeance(base_reelle: Base) -> None:
    projets = {f"droit/{i}/" for i, f in base_reelle.textes.items() if f.contenu.nature == "projet"}
    a_venir = rendu(base_reelle).echeances(base_reelle.jour, date.max)
    assert a_venir and not projets & {jalon.adresse for jalon in a_venir}
