"""Une fiche qui change de nom garde ses abonnés et son adresse ; retirée, sa page dit pourquoi."""

from pathlib import Path

import pytest
from icalendar import Calendar

from macros.site.maison import Maison
from tests.fabrique.dossier import dossier_de
from tests.fabrique.flux import articles_de, calendriers_de, disparus_de, identifiants_de
from tests.fabrique.lecture import anomalies_de, base_saine, lire
from tests.fabrique.pages import contexte_de, macro_de, page_de
from tests.fabrique.questions import adresses_de, fiches_de, visibles_de
from tests.fabrique.recherche import recherches_de
from tests.hostiles.cas.agenda import EVENEMENT, UN_EVENEMENT

ENTREE = "docs/veille/2026/2026-11-20-essai.md"
NEUVE = "docs/veille/2026/2026-11-20-mieux-nommee.md"
DEMANDES = "data/vocabulaires/demandes.yml"
PRATIQUE = "docs/bonnes-pratiques/essai.md"
RAISON = "Publiée deux fois, sous deux noms."


def renommer(projet: Path, avant: str, apres: str, *anciens: str) -> None:
    texte = (projet / avant).read_text("utf-8")
    (projet / avant).unlink()
    champ = f"anciens_noms: [{', '.join(anciens)}]\npublie_le:"
    (projet / apres).write_text(texte.replace("publie_le:", champ, 1), "utf-8")


@pytest.fixture
def renommee(projet: Path) -> Path:
    """Rend le petit projet, son entrée de veille renommée deux fois."""
    renommer(projet, ENTREE, NEUVE, "2026-11-20-essai", "2026-11-20-entre-temps")
    return projet


def test_son_article_garde_son_identifiant(projet: Path) -> None:
    avant = identifiants_de(base_saine(projet))
    renommer(projet, ENTREE, NEUVE, "2026-11-20-essai", "2026-11-20-entre-temps")
    base = base_saine(projet)
    assert identifiants_de(base) == avant and disparus_de(base, avant) == []
    (article,) = articles_de(base, "flux/veille")
    assert article.adresse == "veille/2026/2026-11-20-mieux-nommee/"


@pytest.mark.parametrize("ancien", ["2026-11-20-essai", "2026-11-20-entre-temps"])
def test_chaque_ancienne_adresse_mene_a_la_nouvelle(renommee: Path, ancien: str) -> None:
    """Sans script : un lien, et la page à ouvrir pour le navigateur."""
    rendue = Maison(renommee).pages[f"veille/2026/{ancien}.md"](contexte_de(base_saine(renommee), "../../../"))
    assert rendue.vers == "veille/2026/2026-11-20-mieux-nommee/"
    assert f'href="../../../{rendue.vers}"' in rendue.html and "<script" not in rendue.html
    assert rendue.titre == "Une nouvelle d’essai" and "a changé d’adresse" in rendue.html
    assert adresses_de(base_saine(renommee))[f"veille/2026/{ancien}/"] == NEUVE


def test_un_evenement_renomme_garde_son_uid(projet: Path) -> None:
    chemin = projet / EVENEMENT
    chemin.parent.mkdir()
    chemin.write_text(UN_EVENEMENT, "utf-8")
    avant = uids(projet)
    renommer(projet, EVENEMENT, EVENEMENT.replace("matinale", "autre"), "matinale")
    assert uids(projet) == avant


def uids(projet: Path) -> list[str]:
    octets = calendriers_de(base_saine(projet))["flux/agenda.ics"]
    return sorted(str(e["uid"]) for e in Calendar.from_ical(octets.decode()).walk("VEVENT"))


def test_un_brouillon_renomme_ne_renvoie_nulle_part(projet: Path) -> None:
    renommer(projet, "data/clauses/temoin.yml", "data/clauses/neuve.yml", "temoin")
    assert "clauses/temoin.md" not in Maison(projet).pages
    assert "clauses/temoin/" not in adresses_de(base_saine(projet))


def test_un_renvoi_vers_l_ancien_nom_dit_le_nouveau(projet: Path) -> None:
    """Le contrôle sait ce que la fiche est devenue : il ne demande ni de la créer, ni d'y renoncer."""
    renommer(projet, PRATIQUE, "docs/bonnes-pratiques/mieux.md", "essai")
    (projet / DEMANDES).write_text("pages:\n  bonnes-pratiques/essai/: [une bonne idée]\n", "utf-8")
    dites = [a.partition(": ")[2] for a in anomalies_de(projet)]
    renvoi = "renvoi-renomme: la fiche « essai » s'appelle maintenant « mieux » (pratiques)\n    → Écrivez mieux."
    assert renvoi in dites
    assert [d for d in dites if d != renvoi] == [
        "page-absente: l'étape nomme une page qui n'existe pas : « bonnes-pratiques/essai »"
        "\n    → La fiche a changé de nom : écrivez bonnes-pratiques/mieux.",
        "demande-renommee: « bonnes-pratiques/essai/ » est une ancienne adresse, que la recherche ne rend plus"
        "\n    → Écrivez bonnes-pratiques/mieux/",
    ]


