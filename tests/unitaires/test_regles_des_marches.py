"""« Mes marchés » : chaque règle a son mauvais contrat, sa phrase, son remède ; un contrat juste n'en fait rougir aucune."""

import re
from typing import Any

import pytest

from tests.fabrique.marches import (
    ENVIRONNEMENT,
    RIEN_DE_SOCIAL,
    RIEN_DU_TOUT,
    SOCIAL,
    concession,
    en_json,
    en_xml,
    marche,
)
from tests.fabrique.reperes import RACINE
from tests.unitaires.test_mes_marches import D_AVANT, MODIFIE, lire

ACTES, MODIFIES = "actesSousTraitance", "modificationsActesSousTraitance"
ACTE = {
    "id": 1, "sousTraitant": {"id": "55204599900869", "typeIdentifiant": "SIRET"}, "dureeMois": 6, "montant": 9000,
    "variationPrix": "Ferme", "dateNotification": "2025-04-01", "datePublicationDonnees": "2025-04-20",
}  # fmt: skip
ACTE_MODIFIE = {
    "id": 1,
    "dateNotificationModificationSousTraitance": "2025-05-01",
    "datePublicationDonnees": "2025-05-20",
}


@pytest.mark.parametrize(
    "fichier",
    [
        en_json(marche("J-01"), concessions=(concession("D-01"),)),
        en_xml(marche("J-01")).replace("Achat J-01", "<![CDATA[Nettoyage & vitrerie]]>"),
        en_json(marche("J-01", objet="Insertion d'annonces légales"), marche("J-02", objet="Groupement solidaire")),
        en_json(
            marche(
                "J-01",
                modifications=[{"modification": MODIFIE | {"montant": ""}}],
                **{ACTES: [{"acteSousTraitance": ACTE}]},
            )
        ),
        en_xml(marche("J-01", **{MODIFIES: {"modificationActeSousTraitance": ACTE_MODIFIE}})),
        en_json(D_AVANT, D_AVANT | {"id": "A-02", "nature": "Accord-cadre", "procedure": "Procédure négociée"}),
        en_json(marche("J-01", objet="Analyses de biologie médicale", **{ENVIRONNEMENT: [RIEN_DU_TOUT]})),
    ],
)
def test_un_fichier_sans_faute_n_a_rien_a_corriger(fichier: str) -> None:
    assert lire(fichier)["corrections"] == []


SANS_DEFAUT = [
    *("nature", "objet", "codeCPV", "procedure", "ccag", "formePrix", "typeGroupementOperateurs", "modalitesExecution"),
    *("typesPrix", "marcheInnovant", "attributionAvance", "sousTraitanceDeclaree"),
]

