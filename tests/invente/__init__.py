"""Un réseau inventé, complet et constructible : ce dont vivent les essais du code, du site et du navigateur.

Ses fiches singulières sont des fichiers, à côté ; ses clauses et sa veille, des séries écrites ici. Rien n'y vient des fiches
du dépôt : qui change un taux, ou publie un autre réseau, ne les touche pas. Le jour y est toujours le même.
"""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.fabrique.reperes import reglage_d_un_reseau

ICI = Path(__file__).parent
JOUR = date(2026, 11, 26)
"""Le jour où le réseau inventé se construit."""
SOURCES = [{"titre": "Légifrance", "url": "https://www.legifrance.gouv.fr/"}]

INSERTION = {
    "heures": "Au moins {{taux}} des heures du marché.",
    "publics": ["Personnes sans emploi depuis plus d’un an."],
    "controle": "Le facilitateur compare chaque trimestre les contrats et les heures.",
    "consequence": "Mise en demeure, puis pénalité par heure non réalisée.",
}
TAUX = {
    "libelle": "Part tenue",
    "type": "pourcentage",
    "defaut": 50,
    "min": 10,
    "max": 100,
    "aide": "Réglez-la par sourçage.",
    "origine": "depart",
}
CORPS = """
Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins, et que voici écrit.

## Exemple

Une commune d’essai relit l’article L. 2112-2 du code de la commande publique avant de consulter, puis écrit sa condition.
"""


def ecrire(racine: Path) -> Path:
    """Écrit le réseau inventé sous ``racine``, prêt à construire, et rend ce dossier."""
    for nom in ("data", "docs"):
        shutil.copytree(ICI / nom, racine / nom)
    (racine / "mkdocs.yml").write_text(reglage_d_un_reseau(), "utf-8")
    for nom, particuliers in _serie("clauses").items():
        (racine / f"data/clauses/{nom}.yml").write_text(en_yaml(_clause(nom, **particuliers)), "utf-8")
    for nom, particuliers in _serie("veille").items():
        chemin = racine / f"docs/veille/{nom[:4]}/{nom}.md"
        chemin.parent.mkdir(exist_ok=True)
        chemin.write_text(_entree(nom, **particuliers), "utf-8")
    return racine


def _serie(nom: str) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((ICI / f"{nom}.yml").read_text("utf-8"))


def _clause(
    nom: str,
    titre: str,
    themes: list[str],
    segments: list[str],
    sujet: str,
    piece: str = "CCTP",
    nature: str = "condition-execution",
    cite: bool = False,
    statut: str = "publie",
    retrait: str | None = None,
) -> dict[str, Any]:
    texte = f"Le titulaire tient {{{{taux}}}} pour {sujet}."
    if cite:
        texte += " Il applique l’article L. 2112-2 du code de la commande publique."
    texte += "\n\nIl remet un relevé chaque trimestre :\n\n- ce qui est fait ;\n- ce qui reste.\n"
    return {
        "titre": titre,
        "resume": f"Le titulaire compte {sujet}, et l’acheteur le vérifie.",
        "themes": themes,
        "segments": segments,
        "marches": ["fournitures", "services", "travaux"],
        "tailles": ["petite", "moyenne"],
        "adaptation": "Une petite commune garde le texte et abandonne le relevé.",
        "dispositions": [
            {
                "id": "texte",
                "piece": piece,
                "nature": nature,
                "niveau": "avance" if nom < "e" else "base",
                **({"objet": "suivi-d-essai"} if nature == "suivi" else {}),
                "texte": texte,
                "charge": {"documents": 0, "controles": 0},
            }
        ],
        "ccag": {"cahiers": ["FCS"], "sans_derogation": "Ce texte complète les pièces générales d’essai."},
        "variables": {"taux": TAUX},
        **({"insertion": INSERTION} if "insertion" in themes else {}),
        "preuves": [
            {
                "quoi": "Relevé trimestriel, ou tout document équivalent.",
                "qui": "Le titulaire",
                "quand": "Chaque trimestre",
            }
        ],
        "controle": {
            "qui": "Le service utilisateur",
            "comment": "Rapproche chaque relevé des bons de commande.",
            "frequence": "Chaque trimestre",
            "suite": "En cas d’écart : observations écrites, puis mise en demeure.",
        },
        "questions_sourcing": ["Que tenez-vous déjà aujourd’hui ?"],
        "vigilance": ["Ne citez ni marque ni lieu."],
        "fondements": ["CCP L2112-2", *(["CCP L2152-7"] if nature == "prix" else [])],
        "statut": statut,
        "retrait": retrait,
        "relu_par": None,
        "verifie_le": date(2026, 11, 20),
        "publie_le": date(2026, 11, 20),
        "sources": SOURCES,
    }


def _entree(nom: str, corps: bool = False, **particuliers: Any) -> str:
    jour = date.fromisoformat(nom[:10])
    contenu = {
        "date": jour,
        "evenement": "publication",
        "themes": ["climat"],
        "segments": ["toutes-familles"],
        "impact": "faible",
        "pour": {"tailles": ["petite", "moyenne"], "profils": ["acheteur", "elu"]},
        "change": f"Ce qui change le {jour.day} du mois est décrit ici, en une phrase. Voyez l’article L. 2112-2 du CCP.",
        **particuliers,
        "publie_le": max(jour, date(2026, 1, 5)),
        "sources": SOURCES,
    }
    return f"---\n{en_yaml(contenu)}---\n{CORPS if corps else ''}"


def en_yaml(contenu: dict[str, Any]) -> str:
    """Rend ce contenu en YAML, ses champs dans l'ordre."""
    return yaml.dump(contenu, Dumper=_SansAlias, allow_unicode=True, sort_keys=False, width=1000)


class _SansAlias(yaml.SafeDumper):
    """Recopie une valeur répétée : le site refuse les alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True
