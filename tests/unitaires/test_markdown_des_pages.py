"""Le Markdown des pages écrites à la main : jetons, ancres, liens, tableaux, encadrés, macros."""

from itertools import count

import pytest

from macros.texte.balisage.liens import Liens
from macros.texte.balisage.pages import BLOC, MOT, lire, rendre


def html(corps: str, liens: Liens | None = None) -> str:
    return str(rendre(lire(corps), liens or Liens(), lambda rang: f"<b>{rang}</b>"))


@pytest.mark.parametrize(
    ("titre", "ancre"),
    [
        ("L’eau, l'air", "leau-lair"),
        ("Œuvre à Éviter !", "uvre-a-eviter"),
        ("1. Le *besoin* et `code_a`", "1-le-besoin-et-code_a"),
        ("Article L2112-2", "article-l-2112-2"),
        ("Deux : points", "deux-points"),
    ],
)
def test_les_ancres_publiees_ne_changent_pas(titre: str, ancre: str) -> None:
    """La règle de Python-Markdown, que les pages suivaient : des liens d'ailleurs y mènent."""
    assert [i.ancre for i in lire(f"## {titre}").intertitres] == [ancre]


def test_les_intertitres() -> None:
    lue = lire("## Un\n\ntexte\n\n### Un\n\n> ## L'autre\n")
    assert [(i.niveau, i.ancre, i.libelle, i.ligne) for i in lue.intertitres] == [
        (2, "un", "Un", 1),
        (3, "un_1", "Un", 5),
        (2, "lautre", "L’autre", 7),
    ]


def test_un_tableau_dit_ses_colonnes_et_n_a_pas_de_style() -> None:
    """L'intitulé de la colonne est du texte, quel que soit ce qu'il contient ; l'alignement est une classe."""
    rendu = html('| Le "prix" <b> & *co* | à droite |\n|---|--:|\n| 1 | 2 |\n| 3 |')
    assert rendu.count('<td data-libelle="Le &quot;prix&quot; &lt;b&gt; &amp; co">') == 2
    assert '<td data-libelle="à droite" class="a-droite">2</td>' in rendu and '<th class="a-droite">' in rendu
    assert "style=" not in rendu


@pytest.mark.parametrize(
    "corps",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        '<div>\n<img src=x onerror=alert(1) alt="',
        "<p title='a><script>alert(1)</script> '>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        '![<script>](a.png "<script>")',
        '!!! tip "<script>"\n    <script>',
        "| <script> |\n|---|\n| <script> |",
        "<!-- --><![CDATA[ ><script> ]]><?php ?>",
        "```<script>\n<script>\n```",
        "    <script>",
    ],
)
def test_aucune_balise_ecrite_n_est_une_balise(corps: str) -> None:
    rendu = html(corps).lower()
    assert not any(balise in rendu for balise in ("<script", "<img src=x", "<!", "<?"))


def test_le_code_reste_le_code() -> None:
    """Ni typographie, ni référence, ni terme dans du code, en ligne, indenté ou clôturé."""
    tout = Liens(citer=lambda t: [(0, len(t), "/x/", "")], expliquer=lambda t: [(0, len(t), "/y/", "")])
    for corps in ("`l'eau ; x`", "    l'eau ; x", "~~~\nl'eau ; x\n~~~", "```\nl'eau ; x\n```"):
        assert "l'eau ; x" in html(corps, tout) and "href" not in html(corps, tout)


def test_les_adresses_passent_par_la_page() -> None:
    """Lien, lien de référence et image ; la typographie n'y touche pas."""
    vues = []
    corps = "[a](../b.md#c) ![d](images/e.png) [f][g] [h](https://x.fr/l'a?b=;c)\n\n[g]: /clauses/"
    html(corps, Liens(relier=lambda adresse: vues.append(adresse) or "#"))
    assert vues == ["../b.md#c", "images/e.png", "/clauses/", "https://x.fr/l'a?b=;c"]
    assert [(x.texte, x.ligne) for x in lire("un\n[a](b.md)\n\n- ![d](e.png)").liens] == [("b.md", 2)]
    assert [(x.texte, x.ligne) for x in lire("un\n[a](b.md)\n\n- ![d](e.png)").images] == [("e.png", 4)]


def test_une_macro_s_execute_a_sa_place() -> None:
    """Un bloc remplace son paragraphe, dans un encadré aussi ; un mot est du texte ; l'ordre est celui de la page."""
    corps = f'Un {MOT.format(0)} ;\n\n{BLOC.format(1)}\n\n!!! tip "T"\n    {BLOC.format(2)}\n\n- {BLOC.format(3)}'
    ordre, rangs = [], count()

    def appeler(rang: int) -> str:
        ordre.append((rang, next(rangs)))
        return "<hr>" if rang else "l'eau <b>"

    rendu = rendre(lire(corps), Liens(expliquer=lambda t: ordre.append(t) or []), appeler)
    assert lire(corps).macros == {0, 1, 2, 3}
    assert "<p>Un l’eau &lt;b&gt;\u202f;</p>\n<hr>\n" in rendu and rendu.count("<hr>") == 3 and "<p><hr>" not in rendu
    assert [o for o in ordre if isinstance(o, tuple)] == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert ordre.index((1, 1)) < ordre.index("T")


@pytest.mark.parametrize(
    "corps",
    [
        "`{}`",
        "```\n{}\n```",
        "    {}",
        "un {} mot",
        "[a]({})",
        '![a](b "{}")',
        "| {} |\n|---|\n| a |",
        "| a |\n|---|\n| {} |",
        "## {}",
    ],
)
def test_un_bloc_ailleurs_n_est_pas_a_sa_place(corps: str) -> None:
    assert lire(corps.format(BLOC.format(0))).macros == set()
