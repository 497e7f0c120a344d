"""Ce qui est écrit en deux endroits dit la même chose."""

import inspect
import re
from pathlib import Path

import pytest
from lxml import html

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.macro import Macro
from macros.fiches.liste import MACROS
from macros.sorties.donnees.formulaires import formulaires
from tests.fabrique.bases import avec
from tests.fabrique.donnees import donnees_de, schemas_de, word_de
from tests.fabrique.flux import calendriers_de, canaux_de
from tests.fabrique.lecture import anomalies_de, lire
from tests.fabrique.pages import page_de, page_en_plus, tableau_de
from tests.fabrique.questions import (
    adresse_de,
    adresses_de,
    appuis_de,
    consulter,
    fiches_de,
    genres_a_pages,
    jalons_de,
    produits_de,
    valeurs_de,
    visibles_de,
)
from tests.petit.projet import changer


def test_sorties_connues_des_liens(base_inventee: Base) -> None:
    flux = {chemin for canal in canaux_de(base_inventee) for chemin, _ in canal.fichiers}
    calendriers = set(calendriers_de(base_inventee))
    exports = {
        *schemas_de(base_inventee),
        *formulaires(consulter(base_inventee)),
        *donnees_de(base_inventee),
        *word_de(base_inventee),
    }
    assert {*flux, "flux/tous.opml", "flux/publies.json"} | calendriers | exports == produits_de(base_inventee)


def test_un_lien_vers_un_fichier_produit_passe(projet: Path) -> None:
    page = projet / "docs/index.md"
    liens = "[x](/donnees/clauses.json), [x](/donnees/agenda.csv), [x](/animer/essai.docx)"
    changer(page, ("Un paragraphe.", liens))
    assert anomalies_de(projet) == []


def test_chaque_mois_a_sa_projection(projet: Path) -> None:
    """Octobre, sans entrée, a la sienne : sa séance se complète."""
    entree = projet / "docs/veille/2026/2026-11-20-essai.md"
    contenu = entree.read_text("utf-8").replace("2026-11-20", "2026-09-20")
    entree.with_name("2026-09-20-essai.md").write_text(contenu, "utf-8")
    base, _ = lire(projet)
    annoncees = {a[7:14] for a in adresses_de(base) if a.endswith("/projection/")}
    assert annoncees == {"2026-09", "2026-10", "2026-11"}


@pytest.mark.parametrize("macro", MACROS, ids=lambda m: m.nom)
def test_arguments_annonces(macro: Macro) -> None:
    """Les arguments que le décorateur admet sont ceux de la fonction, après le contexte."""
    assert list(inspect.signature(macro.rendre).parameters)[1:] == list(macro.arguments)


def test_au_dela_du_seuil_une_page_par_famille(base_inventee: Base) -> None:
    assert "data-resultat" in tableau_de(base_inventee, "clauses")
    decoupe = tableau_de(base_inventee, "clauses", seuil=10)
    assert (
        "data-trouveur" in decoupe and "data-resultat" not in decoupe and "../clauses/segments/restauration/" in decoupe
    )
    restreint = tableau_de(base_inventee, "clauses", {"theme": "dechets"}, seuil=10)
    attendues = {c.id for c in visibles_de(base_inventee, "clauses") if "dechets" in c.contenu.themes}
    assert set(re.findall(r'data-resultat="([^"]+)"', restreint)) == attendues


def test_la_liste_au_repos_est_repliee_par_groupe(base_inventee: Base) -> None:
    """Chaque famille nomme toutes ses clauses, et les compte ; chaque clause n'est décrite qu'une fois."""
    liste = html.fromstring(tableau_de(base_inventee, "clauses"))
    toutes = visibles_de(base_inventee, "clauses")
    assert sorted(liste.xpath("//*[@data-resultat]/@data-resultat")) == sorted(c.id for c in toutes)
    groupes = liste.xpath("//div[@class='tableau-repos']/details")
    assert len(groupes) > 2 and not liste.xpath("//details[@class='repli'][@open]")
    vues = {}
    for groupe in groupes:
        liens = groupe.xpath(".//p[@class='resultat-titre']/a/@href | ./ul/li/a/@href")
        compte = groupe.xpath("string(summary/span[@class='compte'])")
        assert compte.split()[0] == str(len(liens)) and compte.endswith("s") is (len(liens) > 1)
        vues[groupe.xpath("string(summary/h2)")] = {lien.split("/")[-2] for lien in liens}
    for code, valeur in valeurs_de(base_inventee, "segments").items():
        siennes = {c.id for c in toutes if code in c.contenu.segments}
        assert vues.get(valeur.libelle, set()) == siennes, code


