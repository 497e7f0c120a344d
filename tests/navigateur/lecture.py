"""Ce que plusieurs parcours lisent : les textes tels qu'ils se lisent, et l'édition prise en exemple."""

from dataclasses import dataclass

from playwright.sync_api import Page

from macros.base.fiche import Fiche
from macros.texte.balisage.leger import rendre as en_html
from macros.texte.typographie import typographier

PRESSE_PAPIERS = ["clipboard-read", "clipboard-write"]
RENVOI = "a.renvoi-droit"
NOTE = "#note-renvoi"
COPIER_EDITION = 'button[data-copier="#courriel"]'


def plat(texte: str) -> str:
    """Rend le texte tel qu'on le lit : typographie du français, une espace ordinaire entre deux mots."""
    return " ".join(typographier(texte).split())


def serre(texte: str) -> str:
    """Rend le texte sans aucune espace : un PDF ne dit pas où elles sont."""
    return "".join(typographier(texte).split())


def lu(texte: str) -> str:
    """Rend un texte à balisage léger tel qu'il se lit."""
    return plat(en_html(texte).striptags())


def ouvrir_la_facette(page: Page, nom: str) -> None:
    """Déplie un filtre replié, pour en cocher les cases."""
    page.locator(f"details.facette:has(> fieldset[data-facette={nom}])").evaluate("d => { d.open = true; }")


def decaler(mois: str, ecart: int) -> str:
    rang = int(mois[:4]) * 12 + int(mois[5:]) - 1 + ecart
    return f"{rang // 12}-{rang % 12 + 1:02d}"


@dataclass(frozen=True)
class Edition:
    """L'édition la plus fournie qui a une précédente et une suivante, et ses entrées à lire, projets suivis exclus."""

    mois: str
    precedente: str
    suivante: str
    entrees: list[Fiche]

    @property
    def chemin(self) -> str:
        return f"veille/{self.mois}/"
