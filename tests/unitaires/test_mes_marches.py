"""« Mes marchés » : chaque forme lue, chaque faute dite, chaque contrat compté une fois, et ce qui revient."""

import json
from base64 import b64encode
from typing import Any

import pytest

from tests.fabrique.marches import (
    ACHETEUR,
    ENVIRONNEMENT,
    RIEN_DE_SOCIAL,
    RIEN_DU_TOUT,
    SOCIAL,
    concession,
    en_csv,
    en_json,
    en_json_plat,
    en_xml,
    ligne_de_decp_info,
    marche,
)
from tests.unitaires.conftest import executer

JOUR = "2026-11-29"
FAUX = {"montant": 0}
LIRE = """
    const lectures = [], dits = [];
    for (const [rang, { texte, taille }] of donnees.fichiers.entries()) {
      const octets = Uint8Array.from(atob(texte), (signe) => signe.charCodeAt(0));
      try {
        const lu = await marches.lireFichier({ name: "f", size: taille ?? octets.length, arrayBuffer: async () => octets.buffer });
        lectures.push(...lu.contrats.map((contrat) => ({ ...contrat, fichier: `f${rang}` })));
        dits.push([lu.forme, ...lu.dits].join(" "));
      } catch (erreur) { dits.push(erreur.constructor.name === "ADire" ? erreur.message : erreur.stack); }
    }
    const { resultat, corrections, regarder, parts } = marches.dresser(lectures, donnees.jour, (code) => code, donnees.suivis);
    return { resultat, corrections, dits, regarder, montants: Object.fromEntries(parts.montant) };
"""


def lire(*fichiers: str | bytes, taille: int | None = None, jour: str = JOUR, **plus: Any) -> dict[str, Any]:
    """Rend ce que la page tire de ces fichiers : `resultat`, `corrections`, et ce qui est dit de chacun."""
    lus = [{"texte": b64encode(o if isinstance(o, bytes) else o.encode()).decode(), "taille": taille} for o in fichiers]
    return executer(LIRE, fichiers=lus, jour=jour, **plus)


def an(contrats: int, environnement: tuple[int, int, int], social: tuple[int, int, int]) -> dict[str, Any]:
    noms = ("oui", "non", "inconnu")
    return {
        "contrats": contrats,
        "environnement": dict(zip(noms, environnement, strict=True)),
        "social": dict(zip(noms, social, strict=True)),
    }


HUIT = [
    marche("F-01", dureeMois=48, dateNotification="2025-01-15", **{SOCIAL: ["Clause sociale"]}, techniques=["Accord-cadre"]),
    marche("F-02", **{ENVIRONNEMENT: ["Critère environnemental"]}, techniques=["Accord-cadre"]),
    marche("F-03", dureeMois=12, dateNotification="2025-03-10", **{ENVIRONNEMENT: [RIEN_DU_TOUT]}),
    marche("F-04", dureeMois=36, dateNotification="2025-04-22", **{SOCIAL: ["Marché réservé", "Critère social"]}),
    marche("F-05", dateNotification="2023-06-30", dureeMois=36),
    marche("F-06", dateNotification="2026-01-01", dureeMois=36, **{ENVIRONNEMENT: []}),
]  # fmt: skip
LES_HUIT = {"2025": an(4, (3, 1, 0), (2, 2, 0)), "2026": an(1, (0, 0, 1), (0, 1, 0))}


@pytest.mark.parametrize("ecrire", [en_json, en_json_plat, en_xml], ids=["JSON", "à plat", "XML"])
def test_trois_formes_disent_la_meme_chose(ecrire: Any) -> None:
    """Fins par mois, la passée tue, l'horizon de dix-huit mois ; avant 2024, hors calcul ; vide, inconnu."""
    lu = lire(ecrire(*HUIT))["resultat"]
    assert (lu["contrats"], lu["annees"], lu["hors_calcul"], lu["ecartes"]) == (6, LES_HUIT, 1, 0)
    assert lu["a_renouveler"] == [
        {"uid": f"{ACHETEUR}F-02", "fin": "2027-02-03"},
        {"uid": f"{ACHETEUR}F-04", "fin": "2028-04-22"},
    ]
    assert [(e["uid"][-4:], e["regle"], e["champ"]) for e in lu["a_corriger"]] == [
        ("F-06", "consideration-non-dite", ENVIRONNEMENT)
    ]


