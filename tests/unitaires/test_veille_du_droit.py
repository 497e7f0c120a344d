"""La course hebdomadaire : rien de ce qui a paru ne lui échappe, rien de ce qui ment ne passe, et elle n'écrit qu'une demande."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.__main__ import main
from macros.commandes import veiller
from macros.commandes.telechargement import Borne
from macros.commandes.veiller import commande_veiller
from macros.fiches.veille.releve import BranchesLues, etendre
from macros.sentinelle.fonds import Index, jour_de, sans_increment
from macros.lecture.droit import Refus
from macros.texte.dates import ouvre
from tests import invente
from tests.fabrique.dila import Dila, dossier_legislatif, journal_officiel
from tests.fabrique.lecture import base_saine
from tests.fabrique.legi import article, increment, place, reste, socle
from tests.fabrique.reperes import RACINE, epoque
from tests.serveur import Reponse, a_l_ecoute

JEUDI, LUNDI = date(2026, 11, 26), date(2026, 11, 30)
DECRET = "Décret n° 2026-999 du 29 novembre 2026 relatif aux déchets des marchés publics"
ACTE = """\
titre: Règlement d’essai sur les matières
nature: reglement
numero: "2024/1252"
signe_le: 2024-04-11
resume: Un règlement d’essai, que des actes modifient.
url: https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:02024R1252-20240503
sources: [{titre: EUR-Lex, url: 'https://eur-lex.europa.eu/'}]
verifie_le: 2026-11-20
"""


@pytest.fixture
def depot(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend le réseau inventé, à changer ; il cite un acte de l'Union."""
    racine = tmp_path / "depot"
    shutil.copytree(projet_invente, racine)
    (racine / "data/droit/textes/ue-2024-1252.yml").write_text(ACTE, "utf-8")
    monkeypatch.chdir(racine)
    return racine


@pytest.fixture
def dila(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dila]:
    """Rend les sources, au matin du jeudi 26 novembre 2026."""
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    ou = tmp_path / "dila"
    socle(ou / "LEGI", "20261120", *reste())
    for jour in ("20261123", "20261124", "20261125"):
        increment(ou / "LEGI", jour, reste()[int(jour[-1]) - 3])
    dossier_legislatif(ou, "Freemium_dole_global_20261120-140000", "LOI n° 2020-105 du 10 février 2020", *MESURES)
    dossier_legislatif(ou, "DOLE_20261124-220000", "LOI n° 1999-1 du 1er janvier 1999", ("1", "", "x", ""))
    journal_officiel(ou, "20261126-003012", {"2026-11-26": {"Textes généraux": [(1, "Arrêté relatif au gaz naturel")]}})
    with a_l_ecoute(Dila(ou)) as service:
        service.liens = [
            ("32024R1252", "act_consolidated_consolidates_resource_legal", "02024R1252-20240503", "2024-05-03")
        ]
        yield service


MESURES = (
    ("58", "L. 541-1", "Part réemployée", "Publication envisagée en janvier 2027"),
    ("59", "", "Autre", "Décret n° 2021-1 du 4/01/2021"),
)


