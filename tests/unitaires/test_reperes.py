"""La place d'un mot dans le fichier, quelle que soit la façon dont son texte y est écrit."""

from time import process_time

import pytest

from macros.lecture.yaml import lire_yaml

ECRITURES = {
    "bloc": "a:\n  - texte: |   # une explication\n      Un premier mot.\n\n      - le second « cible »\n      - une cible encore\n",
    "bloc replié": "a:\n  - texte: >-\n      Un premier mot, puis\n      le second « cible »,\n\n      et une cible encore\n",
    "bloc qui garde tout": "a:\n  - texte: |+2\n        Un premier mot.\n      la cible ;\n\n      une cible encore\n\n\n",
    "sans guillemets": "a:\n  - texte: Un premier mot, puis\n      la cible ;\n      une cible encore   # une explication\n",
    "guillemets": 'a:\n  - texte: "Un \\"premier\\" mot\\u00a0: \\xe9t\\n\\\n      la cible ;\n      une cible \\\\ encore"\n',
    "apostrophes": "a:\n  - texte: 'Un ''premier'' mot,\n      la cible ;\n\n      une cible qu''on cite'\n",
    "liste en ligne": 'a: [{texte: "Un mot, la cible ; une cible encore"}]\n',
    "un seul mot": "a: [{texte: cible cible}]\n",
}


@pytest.mark.parametrize("source", ECRITURES.values(), ids=ECRITURES)
def test_un_mot_se_retrouve_dans_le_fichier(source: str) -> None:
    valeurs, reperes, anomalies = lire_yaml(source, "x.yml", ligne_depart=3)
    assert valeurs and not anomalies
    texte, lignes = valeurs["a"][0]["texte"], source.split("\n")
    places, debut = [], texte.find("cible")
    while debut >= 0:
        place = reperes.du_mot(("a", 0, "texte"), texte[:debut])
        assert place
        places.append(place)
        debut = texte.find("cible", debut + 1)
    assert len(places) == 2 and sorted(set(places)) == places
    assert all(lignes[ligne - 3][colonne - 1 :].startswith("cible") for ligne, colonne in places)


def test_un_champ_sans_texte_n_a_pas_de_mot() -> None:
    reperes = lire_yaml("a: [1]\n", "x.yml")[1]
    assert reperes.du_mot(("a",), "") is None
    assert reperes.du_mot(("a", 0), "123") is None


@pytest.mark.parametrize(
    "source",
    [
        f"a: x{' ' * 190_000}b: c",
        f"a: '{chr(39) + 'x'}" * 60_000,
        "-" * 190_000 + "a: [",
        "\n".join(f'k{n}: "x' for n in range(12_000)),
        "\n".join(f"{' ' * (n % 7)}k{n}: x" for n in range(12_000)),
        "a:\n  - b\n" + "  -b\n" * 30_000 + "c",
        "\n".join(f'k{n}: "x' + "\n  y" * 50 for n in range(300)),
        "\n".join(f"k{n}: [x," + "\n  y," * 50 for n in range(300)),
    ],
    ids=["blancs", "apostrophes", "tirets", "guillemets", "retraits", "puces", "guillemets longs", "crochets longs"],
)
def test_une_fiche_hostile_se_diagnostique_vite(source: str) -> None:
    depart = process_time()
    assert len(lire_yaml(source, "x.yml")[2]) < 50
    assert process_time() - depart < 3


JAMAIS_FERMES = {
    "guillemet": (
        'a: "un\n  deux\n  trois\nb: quatre\n',
        {"a": "un deux trois", "b": "quatre"},
        "1:4",
        "le guillemet",
        '"',
    ),
    "guillemet, puis un autre": (
        'a: "un\n  deux\nb: "trois"\n',
        {"a": "un deux", "b": "trois"},
        "1:4",
        "le guillemet",
        '"',
    ),
    "apostrophe": ("a: 'un\n  deux\nb: trois\n", {"a": "un deux", "b": "trois"}, "1:4", "le guillemet", "'"),
    "crochet": ("a: [un,\n  deux\nb: trois\n", {"a": ["un", "deux"], "b": "trois"}, "1:4", "le crochet", "]"),
    "crochet en liste": (
        "a:\n  - [un,\n    deux\n  - trois\n",
        {"a": [["un", "deux"], "trois"]},
        "2:5",
        "le crochet",
        "]",
    ),
    "accolade": (
        "a: {b: un,\n  c: deux\nd: trois\n",
        {"a": {"b": "un", "c": "deux"}, "d": "trois"},
        "1:4",
        "l'accolade",
        "}",
    ),
}


@pytest.mark.parametrize("cas", JAMAIS_FERMES)
def test_ce_qui_n_est_pas_ferme_se_dit_ou_il_s_ouvre_et_une_seule_fois(cas: str) -> None:
    """Sur plusieurs lignes aussi : ni message général sur la ligne d'après, ni faute née de la réparation."""
    source, attendues, place, quoi, signe = JAMAIS_FERMES[cas]
    valeurs, _, [anomalie] = lire_yaml(source, "x.yml")
    assert valeurs == attendues
    assert str(anomalie).startswith(f"x.yml:{place}: yaml-illisible: {quoi} ouvert")
    assert f"avec {signe} au bout" in str(anomalie)
