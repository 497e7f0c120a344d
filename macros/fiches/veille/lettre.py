"""La lettre du premier lundi : cinq lignes au plus, une par document à changer ; une par groupe de familles, une pour les élus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.veille.couverture import Lecture, lecture, premiere_publication
from macros.fiches.veille.gestes import certain
from macros.fiches.veille.modele import EntreeVeille
from macros.sorties.courriel import message
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import date_longue, plus_mois

LIGNES = 5
MOIS_ANNONCES = 3
"""Une lettre annonce ce qui se fait avant trois mois."""
ELUS = "elus"
LUNDI = 7


@dataclass(frozen=True)
class Ligne:
    """Une chose à faire. ``le`` : avant quel jour, ``None`` dès la prochaine consultation ; ``certain`` : la règle est sûre."""

    entree: Fiche[EntreeVeille]
    le: date | None
    certain: bool


@dataclass(frozen=True)
class Lettre:
    """La lettre d'un groupe. ``restent`` et ``neuves`` : les lignes qui n'y tiennent pas, datées et sans date ; ``lue`` : ce qui est lu du mois d'avant."""

    code: str
    groupe: str
    jour: date
    lignes: list[Ligne]
    restent: int
    neuves: int
    lue: Lecture

    @property
    def sujet(self) -> str:
        """Rend l'objet du courriel : le nombre de choses à faire, ou qu'il n'y en a pas."""
        n = len(self.lignes)
        fait = f"{n} chose{'s' if n > 1 else ''} à faire" if n else "Rien à changer"
        return f"{fait} · {self.groupe}, lettre du {date_longue(self.jour)}"

    @property
    def chemin(self) -> str:
        """Rend le dossier de ses deux fichiers, relatif à la racine du site."""
        return f"veille/lettre/{self.code}/courriel"


def premier_lundi(depart: date) -> date:
    """Rend le premier lundi d'un mois, à partir de ce jour compris.

    >>> print(*(premier_lundi(date(2026, *jour)) for jour in ((11, 30), (12, 7), (12, 8))))
    2026-12-07 2026-12-07 2027-01-04
    """
    jour = depart
    while jour.weekday() or jour.day > LUNDI:
        jour += timedelta(days=1)
    return jour


def lettres(c: Consultation) -> list[Lettre]:
    """Rend les prochaines lettres : une par domaine d'achat, dans l'ordre du vocabulaire, puis celle des élus."""
    jour = premier_lundi(c.jour)
    avant = premier_lundi(plus_mois(jour.replace(day=1), -1))
    lignes = [ligne for f in c.visibles("veille") if (ligne := _ligne(c, f, avant, jour))]
    lignes.sort(key=lambda x: (x.le or date.max, list(c.valeurs("impacts")).index(x.entree.contenu.impact)))
    lue = lecture(c, f"{plus_mois(jour, -1):%Y-%m}")

    def ecrire(code: str, groupe: str, siennes: list[Ligne]) -> Lettre:
        autres = siennes[LIGNES:]
        datees = sum(x.le is not None for x in autres)
        return Lettre(code, groupe, jour, siennes[:LIGNES], datees, len(autres) - datees, lue)

    trouvees = []
    for domaine, valeur in c.valeurs("domaines").items():
        familles = [code for code, v in c.valeurs("segments").items() if v.domaine == domaine]
        siennes = [x for x in lignes if any(map(x.entree.contenu.concerne, familles))]
        trouvees += [ecrire(domaine, valeur.libelle, siennes)] if familles else []
    elues = [x for x in lignes if "elu" in x.entree.contenu.pour.profils]
    return [*trouvees, ecrire(ELUS, "Pour les élus", elues)]


def _ligne(c: Consultation, fiche: Fiche[EntreeVeille], avant: date, jour: date) -> Ligne | None:
    """Rend la ligne d'une entrée : à faire avant trois mois, ou parue depuis la lettre d'avant ; rien si elle ne demande rien."""
    entree = fiche.contenu
    if entree.suivi or entree.evenement == "etude" or (entree.impact == "faible" and not entree.a_faire_avant):
        return None
    proche = entree.limite and jour <= entree.limite <= plus_mois(jour, MOIS_ANNONCES)
    # Le mois où la base ouvre, tout y entre à la fois : seul l'événement est alors une nouvelle.
    ouverture = plus_mois(premiere_publication(c).replace(day=1), 1)
    parue = entree.date if entree.publie_le < ouverture else max(entree.date, entree.publie_le)
    if not proche and not avant <= parue < jour:
        return None
    return Ligne(fiche, entree.limite if proche else None, certain(c, fiche))


def fichiers(absolu: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : chaque lettre en HTML et en .eml."""
    return {
        f"{lettre.chemin}.{extension}": partial(ecrire, absolu, lettre)
        for lettre in lettres(absolu.c)
        for extension, ecrire in (("html", _html), ("eml", _eml))
    }


def _html(ctx: Contexte, lettre: Lettre) -> bytes:
    return ctx.fragment("veille/lettre", lettre=lettre).encode()


def _eml(ctx: Contexte, lettre: Lettre) -> bytes:
    return message(lettre.sujet.replace("\u00a0", " "), _html(ctx, lettre).decode(), lettre.jour)
