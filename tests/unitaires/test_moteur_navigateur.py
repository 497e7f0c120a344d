"""Le moteur du navigateur, sur l'index du dépôt et sur de petits : ordre des réponses, pannes, mots piégés."""

from math import log
from pathlib import Path
from typing import Self

import pytest

from macros.sorties.recherche.index import Index
from tests.unitaires.conftest import Executer, document, ecrire, indexer, lire

CHERCHER = """
servir(donnees.dossier);
const moteur = new Moteur(donnees.index);
const rendues = [];
for (const requete of donnees.requetes) {
  const { unites, reponses } = await moteur.chercher(requete);
  const gardees = moteur.retenir(reponses, unites);
  const fiches = await moteur.fiches(gardees.map(({ numero }) => numero));
  rendues.push({
    unites: unites.map(({ saisi }) => saisi),
    nombre: reponses.length,
    reponses: gardees.map((reponse, rang) => ({ ...fiches[rang], ...reponse, termes: Object.fromEntries(reponse.termes) })),
  });
}
return rendues;
"""


class Petit:
    """Un petit index à interroger."""

    def __init__(self, node: Executer, dossier: Path) -> None:
        self._node, self._dossier = node, dossier

    def poser(self, *documents, groupes: tuple[list[str], ...] = ()) -> Self:
        self.servi = ecrire(indexer(documents, *groupes), self._dossier)
        return self

    def chercher(self, *requetes: str) -> list:
        """Rend les identifiants dans l'ordre, une liste par requête s'il y en a plusieurs."""
        self.lues = self._node(CHERCHER, requetes=requetes, **self.servi)
        ids = [[r["id"] for r in lue["reponses"]] for lue in self.lues]
        return ids if len(ids) > 1 else ids[0]


@pytest.fixture
def petit(node: Executer, tmp_path: Path) -> Petit:
    """Rend un petit index à remplir."""
    return Petit(node, tmp_path)


AUTRES = [document(f"autre-{n}", titre=f"Fiche {n}", texte="du texte courant") for n in range(20)]


# --- L'ordre ---


@pytest.mark.parametrize("devant,derriere", [
    ("titre", "resume"), ("titre", "lexique"), ("titre", "references"), ("titre", "familles"), ("resume", "texte"),
    ("lexique", "texte"), ("references", "texte"), ("lexique", "familles"),
])  # fmt: skip
def test_un_champ_plus_parlant_passe_devant(petit: Petit, devant: str, derriere: str) -> None:
    fiches = [document(champ, **{champ: "compostage"}) for champ in (derriere, devant)]
    assert petit.poser(*fiches, *AUTRES).chercher("compostage ") == [devant, derriere]


@pytest.mark.parametrize("champ,montree", [("resume", True), ("texte", False)])
def test_un_mot_dit_en_passant_ne_compte_pas_pres_d_un_titre(petit: Petit, champ: str, montree: bool) -> None:
    """Sauf pour en montrer cinq : une réponse qui a tous les mots ne cache pas celle qui les dit autrement."""
    titrees = [document(f"titre-{n}", titre="Compostage") for n in range(5)]
    fiches = [*titrees, document("autre", **{champ: "compostage"}), *AUTRES]
    assert petit.poser(*fiches).chercher("compostage ") == [f"titre-{n}" for n in range(5)] + ["autre"] * montree


def test_un_sujet_du_texte_passe_devant_une_mention(petit: Petit) -> None:
    fiches = [document("mention", texte="compostage"), document("sujet", texte="compostage, compostage et compostage")]
    assert petit.poser(*fiches, *AUTRES).chercher("compostage ") == ["sujet", "mention"]


def test_le_mot_exact_passe_devant_son_synonyme_et_sa_suite(petit: Petit) -> None:
    fiches = [
        document("synonyme", titre="Une buvette"), document("suite", titre="Un portefeuille"), document("debut", titre="Une porte"),
        document("exact", titre="Cantine"),
    ]  # fmt: skip
    index = petit.poser(*fiches, *AUTRES, groupes=(["cantine", "buvette"],))
    assert index.chercher("cantine ", "buvettes ", "cantinne ") == [
        ["exact", "synonyme"], ["synonyme", "exact"], ["exact", "synonyme"],
    ]  # fmt: skip
    assert index.chercher("porte", "portefeu") == [["debut", "suite"], ["suite"]]


