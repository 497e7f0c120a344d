"""Les références juridiques : toutes leurs formes usuelles, dans un champ et dans une phrase ; aucun faux lien."""

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from lxml import html

from macros.base.base import Base
from macros.base.fiche import Fiche
from tests.fabrique.bases import base_de
from tests.fabrique.pages import page_de, phrase_de
from tests.fabrique.questions import citations_de, reference_de
from tests.fabrique.recherche import index_de
from tests.fiches import code, texte
from tests.unitaires.conftest import lire

CCP = (
    *("L3", "L3-1", "L2112-2", "L2112-3", "L2141-7-1", "R2111-12", "R2111-17", "D2111-3", "R*123-4"),
    *("L111-1", "L224-7"),
)
REGISTRE: tuple[Fiche, ...] = (
    code("CCP", "Code de la commande publique", CCP),
    code("ENV", "Code de l’environnement", ["L111-1", "L224-7", "L228-4"]),
    code("RURAL", "Code rural et de la pêche maritime", ["L230-5-1"]),
    code("TRAVAIL", "Code du travail", ["L5132-4"]),
    texte("loi-2020-105", articles=["58"]),
    texte("loi-2021-1104", articles=["35", "36"]),
    texte("dec-2024-134", "decret"),
    texte("ord-2025-979", "ordonnance", ["2"]),
    texte("ue-2024-1735", "reglement", ["25"]),
    texte("ue-2025-2150", "reglement"),
    texte("dir-2014-24", "directive"),
    texte("ccag-fcs", "arrete", ["16.2"]),
    texte("ccag-travaux", "arrete"),
    texte("ce-417580", "decision", numero="n° 417580"),
    texte("cjue-c-424-23", "decision", numero="affaire C-424/23"),
    texte("ta-dijon-2101212", "decision"),
)


@pytest.fixture(scope="module")
def base() -> Base:
    return base_de(*REGISTRE)


def cites(base: Base, phrase: str) -> list[tuple[str, str]]:
    """Rend (passage lié, référence de base) de chaque citation de la phrase."""
    return [(phrase[c.debut : c.fin], c.ref.reference) for c in citations_de(base, phrase)]


