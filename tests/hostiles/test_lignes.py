"""Dans un texte long, une anomalie est à la ligne des mots qu'elle cite, non à celle du champ."""

from pathlib import Path

import pytest

from tests.fabrique.lecture import anomalies_de

from .cas.commun import CLAUSE

LIGNE = "      Le titulaire réalise au moins {{taux}} des livraisons dans ces conditions.\n"
BAVARD = "      Une première ligne, sans reproche.\n\n      - un point ;\n      - un autre, {mots}.\n\n      Une fin.\n"
CITES = {
    "html": ("<b>gras</b>", "html-brut: « <b>gras"),
    "jinja": ("{% for x in y %}", "gabarit-interdit: « {% for x in y %} »"),
    "lien": ("voir [ce lien](http://exemple.fr/)", "lien-refuse: « http://exemple.fr/ »"),
    "lien interne": ("voir [ce lien](/clauses/absente/)", "lien-interne: « /clauses/absente/ »"),
    "variable inconnue": ("puis {{tau}}", "variable-inconnue: « {{tau}} »"),
    "nom de variable": ("puis {{Délai}}", "nom-de-variable: « {{Délai}} »"),
    "accolades": ("puis {taux}", "accolades-simples: « {taux} »"),
    "unité": ("puis {{taux}} %", "unite-en-double: « % »"),
    "renvoi": ("puis {{renvoi:absent}}", "texte-absent: « absent »"),
    "label": ("certifié FSC", "signe-sans-equivalent (alerte): « certifié FSC »"),
    "lieu": ("des produits locaux", "preference-locale (alerte): « produits locaux »"),
    "loi": ("en application de la loi n° 2020-105", "loi-sans-article (alerte): « loi n° 2020-105 »"),
    "personne": ("demandez à Mme Dupont", "personne-nommee: « Mme Dupont »"),
    "portable": ("appelez le 06 12 34 56 78", "telephone-portable: « 06 12 34 56 78 »"),
    "courriel": ("écrivez à marie.dupont@exemple.test", "courriel-personnel: « marie.dupont@exemple.test »"),
    "seuil": ("dès 40 000 € HT", "seuil-recopie (alerte): « 40 000 € HT »"),
    "seuil inconnu": ('dès {{ seuil("decps") }}', "seuil-inconnu: le seuil « decps »"),
}


@pytest.mark.parametrize("nom", CITES)
@pytest.mark.parametrize("ouvre", ["|", ">-"])
def test_la_ligne_est_celle_des_mots(projet: Path, nom: str, ouvre: str) -> None:
    mots, attendu = CITES[nom]
    fiche = projet / CLAUSE
    texte = fiche.read_text("utf-8").replace("texte: |", f"texte: {ouvre}", 1)
    fiche.write_text(texte.replace(LIGNE, LIGNE + BAVARD.format(mots=mots), 1), "utf-8")
    [anomalie] = anomalies_de(projet)
    colonne = int(anomalie.split(":")[2])
    assert anomalie.startswith(f"{CLAUSE}:28:{colonne}: {attendu}")
    la, cite = fiche.read_text("utf-8").split("\n")[27][colonne - 1 :], attendu.split("« ")[1].removesuffix(" »")
    assert la.startswith(cite) or (la.startswith("{{") and cite in la)
