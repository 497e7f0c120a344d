"""Le navigateur lit le français et les requêtes comme la construction : modules JavaScript lancés par node."""

import random

import pytest

from macros.base.base import Base
from macros.sorties.recherche.index import Index
from macros.texte.langue import analyser, racine
from tests.fabrique.recherche import documents_de
from tests.unitaires.conftest import Executer, document, indexer, lire, mots_de, tranches

LIRE = """
const vides = new Set(donnees.vides);
return donnees.textes.map((texte) => [motsDe(texte, vides), composesDe(texte, vides)]);
"""
VOCABULAIRE = """
const vocabulaire = new Vocabulaire(new Set(donnees.termes));
vocabulaire.ajouter(Object.entries(donnees.mots).map(([mot, frequence]) => [mot, Number(frequence)]), true);
"""
REQUETE = """
const vides = new Set(donnees.vides);
const moteur = { vides, lexique: new Lexique(donnees.groupes, vides), vocabulaire };
const simple = (unite) => ({ ...unite, termes: Object.fromEntries(unite.termes) });
return donnees.requetes.map((requete) => lireRequete(requete, moteur).map(simple));
"""
GROUPES = (
    ["cantine", "restauration collective"], ["ordures", "déchets ménagers", "déchet"], ["ordinateur", "PC"],
    ["éco-label", "écolabel"], ["L230-5-1", "EGalim"],
)  # fmt: skip
TEXTES = (
    "Le nettoyage des locaux, le nettoyage en journée, nettoyages", "Les écoles, école ; des éco-gestes", "un ordinateur",
    "ordinateurs livrés", "éco-label ou écolabel", "la collecte des déchets", "le papier recyclé", "une sous-traitance",
    "article L. 2112-2", "des repas à la cantine", "un marché de travaux", "la clause",
)  # fmt: skip


@pytest.fixture(scope="module")
def petit() -> dict:
    """Rend le vocabulaire, le lexique et les mots vides d'un petit index."""
    index = indexer([document(f"d{n}", titre=texte) for n, texte in enumerate(TEXTES)], *GROUPES)
    termes = [terme for tranche in tranches(index) for terme, _ in tranche["termes"]]
    vides = lire(index, "index.json")["vides"]
    return {"mots": mots_de(index), "termes": termes, "groupes": GROUPES, "vides": vides}


def unites(node: Executer, petit: dict, *requetes: str) -> list:
    """Rend les unités de chaque requête, ou de la seule."""
    lues = node(VOCABULAIRE + REQUETE, requetes=requetes, **petit)
    return lues if len(requetes) > 1 else lues[0]


# --- Parité avec macros/langue.py ---


def test_memes_racines_pour_tout_le_vocabulaire(node: Executer, index_invente: Index) -> None:
    connus = [*mots_de(index_invente)]
    assert len(connus) > 500
    lues = node("return donnees.mots.map(racine)", mots=connus)
    assert [(m, r) for m, r in zip(connus, lues, strict=True) if r != racine(m)] == []


def test_memes_racines_pour_des_mots_au_hasard(node: Executer) -> None:
    hasard = random.Random(20261125)
    fins = [
        "s",
        "x",
        "er",
        "es",
        "ements",
        "ation",
        "euse",
        "eux",
        "aux",
        "ite",
        "ive",
        "issant",
        "ent",
        "ees",
        "iere",
        "yer",
    ]
    tires = ["".join(hasard.choices("abcdefghilmnopqrstuvxyz", k=hasard.randint(0, 9))) for _ in range(3000)]
    tires = [mot + hasard.choice(fins) for mot in tires]
    lues = node("return donnees.mots.map(racine)", mots=tires)
    assert [(m, r) for m, r in zip(tires, lues, strict=True) if r != racine(m)] == []


