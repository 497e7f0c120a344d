"""Le registre des publications : il ajoute, ne retire ni ne renomme rien, et se relit sans anomalie."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commandes.enregistrer import CHEMIN, enregistrer, perdus
from tests import fabrique
from tests.fabrique import (
    Base,
    anomalies_de,
    commande_enregistrer,
    commande_verifier,
    consulter,
    fiches_de,
    identifiants_de,
)

ENTREE = "veille/2026/2026-11-20-essai"
CLAUSE = "data/clauses/temoin.yml"


def lire(racine: Path) -> Base:
    base, anomalies = fabrique.lire(racine)
    assert [str(a) for a in anomalies] == []
    return base


def noter(racine: Path, parus: dict[str, str]) -> list[str]:
    return enregistrer(racine, consulter(lire(racine)), parus)


def publies(racine: Path) -> dict[str, str]:
    """Rend identifiant → titre, tel que le chargeur du site relit le fichier."""
    return dict(fiches_de(lire(racine), "publies")["publies"].contenu.publies)


def ecrire(racine: Path, texte: str) -> None:
    (racine / CHEMIN).parent.mkdir(parents=True, exist_ok=True)
    (racine / CHEMIN).write_text(texte, "utf-8")


def test_un_premier_enregistrement(projet: Path) -> None:
    parus = {ENTREE: "Une nouvelle d’essai"}
    assert noter(projet, parus) == [ENTREE]
    assert publies(projet) == parus and anomalies_de(projet) == []


def test_le_nombre_est_celui_des_lignes(projet: Path) -> None:
    noter(projet, {"veille/2026-10": "Le 30-30", ENTREE: "Une nouvelle"})
    assert fiches_de(lire(projet), "publies")["publies"].contenu.nombre == 2


def test_les_nouveaux_s_ajoutent_aux_anciens(projet: Path) -> None:
    noter(projet, {"veille/2026-10": "Le 30-30 d’octobre"})
    assert noter(projet, {ENTREE: "Une nouvelle d’essai"}) == [ENTREE]
    assert publies(projet) == {"veille/2026-10": "Le 30-30 d’octobre", ENTREE: "Une nouvelle d’essai"}


def test_un_titre_publie_ne_change_pas(projet: Path) -> None:
    noter(projet, {ENTREE: "Le titre reçu"})
    noter(projet, {ENTREE: "Un autre titre", "veille/2026-11": "Le 30-30 de novembre"})
    assert publies(projet)[ENTREE] == "Le titre reçu"


def test_un_identifiant_qui_ne_parait_plus_reste(projet: Path) -> None:
    noter(projet, {"veille/2026-11": "Le 30-30 de novembre"})
    noter(projet, {ENTREE: "Une nouvelle d’essai"})
    assert "veille/2026-11" in publies(projet)


def test_deux_fois_de_suite_la_seconde_n_ecrit_rien(projet: Path) -> None:
    noter(projet, {ENTREE: "Une nouvelle d’essai"})
    octets, inode = (projet / CHEMIN).read_bytes(), (projet / CHEMIN).stat().st_ino
    assert noter(projet, {ENTREE: "Une nouvelle d’essai"}) == []
    assert ((projet / CHEMIN).read_bytes(), (projet / CHEMIN).stat().st_ino) == (octets, inode)


def test_les_retraits_et_leurs_raisons_restent(projet: Path) -> None:
    raison = 'Publiée deux fois : « la même », sous "deux" noms.'
    retires = f"retires:\n  veille/2026/2026-01-01-double: '{raison}'\n"
    ecrire(projet, f'{retires}nombre: 1\npublies:\n  veille/2026/2026-01-01-double: "Une nouvelle en double"\n')
    noter(projet, {ENTREE: "Une nouvelle d’essai"})
    assert dict(fiches_de(lire(projet), "publies")["publies"].contenu.retires) == {
        "veille/2026/2026-01-01-double": raison
    }
    assert anomalies_de(projet) == []


@pytest.mark.parametrize(
    "titre",
    [
        "Nouvelle clause : trier les déchets",
        'Le « label », dit "équivalent"',
        "L'acheteur, l’avis et la 'preuve'",
        "Un anti-slash \\ et une fin \\n",
        "# Un dièse # au début",
        "- un tiret",
        "{accolades} [crochets] & ancre * étoile ! étiquette % % @ `",
        "no",
        "2026-11-25",
        "12",
        "null",
        "Une insécable : 40\u202f000\u00a0€ HT",
        "Un cœur d’élève à Noël, — puis…",
        "Un titre long " * 40,
    ],
)
def test_un_titre_se_relit_a_l_identique(projet: Path, titre: str) -> None:
    noter(projet, {ENTREE: titre.strip()})
    assert publies(projet) == {ENTREE: titre.strip()}


def test_le_fichier_est_range_par_identifiant(projet: Path) -> None:
    noter(projet, {"veille/2026-11": "B", "clauses/temoin/2026-11-24": "A", ENTREE: "C"})
    assert list(publies(projet)) == ["clauses/temoin/2026-11-24", "veille/2026-11", ENTREE]


def test_rien_de_provisoire_ne_reste(projet: Path) -> None:
    noter(projet, {ENTREE: "Une nouvelle d’essai"})
    assert sorted(f.name for f in (projet / CHEMIN).parent.iterdir()) == ["identite.yml", "publies.yml"]


def test_un_registre_vide_se_relit(projet: Path) -> None:
    assert noter(projet, {}) == []
    assert (projet / CHEMIN).exists() is False or publies(projet) == {}


# --- La commande ---


def test_la_commande_note_ce_qui_parait(
    projet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(projet)
    assert main(["enregistrer"]) == 0
    sortie = capsys.readouterr().out
    notes = publies(projet)
    assert notes == identifiants_de(lire(projet)) and notes[ENTREE] == "Une nouvelle d’essai"
    assert notes["flux/veille"] == "La veille 30-30" and "flux/segments/restauration" in notes
    assert f"  {ENTREE}\n" in sortie and f"{len(notes)} nouvel(s) identifiant(s)" in sortie


def test_une_clause_modifiee_est_un_nouvel_identifiant(projet: Path) -> None:
    source = (projet / CLAUSE).read_text("utf-8").replace("statut: brouillon", "statut: publie")
    (projet / CLAUSE).write_text(source, "utf-8")
    assert commande_enregistrer(projet) == 0
    (projet / CLAUSE).write_text(source.replace("modifie_le: 2026-11-24", "modifie_le: 2026-11-25"), "utf-8")
    assert commande_enregistrer(projet) == 0
    clauses = {i: titre.split(" : ")[0] for i, titre in publies(projet).items() if i.startswith("clauses/temoin/")}
    assert clauses == {
        "clauses/temoin/2026-11-24": "Nouvelle clause",
        "clauses/temoin/2026-11-25": "Clause modifiée",
    }


def test_une_fiche_en_faute_n_enregistre_rien(projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    (projet / CLAUSE).write_text(source.replace("[CCP L2112-2]", "[CCP L9]"), "utf-8")
    avant = (projet / CHEMIN).read_bytes()
    assert commande_enregistrer(projet) == 1
    assert "Rien n'est enregistré" in capsys.readouterr().out and (projet / CHEMIN).read_bytes() == avant


def test_un_registre_tronque_n_est_pas_recrit(projet: Path) -> None:
    tronque = f'nombre: 3\npublies:\n  {ENTREE}: "Une nouvelle d’essai"\n'
    ecrire(projet, tronque)
    assert commande_enregistrer(projet) == 1
    assert (projet / CHEMIN).read_text("utf-8") == tronque


def test_une_entree_supprimee_n_est_pas_oubliee(projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commande_enregistrer(projet) == 0
    avant = (projet / CHEMIN).read_text("utf-8")
    (projet / f"docs/{ENTREE}.md").unlink()
    assert commande_enregistrer(projet) == 1
    assert "publication-disparue" in capsys.readouterr().out
    assert (projet / CHEMIN).read_text("utf-8") == avant


# --- Le registre ne perd rien ---


@pytest.fixture
def depot(projet: Path) -> Path:
    """Rend le petit projet dans un dépôt git, un genre d'article de chaque sorte au registre."""
    parus = {
        "veille/2026-11": "Le 30-30 de novembre",
        ENTREE: "Une nouvelle",
        "clauses/temoin/2026-11-20": "Nouvelle clause",
        "flux/theme/dechets": "Déchets",
        "agenda/essai/2026-11-20": "Une rencontre",
    }
    enregistrer(projet, consulter(lire(projet)), parus)
    for commande in (["init", "-q"], ["add", "-A"], [*AUTEUR, "commit", "-qm", "avant"]):
        subprocess.run(["git", *commande], cwd=projet, check=True)
    return projet


