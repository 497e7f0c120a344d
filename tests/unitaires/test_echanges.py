"""Les données ouvertes, reprises par un autre réseau : rien ne se perd, l'auteur reste nommé."""

import json
import shutil
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.commandes.importer.commande import commande_importer
from macros.commandes.importer.origine import AU_RESEAU
from macros.commandes.importer.reprise import importer
from tests.conftest import EPOQUE_DU_SITE
from tests.donnees import changer_json, completer, ecrire_les_donnees, lire_csv
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine, lire
from tests.fabrique.questions import fiches_de, par_genre
from tests.fabrique.reperes import JOUR, PUBLICS, SITE_URL
from tests.petit.projet import changer


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
    fichiers = ecrire_les_donnees(sorties, tmp_path)
    vider(copie, base_inventee, *PUBLICS)
    bilan = importer(copie, fichiers, appliquer=True)
    assert bilan.refus == [] and bilan.ecrit
    base, anomalies = lire(copie)
    assert anomalies == []
    egales(base_inventee, base)
    origines = {f.contenu.reprise_de for genre, f in par_genre(base) if f.id in bilan_ids(bilan)}
    assert {(o.reseau, o.licence, o.importe_le) for o in origines} == {("R", "Licence Ouverte 2.0", base.jour)}
    assert fiches_de(base, "textes")["loi-2020-105"].contenu.reprise_de.url == f"{SITE_URL}droit/loi-2020-105/"
    assert list(copie.glob(".construction-*")) == []


def bilan_ids(bilan) -> set[str]:
    """Rend les noms des fiches créées."""
    return {Path(chemin).stem for chemin in bilan.creees}


@pytest.fixture(scope="module")
def complete(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Base, dict[str, bytes]]:
    """Rend la base du petit projet, une fiche de chaque genre publique, et ses données ouvertes."""
    projet = tmp_path_factory.mktemp("complet") / "projet"
    shutil.copytree(modele_de_projet, projet)
    completer(projet)
    base = base_saine(projet, JOUR)
    return base, donnees_de(base)


@pytest.mark.parametrize("genre", PUBLICS, ids=lambda g: g.nom)
def test_un_genre_vide_se_recree(projet: Path, tmp_path: Path, genre, complete) -> None:
    completer(projet)
    avant, sorties = complete
    fichiers = ecrire_les_donnees(sorties, tmp_path)
    vider(projet, avant, genre)
    bilan = importer(projet, [tmp_path / f"donnees/{genre.donnees.jeu.nom}.json"], appliquer=True)
    assert bilan.refus == [] and len(bilan.creees) == len(fiches_de(avant, genre.nom)) > 0
    egales(avant, base_saine(projet))
    assert importer(projet, fichiers).creees == {}


def test_une_fiche_passee_de_main_en_main_garde_son_auteur(projet: Path, tmp_path: Path) -> None:
    pratique = projet / "docs/bonnes-pratiques/essai.md"
    source = pratique.read_text("utf-8")
    for reseau in ("3AR", "RESECO", "RAN"):
        site = f"https://{reseau.lower()}.test/"
        sorties = donnees_de(base_saine(projet), nom=reseau, site_url=site)
        pratique.unlink()
        [fichier] = [f for f in ecrire_les_donnees(sorties, tmp_path / reseau) if f.name == "bonnes-pratiques.json"]
        assert importer(projet, [fichier], appliquer=True).ecrit
    origine = fiches_de(base_saine(projet), "pratiques")["essai"].contenu.reprise_de
    assert (origine.reseau, origine.url) == ("3AR", "https://3ar.test/bonnes-pratiques/essai/")
    pratique.write_text(source, "utf-8")
    assert importer(projet, [fichier]).identiques == ["docs/bonnes-pratiques/essai.md"]


RELECTURE = "relectures: [{le: 2026-11-20, comme: juriste, avis: Rien à réparer.}]\n"


def test_une_relecture_et_une_levee_restent_a_leur_reseau(projet: Path, tmp_path: Path) -> None:
    completer(projet)
    clause = projet / "data/clauses/temoin.yml"
    changer(clause, ("relu_par: null", f"{RELECTURE}relu_par: Juriste d’essai"))
    fichiers = ecrire_les_donnees(donnees_de(base_saine(projet)), tmp_path)
    assert importer(projet, fichiers).conflits == {}
    levee = {"regle": "preference-locale", "extrait": "ici", "motif": "Un motif d’essai assez long."}
    changer_json(tmp_path / "donnees/clauses.json", lambda c: c["fiches"][0].update(alertes_levees=[levee]))
    clause.unlink()
    bilan = importer(projet, fichiers, appliquer=True)
    assert bilan.ecrit and [c for c in bilan.conseils if c.startswith("1 clause(s) reprise(s) sans la relecture")]
    reprise = fiches_de(base_saine(projet), "clauses")["temoin"].contenu
    assert (reprise.alertes_levees, reprise.relectures, reprise.relu_par) == ([], [], None)
    assert reprise.reprise_de.reseau == "R"
    encore = importer(projet, fichiers)
    assert (encore.creees, encore.conflits, encore.conseils) == ({}, {}, [])


APPEL = '{{ seuil("decp") }}'


