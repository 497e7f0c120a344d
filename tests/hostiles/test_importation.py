"""Chaque mauvais fichier de données ouvertes est refusé par son nom, et rien n'est écrit."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from macros.commandes.importer import fichier as lecture
from macros.commandes.importer.commande import commande_importer
from macros.commandes.importer.reprise import importer
from tests.donnees import Contenu, changer_json
from tests.fabrique.bases import base_de
from tests.fabrique.questions import consulter
from tests.hostiles.importation import PERDUS, refuse


def test_le_temoin_est_admis(projet: Path, publies: dict[str, Path]) -> None:
    bilan = importer(projet, publies.values())
    assert bilan.refus == [] and set(bilan.creees) == set(PERDUS)


OCTETS = {
    "vide": (b"", "json-illisible: le fichier s'arrête avant la fin"),
    "tronque": (b'{"version": 1, "reseau": "R', "json-illisible: le fichier s'arrête avant la fin : il est tronqué"),
    "pas-du-json": (b"id,adresse\r\n", "json-illisible: ce n'est pas du JSON"),
    "latin-1": ('{"version": 1, "é": 1}'.encode("latin-1"), "encodage: le fichier n'est pas en UTF-8"),
    "marque-d-ordre": (b"\xef\xbb\xbf{}", "json-illisible: "),
    "une-liste": (b"[]", "format-inconnu: "),
    "un-texte": (b'"version"', "format-inconnu: "),
    "sans-version": (b"{}", "format-inconnu: "),
    "pas-un-nombre": (b'{"version": NaN}', "nombre-impossible: « NaN »"),
    "infini": (b'{"version": -Infinity}', "nombre-impossible: « -Infinity »"),
    "trop-grand": (b'{"version": 1e999}', "version-inconnue: "),
    "trop-de-chiffres": (b'{"version": ' + b"9" * 5000 + b"}", "nombre-impossible: "),
    "cle-en-double": (b'{"version": 1, "version": 2}', "cle-en-double: la clé 'version' est écrite deux fois"),
    "mille-niveaux": (b"[" * 100_000, "trop-profond: "),
    "onze-niveaux": (b'{"version":' * 10 + b"[1]" + b"}" * 10, "version-inconnue: "),
    "cle-trompeuse": ('{"ver\u202esion": 1}'.encode(), "format-inconnu: "),
    "echappement-de-terminal": (b'{"version": 1, "reseau": "\\u001b[2J"}', "champ-manquant: "),
    "demi-signe": (b'{"version": 1, "reseau": "\\ud800"}', "champ-manquant: "),
}


@pytest.mark.parametrize("cas", OCTETS)
def test_fichier_illisible(projet: Path, publies, capsys: pytest.CaptureFixture[str], cas: str) -> None:
    octets, attendu = OCTETS[cas]
    publies["clauses"].write_bytes(octets)
    refuse(projet, capsys, attendu, publies["clauses"])


def test_fichier_absent(projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refuse(projet, capsys, "fichier-absent: ", projet / "rien.json")
    refuse(projet, capsys, "fichier-illisible: ce n'est pas un fichier", projet / "data")
    os.mkfifo(projet / "tube")
    refuse(projet, capsys, "fichier-illisible: ce n'est pas un fichier", projet / "tube")


ENVELOPPES = {
    "version-2": ({"version": 2}, "version-inconnue: le fichier est en version « 2 »"),
    "version-vraie": ({"version": True}, "version-inconnue: "),
    "genre-inconnu": ({"genre": "publies"}, "genre-inconnu: « publies »"),
    "genre-liste": ({"genre": []}, "genre-inconnu: cette valeur"),
    "licence-absente": ({"licence": None}, "licence-absente: "),
    "licence-sans-adresse": ({"licence": {"nom": "CC0 1.0"}}, "licence-absente: "),
    "licence-fermee": ({"licence": {"nom": "CC BY-NC 4.0", "url": ""}}, "licence-refusee: « CC BY-NC 4.0 »"),
    "licence-liste": ({"licence": {"nom": [], "url": ""}}, "licence-refusee: cette valeur"),
    "licence-d-une-autre-adresse": (
        {"licence": {"nom": "CC0 1.0", "url": "https://x.test/"}},
        "licence-refusee: l'adresse de la licence",
    ),
    "reseau-vide": ({"reseau": " "}, "reseau-sans-nom: "),
    "reseau-balise": ({"reseau": "<b>R</b>"}, "reseau-sans-nom: "),
    "reseau-d-un-terminal": ({"reseau": "R\x1b[2J"}, "reseau-sans-nom: "),
    "reseau-a-l-envers": ({"reseau": "R\u202eseau"}, "reseau-sans-nom: "),
    "reseau-demi-signe": ({"reseau": "R\ud800"}, "reseau-sans-nom: "),
    "reseau-trop-long": ({"reseau": "R" * 161}, "reseau-sans-nom: "),
    "site-script": ({"site": "javascript:alert(1)"}, "lien-refuse: l'adresse du site"),
    "site-trop-long": (
        {"site": f"https://x.test/{'a' * 600}"},
        "lien-refuse: l'adresse du site : elle est trop longue",
    ),
    "site-nombre": ({"site": 12}, "lien-refuse: l'adresse du site : ce n'est pas un texte"),
    "reseau-liste": ({"reseau": ["R"]}, "reseau-sans-nom: "),
    "fiches-texte": ({"fiches": "temoin"}, "type-incorrect: « fiches » attend une liste"),
}


@pytest.mark.parametrize("cas", ENVELOPPES)
def test_enveloppe_refusee(projet: Path, publies, capsys: pytest.CaptureFixture[str], cas: str) -> None:
    champs, attendu = ENVELOPPES[cas]
    refuse(projet, capsys, attendu, changer_json(publies["clauses"], lambda contenu: contenu.update(champs)))


@pytest.mark.parametrize("champ", ["$schema", "reseau", "site", "licence", "genre", "fiches"])
def test_enveloppe_incomplete(projet: Path, publies, capsys: pytest.CaptureFixture[str], champ: str) -> None:
    fichier = changer_json(publies["clauses"], lambda contenu: contenu.pop(champ))
    refuse(projet, capsys, f"champ-manquant: le champ « {champ} » manque", fichier)


IDENTIFIANTS = {
    "remonte": ("clauses", "../../docs/index", "identifiant-refuse: "),
    "chemin": ("clauses", "a/b", "identifiant-refuse: "),
    "vide": ("clauses", "", "identifiant-refuse: "),
    "nombre": ("clauses", 12, "identifiant-refuse: fiche n° 1 : la fiche n'a pas d'identifiant"),
    "long": ("clauses", "a" * 81, "identifiant-refuse: "),
    "veille-sans-date": ("veille", "sans-date", "identifiant-refuse: fiche « sans-date » : une entrée de veille"),
    "veille-autre-date": ("veille", "2026-11-19-essai", "identite: "),
    "reserve": ("clauses", "selection", "nom-reserve: fiche « selection » : "),
    "accueil-du-dossier": ("bonnes-pratiques", "index", "nom-reserve: fiche « index » : "),
    "veille-du-31-fevrier": ("veille", "2026-02-31-essai", "identite: "),
    "fichier-unique": ("vocabulaires", "synonymes", "nom-reserve: fiche « synonymes » : "),
    "autre-fichier-de-seuils": ("seuils", "autres", "nom-reserve: fiche « autres » : "),
}


@pytest.mark.parametrize("cas", IDENTIFIANTS)
def test_identifiant_refuse(projet: Path, publies, capsys: pytest.CaptureFixture[str], cas: str) -> None:
    genre, identifiant, attendu = IDENTIFIANTS[cas]
    fichier = changer_json(publies[genre], lambda contenu: contenu["fiches"][0].update(id=identifiant))
    refuse(projet, capsys, attendu, fichier)


GRAND = float("inf")


def empiler(niveaux: int) -> list:
    """Rend une liste dans une liste, ``niveaux`` fois."""
    return [empiler(niveaux - 1)] if niveaux else []


FICHES = {
    "champ-manquant": ("clauses", lambda f: f.pop("titre"), "fiche « temoin » : le champ « titre » manque"),
    "sous-champ": ("clauses", lambda f: f["preuves"][0].pop("qui"), "preuves.0.qui : le champ « qui » manque"),
    "corps-manquant": ("bonnes-pratiques", lambda f: f.pop("corps"), "le champ « corps » manque"),
    "corps-nombre": (
        "bonnes-pratiques",
        lambda f: f.update(corps=1),
        "le champ « corps » manque ou n'est pas un texte",
    ),
    "date-future": ("clauses", lambda f: f.update(verifie_le="2030-01-01"), "date-future"),
    "gabarit-du-corps": ("bonnes-pratiques", lambda f: f.update(corps=f["corps"] + "{{ x() }}"), "gabarit-interdit"),
    "seuil-appele": ("clauses", lambda f: f.update(resume='Dès {{ seuil("rien") }}, on publie.'), "seuil-inconnu: "),
    "variable-inconnue": ("clauses", lambda f: f["dispositions"][0].update(texte="Au moins {{part}} du lot."), "part"),
    "adresse-d-ailleurs": ("clauses", lambda f: f.update(adresse="https://x.test/"), "lien-refuse: fiche « temoin »"),
    "adresse-presque": ("clauses", lambda f: f.update(adresse="https://exemple.test/based/"), "lien-refuse"),
    "adresse-liste": ("clauses", lambda f: f.update(adresse=[]), "lien-refuse"),
    "origine-sans-licence": ("clauses", lambda f: f.update(reprise_de={"reseau": "R"}), "reprise_de.licence"),
    "origine-fermee": (
        "clauses",
        lambda f: f.update(
            reprise_de={"reseau": "R", "licence": "NC", "url": "https://x.test/", "importe_le": "2026-11-20"}
        ),
        "« NC » n'est pas admis pour « licence »",
    ),
    "demi-signe": ("clauses", lambda f: f.update(titre="Un titre\ud800 double"), "texte-impossible: fiche « temoin »"),
    "cle-a-l-envers": ("clauses", lambda f: f["variables"].update({"a\u202eb": 1}), "fiche « temoin » : variables"),
    "nombre-infini": ("clauses", lambda f: f["variables"]["taux"].update(max=GRAND), "data/clauses/temoin.yml:"),
    "trente-niveaux": ("clauses", lambda f: f.update(titre=empiler(30)), "« titre » attend un texte"),
    "neuf-cents-niveaux": (
        "clauses",
        lambda f: f.update(titre=empiler(900)),
        "texte-impossible: fiche « temoin » : un texte porte un signe impossible",
    ),
    "article-absent": ("clauses", lambda f: f.update(fondements=["CCP L9999"]), "reference-juridique"),
    "date-nombre": ("clauses", lambda f: f.update(publie_le=20261124), "« publie_le » attend une date"),
    "ancien-nom-reserve": ("clauses", lambda f: f.update(anciens_noms=["index"]), "nom-reserve"),
}
"""Une fiche reçue passe par le modèle et par toutes les règles : un cas de chaque étape, et ce que JSON seul peut porter.
Ce que disent les règles, les mauvais fichiers (``cas``) le tiennent."""


@pytest.mark.parametrize("cas", FICHES)
def test_fiche_refusee(projet: Path, publies, capsys: pytest.CaptureFixture[str], cas: str) -> None:
    genre, modifier, attendu = FICHES[cas]
    refuse(projet, capsys, attendu, changer_json(publies[genre], lambda contenu: modifier(contenu["fiches"][0])))


@pytest.mark.parametrize("fiche", [None, [], "temoin", {}, {"id": None}])
def test_fiche_qui_n_en_est_pas_une(projet: Path, publies, capsys: pytest.CaptureFixture[str], fiche: Any) -> None:
    fichier = changer_json(publies["clauses"], lambda contenu: contenu["fiches"].append(fiche))
    refuse(projet, capsys, "identifiant-refuse: fiche n° 2 : la fiche n'a pas d'identifiant", fichier)


@pytest.mark.parametrize(
    ("fiches", "dernier"),
    [
        ([0] * 20_000, "refus-en-trop: et 19970 autre(s) refus"),
        ([{"id": "x", "themes": [0] * 20_000}], "refus-en-trop: "),
        ([{"id": "x", "themes": ["\u200b"] * 1000}], "fiche « x » : "),
    ],
    ids=["toutes-nulles", "une-demesuree", "mille-signes"],
)
def test_un_fichier_hostile_ne_noie_pas(
    projet: Path, publies, capsys: pytest.CaptureFixture[str], fiches: list, dernier: str
) -> None:
    fichier = changer_json(publies["clauses"], lambda contenu: contenu.update(fiches=fiches))
    recues, anomalies = lecture.lire_fichier(fichier, consulter(base_de()))
    assert (recues, len(anomalies) <= lecture.REFUS_MAX + 1) == ([], True)
    assert dernier in str(anomalies[-1])
    assert len(refuse(projet, capsys, dernier, fichier)) < 40_000


CHAMPS_LAISSES = {
    "mal-ecrit": ({"titr": "x"}, ["« titr »"]),
    "d-un-terminal": ({"\x1b[2Jintrus": 1}, ["« ?[2Jintrus »"]),
    "corps": ({"corps": "x"}, ["« corps »"]),
    "dans-l-ordre": (dict.fromkeys(["champ-b", "champ-a"], 1), ["« champ-a »", "« champ-b »"]),
    "profond": ({"intrus": empiler(30)}, ["« intrus »"]),
}


@pytest.mark.parametrize("cas", CHAMPS_LAISSES)
def test_un_champ_inconnu_est_laisse_et_nomme(
    projet: Path, publies, capsys: pytest.CaptureFixture[str], cas: str
) -> None:
    champs, attendus = CHAMPS_LAISSES[cas]
    fichier = changer_json(publies["clauses"], lambda contenu: contenu["fiches"][0].update(champs))
    assert commande_importer(projet, [fichier], False) == 0
    sortie = capsys.readouterr().out
    lignes = [
        ligne.split("le champ ")[1].split(" n'existe")[0] for ligne in sortie.split("\n") if "champ-laisse" in ligne
    ]
    assert lignes == attendus and "\x1b" not in sortie


@pytest.mark.parametrize("cle", ["taux ", " taux", "\u00a0taux\u2003", "taux\n"])
def test_une_cle_bordee_d_espaces_est_rognee(publies, cle: str) -> None:
    """Le modèle rogne les clés comme les textes ; ce que la valeur a d'inconnu est nommé quand même."""

    def border(contenu: Contenu) -> None:
        variables = contenu["fiches"][0]["variables"]
        variables[cle] = {**variables.pop("taux"), "intrus": 1}

    recues, anomalies = lecture.lire_fichier(changer_json(publies["clauses"], border), consulter(base_de()))
    assert "taux" in recues[0].fiche.contenu.variables
    assert [a.code for a in anomalies] == ["champ-laisse"] and "« variables.intrus »" in str(anomalies[0])