FORMES = {
    # Articles de code
    "CCP L2112-2": "CCP L2112-2",
    "CCP L. 2112-2": "CCP L2112-2",
    "CCP art. L2112-2": "CCP L2112-2",
    "CCP, art. L. 2112-2": "CCP L2112-2",
    "CCP R*123-4": "CCP R*123-4",
    "L2112-2": "CCP L2112-2",
    "L.2112-2": "CCP L2112-2",
    "L. 2112-2": "CCP L2112-2",
    "L.\u00a02112-2": "CCP L2112-2",
    "L.\u202f2112-2": "CCP L2112-2",
    "R. 2111-12": "CCP R2111-12",
    "D. 2111-3": "CCP D2111-3",
    "L. 2141-7-1": "CCP L2141-7-1",
    "art. L. 2112-2": "CCP L2112-2",
    "l’article L. 2112-2": "CCP L2112-2",
    "l'article L. 2112-2": "CCP L2112-2",
    "article L. 3-1": "CCP L3-1",
    "article L. 2112-2 du CCP": "CCP L2112-2",
    "L. 2112-2 CCP": "CCP L2112-2",
    "article L. 2112-2 du code de la commande publique": "CCP L2112-2",
    "L. 2112-2 du Code de la commande publique": "CCP L2112-2",
    "article L3 du CCP": "CCP L3",
    "ENV L224-7": "ENV L224-7",
    "article L. 224-7 du code de l’environnement": "ENV L224-7",
    "article L. 224-7 du code de l'environnement": "ENV L224-7",
    "L. 230-5-1 du code rural et de la pêche maritime": "RURAL L230-5-1",
    "L. 230-5-1 du code rural": "RURAL L230-5-1",
    # Lois, décrets, ordonnances
    "LOI-2020-105": "LOI-2020-105",
    "LOI-2020-105 art. 58": "LOI-2020-105 art. 58",
    "loi 2020-105": "LOI-2020-105",
    "Loi n° 2020-105": "LOI-2020-105",
    "loi n°\u00a02020-105": "LOI-2020-105",
    "loi n° 2020-105 du 10 février 2020": "LOI-2020-105",
    "loi du 10 février 2020 n° 2020-105": "LOI-2020-105",
    "loi n° 2021-1104, art. 35": "LOI-2021-1104 art. 35",
    "loi n° 2021-1104, article 36": "LOI-2021-1104 art. 36",
    "article 58 de la loi n° 2020-105": "LOI-2020-105 art. 58",
    "Article 58 de la loi n° 2020-105 du 10 février 2020": "LOI-2020-105 art. 58",
    "décret 2024-134": "DEC-2024-134",
    "décret n° 2024-134 du 21 février 2024": "DEC-2024-134",
    "ordonnance n° 2025-979, article 2": "ORD-2025-979 art. 2",
    # Union européenne
    "règlement (UE) 2024/1735": "UE-2024-1735",
    "Règlement (UE) n° 2024/1735": "UE-2024-1735",
    "règlement délégué (UE) 2025/2150": "UE-2025-2150",
    "article 25 du règlement (UE) 2024/1735": "UE-2024-1735 art. 25",
    "directive 2014/24/UE": "DIR-2014-24",
    "directive 2014/24/UE du 26 février 2014": "DIR-2014-24",
    # Cahiers et décisions
    "CCAG-FCS": "CCAG-FCS",
    "CCAG FCS": "CCAG-FCS",
    "CCAG-Travaux": "CCAG-TRAVAUX",
    "CCAG-FCS art. 16.2": "CCAG-FCS art. 16.2",
    "CCAG-FCS, art. 16.2": "CCAG-FCS art. 16.2",
    "article 16.2 du CCAG-FCS": "CCAG-FCS art. 16.2",
    "Conseil d'État, n° 417580": "CE-417580",
    "Conseil d’État, n° 417580": "CE-417580",
    "CE, n° 417580": "CE-417580",
    "n° 417580": "CE-417580",
    "CE-417580": "CE-417580",
    "C-424/23": "CJUE-C-424-23",
    "C\u2011424/23": "CJUE-C-424-23",
    "CJUE, C-424/23": "CJUE-C-424-23",
    "TA-DIJON-2101212": "TA-DIJON-2101212",
}
"""Forme usuelle → forme de base."""


@pytest.mark.parametrize(("forme", "attendue"), FORMES.items())
def test_forme_dans_un_champ(base: Base, forme: str, attendue: str) -> None:
    resolue = reference_de(base, forme)
    assert resolue and resolue.reference == attendue


@pytest.mark.parametrize(("forme", "attendue"), FORMES.items())
def test_forme_dans_une_phrase(base: Base, forme: str, attendue: str) -> None:
    [(passage, reference)] = cites(base, f"Depuis 2026, selon {forme}, l’acheteur répond.")
    assert reference == attendue and passage in forme


@pytest.mark.parametrize(
    "autour", ["({})", "« {} »", "{}.", "{}…", "{} ;", "{}:", "[{}]", "“{}”", "{}\n", "– {}, puis"]
)
@pytest.mark.parametrize("forme", ["L. 2112-2", "LOI-2020-105 art. 58", "CCAG-FCS, art. 16.2", "n° 417580", "C-424/23"])
def test_ponctuation_collee(base: Base, forme: str, autour: str) -> None:
    assert cites(base, autour.format(forme)) == [(forme, FORMES[forme])]


@pytest.mark.parametrize(
    "reference",
    [
        *("", "   ", "n'importe quoi", "L", "L.", "CCP", "article", "code de la commande publique"),
        *("CCP L9999-9", "XYZ L2112-2", "CGCT L2112-2", "L. 2112-22", "R. 2112-2", "ccp l2112-2"),
        *("L. 224-7", "article L. 224-7", "L. 2112-2 du code du travail", "L. 2112-2 du code civil"),
        *("L. 2112-2 et L. 2112-3", "loi 2020-105 et décret 2024-134", "voir la loi n° 2020-105"),
        *(
            "LOI-2020-105 art. 99",
            "loi n° 2020-105, art. 99",
            "article 99 de la loi n° 2020-105",
            "CCAG-FCS art. 99",
            "article de la loi n° 2020-105",
        ),
        *("LOI-1999-1", "loi n° 2020-1055", "règlement (UE) 2020/105", "n° 4175801", "C-424/233", "ce-417580"),
    ],
)
def test_un_champ_qui_ne_designe_pas_un_seul_article(base: Base, reference: str) -> None:
    assert reference_de(base, reference) is None


