"""Quoi que contienne un texte, le lecteur, les références et le balisage ne lèvent rien, et rien d'actif n'en sort.

Les exemples sont tirés au sort, toujours les mêmes : un essai qui rougit rougira encore.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from macros.base.base import Base
from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.fiches.liste import GENRES, MACROS
from macros.lecture.anomalie import Gravite, borner
from macros.lecture.defauts import Fichier, Textes
from macros.lecture.ecriture import ecrire
from macros.lecture.fichiers import caracteres_interdits, lire_texte
from macros.lecture.yaml import lire_yaml
from macros.regles.contenu import defaut_adresse, mot_trop_long
from macros.sorties.chemins import produits
from macros.sorties.donnees.tableur import Colonne, cellule
from macros.texte.balisage import leger, pages
from macros.texte.balisage.blocs import en_blocs
from macros.texte.balisage.liens import Liens
from macros.texte.typographie import typographier
from tests.fabrique.reperes import RESEAU

REGLAGE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
FRAGMENTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p title='a><b>'", "<!--", "-->", "<?", "<![CDATA[",
    "javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://exemple.fr/", "//exemple.fr", "/clauses/", "#a",
    "[", "](", ")", "![", "]", "`", "```\n", "~~~\n", "**", "*", "_", "~", "\\", "&lt;", "&#x3c;", "&colon;", '"', "'",
    "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "## ", "| a | b |\n|---|---|\n", '!!! tip "T"\n    ', "[a]: ", "\t",
    "{{", "}}", "{{ nom }}", "{{renvoi:a}}", "{% x %}", "{# x #}", "\ue0000\ue000", "\ue0010\ue001", "\ue002",
    "L. 2112-2", "CCP L2112-2", "CCP art. ", "article 58 de la loi n° 2020-105", "loi n°", "décret 2024-134",
    " du code de la", "CCAG-FCS, art. 16.2", "C-424/23", "Conseil d'État, n° 417580", "règlement (UE) 2024/1735",
    "LOI-2020-105 art. 58", "99999999", "é", "e\u0301", "\u00a0", "\u202f", "\u202e", "\u200b", "\u3164", "\x00",
    "\x1b[31m", "\ud800", "\U0001f600", "’", "« ", " »", " :", " ;",
)  # fmt: skip
YAML = (
    "a: ", "b:\n  ", "- ", "? ", ": ", "|\n  ", ">-\n  ", "[", "]", "{", "}", ",", "&a ", "*a", "!x ",
    "!!python/object ", "%YAML 1.1\n", "---\n", "...\n", "#", " # ", '"', "'", "\\u0000", "\\x1b", "<<: ", "null", "~",
    "01", "1.10", "2026-02-30", "12:30", "\n", "  ",
)  # fmt: skip


def textes(*morceaux: str) -> st.SearchStrategy[str]:
    """Rend des textes faits de ces morceaux et de signes quelconques."""
    return st.lists(st.sampled_from(morceaux) | st.text(max_size=6), max_size=24).map("".join)


HOSTILES = textes(*FRAGMENTS)
BALISES = {
    "p", "strong", "em", "a", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "pre", "hr",
    "br", "table", "thead", "tbody", "tr", "th", "td", "div", "img", "span",
}  # fmt: skip
ATTRIBUTS = {"href", "title", "class", "id", "src", "alt", "start", "data-libelle", "data-variable"}


def verifier_inerte(rendu: str) -> list[str]:
    """Vérifie qu'un HTML n'a que nos balises et nos attributs ; rend ses adresses."""
    arbre = html.fragment_fromstring(f"<div>{rendu}</div>") if rendu.strip() else None
    adresses = []
    for noeud in arbre.iter() if arbre is not None else ():
        assert noeud.tag in BALISES, rendu
        assert set(noeud.attrib) <= ATTRIBUTS, rendu
        adresses += [noeud.attrib[nom] for nom in ("href", "src") if nom in noeud.attrib]
    return adresses


def sans_controle(texte: str) -> str:
    """Rend ce qu'un fichier lu peut contenir : les signes de contrôle et les moitiés de signe y sont refusés."""
    return "".join(c for c in texte if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))


