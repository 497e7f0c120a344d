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


HUIT = [
    marche("F-01", dureeMois=48, dateNotification="2025-01-15", **{SOCIAL: ["Clause sociale"]}, techniques=["Accord-cadre"]),
    marche("F-02", **{ENVIRONNEMENT: ["Critère environnemental"]}, techniques=["Accord-cadre"]),
    marche("F-03", dureeMois=12, dateNotification="2025-03-10", **{ENVIRONNEMENT: [RIEN_DU_TOUT]}),
    marche("F-04", dureeMois=36, dateNotification="2025-04-22", **{SOCIAL: ["Marché réservé", "Critère social"]}),
    marche("F-05", dateNotification="2023-06-30", dureeMois=36),
    marche("F-06", dateNotification="2026-01-01", dureeMois=36, **{ENVIRONNEMENT: []}),
]  # fmt: skip
OUI = {SOCIAL: ["Clause sociale", "Critère social"], ENVIRONNEMENT: ["Clause environnementale"]}
NON = {SOCIAL: ["Sans objet"], ENVIRONNEMENT: ["Sans objet"]}
DECP_INFO = [
    ligne_de_decp_info("C-01", **OUI), ligne_de_decp_info("C-01", titulaire_id="22222222200022", **OUI),
    ligne_de_decp_info("C-02", **NON), ligne_de_decp_info("C-03"),
    ligne_de_decp_info("C-04", donneesActuelles="false", **NON), ligne_de_decp_info("C-04", modification_id="1", **OUI),
    ligne_de_decp_info("C-05", dateNotification="2022-05-01"),
]  # fmt: skip
DU_MINISTERE = {
    "id": "M-01", "acheteur.id": ACHETEUR, "datenotification": "2025-02-01", "dureemois": "12", "codecpv": "90910000-9",
    "considerationssociales": "MQ NC", "considerationsenvironnementales": "INX oui", "dureemoismodification": "24",
    "ccag": "MQ", "montant": "90000",
}  # fmt: skip
NES_EN_2024 = [
    *(SOCIAL, ENVIRONNEMENT, "techniques", "modalitesExecution", "typesPrix", "marcheInnovant", "offresRecues"),
    *("ccag", "attributionAvance", "typeGroupementOperateurs", "sousTraitanceDeclaree"),
]
D_AVANT = marche("A-01", dateNotification="2022-05-01", dureeMois=60, **dict.fromkeys(NES_EN_2024))
MODIFIE = {
    "id": 1, "dureeMois": 30, "dateNotificationModification": "2025-10-01", "datePublicationDonneesModification": "2025-10-02",
}  # fmt: skip
UN, J = {"2025": "1 1/0/0 0/1/0"}, ["J-01 2027-02-03"]
SIX = (6, 1, 0, {"2025": "4 3/1/0 2/2/0", "2026": "1 0/0/1 0/1/0"}, [f"F-06 consideration-non-dite {ENVIRONNEMENT}"], ["F-02 2027-02-03", "F-04 2028-04-22"])  # fmt: skip
CINQ = (5, 1, 0, {"2025": "4 2/1/1 2/1/1"}, [f"C-03 consideration-non-dite {champ}" for champ in (ENVIRONNEMENT, SOCIAL)], [])  # fmt: skip