def test_la_veille_se_replie_par_annee_et_un_seul_groupe_reste_deplie(base_inventee: Base) -> None:
    entrees = visibles_de(base_inventee, "veille")
    annees = sorted({str(e.contenu.date.year) for e in entrees}, reverse=True)
    assert len(annees) > 1
    assert html.fromstring(tableau_de(base_inventee, "veille")).xpath("//summary/h3/text()") == annees
    d_un_an = {e.id: e for e in entrees if str(e.contenu.date.year) == annees[0]}
    assert "tableau-repos" not in tableau_de(avec(base_inventee, veille=d_un_an), "veille")


def test_une_clause_qui_ne_parait_pas_n_est_pas_un_lien(projet: Path) -> None:
    """Une étape, un indicateur ou un modèle qui nomme un brouillon n'y mène pas : sa page n'existe pas."""
    for fichier, ancre in (
        ("data/feuilles-de-route/essai.yml", "    pratiques: [essai]"),
        ("data/indicateurs/essai.yml", "piege:"),
        ("docs/modeles/essai.md", "fondements:"),
    ):
        champ = ancre[: len(ancre) - len(ancre.lstrip())] + "clauses: [temoin]\n"
        chemin = projet / fichier
        changer(chemin, (ancre, champ + ancre))
    base, _ = lire(projet)
    assert {a.split(": ")[1] for a in anomalies_de(projet)} == {"renvoi-brouillon (alerte)"}
    genres = ("feuilles", "indicateurs", "modeles")
    pages = [page_de(base, genre, fiches_de(base, genre)["essai"]) for genre in genres]
    assert not [page.titre for page in pages if "clauses/temoin" in page.html or "clauses-liees" in page.html]
    assert [titre for titre, _ in appuis_de(base, fiches_de(base, "feuilles")["essai"].contenu.etapes[2])][1:] == [
        "CCP L2112-2"
    ]


def _nu(texte: str) -> str:
    """Rend les mots d'un texte, sans balisage ni typographie : une page et sa fiche les écrivent autrement."""
    return " ".join(re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "", texte))).lower()


def _mots_des_pages(base: Base, genre: str, fiche: Fiche) -> str:
    """Rend les mots de la page d'une fiche, et de celles que son genre en tire."""
    sienne = adresse_de(base, genre, fiche.id)
    autres = [a for a, fichier in adresses_de(base).items() if fichier == fiche.fichier and a != sienne]
    pages = [page_de(base, genre, fiche), *(page_en_plus(base, genre, adresse) for adresse in autres)]
    return _nu(" ".join(html.fragment_fromstring(page.html, create_parent=True).text_content() for page in pages))


@pytest.mark.parametrize("genre", genres_a_pages())
def test_chaque_texte_d_une_fiche_se_lit_sur_ses_pages(base_inventee: Base, genre: str) -> None:
    """Un champ que le gabarit oublie disparaîtrait sans un mot : point de vigilance, mise en demeure, limite."""
    absents = [
        (fiche.id, chemin)
        for fiche in visibles_de(base_inventee, genre)
        if (page := _mots_des_pages(base_inventee, genre, fiche))
        for chemin, texte in fiche.balises[:-1]
        if any(_nu(morceau) not in page for morceau in re.split(r"\{\{.*?\}\}|\n", texte))
    ]
    assert absents == []


def test_un_projet_n_est_pas_une_echeance(base_inventee: Base) -> None:
    projets = {f"droit/{i}/" for i, f in fiches_de(base_inventee, "textes").items() if f.contenu.nature == "projet"}
    a_venir = jalons_de(base_inventee, base_inventee.jour)
    assert a_venir and not projets & {jalon.adresse for jalon in a_venir}