def test_memes_mots_dans_tout_ce_qui_s_indexe(node: Executer, index_invente: Index, base_inventee: Base) -> None:
    """Titres, résumés, textes entiers, et chaque expression du lexique."""
    documents = documents_de(base_inventee)
    lus = [texte for doc in documents for champ in doc.champs.values() for texte in champ]
    lus += [doc.titre for doc in documents]
    lus += [e for tranche in tranches(index_invente) for _, *groupe in tranche["lexique"] for e in groupe]
    rendus = node(LIRE, textes=lus, vides=lire(index_invente, "index.json")["vides"])
    assert [(t, r) for t, r in zip(lus, rendus, strict=True) if tuple(r) != analyser(t)] == []


def test_memes_mots_pour_des_textes_au_hasard(node: Executer, petit: dict) -> None:
    """Lettres, tirets, apostrophes, espaces et ponctuations de toutes sortes, autour de numéros d'articles."""
    hasard = random.Random(20261125)
    signes = [*"abelrdnLRDÉéèçôœæŒ'’-‐‑–.*  0123456789,;()/°€«»_%\u00a0\u202f\n\t", "L. 2112-2", "R*2111-1", "e\u0301"]
    textes = ["".join(hasard.choices(signes, k=hasard.randint(1, 16))) for _ in range(20_000)]
    rendus = node(LIRE, textes=textes, vides=petit["vides"])
    assert [(t, r) for t, r in zip(textes, rendus, strict=True) if tuple(r) != analyser(t)] == []


# --- Corriger, compléter ---


def naive(saisi: str, mot: str) -> int:
    """Rend la distance d'édition, inversions de voisines comprises, par le tableau entier."""
    table = [[i + j if not i * j else 0 for j in range(len(mot) + 1)] for i in range(len(saisi) + 1)]
    for i in range(1, len(saisi) + 1):
        for j in range(1, len(mot) + 1):
            ecart = saisi[i - 1] != mot[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + ecart)
            if i > 1 and j > 1 and saisi[i - 2 : i] == mot[j - 1] + mot[j - 2]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize("borne", [1, 2, 3])
def test_distances_bornees_et_exactes(node: Executer, borne: int) -> None:
    hasard = random.Random(borne)
    tirer = lambda: "".join(hasard.choices("abcd", k=hasard.randint(1, 8)))  # noqa: E731 – la même question, plusieurs fois
    couples = [(tirer(), tirer()) for _ in range(4000)]
    lues = node("return donnees.c.map(([a, b]) => distances(a, b, donnees.borne))", c=couples, borne=borne)
    for (saisi, mot), (entier, debut) in zip(couples, lues, strict=True):
        assert min(entier, borne + 1) == min(naive(saisi, mot), borne + 1)
        meilleur = min(naive(saisi, mot[:n]) for n in range(len(mot) + 1))
        assert min(debut, borne + 1) == min(meilleur, borne + 1)


def test_corriger(node: Executer, petit: dict) -> None:
    fautes = ["netoyage", "nettoyagge", "nettoayge", "nettoyzge", "cantinne", "dechzt", "papeir", "ecloe"]
    lues = node(VOCABULAIRE + "return donnees.fautes.map((f) => vocabulaire.corriger(f)[0])", fautes=fautes, **petit)
    assert lues == ["nettoyage"] * 4 + ["cantine", "dechet", "papier", "ecole"]


def test_un_mot_court_ou_trop_loin_ne_se_corrige_pas(node: Executer, petit: dict) -> None:
    loin = ["", "a", "pcc", "zzzz", "zzzzzzzzzz", "abcdefghijklmnop", "nettoyageetplusencore", "x" * 10_000]
    assert node(VOCABULAIRE + "return donnees.loin.map((f) => vocabulaire.corriger(f))", loin=loin, **petit) == [[]] * 8


def test_completer(node: Executer, petit: dict) -> None:
    rendre = VOCABULAIRE + "return donnees.d.map((d) => vocabulaire.completer(d, 3))"
    lues = node(rendre, d=["nett", "ordinateur", "zz", "z", "\uffff", "eco"], **petit)
    assert lues[:5] == [["nettoyage", "nettoyages"], ["ordinateur", "ordinateurs"], [], [], []]
    assert len(lues[5]) == 3 and all(mot.startswith("eco") for mot in lues[5])


