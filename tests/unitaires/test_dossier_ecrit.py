"""« Mon dossier » : ce que la construction écrit d'une clause et du plan des documents."""

import json

import pytest

from macros.base.base import Base
from tests.fabrique.bases import avec_changee
from tests.fabrique.dossier import dossier_de, droit_du_dossier, obligations_de
from tests.unitaires.dossier import CONTENANTS


def test_le_droit_du_dossier_est_celui_des_obligations(base_inventee: Base) -> None:
    """Les mêmes règles, celles qui s'imposent ou écartent l'achat, sans les mots que la page seule montre."""
    tout, siennes = obligations_de(base_inventee), droit_du_dossier(base_inventee)
    par_nom = {regle["id"]: regle for regle in tout["regles"]}
    assert 0 < len(siennes["regles"]) < len(par_nom)
    assert "Rien ne le tranche dans cet essai." in [regle["doute"] for regle in siennes["regles"]], (
        "le doute, sans lien"
    )
    for regle in siennes["regles"]:
        entiere = par_nom[regle["id"]]
        egaux = (
            "titre",
            "resume",
            "suite",
            "depuis",
            "jusqu_a",
            "compte_depuis",
            "certitude",
            "satisfait_par",
            "clauses",
        )
        assert all(regle[nom] == entiere[nom] for nom in egaux) and "precisions" not in regle
        conditions = [{nom: v for nom, v in x.items() if nom != "mots"} for x in entiere["si"]]
        assert regle["si"] == conditions and all("mots" not in x for d in regle["sauf"] for x in d["si"])
        assert regle["articles"] == [{"libelle": article["libelle"]} for article in entiere["articles"]]
        textes = [
            {nom: t[nom] for nom in ("piece", "article", "titre", "texte", "annexes", "remise")}
            for t in entiere["textes"]
        ]
        assert regle["textes"] == textes and regle["rubrique"] in ("obligation", "hors-champ")


def test_une_clause_ecrite(tout: dict) -> None:
    """Version datée et signée, place au plan, blocs sans HTML, variables et renvois à poser, valeurs DECP de chaque texte."""
    clause = tout[CONTENANTS]
    assert clause["version"].startswith("2026-") and len(clause["version"].split(".")[1]) == 8
    textes = {t["id"]: t for t in clause["textes"]}
    assert textes["exigence"]["article"] == "cctp-livraison" and textes["suivi"]["article"] == "ccap-suivi"
    [premier, *_] = textes["exigence"]["blocs"]
    assert {"variable": "taux"} in premier["suite"]
    liste = textes["exigence"]["blocs"][2]
    assert liste["genre"] == "liste" and len(liste["elements"]) == 3
    critere = textes["critere"]
    assert critere["critere"] == "Réduction des emballages de livraison" and critere["poids"] == "poids"
    assert critere["blocs"][-1]["genre"] == "tableau" and {"renvoi": "penalite"} in critere["blocs"][1]["suite"]
    assert critere["decp"] == {"considerationsEnvironnementales": ["Critère environnemental"]}
    assert textes["critere-avance"]["remplace"] == ["critere"]
    assert "<" not in json.dumps(clause)


def test_un_critere_a_un_nom_qui_se_publie(tout: dict) -> None:
    """Celui de sa fiche, sinon celui que son texte écrit ; jamais le titre de la clause."""
    noms = {t["critere"] for t in tout["critere-court"]["textes"] if "critere" in t}
    assert noms == {"Critère d’essai"} and tout["critere-court"]["titre"] not in noms


def test_le_titre_d_un_texte(base_inventee: Base, tout: dict, essai) -> None:
    """Le sien, sinon celui du critère, sinon sa nature et l'article qu'il a choisi ; il fait le titre de l'article, relu d'un fichier aussi."""
    clause = base_inventee.fiches["clauses"][CONTENANTS]
    textes = [
        d.model_copy(update={"titre": "Mon titre" if d.id == "suivi" else None}) for d in clause.contenu.dispositions
    ]
    ecrite = dossier_de(avec_changee(base_inventee, "clauses", CONTENANTS, dispositions=textes))[CONTENANTS]
    titres = {t["id"]: t["titre"] for t in ecrite["textes"]}
    assert titres["suivi"] == "Mon titre" and titres["critere"] == "Réduction des emballages de livraison"
    assert titres["exigence"].startswith("Livraison et emballages\u00a0: ") and titres["penalite"] == "Pénalité"
    lus = essai("""
        const lire = (e, publiees) => C.composer(e, publiees, plan).parCle.get(`${donnees.fiches[0].id}#suivi`).titre;
        const e = plein();
        return [lire(e, fiches), lire(P.deFichier(P.enFichier(e)).etat, new Map())];
    """, ecrite)  # fmt: skip
    assert lus == ["Mon titre", "Mon titre"]


