"""Le relevé du droit : par mois et par branche, jusqu'à quel jour et par quoi ; et son âge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import Field

from macros.base.consultation import Consultation
from macros.base.macro import macro
from macros.base.types import Code, Modele
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import plus_mois

Moyen = Literal["lecture", "jorf", "legi", "dole", "union"]
MOYENS = {
    "lecture": "lecture",
    "jorf": "titres du Journal officiel",
    "legi": "articles suivis",
    "dole": "décrets attendus",
    "union": "droit de l’Union",
}
"""Par quoi l'on relève → ce que l'on en dit."""
VIEUX = 14
"""Jours au-delà desquels une course hebdomadaire a manqué."""


class BranchesLues(Modele):
    """Des branches du droit relevées ensemble, un mois ; ``lues_jusqu_au`` dit aussi le mois."""

    branches: Annotated[list[Annotated[str, Code("branches")]], Field(min_length=1, description="Branches du droit.")]
    lues_jusqu_au: Annotated[date, Field(description="Dernier jour relevé ; son mois est celui du relevé.")]
    par: Annotated[list[Moyen], Field(min_length=1, description="Par quoi : lecture, jorf, legi, dole, union.")]

    @property
    def mois(self) -> str:
        """Rend « 2026-10 »."""
        return f"{self.lues_jusqu_au:%Y-%m}"


@dataclass(frozen=True)
class Dites:
    """Ce qu'une page dit des branches. ``groupes`` : (libellés, dernier jour, moyens) ; ``sans`` : libellés de celles que rien ne relève."""

    groupes: list[tuple[list[str], date, list[str]]]
    sans: list[str]


def dire(c: Consultation, lues: Iterable[BranchesLues], mois: str = "") -> Dites | None:
    """Rend ce qui est relevé du mois, ou sans mois le dernier relevé de chaque branche ; ``None`` si rien n'en est dit."""
    dernieres: dict[str, BranchesLues] = {}
    for lue in sorted(lues, key=lambda lue: lue.lues_jusqu_au):
        if mois in ("", lue.mois):
            dernieres |= dict.fromkeys(lue.branches, lue)
    groupes: dict[tuple[date, tuple[str, ...]], list[str]] = {}
    for code in c.valeurs("branches"):
        if code in dernieres:
            lue = dernieres[code]
            groupes.setdefault((lue.lues_jusqu_au, tuple(lue.par)), []).append(_libelle(c, code))
    dits = [(noms, jour, [MOYENS[moyen] for moyen in par]) for (jour, par), noms in groupes.items()]
    return Dites(dits, [_libelle(c, code) for code in c.valeurs("branches") if code not in dernieres]) if dits else None


def _libelle(c: Consultation, code: str) -> str:
    libelle = c.libelle("branches", code)
    return libelle[0].lower() + libelle[1:]


def etendre(
    lues: Sequence[BranchesLues], branches: Iterable[str], du: date, au: date, par: list[Moyen]
) -> list[BranchesLues]:
    """Rend le relevé, étendu de tout ce qui a paru après ``du`` et jusqu'à ``au``.

    Une branche n'est relevée un mois que si elle l'est depuis le premier : d'un mois pris en route, rien n'est dit.
    """
    reste = list(lues)
    fin_du_mois = du
    while fin_du_mois < au:
        debut = fin_du_mois + timedelta(1)
        fin_du_mois = min(au, plus_mois(debut.replace(day=1), 1) - timedelta(1))
        siennes = [
            lue for lue in reste if lue.mois == f"{debut:%Y-%m}" and lue.lues_jusqu_au >= min(du, debut - timedelta(1))
        ]
        entieres = {code for lue in siennes for code in lue.branches} if debut.day > 1 else set(branches)
        entieres &= set(branches)
        if not entieres:
            continue
        avant = {moyen for lue in siennes if entieres & set(lue.branches) for moyen in lue.par}
        gardees = [
            lue.model_copy(update={"branches": [b for b in lue.branches if b not in entieres]})
            if lue in siennes
            else lue
            for lue in reste
        ]
        moyens: list[Moyen] = [moyen for moyen in MOYENS if moyen in avant or moyen in par]
        neuve = BranchesLues(branches=[b for b in branches if b in entieres], lues_jusqu_au=fin_du_mois, par=moyens)
        reste = [*(lue for lue in gardees if lue.branches), neuve]
    return sorted(reste, key=lambda lue: lue.lues_jusqu_au)


@macro()
def releve_du_droit(ctx: Contexte) -> Markup:
    """Rend l'âge du dernier relevé hebdomadaire du droit, ou qu'il n'y en a pas encore eu."""
    jour = next((f.contenu.droit_releve_le for f in ctx.c.fiches("couverture").values()), None)
    age = (ctx.c.jour - jour).days if jour else 0
    return ctx.fragment("veille/releve_du_droit", jour=jour, age=age, vieux=age > VIEUX)