def test_le_tableau_de_decp_info_compte_un_contrat_par_numero() -> None:
    """Deux titulaires, deux états : un contrat, le dernier ; « Sans objet » est un non déclaré."""
    oui = {SOCIAL: ["Clause sociale", "Critère social"], ENVIRONNEMENT: ["Clause environnementale"]}
    lignes = [
        ligne_de_decp_info("C-01", **oui),
        ligne_de_decp_info("C-01", titulaire_id="22222222200022", **oui),
        ligne_de_decp_info("C-02", **{SOCIAL: ["Sans objet"], ENVIRONNEMENT: ["Sans objet"]}),
        ligne_de_decp_info("C-03"),
        ligne_de_decp_info("C-04", donneesActuelles="false", **{ENVIRONNEMENT: ["Sans objet"]}),
        ligne_de_decp_info("C-04", modification_id="1", **oui),
        ligne_de_decp_info("C-05", dateNotification="2022-05-01"),
    ]
    for ordre in (lignes, lignes[::-1]):
        lu = lire(en_csv(*ordre))
        assert lu["dits"] == ["CSV de decp.info"]
        assert (lu["resultat"]["contrats"], lu["resultat"]["hors_calcul"]) == (5, 1)
        assert lu["resultat"]["annees"] == {"2025": an(4, (2, 1, 1), (2, 1, 1))}
        assert {e["uid"][-4:] for e in lu["corrections"]} == {"C-03"}


def test_le_tableau_du_ministere_et_ses_marques() -> None:
    """Colonnes en minuscules, points-virgules ; MQ et INX ne disent ni oui ni non, et la dernière durée l'emporte."""
    ligne = {
        "id": "M-01", "acheteur.id": ACHETEUR, "datenotification": "2025-02-01", "dureemois": "12", "codecpv": "90910000-9",
        "considerationssociales": "MQ NC", "considerationsenvironnementales": "INX oui", "dureemoismodification": "24",
        "ccag": "MQ", "montant": "90000",
    }  # fmt: skip
    lu = lire(en_csv(ligne, separateur=";"))
    assert lu["dits"] == ["CSV du ministère"]
    assert lu["resultat"]["annees"] == {"2025": an(1, (0, 0, 1), (0, 0, 1))}
    assert lu["resultat"]["a_renouveler"] == [{"uid": f"{ACHETEUR}M-01", "fin": "2027-02-01"}]
    assert {(e["regle"], e["champ"]) for e in lu["corrections"]} == {
        ("consideration-non-dite", SOCIAL), ("consideration-non-dite", ENVIRONNEMENT), ("champ-absent", "ccag")
    }  # fmt: skip


def test_la_forme_de_2019_ne_se_compte_pas() -> None:
    lu = lire(en_json_plat(marche("V-01", **{SOCIAL: None, ENVIRONNEMENT: None})))
    assert lu["dits"][0].startswith("JSON de 2019 Forme de 2019, avant le champ")
    assert (lu["resultat"]["hors_calcul"], lu["resultat"]["annees"], lu["corrections"]) == (1, {}, [])


@pytest.mark.parametrize(
    "fichier",
    [
        en_json(marche("J-01"), concessions=(concession("D-01"),)),
        en_xml(marche("J-01")).replace("Achat J-01", "<![CDATA[Nettoyage & vitrerie]]>"),
        en_json(marche("J-01", objet="Insertion d'annonces légales"), marche("J-02", objet="Groupement solidaire")),
        en_json(marche("J-01", objet="Analyses de biologie médicale", **{ENVIRONNEMENT: [RIEN_DU_TOUT]})),
    ],
)
def test_un_fichier_sans_faute_n_a_rien_a_corriger(fichier: str) -> None:
    assert lire(fichier)["corrections"] == []


