"""Des données ouvertes abîmées : chacune est refusée par son nom, avec un conseil, et rien n'est écrit."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.base.forme import ecrire_fiche
from macros.base.types import Origine
from macros.commandes import registre
from macros.commandes.reprendre import source as module
from macros.commandes.reprendre.commande import commande_reprendre
from macros.commandes.reprendre.fichier import REFUS_MAX
from macros.commandes.reprendre.origine import reprendre
from tests.donnees import changer_json
from tests.fabrique.lecture import lire
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import JOUR, SITE_URL
from tests.hostiles.conftest import PERDUS

Geste = bytes | Callable[[Any], object]


def photo(racine: Path) -> dict[str, bytes]:
    """Rend tout ce que contient le projet, dossiers vides compris."""
    return {str(f.relative_to(racine)): f.read_bytes() if f.is_file() else b"" for f in racine.rglob("*")}


def refuse(projet: Path, capsys: pytest.CaptureFixture[str], attendu: str, recu: str, quoi: str | None) -> str:
    """Contrôle que rien n'est écrit, et que la sortie nomme le refus avec son conseil ; rend la sortie."""
    avant = photo(projet)
    assert commande_reprendre(projet, recu, quoi) == 1
    sortie = capsys.readouterr().out
    lignes = sortie.split("\n")
    rangs = [n for n, ligne in enumerate(lignes) if attendu in ligne]
    assert rangs and lignes[rangs[0] + 1].startswith("    → "), sortie
    assert photo(projet) == avant and "Traceback" not in sortie and "\x1b" not in sortie
    return sortie


