"""Un tableau se cherche comme la base : module JavaScript lancé par node, sur des lignes et sur l'index de la construction."""

from pathlib import Path

import pytest

from macros.texte.langue import MOTS_VIDES
from tests.unitaires.conftest import Executer, document, ecrire, indexer

CHERCHER = """
const lire = (ligne) => ({ titre: "", references: "", lexique: "", resume: "", ...ligne });
const chercher = chercherDansLesLignes(donnees.lignes, lire, donnees.vides);
return donnees.requetes.map(chercher).map((lue) => lue && { ids: lue.trouvees.map(({ id }) => id), corrections: lue.corrections });
"""
LIGNES = [
    {"id": "locaux", "titre": "Nettoyage des locaux"},
    {"id": "reutilisation", "titre": "La réutilisation du mobilier", "resume": "Un bureau de l’école"},
    {"id": "prise", "titre": "Prise en charge", "resume": "nettoyage, à chaque prise"},
    {"id": "article", "titre": "Un éco-label", "references": "L2112-2 2024-134", "lexique": "Énergie"},
]


def chercher(node: Executer, *requetes: str, lignes: list = LIGNES) -> list:
    """Rend, par requête, ``None`` ou les lignes trouvées et les corrections."""
    return node(CHERCHER, lignes=lignes, requetes=requetes, vides=sorted(MOTS_VIDES))


@pytest.mark.parametrize(
    ("requete", "ids"),
    [
        ("local", ["locaux"]), ("LOCAUX", ["locaux"]), ("réutilisable", ["reutilisation"]), ("Ecole", ["reutilisation"]),
        ("le nettoyage de l’école", []), ("nettoyage", ["locaux", "prise"]), ("nettoyages des locaux ", ["locaux"]),
        ("prix ", []), ("prises", ["prise"]), ("nett", ["locaux", "prise"]), ("ecolabel", ["article"]), ("eco label", ["article"]),
        ("énergies", ["article"]), ("L. 2112-2", ["article"]), ("l2112", ["article"]), ("art. L. 21", ["article"]),
        ("2024", ["article"]), ("2024-13", ["article"]), ("2024-5", []), ("mobilier é", ["reutilisation"]), ("nettoyage zzzz", []),
        ("🌱 nettoyage", ["locaux", "prise"]),
        ("constructor", []), ("__proto__", []), ("a" * 200, []),
    ],
)  # fmt: skip
def test_trouve(node: Executer, requete: str, ids: list[str]) -> None:
    """Accents, pluriels, racines, mots composés et vides, débuts de mots, numéros ; le titre d'abord ; tous les mots."""
    assert chercher(node, requete) == [{"ids": ids, "corrections": []}]


@pytest.mark.parametrize("requete", ["", "  ", "de la", "é", "🌱", "!?"])
def test_rien_a_chercher_montre_tout(node: Executer, requete: str) -> None:
    assert chercher(node, requete) == [None]


def test_une_faute_se_corrige_et_se_dit(node: Executer) -> None:
    assert chercher(node, "netoyage ", "mobiller", "mobbiller ") == [
        {"ids": ["locaux", "prise"], "corrections": ["nettoyage"]},
        {"ids": ["reutilisation"], "corrections": ["mobilier"]},
        {"ids": [], "corrections": []},
    ]


def test_meme_ordre_que_la_base(node: Executer, tmp_path: Path) -> None:
    """Sans synonyme, les réponses entières du moteur sont celles du tableau, dans le même ordre."""
    mots = ["nettoyage", "locaux", "jardin", "papier recyclé", "L. 2112-2", "éco-label", "déchets de chantier"]
    lignes = [
        {
            "id": f"d{n}",
            "titre": f"{mots[n % 7]} et {mots[n % 5]}",
            "references": mots[4] if n % 3 else "",
            "lexique": mots[n % 4],
            "resume": f"{mots[n % 2]} {mots[n % 6]}",
        }
        for n in range(60)
    ]
    textes = [{cle: texte for cle, texte in ligne.items() if cle != "id"} for ligne in lignes]
    servi = ecrire(indexer(document(x["id"], **champs) for x, champs in zip(lignes, textes, strict=True)), tmp_path)
    requetes = ["nettoyage ", "papiers jardin ", "L2112-2", "ecolabel ", "chantiers papier local ", "recycler "]
    code = """
    servir(donnees.dossier);
    const moteur = new Moteur(donnees.index), rendues = [];
    for (const requete of donnees.requetes) {
      const { reponses } = await moteur.chercher(requete);
      const entieres = reponses.filter(({ complete }) => complete).sort((a, b) => b.note - a.note || a.numero - b.numero);
      rendues.push((await moteur.fiches(entieres.map(({ numero }) => numero))).map(({ id }) => id));
    }
    return rendues;
    """
    attendus = node(code, requetes=requetes, **servi)
    assert [lue["ids"] for lue in chercher(node, *requetes, lignes=lignes)] == attendus and all(attendus)