def test_aucun_contrat_mal_range_n_arrete_les_autres() -> None:
    """Chaque champ, de chaque type : compté quand même ; rangé au-delà de toute lecture, dit, avec sa ligne."""
    types = [12, 1.5, True, {"a": {"b": 1}}, [[], {}], "x", "250000,50"]
    noms = [*marche("J"), "uid", "modifications", "donneesActuelles", "acheteurNom"]
    tous = [marche(f"{nom}-{n}", **{nom: une}) for nom in noms for n, une in enumerate(types)]
    profond = en_json(marche("J-01", titulaires="ICI"), *tous).replace('"ICI"', "[" * 20_000 + "]" * 20_000)
    lu = lire(profond, en_xml(marche("J-02", titulaires=[{"titulaire": {"id": {"a": "1"}}}])))
    assert (lu["corrections"][0]["regle"], lu["corrections"][0]["ligne"]) == ("illisible", 4)
    assert lu["resultat"]["contrats"] == len(tous) + 1
    assert lu["montants"]["De 90 000 € à 1 million"]["contrats"] == 1


@pytest.mark.parametrize("ecrire", [en_json, en_json_plat, en_xml], ids=["JSON", "à plat", "XML"])
def test_sans_numero_chaque_contrat_se_compte(ecrire: Any) -> None:
    lu = lire(ecrire(*[marche("", objet=f"Achat {n}") for n in range(30)]))
    assert lu["resultat"]["contrats"] == len({e["uid"] for e in lu["corrections"]}) == 30
    assert {e["regle"] for e in lu["corrections"]} == {"id-mal-forme"}


@pytest.mark.parametrize(
    ("fichier", "lignes"),
    [
        (en_json(marche("2/1", **FAUX), marche("2/1", **FAUX, objet="Autre")).replace("2/1", "2\\/1"), [4, 62, 62]),
        (en_json(marche("É", **FAUX), concessions=(concession("D", valeurGlobale=0),)), [4, 4, 64]),
        (json.dumps([marche("J", **FAUX), marche("K", **FAUX)], indent=0), [2, 50]),
        (en_json_plat(marche("J", **FAUX)), [0]),
        (en_csv(ligne_de_decp_info("A", objet="un\ndeux\ntrois", **FAUX), ligne_de_decp_info("B", **FAUX)), [2, 5]),
        (en_csv(ligne_de_decp_info("A", **FAUX)).replace("\r\n", "\r\n\r\n"), [3]),
    ],
)  # fmt: skip
def test_chaque_faute_a_sa_ligne(fichier: str, lignes: list[int]) -> None:
    """Un signe échappé, deux fois un numéro, une case sur trois lignes, une ligne vide n'y changent rien."""
    fautes = [e for e in lire(fichier)["corrections"] if "considerations" not in e["champ"]]
    assert [e["ligne"] for e in fautes] == lignes


@pytest.mark.parametrize(
    ("regle", "champ", "faute"),
    [
        ("les-deux-reponses", SOCIAL, {SOCIAL: [RIEN_DE_SOCIAL, "Clause sociale"]}),
        ("consideration-non-dite", SOCIAL, {SOCIAL: ["NC"]}), ("consideration-non-dite", ENVIRONNEMENT, {ENVIRONNEMENT: None}),
        ("consideration-a-verifier", ENVIRONNEMENT, {"objet": "Isolation de l’école", ENVIRONNEMENT: [RIEN_DU_TOUT]}),
        ("consideration-a-verifier", ENVIRONNEMENT, {"objet": "Papier écolabellisé", ENVIRONNEMENT: [RIEN_DU_TOUT]}),
        ("consideration-a-verifier", SOCIAL, {"objet": "Insertion par l’activité"}),
        ("id-mal-forme", "id", {"id": "2025_F12345_33 962_01"}), ("id-mal-forme", "id", {"id": "NC"}), ("id-mal-forme", "id", {"id": "É1"}),
        ("acheteur-mal-forme", "acheteur", {"acheteur": {"id": "213100000"}}), ("titulaire-mal-forme", "titulaires", {"titulaires": []}),
        ("titulaire-mal-forme", "titulaires", {"titulaires": [{"titulaire": {"id": "1", "typeIdentifiant": "SIREN"}}]}),
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
    ],
)  # fmt: skip
def test_chaque_regle_a_son_mauvais_contrat(regle: str, champ: str, faute: dict[str, Any]) -> None:
    """Une phrase, un remède, le contrat et sa ligne ; rien d'autre ne rougit, et la faute de casse compte quand même."""
    lu = lire(en_json(marche("J-01"), marche("K-01") | faute))
    (ecart,) = lu["corrections"]
    assert (ecart["regle"], ecart["champ"]) == (regle, champ)
    assert ecart["phrase"].endswith(".") and ecart["remede"].endswith(".") and ecart["ligne"] > 60
    comptes = lu["resultat"]
    assert comptes["ecartes"] == (regle == "les-deux-reponses") and comptes["contrats"] == 2
    assert sum(a["contrats"] for a in comptes["annees"].values()) + comptes["hors_calcul"] + comptes["ecartes"] == 2
    assert ("Sans objet" in ecart["remede"]) == (champ == "techniques")  # ce qui est conseillé est admis de ce champ
    if regle == "valeur-hors-liste" and champ == SOCIAL:
        assert comptes["annees"]["2025"]["social"]["oui"] == 1