def courir(dila: Dila, depot: Path, jour: date, monkeypatch: pytest.MonkeyPatch, *sans: date) -> tuple[int, str]:
    """Rend (code, demande) de la course de ce jour."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(jour))
    code = commande_veiller(depot, depot.parent / "sortie", sans, dila.sources)
    return code, (depot.parent / "sortie/demande.md").read_text("utf-8")


def semaine_suivante(ou: Path, sauf: str = "") -> None:
    """Publie la fin de semaine : un article modifié, deux listes de suppression, un décret, deux sommaires."""
    neuf = article(1, "L2112-2", "Neuf.", debut="2026-11-27")
    vieux = reste()[0].replace(b"VIGUEUR", b"MODIFIE").replace(b"2999-01-01", b"2026-11-27")
    listes = {
        nom: place(article(77, "L9", "x"))[:-4]
        for nom in ("liste_suppression_legi.dat", "liste_suppression_legi_dossier.dat")
    }
    for jour, rediges in {"20261126": (neuf, vieux), "20261127": (reste()[1],), "20261129": (reste()[2],)}.items():
        if jour != sauf:
            increment(ou / "LEGI", jour, *rediges, dat=listes)
    dossier_legislatif(ou, "DOLE_20261127-220000", "LOI n° 2020-105 du 10 février 2020", MESURES[1])
    sommaire = {
        "Textes généraux": [(2, DECRET), (3, "Arrêté sur les marchés de Noël")],
        "Mesures nominatives": [(4, DECRET)],
    }
    journal_officiel(ou, "20261129-003012", {"2026-11-29": sommaire, "2004-02-02": {"LOIS": [(5, DECRET)]}})


def test_deux_semaines(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """La première part des bases entières ; la seconde lit ce qui suit, et seulement cela. Le site se relit sans anomalie."""
    code, demande = courir(dila, depot, JEUDI, monkeypatch)
    assert (code, "Articles suivis : rien de neuf à comparer." in demande) == (0, True)
    assert "### Énergie (1)" in demande and "## Journal officiel (1 titres sur 1)" in demande
    assert (
        "Loi d’essai contre le gaspillage, art. 58 (L. 541-1) : Part réemployée ; le dossier dit « Publication"
        in demande
    )
    assert "## Décrets attendus (1)" in demande and "Union" not in demande
    semaine_suivante(dila.dossier)
    dila.liens.append(("32024R1252", "resource_legal_amends_resource_legal", "32026R0999", "2026-11-27"))
    code, demande = courir(dila, depot, LUNDI, monkeypatch)
    assert (
        code == 0 and "1 modifié." in demande and "- [ ] L. 2112-2 du code de la commande publique : modifié" in demande
    )
    lien = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000000000002"
    assert demande.count(f"- 29 novembre 2026 : [{DECRET}]({lien})") == 2  # commande publique, environnement
    assert "Journal officiel (1 titres sur 2)" in demande and "JORFTEXT000000000005" not in demande
    assert "Décrets attendus" not in demande  # son décret a paru
    assert (
        "[32026R0999](https://eur-lex.europa.eu/" in demande and ", du 27 novembre 2026, modifie [Règlement" in demande
    )
    journal = json.loads((depot / "data/droit/journal.json").read_text("utf-8"))
    assert list(journal["lus"]["LEGI"])[-1] == "LEGI_20261129-210000.tar.gz" and len(journal["lus"]["LEGI"]) == 7
    assert all(re.fullmatch("[0-9a-f]{64}", e) for lus in journal["lus"].values() for e in lus.values())
    assert json.loads((depot / "data/droit/releve.json").read_text("utf-8"))["source"]["date"] == "2026-11-29"
    couverture = next(iter(base_saine(depot, LUNDI).fiches["couverture"].values())).contenu
    assert couverture.droit_releve_le == LUNDI and couverture.branches_lues == []  # novembre est pris en route
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 0  # rien de neuf n'est pas une faute


Faute = Callable[[Dila, Path], object]
LEGI = "/LEGI/LEGI_20261126-210000.tar.gz"


def _repond(chemin: str, code: int = 200, octets: bytes = b"", **entetes: str) -> Faute:
    return lambda dila, _: dila.fautes.update({chemin: lambda r: r.rendre(code, octets, **entetes)})


def _ment(dila: Dila, _: Path) -> None:
    octets = (dila.dossier / LEGI[1:]).read_bytes()
    dila.fautes[LEGI] = lambda r: r.rendre(200, octets[:-9], Content_Length=str(len(octets)))


def _goutte(dila: Dila, _: Path) -> None:
    def goutter(reponse: Reponse) -> None:
        reponse.send_response(200)
        reponse.end_headers()
        for _ in range(40):
            time.sleep(0.05)
            reponse.wfile.write(b"\x1f\x8b")

    dila.fautes[LEGI] = goutter


def _sans_fin(dila: Dila, _: Path) -> None:
    def couler(reponse: Reponse) -> None:
        reponse.send_response(200)
        reponse.end_headers()
        reponse.wfile.write(b"\x1f\x8b" * 600_000)

    dila.fautes[LEGI] = couler


def _retire(*noms: str) -> Faute:
    return lambda dila, _: [(dila.dossier / nom).unlink() for nom in noms]


FAUTES: dict[str, tuple[Faute, str]] = {
    "page web à la place": (
        _repond(LEGI, octets=b"<html>Maintenance</html>"),
        "il commence par « <html>Maintenance</h »",
    ),
    "refus": (_repond(LEGI, 403, b"<html>"), "le serveur répond une erreur (403)"),
    "vide": (_repond(LEGI), "la réponse est coupée : 0 octets reçus"),
    "autre hôte": (
        _repond(LEGI, 302, Location="http://localhost:9/x"),
        "le serveur mène chez un autre, à http://localhost:9/x",
    ),
    "autre protocole": (_repond(LEGI, 302, Location="ftp://127.0.0.1/x"), "le serveur mène chez un autre, à ftp://"),
    "longueur qui ment": (_ment, "la réponse est coupée"),
    "longueur énorme": (_repond(LEGI, octets=b"x", Content_Length="9999999"), "la réponse dépasse 1 Mo"),
    "sans fin": (_sans_fin, "la réponse dépasse 1 Mo"),
    "goutte à goutte": (_goutte, "la réponse n'est pas finie après 0.6 secondes"),
    "index sans archive": (_repond("/LEGI/", octets=b"<pre>Index</pre>"), "l'index ne nomme aucune archive attendue"),
    "jour ouvré sans incrément": (
        _retire("LEGI/LEGI_20261127-210000.tar.gz"),
        "il manque l'incrément du 27 novembre 2026",
    ),
    "incrément paru après coup": (
        lambda dila, _: increment(dila.dossier / "LEGI", "20261122", article(9, "L8", "x")),
        "LEGI_20261122-210000.tar.gz a paru après d'autres déjà lus",
    ),
    "incréments purgés": (
        _retire("LEGI/LEGI_20261125-210000.tar.gz"),
        "la dernière archive lue, LEGI_20261125-210000.tar.gz",
    ),
    "journal officiel sans sommaire": (
        lambda dila, _: journal_officiel(dila.dossier, "20261129-003012", {}),
        "aucun sommaire du Journal officiel",
    ),
    "dossiers d'une autre forme": (
        lambda dila, _: shutil.copy(dila.dossier / LEGI[1:], dila.dossier / "DOLE/DOLE_20261127-220000.tar.gz"),
        "aucun dossier législatif n'y est",
    ),
    "union muette": (lambda dila, _: dila.liens.clear(), "aucun lien entre les 1 actes suivis"),
    "union en page web": (_repond("/sparql", octets=b"<html>"), "il commence par « <html> »"),
    "union d'une autre forme": (_repond("/sparql", octets=b'{"results": []}'), "cette réponse ne se lit pas"),
    "journal abîmé": (
        lambda _, depot: (depot / "data/droit/journal.json").write_bytes(b"{"),
        "ce n'est pas un journal",
    ),
    "relevé abîmé": (lambda _, depot: (depot / "data/droit/releve.json").write_bytes(b"{"), "ce n'est pas un relevé"),
}


def _commencer(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert courir(dila, depot, JEUDI, monkeypatch)[0] == 0
    semaine_suivante(dila.dossier)


@pytest.mark.parametrize("cas", FAUTES)
def test_une_source_qui_ment(
    dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cas: str
) -> None:
    """Un message, et rien de retenu de cette source : elle se relira du même endroit. Les autres sont lues."""
    _commencer(dila, depot, monkeypatch)
    gater, message = FAUTES[cas]
    gater(dila, depot)
    monkeypatch.setattr(veiller, "INCREMENT", Borne(1_000_000, 0.6))
    avant = _retenus(depot)
    capsys.readouterr()
    code, demande = courir(dila, depot, LUNDI, monkeypatch)
    dit = capsys.readouterr().out.replace("\u00a0", " ")
    assert code == 1 and message in dit and "\n    → " in dit
    apres = _retenus(depot)
    gardes = [nom for nom in avant if apres[nom] == avant[nom]]
    if cas == "journal abîmé":  # l'on ne sait plus rien : aucune source n'est lue
        assert gardes == [*avant]
        return
    fautif = (
        "JORF" if "journal officiel" in cas else "DOLE" if "dossiers" in cas else "Union" if "union" in cas else "LEGI"
    )
    assert gardes == [
        "age",
        *([fautif] if fautif != "LEGI" else ["LEGI", "releve"]),
        *(["Union"] if fautif != "Union" else []),
    ]
    assert "## Sources non lues (1)" in demande and message in demande


def _retenus(depot: Path) -> dict[str, object]:
    """Rend ce qu'une course laisse : l'âge du relevé, les archives lues de chaque fonds, le relevé, les actes liés."""
    octets = (depot / "data/droit/journal.json").read_bytes()
    journal = json.loads(octets) if len(octets) > 1 else {"lus": {}, "actes": {}}
    return {
        "age": re.findall("droit_releve_le.*", (depot / "data/couverture.yml").read_text("utf-8")),
        "LEGI": journal["lus"].get("LEGI"),
        "releve": (depot / "data/droit/releve.json").read_bytes(),
        **{fonds: journal["lus"].get(fonds) for fonds in ("JORF", "DOLE")},
        "Union": journal["actes"],
    }


def test_un_jour_ouvre_sans_increment_se_dit(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Le remède du message est gardé au journal ; la semaine entière se relit."""
    _commencer(dila, depot, monkeypatch)
    (dila.dossier / "LEGI/LEGI_20261127-210000.tar.gz").unlink()
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 1
    code, demande = courir(dila, depot, LUNDI, monkeypatch, date(2026, 11, 27))
    assert code == 0 and "1 modifié." in demande
    assert '"2026-11-27"' in (depot / "data/droit/journal.json").read_text("utf-8")


