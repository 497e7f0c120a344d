"""La table des jumeaux : ce que Python et JavaScript font pareil (jumeaux.yml)."""

from pathlib import Path
from typing import Any

import yaml

JUMEAUX: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