@pytest.mark.parametrize(
    ("nom", "bonnes", "suivies"),
    [
        ("noms", ["bonnes-pratiques/essai/", "agenda/"], ["bonnes-pratiques/mieux/", "agenda/"]),
        ("noms", ["veille/2026/2026-11-20-essai/"], None),
        ("requetes", ["avant", "temoin"], ["clauses/temoin/", "clauses/temoin/"]),
    ],
)
def test_ce_que_l_on_attend_de_la_recherche_suit_les_noms(
    projet: Path, nom: str, bonnes: list[str], suivies: list[str] | None
) -> None:
    """Renommer ou retirer une fiche ne change aucune attente."""
    renommer(projet, PRATIQUE, "docs/bonnes-pratiques/mieux.md", "essai")
    for fichier, champ in ((ENTREE, f"retrait: {RAISON}"), ("data/clauses/temoin.yml", "anciens_noms: [avant]")):
        texte = (projet / fichier).read_text("utf-8")
        (projet / fichier).write_text(texte.replace("publie_le:", f"{champ}\npublie_le:", 1), "utf-8")
    (projet / f"data/essais/{nom}.yml").write_text(f"{nom}: [{{q: x, bonnes: {bonnes}, sorte: mot}}]\n", "utf-8")
    assert [[*r.bonnes] for r in recherches_de(projet, lire(projet)[0])] == ([suivies] if suivies else [])


# --- Retirer ---


@pytest.fixture
def retiree(projet: Path) -> Path:
    """Rend le petit projet, son entrée de veille retirée."""
    texte = (projet / ENTREE).read_text("utf-8")
    (projet / ENTREE).write_text(texte.replace("publie_le:", f"retrait: {RAISON}\npublie_le:", 1), "utf-8")
    return projet


def test_une_fiche_retiree_n_est_dans_aucune_liste(retiree: Path) -> None:
    base = base_saine(retiree)
    assert visibles_de(base, "veille") == [] == articles_de(base, "flux/veille")
    assert "2026-11-20-essai" not in macro_de(base, "tableau_veille")


def test_sa_page_dit_pourquoi_en_tete(retiree: Path) -> None:
    base = base_saine(retiree)
    html = page_de(base, "veille", fiches_de(base, "veille")["2026-11-20-essai"]).html
    avis = html.index(RAISON)
    assert "Fiche retirée" in html[:avis] and avis < html.index("<h1") and "Une nouvelle d’essai" in html


def test_ses_abonnes_la_retrouvent(retiree: Path) -> None:
    """Parue, elle répond encore : rien n'est disparu."""
    assert disparus_de(base_saine(retiree), ["veille/2026-11-20-essai", "veille/2026-11"]) == []


def test_une_fiche_en_ligne_n_a_pas_d_avis(projet: Path) -> None:
    base = base_saine(projet)
    fiche = fiches_de(base, "veille")["2026-11-20-essai"]
    assert "data-retrait" not in page_de(base, "veille", fiche).html


def test_le_dossier_de_l_acheteur_connait_les_anciens_noms(projet: Path) -> None:
    """Une clause publiée seulement : un brouillon n'a pas de page où mener."""
    clause = projet / "data/clauses/temoin.yml"
    texte = clause.read_text("utf-8").replace("publie_le:", "anciens_noms: [avant, encore-avant]\npublie_le:", 1)
    clause.write_text(texte, "utf-8")
    assert dossier_de(base_saine(projet))["plan"]["anciens"] == {}
    clause.write_text(texte.replace("statut: brouillon", "statut: publie", 1), "utf-8")
    assert dossier_de(base_saine(projet))["plan"]["anciens"] == {"avant": "temoin", "encore-avant": "temoin"}


def test_le_calendrier_d_un_evenement_repond_sous_ses_anciens_noms(projet: Path) -> None:
    """Un calendrier ne se renvoie pas : le fichier d'avant reste, avec les mêmes octets."""
    (projet / EVENEMENT).parent.mkdir(parents=True, exist_ok=True)
    (projet / EVENEMENT).write_text(UN_EVENEMENT.replace("publie_le:", "anciens_noms: [avant]\npublie_le:", 1), "utf-8")
    seuls = {c: o for c, o in calendriers_de(base_saine(projet)).items() if c.startswith("agenda/")}
    assert set(seuls) == {"agenda/avant.ics", f"agenda/{Path(EVENEMENT).stem}.ics"} and len(set(seuls.values())) == 1