def test_la_source_se_tait_ou_repart(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trois jours ouvrés sans rien : alarme. Une base entière neuve se dit ; sans journal, on repart d'elle, et l'on compare."""
    _commencer(dila, depot, monkeypatch)
    assert courir(dila, depot, LUNDI, monkeypatch)[0] == 0
    assert courir(dila, depot, date(2026, 12, 2), monkeypatch)[0] == 0  # lundi, mardi
    code, demande = courir(dila, depot, date(2026, 12, 3), monkeypatch)
    assert code == 1 and "aucun incrément depuis trois jours ouvrés : le dernier est du 29 novembre 2026" in demande
    socle(dila.dossier / "LEGI", "20261202", article(1, "L2112-2", "Refait.", debut="2026-12-01"), *reste()[1:])
    increment(dila.dossier / "LEGI", "20261203", reste()[1])
    for jour in ("20261130", "20261201", "20261202"):
        increment(dila.dossier / "LEGI", jour, reste()[3].replace(b"reste", jour.encode()))
    assert (
        "Une base entière de la LEGI a paru le 2 décembre 2026."
        in courir(dila, depot, date(2026, 12, 4), monkeypatch)[1]
    )
    (depot / "data/droit/journal.json").unlink()
    code, demande = courir(dila, depot, date(2026, 12, 5), monkeypatch)
    assert code == 1 and "elle n'avance pas" in demande  # même jour : rien ne se conclut
    increment(dila.dossier / "LEGI", "20261204", reste()[2])
    code, demande = courir(dila, depot, date(2026, 12, 5), monkeypatch)
    assert code == 0 and "L. 2112-2 du code de la commande publique : modifié" in demande


def test_une_annee_de_semaines() -> None:
    """Cinquante-deux lundis, un incrément par jour ouvré et parfois le dimanche : le jour qui manque se voit la semaine même."""
    depart = date(2026, 1, 5)
    jours = [depart + timedelta(n) for n in range(364)]
    publies = [j for j in jours if ouvre(j) or j.day == 7]
    manque = publies.pop(150)

    def index(au: date) -> Index:
        noms = [f'href="LEGI_{j:%Y%m%d}-210000.tar.gz"' for j in publies if j < au]
        return Index("LEGI", "".join(['href="Freemium_legi_global_20260105-140000.tar.gz"', *noms]).encode())

    lus = dict.fromkeys(index(depart + timedelta(7)).depuis_le_socle(), "")
    trous, semaines = [], 0
    for lundi in (depart + timedelta(7 * n) for n in range(2, 53)):
        lu, dernier = index(lundi), max(map(jour_de, lus))
        lu.vivant(lundi)
        archives = lu.suite(lus)
        couverts = {*map(jour_de, archives)} | sans_increment(archives, dernier, ())
        trous += [
            (lundi, j)
            for n in range(1, (max(couverts) - dernier).days)
            if (j := dernier + timedelta(n)) not in couverts
        ]
        lus |= dict.fromkeys(archives, "")
        semaines += 1
    assert (semaines, len(lus)) == (51, len(publies) + 1)
    assert [j for _, j in trous] == [manque] and timedelta(0) < trous[0][0] - manque <= timedelta(7)
    with pytest.raises(Refus, match="depuis trois jours ouvrés"):
        index(depart + timedelta(371)).vivant(depart + timedelta(371))


OCTOBRE = BranchesLues(branches=["a"], lues_jusqu_au=date(2026, 10, 8), par=["lecture"])
ETENDUS: dict[str, tuple[date, date, list[tuple[list[str], date, list[str]]]]] = {
    "rien de neuf": (date(2026, 10, 8), date(2026, 10, 8), [(["a"], date(2026, 10, 8), ["lecture"])]),
    "dans le mois": (date(2026, 10, 8), date(2026, 10, 20), [(["a"], date(2026, 10, 20), ["lecture", "jorf"])]),
    "au mois suivant": (
        date(2026, 10, 8),
        date(2026, 11, 2),
        [(["a"], date(2026, 10, 31), ["lecture", "jorf"]), (["a", "b"], date(2026, 11, 2), ["jorf"])],
    ),
    "un trou avant": (date(2026, 10, 12), date(2026, 10, 20), [(["a"], date(2026, 10, 8), ["lecture"])]),
}


@pytest.mark.parametrize("cas", ETENDUS)
def test_d_un_mois_pris_en_route_rien_n_est_dit(cas: str) -> None:
    du, au, attendu = ETENDUS[cas]
    lues = etendre([OCTOBRE], ["a", "b"], du, au, ["jorf"])
    assert [(lue.branches, lue.lues_jusqu_au, lue.par) for lue in lues] == attendu


def test_la_commande_va_a_la_dila(depot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ce que le flux de travail lance, et l'adresse où elle va."""
    vus: list[Any] = []
    monkeypatch.setattr(veiller, "lire", lambda adresse, *_: vus.append(adresse) or b"")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(invente.JOUR))
    assert main(["droit", "veiller", str(tmp_path / "sortie"), "--sans-increment", "2026-11-27"]) == 1
    assert vus[0] == "https://echanges.dila.gouv.fr/OPENDATA/LEGI/"


