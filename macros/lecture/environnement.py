"""Ce que ``mkdocs.yml`` prend à l'environnement : quatre variables, aucune autre. Le site publierait un secret de la forge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from macros.lecture.anomalie import Anomalie, Defaut

REGLAGES = "mkdocs.yml"
ADMISES = ("SITE_NAME", "SITE_URL", "REPO_URL", "BROUILLONS")


class Environnement(Defaut):
    """Ce que le réglage du site prend à l’environnement"""

    VARIABLE_REFUSEE = (
        "« !ENV » n'est pas suivi d'une variable admise et de ce qui vaut sans elle"
        " → Écrivez !ENV [NOM, valeur sans elle]. Variables admises : {admises}. Une autre serait publiée telle quelle."
    )


def environnement(racine: Path) -> Iterator[Anomalie]:
    """Rend une anomalie par ``!ENV`` qui n'est pas ``[NOM admis, valeur]`` ; rien d'un réglage que l'on ne peut pas lire.

    On lit les évènements de YAML, et non le texte : une étiquette s'écrit de plusieurs façons.
    """
    try:
        texte = (racine / REGLAGES).read_text("utf-8")
        evenements = list(yaml.parse(texte, Loader=yaml.CBaseLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):  # ce que l'on en refuse se dit ailleurs
        return
    for rang, evenement in enumerate(evenements):
        if getattr(evenement, "tag", None) != "!ENV":
            continue
        nom, valeur, fin = evenements[rang + 1 : rang + 4]
        if not (
            isinstance(evenement, yaml.SequenceStartEvent)
            and isinstance(nom, yaml.ScalarEvent)
            and nom.value in ADMISES
            and isinstance(valeur, yaml.ScalarEvent)
            and isinstance(fin, yaml.SequenceEndEvent)
        ):
            debut: Any = evenement.start_mark
            yield Environnement.VARIABLE_REFUSEE(admises=ADMISES).dans(REGLAGES, debut.line + 1, debut.column + 1)