def test_un_numero_pour_deux_contrats_se_dit() -> None:
    """Le même contrat dans deux fichiers n'en est qu'un ; un numéro deux fois dans un fichier se dit, à ses deux lignes."""
    assert lire(en_json(marche("J-01")), en_json(marche("J-01")))["corrections"] == []
    for autre in ({}, {"objet": "Autre chose"}):
        ecarts = lire(en_json(marche("J-01"), marche("J-01", **autre)))["corrections"]
        assert [(e["regle"], e["ligne"]) for e in ecarts] == [("double", 4), ("double", 62)]


@pytest.mark.parametrize(
    ("champs", "sorte"),
    [
        ({"techniques": ["Accord-cadre"], "codeCPV": "34100000-8"}, "revient"),
        ({"modalitesExecution": ["Bons de commande"], "codeCPV": "45000000-7"}, "revient"),
        ({"codeCPV": "50000000-5"}, "revient"), ({"codeCPV": "50000000-5", "dureeMois": 11, "dateNotification": "2026-06-01"}, ""),
        ({"codeCPV": "34100000-8"}, ""), ({"codeCPV": "45000000-7"}, ""), ({"codeCPV": "71240000-2"}, ""),
        ({"codeCPV": "34100000-8", "objet": "Location de bennes"}, "regarder"), ({"codeCPV": "NC"}, ""),
    ],
)  # fmt: skip
def test_ce_qui_revient_et_ce_qui_s_acheve(champs: dict[str, Any], sorte: str) -> None:
    """Un accord-cadre, un service d'un an ; ni un achat, ni un chantier, ni un projet."""
    lu = lire(en_json(marche("J-01", **champs)))
    assert (bool(lu["resultat"]["a_renouveler"]), bool(lu["regarder"])) == (sorte == "revient", sorte == "regarder")


def test_la_derniere_duree_publiee_l_emporte() -> None:
    """Dans quelque ordre que viennent les fichiers."""
    prolonge = [{"modification": {"id": 1, "dureeMois": 30}}, {"modification": {"id": 2, "montant": 70000}}]
    signe = marche("J-01", dateNotification="2025-08-31", dureeMois=12)
    avant, apres = en_json(signe), en_json(signe | {"modifications": prolonge})
    for fichiers in ([apres], [avant, apres], [apres, avant]):
        assert lire(*fichiers)["resultat"]["a_renouveler"] == [{"uid": f"{ACHETEUR}J-01", "fin": "2028-02-29"}]