def test_proches_au_plus_trois_les_plus_proches_d_abord(node: Executer, petit: dict) -> None:
    assert node(VOCABULAIRE + "return vocabulaire.proches('ordinatuer', 2)", **petit) == ["ordinateur"]
    rendus = node(VOCABULAIRE + "return vocabulaire.mots.map((m) => vocabulaire.proches(m))", **petit)
    assert max(map(len, rendus)) <= 3
    longs = [(mot, r) for mot, r in zip(sorted(petit["mots"]), rendus, strict=True) if len(mot) > 3]
    assert all(mot in proches for mot, proches in longs)


def test_un_nom_du_langage_n_est_pas_un_mot_connu(node: Executer, petit: dict) -> None:
    noms = ["constructor", "__proto__", "toString", "hasOwnProperty", "tostring", "valueOf"]
    code = (
        VOCABULAIRE
        + "const v = vocabulaire; return donnees.noms.map((n) => [v.connait(n), v.connaitLaRacine(n), v.corriger(n)])"
    )
    assert node(code, noms=noms, **petit) == [[False, False, []]] * len(noms)


# --- Lire une requête ---


@pytest.mark.parametrize(
    "requete",
    [
        "nettoyage",
        "Bonjour, je cherche un exemple de clause nettoyage",
        "comment faire le NETTOYAGE ?",
        "nettoyage, clause",
    ],
)
def test_le_bavardage_ne_compte_pas(node: Executer, petit: dict, requete: str) -> None:
    assert [u["saisi"] for u in unites(node, petit, requete)] == ["nettoyage"]


def test_le_bavardage_seul_se_cherche(node: Executer, petit: dict) -> None:
    assert [u["saisi"] for u in unites(node, petit, "la clause")] == ["clause"]


@pytest.mark.parametrize("requete", ["", "   ", "de la", "à l’", "!?…", "\n\t", "🌱", "l", "'"])
def test_rien_a_chercher(node: Executer, petit: dict, requete: str) -> None:
    assert unites(node, petit, requete) == []


@pytest.mark.parametrize(
    "requete", ["x" * 10_000, "mot " * 2_500, "é-" * 5_000, "1-" * 5_000, "L. " * 3_000, "a’b " * 2_500]
)
def test_dix_mille_signes_sans_plantage(node: Executer, petit: dict, requete: str) -> None:
    """L'appelant borne la saisie ; sans borne, douze mots au plus sont lus, et vite."""
    code = f"const debut = performance.now(); {VOCABULAIRE} {REQUETE.replace('return', 'const lues =')} return [lues[0].length, performance.now() - debut];"
    nombre, duree = node(code, requetes=[requete], **petit)
    assert nombre <= 12 and duree < 2_000


def test_une_expression_est_une_unite(node: Executer, petit: dict) -> None:
    [unite] = unites(node, petit, "Restaurations collectives ")
    assert unite["saisi"] == "restaurations collectives" and unite["groupe"] == "#0"
    assert unite["ensemble"] == [racine("restauration"), racine("collective")] and "#0" in unite["termes"]
    assert unite["termes"]["#0"] < max(unite["termes"].values())
    assert [u["groupe"] for u in unites(node, petit, "cantine et ordures ")] == ["#0", "#1"]


@pytest.mark.parametrize(
    "requete", ["eco label", "éco-label", "éco\u2011label", "ECOLABEL", "écolabels", "l’éco-label"]
)
def test_un_mot_compose_s_ecrit_comme_on_veut(node: Executer, petit: dict, requete: str) -> None:
    """Collé, séparé ou lié, il mène à la forme collée et à son groupe."""
    [unite] = unites(node, petit, f"{requete} ")
    assert racine("ecolabel") in unite["termes"] and "#3" in unite["termes"]


@pytest.mark.parametrize("requete", ["L2112-2", "L. 2112-2", "l.2112\u20112", "art. L*2112-2", "article L\u00a02112-2"])
def test_une_reference(node: Executer, petit: dict, requete: str) -> None:
    lues = unites(node, petit, requete)
    assert [(u["saisi"], u["reference"], list(u["termes"])) for u in lues] == [("l2112-2", True, ["l2112-2"])]
    assert [u["saisi"] for u in unites(node, petit, "art. 2112-2")] == ["2112-2"]
    assert unites(node, petit, "nettoyage")[0]["reference"] is False