@pytest.mark.parametrize(
    ("phrase", "attendues"),
    [
        ("L. 2112-2 et L. 2112-3 du code de la commande publique", ["CCP L2112-2", "CCP L2112-3"]),
        ("articles L. 224-7, L. 228-4 et L. 111-1 du code de l’environnement", ["ENV L224-7", "ENV L228-4", "ENV L111-1"]),
        ("L. 224-7 ou à l’article L. 228-4 du code de l’environnement", ["ENV L224-7", "ENV L228-4"]),
        ("R. 2111-12 à R. 2111-17", ["CCP R2111-12", "CCP R2111-17"]),
        ("les articles R. 2111-12 à R. 2111-17 du code de la commande publique", ["CCP R2111-12", "CCP R2111-17"]),
        ("ENV L224-7, L228-4 et L111-1", ["ENV L224-7", "ENV L228-4", "ENV L111-1"]),
        ("CCP L224-7, puis ENV L224-7", ["CCP L224-7", "ENV L224-7"]),
        ("L. 224-7 du CCP et L. 224-7 du code de l’environnement", ["CCP L224-7", "ENV L224-7"]),
        ("CCP L2112-2 et L. 224-7 du code de l’environnement", ["CCP L2112-2", "ENV L224-7"]),
        ("L. 2112-2 et L. 9999-9 du code de la commande publique", ["CCP L2112-2"]),
        ("décret n° 2024-134 et loi n° 2020-105", ["DEC-2024-134", "LOI-2020-105"]),
        ("CCAG-FCS, art. 16.2, et loi n° 2020-105, art. 58", ["CCAG-FCS art. 16.2", "LOI-2020-105 art. 58"]),
    ],
)  # fmt: skip
def test_liste_de_references(base: Base, phrase: str, attendues: list[str]) -> None:
    assert [reference for _, reference in cites(base, phrase)] == attendues


@pytest.mark.parametrize(
    "phrase",
    [
        # Un code du registre, qui n'a pas cet article
        "l’article L. 2112-2 du code du travail",
        "les articles L. 2112-2 et L. 2112-3 du code du travail",
        "les articles L. 2112-2 et suivants du code du travail",
        "l’article L. 2112-2, alinéa 2, du code du travail",
        "l’article L. 2112-2 (3°) du code du travail",
        "le code du travail, article L. 2112-2",
        "le code du travail (art. L. 2112-2)",
        # Un code que le registre ne connaît pas
        "l’article L. 2112-2 du code civil",
        "l’article L. 2112-2 du code général des collectivités territoriales",
        "l’article L. 2112-2 du CGCT",
        "CGCT L. 2112-2",
        "CGCT, art. L. 2112-2",
    ],
)
def test_un_autre_code_nomme_ne_donne_pas_de_lien(base: Base, phrase: str) -> None:
    assert cites(base, phrase) == []


@pytest.mark.parametrize("phrase", ["L. 224-7", "l’article L. 224-7", "les articles L. 224-7 et L. 111-1 s’appliquent"])
def test_numero_porte_par_deux_codes(base: Base, phrase: str) -> None:
    assert cites(base, phrase) == []


@pytest.mark.parametrize(
    "phrase",
    [
        *("HTML2112-2", "XL2112-2", "URL. 2112-2", "S-L2112-2", "L2112-2a", "L2112-2bis", "L2112-22", "L. 2112-2-9"),
        *("L. 2112-2.1", "L2112-2-", "L2112-2_1", "l. 2112-2", "L . 2112-2", "L. 2112 -2"),
        *("Les lots L3 et D2 du marché", "Niveau L3 du bâtiment", "le modèle R 3"),
        *("PRELOI-2020-105", "LOI-2020-105-3", "loi 2020-105-3", "LOI-2020-1055", "loi n° 2020-1055", "loi n° 12020-105"),
        *("n° 4175801", "n° 41758", "AC-424/23", "C-424/233", "C-424/23-1", "CCAG-FCSX", "MCCAG-FCS"),
    ],
)  # fmt: skip
def test_une_forme_dans_un_mot_plus_long_n_est_pas_un_lien(base: Base, phrase: str) -> None:
    assert cites(base, phrase) == []