def test_le_flux_de_travail_n_ouvre_qu_une_demande(tmp_path: Path) -> None:
    """Trois fichiers et eux seuls, sur une branche refaite de main ; la seconde semaine met à jour la demande de la première."""
    flux = yaml.safe_load((RACINE / ".github/workflows/droit.yml").read_text("utf-8"))
    etape = flux["jobs"]["demande"]["steps"][-1]["run"]
    assert flux["permissions"] == {"contents": "read"} and "permissions" not in flux["jobs"]["releve"]
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.test", "-c", "init.defaultBranch=main"]
    loin, ici, gh = tmp_path / "loin", tmp_path / "ici", tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text('#!/bin/sh\necho "$1 $2" >> "$DITS"\nif [ "$2" = list ] && [ -e "$DITS.une" ]; then echo 7; fi\n')
    gh.chmod(0o755)

    def lancer(*commande: str | Path) -> str:
        env = {
            **os.environ,
            "PATH": f"{gh.parent}:{os.environ['PATH']}",
            "DITS": f"{tmp_path}/dits",
            "COURSE": "la course",
        }
        env |= {"RUNNER_TEMP": f"{tmp_path}/temp", "GH_TOKEN": "x"}
        return subprocess.run(commande, cwd=ici, env=env, capture_output=True, text=True, check=True).stdout

    ici.mkdir()
    lancer(*git, "init", "--quiet", "--bare", loin)
    lancer(*git, "clone", "--quiet", loin, ".")
    (ici / "data/droit").mkdir(parents=True)
    (ici / "data/droit/seuils.yml").write_text("x")
    lancer("git", "add", ".")
    lancer(*git, "commit", "--quiet", "--message", "x")
    lancer("git", "push", "--quiet", "origin", "HEAD:main")
    for semaine in ("1", "2", "2"):
        shutil.rmtree(tmp_path / "temp", ignore_errors=True)
        (tmp_path / "temp").mkdir()
        for nom in ("demande.md", "data/droit/journal.json", "data/couverture.yml", "data/x.yml"):
            fichier = ici / "recu" / nom
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_text(semaine)
        lancer("bash", "-e", "-o", "pipefail", "-c", etape)
        (tmp_path / "dits.une").touch()
        ecrits = lancer("git", "show", "--format=", "--name-only", "origin/droit-de-la-semaine").split()
        assert ecrits == ["data/couverture.yml", "data/droit/journal.json"]
        assert lancer("git", "rev-list", "--count", "origin/droit-de-la-semaine") == "2\n"
        lancer("git", "switch", "--quiet", "--detach", "origin/main")
        lancer("git", "branch", "--quiet", "--delete", "--force", "droit-de-la-semaine")
    appels = (tmp_path / "dits").read_text().splitlines()
    assert [a for a in appels if a.startswith("pr")] == ["pr list", "pr create", *["pr list", "pr edit"] * 2]
    assert (tmp_path / "temp/texte.md").read_text().endswith("de la course\n")