def test_a_jour_avant_a_revoir(petit: Petit) -> None:
    vieille = document("vieille", titre="Compostage", a_revoir=True)
    assert petit.poser(vieille, document("jour", titre="Compostage"), *AUTRES).chercher("compostage") == [
        "jour",
        "vieille",
    ]


def dans_toute_la_base(petit: Petit, *documents, q: str) -> list[str]:
    """Rend les identifiants dans l'ordre de la page de recherche."""
    petit.poser(*documents, *AUTRES)
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", "moteur.ordonner(reponses, unites)")
    return [r["id"] for r in petit._node(code, requetes=[q], **petit.servi)[0]["reponses"]]


@pytest.mark.parametrize("genre", ["veille", "pages"])
def test_une_nouvelle_ancienne_vient_apres_ce_qui_vaut_aujourd_hui(petit: Petit, genre: str) -> None:
    """À titre égal, elle cède ; seule à dire la requête entière, elle reste la première."""
    vieille = document("vieille", "veille", ancien=True, titre="Seuils 2024")
    docs = [vieille, document("jour", genre, titre="Seuils")]
    assert dans_toute_la_base(petit, *docs, q="seuils ") == ["jour", "vieille"]
    assert dans_toute_la_base(petit, *docs, q="seuils 2024 ")[0] == "vieille"


CPV = [
    document("menage", "familles", titre="Ménage", references="CPV90 CPV909 CPV9091 CPV90911 CPV909112"),
    document("vitres", "familles", titre="Vitres", references="CPV90 CPV909 CPV9091"),
    document("dechets", "familles", titre="Déchets", references="CPV90 CPV905"),
]


@pytest.mark.parametrize(
    ("requete", "attendu"),
    [
        ("90911200-8", ["menage", "vitres"]),
        ("90911300", ["menage", "vitres"]),
        ("90919999", ["menage", "vitres"]),
        ("90599000", ["dechets"]),
        ("92000000", []),
    ],
)
def test_un_code_cpv_mene_a_la_famille_la_plus_proche(petit: Petit, requete: str, attendu: list[str]) -> None:
    """La plus longue suite de chiffres commune passe devant ; hors du groupe, rien ne répond."""
    assert dans_toute_la_base(petit, *CPV, q=requete) == attendu


def test_un_lieu_rapproche_les_modeles(petit: Petit) -> None:
    """« nettoyer la mairie » veut souvent une lettre prête ; « nettoyer » seul ne le dit pas. Un lieu seul ne dit rien."""
    docs = [
        document("methode", "pratiques", resume="nettoyer"),
        document("lettre", "modeles", resume="nettoyer"),
        document("hotel", "modeles", titre="Mairie"),
    ]
    assert dans_toute_la_base(petit, *docs, q="nettoyer ") == ["methode", "lettre"]
    assert dans_toute_la_base(petit, *docs, q="nettoyer la mairie ") == ["lettre", "methode"]
    assert dans_toute_la_base(petit, *docs, q="mairie ") == ["hotel"]


def test_un_titre_qui_dit_tout_vaut_mieux_que_des_mots_epars(petit: Petit) -> None:
    """La note de qui porte chaque mot de la requête dans son titre est multipliée, à partir de deux mots."""
    docs = [document("titre", titre="Compostage partagé"), document("epars", titre="Compostage", resume="partagé")]
    petit.poser(*docs, *AUTRES).chercher("compostage partagé ")
    notes = {r["id"]: r["note"] for r in petit.lues[0]["reponses"]}
    rarete = {porteurs: log(1 + (22 - porteurs + 0.5) / (porteurs + 0.5)) for porteurs in (1, 2)}
    assert notes["titre"] == pytest.approx(2 * 1.5 * (rarete[2] * 6 + rarete[1] * 6) * 2)
    assert notes["epars"] == pytest.approx(1.5 * (rarete[2] * 6 + rarete[1] * 2) * 2)


def test_a_note_egale_l_ordre_de_l_index(petit: Petit) -> None:
    assert petit.poser(*(document(f"d{n}", titre="Compostage") for n in range(9))).chercher("compostage") == [
        f"d{n}" for n in range(9)
    ]