def test_une_reference_du_lexique(node: Executer, petit: dict) -> None:
    [unite] = unites(node, petit, "article L. 230-5-1")
    assert unite["groupe"] == "#4" and unite["reference"] is True


def test_un_mot_inconnu_se_corrige_et_passe_par_le_lexique(node: Executer, petit: dict) -> None:
    [unite] = unites(node, petit, "cantinne ")
    assert unite["corrections"] == ["cantine"] and unite["groupe"] == "#0"
    assert unite["termes"][racine("cantinne")] > unite["termes"][racine("cantine")] > unite["termes"]["#0"]


@pytest.mark.parametrize("requete", ["nettoyage ", "nettoyages ", "L9999-9 ", "12345 ", "livreront "])
def test_un_mot_connu_un_nombre_une_reference_ne_se_corrigent_pas(node: Executer, petit: dict, requete: str) -> None:
    assert all(u["corrections"] == [] for u in unites(node, petit, requete))


def test_le_dernier_mot_se_complete_s_il_n_est_pas_fini(node: Executer, petit: dict) -> None:
    encours, fini, avant = unites(node, petit, "netto", "netto ", "netto papier")
    assert racine("nettoyage") in encours[0]["termes"] and encours[0]["corrections"] == []
    assert encours[0]["termes"]["netto"] > encours[0]["termes"][racine("nettoyage")]
    assert fini[0]["corrections"] == avant[0]["corrections"] == ["nettoyage", "nettoyages"]


@pytest.mark.parametrize("requete", ["déchet ", "papier déchet ", "déchets"])
def test_un_mot_seul_n_est_pas_une_expression(node: Executer, petit: dict, requete: str) -> None:
    """« déchet » ouvre aussi « déchets ménagers » : seul, il garde son poids entier et se complète."""
    unite = (unites(node, petit, requete))[-1]
    assert unite["ensemble"] is None and unite["termes"]["dechet"] == 1


def test_une_longue_phrase_garde_sa_reference(node: Executer, petit: dict) -> None:
    lues = unites(node, petit, "un deux trois quatre cinq six sept huit neuf dix onze douze treize L. 2112-2")
    assert any(u["reference"] for u in lues)


# --- Codes CPV ---


@pytest.mark.parametrize(
    ("requete", "saisi", "termes"),
    [
        ("90911200", "cpv90911200", {"90911200", "cpv909", "cpv9091", "cpv90911", "cpv909112", "cpv90911200"}),
        ("90911200-8", "cpv90911200", {"90911200", "cpv909", "cpv9091", "cpv90911", "cpv909112", "cpv90911200"}),
        ("CPV : 90910000-9", "cpv90910000", {"90910000", "cpv909", "cpv9091", "cpv90910000"}),
        ("CPV 909", "cpv909", {"cpv909"}),
        ("cpv9091", "cpv9091", {"cpv909", "cpv9091"}),
        ("CPV 45", "cpv45", {"cpv45"}),
        ("45000000", "cpv45000000", {"45000000", "cpv45", "cpv45000000"}),
        ("CPV 30", "cpv30", {"cpv30"}),
    ],
)
def test_un_code_cpv_se_cherche_par_ses_debuts(
    node: Executer, petit: dict, requete: str, saisi: str, termes: set[str]
) -> None:
    [unite] = unites(node, petit, requete)
    assert unite["saisi"] == saisi and set(unite["termes"]) == termes


@pytest.mark.parametrize("requete", ["909", "150 000", "20261127123", "1234567", "loi 2020-105", "12345678901234"])
def test_un_autre_nombre_n_est_pas_un_code_cpv(node: Executer, petit: dict, requete: str) -> None:
    lues = node(VOCABULAIRE + REQUETE, requetes=[requete], **petit)[0]
    assert not [terme for unite in lues for terme in unite["termes"] if terme.startswith("cpv")]
