"""Une copie du petit projet que chaque essai casse, et que l'on répare après lui : la refaire coûtait un tiers des essais."""

import os
import shutil
from pathlib import Path

INTACT = (0, 0)
"""Date de lecture et d'écriture d'un fichier non touché : tout ce qu'un essai écrit en a une autre."""


class Copie:
    """Un dossier tiré d'un modèle. ``reparer`` le lui rend pareil : fichiers changés, ajoutés, ôtés, droits compris."""

    def __init__(self, modele: Path, racine: Path) -> None:
        self.racine = racine
        self._octets = {str(f.relative_to(modele)): f.read_bytes() for f in modele.rglob("*") if f.is_file()}
        self._dossiers = sorted(str(d.relative_to(modele)) for d in modele.rglob("*") if d.is_dir())
        self._vus: dict[str, tuple[int, ...]] = {}
        racine.mkdir()
        self.reparer()

    def reparer(self) -> None:
        """Rend au dossier le contenu du modèle."""
        self._oter(self.racine, "")
        for dossier in self._dossiers:
            (self.racine / dossier).mkdir(exist_ok=True)
        for nom, octets in self._octets.items():
            fichier = self.racine / nom
            if not fichier.exists() or _marque(fichier.stat()) != self._vus.get(nom):
                fichier.unlink(missing_ok=True)
                fichier.write_bytes(octets)
                os.utime(fichier, INTACT)
                self._vus[nom] = _marque(fichier.stat())

    def _oter(self, dossier: Path, prefixe: str) -> None:
        """Ôte ce que le modèle n'a pas, ou n'a pas sous cette forme ; un dossier fermé se rouvre."""
        dossier.chmod(0o755)
        with os.scandir(dossier) as entrees:
            for entree in list(entrees):
                nom = f"{prefixe}{entree.name}"
                if entree.is_dir(follow_symlinks=False):
                    self._oter(Path(entree.path), f"{nom}/")
                    if nom not in self._dossiers:
                        shutil.rmtree(entree.path)
                elif entree.is_symlink() or nom not in self._octets:
                    Path(entree.path).unlink()


def _marque(etat: os.stat_result) -> tuple[int, ...]:
    return etat.st_ino, etat.st_mode, etat.st_size, etat.st_mtime_ns