def test_suivre_un_reseau_voisin(projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Une fiche reprise se met à jour tant qu'on ne l'a pas retouchée ; un conflit n'arrête pas les autres."""
    intacte, retouchee, neuve = (projet / f"docs/bonnes-pratiques/{nom}.md" for nom in ("essai", "voisine", "neuve"))
    source = intacte.read_text("utf-8")
    retouchee.write_text(source, "utf-8")

    def publie() -> list[Path]:
        ecrits = ecrire_les_donnees(donnees_de(base_saine(projet)), tmp_path)
        return [f for f in ecrits if f.name == "bonnes-pratiques.json"]

    premiere = publie()
    intacte.unlink(), retouchee.unlink()
    assert len(importer(projet, premiere, appliquer=True).creees) == 2
    reprises = {fichier: fichier.read_text("utf-8") for fichier in (intacte, retouchee)}
    nouvelle = source.replace("titre: Une méthode d’essai", "titre: Une méthode revue")
    for fichier in (intacte, retouchee, neuve):
        fichier.write_text(nouvelle, "utf-8")
    seconde = publie()
    neuve.unlink()
    intacte.write_text(reprises[intacte], "utf-8")
    retouchee.write_text(reprises[retouchee].replace("Un paragraphe", "Notre paragraphe"), "utf-8")
    assert commande_importer(projet, seconde, True) == 0
    sortie = capsys.readouterr().out
    for dit in ("mise à jour docs/bonnes-pratiques/essai.md", "créée       docs/bonnes-pratiques/neuve.md"):
        assert f"  {dit}" in sortie
    assert "  en conflit  docs/bonnes-pratiques/voisine.md : titre, corps" in sortie and "2 fiche(s) écrite" in sortie
    fiches = fiches_de(base_saine(projet), "pratiques")
    assert [fiches[n].contenu.titre for n in ("essai", "neuve")] == ["Une méthode revue"] * 2
    assert "Notre paragraphe" in fiches["voisine"].corps and fiches["voisine"].contenu.titre == "Une méthode d’essai"
    assert importer(projet, seconde).mises_a_jour == {}
    changer_json(premiere[0], lambda c: (c.update(reseau="Un autre"), c["fiches"][0].update(titre="Une autre méthode")))
    assert importer(projet, premiere).conflits, "d'un autre réseau, rien ne se remplace"


def test_un_champ_plus_neuf_que_cette_base_est_laisse_et_dit(projet: Path, tmp_path: Path) -> None:
    completer(projet)
    fichiers = {f.stem: f for f in ecrire_les_donnees(donnees_de(base_saine(projet)), tmp_path)}

    def enrichir(contenu: dict) -> None:
        contenu["moissonne_le"] = "2027-01-01"
        temoin = next(f for f in contenu["fiches"] if f["id"] == "temoin")
        temoin["note"], temoin["preuves"][0]["format"], temoin["variables"]["taux"]["pas"] = "x", "y", 5

    changer_json(fichiers["clauses"], enrichir)
    avant = (projet / "data/clauses/temoin.yml").read_text("utf-8")
    (projet / "data/clauses/temoin.yml").unlink()
    bilan = importer(projet, [fichiers["clauses"]], appliquer=True)
    assert bilan.ecrit and list(bilan.creees) == ["data/clauses/temoin.yml"]
    laisses = [str(a) for a in bilan.alertes if "champ-laisse (alerte)" in str(a)]
    noms = ["« note »", "« preuves.format »", "« variables.pas »"]
    assert len(laisses) == 3 and all(any(nom in a for a in laisses) for nom in noms)
    assert "pas:" not in (projet / "data/clauses/temoin.yml").read_text("utf-8").replace(avant, "")


def test_un_seuil_s_echange_par_son_nom(projet: Path, tmp_path: Path) -> None:
    """Repris, il suit le droit : un montant figé dirait encore l'ancien le jour où la loi change."""
    fiches = {
        "docs/bonnes-pratiques/essai.md": ("Un paragraphe", f"Dès {APPEL}, un paragraphe"),
        "data/clauses/temoin.yml": ("dans ces conditions.", f"dans ces conditions, dès {APPEL}."),
    }
    completer(projet)
    for chemin, change in fiches.items():
        changer(projet / chemin, change)
    sorties = donnees_de(base_saine(projet))
    contenu = json.loads(sorties["donnees/bonnes-pratiques.json"])
    assert APPEL in contenu["fiches"][0]["corps"] and contenu["seuils_du_jour"] == {"decp": "40\u202f000\u00a0€ HT"}
    [ligne] = lire_csv(sorties["donnees/bonnes-pratiques.csv"])
    assert "Dès 40\u202f000\u00a0€ HT, un paragraphe" in ligne["corps"], "un tableur reçoit la valeur du jour"
    fichiers = ecrire_les_donnees(sorties, tmp_path)
    assert importer(projet, fichiers).creees == {} == importer(projet, fichiers).conflits
    for chemin in fiches:
        (projet / chemin).unlink()
    assert importer(projet, fichiers, appliquer=True).ecrit
    assert all(APPEL in (projet / chemin).read_text("utf-8").replace("\\", "") for chemin in fiches)
    changer(projet / "data/droit/seuils.yml", ("montant: 40000", "montant: 55000"))
    assert "Dès 55\u202f000\u00a0€ HT, un paragraphe" in fiches_de(base_saine(projet), "pratiques")["essai"].corps


def test_la_commande_montre_puis_ecrit(projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichiers = ecrire_les_donnees(donnees_de(base_saine(projet)), tmp_path)
    veille = projet / "docs/veille/2026/2026-11-20-essai.md"
    veille.unlink()
    veille.parent.rmdir()
    assert commande_importer(projet, fichiers, False) == 0
    sortie = capsys.readouterr().out
    assert "  créée       docs/veille/2026/2026-11-20-essai.md" in sortie and "--appliquer" in sortie
    assert not veille.parent.exists()
    assert commande_importer(projet, fichiers, True) == 0
    assert veille.is_file() and "1 fiche(s) écrite(s)" in capsys.readouterr().out
    for appliquer in (False, True):
        assert commande_importer(projet, fichiers, appliquer) == 0
        assert capsys.readouterr().out.endswith("0 en conflit, 0 refus.\nIl n'y a rien à écrire.\n"), "tout est déjà là"
