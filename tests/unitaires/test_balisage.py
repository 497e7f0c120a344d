"""Le balisage léger : sûr, typographié, avec ses variables."""

from __future__ import annotations

import pytest

from macros.balisage import intertitres, lien_admis, liens, rendre
from tests.fabrique import typographier


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
    html = rendre("Au moins {{taux}} et {{ autre }}, {{inconnue}}.", variables={"taux": "80 %", "autre": "<b>"})
    assert '<span class="variable" data-variable="taux">80\u00a0%</span>' in html
    assert "&lt;b&gt;" in html and "{{inconnue}}" in html


def test_variable_dans_un_lien_ne_casse_rien() -> None:
    assert "<span" not in str(rendre("[x](https://exemple.fr/{{taux}})", variables={"taux": "8"})).split(">")[1]


def test_typographie() -> None:
    assert typographier("Quoi ? « Oui » : 80 % de 100 000 € ; l'eau") == (
        "Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: 80\u00a0% de 100\u202f000\u00a0€\u202f; l’eau"
    )


def test_liens_et_intertitres() -> None:
    assert liens("[a](https://a.fr) et [b](javascript:x)\n\n- [c](/clauses/)") == [
        "https://a.fr",
        "javascript:x",
        "/clauses/",
    ]
    assert intertitres("## Éviter l’œuf\n\ntexte\n\n### Sous") == [
        (2, "eviter-l-oeuf", "Éviter l’œuf"),
        (3, "sous", "Sous"),
    ]
    assert rendre("[x](/clauses/a/)", relier=lambda c: f"../..{c}") == '<p><a href="../../clauses/a/">x</a></p>\n'


def test_lien_admis() -> None:
    assert lien_admis("https://exemple.fr/") and lien_admis("/clauses/?q=a")
    assert not any(map(lien_admis, ("http://a.fr", "//a.fr", "javascript:x", "mailto:a@b.fr", "a.html", '/a"b')))
