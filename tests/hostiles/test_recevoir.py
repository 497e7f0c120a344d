"""Ce que l'on reçoit sans git : une correction sous chaque enveloppe, une fiche, et tout ce qui se refuse sans rien écrire."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from textwrap import fill

import pytest

from macros.commandes.recevoir.commande import commande_recevoir
from macros.commandes.recevoir.correction import fondre
from tests.conftest import empreinte
from tests.petit.formation import TERME as FICHE_TERME
from tests.petit.projet import changer

TEMOIN = "data/clauses/temoin.yml"
TERME = "data/lexique/essai-contradictoire.yml"
AVANT = "Le titulaire réalise au moins {{taux}} des livraisons dans ces conditions."
APRES = AVANT.replace("dans ces conditions", "en véhicule propre")


REPRISE = "reprise_de: {reseau: X, licence: CC0 1.0, url: 'https://exemple.test/', importe_le: 2026-11-20}\n"


def bloc(
    champ: str = "dispositions.exigence.texte", avant: str = AVANT, apres: str = APRES, chemin: str = TEMOIN
) -> str:
    return f"chemin: {chemin}\nchamp: {champ}\navant: {avant}\napres: {apres}\nraison: plus clair\nsource: https://exemple.test/\n"


def courriel(corps: str, *jointes: tuple[str, bytes], html: bool = False) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "quelqu’un <quelqu-un@exemple.test>", "Correction : é"
    message.set_content(corps, subtype="html" if html else "plain", charset="utf-8", cte="base64")
    for nom, octets in jointes:
        message.add_attachment(octets, maintype="application", subtype="octet-stream", filename=nom)
    return bytes(message)


def recevoir(racine: Path, ailleurs: Path, nom: str, envoi: str | bytes) -> int:
    fichier = ailleurs / nom
    fichier.write_bytes(envoi if isinstance(envoi, bytes) else envoi.encode())
    return commande_recevoir(racine, fichier)


CITE = "\n".join(f"> {ligne}" for ligne in bloc().replace("au moins", "au\nmoins").replace("’", "'").split("\n"))


@pytest.mark.parametrize(
    ("nom", "envoi"),
    [
        ("nu.txt", bloc()),
        (
            "cite.txt",
            f"Bonjour,\r\n\r\n{CITE}\r\nBien à vous\r\n-- \r\nLe service des achats\r\nsource: https://autre.test/",
        ),
        ("deux-fois.txt", f"{bloc()}\n{CITE}"),
        ("ticket.txt", f"Un mot à corriger\n\n```\n{bloc()}```\n"),
        ("retrait.txt", bloc(avant=f"|\n  {AVANT}", apres=f"\n  {APRES}")),
        ("passage.txt", bloc(avant="livraisons dans ces conditions.", apres="livraisons en véhicule propre.")),
        ("latin.txt", bloc().encode("cp1252")),
        ("entier.eml", courriel(bloc())),
        ("sans-nom", courriel(f"De ma part.\n\n{bloc()}")),
    ],
)
def test_une_correction_se_pose_sous_chaque_enveloppe(
    nom: str, envoi: str | bytes, projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recevoir(projet, tmp_path, nom, envoi) == 0
    texte, dit = (projet / TEMOIN).read_text("utf-8"), capsys.readouterr().out
    assert APRES in texte and AVANT not in texte
    assert "# Nom du texte, unique dans la clause." in texte, "les commentaires restent"
    assert "plus clair ; source : https://exemple.test/." in dit
    assert "Bonjour" in dit and "votre correction est posée" in dit


def test_une_fiche_va_a_sa_place_et_sa_reponse_dit_les_alertes(
    projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terme = (projet / TERME).read_text("utf-8").replace("contradictoire", "collectif")
    essais: dict[str, tuple[str, str | bytes]] = {
        "data/lexique/essai-collectif.yml": ("essai-collectif (1).yml", terme),
        "data/lexique/essai-coupe.yml": (
            "coupe.txt",
            "# data/lexique/essai-coupe.yml\n" + "\n".join(fill(ligne, 30) for ligne in terme.splitlines()),
        ),
        "data/lexique/essai-suivant.yml": ("(1).yml", f"# data/lexique/essai-suivant.yml\n{terme}{REPRISE}"),
        "data/lexique/essai-joint.yml": (
            "joint.eml",
            courriel("Voici.", (r"C:\Mes fiches\essai-joint.yml", terme.encode())),
        ),
        "data/lexique/essai-plie.yml": (
            "plie.txt",
            "# data/lexique/essai-plie.yml\r\n" + re.sub(r"definition: (.*)", "definition: >-\r\n  \\1", terme),
        ),
        "data/lexique/essai-cite.yml": (
            "cite.txt",
            "\n> # data/lexique/essai-cite.yml\n> \n> ```yaml\n"
            + "".join(f"> {ligne}\n" for ligne in terme.splitlines()),
        ),
    }
    for fichier, (nom, envoi) in essais.items():
        for code in (0, 1):  # reçue deux fois, elle est déjà là
            (projet / TERME).unlink(missing_ok=True)  # le même terme en deux fiches serait une faute
            assert recevoir(projet, tmp_path, nom, envoi) == code, capsys.readouterr().out
        dit = capsys.readouterr().out
        assert f"{fichier} est écrit." in dit and "cette fiche est déjà là, pareille" in dit
        assert ("porte « reprise_de »" in dit) == ("suivant" in fichier)
        (projet / fichier).unlink()


@pytest.mark.parametrize("statut", ["brouillon", "publie"])
def test_une_clause_a_finir_arrive_en_brouillon_et_ne_se_publie_pas(
    statut: str, projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ce que la personne qui relit complétera est une alerte tant que la clause est un brouillon."""
    texte = (projet / TEMOIN).read_text("utf-8").replace("nature: condition-execution", "nature: critere-attribution")
    texte = re.sub("statut: .*", f"statut: {statut}", texte)
    assert recevoir(projet, tmp_path, "copie.txt", f"# data/clauses/seconde.yml\n{texte}") == (statut == "publie")
    dit = capsys.readouterr().out
    assert "il manque ce qui est évalué" in dit and ("il faudra revoir ceci" in dit) == (statut == "brouillon")


