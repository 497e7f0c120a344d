"""Jusqu'où la veille est lue : seul un mois tout entier lu peut dire qu'il n'apporte rien."""

import re
from datetime import date
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.fiches.veille.couverture import lecture
from macros.fiches.veille.editions import edition_de_flux
from tests.fabrique.bases import avec, base_de
from tests.fabrique.flux import articles_de, calendriers_de, canaux_de, identifiants_de
from tests.fabrique.lecture import anomalies_de, base_saine
from tests.fabrique.pages import contexte_de, edition_de, macro_de, page_en_plus
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import SITE_URL
from tests.fiches import couverture
from tests.petit.fiches import VEILLE
from tests.petit.projet import changer

CHERCHE = "Nous avons cherché, et rien trouvé"
DEBUT = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("mois", "lu", "jusqu_au", "complete"),
    [
        ("2026-09", date(2026, 10, 8), date(2026, 9, 30), True),
        ("2026-10", date(2026, 10, 8), date(2026, 10, 8), False),
        ("2026-10", date(2026, 10, 30), date(2026, 10, 30), False),
        ("2026-10", date(2026, 10, 31), date(2026, 10, 31), True),
        ("2026-11", date(2026, 10, 31), None, False),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 1), False),
        ("2028-02", date(2028, 3, 1), date(2028, 2, 29), True),
    ],
)
def test_ce_qui_est_lu_d_un_mois(mois: str, lu: date, jusqu_au: date | None, complete: bool) -> None:
    lue = lecture(consulter(base_de(couverture(lu, DEBUT))), mois)
    assert (lue.jusqu_au, lue.complete) == (jusqu_au, complete)


def base_lue(projet: Path, lu: date, jour: date = date(2026, 12, 10)) -> Base:
    """Rend la base du petit projet ``jour``, sources lues jusqu'à ``lu`` : une entrée en septembre, une le 20 novembre."""
    entree = VEILLE.replace("date: 2026-11-20", "date: 2026-09-20").replace("nouvelle d’essai", "nouvelle de septembre")
    (projet / "docs/veille/2026/2026-09-20-essai.md").write_text(entree, "utf-8")
    return avec(base_saine(projet), jour=jour, couverture={"couverture": couverture(lu, DEBUT)})


def lu(html: str) -> str:
    """Rend le texte visible, espaces ramenées à une."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" .", ".").replace(" ,", ",")


def edition(base: Base, mois: str) -> tuple[str, str]:
    """Rend ce que la page d'une édition donne à lire, puis ce qu'elle met dans un courriel."""
    page, courriel = edition_de(base, mois).html.split('id="courriel"')
    return lu(page), lu(courriel)


def test_un_mois_lu_et_vide_dit_que_rien_n_est_trouve(projet: Path) -> None:
    page, courriel = edition(base_lue(projet, date(2026, 10, 31)), "2026-10")
    assert CHERCHE in page and "Aucun changement retenu pour ce mois." in page
    assert "Aucun changement retenu pour ce mois." in courriel
    assert "couvert" not in page + courriel and "incomplète" not in page + courriel


def test_un_mois_lu_en_partie_dit_jusqu_a_quel_jour(projet: Path) -> None:
    etat = "Édition incomplète : non couvert après le 8 octobre 2026."
    for texte in edition(base_lue(projet, date(2026, 10, 8)), "2026-10"):
        assert etat in texte and "Aucun changement retenu jusqu’au 8 octobre 2026." in texte
        assert CHERCHE not in texte and "pour ce mois" not in texte


@pytest.mark.parametrize(("mois", "compte"), [("2026-11", "1 entrée, 1 min"), ("2026-12", "Aucune entrée")])
def test_un_mois_jamais_lu_est_non_couvert(projet: Path, mois: str, compte: str) -> None:
    """Avec ou sans entrée : une entrée écrite d'avance n'est pas une lecture."""
    base = base_lue(projet, date(2026, 10, 8))
    for texte in edition(base, mois):
        assert "Mois non couvert." in texte
        assert compte in texte and "avons cherché" not in texte and "Aucun changement" not in texte
    assert "non couvert" in edition_de(base, mois).description


def test_un_mois_en_cours_n_est_pas_dit_incomplet(projet: Path) -> None:
    page, _ = edition(base_lue(projet, date(2026, 12, 9)), "2026-12")
    assert "Édition en cours : non couvert après le 9 décembre 2026" in page
    assert "Jusqu’à ce jour, nous avons cherché" in page and "incomplète" not in page


def test_un_mois_lu_avec_des_entrees_ne_dit_rien_de_la_lecture(projet: Path) -> None:
    page, _ = edition(base_lue(projet, date(2026, 10, 8)), "2026-09")
    assert "1 entrée" in page and "sources sont lues" not in page


def test_la_projection_dit_un_mois_non_couvert(projet: Path) -> None:
    base = base_lue(projet, date(2026, 10, 8))
    assert (
        lu(page_en_plus(base, "veille", "veille/2026-11/projection/").html).count("Mois non couvert") == 2
    )  # la page, la diapositive
    assert "couvert" not in lu(page_en_plus(base, "veille", "veille/2026-09/projection/").html)


@pytest.mark.parametrize(
    ("jour_lu", "suite"),
    [
        (date(2026, 10, 8), " Non couvert : octobre 2026 après le 8, novembre 2026, décembre 2026."),
        (date(2026, 11, 1), " Non couvert : novembre 2026 après le 1er, décembre 2026."),
        (date(2026, 11, 30), " Non couvert : décembre 2026."),
    ],
)
def test_le_plan_et_les_archives_nomment_les_mois_non_couverts(projet: Path, jour_lu: date, suite: str) -> None:
    base = base_lue(projet, jour_lu)
    for html in (macro_de(base, "plan_30_30"), page_en_plus(base, "veille", "veille/2026/").html):
        assert suite in lu(html)


@pytest.mark.parametrize(("jour_lu", "propose"), [(date(2026, 10, 8), "septembre"), (date(2026, 11, 30), "novembre")])
def test_un_mois_lu_a_moitie_ne_se_propose_pas(projet: Path, jour_lu: date, propose: str) -> None:
    """L'animateur tient la dernière édition lue en entier, même quand une plus récente a déjà des entrées."""
    novembre = (projet / "docs/veille/2026/2026-11-20-essai.md").read_text("utf-8")
    septembre = novembre.replace("date: 2026-11-20", "date: 2026-09-20")
    (projet / "docs/veille/2026/2026-09-20-autre.md").write_text(septembre, "utf-8")
    assert f"La dernière édition : 30-30 de {propose} 2026" in lu(macro_de(base_lue(projet, jour_lu), "plan_30_30"))


