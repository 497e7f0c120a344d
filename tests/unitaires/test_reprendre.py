"""Les données ouvertes, reprises par un autre réseau : rien ne se perd, ne se double, ni ne change d'auteur."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.base.base import Base
from macros.commandes.reprendre.commande import commande_reprendre
from macros.commandes.reprendre.origine import AU_RESEAU
from tests.conftest import EPOQUE_DU_SITE
from tests.donnees import Contenu, changer_json, ecrire_les_donnees, lire_csv
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine, lire
from tests.fabrique.questions import fiches_de, par_genre
from tests.fabrique.reperes import PUBLICS, SITE_URL
from tests.petit.projet import changer

APPEL = '{{ seuil("decp") }}'
ESSAI = "docs/bonnes-pratiques/essai.md"


@pytest.fixture
def copie(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend une copie du réseau inventé, à son jour."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    return Path(shutil.copytree(projet_invente, tmp_path / "copie", symlinks=True))


def vider(racine: Path, base: Base, *genres) -> None:
    """Supprime les fichiers publics de ces genres."""
    for genre in genres:
        for fiche in fiches_de(base, genre.nom).values():
            if getattr(fiche.contenu, "statut", "") != "brouillon":
                (racine / fiche.fichier).unlink(missing_ok=True)


def egales(avant: Base, apres: Base) -> None:
    """Contrôle que les deux bases ont les mêmes fiches, à l'origine et à la relecture près."""
    for genre in PUBLICS:
        fiches, relues = fiches_de(avant, genre.nom), fiches_de(apres, genre.nom)
        assert sorted(fiches) == sorted(relues)
        for nom, fiche in fiches.items():
            sans_origine = {"exclude": {"reprise_de", *AU_RESEAU}}
            assert relues[nom].contenu.model_dump(**sans_origine) == fiche.contenu.model_dump(**sans_origine), nom
            assert (relues[nom].corps, relues[nom].fichier) == (fiche.corps, fiche.fichier)


def test_une_base_videe_se_recree_en_entier(
    sorties: dict[str, bytes], base_inventee: Base, copie: Path, tmp_path: Path
) -> None:
    """D'office, tout sauf ce qui n'est qu'à un réseau, que l'on nomme pour le prendre."""
    ecrire_les_donnees(sorties, tmp_path / "recu")
    vider(copie, base_inventee, *PUBLICS)
    for quoi in (None, "structures", "agenda"):
        assert commande_reprendre(copie, str(tmp_path / "recu"), quoi) == 0
        assert (quoi is None) == (not any(f.suffix == ".yml" for f in (copie / "data/reseau/structures").glob("*")))
    base, anomalies = lire(copie)
    assert anomalies == []
    egales(base_inventee, base)
    origines = [o for _, f in par_genre(base) if (o := getattr(f.contenu, "reprise_de", None))]
    assert {(o.reseau, o.licence, o.importe_le, o.par) for o in origines} == {
        ("R", "Licence Ouverte 2.0", base.jour, None)
    }
    assert fiches_de(base, "textes")["loi-2020-105"].contenu.reprise_de.url == f"{SITE_URL}droit/loi-2020-105/"
    assert list(copie.glob(".construction-*")) == []


SITES = {"A": SITE_URL, "B": "https://b.test/", "C": "https://c.test/"}
TITRE = "Une méthode d’essai"
Reseaux = dict[str, Path]


@pytest.fixture
def reseaux(projet: Path, tmp_path: Path) -> Reseaux:
    """Rend les dossiers de trois réseaux ; A seul a des pratiques, et B une."""
    for nom in ("b", "c"):
        shutil.copytree(projet, tmp_path / nom)
        (tmp_path / nom / ESSAI).unlink()
    source = (projet / ESSAI).read_text("utf-8")
    for nom in ("changee", "retouchee", "deux", "effacee", "nommee"):
        (projet / f"docs/bonnes-pratiques/{nom}.md").write_text(source, "utf-8")
    (tmp_path / "b/docs/bonnes-pratiques/bretonne.md").write_text(source, "utf-8")
    return {"A": projet, "B": tmp_path / "b", "C": tmp_path / "c"}


