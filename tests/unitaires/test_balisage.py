"""Le balisage léger des fiches : sûr, typographié, avec ses variables et ses liens."""

import pytest

from macros.base.base import Base
from macros.texte.balisage.leger import brut, lien_admis, liens, rendre, rendre_phrase
from macros.texte.balisage.liens import Liens
from macros.texte.typographie import espacer, typographier
from tests.fabrique.pages import gabarit_de, page_de
from tests.fiches import clause


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"),
        ("**fort** et *doux*", "<p><strong>fort</strong> et <em>doux</em></p>\n"),
        ("[lien](https://exemple.fr/)", '<p><a href="https://exemple.fr/">lien</a></p>\n'),
        ("1. un\n2. deux", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>\n"),
    ],
)
def test_balisage_admis(texte: str, attendu: str) -> None:
    assert rendre(texte) == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,a)",
        "[x](vbscript:a)",
        "![x](https://exemple.fr/a.png)",
        "<https://exemple.fr>",
        "[x](//exemple.fr)",
        "[x](http://exemple.fr)",
        "&lt;script&gt;",
        "[a]: javascript:x\n\n[a]",
    ],
)
def test_rien_d_executable(texte: str) -> None:
    html = str(rendre(texte, corps=True))
    for interdit in (
        "<script",
        "<img",
        'javascript:"',
        'href="javascript',
        'href="data',
        'href="http:',
        'href="//',
        'href="vbscript',
    ):
        assert interdit not in html


def test_jinja_reste_du_texte() -> None:
    assert "{{ config }}" in rendre("{{ config }}") and "{% x" in rendre("{% x %}")


def test_variables() -> None:
    html = rendre("Au moins {{taux}} et {{ autre }}, {{inconnue}}.", Liens({"taux": "80 %", "autre": "<b>"}))
    assert '<span class="variable" data-variable="taux">80\u00a0%</span>' in html
    assert "&lt;b&gt;" in html and "{{inconnue}}" in html


def test_variable_dans_un_lien_ne_casse_rien() -> None:
    assert "<span" not in str(rendre("[x](https://exemple.fr/{{taux}})", Liens({"taux": "8"}))).split(">")[1]


def test_typographie() -> None:
    assert typographier("Quoi ? « Oui » : 80 % de 100 000 € ; l'eau") == (
        "Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: 80\u00a0% de 100\u202f000\u00a0€\u202f; l’eau"
    )


@pytest.mark.parametrize(("gabarit", "attendu"), [
    ("<strong>documents</strong> : il sert ", "<strong>documents</strong>\u00a0: il sert "),
    ("Que chercher ?</a> ; « oui »", "Que chercher\u202f?</a>\u202f; «\u00a0oui\u00a0»"),
    ("<a href='https://a.fr/?q=1' data-x=\"a:b\">12 000 l'eau</a>", "<a href='https://a.fr/?q=1' data-x=\"a:b\">12 000 l'eau</a>"),
])  # fmt: skip
def test_les_mots_d_un_gabarit_sont_espaces(gabarit: str, attendu: str) -> None:
    """Ses espaces insécables, et rien d'autre : une apostrophe y peut fermer un attribut."""
    assert espacer(gabarit) == attendu


def test_la_typographie_connait_le_mot_d_a_cote() -> None:
    """L'espace qui suit un lien, un gras ou une variable est insécable devant un point-virgule ou un pour cent."""
    html = rendre("**Un** ; [deux](/d/) : {{taux}} %", Liens({"taux": "8"}))
    assert "</strong>\u202f; <a" in html and "</a>\u00a0: <span" in html and "</span>\u00a0%" in html


def test_les_references_puis_les_termes() -> None:
    """Une référence ne s'explique pas ; un terme se lie dans ce qui reste, jamais dans un titre ni un lien."""
    liens = Liens(
        citer=lambda t: [(t.index("L1"), t.index("L1") + 2, "../l1/", "note <b>")] if "L1" in t else [],
        expliquer=lambda t: [(i, i + 4, "../x/", "") for i in [t.find("mots")] if i >= 0],
    )
    html = str(rendre("## mots L1\n\nLes mots de L1, [mots](/m/), mots.", liens, corps=True))
    assert html == (
        '<h2 id="mots-l1">mots L1</h2>\n<p>Les <a href="../x/" class="terme" title="">mots</a> de '
        '<a href="../l1/" class="renvoi-droit" title="note &lt;b&gt;">L1</a>, <a href="/m/">mots</a>, '
        '<a href="../x/" class="terme" title="">mots</a>.</p>\n'
    )
    assert rendre("Les mots.", liens) == '<p>Les <a href="../x/" class="terme" title="">mots</a>.</p>\n'
    assert rendre_phrase("Les mots.", liens) == 'Les <a href="../x/" class="terme" title="">mots</a>.'


def test_rien_ne_change_les_jetons_gardes() -> None:
    """Le même texte se rend deux fois, d'abord lié, puis imbriqué, puis nu."""
    texte = "## Titre\n\nLe {{taux}}."
    assert "data-variable" in rendre(texte, Liens({"taux": "8"}), corps=True)
    assert '<h4 id="a-titre">' in rendre(texte, corps=True, imbrique="a")
    assert rendre(texte, corps=True) == '<h2 id="titre">Titre</h2>\n<p>Le {{taux}}.</p>\n'


def test_liens_et_intertitres() -> None:
    assert liens("[a](https://a.fr) et [b](javascript:x)\n\n- [c](/clauses/)") == [
        "https://a.fr",
        "javascript:x",
        "/clauses/",
    ]
    assert rendre("## Éviter l’œuf", corps=True) == '<h2 id="eviter-l-oeuf">Éviter l’œuf</h2>\n'
    assert (
        rendre("[x](/clauses/a/)", Liens(relier=lambda c: f"../..{c}")) == '<p><a href="../../clauses/a/">x</a></p>\n'
    )


def test_un_texte_brut() -> None:
    assert brut("**Un** [lien](/a/) ;\n\n- l'eau\n- {{x}}") == "Un lien\u202f; l’eau {{x}}"


def test_lien_admis() -> None:
    assert lien_admis("https://exemple.fr/") and lien_admis("/clauses/?q=a")
    assert not any(map(lien_admis, ("http://a.fr", "//a.fr", "javascript:x", "mailto:a@b.fr", "a.html", '/a"b')))


def test_un_gabarit_rend_comme_du_texte_ce_qui_n_est_pas_balise(base_inventee: Base) -> None:
    """Le titre d'une fiche vient de n'importe qui."""
    assert gabarit_de(base_inventee, "<h1>{{ titre }}</h1>", titre='<b onclick="x">') == (
        "<h1>&lt;b onclick=&#34;x&#34;&gt;</h1>"
    )
    nommee = clause(titre="Ce que <b>la clause</b> obtient", segments=["restauration"])
    assert "<b>" not in page_de(base_inventee, "clauses", nommee).html