@pytest.mark.parametrize("macro", ["agenda_et_30_30", "dernier_30_30"])
def test_l_accueil_et_la_veille_disent_l_edition_en_cours(projet: Path, macro: str) -> None:
    """Proposée : la dernière complète ; une plus récente qui a des entrées se dit, un mois sans entrée non."""
    texte = lu(macro_de(base_lue(projet, date(2026, 10, 8)), macro))
    assert "30-30 de septembre 2026" in texte
    assert "Dernière édition complète. En cours : novembre 2026, 1 entrée." in texte
    assert "En cours" not in lu(macro_de(base_lue(projet, date(2026, 11, 30)), macro))


def test_lue_jusqu_au_jour_meme_la_veille_n_a_rien_a_avouer(projet: Path) -> None:
    texte = lu(macro_de(base_lue(projet, date(2026, 12, 10)), "plan_30_30"))
    assert "Veille à jour au 10 décembre 2026." in texte and "Non couvert" not in texte


def test_seul_un_mois_lu_est_dit_sans_entree_dans_l_archive(projet: Path) -> None:
    def sans_entree(jour_lu: date) -> str:
        texte = lu(page_en_plus(base_lue(projet, jour_lu), "veille", "veille/2026/").html)
        return texte.partition("Mois sans entrée : ")[2].strip()

    assert sans_entree(date(2026, 10, 8)) == "" and sans_entree(date(2026, 10, 31)) == "octobre 2026."


def test_le_sommaire_ne_dit_rien_que_d_un_mois_lu(projet: Path) -> None:
    def mois(jour_lu: date) -> list[str]:
        html = macro_de(base_lue(projet, jour_lu), "archives_veille")
        return [lu(note).strip() for note in re.findall(r'<span class="note">(.*?)</span>', html)]

    assert mois(date(2026, 10, 8)) == ["non couvert", "1, non couvert", "incomplet", "1"]
    assert mois(date(2026, 12, 10)) == ["incomplet", "1", "rien", "1"]


# --- Les flux et le calendrier ---


def editions(base: Base) -> dict[str, tuple[str, date]]:
    """Rend identifiant → (titre, jour de mise en ligne) du flux des éditions."""
    return {a.id: (a.titre.replace("\u00a0", " "), a.publie_le) for a in articles_de(base, "flux/editions")}


def test_le_flux_des_editions_dit_ce_qui_n_est_pas_couvert(projet: Path) -> None:
    base = base_lue(projet, date(2026, 10, 8))
    assert editions(base) == {
        "veille/2026-09": ("30-30 de septembre 2026", DEBUT),
        "veille/2026-10/2026-10-08": ("30-30 d’octobre 2026 : couvert jusqu’au 8 octobre 2026", DEBUT),
        "veille/2026-11/non-couvert": ("30-30 de novembre 2026 : non couvert", date(2026, 12, 1)),
    }
    (canal,) = (c for c in canaux_de(base) if c.chemin == "flux/editions")
    assert "À jour au 8 octobre 2026." in canal.description.replace("\u00a0", " ")


def test_une_edition_lue_plus_tard_est_un_article_neuf(projet: Path) -> None:
    """Un lecteur qui reconnaît un article à son identifiant ne verrait pas changer celui qu'il a déjà."""
    avant, apres = (editions(base_lue(projet, jour_lu)) for jour_lu in (date(2026, 10, 8), date(2026, 11, 30)))
    assert set(apres) - set(avant) == {"veille/2026-10", "veille/2026-11"}
    assert not [i for i in apres if i.count("/") > 1]


