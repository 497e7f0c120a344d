"""D'une fiche typée à son fichier : un YAML que la lecture du projet relit à l'identique."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from macros.base.types import Reutilisable

CLE_SIMPLE = re.compile(r"[a-z]{3,}[a-z0-9_]*(?:-[a-z0-9_]+)*")
"""Une clé qui ne peut se lire ni comme un nombre, ni comme un oui/non."""
OUI_NON = ("yes", "off", "true", "false", "oui", "non", "null")


class _Cle(str):
    """Le nom d'un champ : écrit sans guillemets quand rien n'est ambigu."""


class _Ecrivain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # en C quand il est là : trois fois plus vite
    """Écrit tout texte entre guillemets, ou sous « | » s'il a plusieurs lignes : rien n'y est à deviner."""

    def ignore_aliases(self, data: Any) -> bool:
        """Une valeur qui revient s'écrit deux fois : la lecture refuse les alias."""
        return True


def _texte(ecrivain: _Ecrivain, texte: str) -> yaml.ScalarNode:
    return ecrivain.represent_scalar("tag:yaml.org,2002:str", texte, style="|" if "\n" in texte else '"')


def _cle(ecrivain: _Ecrivain, cle: _Cle) -> yaml.ScalarNode:
    simple = CLE_SIMPLE.fullmatch(cle) and cle not in OUI_NON
    return ecrivain.represent_scalar("tag:yaml.org,2002:str", str(cle), style=None if simple else '"')


def _nombre(ecrivain: _Ecrivain, nombre: float) -> yaml.ScalarNode:
    """Écrit 2.5, et 25 pour 25.0 : la lecture n'admet ni exposant, ni zéro de fin."""
    ecrit = f"{Decimal(repr(nombre)).normalize():f}"
    return ecrivain.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in ecrit else 'int'}", ecrit)


_Ecrivain.add_representer(str, _texte)
_Ecrivain.add_representer(_Cle, _cle)
_Ecrivain.add_representer(float, _nombre)


def ecrire_fiche(contenu: Reutilisable, corps: str | None = None) -> str:
    """Rend le fichier d'une fiche ; ``corps`` vaut ``None`` pour une fiche YAML. Une valeur par défaut ne s'écrit pas."""
    valeurs = contenu.model_dump(exclude_defaults=True)
    ordonnees = {nom: valeurs[nom] for nom in contenu.champs() if nom in valeurs}
    champs = yaml.dump(_nommer(ordonnees), Dumper=_Ecrivain, allow_unicode=True, sort_keys=False, width=10**9)
    return champs if corps is None else f"---\n{champs}---\n{corps}"


def _nommer(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {_Cle(cle): _nommer(v) for cle, v in valeur.items()}
    return [_nommer(v) for v in valeur] if isinstance(valeur, list) else valeur