@pytest.fixture(scope="module")
def droit(base_inventee: Base) -> Any:
    return resolveur(Consultation(base_inventee, GENRES, RESEAU, MACROS, produits))


@REGLAGE
@given(HOSTILES | st.text(), st.booleans())
def test_un_texte_de_fiche_reste_inerte(texte: str, corps: bool) -> None:
    adresses = verifier_inerte(str(leger.rendre(sans_controle(texte), corps=corps)))
    assert all(leger.lien_admis(adresse) for adresse in adresses)


@REGLAGE
@given(HOSTILES)
def test_une_phrase_reste_inerte(texte: str) -> None:
    liens = Liens(variables={"nom": "<b>1</b>", "renvoi:a": "'\"><i>"})
    texte = sans_controle(texte)
    adresses = verifier_inerte(str(leger.rendre_phrase(texte, liens)))
    assert all(leger.lien_admis(adresse) for adresse in adresses)
    en_blocs(texte)
    leger.brut(texte)


@REGLAGE
@given(HOSTILES)
def test_une_page_reste_inerte(texte: str) -> None:
    """Une adresse dangereuse reste un lien, que le contrôle voit et refuse."""
    lue = pages.lire(sans_controle(texte))
    vues = {extrait.texte for extrait in (*lue.liens, *lue.images)}
    for adresse in verifier_inerte(str(pages.rendre(lue, Liens(), lambda rang: ""))):
        assert adresse in vues
        if urlsplit(adresse).scheme.lower() in ("javascript", "data", "vbscript"):
            assert defaut_adresse(adresse)
    for quoi in (lue.html, lue.sans_definition, lue.encadres, lue.trop_profonds, lue.intertitres):
        list(quoi)
    ancres = [i.ancre for i in lue.intertitres]
    assert len(ancres) == len(set(ancres)) and not {"haut", "contenu", "resultats"} & set(ancres)


@REGLAGE
@given(textes(*YAML) | HOSTILES)
def test_le_lecteur_rend_des_valeurs_ou_des_anomalies(texte: str) -> None:
    valeurs, reperes, anomalies = lire_yaml(sans_controle(texte), "a.yml")
    assert anomalies or isinstance(valeurs, dict)
    lignes = texte.count("\n") + 2
    for anomalie in anomalies:
        assert 1 <= anomalie.ligne <= lignes and anomalie.colonne >= 1
        assert anomalie.message and anomalie.conseil and str(anomalie).count("\n") == 1
    assert all(1 <= ligne <= lignes for ligne, _ in (reperes or {}).values())


SCALAIRES = (
    HOSTILES.map(lambda t: sans_controle(t).replace("\t", " ").strip())
    | st.integers(-(10**14), 10**14)
    | st.dates(date(1950, 1, 1))
)


@REGLAGE
@given(st.text(), HOSTILES)
def test_rien_de_controle_ne_passe(texte: str, hostile: str) -> None:
    for essai in (texte, hostile, f"a{texte}b"):
        refuses = {(a.ligne, a.colonne) for a in caracteres_interdits("a.yml", essai)}
        for ligne, contenu in enumerate(essai.split("\n"), 1):
            for colonne, signe in enumerate(contenu, 1):
                if signe in "\x00\x1b\u200b\u202e\u3164\u2800\ud800\u034f":
                    assert (ligne, colonne) in refuses


@REGLAGE
@given(st.dictionaries(st.from_regex(r"\A[a-z]{2,8}\Z"), SCALAIRES, min_size=1, max_size=4))
def test_ce_qui_s_ecrit_se_relit(valeurs: dict[str, Any]) -> None:
    valeurs = {nom: valeur for nom, valeur in valeurs.items() if not (isinstance(valeur, str) and "\n" in valeur)} or {
        "a": 1
    }
    ecrit = ecrire(valeurs, {})
    relues, _, anomalies = lire_yaml(ecrit, "a.yml")
    anomalies = [a for a in anomalies if not a.code.startswith("caractere-")]
    if not anomalies:
        assert relues == valeurs
    assert {a.code for a in anomalies} <= {"valeur-vide"}