@pytest.fixture
def prendre(
    reseaux: Reseaux, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Rend ce qui fait reprendre à l'un ce que publie l'autre, et rend ce qui en est dit."""

    def prendre(
        de: str, vers: str, quoi: str = "bonnes-pratiques", modifier: Callable[[Contenu], object] = bool
    ) -> str:
        ecrire_les_donnees(donnees_de(base_saine(reseaux[de]), nom=de, site_url=SITES[de]), tmp_path / de)
        changer_json(tmp_path / de / f"donnees/{quoi}.json", modifier)
        monkeypatch.setenv("SITE_URL", SITES[vers])
        assert commande_reprendre(reseaux[vers], str(tmp_path / de), quoi) == 0
        return capsys.readouterr().out

    return prendre


def intituler(racine: Path, nom: str, titre: str) -> None:
    """Donne ce titre à une pratique."""
    fichier = racine / f"docs/bonnes-pratiques/{nom}.md"
    lignes = fichier.read_text("utf-8").split("\n")
    fichier.write_text("\n".join(f"titre: {titre}" if x.startswith("titre: ") else x for x in lignes), "utf-8")


def renommer(racine: Path, avant: str, apres: str) -> None:
    """Donne un autre nom à une pratique, qui garde l'ancien."""
    ici = racine / "docs/bonnes-pratiques"
    (ici / f"{avant}.md").rename(ici / f"{apres}.md")
    changer(ici / f"{apres}.md", ("publie_le:", f"anciens_noms: [{avant}]\npublie_le:"))


def etat(racine: Path) -> dict[str, str]:
    """Rend pratique → « titre | auteur, ceux qui l'ont changée »."""
    dits = {}
    for nom, fiche in sorted(fiches_de(base_saine(racine), "pratiques").items()):
        origine = fiche.contenu.reprise_de
        auteurs = [origine.reseau, *origine.modifiee_par] if origine else []
        dits[nom] = " | ".join([fiche.contenu.titre.removeprefix(TITRE).strip() or "=", *auteurs])
    return dits


def premier_tour(r: Reseaux) -> None:
    """Chacun change : A deux fiches, B deux, la même comprise ; A en efface une, en renomme une, et retouche celle de B."""
    intituler(r["A"], "changee", f"{TITRE} par A")
    intituler(r["A"], "deux", f"{TITRE} par A")
    intituler(r["B"], "deux", f"{TITRE} par B")
    intituler(r["B"], "retouchee", f"{TITRE} par B")
    intituler(r["A"], "bretonne", f"{TITRE} par A")
    (r["A"] / "docs/bonnes-pratiques/effacee.md").unlink()
    renommer(r["A"], "nommee", "renommee")


def second_tour(r: Reseaux) -> None:
    """B rend son texte à A, garde le reste ; A admet ce que B a changé ; B renomme comme A."""
    intituler(r["B"], "deux", f"{TITRE} par A")
    intituler(r["A"], "retouchee", f"{TITRE} par B")
    intituler(r["B"], "bretonne", f"{TITRE} revue par B")
    renommer(r["B"], "nommee", "renommee")


TOURS: list[tuple[Callable[[Reseaux], None], tuple[str, ...], dict[str, str], tuple[str, ...], dict[str, str]]] = [
    (
        lambda r: None,
        ("6 créée(s), 0 mise(s) à jour, 0 en conflit, 0 refus.",),
        {**dict.fromkeys(("changee", "deux", "effacee", "essai", "nommee", "retouchee"), "= | A"), "bretonne": "="},
        ("1 créée(s), 0 mise(s) à jour, 6 identique(s), 0 en conflit, 0 refus.",),
        {**dict.fromkeys(("changee", "deux", "effacee", "essai", "nommee", "retouchee"), "="), "bretonne": "= | B"},
    ),
    (
        premier_tour,
        (
            "en conflit  docs/bonnes-pratiques/bretonne.md : titre (d'ici)",
            "en conflit  docs/bonnes-pratiques/deux.md : titre (retouchée ici, et changée là-bas ; pour garder la vôtre,",
            "à savoir    docs/bonnes-pratiques/nommee.md s'appelle là-bas « renommee » : base renommer bonne-pratique nommee renommee",
            "à savoir    docs/bonnes-pratiques/effacee.md n'est plus publiée là-bas : gardez-la, ou base retirer",
            "0 créée(s), 1 mise(s) à jour, 1 identique(s), 1 retouchée(s) ici, pas là-bas, 2 en conflit, 0 refus.",
        ),
        {
            "bretonne": "=", "changee": "par A | A", "deux": "par B | A", "effacee": "= | A", "essai": "= | A", "nommee": "= | A",
            "retouchee": "par B | A",
        },
        (
            "en conflit  docs/bonnes-pratiques/deux.md : titre (d'ici)",
            "en conflit  docs/bonnes-pratiques/retouchee.md : titre (d'ici)",
            "à savoir    docs/bonnes-pratiques/renommee.md s'appelle encore là-bas « nommee » : elle reste telle quelle",
            "0 créée(s), 0 mise(s) à jour, 1 retouchée(s) ici, pas là-bas, 2 identique(s), 1 retirée(s) ici, que l'autre garde, 2",
        ),
        {"bretonne": "par A | B", "changee": "par A", "deux": "par A", "essai": "=", "renommee": "=", "retouchee": "="},
    ),
    (
        second_tour,
        (
            "en conflit  docs/bonnes-pratiques/bretonne.md : titre (d'ici)",
            "0 créée(s), 3 mise(s) à jour, 2 identique(s), 1 en conflit, 0 refus.",
        ),
        {
            "bretonne": "revue par B", "changee": "par A | A", "deux": "par A | A", "effacee": "= | A", "essai": "= | A",
            "renommee": "= | A", "retouchee": "par B | A",
        },
        (
            "en conflit  docs/bonnes-pratiques/bretonne.md : titre (retouchée ici, et changée là-bas ; pour garder",
            "0 créée(s), 0 mise(s) à jour, 5 identique(s), 1 retirée(s) ici, que l'autre garde, 1 en conflit, 0 refus.",
        ),
        {"bretonne": "par A | B", "changee": "par A", "deux": "par A", "essai": "=", "renommee": "=", "retouchee": "par B"},
    ),
]  # fmt: skip
"""Ce que chacun change ; ce que B lit de A et ce qu'il a ensuite ; ce que A lit de B et ce qu'il a ensuite."""


def test_deux_reseaux_qui_echangent_trois_fois(reseaux: Reseaux, prendre: Callable[[str, str], str]) -> None:
    """Tous deux modifient : rien de perdu, de doublé, ni d'attribué à un autre ; un tour de plus n'écrit rien."""
    for changer_tout, dits_b, chez_b, dits_a, chez_a in TOURS:
        changer_tout(reseaux)
        for de, vers, dits, attendu in (("A", "B", dits_b, chez_b), ("B", "A", dits_a, chez_a)):
            sortie = prendre(de, vers)
            assert [dit for dit in dits if dit not in sortie] == [], sortie
            assert etat(reseaux[vers]) == attendu, sortie
    for de, vers in (("A", "B"), ("B", "A")):
        sortie = prendre(de, vers)
        assert "0 créée(s), 0 mise(s) à jour, " in sortie
    assert f") ; là-bas, titre : « {TITRE}" in sortie, "le conflit montre ce qui est écrit en face"
    gardee = sortie.partition("écrivez « ")[2].partition(" »")[0]
    bretonne = reseaux["A"] / "docs/bonnes-pratiques/bretonne.md"
    bretonne.write_text(re.sub(r"empreinte: \S+", gardee, bretonne.read_text("utf-8")), "utf-8")
    assert "1 retouchée(s) ici, pas là-bas" in prendre("B", "A"), "le conflit dit comment garder la sienne"


def test_un_troisieme_suit_qui_il_veut(reseaux: Reseaux, prendre: Callable[[str, str], str]) -> None:
    """C prend à B ce que B tient de A : l'auteur et qui l'a changé restent dits ; l'auteur peut ensuite le mettre à jour, pas un autre."""
    prendre("A", "B")
    intituler(reseaux["B"], "deux", f"{TITRE} par B")
    prendre("B", "C")
    chez_c = {"bretonne": "= | B", **dict.fromkeys(("changee", "effacee", "essai", "nommee", "retouchee"), "= | A")}
    assert etat(reseaux["C"]) == {**chez_c, "deux": "par B | A | B"}
    origine = fiches_de(base_saine(reseaux["C"]), "pratiques")["deux"].contenu.reprise_de
    assert (origine.url, origine.par) == (f"{SITES['A']}bonnes-pratiques/deux/", SITES["B"])
    intituler(reseaux["A"], "changee", f"{TITRE} par A")
    assert "0 créée(s), 6 mise(s) à jour, 0 en conflit" in prendre("A", "C")
    assert etat(reseaux["C"]) == {**chez_c, "changee": "par A | A", "deux": "= | A"}
    sortie = prendre("B", "C")
    assert f"docs/bonnes-pratiques/deux.md : titre (reprise de {SITES['A']}bonnes-pratiques/deux/)" in sortie
    assert "0 créée(s), 0 mise(s) à jour, " in sortie and "1 prise(s) à un autre réseau, 1 en conflit" in sortie


RELECTURE = "relectures: [{le: 2026-11-20, comme: juriste, avis: Rien à réparer.}]\n"


def test_ce_qui_suit_une_fiche(reseaux: Reseaux, prendre: Callable[..., str]) -> None:
    """Relecture, version, champs plus neufs que ce moteur : gardés dans l'origine, et rien n'y engage le réseau d'ici."""
    clause = "data/clauses/temoin.yml"
    changer(
        reseaux["A"] / clause,
        ("statut: brouillon", "statut: publie"),
        ("relu_par: null", f"{RELECTURE}relu_par: Juriste d’essai"),
    )
    (reseaux["B"] / clause).unlink()

    def enrichir(contenu: dict) -> None:
        contenu["moissonne_le"] = "2027-01-01"
        temoin = next(f for f in contenu["fiches"] if f["id"] == "temoin")
        levee = {"regle": "preference-locale", "extrait": "ici", "motif": "Un motif d’essai assez long."}
        temoin |= {"note": "l’été <b> {{x}}", "alertes_levees": [levee], "\x1b[2J": 1, "long": "a" * 3000}
        temoin["preuves"][0]["format"], temoin["variables"]["taux"]["pas"] = {"a": [1.5, None]}, 5

    def lire_le_temoin() -> Any:
        return fiches_de(base_saine(reseaux["B"]), "clauses")["temoin"].contenu

    prendre("A", "B")
    sortie = prendre("A", "B", "clauses", enrichir)
    assert "le champ « ?[2J » n'existe pas ici" in sortie and "le champ « long » n'existe pas ici" in sortie
    reprise = lire_le_temoin()
    origine = reprise.reprise_de
    assert (reprise.alertes_levees, reprise.relectures, reprise.relu_par) == ([], [], None)
    assert origine.relu_par == "Juriste d’essai" and [lue.comme for lue in origine.relectures] == ["juriste"]
    version = donnees_de(base_saine(reseaux["A"]))["donnees/v1/clauses/temoin.json"]
    assert origine.version == json.loads(version)["fiches"][0]["version"]
    inconnus = {"note": "l’été <b> {{x}}", "preuves.0.format": {"a": [1.5, None]}, "variables.taux.pas": 5}
    assert {nom: json.loads(texte) for nom, texte in origine.inconnus.items()} == inconnus
    assert "0 mise(s) à jour, 2 identique(s)" in prendre("A", "B", "clauses", enrichir)
    changer(reseaux["A"] / clause, ("Juriste d’essai", "Juriste, autre réseau d’essai"))
    assert "1 mise(s) à jour, 1 identique(s)" in prendre("A", "B", "clauses", enrichir), "signée depuis, là-bas"
    assert lire_le_temoin().reprise_de.relu_par == "Juriste, autre réseau d’essai"


def test_un_seuil_s_echange_par_son_nom(reseaux: Reseaux, prendre: Callable[..., str]) -> None:
    """Repris, il suit le droit : un montant figé dirait encore l'ancien le jour où la loi change."""
    a, b = reseaux["A"], reseaux["B"]
    changer(a / ESSAI, ("Un paragraphe", f"Dès {APPEL}, un paragraphe"))
    sorties = donnees_de(base_saine(a))
    assert json.loads(sorties["donnees/bonnes-pratiques.json"])["seuils_du_jour"] == {"decp": "40\u202f000\u00a0€ HT"}
    lignes = lire_csv(sorties["donnees/bonnes-pratiques.csv"])
    assert [x for x in lignes if "Dès 40\u202f000\u00a0€ HT, un paragraphe" in x["corps"]], (
        "un tableur reçoit la valeur du jour"
    )
    prendre("A", "B")
    assert APPEL in (b / ESSAI).read_text("utf-8")
    changer(b / "data/droit/seuils.yml", ("montant: 40000", "montant: 55000"))
    assert "Dès 55\u202f000\u00a0€ HT, un paragraphe" in fiches_de(base_saine(b), "pratiques")["essai"].corps