REFUS = [
    ("rien.txt", "Bonjour, la page des clauses est fausse.", 2, "rien n'y est une fiche ni une correction"),
    ("html.eml", courriel(f"<p>{bloc()}</p>", html=True), 2, "rien n'y est une fiche"),
    ("image.eml", courriel("Voir l’image.", ("page.png", b"\x89PNG")), 2, "rien n'y est une fiche"),
    ("image.eml", courriel(bloc(avant="Autre texte."), ("page.png", b"\x89PNG")), 1, "page.png (application/octet-stream) : cela n'a pas été lu"),
    ("perime.txt", bloc(avant="Autre texte."), 1, f"il dit aujourd'hui : « {AVANT} »"),
    ("deja.txt", bloc(avant="Autre texte.", apres=AVANT), 1, "le texte dit déjà cela"),
    ("pareil.txt", bloc(apres=AVANT), 1, "« avant » et « apres » disent la même chose"),
    ("sans-avant.txt", bloc(avant=""), 1, "le texte a changé depuis"),
    ("deux-places.txt", bloc("adaptation", avant="le", apres="ce"), 1, "le texte a changé depuis"),
    ("vide.txt", bloc(apres=""), 1, "la ligne « apres » est vide"),
    ("champ.txt", bloc("dispositions.autre.texte"), 1, "« dispositions.autre.texte » n'est pas un texte"),
    ("liste.txt", bloc("themes"), 1, "« themes » n'est pas un texte"),
    ("ailleurs.txt", bloc(chemin="data/clauses/../../mkdocs.yml"), 1, "n'est pas le fichier d'une fiche"),
    ("absolu.txt", bloc(chemin="/etc/passwd"), 1, "n'est pas le fichier d'une fiche"),
    ("long.txt", bloc(chemin="a" * 5_000), 1, f"« {'a' * 300} » n'est pas le fichier d'une fiche"),
    ("terminal.txt", bloc(chemin="\x1b[2J"), 1, "« ?[2J » n'est pas le fichier"),
    ("faute.txt", bloc(apres=f"{AVANT} {{{{inconnue}}}}"), 1, "le contrôle demande de réparer ceci"),
    ("html.txt", bloc(apres=f"{AVANT} <script>alert(1)</script>"), 1, "ressemble à du HTML"),
    ("grimpe.txt", "# data/clauses/../../../pwn.yml\ntitre: Un titre\n", 1, "ce n'est la place d'aucune fiche"),
    ("code.txt", "# docs/assets/pwn.md\ntitre: Un titre\n", 1, "ce n'est la place d'aucune fiche"),
    ("joint.eml", courriel("Voici.", ("../../../pwn.yml", b"titre: Un titre\n")), 1, "ses champs ne disent pas de quel genre"),
    ("Ma clause É.yml", "titre: Un titre\n", 1, "ne peut pas devenir une adresse"),
    ("con.yml", "titre: Un titre\n", 1, "ne peut pas devenir une adresse"),
    ("bombe.yml", "# data/lexique/bombe.yml\na: &a [x, x]\nb: [*a, *a]\n", 1, "les ancres « & » et les alias « * » ne sont pas admis"),
    ("objet.yml", "# data/lexique/objet.yml\ntitre: !!python/object/apply:os.system [ls]\n", 1, "n'est pas admise"),
    ("coupe.txt", "# data/lexique/coupe.yml\nterme: Un mot\n\nBien à vous\n", 1, "joignez plutôt le fichier téléchargé"),
    ("octets.yml", b"# data/lexique/octets.yml\ntitre: \xff\n", 1, "n'est pas de l'UTF-8"),
    ("gros.txt", b"a" * 5_000_001, 2, "n'est pas un fichier de moins de 5 Mo"),
    ("poupees.eml", b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)), 2, ""),
    ("doublon.txt", f"# data/lexique/double.yml\n{FICHE_TERME}", 1, "data/lexique/essai-contradictoire.yml"),
    ("prise.txt", f"# {TEMOIN}\ntitre: Une autre clause\n", 1, f"{TEMOIN} existe déjà"),
]  # fmt: skip