def test_mille_champs_inconnus_ne_noient_pas(publies) -> None:
    fichier = changer_json(publies["clauses"], lambda c: c["fiches"][0].update(dict.fromkeys(map(str, range(1000)), 1)))
    recues, anomalies = lecture.lire_fichier(fichier, consulter(base_de()))
    assert len(recues) == 1 and len(anomalies) == lecture.REFUS_MAX + 1
    assert "refus-en-trop: et 970 autre(s)" in str(anomalies[-1])


def test_doublons(projet: Path, publies, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    autre = shutil.copy(publies["clauses"], tmp_path / "autre.json")
    refuse(projet, capsys, "fiche-en-double: data/clauses/temoin.yml", publies["clauses"], Path(autre))
    fichier = changer_json(publies["clauses"], lambda contenu: contenu["fiches"].append(contenu["fiches"][0]))
    refuse(projet, capsys, "fiche-en-double: fiche « temoin »", fichier)


def test_un_second_en_tete_n_est_pas_lu(projet: Path, publies, capsys: pytest.CaptureFixture[str]) -> None:
    """Un corps qui commence comme un en-tête ne change aucun champ : il est refusé, comme un filet."""
    double = "---\ntitre: Un autre titre\n---\n"
    fichier = changer_json(
        publies["bonnes-pratiques"], lambda c: c["fiches"][0].update(corps=double + c["fiches"][0]["corps"])
    )
    refuse(projet, capsys, "marque-sans-effet: ", fichier)