@pytest.mark.parametrize(
    "phrase",
    ["L’article 99 de la loi n° 2020-105 dit", "La loi n° 2020-105, article 99, dit", "La loi n° 2020-105, art. 99."],
)
def test_article_de_texte_absent_le_lien_ne_couvre_que_le_texte(base: Base, phrase: str) -> None:
    assert cites(base, phrase) == [("loi n° 2020-105", "LOI-2020-105")]


def test_les_citations_se_suivent_sans_se_chevaucher(base: Base) -> None:
    phrase = " ; ".join(FORMES)
    trouvees = list(citations_de(base, phrase))
    assert [c.ref.reference for c in trouvees] == list(FORMES.values())
    assert all(avant.fin <= apres.debut for avant, apres in pairwise(trouvees))


@pytest.mark.parametrize(
    "motif",
    [
        *("L. 2112-2, ", "L. 2112-2 et ", "(L. 2112-2) ", "CCP L. 2112-2, ", "L. 2112-2 du code "),
        *("(", "((L. 2112-2)", "L. 1-1-1-1", "1-1-", "article 1.1.1 de la ", "loi du 1 mars 2020 n° ", "ABCDEFGH "),
    ],
)
def test_temps_borne_sur_un_texte_hostile(base: Base, motif: str) -> None:
    depart = process_time()
    list(citations_de(base, motif * 10_000 + "n°"))
    assert process_time() - depart < 120, "le coût ne croît plus comme la taille"


def test_la_note_du_lien_est_echappee() -> None:
    hostile = code(
        "CCP", "Code de la commande publique", ["L2112-2"], objet='Un "objet" <script>alert(1)</script> & co'
    )
    produit = str(phrase_de(base_de(hostile), "Voir L. 2112-2.", "../"))
    assert "<script" not in produit
    [lien] = html.fragment_fromstring(produit, create_parent="p").findall("a")
    assert set(lien.attrib) == {"href", "class", "title"}
    assert '"objet" <script>alert(1)</script> & co' in lien.get("title")


def test_un_resume_mis_en_forme_se_dit_sans_ses_signes() -> None:
    """La note d'un lien, la description d'une page, une réponse de recherche n'ont pas d'emphases à montrer."""
    fiche = texte("loi-2020-105", resume="**Routes** : une [priorité](/clauses/) aux matériaux *recyclés*.")
    base = base_de(fiche)
    [lien] = html.fragment_fromstring(str(phrase_de(base, "Voir la loi n° 2020-105.")), create_parent="p").findall("a")
    [[*_, reponse]] = lire(index_de(base), "fiches/0.json")
    for dit in (lien.get("title"), page_de(base, "textes", fiche).description, reponse):
        assert dit.endswith("Routes\u00a0: une priorité aux matériaux recyclés."), dit


def test_le_lien_mene_a_l_article(base: Base) -> None:
    [lien] = html.fragment_fromstring(
        str(phrase_de(base, "Voir l’article 58 de la loi n° 2020-105.", "../../")), create_parent="p"
    ).findall("a")
    assert lien.get("href") == "../../droit/loi-2020-105/#article-58"
    assert reference_de(base, "CCP L2112-2").url.endswith(
        "/search/code?tab_selection=code&searchField=NUM_ARTICLE&query=L2112-2"
    )


def test_la_note_dit_l_abrogation() -> None:
    abroge = code("CCP", "Code de la commande publique", ["L2112-2"], abroge_le=date(2026, 7, 1))
    assert "Abrogé le 1er\u00a0juillet\u00a02026." in phrase_de(base_de(abroge), "Voir L. 2112-2.", "")