def test_le_registre_ne_garde_que_les_editions_lues(projet: Path) -> None:
    base = base_lue(projet, date(2026, 10, 8))
    assert [i for i in identifiants_de(base) if re.fullmatch(r"veille/\d{4}-\d{2}", i)] == ["veille/2026-09"]


def test_le_sommaire_d_une_edition_de_flux(projet: Path) -> None:
    base = base_lue(projet, date(2026, 10, 8))
    vides = [lu(edition_de_flux(contexte_de(base, SITE_URL), mois)) for mois in ("2026-10", "2026-11")]
    assert "Aucun changement retenu jusqu’au 8 octobre 2026." in vides[0] and "Mois non couvert" in vides[1]
    assert not [texte for texte in vides if "pour ce mois" in texte]
    assert "couvert" not in lu(edition_de_flux(contexte_de(base, SITE_URL), "2026-09"))


@pytest.mark.parametrize(
    ("jour_lu", "titre"),
    [
        (date(2026, 10, 8), "30-30 de novembre 2026 (non couvert à ce jour)"),
        (date(2026, 11, 20), "30-30 de novembre 2026 (incomplet à ce jour)"),
        (date(2026, 11, 30), "Lire le 30-30 de novembre 2026"),
    ],
)
def test_l_agenda_ne_promet_que_ce_qui_est_lu(projet: Path, jour_lu: date, titre: str) -> None:
    octets = calendriers_de(base_lue(projet, jour_lu))["flux/agenda.ics"].replace(b"\r\n ", b"")
    assert f"SUMMARY:{titre}\r\n" in octets.decode()


# --- La règle ---


def test_une_fiche_reprise_garde_le_jour_de_l_autre_reseau(projet: Path) -> None:
    clause = projet / "data/clauses/temoin.yml"
    origine = "reprise_de: {reseau: Un réseau, licence: CC0 1.0, url: https://exemple.fr/, importe_le: 2026-11-24}\n"
    changer(clause, ("publie_le: 2026-11-24", f"{origine}publie_le: 2026-01-05"))
    assert anomalies_de(projet) == []


def test_la_loi_garde_le_jour_ou_elle_a_paru(projet: Path) -> None:
    texte = projet / "data/droit/textes/loi-2020-105.yml"
    changer(texte, ("resume:", "publie_le: 2020-02-11\nresume:"))
    assert anomalies_de(projet) == []


def test_sans_le_fichier_rien_n_est_tenu_pour_lu() -> None:
    assert lecture(consulter(base_de()), "2026-10").jusqu_au is None


def test_un_projet_est_suivi_hors_de_la_seance(projet: Path) -> None:
    """Ni minute, ni diapositive : replié, avec son lien."""
    fichier = projet / "docs/veille/2026/2026-11-18-projet.md"
    fichier.write_text(
        VEILLE.replace("2026-11-20", "2026-11-18")
        .replace("evenement: publication", "evenement: projet")
        .replace("Une nouvelle d’essai", "Un projet d’essai"),
        "utf-8",
    )
    base = avec(
        base_saine(projet), jour=date(2026, 12, 10), couverture={"couverture": couverture(date(2026, 11, 30), DEBUT)}
    )
    page, courriel = edition(base, "2026-11")
    assert "1 entrée, 1 min de lecture ; 1 projet suivi." in page
    assert "À suivre, sans obligation aujourd’hui (1)" in page and "projets suivis compris" in courriel
    projetee = page_en_plus(base, "veille", "veille/2026-11/projection/").html
    assert "1 nouvelle," in lu(projetee) and "Un projet d’essai" not in lu(projetee.split("projets-suivis")[0])


def test_un_mois_qui_n_a_que_des_projets_se_projette(projet: Path) -> None:
    """Le lien « Projeter » mène toujours quelque part."""
    fichier = projet / "docs/veille/2026/2026-11-20-essai.md"
    fichier.write_text(VEILLE.replace("a_faire: [Lire la nouvelle.]\n", ""), "utf-8")
    base = avec(
        base_saine(projet), jour=date(2026, 12, 10), couverture={"couverture": couverture(date(2026, 11, 30), DEBUT)}
    )
    assert "Rien à faire ; 1 projet suivi." in edition(base, "2026-11")[0]
    assert "rien à lire en séance" in lu(page_en_plus(base, "veille", "veille/2026-11/projection/").html)


def test_le_trimestre_rassemble_ses_editions(projet: Path) -> None:
    base = base_lue(projet, date(2026, 10, 8))
    automne = page_en_plus(base, "veille", "veille/2026-t4/")
    assert automne.titre == "Récapitulatif du 4e\u00a0trimestre\u00a02026"
    texte = lu(automne.html)
    assert "1 changement. Éditions : octobre 2026" in texte.replace("\u00a0", " ")
    assert "Lire la nouvelle." in texte and "nouvelle de septembre" not in texte
    assert "Novembre" in texte and "Mois non couvert" in texte
    assert "nouvelle de septembre" in lu(page_en_plus(base, "veille", "veille/2026-t3/").html)
