"""Les dossiers conseillés."""

from tests.petit.fiches import DOSSIER as VALIDE

from .commun import Cas, dans

DOSSIER = "data/dossiers/repas-d-essai.yml"
conseil = dans(DOSSIER, VALIDE)
AUTRE = VALIDE.replace("clause: critere-court", "clause: temoin").replace("    valeurs: {poids: 20}\n", "")
POIDS = "    valeurs: {poids: 20}\n"

LOT = """  - code: {0}
    nom: Lot {0}
    famille: batiment
    part: 50
    criteres: [{{nom: Prix, poids: 80}}]
"""
OPERATION = VALIDE.replace("marche: services", "marche: travaux").replace(
    "criteres:\n  - {nom: Prix, poids: 60}\n  - {nom: Qualité, poids: 20}\n", f"lots:\n{LOT.format(1)}{LOT.format(2)}"
)
operation = dans(DOSSIER, OPERATION)
SIEN = "    clauses: [{clause: critere-court, pourquoi: Elle note ce lot.}]\n"

CAS = (
    conseil("dossier a 99", "poids: 60", "poids: 59", "13:1: poids-du-dossier: les critères font 99 %", "Donnez 1 point de plus : ceux des clauses font 20 %"),
    conseil("cadre a 90 points", "Qualité, poids: 20}", "Qualité, poids: 20, cadre: [{question: Quelles heures ?, points: 50, piece: Le planning.}, {question: Quelle méthode ?, points: 40, piece: La note de méthode.}]}", "points-du-cadre: les questions de « Qualité » font 90 points", "Partagez 100 points"),
    conseil("nombre demande sans bareme", "Qualité, poids: 20}", "Qualité, poids: 20, cadre: [{question: Combien d'heures ?, points: 100, piece: Le planning.}]}", "nombre-sans-bareme: « Combien d'heures ? » demande un nombre", "Écrivez bareme"),
    conseil("dossier a 120", "poids: 20}", "poids: 40}", "13:1: poids-du-dossier: les critères font 120 %", "20 points de moins"),
    conseil("clause inconnue du dossier", "clause: critere-court", "clause: critere-cour", "10:5: renvoi-absent: ", "critere-court"),
    conseil("texte qu'un dossier n'a pas", POIDS, "    sans: [penalites]\n" + POIDS, "texte-hors-niveau: « critere-court » n'a pas de texte « penalites » au niveau « base »", "« penalite » ?"),
    conseil("niveau qu'un dossier n'a pas", POIDS, "    niveau: exemplaire\n" + POIDS, "10:5: niveau-absent: « critere-court » n'a pas de niveau « exemplaire »", "lettre, base"),
    conseil("lettre en procedure adaptee", POIDS, "    niveau: lettre\n" + POIDS, "10:5: niveau-d-une-autre-forme: un dossier de forme « adaptee » ne prend pas le niveau « lettre »", "La lettre va avec la forme lettre"),
    conseil("variable qu'un dossier n'a pas", "{poids: 20}", "{poids: 20, poid: 3}", "variable-absente: « critere-court » n'a pas de variable « poid »", "« poids » ?"),
    conseil("clause deux fois au dossier", "clauses:\n", "clauses:\n  - {clause: critere-court, pourquoi: Elle note ce dossier.}\n", "11:5: valeur-en-double: « critere-court » est écrit deux fois", "Gardez-en un seul"),
    operation("clause deux fois au lot", "    criteres: [{nom: Prix, poids: 80}]\n", SIEN.replace("}]", "}, {clause: critere-court, pourquoi: Encore la même clause.}]") + "    criteres: [{nom: Prix, poids: 70}]\n", "valeur-en-double: « critere-court » est écrit deux fois", "Gardez-en un seul"),
    conseil("fait qu'un dossier n'a pas", "urgence:", "urgences:", "fait-inconnu: « urgences » n'est pas un fait", "« urgence » ?"),
    conseil("reponse qu'un fait n'a pas", "urgence: \"non\"", "urgence: peut-etre", "18:3: reponse-inconnue: « peut-etre » n'est pas une réponse à « urgence »", "oui, non"),
    conseil("nombre en toutes lettres", "urgence: \"non\"", "couverts: deux cents", "18:3: hors-bornes: « deux cents » n'est pas une réponse possible à « couverts »", "Ce fait est un nombre de"),
    conseil("fait qui se deduit", "urgence:", "petit-achat:", "fait-inconnu: « petit-achat » n'est pas un fait", "urgence"),
    conseil("ccag d'un dossier", "ccag: FCS", "ccag: FSC", "ccag-absent: « FSC » n'est pas un CCAG", "aucun"),
    conseil("famille qui n'existe plus", "famille: restauration", "famille: restaurations", "3:1: valeur-inconnue: ", "restauration"),
    Cas("clause d'un autre marche", DOSSIER, None, AUTRE.replace("marche: services", "marche: travaux"), "10:5: clause-d-un-autre-marche: « temoin » ne sert pas un marché de travaux", "Elle sert"),
    conseil("montants a l'envers", "[65000, 90000, 140000]", "[90000, 65000, 140000]", "7:1: montants-sans-ordre: ", "65000, 90000, 140000"),
    conseil("deux fois le meme montant", "[65000, 90000, 140000]", "[65000, 65000, 140000]", "7:1: montants-sans-ordre: ", "trois montants différents"),
    conseil("deux montants", "[65000, 90000, 140000]", "[65000, 90000]", "7:1: ", ""),
    operation("lot sans critere", "    criteres: [{nom: Prix, poids: 80}]\n", "", "14:5: poids-du-dossier: les critères font 20 %", "80 points de plus"),
    Cas("lot sans aucun critere", DOSSIER, None, OPERATION.replace("valeurs: {poids: 20}", "sans: [critere]").replace("    criteres: [{nom: Prix, poids: 80}]\n", "", 1).replace("poids: 80", "poids: 100"), "14:5: lot-sans-critere: ce lot n'a aucun critère", "chaque lot se classe à part"),
    operation("deux lots d'un numero", "code: 2", "code: 1", "19:5: lot-en-double: deux lots portent le numéro 1", "Donnez à chacun le sien"),
    operation("famille d'un lot", "famille: batiment", "famille: batimen", "16:5: valeur-inconnue: ", "batiment"),
    operation("parts d'une operation", "part: 50", "part: 60", "13:1: parts-des-lots: les parts des lots font 110 %", "100 % en tout"),
    operation("un seul lot", LOT.format(2), "", "13:1: pas-une-operation: ", "deux lots au moins"),
    operation("lots hors travaux", "marche: travaux", "marche: services", "13:1: pas-une-operation: ", "pour des travaux"),
    operation("clause commune reprise dans un lot", "    criteres: [{nom: Prix, poids: 80}]\n", SIEN + "    criteres: [{nom: Prix, poids: 70}]\n", "18:16: clause-reprise-autrement: « critere-court » est déjà prise", "pour toute l'opération"),
)  # fmt: skip