@pytest.mark.parametrize(
    ("fichier", "phrase"),
    [
        ("", "est vide"), ('{"marches":{"marche":[]}}', "ne porte pas de « marches »"), (en_json(marche("J"))[:400], "coupé ou abîmé"),
        (en_xml(marche("J"))[:400], "coupé ou abîmé, vers la ligne 3"), ("<!doctype html><p>404</p>", "page Web"),
        (b"PK\x03\x04\x00", "archive ou un document de bureautique"), (b"%PDF-1.7", "PDF ou un fichier compressé"),
        ('<!DOCTYPE m [<!ENTITY a "b">]><marches/>', "déclare ses propres entités"), ('{"releases":[{"ocid":"x"}]}', "pas un fichier français"),
        ("<OCDS><a/></OCDS>", "ne porte pas de « marche »"), ("ocid,buyer\n1,2\n", "Ni JSON, ni XML"), ("bonjour", "Ni JSON, ni XML"),
        ("id,objet,montant,nature,ccag\n1,2,3,4,5\n", "les colonnes « acheteur », « dateNotification »"),
        ("null", "Ni JSON, ni XML"), ('{"marches":null}', "ne porte pas de « marches »"), ("<marches><marche>" + "<a>" * 99, "coupé ou abîmé"),
    ],
)  # fmt: skip
def test_un_mauvais_fichier_a_sa_phrase(fichier: str | bytes, phrase: str) -> None:
    """Et le bon, déposé avec lui, est lu."""
    lu = lire(fichier, en_json(marche("J-01")))
    assert phrase in lu["dits"][0] and "\n" not in lu["dits"][0]
    assert lu["resultat"]["contrats"] == 1


def test_ce_qui_se_lit_quand_meme_se_dit() -> None:
    """Un autre codage, une colonne en double ou absente, une ligne courte : lus, et dits."""
    assert "UTF-16" in lire(("\ufeff" + en_json(marche("J-01"))).encode("utf-16-le"))["dits"][0]
    lu = lire(en_csv(ligne_de_decp_info("C-01", objet="Été")).encode("cp1252"))
    assert "Windows-1252" in lu["dits"][0] and lu["resultat"]["contrats"] == 1
    tableau = "id;id;acheteur_id;dateNotification;objet\nT-01;X;2131;2025-01-01;Achat\nT-02;X;2131\n"
    for mot in ("en double : « id »", f"absente : « {SOCIAL} »", "autant de cases que la première : 1"):
        assert mot in lire(tableau)["dits"][0]
    assert "pèse 300 Mo" in lire(en_json(marche("J-01")), taille=300 * 1024 * 1024)["dits"][0]


def test_la_famille_d_un_code_cpv() -> None:
    """Le code, sinon celui qui commence de même, à trois chiffres au moins ; disputé, aucun."""
    familles = {"codes": {"90911200": "nettoyage", "90511000": "dechets", "90512000": "dechets", "15800000": "denrees"}}
    code = "return donnees.codes.map((code) => marches.familleDuCpv(donnees.familles, code))"
    codes = ["90911200-8", "90910000-9", "90500000-2", "90000000-7", "15810000-9", "9091", "NC", None]
    attendues = ["nettoyage", "nettoyage", "dechets", "", "denrees", "", "", ""]
    assert executer(code, familles=familles, codes=codes) == attendues


def test_la_consultation_suivante_a_sa_date_et_son_calendrier() -> None:
    """Six mois avant la fin, ou aujourd'hui ; trois dates, aucune passée."""
    code = """const contrats = [{ id: "1", objet: "Repas, midi", fin: "2027-08-31" }, { id: "2", objet: "", fin: "2027-01-31" }];
        return [contrats.map((c) => marches.lancementDe(c, donnees.jour)),
            marches.calendrierDe(contrats, donnees.jour, "20261129T120000Z"),
            marches.achatDe({ fin: "2027-08-31", marche: "services", accordCadre: true, montant: 60000, duree: 24 },
                { acheteur: "etat", famille: "nettoyage", jour: donnees.jour, faits: {} })]"""
    lancements, ics, achat = executer(code, jour=JOUR)
    assert lancements == ["2027-02-28", JOUR]
    assert "SUMMARY:Publier : Repas\\, midi" in ics and "DTSTART;VALUE=DATE:20270228" in ics
    assert ics.count("BEGIN:VEVENT") == 6 and ics.count("DTSTART;VALUE=DATE:20261129") == 4
    assert achat == {
        "acheteur": "etat", "famille": "nettoyage", "marche": "services", "contrat": "accord-cadre",
        "montant": "60000", "duree": "24", "lancement": "2027-02-28",
    }  # fmt: skip
