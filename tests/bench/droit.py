"""Ce que coûte une archive de droit entière : le temps suit sa taille, la mémoire non. ``python -m tests.bench.droit [MILLIERS]``."""

import io
import json
import random
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.bench import chronometre
from tests.bench.synthese import RACINE
from tests.fabrique.legi import CCP, article, place

MILLIERS = 100
"""Milliers de fichiers, d'office ; l'archive entière de la DILA en compte 2 557, pour 1,1 Go."""
SUIVIS = 4_000


def mesurer(dossier: Path, milliers: int = MILLIERS) -> str:
    """Rend la ligne du tableau : fichiers, taille, secondes, mémoire du relevé, et nombre d'articles lus."""
    archive, releve = dossier / "Freemium_legi_global_20260901-140000.tar.gz", dossier / "releve.json"
    ecrire(archive, milliers * 1000)
    commande = [sys.executable, "-m", "macros", "droit", "relever", str(archive), str(releve)]
    processeur, horloge, memoire = chronometre.mesurer(commande, RACINE)
    lus = len(json.loads(releve.read_bytes())["articles"])
    taille = archive.stat().st_size / 1_000_000
    archive.unlink()
    return (
        f"{f'{milliers} 000 fichiers, {taille:.0f} Mo':36}{processeur:10.1f} s{horloge:10.1f} s{memoire:9.0f} Mo"
        f", {lus} articles"
    )


def ecrire(archive: Path, nombre: int) -> None:
    """Écrit une archive de ``nombre`` fichiers, dont ``SUIVIS`` du code de la commande publique, les mêmes à chaque fois."""
    hasard = random.Random(2026)
    with tarfile.open(archive, "w:gz", compresslevel=1) as neuve:
        for rang in range(nombre):
            suivi = rang * SUIVIS // nombre != (rang + 1) * SUIVIS // nombre
            cid = CCP if suivi else f"LEGITEXT{rang % 90_000:012}"
            octets = article(rang, f"L{rang}", hasard.randbytes(250).hex(), du_texte=f'cid="{cid}" nature="CODE"')
            membre = tarfile.TarInfo(place(octets))
            membre.size = len(octets)
            neuve.addfile(membre, io.BytesIO(octets))
            neuve.members = []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as ou:
        print(mesurer(Path(ou), int(sys.argv[1]) if len(sys.argv) > 1 else MILLIERS))
