"""Le classeur d'un jeu de données : une feuille par table, à ouvrir d'un double clic. Un texte n'y est jamais une formule."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from macros.sorties.donnees.tables import TableDeJeu
from macros.sorties.donnees.tableur import SEPARATEUR, Colonne, tenir

DATE_FIXE = date(2026, 1, 1)
"""Pour un jeu qui ne porte aucune date : les mêmes fiches font les mêmes octets."""


class Classeur:
    """Un fichier .xlsx qui s'écrit ligne à ligne : rien ne tient en mémoire que la ligne en cours.

    Une structure n'y est pas : elle a sa feuille, ou se lit dans le JSON.
    """

    def __init__(self, flux: BinaryIO, tables: list[TableDeJeu], modifie_le: date | None, auteur: str) -> None:
        self._livre = Workbook(flux, {"constant_memory": True})
        self._livre.set_properties(
            {"author": auteur, "created": datetime.combine(modifie_le or DATE_FIXE, time()), "title": tables[0].titre}
        )
        gras = self._livre.add_format({"bold": True})
        self._jour = self._livre.add_format({"num_format": "dd/mm/yyyy"})
        self._feuilles = {}
        for table in tables:
            colonnes = [c for c in table.colonnes if c.simple]
            feuille = self._livre.add_worksheet(table.nom[:31])
            feuille.freeze_panes(1, 1)
            feuille.set_column(0, len(colonnes) - 1, 24)
            feuille.write_row(0, 0, [colonne.nom for colonne in colonnes], gras)
            self._feuilles[table.nom] = [feuille, colonnes, 0]

    def ecrire(self, table: TableDeJeu, valeurs: dict[str, Any], ailleurs: str) -> None:
        """Écrit une ligne ; ``ailleurs`` : où lire une valeur trop longue pour une cellule."""
        feuille, colonnes, rang = self._feuilles[table.nom]
        self._feuilles[table.nom][2] = rang + 1
        for place, colonne in enumerate(colonnes):
            valeur = valeurs.get(colonne.nom)
            if colonne.type == "date" and isinstance(valeur, str):
                feuille.write_datetime(rang + 1, place, datetime.fromisoformat(valeur), self._jour)
            elif isinstance(valeur, bool):
                feuille.write_boolean(rang + 1, place, valeur)
            elif isinstance(valeur, (int, float)):
                feuille.write_number(rang + 1, place, valeur)
            elif valeur:
                feuille.write_string(rang + 1, place, tenir(_texte(valeur, colonne), ailleurs))

    def fermer(self) -> None:
        """Écrit le fichier."""
        self._livre.close()


def _texte(valeur: Any, colonne: Colonne) -> str:
    return SEPARATEUR.join(map(str, valeur)) if colonne.liste else str(valeur)