@pytest.mark.parametrize(
    ("forme", "fichier", "contrats", "hors_calcul", "ecartes", "annees", "fautes", "finissent"),
    [
        ("JSON réglementaire", en_json(*HUIT), *SIX), ("JSON à plat", en_json_plat(*HUIT), *SIX), ("XML réglementaire", en_xml(*HUIT), *SIX),
        ("CSV de decp.info", en_csv(*DECP_INFO), *CINQ), ("CSV de decp.info", en_csv(*DECP_INFO[::-1]), *CINQ),
        ("CSV du ministère", en_csv(DU_MINISTERE, separateur=";"), 1, 0, 0, {"2025": "1 0/0/1 0/0/1"},
         ["M-01 champ-absent ccag", *(f"M-01 consideration-non-dite {champ}" for champ in (ENVIRONNEMENT, SOCIAL))], ["M-01 2027-02-01"]),
        ("JSON de 2019 Forme de 2019, avant le champ", en_json_plat(marche("J-01", **{SOCIAL: None, ENVIRONNEMENT: None})), 1, 1, 0, {}, [], J),
        ("JSON", en_json(marche("J-01"), concessions=(concession("D-01"),)), 2, 0, 0, {"2025": "2 2/0/0 1/1/0"}, [], J),
        ("JSON", en_json(marche("J-01", **{SOCIAL: ["Clause sociale", RIEN_DE_SOCIAL]})), 1, 0, 1, {}, [f"J-01 les-deux-reponses {SOCIAL}"], J),
        ("XML", en_xml(marche("J-01", **{SOCIAL: ["clause  sociale"]})), 1, 0, 0, {"2025": "1 1/0/0 1/0/0"}, [f"J-01 valeur-hors-liste {SOCIAL}"], J),
        ("JSON", en_json(marche("J-01", dateNotification="2025-08-31", modifications=[{"modification": MODIFIE}])), 1, 0, 0, UN, [], ["J-01 2028-02-29"]),
        ("CSV de decp.info Fichier écrit en UTF-16", en_csv(ligne_de_decp_info("C-01", dateNotification="2024-03-01", **OUI), separateur=";").encode("utf-16"),
         1, 0, 0, {"2024": "1 1/0/0 1/0/0"}, [], ["C-01 2028-03-01"]),
        ("CSV de decp.info Fichier écrit en Windows-1252", en_csv(ligne_de_decp_info("C-01", objet="Été\nHiver", **NON), separateur="\t").encode("cp1252"),
         1, 0, 0, {"2025": "1 0/1/0 0/1/0"}, [], []),
        ("XML", en_xml(marche("J-01", dateNotification="2024-12-31"), marche("J-02", dateNotification="2025-01-01")), 2, 0, 0,
         {"2024": "1 1/0/0 0/1/0"} | UN, [], ["J-01 2026-12-31", "J-02 2027-01-01"]),
        ("JSON", en_json(*(marche(f"H-0{n}", dateNotification=jour, dureeMois=42) for n, jour in enumerate(("2024-11-29", "2024-11-30", "2023-05-29")))),
         3, 1, 0, {"2024": "2 2/0/0 0/2/0"}, [], ["H-00 2028-05-29"]),
        ("JSON", en_json(marche("J-01", dureeMois=18, dateNotification="2025-08-31")), 1, 0, 0, UN, [], ["J-01 2027-02-28"]),
        ("XML", en_xml(marche("J-01", codeCPV="45210000-2", **{SOCIAL: ["Clause sociale"]})), 1, 0, 0, {"2025": "1 1/0/0 1/0/0"}, [], []),
        ("JSON", en_json(D_AVANT), 1, 1, 0, {}, [], ["A-01 2027-05-01"]),
        ("JSON", en_json(marche("J-01"), marche("J-01")), 1, 0, 0, UN, ["J-01 double id"] * 2, J),
        ("JSON à plat", en_json_plat(marche("J-01"), marche("J-01", acheteur={"id": "21440000000011"})), 2, 0, 0, {"2025": "2 2/0/0 0/2/0"}, [], J * 2),
        ("JSON", en_json(marche("J-01", dureeMois="NC", montant="cent", **{SOCIAL: ["NC"]})), 1, 0, 0, {"2025": "1 1/0/0 0/0/1"},
         [f"J-01 consideration-non-dite {SOCIAL}", "J-01 duree-impossible dureeMois", "J-01 montant-aberrant montant"], []),
        ("JSON", en_json(marche("J-01", dateNotification="9999-12-31")), 1, 1, 0, {}, ["J-01 date-impossible dateNotification"], []),
        ("JSON", en_json(marche("J-01", modifications=[{"modification": {"id": 1}}])), 1, 0, 0, UN, ["J-01 suite-mal-formee modifications"], J),
    ],
)  # fmt: skip
def test_chaque_fichier_a_ses_reponses(
    forme: str, fichier: str | bytes, contrats: int, hors_calcul: int, ecartes: int, annees: Any, fautes: Any, finissent: Any
) -> None:  # fmt: skip
    """Par année : contrats, puis oui/non/inconnu de l'environnement et du social ; chacun compté une fois, dans son dernier état."""
    lu = lire(fichier)
    resultat = lu["resultat"]
    assert lu["dits"][0].startswith(forme)
    assert [resultat[nom] for nom in ("contrats", "hors_calcul", "ecartes")] == [contrats, hors_calcul, ecartes]
    assert {
        an: f"{n['contrats']} {bref(n['environnement'])} {bref(n['social'])}" for an, n in resultat["annees"].items()
    } == annees
    assert sorted(f"{e['uid'][14:]} {e['regle']} {e['champ']}" for e in resultat["a_corriger"]) == fautes
    assert [f"{e['uid'][14:]} {e['fin']}" for e in resultat["a_renouveler"]] == finissent


def bref(reponses: dict[str, int]) -> str:
    return "/".join(str(reponses[nom]) for nom in ("oui", "non", "inconnu"))


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
    for codage in ("utf-16", "utf-16-le", "utf-16-be"):  # avec sa marque, puis sans
        assert "UTF-16" in lire(en_json(marche("J-01")).encode(codage))["dits"][0]
    lu = lire(en_csv(ligne_de_decp_info("C-01", objet="Été")).encode("cp1252"))
    assert "Windows-1252" in lu["dits"][0] and lu["resultat"]["contrats"] == 1
    tableau = "id;id;acheteur_id;dateNotification;objet\nT-01;X;2131;2025-01-01;Achat\nT-02;X;2131\n"
    for mot in ("en double : « id »", f"absente : « {SOCIAL} »", "autant de cases que la première : 1"):
        assert mot in lire(tableau)["dits"][0]
    assert "consideration-non-dite" not in {e["regle"] for e in lire(tableau)["corrections"]}
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