def test_la_note_est_la_somme_dite(petit: Petit) -> None:
    """Par terme et champ : 1,5 × rareté × poids du terme × poids du champ ; le tout, par le nombre de termes trouvés."""
    fiches = [
        document("deux", titre="Compostage", resume="le compostage au jardin", a_revoir=True),
        document("un", resume="un jardin"),
    ]
    petit.poser(*fiches, *AUTRES).chercher("jardin compostage ")
    lue = petit.lues[0]["reponses"][0]
    assert lue["id"] == "deux" and lue["termes"] == {"jardin": ["resume"], "compostag": ["titre", "resume"]}
    rarete = {porteurs: log(1 + (22 - porteurs + 0.5) / (porteurs + 0.5)) for porteurs in (1, 2)}
    assert lue["note"] == pytest.approx(0.8 * 1.5 * (rarete[2] * 2 + rarete[1] * 6 + rarete[1] * 2) * 2)


def test_toutes_les_unites_d_abord(petit: Petit) -> None:
    """Une fiche qui ne dit qu'un des deux mots, mais partout, vient après celle qui dit les deux ; non après celle qui en dit un en passant, ou dans les mots de ses familles."""
    noms = ("titre", "references", "lexique", "familles", "resume", "texte")
    fiches = [
        document("une", **dict.fromkeys(noms, "compostage " * 3)),
        document("deux", titre="Compostage", resume="courant"),
        document("familles", titre="Compostage", familles="courant"),
        document("passant", titre="Compostage", texte="courant"),
    ]
    fiches += [document(f"autre-{n}", familles="courant", resume="courant", texte="courant") for n in range(100)]
    petit.poser(*fiches)
    assert petit.chercher("compostage courant ")[:4] == ["deux", "une", "familles", "passant"]
    notes = {r["id"]: r["note"] for r in petit.lues[0]["reponses"]}
    assert notes["une"] > notes["deux"], "sans la règle, la note les mettrait dans l'autre ordre"


# --- Toute la base : ce que l'on nomme, et le reste ---


def ordonnees(petit: Petit, node: Executer, requete: str) -> list[str]:
    """Rend les identifiants dans l'ordre de toute la base."""
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", "moteur.ordonner(reponses, unites)")
    return [r["id"] for r in node(code, requetes=[requete], **petit.servi)[0]["reponses"]]


MOTS = "bilan bilan bilan"


@pytest.mark.parametrize(
    "requete", ["bilan", "Le bilan", "BILANS", "c’est quoi le bilan ?", "comment faire un bilan", "bilna"]
)
def test_ce_que_la_requete_nomme_passe_devant(petit: Petit, requete: str) -> None:
    """Le nom demandé, puis le titre exact, puis la note ; bavardage, accents, pluriel et faute n'y changent rien."""
    mieux_notee = document("mieux", titre="Bilan, bilan du bilan", lexique=MOTS, resume=MOTS, texte=MOTS)
    titree = document("titree", "pages", titre="Le bilan", noms=["Le bilan"])
    demandee = document("demandee", "pages", titre="Page", lexique="bilan", demandes=["bilan"])
    autres = [mieux_notee, *AUTRES, titree, demandee]
    assert petit.poser(*autres).chercher(f"{requete} ") == ["demandee", "titree", "mieux"]


def test_un_nom_ne_se_demande_qu_entier(petit: Petit) -> None:
    note = document("note", titre="Bilan", resume="bilan du marché", texte="bilan du marché")
    nom = document("nom", "pages", resume="marché et bilan", noms=["le bilan du marché"])
    assert petit.poser(note, nom, *AUTRES).chercher("bilan ", "bilan marché ") == [["note", "nom"], ["nom", "note"]]


def test_un_nom_qui_dit_toute_la_requete_passe_devant_une_demande_de_ses_mots_utiles(petit: Petit) -> None:
    """« faire » ne décrit rien, mais « faire le ménage » est un nom ; « ménage » seul demande la page des ménages."""
    demandee = document("demandee", "pages", titre="Ménage et ménage", lexique="ménage", demandes=["ménage"])
    nommee = document("nommee", "pages", titre="Lettre : faire le ménage", noms=["faire le ménage"])
    petit.poser(demandee, nommee, *AUTRES)
    assert [lues[0] for lues in petit.chercher("faire le ménage ", "ménage ")] == ["nommee", "demandee"]


