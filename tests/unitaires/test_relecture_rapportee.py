"""Une clause donnée à relire dans Word, et la lecture rapportée dans sa fiche : l'aller-retour, et chaque refus."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from macros.commandes.relecture.preparer import commande_preparer
from macros.commandes.relecture.rapporter import commande_rapporter
from macros.fiches.clause.relecture import choix
from tests.conftest import EPOQUE_DU_SITE, empreinte
from tests.fabrique.dossier import dossier_de
from tests.fabrique.lecture import anomalies_de, base_saine, lire
from tests.fabrique.pages import page_de
from tests.fabrique.questions import fiches_de

CLAUSE = "contenants-reemployables-repas"
FICHE = f"data/clauses/{CLAUSE}.yml"
AVIS = "Le plafond : # à « 5 % », 'trop' bas ; rien d’autre à changer."
REMPLI = {
    "Jour de la lecture": "25 novembre 2026",
    "Votre fonction": "juriste en commande publique",
    "Relue en entier": "Oui.",
    "Votre avis": AVIS.replace("autre", "au\u00adtre\u200b"),
}
"""Ce qu'un lecteur écrit ; Word y a laissé une césure et une espace invisibles."""


@pytest.fixture
def racine(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend une copie du réseau inventé, à son jour ; sa clause a un commentaire, qu'une écriture doit garder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    racine = Path(shutil.copytree(projet_invente, tmp_path / "copie", symlinks=True))
    texte = (racine / FICHE).read_text("utf-8")
    (racine / FICHE).write_text(texte.replace("relu_par: null", "# À relire.\nrelu_par: null"), "utf-8")
    return racine


@pytest.fixture(scope="module")
def vierge(projet_invente: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le document de la clause, tel que la commande l'écrit."""
    dossier = tmp_path_factory.mktemp("relire") / "a" / "neuf"
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
        assert commande_preparer(projet_invente, dossier, [CLAUSE]) == 0
    assert [f.name for f in dossier.iterdir()] == [f"{CLAUSE}.docx"]
    return dossier / f"{CLAUSE}.docx"


def remplir(vierge: Path, tmp_path: Path, reponses: Mapping[str, str | None], suivi: bool = False) -> Path:
    """Rend le document rempli ; ``None`` ôte la ligne. ``suivi`` : Word garde chaque réponse comme une insertion suivie."""
    doc = Document(str(vierge))
    for rangee in doc.tables[-1].rows:
        nom = rangee.cells[0].paragraphs[0].text
        if nom in reponses and reponses[nom] is None:
            rangee._tr.getparent().remove(rangee._tr)
        elif nom in reponses:
            reponse = rangee.cells[1].paragraphs[0]
            reponse.text = reponses[nom]
            if suivi:
                insertion = OxmlElement("w:ins")
                insertion.set(qn("w:id"), "1")
                insertion.set(qn("w:author"), "Lecteur")
                insertion.append(reponse.runs[0]._r)
                reponse._p.append(insertion)
    doc.save(str(tmp_path / "rempli.docx"))
    return tmp_path / "rempli.docx"


def plat(texte: str) -> str:
    return " ".join(texte.split())


def test_le_document_porte_la_clause_et_de_quoi_repondre(vierge: Path, projet_invente: Path) -> None:
    base = base_saine(projet_invente)
    doc = Document(str(vierge))
    dit = plat("\n".join(t.text or "" for t in doc.element.body.iter(qn("w:t"))))
    assert OpenXmlValidator().validate(vierge).is_valid
    assert [p.text for p in doc.paragraphs if p.style.name == "Heading 2"] == [
        *("Comment relire", "Textes à insérer", "Base légale", "Liste de contrôle"),
        *("Questions en doute", "Votre relecture"),
    ]
    gras = [plat(r.text) for p in doc.paragraphs for r in p.runs if r.bold]
    assert "80 %" in gras and "50" in gras and "{{" not in dit
    for attendu in (
        f"Version : {dossier_de(base)[CLAUSE]['version']}",
        "à l’article « Pénalités » du CCAP",  # un renvoi, dit par sa place
        "CCAG-FCS 14.1.3",
        "Fiche technique des contenants",
        "Valeurs de départ, qu’aucune source n’appuie : Part des portions en contenants réemployables (80 %)",
        "Comme 03/12/2026.",
    ):
        assert attendu in dit, attendu
    assert dit.count("☐") == 24


@pytest.mark.parametrize("suivi", [False, True])
def test_ce_qui_est_rempli_revient_dans_la_fiche(
    racine: Path, vierge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suivi: bool
) -> None:
    rempli = remplir(vierge, tmp_path, REMPLI, suivi)
    assert commande_rapporter(racine, rempli) == 0
    assert capsys.readouterr().out == f"La lecture est ajoutée à {FICHE} ; relu_par n'a pas changé.\n"
    base = base_saine(racine)
    relue = fiches_de(base, "clauses")[CLAUSE]
    [lecture] = relue.contenu.relectures
    version = dossier_de(base)[CLAUSE]["version"]
    assert (f"{lecture.le}", lecture.version) == ("2026-11-25", version)
    assert (lecture.comme, lecture.avis, relue.contenu.relu_par) == (REMPLI["Votre fonction"], AVIS, None)
    assert "# À relire.\nrelu_par: null" in (racine / FICHE).read_text("utf-8") and anomalies_de(racine) == []
    avant = empreinte(racine)
    assert commande_rapporter(racine, rempli) == 1
    assert f"cette lecture est déjà dans {FICHE}." in capsys.readouterr().out and empreinte(racine) == avant


def test_une_clause_changee_ou_renommee_depuis_le_dit(
    racine: Path, vierge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    neuve = racine / "data/clauses/contenants-repris.yml"
    texte = (racine / FICHE).read_text("utf-8").replace("defaut: 80", "defaut: 75")
    neuve.write_text(f"{texte}anciens_noms: [{CLAUSE}]\n", "utf-8")
    (racine / FICHE).unlink()
    assert commande_rapporter(racine, remplir(vierge, tmp_path, REMPLI)) == 0
    dit = capsys.readouterr().out
    assert f"« {CLAUSE} » se nomme aujourd'hui contenants-repris." in dit and "Le texte a changé depuis" in dit
    base, _ = lire(racine)  # d'autres fiches nomment encore l'ancienne
    page = page_de(base, "clauses", fiches_de(base, "clauses")["contenants-repris"]).html
    assert "le texte a changé depuis). Une lecture ne vaut pas relecture juridique." in plat(page)


REFUS = {
    "Version lue": [
        (None, "la ligne « Version lue » est vide."),
        ("2026-11-24", "« Version lue » : « 2026-11-24 » n'a pas la forme"),
    ],
    "Clause": [
        (None, "la ligne « Clause » est vide."),
        ("contenants-reemployable", f"n'est pas une clause.\n    → Vouliez-vous dire « {CLAUSE} » ?"),
    ],
    "Jour de la lecture": [
        ("", "la ligne « Jour de la lecture » est vide."),
        ("hier", "« hier » n'est pas un jour.\n    → Comme 03/12/2026."),
        ("27/11/2026", "« Jour de la lecture » : 2026-11-27 n'est pas encore passé"),
        ("01/11/2026", "le 01/11/2026 précède la version lue"),
    ],
    "Votre fonction": [
        ("", "la ligne « Votre fonction » est vide."),
        ("juriste, J. Untel", "« J. Untel » ressemble à un nom."),
        ("Jeanne UNTEL", "« Jeanne UNTEL » ressemble à un nom."),
        ("Mme untel, Me Untel", "« Me Untel » ressemble à un nom."),
        ("juriste 02 40 00 00 00", "« Votre fonction » : « 02 40 00 00 00 » est un numéro de téléphone"),
    ],
    "Relue en entier": [
        ("", "la ligne « Relue en entier » est vide."),
        ("non", "la clause n'a pas été lue en entier."),
        ("presque", "« presque » ne dit pas si la clause est lue en entier."),
    ],
    "Votre avis": [
        ("", "la ligne « Votre avis » est vide."),
        ("Bien.", "« Votre avis » : « avis »"),
        ("Long. " * 240, "« Votre avis » : « avis »"),
        ("Écrire à Mme Untel, juriste.", "« Votre avis » : « Mme Untel » nomme une personne"),
    ],
}


@pytest.mark.parametrize(
    ("ligne", "ecrit", "attendu"), [(nom, ecrit, dit) for nom, cas in REFUS.items() for ecrit, dit in cas]
)
def test_un_refus_se_dit_et_n_ecrit_rien(
    racine: Path,
    vierge: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    ligne: str,
    ecrit: str | None,
    attendu: str,
) -> None:
    avant = empreinte(racine)
    assert commande_rapporter(racine, remplir(vierge, tmp_path, {**REMPLI, ligne: ecrit})) == 1
    dit = capsys.readouterr().out
    assert attendu in dit.replace("\u00a0", " ") and dit.endswith("Rien n'est écrit.\n")
    assert dit.count("→") == 1 and empreinte(racine) == avant


def test_ce_qui_n_est_pas_ce_document_est_refuse(
    racine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    autre, texte, archive = tmp_path / "autre.docx", tmp_path / "texte.docx", tmp_path / "archive.docx"
    Document().save(str(autre))
    texte.write_text("Un avis.", "utf-8")
    shutil.make_archive(str(tmp_path / "archive"), "zip", racine / "data/reseau")
    (tmp_path / "archive.zip").rename(archive)
    for fichier in (autre, texte, archive):
        assert commande_rapporter(racine, fichier) == 1
        assert "ce n'est pas un document Word à relire" in capsys.readouterr().out


def test_une_fiche_en_faute_ne_recoit_rien(
    racine: Path, vierge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texte = (racine / FICHE).read_text("utf-8").replace("{{taux}}", "{{tau}}", 1)
    (racine / FICHE).write_text(texte, "utf-8")
    avant = empreinte(racine)
    assert commande_rapporter(racine, remplir(vierge, tmp_path, REMPLI)) == 1
    assert "la fiche est en faute." in capsys.readouterr().out and empreinte(racine) == avant


def test_une_mauvaise_demande_ne_prepare_rien(racine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texte = (racine / FICHE).read_text("utf-8")
    (racine / FICHE).write_text(f"{texte}anciens_noms: [contenants]\n", "utf-8")
    for nom, neuf in (
        ("un-brouillon", "statut: brouillon"),
        ("une-retiree", "statut: retiree\nretrait: Trop ancienne."),
    ):
        (racine / f"data/clauses/{nom}.yml").write_text(texte.replace("statut: publie", neuf), "utf-8")
    plein = tmp_path / "plein"
    plein.mkdir()
    (plein / "x").touch()
    for dossier, slug, attendu in (
        (plein, CLAUSE, "n'est pas vide. → Donnez un dossier neuf."),
        (
            tmp_path / "neuf",
            "contenant-reemployables-repas",
            f"n'est pas une clause. → Vouliez-vous dire « {CLAUSE} » ?",
        ),
        (tmp_path / "neuf", "contenants", f"a changé de nom. → Écrivez {CLAUSE}."),
        (tmp_path / "neuf", "un-brouillon", "est un brouillon"),
        (tmp_path / "neuf", "une-retiree", "est retirée"),
    ):
        assert commande_preparer(racine, dossier, [CLAUSE, slug]) == 2
        assert attendu in capsys.readouterr().out and not (tmp_path / "neuf").exists()


def test_sans_nom_la_commande_choisit(racine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choix, "NOMBRE", 2)
    assert commande_preparer(racine, tmp_path / "neuf", []) == 0
    assert len(list((tmp_path / "neuf").iterdir())) == 2
