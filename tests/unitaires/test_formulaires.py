"""Le formulaire d'un genre : il écrit les octets de ``base ranger``, dit ses listes et ses messages, et ne change pas le schéma publié."""

import json
from datetime import date
from typing import Any

import pytest

from macros.base.base import Base
from macros.base.forme import ecrire_fiche
from macros.base.types import Modele
from macros.lecture.ecriture import ecrire
from macros.sorties.donnees.formulaires import DOSSIER, formulaires
from macros.sorties.donnees.schemas import schema_de, schema_marque
from macros.sorties.donnees.vierge import genres_a_ecrire
from tests.fabrique.questions import consulter
from tests.jumeaux import JUMEAUX
from tests.unitaires.conftest import Executer

ECRIRE = "return donnees.cas.map(([schema, valeurs, corps]) => proposer.ecrire(schema, valeurs, corps ?? undefined))"
LIBRE = {"properties": {"jour": {"type": "string", "format": "date"}, "noms": {"additionalProperties": {}}}}
"""Un schéma d'essai : une date s'écrit nue, un champ aux noms libres est une liste de [nom, valeur]."""


def en_paires(valeur: Any) -> Any:
    """Rend une valeur comme le formulaire la tient : sans ce qui vaut par défaut, un champ aux noms libres en paires."""
    if isinstance(valeur, Modele):
        champs = type(valeur).model_fields
        return {nom: en_paires(v) for nom, v in valeur if v != champs[nom].get_default(call_default_factory=True)}
    if isinstance(valeur, dict):
        return [[nom, en_paires(v)] for nom, v in valeur.items()]
    if isinstance(valeur, list):
        return [en_paires(v) for v in valeur]
    return str(valeur) if isinstance(valeur, date) else valeur


def test_chaque_fiche_s_ecrit_comme_on_la_range(node: Executer, base_inventee: Base) -> None:
    """Toutes les fiches de tous les genres, écrites par Python et par le navigateur : les mêmes octets."""
    c = consulter(base_inventee)
    cas, attendus = [], []
    for genre in genres_a_ecrire(c).values():
        assert c.fiches(genre.nom), genre.nom
        for fiche in c.fiches(genre.nom).values():
            corps = fiche.corps if genre.en_markdown else None
            cas.append([schema_marque(genre), en_paires(fiche.contenu), corps])
            attendus.append(ecrire_fiche(fiche.contenu, corps))
    assert node(ECRIRE, cas=cas) == attendus


def test_chaque_ecriture_difficile_est_la_meme(node: Executer) -> None:
    for valeurs, attendu in JUMEAUX["ecritures"]:
        lues = json.loads(json.dumps(valeurs, default=str))
        paires = {**lues, **({"noms": [*lues["noms"].items()]} if "noms" in lues else {})}
        assert ecrire(valeurs, {"jour": {}, "noms": {}}) == attendu
        assert node(ECRIRE, cas=[[LIBRE, paires]]) == [attendu]


PRESSE, OFFICIELLE = (
    {"url": "https://legifrance.gouv.fr.exemple.test/"},
    {"url": "https://www.legifrance.gouv.fr/jorf/"},
)


@pytest.mark.parametrize(
    ("valeurs", "exiges"),
    [
        ({"evenement": "echeance", "impact": "fort"}, ["obligations", "a_faire"]),
        ({"sources": [{"titre": "Une source"}]}, []),
        ({"sources": [PRESSE]}, ["sans_adresse"]),
        ({"sources": [PRESSE, OFFICIELLE]}, []),
        ({"sources": [PRESSE], "texte": "loi-2020-105"}, []),
    ],
)
def test_une_reponse_de_veille_en_demande_une_autre(
    node: Executer, base_inventee: Base, valeurs: dict[str, Any], exiges: list[str]
) -> None:
    schema = schema_marque(consulter(base_inventee).genres["veille"])
    demander = "return proposer.exigesDe(donnees.schema, donnees.valeurs)"
    assert node(demander, schema=schema, valeurs=valeurs) == [*schema["required"], *exiges]


@pytest.mark.parametrize(
    ("titre", "jour", "nom"),
    [
        ("L’été à l’école : œuvres & çà", "", "l-ete-a-l-ecole-oeuvres-ca"),
        ("Rencontre", "2027-02-03", "2027-02-03-rencontre"),
        ("Un titre " * 20, "", "un-titre-un-titre-un-titre-un-titre-un-titre-un-titre-un"),
        ("!!!", "", ""),
    ],
)
def test_un_titre_nomme_le_fichier(node: Executer, titre: str, jour: str, nom: str) -> None:
    assert node("return proposer.nomDe(donnees.titre, donnees.jour)", titre=titre, jour=jour) == nom


@pytest.mark.parametrize(
    ("modele", "signes", "rempli"),
    [
        ("https://f.test/new/{dossier}?filename={nom}&value={texte}", 5_000, True),
        ("https://f.test/new/{dossier}?filename={nom}&value={texte}", 6_000, False),
        ("https://f.test/new/{dossier}?file_name={nom}", 10, False),
    ],
)
def test_un_lien_se_remplit_si_la_forge_l_admet(node: Executer, modele: str, signes: int, rempli: bool) -> None:
    fiche = {"fichier": "data/termes/a.yml", "texte": "a" * signes}
    lu = node("return proposer.lienNeuf(donnees.modele, donnees.fiche)", modele=modele, fiche=fiche)
    assert lu["rempli"] is rempli and lu["lien"].startswith("https://f.test/new/data/termes?file")
    assert ("aaa" in lu["lien"]) is rempli and "{" not in lu["lien"]


def test_le_formulaire_dit_ses_listes_et_le_schema_publie_reste_de_la_norme(base_inventee: Base) -> None:
    c = consulter(base_inventee)
    ecrits = {chemin: json.loads(octets()) for chemin, octets in formulaires(c).items()}
    structure = ecrits[f"{DOSSIER}structure.json"]
    assert structure["listes"]["familles-structures"] and structure["dossier"] == "data/reseau/structures/"
    assert ecrits[f"{DOSSIER}veille.json"]["corps"] and ecrits[f"{DOSSIER}veille.json"]["parAnnee"]
    droit = ecrits[f"{DOSSIER}renvois/droit.json"]
    assert "CCP L2112-2" in droit and "LOI-2020-105" in droit
    for nom, genre in genres_a_ecrire(c).items():
        formulaire = ecrits[f"{DOSSIER}{nom}.json"]
        connus = formulaire["schema"]["properties"]
        assert {champ for _, champs in formulaire["questions"] for champ in champs} <= {*connus}
        assert {champ.partition(".")[0] for champ in formulaire["exiges"]} <= {*connus}
        publie = json.dumps(schema_de(genre, c))
        assert '"vocabulaire": "' not in publie and '"renvoi": "' not in publie and '"adresse": true' not in publie