def test_les_mots_de_lieu_et_de_forme_ne_decident_pas(petit: Petit) -> None:
    fiches = [
        document("besoin", titre="Nettoyage"),
        document("lieu", titre="La mairie, sans bruit", resume="nettoyage"),
    ]
    petit.poser(*fiches, *AUTRES, groupes=(["sans emploi", "chômeur"],))
    assert petit.chercher("nettoyage mairie ", "nettoyage sans ", "mairie ") == [["besoin", "lieu"]] * 2 + [["lieu"]]
    assert [lue["unites"] for lue in petit.lues] == [["nettoyage"], ["nettoyage"], ["mairie"]]
    petit.chercher("sans emploi nettoyage ")
    assert petit.lues[0]["unites"] == ["sans emploi", "nettoyage"], "une expression du lexique garde ses mots"


def test_tous_genres_meles_une_clause_d_abord(petit: Petit, node: Executer) -> None:
    fiches = [document("clause", titre="Compostage"), *AUTRES]
    fiches += [document("regle", "droit", titre="Compostage"), document("methode", "pratiques", titre="Compostage")]
    petit.poser(*fiches)
    assert ordonnees(petit, node, "compostage ") == ["clause", "methode", "regle"]


def test_trois_reponses_d_un_genre_au_plus_parmi_les_premieres(petit: Petit, node: Executer) -> None:
    """Sauf ce que la requête nomme ; les autres suivent, dans leur ordre."""
    clauses = [document(f"clause-{n}", titre="Compostage", resume="compostage") for n in range(6)]
    petit.poser(*clauses, document("methode", "pratiques", resume="compostage"), *AUTRES)
    devant = ["clause-0", "clause-1", "clause-2", "methode"]
    assert ordonnees(petit, node, "compostage ") == [*devant, "clause-3", "clause-4", "clause-5"]


def test_la_famille_nommee_est_parmi_les_premieres(petit: Petit, node: Executer) -> None:
    """Quoi que les autres disent du reste de la requête."""
    fiches = [
        document(f"{g}-{n}", g, titre="Compost au seau") for g in ("clauses", "pratiques", "veille") for n in range(3)
    ]
    petit.poser(*fiches, document("nommee", "familles", lexique="broyeur"), *AUTRES)
    assert "nommee" in ordonnees(petit, node, "compost seau broyeur ")[:5]


def test_un_texte_cite_passe_devant(petit: Petit, node: Executer) -> None:
    fiches = [document("clause", references="CCP L2112-2", titre="Article L2112-2"), *AUTRES]
    petit.poser(*fiches, document("article", "droit", titre="CCP L2112-2", texte="article"))
    assert ordonnees(petit, node, "L2112-2") == ["article", "clause"]


def test_chaque_reponse_dit_ce_qu_elle_est(node: Executer, servi: dict, index_invente: Index) -> None:
    sortes = {(genre, sorte) for genre, _, _, sorte in lire(index_invente, "index.json")["genres"]}
    lues = {
        (r["genre"], r["sorte"])
        for lue in node(CHERCHER, requetes=["achat", "droit", "réunion", "papier"], **servi)
        for r in lue["reponses"]
    }
    assert len(lues) > 8 and lues <= sortes


@pytest.mark.parametrize("requete", ["RE-2020", "re\u20112020", "RE 2020", "RE2020"])
def test_un_sigle_et_son_nombre(petit: Petit, requete: str) -> None:
    assert petit.poser(document("colle", titre="La RE2020"), *AUTRES).chercher(requete) == ["colle"]


def test_chaque_titre_retrouve_sa_fiche(node: Executer, servi: dict, index_invente: Index) -> None:
    """Le titre d'une clause, tapé en entier, la met dans les trois premières clauses."""
    clauses = [r for r in lire(index_invente, "fiches/0.json") if r[0] == "clauses"]
    lues = node(CHERCHER, requetes=[titre for _, _, _, titre, _ in clauses], **servi)
    perdues = [
        identifiant
        for (_, identifiant, *_), lue in zip(clauses, lues, strict=True)
        if identifiant not in [r["id"] for r in lue["reponses"] if r["genre"] == "clauses"][:3]
    ]
    assert perdues == []