@pytest.mark.parametrize(("nom", "envoi", "code", "dit"), REFUS, ids=[cas[0] for cas in REFUS])
def test_ce_qui_se_refuse_n_ecrit_rien(
    nom: str, envoi: str | bytes, code: int, dit: str, projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    avant = empreinte(projet)
    assert recevoir(projet, tmp_path, nom, envoi) == code
    assert dit in capsys.readouterr().out
    assert empreinte(projet) == avant and [f.name for f in tmp_path.iterdir()] == [nom]


def test_rien_ne_s_ecrit_au_travers_d_un_lien(projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terme, dehors = (projet / TERME).read_text("utf-8"), tmp_path / "dehors"
    (projet / "data/lexique").rename(dehors)
    (projet / "data/lexique").symlink_to(dehors)
    assert recevoir(projet, tmp_path, "essai-neuf.yml", f"# data/lexique/essai-neuf.yml\n{terme}") == 1
    assert "passe par un lien symbolique" in capsys.readouterr().out
    assert [f.name for f in dehors.iterdir()] == ["essai-contradictoire.yml"]
    (projet / "data/lexique").unlink()
    dehors.rename(projet / "data/lexique")


def test_une_correction_suit_la_fiche_renommee(projet: Path, tmp_path: Path) -> None:
    changer(projet / TEMOIN, ("publie_le:", "anciens_noms: [temoin-d-avant]\npublie_le:"))
    assert recevoir(projet, tmp_path, "avant.txt", bloc(chemin="data/clauses/temoin-d-avant.yml")) == 0
    assert APRES in (projet / TEMOIN).read_text("utf-8")


@pytest.mark.parametrize(
    ("actuel", "apres", "attendu"),
    [
        ("L’eau\u00a0: un mot.\n\nLa suite.", "L'eau : deux mots. La suite.", "L’eau\u00a0: deux mots. La suite."),
        ("Une ligne longue, sans fin.", "Une ligne\nlongue, et\nsans fin.", "Une ligne longue, et sans fin."),
        ("Un.\n\nDeux.", "Un.\n\nUn demi.\n\nDeux.", "Un.\n\nUn demi.\n\nDeux."),
        ("Un. Deux.", "Un.\n\nDeux.", "Un.\n\nDeux."),
        ("- un ;\n- deux.", "- un ;\n- et demi ;\n- deux.", "- un ;\n- et demi ;\n- deux."),
    ],
)
def test_un_mot_reste_le_meme_garde_ses_espaces(actuel: str, apres: str, attendu: str) -> None:
    assert fondre(actuel, apres) == attendu