@REGLAGE
@given(texte=HOSTILES | st.text())
def test_les_references_ne_levent_rien(droit: Any, texte: str) -> None:
    fin = 0
    for citation in droit.citations(texte):
        assert fin <= citation.debut < citation.fin <= len(texte)
        fin = citation.fin
        assert citation.ref.adresse.startswith("droit/") and ":" not in citation.ref.adresse
    ref = droit.resoudre(texte)
    assert ref is None or ref.adresse.startswith("droit/")
    assert isinstance(droit.sans_article(texte), str)


@REGLAGE
@given(HOSTILES, st.text())
def test_adresses_typographie_et_mots(hostile: str, texte: str) -> None:
    for essai in (hostile, texte, f"https://{texte}", f"https://{hostile}/"):
        assert isinstance(defaut_adresse(essai), str)
        typographier(essai)
        mot_trop_long(essai)


COLONNE = Colonne("a", "string", False, "", {})


@REGLAGE
@given(st.lists(textes(";=", "; +", ';"=', ";-1", "@", "\\", '"', ";")))
def test_une_structure_neutralisee_se_relit(valeurs: list[str]) -> None:
    ecrit = cellule(valeurs, COLONNE, json.dumps(valeurs, ensure_ascii=False))
    assert json.loads(ecrit) == valeurs and ";=" not in ecrit


def test_un_accent_en_deux_signes_se_lit_comme_un(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("titre: e\u0301te\u0301\n", "utf-8")
    assert lire_texte((tmp_path / "a.yml").read_bytes(), "a.yml") == ("titre: été\n", [])


@pytest.mark.parametrize("unite", ["kΩ", "μg/m³", "Δt", "2πr", "µm"])
def test_une_unite_grecque_est_admise(unite: str) -> None:
    assert list(caracteres_interdits("a.yml", f"une valeur en {unite}, écrite")) == []


def test_l_ecran_montre_les_erreurs_d_abord() -> None:
    """Mille alertes ne cachent pas l'erreur qui les suit, ni celles des autres fichiers."""
    alertes = [Textes.COURRIEL_A_VERIFIER(mot="x", courriel="x@y").dans("a.yml", n) for n in range(1, 1001)]
    erreur, ailleurs = Fichier.CONFLIT().dans("a.yml", 2000), Fichier.CONFLIT().dans("b.yml", 3)
    montrees = list(borner([*alertes, erreur, ailleurs], Fichier.ANOMALIES_EN_TROP))
    assert len(montrees) == 42 and montrees[-1] == ailleurs and montrees[39] == erreur
    assert montrees[40].message == "et 961 autre(s) anomalie(s) dans ce fichier, non montrées"
    assert montrees[40].gravite is Gravite.ERREUR and montrees[40].ligne == 2000


def test_vingt_mille_anomalies_ne_noient_pas_l_ecran() -> None:
    toutes = [Fichier.CONFLIT().dans(f"{fichier}.yml", n + 1) for fichier in range(100) for n in range(200)]
    montrees = list(borner(toutes, Fichier.ANOMALIES_EN_TROP))
    assert len(montrees) == 980
    premieres = {a.fichier: a.code for a in reversed(montrees)}
    assert premieres == dict.fromkeys((a.fichier for a in toutes), Fichier.CONFLIT.code), (
        "la première de chaque fichier"
    )


def test_un_intertitre_ne_prend_pas_une_ancre_du_squelette() -> None:
    lue = pages.lire("## Contenu\n\n## Haut\n\n## Résultats\n\n## Contenu\n")
    assert [i.ancre for i in lue.intertitres] == ["contenu_1", "haut_1", "resultats_1", "contenu_2"]


@pytest.mark.parametrize("code", ["~~~\nl'eau : 1 000 ;\n~~~", "    l'eau : 1 000 ;", "`l'eau : 1 000 ;`"])
def test_la_typographie_laisse_le_code(code: str) -> None:
    rendu = str(pages.rendre(pages.lire(f"Un mot.\n\n{code}\n"), Liens(), lambda rang: ""))
    assert "l'eau : 1 000 ;" in rendu