AUTEUR = ("-c", "user.name=x", "-c", "user.email=x@exemple.test")


def pertes(depot: Path, depuis: str = "HEAD") -> list[str]:
    return [a.message.split(" »")[0].removeprefix("« ") for a in perdus(depot, consulter(lire(depot)), depuis)]


def test_un_registre_qui_grandit_ne_perd_rien(depot: Path) -> None:
    enregistrer(depot, consulter(lire(depot)), {"veille/2026-12": "Le 30-30 de décembre"})
    assert pertes(depot) == []


@pytest.mark.parametrize("perdue", ["veille/2026-11", ENTREE, "clauses/", "flux/", "agenda/"])
def test_une_ligne_retiree_se_voit(depot: Path, perdue: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Même quand le nombre est corrigé avec elle, quel que soit le genre de l'article."""
    lignes = (depot / CHEMIN).read_text("utf-8").replace("nombre: 5", "nombre: 4").split("\n")
    [retiree] = [ligne for ligne in lignes if ligne.startswith(f"  {perdue}") and f"{perdue}/" not in ligne]
    ecrire(depot, "\n".join(ligne for ligne in lignes if ligne != retiree))
    assert pertes(depot) == [retiree.split(":")[0].strip()]
    assert commande_verifier(depot, "HEAD") == 1
    sortie = capsys.readouterr().out
    assert f"{CHEMIN}:1:1: publication-perdue: « {perdue}" in sortie
    assert f"→ Reprenez la ligne de la branche principale : {retiree.strip()}" in sortie


def test_un_titre_change_se_voit(depot: Path) -> None:
    ecrire(depot, (depot / CHEMIN).read_text("utf-8").replace("Une nouvelle", "Une autre nouvelle"))
    assert pertes(depot) == [ENTREE]


def test_une_version_que_git_ne_connait_pas(depot: Path) -> None:
    [refus] = perdus(depot, consulter(lire(depot)), "nulle-part")
    assert refus.code == "version-absente" and "« nulle-part »" in refus.message


def test_sans_registre_avant_rien_n_est_perdu(depot: Path) -> None:
    subprocess.run(["git", "rm", "-q", "--cached", CHEMIN], cwd=depot, check=True)
    subprocess.run(["git", *AUTEUR, "commit", "-qm", "sans"], cwd=depot, check=True)
    assert pertes(depot) == []