MAUVAIS: list[tuple[str, str, dict[str, Any]]] = [
    ("les-deux-reponses", SOCIAL, {SOCIAL: [RIEN_DE_SOCIAL, "Clause sociale"]}),
    ("consideration-non-dite", SOCIAL, {SOCIAL: ["NC"]}), ("consideration-non-dite", ENVIRONNEMENT, {ENVIRONNEMENT: None}),
    ("consideration-a-verifier", ENVIRONNEMENT, {"objet": "Isolation de l’école", ENVIRONNEMENT: [RIEN_DU_TOUT]}),
    ("consideration-a-verifier", ENVIRONNEMENT, {"objet": "Papier écolabellisé", ENVIRONNEMENT: [RIEN_DU_TOUT]}),
    ("consideration-a-verifier", SOCIAL, {"objet": "Insertion par l’activité"}),
    ("id-mal-forme", "id", {"id": "2025_F12345_33 962_01"}), ("id-mal-forme", "id", {"id": "NC"}), ("id-mal-forme", "id", {"id": "É1"}),
    ("acheteur-mal-forme", "acheteur", {"acheteur": {"id": "213100000"}}), ("titulaire-mal-forme", "titulaires", {"titulaires": []}),
    ("titulaire-mal-forme", "titulaires", {"titulaires": [{"titulaire": {"id": "1", "typeIdentifiant": "SIREN"}}]}),
    ("titulaire-acheteur", "titulaires", {"titulaires": [{"titulaire": {"id": "21310000000025", "typeIdentifiant": "SIRET"}}]}),
    ("date-impossible", "dateNotification", {"dateNotification": "9999-12-31"}),
    ("date-impossible", "dateNotification", {"dateNotification": "2025-02-30"}),
    ("date-impossible", "datePublicationDonnees", {"datePublicationDonnees": "01/03/2025"}),
    ("montant-aberrant", "montant", {"montant": "cent mille"}), ("montant-aberrant", "montant", {"montant": 0}),
    ("montant-aberrant", "montant", {"montant": 999999999}), ("montant-aberrant", "montant", {"montant": 4e9}),
    ("duree-impossible", "dureeMois", {"dureeMois": "NC"}), ("duree-impossible", "dureeMois", {"dureeMois": 181}),
    ("duree-impossible", "dureeMois", {"dureeMois": 1.5}), ("cpv-mal-forme", "codeCPV", {"codeCPV": "9091"}),
    ("objet-trop-long", "objet", {"objet": "a" * 1001}), ("objet-mal-code", "objet", {"objet": "RÃ©novation"}),
    ("champ-absent", "offresRecues", {"offresRecues": "NC"}), ("champ-absent", "techniques", {"techniques": []}),
    ("champ-absent", "lieuCode", {"lieuExecution": {"typeCode": "Code pays"}}),
    ("valeur-hors-liste", SOCIAL, {SOCIAL: ["clause  sociale"]}), ("valeur-hors-liste", "procedure", {"procedure": "MAPA"}),
    ("nombre-hors-bornes", "tauxAvance", {"tauxAvance": 30}), ("nombre-hors-bornes", "offresRecues", {"offresRecues": 0}),
    ("oui-ou-non", "marcheInnovant", {"marcheInnovant": "peut-être"}),
    ("lieu-et-type", "lieuCode", {"lieuExecution": {"code": "31000", "typeCode": "Code département"}}),
    ("suite-mal-formee", "modifications", {"modifications": [{"modification": {"id": 1, "dureeMois": 30}}]}),
    ("suite-mal-formee", "modifications", {"modifications": [{"modification": MODIFIE | {"montant": 0}}]}),
    ("suite-mal-formee", "modifications", {"modifications": [{"modification": MODIFIE | {"dateNotificationModification": "2027-01-01"}}]}),
    ("suite-mal-formee", ACTES, {ACTES: [{"acteSousTraitance": ACTE | {"variationPrix": "Libre"}}]}),
    ("suite-mal-formee", ACTES, {ACTES: [{"acteSousTraitance": ACTE | {"sousTraitant": {"id": "1"}}}]}),
    ("suite-mal-formee", MODIFIES, {MODIFIES: [{"modificationActeSousTraitance": ACTE_MODIFIE | {"id": "un"}}]}),
    ("suite-mal-formee", MODIFIES, {MODIFIES: [{"modificationActeSousTraitance": ACTE_MODIFIE | {"dureeMois": 1.5}}]}),
    ("champ-absent", "objet", D_AVANT | {"id": "K-01", "objet": ""}),
    *(("champ-absent", champ, {champ: None}) for champ in SANS_DEFAUT),
]  # fmt: skip


@pytest.mark.parametrize(("regle", "champ", "faute"), MAUVAIS)
def test_chaque_regle_a_son_mauvais_contrat(regle: str, champ: str, faute: dict[str, Any]) -> None:
    """Une phrase, un remède, le contrat et sa ligne ; rien d'autre ne rougit, et la faute de casse compte quand même."""
    lu = lire(en_json(marche("J-01"), marche("K-01") | faute))
    (ecart,) = lu["corrections"]
    assert (ecart["regle"], ecart["champ"]) == (regle, champ)
    assert ecart["phrase"].endswith(".") and ecart["remede"].endswith(".") and ecart["ligne"] > 60
    comptes = lu["resultat"]
    assert comptes["ecartes"] == (regle == "les-deux-reponses") and comptes["contrats"] == 2
    assert sum(a["contrats"] for a in comptes["annees"].values()) + comptes["hors_calcul"] + comptes["ecartes"] == 2
    assert ("Sans objet" in ecart["remede"]) == (
        champ in ("techniques", "modalitesExecution")
    )  # ce qui est conseillé est admis de ce champ
    if regle == "valeur-hors-liste" and champ == SOCIAL:
        assert comptes["annees"]["2025"]["social"]["oui"] == 1


def test_aucune_regle_sans_mauvais_contrat() -> None:
    ecrites = re.findall(
        r'^    nom: "(.+)"', (RACINE / "overrides/assets/js/marches/regles.js").read_text(), re.MULTILINE
    )
    assert {regle for regle, _, _ in MAUVAIS} == set(ecrites)


@pytest.mark.parametrize(
    ("faute", "dite"),
    [
        ({"montant": 0}, "vaut moins d’un euro"), ({"montant": ""}, "Le montant manque"), ({"montant": "x"}, "pas un nombre"),
        ({"montant": 4e9}, "trois milliards"), ({"montant": 999999999}, "répète"), ({"dureeMois": "NC"}, "La durée manque"), ({"dureeMois": 0}, "au moins 1"), ({"dureeMois": 181}, "quinze ans"),
    ],
)  # fmt: skip
def test_la_phrase_dit_sa_seule_cause(faute: dict[str, Any], dite: str) -> None:
    (ecart,) = lire(en_json(marche("J-01") | faute))["corrections"]
    assert dite in ecart["phrase"]