def test_l_empreinte_suit_le_texte(base_inventee: Base, tout: dict) -> None:
    """Qui garde une clause sait qu'un texte a changé, ou une valeur proposée : la même phrase n'oblige plus à la même chose."""
    assert dossier_de(base_inventee)[CONTENANTS]["version"] == tout[CONTENANTS]["version"]
    versions = [c["version"] for nom, c in tout.items() if nom not in ("plan", "socle")]
    assert len(set(versions)) == len(versions)
    variables = base_inventee.fiches["clauses"][CONTENANTS].contenu.variables
    variables = {**variables, "taux": variables["taux"].model_copy(update={"defaut": 60})}
    assert (
        dossier_de(avec_changee(base_inventee, "clauses", CONTENANTS, variables=variables))[CONTENANTS]["version"]
        not in versions
    )


def test_les_clauses_liees_s_ecrivent_chacune_dans_son_lien(base_inventee: Base) -> None:
    """Ce qui complète n'est pas ce qui s'exclut ; un brouillon n'est nommé ni dans l'un, ni dans l'autre."""
    clauses = base_inventee.fiches["clauses"]
    [brouillon] = [nom for nom, fiche in clauses.items() if fiche.contenu.statut == "brouillon"]
    noms = {"complete": ["critere-court", brouillon], "incompatible": [brouillon, "mobilier-bois"]}
    liens = clauses[CONTENANTS].contenu.liens.model_copy(update=noms)
    ecrite = dossier_de(avec_changee(base_inventee, "clauses", CONTENANTS, liens=liens))[CONTENANTS]
    lus = {lien: [f["id"] for f in ecrite[lien]] for lien in noms}
    assert lus == {"complete": ["critere-court"], "incompatible": ["mobilier-bois"]}


def test_une_borne_de_la_loi(base_inventee: Base) -> None:
    """Le seuil cité donne le montant du jour et sa source ; une variable qui n'en cite pas n'en a pas."""
    variables = dict(base_inventee.fiches["clauses"][CONTENANTS].contenu.variables)
    variables["taux"] = variables["taux"].model_copy(update={"seuil_min": "decp", "seuil_max": "europeen-travaux"})
    ecrites = dossier_de(avec_changee(base_inventee, "clauses", CONTENANTS, variables=variables))[CONTENANTS][
        "variables"
    ]
    loi = ecrites["taux"]["loi"]
    assert (loi["min"]["montant"], loi["max"]["montant"]) == (40000, 5404000)
    assert loi["min"]["dit"].startswith("Données essentielles à publier (") and "2112-2 du code" in loi["min"]["dit"]
    assert "loi" not in ecrites["poids"]


@pytest.mark.parametrize(
    "lignes",
    [[["Quoi", "Qui"], ["un long texte " * 8, "nous"]], [["Question", "Réponse"], ["une question", ""]], [["A", "B"]]],
)
def test_une_colonne_a_la_largeur_de_ce_qu_elle_contient(essai, lignes: list) -> None:
    """Les parts font un tout, la plus pleine est la plus large ; une colonne à remplir prend autant, un tableau sans ligne se partage."""
    code = """const case_ = (texte) => [{ suite: [{ texte }] }];
      return colonnes.partsDesColonnes(donnees.lignes.map((ligne) => ligne.map(case_)));"""
    parts = essai(code, lignes=lignes)
    assert abs(sum(parts) - 1) < 1e-9 and min(parts) > 0.1
    vide = not any(ligne[1] for ligne in lignes[1:])
    assert (abs(parts[0] - parts[1]) < 0.1) if vide else parts[0] > parts[1]
