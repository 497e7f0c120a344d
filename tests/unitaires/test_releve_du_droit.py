"""Ce qui est relevé du droit : aucun jour perdu, rien de dit qui ne soit relevé, une seule demande ouverte."""

import os
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from macros.base.base import Base
from macros.fiches.veille.releve import BranchesLues, etendre
from macros.lecture.droit import Refus
from macros.sentinelle.fonds import Index, jour_de, sans_increment
from macros.texte.dates import ouvre
from tests.fabrique.bases import avec_changee
from tests.fabrique.pages import edition_de, macro_de
from tests.fabrique.reperes import RACINE


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


def lu(html: str) -> str:
    """Rend le texte visible, sans ce qui n'est là que pour être copié, espaces ramenées à une."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition('id="courriel"')[0]))


def test_ce_qui_est_releve_se_dit_une_fois_par_branche(base_inventee: Base) -> None:
    """Sur l'édition, ce qui l'est de son mois ; à l'accueil et aux obligations, en dernier lieu ; sans relevé, rien."""

    def pages(base: Base) -> dict[str, str]:
        macros = {nom: macro_de(base, nom) for nom in ("agenda_et_30_30", "page_obligations")}
        return {nom: lu(html) for nom, html in macros.items()} | {
            mois: lu(edition_de(base, mois).html) for mois in ("2026-10", "2026-11")
        }

    assert not [nom for nom, texte in pages(base_inventee).items() if "Domaines relevés" in texte]
    lues = [
        BranchesLues(branches=["commande-publique"], lues_jusqu_au=date(2026, 10, 31), par=["lecture"]),
        BranchesLues(branches=["commande-publique", "travail"], lues_jusqu_au=date(2026, 11, 24), par=["jorf", "legi"]),
    ]
    octobre = "commande publique, jusqu’au 31 octobre 2026 (lecture). "
    dernier = "commande publique, travail, jusqu’au 24 novembre 2026 (titres du Journal officiel, articles suivis). "
    for nom, texte in pages(avec_changee(base_inventee, "couverture", "couverture", branches_lues=lues)).items():
        dit = f"Domaines relevés : {octobre if nom == '2026-10' else dernier}Lus au fil des sources, sans relevé : "
        assert texte.count("Domaines relevés") == 1 and dit in texte, nom


@pytest.mark.parametrize(
    ("jour", "dit"),
    [
        (None, "Aucun relevé automatique"),
        (date(2026, 11, 26), "le 26 novembre 2026, aujourd’hui."),
        (date(2026, 11, 25), "le 25 novembre 2026, il y a 1 jour."),
        (date(2026, 11, 11), "il y a 15 jours. Le relevé est hebdomadaire"),
    ],
)
def test_l_age_du_releve_du_droit_se_lit(base_inventee: Base, jour: date | None, dit: str) -> None:
    html = macro_de(avec_changee(base_inventee, "couverture", "couverture", droit_releve_le=jour), "releve_du_droit")
    assert dit in lu(html) and ("avis" in html) == (jour is None or jour.day == 11)


def test_le_flux_de_travail_n_ouvre_qu_une_demande(tmp_path: Path) -> None:
    """Trois fichiers et eux seuls, sur une branche refaite de main ; la seconde semaine met à jour la demande de la première."""
    flux = yaml.safe_load((RACINE / ".github/workflows/droit.yml").read_text("utf-8"))
    etape = flux["jobs"]["demande"]["steps"][-1]["run"]
    assert flux["permissions"] == {"contents": "read"} and "permissions" not in flux["jobs"]["releve"]
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.test", "-c", "init.defaultBranch=main"]
    loin, ici, gh = tmp_path / "loin", tmp_path / "ici", tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text("""#!/bin/sh
case "$2" in edit) echo "$1 $2 $3" ;; *) echo "$1 $2" ;; esac >> "$DITS"
[ "$2" = list ] || exit 0
case "$*" in *"number,isCrossRepository"*"select(.isCrossRepository | not)"*) ;; *) echo 99 ;; esac  # d'un tiers
if [ -e "$DITS.une" ]; then echo 7; fi
""")
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
    assert [a for a in appels if a.startswith("pr")] == ["pr list", "pr create", *["pr list", "pr edit 7"] * 2]
    assert (tmp_path / "temp/texte.md").read_text().endswith("de la course\n")