def test_les_memes_intacts_sont_repris(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    recu, avant = publies["clauses"].parents[1], photo(projet)
    assert commande_reprendre(projet, str(recu), None, essai=True) == 0 and photo(projet) == avant
    dit = capsys.readouterr().out
    assert "  créée       data/clauses/temoin.yml\n" in dit and "relancez sans --essai" in dit
    for jeu in ("clauses:temoin", "veille", None):
        assert commande_reprendre(projet, str(recu), jeu) == 0, capsys.readouterr().out
    assert [p for p in PERDUS if not (projet / p).is_file()] == []


def tete(**champs: Any) -> Geste:
    return lambda contenu: contenu.update(champs)


def fiche(modifier: Callable[[dict[str, Any]], object]) -> Geste:
    return lambda contenu: modifier(contenu["fiches"][0])


def champ(**champs: Any) -> Geste:
    return fiche(lambda f: f.update(champs))


def empiler(niveaux: int) -> list:
    """Rend une liste dans une liste, ``niveaux`` fois."""
    return [empiler(niveaux - 1)] if niveaux else []


def de(jeu: str, geste: Geste, attendu: str) -> tuple[Geste, str, str]:
    return geste, attendu, jeu


ORIGINE = {"reseau": "R", "licence": "NC", "url": "https://x.test/", "importe_le": "2026-11-20"}
MAUVAIS: dict[str, tuple[Any, ...]] = {
    # Les octets
    "vide": (b"", "json-illisible: le fichier s'arrête avant la fin"),
    "tronque": (b'{"version": 1, "reseau": "R', "json-illisible: le fichier s'arrête avant la fin : il est tronqué"),
    "pas du json": (b"id,adresse\r\n", "json-illisible: ce n'est pas du JSON"),
    "une page": (b"<!doctype html><title>Introuvable", "json-illisible: ce n'est pas du JSON"),
    "latin-1": ('{"version": 1, "é": 1}'.encode("latin-1"), "encodage: le fichier n'est pas en UTF-8"),
    "marque d'ordre": (b"\xef\xbb\xbf{}", "json-illisible: "),
    "une liste": (b"[]", "format-inconnu: "),
    "sans version": (b"{}", "format-inconnu: "),
    "pas un nombre": (b'{"version": NaN}', "nombre-impossible: « NaN »"),
    "trop grand": (b'{"version": 1e999}', "version-inconnue: "),
    "trop de chiffres": (b'{"version": ' + b"9" * 5000 + b"}", "nombre-impossible: "),
    "cle en double": (b'{"version": 1, "version": 2}', "cle-en-double: la clé 'version' est écrite deux fois"),
    "mille niveaux": (b"[" * 100_000, "trop-profond: "),
    "cle trompeuse": ('{"ver\u202esion": 1}'.encode(), "format-inconnu: "),
    "terminal": (b'{"version": 1, "reseau": "\\u001b[2J"}', "champ-manquant: "),
    # L'enveloppe
    "version 2": (tete(version=2), "version-inconnue: le fichier est en version « 2 »"),
    "version vraie": (tete(version=True), "version-inconnue: "),
    "sans site": (lambda c: c.pop("site"), "champ-manquant: le champ « site » manque"),
    "genre inconnu": (tete(genre="publies"), "genre-inconnu: « publies »"),
    "genre liste": (tete(genre=[]), "genre-inconnu: cette valeur"),
    "autre genre": (tete(genre="veille", fiches=[]), "genre-inconnu: ce ne sont pas des fiches du genre « clauses »"),
    "licence absente": (tete(licence=None), "licence-absente: "),
    "licence fermee": (tete(licence={"nom": "CC BY-NC 4.0", "url": ""}), "licence-refusee: « CC BY-NC 4.0 »"),
    "licence d'ailleurs": (tete(licence={"nom": "CC0 1.0", "url": "https://x.test/"}), "licence-refusee: l'adresse"),
    "reseau vide": (tete(reseau=" "), "reseau-sans-nom: "),
    "reseau balise": (tete(reseau="<b>R</b>"), "reseau-sans-nom: "),
    "reseau a l'envers": (tete(reseau="R\u202eseau"), "reseau-sans-nom: "),
    "reseau demi-signe": (tete(reseau="R\ud800"), "reseau-sans-nom: "),
    "site script": (tete(site="javascript:alert(1)"), "lien-refuse: l'adresse du site"),
    "site nombre": (tete(site=12), "lien-refuse: l'adresse du site : ce n'est pas un texte"),
    "site long": (tete(site=f"https://x.test/{'a' * 600}"), "lien-refuse: l'adresse du site : elle est trop longue"),
    "fiches texte": (tete(fiches="temoin"), "type-incorrect: « fiches » attend une liste"),
    # Le nom des fiches
    "fiche nulle": (tete(fiches=[None]), "identifiant-refuse: fiche n° 1 : la fiche n'a pas d'identifiant"),
    "vingt mille nulles": (tete(fiches=[0] * 20_000), "refus-en-trop: et 19970 autre(s) refus"),
    "remonte": (champ(id="../../docs/index"), "identifiant-refuse: "),
    "long": (champ(id="a" * 81), "identifiant-refuse: "),
    "reserve": (champ(id="selection"), "nom-reserve: fiche « selection » : "),
    "deux fois": (lambda c: c["fiches"].append(c["fiches"][0]), "fiche-en-double: fiche « temoin »"),
    "accueil du dossier": de("bonnes-pratiques", champ(id="index"), "nom-reserve: fiche « index » : "),
    "veille sans date": de("veille", champ(id="sans-date"), "identifiant-refuse: fiche « sans-date » : une entrée"),
    "veille d'un autre jour": de("veille", champ(id="2026-11-19-essai"), "identite: "),
    "fichier unique": de("vocabulaires", champ(id="synonymes"), "nom-reserve: fiche « synonymes » : "),
    # Ce qu'elles disent
    "champ manquant": (fiche(lambda f: f.pop("titre")), "fiche « temoin » : le champ « titre » manque"),
    "sous-champ": (fiche(lambda f: f["preuves"][0].pop("qui")), "preuves.0.qui : le champ « qui » manque"),
    "corps nombre": de("bonnes-pratiques", champ(corps=1), "le champ « corps » manque ou n'est pas un texte"),
    "second en-tete": de("bonnes-pratiques", champ(corps="---\ntitre: Un autre\n---\n"), "marque-sans-effet: "),
    "gabarit": de("bonnes-pratiques", fiche(lambda f: f.update(corps=f["corps"] + "{{ x() }}")), "gabarit-interdit"),
    "page en html": de("bonnes-pratiques", champ(corps="<script>alert(1)</script>\n"), "html-brut"),
    "date future": (champ(verifie_le="2030-01-01"), "date-future"),
    "date nombre": (champ(publie_le=20261124), "« publie_le » attend une date"),
    "seuil inconnu": (champ(resume='Dès {{ seuil("rien") }}, on publie.'), "seuil-inconnu: "),
    "adresse d'ailleurs": (champ(adresse="https://x.test/"), "lien-refuse: fiche « temoin »"),
    "adresse presque": (champ(adresse="https://exemple.test/based/"), "lien-refuse"),
    "origine sans licence": (champ(reprise_de={"reseau": "R"}), "reprise_de.licence"),
    "origine fermee": (champ(reprise_de=ORIGINE), "« NC » n'est pas admis pour « licence »"),
    "demi-signe": (champ(titre="Un titre\ud800 double"), "texte-impossible: fiche « temoin »"),
    "cle a l'envers": (fiche(lambda f: f["variables"].update({"a\u202eb": 1})), "fiche « temoin » : variables"),
    "nombre infini": (fiche(lambda f: f["variables"]["taux"].update(max=float("inf"))), "data/clauses/temoin.yml:"),
    "neuf cents niveaux": (champ(titre=empiler(900)), "texte-impossible: fiche « temoin » : un texte porte un signe"),
    "vingt mille themes": (champ(themes=[0] * 20_000), "refus-en-trop: "),
    "article absent": (champ(fondements=["CCP L9999"]), "reference-juridique"),
    "ancien nom reserve": (champ(anciens_noms=["index"]), "nom-reserve"),
    "cent mille signes": (champ(vigilance=["a" * 100_000]), "trop-long: fiche « temoin » : "),
}
"""Ce que l'on fait au fichier d'un jeu, d'office celui des clauses, et ce qui en est dit. Ce que disent les règles, les
mauvais fichiers (``cas``) le tiennent : une fiche reçue les passe toutes."""


@pytest.mark.parametrize("nom", MAUVAIS)
def test_un_mauvais_fichier_recoit_son_message(
    projet: Path, publies, capsys: pytest.CaptureFixture[str], nom: str
) -> None:
    geste, attendu, *autre = MAUVAIS[nom]
    jeu = autre[0] if autre else "clauses"
    if isinstance(geste, bytes):
        publies[jeu].write_bytes(geste)
    else:
        changer_json(publies[jeu], geste)
    sortie = refuse(projet, capsys, attendu, str(publies[jeu].parents[1]), jeu)
    assert len(sortie.split("\n")) < 2 * REFUS_MAX + 10, "un fichier hostile ne noie pas l'écran"


def test_une_fiche_refusee_n_empeche_pas_les_autres(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    """Celle qui la cite est refusée avec elle ; les fiches d'ici, que rien ne met en faute, ne bougent pas."""
    liee = champ(fondements=["CCP L9999"], vigilance=["[x](/bonnes-pratiques/absente/#a)"])
    changer_json(publies["clauses"], liee)
    assert commande_reprendre(projet, str(publies["clauses"].parents[1]), None) == 1
    sortie = capsys.readouterr().out
    assert "une à une : base reprendre ADRESSE bonnes-pratiques:absente." in sortie
    assert "reference-juridique" in sortie and "Reprenez d'abord, ou en même temps : textes et codes." in sortie
    ecrites = {p for p in PERDUS if (projet / p).is_file()}
    assert "data/clauses/temoin.yml" not in ecrites and "docs/veille/2026/2026-11-20-essai.md" in ecrites


def test_ce_qui_mettrait_en_faute_les_fiches_d_ici_ne_s_ecrit_pas(
    projet: Path, publies, capsys: pytest.CaptureFixture[str]
) -> None:
    """Le vocabulaire d'un autre réseau, suivi ici, perd un code qu'une fiche d'ici emploie."""
    ici = fiches_de(lire(projet)[0], "vocabulaires")["themes"]
    chez = Origine(**{**ORIGINE, "licence": "CC0 1.0", "url": SITE_URL, "importe_le": JOUR})
    (projet / ici.fichier).write_text(ecrire_fiche(reprendre(ici, chez, SITE_URL).contenu), "utf-8")

    def vider(contenu: Any) -> None:
        vocabulaire = next(f for f in contenu["fiches"] if f["id"] == "themes")
        vocabulaire["valeurs"] = {"autre": next(iter(vocabulaire["valeurs"].values()))}

    recu = str(changer_json(publies["vocabulaires"], vider).parents[1])
    sortie = refuse(projet, capsys, "data/clauses/critere-court.yml:", recu, "vocabulaires")
    assert "Ces fautes seraient à vos fiches." in sortie


def test_un_dossier_qui_n_en_est_pas_un(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    recu = publies["clauses"].parents[1]
    for adresse in ("http://x.test", "rien", str(publies["clauses"])):
        assert commande_reprendre(projet, adresse, None) == 2
        assert "n'est ni une adresse https, ni un dossier. → base reprendre https://" in capsys.readouterr().out
    assert commande_reprendre(projet, str(recu), "clause") == 2
    assert "« clause » n'est pas un genre de fiche publié. Vouliez-vous dire « clauses » ?" in capsys.readouterr().out
    assert commande_reprendre(projet, str(recu), "clauses:../../clauses") == 2
    assert "« ../../clauses » n'est pas le nom d'une fiche. → " in capsys.readouterr().out
    refuse(projet, capsys, "donnees-absentes: ", str(recu), "clauses:rien")
    refuse(projet, capsys, "donnees-absentes: ", str(recu.parent), None)
    publies["clauses"].unlink()
    os.mkfifo(publies["clauses"])
    refuse(projet, capsys, "donnees-absentes: ", str(recu), "clauses")


EN_LIGNE = {
    "ailleurs": ("https://autre.test/base", None, "autre-site: ces données disent venir de https://exemple.test/base/"),
    "dossier voisin": ("https://exemple.test/base/mal", None, "autre-site: "),
    "muette": (
        "https://exemple.test/base/",
        registre.Refus("est injoignable", muet=True),
        "fichier-illisible: cette adresse",
    ),
    "absente": (
        "https://exemple.test/base/",
        registre.Refus("n’existe pas (404)", vide=True),
        "donnees-absentes: cette",
    ),
}


@pytest.mark.parametrize("nom", EN_LIGNE)
def test_un_site_qui_n_est_pas_le_bon(
    projet: Path, publies, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nom: str
) -> None:
    """Un site ne parle que pour lui : il ne met à jour aucune fiche prise ailleurs."""
    adresse, panne, attendu = EN_LIGNE[nom]

    def lire(demandee: str) -> tuple[bytes, str]:
        if panne:
            raise panne
        return publies["clauses"].read_bytes(), demandee

    monkeypatch.setattr(module, "lire_en_ligne", lire)
    refuse(projet, capsys, attendu, adresse, "clauses")
    if nom == "ailleurs":
        assert commande_reprendre(projet, "https://exemple.test/base/", "clauses") == 0


def test_un_lien_symbolique_du_projet_arrete_tout(
    projet: Path, publies, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dehors").mkdir()
    shutil.rmtree(projet / "docs/veille/2026")
    (projet / "docs/veille/2026").symlink_to(tmp_path / "dehors")
    refuse(projet, capsys, "docs/veille/2026:1:1: lien-symbolique", str(publies["veille"].parents[1]), "veille")
    assert list((tmp_path / "dehors").iterdir()) == []


@pytest.mark.parametrize("panne", [0, 1, 2, 3])
def test_une_reprise_tuee_ou_empechee_ne_perd_aucune_fiche(
    projet: Path, publies, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], panne: int
) -> None:
    """Où que l'exécution soit tuée, chaque fiche est là ; si l'une ne peut pas être posée, toutes redeviennent l'ancienne."""
    recu = str(publies["clauses"].parents[1])
    fiches = [projet / "docs/bonnes-pratiques/essai.md", projet / "data/clauses/temoin.yml"]
    for jeu in ("clauses", "bonnes-pratiques"):
        assert commande_reprendre(projet, recu, jeu) == 0
        changer_json(publies[jeu], champ(titre="Un titre revu depuis"))
    avant = photo(projet)
    presentes, poses = [], []

    def espionner(geste: Callable[..., None]) -> Callable[..., None]:
        def faire(*arguments: Any, **options: Any) -> None:
            if str(arguments[-1]).startswith((f"{projet}/data", f"{projet}/docs")):
                poses.append(arguments)
                if len(poses) == panne:
                    raise OSError(28, "plus de place")
            geste(*arguments, **options)
            presentes.append(all(f.is_file() for f in fiches))

        return faire

    for nom in ("rename", "replace"):
        monkeypatch.setattr(os, nom, espionner(getattr(os, nom)))
    assert commande_reprendre(projet, recu, None) == bool(panne)
    assert ("ecriture-refusee" in capsys.readouterr().out) == bool(panne)
    assert all(presentes) and (photo(projet) == avant) == bool(panne)
