"""Les synonymes : quels groupes un texte touche."""

from __future__ import annotations

from macros.base.consultation import Consultation
from macros.texte.langue import mots, racine, racines_de


class Synonymes:
    """Les groupes de ``data/vocabulaires/synonymes.yml``, par racines."""

    def __init__(self, c: Consultation) -> None:
        lus = [f.contenu for f in c.fiches("synonymes").values()]
        self.groupes: list[list[str]] = [g for lu in lus for g in lu.groupes]
        self.lieux = [racine(m) for lu in lus for mot in lu.lieux for m in mots(mot)]
        self.entourage = [racine(m) for lu in lus for mot in lu.entourage for m in mots(mot)]
        self.cles = [f"{next(iter(racines_de(groupe[1])), '')}#{rang}" for rang, groupe in enumerate(self.groupes)]
        """Le terme d'index de chaque groupe, rangé près de sa deuxième expression, le mot courant : qui le tape a déjà lu sa tranche."""
        self._par_racines: dict[tuple[str, ...], int] = {}
        for rang, groupe in enumerate(self.groupes):
            for expression in groupe:
                if racines := racines_de(expression):
                    self._par_racines.setdefault(racines, rang)
        longueurs: dict[str, set[int]] = {}
        for racines in self._par_racines:
            longueurs.setdefault(racines[0], set()).add(len(racines))
        self._longueurs = {premiere: sorted(toutes, reverse=True) for premiere, toutes in longueurs.items()}

    def groupes_de(self, racines: list[str]) -> list[int]:
        """Rend le rang des groupes touchés, autant de fois qu'ils le sont ; l'expression la plus longue l'emporte, et l'on reprend après elle."""
        touches, libre = [], 0
        for ici, premiere in enumerate(racines):
            for longueur in self._longueurs.get(premiere, ()) if ici >= libre else ():
                rang = self._par_racines.get(tuple(racines[ici : ici + longueur]))
                if rang is not None:
                    touches.append(rang)
                    libre = ici + longueur
                    break
        return touches

    def par_cle(self) -> dict[str, list[list[object]]]:
        """Rend première racine d'expressions, ou clé d'un groupe → ``[[clé du groupe, expressions…]…]``."""
        cles: dict[str, dict[int, list[object]]] = {}
        for rang, groupe in enumerate(self.groupes):
            for expression in groupe:
                for cle in (self.cles[rang], *racines_de(expression)[:1]):
                    cles.setdefault(cle, {}).setdefault(rang, [self.cles[rang]]).append(expression)
        return {cle: list(groupes.values()) for cle, groupes in cles.items()}
