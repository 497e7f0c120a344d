"""La lettre du premier lundi : cinq lignes au plus, une par document à changer ; une par groupe de familles, une pour les élus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.vocabulaire import TOUTES_FAMILLES
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
    """Une chose à faire, et l'adresse de la page qui dit pourquoi.

    ``le`` : avant quel jour, ``None`` dès la prochaine consultation ; ``documents`` : codes des pièces où elle se fait ;
    ``certain`` : la règle est sûre ; ``rang`` : la plus forte d'abord.
    """

    faire: str
    documents: Sequence[str]
    le: date | None
    certain: bool
    adresse: str
    familles: Collection[str]
    pour_l_elu: bool
    rang: int


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
    lignes += [ligne for f in c.visibles("clauses") for ligne in _d_une_clause(c, f, avant, jour)]
    lignes.sort(key=lambda x: (x.le or date.max, x.rang))
    lue = lecture(c, f"{plus_mois(jour, -1):%Y-%m}")

    def ecrire(code: str, groupe: str, siennes: list[Ligne]) -> Lettre:
        autres = siennes[LIGNES:]
        datees = sum(x.le is not None for x in autres)
        return Lettre(code, groupe, jour, siennes[:LIGNES], datees, len(autres) - datees, lue)

    trouvees = []
    for domaine, valeur in c.valeurs("domaines").items():
        familles = {code for code, v in c.valeurs("segments").items() if v.domaine == domaine}
        siennes = [x for x in lignes if {TOUTES_FAMILLES, *familles}.intersection(x.familles)]
        trouvees += [ecrire(domaine, valeur.libelle, siennes)] if familles else []
    return [*trouvees, ecrire(ELUS, "Pour les élus", [x for x in lignes if x.pour_l_elu])]


def _ligne(c: Consultation, fiche: Fiche[EntreeVeille], avant: date, jour: date) -> Ligne | None:
    """Rend la ligne d'une entrée : à faire avant trois mois, ou parue depuis la lettre d'avant ; rien si elle ne demande rien."""
    entree = fiche.contenu
    if entree.suivi or entree.evenement == "etude" or (entree.impact == "faible" and not entree.a_faire_avant):
        return None
    proche = _proche(entree.limite, jour)
    # Le mois où la base ouvre, tout y entre à la fois : seul l'événement est alors une nouvelle.
    ouverture = plus_mois(premiere_publication(c).replace(day=1), 1)
    parue = entree.date if entree.publie_le < ouverture else max(entree.date, entree.publie_le)
    if not proche and not avant <= parue < jour:
        return None
    return Ligne(
        entree.actions[0],
        entree.a_faire_avant.documents if entree.a_faire_avant else (),
        entree.limite if proche else None,
        certain(c, fiche),
        c.adresse("veille", fiche.id),
        entree.segments or (TOUTES_FAMILLES,),
        "elu" in entree.pour.profils,
        1 + list(c.valeurs("impacts")).index(entree.impact),
    )


def _d_une_clause(c: Consultation, fiche: Fiche[Any], avant: date, jour: date) -> Iterator[Ligne]:
    """Rend les phrases d'une clause à remplacer : avant trois mois, ou changées depuis la lettre d'avant."""
    pieces = {d.id: d.piece for d in fiche.contenu.dispositions}
    adresse = c.adresse("clauses", fiche.id)
    for changement in fiche.contenu.changements:
        for phrase in changement.phrases:
            le = phrase.le if _proche(phrase.le, jour) else None
            if le or avant <= changement.le < jour:
                sur = phrase.certitude == "sur"
                piece = (pieces[phrase.texte],)
                yield Ligne(phrase.geste, piece, le, sur, adresse, fiche.contenu.segments, pour_l_elu=False, rang=0)


def _proche(limite: date | None, jour: date) -> bool:
    return limite is not None and jour <= limite <= plus_mois(jour, MOIS_ANNONCES)


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
