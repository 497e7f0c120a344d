"""La carte : les départements d'un réseau, mis à l'échelle, chacun avec son nombre et sa teinte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.fiches.territoire.contours import Contours

COTE = 1000
"""Côté du dessin, en unités. Il est au moins aussi large que haut : le texte garde sa taille d'un réseau à l'autre."""
MARGE = 8
TEINTES = 4
PLACE_NOMBRE, PLACE_CODE = 125, 40
"""Plus petit côté d'un département pour y écrire son code et son nombre, ou son code seul."""
Points = list[tuple[int, int]]


@dataclass(frozen=True)
class Zone:
    """Un département dessiné. ``teinte`` va de 0 (aucune structure) à ``TEINTES`` ; ``mots`` s'écrivent en (x, y)."""

    code: str
    nombre: int
    trace: str
    x: int
    y: int
    teinte: int
    mots: tuple[str, ...]


@dataclass(frozen=True)
class Carte:
    """Les zones d'un réseau, et le cadre qui les tient."""

    zones: tuple[Zone, ...]
    cadre: str = ""

    @classmethod
    def de(cls, contours: Contours, comptes: Mapping[str, int]) -> Carte:
        """Rend la carte de ces départements (code → nombre) ; ceux dont le contour manque n'y sont pas."""
        traces = {code: contours.departements[code] for code in comptes if code in contours.departements}
        if not traces:
            return cls(())
        points = {code: [_points(anneau) for anneau in c.anneaux] for code, c in traces.items()}
        (gauche, haut), (droite, bas) = _bornes([p for anneaux in points.values() for a in anneaux for p in a])
        echelle = COTE / max(droite - gauche, bas - haut)
        retrait = (COTE - (droite - gauche) * echelle) / 2

        def poser(point: tuple[int, int]) -> tuple[int, int]:
            return round((point[0] - gauche) * echelle + retrait), round((point[1] - haut) * echelle)

        nombres = [comptes[code] for code in traces]
        zones = []
        for code, anneaux in points.items():
            poses = [[poser(p) for p in anneau] for anneau in anneaux]
            x, y = poser(_points(traces[code].etiquette)[0])
            teinte, mots = _teinte(comptes[code], nombres), _mots(code, comptes[code], poses[0])
            zones.append(Zone(code, comptes[code], "".join(map(_trace, poses)), x, y, teinte, mots))
        hauteur = round((bas - haut) * echelle)
        return cls(tuple(zones), f"{-MARGE} {-MARGE} {COTE + 2 * MARGE} {hauteur + 2 * MARGE}")


def _points(texte: str) -> Points:
    return [(int(x), int(y)) for x, y in (point.split(",") for point in texte.split())]


def _bornes(points: Points) -> tuple[tuple[int, int], tuple[int, int]]:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def _trace(points: Points) -> str:
    """Rend le tracé SVG d'un contour fermé."""
    return f"M{'L'.join(f'{x} {y}' for x, y in points)}Z"


def _teinte(nombre: int, nombres: list[int]) -> int:
    """Rend 0 sans structure, sinon un rang de 1 (le moins) à ``TEINTES`` ; un écart d'une structure change d'un rang au plus."""
    if not nombre:
        return 0
    moins = min(n for n in nombres if n)
    return 1 + round((TEINTES - 1) * (nombre - moins) / max(TEINTES - 1, max(nombres) - moins))


def _mots(code: str, nombre: int, contour: Points) -> tuple[str, ...]:
    (gauche, haut), (droite, bas) = _bornes(contour)
    cote = min(droite - gauche, bas - haut)
    return (code, str(nombre)) if cote >= PLACE_NOMBRE else (code,) if cote >= PLACE_CODE else ()
