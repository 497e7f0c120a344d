"""Des données essentielles inventées, dans chacune des formes qui se publient."""

import csv
import json
from io import StringIO
from typing import Any

ACHETEUR = "21310000000017"
SOCIAL, ENVIRONNEMENT = "considerationsSociales", "considerationsEnvironnementales"
RIEN_DE_SOCIAL, RIEN_DU_TOUT = "Pas de considération sociale", "Pas de considération environnementale"
LISTES = {
    "techniques": "technique", "modalitesExecution": "modaliteExecution", "typesPrix": "typePrix",
    SOCIAL: "considerationSociale", ENVIRONNEMENT: "considerationEnvironnementale",
}  # fmt: skip


def marche(numero: str, **champs: Any) -> dict[str, Any]:
    """Rend un marché sans faute au schéma 2.0.4, ses listes à plat ; `champs` le change, `None` ôte."""
    juste = {
        "id": numero, "acheteur": {"id": ACHETEUR}, "nature": "Marché", "objet": f"Achat {numero}", "codeCPV": "90910000-9",
        "techniques": ["Sans objet"], "modalitesExecution": ["Sans objet"], "marcheInnovant": False, "offresRecues": 3,
        "ccag": "Fournitures courantes et services", "attributionAvance": False, "procedure": "Procédure adaptée",
        "typeGroupementOperateurs": "Pas de groupement", "lieuExecution": {"code": "31555", "typeCode": "Code commune"},
        "dureeMois": 24, "dateNotification": "2025-02-03", "datePublicationDonnees": "2025-03-01", "montant": 60000,
        "typesPrix": ["Définitif ferme"], "formePrix": "Forfaitaire", "sousTraitanceDeclaree": False,
        "titulaires": [{"titulaire": {"id": "55204599900869", "typeIdentifiant": "SIRET"}}],
        SOCIAL: [RIEN_DE_SOCIAL], ENVIRONNEMENT: ["Clause environnementale"],
    }  # fmt: skip
    return {nom: valeur for nom, valeur in (juste | champs).items() if valeur is not None}


def concession(numero: str, **champs: Any) -> dict[str, Any]:
    """Rend une concession sans faute."""
    juste = {
        "id": numero, "autoriteConcedante": {"id": ACHETEUR}, "nature": "Délégation de service public",
        "objet": "Cantine déléguée", "procedure": "Procédure négociée ouverte", "dureeMois": 240,
        "dateSignature": "2025-05-02", "datePublicationDonnees": "2025-06-01", "dateDebutExecution": "2025-07-01",
        "valeurGlobale": 900000, "montantSubventionPublique": 0,
        "concessionnaires": [{"concessionnaire": {"id": "55204599900869", "typeIdentifiant": "SIRET"}}],
        SOCIAL: ["Concession réservée"], ENVIRONNEMENT: ["Critère environnemental"],
    }  # fmt: skip
    return juste | champs


def _imbrique(contrat: dict[str, Any]) -> dict[str, Any]:
    return {n: {LISTES[n]: v} if n in LISTES and isinstance(v, list) else v for n, v in contrat.items()}


def en_json(*marches: dict[str, Any], concessions: tuple[dict[str, Any], ...] = ()) -> str:
    """Rend le JSON réglementaire, un champ par ligne."""
    siens = {"marche": [*map(_imbrique, marches)], "contrat-concession": [*map(_imbrique, concessions)]}
    return json.dumps({"marches": siens}, ensure_ascii=False, indent=1)


def en_json_plat(*marches: dict[str, Any]) -> str:
    """Rend la forme à plat de 2024, ou de 2019 si les considérations en sont ôtées."""
    return json.dumps({"marches": [*marches]}, ensure_ascii=False)


def en_xml(*marches: dict[str, Any]) -> str:
    """Rend le XML réglementaire."""

    def ecrire(nom: str, valeur: Any) -> str:
        if isinstance(valeur, list):
            return f"<{nom}>{''.join(ecrire(LISTES[nom], v) if nom in LISTES else dedans(v) for v in valeur)}</{nom}>"
        if isinstance(valeur, dict):
            return f"<{nom}>{dedans(valeur)}</{nom}>"
        dit = {True: "oui", False: "non"}[valeur] if isinstance(valeur, bool) else str(valeur)
        return f"<{nom}>{dit.replace('&', '&amp;')}</{nom}>"

    def dedans(valeurs: dict[str, Any]) -> str:
        return "".join(ecrire(nom, valeur) for nom, valeur in valeurs.items())

    corps = "\n".join(f"<marche>{dedans(m)}</marche>" for m in marches)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<marches>\n{corps}\n</marches>"


def en_csv(*lignes: dict[str, Any], separateur: str = ",") -> str:
    """Rend un tableau ; une liste y est jointe, comme decp.info et le ministère la joignent."""
    flux = StringIO()
    ecrit = csv.DictWriter(flux, [*dict.fromkeys(nom for ligne in lignes for nom in ligne)], delimiter=separateur)
    ecrit.writeheader()
    ecrit.writerows({n: ", ".join(v) if isinstance(v, list) else v for n, v in ligne.items()} for ligne in lignes)
    return flux.getvalue()


def ligne_de_decp_info(numero: str, **champs: Any) -> dict[str, Any]:
    """Rend une ligne de decp.info : une par titulaire et par état, « Sans objet » au lieu de « Pas de considération »."""
    juste = {
        "uid": f"{ACHETEUR}{numero}", "id": numero, "acheteur_id": ACHETEUR, "acheteur_nom": "COMMUNE", "objet": f"Achat {numero}",
        "montant": "60000.0", "codeCPV": "90910000", "techniques": "", "dureeMois": "48", "dateNotification": "2025-01-15",
        "datePublicationDonnees": "2025-01-15", SOCIAL: [], ENVIRONNEMENT: [], "titulaire_id": "11111111100011",
        "titulaire_typeIdentifiant": "SIRET", "modification_id": "0", "donneesActuelles": "true",
    }  # fmt: skip
    return juste | champs
